/**
 * Checks of reading in parts: ranges of every index in their order, how much is in them, and trails of the journal.
 *
 * @since 0.1.0
 */
import {
  type Change,
  only,
  placeIn,
  type Range,
  type Reading,
  range,
  type Trail,
  type Versioned
} from "@agencybook/application/Store"
import { read } from "@agencybook/core/Facts"
import type { AgencyId, AgentId, CaseId } from "@agencybook/core/Id"
import type { Place } from "@agencybook/core/Page"
import { type Event, type Kind, keyOf, kinds } from "@agencybook/core/Record"
import * as Effect from "effect/Effect"
import { type Check, type CheckError, check, type Port, pause, same, show } from "./StoreContractCheck.ts"
import { base, population } from "./StoreContractPopulation.ts"
import { put } from "./StoreContractReading.ts"
import * as Records from "./StoreContractRecords.ts"

const { acting, at, certified, change, commit, entity } = Records

const reading = <A>(store: Port, body: (reading: Reading) => Effect.Effect<A, CheckError>) =>
  store.snapshot((_, here) => body(here))

interface Ordered {
  readonly place: Place
  readonly record: string
}

const characters = (text: string): ReadonlyArray<number> => Array.from(text, (one) => one.codePointAt(0) ?? 0)

/** Texts in the order of the numbers of their characters. */
const textBefore = (a: string, b: string): number => {
  const [here, there] = [characters(a), characters(b)]
  const n = here.findIndex((one, place) => one !== there[place])
  return n === -1 ? here.length - there.length : (here[n] ?? -1) - (there[n] ?? -1)
}

const before = (a: Place, b: Place): number => textBefore(a.key, b.key) || textBefore(a.id, b.id)

const isIn = ({ from, until }: Range, key: string): boolean => textBefore(from, key) <= 0 && textBefore(key, until) < 0

const asFound = ({ expected: _, ...versioned }: Change): Versioned => versioned as Versioned

/** The records of an index in its order, worked out from the definitions. */
const ordered = (kind: Kind, index: string, present: ReadonlyArray<Change>): ReadonlyArray<Ordered> =>
  present
    .filter((one) => one.kind === kind)
    .flatMap((one) => {
      const key = keyOf(kind, index as "id", one.record as never)
      return key === undefined ? [] : [{ place: { key, id: one.id }, record: show(asFound(one)) }]
    })
    .sort((a, b) => before(a.place, b.place))

const everywhere = (Object.keys(kinds) as ReadonlyArray<Kind>).flatMap((kind) =>
  ["id", ...Object.keys(kinds[kind].indexes)].map((index) => ({ kind, index }))
)

const all = (kind: Kind, index: string): Range => range(kind, index as "id", "", "\u{10ffff}")

const paged = Effect.fnUntraced(function* (
  { scan }: Reading,
  of: Range,
  limit: number,
  descending: boolean,
  enough: number
) {
  const found: Array<Versioned> = []
  for (;;) {
    const last = found.at(-1)
    const after = last === undefined ? {} : { after: placeIn(of, last) }
    const page = yield* scan(of, { limit, descending, ...after })
    yield* same(`at most ${limit} records`, page.length <= limit, true)
    found.push(...page)
    if (page.length < limit || found.length > enough) return found
  }
})

const ranges = Effect.fnUntraced(function* (store: Port) {
  yield* put(store, commit("fill", population))
  yield* reading(
    store,
    Effect.fnUntraced(function* (here) {
      for (const { index, kind } of everywhere) {
        const expected = ordered(kind, index, population)
        const keys = Array.from(new Set(expected.map(({ place }) => place.key)))
        const [low, high] = [keys[1], keys.at(-1)]
        const some: ReadonlyArray<Range> = [
          all(kind, index),
          ...(low === undefined || high === undefined ? [] : [range(kind, index as "id", low, high)]),
          ...keys.slice(0, 2).map((key) => only(kind, index as "id", key))
        ]
        for (const part of some)
          for (const descending of [false, true])
            for (const limit of [2, 100]) {
              const inside = expected.filter(({ place }) => isIn(part, place.key)).map(({ record }) => record)
              const found = yield* paged(here, part, limit, descending, inside.length)
              yield* same(
                `${kind} by ${index} from \`${part.from}\` until \`${part.until}\`, ${descending ? "descending, " : ""}${limit} at a time`,
                found.map(show),
                descending ? inside.toReversed() : inside
              )
            }
      }
      yield* same("nothing asked for", yield* here.scan(all("agent", "id"), { limit: 0 }), [])
    })
  )
})

