/**
 * The store inside a transaction that the host has opened: its rows and ours are committed together or not at all.
 *
 * The host hands over one function that sends a statement on its own connection; wrappers for node-postgres,
 * postgres.js, PGlite, Drizzle, Kysely, Knex and Prisma make that function. What would be a transaction of ours is a savepoint: a
 * refusal leaves the host's earlier writes committable, and the host's rollback leaves no row of ours. Nothing runs
 * after the commit; notices wait in the outbox like everything else.
 *
 * A command that was carried out is certain only when the host has committed, so what it reveals (an access code) must
 * not be shown earlier.
 *
 * @since 0.1.0
 */
import * as Portal from "@agencybook/application/Portal"
import { type Reading, Rejected, Store, StoreError, Unavailable, Unusable } from "@agencybook/application/Store"
import * as PgClient from "@effect/sql-pg/PgClient"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Reactivity from "effect/reactivity/Reactivity"
import * as Semaphore from "effect/Semaphore"
import * as Stream from "effect/Stream"
import * as SqlClient from "effect/sql/SqlClient"
import type * as SqlConnection from "effect/sql/SqlConnection"
import { SqlError, UnknownError } from "effect/sql/SqlError"
import * as Driver from "./internal/Driver.ts"
import * as PostgresStore from "./PostgresStore.ts"
import { codeOf } from "./SqlFailure.ts"

/** A row as drivers give it: values by column name. @category models */
export type Row = Readonly<Record<string, unknown>>

/**
 * Sends one statement with its parameters `$1`, `$2`, … on the host's open transaction and gives the rows. Arrays arrive
 * as arrays, texts as texts; `json` comes back parsed, as all drivers do by themselves. One that renames columns or changes
 * values is refused with `Unusable`, in the first answer of each call.
 *
 * @category models
 */
export type Executor = (sql: string, params: ReadonlyArray<unknown>) => Promise<ReadonlyArray<Row>>

/** As much of a client of node-postgres, or of a PGlite transaction, as is needed. @category models */
export interface QueryClient {
  query(sql: string, params: Array<unknown>): Promise<{ readonly rows: ReadonlyArray<unknown> }>
}

/** As much of a transaction of postgres.js as is needed. @category models */
export interface PostgresJsTransaction {
  unsafe(sql: string, params: Array<never>): PromiseLike<ReadonlyArray<unknown>>
}

/** As much of a transaction of Drizzle as is needed; the answer depends on its driver. @category models */
export interface DrizzleTransaction<Query> {
  execute(query: Query): PromiseLike<unknown>
}

/** As much of Drizzle's `sql` as is needed. @category models */
export interface DrizzleSql<Query> {
  raw(text: string): Query
  param(value: unknown): unknown
  join(parts: Array<Query>): Query
  (text: TemplateStringsArray, ...values: Array<unknown>): Query
}

/** As much of a transaction of Kysely as is needed. @category models */
export interface KyselyTransaction<Query> {
  executeQuery(query: Query): Promise<{ readonly rows: ReadonlyArray<unknown> }>
  /** The same transaction without the host's plugins. */
  withoutPlugins?(): KyselyTransaction<Query>
}

// Savepoints of one connection cannot overlap, so that all portals over it have one queue.
const turns = new WeakMap<object, Semaphore.Semaphore>()

const turnOf = (key: object): Semaphore.Semaphore => {
  const turn = turns.get(key) ?? Semaphore.makeUnsafe(1)
  turns.set(key, turn)
  return turn
}

/** An executor that takes turns with all others over the same connection. */
const over = (connection: object, executor: Executor): Executor => {
  turns.set(executor, turnOf(connection))
  return executor
}

/** Runs over a client of node-postgres between its `BEGIN` and `COMMIT`. @category constructors */
export const nodePostgres = (client: QueryClient): Executor =>
  over(client, async (sql, params) => (await client.query(sql, [...params])).rows as ReadonlyArray<Row>)

/** Runs over the transaction that `PGlite.transaction` hands to its callback. @category constructors */
export const pglite = (transaction: QueryClient): Executor => nodePostgres(transaction)

