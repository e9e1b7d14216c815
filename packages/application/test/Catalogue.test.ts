import { type Capability, permissions } from "@agencybook/core/Capability"
import { make } from "@agencybook/core/Facts"
import { calheers } from "@agencybook/core/Policy"
import { assert, describe, it } from "@effect/vitest"
import { type Command, type CommandName, capabilityOf, catalogue } from "../src/Catalogue.ts"

/** Which capability every command needs, by hand. */
const needed: Readonly<Record<CommandName, Capability>> = {
  OpenAgency: "open-agency",
  UploadAgencyDocument: "complete-agency",
  SetAgencySite: "edit-agency",
  RemoveAgencySite: "edit-agency",
  ChangeAgencyContact: "edit-agency",
  DescribeAgency: "edit-agency",
  NameAgencySigner: "name-signer",
  DesignateManager: "change-managers",
  RemoveManager: "change-managers",
  ChoosePrimaryManager: "change-managers",
  SignAgencyAgreement: "sign-agreement",
  RunAgencyDaily: "run-agency-daily",
  TellSmallBusinessWindow: "run-agency-daily",
  RequestAgencyChange: "request-agency-change",
  WithdrawAgencyChange: "request-agency-change",
  ApproveAgencyChange: "review-agency-change",
  RejectAgencyChange: "review-agency-change",
  SubmitAgency: "submit-agency",
  CertifyAgency: "certify-agency",
  SuspendAgency: "certify-agency",
  ReinstateAgency: "certify-agency",
  RejectAgency: "certify-agency",
  TerminateAgency: "certify-agency",
  SubmitAgent: "add-agent",
  RecordRequirement: "certify-agent",
  RecordExam: "certify-agent",
  CorrectExam: "certify-agent",
  CertifyAgent: "give-certification",
  DenyAgent: "certify-agent",
  WithdrawAgent: "withdraw-agent",
  SuspendAgent: "suspend-agent",
  ReinstateAgent: "certify-agent",
  RecertifyAgent: "recertify-agent",
  RequireAmendment: "certify-agent",
  ReportAgentChange: "report-agent-change",
  EditAgentProfile: "edit-agent-profile",
  SetCarrierAppointments: "edit-agent-profile",
  ChangeAgentLogin: "change-agent-login",
  LockAgent: "lock-agent",
  UnlockAgent: "unlock-agent",
  ReviewAgentChange: "certify-agent",
  RequestReconsideration: "request-reconsideration",
  UpholdSuspension: "certify-agent",
  TerminateAgent: "certify-agent",
  RecordDeath: "certify-agent",
  ReapplyAgent: "reapply-agent",
  RecordLicence: "record-licence",
  RunCertificationDaily: "run-certification-daily",
  AddAgent: "add-agent",
  AssociateAgent: "add-agent",
  ApproveAssociation: "certify-agent",
  DeclineAssociation: "certify-agent",
  WithdrawAssociation: "add-agent",
  SetAgentInactive: "set-agent-activity",
  SetAgentActive: "set-agent-activity",
  AddStaff: "add-staff",
  RecordStaffTraining: "record-staff-training",
  ApproveStaff: "approve-staff",
  DenyStaff: "approve-staff",
  SetStaffLevel: "add-staff",
  SetStaffInactive: "set-staff-inactive",
  SetStaffActive: "set-staff-active",
  TerminateStaff: "terminate-staff",
  SendStaffLink: "add-staff",
  ClaimStaffLink: "claim-invitation",
  RequestDelegation: "request-delegation",
  AcceptRequest: "answer-request",
  DeclineRequest: "answer-request",
  CancelRequest: "remove-delegation",
  ExpireRequest: "expire-request",
  RemoveDelegation: "remove-delegation",
  RelinquishDelegation: "relinquish-delegation",
  DelegateByServiceCenter: "delegate-by-phone",
  DelegateByThreeWayCall: "delegate-by-phone",
  DelegateByAccessCode: "delegate-by-code",
  ClaimCase: "claim-case",
  IssueAgentChangeCode: "change-agent-by-passcode",
  ConfirmAgentChange: "change-agent-by-passcode",
  StartApplication: "start-application",
  RemindRequests: "remind-requests",
  GrantConsent: "grant-consent",
  RescindConsent: "rescind-consent",
  ExpireConsents: "expire-consents",
  ReviewApplication: "review-application",
  TransferBook: "transfer-book",
  RecordExport: "export-book",
  CompleteExport: "complete-export",
  ReturnDiscrepancies: "return-discrepancies",
  AnswerDiscrepancies: "answer-discrepancies",
  ConfirmTransfer: "answer-transfer",
  DeclineTransfer: "answer-transfer",
  CancelTransfer: "transfer-book",
  ApplyDueTransfers: "apply-due-transfers",
  SubmitTransfer: "submit-transfer",
  ApproveTransfer: "review-transfer",
  RejectTransfer: "review-transfer",
  OpenActing: "act-for-agent",
  CloseActing: "act-for-agent",
  IssueAccessCode: "issue-access-code",
  RedeemAccessCode: "redeem-access-code",
  RevokeAccessCode: "revoke-access",
  UnlinkAccount: "revoke-access",
  RunExtranetOnboarding: "run-extranet-onboarding",
  IssueInvitation: "invite-agent",
  ClaimInvitation: "claim-invitation",
  RevokeInvitation: "invite-agent",
  RunExtranetDaily: "run-extranet-daily",
  RecordExtranetLogin: "use-extranet",
  ChangeExtranetPassword: "use-extranet",
  RequestExtranetReset: "reset-extranet",
  UseExtranetReset: "reset-extranet",
  RecordExtranetExtract: "make-extract",
  RecordCases: "record-feed",
  ChangeAgentOfRecord: "change-agent-of-record",
  ReportAgentsOfRecord: "report-agents-of-record",
  RecordRoster: "record-feed",
  PlaceApplicant: "certify-agent",
  RegisterEntity: "keep-entities",
  SetEntitySites: "keep-entities",
  SetCounselorListing: "keep-counselors",
  CertifyEntity: "keep-entities",
  SuspendEntity: "keep-entities",
  ReinstateEntity: "keep-entities",
  EndEntity: "keep-entities",
  AddCounselor: "keep-counselors",
  EndCounselor: "keep-counselors",
  RequestCounselor: "request-delegation",
  AcceptCounselorRequest: "answer-request",
  DeclineCounselorRequest: "answer-request",
  CancelCounselorRequest: "remove-delegation",
  ExpireCounselorRequest: "expire-request",
  RemoveCounselor: "remove-delegation",
  RelinquishAsCounselor: "relinquish-delegation",
  StartApplicationAsCounselor: "start-application",
  ClaimCaseAsCounselor: "claim-case"
}
const names = Object.keys(catalogue) as ReadonlyArray<CommandName>

