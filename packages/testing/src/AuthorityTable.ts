/**
 * The table of who may do what, a second time and by hand: a change of one cell in core breaks a law.
 *
 * @since 0.1.0
 */
import type { Capability } from "@agencybook/core/Capability"
import type { Policy } from "@agencybook/core/Policy"

/** Every role, in the order of the columns. @category models */
export const roles = [
  ...(["consumer", "applicant", "agent", "manager", "staff-1", "staff-2"] as const),
  ...(["counselor", "service-center", "exchange", "system"] as const)
]
/** A role of the table. @category models */
export type Role = (typeof roles)[number]
/** How far a role reaches. @category models */
export type Cell = "-" | "own" | "agency" | "all"

const cells = (row: string): Readonly<Record<Role, Cell>> => {
  const names: Readonly<Record<string, Cell>> = { "-": "-", o: "own", g: "agency", a: "all" }
  return Object.fromEntries(roles.map((role, n) => [role, names[row[n * 2] ?? "-"] ?? "-"])) as Record<Role, Cell>
}

/**
 * The table; columns: consumer, applicant, agent, manager, staff 1, staff 2, counselor, service center, exchange, system;
 * o own records, g own agency, a all. What a policy withholds from staff and from the system is in `withheldFrom`.
 *
 * @category models
 */
