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
    const moment = { effectiveOn: Dates.make("2026-01-01"), day: Sample.today, at: Sample.now, before: "none" as const }
    const [first, second] = ["77", "88"] as ReadonlyArray<string> as [never, never]
    const one = AgentOfRecord.fed([], undefined, first, moment)
    assert.deepStrictEqual(one, [
      { npn: "77", from: "2026-01-01", recordedAt: Sample.now, reason: "enrollment" }
    ] as never)
    const known = { ...moment, before: "same" as const }
    assert.strictEqual(AgentOfRecord.fed(one, first, first, known), one)
    assert.notProperty(AgentOfRecord.fed(one, first, undefined, known)[1], "npn")
    assert.strictEqual<string | undefined>(AgentOfRecord.fed(one, first, second, known)[1]?.from, Sample.today)
    const ahead = { ...known, effectiveOn: Dates.make("2027-01-01") }
    assert.strictEqual<string | undefined>(AgentOfRecord.fed(one, first, second, ahead)[1]?.from, "2027-01-01")
  })

  it("is stated anew for a policy that takes the place of another, from its own start [DEL-20 DEL-30]", () => {
    const february = Dates.make("2026-02-01")
    const moment = { effectiveOn: february, day: Sample.today, at: Sample.now, before: "another" as const }
    const changed = [entry("77", "2026-01-01", -2), entry("88", "2026-01-15", -1)]
    const next = AgentOfRecord.fed(changed, "77" as never, "77" as never, moment)
    assert.deepStrictEqual(next.slice(2), [
      { npn: "77", from: "2026-02-01", recordedAt: Sample.now, reason: "enrollment" }
    ] as never)
    assert.strictEqual<string | undefined>(AgentOfRecord.on(next, Dates.make("2026-01-31"))?.npn, "88")
    const nobody = AgentOfRecord.fed(changed, undefined, undefined, moment)
    assert.deepStrictEqual(nobody.slice(2), [{ from: february, recordedAt: Sample.now, reason: "enrollment" }])
    assert.deepStrictEqual(AgentOfRecord.fed([], undefined, undefined, moment), [])
  })

  it("is stated for a policy that comes after none, for the past only where nothing was said of it [DEL-21]", () => {
    const from = (effectiveOn: string) =>
      AgentOfRecord.fed([entry("88", "2026-01-15", -1)], undefined, "88" as never, {
        ...{ effectiveOn: Dates.make(effectiveOn), day: Sample.today, at: Sample.now, before: "none" }
      })[1]?.from as string | undefined
    assert.deepStrictEqual(["2026-01-01", "2026-01-15", "2026-02-01", "2027-01-01"].map(from), [
      ...[Sample.today, Sample.today, "2026-02-01", "2027-01-01"]
    ])
  })

  it("goes on from the start of a policy with each agent who still holds, said anew [DEL-20]", () => {
    const whole = [
      ...history,
      { ...entry("4", "2026-06-01", 3), agentId: Sample.agentId(4) },
      entry("5", "2026-04-01", 4)
    ]
    const said = AgentOfRecord.holding([...whole, entry("6", "2026-08-01", 5)], Dates.make("2026-02-10"), Sample.now)
    assert.deepStrictEqual(
      said.map(({ from, npn, recordedAt }) => [npn as string | undefined, from as string, recordedAt]),
      [
        ["3", "2026-02-10", Sample.now],
        ["5", "2026-04-01", Sample.now],
        ["6", "2026-08-01", Sample.now]
      ]
    )
    assert.deepInclude(AgentOfRecord.holding(whole.slice(3, 4), Dates.make("2026-01-01"), Sample.now)[0], {
      agentId: Sample.agentId(4),
      reason: "correction"
    })
    assert.deepStrictEqual(AgentOfRecord.holding([], Dates.make("2026-01-01"), Sample.now), [])
  })

  it("is nobody of the past for a policy that was known without an agent [DEL-21]", () => {
    const moment = { effectiveOn: Dates.make("2026-01-01"), day: Sample.today, at: Sample.now, before: "same" as const }
    const fed = (effectiveOn: string) =>
      AgentOfRecord.fed([], undefined, "77" as never, { ...moment, effectiveOn: Dates.make(effectiveOn) })[0]?.from
    assert.strictEqual<string | undefined>(fed("2026-01-01"), Sample.today)
    assert.strictEqual<string | undefined>(fed("2027-01-01"), "2027-01-01")
  })
})
