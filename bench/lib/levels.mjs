// One command: an administrator's level is changed by the manager of the agency. Load, decide, save with the version that
// was read, and leave a row that says who did what.
import { createHash } from "node:crypto"
import * as Agencybook from "@agencybook/application/Agencybook"
import * as Sample from "@agencybook/testing/Sample"
import { clients as connect, database, digestOf, drive, exchangeId, migrate, portal } from "./postgres.mjs"

const people = 64
const warmUp = 160

/** Each client has people of its own, so that what is measured is work and not who waits for whom. */
const personOf = (clients, client, n) => (n * clients + client) % people
const levelOf = (clients, n) => 2 - (Math.floor((n * clients) / people) % 2)

const staffId = (person) => `staff-${person}`

/** Writes the agency, its manager and its staff into our tables, past the store. */
const populate = async (client) => {
  const put = (table, id, record) =>
    client.query(`insert into agencybook.${table} (exchange_id, id, version, record) values ($1, $2, 1, $3)`, [
      exchangeId,
      id,
      JSON.stringify(record)
    ])
  await put("agency", Sample.agencyId(), Sample.agency())
  await put("agent", Sample.agentId(), Sample.agent())
  await put("employment", `${Sample.agentId()}/${Sample.agencyId()}`, Sample.employment())
  for (let person = 0; person < people; person++) await put("staff", staffId(person), Sample.staff(person))
  await client.query("vacuum analyze")
  await client.query("checkpoint")
}

/** What our tables hold in the end: the level of each, and how many rows the journal has. */
const left = async (client) => {
  const levels = await client.query("select id, level from agencybook.staff order by id")
  const rows = await client.query("select count(*)::int as count from agencybook.journal")
  return digestOf([...levels.rows.map(({ id, level }) => `${id} ${level}`), String(rows.rows[0].count)])
}

const ours = (clients, commands) => async (url) => {
  await migrate(url)
  const [look] = await connect(url, 1)
  await populate(look)
  const { close, run } = portal(url, clients)
  const actor = Sample.asAgent(0)
  const one = (client, n) =>
    run(
      Agencybook.Agencybook.use((book) =>
        book.execute({
          id: `level-${client}-${n}`,
          actor,
          command: { _tag: "SetStaffLevel", userId: staffId(personOf(clients, client, n)), level: levelOf(clients, n) }
        })
      )
    )
  const measured = await drive({ clients, commands, one, warm: warmUp / clients })
  const digest = await left(look)
  await close()
  await look.end()
  return { ...measured, digest }
}

/** The pure decision of the plain alternatives. */
const decide = ({ level }, to) => (level === to ? undefined : { _tag: "StaffLevelSet", from: level, to })

const tables = [
  "create table person (id text primary key, version int not null, level int not null, body jsonb not null)",
  "create table audit (id bigint generated always as identity primary key, person text not null, version int not null, actor text not null, event jsonb not null, at timestamptz not null default now())"
]
const prepared = {
  select: { name: "select", text: "select id, version, level, body from person where id = $1" },
  update: {
    name: "update",
    text: "update person set version = version + 1, level = $3, body = $4 where id = $1 and version = $2"
  },
  audit: { name: "audit", text: "insert into audit (person, version, actor, event) values ($1, $2, $3, $4)" },
  both: {
    name: "both",
    text: "with changed as (update person set version = version + 1, level = $3, body = $4 where id = $1 and version = $2 returning id, version) insert into audit (person, version, actor, event) select id, version, $5, $6 from changed"
  }
}

const byHand = (clients, commands, step) => async (url) => {
  const all = await connect(url, clients)
  const [look] = all
  for (const table of tables) await look.query(table)
  for (let person = 0; person < people; person++)
    await look.query("insert into person values ($1, 1, 1, $2)", [
      staffId(person),
      JSON.stringify(Sample.staff(person))
    ])
  await look.query("vacuum analyze")
  await look.query("checkpoint")
  const one = (client, n) => step(all[client], staffId(personOf(clients, client, n)), levelOf(clients, n))
  const measured = await drive({ clients, commands, one, warm: warmUp / clients })
  const levels = await look.query('select id, level from person order by id collate "C"')
  const rows = await look.query("select count(*)::int as count from audit")
  for (const client of all) await client.end()
  return {
    ...measured,
    digest: digestOf([...levels.rows.map(({ id, level }) => `${id} ${level}`), String(rows.rows[0].count)])
  }
}

const done = (rowCount) => {
  if (rowCount !== 1) throw new Error("somebody else wrote it")
}

const inFive = async (client, id, to) => {
  await client.query("begin")
  const { rows } = await client.query({ ...prepared.select, values: [id] })
  const event = decide(rows[0], to)
  if (event === undefined) return client.query("rollback")
  const { rowCount } = await client.query({ ...prepared.update, values: [id, rows[0].version, to, rows[0].body] })
  done(rowCount)
  await client.query({ ...prepared.audit, values: [id, rows[0].version + 1, "agent/agent-0", event] })
  return client.query("commit")
}

const inTwo = async (client, id, to) => {
  const { rows } = await client.query({ ...prepared.select, values: [id] })
  const event = decide(rows[0], to)
  if (event === undefined) return
  const values = [id, rows[0].version, to, rows[0].body, "agent/agent-0", event]
  done((await client.query({ ...prepared.both, values })).rowCount)
}

