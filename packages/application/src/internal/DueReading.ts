/**
 * Records about which a daily run has something to do, found by the day that is kept in them.
 *
 * @since 0.1.0
 */
import type { CalendarDate } from "@agencybook/core/CalendarDate"
import * as Dates from "@agencybook/core/CalendarDate"
import type { Place } from "@agencybook/core/Page"
import * as Effect from "effect/Effect"
import { placeIn, type Reading, range } from "../Store.ts"

/** Which part of those that are due: at most `limit`, by default 500, after one of them. */
export interface Part {
  readonly after?: Place
  readonly limit?: number
}

/** What is due on a day or was due before, the longest first; each with its identifier and its day. */
export const dueIn = (kind: "agency" | "agent", day: CalendarDate, { after, limit = 500 }: Part, { scan }: Reading) => {
  const due = range(kind, "due", "", Dates.plusDays(day, 1))
  return Effect.map(scan(due, { limit, ...(after === undefined ? {} : { after }) }), (found) =>
    found.map((one) => placeIn(due, one))
  )
}
