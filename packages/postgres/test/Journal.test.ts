import { readFileSync } from "node:fs"
import * as JournalAudit from "@agencybook/application/JournalAudit"
import * as JournalChain from "@agencybook/application/JournalChain"
import * as MemoryStore from "@agencybook/application/MemoryStore"
import { Store } from "@agencybook/application/Store"
import * as PostgresStore from "@agencybook/postgres/PostgresStore"
import * as RecordTables from "@agencybook/postgres/RecordTables"
import { codeOf } from "@agencybook/postgres/SqlFailure"
import * as ModelRun from "@agencybook/testing/ModelRun"
import * as PortalDriver from "@agencybook/testing/PortalDriver"
import * as Sample from "@agencybook/testing/Sample"
import * as World from "@agencybook/testing/World"
import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"
import { PGlite } from "@electric-sql/pglite"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import * as Reactivity from "effect/reactivity/Reactivity"
import * as Scope from "effect/Scope"
import { SqlClient } from "effect/sql/SqlClient"
import { inject } from "vitest"
import * as Embedded from "../src/Embedded.ts"
import { type Clients, databases, freshSchema, migrated } from "./databases.ts"
import { edits } from "./torture/Edits.ts"
import { counting } from "./torture/Report.ts"

const slow = 240_000

const audit = (store: Layer.Layer<Store, unknown>, options: JournalAudit.Options = {}) =>
  Effect.provide(JournalAudit.audit(options), store)

/** Sends the deliveries that make a world, and gives the store. */
const lived = (store: Layer.Layer<Store, unknown>, start: number) =>
  Effect.promise(async () => {
    const driver = PortalDriver.make({ store })
    const deliveries = World.deliveries(World.make(start, { agencies: 2, agents: 3, cases: 5 }))
    for (const [n, command] of deliveries.entries())
      assert.strictEqual(
        (await driver.send({ id: `delivery-${n}`, at: Sample.now, actor: Sample.system, command }))._tag,
        "Done"
      )
    await driver.close()
  })

