/**
 * Checks of what is kept exactly though it looks like something else: days and instants of every season and century, texts
 * that look like other types, and reasons of readings in every script.
 *
 * @since 0.1.0
 */
import type { Change } from "@agencybook/application/Store"
import * as Dates from "@agencybook/core/CalendarDate"
import { read } from "@agencybook/core/Facts"
import * as Effect from "effect/Effect"
import { type Check, check, type Port, same } from "./StoreContractCheck.ts"
import { put } from "./StoreContractReading.ts"
import * as Records from "./StoreContractRecords.ts"
import { readers } from "./StoreContractWays.ts"

const { at, certified, change, commit, disclosure, entity, household } = Records

/** Before and after what clocks of 32 bits count, on both sides of a change of clocks, and days that few years have. */
const days = [
  ...["1899-12-31", "1900-03-01", "1969-12-31", "1970-01-01", "1999-12-31", "2000-02-29", "2024-02-29"],
  ...["2026-03-08", "2026-07-01", "2026-11-01", "2026-12-31", "2038-01-19", "2039-06-30", "2100-03-01", "9999-12-31"]
]
const times = ["00:00:00.000", "00:00:00.001", "01:30:00.000", "07:59:59.999", "10:00:00.000", "23:59:59.999"]

const inSeason = Effect.fnUntraced(function* (store: Port) {
  const moments = days.flatMap((day) => times.map((time) => Dates.instant(`${day}T${time}Z`)))
  const households: ReadonlyArray<Change> = days.map((day, n) => {
    const one = household(n + 1)
    const lastActivityOn = Dates.make(day)
    return change("case", { ...one, lastActivityOn, primaryContact: { ...one.primaryContact, dob: lastActivityOn } })
  })
  const written: ReadonlyArray<Change> = [
    ...households,
    ...moments.map((moment, n) => change("enrollmentEntity", entity(n, certified(moment))))
  ]
  yield* put(store, commit("days", written))
  for (const { expected: _, ...one } of written)
    yield* same(one.id, (yield* store.load([read(one.kind, "id", one.id)]))[0], one)
  for (const [n, moment] of moments.entries()) {
    const name = `at-${n}`
    const told = commit(name, [], {
      command: { at: moment },
      provenance: { at: moment },
      events: [{ _tag: "ActingUsed", actingId: Records.acting(1).actingId, at: moment }],
      notices: n % 7 === 0 ? [Records.notice(name, 0)] : []
    })
    yield* put(store, told)
    const known = yield* store.transact((tx) => tx.command(told.command.commandId))
    yield* same(`command at ${moment}`, known, { ...told.command, events: told.events })
    const [claimed] = yield* store.claim(moment, 1, 1)
    if (n % 7 === 0) {
      yield* same(`notice queued at ${moment}`, claimed?.queuedAt, moment)
      yield* same("settled", yield* store.settle(`${name}~n0`, claimed?.token ?? "", "sent"), true)
    }
    yield* store.disclose(() => Effect.succeed({ answer: n, shown: disclosure(0, { at: moment }) }))
  }
  const expected = moments.map((moment) => [moment, moment])
  const place = written.length
  yield* same(
    "rows of the journal",
    (yield* store.journal(place, 1000)).map((row) => [row.at, "at" in row.event ? row.event.at : undefined]),
    expected
  )
  for (const [way, reading] of readers(store))
    yield* reading(
      Effect.fnUntraced(function* ({ links, readings, trail }) {
        const all = yield* links(place, 1000)
        yield* same(
          `links, ${way}`,
          all.map((row) => row.at),
          moments
        )
        // Rows and entries are in the order in which they came, whatever the clocks said.
        const rows = yield* trail({ _tag: "All" }, { limit: moments.length })
        yield* same(
          `the trail, ${way}`,
          rows.map((row) => row.at),
          moments.toReversed()
        )
        for (const limit of [moments.length, 3]) {
          const entries = yield* readings({ _tag: "All" }, { limit })
          yield* same(
            `${limit} entries, ${way}`,
            entries.map((one) => one.at),
            moments.toReversed().slice(0, limit)
          )
        }
      })
    )
})

