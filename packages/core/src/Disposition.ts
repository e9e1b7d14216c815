/**
 * What becomes of the clients of an agent whose certification is over: the manager has a window of days in which to move
 * them, frozen as they are; whoever is left then is free, and is told so. The clients whom an agency keeps of somebody who
 * was set inactive wait for the same day.
 *
 * The window belongs to the agent and not to the certification: an agent who applies again does not keep anybody waiting.
 * Days are calendar days of the exchange's zone.
 *
 * @since 0.1.0
 */
import type { Agent, Event as AgentEvent } from "./Agent.ts"
import type { CalendarDate, Instant } from "./CalendarDate.ts"
import * as Dates from "./CalendarDate.ts"
import * as Certification from "./Certification.ts"
import * as Consent from "./Consent.ts"
import type { Context } from "./Decider.ts"
import * as Delegation from "./Delegation.ts"
import { isUnapproved } from "./Employment.ts"
import type { AgencyId, AgentId } from "./Id.ts"
import * as KeptClients from "./KeptClients.ts"
import type { Policy } from "./Policy.ts"
import type { Member } from "./Standing.ts"

/** What the end of a window leads to. @category models */
export type Event = AgentEvent | Consent.Event | Delegation.Event

/** First day on which the clients of a certification that is over since `at` are free. @rule DEL-25 @category queries */
export const until = (at: Instant, { dispositionDays, timeZone }: Policy): CalendarDate =>
  Dates.plusDays(Dates.on(at, timeZone), dispositionDays)

/** What is known around delegations that end. @category models */
export interface Around {
  /** The consents that they name. */
  readonly consents: ReadonlyArray<Consent.Consent>
  /** What is open of the same cases; absent where nothing else can rest on those consents. */
  readonly beside?: ReadonlyArray<Delegation.Delegation>
}

/** The consents on which nothing rests once some delegations have ended: over, since nobody has taken them back. */
const spent = (
  free: ReadonlyArray<Delegation.Delegation>,
  { beside = [], consents }: Around,
  context: Context
): ReadonlyArray<Consent.Event> => {
  const gone = new Set(free.map(({ delegationId }) => delegationId))
  const carried = new Set(free.flatMap((one) => (Delegation.holdsCase(one) ? [one.consentId] : [])))
  for (const { consentId, delegationId } of beside) if (!gone.has(delegationId)) carried.delete(consentId)
  return consents.flatMap((one) =>
    carried.has(one.consentId) && one.state._tag === "Granted" ? [Consent.moved(one, "expire", context)] : []
  )
}

/**
 * The events by which clients are free: who has asked and got no answer is told to choose somebody else, the draft that was
 * signed with the request ends, and so does every consent on which no other delegation rests.
 *
 * **Rules**: CON-03, DEL-25.
 *
 * @category constructors
 */
export const setFree = (
  open: ReadonlyArray<Delegation.Delegation>,
  around: Around,
  context: Context,
  reason: "certification-ended" | "agency-ended" | "relinquished" = "certification-ended"
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
      around.consents.filter(({ consentId }) => asked.has(consentId)),
      context
    ),
    ...spent(open, around, context)
  ]
}

/** The event that opens the window of an agent; of one that is open already the earlier day stands. @rule DEL-25 EMP-04 @category constructors */
export const opened = (
  agentId: AgentId,
  { at, policy }: Context,
  before: CalendarDate | undefined = undefined
): AgentEvent => {
  const full = until(at, policy)
  return { _tag: "DispositionOpened", agentId, until: before !== undefined && before < full ? before : full }
}

/** Everybody who may be left when the window of an agent closes. @category models */
export interface Left extends Around {
  /** The open delegations of the agent, in whatever agency. */
  readonly open: ReadonlyArray<Delegation.Delegation>
  /** The agency in which the agent works or applies; absent for whoever is nowhere. */
  readonly openIn?: AgencyId | undefined
}

/** Who of an agent's clients is free by the window on a day. @rule DEL-25 DEL-26 EMP-04 @category queries */
export const passedBy = (
  { agentId, certification, dispositionUntil }: Agent,
  { open, openIn }: Pick<Left, "open" | "openIn">,
  day: CalendarDate
): ReadonlyArray<Delegation.Delegation> => {
  if (dispositionUntil === undefined || day < dispositionUntil) return []
  const own = open.filter(({ delegate }) => delegate.agentId === agentId)
  return Certification.isHeld(certification) ? own.filter((one) => KeptClients.isKept(one, openIn)) : own
}

/** Why the clients of an agent are free: an agency gives back whom it has kept of somebody who is certified. @category queries */
export const reasonFor = ({ certification }: Agent): "certification-ended" | "relinquished" =>
  Certification.isHeld(certification) ? "relinquished" : "certification-ended"

/**
 * What the window of an agent leads to on a day: nothing before its end, and then freedom for everybody who is left with
 * this agent, in whatever agency. Of an agent who is certified only those are free whom an agency has kept after it had set
 * the agent inactive; it gives them back, as it could have done at once.
 *
 * **Rules**: CON-03, DEL-25, DEL-26, EMP-04.
 *
 * @category machine
 */
export const closed = (agent: Agent, left: Left, day: CalendarDate, context: Context): ReadonlyArray<Event> => {
  const { agentId, dispositionUntil } = agent
  if (dispositionUntil === undefined || day < dispositionUntil) return []
  return [
    ...setFree(passedBy(agent, left, day), left, context, reasonFor(agent)),
    { _tag: "DispositionClosed", agentId }
  ]
}

/**
 * The first day on which the clients of a member are free, as far as that is the agency's business: of whoever has no
 * certification any more, and of whoever is inactive there and still has some.
 *
 * @rule DEL-25 EMP-04
 * @category queries
 */
export const freeOn = ({ agent, employment }: Member, open: number): CalendarDate | undefined => {
  if (isUnapproved(employment)) return undefined
  const here = !Certification.isHeld(agent.certification) || (employment.state === "Inactive" && open > 0)
  return here ? agent.dispositionUntil : undefined
}
