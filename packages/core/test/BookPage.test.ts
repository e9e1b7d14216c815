import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import * as Book from "../src/BookOfBusiness.ts"
import * as BookPage from "../src/BookPage.ts"
import * as Dates from "../src/CalendarDate.ts"
import * as Sample from "./fixture/sample.ts"

const row = (n: number, over: Partial<Book.Row> = {}): Book.Row => ({
  ...(Book.row(
    {
      delegation: Sample.delegation(n),
      case: Sample.household(n),
      agent: Sample.agent(0),
      employment: Sample.employment(0),
      agency: Sample.agency(0)
    },
    Sample.now,
    "America/Los_Angeles"
  ) as Book.Row),
  ...over
})
const last = (primaryLastName: string) => ({ primaryLastName })
const book = [
  row(0, { ...last("Zimmer"), netPremium: 200 as never }),
  row(1, last("Álvarez")),
  row(2, { ...last("alvarez"), netPremium: 0 as never }),
  row(3, { ...last("Brown"), netPremium: 1000 as never })
]
const ids = (rows: ReadonlyArray<Book.Row>) => rows.map(({ delegationId }) => Number(delegationId.slice(-1)))

describe("BookPage", () => {
  it("sorts names without case and accents, numbers as numbers, and what is absent last", () => {
    const sorted = (...sort: ReadonlyArray<BookPage.Sort>) => ids(BookPage.sorted(book, sort))
    assert.deepStrictEqual(sorted(), [0, 1, 2, 3])
    assert.deepStrictEqual(sorted({ by: "primaryName" }), [1, 2, 3, 0])
    assert.deepStrictEqual(sorted({ by: "netPremium" }), [2, 0, 3, 1])
    assert.deepStrictEqual(sorted({ by: "netPremium", descending: true }), [3, 0, 2, 1])
    assert.deepStrictEqual(sorted({ by: "county" }, { by: "caseNumber", descending: true }), [3, 2, 1, 0])
  })

  it("stays in the order of the book without a step to sort by, and shows a page by agent and case number", () => {
    const turned = [...book].reverse()
    assert.deepStrictEqual(ids(BookPage.sorted(turned, [])), [3, 2, 1, 0])
    const numbered = turned.map((one, n) => ({ ...one, caseNumber: `1000000${n}` as never }))
    for (const sort of [undefined, []])
      assert.deepStrictEqual(ids(BookPage.page(numbered, { ...(sort && { sort }), limit: 4 }).rows), [3, 2, 1, 0])
  })

  it("sorts texts without the spaces around and between their words", () => {
    const named = ["Ann  Z", " ann b", "Ann Y "].map((agentName, n) => row(n, { agentName }))
    assert.deepStrictEqual(ids(BookPage.sorted(named, [{ by: "agentName" }])), [1, 2, 0])
    const twice = [row(0, { agentName: "ann b" }), row(1, { agentName: "annb" }), row(2, { agentName: "ann  b " })]
    assert.deepStrictEqual(ids(BookPage.sorted(twice, [{ by: "agentName" }, { by: "caseNumber", descending: true }])), [
      ...[2, 0, 1]
    ])
  })

  it("says of the last row by what it was sorted, and only what there is", () => {
    const sort = [{ by: "nextDueOn" }, { by: "county", descending: true }] as const
    assert.deepStrictEqual(BookPage.page(book, { sort, limit: 1 }).next?.steps, [
      { by: "nextDueOn" },
      { by: "county", descending: true, value: "sacramento" }
    ])
    assert.notProperty(BookPage.page(book, { sort, limit: 4 }), "next")
    assert.deepStrictEqual(BookPage.page(book, { limit: 0 }), { rows: [], count: 4 })
  })

  it("sorts by every key that it names, each by what the row has there", () => {
    const [early, late] = [Dates.make("2026-03-01"), Dates.make("2026-04-01")]
    const values: { readonly [K in BookPage.Key]: readonly [Partial<Book.Row>, Partial<Book.Row>] } = {
      agentName: [{ agentName: "Ann" }, { agentName: "bo" }],
      caseNumber: [{ caseNumber: "10000001" }, { caseNumber: "10000002" }],
      primaryName: [last("Ann"), last("bo")],
      county: [{ county: "Alameda" }, { county: "yolo" }],
      delegatedOn: [{ delegatedOn: early }, { delegatedOn: late }],
      coverageYear: [{ coverageYear: 2025 }, { coverageYear: 2026 }],
      applicationStatus: [{ applicationStatus: "Determined" }, { applicationStatus: "Submitted" }],
      nextDueOn: [{ nextDueOn: early }, { nextDueOn: late }],
      enrollmentStatus: [{ enrollmentStatus: "Effectuated" }, { enrollmentStatus: "Terminated" }],
      carrier: [{ carrier: "Ocean" }, { carrier: "peak" }],
      effectiveOn: [{ effectiveOn: early }, { effectiveOn: late }],
      netPremium: [{ netPremium: 900 as never }, { netPremium: 1000 as never }],
      binderDueOn: [{ binderDueOn: early }, { binderDueOn: late }],
      renewalStatus: [{ renewalStatus: "AtRisk" }, { renewalStatus: "NotDue" }],
      lastActivityOn: [{ lastActivityOn: early }, { lastActivityOn: late }]
    }
    for (const by of BookPage.sortKeys) {
      const [less, more] = values[by]
      const [a, b] = [row(0, more), row(1, less)]
      assert.deepStrictEqual(ids(BookPage.sorted([a, b], [{ by }])), [1, 0], by)
      assert.deepStrictEqual(ids(BookPage.sorted([b, a], [{ by, descending: true }])), [0, 1], by)
    }
  })

  it("gives a page, how many there are in all, and where the next begins", () => {
    const sort = [{ by: "primaryName" }] as const
    const first = BookPage.page(book, { sort, limit: 3 })
    assert.deepStrictEqual([ids(first.rows), first.count, first.next?.row as string], [[1, 2, 3], 4, "delegation-3"])
    const second = BookPage.page(book, { after: first.next as BookPage.Cursor, limit: 3 })
    assert.deepStrictEqual([ids(second.rows), second.count, second.next], [[0], 4, undefined])
    const whole = BookPage.page(book, { limit: 4, filter: { _tag: "Text", contains: "alvarez" } })
    assert.deepStrictEqual([ids(whole.rows), whole.count, whole.next], [[1, 2], 2, undefined])
  })

  it("neither repeats nor hides a row when others come and go between two pages", () => {
    const rows = fc.array(
      fc.record({
        primaryLastName: fc.constantFrom("Ann", "Án", "Bo", "Cy"),
        nextDueOn: fc.constantFrom(undefined, Dates.make("2026-03-01"), Dates.make("2026-04-01"))
      }),
      { minLength: 1, maxLength: 12 }
    )
    const sorts = fc.uniqueArray(
      fc.record({ by: fc.constantFrom("primaryName" as const, "nextDueOn" as const), descending: fc.boolean() }),
      { maxLength: 2, selector: ({ by }) => by }
    )
    fc.assert(
      fc.property(rows, sorts, fc.integer({ min: 1, max: 5 }), fc.nat(), (fields, sort, limit, gone) => {
        const all = fields.map((over, n) => row(n, over as Partial<Book.Row>))
        const seen: Array<Book.Row> = []
        let page = BookPage.page(all, { sort, limit })
        seen.push(...page.rows)
        // The last row that was seen goes, and a new one comes that sorts before everything.
        const left = all.filter((one) => one !== seen.at(-1) && one !== all[gone % all.length])
        const next = [...left, row(99, { primaryLastName: "\u0000", nextDueOn: Dates.make("1990-01-01") })]
        while (page.next !== undefined) {
          page = BookPage.page(next, { after: page.next, limit })
          seen.push(...page.rows)
        }
        const kept = seen.filter((one) => left.includes(one))
        assert.strictEqual(new Set(seen).size, seen.length)
        assert.sameMembers(ids(kept), ids(left))
      }),
      { seed: 4, numRuns: 300 }
    )
  })
})