for (const database of databases) {
  describe(`the journal on the ${database.name} database`, () => {
    const scope = Scope.makeUnsafe()
    let clients: Clients
    beforeAll(async () => {
      clients = await Effect.runPromise(Effect.provideService(database.clients, Scope.Scope, scope))
    })
    afterAll(() => Effect.runPromise(Scope.close(scope, Exit.void)))

    const over = (schema: string, exchangeId = "test") =>
      PostgresStore.layer({ exchangeId, schema }).pipe(Layer.provide(Layer.succeed(SqlClient, clients.application)))
    const filled = Effect.fnUntraced(function* (start: number) {
      const schema = freshSchema()
      yield* migrated(database, clients, schema)
      yield* lived(over(schema), start)
      return schema
    })
    /** Does something to the database past everything that guards it. */
    const forced = (schema: string, text: string) =>
      clients.superuser.withTransaction(
        Effect.gen(function* () {
          yield* clients.superuser`set local session_replication_role = replica`
          return yield* clients.superuser.unsafe<{ n: number }>(text.replaceAll(/\bs\./g, `${schema}.`))
        })
      )

    it.live("is written again by nobody, its owner neither [B14, SEC-03]", () =>
      Effect.gen(function* () {
        const schema = yield* filled(1)
        const tried = [
          "update s.journal set actor = 'x'",
          "update s.journal set actor = actor where false",
          "delete from s.journal",
          "delete from s.journal where position = 1",
          "truncate s.journal",
          "truncate s.journal, s.journal_head",
          "truncate s.journal_head",
          "update s.journal_head set position = position - 1",
          "update s.journal_head set hash = hash",
          "update s.journal_head set exchange_id = 'other', position = position + 1",
          "delete from s.journal_head",
          // So is the log of readings.
          "update s.reading set actor = 'x'",
          "update s.reading set reason = 'another' where false",
          "delete from s.reading",
          "truncate s.reading",
          "update s.reading_case set case_id = 'x'",
          "delete from s.reading_case where false",
          "truncate s.reading_case"
        ]
        for (const who of ["superuser", "owner"] as const) {
          const sql = clients[who]
          for (const text of tried) {
            const result = yield* Effect.flip(
              sql.withTransaction(
                Effect.andThen(
                  sql`select set_config('agencybook.exchange_id', 'test', true)`,
                  sql.unsafe(text.replaceAll(/\bs\./g, `${schema}.`))
                )
              )
            )
            assert.strictEqual(codeOf(result), "23001", `${who}: ${text}`)
          }
        }
        assert.deepStrictEqual((yield* audit(over(schema))).chain.faults, [])
      })
    )

    it.live(
      "and the records are what random commands leave, according to the rules [A6]",
      () =>
        Effect.gen(function* () {
          const schema = freshSchema()
          yield* migrated(database, clients, schema)
          let count = 0
          yield* Effect.promise(() =>
            ModelRun.check(() => PortalDriver.make({ store: over(schema, `exchange-${count++}`) }), {
              runs: 12,
              length: 25,
              seed: 21,
              size: { agencies: 2, agents: 2, cases: 3 }
            })
          )
          let rows = 0
          for (let n = 0; n < count; n++) {
            const found = yield* audit(over(schema, `exchange-${n}`))
            assert.deepStrictEqual([found.chain.faults, found.differences], [[], []])
            // Positions say nothing about what other exchanges do.
            assert.strictEqual(found.chain.head?.position ?? 0, found.chain.rows)
            rows += found.chain.rows
          }
          assert.isAbove(rows, 200)
        }),
      slow
    )

    it.live("is the same chain, but for its beginning, as that of the store in memory", () =>
      Effect.gen(function* () {
        const schema = yield* filled(2)
        const contents = (store: Layer.Layer<Store, unknown>) =>
          Effect.provide(
            Effect.flatMap(Store, (one) => one.snapshot((_, reading) => reading.links(0, 10_000))),
            store
          )
        const here = yield* contents(over(schema))
        const context = yield* Layer.build(MemoryStore.layer)
        const memory = Layer.succeedContext(context)
        yield* lived(memory, 2)
        const there = yield* contents(memory)
        assert.deepStrictEqual(here.map(JournalChain.contentOf), there.map(JournalChain.contentOf))
        assert.isAbove(here.length, 20)
      }).pipe(Effect.scoped)
    )

    it.live(
      "shows every byte that somebody changes in storage, and where [B14]",
      () =>
        Effect.gen(function* () {
          const schema = yield* filled(3)
          const before = yield* audit(over(schema))
          const count = counting("B14", "changed rows")
          const found = yield* edits(clients.superuser, schema, { start: 3, times: 60 }, count)
          assert.deepStrictEqual(count.end().wrong, [])
          assert.isAbove(found, 50)
          assert.deepStrictEqual(yield* audit(over(schema)), before)
        }),
      slow
    )

    it.live("shows a changed instant or number that reading would round, and where [B14]", () =>
      Effect.gen(function* () {
        const schema = yield* filled(7)
        const before = yield* audit(over(schema))
        assert.deepStrictEqual(before.chain.faults, [])
        const [numbered] = yield* clients.superuser.unsafe<{ position: string | number | bigint }>(
          `select position from ${schema}.journal where event::text ~ ': [0-9]+[,}]' order by position limit 1`
        )
        const position = Number(numbered?.position)
        assert.isAbove(position, 0)
        const number = (by: string) => ["event", `regexp_replace(event::text, ': ([0-9]+)([,}])', ': ${by}\\2')::jsonb`]
        const changes = [
          ["at", "at + interval '1 microsecond'"],
          ["at", "at + interval '999 microseconds'"],
          ["at", "at - interval '1 microsecond'"],
          ["at", "(at::timestamp::text || ' BC')::timestamp"],
          ["at", "'infinity'"],
          number("\\1.00000000000000000001"),
          number("\\1.0"),
          number(`\\1${"0".repeat(400)}`),
          number('"\\1"')
        ]
        yield* clients.superuser.unsafe(
          `create table ${schema}.kept as select at, event from ${schema}.journal where position = ${position}`
        )
        for (const [column, expression] of changes) {
          yield* forced(schema, `update s.journal set ${column} = ${expression} where position = ${position}`)
          const { chain } = yield* audit(over(schema))
          assert.deepStrictEqual(chain.faults, [{ what: "changed", position }], `${column} = ${expression}`)
          yield* forced(
            schema,
            `update s.journal j set at = k.at, event = k.event from s.kept k where position = ${position}`
          )
        }
        assert.deepStrictEqual(yield* audit(over(schema)), before)
      })
    )

    it.live("shows rows that are gone, swapped, added or cut off, and records written past it [B14]", () =>
      Effect.gen(function* () {
        const schema = yield* filled(4)
        const whole = yield* audit(over(schema))
        const last = whole.chain.rows
        const anchor = whole.chain.head
        const said = Effect.map(audit(over(schema)), ({ chain }) => chain.faults.map(JournalChain.describe))
        const copy = `create table s.kept as select * from s.journal; create table s.kept_head as select * from s.journal_head`
        for (const one of copy.split("; ")) yield* forced(schema, one)
        const restored = Effect.gen(function* () {
          yield* forced(schema, "delete from s.journal")
          yield* forced(schema, "delete from s.journal_head")
          yield* forced(schema, "insert into s.journal select * from s.kept")
          yield* forced(schema, "insert into s.journal_head select * from s.kept_head")
        })
        const harm: ReadonlyArray<readonly [string, ReadonlyArray<string>]> = [
          ["delete from s.journal where position = 3", ["position 3: missing"]],
          [
            "update s.journal j set event = k.event from s.kept k where (j.position, k.position) in ((4, 6), (6, 4))",
            ["position 4: the row is not what its hash says", "position 6: the row is not what its hash says"]
          ],
          [
            "update s.journal set position = case position when 4 then 9005 else 9004 end where position in (4, 5); update s.journal set position = position - 9000 where position > 9000",
            [
              "position 4: the row is not what its hash says",
              "position 5: the row is not what its hash says",
              "position 6: does not follow the row before it, which was replaced"
            ]
          ],
          [
            `insert into s.journal select (jsonb_populate_record(k, jsonb_build_object('position', ${last + 1}))).* from s.kept k where position = 2`,
            [`position ${last + 1}: the row is not what its hash says`, `position ${last + 1}: added after the head`]
          ],
          [
            `delete from s.journal where position > ${last - 2}`,
            [`positions ${last - 1} to ${last}: missing at the end`]
          ],
          ["delete from s.journal", [`positions 1 to ${last}: missing at the end`]],
          ["delete from s.journal_head", [`position ${last}: the journal has rows and no head`]]
        ]
        for (const [done, faults] of harm) {
          for (const one of done.split("; ")) yield* forced(schema, one)
          assert.deepStrictEqual(yield* said, faults, done)
          yield* restored
          assert.deepStrictEqual(yield* said, [])
        }
        // The last rows and the head went together: only what was noted elsewhere tells.
        yield* forced(schema, `delete from s.journal where position = ${last}`)
        yield* forced(
          schema,
          `update s.journal_head h set position = j.position, hash = j.hash from s.journal j where j.position = ${last - 1}`
        )
        assert.deepStrictEqual(yield* said, [])
        const noted = yield* audit(over(schema), anchor === undefined ? {} : { anchor })
        assert.deepStrictEqual(noted.chain.faults, [{ what: "astray", position: last }])
        yield* restored
        yield* forced(schema, "update s.agent set record = jsonb_set(record, '{locked}', 'true') where id = 'agent-1'")
        yield* forced(schema, "update s.consumer_case set version = version + 1 where id = 'case-2'")
        yield* forced(schema, "delete from s.delegation where id = (select min(id) from s.delegation)")
        const past = yield* audit(over(schema))
        assert.deepStrictEqual(past.chain.faults, [])
        assert.sameDeepMembers(
          (past.differences ?? []).map(({ kind, what }) => [kind, what]),
          [
            ["agent", "changed"],
            ["case", "changed"],
            ["delegation", "missing"]
          ]
        )
        assert.notStrictEqual(past.digest, whole.digest)
      })
    )

    it.live("is whole after it was copied to another schema, and goes on there", () =>
      Effect.gen(function* () {
        const schema = yield* filled(5)
        const before = yield* audit(over(schema))
        const copied = freshSchema()
        yield* migrated(database, clients, copied)
        const names = [
          ...RecordTables.order.map((kind) => RecordTables.tables[kind].name),
          "command",
          "journal",
          "journal_head"
        ]
        for (const table of names) {
          const columns = yield* clients.superuser.unsafe<{ name: string }>(
            `select quote_ident(attname) as name from pg_attribute where attrelid = '${schema}.${table}'::regclass and attnum > 0 and attgenerated = '' order by attnum`
          )
          const list = columns.map(({ name }) => name).join(", ")
          yield* clients.superuser.unsafe(
            `insert into ${copied}.${table} (${list}) select ${list} from ${schema}.${table}`
          )
        }
        const after = yield* audit(over(copied), before.chain.head === undefined ? {} : { anchor: before.chain.head })
        assert.deepStrictEqual(after, before)
        yield* Effect.promise(async () => {
          const driver = PortalDriver.make({ store: over(copied) })
          const done = await driver.send({
            id: "later",
            at: Sample.now,
            actor: Sample.exchange,
            command: {
              _tag: "RecordDeath",
              agentId: Sample.agentId(1),
              documentId: Sample.finding.documentId
            }
          })
          assert.strictEqual(done._tag, "Done")
          await driver.close()
        })
        const later = yield* audit(over(copied))
        assert.deepStrictEqual([later.chain.faults, later.differences], [[], []])
        assert.isAbove(later.chain.rows, before.chain.rows)
      })
    )
  })
}

