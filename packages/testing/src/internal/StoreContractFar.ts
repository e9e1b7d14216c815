/**
 * Checks of what is far away: far down a list, far from the first version, far behind what came to nothing.
 *
 * @since 0.1.0
 */
import { every, only, type Reading } from "@agencybook/application/Store"
import { read } from "@agencybook/core/Facts"
import * as Page from "@agencybook/core/Page"
import * as Effect from "effect/Effect"
import {
  broken,
  type Check,
  type CheckError,
  check,
  conflicts,
  outcomeOf,
  type Port,
  same
} from "./StoreContractCheck.ts"
import { base } from "./StoreContractPopulation.ts"
import { put } from "./StoreContractReading.ts"
import { at, certified, change, commit, disclosure, entity } from "./StoreContractRecords.ts"
import { loads, readers } from "./StoreContractWays.ts"

const numbers = (count: number) => Array.from({ length: count }, (_, n) => n)

// More than the thousand at which pages and parts of statements are likely to end.
const far = numbers(1_050)

const snapshot = <A>(store: Port, body: (here: Reading) => Effect.Effect<A, CheckError>) =>
  store.snapshot((_, here) => body(here))

const order = Effect.fnUntraced(function* (store: Port) {
  const changes = far.map((n) => change("enrollmentEntity", entity(n)))
  yield* put(store, commit("far", changes))
  const ids = changes.map(({ id }) => id).toSorted(Page.byCharacter)
  const positions = far.map((n) => n + 1)
  yield* snapshot(
    store,
    Effect.fnUntraced(function* ({ links, scan, tally, trail }) {
      for (const descending of [false, true]) {
        const found = yield* scan(every("enrollmentEntity", "id"), { descending, limit: 2_000 })
        yield* same(
          `a range of ${far.length}${descending ? ", descending" : ""}`,
          found.map(({ id }) => id),
          descending ? ids.toReversed() : ids
        )
      }
      // Every other of them is nobody's.
      const asked = far.map((n) => only("enrollmentEntity", "id", n % 2 === 0 ? `nobody-${n}` : `entity-${n}`))
      const counted = far.map((n) => (n % 2 === 0 ? 0 : 1))
      yield* same("counts, each in its place", yield* tally(asked), counted)
      const placed = (rows: ReadonlyArray<{ readonly position: number }>) => rows.map(({ position }) => position)
      yield* same("links", placed(yield* links(0, 2_000)), positions)
      yield* same("a trail", placed(yield* trail({ _tag: "All" }, { limit: 2_000 })), positions.toReversed())
    })
  )
  const rows = yield* store.journal(0, 2_000)
  yield* same(
    "rows",
    rows.map(({ position }) => position),
    positions
  )
})

const manyReadings = Effect.fnUntraced(function* (store: Port) {
  for (const n of far) yield* store.disclose(() => Effect.succeed({ answer: n, shown: disclosure(n) }))
  const found = yield* snapshot(store, ({ readings }) => readings({ _tag: "All" }, { limit: 2_000 }))
  yield* same(
    "entries, the latest first",
    found.map(({ at }) => at),
    far.map((n) => at(far.length - 1 - n))
  )
  // A book on one page.
  const cases = numbers(12_000).map((n) => `case-${n}` as never)
  const shown = disclosure(far.length, { cases, count: cases.length })
  yield* store.disclose(() => Effect.succeed({ answer: 1, shown }))
  const [last] = yield* snapshot(store, ({ readings }) => readings({ _tag: "All" }, { limit: 1 }))
  const { position: _, ...entry } = last ?? { position: 0 }
  yield* same("an entry of many cases", entry, shown)
})

const versions = Effect.fnUntraced(function* (store: Port) {
  // More than fit into a byte.
  const last = 260
  for (const n of numbers(last)) yield* put(store, commit(`step-${n}`, [change("enrollmentEntity", entity(1), n)]))
  for (const [way, load] of loads(store)) {
    const [found] = yield* load([read("enrollmentEntity", "id", "entity-1")])
    yield* same(`version, ${way}`, found?.version, last)
  }
  for (const [way, reading] of readers(store))
    yield* reading(({ scan }) =>
      Effect.flatMap(scan(every("enrollmentEntity", "id"), { limit: 9 }), ([found]) =>
        same(`version in a range, ${way}`, found?.version, last)
      )
    )
})

const proposing = (store: Port): NonNullable<Port["propose"]> =>
  store.propose ?? (() => broken("proposals", "a store that takes them", "none") as never)

const inVain = Effect.fnUntraced(function* (store: Port) {
  yield* put(store, commit("fill", base))
  const reads = [read("enrollmentEntity", "id", "entity-1")]
  const proposed = (name: string, n: number) => {
    const one = commit(name, [change("enrollmentEntity", entity(n, certified(at(n))))])
    return proposing(store)(() => Effect.succeed({ answer: n, write: { commit: one, basis: { reads, found: [] } } }))
  }
  yield* proposed("first", 1)
  for (const n of [2, 3, 4]) {
    yield* conflicts(`a basis that is another one, ${n}`, proposed(`in-vain-${n}`, n))
    yield* put(store, commit(`between-${n}`, [change("enrollmentEntity", entity(10 + n))]))
  }
  const positions = numbers(base.length + 4).map((n) => n + 1)
  const rows = yield* store.journal(0, 1_000)
  yield* same(
    "positions of rows",
    rows.map(({ position }) => position),
    positions
  )
  const { chained, last, trailed } = yield* snapshot(store, ({ ends, links, trail }) =>
    Effect.all({ chained: links(0, 1_000), last: ends(), trailed: trail({ _tag: "All" }, { limit: 1_000 }) })
  )
  yield* same(
    "positions of links",
    chained.map(({ position }) => position),
    positions
  )
  yield* same(
    "positions of a trail",
    trailed.map(({ position }) => position),
    positions.toReversed()
  )
  yield* same("position of the head", last.last?.position, positions.length)
})

const foundTwice = Effect.fnUntraced(function* (store: Port) {
  yield* put(store, commit("fill", base))
  const reads = [read("agent", "id", "agent-1", "agent-2"), read("agent", "certification", "Certified")]
  const one = commit("twice", [change("enrollmentEntity", entity(1))])
  const answer = proposing(store)(({ load }) =>
    Effect.map(load([...reads, ...reads]), (found) => ({
      answer: "written",
      write: { commit: one, basis: { reads: [...reads, ...reads], found } }
    }))
  )
  yield* same("a basis that finds a record by several questions", outcomeOf(yield* Effect.exit(answer)), "success")
  // Of nothing there is nothing to hold.
  for (const lock of [false, true])
    yield* same(`nothing, with lock ${lock}`, yield* store.transact((tx) => tx.load([], { lock })), [])
})

/** The checks of what is far away. @category laws */
export const checks: ReadonlyArray<Check> = [
  check("what is far down a long list stands in its place, in every way of reading", "B11", order),
  check("a thousand readings stand in their order, and one of a whole book has every case", "B11", manyReadings),
  check("a record is read with its version, however often it was written", "B5", versions),
  check("proposals that came to nothing leave no gap", "B14", inVain, { needs: "proposing" }),
  check("a basis that finds a record by several questions is what it is", "B5", foundTwice, { needs: "proposing" })
]
