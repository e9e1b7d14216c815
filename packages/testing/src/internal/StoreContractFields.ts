/**
 * Checks of breadth: every field that a record can have, everything that can happen, and every notice and reading there can
 * be, is kept as any other is.
 *
 * @since 0.1.0
 */
import { every, only, range, type Versioned } from "@agencybook/application/Store"
import { read } from "@agencybook/core/Facts"
import type { Event, Kind } from "@agencybook/core/Record"
import * as Effect from "effect/Effect"
import { type Check, check, conflicts, outcomeOf, type Port, same, show } from "./StoreContractCheck.ts"
import * as Forms from "./StoreContractForms.ts"
import { base } from "./StoreContractPopulation.ts"
import { put } from "./StoreContractReading.ts"
import {
  account,
  acting,
  agent,
  at,
  change,
  commit,
  delegation,
  disclosure,
  entity,
  household,
  notice
} from "./StoreContractRecords.ts"
import { loads, readers, recalls } from "./StoreContractWays.ts"

const byId = (all: ReadonlyArray<Versioned>): ReadonlyMap<string, string> =>
  new Map(all.map((one) => [one.id, show(one)]))

/** Holds what was found to be what was written, record by record, so that what differs is told by its name. */
const kept = Effect.fnUntraced(function* (about: string, found: ReadonlyArray<Versioned>, all: typeof base) {
  const texts = byId(found)
  for (const { expected: _, ...one } of all)
    if (texts.get(one.id) !== show(one))
      yield* same(
        `${one.kind} \`${one.id}\`, ${about}`,
        found.find(({ id }) => id === one.id),
        one
      )
  yield* same(`records, ${about}`, found.length, all.length)
})

const everyField = Effect.fnUntraced(function* (store: Port) {
  yield* put(store, commit("fill", [...base, ...Forms.referred()]))
  const forms = Forms.forms()
  const before = (yield* store.counts()).journal
  for (const [kind, all] of forms) yield* put(store, commit(`forms of ${kind}`, all))
  // What was written once is written again by another statement.
  const again = (kind: Kind, all: typeof base) => all.map(({ record }) => change(kind, record, 1))
  for (const [kind, all] of forms) yield* put(store, commit(`again ${kind}`, again(kind, all), { events: [] }))
  for (const [kind, all] of forms) {
    const selections = [read(kind, "id", ...all.map(({ id }) => id))]
    for (const [way, load] of loads(store)) yield* kept(way, yield* load(selections), again(kind, all))
    for (const [way, reading] of readers(store))
      yield* reading(({ scan }) =>
        Effect.gen(function* () {
          const found = yield* scan(range(kind, "id", "", "\u{10ffff}"), { limit: 10_000 })
          const ids = new Set(all.map(({ id }) => id))
          yield* kept(
            `in a range, ${way}`,
            found.filter(({ id }) => ids.has(id)),
            again(kind, all)
          )
        })
      )
  }
  // The rows of the journal carry the same records.
  const written = forms.flatMap(([kind, all]) => commit(`forms of ${kind}`, all).events)
  const rows = yield* store.journal(before, 10_000)
  for (const [n, event] of written.entries()) yield* same(`row ${n + 1} of the journal`, rows[n]?.event, event)
})

const everyEvent = Effect.fnUntraced(function* (store: Port) {
  const told = Forms.told()
  const events = told.map(([event]) => event)
  const kindsOf = told.map(([, kind]) => kind)
  yield* put(store, commit("told", [], { events }))
  const empty = commit("empty", [], { command: { fingerprint: "", outcome: "" } })
  yield* put(store, empty)
  for (const [way, recall] of recalls(store))
    yield* same(`a command that says nothing, ${way}`, yield* recall("empty"), { ...empty.command, events: [] })
  const rows = yield* store.journal(0, 1000)
  yield* same(
    "events of the journal",
    rows.map(({ event }) => event),
    events
  )
  for (const [way, recall] of recalls(store))
    yield* same(
      `events of the command, ${way}`,
      ((yield* recall("told")) as { readonly events: unknown }).events,
      events
    )
  for (const [way, reading] of readers(store))
    yield* reading(
      Effect.fnUntraced(function* ({ links, trail }) {
        const chain = yield* links(0, 1000)
        yield* same(
          `kinds of links, ${way}`,
          chain.map(({ event, kind }) => `${event._tag} ${kind}`),
          told.map(([{ _tag }, kind]) => `${_tag} ${kind}`)
        )
        const trailed = yield* trail({ _tag: "All" }, { limit: 1000 })
        yield* same(
          `events of a trail, ${way}`,
          trailed.map(({ event }) => event),
          events.toReversed()
        )
        for (const kind of new Set(kindsOf)) {
          const some = yield* trail({ _tag: "All" }, { limit: 1000, kind })
          yield* same(
            `events of ${kind}, ${way}`,
            some.map(({ event }) => event._tag),
            told.flatMap(([{ _tag }, of]) => (of === kind ? [_tag] : [])).toReversed()
          )
        }
      })
    )
})

