/** B9: a locked row, a full pool, a network that has gone silent: the command ends typed, within its deadline. */
import * as Agencybook from "@agencybook/application/Agencybook"
import type { Store } from "@agencybook/application/Store"
import { calheers } from "@agencybook/core/Policy"
import * as PostgresStore from "@agencybook/postgres/PostgresStore"
import type { Sent } from "@agencybook/testing/Commands"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as ManagedRuntime from "effect/ManagedRuntime"
import * as Result from "effect/Result"
import { SqlClient } from "effect/sql/SqlClient"
import type { Address } from "../fixture/server.ts"
import { left, type Pool, pool, schemaOn, seed, through } from "./Ground.ts"
import * as Proxy from "./Proxy.ts"
import { type Counting, counting } from "./Report.ts"
import { atTime, secrets } from "./Story.ts"
import { office, officeTime, rounds } from "./Workload.ts"

const deadlineMillis = 1500

const portal = ({ sql }: Pool, schema: string, exchangeId: string) =>
  Agencybook.layer({ policy: calheers, deadlineMillis }).pipe(
    Layer.provide(secrets),
    Layer.provideMerge(PostgresStore.layer({ exchangeId, schema })),
    Layer.provide(Layer.succeed(SqlClient, sql))
  )

/** What stands in the way while a command is sent, and how it goes away. */
interface Obstacle {
  readonly name: string
  readonly raise: () => Promise<() => Promise<unknown>>
}

/** Puts every obstacle in the way of a command. */
export const run = async (server: Address, times: number) => {
  const count = counting("B9", "a lock, a full pool, a silent network")
  const proxy = await Proxy.open(server.port)
  const straight = await pool({ url: server.url, connections: 4 })
  const schema = await schemaOn(straight)
  const world = office(1)
  for (const lockTimeout of [400, 60_000]) {
    const size = 2
    const wired = await pool({
      url: through(server.url, proxy.port),
      connections: size,
      lockTimeout,
      statementTimeout: 1000,
      idleTimeout: 1000
    })
    const hold = (sql: Pool["sql"], text: string) =>
      sql.withTransaction(Effect.forever(Effect.andThen(sql.unsafe(text), Effect.sleep(100)))).pipe(Effect.exit)
    for (let n = 0; n < times; n++) {
      const tenant = `t_${lockTimeout}_${n}`
      const held = async (fibers: ReadonlyArray<Fiber.Fiber<unknown>>) => {
        await new Promise((resolve) => setTimeout(resolve, 150))
        return () => Effect.runPromise(Fiber.interruptAll(fibers))
      }
      const obstacles: ReadonlyArray<Obstacle> = [
        {
          name: "a locked row",
          raise: () =>
            held([
              Effect.runFork(
                hold(straight.sql, `select 1 from ${schema}.delegation where exchange_id = '${tenant}' for update`)
              )
            ])
        },
        {
          name: "a full pool",
          raise: () => held(Array.from({ length: size }, () => Effect.runFork(hold(wired.sql, "select pg_sleep(0.3)"))))
        },
        {
          name: "a silent network",
          raise: async () => {
            proxy.stall(true)
            return async () => proxy.stall(false)
          }
        }
      ]
      const direct = portal(straight, schema, tenant)
      await Effect.runPromise(Effect.provide(seed(world), direct))
      for (const [place, obstacle] of obstacles.entries())
        await one(
          count,
          obstacle,
          portal(wired, schema, tenant),
          direct,
          rounds(0, 9).slice(2 * place, 2 * place + 2),
          `${obstacle.name}, lock timeout ${lockTimeout} ms`
        )
    }
    await Promise.race([wired.close(), new Promise((resolve) => setTimeout(resolve, 5000))])
  }
  await straight.close()
  await proxy.close()
  return count.end()
}

const one = async (
  count: Counting,
  { raise }: Obstacle,
  wired: Layer.Layer<Agencybook.Agencybook | Store, unknown>,
  direct: Layer.Layer<Agencybook.Agencybook | Store, unknown>,
  sents: ReadonlyArray<Sent>,
  name: string
) => {
  count.tried()
  const started = Date.now()
  // Whatever is asked when a store is built is asked before anything is in its way.
  const bookOf = (layer: typeof wired) => ManagedRuntime.make(layer).runPromise(Agencybook.Agencybook)
  const [disturbed, straight] = [await bookOf(wired), await bookOf(direct)]
  const execute = (sent: Sent, book: typeof disturbed) =>
    Effect.runPromise(atTime(() => officeTime(started))(Effect.result(book.execute(sent))))
  const [request, acceptance] = sents as readonly [Sent, Sent]
  const asked = await execute(request, straight)
  count.expect(Result.isSuccess(asked), `${name}: the request was not carried out`)
  const lower = await raise()
  const began = performance.now()
  const answer = await execute(acceptance, disturbed)
  const took = performance.now() - began
  const busy = Result.isFailure(answer) && answer.failure._tag === "StoreError" && answer.failure.isRetryable
  count.expect(busy, `${name}: ${Result.isSuccess(answer) ? "was carried out" : answer.failure.message}`)
  count.expect(took <= deadlineMillis * 1.2, `${name}: took ${Math.round(took)} ms`)
  await lower()
  // Once the way is free the same command is carried out, once, with connections of the same pool.
  const until = Date.now() + 5000
  let later = await execute(acceptance, disturbed)
  while (Result.isFailure(later) && Date.now() < until) later = await execute(acceptance, disturbed)
  count.expect(Result.isSuccess(later), `${name}: was not carried out within 5 s after it had passed`)
  const { journal } = await Effect.runPromise(Effect.provide(left(office(1)), direct))
  const moves = journal.filter(
    ({ commandId, event }) => commandId === acceptance.id && event._tag === "DelegationMoved"
  )
  count.expect(moves.length <= 2 && moves.length >= 1, `${name}: ${moves.length} moves`)
}
