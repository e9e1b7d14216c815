/**
 * Reminders of requests that nobody has answered.
 *
 * @since 0.1.0
 */
import type { CalendarDate } from "./CalendarDate.ts"
import * as Dates from "./CalendarDate.ts"
import type { CounselorDelegation, Event as CounselorEvent } from "./CounselorDelegation.ts"
import { acceptAll, type Context, type Decision } from "./Decider.ts"
import type { Delegation, Event as DelegationEvent } from "./Delegation.ts"
import type { DelegationId } from "./Id.ts"
import type { Policy } from "./Policy.ts"
import { reason } from "./Refusal.ts"

/** A request to an agent or to a counselor, or what was one. @category models */
export type Request = Delegation | CounselorDelegation

/** The days of a request on which the agent or the counselor is reminded, counted on the calendar of the exchange. @rule DEL-23 @category models */
export const reminderDays = [3, 10] as const

/** Reminds of every request that is due up to a day. @category models */
export interface Command {
  readonly _tag: "RemindRequests"
  readonly on: CalendarDate
  /** Only of these requests, at most 1,000, to agents and counselors, as far as they are due; the others wait for a command of their own. */
  readonly only?: ReadonlyArray<DelegationId>
}

/** Nobody can be reminded ahead of the day. @category errors */
export const notYetDue = /*#__PURE__*/ reason(
  "RemindersNotDue",
  "DEL-23",
  (f: { readonly on: CalendarDate; readonly today: CalendarDate }) =>
    `reminders of \`${f.on}\` cannot be sent on \`${f.today}\``,
  "send reminders for the present day at most"
)

/** How many reminders a request should have had by a day. @category queries */
export const due = (delegation: Request, day: CalendarDate, timeZone: string): number => {
  if (delegation.state._tag !== "Requested") return 0
  const age = Dates.toEpochDay(day) - Dates.toEpochDay(Dates.on(delegation.state.at, timeZone))
  return reminderDays.filter((days) => days <= age).length
}

/**
 * How many reminders a request has had when it has had the one that is due on a day; nothing when none is due, because
 * it had them all before or is about to expire.
 *
 * @rule DEL-23
 * @category queries
 */
export const next = (
  delegation: Request,
  on: CalendarDate,
  { requestDays, timeZone }: Pick<Policy, "requestDays" | "timeZone">
): number | undefined => {
  const { reminders: had = 0, state } = delegation
  if (state._tag !== "Requested") return undefined
  const reminders = due(delegation, on, timeZone)
  const over = Dates.plusDays(Dates.on(state.at, timeZone), requestDays) <= on
  return over || reminders <= had ? undefined : reminders
}

/**
 * Decides the daily run: who had fewer reminders than the age of the request asks for gets one, and a second run of the
 * day sends none. A request that is about to expire is left to that.
 *
 * **Rules**: DEL-23.
 *
 * @category machine
 */
export const decide = (
  { on, only }: Command,
  requests: ReadonlyArray<Request>,
  { at, policy }: Context
): Decision<DelegationEvent | CounselorEvent> => {
  const today = Dates.on(at, policy.timeZone)
  if (today < on) return notYetDue({ on, today })
  const named = only && new Set(only)
  return acceptAll(
    requests.flatMap((one): ReadonlyArray<DelegationEvent | CounselorEvent> => {
      const { delegate, delegationId } = one
      const reminders = next(one, on, policy)
      return reminders === undefined || named?.has(delegationId) === false
        ? []
        : [
            {
              _tag: "counselorId" in delegate ? "CounselorRequestReminded" : "RequestReminded",
              delegationId,
              reminders
            }
          ]
    })
  )
}