const moving = Effect.fnUntraced(function* (store: Port) {
  const { delegation } = Records
  yield* put(store, commit("fill", base))
  const opened = [1, 2, 3, 4, 5, 6].map((n) =>
    change("delegation", delegation(n, n, 1, { state: { _tag: "Active", from: at(n) } }))
  )
  yield* put(store, commit("open", opened))
  const of = range("delegation", "agentList", "agent-1/agency-1 active ", "agent-1/agency-1 active!")
  const page = (after?: Versioned) =>
    reading(store, ({ scan }) => scan(of, { limit: 2, ...(after === undefined ? {} : { after: placeIn(of, after) }) }))
  const first = yield* page()
  // The row at which the page ended goes, two come in front, one goes behind, one comes behind.
  const ended = { _tag: "Ended", from: at(2), until: at(9), reason: "relinquished" } as const
  yield* put(
    store,
    commit("move", [
      change("delegation", delegation(2, 2, 1, { state: ended }), 1),
      change("delegation", delegation(4, 4, 1, { state: { ...ended, from: at(4) } }), 1),
      change("delegation", delegation(7, 7, 1, { state: { _tag: "Active", from: at(0) } })),
      change("delegation", delegation(9, 9, 1, { state: { _tag: "Active", from: at(0) } })),
      change("delegation", delegation(8, 8, 1, { state: { _tag: "Active", from: at(5) } }))
    ])
  )
  const second = yield* page(first.at(-1))
  const third = yield* page(second.at(-1))
  yield* same(
    "rows over three pages",
    [first, second, third].map((rows) => rows.map(({ id }) => id)),
    [
      ["delegation-1", "delegation-2"],
      ["delegation-3", "delegation-5"],
      ["delegation-8", "delegation-6"]
    ]
  )
})

const tallies = Effect.fnUntraced(function* (store: Port) {
  yield* put(store, commit("fill", population))
  const wanted = everywhere.flatMap(({ index, kind }) => {
    const keys = Array.from(new Set(ordered(kind, index, population).map(({ place }) => place.key)))
    return [all(kind, index), ...keys.map((key) => only(kind, index as "id", key)), only(kind, index as "id", "none")]
  })
  // In another order than by index, so that counts are put where they belong.
  const mixed = wanted.map((_, n) => wanted[(n * 7919) % wanted.length] as Range)
  const expected = mixed.map(
    (one) => ordered(one.kind, one.index, population).filter(({ place }) => isIn(one, place.key)).length
  )
  yield* reading(
    store,
    Effect.fnUntraced(function* ({ tally }) {
      yield* same("how many are in each range", yield* tally(mixed), expected)
      yield* same("no ranges", yield* tally([]), [])
    })
  )
})

const agencyId = "agency-1" as AgencyId
const agentIds = ["agent-1" as AgentId, "agent-2" as AgentId] as const
const caseId = "case-1" as CaseId

/** Three commands: what they touch, and to which trails each event belongs. */
const touched: ReadonlyArray<readonly [changes: ReadonlyArray<Change>, trails: ReadonlyArray<string>]> = [
  [
    [
      change("agency", Records.agency(1)),
      change("agent", Records.agent(1)),
      change("agent", Records.agent(2)),
      change("agent", Records.agent(3)),
      change("employment", Records.employment(1, 1)),
      change("case", Records.household(1)),
      change("case", Records.household(2))
    ],
    ["agency", "agency agent", "agency", "", "agency agent", "case", ""]
  ],
  [
    [
      change("delegation", Records.delegation(1, 1, 1)),
      change("delegation", Records.delegation(2, 2, 2)),
      change("acting", acting(1))
    ],
    ["agency agent case", "agency", "agency"]
  ],
  [
    [
      change("agency", Records.agency(2)),
      change(
        "delegation",
        Records.delegation(3, 1, 1, {
          kind: "assister",
          delegate: { agentId: agentIds[0], agencyId: "agency-2" as AgencyId }
        })
      )
    ],
    // What the agent did for another agency is in the trail of the case alone.
    ["", "case"]
  ]
]

