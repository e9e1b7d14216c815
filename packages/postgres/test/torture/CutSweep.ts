/**
 * B1: the connection is cut at every piece of traffic of every command, and at pairs of pieces, the second one when it is
 * sent again; what is acknowledged is there, once.
 */
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

/** What is there to cut on, and what came of it so far. */
const ground = async (part: string, server: Address, tamper?: Tamper) => {
  const count = counting("B1", part)
  const proxy = await Proxy.open(server.port)
  const straight = await pool({ url: server.url, connections: 4 })
  const disturbed = await pool({ url: through(server.url, proxy.port), connections: 1 })
  const schema = await schemaOn(straight)
  let tenants = 0
  let doubled = 0
  let lost = 0
  let slowest = 0

  /** Carries out a scene with cuts at some places, each counted from the one before; how many of them were come to. */
  const cutAt = async (scene: Scene, ...places: ReadonlyArray<number>): Promise<number> => {
    const { at, before, events, name, notices, policy, sent } = scene
    tenants += 1
    const direct = portal(straight, schema, `t-${tenants}`, policy)
    const wired = portal(disturbed, schema, `t-${tenants}`, policy, tamper)
    await Effect.runPromise(Effect.provide(seed(before), direct))
    // The pool is connected before the traffic of the command is counted.
    await Effect.runPromise(Effect.ignore(disturbed.sql`select 1`))
    const runtime = ManagedRuntime.make(wired)
    const book = await runtime.runPromise(Agencybook.Agencybook)
    const send = atTime(() => at)(Effect.result(book.execute(sent)))
    proxy.arm(...places)
    let answer = await Effect.runPromise(send)
    let asked = 1
    while (Result.isFailure(answer) && asked < asksAgain && answer.failure._tag === "StoreError") {
      answer = await Effect.runPromise(send)
      asked += 1
    }
    slowest = Math.max(slowest, asked)
    const cuts = proxy.disarm()
    await runtime.dispose()
    if (cuts < places.length) return cuts
    count.tried()
    const where = `${name}, piece ${places.join(" and then ")}`
    const now = await Effect.runPromise(Effect.provide(left(before), direct))
    const mine = now.journal.map(({ event }) => event)
    if (mine.length > events.length) doubled += 1
    if (Result.isSuccess(answer) && mine.length < events.length) lost += 1
    count.expect(Result.isSuccess(answer), `${where}: ${Result.isFailure(answer) ? answer.failure.message : ""}`)
    count.expect(tags(mine) === tags(events), `${where}: the journal has ${tags(mine)} instead of ${tags(events)}`)
    count.expect(now.outbox.queued === notices, `${where}: ${now.outbox.queued} notices instead of ${notices}`)
    const other = sameAs(now.after, now.records)
    count.expect(other === undefined, `${where}: ${other}`)
    return cuts
  }

  const end = async (commands: number) => {
    count.note(`${commands} commands, ${doubled} doubled, ${lost} lost, at most ${slowest} sendings`)
    await disturbed.close()
    await straight.close()
    await proxy.close()
    return count.end()
  }

  return { cutAt, end }
}

/** Cuts every scene everywhere; `tamper` breaks the store, to see that the sweep notices. */
export const run = async (server: Address, scenes: ReadonlyArray<Scene>, tamper?: Tamper) => {
  const { cutAt, end } = await ground("connection cuts", server, tamper)
  for (const scene of scenes) {
    // The n-th piece is cut until some runs are through before its turn has come: what is sent together may arrive in
    // more pieces or in fewer.
    let whole = 0
    for (let n = 1; whole < 3; n++) whole = (await cutAt(scene, n)) === 1 ? 0 : whole + 1
  }
  return end(scenes.length)
}

/**
 * Cuts every scene twice: at each piece, and again while it is sent again, connecting included. Of the second places each is
 * tried in the scenes that are wanted `whole`, and one of `every` in the others, which one differs from first place to first
 * place.
 */
export const pairs = async (
  server: Address,
  scenes: ReadonlyArray<Scene>,
  { every, whole }: { readonly every: number; readonly whole: (scene: Scene) => boolean },
  tamper?: Tamper
) => {
  const { cutAt, end } = await ground("connection cuts in pairs", server, tamper)
  for (const [index, scene] of scenes.entries()) {
    const step = whole(scene) ? 1 : every
    let out = 0
    for (let n = 1; out < 3; n++) {
      let first = false
      // Where places are left out, one run that is through is enough.
      const enough = step === 1 ? 2 : 1
      let after = 0
      for (let m = 1 + ((n + index) % step); after < enough; m += step) {
        const cuts = await cutAt(scene, n, m)
        first ||= cuts > 0
        after = cuts === 2 ? 0 : after + 1
      }
      out = first ? 0 : out + 1
    }
  }
  return end(scenes.length)
}
