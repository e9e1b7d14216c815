/**
 * Questions about an agency itself.
 *
 * @since 0.1.0
 */
import { unknownAgency } from "@agencybook/core/Agency"
import * as AgencyAccount from "@agencybook/core/AgencyAccount"
import { both } from "@agencybook/core/AgencyName"
import type { CalendarDate } from "@agencybook/core/CalendarDate"
import { type Facts, read } from "@agencybook/core/Facts"
import type { AgencyId } from "@agencybook/core/Id"
import type { Refusal } from "@agencybook/core/Refusal"
import * as Effect from "effect/Effect"
import { dueIn } from "./DueReading.ts"
import { namesakeReads, namesakesOf } from "./NameReads.ts"
import { ask, consult, type Viewer } from "./QueryAsk.ts"

/**
 * The account of an agency: names, FEIN, licence, sites with hours, documents and status. The exchange, which certifies
 * it, sees which other live agencies are called alike.
 *
 * **Rules**: AGY-08, AGY-16.
 *
 * @category queries
 */
export const account = (viewer: Viewer, agencyId: AgencyId) => {
  const namesIn = (facts: Facts) => {
    const agency = facts.get("agency", agencyId)
    return agency === undefined || viewer.actor._tag !== "Exchange" ? [] : both(agency)
  }
  return ask(
    viewer,
    "view-agency",
    { agencyId },
    (facts) => [read("agency", "id", agencyId), ...namesakeReads(namesIn(facts))],
    (facts, { day }): AgencyAccount.Account | Refusal => {
      const agency = facts.get("agency", agencyId)
      if (agency === undefined) return unknownAgency({ agencyId })
      return AgencyAccount.make(agency, day, namesakesOf(namesIn(facts), facts, agencyId))
    }
  )
}

/** An agency about which the daily run has something to do, and since which day. @category models */
export interface AgencyDue {
  readonly agencyId: AgencyId
  readonly dueOn: CalendarDate
}

/** Which part of those that are due: at most `limit`, by default 500, after one of them. @category models */
export interface AgencyDuePart {
  readonly after?: AgencyDue
  readonly limit?: number
}

/**
 * The agencies about which the daily run of a day has something to do, those first that are due the longest: one
 * `RunAgencyDaily` for each of them. An agency that is done is not there any more when it is asked again.
 *
 * **Rules**: AGY-05.
 *
 * @category queries
 */
export const agenciesDue = (viewer: Viewer, day: CalendarDate, { after, limit = 500 }: AgencyDuePart = {}) =>
  consult(viewer, { capability: "run-agency-daily", target: {} }, (reading) =>
    Effect.map(
      dueIn("agency", day, { limit, ...(after && { after: { key: after.dueOn, id: after.agencyId } }) }, reading),
      (found) => found.map(({ id, key }): AgencyDue => ({ agencyId: id as AgencyId, dueOn: key as CalendarDate }))
    )
  )