export const table: Readonly<Record<Capability, Readonly<Record<Role, Cell>>>> = {
  "open-agency": cells("- a - - - - - - a -"),
  "list-agencies": cells("- - - - - - - - a a"),
  "view-agency": cells("- - - g g g - a a -"),
  "complete-agency": cells("- - - g - g - - a -"),
  "edit-agency": cells("- - - g - g - - a -"),
  "name-signer": cells("- - - g - - - - a -"),
  "sign-agreement": cells("- - - g - - - - a a"),
  "request-agency-change": cells("- - - g - - - - a -"),
  "review-agency-change": cells("- - - - - - - - a -"),
  "run-agency-daily": cells("- - - - - - - - a a"),
  "certify-agency": cells("- - - - - - - - a -"),
  "view-roster": cells("- - - g g g - a a -"),
  "view-agent": cells("- - o g g g - - a -"),
  "add-agent": cells("- - - g - g - - a -"),
  "set-agent-activity": cells("- - - g - g - - a -"),
  "change-managers": cells("- - - g - - - - a -"),
  "add-staff": cells("- - - g - - - - - -"),
  "view-staff": cells("- - - g - g - - a -"),
  "approve-staff": cells("- - - - - - - - a -"),
  "record-staff-training": cells("- - - - - - - - a a"),
  "set-staff-active": cells("- - - g - - - - a -"),
  "set-staff-inactive": cells("- - - g - g - - a -"),
  "terminate-staff": cells("- - - g - - - - a -"),
  "submit-agency": cells("- - - g - - - - a -"),
  "invite-agent": cells("- - - g - g - - a -"),
  "issue-delegation-code": cells("- - - g - - - - - -"),
  "claim-invitation": cells("- a - - - - - - - -"),
  "reapply-agent": cells("- - - g - - - - a -"),
  "withdraw-agent": cells("- - o g - - - - a -"),
  "certify-agent": cells("- - - - - - - - a -"),
  "give-certification": cells("- - - - - - - - a a"),
  "report-agent-change": cells("- - o g - g - - a -"),
  "edit-agent-profile": cells("- - o g - g - - a -"),
  "change-agent-login": cells("- - o - - - - - a -"),
  "lock-agent": cells("- - o - - - - - a a"),
  "unlock-agent": cells("- - - - - - - - a a"),
  "recertify-agent": cells("- - - - - - - - a a"),
  "request-reconsideration": cells("- - o - - - - - a -"),
  "run-certification-daily": cells("- - - - - - - - a a"),
  "suspend-agent": cells("- - - - - - - - a a"),
  "record-licence": cells("- - - - - - - - a a"),
  "search-directory": cells("a a a - - - a a a a"),
  "request-delegation": cells("o - - - - - - a - -"),
  "delegate-by-phone": cells("- - - - - - - a - -"),
  "delegate-by-code": cells("o - - - - - - - - -"),
  "start-application": cells("- - o - g g o - - -"),
  "begin-application": cells("o - - - - - - a - -"),
  "claim-case": cells("- - o - - - o - - -"),
  "change-agent-by-passcode": cells("- - o - - - - - - -"),
  "remind-requests": cells("- - - - - - - - - a"),
  "grant-consent": cells("o - o - - - - a - -"),
  "rescind-consent": cells("o - - - - - - a a -"),
  "expire-consents": cells("- - - - - - - - - a"),
  "review-application": cells("o - o - - - - a - -"),
  "view-consents": cells("o - o - - - - a a -"),
  "answer-request": cells("- - o - g g o - - -"),
  "view-requests": cells("- - o g g g o - a -"),
  "expire-request": cells("- - - - - - - - - a"),
  "update-application": cells("o - o g g g o a - -"),
  "submit-application": cells("o - o g g g o a - -"),
  "choose-plan": cells("o - o g - - o a - -"),
  "upload-consumer-document": cells("o - o g g g o a - -"),
  "call-service-center": cells("o - o g g g o - - -"),
  "remove-delegation": cells("o - - - - - - a a -"),
  "relinquish-delegation": cells("- - o g - - o - - -"),
  "transfer-book": cells("- - - g - g - - a -"),
  "apply-due-transfers": cells("- - - - - - - - a a"),
  "answer-transfer": cells("o - - - - - - a - -"),
  "submit-transfer": cells("- - o g - - - - a -"),
  "review-transfer": cells("- - - - - - - - a -"),
  "view-own-book": cells("- - o - - - o - a -"),
  "view-agency-book": cells("- - - g g g - - a -"),
  "view-exchange-figures": cells("- - - - - - - - a -"),
  "export-book": cells("- - o g - - - - a -"),
  "view-commissions": cells("- - o g - - - - a -"),
  "return-discrepancies": cells("- - o - - - - - - -"),
  "view-discrepancies": cells("- - o g - - - - a -"),
  "answer-discrepancies": cells("- - - - - - - - a -"),
  "complete-export": cells("- - o g - - - - a a"),
  "view-exports": cells("- - o g - - - - a -"),
  "ask-for-access-code": cells("o - - - - - a - - a"),
  "issue-access-code": cells("- - - - - - - a a a"),
  "revoke-access": cells("- - - - - - - a a -"),
  "redeem-access-code": cells("o a - - - - - - - -"),
  "act-for-agent": cells("- - - g - - - - - -"),
  "run-extranet-onboarding": cells("- - - - - - - - a a"),
  "run-extranet-daily": cells("- - - - - - - - a a"),
  "use-extranet": cells("- - o - - - - - - a"),
  "reset-extranet": cells("- a o - - - - a a -"),
  "make-extract": cells("- - - - - - - - a a"),
  "view-delegation-history": cells("o - o g - - - a a -"),
  "view-past-delegations": cells("- - o g - - o - a -"),
  "view-audit": cells("- - o g - - o - a -"),
  "view-case-audit": cells("o - - - - - - a a -"),
  "change-agent-of-record": cells("- - - - - - - - a -"),
  "report-agents-of-record": cells("- - - - - - - - a a"),
  "read-carrier-changes": cells("- - - - - - - - a a"),
  "keep-entities": cells("- - - - - - - - a -"),
  "view-entities": cells("- - - - - - - a a -"),
  "keep-counselors": cells("- - - - - - - - a -"),
  "record-feed": cells("- - - - - - - - - a")
}

/**
 * What a policy withholds from a role, although the table has it: from staff without a number, and from the system.
 *
 * @category queries
 */
export const withheldFrom = (role: Role, policy: Policy): ReadonlyArray<Capability> => {
  if (role === "system") return policy.systemMayCertifyAgents ? [] : ["give-certification"]
  if (role !== "staff-1" && role !== "staff-2") return []
  const { staffMayAnswerRequests: answers } = policy
  return [
    ...(answers === "both" || (answers === "level-2" && role === "staff-2")
      ? []
      : (["answer-request", "view-requests"] as const)),
    ...(policy.staffMaySubmitApplication ? [] : (["submit-application"] as const)),
    ...(policy.staffMayCallServiceCenter === "yes" ? [] : (["call-service-center"] as const)),
    ...(policy.staffMayDisableStaff ? [] : (["set-staff-inactive"] as const))
  ]
}

/**
 * What managers and staff do only while an agent of theirs holds the case.
 *
 * @category models
 */
export const casework: ReadonlyArray<Capability> = [
  ...(["start-application", "update-application", "submit-application", "choose-plan"] as const),
  ...(["upload-consumer-document", "call-service-center"] as const)
]
