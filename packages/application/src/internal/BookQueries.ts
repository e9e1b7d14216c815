/**
 * Questions about a book of business: rows, pages, figures, and what was taken out of the portal.
 *
 * @since 0.1.0
 */
import type * as Authority from "@agencybook/core/Authority"
import * as BookExport from "@agencybook/core/BookExport"
import * as BookFilter from "@agencybook/core/BookFilter"
import * as Book from "@agencybook/core/BookOfBusiness"
import * as BookPage from "@agencybook/core/BookPage"
import { type Facts, read, type Selection } from "@agencybook/core/Facts"
import type { ExportId } from "@agencybook/core/Id"
import type * as Page from "@agencybook/core/Page"
import { range } from "../Store.ts"
import { figureReads, figuresIn } from "./BookFigures.ts"
import { type BookScope, bookReads, entriesIn } from "./BookReads.ts"
import { each, scanned } from "./Paging.ts"
import { ask, consult, isOwn, type Viewer } from "./QueryAsk.ts"

const askBook = <A>(
  viewer: Viewer,
  scope: BookScope,
  more: (facts: Facts, moment: Authority.Moment) => ReadonlyArray<Selection>,
  answer: (rows: ReadonlyArray<Book.Row>, facts: Facts, moment: Authority.Moment) => A
) => {
  const reads = bookReads(scope)
  return ask(
    viewer,
    isOwn(viewer, scope) ? "view-own-book" : "view-agency-book",
    scope,
    (facts, moment) => [...reads(facts), ...more(facts, moment)],
    (facts, moment, { role }) => {
      const rows = Book.rows(entriesIn(facts, scope), moment.at, moment.policy.timeZone)
      // Staff see the active list: what is frozen is not theirs to work on. @rule STF-06
      const active = role === "staff-1" || role === "staff-2"
      return answer(active ? rows.filter((row) => row.delegationState === "Active") : rows, facts, moment)
    }
  )
}

const nothingMore = () => []

/**
 * The book of business of an agency, of one of its agents, or the own one; filtered and sorted when that is asked for.
 *
 * **Rules**: BOB-01..04, STF-02, STF-06.
 *
 * @category queries
 */
export const book = (viewer: Viewer, scope: BookScope, choice: Pick<BookPage.Request, "filter" | "sort"> = {}) =>
  askBook(viewer, scope, nothingMore, (rows) =>
    BookPage.sorted(choice.filter === undefined ? rows : BookFilter.apply(rows, choice.filter), choice.sort ?? [])
  )

/**
 * One page of a book, with the number of rows that fit in all and the cursor of the next page.
 *
 * **Rules**: BOB-01..04, BOB-06.
 *
 * @category queries
 */
export const bookPage = (viewer: Viewer, scope: BookScope, request: BookPage.Request) =>
  askBook(viewer, scope, nothingMore, (rows) => BookPage.page(rows, request))

/**
 * The figures of a book: an agency's with those of its agents, or one agent's.
 *
 * **Rules**: BOB-02, BOB-05.
 *
 * @category queries
 */
export const summary = (viewer: Viewer, scope: BookScope) =>
  askBook(
    viewer,
    scope,
    (facts, { at }) => figureReads(scope, at)(facts),
    (rows, facts, moment) => figuresIn(facts, scope, rows, moment)
  )

/**
 * The rows of an export that was recorded, to who recorded it, as long as it lives.
 *
 * **Rules**: BOB-06..09, BOB-12.
 *
 * @category queries
 */
export const exportRows = (viewer: Viewer, exportId: ExportId) =>
  ask(
    viewer,
    "complete-export",
    (facts) => {
      const order = facts.get("exportLog", exportId)?.order
      return order === undefined ? {} : BookExport.target(order)
    },
    (facts) => {
      const order = facts.get("exportLog", exportId)?.order
      return [read("exportLog", "id", exportId), ...(order === undefined ? [] : bookReads(order)(facts))]
    },
    (facts, { at, policy }) => {
      const exportLog = facts.get("exportLog", exportId)
      const obstructed = BookExport.obstacle(exportId, exportLog, viewer.actor, at)
      if (obstructed !== undefined || exportLog === undefined)
        return obstructed ?? BookExport.unknownExport({ exportId })
      const { order } = exportLog
      return { order, rows: BookExport.rows(order, entriesIn(facts, order), at, policy.timeZone) }
    },
    [read("exportLog", "id", exportId)]
  )

/**
 * A page of who took which book of an agency out of the portal, the latest first.
 *
 * **Rules**: BOB-07.
 *
 * @category queries
 */
export const exportLogs = (viewer: Viewer, scope: BookScope, request: Page.Request) =>
  consult(viewer, { capability: "view-exports", target: scope }, (reading) => {
    const { agencyId, agentId } = scope
    const taken = range("exportLog", "taken", `${agencyId} `, `${agencyId}!`)
    const row = (log: BookExport.ExportLog) =>
      agentId === undefined || log.order.agentId === agentId ? log : undefined
    return scanned(reading, taken, request, each(row), true)
  })
