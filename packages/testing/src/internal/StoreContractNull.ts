/**
 * The check of null: kept beside what is absent, or refused, and never taken for it.
 *
 * No record, event, notice or entry of the rules has a field that may be null; what is not there is absent. A store sees
 * plain data all the same, and what it takes it has to give back: a store of a later version, or the records of a host
 * that writes nulls, must not be changed without a word.
 *
 * @since 0.1.0
 */
import { read } from "@agencybook/core/Facts"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import { type Check, check, outcomeOf, type Port, same } from "./StoreContractCheck.ts"
import { kept } from "./StoreContractFidelity.ts"
import { put } from "./StoreContractReading.ts"
import { agency, agent, change, commit, notice } from "./StoreContractRecords.ts"

const nulls = { none: null, deep: { none: null, one: 1 }, list: [null, { none: null }, null] }

const keepsNull = Effect.fnUntraced(function* (store: Port) {
  const changes = [change("agency", agency(1, nulls as never)), change("agent", agent(1, nulls as never))]
  const written = commit("null", changes, { notices: [notice("null", 0, { params: nulls as never })] })
  const exit = yield* Effect.exit(put(store, written))
  if (Exit.isSuccess(exit)) return yield* kept(store, "fields that are null", written, 0)
  yield* same("how null is refused", ["Unkept", "Rejected"].includes(outcomeOf(exit)), true)
  yield* same("records after null was refused", yield* store.load([read("agency", "id", "agency-1")]), [])
  yield* same("rows after null was refused", yield* store.journal(0, 10), [])
})

/** The check of null. @category laws */
export const checks: ReadonlyArray<Check> = [
  check("what is null is read as null, or the whole is refused", "B11", keepsNull)
]
