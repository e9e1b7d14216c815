/**
 * Notices: who has to be told what, as facts addressed to a person and marked with a channel.
 *
 * A notice carries no secret and, to an agent, no more of a consumer than first name and initial. Words,
 * links and delivery belong to an adapter. The identifier comes from the command, so a notice is one however
 * often the command is repeated.
 *
 * @since 0.1.0
 */
import type { Context } from "./Decider.ts"
import type { Delegation } from "./Delegation.ts"
import { type Facts, read, type Selection } from "./Facts.ts"
import type { AgencyId, AgentId, CaseId, DelegationId, EmploymentId, TransferId, UserId } from "./Id.ts"
import * as Id from "./Id.ts"
import { ofCode, ofInvited, ofLogin } from "./internal/AccountNotices.ts"
import { ofAgencyMoved, ofAgencyReminder, ofForsaken, ofManagers } from "./internal/AgencyNotices.ts"
import { ofDiffering, ofExport, shown } from "./internal/BookNotices.ts"
import { isAssociation, ofAssociation, ofCertification, ofReconsideration } from "./internal/CertificationNotices.ts"
import { isToldOf, ofAgentReminder, ofChecklist, ofTermEnded } from "./internal/ChecklistNotices.ts"
import { alone, ofRecorded } from "./internal/ConsentNotices.ts"
import { ofChangeCode, ofEnded, ofMoved, ofOpened, ofReminder } from "./internal/DelegationNotices.ts"
import { ofAccountMoved, ofExtracted, ofProvisioned } from "./internal/ExtranetNotices.ts"
import type { Draft, Recipient, Template } from "./internal/NoticeDraft.ts"
import { ofStaff } from "./internal/StaffNotices.ts"
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
  /** `letter` when the person has no e-mail address. */
  readonly channel: "email" | "letter"
  /** Must go through an encrypting channel. */
  readonly secure: boolean
  /** The facts of the template; never a secret. */
  readonly params: Readonly<Record<string, string | number>>
}

const ofEvent = (event: Event, facts: Facts, policy: Policy): ReadonlyArray<Draft> => {
  switch (event._tag) {
    case "CertificationMoved":
      return ofCertification(event, facts, policy)
    case "ChecklistRecorded":
      return ofChecklist(event, facts, policy)
    case "AgentReminded":
      return ofAgentReminder(event, facts, policy)
    case "TermEnded":
      return ofTermEnded(event, facts)
    case "ReconsiderationRecorded":
      return ofReconsideration(event, facts)
    case "EmploymentMoved":
      return ofAssociation(event, facts)
    case "DelegationOpened":
      return ofOpened(event.delegation, facts)
    case "DelegationMoved":
      return ofMoved(event, facts)
    case "RequestReminded":
      return ofReminder(event, facts)
    case "AgentChangeCodeIssued":
      return ofChangeCode(event, facts)
    case "TransferApplied":
    case "TransferOpened":
    case "TransferMoved":
      return ofTransfer(event, facts)
    case "AccessCodeIssued":
    case "AccessCodeMoved":
      return ofCode(event, facts)
    case "AgentLoginChanged":
      return ofLogin(event, facts)
    case "InvitationIssued":
      return ofInvited(event, facts)
    case "ExtranetAccountProvisioned":
      return ofProvisioned(event, facts)
    case "ExtranetAccountMoved":
      return ofAccountMoved(event, facts)
    case "ExtranetExtracted":
      return ofExtracted(event, facts)
    case "ExportCompleted":
      return ofExport(event, facts)
    case "AgencyReminded":
      return ofAgencyReminder(event, facts)
    case "AgencyCertificationMoved":
      return ofAgencyMoved(event, facts)
    case "AgencyManagerDesignated":
    case "AgencyManagerRemoved":
    case "AgencyPrimaryManagerChosen":
      return ofManagers(event, facts)
    case "AgencyLeftWithoutManager":
      return ofForsaken(event, facts)
    case "AgentsOfRecordReported":
      return ofDiffering(event, facts)
    case "StaffMoved":
      return ofStaff(event, facts)
    case "ExportRecorded":
    case "StaffAdded":
    case "StaffTrained":
    case "StaffLevelSet":
    case "StaffActivitySet":
    case "InvitationMoved":
    case "AgencyOpened":
    case "AgencyDocumentUploaded":
    case "AgencySiteSet":
    case "AgencySiteRemoved":
    case "AgencyContactChanged":
    case "AgencySignerNamed":
    case "AgencyAgreementSigned":
    case "AgencyChangeRequested":
    case "AgencyChangeSettled":
    case "AgencyManagedAgain":
    case "AgentAdded":
    case "AgentLocked":
    case "AgentChangeReported":
    case "AgentChangeReviewed":
    case "AgentProfileEdited":
    case "LicenceLapsed":
    case "DispositionOpened":
    case "DispositionClosed":
    case "LicenceRecorded":
    case "CaseRecorded":
    case "CaseAccountMoved":
    case "AgentChangeCodeMoved":
    case "AgentOfRecordChanged":
    case "ConsentDrafted":
    case "ConsentMoved":
    case "ApplicationReviewed":
    case "ActingOpened":
    case "ActingUsed":
    case "ActingClosed":
    case "EntityRegistered":
    case "EntityMoved":
    case "CounselorAdded":
    case "CounselorMoved":
      return []
  }
}

