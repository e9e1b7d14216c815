/**
 * A check of who looks while a transaction is not over: whether he waits for its end or not, he sees nothing of it.
 *
 * @since 0.1.0
 */
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import { type Check, check, outcomeOf, type Port, pause, same } from "./StoreContractCheck.ts"
import { looks } from "./StoreContractMishaps.ts"
import { put } from "./StoreContractReading.ts"
import * as Records from "./StoreContractRecords.ts"

const { at, change, commit, entity, notice } = Records

const open = Effect.fnUntraced(function* (store: Port) {
  const first = commit("first", [change("enrollmentEntity", entity(1)), change("enrollmentEntity", entity(2))], {
    notices: [notice("first", 0)]
  })
  yield* put(store, first)
  const ways = looks(store)
  const before: Array<unknown> = []
  for (const [, look] of ways) before.push(yield* look)
  const changes = [
    change("enrollmentEntity", entity(3)),
    change("enrollmentEntity", entity(1, { _tag: "Registered", since: at(9) }), 1)
  ]
  const undone = commit("undone", changes, { notices: [notice("undone", 0)], second: 9 })
  const written = yield* Deferred.make<void>()
  const over = yield* Deferred.make<void>()
  const writer = yield* Effect.forkChild(
    Effect.exit(
      store.transact((tx) =>
        tx
          .commit(undone)
          .pipe(
            Effect.andThen(Deferred.succeed(written, undefined)),
            Effect.andThen(Deferred.await(over)),
            Effect.andThen(Effect.fail("undone in the end"))
          )
      )
    )
  )
  yield* Effect.raceFirst(Deferred.await(written), Fiber.join(writer))
  const lookers: Array<Fiber.Fiber<unknown, unknown>> = []
  for (const [, look] of ways) lookers.push(yield* Effect.forkChild(look))
  yield* pause(30)
  yield* Deferred.succeed(over, undefined)
  yield* same("the writer", outcomeOf(yield* Fiber.join(writer)), "failure of undone in the end")
  for (const [n, [place]] of ways.entries()) {
    const seen = yield* Effect.exit(Fiber.join(lookers[n] as Fiber.Fiber<unknown, unknown>))
    yield* same(
      `${place}, while a transaction is not over`,
      seen._tag === "Success" ? seen.value : outcomeOf(seen),
      before[n]
    )
  }
})

/** The check of who looks while a transaction is not over. @category laws */
export const checks: ReadonlyArray<Check> = [
  check("who looks while a transaction is not over sees nothing of it, in any way of looking", "B8", open)
]
