/**
 * Checks of rows and ranges at their edges: every trail by every kind and place, events that are alike, and ranges that are
 * empty, turned round or asked for twice.
 *
 * @since 0.1.0
 */
import {
  type JournalEntry,
  type Link,
  only,
  type Range,
  range,
  type Trail,
  type TrailEntry
} from "@agencybook/application/Store"
import * as Page from "@agencybook/core/Page"
import { type Event, type Kind, keyOf, kinds, refOf } from "@agencybook/core/Record"
import * as Effect from "effect/Effect"
import { type Check, check, type Port, same, show } from "./StoreContractCheck.ts"
import { base, population } from "./StoreContractPopulation.ts"
import { put } from "./StoreContractReading.ts"
import * as Records from "./StoreContractRecords.ts"
import { readers } from "./StoreContractWays.ts"

const { acting, at, change, commit, entity } = Records

const everyKind = Object.keys(kinds) as ReadonlyArray<Kind>
const agencyId = (n: number) => Records.agency(n).agencyId
const agentId = (n: number) => Records.agent(n).agentId
const caseId = (n: number) => Records.household(n).caseId

/** Whether a row is in a trail, from whom it concerns. */
const isOf = (of: Trail, { concerns }: Pick<TrailEntry, "concerns">): boolean => {
  switch (of._tag) {
    case "Case":
      return concerns.caseId === of.caseId
    case "Agent":
      if (concerns.agentId !== of.agentId) return false
      return of.agencies === "every" || concerns.agencyId === undefined || of.agencies.includes(concerns.agencyId)
    case "Agency":
      if (concerns.agencyId !== undefined) return concerns.agencyId === of.agencyId
      return concerns.agentId !== undefined && of.agentIds.includes(concerns.agentId)
    case "Counselor":
      return concerns.counselorId === of.counselorId
    case "All":
      return true
  }
}

const trailsOf: ReadonlyArray<Trail> = [
  { _tag: "All" },
  ...[1, 3, 4].map((n): Trail => ({ _tag: "Case", caseId: caseId(n) })),
  ...[1, 2, 4].flatMap(
    (n): ReadonlyArray<Trail> => [
      { _tag: "Agent", agentId: agentId(n), agencies: "every" },
      { _tag: "Agent", agentId: agentId(n), agencies: [] },
      { _tag: "Agent", agentId: agentId(n), agencies: [agencyId(2)] },
      { _tag: "Agent", agentId: agentId(n), agencies: [agencyId(5), agencyId(1)] },
      { _tag: "Agent", agentId: agentId(n), agencies: [agencyId(3), agencyId(4), agencyId(2), agencyId(1)] }
    ]
  ),
  ...[1, 2].flatMap(
    (n): ReadonlyArray<Trail> => [
      { _tag: "Agency", agencyId: agencyId(n), agentIds: [] },
      { _tag: "Agency", agencyId: agencyId(n), agentIds: [agentId(1)] },
      { _tag: "Agency", agencyId: agencyId(n), agentIds: [agentId(9), agentId(8), agentId(4), agentId(2), agentId(1)] }
    ]
  ),
  { _tag: "Agency", agencyId: "agency-none" as never, agentIds: [agentId(3)] },
  // An entity is nobody whose trail there is, and the last one is unknown.
  ...["counselor-1", "counselor-2", "counselor-3", "entity-1", "counselor-9"].map(
    (name): Trail => ({ _tag: "Counselor", counselorId: name as never })
  )
]

const rowOf = ({ hash: _, kind: __, previous: ___, ...row }: Link): TrailEntry => row

