// Totals that the database keeps are, whatever happens, what the rules add up from the records.
import * as BookTotals from "@agencybook/postgres/BookTotals"
import * as Cli from "@agencybook/postgres/Cli"
import * as Doctor from "@agencybook/postgres/Doctor"
import * as Migrations from "@agencybook/postgres/Migrations"
import * as RowSecurity from "@agencybook/postgres/RowSecurity"
import { codeOf } from "@agencybook/postgres/SqlFailure"
import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as Scope from "effect/Scope"
import { SqlClient } from "effect/sql/SqlClient"
import pg from "pg"
import { inject } from "vitest"
import { applicationRole, type Clients, databases, freshSchema, migrated } from "./databases.ts"
import { differences } from "./fixture/counted.ts"
import { live } from "./fixture/life.ts"
import { fill } from "./fixture/population.ts"
import { rewritten } from "./fixture/rewritten.ts"

const slow = 400_000

type Harm = { readonly sql: string } | { readonly change: (text: string) => string }

/** What somebody could break, as SQL in which `s.` is the schema, or as a change to the functions of the profile. */
const faults: ReadonlyArray<readonly [what: string, harm: Harm]> = [
  ["a difference of the wrong sign", { change: (text) => text.replaceAll("-1 as sign", "1 as sign") }],
  [
    "a fold that counts twice",
    {
      change: (text) => text.replace("taken as (delete from", "taken as (select * from").replace(" returning *", "")
    }
  ],
  ["a fold that loses", { change: (text) => text.replaceAll(/ = t\.\w+ \+ excluded/g, " = excluded") }],
  [
    "requests that are not counted",
    { change: (text) => text.replaceAll("where state = 'Requested'", "where state = 'Nothing'") }
  ],
  ["frozen delegations that are left out", { change: (text) => text.replaceAll(", 'Frozen')", ")") }],
  ["no trigger on delegations that are made", { sql: "drop trigger totals_at_insert on s.delegation" }],
  ["no trigger on delegations that change", { sql: "drop trigger totals_at_update on s.delegation" }],
  ["no trigger on cases", { sql: "drop trigger totals_at_case on s.consumer_case" }],
  ["a trigger that is switched off", { sql: "alter table s.delegation disable trigger totals_at_update" }],
  ["a log that somebody emptied", { sql: "truncate s.book_delta" }]
]

