/** B2: the client is killed in the middle of its work, again and again; what it has not heard of is sent again. */
import { type ChildProcessByStdio, spawn } from "node:child_process"
import { createInterface } from "node:readline"
import type { Readable, Writable } from "node:stream"
import { calheers } from "@agencybook/core/Policy"
import type { Sent } from "@agencybook/testing/Commands"
import * as Seed from "@agencybook/testing/Seed"
import * as Effect from "effect/Effect"
import type { Address } from "../fixture/server.ts"
import { pool, portal, schemaOn, seed } from "./Ground.ts"
import { counting } from "./Report.ts"
import { expected, office, rounds, verify } from "./Workload.ts"

const cases = 8

interface Worker {
  readonly process: ChildProcessByStdio<Writable, Readable, null>
  readonly send: (sent: Sent) => void
}

/** Kills a working client as often as it is told. */
export const run = async (server: Address, kills: number) => {
  const count = counting("B2", "kill -9 of the client")
  const straight = await pool({ url: server.url, connections: 4 })
  const schema = await schemaOn(straight)
  const world = office(cases)
  const direct = portal(straight, schema, "killed", calheers)
  await Effect.runPromise(Effect.provide(seed(world), direct))
  const seeds = Seed.from(kills)
  // More than can be done between two kills.
  const waiting = Array.from({ length: cases }, (_, c) => [...rounds(c, kills * 20)])
  const acknowledged = new Set<string>()
  const open = new Map<string, Sent>()
  const done: Array<Sent> = []
  const started = Date.now()
  let unacknowledged = 0
  let draining = false

  const start = (acked: (worker: Worker) => void): Promise<Worker> =>
    new Promise((resolve, reject) => {
      const child = spawn(
        process.execPath,
        [
          "--conditions=@agencybook/source",
          new URL("worker.ts", import.meta.url).pathname,
          server.url,
          schema,
          "killed",
          String(started)
        ],
        { stdio: ["pipe", "pipe", "inherit"] }
      )
      const worker: Worker = { process: child, send: (sent) => child.stdin.write(`${JSON.stringify(sent)}\n`) }
      child.stdin.on("error", () => undefined)
      child.once("error", reject)
      createInterface({ input: child.stdout }).on("line", (text) => {
        if (text === "ready") return resolve(worker)
        const { id, why } = JSON.parse(text)
        const sent = open.get(id)
        if (sent === undefined) return
        if (why !== undefined) {
          count.expect(false, `${id}: ${why}`)
          return
        }
        open.delete(id)
        acknowledged.add(id)
        done.push(sent)
        next(worker, Number(id.split("-")[1]))
        acked(worker)
      })
    })
  const next = (worker: Worker, c: number) => {
    const sent = draining ? undefined : waiting[c]?.shift()
    if (sent === undefined) return
    open.set(sent.id, sent)
    worker.send(sent)
  }
  for (let n = 0; n < kills; n++) {
    const after = 3 + seeds.int(12)
    let heard = 0
    const worker = await start(({ process: child }) => {
      heard += 1
      if (heard === after) setTimeout(() => child.kill("SIGKILL"), seeds.int(40))
    })
    for (const sent of open.values()) worker.send(sent)
    for (let c = 0; c < cases; c++)
      if (!Array.from(open.keys()).some((id) => id.startsWith(`case-${c}-`))) next(worker, c)
    await new Promise((resolve) => worker.process.once("exit", resolve))
    unacknowledged += open.size
    count.tried()
  }
  // The last client is left alone until everything that was sent has been heard of.
  draining = true
  const last = await start(() => undefined)
  for (const sent of open.values()) last.send(sent)
  const patience = Date.now() + 60_000
  while (open.size > 0 && Date.now() < patience) await new Promise((resolve) => setTimeout(resolve, 20))
  last.process.kill("SIGKILL")
  count.expect(open.size === 0, `${open.size} commands were never answered`)
  // Those of one case were sent one after the other; the order of the cases changes nothing.
  const order = Array.from({ length: cases }, (_, c) => done.filter(({ id }) => id.startsWith(`case-${c}-`))).flat()
  const should = await Effect.runPromise(expected(world, order))
  await Effect.runPromise(Effect.provide(verify(count, world, acknowledged, should), direct))
  count.note(`${acknowledged.size} commands, ${unacknowledged} of them sent again without an answer`)
  await straight.close()
  return count.end()
}
