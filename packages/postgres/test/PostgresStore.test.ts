import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as PostgresStore from "@agencybook/postgres/PostgresStore"
import * as StoreContract from "@agencybook/testing/StoreContract"
import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import * as Scope from "effect/Scope"
import { SqlClient } from "effect/sql/SqlClient"
import { inject } from "vitest"
import * as BookTotals from "../src/BookTotals.ts"
import * as Embedded from "../src/Embedded.ts"
import { applicationRole, type Clients, type Database, databases, freshSchema, migrated } from "./databases.ts"
import { dying } from "./fixture/dying.ts"

// Other work of the machine is no fault of the store: only what does not end at all is one.
const patience = { deadlineMillis: 150_000 }

const capabilities: Readonly<Record<string, ReadonlyArray<StoreContract.Capability>>> = {
  // One session: transactions queue up behind each other.
  embedded: ["mortal", "proposing"],
  server: ["concurrent", "durable", "mortal", "proposing"]
}

/** A schema in which there is an exchange already. */
const besideAnother = async (database: Database, clients: Clients): Promise<string> => {
  const schema = freshSchema()
  const other = PostgresStore.layer({ exchangeId: "another", schema }).pipe(
    Layer.provide(Layer.succeed(SqlClient, clients.application))
  )
  await Effect.runPromise(
    Effect.andThen(migrated(database, clients, schema), Effect.provide(StoreContract.neighbour, other))
  )
  return schema
}

for (const database of databases) {
  describe(`the store on the ${database.name} database keeps the contract beside another exchange`, () => {
    const scope = Scope.makeUnsafe()
    let clients: Clients
    let schema: string
    beforeAll(async () => {
      clients = await Effect.runPromise(Effect.provideService(database.clients, Scope.Scope, scope))
      schema = await besideAnother(database, clients)
    })
    afterAll(() => Effect.runPromise(Scope.close(scope, Exit.void)))

    // Each check has an exchange of its own, beside those of the checks before it and the one that was there.
    for (const [n, check] of StoreContract.applicable(capabilities[database.name] ?? []).entries()) {
      it.live(`${check.promise} ${check.name}`, () =>
        Effect.suspend(() => {
          const options = { exchangeId: `test-${n}`, schema }
          const store = PostgresStore.layer(options).pipe(Layer.provide(Layer.succeed(SqlClient, clients.application)))
          const mortal = dying(clients.application, database.name, options)
          return StoreContract.against(check, store, { ...patience, dying: mortal })
        })
      )
    }
  })
}

describe("the store keeps the contract while the database keeps totals of its books", () => {
  const server = databases[1] as Database
  const scope = Scope.makeUnsafe()
  const schema = freshSchema()
  let clients: Clients
  beforeAll(async () => {
    clients = await Effect.runPromise(Effect.provideService(server.clients, Scope.Scope, scope))
    const install = BookTotals.install(schema, { role: applicationRole })
    await Effect.runPromise(
      Effect.andThen(migrated(server, clients, schema), Effect.provideService(install, SqlClient, clients.owner))
    )
  })
  afterAll(() => Effect.runPromise(Scope.close(scope, Exit.void)))

  // Without the outbox (C), which no book is in, and without what is rejected before a database hears of it. One session does
  // what the server does with one; who meets whom is what triggers can get wrong.
  const aboutRecords = StoreContract.applicable(["concurrent", "durable", "proposing"]).filter(
    ({ name, promise }) => promise.startsWith("B") && !name.includes("rejected")
  )
  for (const [n, check] of aboutRecords.entries())
    it.live(`${check.promise} ${check.name}`, () =>
      Effect.gen(function* () {
        const exchangeId = `test-${n}`
        const store = PostgresStore.layer({ exchangeId, schema }).pipe(
          Layer.provide(Layer.succeed(SqlClient, clients.application))
        )
        yield* StoreContract.against(check, store, { ...patience, largest: 2001 })
        const kept = BookTotals.make({ exchangeId, schema })
        const totals = yield* Effect.provideService(kept, SqlClient, clients.application)
        assert.strictEqual(yield* totals.drift(), 0)
      })
    )
})

describe("the store on an embedded database in a folder keeps what was written", () => {
  const folder = mkdtempSync(join(tmpdir(), "agencybook-durable-"))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const durable = StoreContract.applicable(["durable"]).filter(({ needs }) => needs === "durable")
  for (const [index, check] of durable.entries()) {
    it.live(`${check.promise} ${check.name}`, () =>
      StoreContract.against(
        check,
        PostgresStore.layer({ exchangeId: "test", migrate: true }).pipe(
          Layer.provide(
            Embedded.layer({
              directory: join(folder, String(index)),
              image: new Uint8Array(readFileSync(inject("image")))
            })
          )
        ),
        patience
      )
    )
  }
})
