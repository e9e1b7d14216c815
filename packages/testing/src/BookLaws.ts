/**
 * Laws of the book of business: its rows, its sums, the roster's counts and the directory.
 *
 * @since 0.1.0
 */

import type { Agency } from "@agencybook/core/Agency"
import type { Agent } from "@agencybook/core/Agent"
import type { Entry, Row } from "@agencybook/core/BookOfBusiness"
import * as Dates from "@agencybook/core/CalendarDate"
import type { Language } from "@agencybook/core/Contact"
import type { Delegation } from "@agencybook/core/Delegation"
import type { Criteria, Listing } from "@agencybook/core/Directory"
import type { Employment } from "@agencybook/core/Employment"
import * as Id from "@agencybook/core/Id"
import * as fc from "fast-check"
import * as Books from "./Books.ts"
import { all, holdsIf, idle, type Law, make, same } from "./Law.ts"
import type { Rules } from "./Rules.ts"
import * as Sample from "./Sample.ts"
import * as World from "./World.ts"

const zone = () => Sample.policy().timeZone
const everyState = fc.constantFrom(
  ...(["Requested", "Active", "Frozen", "Declined", "Cancelled", "Expired", "Ended"] as const)
)

/** What the rows of delegations are made of, in a world that knows their agents. @category queries */
export const entriesOf = (world: World.World, delegations: ReadonlyArray<Delegation>): ReadonlyArray<Entry> =>
  delegations.map((delegation) => ({
    delegation,
    case: world.case.get(delegation.caseId) ?? Sample.household(),
    agent: world.agent.get(delegation.delegate.agentId) as Agent,
    employment: world.employment.get(
      Id.employment(delegation.delegate.agentId, delegation.delegate.agencyId)
    ) as Employment,
    agency: world.agency.get(delegation.delegate.agencyId) as Agency
  }))
const bookOf = (rules: Rules, world: World.World, keep: (delegation: Delegation) => boolean = () => true) =>
  rules.book.rows(entriesOf(world, World.records(world, "delegation").filter(keep)), Sample.now, zone())
const key = ({ agencyId, agentId, caseNumber }: Row): string => `${agencyId} ${agentId} ${caseNumber}`

/** A row exists exactly while the case is held. @category laws */
export const aRowWhileHeld = make({
  id: "book-a-row-while-held",
  sentence:
    "a case has a row exactly while its delegation is active or frozen, flagged as such, with no private detail",
  rules: ["BOB-04", "BOB-08"],
  input: everyState,
  holds: (state, rules) => {
    // This agent may act, so that a row says what the delegation says.
    const { agency, agent, employment } = Sample.member(0)
    const entry: Entry = {
      delegation: Sample.delegation(0, state),
      case: Sample.household(0),
      agent,
      employment,
      agency
    }
    const row = rules.book.row(entry, Sample.now, zone())
    const rows = rules.book.rows([entry], Sample.now, zone())
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
        same(rules.book.rows(reversed, Sample.now, zone()), bookOf(rules, world), "the book of other order")
      )
    })
    return all(...verdicts)
  }
})

/** Nobody works a case whose agent may not. @category laws */
export const activeOnlyWithAuthority = make({
  id: "book-active-only-with-authority",
  sentence: "a row shows a case as active only while its agent may act, also when no event says that this is over",
  rules: ["BOB-04", "DEL-08", "EMP-02"],
  input: fc.record({ world: World.arbitrary(), days: fc.constantFrom(0, 303, 304, 500) }),
  holds: ({ days, world }, rules) => {
    const day = Dates.plusDays(Sample.today, days)
    const delegations = World.records(world, "delegation")
    const rows = rules.book.rows(entriesOf(world, delegations), Dates.startOf(day, zone()), zone())
    return all(
      ...rows.map((row) => {
        const member = World.memberOf(world, row.agentId, row.agencyId)
        const active = world.delegation.get(row.delegationId)?.state._tag === "Active"
        const mayAct = member !== undefined && rules.standing.isGood(member, day)
        return same(row.delegationState, active && mayAct ? "Active" : "Frozen", "the state of the row")
      })
    )
  }
})

/** Every household is in the book. @category laws */
export const everyHousehold = make({
  id: "book-every-household",
  sentence: "a case that is held has its row whether it came on paper, has several tax filers, a plan or none",
  rules: ["BOB-14", "BOB-04"],
  input: Books.entries(),
  holds: (entries, rules) => {
    const held = entries.filter(({ delegation: { state } }) => state._tag === "Active" || state._tag === "Frozen")
    const rows = rules.book.rows(entries, Sample.now, zone())
    return entries.length === 0
      ? idle
      : all(
          same(rows.map(({ caseId }) => caseId).sort(), held.map((entry) => entry.case.caseId).sort(), "the cases"),
          ...rows.map((row) => same(row.asOf, Sample.now, "the moment"))
        )
  }
})

