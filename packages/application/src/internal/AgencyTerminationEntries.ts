/**
 * The entries of the catalogue for the end of an agency.
 *
 * @since 0.1.0
 */
import * as AgencyTermination from "@agencybook/core/AgencyTermination"
import { type Facts, write } from "@agencybook/core/Facts"
import type { AgencyId } from "@agencybook/core/Id"
import { AgencyTerminationCommand } from "@agencybook/core/schema/AgencyTerminationCommand"
import type { Entry } from "./CatalogueEntry.ts"
import { consentReads, consentsOf } from "./RequestConsents.ts"

const openEmployments = (facts: Facts, agencyId: AgencyId) =>
  facts.find("employment", "agency", agencyId).filter(({ state }) => state !== "Inactive")

const termination: Entry<AgencyTermination.Command> = {
  schema: AgencyTerminationCommand,
  capability: "certify-agency",
  target: ({ agencyId }) => ({ agencyId }),
  reads: ({ agencyId }, facts) => {
    const agentIds = openEmployments(facts, agencyId).map(({ agentId }) => agentId)
    return [
      write("agency", "id", agencyId),
      write("employment", "agency", agencyId),
      write("agent", "id", ...agentIds),
      write("invitation", "agent", ...agentIds),
      write("staff", "agency", agencyId),
      write("delegation", "agency", agencyId),
      consentReads(facts.find("delegation", "agency", agencyId)),
      // The cases are locked so that a consumer's own choice and the end of the agency cannot cross.
      write("case", "id", ...facts.find("delegation", "agency", agencyId).map(({ caseId }) => caseId))
    ]
  },
  decide: (command, facts, context) => {
    const { agencyId } = command
    const employments = openEmployments(facts, agencyId)
    return AgencyTermination.decide(
      command,
      {
        agency: facts.get("agency", agencyId),
        members: employments.flatMap((employment) => {
          const agent = facts.get("agent", employment.agentId)
          return agent === undefined ? [] : [{ agent, employment }]
        }),
        open: facts.find("delegation", "agency", agencyId),
        consents: consentsOf(facts, facts.find("delegation", "agency", agencyId)),
        staff: facts.find("staff", "agency", agencyId),
        invitations: employments.flatMap(({ agentId }) => facts.find("invitation", "agent", agentId))
      },
      context
    )
  }
}

/** The entries by command name. */
export const entries = {
  RejectAgency: termination,
  TerminateAgency: termination
} as const
