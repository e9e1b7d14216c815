/** B3: the server is stopped at once under load and recovers; what it had acknowledged is there. */
import * as Agencybook from "@agencybook/application/Agencybook"
import { calheers } from "@agencybook/core/Policy"
import type { Sent } from "@agencybook/testing/Commands"
import * as Effect from "effect/Effect"
import * as ManagedRuntime from "effect/ManagedRuntime"
import * as Result from "effect/Result"
import type { PostgresServer } from "../fixture/server.ts"
import { pool, portal, schemaOn, seed } from "./Ground.ts"
import { counting } from "./Report.ts"
import { atTime } from "./Story.ts"
import { expected, office, officeTime, rounds, verify } from "./Workload.ts"

const cases = 8

/** Crashes a server under load as often as it is told. */
export const run = async (server: PostgresServer, crashes: number) => {
  const count = counting("B3", "immediate stops of the server")
  const open = await pool({ url: server.url, connections: cases })
  const schema = await schemaOn(open)
  const world = office(cases)
  const runtime = ManagedRuntime.make(portal(open, schema, "crashed", calheers))
  await runtime.runPromise(seed(world))
  const book = await runtime.runPromise(Agencybook.Agencybook)
  const started = Date.now()
  const acknowledged = new Set<string>()
  const done: Array<Sent> = []
  let over = false
  let again = 0
  const client = async (c: number) => {
    for (const sent of rounds(c, 100_000)) {
      if (over) return
      for (;;) {
        const answer = await runtime.runPromise(Effect.result(atTime(() => officeTime(started))(book.execute(sent))))
        if (Result.isSuccess(answer)) break
        again += 1
        if (answer.failure._tag !== "StoreError" || !answer.failure.isRetryable) {
          count.expect(false, `${sent.id}: ${answer.failure.message}`)
          return
        }
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
      acknowledged.add(sent.id)
      done.push(sent)
    }
  }
  const clients = Array.from({ length: cases }, (_, c) => client(c))
  for (let n = 0; n < crashes; n++) {
    await new Promise((resolve) => setTimeout(resolve, 300))
    await server.crash()
    await server.start()
    count.tried()
  }
  await new Promise((resolve) => setTimeout(resolve, 300))
  over = true
  await Promise.all(clients)
  const order = Array.from({ length: cases }, (_, c) => done.filter(({ id }) => id.startsWith(`case-${c}-`))).flat()
  const should = await Effect.runPromise(expected(world, order))
  await runtime.runPromise(verify(count, world, acknowledged, should))
  count.note(`${acknowledged.size} commands acknowledged, ${again} sendings without an answer`)
  await open.close()
  return count.end()
}
