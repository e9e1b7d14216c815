/**
 * Laws of orders and pages: books, rosters and long lists are in the order that is written here, and their pages make the
 * whole.
 *
 * @since 0.1.0
 */
import type { Row } from "@agencybook/core/BookOfBusiness"
import type { BookPage, Cursor, Key, Sort } from "@agencybook/core/BookPage"
import * as Dates from "@agencybook/core/CalendarDate"
import type { Delegation } from "@agencybook/core/Delegation"
import type { Page, Place } from "@agencybook/core/Page"
import type { RosterFilter, RosterLine } from "@agencybook/core/Roster"
import type { Member } from "@agencybook/core/Standing"
import * as fc from "fast-check"
import * as Books from "./Books.ts"
import { all, holdsIf, idle, type Law, make, same } from "./Law.ts"
import type { Rules } from "./Rules.ts"
import * as Sample from "./Sample.ts"

type Value = string | number | undefined

/** A text without marks, capitals and needless spaces. */
const words = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "")
    .join(" ")

/** What each order looks at: a family before a longer one that begins like it, an amount by its worth. */
const shown: { readonly [K in Key]: (row: Row) => Value } = {
  agentName: ({ agentName }) => words(agentName),
  caseNumber: ({ caseNumber }) => caseNumber,
  primaryName: ({ primaryFirstName, primaryLastName }) => `${words(primaryLastName)}\u0000${words(primaryFirstName)}`,
  county: ({ county }) => words(county),
  delegatedOn: ({ delegatedOn }) => delegatedOn,
  coverageYear: ({ coverageYear }) => coverageYear,
  applicationStatus: ({ applicationStatus }) => applicationStatus,
  nextDueOn: ({ nextDueOn }) => nextDueOn,
  enrollmentStatus: ({ enrollmentStatus }) => enrollmentStatus,
  carrier: ({ carrier }) => (carrier === undefined ? undefined : words(carrier)),
  effectiveOn: ({ effectiveOn }) => effectiveOn,
  netPremium: ({ netPremium }) => netPremium,
  binderDueOn: ({ binderDueOn }) => binderDueOn,
  renewalStatus: ({ renewalStatus }) => renewalStatus,
  lastActivityOn: ({ lastActivityOn }) => lastActivityOn
}
const orders = Object.keys(shown) as ReadonlyArray<Key>

const compare = (a: Value, b: Value, descending: boolean): number => {
  if (a === b) return 0
  // Whoever has nothing to be sorted by comes last, whichever way.
  if (a === undefined || b === undefined) return a === undefined ? 1 : -1
  return (a < b ? -1 : 1) * (descending ? -1 : 1)
}
const inOrder = (rows: ReadonlyArray<Row>, sort: ReadonlyArray<Sort>): ReadonlyArray<Row> =>
  [...rows].sort(
    (a, b) =>
      sort.map(({ by, descending = false }) => compare(shown[by](a), shown[by](b), descending)).find((n) => n !== 0) ??
      compare(a.delegationId, b.delegationId, false)
  )
const ids = (rows: ReadonlyArray<Row>) => rows.map(({ delegationId }) => delegationId)

const names = ["Ann Reyes", " ann  reyes", "ANN\tREYES ", "Zoë Łuk", "Zoe Luk", "ann", "Bo  Ünal"] as const
const families = ["de la Cruz", "De  La  Cruz ", " de la", "Núñez", "NUNEZ", "nunez y", "O’Brien"] as const
const days = [-3, 0, 4].map((n) => Dates.plusDays(Sample.today, n))
const maybe = <const A>(...values: ReadonlyArray<A>) => fc.option(fc.constantFrom(...values), { nil: undefined })
/** What makes rows alike in some orders and different in others. */
const over = fc.record({
  agentName: fc.constantFrom(...names),
  primaryFirstName: fc.constantFrom("Ann", "ann ", "José", "jose", "Bo"),
  primaryLastName: fc.constantFrom(...families),
  county: fc.constantFrom("Yolo", "yolo ", "San  Benito", "San Benito"),
  caseNumber: fc.constantFrom("10000003", "10000010", "9"),
  delegatedOn: fc.constantFrom(...days),
  lastActivityOn: fc.constantFrom(...days),
  coverageYear: fc.constantFrom(2026, 2027),
  applicationStatus: fc.constantFrom("Determined", "Submitted"),
  renewalStatus: fc.constantFrom("NotDue", "AtRisk", "AutoRenewed"),
  nextDueOn: maybe(...days),
  enrollmentStatus: maybe("PlanSelected", "Effectuated"),
  carrier: maybe("Océano", "OCEANO ", "Golden  Health", "golden health"),
  effectiveOn: maybe(...days),
  netPremium: maybe(0, 9, 80, 700, 41_250),
  binderDueOn: maybe(...days)
})
const sort = fc.uniqueArray(fc.record({ by: fc.constantFrom(...orders), descending: fc.boolean() }), {
  maxLength: 3,
  selector: ({ by }) => by
})

