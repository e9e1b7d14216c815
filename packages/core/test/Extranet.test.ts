import { assert, describe, it } from "@effect/vitest"
import * as Dates from "../src/CalendarDate.ts"
import * as Extranet from "../src/Extranet.ts"
import type { LicenceNumber } from "../src/Licence.ts"
import * as Sample from "./fixture/sample.ts"

const zone = "America/Los_Angeles"
const term = { ...Sample.term, from: Dates.make("2025-01-01") }
const certifiedAt = (at: string) =>
  Sample.agent(1, { certification: { _tag: "Certified", since: Dates.instant(at), term } })
const due = (at: string, today: string, hasAccount = false) =>
  Extranet.due({ certified: [certifiedAt(at)], hasAccount: () => hasAccount }, Dates.make(today), zone).length === 1

describe("Extranet", () => {
  it("mails on Monday whom the week before has certified [EXT-01]", () => {
    const tuesday = "2025-03-04T20:00:00.000Z"
    const sunday = "2025-03-09T20:00:00.000Z"
    const monday = "2025-03-10T20:00:00.000Z"
    assert.deepStrictEqual(
      [tuesday, sunday, monday].map((at) => due(at, "2025-03-10")),
      [true, true, false]
    )
    assert.isTrue(due(monday, "2025-03-17"))
  })

  it("cuts the week at midnight between Sunday and Monday in Los Angeles, also on the day of the clock change", () => {
    assert.isTrue(due("2025-03-10T06:59:59.999Z", "2025-03-10"))
    assert.isFalse(due("2025-03-10T07:00:00.000Z", "2025-03-10"))
    assert.isTrue(due("2025-03-03T07:59:59.999Z", "2025-03-03"))
    assert.isFalse(due("2025-03-03T08:00:00.000Z", "2025-03-03"))
  })

  it("takes up later whom a run has missed, and nobody twice [X068]", () => {
    assert.isTrue(due("2025-03-04T20:00:00.000Z", "2025-03-31"))
    assert.isTrue(due("2025-03-04T20:00:00.000Z", "2025-03-12"))
    assert.isFalse(due("2025-03-04T20:00:00.000Z", "2025-03-10", true))
  })

  it("passes over whoever is not certified on the day [EXT-10]", () => {
    for (const state of ["Suspended", "TerminatedVested", "Pending"] as const) {
      const agent = Sample.agent(1, { certification: Sample.certification(state) })
      assert.isEmpty(Extranet.due({ certified: [agent], hasAccount: () => false }, Dates.make("2026-03-09"), zone))
    }
    assert.isFalse(due("2025-03-04T20:00:00.000Z", "2027-01-04"))
  })

  it("names the account after prefix and licence [EXT-03]", () => {
    assert.strictEqual(Extranet.username("CC_", "1H12345" as LicenceNumber), "CC_1H12345")
    const at = Dates.instant("2025-03-10T17:00:00.000Z")
    const decided = Extranet.decide(
      { _tag: "RunExtranetOnboarding" },
      { certified: [certifiedAt("2025-03-04T20:00:00.000Z")], hasAccount: () => false },
      Sample.context({ at })
    )
    const account = { agentId: Sample.agentId(1), username: "CC_1H10001", provisionedAt: at }
    assert.deepStrictEqual(decided, { _tag: "Accepted", events: [{ _tag: "ExtranetProvisioned", account }] })
    assert.deepStrictEqual(Extranet.evolve(undefined, { _tag: "ExtranetProvisioned", account }), account)
  })
})
