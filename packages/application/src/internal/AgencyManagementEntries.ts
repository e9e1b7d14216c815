/**
 * The entries of the catalogue for the managers of an agency.
 *
 * @since 0.1.0
 */
import * as AgencyManagement from "@agencybook/core/AgencyManagement"
import * as Dates from "@agencybook/core/CalendarDate"
import { acceptAll } from "@agencybook/core/Decider"
import { memberOf, memberOfReads } from "@agencybook/core/Facts"
import type { Event } from "@agencybook/core/Record"
import * as Schemas from "@agencybook/core/schema/AgencyManagementCommand"
import type { Entry } from "./CatalogueEntry.ts"
import { managersReads, watchedOf } from "./ManagerWatch.ts"

const management: Entry<AgencyManagement.Command> = {
  schema: Schemas.AgencyManagementCommand,
  capability: "change-managers",
  target: ({ agencyId }) => ({ agencyId }),
  reads: ({ agencyId, agentId }, facts) => [...managersReads(agencyId, facts), ...memberOfReads(agentId, agencyId)],
  decide: (command, facts, context) => {
    const { agencyId, agentId } = command
    const agency = facts.get("agency", agencyId)
    const day = Dates.on(context.at, context.policy.timeZone)
    const managers = agency?.managers ?? []
    const [primary] = managers
    const decided = AgencyManagement.decide(
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
    return decided._tag === "Refused"
      ? decided
      : acceptAll<Event>([...decided.events, ...watchedOf(agentId, agencyId, decided.events, facts, context)])
  }
}

/** The entries by command name. */
export const entries = {
  DesignateManager: management,
  RemoveManager: management,
  ChoosePrimaryManager: management
} as const
