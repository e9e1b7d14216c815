/**
 * B6: a failure at every statement that a command sends, be it a read, the beginning of a transaction or its end, and an
 * answer that is lost after every one of them: a bounded number of tries, one outcome, and sent again it is done once.
 */
import * as Agencybook from "@agencybook/application/Agencybook"
import { Store } from "@agencybook/application/Store"
import { calheers } from "@agencybook/core/Policy"
import type { Sent } from "@agencybook/testing/Commands"
import * as Effect from "effect/Effect"
import * as ManagedRuntime from "effect/ManagedRuntime"
import * as Result from "effect/Result"
import type { Address } from "../fixture/server.ts"
import { contended, lasting, most, passing } from "./Failures.ts"
import { left, pool, portal, sameAs, schemaOn, seed, type Tamper, tags, through } from "./Ground.ts"
import { type Counting, counting } from "./Report.ts"
import { atTime } from "./Story.ts"
import * as Striker from "./Striker.ts"
import { expected, office, officeTime, rounds } from "./Workload.ts"

/** What a connection says that ends before its answer, where it says anything. */
const endings = ["57P01", "57P02", "08006", "53300"]

/** How long a command may take with all its tries. */
const deadlineMillis = 30_000

/** The two ways of a command: nothing is held while it is decided, or everything from the beginning. */
const ways: Readonly<Record<string, Tamper>> = {
  proposed: (store) => store,
  held: ({ propose: _, ...store }) => Store.of(store)
}

/** A place of its own for one command at a time: a striker, and a pool of one connection behind it. */
const lane = async (server: Address, schema: string, straight: Awaited<ReturnType<typeof pool>>) => {
  const striker = await Striker.open(server.port)
  const disturbed = await pool({ url: through(server.url, striker.port), connections: 1 })
  const world = office(1)
  const [request, acceptance] = rounds(0, 1) as readonly [Sent, Sent]
  /** Sends a command through the striker, in a tenant of its own. */
  const send = async (tenant: string, tamper: Tamper, strike?: Striker.Strike) => {
    const direct = portal(straight, schema, tenant, calheers)
    const started = Date.now()
    const at = atTime(() => officeTime(started))
    const asked = at(Agencybook.Agencybook.use((book) => book.execute(request)))
    await Effect.runPromise(Effect.provide(Effect.andThen(seed(world), asked), direct))
    const before = await Effect.runPromise(Effect.provide(left(world), direct))
    const runtime = ManagedRuntime.make(portal(disturbed, schema, tenant, calheers, tamper))
    const book = await runtime.runPromise(Agencybook.Agencybook)
    // The pool is connected before the statements of the command are heard.
    await Effect.runPromise(Effect.ignore(disturbed.sql`select 1`))
    striker.heard()
    striker.strike(strike)
    const began = performance.now()
    const answer = await Effect.runPromise(at(Effect.result(book.execute(acceptance))))
    const took = performance.now() - began
    const struck = striker.strike()
    const statements = striker.heard()
    const after = await Effect.runPromise(Effect.provide(left(world), direct))
    const again = await Effect.runPromise(at(Effect.result(book.execute(acceptance))))
    const end = await Effect.runPromise(Effect.provide(left(world), direct))
    await runtime.dispose()
    return { after, again, answer, before, end, statements, struck, took }
  }
  return {
    send,
    close: async () => {
      await disturbed.close()
      await striker.close()
    }
  }
}

type Lane = Awaited<ReturnType<typeof lane>>

/** At what is struck, in which way of the command, and how often that is sent where nothing is in its way. */
interface Blow extends Striker.Strike {
  readonly way: string
  readonly tenant: string
  readonly occurs: number
}

/** What a command leaves that is carried out. */
type Wanted = { readonly tags: string; readonly notices: number }

/** A statement in a few words. */
const named = (text: string): string =>
  text
    .replace(/torture_\w+\./g, "")
    .replace(/\s+/g, " ")
    .slice(0, 50)

const reasonOf = (answer: Result.Result<unknown, Agencybook.ExecuteError>): string => {
  if (Result.isSuccess(answer)) return "done"
  return answer.failure._tag === "StoreError" ? answer.failure.reason._tag : answer.failure._tag
}

