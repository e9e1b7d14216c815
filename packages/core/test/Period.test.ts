import { assert, describe, it } from "@effect/vitest"
import * as Dates from "../src/CalendarDate.ts"
import * as Period from "../src/Period.ts"

const from = Dates.instant("2026-01-01T08:00:00.000Z")
const until = Dates.instant("2026-02-01T08:00:00.000Z")

describe("Period", () => {
  it("contains its start and not its end, to the millisecond", () => {
    assert.isTrue(Period.contains({ from, until }, from))
    assert.isFalse(Period.contains({ from, until }, Dates.plusMillis(from, -1)))
    assert.isTrue(Period.contains({ from, until }, Dates.plusMillis(until, -1)))
    assert.isFalse(Period.contains({ from, until }, until))
  })

  it("contains everything after its start while it is open", () => {
    assert.isTrue(Period.contains({ from }, Dates.instant("9999-12-31T00:00:00.000Z")))
  })

  it("does not share an instant with the period that follows it", () => {
    const next = { from: until }
    assert.isFalse(Period.overlaps({ from, until }, next))
    assert.isFalse(Period.overlaps(next, { from, until }))
    assert.isTrue(Period.overlaps({ from, until: Dates.plusMillis(until, 1) }, next))
    assert.isTrue(Period.overlaps({ from }, next))
  })
})
