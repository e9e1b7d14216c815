import * as NodeSecrets from "@agencybook/application/NodeSecrets"
import { Store } from "@agencybook/application/Store"
import * as HostTransaction from "@agencybook/postgres/HostTransaction"
import * as PostgresStore from "@agencybook/postgres/PostgresStore"
import * as RowSecurity from "@agencybook/postgres/RowSecurity"
import * as Server from "@agencybook/postgres/Server"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import { SqlClient } from "effect/sql/SqlClient"
import pg from "pg"
import { inject } from "vitest"
import { applicationRole, databases, freshSchema, migrated } from "./databases.ts"
import { rewritten } from "./fixture/rewritten.ts"
import { feed, household, roster } from "./fixture/roster.ts"
import { asked, type Session, sessionOf, uses } from "./torture/Borrows.ts"

for (const database of databases) {
  describe(`a transaction of an exchange on the ${database.name} database`, () => {
    const worker = database.name === "embedded" ? RowSecurity.applicationRole : applicationRole

    const built = (schema: string, sql: SqlClient) =>
      Effect.map(
        Layer.build(
          PostgresStore.layer({ exchangeId: "test", schema }).pipe(Layer.provide(Layer.succeed(SqlClient, sql)))
        ),
        (context) => Effect.runSync(Effect.provide(Store, context))
      )

    const opened = Effect.gen(function* () {
      const clients = yield* database.clients
      const schema = freshSchema()
      yield* migrated(database, clients, schema)
      const only =
        database.name === "embedded"
          ? clients.application
          : yield* Effect.map(
              Layer.build(Server.layer({ url: Redacted.make(inject("application")), connections: 1 })),
              (context) => Effect.runSync(Effect.provide(SqlClient, context))
            )
      return { store: yield* built(schema, only), sql: only, schema }
    })

    it.live("leaves nothing on a connection that the next one borrows, however it ends [B10]", () =>
      Effect.scoped(
        Effect.gen(function* () {
          const { sql, store } = yield* opened
          const before = yield* sessionOf(sql)
          assert.strictEqual(before.exchange, null)
          for (let round = 0; round < 20; round++) {
            for (const use of uses) {
              yield* use(store)
              assert.deepStrictEqual(yield* sessionOf(sql), before)
            }
          }
          const [open] = yield* sql.unsafe<{ n: number }>(
            "select count(*)::int as n from pg_locks where pid = pg_backend_pid() and locktype = 'advisory'"
          )
          assert.strictEqual(open?.n, 0)
        })
      )
    )

    it.live("would leave something if it set it for the session [T15]", () =>
      Effect.scoped(
        Effect.gen(function* () {
          const { sql, schema } = yield* opened
          const careless = rewritten(sql, (text) => text.replace("$1, true)", "$1, false)"))
          const store = yield* built(schema, careless)
          yield* store.counts()
          assert.strictEqual((yield* sessionOf(sql)).exchange, "test")
        })
      )
    )

    it.live("puts back what an outer transaction had set, and lets it go on [B10]", () =>
      Effect.scoped(
        Effect.gen(function* () {
          const { sql, store } = yield* opened
          for (const mine of [null, "mine"]) {
            yield* sql.withTransaction(
              Effect.gen(function* () {
                if (mine !== null) yield* sql`select set_config(${RowSecurity.setting}, ${mine}, true)`
                const before = yield* sessionOf(sql)
                for (const use of uses) {
                  yield* use(store)
                  assert.deepStrictEqual(yield* sessionOf(sql), before)
                }
              })
            )
          }
        })
      )
    )

    it.live("works as the role of the application, under the name of its exchange", () =>
      Effect.scoped(
        Effect.gen(function* () {
          const { sql, store } = yield* opened
          const inside = yield* store.transact(() => Effect.orDie(sessionOf(sql)))
          assert.strictEqual(inside.exchange, "test")
          assert.strictEqual(inside.user, worker)
          const snapped = yield* store.snapshot(() => Effect.orDie(sessionOf(sql)))
          assert.deepStrictEqual(snapped, inside)
        })
      )
    )

    it.live("says what to do about a role that cannot be used", () =>
      Effect.scoped(
        Effect.gen(function* () {
          const { schema, sql } = yield* opened
          const counts = (role: string) =>
            Effect.flatMap(Store, (store) => store.counts()).pipe(
              Effect.provide(
                PostgresStore.layer({ exchangeId: "test", role, schema }).pipe(
                  Layer.provide(Layer.succeed(SqlClient, sql))
                )
              ),
              Effect.flip
            )
          assert.strictEqual(
            (yield* counts("nobody_of_this_name")).message,
            "the connection may not work as the role `nobody_of_this_name`; create the role, grant it to the role of the connection, and grant it the schema"
          )
          if (database.name === "server")
            assert.include((yield* counts("postgres")).message, "may not work as the role `postgres`")
        })
      )
    )

    it.live("is not begun for an exchange that the database would confuse with another", () =>
      Effect.scoped(
        Effect.gen(function* () {
          const { schema, sql } = yield* opened
          for (const exchangeId of ["", "a\0", "a\ud800"]) {
            const error = yield* Effect.flip(
              Effect.provide(
                Store,
                PostgresStore.layer({ exchangeId, schema }).pipe(Layer.provide(Layer.succeed(SqlClient, sql)))
              )
            )
            assert.include(error.message, "name of the exchange is not allowed")
          }
        })
      )
    )
  })
}

