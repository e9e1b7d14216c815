/**
 * Laws of asking a book: filters, search, orders and pages, and the days of its figures.
 *
 * @since 0.1.0
 */
import { type BookFilter, mostDepth, mostParts, type Part } from "@agencybook/core/BookFilter"
import type { Row } from "@agencybook/core/BookOfBusiness"
import type { Cursor } from "@agencybook/core/BookPage"
import * as Dates from "@agencybook/core/CalendarDate"
import * as fc from "fast-check"
import * as Books from "./Books.ts"
import { all, holdsIf, idle, type Law, make, same } from "./Law.ts"
import type { Rules } from "./Rules.ts"
import * as Sample from "./Sample.ts"

const zone = () => Sample.policy().timeZone
const plain = (text: string) => text.normalize("NFKD").replace(/\p{M}/gu, "")
const ids = (rows: ReadonlyArray<Row>) => rows.map(({ delegationId }) => delegationId)

/** Filters are an algebra. @category laws */
export const filtersCombine = make({
  id: "book-filters-combine",
  sentence:
    "one filter after the other is both, the union is either, the rest is not; count, screen and file have the same rows",
  rules: ["BOB-06"],
  input: fc.record({ entries: Books.entries(), a: Books.filter, b: Books.filter, sort: Books.sort }),
  holds: ({ a, b, entries, sort }, rules) => {
    const { apply, count } = rules.bookFilter
    const book = rules.book.rows(entries, Sample.now, zone())
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
      same(ids(rules.bookExport.rows(order, entries, Sample.now, zone())), ids(apply(book, a)), "the file"),
      same(
        ids(rules.bookExport.rows({ ...order, sort }, entries, Sample.now, zone())),
        ids(rules.bookPage.sorted(apply(book, a), sort)),
        "the file in an order"
      ),
      same(rules.bookPage.page(book, { filter: a, limit: 1 }).count, fitA.size, "the screen")
    )
    return book.length === 0 && verdict._tag === "Held" ? idle : verdict
  }
})

const among = <A>(anyOf: ReadonlyArray<A>, value: A | undefined): boolean => anyOf.some((one) => one === value)
const named = (anyOf: ReadonlyArray<string>, value: string | undefined): boolean =>
  value !== undefined && anyOf.some((one) => plain(one).toLowerCase() === plain(value).toLowerCase())

/** What a question asks, word for word; search has a law of its own. */
const means = (part: Part, row: Row): boolean | undefined => {
  switch (part._tag) {
    case "Rows":
      return among(part.anyOf, row.delegationId)
    case "Agent":
      return among(part.anyOf, row.agentId)
    case "AgentEmployment":
      return among(part.anyOf, row.agentEmployment)
    case "AgentCertification":
      return among(part.anyOf, row.agentCertification)
    case "DelegationState":
      return among(part.anyOf, row.delegationState)
    case "DelegationOrigin":
      return among(part.anyOf, row.delegationOrigin)
    case "Delegated":
      return !(row.delegatedOn < (part.from ?? "")) && row.delegatedOn < (part.until ?? "9999-12-31")
    case "CoverageYear":
      return among(part.anyOf, row.coverageYear)
    case "Application":
      return among(part.anyOf, row.applicationStatus)
    case "Eligibility":
      return row.eligibilitySummary.some((one) => among(part.anyOf, one))
    case "Conditional":
      return row.openVerifications.length > 0
    case "Verification": {
      const ofKind = row.openVerifications.filter(({ kind }) => part.anyOf === undefined || among(part.anyOf, kind))
      return ofKind.filter(({ dueOn }) => dueOn < (part.dueBefore ?? "9999-12-31")).length > 0
    }
    case "Enrollment":
      return among(part.anyOf, row.enrollmentStatus)
    case "Carrier":
      return named(part.anyOf, row.carrier)
    case "Metal":
      return among(part.anyOf, row.metal)
    case "BinderUnpaid":
      return row.enrollmentStatus === "PlanSelected" && !row.binderPaid
    case "PastDue":
      return row.pastDue ?? false
    case "Renewal":
      return among(part.anyOf, row.renewalStatus)
    case "RenewalRisk":
      return row.renewalRisks.some((one) => among(part.anyOf, one))
    case "Language":
      return among<string>(part.anyOf, row.preferredLanguage)
    case "County":
      return named(part.anyOf, row.county)
    case "Zip":
      return part.anyOf.some((zip) => (zip.length === 5 ? row.zip.slice(0, 5) === zip : row.zip === zip))
    case "MixedHousehold":
      return row.mixedHousehold
    case "AccountNotLinked":
      return !row.accountLinked
    case "AorMismatch":
      return row.aorNpn !== undefined && row.aorNpn !== row.agentNpn
    case "Text":
      return undefined
  }
}

