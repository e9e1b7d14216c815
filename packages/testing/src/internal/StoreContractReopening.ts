/**
 * Checks of a store that is opened again: it goes on as if it had never been closed, in all that it holds others to.
 *
 * What the second part has to know of the first stands in the outcome of a command, which the store keeps as well.
 *
 * @since 0.1.0
 */
import * as JournalChain from "@agencybook/application/JournalChain"
import { type Commit, every, type Head } from "@agencybook/application/Store"
import * as Effect from "effect/Effect"
import { chainOf, contentsOf, isWhole } from "./StoreContractChain.ts"
import { type Check, check, conflicts, type Port, same, sameMembers } from "./StoreContractCheck.ts"
import { everyIndex, keyAt, select } from "./StoreContractFollowing.ts"
import { population } from "./StoreContractPopulation.ts"
import { put } from "./StoreContractReading.ts"
import * as Records from "./StoreContractRecords.ts"

const { at, change, commit, disclosure, entity, household, notice } = Records

// Neither the order of their names nor that of their times is the order in which they came.
const noticeNames = ["c9", "c1", "c5", "c3"]
const queued = noticeNames.map((noticeId, n) =>
  commit(`queued-${noticeId}`, [], { second: 50 - n, notices: [notice("queued", 0, { noticeId })] })
)
const first = commit("first", population, { provenance: { onBehalfOf: "agent-1" }, second: 1 })
const again = commit(
  "again",
  population.map(({ kind, record }) => change(kind, record as never, 1)),
  { second: 2, command: { fingerprint: "print of a long while ago", outcome: '{"kept": true}' } }
)
const written: ReadonlyArray<Commit> = [first, again, ...queued]

interface Noted {
  readonly stale: string
  readonly token: string
  readonly first: Head
}

const note = (store: Port, n: number) =>
  store.disclose(() => Effect.succeed({ answer: n, shown: disclosure(n, { actor: `agent/agent-${n}` }) }))

const before = Effect.fnUntraced(function* (store: Port) {
  for (const one of written) yield* put(store, one)
  // The first is claimed twice, the second has failed, and the others wait.
  const [one, two] = yield* store.claim(at(100), 2, 1000)
  yield* store.settle(two?.notice.noticeId ?? "", two?.token ?? "", "failed")
  const [latest] = yield* store.claim(at(200), 1, 1000)
  for (const n of [1, 2, 3]) yield* note(store, n)
  const { ends } = yield* chainOf(store)
  const noted: Noted = { stale: one?.token ?? "", token: latest?.token ?? "", first: ends.first }
  yield* put(store, commit("noted", [], { command: { outcome: JSON.stringify(noted) } }))
})

const after = Effect.fnUntraced(function* (store: Port) {
  const known = yield* store.transact((tx) => tx.command("noted" as never))
  const { first: beginning, stale, token }: Noted = JSON.parse(known?.outcome ?? "{}")
  for (const one of written) {
    const found = yield* store.transact((tx) => tx.command(one.command.commandId))
    yield* same(`the command ${one.command.commandId}`, found, { ...one.command, events: one.events })
    yield* conflicts(`that command once more`, put(store, { ...one, changes: [], events: [], notices: [] }))
  }
  yield* store.snapshot(
    Effect.fnUntraced(function* (load, { scan }) {
      for (const { index, kind } of everyIndex) {
        const present = again.changes.filter((one) => one.kind === kind)
        const keyed = present.flatMap((one) => {
          const key = keyAt(kind, index, one.record)
          return key === undefined ? [] : [{ key, told: `${one.id} of version 2` }]
        })
        const told = (all: ReadonlyArray<{ readonly id: string; readonly version: number }>) =>
          all.map(({ id, version }) => `${id} of version ${version}`)
        const all = keyed.map((one) => one.told)
        const found = yield* load([select(kind, index, Array.from(new Set(keyed.map(({ key }) => key))))])
        yield* sameMembers(`${kind} by ${index}`, told(found), all)
        yield* sameMembers(
          `${kind} by ${index}, in its order`,
          told(yield* scan(every(kind, index as "id"), { limit: 999 })),
          all
        )
      }
    })
  )
  const chain = yield* chainOf(store)
  yield* isWhole("the journal", chain)
  yield* same("its beginning", chain.ends.first, beginning)
  yield* same("what it says", chain.links.map(JournalChain.contentOf), contentsOf(written))
  const theCase = (expected: number) => change("case", household(1), expected)
  yield* conflicts("a version that is over", put(store, commit("over", [theCase(1)])))
  yield* conflicts("a record that is there", put(store, commit("there", [theCase(0)])))
  const taken = household(900, { caseNumber: household(1).caseNumber })
  yield* conflicts("a unique key that is taken", put(store, commit("taken", [change("case", taken)])))
  yield* same("a claim that is over", yield* store.settle("c9", stale, "sent"), false)
  yield* same("a claim of nobody's", yield* store.settle("c9", "nobody's", "sent"), false)
  yield* same("the latest claim", yield* store.settle("c9", token, "retry"), true)
  const claimed = yield* store.claim(at(300), 9, 1000)
  yield* same(
    "what waits, in the order in which it came, and since when",
    claimed.map(({ attempts, notice, queuedAt }) => [notice.noticeId, queuedAt, attempts]),
    [
      ["c9", at(50), 3],
      ["c5", at(48), 1],
      ["c3", at(47), 1]
    ]
  )
  // No token is given out twice, whoever has one of before.
  for (const { notice } of claimed)
    for (const old of [stale, token])
      yield* same(`${notice.noticeId} with a token of before`, yield* store.settle(notice.noticeId, old, "sent"), false)
  const { failed, queued, sent } = yield* store.counts()
  yield* same("notices", { failed, queued, sent }, { failed: 1, queued: 3, sent: 0 })
  yield* note(store, 4)
  const readings = yield* store.snapshot((_, here) => here.readings({ _tag: "All" }, { limit: 9 }))
  yield* same(
    "who has read, the latest first",
    readings.map(({ actor }) => actor),
    [4, 3, 2, 1].map((n) => `agent/agent-${n}`)
  )
  const positions = readings.map(({ position }) => position)
  yield* same(
    "places of readings",
    positions,
    Array.from(new Set(positions)).toSorted((a, b) => b - a)
  )
  yield* put(store, commit("goes-on", [theCase(2), change("enrollmentEntity", entity(900))]))
  yield* isWhole("the journal that goes on", yield* chainOf(store))
})

/** The checks of a store that is opened again. @category laws */
export const checks: ReadonlyArray<Check> = [
  check("a store that is opened again goes on as if it had not been closed", "B1", before, {
    needs: "durable",
    reopened: after
  })
]
