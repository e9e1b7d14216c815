/**
 * The requests of which somebody is to be reminded on a day, to agents as to counselors.
 *
 * @since 0.1.0
 */
import * as Dates from "@agencybook/core/CalendarDate"
import type * as Page from "@agencybook/core/Page"
import * as RequestReminder from "@agencybook/core/RequestReminder"
import { range } from "../Store.ts"
import { each, scanned } from "./Paging.ts"
import { consult, type Viewer } from "./QueryAsk.ts"

/** The question for those of a kind; it looks as far back as the command does. @rule DEL-23 */
export const toRemindOf =
  (kind: "delegation" | "counselorDelegation") => (viewer: Viewer, day: Dates.CalendarDate, request: Page.Request) =>
    consult(viewer, { capability: "remind-requests", target: {} }, (reading, { policy }) => {
      const young = Dates.startOf(Dates.plusDays(day, 1 - RequestReminder.reminderDays[0]), policy.timeZone)
      const waiting = range(kind, "requestedAt", Dates.firstOfMonth(day, -2).slice(0, 7), young)
      const rows = each((one: RequestReminder.Request) =>
        RequestReminder.next(one, day, policy) === undefined ? undefined : one.delegationId
      )
      return scanned(reading, waiting, request, rows)
    })
