/**
 * The entries of the catalogue for extranet accounts.
 *
 * @since 0.1.0
 */
import * as Extranet from "@agencybook/core/Extranet"
import { read, write } from "@agencybook/core/Facts"
import * as Schemas from "@agencybook/core/schema/Command"
import type { Entry } from "./CatalogueEntry.ts"

const extranet: Entry<Extranet.Command> = {
  schema: Schemas.ExtranetCommand,
  capability: "run-extranet-onboarding",
  target: () => ({}),
  reads: (_command, facts) => [
    read("agent", "certification", "Certified"),
    write("extranetAccount", "id", ...facts.find("agent", "certification", "Certified").map(({ agentId }) => agentId))
  ],
  decide: (command, facts, context) =>
    Extranet.decide(
      command,
      {
        certified: facts.find("agent", "certification", "Certified"),
        hasAccount: (agentId) => {
          const account = facts.get("extranetAccount", agentId)
          return account !== undefined && account.disabledAt === undefined
        }
      },
      context
    )
}

/** The entries by command name. */
export const entries = {
  RunExtranetOnboarding: extranet
} as const
