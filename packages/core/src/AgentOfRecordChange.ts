/**
 * Changing the agent of record of a policy on purpose, from a day on.
 *
 * A change counts for the future, unless the exchange allows it to reach back for some months after the enrollment.
 *
 * @since 0.1.0
 */
import type { Reason } from "./AgentOfRecord.ts"
import * as AgentOfRecord from "./AgentOfRecord.ts"
import type { CalendarDate } from "./CalendarDate.ts"
import * as Dates from "./CalendarDate.ts"
import type { Case, Event } from "./Case.ts"
import { accept, type Context, type Decision, nothing } from "./Decider.ts"
import type { AgentId, CaseId, PolicyId } from "./Id.ts"
import { reason } from "./Refusal.ts"
import * as Standing from "./Standing.ts"

/** A change of the agent of record. @category models */
export interface Command {
  readonly _tag: "ChangeAgentOfRecord"
  readonly caseId: CaseId
  /** Which of its policies; absent, the main one. */
  readonly policyId?: PolicyId
  readonly agentId: AgentId
  /** First day on which the agent is on record. */
  readonly from: CalendarDate
  readonly reason: Exclude<Reason, "enrollment">
  /** The day on which somebody asked for it, where that is not today: the months of a late request run until then. @rule DEL-21 */
  readonly requestedOn?: CalendarDate
}

/** What a decision about the agent of record looks at. @category models */
export interface Facts {
  readonly case: Case | undefined
  /** The agent who is to be on record. */
  readonly agent: Standing.Member | undefined
}

/** The case has no policy. @category errors */
export const noPolicy = /*#__PURE__*/ reason(
  "NoPolicy",
  "DEL-20",
  (f: { readonly caseId: CaseId }) => `case \`${f.caseId}\` has no policy that an agent could be on record for`,
  "wait until the enrollment is delivered"
)
/** The case has no such policy. @category errors */
export const unknownPolicy = /*#__PURE__*/ reason(
  "UnknownPolicy",
  "DEL-20",
  (f: { readonly caseId: CaseId; readonly policyId: PolicyId }) =>
    `case \`${f.caseId}\` has no policy \`${f.policyId}\``,
  "name in `policyId` a policy that was delivered, or leave it out for the main one"
)
/** The agent is unknown. @category errors */
export const unknownAgent = /*#__PURE__*/ reason(
  "UnknownAgentOfRecord",
  "DEL-20",
  (f: { readonly agentId: AgentId }) => `there is no agent \`${f.agentId}\` in an agency`,
  "name an agent of the roster"
)
/** The change would reach back further than allowed. @category errors */
export const tooFarBack = /*#__PURE__*/ reason(
  "AgentOfRecordTooFarBack",
  "DEL-21",
  (f: { readonly caseId: CaseId; readonly from: CalendarDate; readonly earliest: CalendarDate }) =>
    `the agent of record of case \`${f.caseId}\` can change from \`${f.earliest}\` on, not from \`${f.from}\``,
  "choose a later day"
)

/** A request has so many days to be settled, and is asked anew after them. @rule DEL-21 @category models */
export const settledWithinDays = 60

/** The request is of a day that has not come, or too old. @category errors */
export const requestNotOpen = /*#__PURE__*/ reason(
  "AgentOfRecordRequestNotOpen",
  "DEL-21",
  (f: { readonly caseId: CaseId; readonly requestedOn: CalendarDate; readonly through: CalendarDate }) =>
    `a request of \`${f.requestedOn}\` for the agent of record of case \`${f.caseId}\` is settled from that day through \`${f.through}\``,
  "settle a request within its 60 days; have it made anew after them"
)

/** The same day of the month some months later, or the last day of a shorter month. */
const plusMonths = (date: CalendarDate, months: number): CalendarDate => {
  const last = Dates.plusDays(Dates.firstOfMonth(date, months + 1), -1)
  const same = Dates.plusDays(Dates.firstOfMonth(date, months), Number(date.slice(8)) - 1)
  return same < last ? same : last
}

/**
 * The first day from which a change may count that was asked for on a day, today if not said: the start of the policy while
 * the exchange took late requests for it on that day, otherwise today.
 *
 * **Rules**: DEL-21, TRF-08.
 *
 * @category queries
 */
export const earliest = (
  effectiveOn: CalendarDate,
  today: CalendarDate,
  months: number,
  requestedOn = today
): CalendarDate =>
  months > 0 && effectiveOn < today && requestedOn <= plusMonths(effectiveOn, months) ? effectiveOn : today

// The policy that is meant: the main one, also where it is named, or one of the others.
const meant = (value: Case, policyId: PolicyId | undefined) => {
  const { agentsOfRecord = [], coverage, policies, policyAgentsOfRecord } = value
  if (policyId === undefined || policyId === coverage?.policyId)
    return coverage && { effectiveOn: coverage.effectiveOn, history: agentsOfRecord, other: {} }
  const { effectiveOn } = policies?.find((one) => one.policyId === policyId) ?? {}
  const history = AgentOfRecord.about(policyAgentsOfRecord, policyId)
  return effectiveOn && { effectiveOn, history, other: { policyId } }
}

/**
 * Decides a change of the agent of record, of the main policy or of one that is named.
 *
 * **Rules**: DEL-08, DEL-20, DEL-21, TRF-08.
 *
 * @category machine
 */
export const decide = (command: Command, facts: Facts, context: Context): Decision<Event> => {
  const { agentId, caseId, from, policyId } = command
  const { at, policy } = context
  if (facts.case === undefined) return noPolicy({ caseId })
  const insured = meant(facts.case, policyId)
  if (insured === undefined) return policyId === undefined ? noPolicy({ caseId }) : unknownPolicy({ caseId, policyId })
  if (facts.agent === undefined) return unknownAgent({ agentId })
  const today = Dates.on(at, policy.timeZone)
  const gaps = Standing.gaps(facts.agent, today)
  if (gaps.length > 0) return Standing.withoutAuthority({ agentId, gaps })
  const { requestedOn = today } = command
  const through = Dates.plusDays(requestedOn, settledWithinDays)
  if (today < requestedOn || through < today) return requestNotOpen({ caseId, requestedOn, through })
  const first = earliest(insured.effectiveOn, today, policy.retroactiveAgentOfRecordMonths, requestedOn)
  if (from < first) return tooFarBack({ caseId, from, earliest: first })
  const { npn } = facts.agent.agent
  const { history, other } = insured
  const known = AgentOfRecord.on(history, from)
  // Later statements would still hold after that day; only a history without them is left as it is.
  if (known?.npn === npn && known === history.at(-1)) return nothing
  return accept({
    _tag: "AgentOfRecordChanged",
    caseId,
    entry: { npn, agentId, from, recordedAt: at, reason: command.reason, ...other }
  })
}
