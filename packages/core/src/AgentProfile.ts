/**
 * What an agent shows to consumers, changed by the agent, or for the agent by the agency and the exchange; and which
 * carriers have appointed the agent, which is told in the same way and shown to no consumer.
 *
 * Name, licence and address are reported instead, since the regulator knows somebody by them: that is `AgentReport`. The
 * address for login is changed by the agent or the exchange alone: that is `AgentLogin`.
 *
 * @since 0.1.0
 */
import type { Agency } from "./Agency.ts"
import type { Agent, CarrierAppointment, Event, Shown } from "./Agent.ts"
import { asOf, misplaced, shownOf, unreachable } from "./Agent.ts"
import * as Certification from "./Certification.ts"
import { accept, type Context, type Decision, firstRefusal, nothing } from "./Decider.ts"
import type { AgentId } from "./Id.ts"
import { reason } from "./Refusal.ts"

/** A change of what an agent shows, or of the carriers that have appointed the agent: all of it, as it is to be. @category models */
export type Command =
  | { readonly _tag: "EditAgentProfile"; readonly agentId: AgentId; readonly profile: Shown }
  | {
      readonly _tag: "SetCarrierAppointments"
      readonly agentId: AgentId
      readonly appointments: ReadonlyArray<CarrierAppointment>
    }

/** What a decision looks at. @category models */
export interface Facts {
  readonly agent: Agent
  /** The agency in which the agent works or applies; asked for where the profile names sites. */
  readonly agency?: Pick<Agency, "agencyId" | "sites"> | undefined
}

/** The profile is not edited in this state of the certification, by this actor or at all. @category errors */
export const profileClosed = /*#__PURE__*/ reason(
  "ProfileClosed",
  "AGY-04",
  (f: { readonly agentId: AgentId; readonly state: Certification.State }) =>
    `the profile of agent \`${f.agentId}\`, who is \`${f.state}\`, is not edited by you`,
  "wait until the agent is certified, or have the agent or the exchange edit the profile"
)

const said = (appointments: ReadonlyArray<CarrierAppointment>): string =>
  JSON.stringify(appointments.map(({ carrier, status }) => [carrier, status]))

/**
 * Decides a change of what an agent shows, or of the agent's appointments. Whoever is listed can be reached; where the policy says so the agency edits the
 * profiles of certified agents only. Sites are those of the agent's agency. What is left out, a photo too, is shown no
 * longer. The same again changes nothing, and a list of no expertise or sites is the same as none.
 *
 * **Rules**: AGY-04, AGY-08, DEL-02.
 *
 * @category machine
 */
export const decide = (command: Command, { agency, agent }: Facts, { actor, policy }: Context): Decision<Event> => {
  const { agentId } = command
  const { certification } = agent
  const state = certification._tag
  const own = actor._tag === "Agent" && actor.agentId === agentId
  const forAgency = !own && actor._tag !== "Exchange"
  const closed = Certification.isOver(certification) && state !== "Denied" && state !== "Withdrawn"
  const refused =
    (closed || (forAgency && policy.profileEditing === "certified" && state !== "Certified")) &&
    profileClosed({ agentId, state })
  if (refused) return refused
  if (command._tag === "SetCarrierAppointments") {
    const { appointments } = command
    return said(appointments) === said(agent.carrierAppointments ?? [])
      ? nothing
      : accept({ _tag: "CarrierAppointmentsSet", agentId, appointments })
  }
  const { profile } = command
  const shown = shownOf(profile)
  // Sites that are named mean those of the agency of now; what was named of another one counts as nothing.
  const before = shown.siteIds === undefined || agency === undefined ? agent : asOf(agent, agency.agencyId)
  return (
    firstRefusal(unreachable(agentId, profile), misplaced(agentId, profile, agency)) ??
    (JSON.stringify(shown) === JSON.stringify(shownOf(before))
      ? nothing
      : accept({
          _tag: "AgentProfileEdited",
          agentId,
          profile: shown,
          ...(shown.siteIds && agency && { sitesOf: agency.agencyId })
        }))
  )
}
