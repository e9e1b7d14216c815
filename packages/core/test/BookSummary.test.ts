import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import type { Row } from "../src/BookOfBusiness.ts"
import * as BookSummary from "../src/BookSummary.ts"
import * as Dates from "../src/CalendarDate.ts"
import { machine } from "../src/Delegation.ts"
import * as Sample from "./fixture/sample.ts"

const day = Sample.today
const zone = "America/Los_Angeles"
const near = fc.integer({ min: -60, max: 60 }).map((n) => Dates.plusDays(day, n))
const optional = <A>(arbitrary: fc.Arbitrary<A>) => fc.option(arbitrary, { nil: undefined })
const row = fc.record({
  agentId: fc.constantFrom("a", "b", "c"),
  delegationState: fc.constantFrom("Active", "Frozen"),
  delegatedOn: near,
  householdSize: fc.integer({ min: 1, max: 30 }),
  coveredMembers: fc.nat(30),
  enrollmentStatus: fc.constantFrom("Effectuated", "PlanSelected", "Cancelled", "Reinstated", undefined),
  grossPremium: optional(fc.integer({ min: 0, max: 99_999_999_999 })),
  aptc: optional(fc.integer({ min: 0, max: 99_999_999_999 })),
  binderPaid: fc.boolean(),
  pastDue: fc.boolean(),
  conditional: fc.boolean(),
  nextDueOn: optional(near),
  renewalStatus: fc.constantFrom("NotDue", "AwaitingAction", "AutoRenewed", "ActivelyRenewed", "OptedOut", "AtRisk"),
  aorMatchesDelegate: fc.constantFrom(true, false, undefined)
}) as unknown as fc.Arbitrary<Row>
const delegation = fc
  .tuple(fc.constantFrom(...machine.states), near)
  .map(([state, on]) => Sample.delegation(0, state, { state: at(state, on) }))
const at = (state: string, on: Dates.CalendarDate) => {
  const instant = Dates.startOf(on, zone)
  return state === "Ended"
    ? ({ _tag: state, from: instant, until: instant, reason: "relinquished" } as const)
    : state === "Requested"
      ? ({ _tag: state, at: instant } as const)
      : Sample.delegationState(state as "Active")
}
const rows = fc.array(row, { maxLength: 20 })
const summarise = (book: Iterable<Row>) => BookSummary.summarise(book, day)
const ofRow = (one: Row) => BookSummary.ofRow(one, day)
const summary = fc
  .tuple(rows, fc.array(delegation, { maxLength: 5 }))
  .map(([book, others]) =>
    others.reduce((sum, one) => combine(sum, BookSummary.ofDelegation(one, day, zone)), summarise(book))
  )
const { combine, empty, invert } = BookSummary
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
      assert.deepStrictEqual([...BookSummary.byAgent(book, day).values()].reduce(combine, empty), summarise(book))
    })
  })

  it("is kept under change as if it were counted again", () => {
    law(fc.tuple(rows, row, row), ([book, before, after]) => {
      const kept = BookSummary.add(BookSummary.remove(summarise([...book, before]), before, day), after, day)
      assert.deepStrictEqual(kept, summarise([...book, after]))
    })
  })

  it("counts premiums of policies in force, and unpaid binders of chosen plans", () => {
    const one = { delegationState: "Active", householdSize: 2, grossPremium: 500, aptc: 200, conditional: false } as Row
    // A policy that was over and runs again counts like one that never was.
    assert.deepStrictEqual(
      ofRow({ ...one, enrollmentStatus: "Reinstated" }),
      ofRow({ ...one, enrollmentStatus: "Effectuated" })
    )
    assert.deepInclude(ofRow({ ...one, enrollmentStatus: "Effectuated" }), {
      effectuated: 1,
      effectuatedPremium: 500,
      effectuatedAptc: 200,
      unpaidBinders: 0
    })
    assert.deepInclude(ofRow({ ...one, enrollmentStatus: "PlanSelected", binderPaid: false }), {
      effectuated: 0,
      effectuatedPremium: 0,
      unpaidBinders: 1
    })
    assert.deepInclude(ofRow({ ...one, enrollmentStatus: "PlanSelected", binderPaid: true }), { unpaidBinders: 0 })
  })

  it("takes thirty days for new and lost, today included, and fourteen for soon", () => {
    const on = (days: number) => Dates.plusDays(day, days)
    const opened = (days: number) => ofRow({ delegatedOn: on(days) } as Row).opened
    assert.deepStrictEqual([opened(0), opened(-29), opened(-30)], [1, 1, 0])
    const dueSoon = (days: number) => ofRow({ nextDueOn: on(days) } as Row).dueSoon
    assert.deepStrictEqual([dueSoon(-3), dueSoon(14), dueSoon(15)], [1, 1, 0])
    const lost = (days: number) =>
      BookSummary.ofDelegation(Sample.delegation(0, "Ended", { state: at("Ended", on(days)) }), day, zone).lost
    assert.deepStrictEqual([lost(0).relinquished, lost(-29).relinquished, lost(-30).relinquished], [1, 1, 0])
  })

  it("counts households by their members, and by those who are covered", () => {
    const one = { householdSize: 4, coveredMembers: 3 } as Row
    assert.deepInclude(ofRow(one), { members: 4, coveredMembers: 3 })
    assert.deepInclude(summarise([one, one]), { members: 8, coveredMembers: 6 })
  })

  it("has an empty summary that nobody can fill, and days in their order", () => {
    for (const part of [empty, empty.lost, empty.renewals, empty.requestedOn]) assert.isFrozen(part)
    const on = (days: number) =>
      BookSummary.ofDelegation(
        Sample.delegation(0, "Requested", { state: at("Requested", Dates.plusDays(day, days)) }),
        ...([day, zone] as const)
      )
    const sum = [3, 1, 2].map(on).reduce(combine, empty)
    assert.deepStrictEqual(
      Object.keys(sum.requestedOn),
      [1, 2, 3].map((n) => Dates.plusDays(day, n))
    )
  })

  it("knows the oldest request, also after others were answered", () => {
    const asked = (days: number) =>
      BookSummary.ofDelegation(
        Sample.delegation(0, "Requested", { state: at("Requested", Dates.plusDays(day, -days)) }),
        day,
        zone
      )
    const both = combine(asked(12), asked(3))
    assert.strictEqual(both.requested, 2)
    assert.strictEqual(BookSummary.oldestRequestDays(both, day), 12)
    assert.strictEqual(BookSummary.oldestRequestDays(combine(both, invert(asked(12))), day), 3)
    assert.isUndefined(BookSummary.oldestRequestDays(empty, day))
  })

  it("adds a million rows of one cent exactly, and never rounds [X050]", () => {
    const cent = {
      delegationState: "Active",
      householdSize: 1,
      enrollmentStatus: "Effectuated",
      grossPremium: 1
    } as Row
    assert.strictEqual(summarise(Array(1_000_000).fill(cent)).effectuatedPremium, 1_000_000)
    const huge = { ...empty, effectuatedPremium: Number.MAX_SAFE_INTEGER }
    assert.throws(() => combine(huge, ofRow(cent)), RangeError, "a sum of money is too large to be exact")
  })

  it("does not count a request that was answered as the oldest one", () => {
    const of = (requestedOn: Record<string, number>) =>
      BookSummary.oldestRequestDays({ ...BookSummary.summarise([], day), requestedOn } as never, day)
    assert.isUndefined(of({}))
    assert.isUndefined(of({ "2026-02-01": 0 }))
    assert.strictEqual(of({ "2026-02-01": 0, "2026-03-01": 1, "2026-02-21": 2 }), 10)
  })
})
