import { calheers } from "@agencybook/core/Policy"
import { assert, describe, it } from "@effect/vitest"
import { own } from "../src/internal/Own.ts"
import * as Portal from "../src/Portal.ts"
import * as fixture from "./fixture/portal.ts"

const { exchange } = fixture
const suspend = { _tag: "SuspendAgent", agentId: "agent-1", reason: "under-investigation" }
const send = async (envelope: object) => {
  const portal = Portal.make({ policy: calheers, now: () => fixture.start })
  await portal.executeUnknown({ id: "roster", actor: fixture.system, command: fixture.roster })
  const reply = await portal.execute(envelope as never)
  await portal.close()
  return reply.ok ? "done" : "refusal" in reply ? reply.refusal._tag : "failed"
}
/** What a host gets that copies fields one by one: `__proto__` becomes what the object inherits. */
const merged = (text: string): object => Object.assign({}, JSON.parse(text))

/** Does something while every object answers to a name. */
const polluted = async <A>(fields: Record<string, unknown>, act: () => Promise<A>): Promise<A> => {
  const prototype = Object.prototype as unknown as Record<string, unknown>
  for (const [name, value] of Object.entries(fields))
    Object.defineProperty(prototype, name, { value, configurable: true, writable: true })
  try {
    return await act()
  } finally {
    for (const name of Object.keys(fields)) delete prototype[name]
  }
}

describe("What is sent, and what is inherited", () => {
  it("is decoded without what came along as a prototype", async () => {
    assert.strictEqual(await send({ id: "c-1", actor: exchange, command: suspend }), "done")
    const { agentId: _, ...rest } = suspend
    const inherited = merged(`{"_tag":"SuspendAgent","reason":"breach","__proto__":{"agentId":"agent-1"}}`)
    assert.strictEqual((inherited as typeof suspend).agentId, "agent-1")
    for (const command of [rest, inherited, Object.create(suspend)])
      assert.strictEqual(await send({ id: "c-1", actor: exchange, command }), "Malformed")
    const actor = merged(`{"_tag":"Exchange","__proto__":{"userId":"examiner"}}`)
    assert.strictEqual(await send({ id: "c-1", actor, command: suspend }), "Malformed")
    assert.strictEqual(await send(Object.create({ id: "c-1", actor: exchange, command: suspend })), "Malformed")
  })

  it("is decoded without what somebody put on the prototype of all objects", async () => {
    const { agentId: _, ...rest } = suspend
    const id = "c-1"
    const fields = { agentId: "agent-1", userId: "examiner", acting: "acting-1", id: "c-1" }
    assert.strictEqual(
      await polluted({ agentId: "agent-1" }, () => send({ id, actor: exchange, command: rest })),
      "Malformed"
    )
    assert.strictEqual(
      await polluted({ userId: "examiner" }, () => send({ id, actor: { _tag: "Exchange" }, command: suspend })),
      "Malformed"
    )
    assert.strictEqual(await polluted(fields, () => send({ actor: exchange, command: suspend })), "Malformed")
    // A session that nobody named is none.
    assert.strictEqual(
      await polluted({ acting: "acting-1" }, () => send({ id, actor: exchange, command: suspend })),
      "done"
    )
  })

  it("stays the same value where nothing is inherited, whatever it is", () => {
    const value = { a: [{ b: Object.create(null) }, undefined], d: null, e: "text" }
    assert.strictEqual(own(value), value)
    for (const one of [undefined, null, 1, "text", () => 1]) assert.strictEqual(own(one), one)
  })

  it("has no fields that are undefined, at any depth; a place in a list stays", () => {
    const value = { a: { b: undefined, c: [1, undefined, { d: undefined, e: null }] }, f: undefined }
    const copy = own(value) as typeof value
    assert.deepStrictEqual(JSON.parse(JSON.stringify(copy)), { a: { c: [1, null, { e: null }] } })
    assert.deepStrictEqual([Object.keys(copy), Object.keys(copy.a)], [["a"], ["c"]])
    assert.deepStrictEqual([copy.a.c.length, copy.a.c[1]], [3, undefined])
    assert.property(value, "f")
  })

  it("is copied in depth with lists, holes, circles and names of its own", () => {
    const key = Symbol("key")
    const circle: { self?: unknown } = Object.create({ inherited: 1 })
    circle.self = circle
    const copy = own(circle) as typeof circle
    assert.strictEqual(copy.self, copy)
    assert.notProperty(copy, "inherited")
    const odd = Object.assign(Object.create({ inherited: 1 }), { list: Object.assign([1], { length: 3 }), [key]: 3 })
    Object.defineProperty(odd, "__proto__", { value: { x: 1 }, enumerable: true })
    const own1 = own(odd) as Record<PropertyKey, unknown>
    assert.deepStrictEqual(Reflect.ownKeys(own1), ["list", "__proto__", key])
    assert.strictEqual((own1.list as ReadonlyArray<unknown>).length, 3)
    assert.isNull(Object.getPrototypeOf(own1))
  })
})
