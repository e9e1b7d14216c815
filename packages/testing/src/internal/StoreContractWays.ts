/**
 * Checks of ways of reading: whichever is taken, it gives what was written, each record once, and gives it at once.
 *
 * @since 0.1.0
 */
import { type Commit, placeIn, type Reading, range, type Versioned } from "@agencybook/application/Store"
import * as Dates from "@agencybook/core/CalendarDate"
import { read, type Selection } from "@agencybook/core/Facts"
import * as Page from "@agencybook/core/Page"
import { type Kind, keyOf, kinds, refOf } from "@agencybook/core/Record"
import * as Effect from "effect/Effect"
import { type Check, type CheckError, check, type Port, pause, same, show } from "./StoreContractCheck.ts"
import { population } from "./StoreContractPopulation.ts"
import { put } from "./StoreContractReading.ts"
import * as Records from "./StoreContractRecords.ts"

const { at, certified, change, commit, entity, notice } = Records

const everyKind = Object.keys(kinds) as ReadonlyArray<Kind>

type Load = (selections: ReadonlyArray<Selection>) => Effect.Effect<ReadonlyArray<Versioned>, CheckError>

/** Every way of finding records, with its name. @category constructors */
export const loads = (store: Port): ReadonlyArray<readonly [way: string, load: Load]> => [
  ["alone", store.load],
  ["under lock", (all) => store.transact((tx) => tx.load(all, { lock: true }))],
  ["in a transaction without locks", (all) => store.transact((tx) => tx.load(all, { lock: false }))],
  ["in a snapshot", (all) => store.snapshot((load) => load(all))],
  ["among the parts of a snapshot", (all) => store.snapshot((_, { load }) => load(all))],
  [
    "where the reading is noted",
    (all) => store.disclose(({ load }) => Effect.map(load(all), (answer) => ({ answer })))
  ],
  ...(store.propose === undefined
    ? []
    : [
        [
          "for a proposal",
          (all: ReadonlyArray<Selection>) =>
            store.propose?.(({ load }) => Effect.map(load(all), (answer) => ({ answer }))) ?? Effect.die("gone")
        ] as const
      ])
]

/** Every way of reading in parts, with its name. @category constructors */
export const readers = (
  store: Port
): ReadonlyArray<
  readonly [
    way: string,
    read: <A>(body: (here: Reading) => Effect.Effect<A, CheckError>) => Effect.Effect<A, CheckError>
  ]
> => [
  ["in a snapshot", (body) => store.snapshot((_, here) => body(here))],
  ["where the reading is noted", (body) => store.disclose((here) => Effect.map(body(here), (answer) => ({ answer })))]
]

/** Every way of asking for a command, with its name. @category constructors */
export const recalls = (
  store: Port
): ReadonlyArray<readonly [way: string, recall: (name: string) => Effect.Effect<unknown, CheckError>]> => [
  ["in a transaction", (name) => store.transact((tx) => tx.command(name as never))],
  ...(store.propose === undefined
    ? []
    : [
        [
          "for a proposal",
          (name: string) =>
            store.propose?.(({ command }) => Effect.map(command(name as never), (answer) => ({ answer }))) ??
            Effect.die("gone")
        ] as const
      ])
]

/** A text that trimming, normalising, cutting and folding each would change. */
const odd = `  Jose\u0301 \u00a0${"long text ".repeat(40)}\t`

/**
 * Instants with milliseconds, prose that is easily changed, addresses with capitals, codes that begin with a nought, and
 * lists in which everything is there twice.
 */
const delicate = (value: unknown): unknown => {
  if (typeof value === "string") {
    if (value.endsWith(".000Z")) return value.replace(/000Z$/, "123Z")
    if (/^\d{5}$/.test(value)) return `0${value.slice(1)}`
    if (value.includes("@")) return `${value.slice(0, 1).toUpperCase()}${value.slice(1)}`
    return value.includes(" ") ? `${odd}${value}${odd}` : value
  }
  if (Array.isArray(value)) return [...value, ...value].map(delicate)
  if (typeof value !== "object" || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, delicate(one)]))
}

const when = Dates.plusMillis(at(), 123)

const delicateChanges = [
  ...population,
  change("delegation", Records.delegation(61, 9, 1, { signedBy: "", state: { _tag: "Declined", at: at() } }))
].map((one) => change(one.kind, delicate(one.record) as never))

/** A commit of every kind of record in every state, with contents that are easily changed. @category constructors */
const delicateCommit: Commit = commit("delicate", delicateChanges, {
  provenance: {
    at: when,
    actor: `Exchange/A@B ${odd}`,
    policy: "",
    permission: odd,
    commandName: odd,
    onBehalfOf: odd
  },
  command: {
    at: Dates.plusMillis(when, 864),
    fingerprint: odd,
    outcome: `{ "b" :1.0,"a": "${"x".repeat(300)}", "b":"" }\n`
  },
  notices: [
    notice("delicate", 0, {
      params: { odd, none: "", nought: 0, digits: "007", number: "7", address: "A@B.example", at: when, minus: -1 },
      secure: true
    }),
    notice("delicate", 1)
  ]
})

