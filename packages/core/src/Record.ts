/**
 * The kinds of records, the events that change them, and the indexes by which rules find them.
 *
 * A store keeps records without knowing rules; a rule sees records without knowing a store. This module is
 * the border: for every kind its identifier, its `evolve` and its indexes, as data.
 *
 * @since 0.1.0
 */
import * as AccessCode from "./AccessCode.ts"
import * as Acting from "./Acting.ts"
import * as Agency from "./Agency.ts"
import { isLive } from "./AgencyCertification.ts"
import * as Agent from "./Agent.ts"
import * as AgentChange from "./AgentChange.ts"
import * as ApplicationReview from "./ApplicationReview.ts"
import * as BookExport from "./BookExport.ts"
import * as Case from "./Case.ts"
import * as Consent from "./Consent.ts"
import * as Counselor from "./Counselor.ts"
import * as CounselorDelegation from "./CounselorDelegation.ts"
import * as Delegation from "./Delegation.ts"
import * as DelegationList from "./DelegationList.ts"
import * as Directory from "./Directory.ts"
import * as DiscrepancyList from "./DiscrepancyList.ts"
import * as Employment from "./Employment.ts"
import * as EnrollmentEntity from "./EnrollmentEntity.ts"
import * as Extranet from "./Extranet.ts"
import * as Id from "./Id.ts"
import * as Invitation from "./Invitation.ts"
import * as Staff from "./Staff.ts"
import * as Transfer from "./Transfer.ts"
import * as Worklist from "./Worklist.ts"

/** Every kind of record with its type. @category models */
export interface Records {
  readonly agency: Agency.Agency
  readonly agent: Agent.Agent
  readonly employment: Employment.Employment
  readonly staff: Staff.Staff
  readonly case: Case.Case
  readonly consent: Consent.Consent
  readonly applicationReview: ApplicationReview.ApplicationReview
  readonly delegation: Delegation.Delegation
  readonly transfer: Transfer.Transfer
  readonly exportLog: BookExport.ExportLog
  readonly discrepancyList: DiscrepancyList.DiscrepancyList
  readonly acting: Acting.Acting
  readonly accessCode: AccessCode.AccessCode
  readonly agentChangeCode: AgentChange.AgentChangeCode
  readonly extranetAccount: Extranet.ExtranetAccount
  readonly enrollmentEntity: EnrollmentEntity.EnrollmentEntity
  readonly counselor: Counselor.Counselor
  readonly counselorDelegation: CounselorDelegation.CounselorDelegation
  readonly invitation: Invitation.Invitation
}

/** Name of a kind of record. @category models */
export type Kind = keyof Records

/** Everything that can happen. @category models */
export type Event =
  | Agency.Event
  | Agent.Event
  | Employment.Event
  | Staff.Event
  | Case.Event
  | Consent.Event
  | ApplicationReview.Event
  | Delegation.Event
  | Transfer.Event
  | BookExport.Event
  | DiscrepancyList.Event
  | Acting.Event
  | AccessCode.Event
  | AgentChange.Event
  | Extranet.Event
  | Invitation.Event
  | EnrollmentEntity.Event
  | Counselor.Event
  | CounselorDelegation.Event

/** A record that an event belongs to. @category models */
export interface Ref<K extends Kind = Kind> {
  readonly kind: K
  readonly id: string
}

interface Definition<A> {
  readonly id: (record: A) => string
  /** Finds records by something other than the identifier; `undefined` leaves a record out of the index. */
  readonly indexes: Readonly<Record<string, (record: A) => string | undefined>>
}

const define = /*#__NO_SIDE_EFFECTS__*/ <
  A,
  const I extends Readonly<Record<string, (record: A) => string | undefined>>
>(
  id: (record: A) => string,
  indexes: I
) => ({ id, indexes })

const isKept = ({ certification: { _tag } }: Agent.Agent): boolean => _tag !== "Discarded"

/**
 * Identifier and indexes of every kind.
 *
 * @category models
 */
