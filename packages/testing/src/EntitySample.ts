/**
 * Plain sample records of enrollment entities and their counselors, of the moment of `Sample`.
 *
 * @since 0.1.0
 */
import type { Actor } from "@agencybook/core/Actor"
import * as Dates from "@agencybook/core/CalendarDate"
import type { Counselor } from "@agencybook/core/Counselor"
import type { CounselorDelegation } from "@agencybook/core/CounselorDelegation"
import type { EnrollmentEntity } from "@agencybook/core/EnrollmentEntity"
import * as Id from "@agencybook/core/Id"
import { caseId, now, today } from "./Sample.ts"

/** The certification of an enrollment entity by its name; it lasts for half a year. @category constructors */
export const entityCertification = (
  state: EnrollmentEntity["certification"]["_tag"]
): EnrollmentEntity["certification"] => {
  const since = Dates.plusHours(now, -48)
  const through = Dates.plusDays(today, 180)
  switch (state) {
    case "Registered":
      return { _tag: state, since }
    case "Certified":
      return { _tag: state, since, through }
    case "Suspended":
      return { _tag: state, since, through, reason: "under-investigation" }
    case "Ended":
      return { _tag: state, since, reason: "agreement-over" }
  }
}
/** The `n`-th enrollment entity, certified. @category constructors */
export const entity = (n = 0, over: Partial<EnrollmentEntity> = {}): EnrollmentEntity => ({
  entityId: Id.make(`entity-${n}`),
  name: `Open Door ${n}` as EnrollmentEntity["name"],
  certification: entityCertification("Certified"),
  ...over
})
/** The `n`-th counselor, who works for entity 0. @category constructors */
export const counselor = (n = 0, over: Partial<Counselor> = {}): Counselor => ({
  counselorId: Id.make(`counselor-${n}`),
  entityId: Id.make("entity-0"),
  name: { first: "Cleo", last: "Nash" } as Counselor["name"],
  state: { _tag: "Active", since: Dates.plusHours(now, -24) },
  ...over
})
/** The `n`-th counselor as an actor. @category constructors */
export const asCounselor = (n = 0): Actor => ({ _tag: "Counselor", userId: Id.make(`counselor-${n}`) })

/** The state of a counselor's delegation by its name: asked for a day ago, begun twelve hours ago. @category constructors */
export const helping = (state: CounselorDelegation["state"]["_tag"]): CounselorDelegation["state"] => {
  const at = Dates.plusHours(now, -24)
  const from = Dates.plusHours(now, -12)
  switch (state) {
    case "Active":
      return { _tag: state, from }
    case "Ended":
      return { _tag: state, from, until: Dates.plusHours(now, -1), reason: "relinquished" }
    default:
      return { _tag: state, at }
  }
}
/** The `n`-th delegation to a counselor: of case `n` to counselor 0 of entity 0, by consent `n`. @category constructors */
export const delegation = (
  n = 0,
  state: CounselorDelegation["state"]["_tag"] = "Active",
  over: Partial<CounselorDelegation> = {}
): CounselorDelegation => ({
  delegationId: Id.make(`help-${n}`),
  caseId: caseId(n),
  delegate: { counselorId: Id.make("counselor-0"), entityId: Id.make("entity-0") },
  origin: "directory",
  signedBy: "Cora Quint",
  consentId: Id.make(`consent-${n}`),
  state: helping(state),
  ...over
})
