/**
 * Sessions in which a manager acts for an agent of the same agency.
 *
 * The manager stays the actor, the agent stays the agent of record. A session never nests and ends with
 * idleness, with closing, with the authority of the manager, or with the agent's place. While the agent may not act the
 * session stays open for what the manager may do in the own name: read, and transfer the clients.
 *
 * @since 0.1.0
 */
import * as AgencyManager from "./AgencyManager.ts"
import * as Dates from "./CalendarDate.ts"
import { accept, type Context, type Decision, firstRefusal } from "./Decider.ts"
import type { ActingId, AgencyId, AgentId } from "./Id.ts"
import * as Machine from "./Machine.ts"
import { reason } from "./Refusal.ts"
import * as Standing from "./Standing.ts"

/** Name of a state of a session. @category models */
export type State = (typeof machine)["states"][number]
/** The triggers of the machine. @category models */
export type Trigger = (typeof machine)["triggers"][number]

/** A session of a manager who acts for an agent. @category models */
export interface Acting {
  readonly actingId: ActingId
  readonly managerId: AgentId
  readonly agentId: AgentId
  readonly agencyId: AgencyId
  readonly openedAt: Dates.Instant
  /** When the session was last used; idleness counts from here. */
  readonly usedAt: Dates.Instant
  readonly closedAt?: Dates.Instant
}

/** A step of a session. @category models */
export type Command =
  | {
      readonly _tag: "OpenActing"
      readonly actingId: ActingId
      readonly agencyId: AgencyId
      readonly agentId: AgentId
    }
  | { readonly _tag: "CloseActing"; readonly actingId: ActingId }

/** Something happened to a session. @category models */
export type Event =
  | { readonly _tag: "ActingOpened"; readonly acting: Acting }
  | { readonly _tag: "ActingUsed"; readonly actingId: ActingId; readonly at: Dates.Instant }
  | { readonly _tag: "ActingClosed"; readonly actingId: ActingId; readonly at: Dates.Instant }

/** What a decision about a session looks at. @category models */
export interface Facts {
  readonly acting: Acting | undefined
  readonly manager: Standing.Member | undefined
  readonly agent: Standing.Member | undefined
}

/**
 * The machine of the domain description, section 3.13. Whoever leaves closes a session; what idleness and lost authority
 * close is found when it is used again, and nobody has to record it.
 *
 * @rule ACT-02
 * @category machine
 */
export const machine = /*#__PURE__*/ Machine.define({
  name: "acting session",
  states: ["Open", "Closed"],
  triggers: ["leave", "idle", "lose-authority"],
  edges: {
    Open: { leave: "Closed", idle: "Closed", "lose-authority": "Closed" },
    Closed: {}
  },
  otherwise: "ACT-02"
})

/** The session does not allow this. @category errors */
export const sessionNotUsable = /*#__PURE__*/ reason(
  "ActingNotAllowed",
  "ACT-02",
  (f: {
    readonly actingId: ActingId
    readonly why:
      | "unknown"
      | "closed"
      | "idle"
      | "not-the-manager"
      | "nested"
      | "manager-without-authority"
      | "agent-left"
  }) => `acting session \`${f.actingId}\` cannot be used: \`${f.why}\``,
  "open a session for an agent of your own agency"
)
/** The agent acted for may not act now, and nobody may do it in the agent's place. @category errors */
export const agentFrozen = /*#__PURE__*/ reason(
  "ActingAgentFrozen",
  "ACT-02",
  (f: { readonly actingId: ActingId; readonly agentId: AgentId; readonly gaps: ReadonlyArray<Standing.Gap> }) =>
    `agent \`${f.agentId}\`, for whom acting session \`${f.actingId}\` is, has no authority: ${Standing.named(f.gaps)}`,
  "read and transfer the clients of the agent; work on their cases after that, or once the agent may act again"
)
/** The agent is not one that this manager may act for. @category errors */
export const notMyAgent = /*#__PURE__*/ reason(
  "NotAgentOfMyAgency",
  "ACT-01",
  (f: { readonly agentId: AgentId; readonly agencyId: AgencyId }) =>
    `agent \`${f.agentId}\` is not another agent on the roster of agency \`${f.agencyId}\``,
  "choose another agent of your own agency"
)

// Whoever lost authority and got it back since the session was opened has to open another one.
const changedSince = ({ agency, agent, employment }: Standing.Member, openedAt: Dates.Instant): boolean =>
  openedAt < agent.certification.since ||
  openedAt < employment.since ||
  openedAt < agency.certification.since ||
  openedAt < (agent.access?.since ?? openedAt)

const recorded = ({ closedAt }: Acting): State => (closedAt === undefined ? "Open" : "Closed")

