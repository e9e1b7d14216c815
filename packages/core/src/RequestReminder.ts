/**
 * Reminders of requests that nobody has answered.
 *
 * @since 0.1.0
 */
import type { CalendarDate } from "./CalendarDate.ts"
import * as Dates from "./CalendarDate.ts"
import { acceptAll, type Context, type Decision } from "./Decider.ts"
import type { Delegation, Event as DelegationEvent } from "./Delegation.ts"
import { reason } from "./Refusal.ts"

/** The days of a request on which the agent is reminded, counted on the calendar of the exchange. @rule DEL-23 @category models */
export const reminderDays = [3, 10] as const

/** Reminds of every request that is due up to a day. @category models */
export interface Command {
  readonly _tag: "RemindRequests"
  readonly on: CalendarDate
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
export const due = (delegation: Delegation, day: CalendarDate, timeZone: string): number => {
  if (delegation.state._tag !== "Requested") return 0
  const age = Dates.toEpochDay(day) - Dates.toEpochDay(Dates.on(delegation.state.at, timeZone))
  return reminderDays.filter((days) => days <= age).length
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
  { on }: Command,
  requests: ReadonlyArray<Delegation>,
  { at, policy }: Context
): Decision<DelegationEvent> => {
  const today = Dates.on(at, policy.timeZone)
  if (today < on) return notYetDue({ on, today })
  return acceptAll(
    requests.flatMap((one): ReadonlyArray<DelegationEvent> => {
      const reminders = due(one, on, policy.timeZone)
      const asked = one.state._tag === "Requested" ? Dates.on(one.state.at, policy.timeZone) : on
      const over = Dates.plusDays(asked, policy.requestDays) <= on
      return over || reminders <= (one.reminders ?? 0)
        ? []
        : [{ _tag: "RequestReminded", delegationId: one.delegationId, reminders }]
    })
  )
}