/** What was written of a change. */
const written = ({ changes }: Commit, kind: Kind) =>
  changes.filter((one) => one.kind === kind).map(({ expected: _, ...one }) => show(one))

const rowsOf = ({ events, provenance }: Commit) => events.map((event, n) => ({ ...provenance, position: n + 1, event }))

const alike = Effect.fnUntraced(function* (store: Port) {
  const one = delicateCommit
  yield* put(store, one)
  for (const [way, load] of loads(store))
    for (const kind of everyKind) {
      const ids = one.changes.flatMap(({ id, kind: of }) => (of === kind ? [id] : []))
      const found = yield* load([read(kind, "id", ...ids)])
      yield* same(`${kind}, ${way}`, found.map(show).sort(), written(one, kind).sort())
      const [single] = yield* load([read(kind, "id", ...ids.slice(0, 1))])
      yield* same(`one ${kind}, ${way}`, single && show(single), written(one, kind)[0])
      for (const index of Object.keys(kinds[kind].indexes)) {
        const keyed = one.changes.filter((of) => of.kind === kind && keyOf(kind, index as "id", of.record as never))
        const key = keyed[0] && keyOf(kind, index as "id", keyed[0].record as never)
        if (key === undefined) continue
        yield* same(
          `${kind} by ${index}, ${way}`,
          (yield* load([read(kind, index as "id", key)])).map(show).sort(),
          keyed
            .filter(({ record }) => keyOf(kind, index as "id", record as never) === key)
            .map(({ expected: _, ...of }) => show(of))
            .sort()
        )
      }
    }
  const rows = rowsOf(one)
  yield* same("rows of the journal", yield* store.journal(0, 1000), rows)
  for (const [way, reading] of readers(store))
    yield* reading(
      Effect.fnUntraced(function* ({ links, scan, tally, trail }) {
        for (const kind of everyKind) {
          const of = range(kind, "id", "", "\u{10ffff}")
          const expected = one.changes
            .filter((change) => change.kind === kind)
            .toSorted((a, b) => Page.byCharacter(a.id, b.id))
            .map(({ expected: _, ...record }) => show(record))
          const all = yield* scan(of, { limit: 1000 })
          yield* same(`a range of ${kind}, ${way}`, all.map(show), expected)
          const [first, ...rest] = all
          if (first === undefined) continue
          const behind = yield* scan(of, { limit: 1000, after: placeIn(of, first) })
          yield* same(`a range of ${kind} behind its first, ${way}`, behind.map(show), rest.map(show))
          yield* same(`how many of ${kind}, ${way}`, yield* tally([of]), [expected.length])
        }
        const plain = ({ concerns: _, ...row }: Effect.Success<ReturnType<typeof trail>>[number]) => row
        yield* same(
          `rows of a trail, ${way}`,
          (yield* trail({ _tag: "All" }, { limit: 1000 })).map(plain),
          rows.toReversed()
        )
        const chain = yield* links(0, 1000)
        yield* same(
          `links, ${way}`,
          chain.map(({ hash: _, kind: __, previous: ___, ...row }) => plain(row)),
          rows
        )
        yield* same(
          `kinds of links, ${way}`,
          chain.map(({ kind }) => kind),
          one.events.map((event) => refOf(event).kind)
        )
        const trailed = (yield* trail({ _tag: "All" }, { limit: 1000 })).map(({ concerns }) => concerns)
        yield* same(
          `whom rows concern, ${way}`,
          trailed.toReversed(),
          chain.map(({ concerns }) => concerns)
        )
      })
    )
  for (const [way, recall] of recalls(store))
    yield* same(`the command, ${way}`, yield* recall("delicate"), { ...one.command, events: one.events })
  const claimed = yield* store.claim(when, 10, 1000)
  yield* same(
    "notices",
    claimed.map(({ attempts, notice, queuedAt }) => ({ attempts, notice, queuedAt })),
    [...one.notices.map((notice) => ({ attempts: 1, notice, queuedAt: when }))]
  )
})

