/**
 * The agent of record on a policy: who is paid for it, as a history of its own.
 *
 * It is not the delegate. A colleague who helps leaves it alone; it is set by the enrollment feed and changed on purpose.
 * Each statement has the day from which it counts and the moment at which it was recorded, so that both "who was it on
 * that day" and "what did we believe then" have answers. A statement is about the main policy of a case unless it names
 * another one. What a delivery says is `AgentOfRecordFeed`, changing it on purpose `AgentOfRecordChange`.
 *
 * @since 0.1.0
 */
import type { CalendarDate, Instant } from "./CalendarDate.ts"
import type { AgentId, CaseId, PolicyId } from "./Id.ts"
import type { Npn } from "./Licence.ts"

/** Why somebody is put on record. @category models */
export type Reason = "enrollment" | "agency-transfer" | "correction" | "retroactive-request" | "consumer-request"

/** One statement about the agent of record; it holds from its day on, against all that was recorded before. @category models */
export interface Entry {
  /** Absent when nobody is on record. */
  readonly npn?: Npn
  /** The agent, as far as the agent is known here. */
  readonly agentId?: AgentId
  readonly from: CalendarDate
  readonly recordedAt: Instant
  readonly reason: Reason
}

/** The cases of one agent whose policies name another. @category models */
export interface Differing {
  readonly agentId: AgentId
  readonly caseIds: readonly [CaseId, ...ReadonlyArray<CaseId>]
}

/** All statements about one policy in the order in which they were recorded. @rule DEL-20 @category models */
export type History = ReadonlyArray<Entry>

/** A statement about a policy beside the main one. @category models */
export interface OfPolicy extends Entry {
  readonly policyId: PolicyId
}

/** What was said of one of the policies beside the main one. @rule DEL-20 @category queries */
export const about = (statements: ReadonlyArray<OfPolicy> | undefined, policyId: PolicyId): ReadonlyArray<OfPolicy> =>
  statements?.filter((one) => one.policyId === policyId) ?? []

/**
 * The statement that holds on a day, as it is known now or was known at a moment: the last recorded of those that had begun.
 *
 * **Rules**: DEL-20.
 *
 * @category queries
 */
export const on = (history: History, day: CalendarDate, known?: Instant): Entry | undefined => {
  for (let n = history.length - 1; n >= 0; n--) {
    const entry = history[n] as Entry
    if (entry.from <= day && (known === undefined || entry.recordedAt <= known)) return entry
  }
  return undefined
}

/**
 * The history after an enrollment feed has said who is on record: a new statement when the feed says something else
 * than it said before, so that what was changed on purpose stays until the feed has news.
 *
 * **Details**: `before` says which policy was reported before, with or without somebody on record. A policy that takes the
 * place of another one has a statement of its own from its own start, also where it names the same agent, since who was put
 * on record on purpose was put on the other one. One that comes where there was none counts from its start, too, unless
 * something is said of that time already. News about the same policy count from today: one without an agent is never given
 * one for the past.
 *
 * **Rules**: DEL-20, DEL-21, DEL-30, TRF-08.
 *
 * @category transforms
 */
export const fed = (
  history: History,
  before: Npn | undefined,
  now: Npn | undefined,
  moment: {
    readonly effectiveOn: CalendarDate
    readonly day: CalendarDate
    readonly at: Instant
    readonly before: "same" | "another" | "none"
  }
): History => {
  const { at, before: policy, day, effectiveOn } = moment
  // Nothing is said of a policy that nobody has ever been on record for.
  if (now === before && (policy === "same" || (now === undefined && history.length === 0))) return history
  const isNew = policy === "another" || (policy === "none" && history.every(({ from }) => from < effectiveOn))
  const from = isNew || effectiveOn > day ? effectiveOn : day
  const entry: Entry = { from, recordedAt: at, reason: "enrollment" }
  return [...history, now === undefined ? entry : { ...entry, npn: now }]
}

/** What the feed said last of a policy; nothing where it has never named anybody. @rule DEL-30 @category queries */
export const lastFed = (history: History): Entry | undefined =>
  history.filter(({ reason }) => reason === "enrollment").at(-1)

/**
 * What still holds of a history from the start of a policy on, said anew at a moment: whoever is on record for each day from
 * then on stays so in another history, and what was believed before stays there, too. What the feed said last comes along
 * also where it no longer holds, so that it is no news when the feed says it again.
 *
 * **Rules**: DEL-20, DEL-30.
 *
 * @category transforms
 */
export const holding = (history: History, start: CalendarDate, at: Instant): History => {
  const kept: Array<Entry> = []
  const heard = lastFed(history)
  let first: CalendarDate | undefined
  for (let n = history.length - 1; n >= 0; n--) {
    const one = history[n] as Entry
    const { agentId, from: said, npn, reason } = one
    const from = said < start ? start : said
    const holds = first === undefined || from < first
    if (!holds && one !== heard) continue
    if (holds) first = from
    const whom = agentId === undefined ? {} : { agentId }
    kept.push({ ...(npn === undefined ? {} : { npn }), ...whom, from, recordedAt: at, reason })
  }
  return kept.reverse()
}