/**
 * Runs over the `sql` that `sql.begin` of postgres.js hands to its callback.
 *
 * **Gotchas**: postgres.js rolls back a transaction in which any statement has failed, also when the failure was
 * caught. A refusal makes no statement fail; a constraint that is violated or a lost race does.
 *
 * @category constructors
 */
export const postgresJs = (transaction: PostgresJsTransaction): Executor =>
  over(
    transaction,
    async (sql, params) => (await transaction.unsafe(sql, [...params] as Array<never>)) as ReadonlyArray<Row>
  )

/**
 * Runs over a transaction of Drizzle; `sql` is Drizzle's own, from `drizzle-orm`.
 *
 * @category constructors
 */
export const drizzle = <Query>(transaction: DrizzleTransaction<Query>, sql: DrizzleSql<Query>): Executor =>
  over(transaction, async (text, params) => {
    // Drizzle numbers the parameters itself, so the text is taken apart at ours; a list stays one parameter.
    const parts = text.split(/\$(\d+)/).map((part, n) => {
      return n % 2 === 0 ? sql.raw(part) : sql`${sql.param(params[Number(part) - 1])}`
    })
    const answer = await transaction.execute(sql.join(parts))
    const rows = Array.isArray(answer) ? answer : (answer as { readonly rows: unknown }).rows
    return rows as ReadonlyArray<Row>
  })

/**
 * Runs over a transaction of Kysely; `raw` is `CompiledQuery.raw`, from `kysely`. Plugins of the host, such as
 * `CamelCasePlugin`, see neither our statements nor their answers.
 *
 * @category constructors
 */
export const kysely = <Query>(
  transaction: KyselyTransaction<Query>,
  raw: (sql: string, parameters: Array<unknown>) => Query
): Executor => {
  const plain = transaction.withoutPlugins?.() ?? transaction
  return over(
    transaction,
    async (sql, params) => (await plain.executeQuery(raw(sql, [...params]))).rows as ReadonlyArray<Row>
  )
}

/** As much of a transaction of Knex, over `pg`, as is needed. @category models */
export interface KnexTransaction {
  raw(sql: string, bindings: Array<never>): PromiseLike<unknown>
}

/** Runs over the transaction that `knex.transaction` hands to its callback, or gives. @category constructors */
export const knex = (transaction: KnexTransaction): Executor =>
  over(transaction, async (text, params) => {
    // Knex numbers the parameters itself, wherever it finds a question mark that is not escaped.
    const bindings: Array<unknown> = []
    const asked = text.replaceAll("?", "\\?").replace(/\$(\d+)/g, (_, place) => {
      bindings.push(params[Number(place) - 1])
      return "?"
    })
    const answer = await transaction.raw(asked, bindings as Array<never>)
    return (answer as { readonly rows: ReadonlyArray<Row> }).rows
  })

/** As much of an interactive transaction of Prisma as is needed. @category models */
export interface PrismaTransaction {
  $queryRawUnsafe(sql: string, ...params: Array<unknown>): PromiseLike<unknown>
}

interface PrismaFailure {
  readonly meta?: { readonly driverAdapterError?: { readonly cause?: PrismaCause } }
}

interface PrismaCause {
  readonly originalCode?: string
  readonly originalMessage?: string
  readonly constraint?: { readonly index?: string }
}

// Prisma puts codes of its own in front of the server's, and drops the name of most constraints.
const asServerSaid = (error: unknown): unknown => {
  const said = (error as PrismaFailure | null)?.meta?.driverAdapterError?.cause
  if (said?.originalCode === undefined) return error
  const constraint = said.constraint?.index ?? said.originalMessage?.match(/constraint "(\w+)"/)?.[1]
  return Object.assign(new Error("the statement failed", { cause: error }), { code: said.originalCode, constraint })
}

/**
 * Runs over the client that `$transaction` of Prisma 7 hands to its callback; the driver adapter is `@prisma/adapter-pg`.
 *
 * **Gotchas**: Prisma ends an interactive transaction after five seconds, unless `timeout` says otherwise.
 *
 * @category constructors
 */