const seenAtOnce = Effect.fnUntraced(function* (store: Port) {
  const byAgent = read("enrollmentEntity", "id", "entity-1")
  const loaded = loads(store)
  for (let n = 0; n <= 3; n++) {
    // What is asked before is the moment that a store could remember.
    if (n > 0) {
      yield* put(
        store,
        commit(
          `step-${n}`,
          [change("enrollmentEntity", entity(1, certified(at(n))), n - 1), change("agent", Records.agent(n))],
          { notices: [notice(`step-${n}`, 0)], second: n }
        )
      )
      yield* store.disclose(() => Effect.succeed({ answer: n, shown: reading(n) }))
    }
    const about = (what: string) => `${what}, after ${n} writes`
    for (const [way, load] of loaded) {
      const [one] = yield* load([byAgent])
      yield* same(about(`version of a record, ${way}`), one?.version ?? 0, n)
      yield* same(
        about(`when it was certified, ${way}`),
        one?.kind === "enrollmentEntity" ? one.record.certification.since : undefined,
        n === 0 ? undefined : at(n)
      )
      const agents = yield* load([read("agent", "certification", "Certified")])
      yield* same(about(`certified agents, ${way}`), agents.length, n)
    }
    for (const [way, recall] of recalls(store))
      for (const step of [1, 2, 3])
        yield* same(
          about(`command ${step}, ${way}`),
          ((yield* recall(`step-${step}`)) as Commit["command"] | undefined)?.commandId,
          step <= n ? `step-${step}` : undefined
        )
    const positions = Array.from({ length: 2 * n }, (_, place) => place + 1)
    for (const [way, reader] of readers(store))
      yield* reader(
        Effect.fnUntraced(function* ({ ends, links, readings, scan, tally, trail }) {
          const agents = range("agent", "certification", "Certified", "Certified\u0001")
          yield* same(about(`a range, ${way}`), (yield* scan(agents, { limit: 10 })).length, n)
          yield* same(about(`a count, ${way}`), yield* tally([agents]), [n])
          const trailed = yield* trail({ _tag: "All" }, { limit: 10 })
          yield* same(about(`a trail, ${way}`), trailed.map(({ position }) => position).toReversed(), positions)
          const linked = yield* links(0, 10)
          yield* same(
            about(`links, ${way}`),
            linked.map(({ position }) => position),
            positions
          )
          yield* same(about(`the head, ${way}`), (yield* ends()).last?.position ?? 0, 2 * n)
          yield* same(about(`the log of readings, ${way}`), (yield* readings({ _tag: "All" }, { limit: 10 })).length, n)
        })
      )
    const rows = yield* store.journal(0, 10)
    yield* same(
      about("the journal"),
      rows.map(({ position }) => position),
      positions
    )
    const counts = yield* store.counts()
    yield* same(about("counts"), counts, { journal: 2 * n, queued: n, sent: 0, failed: 0 })
    const fresh = yield* store.claim(at(90), 10, 1)
    yield* same(about("claimed at one moment, what came since"), fresh.length, n === 0 ? 0 : 1)
    const claimed = yield* store.claim(at(100 + n), 10, 1)
    yield* same(about("claimed"), claimed.length, n)
  }
})

const reading = (n: number) => Records.disclosure(n, { about: { agencyId: Records.agency(1).agencyId } })

/** Rows of the journal, records and notices are never seen without each other, whichever is looked at first. */
const together = Effect.fnUntraced(function* (store: Port) {
  let writing = true
  const writer = Effect.gen(function* () {
    for (let n = 1; n <= 30; n++) {
      yield* put(
        store,
        commit(`step-${n}`, [change("enrollmentEntity", entity(1, certified(at(n))), n - 1)], {
          notices: [notice(`step-${n}`, 0)]
        })
      )
      yield* n % 5 === 0 ? pause(1) : Effect.yieldNow
    }
  }).pipe(Effect.ensuring(Effect.sync(() => (writing = false))))
  const rows = Effect.map(store.journal(0, 100), ({ length }) => length)
  const queued = Effect.map(store.counts(), ({ queued }) => queued)
  const versions = Effect.map(store.load([read("enrollmentEntity", "id", "entity-1")]), ([one]) => one?.version ?? 0)
  const known = Effect.gen(function* () {
    const seen = yield* rows
    const command = yield* store.transact((tx) => tx.command(`step-${seen}` as never))
    return seen === 0 || command !== undefined ? seen : -1
  })
  const parts = [
    ["rows", rows],
    ["notices", queued],
    ["records", versions],
    ["commands", known]
  ] as const
  const reader = Effect.gen(function* () {
    do {
      for (const [first, one] of parts)
        for (const [second, other] of parts) {
          const seen = yield* one
          const then = yield* other
          yield* same(`as many ${second} as ${first} that were seen before`, then >= seen ? "yes" : [seen, then], "yes")
        }
      yield* Effect.yieldNow
    } while (writing)
  })
  yield* Effect.all([writer, reader], { concurrency: 2, discard: true })
})

/** The checks of ways of reading. @category laws */
export const checks: ReadonlyArray<Check> = [
  check("every way of reading gives what was written, each record and row once", "B11", alike),
  check("what is acknowledged is seen by whoever reads next, in every way of reading", "B8", seenAtOnce),
  check("what a command leaves is seen together, whichever part is looked at first", "B8", together)
]
