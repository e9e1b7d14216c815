/**
 * Notices: who has to be told what, as facts addressed to a person and marked with a channel.
 *
 * A notice carries no secret and, to an agent, no more of a consumer than first name and initial. Words,
 * links and delivery belong to an adapter. The identifier comes from the command, so a notice is one however
 * often the command is repeated.
 *
 * @since 0.1.0
 */
import type { Instant } from "./CalendarDate.ts"
import type { Context } from "./Decider.ts"
import type { Delegation } from "./Delegation.ts"
import { type Facts, read, type Selection } from "./Facts.ts"
import type { AgencyId, AgentId, CaseId, DelegationId, EmploymentId, TransferId, UserId } from "./Id.ts"
import * as Id from "./Id.ts"
import { ofAccount, ofCode, ofInvited, ofLock, ofLogin } from "./internal/AccountNotices.ts"
import {
  ofAgencyMoved,
  ofAgencyReminder,
  ofForsaken,
  ofLeftWithAgency,
  ofManagers,
  ofSigning,
  waits
} from "./internal/AgencyNotices.ts"
import { ofDiffering, ofExport, shown } from "./internal/BookNotices.ts"
import { isAssociation, ofAssociation, ofCertification, ofReconsideration } from "./internal/CertificationNotices.ts"
import { isToldOf, ofAgentReminder, ofChecklist, ofTermEnded } from "./internal/ChecklistNotices.ts"
import { alone, ofRecorded } from "./internal/ConsentNotices.ts"
import {
  counselorNoticeReads,
  ofCounselorMoved,
  ofCounselorOpened,
  ofCounselorReminder
} from "./internal/CounselorNotices.ts"
import { ofChangeCode, ofEnded, ofMoved, ofOpened, ofReminder } from "./internal/DelegationNotices.ts"
import { ofAccountMoved, ofExtracted, ofProvisioned } from "./internal/ExtranetNotices.ts"
import type { Draft, Recipient, Template, Told } from "./internal/NoticeDraft.ts"
import { ofWindow } from "./internal/SmallBusinessNotices.ts"
import { ofStaff, ofStaffLink } from "./internal/StaffNotices.ts"
import { ofTransfer, rowsOf, transferOf } from "./internal/TransferNotices.ts"
import type { Policy } from "./Policy.ts"
import type { Event } from "./Record.ts"
import { arrivesAt } from "./Transfer.ts"

export type { Recipient, Template } from "./internal/NoticeDraft.ts"

/** One notice to one person. @category models */
export interface Notice {
  readonly noticeId: string
  readonly template: Template
  readonly to: Recipient
  /** `letter` when the person has no e-mail address, or prefers letters. */
  readonly channel: "email" | "letter"
  /** Must go through an encrypting channel. */
  readonly secure: boolean
  /** The facts of the template; never a secret. */
  readonly params: Readonly<Record<string, string | number>>
}

// A type, so that their names cost nothing where this is used; an event that is not told and not named here does not compile.
type Untold =
  | "ExportRecorded"
  | "DiscrepancyListReturned"
  | "DiscrepancyListMoved"
  | "StaffAdded"
  | "StaffTrained"
  | "StaffLevelSet"
  | "StaffActivitySet"
  | "StaffLinkMoved"
  | "InvitationMoved"
  | "AgencyOpened"
  | "AgencyDocumentUploaded"
  | "AgencySiteSet"
  | "AgencySiteRemoved"
  | "AgencyContactChanged"
  | "AgencyDescribed"
  | "AgencySignerNamed"
  | "AgencyChangeRequested"
  | "AgencyChangeSettled"
  | "AgencyManagedAgain"
  | "AgentAdded"
  | "AgentChangeReported"
  | "AgentChangeReviewed"
  | "AgentProfileEdited"
  | "CarrierAppointmentsSet"
  | "LicenceLapsed"
  | "DispositionOpened"
  | "DispositionClosed"
  | "LicenceRecorded"
  | "CaseRecorded"
  | "AgentChangeCodeMoved"
  | "AgentOfRecordChanged"
  | "ConsentDrafted"
  | "ConsentMoved"
  | "ApplicationReviewed"
  | "ActingOpened"
  | "ActingUsed"
  | "ActingClosed"
  | "EntityRegistered"
  | "EntityMoved"
  | "EntitySitesSet"
  | "CounselorAdded"
  | "CounselorMoved"
  | "CounselorListed"

type Tag = Event["_tag"]
type Of<T extends Tag> = Extract<Event, { readonly _tag: T }>

