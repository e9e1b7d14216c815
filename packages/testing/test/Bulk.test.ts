import * as Agencybook from "@agencybook/application/Agencybook"
import * as Bulk from "@agencybook/application/Bulk"
import * as HostClock from "@agencybook/application/HostClock"
import * as MemoryStore from "@agencybook/application/MemoryStore"
import * as NodeSecrets from "@agencybook/application/NodeSecrets"
import * as Portal from "@agencybook/application/Portal"
import { type Look, Store, StoreError, Unavailable } from "@agencybook/application/Store"
import * as Dates from "@agencybook/core/CalendarDate"
import type { FeedEntry } from "@agencybook/core/Case"
import type { Delegation } from "@agencybook/core/Delegation"
import * as Facts from "@agencybook/core/Facts"
import type * as Id from "@agencybook/core/Id"
import { assert, describe, it } from "@effect/vitest"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Kept from "../src/Kept.ts"
import * as Sample from "../src/Sample.ts"
import * as World from "../src/World.ts"

const clock = HostClock.make(() => Dates.toMillis(Sample.now))
const secrets = NodeSecrets.layer({ N: 16, r: 8, p: 1 })
const services = (store: Layer.Layer<Store> = Layer.fresh(MemoryStore.layer)) =>
  Agencybook.layer().pipe(
    Layer.provideMerge(store),
    Layer.provideMerge(secrets),
    Layer.provideMerge(Layer.succeed(Clock.Clock, clock))
  )

const source = Sample.agentId(1)
const target = Sample.agentId(2)
const entries = (count: number): ReadonlyArray<FeedEntry> =>
  Array.from({ length: count }, (_, n) => ({
    case: Sample.household(100 + n),
    delegate: { agentId: source, agencyId: Sample.agencyId(), since: Sample.now }
  })) as ReadonlyArray<FeedEntry>

const office = Effect.gen(function* () {
  const book = yield* Agencybook.Agencybook
  for (const [n, command] of World.deliveries(World.office).entries())
    yield* book.execute({ id: `office-${n}`, actor: Sample.system, command })
})

const held = (agentId: Id.AgentId) =>
  Effect.gen(function* () {
    const store = yield* Store
    const found = yield* store.load([Facts.read("delegation", "agent", agentId)])
    return found.map(({ record }) => record as Delegation)
  })

const feed = (count: number, size: number) =>
  Bulk.cases({ id: "feed", actor: Sample.system, items: entries(count), size })

const move = (items: ReadonlyArray<Id.DelegationId>, size: number) =>
  Bulk.transfer({
    id: "move",
    actor: Sample.asAgent(0),
    items,
    size,
    transfer: { agencyId: Sample.agencyId(), fromAgentId: source, toAgentId: target, reason: "workload" }
  })

/** What a feed and the transfer of all it brought leave, in chunks of a size. */
const story = (count: number, size: number) =>
  Effect.gen(function* () {
    yield* office
    const brought = yield* Bulk.run(feed(count, size))
    const before = yield* held(source)
    const moved = yield* Bulk.run(
      move(
        before.map(({ delegationId }) => delegationId),
        size
      )
    )
    const kept = yield* Kept.everything
    const told = kept.notices.filter(({ notice }) => notice.to.role !== "consumer")
    return {
      brought: brought.items,
      moved: moved.items,
      left: (yield* held(source)).length,
      held: (yield* held(target)).length,
      // Each chunk of a transfer tells agents and managers how many it has moved; everybody else is told the same.
      kept: Kept.compared({ ...kept, notices: kept.notices.filter(({ notice }) => notice.to.role === "consumer") }),
      told: told.length,
      cases: told.reduce((sum, { notice }) => sum + Number(notice.params.cases ?? 0), 0)
    }
  }).pipe(Effect.provide(services()))

