/**
 * What becomes of the clients of an agent whose certification is over: the manager has a window of days in which to move
 * them, frozen as they are; whoever is left then is free, and is told so.
 *
 * The window belongs to the agent and not to the certification: an agent who applies again does not keep anybody waiting.
 * Days are calendar days of the exchange's zone.
 *
 * @since 0.1.0
 */
import type { Agent, Event as AgentEvent } from "./Agent.ts"
import type { CalendarDate, Instant } from "./CalendarDate.ts"
import * as Dates from "./CalendarDate.ts"
import * as Consent from "./Consent.ts"
import type { Context } from "./Decider.ts"
import * as Delegation from "./Delegation.ts"
import type { AgentId } from "./Id.ts"
import type { Policy } from "./Policy.ts"

/** What the end of a window leads to. @category models */
export type Event = AgentEvent | Consent.Event | Delegation.Event

/** First day on which the clients of a certification that is over since `at` are free. @rule DEL-25 @category queries */
export const until = (at: Instant, { dispositionDays, timeZone }: Policy): CalendarDate =>
  Dates.plusDays(Dates.on(at, timeZone), dispositionDays)

/**
 * The events by which clients are free: who has asked and got no answer is told to choose somebody else, and the draft
 * that was signed with the request ends.
 *
 * @category constructors
 */
export const setFree = (
  open: ReadonlyArray<Delegation.Delegation>,
  drafts: ReadonlyArray<Consent.Consent>,
  context: Context,
  reason: "certification-ended" | "agency-ended" = "certification-ended"
): ReadonlyArray<Delegation.Event | Consent.Event> => {
  const { at } = context
  const asked = new Set(open.flatMap(({ consentId, state }) => (state._tag === "Requested" ? [consentId] : [])))
  return [
    ...open.map((one) =>
      one.state._tag === "Requested"
        ? Delegation.moved(one, "decline", { _tag: "Declined", at })
        : Delegation.moved(one, "end-certification", Delegation.ended(one, at, reason))
    ),
    ...Consent.dropped(
      drafts.filter(({ consentId }) => asked.has(consentId)),
      context
    )
  ]
}

/** The event that opens the window of an agent. @category constructors */
export const opened = (agentId: AgentId, { at, policy }: Context): AgentEvent => ({
  _tag: "DispositionOpened",
  agentId,
  until: until(at, policy)
})

/**
 * What the window of an agent leads to on a day: nothing before its end, and then freedom for everybody who is left with
 * this agent, in whatever agency.
 *
 * **Rules**: DEL-25, DEL-26.
 *
 * @category machine
 */
export const closed = (
  { agentId, dispositionUntil }: Agent,
  open: ReadonlyArray<Delegation.Delegation>,
  drafts: ReadonlyArray<Consent.Consent>,
  day: CalendarDate,
  context: Context
): ReadonlyArray<Event> =>
  dispositionUntil === undefined || day < dispositionUntil
    ? []
    : [
        ...setFree(
          open.filter(({ delegate }) => delegate.agentId === agentId),
          drafts,
          context
        ),
        { _tag: "DispositionClosed", agentId }
      ]
