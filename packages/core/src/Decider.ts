/**
 * The shape of every rule that changes something: `decide` answers with events or a refusal,
 * `evolve` turns a record and an event into the next record and never fails.
 *
 * Time, identity, policy and identifiers are arguments, so the same command on the same facts
 * gives the same answer for ever.
 *
 * @since 0.1.0
 */
import type { Actor } from "./Actor.ts"
import type { Instant } from "./CalendarDate.ts"
import type { ActingId, AgentId, CommandId } from "./Id.ts"
import type { Policy } from "./Policy.ts"
import type { Refusal } from "./Refusal.ts"

/** What surrounds a command: who, for whom, when, under which policy. @category models */
export interface Context {
  readonly commandId: CommandId
  readonly at: Instant
  /** The person or process that really acts. */
  readonly actor: Actor
  /** The agent acted for, when a manager acts on behalf; the agent of record stays this agent. */
  readonly onBehalfOf?: { readonly acting: ActingId; readonly agentId: AgentId }
  readonly policy: Policy
}

/** The command is allowed; without events it changes nothing. @category models */
export interface Accepted<E> {
  readonly _tag: "Accepted"
  readonly events: ReadonlyArray<E>
}

/** The command is refused, and the attempt itself leaves a trace, such as a used-up try. @category models */
export interface Recorded<E> {
  readonly _tag: "Recorded"
  readonly refusal: Refusal
  readonly events: ReadonlyArray<E>
}

/** The answer of a rule that leaves nothing behind when it refuses. @category models */
export type Decision<E> = Accepted<E> | Refusal

/** The answer to any command. @category models */
export type Answer<E> = Decision<E> | Recorded<E>

/** A rule as three pure values. @category models */
export interface Decider<Command, Facts, State, Event> {
  readonly decide: (command: Command, facts: Facts, context: Context) => Answer<Event>
  readonly evolve: (state: State | undefined, event: Event) => State
}

/** Accepts with the given events. @category constructors */
export const accept = <E>(...events: ReadonlyArray<E>): Accepted<E> => ({ _tag: "Accepted", events })

/** Accepts with a list of events, of any length. @category constructors */
export const acceptAll = <E>(events: ReadonlyArray<E>): Accepted<E> => ({ _tag: "Accepted", events })

/** Accepts and changes nothing. @category constructors */
export const nothing: Accepted<never> = /*#__PURE__*/ Object.freeze({
  _tag: "Accepted",
  events: /*#__PURE__*/ Object.freeze([])
})

/** The first refusal among the answers of several checks, if any. @category queries */
export const firstRefusal = (...checks: ReadonlyArray<Refusal | undefined | false>): Refusal | undefined => {
  for (const check of checks) if (check) return check
  return undefined
}
