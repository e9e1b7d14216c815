import { assert, describe, it } from "@effect/vitest"
import * as Dates from "../src/CalendarDate.ts"
import * as Trend from "../src/Trend.ts"
import * as Sample from "./fixture/sample.ts"

const span = { through: Dates.make("2026-03-05"), days: 3, timeZone: "America/Los_Angeles" }
const [one, two] = [Sample.agentId(1), Sample.agentId(2)]
const holding = (agentId: Trend.OfAgent["agentId"], from: string, until?: string): Trend.Holding => ({
  ...{ agentId, from: Dates.instant(from) },
  ...(until === undefined ? {} : { until: Dates.instant(until) })
})
const holdings = [
  holding(one, "2026-01-01T12:00:00.000Z"),
  // Midnight in Los Angeles is at eight in UTC: one begins with the day, one a moment before it.
  holding(two, "2026-03-04T08:00:00.000Z", "2026-03-05T08:00:00.000Z"),
  holding(one, "2026-03-04T07:59:59.999Z", "2026-03-05T07:59:59.999Z"),
  holding(one, "2026-03-05T09:00:00.000Z", "2026-03-05T10:00:00.000Z"),
  holding(two, "2026-01-01T12:00:00.000Z", "2026-03-03T07:59:59.999Z")
]
const line = (agentId: Trend.OfAgent["agentId"], clients: number, begun = 0, ended = 0): Trend.OfAgent => ({
  ...{ agentId, clients, begun, ended }
})
const trend = Trend.make(holdings, span)

describe("Trend", () => {
  it("says for each day who was held when it was over, who came and who went [BOB-05]", () => {
    assert.deepStrictEqual(trend, [
      { day: Dates.make("2026-03-03"), agents: [line(one, 2, 1)] },
      { day: Dates.make("2026-03-04"), agents: [line(one, 1, 0, 1), line(two, 1, 1)] },
      { day: Dates.make("2026-03-05"), agents: [line(one, 1, 1, 1), line(two, 0, 0, 1)] }
    ])
  })

  it("adds up agents to an agency, and agencies to an exchange [BOB-02]", () => {
    const days = trend.map(Trend.total)
    assert.deepStrictEqual(days.at(1), { clients: 2, begun: 1, ended: 1 })
    const twice = Trend.merge(trend, trend.slice(1))
    assert.deepStrictEqual(
      twice.map(Trend.total).map(({ clients }) => clients),
      [2, 4, 2]
    )
    assert.deepStrictEqual(Trend.merge([], trend), trend)
    assert.deepStrictEqual(Trend.ofAgent(trend[0] as Trend.Snapshot, two), { clients: 0, begun: 0, ended: 0 })
  })

  it("says what changed between two days, without those for whom nothing did", () => {
    const [first, second, third] = trend as [Trend.Snapshot, Trend.Snapshot, Trend.Snapshot]
    assert.deepStrictEqual(Trend.compare(first, first), [])
    assert.deepStrictEqual(Trend.compare(first, second), [line(one, -1, -1, 1), line(two, 1, 1)])
    assert.deepStrictEqual(Trend.compare(second, third), [line(one, 0, 1), line(two, -1, -1, 1)])
  })

  it("keeps a day as it was kept first", () => {
    const [first, second] = trend as [Trend.Snapshot, Trend.Snapshot]
    const kept = Trend.keep([{ ...second, agents: [] }], trend)
    assert.deepStrictEqual(
      kept.map(({ agents, day }) => [day, agents.length]),
      [
        ["2026-03-03", 1],
        ["2026-03-04", 0],
        ["2026-03-05", 2]
      ]
    )
    assert.deepStrictEqual(Trend.keep(kept, trend), kept)
    assert.deepStrictEqual(Trend.keep([], [first]), [first])
  })

  it("counts who is frozen, and no request, declined or moved on [BOB-04]", () => {
    const held = (state: string) => Trend.holdingOf(Sample.delegation(1, state as never)) !== undefined
    assert.deepStrictEqual(["Active", "Frozen", "Requested", "Declined"].map(held), [true, true, false, false])
    const at = Sample.now
    const ended = (reason: "transferred" | "relinquished") => ({ _tag: "Ended", from: at, until: at, reason }) as const
    const of = (reason: "transferred" | "relinquished") =>
      Trend.holdingOf(Sample.delegation(1, "Active", { state: ended(reason) }))
    assert.isUndefined(of("transferred"))
    assert.deepStrictEqual(of("relinquished"), { agentId: Sample.agentId(0), from: at, until: at })
  })
})
