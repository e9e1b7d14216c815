/**
 * Laws of asking a book: filters, search, orders and pages.
 *
 * @since 0.1.0
 */
import type { Row } from "@agencybook/core/BookOfBusiness"
import type { Cursor } from "@agencybook/core/BookPage"
import { calheers } from "@agencybook/core/Policy"
import * as fc from "fast-check"
import * as Books from "./Books.ts"
import { all, holdsIf, idle, type Law, make, same } from "./Law.ts"
import type { Rules } from "./Rules.ts"
import * as Sample from "./Sample.ts"

const zone = calheers.timeZone
const ids = (rows: ReadonlyArray<Row>) => rows.map(({ delegationId }) => delegationId)

/** Filters are an algebra. @category laws */
export const filtersCombine = make({
  id: "book-filters-combine",
  sentence:
    "one filter after the other is both, the union is either, the rest is not; count, screen and file have the same rows",
  rules: ["BOB-06"],
  input: fc.record({ entries: Books.entries(), a: Books.filter, b: Books.filter }),
  holds: ({ a, b, entries }, rules) => {
    const { apply, count } = rules.bookFilter
    const book = rules.book.rows(entries, Sample.now, zone)
    const both = apply(book, { _tag: "And", filters: [a, b] })
    const either = apply(book, { _tag: "Or", filters: [a, b] })
    const fitA = new Set(apply(book, a))
    const fitB = new Set(apply(book, b))
    const order = { agencyId: Sample.agencyId(), columns: "full", filter: a } as const
    const verdict = all(
      same(ids(both), ids(apply(apply(book, b), a)), "both filters"),
      same(ids(either), ids(book.filter((row) => fitA.has(row) || fitB.has(row))), "either filter"),
      same(ids(apply(book, { _tag: "Not", filter: a })), ids(book.filter((row) => !fitA.has(row))), "the rest"),
      same(count(book, a), fitA.size, "the count"),
      same(ids(rules.bookExport.rows(order, entries, Sample.now, zone)), ids(apply(book, a)), "the file"),
      same(rules.bookPage.page(book, { filter: a, limit: 1 }).count, fitA.size, "the screen")
    )
    return book.length === 0 && verdict._tag === "Held" ? idle : verdict
  }
})

const plain = (text: string) => text.normalize("NFKD").replace(/\p{M}/gu, "")

/** Whoever types a name need not know how it is written. @category laws */
export const searchFinds = make({
  id: "book-search-finds",
  sentence: "a search finds a row by its name without case and accents, by its case number and telephone number",
  rules: ["BOB-06"],
  input: fc.record({ entries: Books.entries(), pick: fc.nat(9) }),
  holds: ({ entries, pick }, rules) => {
    const book = rules.book.rows(entries, Sample.now, zone)
    const row = book[pick % Math.max(book.length, 1)]
    if (row === undefined) return idle
    const found = (contains: string) => ids(rules.bookFilter.apply(book, { _tag: "Text", contains }))
    const { caseNumber, phone, primaryFirstName: first, primaryLastName: last } = row
    const typed = [
      `${plain(last).toUpperCase()} ${first.normalize("NFD").toLowerCase()}`,
      caseNumber,
      ...(phone === undefined ? [] : [`(${phone.slice(0, 3)}) ${phone.slice(3, 6)}-${phone.slice(6)}`])
    ]
    return all(
      ...typed.map((contains) =>
        holdsIf(found(contains).includes(row.delegationId), `\`${contains}\` does not find it`)
      ),
      same(found(`${last} nobody`), [], "what no row has")
    )
  }
})

const read = (book: ReadonlyArray<Row>, limit: number, from: Cursor, rules: Rules): ReadonlyArray<Row> => {
  const seen: Array<Row> = []
  for (let after: Cursor | undefined = from; after !== undefined; ) {
    const { next, rows } = rules.bookPage.page(book, { after, limit })
    seen.push(...rows)
    after = next
  }
  return seen
}

/** Page by page nothing is lost. @category laws */
export const pagesMakeTheWhole = make({
  id: "book-pages-make-the-whole",
  sentence:
    "the pages of a book in an order are the sorted book, each row once, also when a row that was read goes in between",
  rules: ["BOB-06", "BOB-08"],
  input: fc.record({ entries: Books.entries(10, 5), sort: Books.sort, limit: fc.integer({ min: 1, max: 3 }) }),
  holds: ({ entries, limit, sort }, rules) => {
    const book = rules.book.rows(entries, Sample.now, zone)
    const first = rules.bookPage.page(book, { sort, limit })
    if (first.next === undefined) return first.rows.length === book.length ? idle : holdsIf(false, "rows are missing")
    const whole = [...first.rows, ...read(book, limit, first.next, rules)]
    const gone = first.rows.at(-1)
    const left = book.filter((row) => row !== gone)
    const again = [...first.rows, ...read(left, limit, first.next, rules)]
    return all(
      same(
        ids(whole),
        sort.length === 0
          ? ids(rules.bookPage.sorted(book, [{ by: "agentName" }, { by: "caseNumber" }]))
          : ids(rules.bookPage.sorted(book, sort)),
        "the pages"
      ),
      same(ids(again), ids(whole), "the pages after the last row read has gone"),
      same(
        whole.map(({ asOf }) => asOf),
        whole.map(() => Sample.now),
        "the moment of the rows"
      )
    )
  }
})

/** Claims are answered from the own book alone. @category laws */
export const claimsAreAnswered = make({
  id: "book-claims-are-answered",
  sentence: "a claimed consumer is found in the book by number or by name, and nothing is said about other books",
  rules: ["BOB-13", "BOB-03"],
  input: fc.record({ entries: Books.entries(), pick: fc.nat(9), by: fc.constantFrom("number", "name", "nothing") }),
  holds: ({ by, entries, pick }, rules) => {
    const book = rules.book.rows(entries, Sample.now, zone)
    const row = book[pick % Math.max(book.length, 1)]
    if (row === undefined) return idle
    const name =
      by === "name"
        ? { first: row.primaryFirstName.toUpperCase(), last: plain(row.primaryLastName) }
        : { first: "No", last: "Body" }
    const claim = {
      name,
      dob: Sample.today,
      applicationOn: Sample.today,
      ...(by === "number" ? { caseNumber: row.caseNumber } : {})
    } as never
    const answer = (rows: ReadonlyArray<Row>) => rules.discrepancy.compare([claim], rows)[0]
    const expected = by === "number" ? "in-book" : by === "name" ? "same-name" : "not-in-book"
    return all(
      same(answer(book)?.finding, expected, "what is found"),
      same(answer([]), { discrepancy: claim, finding: "not-in-book" }, "what another book is told")
    )
  }
})

/** The laws of this module. @category laws */
export const laws = [filtersCombine, searchFinds, pagesMakeTheWhole, claimsAreAnswered] as ReadonlyArray<Law>
