/** B6: every class of failure at every statement that writes, and at the commit: a bounded number of tries, one outcome. */
import * as Agencybook from "@agencybook/application/Agencybook"
import { calheers } from "@agencybook/core/Policy"
import type { Sent } from "@agencybook/testing/Commands"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type { Address } from "../fixture/server.ts"
import { left, type Pool, pool, portal, schemaOn, seed } from "./Ground.ts"
import { type Counting, counting } from "./Report.ts"
import { atTime } from "./Story.ts"
import { office, officeTime, rounds } from "./Workload.ts"

/** What may pass, so that the command is tried again. */
export const passing = [
  "40001",
  "40P01",
  "55P03",
  "57014",
  "57P01",
  "57P02",
  "57P03",
  "08000",
  "08003",
  "08006",
  "08007",
  "25P02",
  "25P03",
  "53300",
  "53200"
]
/** What another writer may have caused: tried again, because the rule then gives its reason. */
export const contended = ["23505", "23P01"]
/** What will not pass. */
export const lasting = ["23503", "23514", "22P02", "XX000"]

/** Where a failure strikes: at a statement, or at the commit by way of a deferred trigger. */
const places = ["command", "delegation", "journal", "outbox", "commit"] as const

/** Tries of one command. */
export const most = 8

/** Raises the code that is meant for a tenant and a place, as often as it is meant to; a sequence counts on through rollbacks. */
const striking = (schema: string) => `create function ${schema}.strike() returns trigger language plpgsql as $body$
declare chosen ${schema}.strike%rowtype;
begin
  select * into chosen from ${schema}.strike where tenant = new.exchange_id and place = tg_argv[0];
  if found and nextval(('${schema}.struck_' || new.exchange_id)::regclass) < chosen.times then
    raise exception using errcode = chosen.code, message = 'struck';
  end if;
  return new;
end $body$`

/** Fails a command with every code in every place: once, and for ever. */
export const run = async (server: Address, codes: ReadonlyArray<string> = [...passing, ...contended, ...lasting]) => {
  const count = counting("B6", "failures of the server by code and place")
  const open = await pool({ url: server.url, connections: 24 })
  const schema = await schemaOn(open)
  const ask = (text: string) => Effect.runPromise(open.sql.unsafe<Record<string, unknown>>(text))
  await ask(`create table ${schema}.strike (tenant text primary key, place text, code text, times int)`)
  await ask(striking(schema))
  for (const place of places) {
    const [kind, when] =
      place === "commit"
        ? ["constraint trigger", `after insert on ${schema}.command deferrable initially deferred`]
        : ["trigger", `before insert or update on ${schema}.${place}`]
    await ask(`create ${kind} strike_${place} ${when} for each row execute function ${schema}.strike('${place}')`)
  }
  const all = places.flatMap((place) =>
    codes.flatMap((code) =>
      [1, 1000].map((times, n) => ({ place, code, times, tenant: `${place}_${code}_${n}`.toLowerCase() }))
    )
  )
  await Effect.runPromise(
    Effect.forEach(all, (one) => Effect.promise(() => strike(count, open, schema, one, ask)), { concurrency: 20 })
  )
  count.note(`${codes.length} codes in ${places.length} places, once and for ever`)
  await open.close()
  return count.end()
}

interface Strike {
  readonly place: string
  readonly code: string
  readonly times: number
  readonly tenant: string
}

const strike = async (
  count: Counting,
  open: Pool,
  schema: string,
  { code, place, tenant, times }: Strike,
  ask: (text: string) => Promise<ReadonlyArray<Record<string, unknown>>>
) => {
  count.tried()
  const world = office(1)
  const layer = portal(open, schema, tenant, calheers)
  const [request, acceptance] = rounds(0, 1) as readonly [Sent, Sent]
  const started = Date.now()
  const execute = (sent: Sent) =>
    Effect.runPromise(
      Effect.provide(
        atTime(() => officeTime(started))(Agencybook.Agencybook.use((book) => Effect.result(book.execute(sent)))),
        layer
      )
    )
  const look = () => Effect.runPromise(Effect.provide(left(world), layer))
  await Effect.runPromise(Effect.provide(seed(world), layer))
  await execute(request)
  const before = await look()
  await ask(`create sequence ${schema}.struck_${tenant} minvalue 0 start 0`)
  await ask(`insert into ${schema}.strike values ('${tenant}', '${place}', '${code}', ${times})`)
  const answer = await execute(acceptance)
  const [seen] = await ask(`select nextval('${schema}.struck_${tenant}') as tries`)
  const after = await look()
  const tries = Number(seen?.tries)
  const where = `${code} at ${place}, ${times === 1 ? "once" : "for ever"}`
  const wrote = after.journal.length > before.journal.length
  const again = !lasting.includes(code)
  if (again && times === 1) {
    count.expect(Result.isSuccess(answer) && wrote, `${where}: was not carried out`)
    return
  }
  const ended = Result.isFailure(answer) && answer.failure._tag === "StoreError" ? answer.failure.reason._tag : "none"
  const expected = again ? ["Unavailable", "Conflict"] : ["Rejected"]
  count.expect(expected.includes(ended), `${where}: ended as ${ended}`)
  count.expect(!wrote && after.outbox.queued === before.outbox.queued, `${where}: something was left`)
  count.expect(again ? tries === most : tries === 1, `${where}: ${tries} tries`)
}
