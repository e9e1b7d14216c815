import { assert, describe, it } from "@effect/vitest"
import * as Context from "effect/Context"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import { SqlClient } from "effect/sql/SqlClient"
import { inject } from "vitest"
import * as Migrations from "../src/Migrations.ts"
import * as Server from "../src/Server.ts"
import { databases } from "./databases.ts"

describe("Migrations", () => {
  it("are numbered without gaps", () => {
    assert.deepStrictEqual(
      Migrations.migrations.map(({ number }) => number),
      Migrations.migrations.map((_, index) => index + 1)
    )
  })

  it("accept names of schemas that need no quoting, and no others", () => {
    for (const name of ["agencybook", "a1_b"]) assert.isTrue(Migrations.isSchemaName(name))
    for (const name of ["", "A", "1a", "a-b", "a; drop schema x", "a".repeat(64)])
      assert.isFalse(Migrations.isSchemaName(name))
  })

  for (const { client, name } of databases) {
    it.live(`accept every word that the ${name} database takes for a schema, and no other`, () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient
        const words = yield* sql.unsafe<{ word: string; kept: boolean }>(
          "select word, catcode in ('R', 'T') as kept from pg_get_keywords()"
        )
        assert.isAbove(words.length, 400)
        for (const { kept, word } of words) if (kept) assert.isFalse(Migrations.isSchemaName(word), word)
        for (const word of ["user", "order", "pg_mine"]) {
          const error = yield* Effect.flip(Migrations.run(word))
          assert.include(error.message, "name of the schema")
          assert.include(error.message, `\`${word}\``)
        }
        for (const word of ["name", "value", "public", "pg", "users"]) {
          assert.isTrue(Migrations.isSchemaName(word))
          yield* sql.unsafe(`select 1 as one from (select 1) as ${word}`)
        }
      }).pipe(Effect.provide(client()))
    )

    it.live(`say which right is missing on the ${name} database, and who gives it`, () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient
        const given = "given back"
        const tried = (role: string, before: ReadonlyArray<string>) =>
          Effect.flip(
            sql.withTransaction(
              Effect.gen(function* () {
                for (const text of [`create role ${role}`, ...before, `set local role ${role}`]) yield* sql.unsafe(text)
                const error = yield* Effect.flip(Migrations.run("for_somebody"))
                return yield* Effect.fail({ given, message: error.message })
              })
            )
          )
        const [database] = yield* sql.unsafe<{ name: string }>("select quote_ident(current_database()) as name")
        const none = yield* tried("no_maker", [])
        assert.include(none, { given })
        assert.match(
          String(none?.message),
          /`no_maker` may not migrate the schema `for_somebody`: .*the owner of the database or a superuser run `grant create on database "[^"]+" to "no_maker"`/
        )
        const filled = yield* tried("no_filler", [
          `grant create on database ${database?.name} to no_filler`,
          "create schema for_somebody"
        ])
        assert.match(
          String(filled?.message),
          /the owner of the schema or a superuser run `grant create on schema for_somebody to "no_filler"`/
        )
      }).pipe(Effect.provide(client()))
    )

    it.live(`run twice and at once on the ${name} database, and change nothing the second time`, () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient
        const schema = "migrated_twice"
        yield* Effect.all([Migrations.run(schema), Migrations.run(schema), Migrations.run(schema)], { concurrency: 3 })
        yield* Migrations.run(schema)
        const done = yield* sql.unsafe(`select number from ${schema}.migration`)
        assert.strictEqual(done.length, Migrations.migrations.length)
      }).pipe(Effect.provide(client()))
    )

    it.live(`give SQL that makes the same tables by hand on the ${name} database`, () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient
        yield* Migrations.run("by_runner")
        yield* sql`create schema by_hand`
        yield* sql`create table by_hand.migration (number int primary key, name text not null, at timestamptz not null default now())`
        for (const statement of Migrations.toSql("by_hand").split(";\n")) yield* sql.unsafe(statement.replace(/;$/, ""))
        const columns = (schema: string) =>
          sql.unsafe(
            `select table_name, column_name, data_type, is_nullable, generation_expression from information_schema.columns where table_schema = $1 order by 1, 2`,
            [schema]
          )
        const constraints = (schema: string) =>
          sql.unsafe(
            `select c.relname::text, pg_get_constraintdef(k.oid) as def from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 order by 1, 2`,
            [schema]
          )
        const plain = (rows: ReadonlyArray<unknown>, schema: string) =>
          JSON.stringify(rows).replaceAll(`${schema}.`, "")
        assert.strictEqual(plain(yield* columns("by_hand"), "by_hand"), plain(yield* columns("by_runner"), "by_runner"))
        assert.strictEqual(
          plain(yield* constraints("by_hand"), "by_hand"),
          plain(yield* constraints("by_runner"), "by_runner")
        )
      }).pipe(Effect.provide(client()))
    )
  }

  it.live("refuse a schema of an unreleased version by naming what it lacks, whatever it is", () =>
    Effect.gen(function* () {
      const sql = yield* SqlClient
      yield* Migrations.run("older")
      const all = Migrations.shape("older")
      assert.includeMembers(Array.from(all), ["column journal.record_kind", "column agent.state", "index journal_case"])
      assert.isFalse(all.some((name) => / (\w+\.)?(primary|check|foreign|constraint|undefined)$/.test(name)))
      yield* sql`drop index older.journal_case`
      const first = yield* Effect.flip(Migrations.run("older"))
      assert.strictEqual(
        first.message,
        "the schema `older` was made by another version: it has no index journal_case; let this version make a schema of its own and deliver the records again"
      )
      yield* sql`alter table older.journal drop column record_kind`
      const second = yield* Effect.flip(Migrations.run("older"))
      assert.include(second.message, "it has no column journal.record_kind")
    }).pipe(Effect.provide(databases[0]?.client() as ReturnType<(typeof databases)[number]["client"]>))
  )

  it.live("name a role that the server does not have, and leave nothing behind", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(Migrations.run("for_nobody", { role: 'no"body' }))
      assert.strictEqual(error.reason._tag, "Unusable")
      assert.include(error.message, 'no role `no"body`')
      assert.include(error.message, 'create role "no""body" nologin')
      const sql = yield* SqlClient
      assert.deepStrictEqual(yield* sql`select 1 from pg_namespace where nspname = 'for_nobody'`, [])
    }).pipe(Effect.provide(databases[1]?.client() as ReturnType<(typeof databases)[number]["client"]>))
  )

  it.live("refuse a schema name that would need quoting", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(Migrations.run("Bad Name"))
      assert.include(error.message, "name of the schema")
    }).pipe(Effect.provide(databases[0]?.client() as ReturnType<(typeof databases)[number]["client"]>))
  )

  it.live("wait for who migrates longer than for other locks, and only there", () =>
    Effect.gen(function* () {
      const connect = (lockTimeout: number) =>
        Effect.map(
          Layer.build(Server.layer({ url: Redacted.make(inject("server")), connections: 1, lockTimeout })),
          (built) => Context.get(built, SqlClient)
        )
      const [first, second] = [yield* connect(5000), yield* connect(50)]
      const holding = yield* Deferred.make<void>()
      const held = yield* Effect.forkScoped(
        first.withTransaction(
          Effect.gen(function* () {
            yield* Migrations.alone(first)
            yield* Deferred.succeed(holding, undefined)
            yield* Effect.sleep(500)
          })
        )
      )
      yield* Deferred.await(holding)
      const limit = yield* second.withTransaction(
        Effect.gen(function* () {
          yield* Migrations.alone(second)
          return yield* second.unsafe("select current_setting('lock_timeout') as limit")
        })
      )
      assert.deepStrictEqual(limit, [{ limit: "50ms" }])
      yield* Fiber.join(held)
    })
  )
})
