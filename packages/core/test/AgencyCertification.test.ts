import { assert, describe, it } from "@effect/vitest"
import * as AgencyCertification from "../src/AgencyCertification.ts"
import * as Machine from "../src/Machine.ts"

describe("AgencyCertification", () => {
  it("goes from submitted to certified, and back and forth with a suspension", () => {
    const path = ["submit", "certify", "suspend", "reinstate"] as const
    let state: (typeof AgencyCertification.machine.states)[number] = "Incomplete"
    const seen = path.map((trigger) => {
      const answer = Machine.next(AgencyCertification.machine, state, trigger)
      if (answer._tag === "Edge") state = answer.to
      return state
    })
    assert.deepStrictEqual(seen, ["Pending", "Certified", "Suspended", "Certified"])
  })

  it("does not certify what was not submitted [AGY-09]", () => {
    assert.strictEqual(Machine.refusal(AgencyCertification.machine, "Incomplete", "certify")?.rule, "AGY-09")
    assert.strictEqual(
      Machine.refusal(AgencyCertification.machine, "Incomplete", "certify")?.message,
      "`certify` is not allowed while the agency certification is `Incomplete`"
    )
  })
})
