// Many delegations go from one agent to another in one transaction, in our own tables.
import { performance } from "node:perf_hooks"
import { Readable } from "node:stream"
import { pipeline } from "node:stream/promises"
import * as Agencybook from "@agencybook/application/Agencybook"
import * as Bulk from "@agencybook/application/Bulk"
import * as Sample from "@agencybook/testing/Sample"
import { from as copyFrom } from "pg-copy-streams"
import { clients, database, digestOf, exchangeId, migrate, portal } from "./postgres.mjs"

const moves = Number(process.env.BENCH_MOVES ?? 100_000)
const warm = 1000
const others = 20_000

/** The agents of the measured move, and those of the one before it. */
const measured = { from: 1, to: 2 }
const before = { from: 3, to: 4 }

const populate = async (client) => {
  const put = (table, id, record) =>
    client.query(`insert into agencybook.${table} (exchange_id, id, version, record) values ($1, $2, 1, $3)`, [
      exchangeId,
      id,
      JSON.stringify(record)
    ])
  await put("agency", Sample.agencyId(), Sample.agency())
  for (const n of [0, 1, 2, 3, 4, 5]) {
    await put("agent", Sample.agentId(n), Sample.agent(n))
    await put("employment", `${Sample.agentId(n)}/${Sample.agencyId()}`, Sample.employment(n))
  }
  // Each agent's clients, and those of somebody whom the transfer does not touch.
  let first = 100
  for (const [agent, count] of [
    [measured.from, moves],
    [before.from, warm],
    [5, others]
  ]) {
    const last = first + count - 1
    const delegate = { agentId: Sample.agentId(agent), agencyId: Sample.agencyId() }
    await client.query(
      `insert into agencybook.consumer_case (exchange_id, id, version, record) select $1, 'case-' || n, 1, $2::jsonb || jsonb_build_object('caseId', 'case-' || n, 'caseNumber', (10000000 + n)::text) from generate_series($3::int, $4::int) n`,
      [exchangeId, JSON.stringify(Sample.household(1, { coverage: Sample.coverage() })), first, last]
    )
    await client.query(
      `insert into agencybook.delegation (exchange_id, id, version, record) select $1, 'd-' || n, 1, $2::jsonb || jsonb_build_object('caseId', 'case-' || n, 'delegationId', 'd-' || n) from generate_series($3::int, $4::int) n`,
      [exchangeId, JSON.stringify(Sample.delegation(1, "Active", { delegate })), first, last]
    )
    first = last + 1
  }
  await client.query("vacuum analyze")
  await client.query("checkpoint")
}

const open = "state in ('Requested', 'Active', 'Frozen')"
const listed = async (client, agent) => {
  const { rows } = await client.query(
    `select id, version from agencybook.delegation where exchange_id = $1 and agent_id = $2 and ${open} order by id`,
    [exchangeId, Sample.agentId(agent)]
  )
  return rows
}

const transfer = (make) => () =>
  database({}, async (url) => {
    await migrate(url)
    const [client] = await clients(url, 1)
    await populate(client)
    const { close, move } = await make(url, client)
    await move(before, await listed(client, before.from))
    const list = await listed(client, measured.from)
    const start = performance.now()
    await move(measured, list)
    const millis = performance.now() - start
    const { rows } = await client.query(
      `select case_id from agencybook.delegation where exchange_id = $1 and agent_id = $2 and ${open} order by case_id`,
      [exchangeId, Sample.agentId(measured.to)]
    )
    await close?.()
    await client.end()
    return {
      perSecond: (moves / millis) * 1000,
      nanoseconds: (millis * 1e6) / moves,
      digest: digestOf(rows.map((row) => row.case_id))
    }
  })

const byUs = (send) => async (url) => {
  const { close, run } = portal(url, 2)
  const move = (between, list) => {
    const parties = {
      agencyId: Sample.agencyId(),
      fromAgentId: Sample.agentId(between.from),
      toAgentId: Sample.agentId(between.to),
      reason: "workload"
    }
    return run(send(parties, list, `move-${between.from}`))
  }
  return { close, move }
}

const whole = (parties, _, id) =>
  Agencybook.Agencybook.use((book) =>
    book.execute({ id, actor: Sample.asAgent(0), command: { _tag: "TransferBook", transferId: id, ...parties } })
  )

const inChunks = (parties, list, id) =>
  Bulk.run(Bulk.transfer({ id, actor: Sample.asAgent(0), items: list.map((row) => row.id), transfer: parties }))

const inOne = (work) => (_, client) => ({
  move: async (between, list) => {
    await client.query("begin")
    await work(client, between, list)
    await client.query("commit")
  }
})