/** Summaries can be kept. @category laws */
export const summariesAdd = make({
  id: "book-summaries-add",
  sentence:
    "the summary of a book is that of its agents added, of any parts added, and kept under change it is as if counted again",
  rules: ["BOB-02", "BOB-05"],
  input: fc.record({ entries: Books.entries(), cut: fc.nat(8), from: fc.nat(9), to: fc.nat(9) }),
  holds: ({ cut, entries, from, to }, rules) => {
    const { add, byAgent, combine, empty, invert, ofDelegation, ofRow, remove, summarise } = rules.summary
    const rows = rules.book.rows(entries, Sample.now, zone())
    if (rows.length === 0) return idle
    const day = Sample.today
    const whole = summarise(rows, day)
    const parts = combine(summarise(rows.slice(0, cut), day), summarise(rows.slice(cut), day))
    const [gone, ...rest] = rows.slice(from % rows.length).concat(rows.slice(0, from % rows.length)) as [Row]
    const come = rows[to % rows.length] as Row
    const moved = { ...come, agentId: Sample.agentId(7), delegationState: "Frozen" } as const
    const others = entries.map(({ delegation }) => ofDelegation(delegation, day, zone())).reduce(combine, empty)
    const count = (keep: (row: Row) => boolean) => rows.filter(keep).length
    const premium = (row: Row) =>
      ["Effectuated", "Reinstated"].includes(row.enrollmentStatus ?? "") ? (row.grossPremium ?? 0) : 0
    return all(
      same([...byAgent(rows, day).values()].reduce(combine, empty), whole, "the sum over agents"),
      same(parts, whole, "the sum of two parts"),
      same(rows.map((row) => ofRow(row, day)).reduce(combine, empty), whole, "the sum of its rows"),
      same(
        add(remove(whole, gone, day), moved, day),
        summarise([...rest, moved], day),
        "the summary kept under change"
      ),
      same(combine(whole, invert(whole)), empty, "a summary without itself"),
      same(
        [whole.active, whole.frozen, whole.aorMismatches, whole.conditional, whole.renewals.AtRisk],
        [
          count((row) => row.delegationState === "Active"),
          count((row) => row.delegationState === "Frozen"),
          count((row) => row.aorMatchesDelegate === false),
          count((row) => row.openVerifications.length > 0),
          count((row) => row.renewalStatus === "AtRisk")
        ],
        "the counts"
      ),
      same(
        others.requested + Object.values(others.lost).reduce((sum, some) => sum + some, 0),
        entries.filter(({ delegation: { state } }) => state._tag === "Requested" || state._tag === "Ended").length,
        "what waits and what was lost today"
      ),
      same(
        whole.effectuatedPremium,
        rows.reduce((sum, row) => sum + premium(row), 0),
        "the premium"
      )
    )
  }
})

/** An agency's figures are its agents' figures. @category laws */
export const agencyFigures = make({
  id: "book-agency-figures",
  sentence:
    "an agency's figures are those of its agents added, with each agent counted once and cases without authority told",
  rules: ["BOB-02", "BOB-05", "EMP-02"],
  input: World.arbitrary(),
  holds: (world, rules) => {
    const verdicts = World.records(world, "agency").map(({ agencyId }) => {
      const members = World.records(world, "employment").flatMap(
        ({ agentId }) => World.memberOf(world, agentId, agencyId) ?? []
      )
      const rows = bookOf(rules, world, ({ delegate }) => delegate.agencyId === agencyId)
      const summary = rules.agencySummary.make(members, rules.summary.byAgent(rows, Sample.today), Sample.today)
      const without = new Set(
        members.filter((member) => !rules.standing.isGood(member, Sample.today)).map(({ agent }) => agent.agentId)
      )
      const sizes = members.map(({ agent }) => rows.filter(({ agentId }) => agentId === agent.agentId).length)
      return all(
        same(summary.book, rules.summary.summarise(rows, Sample.today), "the book"),
        same(summary.agents.length, members.length, "the agents"),
        same(
          summary.casesWithoutAuthority,
          rows.filter(({ agentId }) => without.has(agentId)).length,
          "without authority"
        ),
        same(
          summary.withoutCases,
          members.filter(({ employment }, n) => employment.state !== "Inactive" && sizes[n] === 0).length,
          "agents without cases"
        ),
        same([summary.top?.cases ?? 0, summary.top?.of ?? 0], [Math.max(0, ...sizes), rows.length], "the agent on top")
      )
    })
    return all(...verdicts)
  }
})

/** The roster counts as the book does. @category laws */
export const rosterCounts = make({
  id: "roster-counts-as-the-book",
  sentence:
    "the roster counts for each agent the active rows of the agent's book, those frozen and requests apart, and who may act",
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
        const delegated = rows.filter(({ delegationState }) => delegationState === "Active").length
        const frozen = rows.length - delegated
        return { agentId, requested, delegated, frozen, mayAct: rules.standing.isGood(member, Sample.today) }
      })
      const lines = rules.roster.lines(members, delegations, Sample.today)
      const plain = lines.map(({ agentId, delegated, frozen, mayAct, requested }) => ({
        ...{ agentId, requested, delegated, frozen, mayAct }
      }))
      const order = (list: typeof plain) => [...list].sort((a, b) => (a.agentId < b.agentId ? -1 : 1))
      return same(order(plain), order(expected), "the roster")
    })
    return all(...verdicts)
  }
})