const everyTrail = Effect.fnUntraced(function* (store: Port) {
  yield* put(store, commit("fill", population))
  // The same records again, in the other order, so that what is alike lies far apart.
  const again = population.filter(({ kind }) => ["agent", "delegation", "case", "acting"].includes(kind)).toReversed()
  yield* put(
    store,
    commit(
      "again",
      again.map((one) => change(one.kind, one.record as never, 1)),
      { second: 1 }
    )
  )
  const grantee = { _tag: "Counselor", counselorId: "counselor-3" as never } as const
  yield* put(store, commit("allowed", [change("consent", Records.consent(90, 1, { grantee }))], { second: 2 }))
  for (const [way, reading] of readers(store))
    yield* reading(
      Effect.fnUntraced(function* ({ links, trail }) {
        const rows = (yield* links(0, 1000)).map(rowOf).toReversed()
        for (const whom of trailsOf)
          for (const kind of [undefined, ...everyKind]) {
            const all = rows.filter((row) => isOf(whom, row) && (kind === undefined || refOf(row.event).kind === kind))
            const middle = all[Math.floor(all.length / 2)]?.position ?? 40
            for (const [before, limit] of [
              [undefined, 1000],
              [middle, 1000],
              [middle + 1, 2],
              [1, 5],
              [2, 5],
              [undefined, 0]
            ] as const) {
              const window = {
                limit,
                ...(before === undefined ? {} : { before }),
                ...(kind === undefined ? {} : { kind })
              }
              const expected = all.filter(({ position }) => before === undefined || position < before).slice(0, limit)
              yield* same(`the trail ${show(whom)}, ${show(window)}, ${way}`, yield* trail(whom, window), expected)
            }
          }
      })
    )
})

const used = (n: number): Event => ({ _tag: "ActingUsed", actingId: acting(n).actingId, at: at(n) })
const locked = (n: number): Event => ({ _tag: "AgentLocked", agentId: agentId(n), locked: true })

const people = [
  change("agency", Records.agency(1)),
  change("agent", Records.agent(1)),
  change("agent", Records.agent(2))
]

const alikeEvents = Effect.fnUntraced(function* (store: Port) {
  const mixed = [used(1), locked(1), used(1), used(1), locked(2), used(2), locked(1), used(1)]
  const written = [
    commit("first", [...people, change("acting", acting(1))], { events: mixed }),
    commit("second", [], { events: mixed }),
    commit("third", [change("agent", Records.agent(2), 1), change("acting", acting(2))], { events: mixed.toReversed() })
  ]
  for (const one of written) yield* put(store, one)
  const events = written.flatMap((one) => one.events)
  const rows = yield* store.journal(0, 100)
  yield* same(
    "events that are alike, each at its place",
    rows.map(({ event }) => event),
    events
  )
  yield* same(
    "their positions",
    rows.map(({ position }) => position),
    events.map((_, n) => n + 1)
  )
  for (const one of written) {
    const known = yield* store.transact((tx) => tx.command(one.command.commandId))
    yield* same(`events of \`${one.command.commandId}\``, known?.events, one.events)
  }
  for (const [way, reading] of readers(store))
    yield* reading(
      Effect.fnUntraced(function* ({ links, trail }) {
        const chain = yield* links(0, 100)
        yield* same(
          `links, ${way}`,
          chain.map(({ event }) => event),
          events
        )
        const trailed = yield* trail({ _tag: "All" }, { limit: 100 })
        yield* same(
          `the trail, ${way}`,
          trailed.map(({ event }) => event),
          events.toReversed()
        )
      })
    )
})

const edges = Effect.fnUntraced(function* (store: Port) {
  const fails = store.transact((tx) =>
    Effect.andThen(
      tx.commit(commit("undone", [change("enrollmentEntity", entity(50)), change("enrollmentEntity", entity(51))])),
      Effect.fail("no")
    )
  )
  const written: Array<string> = []
  for (const n of [1, 2, 3]) {
    yield* Effect.exit(fails)
    yield* Effect.exit(
      put(store, commit(`late-${n}`, [change("enrollmentEntity", entity(60)), change("agent", Records.agent(9), 4)]))
    )
    yield* put(
      store,
      commit(`done-${n}`, [change("enrollmentEntity", entity(n)), change("enrollmentEntity", entity(10 + n))])
    )
    written.push(`done-${n}`, `done-${n}`)
  }
  const rowOf = ({ commandId, position }: JournalEntry) => `${position} ${commandId}`
  const expected = written.map((name, n) => `${n + 1} ${name}`)
  for (const after of [0, 1, 2, 5, 6, 7, 100])
    for (const limit of [0, 1, 2, 100]) {
      const part = expected.slice(after, after + limit)
      yield* same(`${limit} rows after ${after}`, (yield* store.journal(after, limit)).map(rowOf), part)
      for (const [way, reading] of readers(store))
        yield* reading(({ links }) =>
          Effect.flatMap(links(after, limit), (all) =>
            same(`${limit} links after ${after}, ${way}`, all.map(rowOf), part)
          )
        )
    }
})