/** Every page of a book, with the places between them written down and read again. */
const pagesOf = (book: ReadonlyArray<Row>, steps: ReadonlyArray<Sort>, limit: number, rules: Rules) => {
  const pages: Array<BookPage> = []
  let after: Cursor | undefined
  do {
    const page: BookPage = rules.bookPage.page(book, after === undefined ? { sort: steps, limit } : { after, limit })
    pages.push(page)
    after = page.next && (JSON.parse(JSON.stringify(page.next)) as Cursor)
  } while (after !== undefined && pages.length <= book.length)
  return pages
}

/** A book is in the order that was asked for. @category laws */
export const booksAreInOrder = make({
  id: "book-in-the-order-asked-for",
  sentence:
    "a book can be sorted by each column of the screen, each way, case, marks and needless spaces aside, with rows that have nothing there last; alike rows are told apart by their delegation; unsorted it is by agent and case number",
  rules: ["BOB-06"],
  runs: 300,
  input: fc.record({
    entries: Books.entries(9, 2),
    overs: fc.array(over, { minLength: 9, maxLength: 9 }),
    sort,
    limit: fc.integer({ min: 1, max: 4 })
  }),
  holds: ({ entries, limit, overs, sort: asked }, rules) => {
    const book = rules.book
      .rows(entries, Sample.now, Sample.policy().timeZone)
      .map((row, n) => JSON.parse(JSON.stringify({ ...row, ...overs[n] })) as Row)
    if (book.length < 2) return idle
    const usual: ReadonlyArray<Sort> = [{ by: "agentName" }, { by: "caseNumber" }]
    const steps = asked.length === 0 ? usual : asked
    const whole = ids(inOrder(book, steps))
    const pages = pagesOf(book, asked, limit, rules)
    const turned = [...book].reverse()
    return all(
      same(ids(rules.bookPage.sorted(book, asked)), asked.length === 0 ? ids(book) : whole, "the sorted book"),
      same(ids(rules.bookPage.sorted(turned, steps)), whole, "the book that came in another order"),
      same(
        pages.map(({ rows }) => ids(rows)),
        pages.map((_, n) => whole.slice(n * limit, (n + 1) * limit)),
        "the pages"
      ),
      same(pages.length, Math.ceil(book.length / limit), "the number of pages"),
      ...orders.flatMap((by) =>
        [false, true].map((descending) => {
          const one = [{ by, descending }]
          return same(ids(rules.bookPage.sorted(turned, one)), ids(inOrder(book, one)), `the book by \`${by}\``)
        })
      ),
      ...pages.map(({ count, next, rows }, n) =>
        all(
          same(count, book.length, "the number of rows in all"),
          same(
            next && { row: next.row, order: next.steps.map(({ by, descending = false }) => ({ by, descending })) },
            n === pages.length - 1
              ? undefined
              : {
                  row: rows.at(-1)?.delegationId,
                  order: steps.map((one) => ({ by: one.by, descending: one.descending ?? false }))
                },
            "where the next page begins"
          )
        )
      )
    )
  }
})

const codes = (text: string): ReadonlyArray<number> => Array.from(text, (one) => one.codePointAt(0) ?? 0)
const byCodes = (a: string, b: string): number => {
  const [x, y] = [codes(a), codes(b)]
  const n = x.findIndex((code, at) => code !== y[at])
  if (n < 0) return x.length - y.length
  return (x[n] ?? 0) - (y[n] ?? -1)
}
const sign = (n: number) => Math.sign(n) + 0

const text = fc.string({
  unit: fc.constantFrom("a", "A", "b", "z", " ", "é", "\uff21", "\ue000", "\u{20bb7}"),
  maxLength: 3
})