const trails = Effect.fnUntraced(function* (store: Port) {
  for (const [n, [changes]] of touched.entries()) yield* put(store, commit(`touch-${n}`, changes, { second: n }))
  const used: Event = { _tag: "ActingUsed", actingId: acting(9).actingId, at: at(9) }
  yield* put(store, commit("no-record", [], { second: 9, events: [used] }))
  const journal = yield* store.journal(0, 1000)
  const marks = [...touched.flatMap(([, trails]) => trails), ""]
  const belonging = (name: string) => journal.filter((_, n) => marks[n]?.split(" ").includes(name)).toReversed()
  const wanted: ReadonlyArray<readonly [Trail, typeof journal]> = [
    [{ _tag: "Case", caseId }, belonging("case")],
    [{ _tag: "Agent", agentId: agentIds[0], agencies: [agencyId] }, belonging("agent")],
    [{ _tag: "Agent", agentId: agentIds[0], agencies: [] }, belonging("agent").slice(-1)],
    [
      { _tag: "Agent", agentId: agentIds[0], agencies: "every" },
      journal
        .filter(
          ({ event }, n) =>
            marks[n]?.includes("agent") ||
            (event._tag === "DelegationOpened" && event.delegation.delegate.agentId === agentIds[0])
        )
        .toReversed()
    ],
    [{ _tag: "Agency", agencyId, agentIds }, belonging("agency")],
    [
      { _tag: "Agency", agencyId, agentIds: [] },
      belonging("agency").filter(({ event }) => event._tag !== "AgentAdded")
    ],
    [{ _tag: "Case", caseId: "none" as CaseId }, []],
    [{ _tag: "All" }, journal.toReversed()]
  ]
  yield* reading(
    store,
    Effect.fnUntraced(function* ({ trail }) {
      for (const [of, expected] of wanted)
        for (const limit of [1, 3, 1000]) {
          const found: Array<Effect.Success<ReturnType<typeof trail>>[number]> = []
          for (;;) {
            const last = found.at(-1)
            const page = yield* trail(of, { limit, ...(last === undefined ? {} : { before: last.position }) })
            yield* same(`at most ${limit} rows`, page.length <= limit, true)
            found.push(...page)
            if (page.length < limit || found.length > expected.length) break
          }
          yield* same(
            `the trail ${show(of)}, ${limit} at a time`,
            found.map(({ concerns: _, ...row }) => row),
            expected
          )
        }
      const [delegated] = yield* trail({ _tag: "Case", caseId }, { limit: 5, kind: "delegation" })
      yield* same("whom a row concerns", delegated?.concerns, {
        caseId,
        agentId: agentIds[0],
        agencyId: "agency-2"
      })
      const kind = yield* trail({ _tag: "All" }, { limit: 100, kind: "agent" })
      yield* same(
        "rows of one kind",
        kind.map(({ event }) => event._tag),
        ["AgentAdded", "AgentAdded", "AgentAdded"]
      )
      const [last] = yield* trail({ _tag: "All" }, { limit: 1 })
      yield* same("a row without a record concerns nobody", last?.concerns, {})
    })
  )
})

const oneMoment = Effect.fnUntraced(function* (store: Port) {
  const write = (n: number) =>
    put(store, commit(`step-${n}`, [change("enrollmentEntity", entity(n, certified(at(n))))]))
  yield* write(0)
  let writing = true
  const writer = Effect.gen(function* () {
    for (let n = 1; n <= 20; n++) {
      yield* write(n)
      yield* n % 4 === 0 ? pause(1) : Effect.yieldNow
    }
  }).pipe(Effect.ensuring(Effect.sync(() => (writing = false))))
  const look = reading(
    store,
    Effect.fnUntraced(function* ({ load, scan, tally, trail }) {
      const [counted] = yield* tally([all("enrollmentEntity", "id")])
      yield* pause(1)
      const found = yield* scan(all("enrollmentEntity", "id"), { limit: 100 })
      const rows = yield* trail({ _tag: "All" }, { limit: 100 })
      const loaded = yield* load([
        read("enrollmentEntity", "id", ...Array.from({ length: 21 }, (_, n) => entity(n).entityId))
      ])
      yield* same(
        "records, counts and rows of one moment",
        [found.length, rows.length, loaded.length],
        [counted, counted, counted]
      )
    })
  )
  const reader = Effect.gen(function* () {
    do yield* look
    while (writing)
  })
  yield* Effect.all([writer, reader, reader], { concurrency: "unbounded", discard: true })
})

/** The checks of reading in parts. @category laws */
export const checks: ReadonlyArray<Check> = [
  check("a range of an index is read in its order, page by page, in both directions", "B11", ranges),
  check("pages neither repeat nor lose a row while rows come and go", "B11", moving),
  check("how many records are in a range is counted", "B11", tallies),
  check("a trail has the rows of its case, agent or agency, the latest first", "B4", trails),
  check("ranges, counts and trails of a snapshot show one moment", "B8", oneMoment)
]
