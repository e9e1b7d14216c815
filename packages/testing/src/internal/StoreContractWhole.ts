/**
 * Checks of wholeness: every kind is kept to the last character, however much is written or read at once, and nothing of
 * it is shared with who reads it.
 *
 * @since 0.1.0
 */
import { only, type Reading, range, type Trail } from "@agencybook/application/Store"
import * as Dates from "@agencybook/core/CalendarDate"
import { read } from "@agencybook/core/Facts"
import * as Page from "@agencybook/core/Page"
import { type Kind, kinds, refOf } from "@agencybook/core/Record"
import * as Effect from "effect/Effect"
import { type Check, type CheckError, check, type Port, pause, same } from "./StoreContractCheck.ts"
import { base, population } from "./StoreContractPopulation.ts"
import { put } from "./StoreContractReading.ts"
import * as Records from "./StoreContractRecords.ts"

const { at, change, commit, entity, exportLog, notice } = Records

const snapshot = <A>(store: Port, body: (reading: Reading) => Effect.Effect<A, CheckError>) =>
  store.snapshot((_, here) => body(here))

const everyKind = Object.keys(kinds) as ReadonlyArray<Kind>

/** A text that trimming, normalising, cutting and folding each would change. */
const odd = `  Jose\u0301 \u00a0${"long text ".repeat(40)}\t`

/** Instants with milliseconds, prose that is easily changed, and lists in which everything is there twice. */
const delicate = (value: unknown): unknown => {
  if (typeof value === "string") {
    if (value.endsWith(".000Z")) return value.replace(/000Z$/, "123Z")
    return value.includes(" ") ? `${odd}${value}${odd}` : value
  }
  if (Array.isArray(value)) return [...value, ...value].map(delicate)
  if (typeof value !== "object" || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, delicate(one)]))
}

const everyKindKept = Effect.fnUntraced(function* (store: Port) {
  const when = Dates.plusMillis(at(), 123)
  const changes = population.map((one) => change(one.kind, delicate(one.record) as never))
  const written = commit("delicate", changes, { provenance: { at: when }, command: { at: when } })
  yield* put(store, written)
  const found = yield* store.load(
    everyKind.map((kind) => read(kind, "id", ...changes.flatMap((one) => (one.kind === kind ? [one.id] : []))))
  )
  const records = new Map(found.map((one) => [`${one.kind}/${one.id}`, one]))
  for (const { expected: _, ...one } of changes)
    yield* same(`${one.kind} \`${one.id}\``, records.get(`${one.kind}/${one.id}`), one)
  for (const [n, { event, at }] of (yield* store.journal(0, 1000)).entries())
    yield* same(`row ${n + 1} of the journal`, { event, at }, { event: written.events[n], at: when })
})

// More than any number that a page, a statement or a list of parameters is likely to end at.
const many = 1100

const manyKept = Effect.fnUntraced(function* (store: Port) {
  const numbers = Array.from({ length: many }, (_, n) => n)
  const logs = numbers.map((n) => change("exportLog", exportLog(n, 1, { acknowledgedAt: at(n) })))
  const notices = numbers.map((n) => notice("many", n))
  yield* put(store, commit("fill", base, { events: [] }))
  yield* put(store, commit("many", logs, { notices }))
  const ids = logs.map(({ id }) => id)
  const count = (about: string, found: { readonly length: number }) => same(`${about} of ${many}`, found.length, many)
  yield* count("records by identifiers", yield* store.load([read("exportLog", "id", ...ids)]))
  yield* count("records by one key", yield* store.load([read("exportLog", "agency", "agency-1")]))
  for (const lock of [false, true])
    yield* count(
      `records in a transaction ${lock ? "with" : "without"} locks`,
      yield* store.transact((tx) => tx.load([read("exportLog", "id", ...ids)], { lock }))
    )
  yield* count("rows of the journal", yield* store.journal(0, 2 * many))
  yield* snapshot(
    store,
    Effect.fnUntraced(function* ({ links, load, scan, tally, trail }) {
      yield* count(
        "records of a range",
        yield* scan(range("exportLog", "taken", "", "\u{10ffff}"), { limit: 2 * many })
      )
      yield* count("records in a snapshot", yield* load([read("exportLog", "id", ...ids)]))
      yield* count("rows of a trail", yield* trail({ _tag: "All" }, { limit: 2 * many }))
      yield* count("links", yield* links(0, 2 * many))
      const counts = yield* tally(ids.map((id) => only("exportLog", "id", id)))
      yield* count(
        "ranges of one record",
        counts.filter((one) => one === 1)
      )
    })
  )
  const known = yield* store.transact((tx) => tx.command("many" as never))
  yield* count("events of a command", known?.events ?? [])
  const { journal, queued } = yield* store.counts()
  yield* same("rows and notices that are counted", [journal, queued], [many, many])
  yield* count("claimed notices", yield* store.claim(at(many), 2 * many, 1000))
})

