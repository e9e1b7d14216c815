import { assert, describe, it } from "@effect/vitest"
import * as Decider from "../src/Decider.ts"
import { reason } from "../src/Refusal.ts"

const refused = reason("Nope", "SEC-01", () => "nope", "ask again")({})

describe("Decider", () => {
  it("accepts with events in their order", () => {
    assert.deepStrictEqual(Decider.accept(1, 2), { _tag: "Accepted", events: [1, 2] })
  })

  it("accepts and changes nothing, as one frozen answer", () => {
    assert.deepStrictEqual(Decider.nothing, Decider.accept())
    assert.isTrue(Object.isFrozen(Decider.nothing) && Object.isFrozen(Decider.nothing.events))
  })

  it("gives the first refusal of several checks", () => {
    assert.strictEqual(Decider.firstRefusal(false, undefined, refused), refused)
    assert.isUndefined(Decider.firstRefusal(false, undefined))
  })
})
