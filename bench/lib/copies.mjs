// Fills our tables with copies of the cases they hold, for sizes that commands would take hours to reach.
//
// Copies have what cases have: the record, its delegations, their rows of the journal, and all indexes over them. They have no
// commands, and the chain does not hold over them. Indexes are made again afterwards, as whoever loads a database would.
import { performance } from "node:perf_hooks"
import { exchangeId } from "./postgres.mjs"

const tables = ["consumer_case", "delegation", "journal"]

/** Indexes, and constraints that are kept by one, each with how it goes and how it comes back. */
const indexesOf = async (client) => {
  const { rows } = await client.query(
    `select i.indexname as name, i.indexdef as text, i.tablename as table, c.conname as constraint, pg_get_constraintdef(c.oid) as definition
from pg_indexes i join pg_index x on x.indexrelid = ('agencybook.' || i.indexname)::regclass
left join pg_constraint c on c.conindid = x.indexrelid and c.contype in ('u', 'x')
where i.schemaname = 'agencybook' and i.tablename = any($1) and not x.indisprimary`,
    [tables]
  )
  return rows.map(({ constraint, definition, name, table, text }) => {
    const of = `alter table agencybook.${table}`
    return constraint === null
      ? { name, drop: `drop index agencybook.${name}`, make: text }
      : {
          name,
          drop: `${of} drop constraint ${constraint}`,
          make: `${of} add constraint ${constraint} ${definition}`
        }
  })
}

// The identifier of case `n` is `case-n`, its number ten million and `n`.
const number = "substr(id, 6)::int"

const copies = {
  consumer_case: `insert into agencybook.consumer_case (exchange_id, id, version, record)
select exchange_id, 'case-' || m, version, record || jsonb_build_object('caseId', 'case-' || m, 'caseNumber', (10000000 + m)::text)
from (select *, ${number} + $2::int as m from agencybook.consumer_case where exchange_id = $1 and ${number} < $3::int offset 0) c`,
  delegation: `insert into agencybook.delegation (exchange_id, id, version, record)
select exchange_id, id || '+' || $2::int, version, record || jsonb_build_object('caseId', 'case-' || m, 'delegationId', id || '+' || $2::int)
from (select *, substr(case_id, 6)::int + $2::int as m from agencybook.delegation where exchange_id = $1 and substr(case_id, 6)::int < $3::int offset 0) d`,
  journal: `insert into agencybook.journal (exchange_id, position, command_id, command_name, at, actor, on_behalf_of, permission, policy, event, record_kind, case_id, agent_id, agency_id, previous, hash)
select exchange_id, position + $4::bigint, command_id, command_name, at, actor, on_behalf_of, permission, policy, event, record_kind, 'case-' || (substr(case_id, 6)::int + $2::int), agent_id, agency_id, previous, hash
from agencybook.journal where exchange_id = $1 and position <= $5::bigint and case_id is not null and substr(case_id, 6)::int < $3::int`
}

/** Copies the first `from` cases until there are `until` of them; `say` hears how far it is. */
export const spread = async (client, { from, until, say }) => {
  const start = performance.now()
  const seconds = () => Math.round((performance.now() - start) / 1000)
  const indexes = await indexesOf(client)
  // References, periods and the journal have held for what is copied.
  await client.query("set session_replication_role = replica")
  await client.query("set maintenance_work_mem = '1GB'")
  await client.query("set statement_timeout = 0")
  for (const { drop } of indexes) await client.query(drop)
  const { rows } = await client.query("select position from agencybook.journal_head where exchange_id = $1", [
    exchangeId
  ])
  const last = Number(rows[0].position)
  for (let at = from, n = 1; at < until; at += from, n++) {
    const count = Math.min(from, until - at)
    await client.query(copies.consumer_case, [exchangeId, at, count])
    await client.query(copies.delegation, [exchangeId, at, count])
    await client.query(copies.journal, [exchangeId, at, count, n * last, last])
    await client.query("update agencybook.journal_head set position = $2 where exchange_id = $1", [
      exchangeId,
      (n + 1) * last
    ])
    say(`${at + count} cases after ${seconds()} s`)
  }
  for (const { make, name } of indexes) {
    await client.query(make)
    say(`index ${name} after ${seconds()} s`)
  }
  await client.query("reset session_replication_role")
  return seconds()
}
