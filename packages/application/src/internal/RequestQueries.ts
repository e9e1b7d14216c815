/**
 * Questions about requests that nobody has answered.
 *
 * @since 0.1.0
 */
import * as Dates from "@agencybook/core/CalendarDate"
import type { DelegationId } from "@agencybook/core/Id"
import * as Effect from "effect/Effect"
import { placeIn, range } from "../Store.ts"
import { consult, type Viewer } from "./QueryAsk.ts"
import { toRemindOf } from "./RemindersDue.ts"

/** A request whose days are over on a day, and when it was made. @category models */
export interface RequestDue {
  readonly delegationId: DelegationId
  readonly requestedAt: Dates.Instant
}

/** Which part of the requests that are due: at most `limit`, by default 500, after one of them. @category models */
export interface RequestDuePart {
  readonly after?: RequestDue
  readonly limit?: number
}

/**
 * The requests whose days are over on a day, the oldest first: one `ExpireRequest` for each of them. A request that has
 * expired is not there any more when it is asked again. Nothing of the consumers is shown.
 *
 * **Rules**: DEL-23.
 *
 * @category queries
 */
export const requestsDue = (viewer: Viewer, day: Dates.CalendarDate, { after, limit = 500 }: RequestDuePart = {}) =>
  consult(viewer, { capability: "expire-request", target: {} }, ({ scan }, { policy }) => {
    const young = Dates.startOf(Dates.plusDays(day, 1 - policy.requestDays), policy.timeZone)
    const old = range("delegation", "requestedAt", "", young)
    const place = after && { after: { key: after.requestedAt, id: after.delegationId } }
    return Effect.map(scan(old, { limit, ...place }), (found) =>
      found.map((one): RequestDue => {
        const { id, key } = placeIn(old, one)
        return { delegationId: id as DelegationId, requestedAt: key as Dates.Instant }
      })
    )
  })

/**
 * A page of the requests of whose answer the agent is to be reminded on a day, the oldest first: `RemindRequests` names
 * those of a page. It looks as far back as that command does, to requests of the two months before. Nothing of the
 * consumers is shown.
 *
 * **Rules**: DEL-23.
 *
 * @category queries
 */
export const remindersDue = toRemindOf("delegation")
