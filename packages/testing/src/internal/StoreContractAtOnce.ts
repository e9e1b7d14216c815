/**
 * Checks of what is asked at once: everybody gets the answer to his own question, and nobody is forgotten who waits behind
 * many others.
 *
 * @since 0.1.0
 */
import { every, only } from "@agencybook/application/Store"
import { read } from "@agencybook/core/Facts"
import * as Effect from "effect/Effect"
import { type Check, type CheckError, check, type Port, same } from "./StoreContractCheck.ts"
import { base } from "./StoreContractPopulation.ts"
import { put } from "./StoreContractReading.ts"
import { at, certified, change, commit, disclosure, entity, notice } from "./StoreContractRecords.ts"
import { loads, readers, recalls } from "./StoreContractWays.ts"

const all = <A, E>(effects: ReadonlyArray<Effect.Effect<A, E>>) => Effect.all(effects, { concurrency: "unbounded" })

const numbers = (count: number) => Array.from({ length: count }, (_, n) => n)

const few = numbers(7)

type Load = (
  selections: ReadonlyArray<ReturnType<typeof read>>
) => Effect.Effect<ReadonlyArray<{ readonly id: string }>, CheckError>

const answers = Effect.fnUntraced(function* (store: Port) {
  yield* put(store, commit("fill", base))
  for (const n of few)
    yield* put(
      store,
      commit(`step-${n}`, [change("enrollmentEntity", entity(n))], { notices: [notice(`step-${n}`, 0)] })
    )
  const ids = (found: ReadonlyArray<{ readonly id: string }>) => found.map(({ id }) => id).join()
  const asked = (load: Load) =>
    all(few.map((n) => Effect.map(load([read("enrollmentEntity", "id", `entity-${n}`)]), ids)))
  const expected = few.map((n) => `entity-${n}`)
  for (const [way, load] of loads(store)) yield* same(`records asked for at once, ${way}`, yield* asked(load), expected)
  const bodies: ReadonlyArray<readonly [where: string, ask: Effect.Effect<ReadonlyArray<string>, CheckError>]> = [
    ["one transaction", store.transact((tx) => asked((some) => tx.load(some, { lock: false })))],
    ["one transaction, under lock", store.transact((tx) => asked((some) => tx.load(some, { lock: true })))],
    ["one snapshot", store.snapshot((load) => asked(load))],
    ...(store.propose === undefined
      ? []
      : [["one proposal", store.propose(({ load }) => Effect.map(asked(load), (answer) => ({ answer })))] as const])
  ]
  for (const [where, ask] of bodies) yield* same(`records asked for at once, in ${where}`, yield* ask, expected)
  for (const [way, reading] of readers(store))
    yield* reading(
      Effect.fnUntraced(function* ({ links, load, scan, tally, trail }) {
        const about = (what: string) => `${what} asked for at once, ${way}`
        yield* same(about("records"), yield* asked(load), expected)
        const ranges = few.map((n) => only("enrollmentEntity", "id", `entity-${n}`))
        yield* same(about("ranges"), (yield* all(ranges.map((one) => scan(one, { limit: 9 })))).map(ids), expected)
        const counted = yield* all([tally(ranges), tally([every("enrollmentEntity", "id")]), tally(ranges.slice(1))])
        yield* same(
          about("counts"),
          counted.map((some) => some.join()),
          [
            few.map(() => 1).join(),
            `${few.length}`,
            few
              .slice(1)
              .map(() => 1)
              .join()
          ]
        )
        const rows = yield* all(few.map((n) => trail({ _tag: "All" }, { before: base.length + n + 2, limit: 1 })))
        const positions = few.map((n) => base.length + n + 1)
        yield* same(
          about("rows of trails"),
          rows.map(([row]) => row?.position),
          positions
        )
        const chained = yield* all(positions.map((position) => links(position - 1, 1)))
        yield* same(
          about("links"),
          chained.map(([link]) => link?.position),
          positions
        )
      })
    )
  for (const [way, recall] of recalls(store))
    yield* same(
      `commands asked for at once, ${way}`,
      (yield* all(few.map((n) => recall(`step-${n}`)))).map((one) => (one as { commandId: string }).commandId),
      few.map((n) => `step-${n}`)
    )
  const known = yield* store.transact((tx) =>
    all(few.map((n) => tx.command(commit(`step-${n}`, []).command.commandId)))
  )
  yield* same(
    "commands asked for at once, in one transaction",
    known.map((one) => one?.commandId),
    few.map((n) => `step-${n}`)
  )
  const rows = yield* all(few.map((n) => store.journal(base.length + n, 1)))
  yield* same(
    "rows asked for at once",
    rows.map(([row]) => row?.commandId),
    few.map((n) => `step-${n}`)
  )
})