it.live("a dump of the embedded database, restored elsewhere, replays to the same digest", () =>
  Effect.gen(function* () {
    const opened = (image: Uint8Array<ArrayBuffer>) =>
      Effect.acquireRelease(
        Effect.promise(() => PGlite.create({ loadDataDir: new Blob([image]) })),
        (engine) => Effect.promise(() => engine.close())
      )
    const storeOn = (engine: PGlite, migrate: boolean) =>
      Effect.map(
        Layer.build(
          PostgresStore.layer({ exchangeId: "test", migrate }).pipe(
            Layer.provide(Layer.effect(SqlClient, Embedded.client(engine))),
            Layer.provide(Reactivity.layer)
          )
        ),
        (context) => Layer.succeedContext(context)
      )
    const engine = yield* opened(new Uint8Array(readFileSync(inject("image"))))
    const store = yield* storeOn(engine, true)
    yield* lived(store, 6)
    const before = yield* audit(store)
    const dump = yield* Effect.promise(
      async () => new Uint8Array(await (await engine.dumpDataDir("none")).arrayBuffer())
    )
    const restored = yield* storeOn(yield* opened(dump), false)
    const after = yield* audit(restored, before.chain.head === undefined ? {} : { anchor: before.chain.head })
    assert.deepStrictEqual(after, before)
    const rows = yield* Effect.provide(
      Effect.flatMap(Store, (one) => one.journal(0, 10_000)),
      restored
    )
    assert.strictEqual(JournalAudit.digest(JournalAudit.replay(rows)), before.digest)
    assert.isAbove(before.records, 10)
  }).pipe(Effect.scoped)
)