const tellers: {
  readonly [T in Exclude<Tag, Untold>]: (event: Of<T>, facts: Facts, policy: Policy, told: Told) => ReadonlyArray<Draft>
} = {
  CertificationMoved: ofCertification,
  ChecklistRecorded: ofChecklist,
  AgentReminded: ofAgentReminder,
  TermEnded: ofTermEnded,
  ReconsiderationRecorded: ofReconsideration,
  EmploymentMoved: (event, facts) => [...ofAssociation(event, facts), ...ofLeftWithAgency(event, facts)],
  DelegationOpened: (event, facts) => ofOpened(event.delegation, facts),
  DelegationMoved: (event, facts, _, told) => ofMoved(event, facts, told),
  RequestReminded: ofReminder,
  CounselorDelegationOpened: ofCounselorOpened,
  CounselorDelegationMoved: (event, facts, _, told) => ofCounselorMoved(event, facts, told),
  CounselorRequestReminded: ofCounselorReminder,
  AgentChangeCodeIssued: ofChangeCode,
  TransferApplied: ofTransfer,
  TransferOpened: ofTransfer,
  TransferMoved: ofTransfer,
  AccessCodeIssued: ofCode,
  AccessCodeMoved: ofCode,
  CaseAccountMoved: ofAccount,
  AgentLoginChanged: ofLogin,
  AgentLocked: ofLock,
  InvitationIssued: ofInvited,
  ExtranetAccountProvisioned: ofProvisioned,
  ExtranetAccountMoved: ofAccountMoved,
  ExtranetExtracted: ofExtracted,
  ExportCompleted: ofExport,
  AgencyReminded: ofAgencyReminder,
  AgencyAgreementSigned: ofSigning,
  AgencyCertificationMoved: ofAgencyMoved,
  AgencyManagerDesignated: ofManagers,
  AgencyManagerRemoved: ofManagers,
  AgencyPrimaryManagerChosen: ofManagers,
  AgencyLeftWithoutManager: ofForsaken,
  AgentsOfRecordReported: ofDiffering,
  SmallBusinessWindowTold: ofWindow,
  StaffMoved: ofStaff,
  StaffLinkIssued: ofStaffLink
}

const ofEvent = (event: Event, facts: Facts, policy: Policy, told: Told): ReadonlyArray<Draft> =>
  (
    tellers as {
      readonly [T in Tag]?: (event: Event, facts: Facts, policy: Policy, told: Told) => ReadonlyArray<Draft>
    }
  )[event._tag]?.(event, facts, policy, told) ?? []

const overAt = (events: ReadonlyArray<Event>): Instant | undefined => {
  for (const event of events)
    if (event._tag === "AgencyCertificationMoved" && event.to._tag === "Terminated") return event.to.since
  return undefined
}

const toldBy = (events: ReadonlyArray<Event>, { actor }: Pick<Context, "actor">): Told => ({
  actor,
  over: overAt(events),
  opened: new Map(
    events.flatMap((event) =>
      event._tag === "DelegationOpened" ? [[event.delegation.caseId, event.delegation] as const] : []
    )
  ),
  helped: new Map(
    events.flatMap((event) => {
      if (event._tag !== "CounselorDelegationOpened") return []
      const { caseId, delegate } = event.counselorDelegation
      return [[caseId, delegate.counselorId] as const]
    })
  )
})

const toldTriggers: ReadonlySet<string> = /*#__PURE__*/ new Set(["warn", "lock", "request-reset"])

const delegationIdsOf = (events: ReadonlyArray<Event>): ReadonlyArray<DelegationId> =>
  events.flatMap((event) =>
    event._tag === "DelegationMoved" || event._tag === "RequestReminded" ? [event.delegationId] : []
  )

/**
 * What the notices of events read; ask again with the facts loaded so far until nothing new is named.
 *
 * @category queries
 */
