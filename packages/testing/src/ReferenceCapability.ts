/**
 * What the reference model says of capabilities beside the table of roles: lists written by hand.
 *
 * @since 0.1.0
 */
import type { Capability } from "@agencybook/core/Capability"

/** What leads to authority, and therefore cannot ask for it. @rule EMP-02 @category constants */
export const leadsToAuthority: ReadonlyArray<Capability> = [
  ...(["complete-agency", "edit-agency"] as const),
  ...(["request-agency-change", "submit-agency", "withdraw-agent"] as const),
  ...(["view-agency", "view-agent"] as const)
]

/** What binds the agency: an applicant does it, and nobody who has lost the certification. @rule AGY-05 @category constants */
export const binds: ReadonlyArray<Capability> = ["name-signer", "sign-agreement"]

/** What a manager may take over from an agent: answering, helping, giving up a case, the book and what it lacks. @rule ACT-02 @category constants */
export const takenOver: ReadonlyArray<Capability> = [
  ...([
    "answer-request",
    "view-requests",
    "relinquish-delegation",
    "view-own-book",
    "grant-consent",
    "review-application"
  ] as const),
  ...(["start-application", "update-application", "submit-application", "choose-plan"] as const),
  ...(["upload-consumer-document", "return-discrepancies", "view-discrepancies"] as const)
]

/** What a manager reads and moves in the own name, whatever becomes of the agent; each by which cell of the table. @rule AGT-19 @category constants */
export const inOwnName: Readonly<Partial<Record<Capability, Capability>>> = {
  "view-own-book": "view-agency-book",
  "view-requests": "view-requests",
  "view-discrepancies": "view-discrepancies",
  "transfer-book": "transfer-book"
}

/** Work on a consumer's case, which needs an agent who holds it and may act. @rule STF-06 @category constants */
export const casework: ReadonlyArray<Capability> = [
  ...(["start-application", "update-application", "submit-application", "choose-plan"] as const),
  ...(["upload-consumer-document", "call-service-center"] as const)
]
