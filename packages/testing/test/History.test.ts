import { machine as agencyMachine } from "@agencybook/core/AgencyCertification"
import { machine as certificationMachine } from "@agencybook/core/Certification"
import { machine as delegationMachine } from "@agencybook/core/Delegation"
import { machine as employmentMachine } from "@agencybook/core/Employment"
import { refOf } from "@agencybook/core/Record"
import { CaseRecord } from "@agencybook/core/schema/Command"
import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import * as History from "../src/History.ts"
import { noTwins } from "../src/internal/NoTwins.ts"
import * as World from "../src/World.ts"

const size = { agencies: 3, agents: 6, cases: 40 }
const starts = [1, 2, 3, 4, 5]

type AnyMachine = {
  readonly table: Readonly<Record<string, Readonly<Record<string, { readonly _tag: string; readonly to?: string }>>>>
}
const machines: Readonly<Record<string, AnyMachine>> = {
  AgencyCertificationMoved: agencyMachine,
  CertificationMoved: certificationMachine,
  DelegationMoved: delegationMachine,
  EmploymentMoved: employmentMachine
}

describe("History", () => {
  it("is the same for the same number, and another for another", () => {
    assert.deepStrictEqual(History.make(1, size), History.make(1, size))
    assert.notDeepEqual(History.make(1, size), History.make(2, size))
  })

  it("goes forward in time, and every step is one that its machine knows, from the state that is", () => {
    for (const start of starts) {
      let last = ""
      let now = World.empty
      for (const { at, event } of History.make(start, size)) {
        assert.isTrue(last <= at)
        last = at
        const machine = machines[event._tag]
        if (machine !== undefined && "from" in event && event.from !== undefined) {
          const { from, to, trigger } = event as unknown as {
            readonly from: string
            readonly trigger: string
            readonly to: { readonly _tag?: string; readonly state?: string }
          }
          const edge = machine.table[from]?.[trigger]
          assert.strictEqual(edge?.to, to._tag ?? to.state, `${event._tag} ${from} ${trigger}`)
          const { id, kind } = refOf(event)
          const known = now[kind].get(id) as {
            readonly state?: unknown
            readonly certification?: { readonly _tag: string }
          }
          const state = known.certification?._tag ?? (known.state as { readonly _tag?: string })._tag ?? known.state
          assert.strictEqual(state, from, `${event._tag} of ${id}`)
        }
        now = World.after(now, [event])
      }
    }
  })

  it("keeps the invariants of the store after every command", () => {
    for (const start of starts) {
      const history = History.make(start, size)
      let now = World.empty
      history.forEach(({ commandId, event }, n) => {
        now = World.after(now, [event])
        const complete = history[n + 1]?.commandId !== commandId
        if (complete && n % 7 === 0) assert.notPropertyVal(noTwins(now), "_tag", "Broken")
      })
      assert.deepStrictEqual<unknown>(History.world(history), now)
      for (const { caseId, delegate, predecessorId } of World.records(now, "delegation")) {
        assert.isTrue(now.case.has(caseId))
        assert.isDefined(World.memberOf(now, delegate.agentId, delegate.agencyId))
        if (predecessorId !== undefined) assert.isTrue(now.delegation.has(predecessorId))
      }
      for (const one of World.records(now, "case")) assert.isTrue(Schema.is(CaseRecord)(one))
    }
  })

  it("shows every end of a delegation and of a certification, and frozen cases", () => {
    const worlds = starts.map((start) => History.world(History.make(start, { ...size, agents: 20, cases: 200 })))
    const of = <A>(pick: (world: World.World) => ReadonlyArray<A>) => new Set(worlds.flatMap(pick))
    assert.deepStrictEqual(
      of((world) => World.records(world, "delegation").map(({ state }) => state._tag)),
      new Set(["Ended", "Active", "Frozen", "Declined", "Cancelled"] as const)
    )
    assert.isAtLeast(
      of((world) => World.records(world, "agent").map(({ certification }) => certification._tag)).size,
      9
    )
    assert.isAtLeast(of((world) => World.records(world, "transfer").map(({ transferId }) => transferId)).size, 20)
  })

  it("grows with its size and no faster", () => {
    const history = History.make(1, { agencies: 100, agents: 20, cases: 20_000 })
    assert.isAbove(history.length, 100_000)
    const world = History.world(history)
    assert.strictEqual(world.case.size, 20_000)
    assert.strictEqual(world.agent.size, 2_000)
    assert.strictEqual(new Set(World.records(world, "agent").map(({ licence }) => licence.number)).size, 2_000)
  })

  it("can be of nobody", () => {
    assert.deepStrictEqual(History.make(1, { agencies: 0, agents: 0, cases: 0 }), [])
    assert.strictEqual(History.world(History.make(1, { agencies: 0, agents: 0, cases: 3, years: 1 })).case.size, 3)
  })
})

describe("World: any size", () => {
  it("is delivered in parts, each of which a portal takes", () => {
    const world = World.make(1, { agencies: 450, agents: 2, cases: 2_500 })
    const deliveries = World.deliveries(world)
    assert.deepStrictEqual(
      deliveries.map(({ _tag }) => _tag),
      [...Array.from({ length: 3 }, () => "RecordRoster"), ...Array.from({ length: 3 }, () => "RecordCases")]
    )
    assert.notPropertyVal(noTwins(world), "_tag", "Broken")
  })

  it("can be had as events", () => {
    const world = World.make(3, { agencies: 2, agents: 3, cases: 5 })
    const again = World.after(World.empty, World.events(world))
    for (const [kind, records] of Object.entries(world)) assert.deepStrictEqual<unknown>(again[kind as "case"], records)
    assert.throws(() => World.opening("nothing" as never, {} as never), TypeError)
  })
})
