/**
 * The entries of the catalogue for transfers.
 *
 * @since 0.1.0
 */
import * as AgencyTransfer from "@agencybook/core/AgencyTransfer"
import { type Delegation, isOpen } from "@agencybook/core/Delegation"
import { type Facts, memberOf, memberOfReads, read, type Selection, write } from "@agencybook/core/Facts"
import type * as Id from "@agencybook/core/Id"
import * as Schemas from "@agencybook/core/schema/TransferCommand"
import * as Transfer from "@agencybook/core/Transfer"
import * as TransferProgress from "@agencybook/core/TransferProgress"
import type { Entry } from "./CatalogueEntry.ts"

/** Who gives, who takes, and in which agencies. */
type Between = Pick<Transfer.Transfer, "transferId" | "agencyId" | "toAgencyId" | "fromAgentId" | "toAgentId">

const consentsOf = (delegations: ReadonlyArray<Delegation>): ReadonlyArray<Id.ConsentId> =>
  delegations.flatMap(({ consentId }) => consentId ?? [])

const partiesReads = (between: Between): ReadonlyArray<Selection> => [
  ...memberOfReads(between.fromAgentId, between.agencyId),
  ...memberOfReads(between.toAgentId, Transfer.arrivesAt(between))
]

/** What a transfer and its preview read. @category queries */
export const transferReads = (command: Transfer.Command, facts: Facts): ReadonlyArray<Selection> => [
  read("transfer", "id", command.transferId),
  ...partiesReads(command),
  write("delegation", "agent", command.fromAgentId),
  write("delegation", "agent", command.toAgentId),
  write(
    "consent",
    "id",
    ...[command.fromAgentId, command.toAgentId].flatMap((id) => consentsOf(facts.find("delegation", "agent", id)))
  ),
  // The case is locked so that a consumer's own choice and a transfer cannot cross.
  write("case", "id", ...facts.find("delegation", "agent", command.fromAgentId).map(({ caseId }) => caseId))
]

/** The facts of a transfer and its preview. @category queries */
export const transferFacts = (between: Between, facts: Facts): Transfer.Facts => {
  const ofAgency = (agentId: Id.AgentId, agencyId: Id.AgencyId) =>
    facts.find("delegation", "agent", agentId).filter(({ delegate }) => delegate.agencyId === agencyId)
  const arrivesAt = Transfer.arrivesAt(between)
  return {
    transfer: facts.get("transfer", between.transferId),
    source: memberOf(facts, between.fromAgentId, between.agencyId),
    target: memberOf(facts, between.toAgentId, arrivesAt),
    held: ofAgency(between.fromAgentId, between.agencyId),
    targetOpen: ofAgency(between.toAgentId, arrivesAt).length,
    targetHeld: ofAgency(between.toAgentId, arrivesAt),
    consent: (consentId) => facts.get("consent", consentId)
  }
}

/** What a transfer of chosen delegations reads: those and what is open of their cases, not two whole books. */
const chosenReads = (
  command: Transfer.Command,
  only: ReadonlyArray<Id.DelegationId>,
  facts: Facts
): ReadonlyArray<Selection> => {
  const chosen = only.flatMap((id) => facts.get("delegation", id) ?? [])
  const cases = chosen.map(({ caseId }) => caseId)
  const beside = cases.flatMap((caseId) => facts.find("delegation", "case", caseId))
  return [
    read("transfer", "id", command.transferId),
    ...partiesReads(command),
    write("delegation", "id", ...only),
    write("delegation", "case", ...cases),
    write("consent", "id", ...consentsOf([...chosen, ...beside])),
    // The case is locked so that a consumer's own choice and a transfer cannot cross.
    write("case", "id", ...cases)
  ]
}

const isHeld = ({ delegate }: Delegation, agentId: Id.AgentId, agencyId: Id.AgencyId): boolean =>
  delegate.agentId === agentId && delegate.agencyId === agencyId

/** The facts of a transfer of chosen delegations, in the order of their identifiers as in that of a whole book. */
const chosenFacts = (command: Transfer.Command, only: ReadonlyArray<Id.DelegationId>, facts: Facts): Transfer.Facts => {
  const arrivesAt = Transfer.arrivesAt(command)
  const held = Array.from(new Set(only))
    .sort()
    .flatMap((id) => facts.get("delegation", id) ?? [])
    .filter((one) => isOpen(one) && isHeld(one, command.fromAgentId, command.agencyId))
  const cases = new Set(held.map(({ caseId }) => caseId))
  const targetHeld = Array.from(cases)
    .flatMap((caseId) => facts.find("delegation", "case", caseId))
    .filter((one) => isHeld(one, command.toAgentId, arrivesAt))
  return {
    transfer: facts.get("transfer", command.transferId),
    source: memberOf(facts, command.fromAgentId, command.agencyId),
    target: memberOf(facts, command.toAgentId, arrivesAt),
    held,
    // Only the preview counts whole books.
    targetOpen: targetHeld.length,
    targetHeld,
    consent: (consentId) => facts.get("consent", consentId)
  }
}

