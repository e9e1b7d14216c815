// Tables in parts, made by what the program prints: the store keeps its contract, and no part can be reached past the rules.
import * as Cli from "@agencybook/postgres/Cli"
import * as Doctor from "@agencybook/postgres/Doctor"
import * as PostgresStore from "@agencybook/postgres/PostgresStore"
import * as StoreContract from "@agencybook/testing/StoreContract"
import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import * as Scope from "effect/Scope"
import { SqlClient } from "effect/sql/SqlClient"
import pg from "pg"
import { inject } from "vitest"
import * as RowSecurity from "../src/RowSecurity.ts"
import { applicationRole, type Clients, databases, freshSchema } from "./databases.ts"
import { fill } from "./fixture/population.ts"

const parts = 3

const printed = async (schema: string): Promise<string> => {
  let text = ""
  const args = ["sql", "--schema", schema, "--role", applicationRole, "--partitions", String(parts)]
  const code = await Cli.run(args, {
    out: (more) => {
      text += more
    },
    err: () => undefined,
    environment: {}
  })
  assert.strictEqual(code, 0)
  return text
}

/** A schema in parts, made by its owner from the text alone. */
const made = async (): Promise<string> => {
  const schema = freshSchema()
  const client = new pg.Client(inject("owner"))
  await client.connect()
  try {
    await client.query(await printed(schema))
  } finally {
    await client.end()
  }
  return schema
}

const server = databases.find(({ name }) => name === "server") as (typeof databases)[number]

describe("tables in parts", () => {
  const scope = Scope.makeUnsafe()
  let clients: Clients
  let shared: string
  beforeAll(async () => {
    clients = await Effect.runPromise(Effect.provideService(server.clients, Scope.Scope, scope))
    shared = await made()
  })
  afterAll(() => Effect.runPromise(Scope.close(scope, Exit.void)))

  // Each check has an exchange of its own beside those of the others, in whichever part its name puts it.
  for (const [n, check] of StoreContract.applicable(["concurrent", "durable", "proposing"]).entries()) {
    it.live(`keep the contract: ${check.promise} ${check.name}`, () =>
      Effect.suspend(() => {
        const store = PostgresStore.layer({ exchangeId: `test-${n}`, schema: shared }).pipe(
          Layer.provide(Layer.succeed(SqlClient, clients.application))
        )
        return StoreContract.against(check, store, { deadlineMillis: 150_000, largest: 2001 })
      })
    )
  }

  it.live("hold an exchange in one part, and no other exchange is seen there by name", () =>
    Effect.gen(function* () {
      const schema = yield* Effect.promise(made)
      for (const exchange of ["one", "two", "three", "four", "five"])
        yield* fill(clients.superuser, schema, exchange, 0, 2)
      const lies = yield* clients.superuser.unsafe<{ exchange: string; part: string }>(
        `select distinct exchange_id as exchange, tableoid::regclass::text as part from ${schema}.delegation`
      )
      assert.strictEqual(lies.length, 5)
      assert.isAbove(new Set(lies.map(({ part }) => part)).size, 1)
      const [one] = lies
      const own = clients.owner
      // Row security binds the owner on a part as on the whole.
      const seen = yield* own.withTransaction(
        Effect.andThen(
          own.unsafe(`select set_config('${RowSecurity.setting}', 'nobody', true)`),
          own.unsafe(`select id from ${one?.part}`)
        )
      )
      assert.deepStrictEqual(seen, [])
      for (const part of ["journal", "journal_p0", "journal_p1", "journal_p2"]) {
        const refused = yield* Effect.flip(own.unsafe(`update ${schema}.${part} set actor = 'nobody'`))
        assert.match(String(refused.reason.cause ?? refused.message), /never written again|restrict/)
      }
      const denied = yield* Effect.flip(clients.application.unsafe(`select id from ${one?.part}`))
      assert.match(JSON.stringify(denied.reason), /42501/)
    })
  )

  it.live("are in order for the doctor, until a part is not", () =>
    Effect.gen(function* () {
      const schema = yield* Effect.promise(made)
      const examine = Effect.provideService(
        Doctor.examine({ schema, role: applicationRole }),
        SqlClient,
        clients.superuser
      )
      assert.deepStrictEqual((yield* examine).findings, [])
      yield* clients.owner.unsafe(`alter table ${schema}.agent_p1 disable row level security`)
      assert.deepStrictEqual(
        (yield* examine).findings.map(({ name, what }) => `${what} ${name}`),
        ["changed agent_p1.row security"]
      )
    })
  )
})
