import { assert, describe, it } from "@effect/vitest"
import * as Agent from "../src/Agent.ts"
import * as Sample from "./fixture/sample.ts"

describe("Agent", () => {
  it("begins with the event that adds it", () => {
    assert.deepStrictEqual(Agent.evolve(undefined, { _tag: "AgentAdded", agent: Sample.agent(1) }), Sample.agent(1))
  })

  it("is locked and unlocked without a change of certification", () => {
    const locked = Agent.evolve(Sample.agent(1), { _tag: "AgentLocked", agentId: Sample.agentId(1), locked: true })
    assert.deepStrictEqual(locked, Sample.agent(1, { locked: true }))
  })

  it("follows the events of its certification and keeps its profile", () => {
    const to = Sample.certification("Suspended")
    const agentId = Sample.agentId(1)
    assert.deepStrictEqual(
      Agent.evolve(Sample.agent(1), { _tag: "CertificationMoved", agentId, trigger: "suspend", from: "Certified", to }),
      Sample.agent(1, { certification: to })
    )
  })
})
