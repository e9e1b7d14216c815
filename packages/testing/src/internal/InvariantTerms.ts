/**
 * What invariants are made of: what they look at, and the terms they are written in.
 *
 * @since 0.1.0
 */
import type { Provenance } from "@agencybook/application/Store"
import type { Acting } from "@agencybook/core/Acting"
import type { Agent } from "@agencybook/core/Agent"
import type { Grant } from "@agencybook/core/Authority"
import * as Dates from "@agencybook/core/CalendarDate"
import type { Capability } from "@agencybook/core/Capability"
import type { Context } from "@agencybook/core/Decider"
import type { Delegation } from "@agencybook/core/Delegation"
import { type Facts, member } from "@agencybook/core/Facts"
import * as Id from "@agencybook/core/Id"
import type { Event } from "@agencybook/core/Record"
import type { RuleId } from "@agencybook/core/Rule"
import type { Rules } from "../Rules.ts"
import type { Sent } from "./ExplorerStep.ts"

/** A record that a state is judged by. @category models */
export type Subject =
  | { readonly _tag: "Agency"; readonly agencyId: Id.AgencyId }
  | { readonly _tag: "Agent"; readonly agentId: Id.AgentId; readonly agencyId: Id.AgencyId }
  | { readonly _tag: "Case"; readonly caseId: Id.CaseId }
  | { readonly _tag: "Session"; readonly actingId: Id.ActingId }

/** A state, seen from one of its records. @category models */
export interface Sight<S extends Subject = Subject> {
  readonly subject: S
  readonly facts: Facts
  readonly moment: Pick<Context, "at" | "policy">
  readonly rules: Pick<Rules, "authority">
}

/** A command that was carried out. @category models */
export interface Step {
  readonly before: Facts
  readonly after: Facts
  readonly sent: Sent
  readonly context: Context
  readonly grant: Grant
  readonly provenance: Provenance
  readonly refused: boolean
  readonly events: ReadonlyArray<Event>
}

/** Why something is wrong, or nothing. @category models */
export type Wrong = string | false | undefined

/** An invariant with its sentence, the rules behind it, and how it is judged. @category models */
export interface Invariant {
  readonly id: `I${number}`
  readonly sentence: string
  readonly rules: ReadonlyArray<RuleId>
  /** The part of the sentence that cannot be judged yet. */
  readonly except?: string
  readonly state?: { readonly [T in Subject["_tag"]]?: (sight: Sight<Subject & { readonly _tag: T }>) => Wrong }
  readonly step?: (step: Step) => Wrong
}

/** An event by its name. */
export type EventOf<T extends Event["_tag"]> = Event & { readonly _tag: T }

/** The events of one name. */
export const eventsOf = <T extends Event["_tag"]>(events: ReadonlyArray<Event>, tag: T): ReadonlyArray<EventOf<T>> =>
  events.filter((event): event is EventOf<T> => event._tag === tag)

/** The day of a moment in the zone of its policy. */
export const dayOf = ({ at, policy }: Pick<Context, "at" | "policy">) => Dates.on(at, policy.timeZone)

/** Certified inside the dates. */
const certified = (agent: Agent | undefined, day: Dates.CalendarDate): boolean =>
  agent?.certification._tag === "Certified" &&
  agent.certification.term.from <= day &&
  day < agent.certification.term.until

/** Active, for health insurance, and not over. */
export const licensed = (agent: Agent | undefined, day: Dates.CalendarDate): boolean =>
  agent?.licence.status === "active" && agent.licence.health && day <= agent.licence.expiresOn

/** Certified and licensed today, active in the certified agency, not locked; written out from the records. */
export const mayAct = (facts: Facts, agentId: Id.AgentId, agencyId: Id.AgencyId, day: Dates.CalendarDate): boolean => {
  const agent = facts.get("agent", agentId)
  return (
    certified(agent, day) &&
    licensed(agent, day) &&
    agent?.locked === false &&
    facts.get("employment", Id.employment(agentId, agencyId))?.state === "Active" &&
    facts.get("agency", agencyId)?.certification._tag === "Certified"
  )
}

/** Whether an agency lists an agent as manager. */
export const isManager = (facts: Facts, agentId: Id.AgentId, agencyId: Id.AgencyId): boolean =>
  facts.get("agency", agencyId)?.managers.includes(agentId) === true

/** Whether a delegation puts a case into a book. */
export const holds = ({ state }: Delegation): boolean => state._tag === "Active" || state._tag === "Frozen"
/** Whether a delegation has come to an end. */
export const isOver = ({ state }: Delegation): boolean => !["Requested", "Active", "Frozen"].includes(state._tag)

/** Whether the rules let an agent use a capability, by own right or in a session. */
export const permits = (
  { facts, moment, rules }: Sight,
  capability: Capability,
  agentId: Id.AgentId,
  target: { readonly agencyId?: Id.AgencyId; readonly agentId?: Id.AgentId; readonly caseId?: Id.CaseId },
  session?: Acting
): boolean =>
  rules.authority.judge(
    {
      capability,
      actor: { _tag: "Agent", agentId },
      target,
      ...(session === undefined ? {} : { acting: session.actingId })
    },
    {
      self: member(facts, agentId),
      ...(session === undefined ? {} : { session, principal: member(facts, session.agentId) })
    },
    { ...moment, day: dayOf(moment) }
  )._tag === "Granted"
