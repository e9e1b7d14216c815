// The run of a day on a database: the same as by hand, wherever it is stopped and whoever else runs it.
import { Store } from "@agencybook/application/Store"
import * as days from "@agencybook/testing/Days"
import { assert, describe, it } from "@effect/vitest"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as fc from "fast-check"
import { databases, freshSchema, storeOver } from "./databases.ts"

for (const database of databases)
  describe(`The run of a day (${database.name})`, () => {
    /** Makes stores of their own until the test is over. */
    const stores = Effect.gen(function* () {
      const clients = yield* database.clients
      const scope = yield* Effect.scope
      return async () => {
        const layer = storeOver(database, clients, { schema: freshSchema() })
        return Context.get(await Effect.runPromise(Layer.buildWithScope(layer, scope)), Store)
      }
    })

    it.live("leaves what its commands leave one by one, whoever is stopped where and whoever meets whom", () =>
      Effect.gen(function* () {
        const fresh = yield* stores
        yield* Effect.promise(() =>
          fc.assert(
            fc.asyncProperty(days.plans, async (plan) => {
              const { hand, reports, runs } = await days.left(plan, [await fresh(), await fresh()])
              assert.deepStrictEqual(runs, hand)
              for (const report of reports) assert.deepStrictEqual(report.ok && report.refusals, [])
            }),
            { numRuns: 3 }
          )
        )
      })
    )

    for (const { size, stops } of [
      { size: 500, stops: [] },
      { size: 3, stops: [{ call: 9, done: true }, undefined] },
      { size: 1, stops: [{ call: 30, done: false }] }
    ])
      it.live(
        `leaves and tells in pieces of ${size} what one command for all leaves and tells [TRF-07 DEL-23 CON-01]`,
        () =>
          Effect.gen(function* () {
            const fresh = yield* stores
            yield* Effect.promise(async () => {
              const [hand, runs] = [await fresh(), await fresh()]
              const missed = ["2026-03-07", "2026-03-14"].map((day) => ({ day, stops }))
              const left = await days.left({ chosen: [days.much], size, days: missed }, [hand, runs])
              assert.deepStrictEqual(left.runs, left.hand)
              const told = await days.notices(hand)
              assert.isAbove(told.length, 50)
              assert.deepStrictEqual(await days.notices(runs), told)
            })
          })
      )
  })