const everyNotice = Effect.fnUntraced(function* (store: Port) {
  const notices = Forms.notices("posted")
  yield* put(store, commit("posted", [], { notices }))
  const claimed = yield* store.claim(at(1), 100, 1000)
  yield* same("how many notices", claimed.length, notices.length)
  for (const [n, { notice }] of claimed.entries()) yield* same(`notice ${n + 1}`, notice, notices[n])
})

const everyReading = Effect.fnUntraced(function* (store: Port) {
  const entries = Forms.readings()
  for (const shown of entries) yield* store.disclose(() => Effect.succeed({ answer: 1, shown }))
  const found = yield* store.snapshot((_, { readings }) => readings({ _tag: "All" }, { limit: 100 }))
  for (const [n, { position: _, ...one }] of found.toReversed().entries())
    yield* same(`entry ${n + 1}`, one, entries[n])
  yield* same("how many entries", found.length, entries.length)
})

/** Where an entry of the log of readings holds texts. */
const placesOfTexts: ReadonlyArray<readonly [place: string, over: (text: string) => object]> = [
  ...["actor", "onBehalfOf", "capability", "role", "purpose", "reason", "what"].map(
    (name) => [name, (text: string) => ({ [name]: text })] as const
  ),
  ...["agencyId", "agentId", "caseId", "counselorId"].map(
    (name) => [`about.${name}`, (text: string) => ({ about: { [name]: text } })] as const
  ),
  ["the first of its cases", (text) => ({ cases: [text, "case-2"] })],
  ["the last of its cases", (text) => ({ cases: ["case-1", text] })]
]

const unkeptReadings = Effect.fnUntraced(function* (store: Port) {
  const note = (over: object) =>
    Effect.exit(store.disclose(() => Effect.succeed({ answer: 1, shown: disclosure(1, over) })))
  for (const text of ["a\0b", "\ud800", "a\udc00"])
    for (const [place, over] of placesOfTexts)
      yield* same(`${JSON.stringify(text)} as ${place}`, outcomeOf(yield* note(over(text))), "Unkept")
  const found = store.snapshot((_, { readings }) => readings({ _tag: "All" }, { limit: 9 }))
  yield* same("entries", (yield* found).length, 0)
  // More rows than a store can count may be refused, and are never other ones.
  const exit = yield* note({ count: 2 ** 33 + 1 })
  const counts = (yield* found).map(({ count }) => count)
  yield* same("rows that were shown", counts, exit._tag === "Success" ? [2 ** 33 + 1] : [])
})

const many = 120

const actingUsed = (n: number): Event => ({ _tag: "ActingUsed", actingId: acting(n).actingId, at: at(n) })

const unkeptLast = Effect.fnUntraced(function* (store: Port) {
  yield* put(store, commit("fill", base))
  const numbers = Array.from({ length: many }, (_, n) => n)
  const last = <A>(make: (n: number, spoilt: boolean) => A) => numbers.map((n) => make(n, n === many - 1))
  const entities = (n: number, spoilt: boolean) =>
    change("enrollmentEntity", { ...entity(n), ...(spoilt ? { name: "a\0b" as never } : {}) })
  const told = (n: number, over: object) => ({ ...actingUsed(n), ...over }) as Event
  const named = (name: string, value: unknown = 1) => Object.fromEntries([[name, value]])
  const spoilt: ReadonlyArray<readonly [what: string, parts: Partial<ReturnType<typeof commit>>]> = [
    ["the last of many records", { changes: last(entities) }],
    ["the last of many events", { events: last((n, of) => told(n, of ? { note: "\ud800" } : {})) }],
    [
      "the last of many notices",
      { notices: last((n, of) => notice("late", n, { params: { text: of ? "a\0b" : "ab" } })) }
    ],
    [
      "the name of a field of a record",
      { changes: [change("case", { ...household(90), ...named("a\0b") } as ReturnType<typeof household>)] }
    ],
    ["the name of a field of an event", { events: [told(1, named("a\ud800b"))] }],
    ["the name of a field far within", { events: [told(1, { a: { b: [named("\0")] } })] }]
  ]
  for (const [n, [what, parts]] of spoilt.entries()) {
    const one = { ...commit(`spoilt-${n}`, [], {}), ...parts }
    const exit = yield* Effect.exit(put(store, one))
    yield* same(what, outcomeOf(exit), "Unkept")
  }
})

