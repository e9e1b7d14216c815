/**
 * The entries of the catalogue for the managers of an agency.
 *
 * @since 0.1.0
 */
import * as AgencyManagement from "@agencybook/core/AgencyManagement"
import * as Dates from "@agencybook/core/CalendarDate"
import { memberOf, memberOfReads, write } from "@agencybook/core/Facts"
import * as Schemas from "@agencybook/core/schema/AgencyManagementCommand"
import type { Entry } from "./CatalogueEntry.ts"

const management: Entry<AgencyManagement.Command> = {
  schema: Schemas.AgencyManagementCommand,
  capability: "change-managers",
  target: ({ agencyId }) => ({ agencyId }),
  reads: ({ agencyId, agentId }, facts) => [
    write("agency", "id", agencyId),
    ...[agentId, ...(facts.get("agency", agencyId)?.managers ?? [])].flatMap((one) => memberOfReads(one, agencyId))
  ],
  decide: (command, facts, context) => {
    const { agencyId, agentId } = command
    const agency = facts.get("agency", agencyId)
    const day = Dates.on(context.at, context.policy.timeZone)
    const managers = agency?.managers ?? []
    const [primary] = managers
    return AgencyManagement.decide(
      command,
      {
        agency,
        member: memberOf(facts, agentId, agencyId),
        primary: primary && memberOf(facts, primary, agencyId),
        otherManager: managers.some(
          (other) => other !== agentId && AgencyManagement.isFit(memberOf(facts, other, agencyId), day)
        )
      },
      context
    )
  }
}

/** The entries by command name. */
export const entries = {
  DesignateManager: management,
  RemoveManager: management,
  ChoosePrimaryManager: management
} as const
