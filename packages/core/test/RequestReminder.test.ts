import { assert, describe, it } from "@effect/vitest"
import * as Dates from "../src/CalendarDate.ts"
import type { Delegation } from "../src/Delegation.ts"
import * as RequestReminder from "../src/RequestReminder.ts"
import * as Sample from "./fixture/sample.ts"

const asked = (days: number, over: Partial<Delegation> = {}): Delegation =>
  Sample.delegation(1, "Requested", {
    state: { _tag: "Requested", at: Dates.plusHours(Sample.now, -24 * days) },
    ...over
  })
const reminded = (...requests: ReadonlyArray<Delegation>) => {
  const answer = RequestReminder.decide({ _tag: "RemindRequests", on: Sample.today }, requests, Sample.context())
  return answer._tag === "Accepted"
    ? answer.events.map((event) => (event._tag === "RequestReminded" ? event.reminders : 0))
    : answer.code
}

describe("RequestReminder", () => {
  it("reminds on the third and on the tenth day, once each [DEL-23]", () => {
    assert.deepStrictEqual(
      [2, 3, 9, 10].map((days) => reminded(asked(days))),
      [[], [1], [1], [2]]
    )
    assert.deepStrictEqual(reminded(asked(5, { reminders: 1 })), [])
    assert.deepStrictEqual(reminded(asked(12, { reminders: 1 })), [2])
  })

  it("leaves alone what is answered and what is about to expire, and does not run ahead", () => {
    assert.deepStrictEqual(reminded(Sample.delegation(1), asked(30)), [])
    const early = { _tag: "RemindRequests", on: Dates.make("2026-03-04") } as const
    assert.deepInclude(RequestReminder.decide(early, [], Sample.context()), { code: "RemindersNotDue" })
  })
})
