/**
 * Pages of lists that the store reads in order.
 *
 * @since 0.1.0
 */
import * as Page from "@agencybook/core/Page"
import * as Effect from "effect/Effect"
import { placeIn, type Range, type Reading, type StoreError, type Versioned } from "../Store.ts"

/** How many records are looked at for one page of a list that leaves records out. */
const mostExamined = 5000

const chunk = 200

/** Goes through a range from its beginning, some records at a time. */
export const throughout = Effect.fnUntraced(function* <E>(
  { scan }: Pick<Reading, "scan">,
  of: Range,
  take: (found: ReadonlyArray<Versioned>) => Effect.Effect<void, E>
) {
  let last: Versioned | undefined
  for (;;) {
    const after = last === undefined ? {} : { after: placeIn(of, last) }
    const found = yield* scan(of, { limit: chunk, ...after })
    yield* take(found)
    if (found.length < chunk) return
    last = found.at(-1)
  }
})

/** Makes rows of records, one for each, or nothing for a record that the list leaves out. */
export type Rows<Row> = (found: ReadonlyArray<Versioned>) => Effect.Effect<ReadonlyArray<Row | undefined>, StoreError>

/**
 * A page of the records of a range: as many rows as were asked for, or fewer when so many records were left out that the
 * next page goes on with them.
 */
export const scanned = Effect.fnUntraced(function* <Row>(
  { scan }: Reading,
  range: Range,
  request: Page.Request,
  rowsOf: Rows<Row>,
  descending = false
) {
  const limit = Page.limitOf(request)
  const rows: Array<Row> = []
  let after = request.after
  let size = limit
  let before = 0
  for (let examined = 0; examined < mostExamined; examined += size) {
    // Where all were left out, most of what follows may be, too.
    if (examined > 0) size = rows.length > before ? limit : Math.min(2 * size, Page.mostRows, mostExamined - examined)
    before = rows.length
    // One more than can be needed tells whether there is a next page.
    const found = yield* scan(range, { limit: size + 1, descending, ...(after === undefined ? {} : { after }) })
    const batch = found.slice(0, size)
    for (const [n, row] of (yield* rowsOf(batch)).entries()) {
      after = placeIn(range, batch[n] as Versioned)
      if (row === undefined) continue
      rows.push(row)
      const more = n + 1 < found.length
      if (rows.length === limit) return (more ? { rows, next: after } : { rows }) as Page.Page<Row>
    }
    if (found.length <= size) return { rows } as Page.Page<Row>
  }
  return (after === undefined ? { rows } : { rows, next: after }) as Page.Page<Row>
})

/** Rows that need nothing but the record. */
export const each =
  <A, Row>(row: (record: A) => Row | undefined): Rows<Row> =>
  (found) =>
    Effect.succeed(found.map(({ record }) => row(record as A)))
