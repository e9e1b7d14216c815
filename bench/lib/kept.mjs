// Delegations move a thousand at a time while the totals of the books are kept: as a log, folded at once, by hand, or not.
import { performance } from "node:perf_hooks"
import * as BookTotals from "@agencybook/postgres/BookTotals"
import * as Sample from "@agencybook/testing/Sample"
import { carriers, metals, statuses } from "./exchange.mjs"
import { clients, database, digestOf, exchangeId, migrate } from "./postgres.mjs"
import { seeded } from "./random.mjs"

const each = 1000
const batches = Number(process.env.BENCH_BATCHES ?? 30)
const warm = 5
const cases = Number(process.env.BENCH_KEPT_CASES ?? 40_000)
const agents = 400
const agencies = 40

const seatOf = (n) => ({ agentId: Sample.agentId(n), agencyId: Sample.agencyId(n % agencies) })

const insert = (client, table, rows) =>
  client.query(
    `insert into agencybook.${table} (exchange_id, id, version, record) select $1, x->>'id', 1, x->'record' from jsonb_array_elements($2::text::jsonb) x`,
    [exchangeId, JSON.stringify(rows)]
  )

const populate = async (client, whole) => {
  const random = seeded(23)
  const pick = (list) => list[Math.floor(random() * list.length)]
  const list = (count, of) => Array.from({ length: count }, (_, n) => of(n))
  await insert(
    client,
    "agency",
    list(agencies, (n) => ({ id: Sample.agencyId(n), record: Sample.agency(n) }))
  )
  await insert(
    client,
    "agent",
    list(agents, (n) => ({ id: Sample.agentId(n), record: Sample.agent(n) }))
  )
  for (let first = 0; first < cases; first += 5000) {
    const numbers = list(Math.min(5000, cases - first), (n) => first + n)
    await insert(
      client,
      "consumer_case",
      numbers.map((n) => {
        const grossPremium = 20_000 + Math.floor(random() * 90_000)
        const coverage = Sample.coverage({
          carrier: pick(carriers),
          metal: pick(metals),
          state: pick(statuses),
          grossPremium,
          aptc: Math.floor(random() * grossPremium)
        })
        return { id: Sample.caseId(n), record: Sample.household(n, { coverage }) }
      })
    )
    await insert(
      client,
      "delegation",
      numbers.map((n) => ({
        id: `d-${n}`,
        record: Sample.delegation(n, "Active", {
          delegate: seatOf(whole ? Math.floor(n / each) : Math.floor(random() * agents))
        })
      }))
    )
  }
}

const move = `update agencybook.delegation t set version = t.version + 1, record = jsonb_set(t.record, '{delegate}', jsonb_build_object('agentId', x.agent, 'agencyId', x.agency)) from unnest($2::text[], $3::text[], $4::text[]) as x(id, agent, agency) where t.exchange_id = $1 and t.id = x.id`

const sums = "agency_id, agent_id, sum(cases)::int, sum(members)::int, sum(premium)::text, sum(aptc)::text"
const ended = "group by agency_id, agent_id having sum(cases) > 0 order by agency_id, agent_id"

/** Totals from the records, as nobody keeps them. */
const fromRecords = `select d.agency_id, d.agent_id, count(*)::int, sum(jsonb_array_length(c.record->'members'))::int, sum(c.gross_premium)::text, sum(c.aptc)::text from agencybook.delegation d join agencybook.consumer_case c on c.exchange_id = d.exchange_id and c.id = d.case_id where d.state = 'Active' group by d.agency_id, d.agent_id order by d.agency_id, d.agent_id`

const both = `select ${sums} from (select * from agencybook.book_total union all select exchange_id, ${["agency_id", "agent_id", "carrier", "metal", "status", "renewal", "cases", "members", "covered", "premium", "aptc", "unpaid", "past_due", "conditional", "requested"].join(", ")} from agencybook.book_delta) k ${ended}`