/** The pages of a list make the list. @category laws */
export const listsArePaged = make({
  id: "list-pages-make-the-whole",
  sentence:
    "the pages of a list are the list in the order of its characters and then of its identifiers, cut at the limit, each row once, also when the last row that was read has gone; a page has one row at least and a thousand at most",
  rules: ["BOB-06"],
  runs: 300,
  input: fc.record({
    keys: fc.array(text, { minLength: 1, maxLength: 9 }),
    same: fc.array(fc.nat(8), { maxLength: 4 }),
    limit: fc.constantFrom(-3, 0, 1, 2, 2.9, 3, 1_000, 5_000, Number.NaN)
  }),
  holds: ({ keys, limit, same: twins }, { page }) => {
    const places = [...keys, ...twins.map((n) => keys[n % keys.length] ?? "")].map(
      (key, n): Place => ({
        key,
        id: `row-${(n * 7) % 13}`
      })
    )
    const rows = places.map((place) => ({ place }))
    const most = { [-3]: 1, 0: 1, 1: 1, 2: 2, 2.9: 2, 3: 3, 1000: 1_000, 5000: 1_000 }[limit] ?? 1
    const sorted = [...places].sort((a, b) => byCodes(a.key, b.key) || byCodes(a.id, b.id))
    const read = (list: typeof rows, from?: Place) => {
      const pages: Array<Page<{ readonly place: Place }>> = []
      let after = from
      do {
        const next = page.cut(list, (row) => row.place, after === undefined ? { limit } : { after, limit })
        pages.push(next)
        after = next.next
      } while (after !== undefined && pages.length <= rows.length)
      return pages
    }
    const pages = read(rows)
    const [first] = pages
    const gone = first?.rows.at(-1)?.place
    const left = rows.filter(({ place }) => place !== gone)
    return all(
      same(page.limitOf({ limit }), most, `the rows of a page of ${limit}`),
      same(
        pages.map((one) => one.rows.map(({ place }) => place)),
        Array.from({ length: Math.ceil(sorted.length / most) }, (_, n) => sorted.slice(n * most, (n + 1) * most)),
        "the pages"
      ),
      same(
        pages.map(({ next }) => next),
        pages.map(({ rows: part }, n) => (n === pages.length - 1 ? undefined : part.at(-1)?.place)),
        "where the next pages begin"
      ),
      first?.next === undefined
        ? idle
        : same(
            read(left, first.next).flatMap((one) => one.rows.map(({ place }) => place)),
            sorted.slice(most),
            "the rest after the last row has gone"
          ),
      ...places.flatMap((a) =>
        places.map((b) =>
          all(
            same(sign(page.byCharacter(a.key, b.key)), sign(byCodes(a.key, b.key)), "how two texts stand"),
            same(sign(page.compare(a, b)), sign(byCodes(a.key, b.key) || byCodes(a.id, b.id)), "how two places stand")
          )
        )
      )
    )
  }
})

const states = [
  ...(["Incomplete", "Pending", "Eligible", "Certified", "Certified", "Certified", "Suspended", "Denied"] as const),
  ...(["TerminatedVested", "Deceased"] as const)
]
const employments = ["Active", "Active", "Invited", "Inactive"] as const
const person = fc.record({
  state: fc.constantFrom(...states),
  employment: fc.constantFrom(...employments),
  reason: fc.constantFrom(undefined, undefined, "association-declined", "association-withdrawn", "retired"),
  review: fc.boolean(),
  over: fc.boolean(),
  licensed: fc.boolean(),
  manager: fc.boolean(),
  free: fc.boolean(),
  first: fc.constantFrom("José", "ann", "Ann", "Bo"),
  last: fc.constantFrom("Núñez", "NUNEZ", "Reyes", "Reyesa", "de la Cruz"),
  cases: fc.array(fc.constantFrom("Active", "Frozen", "Requested"), { maxLength: 4 })
})
type Person = typeof person extends fc.Arbitrary<infer P> ? P : never

