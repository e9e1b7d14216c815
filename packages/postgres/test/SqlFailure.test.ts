import { inspect } from "node:util"
import { StoreError } from "@agencybook/application/Store"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { SqlClient } from "effect/sql/SqlClient"
import { ConnectionError, SqlError, UnknownError } from "effect/sql/SqlError"
import * as SqlFailure from "../src/SqlFailure.ts"
import { databases } from "./databases.ts"

const failureOf = (code: string, constraint?: string) =>
  SqlFailure.fromSqlError(
    new SqlError({
      reason: new UnknownError({
        cause: Object.assign(new Error("Key (licence)=(secret-value) already exists"), { code, constraint }),
        message: "secret-value",
        operation: "query"
      })
    })
  )

describe("SqlFailure", () => {
  const table: ReadonlyArray<readonly [code: string, reason: StoreError["reason"]["_tag"], retry: boolean]> = [
    ["40001", "Conflict", true],
    ["40P01", "Conflict", true],
    ["23505", "Conflict", true],
    ["23P01", "Conflict", true],
    ["55P03", "Unavailable", true],
    ["57014", "Unavailable", true],
    ["57P01", "Unavailable", true],
    ["57P02", "Unavailable", true],
    ["57P03", "Unavailable", true],
    ["08000", "Unavailable", true],
    ["08003", "Unavailable", true],
    ["08006", "Unavailable", true],
    ["08007", "Unavailable", true],
    ["25P02", "Unavailable", true],
    ["25P03", "Unavailable", true],
    ["53100", "Unavailable", true],
    ["53200", "Unavailable", true],
    ["53300", "Unavailable", true],
    ["23503", "Rejected", false],
    ["23514", "Rejected", false],
    ["22P02", "Rejected", false],
    ["XX000", "Rejected", false],
    ["28P01", "Unusable", false],
    ["3D000", "Unusable", false],
    ["42P01", "Unusable", false]
  ]
  for (const [code, reason, retry] of table) {
    it(`${code} is ${reason}${retry ? " and may be tried again" : ""}`, () => {
      const error = failureOf(code, "agent_licence")
      assert.strictEqual(error.reason._tag, reason)
      assert.strictEqual(error.isRetryable, retry)
      assert.notInclude(inspect(error, { depth: 10, showHidden: true }), "secret-value")
      assert.notInclude(JSON.stringify(error), "secret-value")
      assert.match(error.message, /^[a-z].*[^.]$/)
    })
  }

  it("a lost connection may be tried again", () => {
    const error = SqlFailure.fromSqlError(
      new SqlError({ reason: new ConnectionError({ cause: new Error("reset"), message: "reset", operation: "query" }) })
    )
    assert.isTrue(error.isRetryable)
  })

  it.effect("a failed rollback, which dies, is a failure of the store", () =>
    Effect.gen(function* () {
      const died = Effect.die(
        new SqlError({ reason: new ConnectionError({ cause: 1, message: "x", operation: "rollback" }) })
      )
      const error = yield* Effect.flip(SqlFailure.asStoreError(died))
      assert.isTrue(error instanceof StoreError && error.isRetryable)
    })
  )

  it.effect("a defect of the program stays a defect", () =>
    Effect.gen(function* () {
      const exit = yield* Effect.exit(SqlFailure.asStoreError(Effect.die(new Error("a bug"))))
      assert.strictEqual(exit._tag, "Failure")
      if (exit._tag === "Failure") assert.isTrue(exit.cause.reasons.every((reason) => reason._tag === "Die"))
    })
  )

  for (const { client, name } of databases) {
    it.live(`the ${name} database's own words about a violated key do not come through`, () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient
        yield* sql`create temp table person (name text constraint person_name unique)`
        const insert = sql`insert into person values (${"Rosalind Secret"})`
        yield* insert
        const error = yield* Effect.flip(SqlFailure.asStoreError(insert))
        assert.strictEqual(error.reason._tag, "Conflict")
        for (const shown of [inspect(error, { depth: 10 }), JSON.stringify(error), String(error)])
          assert.notInclude(shown, "Secret")
      }).pipe(Effect.provide(Layer.fresh(client())))
    )
  }
})
