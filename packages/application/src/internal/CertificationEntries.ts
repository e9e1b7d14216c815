/**
 * The entries of the catalogue for the certification of agents.
 *
 * @since 0.1.0
 */
import * as Agency from "@agencybook/core/Agency"
import * as Cascade from "@agencybook/core/Cascade"
import * as Certification from "@agencybook/core/Certification"
import { acceptAll } from "@agencybook/core/Decider"
import * as Delegation from "@agencybook/core/Delegation"
import type * as Employment from "@agencybook/core/Employment"
import { type Facts, read, write } from "@agencybook/core/Facts"
import type * as Id from "@agencybook/core/Id"
import type { Event } from "@agencybook/core/Record"
import * as Schemas from "@agencybook/core/schema/Command"
import type { Entry } from "./CatalogueEntry.ts"

/** The open employment of an agent, or else the one that changed last. */
const latestEmployment = (facts: Facts, agentId: Id.AgentId): Employment.Employment | undefined =>
  facts.find("employment", "open", agentId)[0] ??
  facts
    .find("employment", "agent", agentId)
    .reduce<Employment.Employment | undefined>(
      (latest, one) => (latest && latest.since > one.since ? latest : one),
      undefined
    )

const certification: Entry<Certification.Command> = {
  schema: Schemas.CertificationCommand,
  capability: ({ _tag }) => {
    switch (_tag) {
      case "SubmitAgent":
        return "add-agent"
      case "ReapplyAgent":
        return "reapply-agent"
      case "WithdrawAgent":
        return "withdraw-agent"
      case "RecordLicence":
        return "record-licence"
      case "SuspendAgent":
        return "suspend-agent"
      case "RecordRequirement":
      case "RecordExam":
      case "CertifyAgent":
      case "DenyAgent":
      case "ReinstateAgent":
      case "TerminateAgent":
      case "RecordDeath":
        return "certify-agent"
    }
  },
  target: ({ agentId }, facts) => {
    const latest = latestEmployment(facts, agentId)
    return { agentId, ...(latest === undefined ? {} : { agencyId: latest.agencyId }) }
  },
  reads: ({ agentId, ...command }, facts) => [
    write("agent", "id", agentId),
    ...(command._tag === "RecordLicence" ? [read("agent", "licence", command.licence.number)] : []),
    write("employment", "agent", agentId),
    write("employment", "open", agentId),
    ...facts.find("employment", "open", agentId).map(({ agencyId }) => read("agency", "id", agencyId)),
    write("delegation", "agent", agentId),
    write("extranetAccount", "id", agentId),
    write("invitation", "agent", agentId)
  ],
  decide: (command, facts, context) => {
    const { agentId } = command
    const agent = facts.get("agent", agentId)
    if (agent === undefined) return Delegation.unknownAgent({ agentId })
    const employment = facts.find("employment", "open", agentId)[0]
    const employer = employment && facts.get("agency", employment.agencyId)
    const decided = Certification.decide(
      command,
      {
        certification: agent.certification,
        licence: agent.licence,
        agencyCertified: employer !== undefined && Agency.isCertified(employer),
        licenceHolder:
          command._tag === "RecordLicence"
            ? facts.find("agent", "licence", command.licence.number).find((other) => other.agentId !== agentId)?.agentId
            : undefined
      },
      context
    )
    if (decided._tag === "Refused") return decided
    const open = facts.find("delegation", "agent", agentId)
    const account = facts.get("extranetAccount", agentId)
    const consequences = {
      agentId,
      employment: latestEmployment(facts, agentId),
      open,
      account,
      invitations: facts.find("invitation", "agent", agentId)
    }
    return acceptAll<Event>([...decided.events, ...Cascade.follow(decided.events, consequences, context)])
  }
}

/** The entries by command name. */
export const entries = {
  SubmitAgent: certification,
  RecordRequirement: certification,
  RecordExam: certification,
  CertifyAgent: certification,
  DenyAgent: certification,
  WithdrawAgent: certification,
  SuspendAgent: certification,
  ReinstateAgent: certification,
  TerminateAgent: certification,
  RecordDeath: certification,
  ReapplyAgent: certification,
  RecordLicence: certification
} as const