/** One line as the words of a roster have it. */
const lineOf = (one: Person, n: number): RosterLine => {
  const invited = one.employment === "Invited"
  const asked = (invited && one.review) || one.reason?.startsWith("association") === true
  const turned = one.reason === "association-withdrawn" ? "Withdrawn" : "Denied"
  const certified = one.state === "Certified"
  const over = !certified && one.state !== "Suspended"
  const own = certified && one.over ? "Lapsed" : one.state
  const mayAct = certified && !one.over && one.licensed && one.employment === "Active"
  const [active, frozen, requested] = (["Active", "Frozen", "Requested"] as const).map(
    (state) => one.cases.filter((other) => other === state).length
  ) as [number, number, number]
  return {
    agentId: Sample.agentId(n),
    name: `${one.first} ${one.last}`,
    licence: Sample.licence(n).number,
    certificationStatus: invited ? "Pending" : asked ? turned : own,
    employment: one.employment,
    manager: one.manager,
    delegated: mayAct ? active : 0,
    frozen: mayAct ? frozen : active + frozen,
    requested,
    ...(one.free && !asked && (over || (one.employment === "Inactive" && one.cases.length > 0))
      ? { clientsUntil: Sample.today }
      : {}),
    mayAct
  }
}
const memberOf = (one: Person, n: number, managers: ReadonlyArray<Person>): Member => {
  const made = Sample.certification(one.state)
  const certification =
    made._tag === "Certified" && one.over ? { ...made, term: { ...made.term, until: Sample.today } } : made
  const member = Sample.member(n, { certification, licensed: one.licensed, employment: one.employment })
  return {
    agent: {
      ...member.agent,
      name: { first: one.first, last: one.last } as typeof member.agent.name,
      ...(one.free ? { dispositionUntil: Sample.today } : {})
    },
    employment: {
      ...member.employment,
      ...(one.reason === undefined ? {} : { reason: one.reason as NonNullable<Member["employment"]["reason"]> }),
      ...(one.employment === "Invited" && one.review ? { review: true as const } : {})
    },
    agency: {
      ...member.agency,
      managers: managers.flatMap((other, at) => (other.manager ? [Sample.agentId(at)] : []))
    }
  }
}
const fits = (line: RosterLine, filter: RosterFilter): boolean =>
  (filter.search === undefined ||
    words(line.name).includes(words(filter.search)) ||
    line.licence === filter.search.trim().toUpperCase()) &&
  (["certificationStatus", "employment", "mayAct"] as const).every(
    (field) => filter[field] === undefined || filter[field] === line[field]
  )

/** A roster tells everybody as they are. @category laws */
export const rostersAreAsWritten = make({
  id: "roster-lines-are-as-written",
  sentence:
    "a roster tells of everybody the name, the licence, the standing in this agency, Pending while invited, the cases that are active, those frozen and the requests, those who hold most cases first, is found by part of a name or by licence number and by each of its words, and pages by last and first name",
  rules: ["BOB-05", "AGT-03", "DEL-25"],
  runs: 300,
  input: fc.record({
    people: fc.array(person, { minLength: 1, maxLength: 5 }),
    search: fc.constantFrom(undefined, "nunez", "JOSÉ n", "ann reyes", "  1h10001 ", "1H1000", "body"),
    certificationStatus: fc.constantFrom(undefined, undefined, "Pending", "Lapsed", "Certified"),
    employment: fc.constantFrom(undefined, undefined, ...employments),
    mayAct: fc.constantFrom(undefined, undefined, true, false)
  }),
  holds: ({ people, ...wanted }, { roster }) => {
    const filter = JSON.parse(JSON.stringify(wanted)) as RosterFilter
    const members = people.map((one, n) => memberOf(one, n, people))
    const expected = people.map(lineOf)
    const delegations = people.flatMap(({ cases }, n) =>
      cases.map(
        (state, at): Delegation =>
          Sample.delegation(10 * n + at, state, {
            delegate: { agentId: Sample.agentId(n), agencyId: Sample.agencyId(0) }
          })
      )
    )
    const lines = roster.lines([...members].reverse(), delegations, Sample.today)
    const cases = ({ delegated, frozen }: RosterLine) => delegated + frozen
    const order = [...expected].sort((a, b) => cases(b) - cases(a) || (a.agentId < b.agentId ? -1 : 1))
    return all(
      same(lines, order, "the roster"),
      ...members.map((member, n) =>
        all(
          same(
            roster.fits(member, filter, Sample.today),
            fits(expected[n] as RosterLine, filter),
            `whether ${JSON.stringify(expected[n])} fits ${JSON.stringify(filter)}`
          ),
          same(roster.placeOf(member).id, Sample.agentId(n), "who stands in a place"),
          ...members.map((other) => {
            const [a, b] = [member, other].map(
              ({ agent }) => [words(agent.name.last), words(agent.name.first)] as const
            )
            const [x, y] = [roster.placeOf(member).key, roster.placeOf(other).key]
            const before = a !== undefined && b !== undefined && (a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]))
            return holdsIf(x < y === before, `\`${x}\` and \`${y}\` are in another order than their names`)
          })
        )
      )
    )
  }
})

/** The laws of this module. @category laws */
export const laws = [booksAreInOrder, listsArePaged, rostersAreAsWritten] as ReadonlyArray<Law>
