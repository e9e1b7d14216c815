import { assert, describe, it } from "@effect/vitest"
import * as AgencyManager from "../src/AgencyManager.ts"
import * as Dates from "../src/CalendarDate.ts"
import * as Sample from "./fixture/sample.ts"

describe("AgencyManager", () => {
  it("knows of each manager who was designated since when, and of no other [AGY-02]", () => {
    const managers = [0, 1, 2].map((n) => Sample.agentId(n))
    const at = (n: number) => Dates.plusHours(Sample.now, n)
    const kept = { managers, designated: [1, 2].map((n) => ({ agentId: Sample.agentId(n), at: at(n) })) }
    assert.deepStrictEqual(
      [0, 1, 2, 3].map((n) => AgencyManager.since(kept, Sample.agentId(n))),
      [undefined, at(1), at(2), undefined]
    )
    assert.isUndefined(AgencyManager.since({ managers }, Sample.agentId(0)))
  })
})
