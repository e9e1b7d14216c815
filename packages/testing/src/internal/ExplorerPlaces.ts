/**
 * Which part of a state a record belongs to, by the way it is asked for or by the event that changes it.
 *
 * @since 0.1.0
 */
import type { Event, Kind } from "@agencybook/core/Record"
import type { Part } from "./ExplorerShape.ts"

/** The parts of a state and what they hold. */
export class Places {
  readonly parts: ReadonlyArray<Part>
  readonly positions: ReadonlyMap<string, number>
  readonly ofKind: Record<Part["kind"], ReadonlyArray<number>>

  /** Whether there are transfers to look for. */
  readonly waiting: boolean

  constructor(parts: ReadonlyArray<Part>, waiting = false) {
    this.parts = parts
    this.waiting = waiting
    this.positions = new Map(
      parts.map((part, position) => [part.kind === "session" ? "session" : `${part.kind}-${part.n}`, position])
    )
    const of = (kind: Part["kind"]) => parts.flatMap((part, position) => (part.kind === kind ? [position] : []))
    this.ofKind = { agency: of("agency"), agent: of("agent"), case: of("case"), session: of("session") }
  }

  /** The parts that can hold an answer. */
  where(kind: Kind, index: string, key: string): ReadonlyArray<number> {
    const one = (name: string): ReadonlyArray<number> => {
      const position = this.positions.get(name)
      return position === undefined ? [] : [position]
    }
    switch (kind) {
      case "agency":
        return index === "id" ? one(key) : this.ofKind.agency
      case "agent":
        return index === "id" ? one(key) : this.ofKind.agent
      case "employment":
        return index === "agency" ? this.ofKind.agent : one(key.split("/")[0] as string)
      case "case":
        return index === "id" ? one(key) : this.ofKind.case
      case "delegation":
        if (index === "agent" || index === "agency") return this.ofKind.case
        return one(key.split(":")[0] as string)
      case "accessCode":
        return one(key.split(":")[0] as string)
      case "acting":
        return key.startsWith("session-") ? this.ofKind.session : []
      case "consent":
      case "agentChangeCode":
        return one(key.split(/[:/]/)[0] as string)
      case "staff":
        return index === "id" ? one(key.replace("staff-", "agency-")) : this.ofKind.agency
      case "transfer":
        if (!this.waiting) return []
        return index === "id" ? one(key.split(":")[0] as string) : this.ofKind.case
      case "applicationReview":
      case "exportLog":
      case "discrepancyList":
      case "invitation":
        return []
      case "extranetAccount":
        return index === "id" ? one(key) : this.ofKind.agent
    }
    return []
  }

  /** The part that an event changes. */
  positionOf(event: Event): number | undefined {
    const one = (name: string) => this.positions.get(name)
    switch (event._tag) {
      case "AgencyCertificationMoved":
      case "AgencyLeftWithoutManager":
      case "AgencyManagedAgain":
        return one(event.agencyId)
      case "CertificationMoved":
      case "ChecklistRecorded":
      case "AgentLocked":
      case "DispositionOpened":
      case "DispositionClosed":
      case "LicenceRecorded":
      case "LicenceLapsed":
      case "ReconsiderationRecorded":
      case "TermEnded":
      case "AgentReminded":
      case "AgentChangeReported":
      case "AgentChangeReviewed":
        return one(event.agentId)
      // Invitations are no part of the scopes; where one is issued, it is beside the agent.
      case "InvitationIssued":
        return one(event.invitation.agentId)
      case "InvitationMoved":
        return one(event.agentId)
      case "ExtranetAccountProvisioned":
        return one(event.account.agentId)
      case "ExtranetAccountMoved":
        return one(event.agentId)
      case "EmploymentMoved":
        return one(event.to.agentId)
      case "DelegationOpened":
        return one(event.delegation.caseId)
      case "DelegationMoved":
        return one(event.delegationId.split(":")[0] as string)
      case "ConsentDrafted":
        return one(event.consent.caseId)
      case "ConsentMoved":
        return one(event.consentId.split(":")[0] as string)
      case "AgentChangeCodeIssued":
        return one(event.code.caseId)
      case "AgentChangeCodeMoved":
        return one(event.agentChangeCodeId.split(":")[0] as string)
      // A helper is beside her agency.
      case "StaffMoved":
      case "StaffLevelSet":
      case "StaffActivitySet":
      case "StaffLinkIssued":
      case "StaffLinkMoved":
        return one(event.userId.replace("staff-", "agency-"))
      case "AccessCodeIssued":
        return one(event.accessCode.caseId)
      case "AccessCodeMoved":
      case "CaseAccountMoved":
        return one(event.caseId)
      case "TransferOpened":
        return one(event.transfer.rows[0]?.caseId as string)
      case "TransferMoved":
        return one(event.transferId.split(":")[0] as string)
      case "StaffTrained":
        return one(event.userId.replace("staff-", "agency-"))
      case "ActingOpened":
      case "ActingUsed":
      case "ActingClosed":
        return one("session")
      default:
        throw new Error(`the explorer does not know where \`${event._tag}\` belongs`)
    }
  }
}
