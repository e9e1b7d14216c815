import { randomBytes } from "node:crypto"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as PostgresStore from "@agencybook/postgres/PostgresStore"
import * as StoreContract from "@agencybook/testing/StoreContract"
import { afterAll, beforeAll, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import * as Scope from "effect/Scope"
import { SqlClient } from "effect/sql/SqlClient"
import { inject } from "vitest"
import * as Embedded from "../src/Embedded.ts"
import { databases } from "./databases.ts"

const capabilities: Readonly<Record<string, ReadonlyArray<StoreContract.Capability>>> = {
  // One session: transactions queue up behind each other.
  embedded: [],
  server: ["concurrent", "durable"]
}

const storeOver = (client: Layer.Layer<SqlClient, unknown>) =>
  PostgresStore.layer({ exchangeId: "test", schema: `t_${randomBytes(6).toString("hex")}`, migrate: true }).pipe(
    Layer.provide(client)
  )

for (const { client, name } of databases) {
  describe(`the store on the ${name} database keeps the contract`, () => {
    const scope = Scope.makeUnsafe()
    let shared: SqlClient
    beforeAll(async () => {
      const context = await Effect.runPromise(Layer.buildWithScope(client(), scope))
      shared = await Effect.runPromise(Effect.provide(SqlClient, context))
    })
    afterAll(() => Effect.runPromise(Scope.close(scope, Exit.void)))

    for (const check of StoreContract.applicable(capabilities[name] ?? [])) {
      it.live(`${check.promise} ${check.name}`, () =>
        Effect.suspend(() => StoreContract.against(check, storeOver(Layer.succeed(SqlClient, shared))))
      )
    }
  })
}

describe("the store on an embedded database in a folder keeps what was written", () => {
  const folder = mkdtempSync(join(tmpdir(), "agencybook-durable-"))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const durable = StoreContract.applicable(["durable"]).filter(({ needs }) => needs === "durable")
  for (const [index, check] of durable.entries()) {
    it.live(`${check.promise} ${check.name}`, () =>
      StoreContract.against(
        check,
        storeOver(
          Embedded.layer({
            directory: join(folder, String(index)),
            image: new Uint8Array(readFileSync(inject("image")))
          })
        )
      )
    )
  }
})
