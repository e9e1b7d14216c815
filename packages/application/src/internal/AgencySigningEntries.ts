/**
 * The entries of the catalogue for the agreement of an agency, and for its daily run.
 *
 * @since 0.1.0
 */
import * as AgencyDaily from "@agencybook/core/AgencyDaily"
import * as AgencySigning from "@agencybook/core/AgencySigning"
import { write } from "@agencybook/core/Facts"
import * as Schemas from "@agencybook/core/schema/AgencySigningCommand"
import type { Entry } from "./CatalogueEntry.ts"

const signing: Entry<AgencySigning.Command> = {
  schema: Schemas.AgencySigningCommand,
  capability: ({ _tag }) => (_tag === "NameAgencySigner" ? "name-signer" : "sign-agreement"),
  target: ({ agencyId }) => ({ agencyId }),
  reads: ({ agencyId }) => [write("agency", "id", agencyId)],
  decide: (command, facts, context) =>
    AgencySigning.decide(command, { agency: facts.get("agency", command.agencyId) }, context)
}

const daily: Entry<AgencyDaily.Command> = {
  schema: Schemas.AgencyDailyCommand,
  capability: "run-agency-daily",
  target: ({ agencyId }) => ({ agencyId }),
  reads: ({ agencyId }) => [write("agency", "id", agencyId)],
  decide: (command, facts, context) =>
    AgencyDaily.decide(command, { agency: facts.get("agency", command.agencyId) }, context)
}

/** The entries by command name. */
export const entries = {
  NameAgencySigner: signing,
  SignAgencyAgreement: signing,
  RunAgencyDaily: daily
} as const
