/** A client in a process of its own: reads commands from its input, one a line, and says which were carried out. */
import { createInterface } from "node:readline"
import * as Agencybook from "@agencybook/application/Agencybook"
import { calheers } from "@agencybook/core/Policy"
import * as Effect from "effect/Effect"
import * as ManagedRuntime from "effect/ManagedRuntime"
import * as Result from "effect/Result"
import { pool, portal } from "./Ground.ts"
import { atTime } from "./Story.ts"
import { officeTime } from "./Workload.ts"

const [url = "", schema = "", tenant = "", started = ""] = process.argv.slice(2)
const runtime = ManagedRuntime.make(portal(await pool({ url, connections: 4 }), schema, tenant, calheers))
const book = await runtime.runPromise(Agencybook.Agencybook)
process.stdout.write("ready\n")
createInterface({ input: process.stdin }).on("line", async (text) => {
  const sent = JSON.parse(text)
  const answer = await runtime.runPromise(Effect.result(atTime(() => officeTime(Number(started)))(book.execute(sent))))
  const why = Result.isFailure(answer) ? { why: answer.failure.message } : {}
  process.stdout.write(`${JSON.stringify({ id: sent.id, ...why })}\n`)
})