const rangeEdges = Effect.fnUntraced(function* (store: Port) {
  const numbers = Array.from({ length: 130 }, (_, n) => n)
  const logs = numbers.map((n) =>
    change("exportLog", Records.exportLog(n, 1 + (n % 2), { acknowledgedAt: at(Math.floor(n / 10)) }))
  )
  yield* put(
    store,
    commit(
      "fill",
      population.filter(({ kind }) => kind !== "exportLog")
    )
  )
  yield* put(store, commit("logs", logs))
  const present = [...population.filter(({ kind }) => kind !== "exportLog"), ...logs]
  const indexes: ReadonlyArray<readonly [Kind, string]> = [
    ["exportLog", "id"],
    ["exportLog", "taken"],
    ["agent", "certification"],
    ["agent", "licence"],
    ["delegation", "agentList"],
    ["delegation", "agentFrozen"],
    ["case", "id"]
  ]
  for (const [way, reading] of readers(store))
    yield* reading(
      Effect.fnUntraced(function* ({ scan, tally }) {
        for (const [kind, index] of indexes) {
          const places = present
            .flatMap((one) => {
              const key = one.kind === kind ? keyOf(kind, index as "id", one.record as never) : undefined
              return key === undefined ? [] : [{ key, id: one.id }]
            })
            .toSorted(Page.compare)
          const keys = Array.from(new Set(places.map(({ key }) => key)))
          const [low = "", middle = "", high = ""] = [keys[0], keys[Math.floor(keys.length / 2)], keys.at(-1)]
          const of = (from: string, until: string): Range => range(kind, index as "id", from, until)
          const isIn = ({ from, until }: Range, { key }: Page.Place) =>
            Page.byCharacter(key, from) >= 0 && Page.byCharacter(key, until) < 0
          const some = [
            ...[of("", "\u{10ffff}"), of(low, middle), of(middle, high), of(middle, "\u{10ffff}"), of("", middle)],
            ...[
              of(high, low),
              of(middle, middle),
              of("\u{10ffff}", ""),
              of(high, middle),
              only(kind, index as "id", high)
            ],
            of(middle, `${high}\u0001`)
          ]
          // Each of them twice, and not side by side.
          const asked = [...some, ...some.toReversed(), some[1] as Range]
          yield* same(
            `how many of ${kind} by ${index}, ${way}`,
            yield* tally(asked),
            asked.map((one) => places.filter((place) => isIn(one, place)).length)
          )
          const outside = [
            { key: "", id: "" },
            { key: "\u{10fffe}", id: "z" },
            ...[places[0], places[Math.floor(places.length / 3)], places.at(-1)].filter((one) => one !== undefined)
          ]
          for (const one of some)
            for (const descending of [false, true])
              for (const after of [undefined, ...outside]) {
                const sign = descending ? -1 : 1
                const behind = places.filter((p) => after === undefined || sign * Page.compare(p, after) > 0)
                const inside = (descending ? behind.toReversed() : behind).filter((place) => isIn(one, place))
                for (const limit of after === undefined ? [0, 1, 3, 1000] : [1, 1000]) {
                  const part = { limit, descending, ...(after === undefined ? {} : { after }) }
                  const found = yield* scan(one, part)
                  yield* same(
                    `${kind} by ${index} from ${show(one.from)} until ${show(one.until)}, ${show(part)}, ${way}`,
                    found.map(({ id }) => id),
                    inside.slice(0, limit).map(({ id }) => id)
                  )
                }
              }
        }
      })
    )
})