const done = (rowCount, expected) => {
  if (rowCount !== expected) throw new Error(`${rowCount} instead of ${expected} were moved`)
}

const changed = `version = t.version + 1, record = jsonb_set(t.record, '{delegate,agentId}', to_jsonb($2::text))`

const byPredicate = async (client, { from, to }, list) => {
  const { rowCount } = await client.query(
    `update agencybook.delegation t set ${changed} where exchange_id = $1 and agent_id = $3 and ${open}`,
    [exchangeId, Sample.agentId(to), Sample.agentId(from)]
  )
  done(rowCount, list.length)
}

const byList = async (client, { to }, list) => {
  const { rowCount } = await client.query(
    `update agencybook.delegation t set ${changed} from unnest($3::text[], $4::int[]) as x(id, version) where t.exchange_id = $1 and t.id = x.id and t.version = x.version`,
    [exchangeId, Sample.agentId(to), list.map(({ id }) => id), list.map(({ version }) => version)]
  )
  done(rowCount, list.length)
}

const byCopy = async (client, { to }, list) => {
  await client.query("create temp table moving (id text, version int) on commit drop")
  const rows = Readable.from(list.map(({ id, version }) => `${id}\t${version}\n`))
  await pipeline(rows, client.query(copyFrom("copy moving from stdin")))
  await client.query("analyze moving")
  const { rowCount } = await client.query(
    `update agencybook.delegation t set ${changed} from moving x where t.exchange_id = $1 and t.id = x.id and t.version = x.version`,
    [exchangeId, Sample.agentId(to)]
  )
  done(rowCount, list.length)
}

const rowByRow = async (client, { to }, list) => {
  const text = `update agencybook.delegation t set ${changed} where exchange_id = $1 and id = $3 and version = $4`
  for (const { id, version } of list) {
    const values = [exchangeId, Sample.agentId(to), id, version]
    done((await client.query({ name: "one", text, values })).rowCount, 1)
  }
}

// What our transfer leaves, written by somebody who has nothing to decide: the old period ends, the new one begins, and
// each leaves a row; nobody is told, nothing is checked, and the journal is no chain.
const sameRows = async (client, { from, to }, list) => {
  const at = new Date().toISOString()
  const { rows } = await client.query(
    `update agencybook.delegation t set version = t.version + 1, record = jsonb_set(t.record, '{state}', jsonb_build_object('_tag', 'Ended', 'from', t.record->'state'->'from', 'until', $3::text, 'reason', 'transferred')) where exchange_id = $1 and agent_id = $2 and ${open} returning t.id, t.record`,
    [exchangeId, Sample.agentId(from), at]
  )
  done(rows.length, list.length)
  const made = rows.map(({ id, record }) => ({
    id: `m-${id}`,
    record: {
      ...record,
      delegationId: `m-${id}`,
      predecessorId: id,
      delegate: { ...record.delegate, agentId: Sample.agentId(to) },
      state: { _tag: "Active", from: at }
    }
  }))
  await client.query(
    "insert into agencybook.delegation (exchange_id, id, version, record) select $1, x->>'id', 1, (x->'record')::jsonb from json_array_elements($2::text::json) x",
    [exchangeId, JSON.stringify(made)]
  )
  await client.query(
    `insert into agencybook.journal (exchange_id, position, command_id, command_name, at, actor, permission, policy, event, record_kind, case_id, agent_id, agency_id, previous, hash)
select $1, (select coalesce(max(position), 0) from agencybook.journal where exchange_id = $1) + row_number() over (), $3, 'TransferBook', $4::timestamptz, 'agent/agent-0', 'p', 'calheers', d.record, 'delegation', d.case_id, d.agent_id, d.agency_id, repeat('0', 64), repeat('0', 64)
from agencybook.delegation d where d.exchange_id = $1 and d.id = any($2::text[])`,
    [exchangeId, [...rows, ...made].map(({ id }) => id), `hand-${from}`, at]
  )
}

const TransferBook = "TransferBook, one command"

export const bulk = {
  title: `${moves.toLocaleString("en")} delegations move, ${others.toLocaleString("en")} stay`,
  ours: TransferBook,
  goals: { "UPDATE by predicate": 0.7, "UPDATE by id list": 0.5, "UPDATE row by row": 9 },
  alternatives: {
    [TransferBook]: transfer(byUs(whole)),
    "Bulk.transfer, chunks of 1,000": transfer(byUs(inChunks)),
    "SQL by hand, the same delegations and rows": transfer(inOne(sameRows)),
    "UPDATE by predicate": transfer(inOne(byPredicate)),
    "UPDATE by id list": transfer(inOne(byList)),
    "COPY, then UPDATE": transfer(inOne(byCopy)),
    "UPDATE row by row": transfer(inOne(rowByRow))
  }
}
