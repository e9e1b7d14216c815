/**
 * B6 in a host's transaction: a failure at every statement between the host's `BEGIN` and its `COMMIT`, those at savepoints
 * included, and an answer of every one that is lost on its way. What the host wrote is its own, and the command is done once.
 */

import type { Reply } from "@agencybook/application/Portal"
import { StoreError } from "@agencybook/application/Store"
import { calheers } from "@agencybook/core/Policy"
import * as HostTransaction from "@agencybook/postgres/HostTransaction"
import type { Sent } from "@agencybook/testing/Commands"
import * as Effect from "effect/Effect"
import pg from "pg"
import type { Address } from "../fixture/server.ts"
import { contended, lasting, most, passing } from "./Failures.ts"
import { left, pool, portal, sameAs, schemaOn, seed, tags } from "./Ground.ts"
import { type Counting, counting } from "./Report.ts"
import { secrets } from "./Story.ts"
import { expected, office, officeTime, rounds } from "./Workload.ts"

/** At what is struck in the host's transaction. */
interface Blow {
  readonly text: string
  readonly code: string
  /** Whether the statement fails, or is carried out and its answer is taken for a failure. */
  readonly how: "instead" | "after"
  readonly times: number
  readonly occurs: number
  readonly tenant: string
}

const world = office(1)
const [request, acceptance] = rounds(0, 1) as readonly [Sent, Sent]

/** A host with a table of its own. */
const hostOn = async (server: Address, schema: string, lanes: number) => {
  const connections = new pg.Pool({ connectionString: server.url, max: lanes })
  await connections.query(`create table ${schema}.note (tenant text, what text)`)
  /** Writes a row, sends a command, writes another row and commits; what was heard, and what became of it all. */
  const send = async (tenant: string, sent: Sent, blow?: Blow) => {
    const client = await connections.connect()
    const plain = HostTransaction.nodePostgres(client)
    const heard: Array<string> = []
    let struck = 0
    const executor: HostTransaction.Executor = async (text, params) => {
      heard.push(text)
      const hit = blow !== undefined && blow.text === text && struck < blow.times ? blow : undefined
      if (hit === undefined) return plain(text, params)
      struck += 1
      if (hit.how === "after") {
        await plain(text, params)
        throw Object.assign(new Error("struck"), { code: hit.code })
      }
      return plain(`do $$ begin raise exception using errcode = '${hit.code}', message = 'struck'; end $$`, [])
    }
    const started = Date.now()
    const inside = HostTransaction.portal(executor, {
      ...{ exchangeId: tenant, schema, secrets, policy: calheers },
      now: () => officeTime(started)
    })
    try {
      await client.query("begin")
      const note = (what: string) => client.query(`insert into ${schema}.note values ($1, $2)`, [tenant, what])
      await note("before")
      const answer: Reply | StoreError = await inside.execute(sent as never).catch((error: unknown) => {
        if (error instanceof StoreError) return error
        throw error
      })
      const goesOn = await note("after").then(
        () => true,
        () => false
      )
      const { command } = await client.query("commit")
      return { answer, committed: command === "COMMIT", goesOn, heard, struck }
    } finally {
      client.release()
    }
  }
  const notes = async (tenant: string) =>
    (await connections.query(`select what from ${schema}.note where tenant = $1`, [tenant])).rowCount ?? 0
  return { close: () => connections.end(), notes, send }
}

type Host = Awaited<ReturnType<typeof hostOn>>

/** What a command leaves that is carried out. */
type Wanted = { readonly tags: string; readonly notices: number }

const named = (text: string): string =>
  text
    .replace(/torture_\w+\./g, "")
    .replace(/\s+/g, " ")
    .slice(0, 50)

