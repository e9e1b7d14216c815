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
    it.live("leaves what its commands leave one by one, whoever is stopped where and whoever meets whom", () =>
      Effect.gen(function* () {
        const clients = yield* database.clients
        const scope = yield* Effect.scope
        const fresh = async () => {
          const layer = storeOver(database, clients, { schema: freshSchema() })
          const built = await Effect.runPromise(Layer.buildWithScope(layer, scope))
          return Context.get(built, Store)
        }
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
  })