describe("a transaction of a host", () => {
  const secrets = NodeSecrets.layer({ N: 16, r: 8, p: 1 })

  it("finds its settings and its role as it left them, whatever became of our command [B10]", async () => {
    const schema = freshSchema()
    const client = new pg.Client({ connectionString: inject("server") })
    await client.connect()
    try {
      await Effect.runPromise(
        Effect.scoped(
          Effect.gen(function* () {
            const database = databases.find(({ name }) => name === "server") as (typeof databases)[number]
            yield* migrated(database, yield* database.clients, schema)
          })
        )
      )
      await client.query(`alter table ${schema}.consumer_case add constraint host_rule check (id <> 'case-13')`)
      const session = async () => (await client.query(asked)).rows[0] as Session
      const mine = { exchange: "mine", role: "pg_monitor", user: "pg_monitor" }
      for (const set of [false, true]) {
        await client.query("begin")
        if (set) {
          await client.query("set local role pg_monitor")
          await client.query("select set_config($1, 'mine', true)", [RowSecurity.setting])
        }
        const before = await session()
        if (set) assert.deepStrictEqual(before, mine)
        const portal = HostTransaction.portal(HostTransaction.nodePostgres(client), {
          exchangeId: `host-${set}`,
          schema,
          role: applicationRole,
          secrets
        })
        const cases = (n: number) => ({ _tag: "RecordCases", entries: [household(n)] }) as const
        assert.isTrue((await portal.execute(roster)).ok)
        assert.deepStrictEqual(await session(), before, "after a command")
        assert.isFalse(
          (
            await portal.execute({
              id: "no",
              actor: feed,
              command: { _tag: "RecordDeath", agentId: "x", documentId: "d" }
            })
          ).ok
        )
        assert.deepStrictEqual(await session(), before, "after a refusal")
        const failed = await portal
          .execute({ id: "c", actor: feed, command: cases(13) })
          .catch((error: unknown) => error)
        assert.include(String(failed), "host_rule")
        assert.deepStrictEqual(await session(), before, "after a failure")
        assert.isTrue((await portal.book({ actor: { _tag: "Agent", agentId: "max" } }, { agencyId: "acme" })).ok)
        assert.deepStrictEqual(await session(), before, "after a query")
        await client.query(set ? "rollback" : "commit")
        assert.deepStrictEqual(await session(), { exchange: null, role: "none", user: "postgres" })
      }
      // What was committed is there for its exchange, as the application's role and for nobody else.
      const { rows } = await client.query(`select exchange_id, count(*)::int as n from ${schema}.agent group by 1`)
      assert.deepStrictEqual(rows, [{ exchange_id: "host-false", n: 3 }])
    } finally {
      await client.end()
    }
  })
})
