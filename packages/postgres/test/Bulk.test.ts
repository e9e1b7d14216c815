// Long lists on a database: written in few statements, and the same as one by one and in memory.
import * as Agencybook from "@agencybook/application/Agencybook"
import * as Bulk from "@agencybook/application/Bulk"
import * as HostClock from "@agencybook/application/HostClock"
import * as JournalChain from "@agencybook/application/JournalChain"
import * as MemoryStore from "@agencybook/application/MemoryStore"
import * as NodeSecrets from "@agencybook/application/NodeSecrets"
import { type Change, Store, type StoreError } from "@agencybook/application/Store"
import * as Dates from "@agencybook/core/CalendarDate"
import * as Facts from "@agencybook/core/Facts"
import type { DelegationId } from "@agencybook/core/Id"
import type { Notice } from "@agencybook/core/Notice"
import type { Event } from "@agencybook/core/Record"
import * as PostgresStore from "@agencybook/postgres/PostgresStore"
import * as EntitySample from "@agencybook/testing/EntitySample"
import * as Kept from "@agencybook/testing/Kept"
import * as Sample from "@agencybook/testing/Sample"
import { assert, describe, it } from "@effect/vitest"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { SqlClient } from "effect/sql/SqlClient"
import { databases, freshSchema, freshStore, migrated } from "./databases.ts"
import { feed, household, roster } from "./fixture/roster.ts"

const secrets = NodeSecrets.layer({ N: 16, r: 8, p: 1 })
const over = <E>(store: Layer.Layer<Store, E>) =>
  Agencybook.layer().pipe(Layer.provideMerge(secrets), Layer.provideMerge(store))

const manager = { _tag: "Agent", agentId: "max" } as never
const entries = (count: number) => Array.from({ length: count }, (_, index) => household(index, "ana")) as never

const held = (agentId: string) =>
  Effect.gen(function* () {
    const store = yield* Store
    const found = yield* store.load([Facts.read("delegation", "agent", agentId)])
    return found.map(({ record }) => record as ReturnType<typeof Sample.delegation>)
  })

const move = (items: ReadonlyArray<DelegationId>, size: number) =>
  Bulk.transfer({
    id: "move",
    actor: manager,
    items,
    size,
    transfer: {
      agencyId: "acme" as never,
      fromAgentId: "ana" as never,
      toAgentId: "bo" as never,
      reason: "workload"
    }
  })

// One instant for all stores, so that what they keep can be compared whole.
const still = HostClock.make(() => Dates.toMillis(Sample.now))

/** What a feed and the transfer of all that it brought leave, in chunks of a size. */
const story = (count: number, size: number) =>
  Effect.gen(function* () {
    yield* Agencybook.Agencybook.use((book) => book.execute(roster))
    yield* Bulk.run(Bulk.cases({ id: "feed", actor: feed as never, items: entries(count), size }))
    const before = yield* held("ana")
    const moved = yield* Bulk.run(
      move(
        before.map(({ delegationId }) => delegationId),
        size
      )
    )
    const kept = yield* Kept.everything
    return {
      moved: moved.items,
      left: (yield* held("ana")).length,
      held: (yield* held("bo")).length,
      // Each chunk of a transfer tells agents and managers for itself; consumers are told the same.
      kept: Kept.compared({ ...kept, notices: kept.notices.filter(({ notice }) => notice.to.role === "consumer") })
    }
  }).pipe(Effect.provideService(Clock.Clock, still))

const entity = (n: number): Change =>
  ({
    kind: "enrollmentEntity",
    id: `entity-${n}`,
    expected: 0,
    version: 1,
    record: EntitySample.entity(n, { entityId: `entity-${n}` as never })
  }) as Change

const many = 5001
const commit = (name: string, changes: ReadonlyArray<Change>, events: ReadonlyArray<Event>, notices: number) => ({
  command: { commandId: name as never, fingerprint: name, at: Sample.now, outcome: "{}" },
  provenance: {
    commandId: name as never,
    commandName: "many",
    at: Sample.now,
    actor: "system/x",
    permission: "p",
    policy: "q"
  },
  events,
  changes,
  notices: Array.from(
    { length: notices },
    (_, n): Notice => ({
      noticeId: `notice-${n}`,
      template: "NTC-16",
      to: { role: "agent", name: "Ann\nReyes" },
      channel: "letter",
      secure: false,
      params: { n }
    })
  )
})

/** Counts what is sent to a database. */
const counted = (sql: SqlClient) => {
  const sent: Array<string> = []
  const counting = new Proxy(sql, {
    get: (target, name, receiver) =>
      name === "unsafe"
        ? (text: string, parameters: never) => {
            sent.push(text)
            return target.unsafe(text, parameters)
          }
        : Reflect.get(target, name, receiver)
  })
  return { sent, counting }
}