export const prisma = (transaction: PrismaTransaction): Executor =>
  over(transaction, async (sql, params) => {
    try {
      return (await transaction.$queryRawUnsafe(sql, ...params)) as ReadonlyArray<Row>
    } catch (error) {
      throw asServerSaid(error)
    }
  })

const savepoint = "agencybook"
const leave = `RELEASE SAVEPOINT ${savepoint}`
const undo = `ROLLBACK TO SAVEPOINT ${savepoint}`

type Transform = Parameters<SqlConnection.Connection["execute"]>[2]

const failure = (cause: unknown): SqlError =>
  new SqlError({ reason: new UnknownError({ cause, message: "the host's connection", operation: "query" }) })

const connection = (executor: Executor, permit: Semaphore.Semaphore): SqlConnection.Connection => {
  const send = (sql: string, params: ReadonlyArray<unknown>) =>
    Effect.tryPromise({
      try: () => executor(sql, params),
      catch: failure
    })
  const all = (sql: string, params: ReadonlyArray<unknown>, transform: Transform) =>
    Effect.map(permit.withPermit(statement(sql, params)), (rows) =>
      transform === undefined ? rows : transform(rows as ReadonlyArray<object>)
    )
  // A savepoint that cannot be set or left has failed the host's transaction itself, whatever the reason, and nothing brings it
  // back; that there is no transaction, or no connection any more, is said as it is.
  const control = (sql: string) =>
    Effect.mapError(send(sql, []), (error) =>
      /^(25P0|08|57P0)/.test(codeOf(error))
        ? error
        : failure(Object.assign(new Error("no savepoint", { cause: error }), { code: "25P02" }))
    )
  const statement = (sql: string, params: ReadonlyArray<unknown>): Effect.Effect<ReadonlyArray<Row>, SqlError> => {
    // Isolation is the host's choice: whatever would begin a transaction sets a savepoint.
    if (sql.startsWith("BEGIN")) return control(`SAVEPOINT ${savepoint}`)
    if (sql === undo) return Effect.andThen(control(undo), control(leave))
    if (sql === leave) return control(leave)
    return send(sql, params)
  }
  const values = (sql: string, params: ReadonlyArray<unknown>) =>
    Effect.map(all(sql, params, undefined), (rows) => rows.map((row) => Object.values(row as Row)))
  return {
    execute: all,
    executeUnprepared: all,
    executeRaw: (sql, params) => all(sql, params, undefined),
    executeValues: values,
    executeValuesUnprepared: values,
    executeStream: (sql, params, transform) => Stream.fromArrayEffect(all(sql, params, transform))
  }
}

/** A `SqlClient` over the host's transaction, of which a transaction is a savepoint. @category layers */
export const client = (executor: Executor): Layer.Layer<SqlClient.SqlClient> =>
  Layer.effect(
    SqlClient.SqlClient,
    Effect.suspend(() => {
      // Commands that a host starts side by side take turns: savepoints of one connection cannot overlap.
      const turn = turnOf(executor)
      const shared = connection(executor, turn)
      const owned = connection(executor, Semaphore.makeUnsafe(1))
      return SqlClient.make({
        driver: Driver.host,
        acquirer: Effect.succeed(shared),
        borrower: (use) => use(shared),
        transactionAcquirer: Effect.uninterruptibleMask((restore) => Effect.as(restore(turn.takeScoped(1)), owned)),
        beginTransaction: "BEGIN",
        commit: leave,
        rollback: undo,
        compiler: PgClient.makeCompiler(),
        spanAttributes: [["db.system.name", "postgresql"]]
      })
    })
  ).pipe(Layer.provide(Reactivity.layer))

const unusable = (problem: string, remedy: string): StoreError =>
  new StoreError({ reason: new Unusable({ problem, remedy }) })

