// The totals of a whole exchange: by agency, by agent, and by carrier, metal level and state of each agent.
import * as BookColumns from "@agencybook/core/BookColumns"
import * as BookCube from "@agencybook/core/BookCube"
import { agencyId, agentId, carriers, exchange, metals, rowsOf, statuses } from "../lib/exchange.mjs"
import { job } from "../lib/measure.mjs"
import { digestOfLevels } from "../lib/totals.mjs"

const size = Number(process.env.BENCH_CASES ?? 1_000_000)

export const title = `totals of ${size.toLocaleString("en")} cases at three levels`
export const ours = "BookCube, from rows"
export const goals = { "Map.groupBy": 3, "effect groupBy": 4 }
/** Ratios of others among each other that have goals of their own. */
export const more = {
  ours: "BookCube, from columns",
  goals: { "Map.groupBy": 10, "DuckDB, fetched": 6, "DuckDB, left there": 2.5 }
}

const levelsOf = (cube) => {
  const seats = BookCube.agents(cube)
  return [
    seats.flatMap((seat) =>
      BookCube.cells(cube, seat).map((cell) => ({
        ...cell,
        effectuated: cell.status === "Effectuated" ? cell.cases : 0,
        selected: cell.status === "PlanSelected" ? cell.cases : 0
      }))
    ),
    seats.map((seat) => BookCube.ofAgent(cube, seat)),
    BookCube.agencies(cube).map((agency) => BookCube.ofAgency(cube, agency))
  ]
}

const overRows = (run) => {
  const rows = rowsOf(exchange(size))
  return job({ size, run: () => run(rows), digestOf: digestOfLevels })
}

const zero = () => ({ cases: 0, members: 0, effectuated: 0, selected: 0, premium: 0, aptc: 0 })
const count = (totals, row) => {
  totals.cases++
  totals.members += row.householdSize
  if (row.enrollmentStatus === "Effectuated") totals.effectuated++
  else if (row.enrollmentStatus === "PlanSelected") totals.selected++
  totals.premium += row.grossPremium
  totals.aptc += row.aptc
}
const cellOf = (row) => `${row.carrier}|${row.metal}|${row.enrollmentStatus}`

/** Groups, then adds up each group, level by level. */
const byGroups = (groups) => (rows) => {
  const sum = (some) => {
    const totals = zero()
    for (const row of some) count(totals, row)
    return totals
  }
  const cells = []
  const agents = []
  const agencies = []
  for (const [agency, ofAgency] of groups(rows, (row) => row.agencyId)) {
    agencies.push({ agency, ...sum(ofAgency) })
    for (const [agent, ofAgent] of groups(ofAgency, (row) => row.agentId)) {
      agents.push({ agency, agent, ...sum(ofAgent) })
      for (const [cell, some] of groups(ofAgent, cellOf)) cells.push({ agency, agent, cell, ...sum(some) })
    }
  }
  return [cells, agents, agencies]
}

/** The same columns, with the cases of each agent together, as a host keeps them. */
const clustered = () => {
  const made = exchange(size)
  const order = Uint32Array.from({ length: size }, (_, i) => i).sort((a, b) => made.agent[a] - made.agent[b] || a - b)
  const seen = [...new Set(Array.from(order, (i) => made.agent[i]))]
  const agencyCodes = new Map()
  for (const agent of seen)
    if (!agencyCodes.has(made.agencyOf[agent])) agencyCodes.set(made.agencyOf[agent], agencyCodes.size)
  const begin = new Uint32Array(seen.length + 1)
  const seatOf = new Map(seen.map((agent, seat) => [agent, seat]))
  for (let i = 0; i < size; i++) begin[seatOf.get(made.agent[i]) + 1]++
  for (let seat = 0; seat < seen.length; seat++) begin[seat + 1] += begin[seat]
  const metalCodes = metals.map((metal) => BookColumns.metals.indexOf(metal))
  const statusCodes = statuses.map((status) => BookColumns.statuses.indexOf(status))
  return {
    size,
    seats: seen.map((agent) => ({ agencyId: agencyId(made.agencyOf[agent]), agentId: agentId(agent) })),
    agencies: [...agencyCodes.keys()].map(agencyId),
    carriers,
    agencyOf: Uint32Array.from(seen, (agent) => agencyCodes.get(made.agencyOf[agent])),
    begin,
    cell: Uint32Array.from(order, (i) =>
      BookColumns.cell(made.carrier[i], metalCodes[made.metal[i]], statusCodes[made.status[i]])
    ),
    members: Uint32Array.from(order, (i) => made.members[i]),
    premium: Float64Array.from(order, (i) => made.premium[i]),
    aptc: Float64Array.from(order, (i) => made.aptc[i])
  }
}

