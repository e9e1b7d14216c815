/** B7: one identifier is one command: sent by many at once, sent again, sent for something else. */
import * as Agencybook from "@agencybook/application/Agencybook"
import { calheers } from "@agencybook/core/Policy"
import type { Sent } from "@agencybook/testing/Commands"
import * as Effect from "effect/Effect"
import * as ManagedRuntime from "effect/ManagedRuntime"
import * as Result from "effect/Result"
import type { Address } from "../fixture/server.ts"
import { left, pool, portal, schemaOn, seed, type Tamper, text } from "./Ground.ts"
import { counting } from "./Report.ts"
import { atTime } from "./Story.ts"
import { office, officeTime, rounds } from "./Workload.ts"

/** Sends as many commands as are asked for, each from many clients at once, and then twice more. */
export const run = async (server: Address, commands: number, clients: number, tamper?: Tamper) => {
  const count = counting("B7", `one identifier sent by ${clients} at once, again, and for something else`)
  const open = await pool({ url: server.url, connections: clients })
  const schema = await schemaOn(open)
  const world = office(1)
  const runtime = ManagedRuntime.make(portal(open, schema, "keys", calheers, tamper))
  await runtime.runPromise(seed(world))
  const book = await runtime.runPromise(Agencybook.Agencybook)
  const started = Date.now()
  const execute = (sent: Sent) =>
    runtime.runPromise(Effect.result(atTime(() => officeTime(started))(book.execute(sent))))
  let events = 0
  for (const sent of rounds(0, commands).slice(0, commands)) {
    count.tried()
    const answers = await Promise.all(Array.from({ length: clients }, () => execute(sent)))
    const done = answers.flatMap((one) => (Result.isSuccess(one) ? [one.success] : []))
    const first = done.filter(({ repeated }) => !repeated)
    // To be told to come back is allowed; to be told anything else is not.
    for (const one of answers)
      if (Result.isFailure(one))
        count.expect(
          one.failure._tag === "StoreError" && one.failure.isRetryable,
          `${sent.id} at once: ${one.failure.message}`
        )
    count.expect(first.length === 1, `${sent.id}: carried out ${first.length} times at once`)
    const again = await execute(sent)
    const same = new Set([...done, ...(Result.isSuccess(again) ? [again.success] : [])].map((one) => text(one.events)))
    count.expect(same.size === 1, `${sent.id}: ${same.size} different answers`)
    count.expect(Result.isSuccess(again) && again.success.repeated, `${sent.id}: sent again, it was not known`)
    const other = await execute({ ...sent, actor: { _tag: "Agent", agentId: "somebody-else" as never } })
    count.expect(
      Result.isFailure(other) && other.failure._tag === "CommandConflict",
      `${sent.id}: its identifier was taken for something else`
    )
    events += first[0]?.events.length ?? 0
  }
  const { journal } = await runtime.runPromise(left(world))
  count.expect(journal.length === events, `${journal.length} rows in the journal instead of ${events}`)
  await open.close()
  return count.end()
}
