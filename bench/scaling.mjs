// What a command, a page and a million cases cost on PostgreSQL while an exchange grows: `npm run bench -- scaling`.
import { loadavg } from "node:os"
import { performance } from "node:perf_hooks"
import * as Agencybook from "@agencybook/application/Agencybook"
import * as Bulk from "@agencybook/application/Bulk"
import * as Queries from "@agencybook/application/Queries"
import * as Sample from "@agencybook/testing/Sample"
import { spread } from "./lib/copies.mjs"
import { agencyId, agentId, carriers, exchange, metals, statuses } from "./lib/exchange.mjs"
import { clients, database, ground, migrate, portal } from "./lib/postgres.mjs"
import { seeded } from "./lib/random.mjs"

const sizes = (process.env.BENCH_SIZES ?? "100000,1000000").split(",").map(Number)
// What is larger than this is filled up with copies.
const sent = Math.min(Math.max(...sizes), Number(process.env.BENCH_SENT ?? 1_000_000))
// A small exchange in a database beside it, measured in turn: what others do on the machine slows both alike.
const small = Number(process.env.BENCH_SMALL ?? 10_000)
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

const middle = (taken) => {
  const sorted = taken.toSorted((a, b) => a - b)
  return { p50: percent(sorted, 0.5), p99: percent(sorted, 0.99) }
}

/** The middle and the slowest hundredth of `count` runs of each, in milliseconds; some runs before do not count. */
const timed = async (count, all) => {
  const taken = all.map(() => [])
  for (let n = -10; n < count; n++)
    for (const [which, one] of all.entries()) {
      const start = performance.now()
      await one(n + 10)
      if (n >= 0) taken[which].push(performance.now() - start)
    }
  return taken.map(middle)
}

const operations = (columns, size, run, round) => {
  const random = seeded(size)
  const anyCase = () => Math.floor(random() * size)
  const manager = (agency) => ({ _tag: "Agent", agentId: agentId(agency) })
  const named = (what, n) => `${what}-${round}-${n}`
  // A copy has the agent of what it is a copy of.
  const holderOf = (number) => columns.agent[number % columns.size]
  const asks = []
  const viewer = { actor: manager(0) }
  const largest = { agencyId: agencyId(0) }
  return {
    "RequestDelegation, by a consumer": (n) => {
      // Each case is asked for once at each size, and for somebody else each time.
      const number = (n * 7919 + round) % size
      const agent = (holderOf(number) + 1 + round) % columns.agents
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

/** An exchange in a database of its own, without cases yet. */
const founded = async (url, size) => {
  await migrate(url)
  const [look] = await clients(url, 1)
  const { close, run } = portal(url, 4)
  const columns = exchange(size)
  for (const [n, command] of rosters(columns).entries()) await run(execute({ id: `roster-${n}`, actor: feed, command }))
  const add = (from, until, told = () => undefined) =>
    run(
      Bulk.run(Bulk.cases({ id: `feed-${until}`, actor: feed, items: range(columns, from, until) }), ({ items }) =>
        told(from + items)
      )
    )
  const end = async () => {
    await close()
    await look.end()
  }
  return { add, columns, end, look, run }
}

const told = (what) => process.stderr.write(`${what}, load ${loadavg()[0].toFixed(1)}\n`)

/** Brings an exchange from one size to another, and says how. */
const grow = async ({ add, look }, from, until) => {
  const count = (n) => n.toLocaleString("en")
  if (until > sent) {
    const seconds = await spread(look, { from, until, say: told })
    return say(`${count(until - from)} more as copies, ${seconds} s\n`)
  }
  const start = performance.now()
  const cpu = process.cpuUsage()
  await add(from, until, (cases) => {
    if (cases % 20_000 === 0) told(`${cases} cases`)
  })
  const seconds = (performance.now() - start) / 1000
  const { system, user } = process.cpuUsage(cpu)
  say(
    `${count(until - from)} more in ${seconds.toFixed(0)} s: ${Math.round((until - from) / seconds)} a second, ${((system + user) / 1e6).toFixed(0)} s of processor time here\n`
  )
}

const measure = async (url, besideUrl) => {
  const large = await founded(url, sent)
  const beside = await founded(besideUrl, small)
  try {
    await beside.add(0, small)
    await beside.look.query("vacuum analyze")
    let done = 0
    for (const [round, size] of sizes.entries()) {
      say(`\n## ${size.toLocaleString("en")} cases, load ${loadavg()[0].toFixed(1)}\n`)
      await grow(large, done, size)
      done = size
      say("| table | rows | data MB | indexes MB |\n| --- | ---: | ---: | ---: |")
      for (const { data, indexes, name, rows } of await sizesOf(large.look))
        say(`| ${name} | ${rows} | ${data.toFixed(0)} | ${indexes.toFixed(0)} |`)
      say(
        `\n| operation | p50 ms | p99 ms | p50 over that of ${small.toLocaleString("en")} cases |\n| --- | ---: | ---: | ---: |`
      )
      const others = operations(beside.columns, small, beside.run, round)
      for (const [name, one] of Object.entries(operations(large.columns, size, large.run, round))) {
        const [ours, theirs] = await timed(times, [one, others[name]])
        say(`| ${name} | ${ours.p50.toFixed(1)} | ${ours.p99.toFixed(1)} | ${(ours.p50 / theirs.p50).toFixed(2)} |`)
      }
    }
  } finally {
    await large.end()
    await beside.end()
  }
}

const { end, env } = await ground()
Object.assign(process.env, env)
try {
  await database({}, (url) => database({}, (besideUrl) => measure(url, besideUrl)))
} finally {
  await end()
}
