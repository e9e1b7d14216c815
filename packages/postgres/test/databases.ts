import { randomBytes } from "node:crypto"
import { readFileSync } from "node:fs"
import type { Store, StoreError } from "@agencybook/application/Store"
import * as Embedded from "@agencybook/postgres/Embedded"
import * as Migrations from "@agencybook/postgres/Migrations"
import * as PostgresStore from "@agencybook/postgres/PostgresStore"
import * as Server from "@agencybook/postgres/Server"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import type * as Scope from "effect/Scope"
import { SqlClient } from "effect/sql/SqlClient"
import { inject } from "vitest"

/** The role of the application on a test server, which owns nothing. */
export const applicationRole = "agencybook_app"

const embedded = () => Embedded.layer({ image: new Uint8Array(readFileSync(inject("image"))) })
const server = (who: "application" | "owner" | "server", connections: number) =>
  Server.layer({ url: Redacted.make(inject(who)), connections })

/** Who connects: a superuser, the owner of the schemas, or the application. */
export interface Clients {
  readonly superuser: SqlClient
  readonly owner: SqlClient
  readonly application: SqlClient
}

/** A database that every test of the adapter runs on. */
export interface Database {
  readonly name: "embedded" | "server"
  /** A client of the superuser. */
  readonly client: () => Layer.Layer<SqlClient, StoreError>
  /** One client for each role, on one database; the embedded database has one session for all. */
  readonly clients: Effect.Effect<Clients, StoreError, Scope.Scope>
}

const built = (layer: Layer.Layer<SqlClient, StoreError>) =>
  Effect.map(Layer.build(layer), (context) => Effect.runSync(Effect.provide(SqlClient, context)))

/** The two databases that every test of the adapter runs on. */
export const databases: ReadonlyArray<Database> = [
  {
    name: "embedded",
    client: embedded,
    clients: Effect.map(built(embedded()), (one) => ({ superuser: one, owner: one, application: one }))
  },
  {
    name: "server",
    client: () => server("server", 40),
    clients: Effect.all({
      superuser: built(server("server", 2)),
      owner: built(server("owner", 2)),
      application: built(server("application", 40))
    })
  }
]

/** A name for a schema that no other test has. */
export const freshSchema = (): string => `t_${randomBytes(6).toString("hex")}`

/** Makes a schema, as its owner, for the application to work in. */
export const migrated = ({ name }: Pick<Database, "name">, { owner }: Pick<Clients, "owner">, schema: string) =>
  Effect.provideService(Migrations.run(schema, name === "server" ? { role: applicationRole } : {}), SqlClient, owner)

/** The store of an exchange over a schema of its own, as the application sees it. */
export const storeOver = (
  database: Pick<Database, "name">,
  clients: Clients,
  options: Partial<PostgresStore.Options> = {}
): Layer.Layer<Store, StoreError> => {
  const { schema = freshSchema(), ...rest } = options
  return PostgresStore.layer({ exchangeId: "test", schema, ...rest }).pipe(
    Layer.provide(Layer.succeed(SqlClient, clients.application)),
    Layer.provide(Layer.effectDiscard(migrated(database, clients, schema)))
  )
}

/** A store of its own: a new schema on the database. */
export const freshStore = (database: Database): Layer.Layer<Store, StoreError> =>
  Layer.unwrap(Effect.map(database.clients, (clients) => storeOver(database, clients)))
