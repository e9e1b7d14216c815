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
import { inject } from "vitest"
import * as Embedded from "../src/Embedded.ts"
import { type Clients, databases, storeOver } from "./databases.ts"

const capabilities: Readonly<Record<string, ReadonlyArray<StoreContract.Capability>>> = {
  // One session: transactions queue up behind each other.
  embedded: ["proposing"],
  server: ["concurrent", "durable", "proposing"]
}

for (const database of databases) {
  describe(`the store on the ${database.name} database keeps the contract`, () => {
    const scope = Scope.makeUnsafe()
    let clients: Clients
    beforeAll(async () => {
      clients = await Effect.runPromise(Effect.provideService(database.clients, Scope.Scope, scope))
    })
    afterAll(() => Effect.runPromise(Scope.close(scope, Exit.void)))

    for (const check of StoreContract.applicable(capabilities[database.name] ?? [])) {
      it.live(`${check.promise} ${check.name}`, () =>
        Effect.suspend(() => StoreContract.against(check, storeOver(database, clients)))
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
        PostgresStore.layer({ exchangeId: "test", migrate: true }).pipe(
          Layer.provide(
            Embedded.layer({
              directory: join(folder, String(index)),
              image: new Uint8Array(readFileSync(inject("image")))
            })
          )
        )
      )
    )
  }
})
