/**
 * Reading a long list page by page.
 *
 * A place says after which row the next page begins: by what the row is sorted by, and which row it is. Rows that come
 * or go in the meantime neither repeat nor hide another. `BookPage` does the same for books, which have many orders.
 *
 * @since 0.1.0
 */

/** A place in an order: what the row there is sorted by, and its identifier. @category models */
export interface Place {
  readonly key: string
  readonly id: string
}

/** Which page is asked for. @category models */
export interface Request {
  readonly after?: Place
  /** Rows of the page, 1 to 1,000; more are never given. */
  readonly limit: number
}

/**
 * A page of a list.
 *
 * **Gotchas**: a page can have fewer rows than were asked for while there is a next one, where a list leaves rows out.
 *
 * @category models
 */
export interface Page<Row> {
  readonly rows: ReadonlyArray<Row>
  /** Where the next page begins; absent after the last row. */
  readonly next?: Place
}

/** How many rows a page may have. @category models */
export const mostRows = 1000

/** The rows to give for a request: at least one, and never more than a page may have. @category queries */
export const limitOf = ({ limit }: Request): number => Math.max(1, Math.min(mostRows, Math.trunc(limit) || 1))

// Halves of pairs, which write what lies beyond the first 65,536 characters, are numbered below some of those.
const rank = (unit: number): number => (unit < 0xd800 ? unit : unit < 0xe000 ? unit + 0x2000 : unit - 0x800)

/**
 * Orders texts by the numbers of their characters, as a database does that compares bytes of UTF-8. `<` orders by 16 bits,
 * which puts a rare Chinese character before a Latin one of double width.
 *
 * **Example**
 *
 * ```ts
 * import { byCharacter } from "@agencybook/core/Page"
 *
 * console.log(["\u{20bb7}", "\uff21", "A"].sort(byCharacter).map((text) => text.codePointAt(0)))
 * // => [ 65, 65313, 134071 ]
 * ```
 *
 * @category ordering
 */
export const byCharacter = (a: string, b: string): number => {
  const length = Math.min(a.length, b.length)
  for (let n = 0; n < length; n++) {
    const [x, y] = [a.charCodeAt(n), b.charCodeAt(n)]
    if (x !== y) return rank(x) - rank(y)
  }
  return a.length - b.length
}

/** Orders places by key, then by identifier. @category ordering */
export const compare = (a: Place, b: Place): number => byCharacter(a.key, b.key) || byCharacter(a.id, b.id)

/** The page of a list that is at hand as a whole, whatever order it is in. @category transforms */
export const cut = <Row>(rows: ReadonlyArray<Row>, placeOf: (row: Row) => Place, request: Request): Page<Row> => {
  const { after } = request
  const placed = rows.map((row) => ({ row, place: placeOf(row) }))
  const rest = (after === undefined ? placed : placed.filter(({ place }) => compare(place, after) > 0)).sort((a, b) =>
    compare(a.place, b.place)
  )
  const part = rest.slice(0, limitOf(request))
  const last = part.at(-1)
  return {
    rows: part.map(({ row }) => row),
    ...(last === undefined || rest.length === part.length ? {} : { next: last.place })
  }
}
