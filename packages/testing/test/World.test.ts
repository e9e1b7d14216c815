import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import * as Seed from "../src/Seed.ts"
import * as World from "../src/World.ts"

const size = { agencies: 3, agents: 5, cases: 12 }

describe("World", () => {
  it("is the same for the same number, and another for another", () => {
    assert.deepStrictEqual(World.make(1, size), World.make(1, size))
    assert.notDeepEqual(World.make(1, size), World.make(2, size))
  })

  it("is coherent: every reference leads somewhere, a case has one holder, an agent one open employment", () => {
    fc.assert(
      fc.property(World.arbitrary(), (world) => {
        for (const { agencyId, agentId } of World.records(world, "employment"))
          assert.isDefined(World.memberOf(world, agentId, agencyId))
        for (const { caseId, delegate } of World.records(world, "delegation")) {
          assert.isTrue(world.case.has(caseId))
          assert.isDefined(World.memberOf(world, delegate.agentId, delegate.agencyId))
        }
        for (const { managers } of World.records(world, "agency"))
          assert.isTrue(managers.every((id) => world.agent.has(id)))
        const held = World.records(world, "delegation").flatMap(({ caseId, state }) =>
          state._tag === "Requested" ? [] : [caseId]
        )
        assert.strictEqual(new Set(held).size, held.length)
      }),
      { seed: 5 }
    )
  })

  it("shows agents in every state of certification, sooner or later", () => {
    const states = new Set<string>()
    for (let n = 0; n < 60; n++)
      for (const { certification } of World.records(World.make(n, size), "agent")) states.add(certification._tag)
    assert.strictEqual(states.size, 11)
  })

  it("grows by events and leaves the world before untouched", () => {
    const before = World.make(1, size)
    const agentId = World.records(before, "agent")[0]?.agentId ?? assert.fail("nobody")
    const after = World.after(before, [{ _tag: "AgentLocked", agentId, locked: true }])
    assert.isTrue(after.agent.get(agentId)?.locked)
    assert.deepStrictEqual(before, World.make(1, size))
    assert.strictEqual(after.case, before.case)
  })
})

describe("Seed", () => {
  it("gives the same choices for the same number, all within bounds", () => {
    const choices = (start: number) => {
      const seed = Seed.from(start)
      return Array.from({ length: 200 }, () => seed.int(7))
    }
    assert.deepStrictEqual(choices(5), choices(5))
    assert.deepStrictEqual(new Set(choices(5)), new Set([0, 1, 2, 3, 4, 5, 6]))
    assert.throws(() => Seed.from(1).pick([]), RangeError)
  })
})
