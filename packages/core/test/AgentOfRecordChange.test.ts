import { assert, describe, it } from "@effect/vitest"
import { earliest } from "../src/AgentOfRecordChange.ts"
import * as Dates from "../src/CalendarDate.ts"

const first = (effectiveOn: string, today: string, months: number): string =>
  earliest(Dates.make(effectiveOn), Dates.make(today), months)

describe("AgentOfRecordChange", () => {
  it("reaches back to the start of the policy for six months, the last day included [DEL-21]", () => {
    assert.strictEqual(first("2026-01-01", "2026-07-01", 6), "2026-01-01")
    assert.strictEqual(first("2026-01-01", "2026-07-02", 6), "2026-07-02")
    // Six months after 31 August is the last day of February.
    assert.strictEqual(first("2025-08-31", "2026-02-28", 6), "2025-08-31")
    assert.strictEqual(first("2025-08-31", "2026-03-01", 6), "2026-03-01")
  })

  it("counts for the future only where nothing else is allowed, and never before today for a policy to come [TRF-08]", () => {
    assert.strictEqual(first("2026-01-01", "2026-01-02", 0), "2026-01-02")
    assert.strictEqual(first("2026-06-01", "2026-01-02", 6), "2026-01-02")
  })
})
