/**
 * A PostgreSQL server, with timeouts that every connection gets from its first moment.
 *
 * @since 0.1.0
 */
import { StoreError, Unavailable } from "@agencybook/application/Store"
import * as PgClient from "@effect/sql-pg/PgClient"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type * as Redacted from "effect/Redacted"
import { SqlClient } from "effect/sql/SqlClient"

/** How to reach the server; times in milliseconds. @category models */
export interface Options {
  readonly url: Redacted.Redacted
  /** Connections of the pool; 10 when absent. */
  readonly connections?: number
  /** Longest statement; 30,000 when absent. */
  readonly statementTimeout?: number
  /** Longest wait for a lock; 5,000 when absent. */
  readonly lockTimeout?: number
}

/**
 * A pool of connections to a server.
 *
 * @category layers
 */
export const layer = (options: Options): Layer.Layer<SqlClient, StoreError> => {
  const { connections = 10, lockTimeout = 5000, statementTimeout = 30_000, url } = options
  return PgClient.layer({
    url,
    maxConnections: connections,
    applicationName: "agencybook",
    startupParameters: {
      statement_timeout: String(statementTimeout),
      lock_timeout: String(lockTimeout),
      idle_in_transaction_session_timeout: String(statementTimeout)
    }
  }).pipe(
    Layer.catch(() =>
      Layer.effect(SqlClient, Effect.fail(new StoreError({ reason: new Unavailable({ code: "connect" }) })))
    )
  )
}
