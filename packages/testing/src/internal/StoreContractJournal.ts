/**
 * Checks of the journal: order, provenance, pages, and the events of one command.
 *
 * @since 0.1.0
 */
import type { Provenance } from "@agencybook/application/Store"
import type { CommandId } from "@agencybook/core/Id"
import type { Event } from "@agencybook/core/Record"
import * as Effect from "effect/Effect"
import { type Check, check, type Port, pause, same } from "./StoreContractCheck.ts"
import { put } from "./StoreContractReading.ts"
import * as Records from "./StoreContractRecords.ts"

const { acting, at, change, commit, entity } = Records

const used = (n: number): Event => ({ _tag: "ActingUsed", actingId: acting(1).actingId, at: at(n) })

const provenance = (n: number): Partial<Provenance> => ({
  commandName: `Command${n}`,
  actor: `agent/agent-${n}`,
  permission: `P-${n} agent`,
  policy: `policy-${n % 3}`,
  ...(n % 2 === 0 ? {} : { onBehalfOf: `agent-${n + 1}` })
})

// Twelve events in one command tell the order of numbers from the order of texts.
const written = [3, 1, 12, 0, 2].map((size, n) =>
  commit(`command-${n}`, n === 0 ? [change("enrollmentEntity", entity(1))] : [], {
    second: 10 - n,
    events: Array.from({ length: size }, (_, i) => used(100 * n + ((i * 7) % 12))),
    provenance: provenance(n)
  })
)

const rows = written.flatMap((one) => one.events.map((event) => ({ ...one.provenance, event })))

const fill = (store: Port) => Effect.forEach(written, (one) => put(store, one), { discard: true })

const whole = Effect.fnUntraced(function* (store: Port) {
  yield* fill(store)
  const found = yield* store.journal(0, 1000)
  yield* same(
    "events in the order of their commands",
    found.map(({ event }) => event),
    rows.map(({ event }) => event)
  )
  const positions = found.map(({ position }) => position)
  yield* same(
    "positions are whole numbers above 0",
    positions.every((one) => Number.isSafeInteger(one) && one > 0),
    true
  )
  yield* same(
    "positions grow",
    positions.every((one, n) => n === 0 || one > (positions[n - 1] as number)),
    true
  )
  yield* same("size", (yield* store.counts()).journal, rows.length)
})

const identities = Effect.fnUntraced(function* (store: Port) {
  yield* fill(store)
  const found = (yield* store.journal(0, 1000)).map(({ position: _, event: __, ...row }) => row)
  yield* same(
    "two identities, command, permission and policy of every row",
    found,
    rows.map(({ event: _, ...row }) => row)
  )
})

const pages = Effect.fnUntraced(function* (store: Port) {
  yield* same("an empty journal", yield* store.journal(0, 10), [])
  yield* fill(store)
  const all = yield* store.journal(0, 1000)
  for (const limit of [1, 2, 5, rows.length, rows.length + 1]) {
    const paged: Array<(typeof all)[number]> = []
    for (;;) {
      const page = yield* store.journal(paged.at(-1)?.position ?? 0, limit)
      if (page.length === 0) break
      yield* same(`at most ${limit} rows`, page.length <= limit, true)
      paged.push(...page)
      if (paged.length > all.length) break
    }
    yield* same(`pages of ${limit}`, paged, all)
  }
  const last = all.at(-1)?.position ?? 0
  yield* same("after the last row", yield* store.journal(last, 10), [])
  yield* same("long after the last row", yield* store.journal(last + 1_000_000, 10), [])
})

const remembered = Effect.fnUntraced(function* (store: Port) {
  yield* fill(store)
  for (const one of written) {
    const known = yield* store.transact((tx) => tx.command(one.command.commandId))
    yield* same(`command \`${one.command.commandId}\``, known, { ...one.command, events: one.events })
  }
  for (const id of ["command", "command-", "command-00", "COMMAND-1", "", "%"])
    yield* same(`unknown \`${id}\``, yield* store.transact((tx) => tx.command(id as CommandId)), undefined)
})

/** Somebody who reads on from the last position seen must meet every row, whichever transaction ends first. */
const followed = Effect.fnUntraced(function* (store: Port) {
  const writers = Array.from({ length: 12 }, (_, n) =>
    store.transact((tx) =>
      tx
        .commit(commit(`writer-${n}`, [], { events: [used(n), used(n + 50)] }))
        .pipe(Effect.andThen(pause(n % 3 === 0 ? 60 : 1)))
    )
  )
  const seen: Array<number> = []
  let writing = true
  const turn = Effect.gen(function* () {
    for (const { position } of yield* store.journal(seen.at(-1) ?? 0, 3)) seen.push(position)
  })
  const follow = Effect.gen(function* () {
    while (writing) {
      yield* turn
      yield* pause(3)
    }
  })
  const write = Effect.all(writers, { concurrency: 6 }).pipe(Effect.ensuring(Effect.sync(() => (writing = false))))
  yield* Effect.all([write, follow], { concurrency: 2, discard: true })
  for (let n = 0; n < 20; n++) yield* turn
  yield* same(
    "rows met by a reader who follows",
    seen,
    (yield* store.journal(0, 1000)).map(({ position }) => position)
  )
})

/** The checks of the journal. @category laws */
export const checks: ReadonlyArray<Check> = [
  check("the journal keeps the order of commands and events, and positions grow", "B4", whole),
  check("every journal row says who, for whom, by which command and permission", "B4", identities),
  check("the journal is read in pages without gap or repetition", "B4", pages),
  check("a command is remembered with its outcome and its events in order", "B7", remembered),
  check("a reader who follows the journal misses no row", "B8", followed, { needs: "concurrent" })
]
