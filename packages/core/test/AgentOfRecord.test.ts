import { assert, describe, it } from "@effect/vitest"
import * as AgentOfRecord from "../src/AgentOfRecord.ts"
import * as Dates from "../src/CalendarDate.ts"
import * as Sample from "./fixture/sample.ts"

const entry = (npn: string, from: string, hours: number): AgentOfRecord.Entry => ({
  npn: npn as never,
  from: Dates.make(from),
  recordedAt: Dates.plusHours(Sample.now, hours),
  reason: "correction"
})
const history = [entry("1", "2026-01-01", 0), entry("2", "2026-03-01", 1), entry("3", "2026-02-01", 2)]
const on = (day: string, hours?: number) =>
  AgentOfRecord.on(history, Dates.make(day), hours === undefined ? undefined : Dates.plusHours(Sample.now, hours))
    ?.npn as string | undefined

describe("AgentOfRecord", () => {
  it("is the last one recorded of those that had begun [DEL-20]", () => {
    assert.deepStrictEqual(
      ["2025-12-31", "2026-01-01", "2026-02-01", "2026-04-01"].map((day) => on(day)),
      [undefined, "1", "3", "3"]
    )
  })

  it("is what was believed then, when asked for it", () => {
    assert.deepStrictEqual(
      [-1, 0, 1, 2].map((hours) => on("2026-04-01", hours)),
      [undefined, "1", "2", "3"]
    )
  })

  it("is taken from a feed when the feed has news, from the start of the policy or from today", () => {
    const moment = { effectiveOn: Dates.make("2026-01-01"), day: Sample.today, at: Sample.now, known: false }
    const [first, second] = ["77", "88"] as ReadonlyArray<string> as [never, never]
    const one = AgentOfRecord.fed([], undefined, first, moment)
    assert.deepStrictEqual(one, [
      { npn: "77", from: "2026-01-01", recordedAt: Sample.now, reason: "enrollment" }
    ] as never)
    assert.strictEqual(AgentOfRecord.fed(one, first, first, moment), one)
    assert.notProperty(AgentOfRecord.fed(one, first, undefined, moment)[1], "npn")
    assert.strictEqual<string | undefined>(AgentOfRecord.fed(one, first, second, moment)[1]?.from, Sample.today)
    const ahead = { ...moment, effectiveOn: Dates.make("2027-01-01") }
    assert.strictEqual<string | undefined>(AgentOfRecord.fed(one, first, second, ahead)[1]?.from, "2027-01-01")
  })

  it("is nobody of the past for a policy that was known without an agent [DEL-21]", () => {
    const moment = { effectiveOn: Dates.make("2026-01-01"), day: Sample.today, at: Sample.now, known: true }
    const fed = (effectiveOn: string) =>
      AgentOfRecord.fed([], undefined, "77" as never, { ...moment, effectiveOn: Dates.make(effectiveOn) })[0]?.from
    assert.strictEqual<string | undefined>(fed("2026-01-01"), Sample.today)
    assert.strictEqual<string | undefined>(fed("2027-01-01"), "2027-01-01")
  })
})