/**
 * Why a session is over or somebody else's, or `undefined` while it can be used. The day is that of the moment in the zone of
 * the policy.
 *
 * **Gotchas**: an agent who may not act ends no session. What the agent alone may do is refused then, see `frozen`.
 *
 * **Rules**: ACT-01, ACT-02.
 *
 * @category queries
 */
export const obstacle = (
  actingId: ActingId,
  acting: Acting | undefined,
  manager: Standing.Member | undefined,
  agent: Standing.Member | undefined,
  moment: Pick<Context, "at" | "policy"> & { readonly day: Dates.CalendarDate }
) => {
  const { at, day, policy } = moment
  if (acting === undefined || agent === undefined) return sessionNotUsable({ actingId, why: "unknown" })
  if (recorded(acting) === "Closed") return sessionNotUsable({ actingId, why: "closed" })
  if (manager === undefined || acting.managerId !== manager.agent.agentId)
    return sessionNotUsable({ actingId, why: "not-the-manager" })
  if (Dates.toMillis(at) - Dates.toMillis(acting.usedAt) >= policy.actingIdleMinutes * 60_000)
    return sessionNotUsable({ actingId, why: "idle" })
  const { agencyId, openedAt } = acting
  if (
    manager.agency.agencyId !== agencyId ||
    !manager.agency.managers.includes(acting.managerId) ||
    openedAt < (AgencyManager.since(manager.agency, acting.managerId) ?? openedAt) ||
    !Standing.isGood(manager, day) ||
    changedSince(manager, openedAt)
  )
    return sessionNotUsable({ actingId, why: "manager-without-authority" })
  // Another place, or the same one begun anew, is not where the session was opened.
  return agent.agency.agencyId === agencyId && openedAt >= agent.employment.since
    ? undefined
    : sessionNotUsable({ actingId, why: "agent-left" })
}

/**
 * Why nobody does now what the agent acted for alone may do, or `undefined` while that agent may act.
 *
 * @rule ACT-02 AGT-19
 * @category queries
 */
export const frozen = (actingId: ActingId, agent: Standing.Member, day: Dates.CalendarDate) =>
  Standing.isGood(agent, day)
    ? undefined
    : agentFrozen({ actingId, agentId: agent.agent.agentId, gaps: Standing.gaps(agent, day) })

/**
 * The state of a session at an instant: closed by whoever left it, by idleness, by the authority that the manager lost, or by
 * the place that the agent left.
 *
 * @rule ACT-02
 * @category queries
 */
export const stateAt = (
  acting: Acting,
  manager: Standing.Member,
  agent: Standing.Member,
  moment: Parameters<typeof obstacle>[4]
): State => {
  const state = recorded(acting)
  const why = obstacle(acting.actingId, acting, manager, agent, moment)?.facts.why
  if (why === undefined || why === "not-the-manager") return state
  const over = Machine.next(machine, state, why === "idle" ? "idle" : "lose-authority")
  return over._tag === "Edge" ? over.to : state
}

/**
 * Decides a step of a session.
 *
 * **Rules**: ACT-01, ACT-02.
 *
 * @category machine
 */
export const decide = (command: Command, facts: Facts, context: Context): Decision<Event> => {
  const { at } = context
  const { actingId } = command
  if (command._tag === "CloseActing") {
    if (facts.acting === undefined) return sessionNotUsable({ actingId, why: "unknown" })
    return (
      Machine.refusal(machine, recorded(facts.acting), "leave") ?? accept<Event>({ _tag: "ActingClosed", actingId, at })
    )
  }
  const { agencyId, agentId } = command
  const { agent, manager } = facts
  const refused = firstRefusal(
    context.onBehalfOf !== undefined && sessionNotUsable({ actingId, why: "nested" }),
    (agent === undefined ||
      manager === undefined ||
      agent.agent.agentId === manager.agent.agentId ||
      agent.agency.agencyId !== agencyId) &&
      notMyAgent({ agentId, agencyId }),
    facts.acting !== undefined && sessionNotUsable({ actingId, why: "closed" })
  )
  if (refused) return refused
  const managerId = (manager as Standing.Member).agent.agentId
  return accept({
    _tag: "ActingOpened",
    acting: { actingId, managerId, agentId, agencyId, openedAt: at, usedAt: at }
  })
}

/** Applies an event to a session; never fails. @category machine */
export const evolve = (acting: Acting | undefined, event: Event): Acting => {
  switch (event._tag) {
    case "ActingOpened":
      return event.acting
    case "ActingUsed":
      // A clock that steps back does not lengthen a session.
      return {
        ...(acting as Acting),
        usedAt: event.at > (acting as Acting).usedAt ? event.at : (acting as Acting).usedAt
      }
    case "ActingClosed":
      return { ...(acting as Acting), closedAt: event.at }
  }
}
