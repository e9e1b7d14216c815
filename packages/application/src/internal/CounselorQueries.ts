/**
 * Questions about what consumers have entrusted to counselors: a counselor's lists, the counselors of a case, and requests
 * whose days are over.
 *
 * @since 0.1.0
 */

import * as Dates from "@agencybook/core/CalendarDate"
import type { Capability } from "@agencybook/core/Capability"
import { fullName } from "@agencybook/core/Contact"
import * as CounselorDelegation from "@agencybook/core/CounselorDelegation"
import * as CounselorList from "@agencybook/core/CounselorList"
import { counselorOf, counselorReads, read } from "@agencybook/core/Facts"
import type { CaseId, DelegationId, UserId } from "@agencybook/core/Id"
import type * as Page from "@agencybook/core/Page"
import * as Effect from "effect/Effect"
import * as Loading from "../Loading.ts"
import { placeIn, type Range, type Reading, range } from "../Store.ts"
import { type Rows, scanned } from "./Paging.ts"
import { casesOf, consult, disclose, type Viewer } from "./QueryAsk.ts"
import { toRemindOf } from "./RemindersDue.ts"
import type { RequestDue, RequestDuePart } from "./RequestQueries.ts"

const capabilityOf = (list: CounselorDelegation.List): Capability => {
  switch (list) {
    case "pending":
      return "view-requests"
    case "active":
      return "view-own-book"
    case "inactive":
      return "view-past-delegations"
  }
}

const listRange = (counselorId: UserId, list: CounselorDelegation.List): Range => {
  const { from, until } = CounselorDelegation.placesOf(counselorId, list)
  return range("counselorDelegation", "list", from, until)
}

const lines =
  ({ load }: Pick<Reading, "load">, day: Dates.CalendarDate): Rows<CounselorList.Line> =>
  (found) => {
    const delegations = found.map(({ record }) => record as CounselorDelegation.CounselorDelegation)
    const cases = delegations.map(({ caseId }) => caseId)
    return Effect.map(load([read("case", "id", ...cases), read("consent", "case", ...cases)]), (loaded) => {
      const facts = Loading.factsOf(loaded)
      return delegations.map((one) => {
        const value = facts.get("case", one.caseId)
        return value && CounselorList.line(one, value, facts.find("consent", "case", one.caseId), day)
      })
    })
  }

/**
 * A page of one list of a counselor: requests, the oldest first; clients, those helped longest first; what is over, the
 * latest first. To the counselor and to the exchange.
 *
 * **Rules**: ENT-01, DEL-28, DEL-22, SEC-03.
 *
 * @category queries
 */
export const counselorClients = (
  viewer: Viewer,
  counselorId: UserId,
  list: CounselorDelegation.List,
  request: Page.Request
) =>
  disclose<Page.Page<CounselorList.Line>>(
    viewer,
    { capability: capabilityOf(list), target: { counselorId } },
    { what: "delegations", cases: ({ rows }) => casesOf(rows) },
    (reading, { day }) =>
      scanned(reading, listRange(counselorId, list), request, lines(reading, day), list === "inactive")
  )

/** One delegation of a case to a counselor. @category models */
export interface CaseCounselor extends CounselorDelegation.CounselorDelegation {
  readonly counselorName: string
  readonly entityName: string
}

/**
 * The delegations of a case to counselors, present and past, by when each came into its state: to the consumer, the service
 * center and the exchange.
 *
 * **Rules**: ENT-01, DEL-05.
 *
 * @category queries
 */
export const caseCounselors = (viewer: Viewer, caseId: CaseId) =>
  disclose<ReadonlyArray<CaseCounselor>>(
    viewer,
    { capability: "view-delegation-history", target: { caseId } },
    { what: "history", cases: (found) => (found.length === 0 ? [] : [caseId]), count: ({ length }) => length },
    Effect.fnUntraced(function* ({ load }) {
      const { facts } = yield* Loading.discover(load, (known) => [
        read("counselorDelegation", "history", caseId),
        ...known
          .find("counselorDelegation", "history", caseId)
          .flatMap(({ delegate }) => counselorReads(known, delegate.counselorId))
      ])
      return facts
        .find("counselorDelegation", "history", caseId)
        .map((one): CaseCounselor => {
          const { counselor, entity } = counselorOf(facts, one.delegate.counselorId)
          return {
            ...one,
            counselorName: counselor === undefined ? "" : fullName(counselor.name),
            // Who has gone over to another entity helped for the one that the delegation names.
            entityName: entity?.entityId === one.delegate.entityId ? entity.name : ""
          }
        })
        .sort((a, b) => (CounselorDelegation.since(a.state) < CounselorDelegation.since(b.state) ? -1 : 1))
    })
  )

/**
 * The requests to counselors whose days are over on a day, the oldest first: one `ExpireCounselorRequest` for each of them.
 * Nothing of the consumers is shown.
 *
 * **Rules**: DEL-23.
 *
 * @category queries
 */
export const counselorRequestsDue = (
  viewer: Viewer,
  day: Dates.CalendarDate,
  { after, limit = 500 }: RequestDuePart = {}
) =>
  consult(viewer, { capability: "expire-request", target: {} }, ({ scan }, { policy }) => {
    const young = Dates.startOf(Dates.plusDays(day, 1 - policy.requestDays), policy.timeZone)
    const old = range("counselorDelegation", "requestedAt", "", young)
    const place = after && { after: { key: after.requestedAt, id: after.delegationId } }
    return Effect.map(scan(old, { limit, ...place }), (found) =>
      found.map((one): RequestDue => {
        const { id, key } = placeIn(old, one)
        return { delegationId: id as DelegationId, requestedAt: key as Dates.Instant }
      })
    )
  })

/**
 * A page of the requests of whose answer the counselor is to be reminded on a day, the oldest first: `RemindRequests` names
 * those of a page, as it does those to agents. Nothing of the consumers is shown.
 *
 * **Rules**: DEL-23.
 *
 * @category queries
 */
export const counselorRemindersDue = toRemindOf("counselorDelegation")
