/**
 * Everything that a store keeps, to be compared where the same work was cut into other commands: a list in one command, in
 * chunks, and one by one.
 *
 * @since 0.1.0
 */
import { every, type Link, Store, type Versioned } from "@agencybook/application/Store"
import * as Dates from "@agencybook/core/CalendarDate"
import type { Delegation } from "@agencybook/core/Delegation"
import type { Notice } from "@agencybook/core/Notice"
import { type Kind, kinds } from "@agencybook/core/Record"
import type { Transfer } from "@agencybook/core/Transfer"
import * as Effect from "effect/Effect"

/** A notice and when it was queued. @category models */
export interface Queued {
  readonly notice: Notice
  readonly queuedAt: Dates.Instant
}

/** Whole records with their versions, the rows of the journal as links of its chain, and every notice that waits. @category models */
export interface Kept {
  readonly records: ReadonlyArray<Versioned>
  readonly rows: ReadonlyArray<Link>
  readonly notices: ReadonlyArray<Queued>
}

// More than a test makes.
const most = 1_000_000

// Whoever claims a notice has it for a moment; the next one comes after that.
let claims = 0

/** Everything that the store keeps; notices are claimed, as whoever delivers them would. @category queries */
export const everything = Effect.gen(function* () {
  const store = yield* Store
  const { records, rows } = yield* store.snapshot((_, { links, scan }) =>
    Effect.all({
      records: Effect.forEach(Object.keys(kinds) as ReadonlyArray<Kind>, (kind) =>
        scan(every(kind, "id" as never), { limit: most })
      ),
      rows: links(0, most)
    })
  )
  claims += 1
  const at = Dates.toMillis(Dates.instant("2099-01-01T00:00:00.000Z")) + claims * 1_000
  const notices = yield* store.claim(Dates.fromMillis(at), most, 1)
  return {
    records: records.flat(),
    rows,
    notices: notices.map(({ notice, queuedAt }) => ({ notice, queuedAt }))
  } satisfies Kept
})

/**
 * Names for what a command names after itself: a delegation that a feed or a transfer has opened is called by its case and by how
 * many it follows there, and every transfer the same.
 */
const naming = (records: ReadonlyArray<Versioned>): ((text: string) => string) => {
  const held = new Map<string, Delegation>()
  const names = new Map<string, string>()
  for (const { id, kind, record } of records) {
    if (kind === "delegation") held.set(id, record)
    if (kind === "transfer") names.set(id, "the transfer")
  }
  const steps = ({ predecessorId }: Delegation): number => {
    const before = predecessorId && held.get(predecessorId)
    return before === undefined ? 0 : 1 + steps(before)
  }
  for (const [id, one] of held) if (id.includes("~")) names.set(id, `${one.caseId} ${one.kind} ${steps(one)}`)
  return (text) =>
    text.replaceAll(/"([^"\\]+)"/g, (found, id: string) => JSON.stringify(names.get(id) ?? found.slice(1, -1)))
}

/** A transfer row by row, for each chunk of a list has a record of its own with the rows of the chunk. */
const rowByRow = (transfer: Transfer): ReadonlyArray<object> => {
  const { rows, ...about } = transfer
  return rows.map((row) => ({ ...about, row }))
}

const ofRecord = ({ kind, record, version }: Versioned): ReadonlyArray<object> =>
  kind === "transfer" ? rowByRow(record).map((row) => ({ kind, version, row })) : [{ kind, version, record }]

const ofRow = ({
  commandId: _,
  commandName: _n,
  hash: _h,
  position: _p,
  previous: _r,
  ...row
}: Link): ReadonlyArray<object> =>
  "transfer" in row.event
    ? rowByRow(row.event.transfer).map((transfer) => ({ ...row, event: { ...row.event, transfer } }))
    : [row]

/** The same value with its fields by name: a database may keep them in an order of its own. */
const inOrder = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(inOrder)
  if (typeof value !== "object" || value === null) return value
  const fields = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))
  return Object.fromEntries(fields.map(([name, field]) => [name, inOrder(field)]))
}

/**
 * The same as texts, in an order that does not depend on when it came, to be compared between stores.
 *
 * **Details**: left out is what has to differ when work is cut into other commands, and nothing else. Of the journal: identifier
 * and name of the command, position and hashes. Of notices: their identifiers, which follow from that of the command. Identifiers
 * that a command derives from its own are replaced by what they stand for, a transfer by its rows. The order of events within a
 * command is left out with their positions.
 *
 * **Gotchas**: a story with several transfers is compared as if they were one.
 *
 * @category queries
 */
export const compared = ({ notices, records, rows }: Kept) => {
  const named = naming(records)
  const texts = (all: ReadonlyArray<unknown>) => all.map((one) => named(JSON.stringify(inOrder(one)))).sort()
  return {
    records: texts(records.flatMap(ofRecord)),
    journal: texts(rows.flatMap(ofRow)),
    notices: texts(notices.map(({ notice: { noticeId: _, ...notice }, queuedAt }) => ({ ...notice, queuedAt })))
  }
}
