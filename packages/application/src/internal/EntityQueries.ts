/**
 * Questions about enrollment entities and their counselors.
 *
 * @since 0.1.0
 */
import type { CalendarDate, Instant } from "@agencybook/core/CalendarDate"
import { fullName } from "@agencybook/core/Contact"
import * as Counselor from "@agencybook/core/Counselor"
import * as EnrollmentEntity from "@agencybook/core/EnrollmentEntity"
import { read } from "@agencybook/core/Facts"
import type { EntityId, UserId } from "@agencybook/core/Id"
import type * as Page from "@agencybook/core/Page"
import * as Effect from "effect/Effect"
import * as Loading from "../Loading.ts"
import { every, only } from "../Store.ts"
import { each, scanned } from "./Paging.ts"
import { consult, type Viewer } from "./QueryAsk.ts"

/** One entity of the register. @category models */
export interface EntityLine {
  readonly entityId: EntityId
  readonly name: string
  readonly certification: EnrollmentEntity.Certification["_tag"]
  readonly since: Instant
  /** The last day of the certification, where there is one. */
  readonly through?: CalendarDate
  /** Why it was suspended or ended. */
  readonly reason?: EnrollmentEntity.Reason
  /** Whether its counselors may help on the day of asking. @rule ENT-01 */
  readonly certified: boolean
}

/** One counselor of an entity. @category models */
export interface CounselorLine {
  readonly counselorId: UserId
  readonly name: string
  readonly state: Counselor.State["_tag"]
  readonly since: Instant
  /** Why the work ended. */
  readonly reason?: EnrollmentEntity.Reason
  /** What the counselor lacks for helping on the day of asking; nothing means that consents decide. @rule ENT-01 */
  readonly gaps: ReadonlyArray<Counselor.Gap>
}

const entityLine = (entity: EnrollmentEntity.EnrollmentEntity, day: CalendarDate): EntityLine => {
  const { certification, entityId, name } = entity
  return {
    entityId,
    name,
    certification: certification._tag,
    since: certification.since,
    ...("through" in certification ? { through: certification.through } : {}),
    ...("reason" in certification ? { reason: certification.reason } : {}),
    certified: EnrollmentEntity.isCertifiedOn(entity, day)
  }
}

/**
 * A page of the register of enrollment entities by identifier, of all or of those in a state: for the exchange, and for the
 * service center, which has to know who calls for a consumer.
 *
 * **Rules**: ENT-01, ACC-02.
 *
 * @category queries
 */
export const entities = (
  viewer: Viewer,
  { certification }: { readonly certification?: EntityLine["certification"] },
  request: Page.Request
) =>
  consult(viewer, { capability: "view-entities", target: {} }, (reading, { day }) =>
    scanned(
      reading,
      certification === undefined
        ? every("enrollmentEntity", "id")
        : only("enrollmentEntity", "certification", certification),
      request,
      each((entity: EnrollmentEntity.EnrollmentEntity) => entityLine(entity, day))
    )
  )

/** An entity with a page of its counselors. @category models */
export interface EntityWithCounselors extends Page.Page<CounselorLine> {
  readonly entity: EntityLine
}

/**
 * An enrollment entity with a page of its counselors by login, past ones included, and what each lacks for helping.
 *
 * **Details**: consumers are not in it; for whom a counselor works is in the consents of the case.
 *
 * **Rules**: ENT-01, ACC-02.
 *
 * @category queries
 */
export const counselors = (viewer: Viewer, entityId: EntityId, request: Page.Request) =>
  consult(
    viewer,
    { capability: "view-entities", target: {} },
    Effect.fnUntraced(function* (reading, { day }) {
      const { facts } = yield* Loading.discover(reading.load, () => [read("enrollmentEntity", "id", entityId)])
      const entity = facts.get("enrollmentEntity", entityId)
      if (entity === undefined) return EnrollmentEntity.unknownEntity({ entityId })
      const line = (counselor: Counselor.Counselor): CounselorLine => {
        const { counselorId, name, state } = counselor
        return {
          counselorId,
          name: fullName(name),
          state: state._tag,
          since: state.since,
          ...("reason" in state ? { reason: state.reason } : {}),
          gaps: Counselor.gaps({ counselor, entity }, day)
        }
      }
      const page: Page.Page<CounselorLine> = yield* scanned(
        reading,
        only("counselor", "entity", entityId),
        request,
        each(line)
      )
      const answer: EntityWithCounselors = { entity: entityLine(entity, day), ...page }
      return answer
    })
  )
