/**
 * A PostgreSQL server, with timeouts that every connection gets from its first moment.
 *
 * @since 0.1.0
 */
import { connect, type Socket } from "node:net"
import * as NodeSecrets from "@agencybook/application/NodeSecrets"
import * as Portal from "@agencybook/application/Portal"
import { StoreError, Unavailable } from "@agencybook/application/Store"
import * as PgClient from "@effect/sql-pg/PgClient"
import * as PgPool from "@effect/sql-pg/PgPool"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as Reactivity from "effect/reactivity/Reactivity"
import * as SqlClient from "effect/sql/SqlClient"
import * as Driver from "./internal/Driver.ts"
import * as PostgresStore from "./PostgresStore.ts"

/** How to reach the server; times in milliseconds. @category models */
export interface Options {
  readonly url: Redacted.Redacted
  /** Connections of the pool; 10 when absent. */
  readonly connections?: number
  /** Longest statement; 30,000 when absent. */
  readonly statementTimeout?: number
  /** Longest wait for a lock; 5,000 when absent. */
  readonly lockTimeout?: number
  /**
   * Longest silence of ours inside a transaction; 10,000 when absent. When the network is lost in the middle of a
   * command, the server keeps its locks for so long.
   */
  readonly idleTimeout?: number
  /**
   * Whether a pooler stands between that gives each transaction another session, such as PgBouncer with
   * `pool_mode = transaction`; off when absent. Then nothing is asked of a session: statements are not prepared, and each
   * transaction sets the timeouts for itself. Migrate past the pooler.
   */
  readonly transactionPooling?: boolean
}

/**
 * A socket that ends when the server has said nothing for longer than any statement may take. Without it a `BEGIN` that
 * the network has lost would hold its connection, and its place in the pool, until the operating system gives up.
 */
const listening = (url: Redacted.Redacted, silence: number): { readonly stream?: () => Socket } => {
  const text = Redacted.value(url)
  if (!URL.canParse(text)) return {}
  const { hostname, port, searchParams } = new URL(text)
  // A socket of the same machine is not lost.
  if (hostname === "" || searchParams.has("host")) return {}
  const host = hostname.replace(/^\[(.*)\]$/, "$1")
  return {
    stream: () => {
      const socket = connect({
        host: decodeURIComponent(host),
        port: Number(port || 5432),
        noDelay: true,
        keepAlive: true
      })
      return socket.setTimeout(silence, () => socket.destroy(new Error("the server is silent")))
    }
  }
}

/** A client over a pool, of which a session can be sent statements before it has answered the ones before. */
const client = Effect.fnUntraced(function* (config: PgPool.Config, limits: Driver.Limits) {
  // Each session for one borrower at a time: what the driver calls multiplexing is here one borrower's statements.
  const pool = yield* PgPool.make({ ...config, multiplex: true, multiplexConcurrency: 1 })
  const owned = Effect.map(pool.reserve, (session) => Driver.connectionOf(session))
  const made = yield* SqlClient.make({
    driver: "pg",
    acquirer: owned,
    transactionAcquirer: owned,
    prepareTransactionControls: true,
    commit: Driver.commit,
    releaseSavepoint: (name) => `RELEASE SAVEPOINT ${name}`,
    compiler: PgClient.makeCompiler(),
    spanAttributes: [["db.system.name", "postgresql"]]
  })
  const session = Effect.map(pool.get, (one) => ({
    connection: Driver.connectionOf(one),
    // A statement that was sent ahead cannot be called back; who waits no longer gives up its connection.
    abandon: pool.invalidate(one)
  }))
  return Driver.withLimits(Driver.withSessions(made, session), limits)
})

/**
 * A pool of connections to a server.
 *
 * @category layers
 */
export const layer = (options: Options): Layer.Layer<SqlClient.SqlClient, StoreError> => {
  const { connections = 10, idleTimeout = 10_000, lockTimeout = 5000, statementTimeout = 30_000, url } = options
  const { transactionPooling = false } = options
  const silence = statementTimeout + 2000
  const limits = {
    statement_timeout: String(statementTimeout),
    lock_timeout: String(lockTimeout),
    idle_in_transaction_session_timeout: String(idleTimeout)
  }
  const config: PgPool.Config = {
    ...listening(url, silence),
    url,
    // The pool lets go of what it does not need before the socket would.
    idleTimeout: statementTimeout,
    maxConnections: connections,
    applicationName: "agencybook",
    // A pooler refuses parameters that it does not know, and what one session has prepared another does not have.
    ...(transactionPooling ? { prepare: false } : { startupParameters: limits })
  }
  const unreachable = new StoreError({ reason: new Unavailable({ code: "connect" }) })
  return Layer.effect(
    SqlClient.SqlClient,
    Effect.mapError(client(config, transactionPooling ? limits : {}), () => unreachable)
  ).pipe(Layer.provide(Reactivity.layer))
}

/**
 * A portal over a server; `url` is a connection string such as `postgres://portal@db/portal`. `key` is that of
 * `NodeSecrets`: 32 secret bytes or more, the same for every process of an exchange; without one, links and codes that
 * were sent die with the process.
 *
 * @category models
 */
export interface PortalOptions
  extends Omit<Options, "url">,
    PostgresStore.Options,
    Pick<Portal.Options, "policy" | "now" | "deadlineMillis"> {
  readonly url: string
  readonly key?: Uint8Array
}

/**
 * The portal over a pool of its own to a server, as promises; the schema must be there, see `Migrations`, or `migrate` is
 * on. Close it, so that its connections end.
 *
 * @category constructors
 */
export const portal = (options: PortalOptions): Portal.Portal => {
  const { connections, deadlineMillis, exchangeId, idleTimeout, key, lockTimeout, migrate, ...more } = options
  const { now, policy, role, schema, statementTimeout, transactionPooling, url } = more
  const given = <A extends object>(values: A) =>
    Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
      [K in keyof A]?: Exclude<A[K], undefined>
    }
  const pool = layer({
    url: Redacted.make(url),
    ...given({ connections, idleTimeout, lockTimeout, statementTimeout, transactionPooling })
  })
  return Portal.make({
    ...given({ deadlineMillis, now, policy }),
    secrets: NodeSecrets.layer(given({ key })),
    store: PostgresStore.layer({ exchangeId, ...given({ migrate, role, schema }) }).pipe(Layer.provide(pool))
  })
}
