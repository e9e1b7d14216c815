/** B14: nobody writes the journal again, and whoever does it past everything that guards it is found, with the place. */
import * as JournalAudit from "@agencybook/application/JournalAudit"
import { calheers } from "@agencybook/core/Policy"
import * as PostgresStore from "@agencybook/postgres/PostgresStore"
import * as RowSecurity from "@agencybook/postgres/RowSecurity"
import { codeOf } from "@agencybook/postgres/SqlFailure"
import * as PortalDriver from "@agencybook/testing/PortalDriver"
import * as Sample from "@agencybook/testing/Sample"
import * as Seed from "@agencybook/testing/Seed"
import * as World from "@agencybook/testing/World"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { SqlClient } from "effect/sql/SqlClient"
import type { Address } from "../fixture/server.ts"
import { pool, schemaOn } from "./Ground.ts"
import { type Counting, counting } from "./Report.ts"

const texts = ["command_id", "command_name", "actor", "permission", "policy", "record_kind", "previous", "hash"]

const spoil = (column: string) =>
  `overlay(${column} placing (case substr(${column}, 2, 1) when '0' then '1' else '0' end) from 2 for 1)`

const changes: ReadonlyArray<readonly [column: string, expression: string]> = [
  ...texts.map((column) => [column, spoil(column)] as const),
  ["at", "at + interval '1 millisecond'"],
  ["on_behalf_of", "coalesce(on_behalf_of, '') || 'x'"],
  ["case_id", "coalesce(case_id, '') || 'x'"],
  ["agent_id", "case when agent_id is null then 'x' end"],
  ["agency_id", "coalesce(agency_id, '') || 'x'"],
  [
    "event",
    `overlay(event::text placing (case substr(event::text, length(event::text) - 2, 1) when 'a' then 'b' else 'a' end) from length(event::text) - 2 for 1)::jsonb`
  ]
]

/** Changes one thing of one row at a time, looks whether an audit finds it, and changes it back; gives how many were found. */
export const edits = Effect.fnUntraced(function* (
  superuser: SqlClient,
  schema: string,
  { start, times }: { readonly start: number; readonly times: number },
  count: Counting
) {
  const store = PostgresStore.layer({ exchangeId: "test", schema }).pipe(
    Layer.provide(Layer.succeed(SqlClient, superuser))
  )
  const before = yield* Effect.provide(JournalAudit.audit(), store)
  const seed = Seed.from(start)
  const undo = "changed back"
  let found = 0
  for (let n = 0; n < times; n++) {
    const position = 1 + seed.int(before.chain.rows)
    const [column, expression] = changes[n % changes.length] as (typeof changes)[number]
    yield* Effect.catchIf(
      superuser.withTransaction(
        Effect.gen(function* () {
          yield* superuser`set local session_replication_role = replica`
          const done = yield* Effect.result(
            superuser.unsafe(
              `update ${schema}.journal set ${column} = ${expression} where exchange_id = 'test' and position = ${position} returning 1`
            )
          )
          // Another letter may make the event no JSON, which the database refuses by itself.
          if (done._tag === "Failure") return yield* Effect.fail(undo)
          count.tried()
          const { chain, differences } = yield* Effect.provide(JournalAudit.audit(), store)
          const [fault] = chain.faults
          const seen = fault?.what === "changed" && fault.position === position && differences === undefined
          if (seen) found += 1
          count.expect(seen, `${column} at ${position}: ${JSON.stringify(chain.faults)}`)
          return yield* Effect.fail(undo)
        })
      ),
      (error): error is typeof undo => error === undo,
      () => Effect.void
    )
  }
  const after = yield* Effect.provide(JournalAudit.audit(), store)
  count.expect(after.digest === before.digest && after.chain.faults.length === 0, "it was not changed back")
  return found
})

/** What may not be done to a journal by the application, and not by anybody. */
const never = ["update s.journal set actor = actor", "delete from s.journal", "truncate s.journal"]
const notByApplication = [
  ...never,
  "alter table s.journal disable trigger all",
  "alter table s.journal disable row level security",
  "update s.journal_head set position = 0",
  "drop table s.journal"
]

/** Tries to write a journal again, in the ways that are guarded and past them. */
export const run = async (server: Address, times: number) => {
  const count = counting("B14", "the journal written again, by right and by force")
  const open = await pool({ url: server.url, connections: 2 })
  const role = "torture_editor"
  await Effect.runPromise(open.sql.unsafe(RowSecurity.createRole(role)))
  const schema = await schemaOn(open, role)
  const driver = PortalDriver.make({
    policy: calheers,
    store: PostgresStore.layer({ exchangeId: "test", schema }).pipe(Layer.provide(Layer.succeed(SqlClient, open.sql)))
  })
  const deliveries = World.deliveries(World.make(3, { agencies: 2, agents: 3, cases: 5 }))
  for (const [n, command] of deliveries.entries())
    await driver.send({ id: `delivery-${n}`, at: Sample.now, actor: Sample.system, command })
  for (const [who, tried] of [
    [undefined, never],
    [role, notByApplication]
  ] as const)
    for (const statement of tried) {
      count.tried()
      const work = Effect.gen(function* () {
        if (who !== undefined) yield* open.sql`select set_config('role', ${who}, true)`
        yield* open.sql`select set_config(${RowSecurity.setting}, 'test', true)`
        yield* open.sql.unsafe(statement.replaceAll(/\bs\./g, `${schema}.`))
      })
      const result = await Effect.runPromise(Effect.result(open.sql.withTransaction(work)))
      const refused = result._tag === "Failure" && ["23001", "42501"].includes(codeOf(result.failure))
      count.expect(refused, `${who ?? "the superuser"} may do \`${statement}\``)
    }
  await Effect.runPromise(edits(open.sql, schema, { start: 3, times }, count))
  await driver.close()
  await open.close()
  return count.end()
}