describe("Bulk", () => {
  it.effect("carries out a part that comes back as it was before, and not again when the whole is sent again", () =>
    Effect.gen(function* () {
      yield* office
      const [entry] = entries(1) as [FeedEntry]
      const zip = (text: string): FeedEntry => {
        const { primaryContact } = entry.case
        const address = { ...primaryContact.address, zip: text as typeof primaryContact.address.zip }
        return { ...entry, case: { ...entry.case, primaryContact: { ...primaryContact, address } } }
      }
      const job = { id: "feed", actor: Sample.system, size: 1 }
      const there = yield* Bulk.run(Bulk.cases({ ...job, items: [zip("93650"), zip("93651"), zip("93650")] }))
      assert.strictEqual(there.repeated, 0)
      const store = yield* Store
      const [found] = yield* store.load([Facts.read("case", "id", entry.case.caseId)])
      assert.strictEqual((found as { record: typeof entry.case }).record.primaryContact.address.zip, "93650")
      const again = yield* Bulk.run(Bulk.cases({ ...job, items: [zip("93650"), zip("93651"), zip("93650")] }))
      assert.strictEqual(again.repeated, 3)
    }).pipe(Effect.provide(services()))
  )

  it.effect("leaves the same in one chunk, in some, and one by one", () =>
    Effect.gen(function* () {
      const { told: once, ...whole } = yield* story(40, 1_000)
      assert.strictEqual(whole.left, 0)
      assert.isAtLeast(whole.held, 40)
      assert.isAbove(whole.cases, 40)
      for (const size of [7, 1]) {
        const { told, ...parts } = yield* story(40, size)
        assert.deepStrictEqual(parts, whole)
        assert.isAbove(told, once)
      }
    })
  )

  it.effect("moves chosen clients as it moves the whole book, and reads no more than them", () =>
    Effect.gen(function* () {
      const asked: Array<string> = []
      const listening = Layer.effect(
        Store,
        Effect.map(Store, (inner) => {
          const load: Look["load"] = (selections) => {
            asked.push(...selections.map(({ index, keys, kind }) => `${kind}/${index}/${keys.length}`))
            return inner.load(selections)
          }
          return Store.of({
            ...inner,
            propose: (body) => inner.propose?.((look) => body({ ...look, load })) ?? Effect.die("no proposals")
          })
        })
      ).pipe(Layer.provide(Layer.fresh(MemoryStore.layer)))
      const moved = (chosen: number | undefined) =>
        Effect.gen(function* () {
          const book = yield* Agencybook.Agencybook
          yield* office
          const linked = entries(8).map((entry) => ({ ...entry, case: { ...entry.case, account: { _tag: "Linked" } } }))
          yield* Bulk.run(Bulk.cases({ id: "feed", actor: Sample.system, items: linked as never }))
          // Two clients have asked for the agent who is to have them.
          for (const n of [102, 104])
            yield* book.execute({
              id: `ask-${n}`,
              actor: Sample.asConsumer(n),
              command: {
                _tag: "RequestDelegation",
                delegationId: `wish-${n}`,
                caseId: Sample.caseId(n),
                agentId: target,
                signedBy: "Cora Quint"
              }
            })
          const ids = (yield* held(source)).map(({ delegationId }) => delegationId).sort()
          asked.length = 0
          const { events } = yield* book.execute({
            id: "move",
            actor: Sample.asAgent(0),
            command: {
              _tag: "TransferBook",
              transferId: "t-1",
              agencyId: Sample.agencyId(),
              fromAgentId: source,
              toAgentId: target,
              reason: "workload",
              ...(chosen === undefined ? {} : { only: ids.slice(0, chosen).reverse() })
            }
          })
          return { events, asked: Array.from(asked), count: ids.length }
        }).pipe(Effect.provide(services(listening)))
      const whole = yield* moved(undefined)
      assert.isTrue(whole.asked.some((one) => one.startsWith("delegation/agent/")))
      const all = yield* moved(whole.count)
      // Only the record keeps apart what was asked for.
      const asChosen = whole.events.map((event) =>
        event._tag === "TransferApplied" ? { ...event, transfer: { ...event.transfer, chosen: true as const } } : event
      )
      assert.deepStrictEqual(all.events, asChosen)
      assert.include(
        all.events.map((event) => (event._tag === "DelegationMoved" ? event.to._tag : "")),
        "Cancelled"
      )
      const some = yield* moved(2)
      assert.isFalse(some.asked.some((one) => one.startsWith("delegation/agent/")))
      for (const kind of ["delegation/id", "delegation/case", "case/id"]) assert.include(some.asked, `${kind}/2`)
    })
  )

  it.effect("goes on where it stopped, and does nothing twice", () =>
    Effect.gen(function* () {
      let left = 4
      const fragile = Layer.effect(
        Store,
        Effect.map(Store, ({ propose: _, ...inner }) =>
          Store.of({
            ...inner,
            transact: (body) =>
              Effect.suspend(() =>
                left-- > 0
                  ? inner.transact(body)
                  : Effect.fail(new StoreError({ reason: new Unavailable({ code: "off" }) }))
              )
          })
        )
      ).pipe(Layer.provide(Layer.fresh(MemoryStore.layer)))
      const told: Array<number> = []
      yield* Effect.gen(function* () {
        yield* office
        const stopped = yield* Effect.flip(Bulk.run(feed(10, 3), ({ items }) => told.push(items)))
        assert.strictEqual(stopped.from, 6)
        assert.include(stopped.message, "stopped at item 6")
        left = Number.POSITIVE_INFINITY
        const done = yield* Bulk.run(feed(10, 3), ({ items }) => told.push(items))
        assert.deepStrictEqual([done.chunks, done.items, done.repeated], [4, 10, 6])
        assert.deepStrictEqual(told, [3, 6, 3, 6, 9, 10])
        assert.strictEqual((yield* held(source)).length, 11)
        const again = yield* Bulk.run(feed(10, 3))
        assert.deepStrictEqual([again.repeated, again.events], [10, 0])
      }).pipe(Effect.provide(services(fragile)))
    })
  )

  it.effect("stops at a chunk that the rules refuse, and leaves nothing of it", () =>
    Effect.gen(function* () {
      yield* office
      const items = entries(9).map((entry, n) =>
        n === 5 ? { ...entry, delegate: { agentId: "nobody", agencyId: "nowhere", since: Sample.now } } : entry
      ) as ReadonlyArray<FeedEntry>
      const stopped = yield* Effect.flip(Bulk.run(Bulk.cases({ id: "feed", actor: Sample.system, items, size: 4 })))
      assert.strictEqual(stopped.from, 4)
      assert.strictEqual(stopped.reason._tag, "Refused")
      assert.strictEqual((yield* held(source)).length, 1 + 4)
    }).pipe(Effect.provide(services()))
  )

  it.effect("is a command of whoever may give it, chunk by chunk", () =>
    Effect.gen(function* () {
      yield* office
      const job = { ...feed(3, 2), actor: Sample.asConsumer(0) }
      const { reason } = yield* Effect.flip(Bulk.run(job))
      assert.strictEqual(reason._tag, "Refused")
    }).pipe(Effect.provide(services()))
  )

  it("reads a list as it comes, and closes it when it stops early", async () => {
    const portal = Portal.make({ secrets, now: () => Dates.toMillis(Sample.now) })
    for (const [n, command] of World.deliveries(World.office).entries())
      await portal.execute({ id: `office-${n}`, actor: Sample.system, command })
    let read = 0
    let closed = false
    const list = async function* () {
      try {
        for (const entry of entries(50)) {
          read += 1
          yield read === 8 ? { ...entry, case: "no case" } : entry
        }
      } finally {
        closed = true
      }
    }
    const answer = await portal.inChunks({
      id: "feed",
      actor: Sample.system,
      items: list(),
      size: 3,
      command: (chunk) => ({ _tag: "RecordCases", entries: chunk as ReadonlyArray<FeedEntry> })
    })
    assert.isFalse(answer.ok)
    if (!answer.ok) {
      assert.strictEqual(answer.from, 6)
      assert.strictEqual(answer.refusal._tag, "Malformed")
    }
    assert.deepStrictEqual([read, closed], [9, true])
    const done = await portal.inChunks({
      id: "feed",
      actor: Sample.system,
      items: entries(6),
      size: 3,
      command: (chunk) => ({ _tag: "RecordCases", entries: chunk as ReadonlyArray<FeedEntry> })
    })
    assert.deepInclude(done, { ok: true, chunks: 2, items: 6, repeated: 6, events: 0 })
    // Promises of other libraries are objects with `then`, and no more than that.
    const list6 = entries(6)[Symbol.iterator]()
    const foreign = {
      next: () => {
        const next = Promise.resolve(list6.next())
        // biome-ignore lint/suspicious/noThenProperty: it is what such a promise is.
        return { then: next.then.bind(next) } as Promise<IteratorResult<FeedEntry>>
      }
    }
    const again = await portal.inChunks({
      id: "feed",
      actor: Sample.system,
      items: { [Symbol.asyncIterator]: () => foreign },
      size: 3,
      command: (chunk) => ({ _tag: "RecordCases", entries: chunk as ReadonlyArray<FeedEntry> })
    })
    assert.deepInclude(again, { ok: true, chunks: 2, items: 6, repeated: 6, events: 0 })
    await portal.close()
  })
})