describe("Catalogue", () => {
  it("has an entry for every command, and a capability for every entry", () => {
    assert.deepStrictEqual(new Set(names), new Set(Object.keys(needed)))
    for (const name of names) {
      const capability = capabilityOf({ _tag: name } as Command)
      assert.strictEqual(capability, needed[name], name)
      assert.property(permissions, capability)
    }
  })

  it("uses every capability that changes something", () => {
    const reading = [
      "view-agency",
      "view-staff",
      "view-roster",
      "search-directory",
      "submit-application",
      "view-consents",
      "view-own-book",
      "view-agency-book",
      "view-exports",
      "view-discrepancies",
      "read-carrier-changes"
    ]
    // Asked by hosts that keep applications and plans themselves.
    const casework = Object.entries(permissions).flatMap(([name, { casework }]) => (casework ? [name] : []))
    const used = new Set<string>([
      ...casework,
      ...Object.values(needed),
      "issue-delegation-code",
      // Asked by hosts whose own systems begin applications and take calls.
      ...(["begin-application", "ask-for-access-code"] as const),
      ...reading,
      "view-delegation-history",
      ...(["view-agent", "view-requests", "view-past-delegations", "view-audit", "view-case-audit"] as const),
      ...(["list-agencies", "view-exchange-figures", "view-commissions", "view-entities"] as const)
    ])
    assert.deepStrictEqual(new Set(Object.keys(permissions)), used)
  })

  it("does secret work for codes and links only", () => {
    const secret = names.flatMap((name) => catalogue[name].secretWork?._tag ?? [])
    assert.deepStrictEqual(secret, ["Check", "Check", "Make", "Check", "Check", "Derive", "Check"])
  })

  it("answers on an empty world: with a refusal or with nothing to do, and never throws", () => {
    const facts = make({})
    for (const name of names) {
      const ids = { agencyId: "x", agentId: "x", caseId: "x", delegationId: "x", transferId: "x", actingId: "x" }
      const lists = {
        entries: [],
        agencies: [],
        agents: [],
        claims: [],
        answers: [],
        terms: { grantee: {} },
        before: "2026-03-03",
        on: "2026-03-03",
        consumer: { name: {}, dob: "1980-05-17" },
        primaryContact: { name: {}, dob: "1980-05-17" },
        caseNumber: "10000000",
        agentChangeCodeId: "x",
        details: { email: "x" },
        manager: { licence: {} },
        managerId: "x",
        userId: "x",
        profile: { licence: {} }
      }
      const more = {
        licence: {},
        change: {},
        day: "2026-03-09",
        fromAgentId: "a",
        order: { agencyId: "x" },
        contact: { publicName: "x" },
        wanted: {},
        toAgentId: "b",
        requestedBy: { _tag: "Consumer" },
        identityMethod: "document"
      }
      const command = { _tag: name, ...ids, ...lists, ...more } as unknown as Command
      assert.isObject(catalogue[name].target(command, facts), name)
      for (const { keys } of catalogue[name].reads(command, facts, calheers)) assert.isArray(keys, name)
    }
  })
})
