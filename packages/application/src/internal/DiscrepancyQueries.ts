/**
 * Questions about lists of consumers whom agents miss in their books: what came back, what waits, and what was found.
 *
 * @since 0.1.0
 */
import * as DiscrepancyList from "@agencybook/core/DiscrepancyList"
import { read } from "@agencybook/core/Facts"
import type { CaseId, DiscrepancyListId } from "@agencybook/core/Id"
import type * as Page from "@agencybook/core/Page"
import * as Effect from "effect/Effect"
import { every, range } from "../Store.ts"
import type { BookScope } from "./BookReads.ts"
import { each, scanned } from "./Paging.ts"
import { consult, type Question, show, type Viewer } from "./QueryAsk.ts"

/**
 * A page of the lists that were returned for the books of an agency, or of one agent in it, the latest first, in figures.
 *
 * **Rules**: BOB-03, BOB-13.
 *
 * @category queries
 */
export const returnedDiscrepancies = (viewer: Viewer, scope: BookScope, request: Page.Request) =>
  consult(viewer, { capability: "view-discrepancies", target: scope }, (reading) => {
    const { agencyId, agentId } = scope
    const returned = range("discrepancyList", "returned", `${agencyId} `, `${agencyId}!`)
    const row = (list: DiscrepancyList.DiscrepancyList) =>
      agentId === undefined || list.agentId === agentId ? DiscrepancyList.summarise(list) : undefined
    return scanned(reading, returned, request, each(row), true)
  })

/**
 * A page of the lists of the whole exchange with claims that nobody has answered, the oldest first, in figures.
 *
 * **Rules**: BOB-13.
 *
 * @category queries
 */
export const waitingDiscrepancies = (viewer: Viewer, request: Page.Request) =>
  consult(viewer, { capability: "answer-discrepancies", target: {} }, (reading) =>
    scanned(reading, every("discrepancyList", "waiting"), request, each(DiscrepancyList.summarise))
  )

/** A list, and the cases with which it was answered. */
interface Seen {
  readonly list: DiscrepancyList.DiscrepancyList
  readonly cases: ReadonlyArray<CaseId>
}

/** The numbers of the cases with which a list was answered. */
const numbersIn = ({ lines }: DiscrepancyList.DiscrepancyList) =>
  lines.flatMap(({ answer }) => (answer !== undefined && "caseNumber" in answer ? [answer.caseNumber] : []))

/**
 * One list with its claims and what was found about each. To who returned it, and to the managers of the agency, a claim
 * that was not upheld looks the same whether there is such a case or not.
 *
 * **Rules**: BOB-03, BOB-13, SEC-03.
 *
 * @category queries
 */
export const discrepancyList = (viewer: Viewer, listId: DiscrepancyListId) => {
  const question: Question = {
    capability: "view-discrepancies",
    target: (facts) => {
      const list = facts.get("discrepancyList", listId)
      return list === undefined ? {} : { agencyId: list.agencyId, agentId: list.agentId }
    },
    first: [read("discrepancyList", "id", listId)]
  }
  return Effect.map(
    show<Seen>(
      viewer,
      question,
      { what: "discrepancies", cases: ({ cases }) => cases, count: ({ list }) => list.lines.length },
      (facts) => {
        const list = facts.get("discrepancyList", listId)
        return [
          read("discrepancyList", "id", listId),
          ...(list === undefined ? [] : [read("case", "number", ...numbersIn(list))])
        ]
      },
      (facts, _, { role }) => {
        const list = facts.get("discrepancyList", listId)
        if (list === undefined) return DiscrepancyList.unknownList({ listId })
        const cases = numbersIn(list).flatMap((number) =>
          facts.find("case", "number", number).map(({ caseId }) => caseId)
        )
        return { list: role === "exchange" ? list : DiscrepancyList.forAgent(list), cases }
      }
    ),
    ({ asOf, value }) => ({ asOf, value: value.list })
  )
}
