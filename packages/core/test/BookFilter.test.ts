import { assert, describe, it } from "@effect/vitest"
import * as BookFilter from "../src/BookFilter.ts"
import * as Book from "../src/BookOfBusiness.ts"
import * as Dates from "../src/CalendarDate.ts"
import * as Id from "../src/Id.ts"
import * as Sample from "./fixture/sample.ts"

const zone = "America/Los_Angeles"
const verifications = [
  { kind: "income", dueOn: Dates.make("2026-05-01") },
  { kind: "residency", dueOn: Dates.make("2026-04-01") }
] as const
/** Two households that differ in everything that a filter asks for. */
const [plain, rich] = Book.rows(
  [
    {
      delegation: Sample.delegation(0),
      case: Sample.household(0),
      agent: Sample.agent(0),
      employment: Sample.employment(0),
      agency: Sample.agency(0)
    },
    {
      delegation: Sample.delegation(1, "Frozen", { origin: "transfer" }),
      case: Sample.household(1, {
        primaryContact: {
          ...Sample.household(1).primaryContact,
          name: { first: "José", last: "Núñez" } as never,
          phone: "9165550142" as never,
          preferredLanguage: "es" as never,
          address: { street: "1 A", city: "Davis", county: "Yolo", state: "CA", zip: "95616-0001" as never }
        },
        members: ["QhpAptc", "MediCal"],
        application: { year: 2027, state: "Submitted" },
        coverage: Sample.coverage({
          state: "PlanSelected",
          carrier: "Océano Health",
          metal: "Gold",
          pastDue: true,
          aorNpn: "77" as never
        }),
        verifications,
        renewal: "AtRisk",
        renewalRisks: ["no-tax-filing"],
        account: { _tag: "Linked" }
      }),
      agent: Sample.agent(1, { certification: Sample.certification("Suspended") }),
      employment: Sample.employment(1, 0, "Inactive"),
      agency: Sample.agency(0)
    }
  ],
  Sample.now,
  zone
) as [Book.Row, Book.Row]

const fits = (filter: unknown) => BookFilter.apply([plain, rich], filter as BookFilter.BookFilter)
const day = (text: string) => Dates.make(text)

/** Filters that the second household fits, and not the first. */
const parts: ReadonlyArray<Record<string, unknown> & { readonly _tag: string }> = [
  { _tag: "Rows", anyOf: ["delegation-1", "delegation-7"] },
  { _tag: "Agent", anyOf: ["agent-1"] },
  { _tag: "AgentEmployment", anyOf: ["Invited", "Inactive"] },
  { _tag: "AgentCertification", anyOf: ["Suspended"] },
  { _tag: "DelegationState", anyOf: ["Frozen"] },
  { _tag: "DelegationOrigin", anyOf: ["transfer", "migration"] },
  { _tag: "CoverageYear", anyOf: [2027] },
  { _tag: "Application", anyOf: ["Submitted"] },
  { _tag: "Eligibility", anyOf: ["MediCal"] },
  { _tag: "Conditional" },
  { _tag: "Verification" },
  { _tag: "Verification", anyOf: ["income"] },
  { _tag: "Verification", anyOf: ["residency"], dueBefore: "2026-04-02" },
  { _tag: "Verification", dueBefore: "2026-04-02" },
  { _tag: "Enrollment", anyOf: ["PlanSelected"] },
  { _tag: "Carrier", anyOf: ["OCEANO HEALTH"] },
  { _tag: "Metal", anyOf: ["Gold", "Silver"] },
  { _tag: "BinderUnpaid" },
  { _tag: "PastDue" },
  { _tag: "Renewal", anyOf: ["AtRisk"] },
  { _tag: "RenewalRisk", anyOf: ["no-tax-filing"] },
  { _tag: "Language", anyOf: ["es"] },
  { _tag: "County", anyOf: ["yolo"] },
  { _tag: "Zip", anyOf: ["95616"] },
  { _tag: "Zip", anyOf: ["95616-0001"] },
  { _tag: "MixedHousehold" },
  { _tag: "AorMismatch" },
  { _tag: "Text", contains: "nunez jose" },
  { _tag: "Text", contains: "(916) 555-0142" },
  { _tag: "Text", contains: "10000001" },
  { _tag: "Text", contains: "CONSUMER1@mail" }
]

