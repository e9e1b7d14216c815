/**
 * The agent of record in the reference model: a list of statements, each with its day and its number, for the main policy of
 * a household and for each of the others.
 *
 * @since 0.1.0
 */
import type { Command } from "@agencybook/core/AgentOfRecordChange"
import * as Authority from "./ReferenceAuthority.ts"
import { places } from "./ReferenceCase.ts"
import * as Dates from "./ReferenceDates.ts"
import {
  accepted,
  all,
  type Entries,
  type Fact,
  type Moment,
  one,
  put,
  reason,
  unchanged,
  unless,
  type Verdict,
  type World
} from "./ReferenceWorld.ts"

const statements = (world: World, caseId: string, policy?: string): ReadonlyArray<Fact<"record">> =>
  [...all(world, "record", (fact) => fact.case === caseId && fact.policy === policy)].sort(
    (a, b) => a.number - b.number
  )

const lastOn = <A extends { readonly from: string }>(said: ReadonlyArray<A>, day: string): A | undefined =>
  said.filter(({ from }) => from <= day).at(-1)

/** The statement about the main policy that holds on a day. @rule DEL-20 @category queries */
export const statementOn = (world: World, caseId: string, day: string): Fact<"record"> | undefined =>
  lastOn(statements(world, caseId), day)

/** Who is on record for the policy of a household as it is shown on a day, and since when. @rule DEL-20 @category queries */
export const recordedOn = (
  world: World,
  household: Fact<"case">,
  day: string
): { readonly npn: string | undefined; readonly from: string } => {
  const start = household.starts ?? day
  return statementOn(world, household.case, start > day ? start : day) ?? { npn: household.recordNpn, from: start }
}

/** Who is on record for the policy of a household as it is shown on a day. @rule DEL-20 @category queries */
export const npnOn = (world: World, household: Fact<"case">, day: string): string | undefined =>
  recordedOn(world, household, day).npn

/** Who is on record for every policy of a household as it is on a day, and since when. @rule DEL-20 @category queries */
export const everyRecordOn = (
  world: World,
  household: Fact<"case">,
  day: string
): ReadonlyArray<{ readonly npn: string | undefined; readonly from: string }> => [
  ...(household.starts === undefined ? [] : [recordedOn(world, household, day)]),
  ...policiesOf({ ...household, coverage: undefined }).map(({ id, npn, since, start }) => {
    const known = lastOn(statements(world, household.case, id), start > day ? start : day)
    return known ?? { npn, from: since > start ? since : start }
  })
]

type Statement = Pick<Fact<"record">, "fed" | "from" | "npn">

const state = (world: World, caseId: string, said: Statement, policy?: string): World => {
  const { fed, from, npn } = said
  return put(world, {
    ...{ is: "record", case: caseId, policy, number: statements(world, caseId, policy).length },
    ...{ fed, from, npn }
  })
}

interface Told {
  readonly id: string | undefined
  readonly start: string
  readonly npn: string | undefined
  readonly since: string
}

/** The policies of a household, the main one first. */
const policiesOf = ({ coverage, others = "", policy, recordNpn, starts = "" }: Fact<"case">): ReadonlyArray<Told> => [
  ...(coverage === undefined ? [] : [{ id: policy, start: starts, npn: recordNpn, since: starts }]),
  ...others.split("\n").flatMap((line): ReadonlyArray<Told> => {
    const [id, plan = "", , , , npn, since = ""] = line.split(" = ")
    const start = plan.split(" / ")[2]
    return start === undefined ? [] : [{ id, start, npn: npn === "" ? undefined : npn, since }]
  })
]

type Said = ReadonlyArray<Statement>

const heardOf = (said: Said): Statement | undefined => said.filter(({ fed }) => fed).at(-1)

/** Whoever holds on the first day and on each day on which somebody begins, and what the feed said last; each once. */
const holding = (said: Said, start: string): Said => {
  const days = [start, ...said.map(({ from }) => from)].filter((from) => from >= start)
  const found = new Set([heardOf(said), ...days.map((day) => lastOn(said, day))])
  return said.filter((one) => found.has(one)).map((one) => ({ ...one, from: one.from < start ? start : one.from }))
}

const stateAll = (world: World, caseId: string, said: Said, policy?: string): World =>
  said.reduce((next, one) => state(next, caseId, one, policy), world)

type Before = "same" | "another" | "none"

const news = (
  world: World,
  caseId: string,
  { id, npn, start }: Pick<Told, "id" | "npn" | "start">,
  before: { readonly npn: string | undefined; readonly is: Before },
  day: string
): World => {
  const said = statements(world, caseId, id)
  const silent = npn === undefined && said.length === 0
  if (before.npn === npn && (silent || before.is === "same")) return world
  // A policy that ran without an agent gets none for the past. @rule DEL-21
  const first = before.is === "another" || (before.is === "none" && !said.some(({ from }) => from >= start))
  return state(world, caseId, { from: first || start > day ? start : day, npn, fed: true }, id)
}

