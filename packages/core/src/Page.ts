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

/** Orders places by key, then by identifier. @category ordering */
export const compare = (a: Place, b: Place): number => {
  if (a.key !== b.key) return a.key < b.key ? -1 : 1
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}

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