describe("BookFilter", () => {
  it.each(parts.map((part) => [part._tag, part] as const))(
    "%s picks the rows that have it, and `Not` the others",
    (_, part) => {
      assert.deepStrictEqual(fits(part), [rich])
      assert.deepStrictEqual(fits({ _tag: "Not", filter: part }), [plain])
    }
  )

  it("picks households without a linked account", () => {
    assert.deepStrictEqual(fits({ _tag: "AccountNotLinked" }), [plain])
  })

  it("takes a range of days as half-open", () => {
    const delegated = (from?: string, until?: string) =>
      fits({ _tag: "Delegated", ...(from ? { from: day(from) } : {}), ...(until ? { until: day(until) } : {}) }).length
    assert.deepStrictEqual(
      [delegated(), delegated("2026-03-02"), delegated("2026-03-03"), delegated(undefined, "2026-03-02")],
      [2, 2, 0, 0]
    )
    assert.strictEqual(delegated("2026-03-02", "2026-03-03"), 2)
  })

  it("does not find a verification by one's kind and another's day", () => {
    assert.deepStrictEqual(fits({ _tag: "Verification", anyOf: ["income"], dueBefore: "2026-04-02" }), [])
  })

  it("fits every row with `And` of nothing, and none with `Or` of nothing", () => {
    assert.strictEqual(fits(BookFilter.everything).length, 2)
    assert.strictEqual(fits(BookFilter.or()).length, 0)
    assert.strictEqual(fits({ _tag: "Agent", anyOf: [] }).length, 0)
  })

  it("combines, and counts as many as it picks", () => {
    const mine: BookFilter.BookFilter = { _tag: "Agent", anyOf: [Id.make("agent-0")] }
    const frozen: BookFilter.BookFilter = { _tag: "DelegationState", anyOf: ["Frozen"] }
    assert.deepStrictEqual(fits(BookFilter.and(mine, frozen)), [])
    assert.deepStrictEqual(fits(BookFilter.or(mine, frozen)), [plain, rich])
    assert.deepStrictEqual(fits(BookFilter.and(BookFilter.not(mine), frozen)), [rich])
    assert.strictEqual(BookFilter.count([plain, rich], frozen), 1)
  })

  it("takes the day before which something is due as half-open", () => {
    assert.deepStrictEqual(fits({ _tag: "Verification", anyOf: ["residency"], dueBefore: "2026-04-01" }), [])
  })

  it("picks plans that were chosen and not paid for, and no others", () => {
    const rows = [true, false, undefined].flatMap((binderPaid) =>
      (["PlanSelected", "Effectuated"] as const).map((enrollmentStatus): Book.Row => {
        const { binderPaid: _, ...others } = rich
        return { ...others, enrollmentStatus, ...(binderPaid === undefined ? {} : { binderPaid }) }
      })
    )
    assert.deepStrictEqual(
      BookFilter.apply(rows, { _tag: "BinderUnpaid" }).map(({ binderPaid }) => binderPaid),
      [false, undefined]
    )
  })

  it("may list as many values as a screen has rows and agents", () => {
    assert.deepStrictEqual(BookFilter.mostValues, { usual: 100, rows: 5000, agents: 5000 })
  })

  it("counts one step further than is allowed, and no further", () => {
    const { and, everything, not } = BookFilter
    let deep: BookFilter.BookFilter = everything
    for (let n = 0; n < 20; n++) deep = not(deep)
    assert.deepStrictEqual(BookFilter.size(deep), { depth: 9, parts: 9 })
    const wide = (n: number) => and(...Array.from({ length: n }, () => not(not(everything))))
    assert.deepStrictEqual(BookFilter.size(wide(99)), { depth: 3, parts: 199 })
    assert.deepStrictEqual(BookFilter.size(wide(100)), { depth: 2, parts: 101 })
  })

  it("measures input of any depth without falling over", () => {
    let deep: BookFilter.BookFilter = { _tag: "Conditional" }
    for (let n = 0; n < 100_000; n++) deep = BookFilter.not(deep)
    assert.isAbove(BookFilter.size(deep).depth, BookFilter.mostDepth)
    assert.isAbove(BookFilter.size(BookFilter.or(...Array(1000).fill(deep))).parts, BookFilter.mostParts)
    assert.deepStrictEqual(BookFilter.size(BookFilter.and(BookFilter.everything, BookFilter.not(BookFilter.or()))), {
      depth: 3,
      parts: 4
    })
    for (const any of [undefined, null, 7, "text", [], { filters: 3 }]) assert.isAtMost(BookFilter.size(any).depth, 2)
  })
})
