/**
 * Checks of one commit for each transaction: a second one is refused, whatever came of the first, and nothing is written.
 *
 * @since 0.1.0
 */
import { type Commit, StoreError, type Transaction } from "@agencybook/application/Store"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import { type Check, check, outcomeOf, type Port, same } from "./StoreContractCheck.ts"
import { unwritable } from "./StoreContractEndings.ts"
import { base } from "./StoreContractPopulation.ts"
import { put } from "./StoreContractReading.ts"
import * as Records from "./StoreContractRecords.ts"
import { leavesNothing } from "./StoreContractWriting.ts"

const { change, commit, entity, notice } = Records

const good = (name: string, n: number): Commit =>
  commit(name, [change("enrollmentEntity", entity(n))], { notices: [notice(name, 0)] })

const second = good("second", 2)

/** Bodies that write a second time, the last of them as if nothing had happened. */
const bodies: ReadonlyArray<
  readonly [how: string, body: (tx: Transaction, first: Commit) => Effect.Effect<unknown, StoreError>]
> = [
  ["and hands on what comes of it", (tx, first) => Effect.andThen(Effect.exit(tx.commit(first)), tx.commit(second))],
  [
    "a turn later",
    (tx, first) =>
      Effect.exit(tx.commit(first)).pipe(Effect.andThen(Effect.yieldNow), Effect.andThen(tx.commit(second)))
  ],
  ["the same once more", (tx, first) => Effect.andThen(Effect.exit(tx.commit(first)), tx.commit(first))],
  [
    "and goes on as if nothing had happened",
    (tx, first) => Effect.andThen(Effect.exit(tx.commit(first)), Effect.exit(tx.commit(second)))
  ]
]

const oneEach = Effect.fnUntraced(function* (store: Port) {
  yield* put(store, commit("fill", base))
  const firsts: ReadonlyArray<readonly [string, Commit]> = [
    ["a commit that could be written", good("first", 1)],
    ...unwritable("first")
  ]
  for (const [what, first] of firsts)
    for (const [how, body] of bodies) {
      const about = `a body that commits after ${what}, ${how}`
      const known = what === "a taken command" ? [second] : [first, second]
      const run = store.transact((tx) => body(tx, first))
      yield* leavesNothing(
        store,
        about,
        known,
        run,
        Effect.fnUntraced(function* (attempt) {
          const exit = yield* Effect.exit(attempt)
          const error = exit._tag === "Failure" ? Cause.squash(exit.cause) : undefined
          // Tried again it would do the same again.
          const told = error instanceof StoreError ? { fails: true, again: error.isRetryable } : outcomeOf(exit)
          yield* same(about, told, { fails: true, again: false })
        })
      )
    }
  yield* put(store, second)
  yield* same("the next transaction writes", (yield* store.counts()).queued, 1)
})

/** The check of one commit for each transaction. @category laws */
export const checks: ReadonlyArray<Check> = [
  check("a transaction takes one commit: whoever commits again is refused, and nothing is written", "B5", oneEach)
]