const toldTriggers: ReadonlySet<string> = /*#__PURE__*/ new Set(["warn", "lock", "request-reset"])

const isOfManagers = (event: Event) =>
  event._tag === "AgencyManagerDesignated" ||
  event._tag === "AgencyManagerRemoved" ||
  event._tag === "AgencyPrimaryManagerChosen"

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
  const noteDelegation = (delegation: Delegation | undefined) => {
    if (delegation === undefined || delegation.origin === "migration") return
    agents.add(delegation.delegate.agentId)
    agencies.add(delegation.delegate.agencyId)
    cases.add(delegation.caseId)
  }
  const certified: Array<AgentId> = []
  const staff: Array<UserId> = []
  const places = new Set<EmploymentId>()
  const transfers = new Set<TransferId>()
  for (const event of events) {
    if (event._tag === "CertificationMoved" || event._tag === "ReconsiderationRecorded") certified.push(event.agentId)
    if (event._tag === "AgentReminded" || event._tag === "TermEnded") certified.push(event.agentId)
    if (event._tag === "EmploymentMoved" && isAssociation(event)) certified.push(event.to.agentId)
    if (event._tag === "ChecklistRecorded" && isToldOf(event)) agents.add(event.agentId)
    if (event._tag === "AgentLoginChanged") agents.add(event.agentId)
    if (event._tag === "DelegationOpened") noteDelegation(event.delegation)
    if (event._tag === "StaffMoved" && event.trigger === "approve") staff.push(event.userId)
    if (event._tag === "AgencyReminded" || event._tag === "AgencyCertificationMoved") agencies.add(event.agencyId)
    if (event._tag === "AgencyLeftWithoutManager") agencies.add(event.agencyId)
    if (isOfManagers(event)) {
      agencies.add(event.agencyId)
      agents.add(event.agentId)
    }
    if (event._tag === "AccessCodeIssued") cases.add(event.accessCode.caseId)
    if (event._tag === "AccessCodeMoved") cases.add(event.caseId)
    if (event._tag === "AgentChangeCodeIssued") {
      cases.add(event.code.caseId)
      agents.add(event.code.agentId)
    }
    if (event._tag === "ExtranetAccountProvisioned" && event.account.takenOver !== true)
      agents.add(event.account.agentId)
    if (event._tag === "InvitationIssued" && event.invitation.kind === "activation-link")
      agents.add(event.invitation.agentId)
    if (event._tag === "ExtranetAccountMoved" && toldTriggers.has(event.trigger)) agents.add(event.agentId)
    if (event._tag === "AgentsOfRecordReported") {
      agencies.add(event.agencyId)
      for (const { agentId, caseIds } of event.differing) {
        agents.add(agentId)
        places.add(Id.employment(agentId, event.agencyId))
        for (const caseId of shown(caseIds)) cases.add(caseId)
      }
    }
    // The files are told to the agency too, which is found as it is for a certification.
    if (event._tag === "ExtranetExtracted") certified.push(event.agentId)
    if (event._tag === "TransferMoved") transfers.add(event.transferId)
    if (event._tag === "TransferApplied" || event._tag === "TransferOpened" || event._tag === "TransferMoved") {
      const transfer = transferOf(event, facts)
      if (transfer === undefined) continue
      agents.add(transfer.fromAgentId).add(transfer.toAgentId)
      agencies.add(transfer.agencyId).add(arrivesAt(transfer))
      // A case that moved is read with its new delegation; one that the source had lost is nobody's news.
      for (const { caseId, outcome } of rowsOf(event, transfer))
        if (caseId !== undefined && outcome !== "moves" && outcome !== "not-held" && outcome !== "already-held")
          cases.add(caseId)
    }
  }
  for (const { caseId, grantee } of alone(events)) {
    cases.add(caseId)
    if (grantee._tag !== "Agency") continue
    agencies.add(grantee.agencyId)
    if (grantee.agentId !== undefined) agents.add(grantee.agentId)
  }
  const exports = events.flatMap((event) => (event._tag === "ExportCompleted" ? [event.exportId] : []))
  for (const id of exports) {
    const agentId = facts.get("exportLog", id)?.agentId
    if (agentId !== undefined) agents.add(agentId)
  }
  const moved = delegationIdsOf(events)
  for (const id of moved) {
    const delegation = facts.get("delegation", id)
    if (delegation === undefined) continue
    agents.add(delegation.delegate.agentId)
    agencies.add(delegation.delegate.agencyId)
    cases.add(delegation.caseId)
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
): ReadonlyArray<Notice> =>
  [
    ...events.flatMap((event) => ofEvent(event, facts, context.policy)),
    ...ofEnded(events, facts),
    ...ofRecorded(events, facts, context.actor)
  ].map((one, index) => ({
    ...one,
    noticeId: `${context.commandId}~n${index}`,
    channel: one.to.email === undefined ? "letter" : "email"
  }))