const one = async (
  count: Counting,
  host: Host,
  look: (tenant: string) => Promise<Effect.Success<ReturnType<typeof left>>>,
  blow: Blow,
  wanted: Wanted | undefined
) => {
  const { code, how, occurs, tenant, text, times } = blow
  count.tried()
  await host.send(tenant, request)
  const before = await look(tenant)
  const { answer, committed, goesOn, struck } = await host.send(tenant, acceptance, blow)
  const after = await look(tenant)
  const again = await host.send(tenant, acceptance)
  const end = await look(tenant)
  const where = `${code} ${how === "after" ? "after" : "at"} \`${named(text)}\`, ${times === 1 ? "once" : "for ever"}`
  const mine = (now: typeof after) => now.journal.slice(before.journal.length).map(({ event }) => event)
  const done = !(answer instanceof StoreError) && answer.ok
  count.expect(done || answer instanceof StoreError, `${where}: was refused`)
  count.expect(struck > 0 && struck <= most * occurs, `${where}: sent ${struck} times`)
  count.expect(committed === goesOn, `${where}: the host's transaction ended otherwise than it went on`)
  if (done) count.expect(committed && mine(after).length > 0, `${where}: was acknowledged and is not there`)
  else if (how === "instead") count.expect(mine(after).length === 0, `${where}: failed and left something`)
  if (how === "instead" && lasting.includes(code)) count.expect(!done, `${where}: was carried out`)
  // A host that is not told to roll back may keep its rows, and nothing of ours is among them.
  const told = answer instanceof StoreError && /roll it back/.test(answer.message)
  if (!done && !told)
    count.expect(goesOn && mine(after).length === 0, `${where}: \`${String(answer)}\`, and it is not so`)
  const notes = await host.notes(tenant)
  count.expect(notes === (committed ? 6 : 4), `${where}: ${notes} rows of the host`)
  count.expect(!(again.answer instanceof StoreError) && again.answer.ok, `${where}: sent again, it was not carried out`)
  count.expect(tags(mine(end)) === wanted?.tags, `${where}: the journal has ${tags(mine(end)) || "nothing"} in the end`)
  const notices = end.outbox.queued - before.outbox.queued
  count.expect(notices === wanted?.notices, `${where}: ${notices} notices instead of ${wanted?.notices}`)
  const other = sameAs(end.after, end.records)
  count.expect(other === undefined, `${where}: ${other}`)
}

/** How much is struck. */
export interface Size {
  readonly codes?: ReadonlyArray<string>
  readonly every?: number
  readonly lanes?: number
}

/** Strikes at every statement in a host's transaction with every code, and after it, once and for ever. */
export const run = async (server: Address, size: Size = {}) => {
  const { codes = [...passing, ...contended, ...lasting], every = 1, lanes = 8 } = size
  const count = counting("B6", "failures at every statement and savepoint in a host's transaction")
  const straight = await pool({ url: server.url, connections: lanes })
  const schema = await schemaOn(straight)
  const host = await hostOn(server, schema, lanes)
  const own = (tenant: string) => portal(straight, schema, tenant, calheers)
  const look = (tenant: string) => Effect.runPromise(Effect.provide(left(world), own(tenant)))
  const begin = (tenant: string) => Effect.runPromise(Effect.provide(seed(world), own(tenant)))
  await begin("dry")
  await host.send("dry", request)
  const { heard } = await host.send("dry", acceptance)
  const texts = Array.from(new Set(heard))
  const blows = texts.flatMap((text) =>
    codes.flatMap((code) =>
      (["instead", "after"] as const).flatMap((how) =>
        [1, 1_000].map((times) => ({ text, code, how, times, occurs: heard.filter((one) => one === text).length }))
      )
    )
  )
  const wanted = (await Effect.runPromise(expected(world, rounds(0, 1)))).get(acceptance.id)
  const waiting = blows.filter((_, n) => n % every === 0).map((blow, n) => ({ ...blow, tenant: `struck-${n}` }))
  const work = async (): Promise<void> => {
    for (let blow = waiting.shift(); blow !== undefined; blow = waiting.shift()) {
      await begin(blow.tenant)
      await one(count, host, look, blow, wanted)
    }
  }
  await Promise.all(Array.from({ length: lanes }, work))
  count.note(`${texts.length} statements, ${codes.length} codes`)
  await host.close()
  await straight.close()
  return count.end()
}
