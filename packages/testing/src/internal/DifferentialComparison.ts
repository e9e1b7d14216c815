/**
 * Compares what production did with what the reference model says.
 *
 * @since 0.1.0
 */
import type { Entry } from "@agencybook/core/BookOfBusiness"
import type { BookSummary } from "@agencybook/core/BookSummary"
import type { Instant } from "@agencybook/core/CalendarDate"
import * as Dates from "@agencybook/core/CalendarDate"
import { permissions } from "@agencybook/core/Capability"
import type { AgencyId } from "@agencybook/core/Id"
import * as Id from "@agencybook/core/Id"
import type { Kind, Records } from "@agencybook/core/Record"
import type { Refusal } from "@agencybook/core/Refusal"
import type { Answer } from "../Reference.ts"
import * as Book from "../ReferenceBook.ts"
import { photoText } from "../ReferenceCertification.ts"
import { observe } from "../ReferenceObservation.ts"
import type { Fact, World as Facts, Reason } from "../ReferenceWorld.ts"
import type { Rules } from "../Rules.ts"
import * as World from "../World.ts"
import type { Outcome } from "./DifferentialPath.ts"

/** What differs: what the model says, and what production says. */
export interface Finding {
  readonly what: "outcome" | "reason" | "grant" | "facts" | "events" | "book"
  readonly reference: ReadonlyArray<string>
  readonly production: ReadonlyArray<string>
}

// Facts and records never change, so each is written once.
const factTexts = new WeakMap<Fact, string>()
const recordFacts = new WeakMap<object, Facts>()

const textOf = (fact: Fact): string => {
  const known = factTexts.get(fact)
  if (known !== undefined) return known
  const fields = Object.entries(fact).filter(([, value]) => value !== undefined)
  const text = JSON.stringify(fields.sort(([a], [b]) => (a < b ? -1 : 1)))
  factTexts.set(fact, text)
  return text
}

/** The facts that production's records stand for. */
export const observed = (world: World.World): Facts => {
  const all: Array<Fact> = []
  for (const kind of Object.keys(world) as ReadonlyArray<Kind>) {
    for (const record of world[kind].values() as Iterable<Records[Kind]>) {
      let facts = recordFacts.get(record)
      if (facts === undefined) {
        facts = observe(kind, record as never)
        recordFacts.set(record, facts)
      }
      for (const fact of facts) all.push(fact)
    }
  }
  return all
}

const readable = (text: string): string => {
  const { is, ...fields } = Object.fromEntries(JSON.parse(text) as ReadonlyArray<[string, unknown]>)
  return `${is}: ${Object.entries(fields)
    .map(([name, value]) => `${name} ${value}`)
    .join(", ")}`
}

const factsDiffer = (reference: Facts, world: World.World): Finding | undefined => {
  const expected = new Set(reference.map(textOf))
  const actual = observed(world)
  const surplus = actual.map(textOf).filter((text) => !expected.has(text))
  if (surplus.length === 0 && actual.length === reference.length) return undefined
  const present = new Set(actual.map(textOf))
  return {
    what: "facts",
    reference: reference
      .map(textOf)
      .filter((text) => !present.has(text))
      .map(readable),
    production: surplus.map(readable)
  }
}

const detailOf = ({ code, facts }: Refusal): string | undefined => {
  if (code === "CounselorClaimStopped") return String(facts.missing)
  if (code === "NotPermitted") return `${facts.missing} ${facts.role}`
  if (code === "ActingNotAllowed") return String(facts.why)
  const list = code === "PapersDiffer" ? facts.on : /ConsentIncomplete$/.test(code) ? facts.missing : facts.gaps
  return Array.isArray(list) ? list.join(" ") : undefined
}

/** The code of a refusal, its rule and what kind of obstacle it names. */
const wordsOf = (reason: Reason): string =>
  [reason.code, reason.rule, ...(reason.detail === undefined ? [] : [reason.detail])].join(" ")

const reasonDiffers = (by: string, reasons: ReadonlyArray<Reason>, outcome: Outcome): Finding | undefined => {
  const refusal = outcome.refusal as Refusal
  const detail = detailOf(refusal)
  const named =
    by === outcome.by &&
    reasons.some(({ code, rule, ...more }) => {
      return code === refusal.code && rule === refusal.rule && (more.detail === undefined || more.detail === detail)
    })
  return named
    ? undefined
    : {
        what: "reason",
        reference: reasons.map((one) => `${by}: ${wordsOf(one)}`),
        production: [`${outcome.by}: ${wordsOf({ ...refusal, ...(detail === undefined ? {} : { detail }) })}`]
      }
}

/** Who was allowed to, by which row of the table, and for whom. */
const grantDiffers = (answer: Answer & { readonly _tag: "Accepted" }, { grant }: Outcome): Finding | undefined => {
  const { granted } = answer
  if (granted === undefined || grant === undefined) return undefined
  const permission = permissions[granted.right ?? grant.capability].id
  const words = (by: string, row: string, agent: string | undefined) => [by, row, `for ${agent ?? "nobody"}`].join(" ")
  const reference = granted.by.map((by) => words(by, permission, granted.onBehalfOf))
  const production = words(`${grant.role} ${grant.scope}`, grant.permission, grant.onBehalfOf?.agentId)
  return reference.includes(production) ? undefined : { what: "grant", reference, production: [production] }
}

