/**
 * A database by its address or its folder, for the programs of this package.
 *
 * @since 0.1.0
 */
import { existsSync } from "node:fs"
import { join } from "node:path"
import { StoreError, Unusable } from "@agencybook/application/Store"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import { SqlClient } from "effect/sql/SqlClient"
import * as Embedded from "../Embedded.ts"
import * as Server from "../Server.ts"

/** Which database: on a server, or in a folder of the embedded database. */
export type Database = { readonly url: string } | { readonly folder: string }

/** Why a program could do nothing, in a sentence in which no address stands. */
export interface Problem {
  readonly problem: string
}

const client = (database: Database): Layer.Layer<SqlClient, StoreError> => {
  if ("url" in database) return Server.layer({ url: Redacted.make(database.url), connections: 1 })
  if (existsSync(join(database.folder, "PG_VERSION"))) return Embedded.layer({ directory: database.folder })
  // To open it would make one.
  const absent = new StoreError({
    reason: new Unusable({
      problem: `there is no database in \`${database.folder}\``,
      remedy: "name the folder that the store was given"
    })
  })
  return Layer.effect(SqlClient, Effect.fail(absent))
}

/** Runs an effect on a database, which is closed afterwards. */
export const on = <A>(database: Database, effect: Effect.Effect<A, StoreError, SqlClient>): Promise<A | Problem> =>
  effect.pipe(
    Effect.provide(client(database)),
    Effect.catch(({ message, reason }) =>
      Effect.succeed({
        problem: reason._tag === "Unavailable" ? `${message}; check the address, and that the server runs` : message
      })
    ),
    Effect.runPromise
  )
