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
import type { Context } from "./Decider.ts"
import * as Delegation from "./Delegation.ts"
import type { AgentId } from "./Id.ts"
import type { Policy } from "./Policy.ts"

/** What the end of a window leads to. @category models */
export type Event = AgentEvent | Delegation.Event

/** First day on which the clients of a certification that is over since `at` are free. @rule DEL-25 @category queries */
export const until = (at: Instant, { dispositionDays, timeZone }: Policy): CalendarDate =>
  Dates.plusDays(Dates.on(at, timeZone), dispositionDays)

/** The event by which a client is free; who has asked and got no answer is told to choose somebody else. @category constructors */
export const setFree = (delegation: Delegation.Delegation, { at }: Context): Delegation.Event =>
  delegation.state._tag === "Requested"
    ? Delegation.moved(delegation, "decline", { _tag: "Declined", at })
    : Delegation.moved(delegation, "end-certification", Delegation.ended(delegation, at, "certification-ended"))

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
  day: CalendarDate,
  context: Context
): ReadonlyArray<Event> =>
  dispositionUntil === undefined || day < dispositionUntil
    ? []
    : [
        ...open.filter(({ delegate }) => delegate.agentId === agentId).map((one) => setFree(one, context)),
        { _tag: "DispositionClosed", agentId }
      ]
