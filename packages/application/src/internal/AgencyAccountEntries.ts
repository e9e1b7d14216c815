/**
 * The entries of the catalogue for what an agency changes about itself.
 *
 * @since 0.1.0
 */
import * as AgencyAccount from "@agencybook/core/AgencyAccount"
import { write } from "@agencybook/core/Facts"
import { AgencyAccountCommand } from "@agencybook/core/schema/AgencyAccountCommand"
import type { Entry } from "./CatalogueEntry.ts"

const account: Entry<AgencyAccount.Command> = {
  schema: AgencyAccountCommand,
  capability: "edit-agency",
  target: ({ agencyId }) => ({ agencyId }),
  reads: ({ agencyId }) => [write("agency", "id", agencyId)],
  decide: (command, facts, context) =>
    AgencyAccount.decide(command, { agency: facts.get("agency", command.agencyId) }, context)
}

/** The entries by command name. */
export const entries = {
  SetAgencySite: account,
  RemoveAgencySite: account,
  ChangeAgencyContact: account,
  DescribeAgency: account
} as const