const question = `select agency, agent, carrier, metal, status, count(*)::int cases, sum(members)::int members,
  (count(*) filter (where status = 'Effectuated'))::int effectuated,
  (count(*) filter (where status = 'PlanSelected'))::int selected,
  sum(premium)::double premium, sum(aptc)::double aptc
  from cases group by grouping sets ((agency), (agency, agent), (agency, agent, carrier, metal, status))`

const duck = async () => {
  const { DuckDBInstance } = await import("@duckdb/node-api")
  const connection = await (await DuckDBInstance.create(":memory:", { threads: "1" })).connect()
  const list = (names) => `enum (${names.map((name) => `'${name}'`).join(", ")})`
  await connection.run(
    `create table cases(agency usmallint, agent usmallint, carrier ${list(carriers)}, metal ${list(metals)}, status ${list(statuses)}, members tinyint, premium int, aptc int)`
  )
  await connection.run(
    "create table raw(agency usmallint, agent usmallint, carrier tinyint, metal tinyint, status tinyint, members tinyint, premium int, aptc int)"
  )
  const made = exchange(size)
  const appender = await connection.createAppender("raw")
  for (let i = 0; i < size; i++) {
    appender.appendUSmallInt(made.agencyOf[made.agent[i]])
    appender.appendUSmallInt(made.agent[i])
    appender.appendTinyInt(made.carrier[i])
    appender.appendTinyInt(made.metal[i])
    appender.appendTinyInt(made.status[i])
    appender.appendTinyInt(made.members[i])
    appender.appendInteger(made.premium[i])
    appender.appendInteger(made.aptc[i])
    appender.endRow()
  }
  appender.closeSync()
  const named = (column, names) => `[${names.map((name) => `'${name}'`).join(", ")}][${column} + 1]`
  await connection.run(
    `insert into cases select agency, agent, ${named("carrier", carriers)}, ${named("metal", metals)}, ${named("status", statuses)}, members, premium, aptc from raw`
  )
  await connection.run("drop table raw")
  return connection
}

const levelsOfTable = ([, agent, carrier, , , cases, members, effectuated, selected, premium, aptc]) => {
  const levels = [[], [], []]
  for (let i = 0; i < cases.length; i++)
    levels[carrier[i] !== null ? 0 : agent[i] !== null ? 1 : 2].push({
      cases: cases[i],
      members: members[i],
      effectuated: effectuated[i],
      selected: selected[i],
      premium: premium[i],
      aptc: aptc[i]
    })
  return levels
}

export const alternatives = {
  [ours]: () => {
    const rows = rowsOf(exchange(size))
    return job({
      size,
      run: () => BookCube.make(BookColumns.make(rows)),
      digestOf: (cube) => digestOfLevels(levelsOf(cube))
    })
  },
  "BookCube, from columns": () => {
    const columns = clustered()
    return job({ size, run: () => BookCube.make(columns), digestOf: (cube) => digestOfLevels(levelsOf(cube)) })
  },
  "Maps in Maps": () =>
    overRows((rows) => {
      const root = new Map()
      const at = (map, key, make) => {
        let found = map.get(key)
        if (found === undefined) {
          found = make()
          map.set(key, found)
        }
        return found
      }
      const level = () => ({ totals: zero(), below: new Map() })
      for (const row of rows) {
        const agency = at(root, row.agencyId, level)
        count(agency.totals, row)
        const agent = at(agency.below, row.agentId, level)
        count(agent.totals, row)
        count(at(agent.below, cellOf(row), zero), row)
      }
      const agencies = [...root.values()]
      const agents = agencies.flatMap(({ below }) => [...below.values()])
      return [
        agents.flatMap(({ below }) => [...below.values()]),
        agents.map(({ totals }) => totals),
        agencies.map(({ totals }) => totals)
      ]
    }),
  "Map.groupBy": () => overRows(byGroups((rows, key) => Map.groupBy(rows, key))),
  "effect groupBy": async () => {
    const { groupBy } = await import("effect/Array")
    return overRows(byGroups((rows, key) => Object.entries(groupBy(rows, key))))
  },
  "DuckDB, fetched": async () => {
    const connection = await duck()
    return job({
      size,
      run: async () => (await connection.runAndReadAll(question)).getColumnsJS(),
      digestOf: (table) => digestOfLevels(levelsOfTable(table))
    })
  },
  "DuckDB, left there": async () => {
    const connection = await duck()
    return job({
      size,
      run: () => connection.run(`create or replace temp table totals as ${question}`),
      digestOf: async () => {
        const reader = await connection.runAndReadAll("select * from totals")
        return digestOfLevels(levelsOfTable(reader.getColumnsJS()))
      }
    })
  }
}
