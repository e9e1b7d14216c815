/**
 * Names of clients that are treated in a way of their own, and what a client of ours can do beyond a `SqlClient`.
 *
 * @since 0.1.0
 */
import type * as PgConnection from "@effect/sql-pg/PgConnection"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import * as Stream from "effect/Stream"
import type { SqlClient } from "effect/sql/SqlClient"
import type * as SqlConnection from "effect/sql/SqlConnection"
import { SqlError, UnknownError } from "effect/sql/SqlError"

/** The database inside the process, which belongs to us alone. @category models */
export const embedded = "pglite"

/** The transaction of a host, which goes on after ours. @category models */
export const host = "agencybook-host"

/** A connection that nobody else uses until its scope closes. @category models */
export interface Session {
  readonly connection: SqlConnection.Connection
  /** Gives up a transaction that is under way. */
  readonly abandon: Effect.Effect<void>
}

const sessions: unique symbol = Symbol.for("@agencybook/postgres/sessions")

type Sessions = Effect.Effect<Session, SqlError, Scope.Scope>

/** Gives a client sessions on which a statement may be sent before those before it are answered. @category constructors */
export const withSessions = <Client extends SqlClient>(client: Client, acquire: Sessions): Client =>
  Object.assign(client, { [sessions]: acquire })

const limits: unique symbol = Symbol.for("@agencybook/postgres/limits")

/** Settings of the server by name, as every transaction of a client sets them for itself. @category models */
export type Limits = Readonly<Record<string, string>>

/** Gives a client settings that no session keeps for it, for every transaction to set. @category constructors */
export const withLimits = <Client extends SqlClient>(client: Client, values: Limits): Client =>
  Object.assign(client, { [limits]: values })

/** The settings that a transaction of a client sets; none where its sessions have them. @category queries */
export const limitsOf = (sql: SqlClient): Limits => (sql as SqlClient & { readonly [limits]?: Limits })[limits] ?? {}

/** A session of a client; where it has no better ones, each statement waits for the one before it. @category constructors */
export const session = (sql: SqlClient): Sessions =>
  (sql as SqlClient & { readonly [sessions]?: Sessions })[sessions] ??
  Effect.map(sql.reserve, (connection) => ({
    connection,
    abandon: Effect.ignoreCause(connection.executeRaw("ROLLBACK", []))
  }))

type Transform = Parameters<SqlConnection.Connection["execute"]>[2]
type Guard = <A, E, R>(effect: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>

/** A session of the driver as a connection, of which a guard surrounds each statement. @category constructors */
export const connectionOf = (
  session: PgConnection.PgConnection,
  guard: Guard = (effect) => effect
): SqlConnection.Connection => {
  const all = (sql: string, params: ReadonlyArray<unknown>, transform: Transform, prepare = true) =>
    guard(
      Effect.map(session.query(sql, params, prepare), ({ rows }) => (transform === undefined ? rows : transform(rows)))
    )
  return {
    execute: (sql, params, transform) => all(sql, params, transform),
    executeUnprepared: (sql, params, transform) => all(sql, params, transform, false),
    executeRaw: (sql, params) => guard(session.query(sql, params)),
    executeValues: (sql, params) => guard(session.queryValues(sql, params)),
    executeValuesUnprepared: (sql, params) => guard(session.queryValues(sql, params, false)),
    // Buffered: a stream that held the only session would wait for a consumer that queries.
    executeStream: (sql, params, transform) => Stream.fromArrayEffect(all(sql, params, transform))
  }
}

const rolledBack = "COMMIT rolled back a failed transaction"

/** The server answers COMMIT of a failed transaction with ROLLBACK; that must not look like success. @category transforms */
export const commit = (connection: SqlConnection.Connection): Effect.Effect<void, SqlError> =>
  Effect.flatMap(connection.executeRaw("COMMIT", []), (result) =>
    (result as PgConnection.Result).command === "ROLLBACK"
      ? Effect.fail(
          new SqlError({
            reason: new UnknownError({ cause: new Error(rolledBack), message: rolledBack, operation: "commit" })
          })
        )
      : Effect.void
  )
