import { assert, describe, it } from "@effect/vitest"
import * as Dates from "../src/CalendarDate.ts"
import type { Cents } from "../src/Money.ts"
import { calheers } from "../src/Policy.ts"
import * as SmallBusiness from "../src/SmallBusiness.ts"

const excluding: SmallBusiness.Terms = {
  ...calheers,
  smallBusiness: { ...calheers.smallBusiness, otherCoverage: "leaves-the-base" }
}
const spring = Dates.instant("2025-03-03T18:00:00.000Z")
const employer = (eligible: number, taking: number, over: Partial<SmallBusiness.Employer> = {}) => ({
  eligible,
  taking: [{ carrier: "Sierra Health", employees: taking }],
  otherCoverage: 0,
  employerShare: 15_000 as Cents,
  lowestPremium: 30_000 as Cents,
  ...over
})
const assess = (one: SmallBusiness.Employer, at = spring, terms: SmallBusiness.Terms = calheers) =>
  SmallBusiness.assess(one, "first-submission", at, terms)
const rules = (answer: SmallBusiness.Answer): ReadonlyArray<string> =>
  answer._tag === "NotEligible" ? answer.refusals.map(({ rule }) => rule) : [answer._tag]
/** The start of a day in the zone of the exchange, or its last millisecond. */
const startOf = (date: string) => Dates.startOf(Dates.make(date), calheers.timeZone)
const endOf = (date: string) => Dates.plusMillis(startOf(Dates.plusDays(Dates.make(date), 1)), -1)

describe("SmallBusiness", () => {
  it("takes 7 of 10 employees and not 6 of 9", () => {
    assert.deepStrictEqual(rules(assess(employer(10, 7))), ["Eligible"])
    assert.deepStrictEqual(rules(assess(employer(9, 6))), ["SHP-01"])
    const answer = assess(employer(9, 6))
    if (answer._tag !== "NotEligible") return assert.fail(answer._tag)
    assert.strictEqual(answer.refusals[0]?.message, "`6` of `9` employees take part, `7` are needed")
  })

  it("takes 150.00 of a premium of 300.00 and not 149.99", () => {
    assert.deepStrictEqual(rules(assess(employer(10, 10))), ["Eligible"])
    const answer = assess(employer(10, 10, { employerShare: 14_999 as Cents }))
    if (answer._tag !== "NotEligible") return assert.fail(answer._tag)
    assert.deepStrictEqual(
      answer.refusals.map(({ message }) => message),
      ["the employer pays `149.99` of a premium of `300.00`, `150.00` are needed"]
    )
  })

  it("counts employees covered elsewhere as the policy says", () => {
    const one = employer(10, 5, { otherCoverage: 2 })
    assert.deepStrictEqual(SmallBusiness.participation(one, calheers), { has: 7, base: 10, needs: 7, met: true })
    assert.deepStrictEqual(SmallBusiness.participation(one, excluding), { has: 5, base: 8, needs: 6, met: false })
    assert.deepStrictEqual(rules(assess(one)), ["Eligible"])
    assert.deepStrictEqual(rules(assess(one, spring, excluding)), ["SHP-01"])
  })

  it("finds nobody taking part where everybody is covered elsewhere and left out", () => {
    const one = employer(4, 0, { otherCoverage: 4 })
    assert.isTrue(SmallBusiness.participation(one, calheers).met)
    assert.deepStrictEqual(SmallBusiness.participation(one, excluding), { has: 0, base: 0, needs: 0, met: false })
  })

  it("names both tests when both fail, participation first", () => {
    assert.deepStrictEqual(rules(assess(employer(9, 6, { employerShare: 0 as Cents }))), ["SHP-01", "SHP-02"])
  })

  it.each([
    ["2025-11-14", false],
    ["2025-11-15", true],
    ["2025-12-15", true],
    ["2025-12-16", false]
  ] as const)("%s lies in the window: %s, from the first to the last millisecond in California", (date, inside) => {
    for (const at of [startOf(date), endOf(date)]) {
      const answer = assess(employer(9, 6), at)
      assert.strictEqual(answer._tag, inside ? "Eligible" : "NotEligible")
      if (!("inWindow" in answer)) return assert.fail(answer._tag)
      assert.strictEqual(answer.inWindow, inside)
      assert.isFalse(answer.participation.met, "the test is reported inside the window too")
    }
  })

  it("starts an enrollment by the window on 1 January, and leaves the others their own start", () => {
    const december = startOf("2025-12-01")
    const byWindow = assess(employer(9, 6), december)
    assert.strictEqual("startsOn" in byWindow ? byWindow.startsOn : undefined, Dates.make("2026-01-01"))
    const byTests = assess(employer(10, 7), december)
    assert.include(byTests, { _tag: "Eligible", by: "tests", inWindow: true })
    assert.notProperty(byTests, "startsOn")
  })

  it("measures at the first submission and at renewal, not when an employee leaves in between", () => {
    const one = employer(9, 6)
    assert.strictEqual(SmallBusiness.assess(one, "renewal", spring, calheers)._tag, "NotEligible")
    assert.deepStrictEqual(SmallBusiness.assess(one, "change", spring, calheers), { _tag: "NotMeasured" })
  })

  it("adds up carriers", () => {
    const taking = [
      { carrier: "Sierra Health", employees: 4 },
      { carrier: "Coast Plan", employees: 3 }
    ]
    assert.deepStrictEqual(assess(employer(10, 0, { taking })), assess(employer(10, 7)))
  })

  it("keeps cents exact up to a billion dollars", () => {
    const limit = SmallBusiness.limits.cents as Cents
    const half = 50_000_000_000 as Cents
    assert.deepStrictEqual(rules(assess(employer(1, 1, { lowestPremium: limit, employerShare: half }))), ["Eligible"])
    const below = (half - 1) as Cents
    assert.deepStrictEqual(rules(assess(employer(1, 1, { lowestPremium: limit, employerShare: below }))), ["SHP-02"])
  })

  it.each([
    ["nobody eligible", employer(0, 0)],
    ["more taking than eligible", employer(3, 4)],
    ["more covered than there are", employer(3, 2, { otherCoverage: 2 })],
    ["half an employee", employer(3, 1.5)],
    ["fewer than none", employer(3, 2, { otherCoverage: -1 })],
    ["no number", employer(Number.NaN, 1)],
    ["a million and one", employer(1_000_001, 1)]
  ])("refuses %s", (_, one) => {
    const answer = assess(one)
    assert.strictEqual(answer._tag === "Refused" && answer.code, "HeadcountImpossible")
  })

  it.each([
    ["a premium of nothing", { lowestPremium: 0 as Cents }],
    ["a negative share", { employerShare: -1 as Cents }],
    ["a fraction of a cent", { employerShare: 0.5 as Cents }],
    ["an amount beyond the limit", { lowestPremium: 100_000_000_000 as Cents }]
  ])("refuses %s", (_, over) => {
    const answer = assess(employer(10, 7, over))
    assert.strictEqual(answer._tag === "Refused" && answer.code, "AmountsImpossible")
  })
})
