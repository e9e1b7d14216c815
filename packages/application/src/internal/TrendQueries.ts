/**
 * How a book went from day to day.
 *
 * @since 0.1.0
 */

import * as Dates from "@agencybook/core/CalendarDate"
import type { Delegation } from "@agencybook/core/Delegation"
import * as Trend from "@agencybook/core/Trend"
import * as Effect from "effect/Effect"
import type { Range } from "../Store.ts"
import type { BookScope } from "./BookReads.ts"
import { listRange } from "./ListQueries.ts"
import { throughout } from "./Paging.ts"
import { consult, isOwn, type Viewer } from "./QueryAsk.ts"

/** How many days one question is about at most: a year and a month. @category models */
export const mostTrendDays = 400

/**
 * The clients of an agency, agent by agent, or of one agent in it, on each of the last days and today: how many were held,
 * how many came and how many went.
 *
 * **Details**: it is counted from the periods of delegations each time, so that the answer is the same however often it is
 * asked, also about days on which nobody asked; what was recorded since, late or as a correction, is in it. It reads the
 * delegations that are held and those that ended in the days, and nothing of consumers. The last day has what was held when
 * the answer was made. Who is on the roster is not asked: an agent who has left has a line for the days before.
 *
 * **Rules**: BOB-02, BOB-03, BOB-05, BOB-08.
 *
 * @category queries
 */
export const trend = (viewer: Viewer, scope: BookScope, days: number) =>
  consult(
    viewer,
    { capability: isOwn(viewer, scope) ? "view-own-book" : "view-agency-book", target: scope },
    Effect.fnUntraced(function* (reading, { day, policy: { timeZone } }) {
      const span = { through: day, days, timeZone }
      const holdings: Array<Trend.Holding> = []
      const take = (range: Range) =>
        throughout(reading, range, (found) =>
          Effect.sync(() => {
            for (const { record } of found) {
              const one = Trend.holdingOf(record as Delegation)
              if (one !== undefined) holdings.push(one)
            }
          })
        )
      yield* take(listRange(scope, "active"))
      const past = listRange(scope, "inactive")
      yield* take({ ...past, from: `${past.from}${Dates.startOf(Trend.firstDay(span), timeZone)}` })
      return Trend.make(holdings, span)
    })
  )