export const kinds = {
  agency: define((r: Agency.Agency) => r.agencyId, {
    /** Agencies by FEIN, from when they are submitted until they end. @rule AGY-07 */
    fein: (r: Agency.Agency) => (isLive(r.certification) ? r.fein : undefined),
    /** Agencies by licence number, those that have one, from when they are submitted until they end. @rule AGY-16 */
    licence: (r: Agency.Agency) => (isLive(r.certification) ? r.licenceNumber : undefined),
    /** Agencies by what each of their names looks like, from when they are submitted until they end. @rule AGY-16 */
    legalLook: (r: Agency.Agency) => r.looks?.legal,
    publicLook: (r: Agency.Agency) => r.looks?.public,
    certification: (r: Agency.Agency) => r.certification._tag,
    /** Live agencies by the first day on which one of their documents is over. */
    documentsEnd: Worklist.documentsEnd,
    /** Agencies by the next day on which the daily run has something to do. @rule AGY-05 */
    due: (r: Agency.Agency) => r.dueOn,
    /** Agencies by since when a change of theirs has waited for the exchange. @rule AGY-13 */
    changing: Worklist.changeWaitsSince,
    /** Live agencies none of whose managers is certified, by the moment since when. @rule AGY-12 */
    withoutManager: Worklist.withoutManagerSince
  }),
  agent: define((r: Agent.Agent) => r.agentId, {
    /** Agents by licence number; as with the two that follow, a profile that was discarded as a draft has no key. @rule AGT-01 */
    licence: (r: Agent.Agent) => (isKept(r) ? r.licence.number : undefined),
    /** Agents by national producer number, whether they work or not: it is a person's for life. @rule AGT-01 */
    npn: (r: Agent.Agent) => (isKept(r) ? r.npn : undefined),
    /** Agents by the address with which they sign in, which is lower case. @rule STF-07 */
    email: (r: Agent.Agent) => (isKept(r) ? r.loginEmail : undefined),
    certification: (r: Agent.Agent) => r.certification._tag,
    /** Agents by the next day on which the daily run has something to do. @rule DEL-25 */
    due: (r: Agent.Agent) => r.dueOn,
    /** Certified agents by the UTC day of their certification, for the Monday run. @rule EXT-01 */
    certifiedOn: (r: Agent.Agent) =>
      r.certification._tag === "Certified" ? r.certification.since.slice(0, 10) : undefined,
    /** Agents on the way to a certification, by the moment since when. */
    applying: Worklist.applyingSince,
    /** Agents who work or want to by the last day of their licence, and by the end of their term. */
    licenceEnds: Worklist.licenceEnds,
    termEnds: Worklist.termEnds,
    barred: Worklist.barred,
    /** Agents by the day of their first report that nobody has looked at. @rule AGT-21 */
    reported: Worklist.reportedOn,
    /** Agents of the public directory by name, and by county and name. @rule DEL-02 */
    listed: Directory.placeOf,
    listedInCounty: Directory.placeInCounty
  }),
  employment: define((r: Employment.Employment) => r.employmentId, {
    agency: (r: Employment.Employment) => r.agencyId,
    /** The employment of an agent that is not inactive. @rule EMP-03 */
    open: (r: Employment.Employment) => (r.state === "Inactive" ? undefined : r.agentId),
    agent: (r: Employment.Employment) => r.agentId,
    /** Places that wait for the exchange, by since when. @rule AGT-03 */
    review: Worklist.reviewWaitsSince
  }),
  staff: define((r: Staff.Staff) => r.userId, {
    agency: (r: Staff.Staff) => r.agencyId,
    /** Staff by e-mail address, until the role is over. @rule STF-07 */
    email: Staff.emailKey,
    /** Staff by the number for the telephone. @rule STF-08 */
    number: (r: Staff.Staff) => r.staffNumber
  }),
  case: define((r: Case.Case) => r.caseId, {
    number: (r: Case.Case) => r.caseNumber,
    /** Cases by the birth date of the contact, for searching a person. @rule DEL-14 */
    dob: (r: Case.Case) => r.primaryContact.dob,
    /** Cases by the agent whom the last statement puts on record, and by the day of that statement. @rule DEL-20 */
    onRecord: Case.lastOnRecord,
    onRecordFrom: Case.lastOnRecordFrom
  }),
  consent: define((r: Consent.Consent) => r.consentId, {
    /** Every consent of a case, past ones included. @rule CON-03 */
    case: (r: Consent.Consent) => r.caseId,
    /** Granted consents by their last day. */
    ending: (r: Consent.Consent) => (r.state._tag === "Granted" ? r.expiresOn : undefined)
  }),
  applicationReview: define((r: ApplicationReview.ApplicationReview) => r.reviewId, {
    /** The reviews of a case. @rule CON-02 */
    case: (r: ApplicationReview.ApplicationReview) => r.caseId
  }),
  delegation: define((r: Delegation.Delegation) => r.delegationId, {
    /** Open delegations and requests of a case. */
    case: (r: Delegation.Delegation) => (Delegation.isOpen(r) ? r.caseId : undefined),
    /** Open delegations and requests of an agent. */
    agent: (r: Delegation.Delegation) => (Delegation.isOpen(r) ? r.delegate.agentId : undefined),
    /** Open delegations and requests of an agency. */
    agency: (r: Delegation.Delegation) => (Delegation.isOpen(r) ? r.delegate.agencyId : undefined),
    /** Delegations that an agency's agents lost, by the agency and the month of UTC in which they ended. */
    lost: (r: Delegation.Delegation) =>
      r.state._tag === "Ended" ? Delegation.lostIn(r.delegate.agencyId, r.state.until) : undefined,
    /** All delegations of a case, past ones included. */
    history: (r: Delegation.Delegation) => r.caseId,
    /** Requests by the month in which they were made. @rule DEL-23 */
    requested: (r: Delegation.Delegation) => (r.state._tag === "Requested" ? r.state.at.slice(0, 7) : undefined),
    /** Requests by the moment at which they were made. @rule DEL-23 */
    requestedAt: (r: Delegation.Delegation) => (r.state._tag === "Requested" ? r.state.at : undefined),
    /** The lists of an agent in an agency and of an agency, each in the order of time. */
    agentList: (r: Delegation.Delegation) =>
      DelegationList.placeOf(Id.employment(r.delegate.agentId, r.delegate.agencyId), r),
    /** What is frozen of the list of an agent in an agency, at the places of that list. @rule BOB-05 */
    agentFrozen: (r: Delegation.Delegation) =>
      r.state._tag === "Frozen"
        ? DelegationList.placeOf(Id.employment(r.delegate.agentId, r.delegate.agencyId), r)
        : undefined,
    agencyList: (r: Delegation.Delegation) => DelegationList.placeOf(r.delegate.agencyId, r)
  }),
  transfer: define((r: Transfer.Transfer) => r.transferId, {
    agency: (r: Transfer.Transfer) => r.agencyId,
    /** Transfers that wait, by the agency that the book leaves. */
    waiting: (r: Transfer.Transfer) => (Transfer.isWaiting(r) ? r.agencyId : undefined),
    state: (r: Transfer.Transfer) => r.state
  }),
  exportLog: define((r: BookExport.ExportLog) => r.exportId, {
    agency: (r: BookExport.ExportLog) => r.order.agencyId,
    /** What was taken out of an agency's book, in the order of time. @rule BOB-07 */
    taken: (r: BookExport.ExportLog) => `${r.order.agencyId} ${r.acknowledgedAt}`
  }),
  discrepancyList: define((r: DiscrepancyList.DiscrepancyList) => r.listId, {
    /** What came back to an agency's books, in the order of time. @rule BOB-13 */
    returned: (r: DiscrepancyList.DiscrepancyList) => `${r.agencyId} ${r.returnedAt}`,
    /** Lists with claims that nobody has answered, by when they came. @rule BOB-13 */
    waiting: DiscrepancyList.waitsSince
  }),
  acting: define((r: Acting.Acting) => r.actingId, {}),
  accessCode: define((r: AccessCode.AccessCode) => r.accessCodeId, {
    /** The live code of a case. @rule ACC-08 */
    live: (r: AccessCode.AccessCode) => (r.state === "Issued" ? r.caseId : undefined),
    /** The code that linked an account to a case. @rule ACC-06 */
    redeemed: (r: AccessCode.AccessCode) => (r.state === "Redeemed" ? r.caseId : undefined)
  }),
  agentChangeCode: define((r: AgentChange.AgentChangeCode) => r.agentChangeCodeId, {
    /** The live passcode of a case for an agent. @rule DEL-17 */
    live: (r: AgentChange.AgentChangeCode) => (r.state === "Issued" ? Id.agentChange(r.caseId, r.agentId) : undefined),
    /** Every passcode of a case for an agent. @rule DEL-17 */
    sent: (r: AgentChange.AgentChangeCode) => Id.agentChange(r.caseId, r.agentId)
  }),
  invitation: define((r: Invitation.Invitation) => r.invitationId, {
    agent: (r: Invitation.Invitation) => r.agentId,
    /** The live invitation of an agent by kind. @rule INV-02 */
    live: (r: Invitation.Invitation) => (r.state === "Issued" ? `${r.agentId} ${r.kind}` : undefined),
    /** The user who is bound to an agent by a claim. @rule INV-03 */
    user: (r: Invitation.Invitation) => r.claimedBy
  }),
  extranetAccount: define((r: Extranet.ExtranetAccount) => r.agentId, {
    username: (r: Extranet.ExtranetAccount) => r.username,
    state: (r: Extranet.ExtranetAccount) => r.state._tag,
    /** Accounts by the day on which the daily run has to look at them. @rule EXT-04 */
    due: (r: Extranet.ExtranetAccount) => Extranet.dueOn(r)
  }),
  enrollmentEntity: define((r: EnrollmentEntity.EnrollmentEntity) => r.entityId, {
    certification: (r: EnrollmentEntity.EnrollmentEntity) => r.certification._tag
  }),
  counselor: define((r: Counselor.Counselor) => r.counselorId, {
    /** The counselors of an entity, past ones included. @rule ENT-01 */
    entity: (r: Counselor.Counselor) => r.entityId
  }),
  counselorDelegation: define((r: CounselorDelegation.CounselorDelegation) => r.delegationId, {
    /** Open delegations and requests of a case to counselors. @rule DEL-09 */
    case: (r: CounselorDelegation.CounselorDelegation) => (CounselorDelegation.isOpen(r) ? r.caseId : undefined),
    /** All of a case, past ones included. */
    history: (r: CounselorDelegation.CounselorDelegation) => r.caseId,
    /** Open delegations and requests of a counselor, and of an entity's counselors. @rule ENT-01 */
    counselor: (r: CounselorDelegation.CounselorDelegation) =>
      CounselorDelegation.isOpen(r) ? r.delegate.counselorId : undefined,
    entity: (r: CounselorDelegation.CounselorDelegation) =>
      CounselorDelegation.isOpen(r) ? r.delegate.entityId : undefined,
    /** Requests by the month in which they were made. @rule DEL-23 */
    requested: (r: CounselorDelegation.CounselorDelegation) =>
      r.state._tag === "Requested" ? r.state.at.slice(0, 7) : undefined,
    /** Requests by the moment at which they were made. @rule DEL-23 */
    requestedAt: (r: CounselorDelegation.CounselorDelegation) =>
      r.state._tag === "Requested" ? r.state.at : undefined,
    /** The lists of a counselor, each in the order of time. */
    list: CounselorDelegation.placeOf
  })
} satisfies { readonly [K in Kind]: Definition<Records[K]> }

