import { randomBytes } from "node:crypto"
import { readFileSync } from "node:fs"
import type { Store, StoreError } from "@agencybook/application/Store"
import * as Embedded from "@agencybook/postgres/Embedded"
import * as PostgresStore from "@agencybook/postgres/PostgresStore"
import * as Server from "@agencybook/postgres/Server"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import type { SqlClient } from "effect/sql/SqlClient"
import { inject } from "vitest"

/** The two databases that every test of the adapter runs on. */
export const databases: ReadonlyArray<{
  readonly name: string
  readonly client: () => Layer.Layer<SqlClient, StoreError>
}> = [
  { name: "embedded", client: () => Embedded.layer({ image: new Uint8Array(readFileSync(inject("image"))) }) },
  { name: "server", client: () => Server.layer({ url: Redacted.make(inject("server")), connections: 40 }) }
]

/** A store of its own: a new schema on the database. */
export const freshStore = (client: Layer.Layer<SqlClient, StoreError>): Layer.Layer<Store | SqlClient, StoreError> =>
  PostgresStore.layer({
    exchangeId: "test",
    schema: `t_${randomBytes(6).toString("hex")}`,
    migrate: true
  }).pipe(Layer.provideMerge(client))
