/**
 * Areas of the portal: which commands belong together, so that a random story can be about something.
 *
 * A story that draws from all commands alike gets nowhere: the more commands there are, the seldomer two of them that have
 * to do with each other meet. A story about an area walks its long ways to their end.
 *
 * **Example** (A story about invitations)
 *
 * ```ts
 * import { commandsOf } from "@agencybook/testing/CommandArea"
 * import * as Commands from "@agencybook/testing/Commands"
 * import * as Seed from "@agencybook/testing/Seed"
 * import * as World from "@agencybook/testing/World"
 *
 * const seed = Seed.from(1)
 * const sent = Array.from({ length: 100 }, (_, n) => Commands.next(World.office, seed, { n, about: "invitations" }))
 * const invitations = sent.filter(({ command }) => commandsOf("invitations").includes(command._tag))
 * console.log(invitations.length > 50)
 * // => true
 * ```
 *
 * @since 0.1.0
 */
import type { CommandName } from "@agencybook/application/Catalogue"

/** Every area, in the order in which stories take their turns. @category models */
export const areas = [
  "applications of agents",
  "renewals",
  "sanctions",
  "changes of agents",
  "applications of agencies",
  "accounts of agencies",
  "managers",
  "rosters",
  "associations",
  "staff",
  "requests",
  "new agents at once",
  "passcodes",
  "access codes",
  "consents",
  "acting",
  "transfers",
  "books that leave",
  "extranet",
  "invitations",
  "files",
  "entities",
  "counselors",
  "deliveries",
  "agents of record"
] as const
/** An area of the portal. @category models */
export type Area = (typeof areas)[number]

/** The area of every command; a command without one does not compile. @category models */
export const areaOf: Readonly<Record<CommandName, Area>> = {
  SubmitAgent: "applications of agents",
  RecordRequirement: "applications of agents",
  RecordExam: "applications of agents",
  CorrectExam: "applications of agents",
  CertifyAgent: "applications of agents",
  DenyAgent: "applications of agents",
  WithdrawAgent: "applications of agents",
  ReapplyAgent: "applications of agents",
  RecertifyAgent: "renewals",
  RequireAmendment: "renewals",
  RunCertificationDaily: "renewals",
  SuspendAgent: "sanctions",
  ReinstateAgent: "sanctions",
  RequestReconsideration: "sanctions",
  UpholdSuspension: "sanctions",
  TerminateAgent: "sanctions",
  RecordDeath: "sanctions",
  LockAgent: "sanctions",
  UnlockAgent: "sanctions",
  RecordLicence: "changes of agents",
  ReportAgentChange: "changes of agents",
  ReviewAgentChange: "changes of agents",
  EditAgentProfile: "changes of agents",
  SetCarrierAppointments: "changes of agents",
  ChangeAgentLogin: "changes of agents",
  OpenAgency: "applications of agencies",
  UploadAgencyDocument: "applications of agencies",
  SubmitAgency: "applications of agencies",
  CertifyAgency: "applications of agencies",
  RejectAgency: "applications of agencies",
  SuspendAgency: "applications of agencies",
  ReinstateAgency: "applications of agencies",
  TerminateAgency: "applications of agencies",
  NameAgencySigner: "accounts of agencies",
  SignAgencyAgreement: "accounts of agencies",
  RunAgencyDaily: "accounts of agencies",
  SetAgencySite: "accounts of agencies",
  RemoveAgencySite: "accounts of agencies",
  ChangeAgencyContact: "accounts of agencies",
  DescribeAgency: "accounts of agencies",
  RequestAgencyChange: "accounts of agencies",
  WithdrawAgencyChange: "accounts of agencies",
  ApproveAgencyChange: "accounts of agencies",
  RejectAgencyChange: "accounts of agencies",
  DesignateManager: "managers",
  RemoveManager: "managers",
  ChoosePrimaryManager: "managers",
  AddAgent: "rosters",
  SetAgentInactive: "rosters",
  SetAgentActive: "rosters",
  AssociateAgent: "associations",
  ApproveAssociation: "associations",
  DeclineAssociation: "associations",
  WithdrawAssociation: "associations",
  PlaceApplicant: "associations",
  AddStaff: "staff",
  RecordStaffTraining: "staff",
  ApproveStaff: "staff",
  DenyStaff: "staff",
  SetStaffLevel: "staff",
  SetStaffInactive: "staff",
  SetStaffActive: "staff",
  TerminateStaff: "staff",
  SendStaffLink: "staff",
  ClaimStaffLink: "staff",
  RequestDelegation: "requests",
  AcceptRequest: "requests",
  DeclineRequest: "requests",
  CancelRequest: "requests",
  ExpireRequest: "requests",
  RemindRequests: "requests",
  RemoveDelegation: "requests",
  RelinquishDelegation: "requests",
  DelegateByServiceCenter: "new agents at once",
  DelegateByThreeWayCall: "new agents at once",
  ClaimCase: "new agents at once",
  StartApplication: "new agents at once",
  IssueAgentChangeCode: "passcodes",
  ConfirmAgentChange: "passcodes",
  IssueAccessCode: "access codes",
  RedeemAccessCode: "access codes",
  RevokeAccessCode: "access codes",
  UnlinkAccount: "access codes",
  DelegateByAccessCode: "access codes",
  GrantConsent: "consents",
  RescindConsent: "consents",
  ExpireConsents: "consents",
  ReviewApplication: "consents",
  OpenActing: "acting",
  CloseActing: "acting",
  TransferBook: "transfers",
  ConfirmTransfer: "transfers",
  DeclineTransfer: "transfers",
  CancelTransfer: "transfers",
  ApplyDueTransfers: "transfers",
  SubmitTransfer: "books that leave",
  ApproveTransfer: "books that leave",
  RejectTransfer: "books that leave",
  RunExtranetOnboarding: "extranet",
  RunExtranetDaily: "extranet",
  RecordExtranetLogin: "extranet",
  ChangeExtranetPassword: "extranet",
  RequestExtranetReset: "extranet",
  UseExtranetReset: "extranet",
  RecordExtranetExtract: "extranet",
  IssueInvitation: "invitations",
  ClaimInvitation: "invitations",
  RevokeInvitation: "invitations",
  RecordExport: "files",
  CompleteExport: "files",
  ReturnDiscrepancies: "files",
  AnswerDiscrepancies: "files",
  RegisterEntity: "entities",
  SetEntitySites: "entities",
  SetCounselorListing: "entities",
  CertifyEntity: "entities",
  SuspendEntity: "entities",
  ReinstateEntity: "entities",
  EndEntity: "entities",
  AddCounselor: "entities",
  EndCounselor: "entities",
  RequestCounselor: "counselors",
  AcceptCounselorRequest: "counselors",
  DeclineCounselorRequest: "counselors",
  CancelCounselorRequest: "counselors",
  ExpireCounselorRequest: "counselors",
  RemoveCounselor: "counselors",
  RelinquishAsCounselor: "counselors",
  StartApplicationAsCounselor: "counselors",
  ClaimCaseAsCounselor: "counselors",
  RecordCases: "deliveries",
  RecordRoster: "deliveries",
  ChangeAgentOfRecord: "agents of record",
  ReportAgentsOfRecord: "agents of record",
  TellSmallBusinessWindow: "agents of record"
}

/** The commands of an area. @category queries */
export const commandsOf = (area: Area): ReadonlyArray<CommandName> =>
  (Object.keys(areaOf) as ReadonlyArray<CommandName>).filter((name) => areaOf[name] === area)
