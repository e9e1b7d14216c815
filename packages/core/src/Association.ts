/**
 * How an agent who is certified already comes to another agency: the agency asks, the exchange looks it over, and nothing
 * of the certification is done again.
 *
 * Whoever lost the certification after leaving has nothing to take along, and applies anew: such an applicant, on no roster
 * any more, is placed in an agency by the exchange, so that no stranger gets a say about an application. So is whoever was
 * turned away or withdrew in one agency and comes with another: that begins the new application in the same step.
 *
 * The review stands on the employment and not on the certification, which stays as it is. The place is an invitation
 * until the exchange has approved it, so that it gives no authority; the agent's clients stay where they are.
 *
 * @since 0.1.0
 */
import type { Agent } from "./Agent.ts"
import * as Dates from "./CalendarDate.ts"
import * as Certification from "./Certification.ts"
import { accept, acceptAll, type Context, type Decision, firstRefusal, nothing } from "./Decider.ts"
import * as Employment from "./Employment.ts"
import type * as Id from "./Id.ts"
import type { LicenceNumber, Npn } from "./Licence.ts"
import * as Machine from "./Machine.ts"
import { reason } from "./Refusal.ts"
import type { Staff } from "./Staff.ts"

/** A step of a review. @category models */
export type Command =
  | {
      readonly _tag: "AssociateAgent"
      readonly agencyId: Id.AgencyId
      /** The agency names the person by both numbers, so that nobody is found by trying one. */
      readonly licence: LicenceNumber
      readonly npn: Npn
    }
  | { readonly _tag: "ApproveAssociation"; readonly agencyId: Id.AgencyId; readonly agentId: Id.AgentId }
  | { readonly _tag: "DeclineAssociation"; readonly agencyId: Id.AgencyId; readonly agentId: Id.AgentId }
  | { readonly _tag: "WithdrawAssociation"; readonly agencyId: Id.AgencyId; readonly agentId: Id.AgentId }
  /** Puts somebody who is on no roster and applies, or applies again, on that of an agency, as AGT-17 asks. */
  | { readonly _tag: "PlaceApplicant"; readonly agencyId: Id.AgencyId; readonly agentId: Id.AgentId }

/** What a decision looks at. @category models */
export interface Facts {
  /** The agent who is named, by both numbers or by identifier. */
  readonly agent: Agent | undefined
  /** The place of the agent in this agency. */
  readonly employment: Employment.Employment | undefined
  /** An employment of the agent that is not inactive, in whatever agency. */
  readonly openEmployment: Employment.Employment | undefined
  readonly agencyCertified: boolean
  /** Whoever holds the agent's e-mail address as staff. */
  readonly staff?: Staff | undefined
}

/** Nobody has both numbers. @category errors */
export const agentNotFound = /*#__PURE__*/ reason(
  "AgentNotFound",
  "AGT-03",
  (f: { readonly licence: LicenceNumber; readonly npn: Npn }) =>
    `no agent has licence number \`${f.licence}\` and national producer number \`${f.npn}\``,
  "check both numbers with the agent, or add a new agent"
)
/** The agent has been on this roster. @category errors */
export const knownHere = /*#__PURE__*/ reason(
  "KnownHere",
  "AGT-03",
  (f: { readonly agentId: Id.AgentId; readonly agencyId: Id.AgencyId }) =>
    `agent \`${f.agentId}\` has worked for agency \`${f.agencyId}\` before`,
  "set the agent active; there is nothing to review"
)
/** There is no such person. @category errors */
export const unknownApplicant = /*#__PURE__*/ reason(
  "UnknownApplicant",
  "AGT-17",
  (f: { readonly agentId: Id.AgentId }) => `there is no agent \`${f.agentId}\``,
  "look the agent up, or have the agency add a new one"
)

const applying: ReadonlyArray<Certification.State> = ["Incomplete", "Pending", "Eligible"]

const placed = (
  { agencyId, agentId }: Command & { readonly _tag: "PlaceApplicant" },
  { agencyCertified, agent, employment, openEmployment, staff }: Facts,
  context: Context
): Decision<Certification.Event | Employment.Event> => {
  if (agent === undefined) return unknownApplicant({ agentId })
  const { certification, licence } = agent
  const { _tag } = certification
  // Whom the agency of before turned away reaches another one without its say. @rule EMP-03
  const again = Machine.refusal(Certification.machine, _tag, "reapply") === undefined
  const applied = again
    ? Certification.decide({ _tag: "ReapplyAgent", agentId }, { certification, licence, agencyCertified }, context)
    : nothing
  return (
    firstRefusal(
      openEmployment !== undefined && Employment.employedElsewhere({ agentId }),
      !again && !applying.includes(_tag) && Machine.notAllowedFrom("AGT-17")("certification", _tag, "place"),
      !agencyCertified && Certification.agencyNotCertified({ agentId }),
      Employment.staffRole(agentId, staff),
      applied._tag === "Refused" && applied
    ) ??
    acceptAll<Certification.Event | Employment.Event>([
      ...(applied._tag === "Accepted" ? applied.events : []),
      Employment.placed(agentId, agencyId, context.at, employment)
    ])
  )
}

const associate = (
  { agencyId, licence, npn }: Command & { readonly _tag: "AssociateAgent" },
  { agent, employment, openEmployment, staff }: Facts,
  { at, policy }: Context
): Decision<Employment.Event> => {
  if (agent === undefined) return agentNotFound({ licence, npn })
  const { agentId, certification } = agent
  return (
    firstRefusal(
      openEmployment !== undefined && Employment.employedElsewhere({ agentId }),
      employment !== undefined && !Employment.wasNeverApproved(employment) && knownHere({ agentId, agencyId }),
      !Certification.isCertifiedOn(certification, Dates.on(at, policy.timeZone)) &&
        Employment.nothingToTakeAlong({ agentId }),
      Employment.staffRole(agentId, staff)
    ) ?? accept(Employment.associated(agentId, agencyId, at, employment))
  )
}

const triggers = {
  ApproveAssociation: "approve",
  DeclineAssociation: "decline",
  WithdrawAssociation: "withdraw"
} as const

/**
 * Decides a step of a review. It is asked for by the agency for somebody who is certified and works nowhere; approved, it
 * makes the agent active; declined or withdrawn, it leaves nothing behind.
 *
 * **Rules**: AGT-03, AGT-07, AGT-11, AGT-17, EMP-03, EMP-06, STF-07.
 *
 * @category machine
 */
export const decide = (
  command: Command,
  facts: Facts,
  context: Context
): Decision<Certification.Event | Employment.Event> => {
  if (command._tag === "AssociateAgent") return associate(command, facts, context)
  if (command._tag === "PlaceApplicant") return placed(command, facts, context)
  const { agencyId, agentId } = command
  const { agencyCertified, agent, employment } = facts
  if (agent === undefined || employment === undefined) return Employment.notOnRoster({ agentId, agencyId })
  const today = Dates.on(context.at, context.policy.timeZone)
  const { certification, licence } = agent
  return (
    firstRefusal(
      Machine.refusal(Employment.machine, employment.state, triggers[command._tag]),
      employment.review !== true && Employment.noAssociationAsked({ agentId, agencyId }),
      command._tag === "ApproveAssociation" &&
        (!Certification.isCertifiedOn(certification, today)
          ? Employment.nothingToTakeAlong({ agentId })
          : (Certification.unlicensed(agentId, licence, today) ??
            (!agencyCertified && Certification.agencyNotCertified({ agentId }))))
    ) ?? accept(Employment.reviewed(employment, triggers[command._tag], context))
  )
}
