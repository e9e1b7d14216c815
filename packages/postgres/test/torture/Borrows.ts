/** B10: whatever a borrower of a connection did, and however that ended, the next one finds nothing of it. */
import { Store } from "@agencybook/application/Store"
import type { Disclosure } from "@agencybook/core/Disclosure"
import { read } from "@agencybook/core/Facts"
import * as PostgresStore from "@agencybook/postgres/PostgresStore"
import * as RowSecurity from "@agencybook/postgres/RowSecurity"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import { SqlClient } from "effect/sql/SqlClient"
import type { Address } from "../fixture/server.ts"
import { pool, schemaOn } from "./Ground.ts"
import { counting } from "./Report.ts"

/** What a connection carries from one borrower to the next. */
export interface Session {
  readonly exchange: string | null
  readonly role: string
  readonly user: string
}

/** The question what a connection carries. */
export const asked = `select nullif(current_setting('${RowSecurity.setting}', true), '') as exchange, current_setting('role') as role, current_user::text as user`

/** What the connection of a client carries. */
export const sessionOf = (sql: SqlClient) => Effect.map(sql.unsafe<Session>(asked), (rows) => rows[0] as Session)

const shown: Disclosure = {
  ...{ at: "2026-03-03T18:00:00.000Z" as never, actor: "agent/max", capability: "view-own-book", role: "agent" },
  ...{ purpose: "own", what: "book", about: {}, cases: ["c" as never], count: 1 }
}

/** Everything that a store is asked, ending in every way. */
export const uses: ReadonlyArray<(store: Store["Service"]) => Effect.Effect<unknown, unknown>> = [
  (store) => store.load([read("agent", "id", "a")]),
  (store) => store.load([read("agent", "id", "a"), read("case", "id", "c")]),
  (store) => store.snapshot((load) => load([read("agent", "id", "a")])),
  (store) =>
    store.disclose(({ load }) => Effect.map(load([read("agent", "id", "a")]), (answer) => ({ answer, shown }))),
  (store) => Effect.flip(store.disclose(() => Effect.succeed({ answer: 1, shown: { ...shown, actor: "\0" } }))),
  (store) => store.snapshot((_, { readings }) => readings({ _tag: "Actor", actor: "agent/max" }, { limit: 2 })),
  (store) => store.journal(0, 10),
  (store) => store.counts(),
  (store) => store.claim("2026-03-03T18:00:00.000Z" as never, 10, 1000),
  (store) => store.settle("n", "t", "sent"),
  (store) => store.transact((tx) => tx.load([read("agent", "id", "a")], { lock: true })),
  (store) => Effect.flip(store.transact(() => Effect.fail("refused"))),
  (store) => Effect.exit(store.transact(() => Effect.die("a bug"))),
  (store) => Effect.exit(store.load([{ ...read("agent", "id", "a"), index: "none" } as never])),
  (store) => Effect.exit(store.claim("no time at all" as never, 10, 1000)),
  (store) =>
    Effect.gen(function* () {
      const begun = yield* Deferred.make<void>()
      const body = Effect.andThen(Deferred.succeed(begun, undefined), Effect.never)
      const fiber = yield* Effect.forkChild(store.transact(() => body))
      yield* Deferred.await(begun)
      yield* Fiber.interrupt(fiber)
    }),
  // A transaction in a transaction, as a body does that asks the store instead of its transaction.
  (store) => store.transact(() => Effect.andThen(store.counts(), store.load([read("agent", "id", "a")])))
]

/** Everything beyond settings that a connection could carry: locks, tables of its own, channels, statements left open. */
const rest = `select (select count(*)::int from pg_locks where pid = pg_backend_pid() and locktype = 'advisory') as locks,
  (select count(*)::int from pg_class where relpersistence = 't') as tables,
  (select count(*)::int from pg_listening_channels()) as channels, (select count(*)::int from pg_cursors) as cursors,
  (select count(*)::int from pg_stat_activity where pid = pg_backend_pid() and xact_start <> query_start) as transactions,
  (select string_agg(name || '=' || setting, ',' order by name) from pg_settings where source = 'session') as settings`

/** Lets two exchanges borrow one connection in turn, in every way and with every ending. */
export const run = async (server: Address, borrows: number) => {
  const count = counting("B10", "what a connection carries from one borrower to the next")
  const open = await pool({ url: server.url, connections: 1 })
  const role = "torture_borrower"
  await Effect.runPromise(open.sql.unsafe(RowSecurity.createRole(role)))
  const schema = await schemaOn(open, role)
  const carried = () =>
    Effect.runPromise(
      Effect.map(
        Effect.all([sessionOf(open.sql), open.sql.unsafe<Record<string, unknown>>(rest)]),
        ([session, [more]]) => JSON.stringify({ ...session, ...more })
      )
    )
  const before = await carried()
  const stores = ["one", "other"].map((exchangeId) =>
    Effect.runSync(
      Effect.cached(
        Effect.scoped(
          Effect.map(
            Layer.build(
              PostgresStore.layer({ exchangeId, schema, role }).pipe(Layer.provide(Layer.succeed(SqlClient, open.sql)))
            ),
            (context) => Effect.runSync(Effect.provide(Store, context))
          )
        )
      )
    )
  )
  for (let n = 0; n < borrows; n++) {
    count.tried()
    const use = uses[n % uses.length] as (typeof uses)[number]
    const store = await Effect.runPromise(stores[n % 2] as (typeof stores)[number])
    await Effect.runPromise(Effect.exit(use(store)))
    const after = await carried()
    count.expect(after === before, `after use ${n % uses.length}: ${after} instead of ${before}`)
  }
  await open.close()
  return count.end()
}
