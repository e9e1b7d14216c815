/**
 * Laws of the book of business: its rows, its sums, the roster's counts and the directory.
 *
 * @since 0.1.0
 */

import type { Agency } from "@agencybook/core/Agency"
import type { Agent } from "@agencybook/core/Agent"
import type { Entry, Row } from "@agencybook/core/BookOfBusiness"
import type { Language } from "@agencybook/core/Contact"
import type { Delegation } from "@agencybook/core/Delegation"
import type { Criteria, Listing } from "@agencybook/core/Directory"
import { calheers } from "@agencybook/core/Policy"
import * as fc from "fast-check"
import { all, holdsIf, idle, type Law, make, same } from "./Law.ts"
import type { Rules } from "./Rules.ts"
import * as Sample from "./Sample.ts"
import * as World from "./World.ts"

const zone = calheers.timeZone
const everyState = fc.constantFrom(
  ...(["Requested", "Active", "Frozen", "Declined", "Cancelled", "Expired", "Ended"] as const)
)

const entriesOf = (world: World.World, delegations: ReadonlyArray<Delegation>): ReadonlyArray<Entry> =>
  delegations.map((delegation) => ({
    delegation,
    case: world.case.get(delegation.caseId) ?? Sample.household(),
    agent: world.agent.get(delegation.delegate.agentId) as Agent,
    agency: world.agency.get(delegation.delegate.agencyId) as Agency
  }))
const bookOf = (rules: Rules, world: World.World, keep: (delegation: Delegation) => boolean = () => true) =>
  rules.book.rows(entriesOf(world, World.records(world, "delegation").filter(keep)), Sample.now, zone)
const key = ({ agencyId, agentId, caseNumber }: Row): string => `${agencyId} ${agentId} ${caseNumber}`

/** A row exists exactly while the case is held. @category laws */
export const aRowWhileHeld = make({
  id: "book-a-row-while-held",
  sentence:
    "a case has a row exactly while its delegation is active or frozen, flagged as such, with no private detail",
  rules: ["BOB-04", "BOB-08"],
  input: everyState,
  holds: (state, rules) => {
    const [entry] = entriesOf(World.make(1, { agencies: 1, agents: 1, cases: 1 }), [Sample.delegation(0, state)])
    const row = rules.book.row(entry as Entry, Sample.now, zone)
    const rows = rules.book.rows([entry as Entry], Sample.now, zone)
    const expected = state === "Active" || state === "Frozen" ? state : undefined
    return all(
      same(row?.delegationState, expected, "the row"),
      same(row?.asOf, expected && Sample.now, "the moment of the row"),
      same(rows.length, expected === undefined ? 0 : 1, "the number of rows"),
      holdsIf(!JSON.stringify(rows).includes("1980-05-17"), "the date of birth is in the row")
    )
  }
})

/** The agency's book is the disjoint union of its agents' books. @category laws */
export const disjointUnion = make({
  id: "book-disjoint-union",
  sentence: "the agency's book is the union of its agents' books, no row in two of them, in one order",
  rules: ["BOB-02", "BOB-01", "BOB-03"],
  input: World.arbitrary(),
  holds: (world, rules) => {
    const verdicts = World.records(world, "agency").map(({ agencyId }) => {
      const agency = bookOf(rules, world, ({ delegate }) => delegate.agencyId === agencyId)
      const books = World.records(world, "employment")
        .filter((employment) => employment.agencyId === agencyId)
        .map(({ agentId }) =>
          bookOf(rules, world, ({ delegate }) => delegate.agencyId === agencyId && delegate.agentId === agentId)
        )
      const union = books.flat().map(key)
      const reversed = [...entriesOf(world, World.records(world, "delegation"))].reverse()
      return all(
        same([...union].sort(), agency.map(key).sort(), "the union"),
        holdsIf(new Set(union).size === union.length, "a row stands in two books"),
        same(rules.book.rows(reversed, Sample.now, zone), bookOf(rules, world), "the book of other order")
      )
    })
    return all(...verdicts)
  }
})

/** Summaries can be kept. @category laws */
export const summariesAdd = make({
  id: "book-summaries-add",
  sentence: "the summary of a book is that of its agents added, of any parts added, and of a row removed taken away",
  rules: ["BOB-02", "BOB-05"],
  input: fc.record({ world: World.arbitrary(), cut: fc.nat(8) }),
  holds: ({ cut, world }, rules) => {
    const { byAgent, combine, empty, invert, ofRow, summarise } = rules.summary
    const rows = bookOf(rules, world)
    const whole = summarise(rows)
    const parts = combine(summarise(rows.slice(0, cut)), summarise(rows.slice(cut)))
    const [first, ...rest] = rows
    return all(
      same([...byAgent(rows).values()].reduce(combine, empty), whole, "the sum over agents"),
      same(parts, whole, "the sum of two parts"),
      same(
        first === undefined ? empty : combine(whole, invert(ofRow(first))),
        summarise(rest),
        "without the first row"
      ),
      same(whole.active + whole.frozen, rows.length, "active and frozen"),
      same(
        whole.effectuatedPremium,
        rows.reduce((sum, row) => sum + (row.enrollmentStatus === "Effectuated" ? (row.grossPremium ?? 0) : 0), 0),
        "the premium"
      )
    )
  }
})