const nobodys = Effect.fnUntraced(function* (store: Port) {
  yield* put(store, commit("fill", [...base, ...Forms.referred()]))
  const before = (yield* store.counts()).journal
  // What is told of a record that is there, by a commit that writes another one.
  const moved = { _tag: "CaseAccountMoved", caseId: household(1).caseId, trigger: "link", to: { _tag: "None" } }
  const events = [
    moved as unknown as Event,
    { _tag: "DelegationMoved", delegationId: delegation(1, 1, 1).delegationId }
  ]
  yield* put(store, commit("told", [change("enrollmentEntity", entity(7))], { events: events as ReadonlyArray<Event> }))
  yield* put(store, commit("told alone", [], { events: events as ReadonlyArray<Event> }))
  for (const [way, reading] of readers(store))
    yield* reading(
      Effect.fnUntraced(function* ({ links, trail }) {
        for (const { commandId, concerns } of yield* links(before, 9))
          yield* same(`whom a row of \`${commandId}\` concerns, ${way}`, concerns, {})
        const own = yield* trail({ _tag: "Case", caseId: household(1).caseId }, { limit: 99 })
        const later = own.filter(({ position }) => position > before)
        yield* same(`rows of the case that nobody wrote, ${way}`, later.length, 0)
      })
    )
})

const everyHolder = Effect.fnUntraced(function* (store: Port) {
  yield* put(store, commit("fill", [...base, ...Forms.referred()]))
  const rivals = Forms.rivals()
  const holders = new Map(rivals.map(({ holder }) => [`${holder.kind}/${holder.id}`, holder]))
  yield* put(store, commit("holders", Array.from(holders.values())))
  const { journal } = yield* store.counts()
  for (const [n, { holder, key, rival }] of rivals.entries()) {
    const about = `${key} of ${holder.kind} \`${holder.id}\``
    yield* conflicts(about, put(store, commit(`rival-${n}`, [rival])))
  }
  yield* same("rows of the journal", (yield* store.counts()).journal, journal)
})

const emptyKeys = Effect.fnUntraced(function* (store: Port) {
  yield* put(
    store,
    commit("empty", [
      change("case", household(90, { caseNumber: "" as never })),
      change("case", household(91)),
      change("agent", agent(90, { npn: "" as never })),
      change("agent", agent(91)),
      change("extranetAccount", account(90, { _tag: "Disabled", since: at() }, { username: "" as never })),
      change("extranetAccount", account(91, { _tag: "Disabled", since: at() }))
    ])
  )
  const indexes = [
    ["case", "number", "case-90", "case-91"],
    ["agent", "npn", "agent-90", "agent-91"],
    ["extranetAccount", "username", "agent-90", "agent-91"]
  ] as const
  const ids = (found: ReadonlyArray<{ readonly id: string }>) => found.map(({ id }) => id)
  for (const [kind, index, empty, other] of indexes) {
    for (const [way, load] of loads(store))
      yield* same(`${kind} by an empty ${index}, ${way}`, ids(yield* load([read(kind, index as "id", "")])), [empty])
    for (const [way, reading] of readers(store))
      yield* reading(
        Effect.fnUntraced(function* ({ scan, tally }) {
          const [all, one] = [every(kind, index as "id"), only(kind, index as "id", "")]
          const about = `${kind} by ${index}, ${way}`
          yield* same(`all ${about}`, ids(yield* scan(all, { limit: 9 })), [empty, other])
          yield* same(`all ${about}, descending`, ids(yield* scan(all, { limit: 9, descending: true })), [other, empty])
          yield* same(`the empty ${about}`, ids(yield* scan(one, { limit: 9 })), [empty])
          yield* same(`behind the empty ${about}`, ids(yield* scan(all, { limit: 9, after: { key: "", id: empty } })), [
            other
          ])
          yield* same(`how many ${about}`, yield* tally([all, one]), [2, 1])
        })
      )
  }
})

/** The checks of breadth. @category laws */
export const checks: ReadonlyArray<Check> = [
  check(
    "every field of every kind of record, in every form that it may have, is read as it was written",
    "B11",
    everyField,
    {
      patience: 2
    }
  ),
  check("everything that can happen is kept under its name and under the kind that it happened to", "B11", everyEvent),
  check("a notice of every template is kept, to whomever and by whatever channel it goes", "B11", everyNotice),
  check("a reading of everything that can be shown is kept, to whomever and for whatever purpose", "B11", everyReading),
  check("what an entry of the log cannot keep, wherever it is, keeps the answer back", "B11", unkeptReadings),
  check("what cannot be kept is found behind many others, and in names of fields", "B11", unkeptLast),
  check("what has an empty key is found under it, and in ranges that begin with it", "B11", emptyKeys),
  check("a row is nobody's in particular where its command does not write the record", "B4", nobodys),
  check("a unique key is taken in whatever state its holder is, and whoever wants it", "B4", everyHolder)
]
