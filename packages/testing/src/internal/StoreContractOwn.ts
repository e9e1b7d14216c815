/**
 * A check that what is found is its finder's own: whatever he does to it, the next one finds what was written.
 *
 * @since 0.1.0
 */
import * as Effect from "effect/Effect"
import { type Check, check, type Port, same } from "./StoreContractCheck.ts"
import { looks } from "./StoreContractMishaps.ts"
import { put } from "./StoreContractReading.ts"
import * as Records from "./StoreContractRecords.ts"
import { spoil } from "./StoreContractWhole.ts"

const { change, commit, disclosure, entity, notice } = Records

const own = Effect.fnUntraced(function* (store: Port) {
  const changes = [change("enrollmentEntity", entity(1)), change("enrollmentEntity", entity(2))]
  yield* put(store, commit("first", changes, { notices: [notice("first", 0)] }))
  yield* store.disclose(() => Effect.succeed({ answer: 1, shown: disclosure() }))
  const ways = looks(store)
  const first: Array<unknown> = []
  for (const [, look] of ways) first.push(structuredClone(yield* look))
  for (const [n, [place, look]] of ways.entries()) {
    spoil(yield* look)
    yield* same(`${place} after a reader changed his own`, yield* look, first[n])
  }
  // Nor does any other way of looking know of it.
  for (const [n, [place, look]] of ways.entries())
    yield* same(`${place} after all readers changed their own`, yield* look, first[n])
})

/** The check of what is its finder's own. @category laws */
export const checks: ReadonlyArray<Check> = [
  check("what is found is its finder's own, in every way of looking", "B11", own)
]
