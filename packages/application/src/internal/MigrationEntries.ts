/**
 * The entries of the catalogue for the roster feed.
 *
 * @since 0.1.0
 */

import { both } from "@agencybook/core/AgencyName"
import { read, write } from "@agencybook/core/Facts"
import * as Migration from "@agencybook/core/Migration"
import * as Schemas from "@agencybook/core/schema/Command"
import { defined, type Entry } from "./CatalogueEntry.ts"
import { usernameReads } from "./ExtranetEntries.ts"
import { namesakeReads } from "./NameReads.ts"
import { newPersonReads } from "./NewPersonReads.ts"

const migration: Entry<Migration.Command> = {
  schema: Schemas.MigrationCommand,
  capability: "record-feed",
  target: () => ({}),
  reads: ({ agencies, agents }, facts, { extranet }) => [
    write("agency", "id", ...agencies.map(({ agencyId }) => agencyId), ...agents.map(({ agencyId }) => agencyId)),
    read("agency", "fein", ...agencies.map(({ details }) => details.fein)),
    read("agency", "licence", ...agencies.flatMap(({ details }) => defined(details.licenceNumber))),
    ...namesakeReads(agencies.flatMap(({ details }) => both(details))),
    write("agent", "id", ...agents.map(({ agentId }) => agentId)),
    ...newPersonReads(...agents.map(({ profile }) => profile)),
    usernameReads(
      agents.map(({ profile }) => profile.licence.number),
      facts,
      extranet.usernamePrefix
    )
  ],
  decide: (command, facts, context) =>
    Migration.decide(
      command,
      {
        agency: (agencyId) => facts.get("agency", agencyId),
        agencyByFein: (fein) => facts.find("agency", "fein", fein)[0],
        agencyByLicence: (licence) => facts.find("agency", "licence", licence)[0],
        namesakes: (look) => [...facts.find("agency", "legalLook", look), ...facts.find("agency", "publicLook", look)],
        knowsAgent: (agentId) => facts.get("agent", agentId) !== undefined,
        knowsLicence: (licence) => facts.find("agent", "licence", licence).length > 0,
        knowsNpn: (npn) => facts.find("agent", "npn", npn).length > 0,
        knowsEmail: (email) => facts.find("agent", "email", email).length > 0,
        knowsUsername: (username) => facts.find("extranetAccount", "username", username).length > 0,
        staff: (email) => facts.find("staff", "email", email)[0]
      },
      context
    )
}

/** The entries by command name. */
export const entries = {
  RecordRoster: migration
} as const
