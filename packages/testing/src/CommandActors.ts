/**
 * Who would usually give a command, as far as a world can tell.
 *
 * @since 0.1.0
 */
import type { Command } from "@agencybook/application/Catalogue"
import type { Actor } from "@agencybook/core/Actor"
import type { AgencyId, AgentId } from "@agencybook/core/Id"
import { usualFor } from "./internal/CounselorChoice.ts"
import * as Sample from "./Sample.ts"
import type * as World from "./World.ts"

const managerOf = (world: World.World, command: Command): Actor | undefined =>
  managerAt(world, "agencyId" in command ? command.agencyId : undefined)

const managerAt = (world: World.World, agencyId: AgencyId | undefined): Actor | undefined => {
  const agentId = agencyId === undefined ? undefined : world.agency.get(agencyId)?.managers[0]
  return agentId === undefined ? undefined : { _tag: "Agent", agentId }
}

/** Whoever would usually give a command. @category queries */
export const usual = (world: World.World, command: Command): Actor => {
  const delegation = "delegationId" in command ? world.delegation.get(command.delegationId) : undefined
  switch (command._tag) {
    case "SetStaffLevel":
    case "SetStaffInactive":
    case "SetStaffActive":
    case "SendStaffLink":
    case "TerminateStaff": {
      if (command._tag === "TerminateStaff" && command.forCause) return Sample.exchange
      const agencyId = world.staff.get(command.userId)?.agencyId
      return managerAt(world, agencyId) ?? Sample.asAgent(0)
    }
    case "AcceptRequest":
    case "DeclineRequest":
    case "RelinquishDelegation":
      return delegation === undefined ? Sample.asAgent(0) : { _tag: "Agent", agentId: delegation.delegate.agentId }
    case "CancelRequest":
    case "RemoveDelegation":
      return delegation === undefined ? Sample.asConsumer(0) : { _tag: "Consumer", caseId: delegation.caseId }
    case "ClaimCase":
    case "IssueAgentChangeCode":
    case "ConfirmAgentChange":
    case "StartApplication":
      return { _tag: "Agent", agentId: command.agentId }
    case "DelegateByServiceCenter":
    case "DelegateByThreeWayCall":
      return Sample.serviceCenter
    case "DelegateByAccessCode":
      return { _tag: "Consumer", caseId: command.caseId }
    case "GrantConsent":
    case "ReviewApplication":
      return { _tag: "Consumer", caseId: command.caseId }
    case "RescindConsent": {
      const consent = world.consent.get(command.consentId)
      return consent === undefined ? Sample.asConsumer(0) : { _tag: "Consumer", caseId: consent.caseId }
    }
    case "RedeemAccessCode":
      return { _tag: "Applicant", userId: Sample.userId }
    case "ChangeExtranetPassword":
    case "RequestReconsideration":
      return { _tag: "Agent", agentId: command.agentId }
    case "ClaimInvitation":
    case "ClaimStaffLink":
      return { _tag: "Applicant", userId: command.userId }
    case "RequestExtranetReset":
    case "UseExtranetReset":
      return { _tag: "Applicant", userId: Sample.userId }
    case "ConfirmTransfer":
    case "DeclineTransfer":
    case "RequestDelegation":
      return { _tag: "Consumer", caseId: command.caseId }
    case "IssueAccessCode":
    case "RevokeAccessCode":
    case "UnlinkAccount":
      return Sample.serviceCenter
    case "CancelTransfer": {
      const waiting = world.transfer.get(command.transferId)
      const agency = waiting && world.agency.get(waiting.submittedBy ?? waiting.agencyId)
      return agency === undefined ? Sample.exchange : { _tag: "Agent", agentId: agency.managers[0] as AgentId }
    }
    case "SignAgencyAgreement":
      return command.by._tag === "Manager" ? { _tag: "Agent", agentId: command.by.agentId } : Sample.system
    case "RunAgencyDaily":
    case "TellSmallBusinessWindow":
    case "ExpireRequest":
    case "ExpireConsents":
    case "RemindRequests":
    case "ReportAgentsOfRecord":
    case "ApplyDueTransfers":
    case "RunExtranetOnboarding":
    case "RunExtranetDaily":
    case "RunCertificationDaily":
    case "RecordExtranetLogin":
    case "RecordExtranetExtract":
    case "RecordCases":
    case "RecordRoster":
      return Sample.system
    case "RecordExport": {
      const { agencyId, agentId } = command.order
      const managerId = world.agency.get(agencyId)?.managers[0]
      return { _tag: "Agent", agentId: agentId ?? managerId ?? Sample.agentId(0) }
    }
    case "CompleteExport": {
      const agentId = world.exportLog.get(command.exportId)?.agentId
      return agentId === undefined ? Sample.exchange : { _tag: "Agent", agentId }
    }
    case "ReturnDiscrepancies":
    case "ReportAgentChange":
    case "EditAgentProfile":
    case "SetCarrierAppointments":
    case "ChangeAgentLogin":
    case "LockAgent":
      return { _tag: "Agent", agentId: command.agentId }
    case "CloseActing": {
      const session = world.acting.get(command.actingId)
      return session === undefined ? Sample.asAgent(0) : { _tag: "Agent", agentId: session.managerId }
    }
    case "IssueInvitation":
    case "RevokeInvitation":
    case "UploadAgencyDocument":
    case "NameAgencySigner":
    case "DesignateManager":
    case "RemoveManager":
    case "ChoosePrimaryManager":
    case "RequestAgencyChange":
    case "WithdrawAgencyChange":
    case "SetAgencySite":
    case "RemoveAgencySite":
    case "ChangeAgencyContact":
    case "DescribeAgency":
    case "SubmitAgency":
    case "AddAgent":
    case "AssociateAgent":
    case "WithdrawAssociation":
    case "AddStaff":
    case "SetAgentActive":
    case "SetAgentInactive":
    case "TransferBook":
    case "SubmitTransfer":
    case "OpenActing":
      return managerOf(world, command) ?? Sample.asAgent(0)
    default:
      return usualFor(world, command) ?? Sample.exchange
  }
}