const channels = ["email", "letter"] as const
const outcomes = ["sent", "failed", "retry"] as const

const deliveries = Effect.fnUntraced(function* (store: Port) {
  const notices = numbers(12).map((n) => notice("mixed", n, { channel: n < 8 ? "email" : "letter" }))
  yield* put(store, commit("mixed", [], { notices }))
  const claimed = yield* all(channels.map((channel) => store.claim(at(1), 4, 60_000, channel)))
  for (const [n, some] of claimed.entries())
    yield* same(
      `notices by ${channels[n]} that are claimed beside another channel`,
      some.map(({ notice }) => notice),
      notices.filter(({ channel }) => channel === channels[n]).slice(0, 4)
    )
  const tokens = claimed.flat()
  const settled = yield* all(
    tokens.map(({ notice: { noticeId }, token }, n) => store.settle(noticeId, token, outcomes[n % 3] as "sent"))
  )
  yield* same(
    "settlings at once that were taken",
    settled,
    tokens.map(() => true)
  )
  const { failed, queued, sent } = yield* store.counts()
  yield* same("notices that were settled at once", { failed, queued, sent }, { failed: 3, queued: 6, sent: 3 })
  const over = tokens.flatMap(({ notice: { noticeId } }, n) => (n % 3 === 2 ? [] : [noticeId]))
  const left = yield* store.claim(at(100), 12, 1)
  yield* same(
    "notices that are not over",
    left.map(({ notice: { noticeId } }) => noticeId),
    notices.flatMap(({ noticeId }) => (over.includes(noticeId) ? [] : [noticeId]))
  )
})

// More than a pool of connections, a queue or a counter is likely to have places for.
const waiting = 150

const nobodyForgotten = Effect.fnUntraced(function* (store: Port) {
  const names = numbers(waiting)
  const one = (way: string, n: number) =>
    commit(
      `${way}-${n}`,
      [change("enrollmentEntity", { ...entity(n, certified(at(n))), entityId: `${way}-${n}` as never })],
      {
        notices: [notice(`${way}-${n}`, 0)]
      }
    )
  // Whoever takes a turn lets the others come.
  yield* all(names.map((n) => store.transact((tx) => Effect.andThen(Effect.yieldNow, tx.commit(one("written", n))))))
  if (store.propose !== undefined) {
    const { propose } = store
    const basis = { reads: [], found: [] }
    const answered = yield* all(
      names.map((n) =>
        propose(() => Effect.as(Effect.yieldNow, { answer: n, write: { commit: one("proposed", n), basis } }))
      )
    )
    yield* same("answers of proposals at once", answered, names)
  }
  const shown = yield* all(
    names.map((n) =>
      store.disclose(() =>
        Effect.as(Effect.yieldNow, { answer: n, shown: disclosure(n, { actor: `agent/agent-${n}` }) })
      )
    )
  )
  yield* same("answers that were noted at once", shown, names)
  const ways = store.propose === undefined ? ["written"] : ["written", "proposed"]
  const rows = ways.length * waiting
  const found = yield* store.load(ways.map((way) => read("enrollmentEntity", "id", ...names.map((n) => `${way}-${n}`))))
  const { journal, queued } = yield* store.counts()
  yield* same("records, rows and notices of commands at once", [found.length, journal, queued], [rows, rows, rows])
  // Who claims beside others may be given less than there is, but what nobody was given is free.
  const given = (yield* all(names.map(() => store.claim(at(200), 1, 60_000)))).flat()
  const rest = yield* store.claim(at(200), 2 * rows, 60_000)
  yield* same(
    "notices that were given to those who claimed at once, and then to one who came after them",
    [given.length + rest.length, new Set([...given, ...rest].map(({ notice }) => notice.noticeId)).size],
    [rows, rows]
  )
  const readings = yield* store.snapshot((_, here) => here.readings({ _tag: "All" }, { limit: 2 * waiting }))
  yield* same(
    "entries of readings at once",
    readings.map(({ actor }) => actor).sort(),
    names.map((n) => `agent/agent-${n}`).sort()
  )
})

/** The checks of what is asked at once. @category laws */
export const checks: ReadonlyArray<Check> = [
  check("questions that are asked at once have each its own answer", "B8", answers),
  check("claims of several channels and settlings at once are not mixed up", "C3", deliveries),
  check("who waits behind a hundred others is written and noted as they are", "B1", nobodyForgotten)
]