// The same duties in our own tables, by somebody who writes each statement for this one command: the command is remembered
// by its identifier, the manager's standing is read, rows are locked, and the journal is a chain.
const duties = {
  known: {
    name: "known",
    text: "select (select fingerprint from agencybook.command where exchange_id = $1 and command_id = $2) as known, a.record as agent, e.record as employment, g.record as agency from agencybook.agent a join agencybook.employment e on e.exchange_id = $1 and e.agent_id = a.id and e.state <> 'Inactive' join agencybook.agency g on g.exchange_id = $1 and g.id = e.agency_id where a.exchange_id = $1 and a.id = $3 for share of a, e, g"
  },
  staff: {
    name: "staff",
    text: "select version, record from agencybook.staff where exchange_id = $1 and id = $2 for no key update"
  },
  write: {
    name: "write",
    text: "with key as (insert into agencybook.command (exchange_id, command_id, fingerprint, at, outcome) values ($1, $2, $3, $4, '{}')), changed as (update agencybook.staff set version = version + 1, record = $5 where exchange_id = $1 and id = $6 and version = $7) select position, hash from agencybook.journal_head where exchange_id = $1 for update"
  },
  journal: {
    name: "journal",
    text: "with forward as (update agencybook.journal_head set position = $2, hash = $3 where exchange_id = $1) insert into agencybook.journal (exchange_id, position, command_id, command_name, at, actor, permission, policy, event, record_kind, agency_id, previous, hash) values ($1, $2, $4, 'SetStaffLevel', $5, 'agent/agent-0', 'PRM-17 manager', 'calheers', $6, 'staff', $7, $8, $3)"
  }
}
const sha256 = (text) => createHash("sha256").update(text).digest("hex")

const withDuties = (clients, commands) => async (url) => {
  await migrate(url)
  const all = await connect(url, clients)
  const [look] = all
  await populate(look)
  await look.query("insert into agencybook.journal_head values ($1, 0, $2)", [exchangeId, sha256("beginning")])
  const one = async (client, n) => {
    const sql = all[client]
    const userId = staffId(personOf(clients, client, n))
    const to = levelOf(clients, n)
    const commandId = `level-${client}-${n}`
    const at = new Date().toISOString()
    await sql.query("begin")
    const first = await sql.query({ ...duties.known, values: [exchangeId, commandId, "agent-0"] })
    const { agency, agent, employment, known } = first.rows[0]
    const standing =
      agency.certification._tag === "Certified" &&
      agency.managers.includes("agent-0") &&
      agent.certification._tag === "Certified" &&
      employment.state === "Active"
    const { rows } = await sql.query({ ...duties.staff, values: [exchangeId, userId] })
    const event = decide(rows[0].record, to)
    if (known !== null || !standing || event === undefined) return sql.query("rollback")
    const record = JSON.stringify({ ...rows[0].record, level: to })
    const print = sha256(JSON.stringify([userId, to]))
    const values = [exchangeId, commandId, print, at, record, userId, rows[0].version]
    const head = (await sql.query({ ...duties.write, values })).rows[0]
    const position = Number(head.position) + 1
    const text = JSON.stringify({ ...event, userId })
    const hash = sha256(`${head.hash}\n${position}\n${text}`)
    await sql.query({
      ...duties.journal,
      values: [exchangeId, position, hash, commandId, at, text, "agency-0", head.hash]
    })
    return sql.query("commit")
  }
  const measured = await drive({ clients, commands, one, warm: warmUp / clients })
  const digest = await left(look)
  for (const client of all) await client.end()
  return { ...measured, digest }
}

const emmett = (clients, commands) => async (url) => {
  const { getPostgreSQLEventStore } = await import("@event-driven-io/emmett-postgresql")
  const store = getPostgreSQLEventStore(url, { connectionOptions: { pooled: true } })
  await store.schema.migrate()
  for (let person = 0; person < people; person++)
    await store.appendToStream(staffId(person), [{ type: "StaffAdded", data: Sample.staff(person) }])
  const evolve = (state, { data, type }) => (type === "StaffAdded" ? data : { ...state, level: data.to })
  const initialState = () => ({})
  const one = async (client, n) => {
    const id = staffId(personOf(clients, client, n))
    const { currentStreamVersion, state } = await store.aggregateStream(id, { evolve, initialState })
    const event = decide(state, levelOf(clients, n))
    if (event === undefined) return
    const { _tag: type, ...data } = event
    await store.appendToStream(id, [{ type, data }], { expectedStreamVersion: currentStreamVersion })
  }
  const measured = await drive({ clients, commands, one, warm: warmUp / clients })
  const levels = []
  let rows = 0
  for (let person = 0; person < people; person++) {
    const { currentStreamVersion, state } = await store.aggregateStream(staffId(person), { evolve, initialState })
    levels.push(`${staffId(person)} ${state.level}`)
    rows += Number(currentStreamVersion) - 1
  }
  await store.close()
  return { ...measured, digest: digestOf([...levels.toSorted(), String(rows)]) }
}

/** The comparison for some clients, with or without waiting for the disk. */
export const command = ({ clients, durable }) => {
  const commands = Number(process.env.BENCH_COMMANDS ?? 400) / clients
  const on = (work) => () => database({ durable }, work)
  const goal = durable ? 3 : 4
  return {
    title: `one command, ${clients} client${clients === 1 ? "" : "s"}, ${durable ? "durable" : "synchronous_commit = off"}`,
    ours: "Agencybook.execute",
    goals: { "emmett-postgresql": goal },
    alternatives: {
      "Agencybook.execute": on(ours(clients, commands)),
      "emmett-postgresql": on(emmett(clients, commands)),
      "SQL by hand, the same duties": on(withDuties(clients, commands)),
      "SQL by hand, five round trips": on(byHand(clients, commands, inFive)),
      "SQL by hand, two round trips": on(byHand(clients, commands, inTwo))
    }
  }
}
