import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import * as Dates from "../src/CalendarDate.ts"
import * as EffectiveDate from "../src/EffectiveDate.ts"
import { calheers } from "../src/Policy.ts"

const day = fc.integer({ min: -135_140, max: 2_932_000 }).map(Dates.fromEpochDay)
const days = fc.integer({ min: 0, max: 365 })

describe("EffectiveDate: a book that moves to another agency", () => {
  it.each([
    ["2025-01-01", "2025-02-01"],
    ["2025-01-02", "2025-02-01"],
    ["2025-01-03", "2025-03-01"],
    ["2025-01-30", "2025-03-01"],
    ["2025-02-01", "2025-04-01"],
    ["2024-02-01", "2024-04-01"]
  ])("submitted %s counts from %s", (submitted, effective) => {
    assert.strictEqual(EffectiveDate.acrossAgencies(Dates.make(submitted), calheers), Dates.make(effective))
  })

  it("stays on the day that was set while that has not passed, whatever the policy has become", () => {
    const set = Dates.make("2026-05-13")
    const from = (today: string) => EffectiveDate.notBefore(set, Dates.make(today), calheers)
    assert.deepStrictEqual<ReadonlyArray<string>>(
      [from("2026-05-12"), from("2026-05-13"), from("2026-05-14")],
      ["2026-05-13", "2026-05-13", "2026-06-01"]
    )
  })

  it("never counts in the past, always from a first, and from no earlier first", () => {
    fc.assert(
      fc.property(day, days, (submitted, least) => {
        const policy = { crossAgencyEffective: { on: "first-of-month", days: least } } as const
        const effective = EffectiveDate.acrossAgencies(submitted, policy)
        const earliest = Dates.plusDays(submitted, least)
        return (
          effective >= submitted &&
          effective.endsWith("-01") &&
          effective >= earliest &&
          Dates.firstOfMonth(effective, -1) < earliest
        )
      }),
      { numRuns: 2_000, seed: 21 }
    )
  })

  it("counts from any day where the policy asks for no first of a month", () => {
    const policy = { crossAgencyEffective: { on: "any-day", days: 1 } } as const
    assert.strictEqual(EffectiveDate.acrossAgencies(Dates.make("2025-01-03"), policy), Dates.make("2025-01-04"))
  })

  it("counts at once when it is submitted on a first and no days are asked", () => {
    const policy = { crossAgencyEffective: { on: "first-of-month", days: 0 } } as const
    assert.strictEqual(EffectiveDate.acrossAgencies(Dates.make("2025-02-01"), policy), Dates.make("2025-02-01"))
    assert.strictEqual(EffectiveDate.acrossAgencies(Dates.make("2025-02-02"), policy), Dates.make("2025-03-01"))
  })
})

describe("EffectiveDate: a small business's new agent of record", () => {
  it.each([
    ["2025-02-08", "2025-03-01"],
    ["2025-02-09", "2025-04-01"],
    ["2024-12-08", "2025-01-01"],
    ["2024-12-09", "2025-02-01"]
  ])("submitted %s counts from %s", (submitted, effective) => {
    assert.strictEqual(EffectiveDate.smallBusinessAgentOfRecord(Dates.make(submitted), calheers), Dates.make(effective))
  })

  it("always counts from a first in the future, one month ahead or two", () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 31 }), (submitted, cutoffDay) => {
        const effective = EffectiveDate.smallBusinessAgentOfRecord(submitted, {
          smallBusinessAgentOfRecord: { cutoffDay }
        })
        const ahead = Number(submitted.slice(8)) <= cutoffDay ? 1 : 2
        return (
          effective > submitted &&
          effective.endsWith("-01") &&
          Dates.firstOfMonth(effective, -ahead) === Dates.firstOfMonth(submitted)
        )
      }),
      { numRuns: 2_000, seed: 22 }
    )
  })

  it.each([
    ["2026-05-01", "2026-04-30", "2026-05-01", "2026-05-01"],
    ["2026-05-01", "2026-05-01", "2026-05-01", "2026-05-01"],
    ["2026-05-01", "2026-05-02", "2026-06-01", "2026-05-02"],
    ["2026-05-01", "2026-07-01", "2026-07-01", "2026-07-01"],
    ["2026-05-01", "2026-12-17", "2027-01-01", "2026-12-17"]
  ])(
    "set for %s and ready on %s counts from %s, or from %s where any day will do [TRF-09]",
    (set, ready, first, any) => {
      const counts = (on: "first-of-month" | "any-day") =>
        EffectiveDate.notBefore(Dates.make(set), Dates.make(ready), { crossAgencyEffective: { on, days: 30 } })
      assert.deepStrictEqual([counts("first-of-month"), counts("any-day")], [Dates.make(first), Dates.make(any)])
    }
  )

  it("counts the day of the exchange, not that of Greenwich", () => {
    const at = Dates.instant("2025-02-09T07:59:59.999Z")
    const submitted = Dates.on(at, calheers.timeZone)
    assert.strictEqual(EffectiveDate.smallBusinessAgentOfRecord(submitted, calheers), Dates.make("2025-03-01"))
  })
})
