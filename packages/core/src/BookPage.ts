/**
 * The order of a book on a screen, and reading it page by page.
 *
 * A cursor says after which row the next page begins, by what that row is sorted by. Rows that come, go or change in
 * the meantime neither repeat nor hide another row.
 *
 * @since 0.1.0
 */

import { type BookFilter, compile } from "./BookFilter.ts"
import type { Row } from "./BookOfBusiness.ts"
import type { DelegationId } from "./Id.ts"
import * as SearchText from "./SearchText.ts"

/** What a row is sorted by, as text that sorts; `undefined` when the row has nothing there. */
type Value = string | undefined

const line = (text: string): string => SearchText.fold(text).replace(/\s+/g, " ").trim()
const number = (n: number | undefined): Value => (n === undefined ? undefined : String(n).padStart(16, "0"))

const keys = {
  agentName: (row: Row): Value => line(row.agentName),
  caseNumber: (row: Row): Value => row.caseNumber,
  /** By last name, then by first name; two spaces come before every letter. */
  primaryName: (row: Row): Value => `${line(row.primaryLastName)}  ${line(row.primaryFirstName)}`,
  county: (row: Row): Value => line(row.county),
  delegatedOn: (row: Row): Value => row.delegatedOn,
  coverageYear: (row: Row): Value => number(row.coverageYear),
  applicationStatus: (row: Row): Value => row.applicationStatus,
  nextDueOn: (row: Row): Value => row.nextDueOn,
  enrollmentStatus: (row: Row): Value => row.enrollmentStatus,
  carrier: (row: Row): Value => (row.carrier === undefined ? undefined : line(row.carrier)),
  effectiveOn: (row: Row): Value => row.effectiveOn,
  netPremium: (row: Row): Value => number(row.netPremium),
  binderDueOn: (row: Row): Value => row.binderDueOn,
  renewalStatus: (row: Row): Value => row.renewalStatus,
  lastActivityOn: (row: Row): Value => row.lastActivityOn
}

/** What a book can be sorted by. @category models */
export type Key = keyof typeof keys

/** Every key by which a book can be sorted. @category models */
export const sortKeys: ReadonlyArray<Key> = /*#__PURE__*/ Object.keys(keys) as ReadonlyArray<Key>

/** One step of an order; rows without a value come last in both directions. @category models */
export interface Sort {
  readonly by: Key
  readonly descending?: boolean
}

/** How many steps an order may have. @category models */
export const mostSorts = 3
/** How many rows a page may have. @category models */
export const mostRows = 1000

/** A step of an order with what the last row of a page has there; nothing when it has no value. @category models */
export interface Step extends Sort {
  readonly value?: string
}

/**
 * Where a page ended: the order, what the last row is sorted by, and the row itself.
 *
 * **Gotchas**: a value can be a name; a cursor does not belong into an address or a log.
 *
 * @category models
 */
export interface Cursor {
  readonly steps: ReadonlyArray<Step>
  readonly row: DelegationId
}

/** Which rows are asked for. @category models */
export interface Request {
  readonly filter?: BookFilter
  /** The order; ignored when a cursor brings its own. */
  readonly sort?: ReadonlyArray<Sort>
  readonly after?: Cursor
  /** Rows of the page, 1 to 1,000. */
  readonly limit: number
}

/** A part of a book in its order. @category models */
export interface BookPage {
  readonly rows: ReadonlyArray<Row>
  /** How many rows of the book fit the filter in all. */
  readonly count: number
  /** Where the next page begins; absent after the last row. */
  readonly next?: Cursor
}

const compareValues = (a: Value, b: Value, descending: boolean): number => {
  if (a === b) return 0
  if (a === undefined) return 1
  if (b === undefined) return -1
  return a < b !== descending ? -1 : 1
}

interface Keyed {
  readonly row: Row
  readonly values: ReadonlyArray<Value>
}

const compareKeyed = (sort: ReadonlyArray<Sort>, a: Keyed, b: Keyed): number => {
  for (let n = 0; n < sort.length; n++) {
    const order = compareValues(a.values[n], b.values[n], sort[n]?.descending === true)
    if (order !== 0) return order
  }
  // The delegation makes every order total, and with it every page repeatable.
  return a.row.delegationId < b.row.delegationId ? -1 : a.row.delegationId > b.row.delegationId ? 1 : 0
}

const keyed = (rows: ReadonlyArray<Row>, sort: ReadonlyArray<Sort>): Array<Keyed> => {
  // What a row is sorted by is worked out once for the row, not for every comparison.
  const getters = sort.map(({ by }) => keys[by])
  return rows.map((row) => ({ row, values: getters.map((get) => get(row)) }))
}

/** Sorts the rows of a book; without steps they stay in the order of the book. @category ordering */
export const sorted = (rows: ReadonlyArray<Row>, sort: ReadonlyArray<Sort>): ReadonlyArray<Row> =>
  sort.length === 0
    ? rows
    : keyed(rows, sort)
        .sort((a, b) => compareKeyed(sort, a, b))
        .map(({ row }) => row)

/** The order of a book that nobody has sorted: by agent, then by case number. */
const usual: ReadonlyArray<Sort> = /*#__PURE__*/ Object.freeze([{ by: "agentName" }, { by: "caseNumber" }] as const)

/**
 * One page of a book: filtered, sorted, after the cursor.
 *
 * **Rules**: BOB-06.
 *
 * @category queries
 */
export const page = (book: ReadonlyArray<Row>, { after, filter, limit, sort }: Request): BookPage => {
  const order = after?.steps ?? (sort === undefined || sort.length === 0 ? usual : sort)
  const fitting = filter === undefined ? book : book.filter(compile(filter))
  const all = keyed(fitting, order)
  const begin: Keyed | undefined = after && {
    row: { delegationId: after.row } as Row,
    values: after.steps.map(({ value }) => value)
  }
  const rest = (begin === undefined ? all : all.filter((one) => compareKeyed(order, one, begin) > 0)).sort((a, b) =>
    compareKeyed(order, a, b)
  )
  const part = rest.slice(0, limit)
  const last = part.at(-1)
  const rows = part.map(({ row }) => row)
  if (last === undefined || rest.length <= limit) return { rows, count: fitting.length }
  const steps = order.map(({ by, descending }, n): Step => {
    const value = last.values[n]
    return {
      by,
      ...(descending === undefined ? {} : { descending }),
      ...(value === undefined ? {} : { value })
    }
  })
  return { rows, count: fitting.length, next: { steps, row: last.row.delegationId } }
}
