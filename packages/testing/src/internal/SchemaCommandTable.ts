/**
 * What every command may hold, written by hand from its words and not derived from its schema.
 *
 * @since 0.1.0
 */
import type { CommandName } from "@agencybook/application/Catalogue"
import { filter, sorts } from "./SchemaBookTable.ts"
import { parts } from "./SchemaCommandParts.ts"
import {
  agencyName,
  agencyReason,
  business,
  caseNo,
  chosen,
  date,
  either,
  email,
  fein,
  flag,
  id,
  instant,
  language,
  licenceNumber,
  line,
  list,
  npn,
  oneOf,
  personName,
  phone,
  reason,
  record,
  type Sort,
  sha256,
  staffNumber,
  tag,
  values,
  whole,
  zip
} from "./SchemaKinds.ts"

const {
  name,
  licence,
  shown,
  profile,
  opening,
  details,
  appointments,
  entityKind,
  markets,
  term,
  statusReason,
  item,
  document,
  site,
  evidence,
  channel,
  proof,
  terms,
  members,
  primaryContact,
  year,
  household,
  call,
  staffReason,
  entityReason,
  transferReason,
  kind,
  username,
  signer,
  party,
  level,
  score,
  finding,
  change,
  incoming
} = parts
const ofAgent = { agentId: id }
const ofAgency = { agencyId: id }
const ofPlace = { agencyId: id, agentId: id }
const named = { delegationId: chosen, caseId: id, agentId: id }
const answer = { transferId: id, caseId: id }
const moving = { transferId: chosen, agencyId: id, fromAgentId: id, toAgentId: id, reason: transferReason }
const missed = record({ name, dob: date, applicationOn: date }, { caseNumber: caseNo, comment: line(500) })
const claim = whole(1, 200)
const found = either(
  record({ claim, finding: tag("upheld"), caseNumber: caseNo }, { comment: reason }),
  record({ claim, finding: oneOf("not-upheld", "no-such-case") }, { comment: reason })
)
const picked = list(id, 0, 10_000)
const page = list(id, 0, 1_000)
const clientsLater = oneOf(true)

type Row = readonly [has: Readonly<Record<string, Sort>>, may?: Readonly<Record<string, Sort>>]

const claiming = {
  delegationId: chosen,
  consumer: record({ name, dob: date }, { zip }),
  identity: record({
    type: oneOf("driver-licence", "state-id", "passport", "permanent-resident-card", "other"),
    digest: sha256
  }),
  ...{ met: oneOf("phone", "in-person"), attested: flag, signedBy: personName, consent: proof }
}
const starting = {
  ...{ delegationId: chosen, caseId: chosen, caseNumber: caseNo, primaryContact, members },
  ...{ year, signedBy: personName, consent: proof }
}

