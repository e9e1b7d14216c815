import { assert, describe, it } from "@effect/vitest"
import * as Dates from "../src/CalendarDate.ts"
import * as Policy from "../src/Policy.ts"

describe("Policy", () => {
  it("carries the figures that California has published", () => {
    assert.deepStrictEqual(Policy.calheers.exam, { passMark: 80, attempts: 3 })
    assert.deepStrictEqual(Policy.calheers.extranet, { usernamePrefix: "CC_", passwordDays: 60, warnDays: 10 })
    assert.deepStrictEqual(Policy.calheers.accessCode, { phoneHours: 72, mailHours: 720, tries: 5 })
    assert.strictEqual(Policy.calheers.requestDays, 30)
    assert.strictEqual(Policy.calheers.actingIdleMinutes, 30)
  })

  it("names a time zone that the platform knows", () => {
    assert.strictEqual(
      Dates.on(Dates.instant("2026-01-01T00:00:00.000Z"), Policy.calheers.timeZone),
      Dates.make("2025-12-31")
    )
  })

  it("warns of a password set on New Year's Day on 20 February and locks it on 2 March", () => {
    const { passwordDays, warnDays } = Policy.calheers.extranet
    const set = Dates.make("2025-01-01")
    assert.strictEqual(Dates.plusDays(set, passwordDays - warnDays), Dates.make("2025-02-20"))
    assert.strictEqual(Dates.plusDays(set, passwordDays), Dates.make("2025-03-02"))
  })
})
