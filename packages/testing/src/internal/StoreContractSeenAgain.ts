/**
 * A check of what is remembered too long: everything that can be asked is asked after each way of writing, without any other
 * way of writing in between.
 *
 * @since 0.1.0
 */
import { every, type Reading } from "@agencybook/application/Store"
import { read, write } from "@agencybook/core/Facts"
import * as Effect from "effect/Effect"
import { type Check, type CheckError, check, type Port, same } from "./StoreContractCheck.ts"
import { put } from "./StoreContractReading.ts"
import * as Records from "./StoreContractRecords.ts"

const { at, certified, change, commit, disclosure, entity, notice } = Records

/** How often each way of writing was gone so far. */
interface Gone {
  readonly written: number
  readonly sent: number
  readonly shown: number
}

type Question = readonly [about: string, ask: Effect.Effect<unknown, CheckError>, answer: (gone: Gone) => unknown]

// Asked anew each time: a store may look at what it remembers when it is asked, and not when its answer is waited for.
const anew = (ask: () => Effect.Effect<unknown, CheckError>): Effect.Effect<unknown, CheckError> => Effect.suspend(ask)

const size = <E>(all: Effect.Effect<ReadonlyArray<unknown>, E>) => Effect.map(all, ({ length }) => length)

const byId = read("enrollmentEntity", "id", ...Array.from({ length: 30 }, (_, n) => `entity-${n}`))
const byKey = read("enrollmentEntity", "certification", "Certified")

const parts: ReadonlyArray<
  readonly [
    about: string,
    ask: (reading: Reading) => Effect.Effect<unknown, CheckError>,
    answer: (gone: Gone) => unknown
  ]
> = [
  ["a range", ({ scan }) => size(scan(every("enrollmentEntity", "id"), { limit: 99 })), ({ written }) => written],
  ["a count", ({ tally }) => tally([every("enrollmentEntity", "certification")]), ({ written }) => [written]],
  ["the trail", ({ trail }) => size(trail({ _tag: "All" }, { limit: 99 })), ({ written }) => written],
  ["links", ({ links }) => size(links(0, 99)), ({ written }) => written],
  ["the head", ({ ends }) => Effect.map(ends(), ({ last }) => last?.position ?? 0), ({ written }) => written],
  ["readings", ({ readings }) => size(readings({ _tag: "All" }, { limit: 99 })), ({ shown }) => shown]
]

/** Everything that is asked without a transaction: whatever makes a store forget when one ends is not gone through. */
const questionsTo = ({ counts, journal, load, snapshot }: Port): ReadonlyArray<Question> => [
  ["counts", anew(counts), ({ sent, written }) => ({ journal: written, queued: written - sent, sent, failed: 0 })],
  ["rows", anew(() => size(journal(0, 99))), ({ written }) => written],
  ["records", anew(() => size(load([byId]))), ({ written }) => written],
  ["records by an index", anew(() => size(load([byKey]))), ({ written }) => written],
  [
    "records of several questions",
    anew(() => Effect.map(load([byId, byKey]), (found) => new Set(found.map(({ id }) => id)).size)),
    ({ written }) => written
  ],
  ["records in a snapshot", anew(() => snapshot((look) => size(look([byId])))), ({ written }) => written],
  ...parts.map(([about, ask, answer]): Question => [about, anew(() => snapshot((_, reading) => ask(reading))), answer])
]

const seenAgain = Effect.fnUntraced(function* (store: Port) {
  const gone = { written: 0, sent: 0, shown: 0 }
  const next = () =>
    commit(`gone-${gone.written}`, [change("enrollmentEntity", entity(gone.written, certified(at(gone.written))))], {
      notices: [notice(`gone-${gone.written}`, 0)]
    })
  const { propose } = store
  const ways: ReadonlyArray<readonly [string, Effect.Effect<unknown, CheckError>]> = [
    ["a transaction", Effect.suspend(() => put(store, next())).pipe(Effect.tap(Effect.sync(() => gone.written++)))],
    ...(propose === undefined
      ? []
      : [
          [
            "a proposal",
            Effect.suspend(() => {
              const one = next()
              const reads = [write("enrollmentEntity", "id", `entity-${gone.written}`)]
              return propose((look) =>
                Effect.map(look.load(reads), (found) => ({
                  answer: undefined,
                  write: { commit: one, basis: { reads, found } }
                }))
              )
            }).pipe(Effect.tap(Effect.sync(() => gone.written++)))
          ] as const
        ]),
    [
      "a settling",
      Effect.gen(function* () {
        const [one] = yield* store.claim(at(1000 * (gone.sent + 1)), 1, 1)
        yield* store.settle(one?.notice.noticeId ?? "none", one?.token ?? "none", "sent")
        gone.sent++
      })
    ],
    [
      "a reading that is noted",
      Effect.suspend(() => store.disclose(() => Effect.succeed({ answer: 1, shown: disclosure(gone.shown) }))).pipe(
        Effect.tap(Effect.sync(() => gone.shown++))
      )
    ]
  ]
  const questions = questionsTo(store)
  yield* ways[0]?.[1] ?? Effect.void
  for (const round of [1, 2, 3])
    for (const [way, run] of ways) {
      for (const [about, ask, answer] of questions)
        yield* same(`${about}, before ${way} of round ${round}`, yield* ask, answer(gone))
      yield* run
      for (const [about, ask, answer] of questions.toReversed())
        yield* same(`${about}, after ${way} of round ${round}`, yield* ask, answer(gone))
    }
})

/** The check of what is remembered too long. @category laws */
export const checks: ReadonlyArray<Check> = [
  check(
    "what one way of writing changes is seen by whoever had asked before, before any other is gone",
    "B8",
    seenAgain
  )
]
