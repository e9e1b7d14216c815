import { assert, describe, it } from "@effect/vitest"
import * as DelegationList from "../src/DelegationList.ts"
import * as Sample from "./fixture/sample.ts"

const states = ["Requested", "Active", "Frozen", "Declined", "Cancelled", "Expired", "Ended"] as const

describe("DelegationList", () => {
  it("has each state in one list", () => {
    assert.deepStrictEqual(DelegationList.lists, ["pending", "active", "inactive"])
    assert.deepStrictEqual(
      states.map((state) => DelegationList.listOf(Sample.delegationState(state))),
      ["pending", "active", "active", "inactive", "inactive", "inactive", "inactive"]
    )
  })

  it("puts every delegation of an owner between the ends of its list, and nobody else's", () => {
    for (const state of states) {
      const place = DelegationList.placeOf("agent-1", Sample.delegation(0, state))
      for (const list of DelegationList.lists)
        for (const owner of ["agent-1", "agent-10", "agent-", "agent-1-pending", "a"]) {
          const { from, until } = DelegationList.placesOf(owner, list)
          const own = owner === "agent-1" && list === DelegationList.listOf(Sample.delegationState(state))
          assert.strictEqual(from <= place && place < until, own, `${place} in ${list} of ${owner}`)
        }
    }
  })

  it("keeps the place of a delegation that is frozen, and orders a list by time", () => {
    const from = Sample.now
    const active = Sample.delegation(0, "Active", { state: { _tag: "Active", from } })
    const frozen = { ...active, state: { _tag: "Frozen", from, since: "2026-04-01T00:00:00.000Z" as never } as const }
    assert.strictEqual(DelegationList.placeOf("x", active), DelegationList.placeOf("x", frozen))
    const ended = (until: string) =>
      DelegationList.placeOf("x", {
        ...active,
        state: { _tag: "Ended", from, until: until as never, reason: "relinquished" }
      })
    assert.isTrue(ended("2026-04-01T00:00:00.000Z") < ended("2026-10-01T00:00:00.000Z"))
  })

  it("shows of a consumer what the list is for: the name while a case is held, little before, nothing afterwards [BOB-04]", () => {
    const shown = (state: (typeof states)[number]) =>
      DelegationList.line(Sample.delegation(0, state), Sample.household(0), Sample.agent(1))
    const { first, last } = Sample.household(0).primaryContact.name
    assert.strictEqual(shown("Requested").consumer, `${first} ${last[0]}.`)
    assert.strictEqual(shown("Frozen").consumer, `${first} ${last}`)
    for (const state of ["Declined", "Cancelled", "Expired", "Ended"] as const)
      assert.notInclude(JSON.stringify(shown(state)), last)
    assert.strictEqual(shown("Ended").reason, "relinquished")
    assert.notProperty(shown("Active"), "reason")
    assert.notProperty(shown("Ended"), "consumer")
    assert.strictEqual(shown("Active").caseNumber, Sample.household(0).caseNumber)
  })
})
