// What a command, a page and a million cases cost on PostgreSQL while an exchange grows: `npm run bench -- scaling`.
import { loadavg } from "node:os"
import { performance } from "node:perf_hooks"
import * as Agencybook from "@agencybook/application/Agencybook"
import * as Bulk from "@agencybook/application/Bulk"
import * as Queries from "@agencybook/application/Queries"
import * as Sample from "@agencybook/testing/Sample"
import { agencyId, agentId, carriers, exchange, metals, statuses } from "./lib/exchange.mjs"
import { clients, database, ground, migrate, portal } from "./lib/postgres.mjs"
import { seeded } from "./lib/random.mjs"

const sizes = (process.env.BENCH_SIZES ?? "100000,1000000").split(",").map(Number)
const last = Math.max(...sizes)
const times = Number(process.env.BENCH_TIMES ?? 100)
const feed = { _tag: "System", userId: "feed" }

const execute = (envelope) => Agencybook.Agencybook.use((book) => book.execute(envelope))

/** Agencies with their managers, then the other agents, in deliveries that a command takes. */
const rosters = ({ agencies, agencyOf, agents }) => {
  const one = (n) => ({
    agentId: agentId(n),
    agencyId: agencyId(agencyOf[n]),
    manager: n < agencies,
    employment: "Active",
    certification: { state: "Certified", term: Sample.term },
    profile: Sample.profile(n)
  })
  const all = Array.from({ length: agents }, (_, n) => one(n))
  const parts = Array.from({ length: Math.ceil(agents / 4000) }, (_, n) => all.slice(n * 4000, (n + 1) * 4000))
  return parts.map((part, n) => ({
    _tag: "RecordRoster",
    agencies:
      n > 0 ? [] : Array.from({ length: agencies }, (_, a) => ({ agencyId: agencyId(a), details: Sample.details(a) })),
    agents: part
  }))
}

const caseOf = (columns, n) => {
  const coverage = Sample.coverage({
    state: statuses[columns.status[n]],
    carrier: carriers[columns.carrier[n]],
    metal: metals[columns.metal[n]],
    grossPremium: columns.premium[n],
    aptc: columns.aptc[n]
  })
  const members = Array.from({ length: columns.members[n] }, () => "QhpAptc")
  const agent = columns.agent[n]
  return {
    case: { ...Sample.household(n, { coverage, members }), account: { _tag: "Linked" } },
    delegate: { agentId: agentId(agent), agencyId: agencyId(columns.agencyOf[agent]), since: Sample.now }
  }
}

const range = function* (columns, from, until) {
  for (let n = from; n < until; n++) yield caseOf(columns, n)
}

const percent = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]

/** The middle and the slowest hundredth of `count` runs, in milliseconds; some runs before do not count. */
const timed = async (count, one) => {
  const taken = []
  for (let n = -10; n < count; n++) {
    const start = performance.now()
    await one(n + 10)
    if (n >= 0) taken.push(performance.now() - start)
  }
  const sorted = taken.toSorted((a, b) => a - b)
  return { p50: percent(sorted, 0.5), p99: percent(sorted, 0.99) }
}

const operations = (columns, size, run) => {
  const random = seeded(size)
  const anyCase = () => Math.floor(random() * size)
  const manager = (agency) => ({ _tag: "Agent", agentId: agentId(agency) })
  const named = (what, n) => `${what}-${size}-${n}`
  const asks = []
  const viewer = { actor: manager(0) }
  const largest = { agencyId: agencyId(0) }
  return {
    "RequestDelegation, by a consumer": (n) => {
      // Each case is asked for once at each size, and for somebody else each time.
      const number = (n * 7919 + sizes.indexOf(size)) % size
      const agent = (columns.agent[number] + 1 + sizes.indexOf(size)) % columns.agents
      const name = named("ask", n)
      asks.push({ agent, name })
      return run(
        execute({
          id: name,
          actor: Sample.asConsumer(number),
          command: {
            _tag: "RequestDelegation",
            delegationId: name,
            caseId: Sample.caseId(number),
            agentId: agentId(agent),
            signedBy: "Cora Quint"
          }
        })
      )
    },
    "AcceptRequest, by an agent": (n) => {
      const { agent, name } = asks[n]
      return run(
        execute({
          id: named("accept", n),
          actor: { _tag: "Agent", agentId: agentId(agent) },
          command: { _tag: "AcceptRequest", delegationId: name }
        })
      )
    },
    "a page of 50 of the largest agency's active list": () =>
      run(Queries.delegations(viewer, largest, "active", { limit: 50 })),
    "history of a case": () => run(Queries.caseHistory({ actor: Sample.exchange }, Sample.caseId(anyCase()))),
    "a page of the directory": () => run(Queries.directory(viewer, {}, { limit: 50 }))
  }
}

const sizesOf = async (client) => {
  await client.query("vacuum analyze")
  const { rows } = await client.query(
    "select relname as name, reltuples::bigint::int as rows, pg_table_size(c.oid)::float8 / 1e6 as data, pg_indexes_size(c.oid)::float8 / 1e6 as indexes from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'agencybook' and relkind = 'r' order by pg_total_relation_size(c.oid) desc"
  )
  return rows.filter(({ rows: count }) => count > 0)
}

const say = (text) => process.stdout.write(`${text}\n`)

const { end, env } = await ground()
Object.assign(process.env, env)
try {
  await database({}, async (url) => {
    await migrate(url)
    const [look] = await clients(url, 1)
    const { close, run } = portal(url, 4)
    try {
      const columns = exchange(last)
      for (const [n, command] of rosters(columns).entries())
        await run(execute({ id: `roster-${n}`, actor: feed, command }))
      let done = 0
      for (const size of sizes) {
        const start = performance.now()
        const cpu = process.cpuUsage()
        const job = Bulk.cases({ id: `feed-${size}`, actor: feed, items: range(columns, done, size) })
        await run(
          Bulk.run(job, ({ items }) => {
            if (items % 20_000 === 0) process.stderr.write(`${done + items} cases, load ${loadavg()[0].toFixed(1)}\n`)
          })
        )
        const seconds = (performance.now() - start) / 1000
        const { system, user } = process.cpuUsage(cpu)
        say(`\n## ${size.toLocaleString("en")} cases, load ${loadavg()[0].toFixed(1)}\n`)
        say(
          `${(size - done).toLocaleString("en")} more in ${seconds.toFixed(0)} s: ${Math.round((size - done) / seconds)} a second, ${((system + user) / 1e6).toFixed(0)} s of processor time here\n`
        )
        done = size
        say("| table | rows | data MB | indexes MB |\n| --- | ---: | ---: | ---: |")
        for (const { data, indexes, name, rows } of await sizesOf(look))
          say(`| ${name} | ${rows} | ${data.toFixed(0)} | ${indexes.toFixed(0)} |`)
        say("\n| operation | p50 ms | p99 ms |\n| --- | ---: | ---: |")
        for (const [name, one] of Object.entries(operations(columns, size, run))) {
          const { p50, p99 } = await timed(times, one)
          say(`| ${name} | ${p50.toFixed(1)} | ${p99.toFixed(1)} |`)
        }
      }
    } finally {
      await close()
      await look.end()
    }
  })
} finally {
  await end()
}