for (const database of databases) {
  describe(`long lists on the ${database.name} database`, () => {
    it.live("leave the same in one chunk, in some, one by one, and in memory", () =>
      Effect.gen(function* () {
        const inMemory = yield* Effect.provide(story(12, 1000), over(Layer.fresh(MemoryStore.layer)))
        assert.deepStrictEqual([inMemory.moved, inMemory.held, inMemory.left], [12, 12, 0])
        assert.isAbove(inMemory.kept.records.length, 40)
        assert.isAbove(inMemory.kept.notices.length, 11)
        for (const size of [1000, 5, 1])
          assert.deepStrictEqual(yield* Effect.provide(story(12, size), over(freshStore(database))), inMemory)
      })
    )

    it.live("take as many statements as short ones, and nothing is read twice", () =>
      Effect.gen(function* () {
        const statements = (count: number) =>
          Effect.gen(function* () {
            const clients = yield* database.clients
            const schema = freshSchema()
            yield* migrated(database, clients, schema)
            const { counting, sent } = counted(clients.application)
            const store: Layer.Layer<Store, StoreError> = PostgresStore.layer({ exchangeId: "test", schema }).pipe(
              Layer.provide(Layer.succeed(SqlClient, counting))
            )
            return yield* Effect.gen(function* () {
              yield* Agencybook.Agencybook.use((book) => book.execute(roster))
              yield* Bulk.run(Bulk.cases({ id: "feed", actor: feed as never, items: entries(count) }))
              const ids = (yield* held("ana")).map(({ delegationId }) => delegationId)
              sent.length = 0
              yield* Bulk.run(move(ids, 1000))
              return Array.from(sent)
            }).pipe(Effect.provide(over(store)))
          })
        // From some number of rows on, the journal is chained by us and not by the database.
        const few = yield* statements(40)
        assert.isAtMost((yield* statements(2)).length, few.length)
        assert.deepStrictEqual(
          (yield* statements(200)).map((text) => text.replace(/t_\w+/g, "")),
          few.map((text) => text.replace(/t_\w+/g, ""))
        )
        const whole = few.filter((text) => /record from \S+\.consumer_case/.test(text))
        assert.strictEqual(whole.length, 1)
        assert.isBelow(few.length, 25, few.join("\n"))
      })
    )

    it.live("are written in parts where a statement would be too long, in order and as one", () =>
      Effect.gen(function* () {
        const store = yield* Store
        const numbers = Array.from({ length: many }, (_, n) => n)
        const events = numbers.map(
          (n): Event => ({ _tag: "ActingUsed", actingId: `session-${n}` as never, at: Sample.now })
        )
        yield* store.transact((tx) => tx.commit(commit("many", numbers.map(entity), events, many)))
        const { ends, links } = yield* store.snapshot((_, reading) =>
          Effect.all({ ends: reading.ends(), links: reading.links(0, many + 1) })
        )
        const verdict = JournalChain.end(JournalChain.follow(JournalChain.begin(ends.first), links), ends.last)
        assert.deepStrictEqual([verdict.rows, verdict.faultCount, verdict.head?.position], [many, 0, many])
        assert.deepStrictEqual(
          links.map(({ event }) => event),
          events
        )
        const claimed = yield* store.claim(Sample.now, many, 1000)
        assert.deepStrictEqual(
          claimed.map(({ notice }) => notice.params.n),
          numbers
        )
        const renewed = numbers.map((n) => ({ ...entity(n), expected: 1, version: 2 }) as Change)
        // The last part has one record that was written meanwhile: nothing of the parts before it stays.
        const late = [...renewed.slice(0, -1), { ...renewed[many - 1], expected: 7, version: 8 } as Change]
        const failed = yield* Effect.flip(store.transact((tx) => tx.commit(commit("late", late, [], 0))))
        assert.strictEqual(failed.reason._tag, "Conflict")
        yield* store.transact((tx) => tx.commit(commit("again", renewed, [], 0)))
        const read = yield* store.load([Facts.read("enrollmentEntity", "id", ...renewed.map(({ id }) => id))])
        assert.strictEqual(read.length, many)
        assert.isTrue(read.every(({ version }) => version === 2))
      }).pipe(Effect.provide(freshStore(database)))
    )
  })
}

const [, server] = databases
if (server !== undefined)
  describe("a record that was read before it is locked", () => {
    it.live("is read again when somebody else has written it", () =>
      Effect.gen(function* () {
        const store = yield* Store
        const first = entity(1)
        yield* store.transact((tx) => tx.commit(commit("first", [first], [], 0)))
        const next = {
          ...first,
          expected: 1,
          version: 2,
          record: { ...first.record, name: "Another Door" }
        } as Change
        const seen = yield* store.transact((tx) =>
          Effect.gen(function* () {
            const before = yield* tx.load([Facts.write("enrollmentEntity", "id", first.id)], { lock: false })
            yield* store.transact((other) => other.commit(commit("second", [next], [], 0)))
            return [...before, ...(yield* tx.load([Facts.write("enrollmentEntity", "id", first.id)], { lock: true }))]
          })
        )
        assert.deepStrictEqual(
          seen.map(({ record, version }) => ({ record, version })),
          [
            { record: first.record, version: 1 },
            { record: next.record, version: 2 }
          ]
        )
      }).pipe(Effect.provide(freshStore(server)))
    )
  })