/** Agents speak different languages in different places, and work for different clients. */
const spread: ReadonlyArray<Partial<Agent> & Pick<Agent, "languages" | "place">> = [
  { languages: ["en" as Language], place: { city: "Sacramento", county: "Sacramento" } },
  {
    languages: ["en" as Language, "es" as Language],
    place: { city: "Fresno", county: "Fresno" },
    clientsServed: "employers"
  },
  {
    languages: ["es" as Language, "vi" as Language],
    place: { city: "Clovis", county: "Fresno" },
    clientsServed: "individuals"
  }
]
const hour = (weekday: number, opens: string, closes: string) =>
  ({ weekday, opens, closes }) as NonNullable<Agency["sites"][0]["hours"]>[number]
/** Agencies are in different postal codes, and open at different times or nobody knows when. */
const offices = [
  { zip: "95814", hours: [hour(1, "09:00", "17:00"), hour(6, "10:00", "12:00")] },
  { zip: "93611-0042", hours: [hour(1, "12:00", "20:00")] },
  { zip: "95814", hours: [] }
] as const
const housed = (agency: Agency, n: number): Agency => {
  const [primary, ...others] = agency.sites
  const { hours, zip } = offices[n % 3] as (typeof offices)[number]
  const address = { ...primary.address, zip: zip as typeof primary.address.zip }
  return { ...agency, sites: [{ ...primary, address, hours }, ...others] }
}
const found = (world: World.World, rules: Rules, criteria: Criteria = {}) =>
  rules.directory.search(
    World.records(world, "employment").flatMap(({ agencyId, agentId }, n) => {
      const member = World.memberOf(world, agentId, agencyId)
      return member === undefined
        ? []
        : [{ ...member, agent: { ...member.agent, ...spread[n % 3] }, agency: housed(member.agency, n + 1) }]
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

const fits = (
  criteria: Criteria,
  { agencyName, city, clientsServed, county, languages, name, sites }: Listing
): boolean =>
  (criteria.city === undefined ||
    [city, ...sites.map(({ address }) => address.city)].some(
      (one) => one.toLowerCase() === criteria.city?.toLowerCase()
    )) &&
  (criteria.zip === undefined || sites.some(({ address: { zip } }) => zip.startsWith(criteria.zip as string))) &&
  (criteria.clients === undefined || ["both", criteria.clients].includes(clientsServed)) &&
  (criteria.openAt === undefined ||
    sites.some(({ hours }) =>
      hours?.some(
        ({ closes, opens, weekday }) =>
          weekday === criteria.openAt?.weekday && opens <= criteria.openAt.time && criteria.openAt.time < closes
      )
    )) &&
  (criteria.language === undefined || languages.includes(criteria.language)) &&
  (criteria.county === undefined || county.toLowerCase() === criteria.county.toLowerCase()) &&
  (criteria.name === undefined || `${name} ${agencyName}`.toLowerCase().includes(criteria.name.toLowerCase()))

/** A search of the directory leaves out what does not fit, and nothing else. @category laws */
export const directoryFindsWhatFits = make({
  id: "directory-finds-what-fits",
  sentence:
    "a search by language, place, name, clients or hours gives exactly those of the whole directory who fit, in its order",
  rules: ["DEL-02"],
  input: fc.record({
    world: World.arbitrary(),
    pick: fc.nat(),
    by: fc.subarray(["language", "county", "name", "city", "zip", "clients", "openAt"] as const, { maxLength: 3 }),
    time: fc.constantFrom("08:59", "09:00", "11:59", "12:00", "17:00", "19:59", "20:00")
  }),
  holds: ({ by, pick, time, world }, rules) => {
    const everybody = found(world, rules)
    const model = everybody[pick % Math.max(1, everybody.length)]
    if (model === undefined) return idle
    const criteria: Criteria = {
      ...(by.includes("language") ? { language: model.languages[pick % model.languages.length] as Language } : {}),
      ...(by.includes("county") ? { county: model.county.toUpperCase() } : {}),
      ...(by.includes("city") ? { city: model.city.toUpperCase() } : {}),
      ...(by.includes("zip") ? { zip: model.sites[0]?.address.zip.slice(0, 5) ?? "" } : {}),
      ...(by.includes("clients") ? { clients: pick % 2 === 0 ? "individuals" : "employers" } : {}),
      ...(by.includes("openAt") ? { openAt: { weekday: pick % 2 === 0 ? 1 : 6, time: time as Dates.TimeOfDay } } : {}),
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
  activeOnlyWithAuthority,
  everyHousehold,
  summariesAdd,
  agencyFigures,
  rosterCounts,
  directoryListsWhoMayAct,
  directoryFindsWhatFits
] as ReadonlyArray<Law>
