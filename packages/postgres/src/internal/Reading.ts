/**
 * Reading in parts: ranges of an index, how much is in them, and trails of the journal.
 *
 * A range is read in the order of its index, so that a page costs what is on it and not what lies before.
 *
 * @since 0.1.0
 */
import * as Fidelity from "@agencybook/application/Fidelity"
import * as JournalChain from "@agencybook/application/JournalChain"
import type {
  Ends,
  JournalEntry,
  Link,
  Part,
  Range,
  Trail,
  TrailEntry,
  Versioned,
  Window
} from "@agencybook/application/Store"
import type { Instant } from "@agencybook/core/CalendarDate"
import type { AgencyId, AgentId, CaseId, CommandId, UserId } from "@agencybook/core/Id"
import type { Place } from "@agencybook/core/Page"
import type { Event, Kind } from "@agencybook/core/Record"
import * as Effect from "effect/Effect"
import type { SqlClient } from "effect/sql/SqlClient"
import * as RecordTables from "../RecordTables.ts"
import * as ExactJson from "./ExactJson.ts"

/** An instant of the database as the records write it. */
export const instant = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

/** The column of an index, and which rows it leaves out. */
export const columnOf = ({ index, kind }: Pick<Range, "index" | "kind">): readonly [string, string?] => {
  if (index === "id") return ["id"]
  const known = (RecordTables.indexes[kind] as Record<string, readonly [string, string?] | undefined>)[index]
  if (known === undefined) throw new Error(`there is no index ${index} of ${kind}`)
  return known
}

/** A row of the journal as the database gives it. */
export interface JournalRow {
  readonly position: string | number | bigint
  readonly command_id: CommandId
  readonly command_name: string
  readonly at: Instant
  readonly actor: string
  readonly on_behalf_of: string | null
  readonly permission: string
  readonly policy: string
  readonly event: Event
}

const columnsOf = (at: string, event: string) =>
  `position, command_id, command_name, ${at} as at, actor, on_behalf_of, permission, policy, ${event} as event`

/** The columns of a row of the journal. */
export const journalColumns = columnsOf(instant("at"), "event")

// An instant that the records could not write is given as the database writes it, which no hash covers.
const linkColumns = columnsOf(
  `case when at = date_trunc('milliseconds', at) and at >= '0001-01-01Z' and at < '10000-01-01Z' then ${instant("at")} else at::text end`,
  "event::text"
)

/** A row of the journal as the port gives it. */
export const journalEntry = (row: JournalRow): JournalEntry => ({
  position: Number(row.position),
  commandId: row.command_id,
  commandName: row.command_name,
  at: row.at,
  actor: row.actor,
  ...(row.on_behalf_of === null ? {} : { onBehalfOf: row.on_behalf_of }),
  permission: row.permission,
  policy: row.policy,
  event: row.event
})

interface TrailRow extends JournalRow {
  readonly case_id: CaseId | null
  readonly agent_id: AgentId | null
  readonly agency_id: AgencyId | null
  readonly counselor_id: UserId | null
}

const trailEntry = (row: TrailRow): TrailEntry => ({
  ...journalEntry(row),
  concerns: {
    ...(row.case_id === null ? {} : { caseId: row.case_id }),
    ...(row.agent_id === null ? {} : { agentId: row.agent_id }),
    ...(row.agency_id === null ? {} : { agencyId: row.agency_id }),
    ...(row.counselor_id === null ? {} : { counselorId: row.counselor_id })
  }
})

interface LinkRow extends Omit<TrailRow, "event"> {
  readonly event: string
  readonly record_kind: Kind
  readonly previous: string
  readonly hash: string
}

const linkOf = (row: LinkRow): Link => ({
  // An event is never a text alone: one that reading would round stays as it is kept, so that its hash does not fit.
  ...trailEntry({ ...row, event: ExactJson.isExact(row.event) ? JSON.parse(row.event) : row.event }),
  kind: row.record_kind,
  previous: row.previous,
  hash: row.hash
})

/**
 * The first text that can be kept and comes behind one that cannot: where the ends of a range and the place of a page
 * that no key can have lie among the keys. The database would refuse them, or put another character in their place.
 */
const among = (text: string): string => {
  const place = text.search(/[\0\p{Surrogate}]/u)
  if (place === -1) return text
  const [before, unit] = [text.slice(0, place), text.charCodeAt(place)]
  if (unit === 0) return `${before}\u0001`
  // A first half comes before its pairs, a second half behind all of them.
  return unit < 0xdc00 ? `${before}${String.fromCharCode(unit, 0xdc00)}` : `${before}\u{10ffff}`
}

const placeOf = ({ id, key }: Place): readonly [key: string, id: string] => {
  const place = among(key)
  return [place, place === key ? among(id) : ""]
}

// What cannot be kept is nobody's identifier.
const known = <A extends string>(id: A): A | null => (Fidelity.isText(id) ? id : null)