/** What somebody writes who has no library: a table of sums, and a trigger for each row that changes two of them. */
const byHand = [
  'create table agencybook.hand (exchange_id text collate "C", agency_id text collate "C", agent_id text collate "C", carrier text collate "C", metal text collate "C", status text collate "C", cases int not null, members int not null, premium bigint not null, aptc bigint not null, primary key (exchange_id, agency_id, agent_id, carrier, metal, status))',
  `insert into agencybook.hand select d.exchange_id, d.agency_id, d.agent_id, c.record->'coverage'->>'carrier', c.record->'coverage'->>'metal', c.record->'coverage'->>'state', count(*), sum(jsonb_array_length(c.record->'members')), sum(c.gross_premium), sum(c.aptc) from agencybook.delegation d join agencybook.consumer_case c on c.exchange_id = d.exchange_id and c.id = d.case_id group by 1, 2, 3, 4, 5, 6`,
  `create function agencybook.hand_put(seat agencybook.delegation, c agencybook.consumer_case, sign int) returns void language sql as $$ insert into agencybook.hand as h values (seat.exchange_id, seat.agency_id, seat.agent_id, c.record->'coverage'->>'carrier', c.record->'coverage'->>'metal', c.record->'coverage'->>'state', sign, sign * jsonb_array_length(c.record->'members'), sign * c.gross_premium, sign * c.aptc) on conflict (exchange_id, agency_id, agent_id, carrier, metal, status) do update set cases = h.cases + excluded.cases, members = h.members + excluded.members, premium = h.premium + excluded.premium, aptc = h.aptc + excluded.aptc $$`,
  `create function agencybook.hand_count() returns trigger language plpgsql as $$ declare c agencybook.consumer_case; begin select * into c from agencybook.consumer_case where exchange_id = new.exchange_id and id = new.case_id; perform agencybook.hand_put(old, c, -1); perform agencybook.hand_put(new, c, 1); return null; end $$`,
  "create trigger hand_count after update on agencybook.delegation for each row execute function agencybook.hand_count()"
]

/**
 * Moves batch after batch, each in a transaction of its own: delegations here and there, each to somebody else, or the
 * whole book of an agent to another.
 */
const moving =
  (whole, { install = [], after, totals }) =>
  () =>
    database({}, async (url) => {
      await migrate(url)
      const [client] = await clients(url, 1)
      await client.query("select set_config('agencybook.exchange_id', $1, false)", [exchangeId])
      await populate(client, whole)
      await client.query("begin")
      for (const text of install) await client.query(text)
      await client.query("commit")
      await client.query("vacuum analyze")
      await client.query("checkpoint")
      const random = seeded(29)
      let start = 0
      for (let batch = 0; batch < warm + batches; batch++) {
        const chosen = new Set()
        const book = (batch * each) % cases
        while (chosen.size < each) chosen.add(`d-${whole ? book + chosen.size : Math.floor(random() * cases)}`)
        const target = Math.floor(random() * agents)
        const seats = Array.from(chosen, () => seatOf(whole ? target : Math.floor(random() * agents)))
        if (batch === warm) start = performance.now()
        await client.query("begin")
        const { rowCount } = await client.query(move, [
          exchangeId,
          Array.from(chosen),
          seats.map(({ agentId }) => agentId),
          seats.map(({ agencyId }) => agencyId)
        ])
        if (rowCount !== each) throw new Error(`${rowCount} instead of ${each} were moved`)
        if (after !== undefined) await client.query(after)
        await client.query("commit")
      }
      const millis = performance.now() - start
      const { rows } = await client.query({ text: totals, rowMode: "array" })
      await client.end()
      const moves = each * batches
      return {
        perSecond: (moves / millis) * 1000,
        nanoseconds: (millis * 1e6) / moves,
        digest: digestOf(rows.map((row) => row.join(" ")))
      }
    })

const asLog = "UPDATE, totals kept as a log"
const atOnce = "UPDATE, the log folded at once"
const bare = "UPDATE without totals"
const profile = BookTotals.statements("agencybook")

/** One of the two ways of moving. */
const compared = (whole) => ({
  title: `${each.toLocaleString("en")} of ${cases.toLocaleString("en")} delegations move in a statement, ${whole ? "one agent's book to another" : "each from anybody to anybody"}, ${batches} times`,
  ours: asLog,
  goals: { [bare]: 0.9 },
  more: { ours: atOnce, goals: { [bare]: 0.4 } },
  alternatives: {
    [asLog]: moving(whole, { install: profile, totals: both }),
    [atOnce]: moving(whole, { install: profile, after: "select agencybook.fold_book(1000000)", totals: both }),
    [bare]: moving(whole, { totals: fromRecords }),
    "UPDATE, row trigger with upsert": moving(whole, {
      install: byHand,
      totals: `select ${sums} from agencybook.hand ${ended}`
    })
  }
})

export const keptOfBooks = compared(true)
export const keptOfScattered = compared(false)