/** What a delivery says about who is on record for the main policy, when it is news. */
const ofMain = (world: World, before: Fact<"case"> | undefined, now: Fact<"case">, day: string): World => {
  const [main, known] = [now.coverage === undefined ? undefined : policiesOf(now)[0], before ? policiesOf(before) : []]
  const told = { id: undefined, npn: main?.npn, start: main?.start ?? day }
  if (before?.coverage === undefined && main === undefined) return world
  const place = before && main ? (places(before, now)[0] ?? -1) : -1
  const was = known[place]
  const stays = was !== undefined && before?.coverage !== undefined && place === 0
  const said = stays || main?.id === undefined ? [] : statements(world, now.case, was === undefined ? main.id : was.id)
  if (main !== undefined && !stays && (was !== undefined || said.length > 0)) {
    // It stood beside the main one, or was left out for a while, and goes on with whom it had.
    const own = holding(
      said.length === 0 && was?.npn !== undefined ? [{ from: was.start, npn: was.npn, fed: true }] : said,
      told.start
    )
    const heard = heardOf(own)
    const isStated =
      own.length === 0
        ? statements(world, now.case).length === 0
        : heard !== undefined && own.some(({ from }) => from === told.start)
    const nobody = isStated ? [] : [{ from: told.start, npn: undefined, fed: true }]
    const next = stateAll(world, now.case, [...nobody, ...own])
    return news(next, now.case, told, { npn: was === undefined ? heard?.npn : was.npn, is: "same" }, day)
  }
  const is = before?.coverage === undefined ? "none" : main === undefined || place === 0 ? "same" : "another"
  return news(world, now.case, told, { npn: before?.recordNpn, is }, day)
}

/** What a delivery says about who is on record for each policy of a household, when it is news. @rule DEL-20 @category transforms */
export const delivered = (
  world: World,
  before: Fact<"case"> | undefined,
  now: Fact<"case">,
  { day }: Moment
): World => {
  const known = before ? policiesOf(before) : []
  const told = policiesOf(now)
  const place = before ? places(before, now) : []
  const main = now.coverage === undefined ? -1 : 0
  let next = ofMain(world, before, now, day)
  // The one that was the main one goes on with whom it had.
  const left = before?.coverage === undefined || (main === 0 && place[0] === 0) ? undefined : known[0]
  const moved = left && (told[place.indexOf(0)] ?? left)
  if (moved?.id !== undefined)
    next = stateAll(next, now.case, holding(statements(world, now.case), moved.start), moved.id)
  for (const [n, one] of told.entries()) {
    if (n === main) continue
    const was = known[place[n] ?? -1]
    const start = one.npn !== undefined && one.since > one.start ? one.since : one.start
    const said = one.id === undefined ? [] : statements(next, now.case, one.id)
    const knows = was === undefined ? { npn: heardOf(said)?.npn } : { npn: was.npn }
    const is = was === undefined && said.length === 0 ? "none" : "same"
    next = news(next, now.case, { ...one, start }, { ...knows, is }, day)
  }
  return next
}

const monthsAfter = (day: string, months: number): string => {
  const [year = 0, month = 0, of = 0] = day.split("-").map(Number)
  const length = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(of, length))).toISOString().slice(0, 10)
}

const change = (
  world: World,
  { agentId, caseId, from, policyId, requestedOn: asked }: Command,
  { day, policy }: Moment
): Verdict => {
  const household = one(world, "case", (fact) => fact.case === caseId)
  const place = Authority.placeOf(world, agentId)
  const npn = one(world, "agent", (fact) => fact.agent === agentId)?.npn
  const isOther = policyId !== undefined && policyId !== household?.policy
  const other = isOther && household ? policiesOf(household).find(({ id }) => id === policyId) : undefined
  const start = isOther ? other?.start : household?.starts
  const of = isOther ? policyId : undefined
  const months = policy.retroactiveAgentOfRecordMonths
  const late = start !== undefined && months > 0 && start < day && (asked ?? day) <= monthsAfter(start, months)
  return unless(
    [
      (household === undefined || (start === undefined && !isOther)) && reason("NoPolicy", "DEL-20"),
      household !== undefined && start === undefined && isOther && reason("UnknownPolicy", "DEL-20"),
      (place === undefined || npn === undefined) && reason("UnknownAgentOfRecord", "DEL-20"),
      place !== undefined && Authority.withoutAuthority(world, agentId, place.agency, day),
      asked !== undefined &&
        (asked > day || Dates.daysAfter(asked, 60) < day) &&
        reason("AgentOfRecordRequestNotOpen", "DEL-21"),
      from < (late ? start : day) && reason("AgentOfRecordTooFarBack", "DEL-21")
    ],
    () => {
      const all = statements(world, caseId, of)
      const known = lastOn(all, from)
      const said = known !== undefined && known.npn === npn && known.number === all.length - 1
      return said ? unchanged(world) : accepted(state(world, caseId, { from, npn, fed: false }, of))
    }
  )
}

/** The commands of this part. @category models */
export const entries: Entries<Command> = {
  ChangeAgentOfRecord: {
    capability: "change-agent-of-record",
    target: (_, { caseId }) => ({ case: caseId }),
    carryOut: change
  }
}
