import { assert, describe, it } from "@effect/vitest"
import type { Coverage } from "../src/Case.ts"
import * as CaseFacet from "../src/CaseFacet.ts"
import * as Machine from "../src/Machine.ts"
import * as Sample from "./fixture/sample.ts"

const edges = (machine: Machine.Machine<string, string>) =>
  Machine.pairs(machine).flatMap(({ answer, state }) => (answer._tag === "Edge" ? [`${state} > ${answer.to}`] : []))
const enrolled = (state: Coverage["state"], over: Partial<Coverage> = {}) =>
  Sample.household(0, { coverage: Sample.coverage({ state, ...over }) })
const policy = (id: string) => ({ policyId: id as NonNullable<Coverage["policyId"]> })
const steps = (before: Parameters<typeof CaseFacet.steps>[1], now: Parameters<typeof CaseFacet.steps>[2]) => {
  const taken = CaseFacet.steps("c-1", before, now)
  return "_tag" in taken ? taken.message : taken.map(({ trigger }) => trigger)
}

describe("CaseFacet", () => {
  it("draws the enrollment as the domain description does, and no other step [CAS-01]", () => {
    assert.sameMembers(edges(CaseFacet.enrollment), [
      "PlanSelected > Effectuated",
      "PlanSelected > Cancelled",
      "Effectuated > Terminated",
      "Terminated > Reinstated",
      "Cancelled > Reinstated"
    ])
  })

  it("has one step to each state, so that a feed which says where a case is says how it came there", () => {
    const { application, enrollment, renewal } = CaseFacet
    for (const machine of [application, enrollment, renewal] as ReadonlyArray<Machine.Machine<string, string>>)
      for (const trigger of machine.triggers) {
        const targets = Machine.pairs(machine).flatMap((pair) =>
          pair.trigger === trigger && pair.answer._tag === "Edge" ? [pair.answer.to] : []
        )
        assert.isAtMost(new Set(targets).size, 1, `${machine.name} ${trigger}`)
      }
  })

  it("says case, policy, both states and the way out of a step that is not drawn [CAS-01]", () => {
    const refused = CaseFacet.steps(
      "c-1",
      enrolled("Terminated", policy("p-1")),
      enrolled("PlanSelected", policy("p-1"))
    )
    if (!("_tag" in refused)) return assert.fail("the step was taken")
    assert.strictEqual(
      refused.message,
      "the `enrollment` of case `c-1`, policy `p-1`, does not go from `Terminated` to `PlanSelected` by `select`"
    )
    assert.match(refused.remedy, /another policy has a `policyId` of its own/)
    assert.strictEqual(
      steps(enrolled("PlanSelected"), enrolled("Reinstated")),
      "the `enrollment` of case `c-1`, policy `Golden Health, Silver 70, 2026-01-01`, does not go from `PlanSelected` to `Reinstated` by `reinstate`"
    )
  })

  it("begins anew with another policy and another year", () => {
    assert.deepStrictEqual(steps(enrolled("Terminated", policy("p-1")), enrolled("PlanSelected", policy("p-2"))), [])
    assert.deepStrictEqual(steps(enrolled("Terminated"), enrolled("PlanSelected", { plan: "Gold 80" })), [])
    const closed = Sample.household(0, { application: { year: 2026, state: "Closed" }, renewal: "OptedOut" })
    const next = Sample.household(0, { application: { year: 2027, state: "NotStarted" } })
    assert.deepStrictEqual(steps(closed, next), [])
    assert.match(String(steps(closed, { ...next, application: { year: 2026, state: "NotStarted" } })), /application/)
  })

  it("tells policies of one plan and first day apart by the identifier that they have [CAS-01]", () => {
    const { metal: _, ...terms } = Sample.coverage()
    const parts = (main: Coverage["state"], other: Coverage["state"], over: Partial<Coverage> = {}) => ({
      ...enrolled(main, over),
      policies: [{ ...terms, ...policy("p-2"), kind: "health" as const, year: 2026, state: other }]
    })
    assert.deepStrictEqual(steps(parts("Terminated", "Effectuated"), parts("Terminated", "Effectuated")), [])
    assert.deepStrictEqual(steps(parts("Effectuated", "Terminated"), parts("Effectuated", "Terminated")), [])
    assert.deepStrictEqual(steps(parts("Terminated", "Effectuated"), parts("Terminated", "Terminated")), ["terminate"])
    assert.deepStrictEqual(
      steps(parts("Terminated", "Effectuated"), parts("Terminated", "Effectuated", policy("p-1"))),
      [],
      "the main one has an identifier from now on"
    )
    assert.match(String(steps(parts("Terminated", "Effectuated"), parts("Effectuated", "Effectuated"))), /Silver 70/)
    // The main one is the other one of before now, and takes nothing of what stood in its place.
    assert.deepStrictEqual(steps(parts("Terminated", "PlanSelected"), enrolled("Effectuated", policy("p-2"))), [
      "effectuate"
    ])
  })

  it("tells the steps that were taken, and none for what is said again", () => {
    assert.deepStrictEqual(steps(enrolled("PlanSelected"), { ...enrolled("Effectuated"), renewal: "AtRisk" }), [
      "endanger",
      "effectuate"
    ])
    assert.deepStrictEqual(steps(enrolled("Effectuated"), enrolled("Effectuated")), [])
    assert.deepStrictEqual(steps(undefined, enrolled("Reinstated")), [])
  })
})