/** Strikes once or for ever, and looks what came of it. */
const one = async (count: Counting, { send }: Lane, blow: Blow, tamper: Tamper, wanted: Wanted | undefined) => {
  const { code, how, occurs, tenant, text, times, way } = blow
  count.tried()
  const { after, again, answer, before, end, struck, took } = await send(tenant, tamper, blow)
  const where = `${way}, ${code} ${how === "after" ? "after" : "at"} \`${named(text)}\`, ${times === 1 ? "once" : "for ever"}`
  const left = (now: typeof after) => now.journal.slice(before.journal.length).map(({ event }) => event)
  const ended = reasonOf(answer)
  count.expect(struck > 0, `${where}: was never sent`)
  count.expect(struck <= most * occurs, `${where}: sent ${struck} times`)
  count.expect(took < deadlineMillis * 1.2, `${where}: took ${Math.round(took)} ms`)
  const lasts = how === "instead" && lasting.includes(code)
  const may = lasts ? ["Rejected"] : times === 1 ? ["done"] : ["done", "Unavailable", "Conflict"]
  count.expect(may.includes(ended), `${where}: ended as ${ended}`)
  if (ended === "done") count.expect(left(after).length > 0, `${where}: was acknowledged and is not there`)
  // What fails on the server leaves nothing; what was carried out may be there though nobody has heard of it.
  else if (how === "instead") count.expect(left(after).length === 0, `${where}: failed and left something`)
  count.expect(Result.isSuccess(again), `${where}: sent again, it ended as ${reasonOf(again)}`)
  count.expect(tags(left(end)) === wanted?.tags, `${where}: the journal has ${tags(left(end)) || "nothing"} in the end`)
  const told = end.outbox.queued - before.outbox.queued
  count.expect(told === wanted?.notices, `${where}: ${told} notices instead of ${wanted?.notices}`)
  const other = sameAs(end.after, end.records)
  count.expect(other === undefined, `${where}: ${other}`)
}

/** How much is struck: with which codes, at every one of how many places, and how many commands at the same time. */
export interface Size {
  readonly codes?: ReadonlyArray<string>
  readonly every?: number
  readonly lanes?: number
  /** Breaks the store, to see that it is noticed. */
  readonly tamper?: Tamper
}

/** Strikes at every statement with every code, and after it, once and for ever. */
export const run = async (server: Address, size: Size = {}) => {
  const { codes = [...passing, ...contended, ...lasting], every = 1, lanes = 8, tamper = (store) => store } = size
  const count = counting("B6", "failures at every statement, and answers lost after it")
  const straight = await pool({ url: server.url, connections: lanes })
  const schema = await schemaOn(straight)
  const all = await Promise.all(Array.from({ length: lanes }, () => lane(server, schema, straight)))
  const kinds = [
    ...codes.map((code) => ({ code, how: "instead" }) as const),
    ...endings.map((code) => ({ code, how: "after" }) as const)
  ]
  const blows: Array<Blow> = []
  let statements = 0
  const inWay =
    (way: string): Tamper =>
    (store) =>
      (ways[way] as Tamper)(tamper(store))
  for (const way of Object.keys(ways)) {
    const { statements: heard } = await (all[0] as Lane).send(`dry-${way}`, inWay(way))
    for (const text of new Set(heard)) {
      statements += 1
      const occurs = heard.filter((other) => other === text).length
      for (const kind of kinds)
        for (const times of [1, 1_000])
          blows.push({ ...kind, text, times, way, occurs, tenant: `struck-${blows.length}` })
    }
  }
  const wanted = (await Effect.runPromise(expected(office(1), rounds(0, 1)))).get(rounds(0, 1)[1]?.id ?? "")
  const waiting = blows.filter((_, n) => n % every === 0)
  const work = async (own: Lane): Promise<void> => {
    for (let blow = waiting.shift(); blow !== undefined; blow = waiting.shift())
      await one(count, own, blow, inWay(blow.way), wanted)
  }
  await Promise.all(all.map(work))
  count.note(
    `${statements} statements in ${Object.keys(ways).length} ways, ${codes.length} codes, ${endings.length} endings`
  )
  for (const own of all) await own.close()
  await straight.close()
  return count.end()
}
