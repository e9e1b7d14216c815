/**
 * Plain sample records of enrollment entities and their counselors, of the moment of `Sample`.
 *
 * @since 0.1.0
 */
import type { Actor } from "@agencybook/core/Actor"
import * as Dates from "@agencybook/core/CalendarDate"
import type { Counselor } from "@agencybook/core/Counselor"
import type { EnrollmentEntity } from "@agencybook/core/EnrollmentEntity"
import * as Id from "@agencybook/core/Id"
import { now, today } from "./Sample.ts"

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