const transfer: Entry<Transfer.Command> = {
  schema: Schemas.TransferCommand,
  capability: "transfer-book",
  target: ({ agencyId, fromAgentId }) => ({ agencyId, agentId: fromAgentId }),
  reads: (command, facts) =>
    command.only === undefined ? transferReads(command, facts) : chosenReads(command, command.only, facts),
  decide: (command, facts, context) =>
    Transfer.decide(
      command,
      command.only === undefined ? transferFacts(command, facts) : chosenFacts(command, command.only, facts),
      context
    )
}

/** The transfers that a step is about. */
const about = (command: TransferProgress.Command, facts: Facts): ReadonlyArray<Transfer.Transfer> => {
  if (command._tag === "ApplyDueTransfers" && command.transferId === undefined)
    return [
      ...facts.find("transfer", "state", "AwaitingConsent"),
      ...facts.find("transfer", "state", "Scheduled")
    ].filter((one) => TransferProgress.isDue(one, command.on))
  const known = command.transferId && facts.get("transfer", command.transferId)
  return known === undefined ? [] : [known]
}

/** Which rows of a transfer a step may move. */
const rowsOf = (command: TransferProgress.Command, transfer: Transfer.Transfer): ReadonlyArray<Transfer.Row> => {
  if (command._tag === "CancelTransfer") return []
  const open = transfer.rows.filter(Transfer.isOpenRow)
  if (command._tag === "ApplyDueTransfers") return TransferProgress.isDue(transfer, command.on) ? open : []
  return open.filter(({ caseId }) => caseId === command.caseId)
}

const progress: Entry<TransferProgress.Command> = {
  schema: Schemas.TransferProgressCommand,
  capability: ({ _tag }) => {
    switch (_tag) {
      case "ConfirmTransfer":
      case "DeclineTransfer":
        return "answer-transfer"
      case "CancelTransfer":
        return "transfer-book"
      case "ApplyDueTransfers":
        return "apply-due-transfers"
    }
  },
  target: (command, facts) => {
    if (command._tag === "ApplyDueTransfers") return {}
    if (command._tag !== "CancelTransfer") return { caseId: command.caseId }
    const known = facts.get("transfer", command.transferId)
    return known === undefined ? {} : { agencyId: known.submittedBy ?? known.agencyId, agentId: known.fromAgentId }
  },
  reads: (command, facts) => {
    const transfers = about(command, facts)
    const rows = transfers.flatMap((one) => rowsOf(command, one))
    const cases = rows.flatMap(({ caseId }) => caseId ?? [])
    return [
      command.transferId === undefined
        ? write("transfer", "state", "AwaitingConsent", "Scheduled")
        : write("transfer", "id", command.transferId),
      ...transfers.flatMap((one) => memberOfReads(one.toAgentId, Transfer.arrivesAt(one))),
      write("case", "id", ...cases),
      write("delegation", "case", ...cases),
      write("delegation", "id", ...rows.map(({ delegationId }) => delegationId)),
      write("consent", "id", ...cases.flatMap((caseId) => consentsOf(facts.find("delegation", "case", caseId))))
    ]
  },
  decide: (command, facts, context) =>
    TransferProgress.decide(
      command,
      {
        transfers: about(command, facts),
        delegation: (delegationId) => facts.get("delegation", delegationId),
        open: (caseId) => facts.find("delegation", "case", caseId),
        consent: (consentId) => facts.get("consent", consentId),
        member: (agentId, agencyId) => memberOf(facts, agentId, agencyId)
      },
      context
    )
}

const agencyTransfer: Entry<AgencyTransfer.Command> = {
  schema: Schemas.AgencyTransferCommand,
  capability: ({ _tag }) => (_tag === "SubmitTransfer" ? "submit-transfer" : "review-transfer"),
  target: (command) => {
    if (command._tag !== "SubmitTransfer") return {}
    return command.submittedBy === "leaving"
      ? { agencyId: command.agencyId, agentId: command.fromAgentId }
      : { agencyId: command.toAgencyId, agentId: command.toAgentId }
  },
  reads: (command) =>
    command._tag === "SubmitTransfer"
      ? [
          read("transfer", "id", command.transferId),
          ...partiesReads(command),
          read("delegation", "agent", command.fromAgentId, command.toAgentId)
        ]
      : [write("transfer", "id", command.transferId)],
  decide: (command, facts, context) =>
    AgencyTransfer.decide(
      command,
      command._tag === "SubmitTransfer"
        ? transferFacts(command, facts)
        : {
            transfer: facts.get("transfer", command.transferId),
            source: undefined,
            target: undefined,
            held: [],
            targetOpen: 0
          },
      context
    )
}

/** The entries by command name. */
export const entries = {
  TransferBook: transfer,
  ConfirmTransfer: progress,
  DeclineTransfer: progress,
  CancelTransfer: progress,
  ApplyDueTransfers: progress,
  SubmitTransfer: agencyTransfer,
  ApproveTransfer: agencyTransfer,
  RejectTransfer: agencyTransfer
} as const
