/**
 * The entries of the catalogue for what an agency changes about itself.
 *
 * @since 0.1.0
 */
import * as AgencyAccount from "@agencybook/core/AgencyAccount"
import { write } from "@agencybook/core/Facts"
import { AgencyAccountCommand } from "@agencybook/core/schema/AgencyAccountCommand"
import type { Entry } from "./CatalogueEntry.ts"
import { imitatedIn, namesakeReads } from "./NameReads.ts"

/** The public name with which an agency comes among the others. @rule AGY-16 */
const namesOf = (command: AgencyAccount.Command) =>
  command._tag === "ChangeAgencyContact" ? [command.contact.publicName] : []

const account: Entry<AgencyAccount.Command> = {
  schema: AgencyAccountCommand,
  capability: "edit-agency",
  target: ({ agencyId }) => ({ agencyId }),
  reads: (command) => [write("agency", "id", command.agencyId), ...namesakeReads(namesOf(command))],
  decide: (command, facts, context) => {
    const { agencyId } = command
    const imitated = imitatedIn(namesOf(command), facts, agencyId)
    return AgencyAccount.decide(command, { agency: facts.get("agency", agencyId), imitated }, context)
  }
}

/** The entries by command name. */
export const entries = {
  SetAgencySite: account,
  RemoveAgencySite: account,
  ChangeAgencyContact: account,
  DescribeAgency: account
} as const