/** The rows of a trail, as conditions of which each is read by an index of its own, and their parameters from $5 on. */
const conditions = (of: Trail): readonly [where: ReadonlyArray<string>, parameters: ReadonlyArray<unknown>] => {
  switch (of._tag) {
    case "Case":
      return [["case_id = $5"], [known(of.caseId)]]
    case "Agent":
      return [
        ["agent_id = $5 and ($6::text[] is null or agency_id is null or agency_id = any($6))"],
        [known(of.agentId), of.agencies === "every" ? null : of.agencies.filter(Fidelity.isText)]
      ]
    case "Agency":
      return [
        ["agency_id = $5", "agency_id is null and agent_id = any($6::text[])"],
        [known(of.agencyId), of.agentIds.filter(Fidelity.isText)]
      ]
    case "Counselor":
      return [["counselor_id = $5"], [known(of.counselorId)]]
    case "All":
      return [["true"], []]
  }
}

/** Reads over the tables of a schema, for one exchange. */
export const make = (sql: SqlClient, schema: string, exchangeId: string) => {
  const table = ({ kind }: Range) => `${schema}.${RecordTables.tables[kind].name}`

  const scan = (range: Range, { after, descending = false, limit }: Part) => {
    const [column, where] = columnOf(range)
    const direction = descending ? "desc" : "asc"
    const [key, id] = after === undefined ? [] : placeOf(after)
    // Behind a place that no record can have comes the first one that some record can.
    const behind = key === after?.key && id === after?.id ? ">" : ">="
    const place = key === undefined ? "" : ` and (${column}, id) ${descending ? "<" : behind} ($5, $6)`
    return Effect.map(
      sql.unsafe<{ id: string; version: number; record: never }>(
        `select id, version, record from ${table(range)} where exchange_id = $1 and ${column} >= $2 and ${column} < $3${where === undefined ? "" : ` and ${where}`}${place} order by ${column} ${direction}, id ${direction} limit $4`,
        [exchangeId, among(range.from), among(range.until), limit, ...(key === undefined ? [] : [key, id])]
      ),
      (rows) => rows.map(({ id, record, version }) => ({ kind: range.kind, id, version, record }) as Versioned)
    )
  }

  const tally = Effect.fnUntraced(function* (ranges: ReadonlyArray<Range>) {
    const counts = ranges.map(() => 0)
    const groups = new Map<string, Array<number>>()
    for (const [n, { index, kind }] of ranges.entries()) {
      const known = groups.get(`${kind}/${index}`)
      if (known === undefined) groups.set(`${kind}/${index}`, [n])
      else known.push(n)
    }
    for (const places of groups.values()) {
      const of = places.map((n) => ranges[n] as Range)
      const first = of[0] as Range
      const [column, where] = columnOf(first)
      const found = yield* sql.unsafe<{ n: string | number | bigint; count: string | number | bigint }>(
        `select x.n, (select count(*) from ${table(first)} where exchange_id = $1 and ${column} >= x.low collate "C" and ${column} < x.high collate "C"${where === undefined ? "" : ` and ${where}`}) as count from unnest($2::text[], $3::text[]) with ordinality as x(low, high, n)`,
        [exchangeId, of.map(({ from }) => among(from)), of.map(({ until }) => among(until))]
      )
      for (const { count, n } of found) counts[places[Number(n) - 1] as number] = Number(count)
    }
    return counts
  })

  const trail = (of: Trail, { before, kind, limit }: Window) => {
    const [where, parameters] = conditions(of)
    // One ordered read for each condition, then the latest of all: an `or` would have to sort everything.
    const parts = where.map(
      (one) =>
        `(select ${journalColumns}, case_id, agent_id, agency_id, counselor_id from ${schema}.journal where exchange_id = $1 and ($2::bigint is null or position < $2) and ($3::text is null or record_kind = $3) and ${one} order by position desc limit $4)`
    )
    return Effect.map(
      sql.unsafe<TrailRow>(`select * from (${parts.join(" union all ")}) as part order by position desc limit $4`, [
        exchangeId,
        before ?? null,
        kind ?? null,
        limit,
        ...parameters
      ]),
      (rows) => rows.map(trailEntry)
    )
  }

  const links = (after: number, limit: number) =>
    Effect.map(
      sql.unsafe<LinkRow>(
        `select ${linkColumns}, case_id, agent_id, agency_id, counselor_id, record_kind, previous, hash from ${schema}.journal where exchange_id = $1 and position > $2 order by position limit $3`,
        [exchangeId, after, limit]
      ),
      (rows) => rows.map(linkOf)
    )

  const first = JournalChain.beginning(exchangeId)
  const ends = Effect.map(
    sql.unsafe<{ position: string | number | bigint; hash: string }>(
      `select position, hash from ${schema}.journal_head where exchange_id = $1`,
      [exchangeId]
    ),
    ([last]): Ends => ({ first: { ...first }, last: last && { position: Number(last.position), hash: last.hash } })
  )

  return { scan, tally, trail, links, ends }
}