// More than what a store is likely to put into one statement, so that a part of it is written by another.
const veryMany = 5100

const partsKept = Effect.fnUntraced(function* (store: Port) {
  const numbers = Array.from({ length: veryMany }, (_, n) => n)
  const logs = numbers.map((n) => change("exportLog", exportLog(n, 1, { acknowledgedAt: at(n) })))
  const notices = numbers.map((n) => notice("parts", n))
  yield* put(store, commit("fill", base, { events: [] }))
  yield* put(store, commit("parts", logs, { notices }))
  const again = numbers.map((n) => change("exportLog", exportLog(n, 1, { acknowledgedAt: at(n + 1) }), 1))
  yield* put(store, commit("again", again, { events: [] }))
  const ids = logs.map(({ id }) => id)
  const known = yield* store.transact((tx) => tx.command("parts" as never))
  yield* same(`events of a command of ${veryMany}`, known?.events.length, veryMany)
  const found = yield* store.load([read("exportLog", "id", ...ids)])
  yield* same(
    `records of ${veryMany} that were written twice`,
    found.filter(({ version }) => version === 2).length,
    veryMany
  )
  const { journal, queued } = yield* store.counts()
  yield* same("rows and notices", [journal, queued], [veryMany, veryMany])
  const rows = yield* store.journal(0, 2 * veryMany)
  yield* same(
    "whom the rows are about, in order",
    rows.map(({ event }) => refOf(event).id),
    ids
  )
  yield* same(
    "positions",
    rows.map(({ position }) => position),
    numbers.map((n) => n + 1)
  )
  const { last, linked } = yield* snapshot(store, ({ ends, links }) =>
    Effect.map(Effect.all([ends(), links(0, 2 * veryMany)]), ([{ last }, linked]) => ({ last, linked }))
  )
  yield* same(
    "positions of links",
    linked.map(({ position }) => position),
    numbers.map((n) => n + 1)
  )
  yield* same("the head", last, { hash: linked.at(-1)?.hash, position: veryMany })
  yield* same(
    "the hash before each link",
    linked.slice(1).map(({ previous }) => previous),
    linked.slice(0, -1).map(({ hash }) => hash)
  )
})

/** Changes everything in plain data, in place. */
export const spoil = (value: unknown): void => {
  if (typeof value !== "object" || value === null) return
  for (const key of Object.keys(value)) {
    spoil(Reflect.get(value, key))
    // What is frozen cannot be spoilt, and needs no copy.
    Reflect.set(value, key, "spoilt")
  }
}

const ownParts = Effect.fnUntraced(function* (store: Port) {
  yield* put(store, commit("kept", [...base, change("enrollmentEntity", entity(1))]))
  const looks: ReadonlyArray<readonly [string, (reading: Reading) => Effect.Effect<unknown, CheckError>]> = [
    ["load", ({ load }) => load([read("enrollmentEntity", "id", "entity-1")])],
    ["scan", ({ scan }) => scan(range("enrollmentEntity", "id", "", "\u{10ffff}"), { limit: 9 })],
    ["trail", ({ trail }) => trail({ _tag: "All" }, { limit: 9 })],
    ["links", ({ links }) => links(0, 9)],
    ["ends", ({ ends }) => ends()]
  ]
  for (const [name, look] of looks) {
    const first = structuredClone(yield* snapshot(store, look))
    spoil(yield* snapshot(store, look))
    for (const [other, again] of looks)
      if (other === name) yield* same(`${name} after a reader changed his own`, yield* snapshot(store, again), first)
  }
})

const chainMoment = Effect.fnUntraced(function* (store: Port) {
  const write = (n: number) => put(store, commit(`step-${n}`, [change("enrollmentEntity", entity(n))]))
  yield* write(0)
  let writing = true
  const writer = Effect.gen(function* () {
    for (let n = 1; n <= 20; n++) {
      yield* write(n)
      yield* pause(1)
    }
  }).pipe(Effect.ensuring(Effect.sync(() => (writing = false))))
  const look = snapshot(
    store,
    Effect.fnUntraced(function* ({ ends, links }) {
      const first = yield* ends()
      yield* pause(2)
      const rows = yield* links(0, 100)
      yield* pause(2)
      const second = yield* ends()
      yield* same(
        "head, last link and head of one moment",
        [rows.at(-1)?.hash, second.last?.hash],
        [first.last?.hash, first.last?.hash]
      )
    })
  )
  const reader = Effect.gen(function* () {
    do yield* look
    while (writing)
  })
  yield* Effect.all([writer, reader], { concurrency: 2, discard: true })
})

