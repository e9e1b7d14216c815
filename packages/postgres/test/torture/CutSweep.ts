/** B1: the connection is cut once at every piece of traffic of every command; what is acknowledged is there, once. */
import * as Agencybook from "@agencybook/application/Agencybook"
import * as Effect from "effect/Effect"
import * as ManagedRuntime from "effect/ManagedRuntime"
import * as Result from "effect/Result"
import type { Address } from "../fixture/server.ts"
import { left, pool, portal, sameAs, schemaOn, seed, type Tamper, tags, through } from "./Ground.ts"
import * as Proxy from "./Proxy.ts"
import { counting } from "./Report.ts"
import { atTime, type Scene } from "./Story.ts"

/** How often a client asks again after its own attempts have ended. */
const asksAgain = 5

/** Cuts every scene everywhere; `tamper` breaks the store, to see that the sweep notices. */
export const run = async (server: Address, scenes: ReadonlyArray<Scene>, tamper?: Tamper) => {
  const count = counting("B1 connection cuts")
  const proxy = await Proxy.open(server.port)
  const straight = await pool({ url: server.url, connections: 4 })
  const disturbed = await pool({ url: through(server.url, proxy.port), connections: 1 })
  const schema = await schemaOn(straight)
  let doubled = 0
  let lost = 0
  let slowest = 0
  for (const [index, scene] of scenes.entries()) {
    const { at, before, events, name, notices, policy, sent } = scene
    // The n-th piece is cut until some runs are through before its turn has come: what is sent together may arrive in
    // more pieces or in fewer.
    let whole = 0
    for (let n = 1; whole < 3; n++) {
      const tenant = `t-${index}-${n}`
      const direct = portal(straight, schema, tenant, policy)
      const wired = portal(disturbed, schema, tenant, policy, tamper)
      await Effect.runPromise(Effect.provide(seed(before), direct))
      // The pool is connected before the traffic of the command is counted.
      await Effect.runPromise(Effect.ignore(disturbed.sql`select 1`))
      const runtime = ManagedRuntime.make(wired)
      const book = await runtime.runPromise(Agencybook.Agencybook)
      const send = atTime(() => at)(Effect.result(book.execute(sent)))
      proxy.arm(n)
      let answer = await Effect.runPromise(send)
      let asked = 1
      while (Result.isFailure(answer) && asked < asksAgain && answer.failure._tag === "StoreError") {
        answer = await Effect.runPromise(send)
        asked += 1
      }
      slowest = Math.max(slowest, asked)
      const { cut } = proxy.disarm()
      await runtime.dispose()
      whole = cut ? 0 : whole + 1
      if (!cut) continue
      count.tried()
      const where = `${name}, piece ${n}`
      const now = await Effect.runPromise(Effect.provide(left(before), direct))
      const mine = now.journal.map(({ event }) => event)
      if (mine.length > events.length) doubled += 1
      if (Result.isSuccess(answer) && mine.length < events.length) lost += 1
      count.expect(Result.isSuccess(answer), `${where}: ${Result.isFailure(answer) ? answer.failure.message : ""}`)
      count.expect(tags(mine) === tags(events), `${where}: the journal has ${tags(mine)} instead of ${tags(events)}`)
      count.expect(now.outbox.queued === notices, `${where}: ${now.outbox.queued} notices instead of ${notices}`)
      const other = sameAs(now.after, now.records)
      count.expect(other === undefined, `${where}: ${other}`)
    }
  }
  count.note(`${scenes.length} commands, ${doubled} doubled, ${lost} lost, at most ${slowest} sendings`)
  await disturbed.close()
  await straight.close()
  await proxy.close()
  return count.end()
}
