// The contract has to reject the store on PostgreSQL, too, when a statement or a table of it is wrong.
import * as PostgresStore from "@agencybook/postgres/PostgresStore"
import * as StoreContract from "@agencybook/testing/StoreContract"
import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import * as Scope from "effect/Scope"
import { SqlClient } from "effect/sql/SqlClient"
import { type Clients, type Database, databases, freshSchema, migrated } from "./databases.ts"
import { rewritten } from "./fixture/rewritten.ts"
import { faults, type StatementFault } from "./fixture/statement-faults.ts"

const server = databases[1] as Database

describe("the contract rejects the store on PostgreSQL when", () => {
  const scope = Scope.makeUnsafe()
  let clients: Clients
  beforeAll(async () => {
    clients = await Effect.runPromise(Effect.provideService(server.clients, Scope.Scope, scope))
  })
  afterAll(() => Effect.runPromise(Scope.close(scope, Exit.void)))

  const broken = ({ beside, schema: spoil, statement }: StatementFault, seen: () => void) => {
    const schema = freshSchema()
    const other = PostgresStore.layer({ exchangeId: "another", schema }).pipe(
      Layer.provide(Layer.succeed(SqlClient, clients.application))
    )
    const made = Effect.andThen(
      Effect.andThen(
        migrated(server, clients, schema),
        beside === true ? Effect.provide(StoreContract.neighbour, other) : Effect.void
      ),
      spoil === undefined ? Effect.void : Effect.asVoid(clients.owner.unsafe(spoil.replaceAll("%s", schema)))
    )
    const rewrite = (text: string): string => {
      if (statement === undefined) return text
      const [from, to] = statement
      const inSchema = to.replaceAll("%s", schema)
      const other =
        typeof from === "string"
          ? text.replace(from.replaceAll("%s", schema), () => inSchema)
          : text.replace(from, inSchema)
      if (other !== text) seen()
      return other
    }
    return PostgresStore.layer({ exchangeId: "test", schema }).pipe(
      Layer.provide(Layer.succeed(SqlClient, rewritten(clients.application, rewrite))),
      Layer.provide(Layer.effectDiscard(made))
    )
  }

  for (const one of faults)
    it.live(`${one.fault}: "${one.check}"`, () =>
      Effect.gen(function* () {
        const check =
          StoreContract.checks.find(({ name }) => name === one.check) ?? assert.fail(`there is no check "${one.check}"`)
        let changed = one.statement === undefined
        const store = broken(one, () => {
          changed = true
        })
        const error = yield* Effect.flip(StoreContract.against(check, store))
        assert.isTrue(changed, "the statement is not there to be changed")
        assert.instanceOf(error, StoreContract.ContractViolation)
        // What another exchange has taken keeps a check from its first writing.
        if (one.beside === undefined || one.statement !== undefined)
          assert.notStrictEqual((error as StoreContract.ContractViolation).about, "the whole check", error.message)
      })
    )
})