export const reads = (events: ReadonlyArray<Event>, facts: Facts): ReadonlyArray<Selection> => {
  const agents = new Set<AgentId>()
  const agencies = new Set<AgencyId>()
  const cases = new Set<CaseId>()
  const noteDelegation = ({ caseId, delegate }: Delegation) => {
    agents.add(delegate.agentId)
    agencies.add(delegate.agencyId)
    cases.add(caseId)
  }
  const certified: Array<AgentId> = []
  const staff: Array<UserId> = []
  const places = new Set<EmploymentId>()
  const transfers = new Set<TransferId>()
  for (const event of events)
    switch (event._tag) {
      // The files of the extranet are told to the agency too, which is found as it is for a certification.
      case "ExtranetExtracted":
      case "CertificationMoved":
      case "ReconsiderationRecorded":
      case "AgentReminded":
      case "TermEnded":
      case "AgentLocked":
        certified.push(event.agentId)
        break
      case "EmploymentMoved":
        if (isAssociation(event)) certified.push(event.to.agentId)
        if (event.to.reason === "agency-ended") {
          agents.add(event.to.agentId)
          agencies.add(event.to.agencyId)
        }
        break
      case "ChecklistRecorded":
        if (isToldOf(event)) agents.add(event.agentId)
        break
      case "AgentLoginChanged":
        agents.add(event.agentId)
        break
      case "DelegationOpened":
        if (event.delegation.origin !== "migration") noteDelegation(event.delegation)
        break
      case "StaffMoved":
        if (event.trigger === "approve") staff.push(event.userId)
        break
      case "StaffLinkIssued":
        staff.push(event.userId)
        break
      case "AgencyAgreementSigned":
        if (waits(event)) agencies.add(event.agencyId)
        break
      case "AgencyReminded":
      case "AgencyCertificationMoved":
      case "AgencyLeftWithoutManager":
        agencies.add(event.agencyId)
        break
      case "AgencyManagerDesignated":
      case "AgencyManagerRemoved":
      case "AgencyPrimaryManagerChosen":
        agencies.add(event.agencyId)
        agents.add(event.agentId)
        break
      case "AccessCodeIssued":
        cases.add(event.accessCode.caseId)
        break
      case "AccessCodeMoved":
        cases.add(event.caseId)
        break
      case "CaseAccountMoved":
        if (event.from === "Linked") cases.add(event.caseId)
        break
      case "AgentChangeCodeIssued":
        cases.add(event.code.caseId)
        agents.add(event.code.agentId)
        break
      case "ExtranetAccountProvisioned":
        if (event.account.takenOver !== true) agents.add(event.account.agentId)
        break
      case "InvitationIssued":
        if (event.invitation.kind === "activation-link") agents.add(event.invitation.agentId)
        break
      case "ExtranetAccountMoved":
        if (toldTriggers.has(event.trigger)) agents.add(event.agentId)
        break
      case "AgentsOfRecordReported":
        agencies.add(event.agencyId)
        for (const { agentId, caseIds } of event.differing) {
          agents.add(agentId)
          places.add(Id.employment(agentId, event.agencyId))
          for (const caseId of shown(caseIds)) cases.add(caseId)
        }
        break
      case "SmallBusinessWindowTold":
        for (const agentId of event.agentIds) agents.add(agentId)
        break
      case "TransferApplied":
      case "TransferOpened":
      case "TransferMoved": {
        if (event._tag === "TransferMoved") transfers.add(event.transferId)
        const transfer = transferOf(event, facts)
        if (transfer === undefined) break
        agents.add(transfer.fromAgentId).add(transfer.toAgentId)
        agencies.add(transfer.agencyId).add(arrivesAt(transfer))
        // A case that moved is read with its new delegation; one that the source had lost is nobody's news.
        for (const { caseId, outcome } of rowsOf(event, transfer))
          if (caseId !== undefined && !["moves", "not-held", "already-held"].includes(outcome)) cases.add(caseId)
      }
    }
  for (const { caseId, grantee } of alone(events)) {
    cases.add(caseId)
    if (grantee._tag !== "Agency") continue
    agencies.add(grantee.agencyId)
    if (grantee.agentId !== undefined) agents.add(grantee.agentId)
  }
  const counselors = counselorNoticeReads(events, facts)
  for (const caseId of counselors.cases) cases.add(caseId)
  const exports = events.flatMap((event) => (event._tag === "ExportCompleted" ? [event.exportId] : []))
  for (const id of exports) {
    const agentId = facts.get("exportLog", id)?.agentId
    if (agentId !== undefined) agents.add(agentId)
  }
  const moved = delegationIdsOf(events)
  for (const id of moved) {
    const delegation = facts.get("delegation", id)
    if (delegation !== undefined) noteDelegation(delegation)
  }
  for (const agentId of certified) {
    agents.add(agentId)
    for (const { agencyId } of facts.find("employment", "agent", agentId)) agencies.add(agencyId)
  }
  for (const userId of staff) {
    const agencyId = facts.get("staff", userId)?.agencyId
    if (agencyId !== undefined) agencies.add(agencyId)
  }
  for (const agencyId of agencies)
    for (const managerId of facts.get("agency", agencyId)?.managers ?? []) {
      agents.add(managerId)
      places.add(Id.employment(managerId, agencyId))
    }
  return [
    ...counselors.reads,
    read("delegation", "id", ...moved),
    read("exportLog", "id", ...exports),
    read("staff", "id", ...staff),
    read("transfer", "id", ...transfers),
    read("employment", "agent", ...certified),
    read("invitation", "live", ...certified.map((agentId) => `${agentId} delegation-code`)),
    read("employment", "id", ...places),
    read("agency", "id", ...agencies),
    read("agent", "id", ...agents),
    read("case", "id", ...cases)
  ]
}

/**
 * The notices that events call for, given the facts after the events.
 *
 * **Rules**: NOT-02.
 *
 * @category constructors
 */
export const fromEvents = (
  events: ReadonlyArray<Event>,
  facts: Facts,
  context: Pick<Context, "actor" | "commandId" | "policy">
): ReadonlyArray<Notice> => {
  const told = toldBy(events, context)
  return [
    ...events.flatMap((event) => ofEvent(event, facts, context.policy, told)),
    ...ofEnded(events, facts, told),
    ...ofRecorded(events, facts, context.actor)
  ].map((one, index) => ({
    ...one,
    noticeId: `${context.commandId}~n${index}`,
    channel: one.to.email === undefined ? "letter" : "email"
  }))
}