/** Every command; one that is missing here does not compile. */
const rows: Readonly<Record<CommandName, Row>> = {
  OpenAgency: [{ agencyId: chosen, details: opening, managerId: chosen, manager: profile }],
  UploadAgencyDocument: [{ ...ofAgency, document }],
  SubmitAgency: [ofAgency],
  CertifyAgency: [ofAgency, { managerTerm: term, clientsLater }],
  SuspendAgency: [{ ...ofAgency, reason: agencyReason }],
  ReinstateAgency: [ofAgency],
  RejectAgency: [{ ...ofAgency, reason: agencyReason }],
  TerminateAgency: [{ ...ofAgency, reason: agencyReason, books: oneOf("moved", "end") }],
  SetAgencySite: [{ ...ofAgency, site }, { primary: values([true], [false, "true", null]) }],
  RemoveAgencySite: [{ ...ofAgency, siteId: id }],
  ChangeAgencyContact: [{ ...ofAgency, contact: record({ publicName: agencyName, email, phone }) }],
  DescribeAgency: [{ ...ofAgency, business: record({ entityKind, markets }, { npn }) }],
  DesignateManager: [ofPlace],
  RemoveManager: [ofPlace],
  ChoosePrimaryManager: [ofPlace],
  RequestAgencyChange: [
    { ...ofAgency, changeId: chosen, wanted: record({}, { legalName: agencyName, fein, licenceNumber }) }
  ],
  WithdrawAgencyChange: [{ ...ofAgency, changeId: id }],
  ApproveAgencyChange: [{ ...ofAgency, changeId: id }, { licenceValidated: values([true], [false, "true", null]) }],
  RejectAgencyChange: [
    {
      ...{ ...ofAgency, changeId: id },
      reason: oneOf("documents-false", "documents-missing", "not-registered", "other")
    }
  ],
  NameAgencySigner: [{ ...ofAgency, signer }],
  SignAgencyAgreement: [{ ...ofAgency, envelope: id, by: party, on: date }],
  RunAgencyDaily: [{ ...ofAgency, day: date }],
  TellSmallBusinessWindow: [
    { ...ofAgency, on: date },
    {
      employers: list(record({ employerId: id, agentId: id, failed: oneOf("participation", "contribution") }), 0, 2_000)
    }
  ],
  SubmitAgent: [ofAgent],
  RecordRequirement: [{ ...ofAgent, item, outcome: oneOf("InProgress", "Met", "Failed", "Waived") }],
  RecordExam: [{ ...ofAgent, score }],
  CorrectExam: [ofAgent, { score }],
  CertifyAgent: [{ ...ofAgent, term }, { clientsLater }],
  DenyAgent: [{ ...ofAgent, reason: statusReason }],
  WithdrawAgent: [ofAgent],
  ReapplyAgent: [ofAgent],
  SuspendAgent: [
    { ...ofAgent, reason: statusReason },
    { until: date, clientsLater }
  ],
  ReinstateAgent: [ofAgent, { clientsLater }],
  RequestReconsideration: [ofAgent],
  UpholdSuspension: [ofAgent],
  TerminateAgent: [
    { ...ofAgent, forCause: flag, reason: statusReason },
    { finding, barredUntil: date, clientsLater }
  ],
  RecordDeath: [{ ...ofAgent, documentId: id }, { clientsLater }],
  LockAgent: [
    { ...ofAgent, reason: oneOf("sign-in-failed", "credentials-at-risk", "unusual-activity", "shared-login") }
  ],
  UnlockAgent: [ofAgent],
  RecertifyAgent: [{ ...ofAgent, until: date }],
  RequireAmendment: [{ ...ofAgent, signBy: date }],
  RecordLicence: [
    { ...ofAgent, licence },
    { npnCheck: oneOf("confirmed", "differs"), npn, clientsLater }
  ],
  ReportAgentChange: [{ ...ofAgent, change, happenedOn: date }],
  ReviewAgentChange: [{ ...ofAgent, about: oneOf("name", "licence", "address") }],
  SetCarrierAppointments: [{ ...ofAgent, appointments }],
  EditAgentProfile: [{ ...ofAgent, profile: record(shown.has, shown.may) }],
  ChangeAgentLogin: [{ ...ofAgent, loginEmail: email }],
  RunCertificationDaily: [
    { ...ofAgent, day: date },
    { only: page, clientsLater }
  ],
  AssociateAgent: [{ ...ofAgency, licence: licenceNumber, npn }],
  ApproveAssociation: [ofPlace],
  DeclineAssociation: [ofPlace],
  WithdrawAssociation: [ofPlace],
  PlaceApplicant: [ofPlace],
  AddAgent: [{ ...ofAgency, agentId: chosen, profile }],
  SetAgentInactive: [
    { ...ofPlace, reason: oneOf("leave", "left-agency", "application-ended", "other") },
    { keepClientsUntil: date }
  ],
  SetAgentActive: [ofPlace],
  AddStaff: [{ ...ofAgency, userId: chosen, details: record({ name, email }, { phone }), level }],
  RecordStaffTraining: [{ userId: id, on: date }],
  ApproveStaff: [{ userId: id }, { staffNumber }],
  DenyStaff: [{ userId: id, reason: staffReason }],
  SetStaffLevel: [{ userId: id, level }],
  SetStaffInactive: [{ userId: id }],
  SetStaffActive: [{ userId: id }],
  TerminateStaff: [{ userId: id, forCause: flag, reason: staffReason }],
  SendStaffLink: [{ userId: id }],
  ClaimStaffLink: [{ userId: id, name }],
  RequestDelegation: [{ ...named, signedBy: personName }],
  AcceptRequest: [{ delegationId: id }],
  DeclineRequest: [{ delegationId: id }],
  CancelRequest: [{ delegationId: id }],
  ExpireRequest: [{ delegationId: id }],
  RemoveDelegation: [{ delegationId: id }],
  RelinquishDelegation: [{ delegationId: id }],
  DelegateByServiceCenter: [{ ...named, call }],
  DelegateByThreeWayCall: [{ ...named, call }, { until: date }],
  DelegateByAccessCode: [{ ...named, signedBy: personName }],
  ClaimCase: [
    {
      ...claiming,
      agentId: id
    }
  ],
  IssueAgentChangeCode: [{ agentChangeCodeId: chosen, caseId: id, agentId: id }],
  ConfirmAgentChange: [{ ...named, signedBy: personName }],
  StartApplication: [
    {
      ...starting,
      agentId: id
    }
  ],
  RemindRequests: [{ on: date }, { only: page }],
  GrantConsent: [{ consentId: chosen, caseId: id, terms, signedBy: personName }],
  ExpireConsents: [{ before: date }, { only: page }],
  RescindConsent: [{ consentId: id }],
  ReviewApplication: [
    { ...{ reviewId: chosen, caseId: id, agentId: id, reviewedBy: personName }, explained: flag, channel, evidence }
  ],
  TransferBook: [moving, { only: picked, leaveRequests: flag, effectiveOn: date }],
  ConfirmTransfer: [answer],
  DeclineTransfer: [answer],
  CancelTransfer: [{ transferId: id }],
  ApplyDueTransfers: [{ on: date }, { transferId: id }],
  SubmitTransfer: [
    {
      ...{ ...moving, submittedBy: oneOf("leaving", "arriving"), toAgencyId: id },
      evidence: record({ kind: oneOf("release", "contract", "legal-document"), documentId: id }),
      stated: record({ fromNpn: npn, toNpn: npn, cases: whole(1, 10_000) }, { fromName: name, toName: name })
    },
    { only: picked }
  ],
  ApproveTransfer: [{ transferId: id }],
  RejectTransfer: [{ transferId: id, reason: oneOf("evidence-insufficient", "disputed", "duplicate", "other") }],
  RecordExport: [
    {
      exportId: chosen,
      order: record(
        { agencyId: id, columns: oneOf("compact", "standard", "full") },
        {
          ...{ agentId: id, filter, sort: sorts, rows: oneOf("cases", "policies"), reason },
          privateFields: list(oneOf("date-of-birth", "address"), 0, 2)
        }
      ),
      acknowledged: flag
    }
  ],
  CompleteExport: [
    {
      ...{ exportId: id, asOf: instant, rowCount: whole(0, 100_000_000) },
      sha256: values(
        ["ab".repeat(32), "0".repeat(64)],
        ["AB".repeat(32), "a".repeat(63), "a".repeat(65), "g".repeat(64), "", 1]
      )
    }
  ],
  ReturnDiscrepancies: [{ listId: chosen, ...ofPlace, claims: list(missed, 1, 200) }],
  AnswerDiscrepancies: [{ listId: id, answers: list(found, 1, 200) }],
  OpenActing: [{ actingId: chosen, ...ofPlace }],
  CloseActing: [{ actingId: id }],
  IssueAccessCode: [
    {
      ...{ accessCodeId: chosen, caseId: id, channel: oneOf("phone", "mail") },
      requestedBy: either(
        record({ _tag: tag("Consumer") }),
        record({ _tag: tag("Cec"), counselorId: id, consumerPresent: flag }),
        record({ _tag: tag("Pbe"), helperId: id, consumerPresent: flag })
      )
    },
    { identityMethod: oneOf("personal-data", "document", "call-back") }
  ],
  RedeemAccessCode: [
    { accountId: id, fact: either(record({ dob: date }), record({ zip })) },
    { caseId: id, caseNumber: caseNo }
  ],
  RevokeAccessCode: [{ caseId: id }],
  UnlinkAccount: [{ caseId: id }, { identityMethod: oneOf("personal-data", "document", "call-back") }],
  RunExtranetOnboarding: [{ day: date }],
  RunExtranetDaily: [{ day: date }],
  RecordExtranetLogin: [ofAgent],
  ChangeExtranetPassword: [ofAgent],
  RequestExtranetReset: [{ username, email }],
  UseExtranetReset: [{ username, with: oneOf("link", "password") }],
  RecordExtranetExtract: [{ ...ofAgent, day: date }],
  IssueInvitation: [{ invitationId: chosen, kind, ...ofPlace }],
  ClaimInvitation: [{ kind, userId: id, licence: licenceNumber, name }],
  RevokeInvitation: [{ invitationId: id, ...ofAgency }],
  ChangeAgentOfRecord: [
    {
      ...{ caseId: id, agentId: id, from: date },
      reason: oneOf("agency-transfer", "correction", "retroactive-request", "consumer-request")
    },
    { policyId: id, requestedOn: date }
  ],
  ReportAgentsOfRecord: [{ ...ofAgency, on: date }],
  RecordCases: [
    {
      entries: list(
        record({ case: household }, { delegate: record({ agentId: id, agencyId: id, since: instant }) }),
        0,
        1_000
      )
    }
  ],
  RecordRoster: [
    {
      agencies: list(record({ agencyId: id, details }), 0, 5_000),
      agents: list(incoming, 0, 5_000)
    }
  ],
  RegisterEntity: [{ entityId: chosen, name: business }],
  CertifyEntity: [{ entityId: id, through: date }],
  SuspendEntity: [{ entityId: id, reason: entityReason }],
  ReinstateEntity: [{ entityId: id }],
  EndEntity: [{ entityId: id, reason: entityReason }],
  SetEntitySites: [{ entityId: id, sites: list(site, 0, 100) }],
  SetCounselorListing: [
    {
      counselorId: id,
      listing: record({ languages: list(language, 1, 30), acceptsNewClients: flag, listInDirectory: flag })
    }
  ],
  AddCounselor: [{ counselorId: chosen, entityId: id, name }, { email }],
  EndCounselor: [{ counselorId: id, reason: entityReason }],
  RequestCounselor: [{ delegationId: chosen, caseId: id, counselorId: id, signedBy: personName }],
  AcceptCounselorRequest: [{ delegationId: id }],
  DeclineCounselorRequest: [{ delegationId: id }],
  CancelCounselorRequest: [{ delegationId: id }],
  ExpireCounselorRequest: [{ delegationId: id }],
  RemoveCounselor: [{ delegationId: id }],
  RelinquishAsCounselor: [{ delegationId: id }],
  StartApplicationAsCounselor: [{ ...starting, counselorId: id }],
  ClaimCaseAsCounselor: [{ ...claiming, counselorId: id }]
}

/** Every command with what it may hold. */
export const commands: ReadonlyArray<readonly [name: CommandName, sort: Sort]> = (
  Object.keys(rows) as ReadonlyArray<CommandName>
).map((of) => {
  const [has, may = {}] = rows[of]
  return [of, record({ _tag: tag(of), ...has }, may)]
})