const trailOfKind = Effect.fnUntraced(function* (store: Port) {
  yield* put(store, commit("fill", population))
  const journal = (yield* store.journal(0, 1000)).toReversed()
  yield* snapshot(
    store,
    Effect.fnUntraced(function* ({ trail }) {
      for (const kind of everyKind) {
        const expected = journal.filter(({ event }) => refOf(event).kind === kind).map(({ position }) => position)
        const found: Array<number> = []
        for (;;) {
          const before = found.at(-1)
          const page = yield* trail({ _tag: "All" }, { limit: 5, kind, ...(before === undefined ? {} : { before }) })
          found.push(...page.map(({ position }) => position))
          if (page.length < 5 || found.length > expected.length) break
        }
        yield* same(`rows of ${kind}, 5 at a time`, found, expected)
      }
      const first = { _tag: "Agent", agentId: Records.agent(4).agentId } as const
      const both = { ...first, agencies: [Records.agency(1).agencyId, Records.agency(2).agencyId] }
      const rows = yield* trail(both, { limit: 100 })
      yield* same(
        "an agent in several agencies, as in every one",
        rows,
        yield* trail({ ...first, agencies: "every" }, { limit: 100 })
      )
      yield* same("agencies of that agent", new Set(rows.map(({ concerns }) => concerns.agencyId ?? "none")).size, 3)
    })
  )
})

const onceOnly = Effect.fnUntraced(function* (store: Port) {
  let runs = 0
  const count = Effect.sync(() => {
    runs += 1
  })
  yield* store.transact(() => count)
  yield* same("times that a body ran", runs, 1)
  yield* Effect.exit(store.transact(() => Effect.andThen(count, Effect.fail("no"))))
  yield* same("times that a failing body ran", runs, 2)
  yield* store.snapshot(() => count)
  yield* same("times that a reader ran", runs, 3)
})

/** Texts that no key can be, since they cannot be kept. */
const never = ["\0", "p\0", "p\0z", "p\ud83d", "p\ud83dz", "p\ud800", "p\udc00", "p\udc00z", "\ude00p"]

const neverKeys = Effect.fnUntraced(function* (store: Port) {
  const texts = ["o", "p", "p\u0001", "pa", "pz", "p\ue000", "p\ufffd", "p\u{1f600}", "p\u{20bb7}", "q", "\ufffdp"]
  const all = texts.map((text, n) => change("enrollmentEntity", { ...entity(n), entityId: text as never }))
  const ids = texts.toSorted(Page.byCharacter)
  yield* put(store, commit("fill", [...base, ...all]))
  yield* snapshot(
    store,
    Effect.fnUntraced(function* ({ readings, scan, tally, trail }) {
      const found = (of: ReturnType<typeof range>, part: Partial<Parameters<typeof scan>[1]> = {}) =>
        Effect.map(scan(of, { limit: 100, ...part }), (rows) => rows.map(({ id }) => id))
      const whole = range("enrollmentEntity", "id", "", "\u{10ffff}")
      for (const text of never) {
        const about = JSON.stringify(text)
        const [from, until] = [
          range("enrollmentEntity", "id", text, "\u{10ffff}"),
          range("enrollmentEntity", "id", "", text)
        ]
        const behind = ids.filter((id) => Page.byCharacter(id, text) > 0)
        const ahead = ids.filter((id) => Page.byCharacter(id, text) < 0)
        yield* same(`from ${about}`, yield* found(from), behind)
        yield* same(`until ${about}`, yield* found(until), ahead)
        yield* same(`how many from and until ${about}`, yield* tally([from, until]), [behind.length, ahead.length])
        for (const descending of [false, true])
          for (const after of [
            { key: text, id: "p" },
            { key: "p", id: text },
            { key: text, id: text }
          ])
            yield* same(
              `after ${JSON.stringify(after)}${descending ? ", descending" : ""}`,
              yield* found(whole, { after, descending }),
              (descending ? ids.toReversed() : ids).filter(
                (id) => (descending ? -1 : 1) * Page.compare({ key: id, id }, after) > 0
              )
            )
        const name = text as never
        const nobody: ReadonlyArray<Trail> = [
          { _tag: "Case", caseId: name },
          { _tag: "Agent", agentId: name, agencies: "every" },
          { _tag: "Agent", agentId: name, agencies: [name] },
          { _tag: "Agency", agencyId: name, agentIds: [name] },
          { _tag: "Counselor", counselorId: name }
        ]
        for (const whom of nobody)
          yield* same(`the trail ${JSON.stringify(whom)}`, yield* trail(whom, { limit: 9 }), [])
        yield* same(`readings of ${about}`, yield* readings({ _tag: "Actor", actor: text }, { limit: 9 }), [])
      }
    })
  )
})

/** The checks of wholeness. @category laws */
export const checks: ReadonlyArray<Check> = [
  check("every kind is kept to the last character", "B11", everyKindKept),
  check("however much is written or asked for at once, nothing of it is left out", "B11", manyKept),
  check("what is too much for one statement is written whole and in order", "B11", partsKept),
  check("what is read in parts is its reader's own", "B11", ownParts),
  check("links and ends of a snapshot show one moment", "B8", chainMoment),
  check("a trail of one kind is read page by page", "B4", trailOfKind),
  check("a body runs once", "B1", onceOnly),
  check("what no key can be has its place among the keys, and is nobody's identifier", "B11", neverKeys)
]
