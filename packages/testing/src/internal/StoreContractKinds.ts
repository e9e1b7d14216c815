/**
 * Checks of every kind of record: each is written on the version that was expected and on no other, and of two who want
 * what only one may have, one gets it, even while neither has ended.
 *
 * @since 0.1.0
 */
import type { Change, Commit } from "@agencybook/application/Store"
import * as Effect from "effect/Effect"
import { type Check, check, conflicts, outcomeOf, type Port, same } from "./StoreContractCheck.ts"
import { everyKind, takenOver } from "./StoreContractFollowing.ts"

import { put } from "./StoreContractReading.ts"
import * as Records from "./StoreContractRecords.ts"
import { keyed, picture, uniqueKeys } from "./StoreContractWriting.ts"

const { change, commit } = Records

/** One record of each kind. */
const oneOfEach: ReadonlyArray<Change> = everyKind.flatMap((kind) => {
  const one = takenOver.first.find((other) => other.kind === kind)
  return one === undefined ? [] : [one]
})

const on = ({ kind, record }: Change, expected: number): Change => change(kind, record as never, expected)

const versions = Effect.fnUntraced(function* (store: Port) {
  yield* put(store, commit("fill", takenOver.first))
  const next = (name: string, expected: number) =>
    commit(
      name,
      oneOfEach.map((one) => on(one, expected))
    )
  yield* put(store, next("again", 1))
  const seen = commit("seen", [...oneOfEach, ...takenOver.spare])
  const before = yield* picture(store, seen)
  const wrong = [
    ...oneOfEach.flatMap((one) => [
      ["that is new and exists", on(one, 0)] as const,
      ["of a version that is over", on(one, 1)] as const,
      ["of a version to come", on(one, 3)] as const
    ]),
    ...takenOver.spare.map((one) => ["that does not exist", on(one, 1)] as const)
  ]
  for (const [n, [about, one]] of wrong.entries())
    yield* conflicts(`${one.kind} ${about}`, put(store, commit(`wrong-${n}`, [one])))
  const after = yield* picture(store, seen)
  for (const part of ["records", "journal", "counts"] as const)
    yield* same(`${part} after what was refused`, after[part], before[part])
  yield* put(store, next("right", 2))
})

const lingering = Effect.repeat(Effect.yieldNow, { times: 4 })

/** Two transactions that have both given their commit before one of them ends, if the store lets them; whether the first won. */
const oneOfTwo = Effect.fnUntraced(function* (store: Port, about: string, ...both: readonly [Commit, Commit]) {
  const exits = yield* Effect.all(
    both.map((one) => Effect.exit(store.transact((tx) => Effect.andThen(tx.commit(one), lingering)))),
    { concurrency: "unbounded" }
  )
  yield* same(about, exits.map(outcomeOf).sort(), ["Conflict", "success"])
  return exits[0]?._tag === "Success"
})

const writers = Effect.fnUntraced(function* (store: Port) {
  yield* put(store, commit("fill", takenOver.first))
  for (const one of oneOfEach) {
    const next = (who: string) => commit(`${one.kind}-${who}`, [on(one, 1)])
    yield* oneOfTwo(store, `two who write one ${one.kind}`, next("first"), next("second"))
  }
  for (const one of takenOver.spare) {
    const made = (who: string) => commit(`${one.kind}-new-${who}`, [one])
    yield* oneOfTwo(store, `two who add one ${one.kind}`, made("first"), made("second"))
  }
  const again = (n: number) => commit("one-command", [], { second: n })
  yield* oneOfTwo(store, "two who carry out one command", again(1), again(2))
  const rows = (yield* store.counts()).journal
  yield* same("rows", rows, takenOver.first.length + oneOfEach.length + takenOver.spare.length)
})

const uniquesRaced = Effect.fnUntraced(function* (store: Port) {
  yield* put(store, commit("fill", keyed))
  let rows = keyed.length
  for (const [name, first, second, given] of uniqueKeys) {
    const firstWon = yield* oneOfTwo(
      store,
      `two who want one ${name}`,
      commit(`${name}-first`, [first]),
      commit(`${name}-second`, [second])
    )
    yield* same("rows", (yield* store.counts()).journal, rows + 1)
    // Both are there in the end, for what may refer to them.
    const both = firstWon ? [on(given, 1), second] : [on(given, 0)]
    yield* put(store, commit(`${name}-both`, both))
    rows += 1 + both.length
  }
})

const comesAndGoes = Effect.fnUntraced(function* (store: Port) {
  yield* put(store, commit("fill", keyed))
  for (const [name, first, second, given] of uniqueKeys) {
    const write = (what: string, one: Change, expected: number) =>
      put(store, commit(`${name}-${what}`, [on(one, expected)]))
    yield* write("without", given, 0)
    yield* write("comes", first, 1)
    yield* conflicts(`${name}, which came with a change`, write("taken", second, 0))
    yield* write("goes", given, 2)
    yield* same(`${name}, given up before`, outcomeOf(yield* Effect.exit(write("free", second, 0))), "success")
    yield* conflicts(`${name}, which has gone to another`, write("back", first, 3))
  }
})

/** The checks of every kind of record. @category laws */
export const checks: ReadonlyArray<Check> = [
  check("every kind of record is written on the version that was expected, and on no other", "B5", versions),
  check("of two who write one record at once, of whatever kind, one does", "B5", writers),
  check("of two who want one unique key at once, whichever it is, one gets it", "B4", uniquesRaced),
  check("a unique key that comes with a change is taken, and one that went with a change is free", "B4", comesAndGoes)
]
