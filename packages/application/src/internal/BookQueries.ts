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
import type { Capability } from "@agencybook/core/Capability"
import * as CoverageExport from "@agencybook/core/CoverageExport"
import * as Discrepancy from "@agencybook/core/Discrepancy"
import { type Facts, read } from "@agencybook/core/Facts"
import type { CaseId, ExportId } from "@agencybook/core/Id"
import type * as Page from "@agencybook/core/Page"
import * as Effect from "effect/Effect"
import { range } from "../Store.ts"
import { figureReads, figuresIn } from "./BookFigures.ts"
import { type BookScope, bookReads, entriesIn } from "./BookReads.ts"
import { each, scanned } from "./Paging.ts"
import { ask, casesOf, consult, isOwn, show, type Viewer } from "./QueryAsk.ts"

const capabilityOf = (viewer: Viewer, scope: BookScope): Capability =>
  isOwn(viewer, scope) ? "view-own-book" : "view-agency-book"

const shownRows = (facts: Facts, scope: BookScope, { at, policy }: Authority.Moment, { role }: Authority.Grant) => {
  const rows = Book.rows(entriesIn(facts, scope), at, policy.timeZone)
  // Staff see the active list: what is frozen is not theirs to work on. @rule STF-06
  const active = role === "staff-1" || role === "staff-2"
  return active ? rows.filter((row) => row.delegationState === "Active") : rows
}

const showBook = <A>(
  viewer: Viewer,
  scope: BookScope,
  rowsOf: (answer: A) => ReadonlyArray<{ readonly caseId: CaseId }>,
  answer: (rows: ReadonlyArray<Book.Row>) => A
) =>
  show<A>(
    viewer,
    { capability: capabilityOf(viewer, scope), target: scope },
    { what: "book", cases: (made) => casesOf(rowsOf(made)) },
    bookReads(scope),
    (facts, moment, grant) => answer(shownRows(facts, scope, moment, grant))
  )

/**
 * The book of business of an agency, of one of its agents, or the own one; filtered and sorted when that is asked for.
 *
 * **Rules**: BOB-01..04, STF-02, STF-06, SEC-03.
 *
 * @category queries
 */
export const book = (viewer: Viewer, scope: BookScope, choice: Pick<BookPage.Request, "filter" | "sort"> = {}) =>
  showBook<ReadonlyArray<Book.Row>>(
    viewer,
    scope,
    (rows) => rows,
    (rows) =>
      BookPage.sorted(choice.filter === undefined ? rows : BookFilter.apply(rows, choice.filter), choice.sort ?? [])
  )

/**
 * One page of a book, with the number of rows that fit in all and the cursor of the next page.
 *
 * **Rules**: BOB-01..04, BOB-06, SEC-03.
 *
 * @category queries
 */
export const bookPage = (viewer: Viewer, scope: BookScope, request: BookPage.Request) =>
  showBook<BookPage.BookPage>(
    viewer,
    scope,
    ({ rows }) => rows,
    (rows) => BookPage.page(rows, request)
  )

/**
 * The figures of a book: an agency's with those of its agents, or one agent's. Nobody is in them.
 *
 * **Rules**: BOB-02, BOB-05.
 *
 * @category queries
 */
export const summary = (viewer: Viewer, scope: BookScope) =>
  ask(
    viewer,
    capabilityOf(viewer, scope),
    scope,
    (facts, { at }) => [...bookReads(scope)(facts), ...figureReads(scope, at)(facts)],
    (facts, moment, grant) => figuresIn(facts, scope, shownRows(facts, scope, moment, grant), moment)
  )

/**
 * What a book says to those whom its reader misses: that the case is in it, that a household of the name is, or neither.
 * Nothing is said of cases outside the book; the exchange looks into what is left.
 *
 * **Rules**: BOB-03, BOB-13, STF-06, SEC-03.
 *
 * @category queries
 */
export const missing = (viewer: Viewer, scope: BookScope, discrepancies: ReadonlyArray<Discrepancy.Discrepancy>) => {
  const found = (rows: ReadonlyArray<Book.Row>) => {
    const findings = Discrepancy.compare(discrepancies, rows)
    const named = new Set(findings.map(({ caseNumber }) => caseNumber))
    return { findings, rows: rows.filter(({ caseNumber }) => named.has(caseNumber)) }
  }
  return Effect.map(
    showBook(viewer, scope, ({ rows }: ReturnType<typeof found>) => rows, found),
    (answer) => ({
      ...answer,
      value: answer.value.findings
    })
  )
}

/** The rows of an export, and what was ordered. @category models */
export interface ExportedRows<Row = BookExport.Row> {
  readonly order: BookExport.Order
  readonly rows: ReadonlyArray<Row>
}

const exported = <Row extends BookExport.Row>(
  viewer: Viewer,
  exportId: ExportId,
  wanted: "cases" | "policies",
  rowsOf: (...parts: Parameters<typeof BookExport.rows>) => ReadonlyArray<Row>
) =>
  show<ExportedRows<Row>>(
    viewer,
    {
      capability: "complete-export",
      target: (facts) => {
        const order = facts.get("exportLog", exportId)?.order
        return order === undefined ? {} : BookExport.target(order)
      },
      first: [read("exportLog", "id", exportId)]
    },
    {
      what: "export",
      cases: ({ rows }) => casesOf(rows),
      // Who has said why when the export was recorded need not say it again.
      reason: (facts) => facts.get("exportLog", exportId)?.order.reason
    },
    (facts) => {
      const order = facts.get("exportLog", exportId)?.order
      return [read("exportLog", "id", exportId), ...(order === undefined ? [] : bookReads(order)(facts))]
    },
    (facts, { at, policy }) => {
      const exportLog = facts.get("exportLog", exportId)
      const obstructed = BookExport.obstacle(exportId, exportLog, viewer.actor, at, wanted)
      if (obstructed !== undefined || exportLog === undefined)
        return obstructed ?? BookExport.unknownExport({ exportId })
      const { order } = exportLog
      return { order, rows: rowsOf(order, entriesIn(facts, order), at, policy.timeZone) }
    }
  )

/**
 * The rows of an export that was recorded, to who recorded it, as long as it lives: one for each case.
 *
 * **Rules**: BOB-06..09, BOB-12, SEC-03.
 *
 * @category queries
 */
export const exportRows = (viewer: Viewer, exportId: ExportId) => exported(viewer, exportId, "cases", BookExport.rows)

/**
 * The rows of an export that was recorded for policies, to who recorded it, as long as it lives: one for each policy.
 *
 * **Rules**: BOB-06..09, BOB-12, SEC-03.
 *
 * @category queries
 */
export const exportPolicies = (viewer: Viewer, exportId: ExportId) =>
  exported(viewer, exportId, "policies", CoverageExport.rows)

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