const lost = (error: unknown): unknown => {
  if (!(error instanceof StoreError)) return error
  const { reason } = error
  if (reason instanceof Rejected && reason.code === "25P01")
    return unusable(
      "the host's connection is in no transaction",
      "begin one, and hand over the very connection that it was begun on"
    )
  if (reason instanceof Rejected && reason.code === "25006")
    return unusable(
      "the host's transaction is read only (`25006`), and what is done or looked at is logged",
      "begin one that may write"
    )
  if (reason instanceof Unavailable && reason.code === "57014")
    return unusable(
      "a statement took longer than the host's `statement_timeout`, or was cancelled (`57014`)",
      "nothing of the command was written, and the transaction can go on; send the command again with more time"
    )
  return reason instanceof Unavailable && reason.code !== "55P03"
    ? unusable(
        `the host's transaction cannot be used (\`${reason.code}\`)`,
        "roll it back, and send the command again in a new one"
      )
    : error
}

/** A failure of the store that a body has made itself, on its way through a transaction in which it means nothing. */
class OfBody {
  readonly error: StoreError
  constructor(error: StoreError) {
    this.error = error
  }
}

/** What a body is handed, with a note of each failure that comes out of it. */
const noted = <Handed extends object>(handed: Handed, seen: Set<unknown>): Handed =>
  Object.fromEntries(
    Object.entries(handed as Record<string, (...given: Array<unknown>) => Effect.Effect<unknown, StoreError>>).map(
      ([name, ask]) => [
        name,
        (...given: Array<unknown>) => Effect.tapError(ask(...given), (error) => Effect.sync(() => seen.add(error)))
      ]
    )
  ) as Handed

/**
 * Runs a body in a transaction of the store. What has happened to a host's transaction is not undone by trying again in it;
 * what the body fails with by itself says nothing about the transaction, and is handed on as it is.
 */
const telling = <Handed extends object, B, A, E>(
  run: (body: (handed: Handed) => Effect.Effect<B, E | OfBody>) => Effect.Effect<A, E | OfBody | StoreError>,
  body: (handed: Handed) => Effect.Effect<B, E>
): Effect.Effect<A, E | StoreError> =>
  Effect.mapError(
    run((handed) => {
      const seen = new Set<unknown>()
      return Effect.mapError(body(noted(handed, seen)), (error) =>
        error instanceof StoreError && !seen.has(error) ? new OfBody(error) : error
      )
    }),
    (error) => (error instanceof OfBody ? error.error : lost(error)) as E | StoreError
  )

const told = <A>(asked: Effect.Effect<A, StoreError>): Effect.Effect<A, StoreError> =>
  Effect.mapError(asked, (error) => lost(error) as StoreError)

/** The store in a transaction that is somebody else's. */
const inHost = (store: Store["Service"]): Store["Service"] =>
  Store.of({
    transact: (body) => telling(store.transact, body),
    load: (selections) => told(store.load(selections)),
    snapshot: (body) =>
      telling(
        (own) => store.snapshot((_, reading) => own(reading)),
        (reading: Reading) => body(reading.load, reading)
      ),
    disclose: (body) => telling(store.disclose, body),
    journal: (after, limit) => told(store.journal(after, limit)),
    claim: (at, limit, leaseMillis, channel) => told(store.claim(at, limit, leaseMillis, channel)),
    settle: (noticeId, token, outcome) => told(store.settle(noticeId, token, outcome)),
    counts: () => told(store.counts())
  })

/**
 * Which exchange, in which schema, and as which role; the schema must be there, see `Migrations`. What is set for our
 * statements is put back after them, so that the host's own run as before.
 *
 * @category models
 */
export type Options = Pick<PostgresStore.Options, "exchangeId" | "role" | "schema">

/** The store inside the host's transaction. @category layers */
export const layer = (executor: Executor, options: Options): Layer.Layer<Store, StoreError> =>
  Layer.effect(Store, Effect.map(Store, inHost)).pipe(
    Layer.provide(PostgresStore.layer(options)),
    Layer.provide(client(executor))
  )

/**
 * The portal inside the host's transaction, as promises; needs no closing.
 *
 * @category constructors
 */
export const portal = (
  executor: Executor,
  options: Options & Pick<Portal.Options, "policy" | "secrets" | "now">
): Portal.Portal => {
  const { exchangeId: _, role: __, schema: ___, ...rest } = options
  // How long the host's transaction may take is the host's to say; nothing of ours goes on in it behind its back.
  return Portal.make({ ...rest, deadlineMillis: Number.POSITIVE_INFINITY, store: layer(executor, options) })
}
