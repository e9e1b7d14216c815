import { calheers } from "@agencybook/core/Policy"
import { assert, describe, it } from "@effect/vitest"
import { own } from "../src/internal/Own.ts"
import * as Portal from "../src/Portal.ts"
import * as fixture from "./fixture/portal.ts"

const { exchange } = fixture
const suspend = { _tag: "SuspendAgent", agentId: "agent-1", reason: "under-investigation" }
const from = { _tag: "TransferBook", agencyId: "agency-0", fromAgentId: "agent-1" }
const moved = { ...from, toAgentId: "agent-2", leaveRequests: true, reason: "workload" }
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

  it("decides as ever when all objects answer to the name of a field that records may have", async () => {
    const portal = () => Portal.make({ policy: calheers, now: () => fixture.start })
    const story: ReadonlyArray<readonly [object, object]> = [
      [fixture.consumer(2), fixture.request(2, 1)],
      [fixture.agent(1), { _tag: "AcceptRequest", delegationId: "r-2" }],
      [fixture.agent(0), { _tag: "OpenActing", actingId: "s-1", agencyId: "agency-0", agentId: "agent-1" }],
      [exchange, suspend],
      [exchange, { _tag: "ReinstateAgent", agentId: "agent-1" }],
      [fixture.agent(0), { ...moved, transferId: "t-1", only: ["r-2"] }],
      [fixture.agent(0), { ...moved, transferId: "t-2" }]
    ]
    const told = async (fields: Record<string, unknown>) => {
      const own = portal()
      for (const command of [fixture.roster, fixture.cases])
        await own.executeUnknown({ id: command._tag, actor: fixture.system, command })
      const replies = await polluted(fields, async () => {
        const all: Array<string> = []
        for (const [n, [actor, command]] of story.entries())
          all.push(JSON.stringify(await own.execute({ id: `c-${n}`, actor, command } as never)))
        return all
      })
      await own.close()
      return replies
    }
    const plain = await told({})
    for (const reply of plain) assert.match(reply, /^\{"ok":true/, reply)
    const names = ["agency", "agent", "agreement", "consent", "delegate", "employment", "only", "refusal", "secretWork"]
    const more = [
      "access",
      "acting",
      "expiresOn",
      "siteIds",
      "staff",
      "transferId",
      "until",
      "upkeep",
      "withoutManager"
    ]
    for (const name of [...names, ...more]) assert.deepStrictEqual(await told({ [name]: "agent-0" }), plain, name)
  })

  it("is the same again where nothing is inherited, and plain values are themselves", () => {
    const value = { a: [{ b: { c: 1 } }], d: null, e: "text" }
    assert.deepStrictEqual(own({ ...value, c: undefined }), value)
    const read = () => 1
    for (const one of [undefined, null, 1, "text", read]) assert.strictEqual(own(one), one)
  })

  it("has no fields that are undefined, at any depth; a place in a list stays", () => {
    const value = { a: { b: undefined, c: [1, undefined, { d: undefined, e: null }] }, f: undefined }
    const copy = own(value) as typeof value
    assert.deepStrictEqual(JSON.parse(JSON.stringify(copy)), { a: { c: [1, null, { e: null }] } })
    assert.deepStrictEqual([Object.keys(copy), Object.keys(copy.a)], [["a"], ["c"]])
    assert.deepStrictEqual([copy.a.c.length, copy.a.c[1]], [3, undefined])
    assert.property(value, "f")
  })

  it("is copied in depth with lists, holes and names of its own", () => {
    const key = Symbol("key")
    const odd = Object.assign(Object.create({ inherited: 1 }), { list: Object.assign([1], { length: 3 }), [key]: 3 })
    Object.defineProperty(odd, "__proto__", { value: { x: 1 }, enumerable: true })
    const copy = own(odd) as Record<PropertyKey, unknown>
    assert.notProperty(copy, "inherited")
    assert.deepStrictEqual(Reflect.ownKeys(copy), ["list", "__proto__", key])
    assert.deepStrictEqual(Object.keys(copy.list as object), ["0"])
    assert.strictEqual((copy.list as ReadonlyArray<unknown>).length, 3)
    assert.notProperty(copy, "x")
    class Suspend {
      readonly agentId = "agent-1"
    }
    assert.deepStrictEqual(own(new Suspend()), { agentId: "agent-1" })
  })
})

const throws = (): never => {
  throw new Error("Ann Smith")
}
const throwing = (name: string, rest: object): object =>
  Object.defineProperty({ ...rest }, name, { get: throws, enumerable: true })
