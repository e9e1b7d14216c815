/**
 * The log of readings: one statement writes an entry with the cases that it shows, and entries are read the latest first.
 *
 * Cases stand twice, in their entry and in a table of their own: row security trusts the comparison of a text in an index,
 * and not that of a list.
 *
 * @since 0.1.0
 */
import * as Fidelity from "@agencybook/application/Fidelity"
import { agencyRoles, type Readings, type Window } from "@agencybook/application/Store"
import type { Instant } from "@agencybook/core/CalendarDate"
import type { Disclosure, Kept } from "@agencybook/core/Disclosure"
import type { AgencyId, AgentId, CaseId, UserId } from "@agencybook/core/Id"
import * as Effect from "effect/Effect"
import type { SqlClient } from "effect/sql/SqlClient"
import { instant } from "./Reading.ts"

interface Row {
  readonly position: string | number | bigint
  readonly at: Instant
  readonly actor: string
  readonly on_behalf_of: AgentId | null
  readonly capability: Disclosure["capability"]
  readonly role: Disclosure["role"]
  readonly purpose: Disclosure["purpose"]
  readonly reason: string | null
  readonly what: Disclosure["what"]
  readonly case_id: CaseId | null
  readonly agent_id: AgentId | null
  readonly agency_id: AgencyId | null
  readonly counselor_id: UserId | null
  readonly cases: ReadonlyArray<CaseId>
  readonly count: number
  readonly whole: boolean
}

const columns = `position, ${instant("at")} as at, actor, on_behalf_of, capability, role, purpose, reason, what, case_id, agent_id, agency_id, counselor_id, cases, count, whole`

const keptOf = (row: Row): Kept => ({
  position: Number(row.position),
  at: row.at,
  actor: row.actor,
  ...(row.on_behalf_of === null ? {} : { onBehalfOf: row.on_behalf_of }),
  ...{ capability: row.capability, role: row.role, purpose: row.purpose },
  ...(row.reason === null ? {} : { reason: row.reason }),
  what: row.what,
  about: {
    ...(row.case_id === null ? {} : { caseId: row.case_id }),
    ...(row.agent_id === null ? {} : { agentId: row.agent_id }),
    ...(row.agency_id === null ? {} : { agencyId: row.agency_id }),
    ...(row.counselor_id === null ? {} : { counselorId: row.counselor_id })
  },
  cases: row.cases,
  count: row.count,
  ...(row.whole ? { whole: true } : {})
})

const isText = (of: Readings): boolean => {
  switch (of._tag) {
    case "Case":
      return Fidelity.isText(of.caseId)
    case "Actor":
      return Fidelity.isText(of.actor)
    case "Agency":
      return Fidelity.isText(of.agencyId)
    case "All":
      return true
  }
}

/** Which entries, as parts of which each is read by an index of its own, and their parameters from $4 on. */
const partsOf = (
  schema: string,
  of: Readings
): readonly [where: ReadonlyArray<string>, parameters: ReadonlyArray<unknown>] => {
  switch (of._tag) {
    case "Case":
      return [
        [
          "case_id = $4",
          `position in (select position from ${schema}.reading_case where exchange_id = $1 and case_id = $4 and ($2::bigint is null or position < $2) order by position desc limit $3)`,
          `whole and exists (select from unnest($5::text[], $6::text[], $7::text[], $8::text[]) as h(agency_id, agent_id, since, until)
where reading.agency_id = h.agency_id and (reading.agent_id is null or reading.agent_id = h.agent_id) and reading.at >= h.since::timestamptz and (h.until = '' or reading.at < nullif(h.until, '')::timestamptz))`
        ],
        [
          of.caseId,
          of.held.map(({ agencyId }) => agencyId),
          of.held.map(({ agentId }) => agentId),
          of.held.map(({ from }) => from),
          of.held.map(({ until = "" }) => until)
        ]
      ]
    case "Actor":
      return [["actor = $4"], [of.actor]]
    case "Agency":
      return [["agency_id = $4 and role = any($5::text[])"], [of.agencyId, agencyRoles]]
    case "All":
      return [["true"], []]
  }
}

/** Writes and reads the log of an exchange. */
export const make = (sql: SqlClient, schema: string, exchangeId: string) => {
  const append = Effect.fnUntraced(function* (shown: Disclosure) {
    const refusal = Fidelity.refusalOfDisclosure(shown)
    if (refusal !== undefined) return yield* refusal
    const { about, actor, at, capability, cases, count, onBehalfOf, purpose, reason, role, what, whole } = shown
    yield* sql.unsafe(
      `with kept as (insert into ${schema}.reading (exchange_id, at, actor, on_behalf_of, capability, role, purpose, reason, what, case_id, agent_id, agency_id, counselor_id, cases, count, whole)
values ($1, $2::timestamptz, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14::text[], $15, $16) returning position)
insert into ${schema}.reading_case (exchange_id, case_id, position) select distinct $1, c.id, kept.position from kept, unnest($14::text[]) as c(id)`,
      [
        ...[exchangeId, at, actor, onBehalfOf ?? null, capability, role, purpose, reason ?? null, what],
        ...[about.caseId ?? null, about.agentId ?? null, about.agencyId ?? null, about.counselorId ?? null],
        ...[cases, count, whole === true]
      ]
    )
  })

  const read = (of: Readings, { before, limit }: Pick<Window, "before" | "limit">) => {
    // Nothing else can have been kept; a driver would put another character in its place.
    if (!isText(of)) return Effect.succeed<ReadonlyArray<Kept>>([])
    const [where, parameters] = partsOf(schema, of)
    const parts = where.map(
      (one) =>
        `(select ${columns} from ${schema}.reading where exchange_id = $1 and ($2::bigint is null or position < $2) and ${one} order by reading.position desc limit $3)`
    )
    return Effect.map(
      // An entry can be found in two ways, and is one.
      sql.unsafe<Row>(`select * from (${parts.join(" union ")}) as part order by position desc limit $3`, [
        exchangeId,
        before ?? null,
        limit,
        ...parameters
      ]),
      (rows) => rows.map(keptOf)
    )
  }

  return { append, read }
}
