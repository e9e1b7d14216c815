/**
 * The audit trail: who did what to which record, without what the record says.
 *
 * A journal keeps events whole; a trail shows the step, the people and the permission. Facts about consumers and agents,
 * texts of reasons and digests of secrets stay in the journal. Who may see which trail is `Authority`.
 *
 * @since 0.1.0
 */
import type { Instant } from "./CalendarDate.ts"
import type { AgencyId, AgentId, CaseId, CommandId, UserId } from "./Id.ts"
import { type Event, type Kind, type Records, type Ref, refOf } from "./Record.ts"

/** Whose trail something belongs to: a case, an agent, an agency, a counselor. @category models */
export interface Concerns {
  readonly caseId?: CaseId
  readonly agentId?: AgentId
  readonly agencyId?: AgencyId
  readonly counselorId?: UserId
}

type Concern = { readonly [K in Kind]: (record: Records[K]) => Concerns }

const concern: Concern = {
  agency: ({ agencyId }) => ({ agencyId }),
  agent: ({ agentId }) => ({ agentId }),
  employment: ({ agencyId, agentId }) => ({ agentId, agencyId }),
  staff: ({ agencyId }) => ({ agencyId }),
  case: ({ caseId }) => ({ caseId }),
  consent: ({ caseId, grantee }) =>
    grantee._tag === "Counselor"
      ? { caseId, counselorId: grantee.counselorId }
      : {
          caseId,
          ...(grantee.agentId === undefined ? {} : { agentId: grantee.agentId }),
          agencyId: grantee.agencyId
        },
  applicationReview: ({ assistedBy, caseId }) => ({ caseId, ...assistedBy }),
  delegation: ({ caseId, delegate }) => ({ caseId, ...delegate }),
  transfer: ({ agencyId, fromAgentId }) => ({ agentId: fromAgentId, agencyId }),
  exportLog: ({ agentId, order: { agencyId } }) => ({ ...(agentId === undefined ? {} : { agentId }), agencyId }),
  discrepancyList: ({ agencyId, agentId }) => ({ agentId, agencyId }),
  acting: ({ agencyId, agentId }) => ({ agentId, agencyId }),
  accessCode: ({ caseId }) => ({ caseId }),
  agentChangeCode: ({ agencyId, agentId, caseId }) => ({ caseId, agentId, agencyId }),
  invitation: ({ agencyId, agentId }) => ({ agentId, agencyId }),
  extranetAccount: ({ agentId }) => ({ agentId }),
  // The register of entities is the exchange's own, and nobody's trail.
  enrollmentEntity: () => ({}),
  counselor: ({ counselorId }) => ({ counselorId }),
  counselorDelegation: ({ caseId, delegate: { counselorId } }) => ({ caseId, counselorId })
}

/**
 * Whose trail the events of a record belong to. An agent's certification and accounts belong to the person, and to no
 * agency. A counselor is concerned by what names the counselor, for whatever entity that was.
 *
 * @category queries
 */
export const concerns = <K extends Kind>(kind: K, record: Records[K]): Concerns =>
  (concern[kind] as (record: Records[K]) => Concerns)(record)

/** A row of a journal, as far as a trail needs it. @category models */
export interface Recorded {
  readonly position: number
  readonly commandId: CommandId
  readonly commandName: string
  readonly at: Instant
  readonly actor: string
  readonly onBehalfOf?: string
  readonly permission: string
  readonly event: Event
  readonly concerns: Concerns
}

/** One line of a trail. @rule DEL-30 @category models */
export interface Line {
  /** Where it stands in the journal; grows. */
  readonly position: number
  readonly at: Instant
  readonly commandId: CommandId
  readonly command: string
  /** The real actor, as `agent/…`, `consumer/…` and so on; without the name behind it where that is nobody's business. */
  readonly actor: string
  /** The agent acted for, if any. @rule DEL-30 */
  readonly onBehalfOf?: string
  /** Row of the permission table and role that allowed it. */
  readonly permission: string
  /** What happened. */
  readonly what: Event["_tag"]
  readonly record: Ref
  readonly concerns: Concerns
  /** The states before and after, where it was a step between states. */
  readonly from?: string
  readonly to?: string
}

type State = string | number | { readonly _tag: string } | { readonly state: State }

// A state is shown by its name alone: what else it holds can be a reason or a person.
const nameOf = (state: State): string => {
  if (typeof state !== "object") return String(state)
  return "_tag" in state ? state._tag : nameOf(state.state)
}

const step = (event: Event): Pick<Line, "from" | "to"> => {
  const from = "from" in event ? nameOf(event.from) : undefined
  const to = "to" in event ? nameOf(event.to) : undefined
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
}

/** Who looks at a trail: the consumer is told which agents acted, not who works at the exchange or in an office. @category models */
export type Reader = "consumer" | "office"

const shownActor = (actor: string, reader: Reader): string =>
  reader === "office" || actor.startsWith("agent/") || actor.startsWith("consumer/")
    ? actor
    : (actor.split("/")[0] ?? "")

/**
 * A row of a journal as a line of a trail.
 *
 * **Rules**: DEL-30.
 *
 * @category transforms
 */
export const line = (row: Recorded, reader: Reader): Line => ({
  position: row.position,
  at: row.at,
  commandId: row.commandId,
  command: row.commandName,
  actor: shownActor(row.actor, reader),
  ...(row.onBehalfOf === undefined ? {} : { onBehalfOf: row.onBehalfOf }),
  permission: row.permission,
  what: row.event._tag,
  record: refOf(row.event),
  concerns: row.concerns,
  ...step(row.event)
})
