/**
 * Clients whom an agency keeps for an agent who is set inactive, until a day: frozen, so that nobody works their cases,
 * and free on that day unless the manager has moved them or the agent has come back before it.
 *
 * The day is the one of `Disposition`, which an agent has once; when a certification ends, the same window opens. Days are
 * calendar days of the exchange.
 *
 * @since 0.1.0
 */

import type * as AgencyManager from "./AgencyManager.ts"
import type { Agent, Event as AgentEvent } from "./Agent.ts"
import type { CalendarDate } from "./CalendarDate.ts"
import { acceptAll, type Context, type Decision } from "./Decider.ts"
import * as Delegation from "./Delegation.ts"
import * as Employment from "./Employment.ts"
import type { AgencyId } from "./Id.ts"
import type * as Invitation from "./Invitation.ts"

/**
 * Whether a client, or who has asked, waits at an agency where the agent does not work any more, for the day on which all
 * of them are free; `openIn` is the agency in which the agent works or applies now. A review is neither: it may end as if
 * nobody had asked.
 *
 * @rule EMP-04 DEL-26
 * @category predicates
 */
export const isKept = ({ delegate, state }: Delegation.Delegation, openIn: AgencyId | undefined): boolean =>
  state._tag !== "Active" && delegate.agencyId !== openIn

const at = (open: ReadonlyArray<Delegation.Delegation>, agencyId: AgencyId): ReadonlyArray<Delegation.Delegation> =>
  open.filter(({ delegate }) => delegate.agencyId === agencyId)

/** The events by which an agency keeps what an agent holds there; requests stay as they are. @rule EMP-04 */
const kept = (
  { agentId, dispositionUntil }: Agent,
  agencyId: AgencyId,
  open: ReadonlyArray<Delegation.Delegation>,
  until: CalendarDate,
  context: Context
): ReadonlyArray<AgentEvent | Delegation.Event> => {
  const here = at(open, agencyId)
  const window: AgentEvent = { _tag: "DispositionOpened", agentId, until }
  return [
    ...here.flatMap((one) =>
      one.state._tag === "Active"
        ? [Delegation.moved(one, "freeze", { _tag: "Frozen", from: one.state.from, since: context.at })]
        : []
    ),
    ...(here.length > 0 && dispositionUntil === undefined ? [window] : [])
  ]
}

/**
 * The events by which an agent who comes back has the clients again who are still kept; the window closes, unless another
 * agency keeps some. Whoever is approved for an agency again comes back as well as whoever is set active there.
 *
 * @rule EMP-04 EMP-05
 * @category constructors
 */
export const resumed = (
  { agentId, dispositionUntil }: Agent,
  agencyId: AgencyId,
  open: ReadonlyArray<Delegation.Delegation>
): ReadonlyArray<AgentEvent | Delegation.Event> => {
  if (dispositionUntil === undefined) return []
  return [
    ...at(open, agencyId).flatMap((one) =>
      one.state._tag === "Frozen" ? [Delegation.moved(one, "thaw", { _tag: "Active", from: one.state.from })] : []
    ),
    ...(open.some((one) => isKept(one, agencyId)) ? [] : [{ _tag: "DispositionClosed", agentId } as const])
  ]
}

/** What a step of an employment leads to, for the place and for the clients. @category models */
export type Event = AgencyManager.Change | AgentEvent | Delegation.Event | Employment.Event | Invitation.Event

/** What a decision looks at. @category models */
export interface Facts extends Omit<Employment.Facts, "openDelegations"> {
  /** The requested, active and frozen delegations of the agent, in whatever agency. */
  readonly open: ReadonlyArray<Delegation.Delegation>
}

/**
 * Decides a step of an employment as `Employment` does, with what becomes of the clients whom an agency keeps: frozen with a
 * day when the agent is set inactive, with the agent again who is set active before it.
 *
 * **Rules**: EMP-04, EMP-05, DEL-26.
 *
 * @category machine
 */
export const decide = (command: Employment.Command, { open, ...facts }: Facts, context: Context): Decision<Event> => {
  const { agencyId } = command
  const decided = Employment.decide(command, { ...facts, openDelegations: at(open, agencyId).length }, context)
  const { agent } = facts
  if (decided._tag === "Refused" || decided.events.length === 0 || agent === undefined) return decided
  switch (command._tag) {
    case "AddAgent":
      return decided
    case "SetAgentInactive":
      return command.keepClientsUntil === undefined
        ? decided
        : acceptAll<Event>([...decided.events, ...kept(agent, agencyId, open, command.keepClientsUntil, context)])
    case "SetAgentActive":
      return acceptAll<Event>([...decided.events, ...resumed(agent, agencyId, open)])
  }
}
