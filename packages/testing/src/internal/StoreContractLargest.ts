/**
 * A check of the largest size: whatever number of rows a store stops at, if it is less than `Largest`, is noticed here.
 *
 * Everything is written by a few commits and asked for in one question for each way of reading, so that it takes seconds.
 *
 * @since 0.1.0
 */
import { type Commit, every, only } from "@agencybook/application/Store"
import { read } from "@agencybook/core/Facts"
import { type Event, refOf } from "@agencybook/core/Record"
import * as Effect from "effect/Effect"
import { type Check, check, Largest, type Port, same } from "./StoreContractCheck.ts"
import { put } from "./StoreContractReading.ts"
import * as Records from "./StoreContractRecords.ts"
import { loads, readers, recalls } from "./StoreContractWays.ts"

const { acting, at, certified, change, commit, disclosure, entity, household, notice } = Records

const largest = Effect.fnUntraced(function* (store: Port) {
  const many = yield* Largest
  const numbers = Array.from({ length: many }, (_, n) => n)
  const used = (n: number): Event => ({ _tag: "ActingUsed", actingId: acting(n).actingId, at: at() })
  const notices = numbers.map((n) => notice("largest", n))
  const first = commit(
    "largest",
    numbers.map((n) => change("enrollmentEntity", entity(n, certified(at(1))))),
    { events: numbers.map(used), notices }
  )
  yield* put(store, first)

  const count = (about: string, found: { readonly length: number }, expected = many) =>
    same(`${about} of ${expected}`, found.length, expected)
  const reads = [read("enrollmentEntity", "id", ...numbers.map((n) => `entity-${n}`))]
  // What is written again rests on all of it, and is proposed where a store takes proposals.
  const again: Commit = commit(
    "again",
    numbers.map((n) => change("enrollmentEntity", entity(n), 1)),
    { events: numbers.map(used), notices: numbers.map((n) => notice("again", n)) }
  )
  yield* count("records that were written once", yield* store.load(reads))
  yield* store.propose?.(
    Effect.fnUntraced(function* (look) {
      const found = yield* look.load(reads)
      yield* count("records that are looked at to propose", found)
      return { answer: found.length, write: { commit: again, basis: { reads, found } } }
    })
  ) ?? put(store, again)

  const rows = 2 * many
  const byKey = [read("enrollmentEntity", "certification", "Certified")]
  for (const [way, load] of loads(store)) {
    const found = yield* load(reads)
    yield* count(
      `records that were written twice, ${way}`,
      found.filter(({ version }) => version === 2)
    )
  }
  yield* count("records by one key", yield* store.load(byKey))
  yield* same("rows and notices that are counted", yield* store.counts(), {
    journal: rows,
    queued: 2 * many,
    sent: 0,
    failed: 0
  })
  const journal = yield* store.journal(0, 2 * rows)
  yield* count("rows of the journal", journal, rows)
  const about = journal.map(({ event }) => refOf(event).id).join()
  yield* same(
    "whom the rows are about, in order",
    about === [...first.events, ...again.events].map((one) => refOf(one).id).join(),
    true
  )
  for (const [way, recall] of recalls(store)) {
    const known = (yield* recall("largest")) as { readonly events: ReadonlyArray<Event> } | undefined
    yield* count(`events of a command, ${way}`, known?.events ?? [])
  }
  const shown = disclosure(1, { cases: numbers.map((n) => household(n).caseId), count: many })
  yield* store.disclose(() => Effect.succeed({ answer: 1, shown }))
  for (const [way, reading] of readers(store))
    yield* reading(
      Effect.fnUntraced(function* ({ ends, links, readings, scan, tally, trail }) {
        const all = every("enrollmentEntity", "id")
        const found = yield* scan(all, { limit: 2 * many })
        yield* count(`records of a range, ${way}`, found)
        const backwards = yield* scan(every("enrollmentEntity", "certification"), { limit: 2 * many, descending: true })
        yield* count(`records of a range of an index, backwards, ${way}`, backwards)
        const ranges = [
          all,
          every("enrollmentEntity", "certification"),
          only("enrollmentEntity", "certification", "Certified")
        ]
        yield* same(`counts of ranges, ${way}`, yield* tally(ranges), [many, many, many])
        yield* count(`rows of a trail, ${way}`, yield* trail({ _tag: "All" }, { limit: many }))
        yield* count(`links, ${way}`, yield* links(many, rows))
        yield* same(`the head, ${way}`, (yield* ends()).last?.position, rows)
        const caseId = household(many - 1).caseId
        const [kept] = yield* readings({ _tag: "Case", caseId, held: [] }, { limit: 9 })
        yield* count(`cases that a reading has shown, ${way}`, kept?.cases ?? [])
      })
    )
  const claimed = yield* store.claim(at(1), 4 * many, 1000)
  yield* same(
    "notices, in order",
    claimed.map((one) => one.notice.noticeId).join() ===
      [...notices, ...again.notices].map((one) => one.noticeId).join(),
    true
  )
  yield* count("notices", claimed, 2 * many)
  const last = claimed.at(-1)
  yield* same(
    "the last one is settled",
    yield* store.settle(last?.notice.noticeId ?? "", last?.token ?? "", "sent"),
    true
  )
})

/** The check of the largest size. @category laws */
export const checks: ReadonlyArray<Check> = [
  check("of tens of thousands nothing is left out, in any way of writing or reading", "B11", largest, { patience: 4 })
]