const revoked = (): object => {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  return proxy
}
const endless = (): object =>
  new Proxy({}, { ownKeys: () => ["a", "b"], get: endless, getOwnPropertyDescriptor: () => property })
const property = { enumerable: true, configurable: true, value: 1 }
const circle = (): object => {
  const self: { self?: unknown } = {}
  self.self = self
  return self
}
const shared = (depth: number): object => {
  let one: object = {}
  for (let n = 0; n < depth; n++) one = { all: Array.from({ length: 100 }, () => one) }
  return one
}

/** Objects that say nothing, something else each time, or too much. */
const untold: ReadonlyArray<readonly [label: string, make: () => unknown]> = [
  ...(["ownKeys", "get", "getPrototypeOf", "getOwnPropertyDescriptor"] as const).map(
    (trap) => [`a proxy that throws in \`${trap}\``, () => new Proxy({ a: 1 }, { [trap]: throws })] as const
  ),
  ["a proxy that was taken back", revoked],
  ["a proxy without end", endless],
  ["a list as long as lists can be", () => new Array(2 ** 32 - 1)],
  ["an object of a million fields", () => Object.fromEntries(Array.from({ length: 1_000_000 }, (_, n) => [n, n]))],
  ["an object inside itself", circle],
  ["an object that stands in a hundred to the power of six places", () => shared(6)],
  ["a getter that throws", () => throwing("a", {})],
  ["a date", () => new Date(0)],
  ["a map", () => new Map()],
  ["a text in a box", () => new String("agent-1")],
  ["bytes", () => new Uint8Array(8)],
  ["a symbol", () => Symbol("agent-1")]
]

describe("What cannot be read", () => {
  it.each(untold)("%s: is refused by its place wherever it stands, and nothing is thrown", async (_, make) => {
    const portal = Portal.make({ policy: calheers, now: () => fixture.start })
    const id = "c-1"
    const sent: ReadonlyArray<readonly [place: string, envelope: unknown]> = [
      ["", make()],
      ["id", { id: make(), actor: exchange, command: suspend }],
      ["actor", { id, actor: make(), command: suspend }],
      ["acting", { id, actor: exchange, acting: make(), command: suspend }],
      ["secret", { id, actor: exchange, secret: make(), command: suspend }],
      ["command", { id, actor: exchange, command: make() }],
      ["command.agentId", { id, actor: exchange, command: { ...suspend, agentId: make() } }]
    ]
    for (const [place, envelope] of sent) {
      const reply = await portal.execute(envelope as never)
      if (reply.ok || reply.refusal._tag !== "Malformed") return assert.fail(`${place} was taken`)
      // What has no end is refused as a whole.
      assert.match(reply.refusal.message, new RegExp(`^\`(\`|${place.replace(".", "\\.")})`))
      assert.notInclude(reply.refusal.message, "Ann")
    }
    for (const reply of [
      await portal.roster(make() as never, "agency-0"),
      await portal.book({ actor: exchange }, { agencyId: "agency-0" }, make() as never),
      await portal.directory({ actor: exchange }, make() as never, { limit: 9 }),
      await portal.previewTransfer({ actor: exchange }, make() as never)
    ])
      assert.deepNestedInclude(reply, { ok: false, "refusal._tag": "Malformed" })
    await portal.close()
  })

  it("a list longer than any command's: is refused by its length, and none of its elements is asked for", async () => {
    const portal = Portal.make({ policy: calheers, now: () => fixture.start })
    const looked = new Set<PropertyKey>()
    const note = (name: PropertyKey): true => {
      if (name !== "length") looked.add(name)
      return true
    }
    const entries = new Proxy(new Array(200_000).fill({}), {
      get: (target, name, receiver) => note(name) && Reflect.get(target, name, receiver),
      getOwnPropertyDescriptor: (target, name) => note(name) && Reflect.getOwnPropertyDescriptor(target, name)
    })
    const reply = await portal.execute({
      id: "c-1",
      actor: exchange,
      command: { _tag: "RecordCases", entries }
    } as never)
    if (reply.ok || reply.refusal._tag !== "Malformed") return assert.fail("it was taken")
    assert.strictEqual(reply.refusal.message, "`command.entries`: expected at most 1,000 cases at once; send fewer")
    assert.deepStrictEqual([...looked], [])
    await portal.close()
  })

  it("is asked for once: what an object answers the second time is not heard", async () => {
    let asked = 0
    const command = Object.defineProperty({ ...suspend }, "agentId", {
      get: () => (asked++ === 0 ? "agent-1" : "agent-2"),
      enumerable: true
    })
    assert.strictEqual(await send({ id: "c-1", actor: exchange, command }), "done")
    assert.strictEqual(asked, 1)
  })
})
