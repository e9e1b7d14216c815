/**
 * Checks of breadth: every field that a record can have, everything that can happen, and every notice and reading there can
 * be, is kept as any other is.
 *
 * @since 0.1.0
 */
import { range, type Versioned } from "@agencybook/application/Store"
import { read } from "@agencybook/core/Facts"
import type { Kind } from "@agencybook/core/Record"
import * as Effect from "effect/Effect"
import { type Check, check, type Port, same, show } from "./StoreContractCheck.ts"
import * as Forms from "./StoreContractForms.ts"
import { base } from "./StoreContractPopulation.ts"
import { put } from "./StoreContractReading.ts"
import { at, change, commit } from "./StoreContractRecords.ts"
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
  check("a reading of everything that can be shown is kept, to whomever and for whatever purpose", "B11", everyReading)
]
