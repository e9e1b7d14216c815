// Behind a pooler that gives each transaction another session the store does all that it does before a server.
import { Store } from "@agencybook/application/Store"
import * as PostgresStore from "@agencybook/postgres/PostgresStore"
import * as Server from "@agencybook/postgres/Server"
import * as StoreContract from "@agencybook/testing/StoreContract"
import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as Scope from "effect/Scope"
import { SqlClient } from "effect/sql/SqlClient"
import { inject } from "vitest"
import { databases, freshSchema, migrated } from "./databases.ts"
import * as Pooler from "./fixture/pooler.ts"
import { feed, household, roster } from "./fixture/roster.ts"

const scope = Scope.makeUnsafe()
const schema = freshSchema()
let pooler: Pooler.Pooler
let sql: SqlClient

const clientOf = (options: Omit<Server.Options, "url">, url: string) =>
  Effect.map(Layer.build(Server.layer({ ...options, url: Redacted.make(url) })), (context) =>
    Effect.runSync(Effect.provide(SqlClient, context))
  )

beforeAll(async () => {
  pooler = await Pooler.open(inject("application"), { sessions: 12 })
  const server = databases[1] as (typeof databases)[number]
  await Effect.runPromise(Effect.scoped(Effect.flatMap(server.clients, (clients) => migrated(server, clients, schema))))
  sql = await Effect.runPromise(
    Effect.provideService(clientOf({ connections: 40, transactionPooling: true }, pooler.url), Scope.Scope, scope)
  )
}, 60_000)
afterAll(async () => {
  await Effect.runPromise(Scope.close(scope, Exit.void))
  await pooler.close()
})

describe("the store behind a pooler of transactions keeps the contract", () => {
  for (const [n, check] of StoreContract.applicable(["concurrent", "durable", "proposing"]).entries())
    it.live(`${check.promise} ${check.name}`, () =>
      StoreContract.against(
        check,
        Layer.suspend(() =>
          PostgresStore.layer({ exchangeId: `test-${n}`, schema }).pipe(Layer.provide(Layer.succeed(SqlClient, sql)))
        ),
        { deadlineMillis: 150_000, largest: 2001 }
      )
    )

  it("with another session for every transaction", () => {
    const { moved, transactions } = pooler.served()
    assert.isAbove(transactions, 2_000)
    assert.isAbove(moved, transactions / 2)
  })
})

const asked = `select current_setting('statement_timeout') as statement, current_setting('lock_timeout') as lock, current_setting('idle_in_transaction_session_timeout') as idle`

describe("a server behind a pooler of transactions", () => {
  it.live("has its timeouts in every transaction, and leaves them to nobody", () =>
    Effect.gen(function* () {
      const timeouts = { statementTimeout: 7_000, lockTimeout: 3_000, idleTimeout: 6_000 }
      const own = yield* clientOf({ ...timeouts, connections: 1, transactionPooling: true }, pooler.url)
      const layer = PostgresStore.layer({ exchangeId: "timeouts", schema }).pipe(
        Layer.provide(Layer.succeed(SqlClient, own))
      )
      const store = yield* Effect.provide(Store, layer)
      for (let n = 0; n < 5; n++) {
        const inside = yield* store.transact(() => Effect.orDie(own.unsafe(asked)))
        assert.deepStrictEqual(inside, [{ statement: "7s", lock: "3s", idle: "6s" }])
        assert.deepStrictEqual(yield* own.unsafe(asked), [{ statement: "0", lock: "0", idle: "0" }])
      }
    }).pipe(Effect.scoped)
  )

  it("serves a portal", async () => {
    const portal = Server.portal({
      ...{ url: pooler.url, exchangeId: "portal", schema, connections: 2, transactionPooling: true },
      key: new Uint8Array(32)
    })
    try {
      assert.isTrue((await portal.execute(roster)).ok)
      for (let n = 0; n < 10; n++) {
        const command = { _tag: "RecordCases", entries: [household(n)] } as const
        assert.isTrue((await portal.execute({ id: `case-${n}`, actor: feed, command })).ok)
      }
      const book = await portal.book({ actor: { _tag: "Agent", agentId: "max" } }, { agencyId: "acme" })
      assert.isTrue(book.ok)
    } finally {
      await portal.close()
    }
  })

  it.live("refuses a client that was not told of the pooler", () =>
    Effect.gen(function* () {
      const own = yield* Effect.flip(
        Effect.flatMap(clientOf({ connections: 1 }, pooler.url), (one) => one.unsafe("select 1"))
      )
      assert.match(String(own), /unavailable|connect|reach/i)
    }).pipe(Effect.scoped)
  )

  it.live("would serve it without its timeouts, if it ignored what it does not know", () =>
    Effect.gen(function* () {
      const lenient = yield* Effect.acquireRelease(
        Effect.promise(() => Pooler.open(inject("application"), { sessions: 2, lenient: true })),
        (one) => Effect.promise(() => one.close())
      )
      const own = yield* clientOf({ connections: 1 }, lenient.url)
      assert.deepStrictEqual(yield* own.unsafe(asked), [{ statement: "0", lock: "0", idle: "0" }])
      // What one session has prepared another does not have.
      const again = yield* Effect.exit(
        Effect.forEach([1, 2, 3, 4], () => own.withTransaction(Effect.andThen(own`select 1`, own`select 2`)))
      )
      assert.isTrue(Exit.isFailure(again))
    }).pipe(Effect.scoped)
  )
})
