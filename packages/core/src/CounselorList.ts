/**
 * The three lists in which a counselor sees whom consumers have entrusted to the counselor: pending, active, inactive.
 *
 * There is nothing of a book that could be paid or moved: what a line of the active list says of a case is what help with it
 * needs. The name of a consumer is whole only while a consent in force names the counselor.
 *
 * @since 0.1.0
 */
import type { CalendarDate, Instant } from "./CalendarDate.ts"
import type { Case, CaseNumber } from "./Case.ts"
import { type Consent, isInForce } from "./Consent.ts"
import { fullName, shortName } from "./Contact.ts"
import * as CounselorDelegation from "./CounselorDelegation.ts"
import type { CaseId, DelegationId, EntityId, UserId } from "./Id.ts"

/** One line of a counselor's list. @category models */
export interface Line {
  readonly delegationId: DelegationId
  readonly caseId: CaseId
  readonly caseNumber: CaseNumber
  readonly counselorId: UserId
  readonly entityId: EntityId
  readonly list: CounselorDelegation.List
  readonly state: CounselorDelegation.State["_tag"]
  readonly since: Instant
  readonly origin: CounselorDelegation.Origin
  /** Whole while a consent in force names the counselor, first name and initial until then, nothing when it is over. */
  readonly consumer?: string
  /** Where the case stands, while a consent in force names the counselor. @rule DEL-28 */
  readonly work?: {
    readonly application: Case["application"]
    readonly members: Case["members"]
    /** How many verifications wait for a document. */
    readonly verifications: number
    readonly renewal: Case["renewal"]
  }
  /** Why it ended. */
  readonly reason?: CounselorDelegation.EndReason
}

/**
 * A delegation to a counselor as a line of its list, with the case and the case's consents.
 *
 * **Rules**: DEL-28, ENT-01, BOB-04.
 *
 * @category constructors
 */
export const line = (
  delegation: CounselorDelegation.CounselorDelegation,
  value: Case,
  consents: ReadonlyArray<Consent>,
  day: CalendarDate
): Line => {
  const { caseId, delegate, delegationId, origin, state } = delegation
  const { application, caseNumber, members, primaryContact, renewal, verifications } = value
  const list = CounselorDelegation.listOf(state)
  const isAllowed = consents.some(
    (one) =>
      one.caseId === caseId &&
      one.grantee._tag === "Counselor" &&
      one.grantee.counselorId === delegate.counselorId &&
      isInForce(one, day)
  )
  const helps = list === "active" && isAllowed
  return {
    ...{ delegationId, caseId, caseNumber, ...delegate, list },
    ...{ state: state._tag, since: CounselorDelegation.since(state), origin },
    ...(list === "inactive" ? {} : { consumer: (helps ? fullName : shortName)(primaryContact.name) }),
    ...(helps ? { work: { application, members, verifications: verifications.length, renewal } } : {}),
    ...(state._tag === "Ended" ? { reason: state.reason } : {})
  }
}
