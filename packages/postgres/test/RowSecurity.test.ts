import * as RowSecurity from "@agencybook/postgres/RowSecurity"
import { codeOf } from "@agencybook/postgres/SqlFailure"
import * as TenantContract from "@agencybook/testing/TenantContract"
import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Scope from "effect/Scope"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import { applicationRole, type Clients, databases, freshSchema, migrated } from "./databases.ts"
import { leaks } from "./fixture/isolation.ts"
import { fill } from "./fixture/population.ts"
import { shared, type Wrong } from "./fixture/shared.ts"
import { counting } from "./torture/Report.ts"
import * as Tenants from "./torture/Tenants.ts"

const slow = 240_000

for (const database of databases) {
  describe(`row security on the ${database.name} database`, () => {
    const scope = Scope.makeUnsafe()
    const worker = database.name === "embedded" ? RowSecurity.applicationRole : applicationRole
    let clients: Clients
    beforeAll(async () => {
      clients = await Effect.runPromise(Effect.provideService(database.clients, Scope.Scope, scope))
    })
    afterAll(() => Effect.runPromise(Scope.close(scope, Exit.void)))

    const fresh = Effect.fnUntraced(function* () {
      const schema = freshSchema()
      yield* migrated(database, clients, schema)
      return schema
    })

    /** Does something as a role, with or without an exchange, and undoes it; a failure is its code. */
    const trying = (
      sql: SqlClient,
      exchange: string | undefined,
      ...texts: ReadonlyArray<string>
    ): Effect.Effect<ReadonlyArray<unknown> | string, SqlError> => {
      let seen: ReadonlyArray<unknown> | string = "nothing"
      const work = Effect.gen(function* () {
        if (sql === clients.application) yield* sql`select set_config('role', ${worker}, true)`
        if (exchange !== undefined) yield* sql`select set_config(${RowSecurity.setting}, ${exchange}, true)`
        const result = yield* Effect.result(
          Effect.map(
            Effect.forEach(texts, (text) => sql.unsafe(text)),
            (all) => all.at(-1) ?? []
          )
        )
        seen = result._tag === "Success" ? result.success : codeOf(result.failure)
        return yield* Effect.fail("undone" as const)
      })
      return Effect.catchIf(
        sql.withTransaction(work),
        (error): error is "undone" => error === "undone",
        () => Effect.succeed(seen)
      ) as Effect.Effect<ReadonlyArray<unknown> | string, SqlError>
    }

    it.live("leaves nothing through which an exchange could reach another [T14]", () =>
      Effect.gen(function* () {
        const schema = yield* fresh()
        const { superuser: sql } = clients
        assert.deepStrictEqual(yield* leaks(sql, schema), [])
        const holes: ReadonlyArray<readonly [string, string]> = [
          [`alter table ${schema}.agent no force row level security`, "agent has no forced row security"],
          [`alter table ${schema}.staff disable row level security`, "staff has no forced row security"],
          [`create table ${schema}.stray (exchange_id text)`, "stray has no forced row security"],
          [`create view ${schema}.glance as select * from ${schema}.agent`, "glance shows what its owner may see"],
          [
            `create policy wider on ${schema}.agent for select using (true)`,
            "agent has a policy that asks for something else: wider"
          ],
          [
            `create unique index agent_mail on ${schema}.agent (login_email_key)`,
            "agent_mail is unique among all exchanges"
          ],
          [
            `create function ${schema}.peek() returns bigint language sql security definer as 'select count(*) from ${schema}.agent'`,
            "peek runs with the rights of its owner"
          ],
          [
            `alter table ${schema}.agent add constraint agent_n unique (version); alter table ${schema}.staff add constraint staff_n foreign key (version) references ${schema}.agent (version)`,
            "staff_n refers to any exchange"
          ]
        ]
        for (const [text, said] of holes) {
          for (const one of text.split("; ")) yield* sql.unsafe(one)
          assert.include(yield* leaks(sql, schema), said)
        }
      })
    )

    it.live("shows and writes nothing without an exchange, and of an exchange its own alone", () =>
      Effect.gen(function* () {
        const schema = yield* fresh()
        yield* fill(clients.superuser, schema, "b", 0, 1)
        // Forced: the owner is bound too. The embedded database has no owner but its superuser.
        const bound = database.name === "server" ? [clients.application, clients.owner] : [clients.application]
        for (const sql of bound) {
          for (const table of Tenants.tables) {
            const count = `select count(*)::int as n from ${schema}.${table}`
            const rows = table === "journal_head" ? 1 : 2
            for (const [exchange, n] of [
              [undefined, 0],
              ["", 0],
              ["a", 0],
              ["b", rows]
            ] as const)
              assert.deepStrictEqual(yield* trying(sql, exchange, count), [{ n }], `${table} for ${exchange}`)
            // Switching it off is possible, and makes the question fail instead of showing more.
            assert.strictEqual(yield* trying(sql, "a", "set local row_security = off", count), "42501", table)
          }
        }
      })
    )

    it.live("lets the application do what it has to and nothing else", () =>
      Effect.gen(function* () {
        const schema = yield* fresh()
        yield* fill(clients.superuser, schema, "a", 0, 1)
        yield* fill(clients.superuser, schema, "b", 0, 1)
        const asA = (text: string) => trying(clients.application, "a", text)
        for (const [table, { insert, update }] of Object.entries(RowSecurity.privileges)) {
          const full = `${schema}.${table}`
          const columns = yield* clients.superuser.unsafe<{ name: string; made: boolean }>(
            `select attname::text as name, attgenerated <> '' or attidentity <> '' as made from pg_attribute where attrelid = '${full}'::regclass and attnum > 0 and not attisdropped`
          )
          const plain = columns.filter(({ made }) => !made).map(({ name }) => name)
          for (const name of plain) {
            const written = yield* asA(`update ${full} set ${name} = ${name} returning 1 as one`)
            // The head of a journal may be written again, but only forward.
            if (update.includes(name) && table === "journal_head") assert.strictEqual(written, "23001", name)
            else if (update.includes(name))
              assert.deepStrictEqual(written, [{ one: 1 }, { one: 1 }], `${table}.${name}`)
            else assert.strictEqual(written, "42501", `${table}.${name}`)
          }
          if (insert) {
            const others = plain.filter((name) => name !== "exchange_id").join(", ")
            const copied = `insert into ${full} (exchange_id, ${others}) select 'b', ${others} from ${full}`
            assert.strictEqual(yield* asA(copied), "42501", `${table}, a row for another exchange`)
          }
          for (const text of [
            `delete from ${full}`,
            `truncate ${full}`,
            `alter table ${full} disable row level security`,
            `alter table ${full} disable trigger all`,
            `create policy mine on ${full} using (true)`,
            `drop table ${full}`,
            `create table ${schema}.${table}_mine ()`,
            `insert into ${schema}.migration (number, name) values (99, 'mine')`
          ])
            assert.strictEqual(yield* asA(text), "42501", text)
        }
      })
    )

    const away = (off: ReadonlyArray<Tenants.Net>, size: Partial<Tenants.Size>, ...holes: ReadonlyArray<string>) =>
      Effect.gen(function* () {
        const schema = yield* fresh()
        for (const hole of holes) yield* clients.superuser.unsafe(hole.replace("%schema", schema))
        const place = { sql: clients.application, owner: clients.superuser, schema }
        const sql = yield* Tenants.without(place, off)
        const count = counting("B13", "exchanges side by side")
        yield* Effect.promise(() =>
          Tenants.fuzz({ ...place, sql }, { exchanges: 3, each: 250, seed: 11, ...size }, count)
        )
        return count.end()
      })

    it.live(
      "isolates exchanges by itself, when the application asks for the rows of all [B13]",
      () =>
        Effect.gen(function* () {
          const { tried, wrong } = yield* away(["predicates"], { seed: 11 })
          assert.deepStrictEqual(wrong, [])
          assert.isAbove(tried, 500)
        }),
      slow
    )

    it.live(
      "is not needed for it: the application isolates exchanges when row security is off [B13]",
      () =>
        Effect.gen(function* () {
          const { tried, wrong } = yield* away(["row security"], { seed: 12 })
          assert.deepStrictEqual(wrong, [])
          assert.isAbove(tried, 500)
        }),
      slow
    )

    it.live(
      "would be missed: with both nets away one exchange disturbs another [B13]",
      () =>
        Effect.gen(function* () {
          const { failed } = yield* away(["predicates", "row security"], { seed: 13 })
          assert.isAbove(failed, 0)
        }),
      slow
    )

    it.live("is not all: a key that all exchanges share is noticed [B13, T14]", () =>
      Effect.gen(function* () {
        const { failed } = yield* away(
          [],
          { each: 1, seed: 14 },
          "create unique index agency_of_all on %schema.agency (id)"
        )
        assert.isAbove(failed, 0)
      })
    )

    for (const check of TenantContract.checks)
      it.live(`keeps the contract of shared places: ${check.promise} ${check.name}`, () =>
        Effect.scoped(
          Effect.gen(function* () {
            const schema = yield* fresh()
            yield* check.run(yield* shared(database, clients, schema))
          })
        )
      )

    const setting = `nullif(current_setting('${RowSecurity.setting}', true), '')`
    const policy = (table: string, ...clauses: ReadonlyArray<string>) => [
      `drop policy exchange on %s.${table}`,
      ...clauses.map((clause, n) => `create policy exchange_${n} on %s.${table} ${clause}`)
    ]
    const own = "a session of an exchange sees the rows of that exchange, whoever it works as"
    const none = "a session of no exchange, or of one that is nearly another, sees nothing"
    const holes: ReadonlyArray<
      readonly [fault: string, statements: ReadonlyArray<string>, check: string, wrong?: Wrong | "server"]
    > = [
      ["is not forced", ["alter table %s.agent no force row level security"], own, "server"],
      ["is not forced on the journal", ["alter table %s.journal no force row level security"], own, "server"],
      ["is away from one table", ["alter table %s.outbox disable row level security"], own],
      ["has no policy for one table", policy("staff"), own],
      ["shows everything of one table", policy("reading", "using (true)"), own],
      [
        "has a second policy that is wider",
        ["create policy wider on %s.command for select using (exchange_id like 'tenant%')"],
        own
      ],
      ["does not know capitals", policy("consumer_case", `using (lower(exchange_id) = lower(${setting}))`), own],
      ["goes by the beginning of a name", policy("delegation", `using (exchange_id like ${setting} || '%')`), own],
      ["goes by a pattern", policy("employment", `using (exchange_id like ${setting})`), own],
      ["takes nobody for everybody", policy("agency", `using (exchange_id = ${setting} or ${setting} is null)`), none],
      [
        "takes nothing for everybody",
        policy("agent", `using (current_setting('${RowSecurity.setting}', true) = '' or exchange_id = ${setting})`),
        none
      ],
      ["trims names", policy("invitation", `using (exchange_id = trim(${setting}))`), none],
      [
        "looks at what is read alone",
        policy("agent", `using (exchange_id = ${setting}) with check (true)`),
        "nobody writes a row for another exchange"
      ],
      [
        "looks at rows that are there alone",
        policy("reading", `for select using (exchange_id = ${setting})`, "for insert with check (true)"),
        "nobody writes a row for another exchange"
      ],
      [
        "looks at what is written again no more",
        policy(
          "outbox",
          `for select using (true)`,
          `for insert with check (exchange_id = ${setting})`,
          "for update using (true) with check (true)"
        ),
        "nobody writes the rows of another exchange again"
      ],
      [
        "lets rows be given away",
        [
          ...policy("staff", `using (exchange_id = ${setting}) with check (true)`),
          "grant update on %s.staff to public"
        ],
        "nobody gives a row away to another exchange"
      ],
      [
        "lets rows be taken away",
        [
          "create policy taking on %s.transfer for all using (true) with check (false)",
          "grant delete on %s.transfer to public"
        ],
        "nobody takes away the rows of another exchange"
      ],
      ["does not bind the application", [], own, { application: "superuser" }],
      [
        "is told of an exchange for the whole session",
        [],
        "a connection carries no exchange to whoever borrows it next",
        { statement: ["$1, true)", "$1, false)"] }
      ],
      [
        "is away, and the journal is read of everybody",
        ["alter table %s.journal disable row level security"],
        "an exchange that has nothing finds nothing, and everything free, beside others that have it all",
        { statement: ["where exchange_id = $1 and position >", "where $1::text is not null and position >"] }
      ],
      [
        "has a key beside it that all exchanges share",
        ["create unique index agency_of_all on %s.agency (id)"],
        "an exchange that has nothing finds nothing, and everything free, beside others that have it all"
      ]
    ]

    for (const [fault, statements, name, wrong] of holes.filter(
      ([, , , of]) => of !== "server" || database.name === "server"
    ))
      it.live(`would break it when it ${fault}: "${name}"`, () =>
        Effect.scoped(
          Effect.gen(function* () {
            const schema = yield* fresh()
            for (const one of statements) yield* clients.superuser.unsafe(one.replaceAll("%s", schema))
            const place = yield* shared(database, clients, schema, typeof wrong === "object" ? wrong : {})
            const check = TenantContract.checks.find((one) => one.name === name) ?? assert.fail(`there is no ${name}`)
            const error = yield* Effect.flip(check.run(place))
            assert.strictEqual(error.check, name)
          })
        )
      )
  })
}