for (const database of databases) {
  describe(`totals kept by the ${database.name} database`, () => {
    const scope = Scope.makeUnsafe()
    const worker = database.name === "embedded" ? RowSecurity.applicationRole : applicationRole
    let clients: Clients
    beforeAll(async () => {
      clients = await Effect.runPromise(Effect.provideService(database.clients, Scope.Scope, scope))
    })
    afterAll(() => Effect.runPromise(Scope.close(scope, Exit.void)))

    const asOwner = <A, E>(effect: Effect.Effect<A, E, SqlClient>) =>
      Effect.provideService(effect, SqlClient, clients.owner)
    const install = (schema: string) => asOwner(BookTotals.install(schema, { role: worker }))
    const remove = (schema: string) => asOwner(BookTotals.remove(schema))
    const totalsOf = (schema: string, exchangeId: string) =>
      Effect.provideService(BookTotals.make({ exchangeId, schema }), SqlClient, clients.application)
    const fresh = Effect.fnUntraced(function* () {
      const schema = freshSchema()
      yield* migrated(database, clients, schema)
      return schema
    })
    const wrong = Effect.fnUntraced(function* (schema: string, exchangeId: string) {
      const kept = yield* totalsOf(schema, exchangeId)
      const { found, ...size } = yield* differences(clients.superuser, schema, exchangeId, kept)
      // The profile's own look at itself says the same.
      const drift = yield* kept.drift()
      if (found.length === 0 && drift !== 0) found.push(`drift ${drift} where there is none`)
      return { found, drift, ...size }
    })
    const inExchange = <A, E>(sql: SqlClient, exchangeId: string, effect: Effect.Effect<A, E>) =>
      sql.withTransaction(
        Effect.andThen(sql.unsafe(`select set_config('${RowSecurity.setting}', $1, true)`, [exchangeId]), effect)
      )
    const rowsOf = (schema: string, table: string) =>
      Effect.map(
        clients.superuser.unsafe<{ n: number }>(`select count(*)::int as n from ${schema}.${table}`),
        ([row]) => row?.n ?? 0
      )

    it.live(
      "are what the rules add up, across folds, what is undone, and in two exchanges",
      () =>
        Effect.gen(function* () {
          const schema = yield* fresh()
          const east = yield* live(clients.application, schema, "east", 1)
          const west = yield* live(clients.application, schema, "west", 2)
          yield* east.go(25)
          // What was there before is counted at once.
          yield* install(schema)
          assert.isAbove(yield* rowsOf(schema, "book_total"), 0)
          const said: Array<string> = []
          let cases = 0
          let waiting = 0
          let still = 0
          let appended = 0
          // What happens is random, and the same every time: until something waited and something was frozen, at least twelve.
          for (let bunch = 0; bunch < 12 || (bunch < 60 && (waiting === 0 || still === 0)); bunch++) {
            const [one, other] = bunch % 3 === 2 ? [west, "west"] : [east, "east"]
            yield* one.go(30)
            appended += yield* rowsOf(schema, "book_delta")
            const kept = yield* totalsOf(schema, other)
            // What is undone leaves nothing, in neither table.
            const undone = yield* Effect.exit(
              inExchange(
                clients.application,
                other,
                Effect.gen(function* () {
                  yield* clients.application.unsafe(
                    `update ${schema}.delegation set version = version + 1, record = jsonb_set(record, '{state}', '{"_tag":"Declined","at":"2026-03-01T18:00:00.000Z"}') where state in ('Requested', 'Active')`
                  )
                  yield* clients.application.unsafe(`select ${schema}.fold_book(1000)`)
                  return yield* Effect.fail("undo")
                })
              )
            )
            assert.include(JSON.stringify(undone), "undo")
            if (bunch % 4 === 1) yield* kept.fold(3)
            if (bunch % 4 === 3) while ((yield* kept.fold(7)) > 0);
            for (const exchangeId of ["east", "west"]) {
              const { cases: some, found, frozen, requested } = yield* wrong(schema, exchangeId)
              cases = Math.max(cases, some)
              waiting = Math.max(waiting, requested)
              still = Math.max(still, frozen)
              said.push(...found.map((text) => `${exchangeId}, bunch ${bunch}: ${text}`))
            }
            assert.deepStrictEqual(said, [])
          }
          assert.isAbove(cases, 3)
          assert.isAbove(waiting, 0)
          assert.isAbove(still, 0)
          assert.isAbove(appended, 30)
          assert.isAbove(east.done(), 60)
          // Folding to the end leaves an empty log, and nobody else's totals.
          for (const exchangeId of ["east", "west"]) while ((yield* (yield* totalsOf(schema, exchangeId)).fold()) > 0);
          assert.strictEqual(yield* rowsOf(schema, "book_delta"), 0)
          assert.deepStrictEqual([(yield* wrong(schema, "east")).found, (yield* wrong(schema, "west")).found], [[], []])
          const nobody = yield* totalsOf(schema, "north")
          assert.deepStrictEqual(
            [(yield* nobody.figures({})).cases, yield* nobody.agents({}), yield* nobody.fold()],
            [0, [], 0]
          )
        }).pipe(Effect.scoped),
      slow
    )

    it.live(
      "count a policy that was over and runs again as one in force, as the rules do",
      () =>
        Effect.gen(function* () {
          const schema = yield* fresh()
          yield* install(schema)
          const { go } = yield* live(clients.application, schema, "east", 7)
          // Until there are some in books: what happens is random, and the same every time.
          const running = Effect.map(
            clients.superuser.unsafe<{ n: number }>(
              `select count(*)::int as n from ${schema}.consumer_case c join ${schema}.delegation d on d.case_id = c.id and d.exchange_id = c.exchange_id where c.record->'coverage'->>'state' = 'Reinstated' and d.state in ('Active', 'Frozen')`
            ),
            ([row]) => row?.n ?? 0
          )
          for (let bunch = 0; bunch < 12 && (yield* running) === 0; bunch++) yield* go(30)
          assert.isAbove(yield* running, 0)
          assert.deepStrictEqual((yield* wrong(schema, "east")).found, [])
          const forgetful = rewritten(clients.application, (text) =>
            text.replaceAll("in ('Effectuated', 'Reinstated')", "in ('Effectuated')")
          )
          const kept = yield* Effect.provideService(
            BookTotals.make({ exchangeId: "east", schema }),
            SqlClient,
            forgetful
          )
          assert.isNotEmpty((yield* differences(clients.superuser, schema, "east", kept)).found)
        }).pipe(Effect.scoped),
      slow
    )

    for (const [what, harm] of faults)
      it.live(
        `are found wrong with ${what}`,
        () =>
          Effect.gen(function* () {
            const schema = yield* fresh()
            const one = yield* live(clients.application, schema, "east", 3)
            yield* install(schema)
            const damage =
              "sql" in harm
                ? [harm.sql.replaceAll("s.", `${schema}.`)]
                : BookTotals.statements(schema).flatMap((text) =>
                    text.startsWith("create function") && harm.change(text) !== text
                      ? [harm.change(text).replace("create", "create or replace")]
                      : []
                  )
            assert.isNotEmpty(damage)
            const kept = yield* totalsOf(schema, "east")
            if (what.startsWith("a log")) yield* one.go(30)
            for (const text of damage) yield* clients.owner.unsafe(text)
            let found: ReadonlyArray<string> = []
            // What happens is random: until there is something to be found wrong.
            for (let bunch = 0; bunch < 60 && found.length === 0; bunch++) {
              yield* one.go(15)
              yield* kept.fold(20)
              yield* kept.fold(20)
              const seen = yield* wrong(schema, "east")
              found = seen.found
              assert.strictEqual(found.length > 0, seen.drift > 0)
            }
            assert.isNotEmpty(found)
          }).pipe(Effect.scoped),
        slow
      )

    it.live("are gone when they are removed, and counted anew when they come again", () =>
      Effect.gen(function* () {
        const schema = yield* fresh()
        const examined = Effect.provideService(Doctor.examine({ schema, role: worker }), SqlClient, clients.superuser)
        const one = yield* live(clients.application, schema, "east", 4)
        yield* install(schema)
        yield* install(schema)
        yield* one.go(10)
        assert.deepStrictEqual((yield* examined).findings, [])
        yield* remove(schema)
        yield* remove(schema)
        // What is left is what the migrations make, and no more.
        assert.deepStrictEqual((yield* examined).findings, [])
        const kept = yield* totalsOf(schema, "east")
        assert.match((yield* Effect.flip(kept.figures({}))).message, /\S/)
        yield* one.go(15)
        yield* install(schema)
        yield* one.go(15)
        assert.deepStrictEqual((yield* wrong(schema, "east")).found, [])
      }).pipe(Effect.scoped)
    )

    it.live("belong to their owner: the application reads them, has them folded, and does nothing else", () =>
      Effect.gen(function* () {
        const schema = yield* fresh()
        const examine = Effect.provideService(Doctor.examine({ schema, role: worker }), SqlClient, clients.superuser)
        yield* live(clients.application, schema, "east", 5)
        yield* install(schema)
        const { application, owner } = clients
        const working = <A, E>(effect: Effect.Effect<A, E>) =>
          inExchange(application, "east", Effect.andThen(application.unsafe(`set local role ${worker}`), effect))
        for (const table of ["book_delta", "book_total"])
          for (const text of [
            `insert into s.${table} (exchange_id) values ('east')`,
            `update s.${table} set cases = cases + 1`,
            `delete from s.${table}`,
            `truncate s.${table}`
          ]) {
            const refused = yield* Effect.flip(working(application.unsafe(text.replaceAll(/\bs\./g, `${schema}.`))))
            assert.strictEqual(codeOf(refused as never), "42501", text)
          }
        // Without an exchange there is nothing to see and nothing to fold; on a server the owner is bound too.
        const blind = yield* application.withTransaction(
          Effect.andThen(
            application.unsafe(`set local role ${worker}`),
            application.unsafe(`select * from ${schema}.book_total`)
          )
        )
        assert.deepStrictEqual(blind, [])
        assert.strictEqual(
          codeOf((yield* Effect.flip(application.unsafe(`select ${schema}.fold_book(5)`))) as never),
          "42501"
        )
        if (database.name === "server")
          assert.deepStrictEqual(yield* owner.unsafe(`select * from ${schema}.book_total`), [])
        // Nothing is left out without a word.
        assert.strictEqual(
          codeOf(
            (yield* Effect.flip(
              inExchange(owner, "east", owner.unsafe(`truncate ${schema}.delegation cascade`))
            )) as never
          ),
          "23001"
        )
        const kept = yield* totalsOf(schema, "east")
        for (const batch of [0, -1, 1.5, Number.NaN, 2_000_000])
          assert.match((yield* Effect.flip(kept.fold(batch))).message, /batch of a fold/)
        // The doctor says what was done to them.
        yield* clients.superuser.unsafe(`drop trigger totals_at_case on ${schema}.consumer_case`)
        yield* clients.superuser.unsafe(`alter table ${schema}.book_total no force row level security`)
        yield* clients.superuser.unsafe(`grant insert on ${schema}.book_delta to ${worker}`)
        assert.sameMembers(
          (yield* examine).findings.map(({ name, part, what }) => `${what} ${part} ${name}`),
          [
            "missing trigger consumer_case.totals_at_case",
            "changed row security book_total.row security",
            "extra privilege book_delta insert"
          ]
        )
      }).pipe(Effect.scoped)
    )

    it.live("are kept where there are steps only", () =>
      Effect.gen(function* () {
        const schema = freshSchema()
        assert.match((yield* Effect.flip(install(schema))).message, /run the migrations first/)
        assert.match((yield* Effect.flip(install("Bad Name"))).message, /schema is not allowed/)
        assert.match((yield* Effect.flip(remove("Bad Name"))).message, /schema is not allowed/)
        const named = asOwner(BookTotals.install(schema, { role: "none" }))
        assert.match((yield* Effect.flip(named)).message, /role is not allowed/)
      })
    )

    if (database.name === "server") {
      it.live(
        "are right after eight writers at once with two folders beside them",
        () =>
          Effect.gen(function* () {
            const schema = yield* fresh()
            yield* install(schema)
            const one = yield* live(clients.application, schema, "east", 6)
            const kept = yield* totalsOf(schema, "east")
            const over = yield* Deferred.make<void>()
            let folded = 0
            const fold = Effect.gen(function* () {
              while (!(yield* Deferred.isDone(over))) {
                folded += yield* kept.fold(5)
                yield* Effect.sleep("5 millis")
              }
            })
            const folders = yield* Effect.forkChild(Effect.all([fold, fold], { concurrency: "unbounded" }))
            // How much there is to fold beside them is a matter of what they come to do: they go on until it was enough.
            for (let round = 0; round < 20 && folded <= 40; round++)
              yield* Effect.all(
                Array.from({ length: 8 }, (_, who) => one.go(20, who)),
                { concurrency: "unbounded" }
              )
            yield* Deferred.succeed(over, undefined)
            yield* Fiber.join(folders)
            assert.isAbove(folded, 40)
            const { found } = yield* wrong(schema, "east")
            assert.deepStrictEqual(found, [])
            assert.isAbove(one.done(), 40)
          }).pipe(Effect.scoped),
        slow
      )

      /** What of a delegation is written while its case changes. */
      const writings = {
        "is given to another": "'{delegate,agentId}', to_jsonb($1::text)",
        "is accepted": '\'{state}\', \'{"_tag":"Active","from":"2026-03-02T18:00:00.000Z"}\'',
        ends: `'{state}', '{"_tag":"Ended","from":"2026-03-01T18:00:00.000Z","until":"2026-03-02T18:00:00.000Z","reason":"relinquished"}'`
      } as const

      /** One writes a delegation while another changes its case, in both orders. */
      const race = Effect.fnUntraced(function* (
        schema: string,
        how: keyof typeof writings,
        first: "delegation" | "case"
      ) {
        const sql = clients.application
        const [row] = yield* clients.superuser.unsafe<{ id: string; case_id: string; agent_id: string }>(
          `select id, case_id, agent_id from ${schema}.delegation d where exchange_id = 'east' and ${how === "is accepted" ? `state = 'Requested' and not exists (select from ${schema}.delegation o where o.exchange_id = d.exchange_id and o.case_id = d.case_id and o.state in ('Active', 'Frozen'))` : "state = 'Active'"} order by id limit 1`
        )
        assert.isDefined(row, how)
        const [other] = yield* clients.superuser.unsafe<{ id: string }>(
          `select id from ${schema}.agent where exchange_id = 'east' and id <> $1 order by id limit 1`,
          [row?.agent_id]
        )
        const writes = {
          delegation: sql.unsafe(
            `update ${schema}.delegation set version = version + 1, record = jsonb_set(record, ${writings[how]}) where exchange_id = 'east' and id = $2 and $1::text is not null`,
            [other?.id, row?.id]
          ),
          case: sql.unsafe(
            `update ${schema}.consumer_case set version = version + 1, record = jsonb_set(record, '{members}', '["QhpAptc","QhpAptc","MediCal"]'::jsonb || (record->'members')) where exchange_id = 'east' and id = $1`,
            [row?.case_id]
          )
        }
        const written = yield* Deferred.make<void>()
        const end = yield* Deferred.make<void>()
        const one = yield* Effect.forkChild(
          inExchange(
            sql,
            "east",
            Effect.gen(function* () {
              yield* writes[first]
              yield* Deferred.succeed(written, undefined)
              yield* Deferred.await(end)
            })
          )
        )
        yield* Deferred.await(written)
        const second = yield* Effect.forkChild(
          inExchange(sql, "east", writes[first === "case" ? "delegation" : "case"])
        )
        // Long enough for the second to have written, or to wait.
        yield* Effect.sleep("300 millis")
        yield* Deferred.succeed(end, undefined)
        yield* Fiber.join(one)
        yield* Fiber.join(second)
      })

      /** What is left out of the functions, and the race that is lost then. */
      const locks: ReadonlyArray<readonly [lock: string, how: keyof typeof writings, first: "delegation" | "case"]> = [
        ["for share of d", "is given to another", "delegation"],
        ["for share of d", "is given to another", "case"],
        ["for share of d", "ends", "case"],
        ["for share of c", "is accepted", "delegation"],
        ["for share of c", "is accepted", "case"]
      ]

      for (const [lock, how, first] of locks)
        it.live(
          `are right when a delegation ${how} while its case changes, ${first} first, and not without \`${lock}\``,
          () =>
            Effect.gen(function* () {
              const schema = yield* fresh()
              yield* live(clients.application, schema, "east", 7)
              yield* install(schema)
              // Two are merely asked for.
              yield* inExchange(
                clients.superuser,
                "east",
                clients.superuser.unsafe(
                  `update ${schema}.delegation set record = jsonb_set(record, '{state}', '{"_tag":"Requested","at":"2026-03-01T18:00:00.000Z"}') where id in (select id from ${schema}.delegation where state = 'Active' order by id desc limit 2)`
                )
              )
              yield* race(schema, how, first)
              assert.deepStrictEqual((yield* wrong(schema, "east")).found, [])
              for (const text of BookTotals.statements(schema))
                if (text.includes(lock))
                  yield* clients.owner.unsafe(text.replace("create", "create or replace").replaceAll(lock, ""))
              yield* race(schema, how, first)
              assert.isNotEmpty((yield* wrong(schema, "east")).found)
            }).pipe(Effect.scoped)
        )

      for (const statistics of ["what is there", "others"] as const)
        it.live(
          `look up cases and holders one by one, whatever the first statement of a session was, by statistics of ${statistics}`,
          () =>
            Effect.gen(function* () {
              const schema = yield* fresh()
              const sql = clients.superuser
              const rows = 1500
              const analyze = sql.unsafe(`analyze ${schema}.consumer_case, ${schema}.delegation`)
              if (statistics === "others") {
                for (const table of ["consumer_case", "delegation"])
                  yield* sql.unsafe(`alter table ${schema}.${table} set (autovacuum_enabled = off)`)
                for (let n = 0; n < 100; n++) yield* fill(sql, schema, `other-${n}`, 0, 9)
                yield* analyze
              }
              yield* fill(sql, schema, "east", 0, rows - 1)
              yield* install(schema)
              if (statistics === "what is there") yield* analyze
              const reads = (table: string) =>
                Effect.map(
                  sql.unsafe<{ seq: number; idx: number }>(
                    `select seq_scan::int as seq, idx_scan::int as idx from pg_stat_xact_user_tables where schemaname = $1 and relname = $2`,
                    [schema, table]
                  ),
                  ([row]) => [row?.seq ?? 0, row?.idx ?? 0] as const
                )
              const [cases, holders] = yield* inExchange(
                sql,
                "east",
                Effect.gen(function* () {
                  const moving = (where: string, to: number) =>
                    sql.unsafe(
                      `update ${schema}.delegation set version = version + 1, record = jsonb_set(record, '{delegate,agentId}', '"agent-${to}"') where exchange_id = 'east' and ${where}`
                    )
                  const recounting = (where: string, members: string) =>
                    sql.unsafe(
                      `update ${schema}.consumer_case set version = version + 1, record = jsonb_set(record, '{members}', '${members}') where exchange_id = 'east' and ${where}`
                    )
                  yield* moving("id = 'delegation-1'", 3)
                  yield* recounting("id = 'case-1'", '["MediCal"]')
                  const [seq, idx] = yield* reads("consumer_case")
                  yield* moving("true", 4)
                  const [seqAfter, idxAfter] = yield* reads("consumer_case")
                  const [seqOfHolders, idxOfHolders] = yield* reads("delegation")
                  yield* recounting("true", '["QhpAptc","Pending"]')
                  const [seqOfHoldersAfter, idxOfHoldersAfter] = yield* reads("delegation")
                  return [
                    [seqAfter - seq, idxAfter - idx],
                    [seqOfHoldersAfter - seqOfHolders, idxOfHoldersAfter - idxOfHolders]
                  ] as const
                })
              )
              // Never the whole table; a holder is looked up for what its case was and for what it is.
              assert.deepStrictEqual([cases[0], holders[0]], [0, 0])
              assert.deepStrictEqual([cases[1], holders[1]], [rows, 2 * rows])
              const [found] = yield* sql.unsafe<{ cases: number; members: number }>(
                `select sum(cases)::int as cases, sum(members)::int as members from (select * from ${schema}.book_total union all select exchange_id, agency_id, agent_id, carrier, metal, status, renewal, cases, members, covered, premium, aptc, unpaid, past_due, conditional, requested from ${schema}.book_delta) k where exchange_id = 'east' and agent_id = 'agent-4'`
              )
              assert.deepStrictEqual(found, { cases: rows, members: 2 * rows })
            }).pipe(Effect.scoped)
        )

      it.live("are folded without going through the log, of which statistics know nothing", () =>
        Effect.gen(function* () {
          const schema = yield* fresh()
          const sql = clients.superuser
          yield* install(schema)
          const row = (exchange: string) =>
            `select '${exchange}', 'agency-1', 'agent-1', '', '', '', '', 1, 1, 0, 0, 0, 0, 0, 0, 0`
          const add = (exchange: string, count: number) =>
            sql.unsafe(
              `insert into ${schema}.book_delta (exchange_id, agency_id, agent_id, carrier, metal, status, renewal, cases, members, covered, premium, aptc, unpaid, past_due, conditional, requested) select x.* from generate_series(1, ${count}), lateral (${row(exchange)}) x`
            )
          yield* sql.unsafe(`alter table ${schema}.book_delta set (autovacuum_enabled = off)`)
          for (let n = 0; n < 50; n++) yield* add(`other-${n}`, 2)
          yield* sql.unsafe(`analyze ${schema}.book_delta`)
          yield* add("east", 5000)
          const read = yield* inExchange(
            sql,
            "east",
            Effect.gen(function* () {
              const folded = yield* sql.unsafe<{ folded: number }>(`select ${schema}.fold_book(50) as folded`)
              assert.deepStrictEqual(folded, [{ folded: 50 }])
              const [of] = yield* sql.unsafe<{ count: number }>(
                `select (seq_tup_read + idx_tup_fetch)::int as count from pg_stat_xact_user_tables where schemaname = $1 and relname = 'book_delta'`,
                [schema]
              )
              return of?.count ?? 0
            })
          )
          // Each row once to be found and once to be deleted.
          assert.isAtMost(read, 200)
          assert.isAtLeast(read, 50)
        }).pipe(Effect.scoped)
      )

      it.live("are kept in tables in parts too, as the program prints them, until it prints their removal", () =>
        Effect.gen(function* () {
          const schema = freshSchema()
          const run = (...args: ReadonlyArray<string>) =>
            Effect.promise(async () => {
              let text = ""
              const out = (more: string) => {
                text += more
              }
              const code = await Cli.run(["sql", "--schema", schema, ...args], { out, err: out, environment: {} })
              assert.strictEqual(code, 0, text)
              const client = new pg.Client(inject("owner"))
              await client.connect()
              await client.query(text).finally(() => client.end())
            })
          const found = Effect.map(
            Effect.provideService(Doctor.examine({ schema, role: applicationRole }), SqlClient, clients.superuser),
            ({ findings }) => findings.map(Doctor.describe)
          )
          yield* run("--role", applicationRole, "--partitions", "3")
          const lives = yield* Effect.forEach(["east", "west", "north"], (exchangeId, n) =>
            live(clients.application, schema, exchangeId, 10 + n)
          )
          yield* run(
            ...["--from", String(Migrations.latest), "--role", applicationRole],
            ...["--partitions", "3", "--totals", "install"]
          )
          for (const one of lives) yield* one.go(15)
          for (const exchangeId of ["east", "west", "north"]) {
            yield* (yield* totalsOf(schema, exchangeId)).fold(4)
            assert.deepStrictEqual((yield* wrong(schema, exchangeId)).found, [])
          }
          assert.deepStrictEqual(yield* found, [])
          yield* run("--totals", "remove")
          assert.deepStrictEqual(yield* found, [])
        }).pipe(Effect.scoped)
      )

      it.live("refuse a case that is changed at a level that would not see its new holder", () =>
        Effect.gen(function* () {
          const schema = yield* fresh()
          yield* live(clients.application, schema, "east", 8)
          yield* install(schema)
          const sql = clients.application
          const refused = yield* Effect.flip(
            sql.withTransaction(
              Effect.gen(function* () {
                yield* sql`set transaction isolation level repeatable read`
                yield* sql.unsafe(`select set_config('${RowSecurity.setting}', 'east', true)`)
                yield* sql.unsafe(`update ${schema}.consumer_case set version = version + 1, record = record`)
              })
            )
          )
          assert.strictEqual(codeOf(refused as never), "0A000")
        }).pipe(Effect.scoped)
      )
    }
  })
}
