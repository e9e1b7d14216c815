/**
 * The agent of record in the reference model: a list of statements, each with its day and its number.
 *
 * @since 0.1.0
 */
import type { Command } from "@agencybook/core/AgentOfRecordChange"
import * as Authority from "./ReferenceAuthority.ts"
import { mainStays } from "./ReferenceCase.ts"
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

const statements = (world: World, caseId: string): ReadonlyArray<Fact<"record">> =>
  [...all(world, "record", (fact) => fact.case === caseId)].sort((a, b) => a.number - b.number)

/** The statement that holds on a day. @rule DEL-20 @category queries */
export const statementOn = (world: World, caseId: string, day: string): Fact<"record"> | undefined =>
  statements(world, caseId)
    .filter(({ from }) => from <= day)
    .at(-1)

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

const state = (world: World, caseId: string, from: string, npn: string | undefined): World =>
  put(world, { is: "record", case: caseId, number: statements(world, caseId).length, from, npn })

/** What a delivery says about who is on record, when it is news. @rule DEL-20 @category transforms */
export const delivered = (
  world: World,
  before: Fact<"case"> | undefined,
  now: Fact<"case">,
  { day }: Moment
): World => {
  const said = statements(world, now.case)
  const other = before?.coverage !== undefined && now.coverage !== undefined && !mainStays(before, now)
  const came = before?.coverage === undefined && now.coverage !== undefined
  const silent = now.recordNpn === undefined && said.length === 0
  if (before?.recordNpn === now.recordNpn && (silent || !(other || came))) return world
  const start = now.starts ?? day
  // A policy that ran without an agent gets none for the past. @rule DEL-21
  const first = other || (came && !said.some(({ from }) => from >= start))
  return state(world, now.case, first || start > day ? start : day, now.recordNpn)
}

const monthsAfter = (day: string, months: number): string => {
  const [year = 0, month = 0, of = 0] = day.split("-").map(Number)
  const length = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(of, length))).toISOString().slice(0, 10)
}

const change = (world: World, { agentId, caseId, from }: Command, { day, policy }: Moment): Verdict => {
  const household = one(world, "case", (fact) => fact.case === caseId)
  const place = Authority.placeOf(world, agentId)
  const npn = one(world, "agent", (fact) => fact.agent === agentId)?.npn
  const start = household?.starts
  const months = policy.retroactiveAgentOfRecordMonths
  const late = start !== undefined && months > 0 && start < day && day <= monthsAfter(start, months)
  return unless(
    [
      start === undefined && reason("NoPolicy", "DEL-20"),
      (place === undefined || npn === undefined) && reason("UnknownAgentOfRecord", "DEL-20"),
      place !== undefined && Authority.withoutAuthority(world, agentId, place.agency, day),
      from < (late ? start : day) && reason("AgentOfRecordTooFarBack", "DEL-21")
    ],
    () => {
      const all = statements(world, caseId)
      const known = statementOn(world, caseId, from)
      const said = known !== undefined && known.npn === npn && known.number === all.length - 1
      return said ? unchanged(world) : accepted(state(world, caseId, from, npn))
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