/** The roster counts as the book does. @category laws */
export const rosterCounts = make({
  id: "roster-counts-as-the-book",
  sentence: "the roster counts for each agent the rows of the agent's book, requests apart, and who may act",
  rules: ["BOB-05", "EMP-02"],
  input: World.arbitrary(),
  holds: (world, rules) => {
    const verdicts = World.records(world, "agency").map(({ agencyId }) => {
      const delegations = World.records(world, "delegation").filter(({ delegate }) => delegate.agencyId === agencyId)
      const members = World.records(world, "employment").flatMap(
        ({ agentId }) => World.memberOf(world, agentId, agencyId) ?? []
      )
      const expected = members.map((member) => {
        const { agentId } = member.agent
        const mine = delegations.filter(({ delegate }) => delegate.agentId === agentId)
        const requested = mine.filter(({ state }) => state._tag === "Requested").length
        const rows = bookOf(
          rules,
          world,
          ({ delegate }) => delegate.agencyId === agencyId && delegate.agentId === agentId
        )
        return { agentId, requested, delegated: rows.length, mayAct: rules.standing.isGood(member, Sample.today) }
      })
      const lines = rules.roster.lines(members, delegations, Sample.today)
      const plain = lines.map(({ agentId, delegated, mayAct, requested }) => ({
        agentId,
        delegated,
        mayAct,
        requested
      }))
      const order = (list: typeof plain) => [...list].sort((a, b) => (a.agentId < b.agentId ? -1 : 1))
      return same(order(plain), order(expected), "the roster")
    })
    return all(...verdicts)
  }
})

/** Agents speak different languages in different places. */
const spread: ReadonlyArray<Pick<Agent, "languages" | "place">> = [
  { languages: ["en" as Language], place: { city: "Sacramento", county: "Sacramento" } },
  { languages: ["en" as Language, "es" as Language], place: { city: "Fresno", county: "Fresno" } },
  { languages: ["es" as Language, "vi" as Language], place: { city: "Clovis", county: "Fresno" } }
]
const found = (world: World.World, rules: Rules, criteria: Criteria = {}) =>
  rules.directory.search(
    World.records(world, "employment").flatMap(({ agencyId, agentId }, n) => {
      const member = World.memberOf(world, agentId, agencyId)
      return member === undefined ? [] : [{ ...member, agent: { ...member.agent, ...spread[n % 3] } }]
    }),
    criteria,
    Sample.today
  )

/** The directory lists who may be asked. @category laws */
export const directoryListsWhoMayAct = make({
  id: "directory-lists-who-may-act",
  sentence: "the directory lists exactly the agents who want to be listed and may act today",
  rules: ["DEL-08", "EMP-02"],
  input: World.arbitrary(),
  holds: (world, rules) => {
    const expected = World.records(world, "employment").flatMap(({ agencyId, agentId, state }) => {
      const member = World.memberOf(world, agentId, agencyId)
      const good =
        member?.agent.certification._tag === "Certified" &&
        state === "Active" &&
        member.agency.certification._tag === "Certified" &&
        !member.agent.locked
      return good && member.agent.listInDirectory ? [agentId] : []
    })
    return same(
      found(world, rules)
        .map(({ agentId }) => agentId)
        .sort(),
      expected.sort(),
      "the directory"
    )
  }
})

const fits = (criteria: Criteria, { agencyName, county, languages, name }: Listing): boolean =>
  (criteria.language === undefined || languages.includes(criteria.language)) &&
  (criteria.county === undefined || county.toLowerCase() === criteria.county.toLowerCase()) &&
  (criteria.name === undefined || `${name} ${agencyName}`.toLowerCase().includes(criteria.name.toLowerCase()))

/** A search of the directory leaves out what does not fit, and nothing else. @category laws */
export const directoryFindsWhatFits = make({
  id: "directory-finds-what-fits",
  sentence: "a search by language, place or name gives exactly those of the whole directory who fit, in its order",
  rules: ["DEL-02"],
  input: fc.record({
    world: World.arbitrary(),
    pick: fc.nat(),
    by: fc.subarray(["language", "county", "name"] as const)
  }),
  holds: ({ by, pick, world }, rules) => {
    const everybody = found(world, rules)
    const model = everybody[pick % Math.max(1, everybody.length)]
    if (model === undefined) return idle
    const criteria: Criteria = {
      ...(by.includes("language") ? { language: model.languages[pick % model.languages.length] as Language } : {}),
      ...(by.includes("county") ? { county: model.county.toUpperCase() } : {}),
      ...(by.includes("name") ? { name: model.name.slice(1, 4 + (pick % 9)).toUpperCase() } : {})
    }
    const expected = everybody.filter((one) => fits(criteria, one))
    return same(found(world, rules, criteria), expected, "what was found")
  }
})

/** The laws of this module. @category laws */
export const laws = [
  aRowWhileHeld,
  disjointUnion,
  summariesAdd,
  rosterCounts,
  directoryListsWhoMayAct,
  directoryFindsWhatFits
] as ReadonlyArray<Law>
