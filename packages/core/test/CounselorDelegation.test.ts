import { assert, describe, it } from "@effect/vitest"
import * as CounselorDelegation from "../src/CounselorDelegation.ts"
import * as Sample from "./fixture/sample.ts"

const { decide, evolve, listOf, placeOf, placesOf, since } = CounselorDelegation
const counselorId = Sample.counselor().counselorId
const states = ["Requested", "Active", "Declined", "Cancelled", "Expired", "Ended"] as const

describe("CounselorDelegation", () => {
  it("has a place in one list of its counselor, between the ends of the list [ENT-01]", () => {
    for (const state of states) {
      const one = Sample.helping(1, state)
      for (const list of ["pending", "active", "inactive"] as const) {
        const { from, until } = placesOf(counselorId, list)
        const isIn = from <= placeOf(one) && placeOf(one) < until
        assert.strictEqual(isIn, listOf(one.state) === list, `${state} in ${list}`)
      }
      assert.strictEqual(placeOf(one), `counselor-0 ${listOf(one.state)} ${since(one.state)}`)
    }
  })

  it("begins active where a request is accepted, and is what its events say [DEL-03]", () => {
    const asked = Sample.helping(1, "Requested")
    const answer = decide(
      { _tag: "AcceptCounselorRequest", delegationId: asked.delegationId },
      {
        ...{ case: Sample.household(1), delegation: asked, open: [asked], agents: [], consents: [] },
        counselor: { counselor: Sample.counselor(), entity: Sample.entity() }
      },
      Sample.context({ actor: Sample.asCounselor() })
    )
    if (answer._tag === "Refused") return assert.fail(answer.message)
    const [event] = answer.events
    if (event?._tag !== "CounselorDelegationMoved") return assert.fail("no step")
    assert.deepStrictEqual(evolve(asked, event).state, { _tag: "Active", from: Sample.now })
    assert.deepStrictEqual(evolve(undefined, { _tag: "CounselorDelegationOpened", counselorDelegation: asked }), asked)
  })
})