const backwards = Effect.fnUntraced(function* (store: Port) {
  const seconds = [50, 40, 60, 40, 10, 60, 0]
  const name = (n: number) => `came-${(n * 3) % 7}`
  for (const [n, second] of seconds.entries())
    yield* put(store, commit(name(n), [change("enrollmentEntity", entity(n))], { second }))
  for (const second of seconds) yield* store.disclose(() => Effect.succeed({ answer: 0, shown: disclosure(second) }))
  const came = seconds.map((_, n) => name(n))
  const journal = yield* store.journal(0, 100)
  yield* same(
    "the journal",
    journal.map((row) => row.commandId),
    came
  )
  for (const [way, reading] of readers(store))
    yield* reading(
      Effect.fnUntraced(function* ({ links, readings, trail }) {
        for (const limit of [100, 2]) {
          const last = (all: ReadonlyArray<unknown>) => all.toReversed().slice(0, limit)
          const rows = yield* trail({ _tag: "All" }, { limit })
          yield* same(
            `${limit} rows of the trail, ${way}`,
            rows.map((row) => row.commandId),
            last(came)
          )
          const entries = yield* readings({ _tag: "All" }, { limit })
          yield* same(
            `${limit} entries, ${way}`,
            entries.map((one) => one.at),
            last(seconds.map((second) => at(second)))
          )
          const chain = yield* links(0, limit)
          yield* same(
            `${limit} links, ${way}`,
            chain.map((row) => row.commandId),
            came.slice(0, limit)
          )
        }
      })
    )
})

/** Texts that a program on the way could take for something else than text, or write otherwise. */
const alike = [
  ...["null", "true", "false", "NaN", "Infinity", "undefined", "0", "-0", "1.0", "1e3", "0x1F", "007", "[]", "[1,2]"],
  ...[
    "{}",
    '{"a":1}',
    '"quoted"',
    "2026-03-02",
    "2026-03-02T17:00:00.000Z",
    "infinity",
    "now",
    "epoch",
    "P1D",
    "\\x41"
  ],
  ...[
    "'",
    "''",
    "\\",
    "\\n",
    "%s",
    "$1",
    "&amp;",
    "<b>&</b>",
    "a\tb",
    "a\u00a0b",
    "\ufeffa",
    "a\u200db",
    "\u0001\u001f"
  ],
  ...[
    "a\u2028b\u2029c",
    "e\u0301",
    "\u00e9",
    "\ufb01",
    "\u{1f469}\u200d\u{1f467}",
    "\u{20bb7}\u7530",
    " a ",
    "",
    "a\r\nb"
  ]
]

const alikeTexts = Effect.fnUntraced(function* (store: Port) {
  const named = (text: string, n: number) => ({ ...entity(n), name: text as never })
  const written = alike.map((text, n) => change("enrollmentEntity", named(text, n)))
  yield* put(store, commit("alike", written))
  for (const { expected: _, ...one } of written)
    yield* same("a record", (yield* store.load([read(one.kind, "id", one.id)]))[0], one)
  const events = (yield* store.journal(0, 1000)).map(({ event }) => event)
  yield* same(
    "events",
    events.map((event) => ("entity" in event ? event.entity.name : undefined)),
    alike
  )
  // An object without fields is one, in a record and in an event.
  const bare = { ...Records.agent(1), reports: {}, languages: [] }
  yield* put(store, commit("bare", [change("agent", bare)]))
  yield* same("nothing in it", (yield* store.load([read("agent", "id", bare.agentId)]))[0]?.record, bare)
  const [row] = yield* store.journal(written.length, 1)
  yield* same("nothing in it, as told", row?.event, { _tag: "AgentAdded", agent: bare })
  const reasons = alike.filter((text) => text !== "")
  const cases = [household(2).caseId, household(1).caseId, household(2).caseId]
  for (const reason of reasons)
    yield* store.disclose(() => Effect.succeed({ answer: reason, shown: disclosure(0, { reason, cases, count: 3 }) }))
  for (const [way, look] of readers(store)) {
    const entries = yield* look(({ readings }) =>
      readings({ _tag: "Case", caseId: household(2).caseId, held: [] }, { limit: 100 })
    )
    yield* same(
      `reasons, ${way}`,
      entries.map(({ cases, reason }) => [reason, cases]),
      reasons.toReversed().map((reason) => [reason, cases])
    )
  }
})

/** The checks of days, times and texts that look like something else. @category laws */
export const checks: ReadonlyArray<Check> = [
  check("days and instants of every season and century are read as they were written", "B11", inSeason),
  check("rows and entries stand in the order in which they came, whatever their times", "B11", backwards),
  check(
    "a text that looks like something else is read as that text, and an object without fields as that",
    "B11",
    alikeTexts
  )
]
