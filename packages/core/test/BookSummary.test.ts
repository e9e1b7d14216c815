import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import type { Row } from "../src/BookOfBusiness.ts"
import * as BookSummary from "../src/BookSummary.ts"

const row = fc.record({
  agentId: fc.constantFrom("a", "b", "c"),
  delegationState: fc.constantFrom("Active", "Frozen"),
  householdSize: fc.integer({ min: 1, max: 30 }),
  enrollmentStatus: fc.constantFrom("Effectuated", "PlanSelected", "Cancelled", undefined),
  grossPremium: fc.option(fc.integer({ min: 0, max: 99_999_999_999 }), { nil: undefined }),
  binderPaid: fc.boolean(),
  conditional: fc.boolean(),
  aorMatchesDelegate: fc.constantFrom(true, false, undefined)
}) as unknown as fc.Arbitrary<Row>
const rows = fc.array(row, { maxLength: 20 })
const summary = rows.map(BookSummary.summarise)
const { combine, empty, invert, summarise } = BookSummary
const law = <A>(arbitrary: fc.Arbitrary<A>, holds: (value: A) => void) =>
  fc.assert(fc.property(arbitrary, holds), { numRuns: 500, seed: 9 })

describe("BookSummary", () => {
  it("is a commutative group", () => {
    law(fc.tuple(summary, summary, summary), ([a, b, c]) => {
      assert.deepStrictEqual(combine(a, combine(b, c)), combine(combine(a, b), c))
      assert.deepStrictEqual(combine(a, b), combine(b, a))
      assert.deepStrictEqual(combine(a, empty), a)
      assert.deepStrictEqual(combine(a, invert(a)), empty)
    })
  })

  it("does not depend on order or partition [BOB-02]", () => {
    law(fc.tuple(rows, rows), ([a, b]) => {
      assert.deepStrictEqual(summarise([...a, ...b]), combine(summarise(a), summarise(b)))
      assert.deepStrictEqual(summarise([...a].reverse()), summarise(a))
    })
  })

  it("is the sum of its agents", () => {
    law(rows, (book) => {
      assert.deepStrictEqual([...BookSummary.byAgent(book).values()].reduce(combine, empty), summarise(book))
    })
  })

  it("takes a removed row away again", () => {
    law(fc.tuple(rows, row), ([book, one]) => {
      assert.deepStrictEqual(combine(summarise([...book, one]), invert(BookSummary.ofRow(one))), summarise(book))
    })
  })

  it("counts premiums of policies in force, and unpaid binders of chosen plans", () => {
    const one = { delegationState: "Active", householdSize: 2, grossPremium: 500, conditional: false } as unknown as Row
    assert.deepInclude(BookSummary.ofRow({ ...one, enrollmentStatus: "Effectuated" }), {
      effectuated: 1,
      effectuatedPremium: 500,
      unpaidBinders: 0
    })
    assert.deepInclude(BookSummary.ofRow({ ...one, enrollmentStatus: "PlanSelected", binderPaid: false }), {
      effectuated: 0,
      effectuatedPremium: 0,
      unpaidBinders: 1
    })
    assert.deepInclude(BookSummary.ofRow({ ...one, enrollmentStatus: "PlanSelected", binderPaid: true }), {
      unpaidBinders: 0
    })
  })

  it("adds a million rows of one cent exactly, and never rounds [X050]", () => {
    const cent = { delegationState: "Active", householdSize: 1, enrollmentStatus: "Effectuated", grossPremium: 1 }
    assert.strictEqual(summarise(Array(1_000_000).fill(cent)).effectuatedPremium, 1_000_000)
    const huge = { ...empty, effectuatedPremium: Number.MAX_SAFE_INTEGER }
    assert.throws(() => combine(huge, BookSummary.ofRow(cent as unknown as Row)), RangeError)
  })
})