const entriesOf = (world: World.World, agencyId: AgencyId): ReadonlyArray<Entry> =>
  World.records(world, "delegation").flatMap((delegation) => {
    const agency = world.agency.get(agencyId)
    const one = world.case.get(delegation.caseId)
    const agent = world.agent.get(delegation.delegate.agentId)
    const employmentId = Id.employment(delegation.delegate.agentId, agencyId)
    // A story that was made shorter can have lost the place of an agent; without one nobody works.
    const employment = world.employment.get(employmentId) ?? {
      employmentId,
      agentId: delegation.delegate.agentId,
      agencyId,
      state: "Inactive",
      since: Dates.fromMillis(0)
    }
    return delegation.delegate.agencyId === agencyId && agency && one && agent
      ? [{ delegation, case: one, agent, employment, agency }]
      : []
  })

const sorted = (texts: ReadonlyArray<unknown>): ReadonlyArray<string> => texts.map((one) => JSON.stringify(one)).sort()

/** The counts that the model has, too, in its order. */
const figures = (sums: BookSummary): Book.Sums => ({
  active: sums.active,
  frozen: sums.frozen,
  members: sums.members,
  effectuated: sums.effectuated,
  effectuatedPremium: sums.effectuatedPremium,
  unpaidBinders: sums.unpaidBinders,
  conditional: sums.conditional,
  aorMismatches: sums.aorMismatches
})

/** What production shows of an agency, and of the directory: rows as a set, counts and cents, the roster. */
const shown = (world: World.World, agencyId: AgencyId, rules: Rules, at: Instant, zone: string) => {
  const day = Dates.on(at, zone)
  const rows = rules.book.rows(entriesOf(world, agencyId), at, zone)
  const members = World.records(world, "employment").flatMap((one) =>
    one.agencyId === agencyId ? (World.memberOf(world, one.agentId, agencyId) ?? []) : []
  )
  const open = World.records(world, "delegation").filter(
    ({ delegate, state }) => delegate.agencyId === agencyId && ["Requested", "Active", "Frozen"].includes(state._tag)
  )
  return sorted([
    ...rows.map((row) => ({
      case: row.caseNumber,
      agent: row.agentId,
      state: row.delegationState,
      members: row.householdSize,
      covered: row.coveredMembers,
      premium: row.grossPremium,
      net: row.netPremium,
      conditional: row.conditional,
      linked: row.accountLinked
    })),
    { agency: figures(rules.summary.summarise(rows, day)) },
    ...Array.from(rules.summary.byAgent(rows, day), ([agent, sums]) => ({ agent, sums: figures(sums) })),
    ...rules.roster.lines(members, open, day).map((line) => ({
      agent: line.agentId,
      employment: line.employment,
      status: line.certificationStatus,
      manager: line.manager,
      delegated: line.delegated,
      frozen: line.frozen,
      requested: line.requested,
      mayAct: line.mayAct
    })),
    ...rules.directory
      .search(
        members.filter(({ employment }) => employment.state !== "Inactive"),
        {},
        day
      )
      .map(({ agentId, sites, ...listing }) => ({
        ...{ listed: agentId, photo: photoText(listing) },
        sites: sites.map(({ siteId }) => siteId)
      }))
  ])
}

const expected = (facts: Facts, agency: string, day: string) => {
  const rows = Book.book(facts, agency, day)
  const roster = Book.roster(facts, agency, day)
  const here = roster.filter(({ employment }) => employment !== "Inactive").map(({ agent }) => agent)
  return sorted([
    ...rows,
    { agency: Book.sums(facts, agency, day) },
    ...Array.from(new Set(rows.map(({ agent }) => agent)), (agent) => ({
      agent,
      sums: Book.sums(facts, agency, day, agent)
    })),
    ...roster,
    ...Book.directory(facts, day).filter(({ listed }) => here.includes(listed))
  ])
}

/** Compares what the two show of every agency: book, roster and directory. */
export const booksDiffer = (
  reference: Facts,
  world: World.World,
  rules: Rules,
  { at, zone }: { readonly at: Instant; readonly zone: string }
): Finding | undefined => {
  for (const agencyId of world.agency.keys() as Iterable<AgencyId>) {
    const production = shown(world, agencyId, rules, at, zone)
    const said = expected(reference, agencyId, Dates.on(at, zone))
    if (production.join() !== said.join())
      return {
        what: "book",
        reference: said.filter((text) => !production.includes(text)),
        production: production.filter((text) => !said.includes(text))
      }
  }
  return undefined
}

/** Compares the answer to one step, and the facts after it. */
export const differ = (answer: Exclude<Answer, { readonly _tag: "NotCovered" }>, outcome: Outcome) => {
  if (answer._tag !== outcome._tag) {
    const { refusal } = outcome
    return {
      what: "outcome",
      reference: [answer._tag, ...(answer._tag === "Refused" ? answer.reasons.map(wordsOf) : [])],
      production: [outcome._tag, ...(refusal === undefined ? [] : [wordsOf(refusal)])]
    } satisfies Finding
  }
  const wrongReason = answer._tag === "Refused" ? reasonDiffers(answer.by, answer.reasons, outcome) : undefined
  if (wrongReason !== undefined) return wrongReason
  const wrongGrant = answer._tag === "Accepted" ? grantDiffers(answer, outcome) : undefined
  if (wrongGrant !== undefined) return wrongGrant
  const happened = outcome.events.filter(({ _tag }) => _tag !== "ActingUsed")
  if (answer._tag === "Accepted" && answer.nothing && happened.length > 0)
    return { what: "events", reference: [], production: happened.map(({ _tag }) => _tag) } satisfies Finding
  return factsDiffer(answer.world, outcome.world)
}
