/** The ground that every part of the torture stands on: a schema on a server, and tenants with a world in them. */
import { randomBytes } from "node:crypto"
import * as Agencybook from "@agencybook/application/Agencybook"
import { Store } from "@agencybook/application/Store"
import type { CommandId } from "@agencybook/core/Id"
import * as Id from "@agencybook/core/Id"
import type { Policy } from "@agencybook/core/Policy"
import { type Event, type Kind, kinds } from "@agencybook/core/Record"
import * as Migrations from "@agencybook/postgres/Migrations"
import * as PostgresStore from "@agencybook/postgres/PostgresStore"
import * as Server from "@agencybook/postgres/Server"
import * as World from "@agencybook/testing/World"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as Scope from "effect/Scope"
import { SqlClient } from "effect/sql/SqlClient"
import { secrets } from "./Story.ts"

/** A pool of connections that is open until it is closed. */
export interface Pool {
  readonly sql: SqlClient
  readonly close: () => Promise<void>
}

/** Opens a pool; the address may be that of a proxy. */
export const pool = async (options: Omit<Server.Options, "url"> & { readonly url: string }): Promise<Pool> => {
  const scope = Scope.makeUnsafe()
  const layer = Server.layer({ ...options, url: Redacted.make(options.url) })
  const context = await Effect.runPromise(Layer.buildWithScope(layer, scope))
  const sql = await Effect.runPromise(Effect.provide(SqlClient, context))
  return { sql, close: () => Effect.runPromise(Scope.close(scope, Exit.void)) }
}

/** The address of a server, reached on another port. */
export const through = (url: string, port: number): string => {
  const other = new URL(url)
  other.port = String(port)
  return other.href
}

/** A new schema with all tables, for a role if one is given. */
export const schemaOn = async ({ sql }: Pool, role?: string): Promise<string> => {
  const schema = `torture_${randomBytes(5).toString("hex")}`
  const options = role === undefined ? {} : { role }
  await Effect.runPromise(Effect.provideService(Migrations.run(schema, options), SqlClient, sql))
  return schema
}

/** A way to break a store. */
export type Tamper = (store: Store["Service"]) => Store["Service"]

/** The portal logic of one tenant over a pool. */
export const portal = ({ sql }: Pool, schema: string, exchangeId: string, policy: Policy, tamper: Tamper = (s) => s) =>
  Agencybook.layer({ policy }).pipe(
    Layer.provide(secrets),
    Layer.provideMerge(Layer.effect(Store, Effect.map(Store, tamper))),
    Layer.provide(PostgresStore.layer({ exchangeId, schema })),
    Layer.provide(Layer.succeed(SqlClient, sql))
  )

/** Writes all records of a world into a tenant that has none. */
export const seed = (world: World.World) =>
  Effect.gen(function* () {
    const store = yield* Store
    const commandId = Id.make<CommandId>("seeding")
    const at = "2026-01-01T00:00:00.000Z" as never
    const changes = (Object.keys(kinds) as ReadonlyArray<Kind>).flatMap((kind) =>
      Array.from(
        world[kind] as ReadonlyMap<string, unknown>,
        ([id, record]) => ({ kind, id, record, version: 1, expected: 0 }) as never
      )
    )
    yield* store.transact((tx) =>
      tx.commit({
        command: { commandId, fingerprint: "seeding", at, outcome: "{}" },
        provenance: { commandId, commandName: "seeding", at, actor: "system/seed", permission: "", policy: "" },
        events: [],
        changes,
        notices: []
      })
    )
  })

/** What a tenant holds: its journal, its records as far as the world or the journal knows of them, its outbox. */
export const left = (before: World.World) =>
  Effect.gen(function* () {
    const store = yield* Store
    const journal = yield* store.journal(0, 1_000_000)
    const after = World.after(
      before,
      journal.map(({ event }) => event)
    )
    const selections = (Object.keys(kinds) as ReadonlyArray<Kind>).map(
      (kind) => ({ kind, index: "id", keys: Array.from(after[kind].keys()), lock: "read" }) as never
    )
    const records = yield* store.load(selections)
    return { journal, after, records, outbox: yield* store.counts() }
  })

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

/** A value as text with its keys in one order, which the database does not keep. */
export const text = (value: unknown): string =>
  JSON.stringify(value, (_, part) =>
    isPlain(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part
  )

/** Whether records are those of a world, no more and no fewer. */
export const sameAs = (
  world: World.World,
  records: ReadonlyArray<{ readonly kind: Kind; readonly id: string; readonly record: unknown }>
): string | undefined => {
  let count = 0
  for (const kind of Object.keys(kinds) as ReadonlyArray<Kind>) count += world[kind].size
  if (count !== records.length) return `${records.length} records instead of ${count}`
  for (const { id, kind, record } of records)
    if (text(record) !== text(world[kind].get(id))) return `${kind} ${id} is not what its events say`
  return undefined
}

/** The tags of events, which do not change with time and chance. */
export const tags = (events: ReadonlyArray<Event>): string => events.map(({ _tag }) => _tag).join()
