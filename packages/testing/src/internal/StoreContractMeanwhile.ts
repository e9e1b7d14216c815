/**
 * Checks of what is written meanwhile: whatever index of whatever kind was looked in, what appears there is not overlooked,
 * and what was found stays as it was found.
 *
 * @since 0.1.0
 */
import type { Change, Commit, Transaction } from "@agencybook/application/Store"
import { read, type Selection } from "@agencybook/core/Facts"
import type { Event, Kind } from "@agencybook/core/Record"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import {
  broken,
  type Check,
  type CheckError,
  check,
  conflicts,
  outcomeOf,
  type Port,
  pause,
  same
} from "./StoreContractCheck.ts"
import { everyIndex, everyKind, keyAt, select, takenOver } from "./StoreContractFollowing.ts"
import { put } from "./StoreContractReading.ts"
import * as Records from "./StoreContractRecords.ts"

const { acting, at, change, commit, entity } = Records

const event: Event = { _tag: "ActingUsed", actingId: acting(1).actingId, at: at(5) }

/** A step of one record: what it was, or nothing, and what it becomes. */
interface Move {
  readonly before: Change | undefined
  readonly after: Change
}

/** Every step of every record, one after the other, and at last a new record of each kind. */
const moves: ReadonlyArray<Move> = [
  ...takenOver.steps.flat().map((after) => ({
    before: takenOver.first.find(({ id, kind }) => kind === after.kind && id === after.id),
    after
  })),
  ...takenOver.last.map((after) => ({ before: undefined, after }))
]

const keyBefore = (index: string, { after, before }: Move) => before && keyAt(after.kind, index, before.record)
const keyAfter = (index: string, { after }: Move) => keyAt(after.kind, index, after.record)

/** What a step means to an index: under which key something appears or goes. */
const meanings = {
  appears: (index: string, move: Move) =>
    keyAfter(index, move) === keyBefore(index, move) ? undefined : keyAfter(index, move),
  goes: (index: string, move: Move) =>
    keyAfter(index, move) === keyBefore(index, move) ? undefined : keyBefore(index, move)
} as const

interface Asked {
  readonly what: keyof typeof meanings | "changes"
  readonly kind: Kind
  readonly index: string
  readonly key: string
}

/** For each step what is asked about it: of every index, each thing that can happen there once. */
const asked: ReadonlyArray<ReadonlyArray<Asked>> = (() => {
  const known = new Set<string>()
  return moves.map((move) => {
    const { kind } = move.after
    return everyIndex.flatMap(({ index, kind: of }) => {
      if (of !== kind) return []
      return (Object.keys(meanings) as ReadonlyArray<keyof typeof meanings>).flatMap((what): ReadonlyArray<Asked> => {
        const key = meanings[what](index, move)
        const name = `${what} ${kind} ${index}`
        if (key === undefined || known.has(name)) return []
        known.add(name)
        return [{ what, kind, index, key }]
      })
    })
  })
})()

const missed = everyIndex.filter(
  ({ index, kind }) => !asked.flat().some((one) => one.what === "appears" && one.kind === kind && one.index === index)
)

const proposing = (store: Port): NonNullable<Port["propose"]> =>
  store.propose ?? (() => broken("proposals", "a store that takes them", "none") as never)

/** A commit that leaves a row: about a record that is new, or about none. */
const told = (name: string, n: number): Commit =>
  n % 2 === 0 ? commit(name, [], { events: [event] }) : commit(name, [change("enrollmentEntity", entity(5000 + n))])

/** After all steps, records that are written once more as they are, and for every index a key that one of them has. */
const touched: { readonly changes: ReadonlyArray<Change>; readonly asked: ReadonlyArray<Asked> } = (() => {
  const all = [...takenOver.then, ...takenOver.last]
  const found = everyIndex.flatMap(({ index, kind }) => {
    const one = all.find((other) => other.kind === kind && keyAt(kind, index, other.record) !== undefined)
    return one === undefined ? [] : [{ one, kind, index, key: keyAt(kind, index, one.record) ?? "" }]
  })
  return {
    changes: Array.from(new Set(found.map(({ one }) => one)), ({ kind, record, version }) =>
      change(kind, record as never, version)
    ),
    asked: found.map(({ index, key, kind }) => ({ what: "changes", kind, index, key }))
  }
})()

const bases = Effect.fnUntraced(function* (store: Port) {
  yield* same("indexes in which nothing appears", missed, [])
  yield* same("indexes in which nothing changes", touched.asked.length, everyIndex.length)
  yield* put(store, commit("fill", takenOver.first))
  const steps = [
    ...moves.map(({ after }, n) => ({ questions: asked[n] ?? [], changes: [after] })),
    { questions: touched.asked, changes: touched.changes }
  ]
  for (const [n, { changes, questions }] of steps.entries()) {
    const reads = questions.map(({ index, key, kind }) => select(kind, index, [key]))
    const found = yield* Effect.forEach(reads, (one) => store.load([one]))
    yield* put(store, commit(`step-${n}`, changes))
    for (const [place, { index, kind, what }] of questions.entries()) {
      const basis = { reads: reads.slice(place, place + 1), found: found[place] ?? [] }
      const one = told(`proposed-${n}-${place}`, place)
      yield* conflicts(
        `a proposal that looked for ${kind} by ${index}, where something ${what}`,
        proposing(store)(() => Effect.succeed({ answer: 1, write: { commit: one, basis } }))
      )
    }
  }
  const written = takenOver.first.length + moves.length + touched.changes.length
  yield* same("rows", (yield* store.counts()).journal, written)
})

