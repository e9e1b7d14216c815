import { assert, describe, it } from "@effect/vitest"
import * as Dates from "../src/CalendarDate.ts"
import { type CounselorDelegation, evolve } from "../src/CounselorDelegation.ts"
import type { Delegation } from "../src/Delegation.ts"
import * as Id from "../src/Id.ts"
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

  it("reminds of those that are named and due, each once, and of no other [DEL-23]", () => {
    const requests = [3, 4, 2].map((days, n) => ({
      ...asked(days),
      delegationId: Id.make<Id.DelegationId>(`asked-${n}`)
    }))
    const only = ["asked-1", "asked-2", "asked-1", "unknown"].map((id) => Id.make<Id.DelegationId>(id))
    const command = { _tag: "RemindRequests", on: Sample.today, only } as const
    assert.deepStrictEqual(RequestReminder.decide(command, requests, Sample.context()), {
      _tag: "Accepted",
      events: [{ _tag: "RequestReminded", delegationId: Id.make<Id.DelegationId>("asked-1"), reminders: 1 }]
    })
    assert.deepStrictEqual(
      requests.map((one) => RequestReminder.next(one, Sample.today, Sample.context().policy)),
      [1, 1, undefined]
    )
  })

  it("reminds counselors as it does agents, each by an event of its own [DEL-23 ENT-01]", () => {
    const counselors = [3, 12, 2, 30].map(
      (days, n): CounselorDelegation => ({
        ...{
          delegationId: Id.make(`help-${n}`),
          caseId: Sample.caseId(n),
          origin: "directory",
          signedBy: "Cora Quint"
        },
        delegate: { counselorId: Id.make("cec-1"), entityId: Id.make("entity-1") },
        consentId: Id.make(`consent-${n}`),
        state: { _tag: "Requested", at: Dates.plusHours(Sample.now, -24 * days) }
      })
    )
    const command = { _tag: "RemindRequests", on: Sample.today } as const
    const run = (requests: ReadonlyArray<RequestReminder.Request>) => {
      const answer = RequestReminder.decide(command, requests, Sample.context())
      return answer._tag === "Accepted" ? answer.events : []
    }
    const events = run([asked(3), ...counselors])
    assert.deepStrictEqual(
      events.map((event) => [event._tag, "reminders" in event && event.reminders]),
      [
        ["RequestReminded", 1],
        ["CounselorRequestReminded", 1],
        ["CounselorRequestReminded", 2]
      ]
    )
    const after = events.flatMap((event) =>
      event._tag === "CounselorRequestReminded"
        ? counselors.flatMap((one) => (one.delegationId === event.delegationId ? [evolve(one, event)] : []))
        : []
    )
    assert.deepStrictEqual(
      after.map(({ reminders, state }) => [reminders, state._tag]),
      [
        [1, "Requested"],
        [2, "Requested"]
      ]
    )
    assert.deepStrictEqual(run(after), [])
  })

  it("leaves alone what is answered and what is about to expire, and does not run ahead", () => {
    assert.deepStrictEqual(reminded(Sample.delegation(1), asked(30)), [])
    const early = { _tag: "RemindRequests", on: Dates.make("2026-03-04") } as const
    assert.deepInclude(RequestReminder.decide(early, [], Sample.context()), { code: "RemindersNotDue" })
  })

  it("owes no reminder to what is no request any more [DEL-23]", () => {
    const { timeZone } = Sample.context().policy
    assert.strictEqual(RequestReminder.due(asked(12), Sample.today, timeZone), 2)
    const declined = asked(12, { state: { _tag: "Declined", at: Dates.plusHours(Sample.now, -12 * 24) } })
    assert.strictEqual(RequestReminder.due(declined, Sample.today, timeZone), 0)
  })
})
