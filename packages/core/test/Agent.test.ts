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

  it("waits for no day once there is none on which anything happens", () => {
    const agentId = Sample.agentId(1)
    const to = Sample.certification("Deceased")
    const step = { _tag: "CertificationMoved", agentId, trigger: "record-death", from: "Certified", to } as const
    assert.notProperty(Agent.evolve(Sample.agent(1), step), "dueOn")
  })

  it("says up to 1,000 characters of the own work, line breaks among them", () => {
    const text = (length: number) => `${"a".repeat(500)}\n${"b".repeat(length - 501)}`
    assert.strictEqual(Agent.bio.read(text(1_000)), text(1_000))
    assert.isUndefined(Agent.bio.read(text(1_001)))
  })
})
