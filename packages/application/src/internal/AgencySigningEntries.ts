/**
 * The entries of the catalogue for the agreement of an agency, and for what a day brings an agency.
 *
 * @since 0.1.0
 */
import * as AgencyDaily from "@agencybook/core/AgencyDaily"
import * as AgencySigning from "@agencybook/core/AgencySigning"
import { memberOf, read, write } from "@agencybook/core/Facts"
import * as SmallBusinessWindow from "@agencybook/core/SmallBusinessWindow"
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

const window: Entry<SmallBusinessWindow.Command> = {
  schema: Schemas.SmallBusinessWindowCommand,
  capability: "run-agency-daily",
  target: ({ agencyId }) => ({ agencyId }),
  reads: ({ agencyId }, facts) => [
    write("agency", "id", agencyId),
    read("employment", "agency", agencyId),
    read("agent", "id", ...(facts?.find("employment", "agency", agencyId) ?? []).map(({ agentId }) => agentId))
  ],
  decide: (command, facts, context) => {
    const { agencyId } = command
    const members = facts
      .find("employment", "agency", agencyId)
      .flatMap(({ agentId }) => memberOf(facts, agentId, agencyId) ?? [])
    return SmallBusinessWindow.decide(command, { agency: facts.get("agency", agencyId), members }, context)
  }
}

/** The entries by command name. */
export const entries = {
  NameAgencySigner: signing,
  SignAgencyAgreement: signing,
  RunAgencyDaily: daily,
  TellSmallBusinessWindow: window
} as const