/** Name of an index of a kind; `id` finds by identifier. @category models */
export type Index<K extends Kind> = "id" | (keyof (typeof kinds)[K]["indexes"] & string)

/** The identifier of a record. @category queries */
export const idOf = <K extends Kind>(kind: K, record: Records[K]): string =>
  (kinds[kind] as unknown as Definition<Records[K]>).id(record)

/** The key under which an index finds a record. @category queries */
export const keyOf = <K extends Kind>(kind: K, index: Index<K>, record: Records[K]): string | undefined => {
  const definition = kinds[kind] as unknown as Definition<Records[K]>
  return index === "id" ? definition.id(record) : definition.indexes[index]?.(record)
}

/** The record that an event belongs to; each event belongs to exactly one. @category queries */
export const refOf = (event: Event): Ref => {
  switch (event._tag) {
    case "AgencyOpened":
      return { kind: "agency", id: event.agency.agencyId }
    case "AgentAdded":
      return { kind: "agent", id: event.agent.agentId }
    case "AgentLocked":
    case "LicenceRecorded":
    case "CertificationMoved":
    case "ChecklistRecorded":
    case "LicenceLapsed":
    case "ReconsiderationRecorded":
    case "DispositionOpened":
    case "DispositionClosed":
    case "TermEnded":
    case "AgentReminded":
    case "AgentChangeReported":
    case "AgentChangeReviewed":
    case "AgentProfileEdited":
    case "CarrierAppointmentsSet":
    case "AgentLoginChanged":
      return { kind: "agent", id: event.agentId }
    case "EmploymentMoved":
      return { kind: "employment", id: event.employmentId }
    case "StaffAdded":
      return { kind: "staff", id: event.staff.userId }
    case "StaffTrained":
    case "StaffMoved":
    case "StaffLevelSet":
    case "StaffActivitySet":
    case "StaffLinkIssued":
    case "StaffLinkMoved":
      return { kind: "staff", id: event.userId }
    case "CaseRecorded":
      return { kind: "case", id: event.case.caseId }
    case "CaseAccountMoved":
    case "AgentOfRecordChanged":
      return { kind: "case", id: event.caseId }
    case "ConsentDrafted":
      return { kind: "consent", id: event.consent.consentId }
    case "ConsentMoved":
      return { kind: "consent", id: event.consentId }
    case "ApplicationReviewed":
      return { kind: "applicationReview", id: event.review.reviewId }
    case "DelegationOpened":
      return { kind: "delegation", id: event.delegation.delegationId }
    case "DelegationMoved":
    case "RequestReminded":
      return { kind: "delegation", id: event.delegationId }
    case "TransferApplied":
    case "TransferOpened":
      return { kind: "transfer", id: event.transfer.transferId }
    case "TransferMoved":
      return { kind: "transfer", id: event.transferId }
    case "ExportRecorded":
      return { kind: "exportLog", id: event.exportLog.exportId }
    case "ExportCompleted":
      return { kind: "exportLog", id: event.exportId }
    case "DiscrepancyListReturned":
      return { kind: "discrepancyList", id: event.list.listId }
    case "DiscrepancyListMoved":
      return { kind: "discrepancyList", id: event.listId }
    case "ActingOpened":
      return { kind: "acting", id: event.acting.actingId }
    case "ActingUsed":
    case "ActingClosed":
      return { kind: "acting", id: event.actingId }
    case "AccessCodeIssued":
      return { kind: "accessCode", id: event.accessCode.accessCodeId }
    case "AccessCodeMoved":
      return { kind: "accessCode", id: event.accessCodeId }
    case "AgentChangeCodeIssued":
      return { kind: "agentChangeCode", id: event.code.agentChangeCodeId }
    case "AgentChangeCodeMoved":
      return { kind: "agentChangeCode", id: event.agentChangeCodeId }
    case "InvitationIssued":
      return { kind: "invitation", id: event.invitation.invitationId }
    case "InvitationMoved":
      return { kind: "invitation", id: event.invitationId }
    case "ExtranetAccountProvisioned":
      return { kind: "extranetAccount", id: event.account.agentId }
    case "ExtranetAccountMoved":
    case "ExtranetExtracted":
      return { kind: "extranetAccount", id: event.agentId }
    case "EntityRegistered":
      return { kind: "enrollmentEntity", id: event.entity.entityId }
    case "EntityMoved":
    case "EntitySitesSet":
      return { kind: "enrollmentEntity", id: event.entityId }
    case "CounselorAdded":
      return { kind: "counselor", id: event.counselor.counselorId }
    case "CounselorMoved":
    case "CounselorListed":
      return { kind: "counselor", id: event.counselorId }
    case "CounselorDelegationOpened":
      return { kind: "counselorDelegation", id: event.counselorDelegation.delegationId }
    case "CounselorDelegationMoved":
    case "CounselorRequestReminded":
      return { kind: "counselorDelegation", id: event.delegationId }
    // All that is left is of agencies, which the laws of stories hold; naming each would cost every embedder.
    default:
      return { kind: "agency", id: event.agencyId }
  }
}

type Evolve = { readonly [K in Kind]: (record: Records[K] | undefined, event: never) => Records[K] }

const evolvers: Evolve = {
  agency: Agency.evolve,
  agent: Agent.evolve,
  employment: Employment.evolve,
  staff: Staff.evolve,
  case: Case.evolve,
  consent: Consent.evolve,
  applicationReview: ApplicationReview.evolve,
  delegation: Delegation.evolve,
  transfer: Transfer.evolve,
  exportLog: BookExport.evolve,
  discrepancyList: DiscrepancyList.evolve,
  acting: Acting.evolve,
  accessCode: AccessCode.evolve,
  agentChangeCode: AgentChange.evolve,
  invitation: Invitation.evolve,
  extranetAccount: Extranet.evolve,
  enrollmentEntity: EnrollmentEntity.evolve,
  counselor: Counselor.evolve,
  counselorDelegation: CounselorDelegation.evolve
}

/** Applies an event to the record it belongs to; never fails. @category machine */
export const evolve = <K extends Kind>(kind: K, record: Records[K] | undefined, event: Event): Records[K] =>
  (evolvers[kind] as (record: Records[K] | undefined, event: Event) => Records[K])(record, event)
