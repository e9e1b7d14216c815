/**
 * Who worked a case when, and what was believed about it: delegations as periods, with the moment each was recorded.
 *
 * A period says from when until when somebody was the delegate; the journal says since when that was known. A fact that
 * is recorded late, such as a delegate taken over from another system, changes what holds on a past day and leaves
 * what was believed before as it was.
 *
 * @since 0.1.0
 */
import type { Entry, History } from "./AgentOfRecord.ts"
import * as AgentOfRecord from "./AgentOfRecord.ts"
import type { CalendarDate, Instant } from "./CalendarDate.ts"
import * as Dates from "./CalendarDate.ts"
import type { Delegation, Event as DelegationEvent } from "./Delegation.ts"
import { evolve } from "./Delegation.ts"
import type { CaseId, CommandId, DelegationId } from "./Id.ts"
import { contains } from "./Period.ts"
import type { Event } from "./Record.ts"

/** One line of a journal, as far as a history needs it. @category models */
export interface Recorded {
  readonly commandId: CommandId
  /** When it was recorded. */
  readonly at: Instant
  readonly event: Event
}

/** A delegation as it stood after something was recorded about it. @category models */
export interface Statement {
  readonly recordedAt: Instant
  readonly delegation: Delegation
}

/** Everything that was recorded about delegations, in the order of the journal. @category models */
export type DelegationHistory = ReadonlyArray<Statement>

// A reminder moves nobody.
type Step = Exclude<DelegationEvent, { readonly _tag: "RequestReminded" }>

const isOfDelegation = (event: Event): event is Step =>
  event._tag === "DelegationOpened" || event._tag === "DelegationMoved"

const idOf = (event: Step): DelegationId =>
  event._tag === "DelegationOpened" ? event.delegation.delegationId : event.delegationId

/** Reads the history of delegations out of journal lines; a line about a delegation whose beginning is not among them is left out. @category constructors */
export const make = (lines: Iterable<Recorded>): DelegationHistory => {
  const known = new Map<DelegationId, Delegation>()
  const history: Array<Statement> = []
  for (const { at, event } of lines) {
    if (!isOfDelegation(event)) continue
    const before = known.get(idOf(event))
    if (before === undefined && event._tag === "DelegationMoved") continue
    const delegation = evolve(before, event)
    known.set(delegation.delegationId, delegation)
    history.push({ recordedAt: at, delegation })
  }
  return history
}

/** The delegations as they were believed to be at a moment, or are now, each as last recorded. @category queries */
export const believed = (history: DelegationHistory, known?: Instant): ReadonlyArray<Delegation> => {
  const last = new Map<DelegationId, Delegation>()
  for (const { delegation, recordedAt } of history) {
    if (known !== undefined && recordedAt > known) continue
    // Put at the end again, so that the order is that of the last word about each.
    last.delete(delegation.delegationId)
    last.set(delegation.delegationId, delegation)
  }
  return Array.from(last.values())
}

const holdsAt = ({ state }: Delegation, at: Instant): boolean => {
  if (state._tag === "Active" || state._tag === "Frozen") return state.from <= at
  return state._tag === "Ended" && contains(state, at)
}

/**
 * The delegation that held a case at an instant, as it is known now, or was known at a moment; where two say so, the one
 * that was recorded last.
 *
 * **Rules**: DEL-09, DEL-10.
 *
 * @category queries
 */
export const holderAt = (
  history: DelegationHistory,
  of: { readonly caseId: CaseId; readonly kind: Delegation["kind"] },
  at: Instant,
  known?: Instant
): Delegation | undefined =>
  believed(history, known)
    .filter((one) => one.caseId === of.caseId && one.kind === of.kind)
    .findLast((one) => holdsAt(one, at))

/** The last instant of a day: what was so at its end. @category transforms */
export const endOf = (day: CalendarDate, zone: string): Instant =>
  Dates.plusMillis(Dates.startOf(Dates.plusDays(day, 1), zone), -1)

/** The delegations as they were believed to be at the end of a day in a time zone, each as last recorded. @category queries */
export const believedOn = (history: DelegationHistory, day: CalendarDate, zone: string): ReadonlyArray<Delegation> =>
  believed(history, endOf(day, zone))

/**
 * Who was on record for a policy on a day, as it is known now, or was believed at the end of another day in a time zone.
 *
 * **Rules**: DEL-20, DEL-30.
 *
 * @category queries
 */
export const agentOfRecordAt = (
  history: History,
  day: CalendarDate,
  believed?: { readonly on: CalendarDate; readonly zone: string }
): Entry | undefined => AgentOfRecord.on(history, day, believed && endOf(believed.on, believed.zone))

/** A change of delegate that carriers are told: who had the case, who has it, from when on. @rule DEL-19 @category models */
export interface CarrierChange {
  readonly commandId: CommandId
  readonly recordedAt: Instant
  readonly effectiveAt: Instant
  readonly caseId: CaseId
  readonly kind: Delegation["kind"]
  readonly lost?: Delegation["delegate"]
  readonly gained?: Delegation["delegate"]
}

const holds = (state: string): boolean => state === "Active" || state === "Frozen"

/**
 * The changes of delegate in journal lines, one for each case, kind and command: a replacement is one change, and nothing
 * that leaves the delegate where he was, such as a suspension, is any.
 *
 * **Rules**: DEL-19.
 *
 * @category queries
 */
export const carrierChanges = (
  lines: Iterable<Recorded>,
  delegationOf: (delegationId: DelegationId) => Delegation | undefined
): ReadonlyArray<CarrierChange> => {
  const changes = new Map<string, CarrierChange>()
  for (const { at, commandId, event } of lines) {
    if (!isOfDelegation(event)) continue
    const delegation = event._tag === "DelegationOpened" ? event.delegation : delegationOf(event.delegationId)
    if (delegation === undefined) continue
    const before = event._tag === "DelegationOpened" ? false : holds(event.from)
    const state = event._tag === "DelegationOpened" ? event.delegation.state : event.to
    const after = holds(state._tag)
    if (before === after) continue
    const { caseId, delegate, kind } = delegation
    const key = `${commandId} ${caseId} ${kind}`
    const effectiveAt = after && "from" in state ? state.from : state._tag === "Ended" ? state.until : at
    const known = changes.get(key) ?? { commandId, recordedAt: at, effectiveAt, caseId, kind }
    changes.set(key, after ? { ...known, effectiveAt, gained: delegate } : { ...known, lost: delegate })
  }
  // A new grant to the agent who has the case already is no news for a carrier.
  return Array.from(changes.values()).filter(
    ({ gained, lost }) => gained?.agentId !== lost?.agentId || gained?.agencyId !== lost?.agencyId
  )
}
