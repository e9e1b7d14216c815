/**
 * Writing the journal: rows are chained to the last one at the end of their transaction, while its head is held.
 *
 * The head is the only thing that writers of one exchange wait for each other at, and they come to it last: what can be
 * prepared before, is.
 *
 * @since 0.1.0
 */
import * as JournalChain from "@agencybook/application/JournalChain"
import { type Commit, Conflict, concernsIn, type Head, StoreError } from "@agencybook/application/Store"
import { refOf } from "@agencybook/core/Record"
import * as Effect from "effect/Effect"
import type { SqlClient } from "effect/sql/SqlClient"
import * as Writing from "./Writing.ts"

/** What the journal says of a commit. */
export type Journaled = Pick<Commit, "changes" | "events" | "provenance">

/** What the rows of a commit say for themselves, without their places, and how the whole of one is written. */
const rows = ({ changes, events, provenance }: Journaled) => {
  const concerned = concernsIn({ changes })
  const { own, whole } = JournalChain.wording(provenance)
  const all = events.map((event) => own({ concerns: concerned(event), event, kind: refOf(event).kind }))
  return { all, whole }
}

/** Whether the database chains the rows by itself; it looks through all of them for each. */
export const isFew = ({ events }: Journaled): boolean => events.length <= 64

/**
 * Appends rows to the journal of an exchange in one statement, in which the database works out the places and the hashes,
 * so that nothing has to be asked first; to be sent as the last thing before the end of a transaction. For few rows.
 */
export const chaining = (sql: SqlClient, schema: string, exchangeId: string) => {
  const first = JournalChain.beginning(exchangeId)
  const hash = `encode(sha256(convert_to(c.hash || chr(10) || (c.position + 1)::text || chr(10) || l.content, 'UTF8')), 'hex')`
  const text = `with recursive lines as materialized (select l.content, l.n from unnest(string_to_array((select $2::text), chr(10))) with ordinality as l(content, n)),
head as materialized (select position, hash from ${schema}.journal_head where exchange_id = $1 for update),
chain(n, position, previous, hash, content) as (
  select 0::bigint, s.position, null::text, s.hash, null::text from (select position, hash from head union all select $3::bigint, $4::text where not exists (select from head)) s
  union all
  select l.n, c.position + 1, c.hash, ${hash}, l.content from chain c join lines l on l.n = c.n + 1
),
last as (select position, hash from chain order by n desc limit 1),
forward as (update ${schema}.journal_head h set position = c.position, hash = c.hash from last c where h.exchange_id = $1 and exists (select from head)),
founded as (insert into ${schema}.journal_head (exchange_id, position, hash) select $1, position, hash from last where not exists (select from head)),
put as (
  insert into ${schema}.journal (exchange_id, position, command_id, command_name, at, actor, on_behalf_of, permission, policy, event, record_kind, case_id, agent_id, agency_id, counselor_id, previous, hash)
  select $1, x.position, x.v->>'commandId', x.v->>'commandName', (x.v->>'at')::timestamptz, x.v->>'actor', x.v->>'onBehalfOf', x.v->>'permission', x.v->>'policy', x.v->'event', x.v->>'kind', x.v->'concerns'->>'caseId', x.v->'concerns'->>'agentId', x.v->'concerns'->>'agencyId', x.v->'concerns'->>'counselorId', x.previous, x.hash
  from (select position, previous, hash, content::jsonb as v from chain where n > 0 offset 0) x
)
select 1`
  return (commit: Journaled) =>
    Effect.suspend(() => {
      const { all, whole } = rows(commit)
      return sql.unsafe(text, [exchangeId, all.map(whole).join("\n"), first.position, first.hash])
    })
}

/**
 * Takes the head of the journal of an exchange and gives the statements that append rows to it, to be sent in their order as
 * the last thing before a transaction ends. Each works out the places of its rows when it is sent.
 */
export const appending = (sql: SqlClient, schema: string, exchangeId: string) => {
  const first = JournalChain.beginning(exchangeId)
  const held = Effect.map(
    sql.unsafe<{ position: string | number | bigint; hash: string }>(
      `select position, hash from ${schema}.journal_head where exchange_id = $1 for update`,
      [exchangeId]
    ),
    ([head]): Head | undefined => head && { position: Number(head.position), hash: head.hash }
  )
  // The first writers of an exchange wait for each other at the insertion, and then hold what one of them wrote.
  const founded = Effect.andThen(
    sql.unsafe(
      `insert into ${schema}.journal_head (exchange_id, position, hash) values ($1, $2, $3) on conflict do nothing`,
      [exchangeId, first.position, first.hash]
    ),
    held
  )
  return Effect.fnUntraced(function* (commit: Journaled) {
    const { all, whole } = rows(commit)
    const head = (yield* held) ?? (yield* founded)
    if (head === undefined) return yield* new StoreError({ reason: new Conflict({ on: "journal_head" }) })
    const { actor, at, commandId, commandName, onBehalfOf, permission, policy } = commit.provenance
    let end = head
    return Writing.parts(all).map((part) =>
      Effect.suspend(() => {
        const places = JournalChain.extend(end, part.map(whole))
        end = places.at(-1) as Head
        const placed = part.map((own, n) => `{${own},${JSON.stringify(places[n]).slice(1)}`)
        return sql.unsafe(
          `with forward as (update ${schema}.journal_head set position = $10, hash = $11 where exchange_id = $1)
insert into ${schema}.journal (exchange_id, position, command_id, command_name, at, actor, on_behalf_of, permission, policy, event, record_kind, case_id, agent_id, agency_id, counselor_id, previous, hash)
select $1, (x.value->>'position')::bigint, $2, $3, $4::timestamptz, $5, $6, $7, $8, x.value->'event', x.value->>'kind', x.value->'concerns'->>'caseId', x.value->'concerns'->>'agentId', x.value->'concerns'->>'agencyId', x.value->'concerns'->>'counselorId', x.value->>'previous', x.value->>'hash'
from ${Writing.rowsOf("$9", "value")}`,
          [
            ...[exchangeId, commandId, commandName, at, actor, onBehalfOf ?? null, permission, policy],
            ...[placed.join("\n"), end.position, end.hash]
          ]
        )
      })
    )
  })
}