// More rows, and more names, than a page or a list of parameters is likely to hold.
const many = 1100

const longTrails = Effect.fnUntraced(function* (store: Port) {
  yield* put(store, commit("fill", base, { events: [] }))
  const numbers = Array.from({ length: many }, (_, n) => n)
  const opened = Records.delegation(1, 1, 1)
  const { agentId: whose } = opened.delegate
  const events = numbers.map(
    (n): Event => ({ _tag: "RequestReminded", delegationId: opened.delegationId, reminders: n })
  )
  yield* put(store, commit("reminded", [change("delegation", opened)], { events }))
  // From now on it is another's, and what was before stays whose it was.
  const moved = Records.delegation(1, 1, 2, { delegate: { agentId: agentId(2), agencyId: agencyId(2) } })
  yield* put(store, commit("moved", [change("delegation", moved, 1)]))
  // What is told of a record that is not written with it concerns nobody.
  yield* put(store, commit("told", [], { events: events.slice(0, 1) }))
  yield* put(store, commit("agent", [change("agent", Records.agent(1), 1)]))
  const helped = Records.help(1, 1, 1)
  const grounds = [change("enrollmentEntity", entity(1)), change("counselor", Records.counselor(1, 1))]
  yield* put(store, commit("register", [...grounds, change("consent", Records.consent(1, 1))], { events: [] }))
  const asked: Event = { _tag: "CounselorDelegationOpened", counselorDelegation: helped }
  const often = Array.from({ length: many }, () => asked)
  yield* put(store, commit("helped", [change("counselorDelegation", helped)], { events: often }))
  const before = many + 1
  const others = numbers.map((n) => `other-${n}`)
  const among = (...of: ReadonlyArray<string>) => [...others, ...of, ...others, ...of] as never
  const descending = (from: number, until: number) => Array.from({ length: from - until + 1 }, (_, n) => from - n)
  const expected: ReadonlyArray<readonly [of: Trail, positions: ReadonlyArray<number>]> = [
    [{ _tag: "Case", caseId: caseId(1) }, [...descending(2 * many + 3, many + 4), ...descending(before, 1)]],
    [{ _tag: "Counselor", counselorId: helped.delegate.counselorId }, descending(2 * many + 3, many + 4)],
    [{ _tag: "Agent", agentId: whose, agencies: "every" }, [many + 3, ...descending(many, 1)]],
    [{ _tag: "Agent", agentId: whose, agencies: among(agencyId(1)) }, [many + 3, ...descending(many, 1)]],
    [{ _tag: "Agent", agentId: agentId(2), agencies: among(agencyId(2)) }, [before]],
    [{ _tag: "Agency", agencyId: agencyId(1), agentIds: among(whose) }, [many + 3, ...descending(many, 1)]],
    [{ _tag: "Agency", agencyId: agencyId(2), agentIds: among(whose) }, [many + 3, before]]
  ]
  yield* store.snapshot(
    Effect.fnUntraced(function* (_, { trail }) {
      for (const [of, positions] of expected) {
        const rows = yield* trail(of, { limit: 3 * many })
        yield* same(
          `the trail of ${of._tag}`,
          rows.map(({ position }) => position),
          positions
        )
      }
    })
  )
})

/** The checks of edges. @category laws */
export const checks: ReadonlyArray<Check> = [
  check("every trail is found by every kind, from every place, with whom each row concerns", "B4", everyTrail),
  check("a trail is whole, however long it is and however many it is asked for", "B4", longTrails),
  check("events that are alike are each kept, at their place", "B4", alikeEvents),
  check("rows and links are read from any position, none where none are asked for", "B4", edges),
  check("ranges that are empty, turned round or asked for twice are what they say", "B11", rangeEdges)
]
