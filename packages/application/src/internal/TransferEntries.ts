/**
 * The entries of the catalogue for transfers.
 *
 * @since 0.1.0
 */

import { type Facts, memberOf, memberOfReads, read, type Selection, write } from "@agencybook/core/Facts"
import type * as Id from "@agencybook/core/Id"
import * as Schemas from "@agencybook/core/schema/Command"
import * as Transfer from "@agencybook/core/Transfer"
import type { Entry } from "./CatalogueEntry.ts"

/** What a transfer and its preview read. @category queries */
export const transferReads = (command: Transfer.Command, facts: Facts): ReadonlyArray<Selection> => [
  read("transfer", "id", command.transferId),
  ...memberOfReads(command.fromAgentId, command.agencyId),
  ...memberOfReads(command.toAgentId, command.agencyId),
  write("delegation", "agent", command.fromAgentId),
  write("delegation", "agent", command.toAgentId),
  read(
    "consent",
    "id",
    ...facts.find("delegation", "agent", command.fromAgentId).flatMap(({ consentId }) => consentId ?? [])
  ),
  // The case is locked so that a consumer's own choice and a transfer cannot cross.
  write("case", "id", ...facts.find("delegation", "agent", command.fromAgentId).map(({ caseId }) => caseId))
]

/** The facts of a transfer and its preview. @category queries */
export const transferFacts = (command: Transfer.Command, facts: Facts): Transfer.Facts => {
  const ofAgency = (agentId: Id.AgentId) =>
    facts.find("delegation", "agent", agentId).filter(({ delegate }) => delegate.agencyId === command.agencyId)
  return {
    transfer: facts.get("transfer", command.transferId),
    source: memberOf(facts, command.fromAgentId, command.agencyId),
    target: memberOf(facts, command.toAgentId, command.agencyId),
    held: ofAgency(command.fromAgentId),
    targetOpen: ofAgency(command.toAgentId).length,
    targetHeld: ofAgency(command.toAgentId),
    consent: (consentId) => facts.get("consent", consentId)
  }
}

const transfer: Entry<Transfer.Command> = {
  schema: Schemas.TransferCommand,
  capability: "transfer-book",
  target: ({ agencyId }) => ({ agencyId }),
  reads: transferReads,
  decide: (command, facts, context) => Transfer.decide(command, transferFacts(command, facts), context)
}

/** The entries by command name. */
export const entries = {
  TransferBook: transfer
} as const