/** A question about the days of a row itself, so that the first and the last day are met. */
const onTheDay = (part: Part, [row]: ReadonlyArray<Row>): Part => {
  if (row === undefined) return part
  if (part._tag === "Delegated" && part.until !== undefined) return { ...part, until: row.delegatedOn }
  const due = row.openVerifications[0]?.dueOn
  return part._tag === "Verification" && part.dueBefore !== undefined && due !== undefined
    ? { ...part, dueBefore: due }
    : part
}

/** Each question has one meaning. @category laws */
export const partsMeanWhatTheySay = make({
  id: "book-filters-mean-what-they-say",
  sentence:
    "each question about a row takes the rows that have one of its values, and no row that has none; a range begins with its first day and ends before its last",
  rules: ["BOB-06"],
  runs: 1_500,
  input: fc.record({ entries: Books.entries(8, 1), part: Books.part, exactly: fc.boolean() }),
  holds: ({ entries, exactly, part }, rules) => {
    const book = rules.book.rows(entries, Sample.now, zone())
    const asked = exactly ? onTheDay(part, book) : part
    if (book.length === 0 || asked._tag === "Text") return idle
    const expected = book.filter((row) => means(asked, row) === true)
    return same(ids(rules.bookFilter.apply(book, asked)), ids(expected), `the rows of \`${asked._tag}\``)
  }
})