// Somebody whom the store keeps waiting is waited for no longer than this.
const patience = 20

/** Runs `other` once `body` has come to its middle, and lets `body` go on when that has ended or has to wait. */
const between = Effect.fnUntraced(function* (
  store: Port,
  body: (tx: Transaction, middle: Effect.Effect<void>) => Effect.Effect<unknown, CheckError>,
  other: Commit
) {
  const reached = yield* Deferred.make<void>()
  const goOn = yield* Deferred.make<void>()
  const middle = Effect.andThen(Deferred.succeed(reached, undefined), Deferred.await(goOn))
  const first = yield* Effect.forkChild(Effect.exit(store.transact((tx) => body(tx, middle))))
  yield* Effect.raceFirst(Deferred.await(reached), Fiber.join(first))
  const second = yield* Effect.forkChild(Effect.exit(put(store, other)))
  yield* Effect.raceFirst(Fiber.join(second), pause(patience))
  yield* Deferred.succeed(goOn, undefined)
  const outcome = outcomeOf(yield* Fiber.join(first))
  return { outcome, other: outcomeOf(yield* Fiber.join(second)) }
})

const there = read("case", "id", "case-8")

type Looks = (tx: Transaction, one: Selection) => Effect.Effect<unknown, CheckError>

/** Ways of looking for something, with what else is looked for. */
const looks: ReadonlyArray<Looks> = [
  (tx, one) => tx.load([one], { lock: true }),
  (tx, one) => tx.load([there, one], { lock: true }),
  (tx, one) => tx.load([one, there], { lock: true }),
  (tx, one) => tx.load([{ ...one, keys: ["no-such", ...one.keys] }], { lock: true }),
  (tx, one) => tx.load([{ ...one, keys: [...one.keys, "no-such"], lock: "write" }], { lock: true }),
  (tx, one) => Effect.andThen(tx.load([one], { lock: true }), tx.load([there], { lock: true })),
  (tx, one) => Effect.andThen(tx.load([there], { lock: true }), tx.load([one], { lock: true })),
  (tx, one) => Effect.andThen(tx.load([one], { lock: true }), tx.load([there], { lock: false }))
]

const appearing = Effect.fnUntraced(function* (store: Port) {
  yield* same("indexes in which nothing appears", missed, [])
  yield* put(store, commit("fill", takenOver.first))
  let turn = 0
  for (const [n, { after, before }] of moves.entries()) {
    const some = (asked[n] ?? []).filter(({ what }) => what === "appears")
    // As often as something is asked about it the record goes there, and back.
    let version = before === undefined ? 0 : 1
    for (const [place, { index, key, kind }] of some.entries()) {
      turn += 1
      // What was new is from then on what it was among the population.
      const back = before ?? takenOver.spare.find((one) => one.kind === kind)
      if (place > 0 && back !== undefined) {
        yield* put(store, commit(`back-${n}-${place}`, [change(back.kind, back.record as never, version)]))
        version += 1
      }
      const other = commit(`move-${n}-${place}`, [change(after.kind, after.record as never, version)])
      const one = told(`looked-${n}-${place}`, turn)
      const looked = looks[turn % looks.length] as Looks
      const ended = yield* between(
        store,
        (tx, middle) => Effect.andThen(looked(tx, select(kind, index, [key])), Effect.andThen(middle, tx.commit(one))),
        other
      )
      const about = `a transaction that looked for ${kind} by ${index}, where something appears`
      if (ended.outcome !== "success") yield* same(about, ended.outcome, "Conflict")
      if (ended.other === "success") {
        const { journal } = yield* store.counts()
        const order = (yield* store.journal(journal - 2, 2)).map(({ commandId }) => commandId as string)
        if (ended.outcome === "success") yield* same(about, order, [one.command.commandId, other.command.commandId])
      } else yield* put(store, other)
      version += 1
    }
    if (some.length === 0) yield* put(store, commit(`move-${n}`, [after]))
  }
})

const held = Effect.fnUntraced(function* (store: Port) {
  yield* put(store, commit("fill", takenOver.first))
  for (const kind of everyKind) {
    const one = takenOver.first.find((other) => other.kind === kind)
    if (one === undefined) continue
    const next = (who: string) => commit(`${kind}-${who}`, [change(one.kind, one.record as never, 1)])
    const ended = yield* between(
      store,
      (tx, middle) =>
        Effect.andThen(
          tx.load([select(kind, "id", [one.id])], { lock: true }),
          Effect.andThen(middle, tx.commit(next("holder")))
        ),
      next("other")
    )
    yield* same(`who holds ${kind}, and who wants to write it`, ended, { outcome: "success", other: "Conflict" })
  }
})

/** The checks of what is written meanwhile. @category laws */
export const checks: ReadonlyArray<Check> = [
  check("what appears, goes or changes where a proposal looked, by whatever index, makes it a conflict", "B5", bases, {
    needs: "proposing"
  }),
  check("what appears where a transaction looked, by whatever index, is not overlooked", "B4", appearing, {
    needs: "concurrent"
  }),
  check("a record that is held, of whatever kind, is written by nobody else", "B4", held, { needs: "concurrent" })
]