/** Whoever types a name need not know how it is written. @category laws */
export const searchFinds = make({
  id: "book-search-finds",
  sentence: "a search finds a row by its name without case and accents, by its case number and telephone number",
  rules: ["BOB-06"],
  input: fc.record({ entries: Books.entries(), pick: fc.nat(9) }),
  holds: ({ entries, pick }, rules) => {
    const book = rules.book.rows(entries, Sample.now, zone())
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
    const book = rules.book.rows(entries, Sample.now, zone())
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

/** Amounts are sorted by what they are worth. @category laws */
export const numbersSort = make({
  id: "book-numbers-sort-by-their-size",
  sentence: "rows sorted by an amount come in the order of the amounts, whatever their number of digits",
  rules: ["BOB-06"],
  input: fc.record({
    entries: Books.entries(6, 3),
    premiums: fc.array(fc.constantFrom(0, 9, 80, 700, 6_000, 50_000), { minLength: 6, maxLength: 6 }),
    descending: fc.boolean()
  }),
  holds: ({ descending, entries, premiums }, rules) => {
    const rows = rules.book
      .rows(entries, Sample.now, zone())
      .map((row, n): Row => ({ ...row, netPremium: (premiums[n] ?? 0) as NonNullable<Row["netPremium"]> }))
    if (rows.length < 2) return idle
    const worth = rows.map(({ netPremium = 0 }) => netPremium).sort((a, b) => (descending ? b - a : a - b))
    return same(
      rules.bookPage.sorted(rows, [{ by: "netPremium", descending }]).map(({ netPremium }) => netPremium),
      worth,
      "the amounts in their order"
    )
  }
})

/** Claims are answered from the own book alone. @category laws */
export const claimsAreAnswered = make({
  id: "book-claims-are-answered",
  sentence:
    "a claimed consumer is found in the book by number or by the whole name, and nothing is said about other books",
  rules: ["BOB-13", "BOB-03"],
  input: fc.record({
    entries: Books.entries(),
    pick: fc.nat(9),
    by: fc.constantFrom("number", "name", "last name", "nothing")
  }),
  holds: ({ by, entries, pick }, rules) => {
    const book = rules.book.rows(entries, Sample.now, zone())
    const row = book[pick % Math.max(book.length, 1)]
    if (row === undefined) return idle
    const name =
      by === "name"
        ? { first: row.primaryFirstName.toUpperCase(), last: plain(row.primaryLastName) }
        : { first: "No", last: by === "last name" ? row.primaryLastName : "Body" }
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

/** Figures of the last and the next days begin and end on their days. @category laws */
export const figuresOfTheirDays = make({
  id: "book-figures-of-their-days",
  sentence:
    "new and lost cases are those of thirty days, today among them; what is due soon is due within fourteen days or should have come; unpaid binders are those of plans that are chosen and not in force; a request that was moved is no lost case",
  rules: ["BOB-05", "TRF-05"],
  input: fc.record({
    entries: Books.entries(6, 1),
    shifts: fc.array(fc.integer({ min: -2, max: 2 }), { minLength: 6, maxLength: 6 }),
    lostAgo: fc.integer({ min: 28, max: 31 })
  }),
  holds: ({ entries, lostAgo, shifts }, rules) => {
    const day = Sample.today
    const ahead = (days: number) => Dates.plusDays(day, days)
    const rows = rules.book.rows(entries, Sample.now, zone()).map((row, n): Row => {
      const shift = shifts[n] ?? 0
      return { ...row, delegatedOn: ahead(shift - 30), nextDueOn: ahead(14 + shift) }
    })
    if (rows.length === 0) return idle
    const whole = rules.summary.summarise(rows, day)
    const count = (keep: (row: Row) => boolean) => rows.filter(keep).length
    const until = Dates.plusHours(Sample.now, -24 * lostAgo)
    const ended = { _tag: "Ended", from: until, until, reason: "replaced" } as const
    const lost = rules.summary.ofDelegation(Sample.delegation(1, "Ended", { state: ended }), day, zone())
    const from = (begun: Dates.Instant) => {
      const state = { ...ended, from: begun, reason: "transferred" } as const
      return rules.summary.ofDelegation(Sample.delegation(1, "Ended", { state }), day, zone()).lost.transferred
    }
    return all(
      same(
        whole.opened,
        count(({ delegatedOn }) => ahead(-30) < delegatedOn),
        "the new cases"
      ),
      same(
        whole.dueSoon,
        count(({ nextDueOn = "9999-12-31" }) => nextDueOn <= ahead(14)),
        "what is due soon"
      ),
      same(
        whole.unpaidBinders,
        count(({ binderPaid, enrollmentStatus }) => enrollmentStatus === "PlanSelected" && !binderPaid),
        "the unpaid binders"
      ),
      same(
        whole.pastDue,
        count(({ pastDue }) => pastDue === true),
        "what is past due"
      ),
      same(lost.lost.replaced, lostAgo < 30 ? 1 : 0, "the lost cases"),
      same([from(until), from(Dates.plusHours(until, -1))], [0, lostAgo < 30 ? 1 : 0], "the lost cases by transfer")
    )
  }
})

/** How deep filters of a shape stand in each other, and how many there are. */
const sizeOf = (filter: BookFilter): { readonly depth: number; readonly parts: number } => {
  const inside = ("filters" in filter ? filter.filters : "filter" in filter ? [filter.filter] : []).map(sizeOf)
  return {
    depth: 1 + Math.max(0, ...inside.map(({ depth }) => depth)),
    parts: inside.reduce((sum, { parts }) => sum + parts, 1)
  }
}

/** What is too large to be asked is known to be. @category laws */
export const sizesAreKnown = make({
  id: "book-filter-sizes-are-known",
  sentence:
    "of a question that may be asked it is known how deep it is and how many parts it has, up to the most of both; of one that is too large, that it is",
  rules: ["BOB-06"],
  runs: 400,
  input: fc.record({
    deep: fc.integer({ min: 0, max: mostDepth + 1 }),
    widths: fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 4 }),
    fill: fc.constantFrom(0, 0, mostParts - 1, mostParts, mostParts + 1),
    below: fc.nat(3)
  }),
  holds: ({ below, deep, fill, widths }, { bookFilter }) => {
    const one: BookFilter = { _tag: "Conditional" }
    const wrapped = (filter: BookFilter, times: number): BookFilter =>
      times === 0 ? filter : { _tag: "Not", filter: wrapped(filter, times - 1) }
    const shape = widths.reduce<BookFilter>(
      (filter, width, n) => ({
        _tag: n % 2 === 0 ? "And" : "Or",
        filters: [filter, ...Array.from({ length: width }, () => one)]
      }),
      wrapped(one, below)
    )
    const small = wrapped(shape, deep)
    const missing = Math.max(0, fill - sizeOf(small).parts - 1)
    const filter: BookFilter =
      fill === 0 ? small : { _tag: "And", filters: [...Array.from({ length: missing }, () => one), small] }
    const size = sizeOf(filter)
    const told = bookFilter.size(filter)
    return size.depth <= mostDepth && size.parts <= mostParts
      ? same(told, size, "the size")
      : holdsIf(
          told.depth > mostDepth || told.parts > mostParts,
          `${JSON.stringify(size)} is told as ${JSON.stringify(told)}`
        )
  }
})

/** The laws of this module. @category laws */
export const laws = [
  filtersCombine,
  partsMeanWhatTheySay,
  searchFinds,
  pagesMakeTheWhole,
  numbersSort,
  claimsAreAnswered,
  figuresOfTheirDays,
  sizesAreKnown
] as ReadonlyArray<Law>
