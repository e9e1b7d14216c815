/**
 * PostgreSQL inside the process: PGlite spoken to through the wire protocol of the server's own client, so that types
 * and errors are those of a server.
 *
 * One session, one transaction at a time; for trying out, tests and small installations. A power cut can lose the
 * last commands, a killed process does not.
 *
 * @since 0.1.0
 */
import { existsSync, mkdirSync } from "node:fs"
import { dirname, join } from "node:path"
import { Duplex } from "node:stream"
import * as NodeSecrets from "@agencybook/application/NodeSecrets"
import * as Portal from "@agencybook/application/Portal"
import { StoreError, Unusable } from "@agencybook/application/Store"
import * as PgClient from "@effect/sql-pg/PgClient"
import * as PgConnection from "@effect/sql-pg/PgConnection"
import { PGlite } from "@electric-sql/pglite"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Reactivity from "effect/reactivity/Reactivity"
import * as Semaphore from "effect/Semaphore"
import * as SqlClient from "effect/sql/SqlClient"
import * as DirectoryLock from "./DirectoryLock.ts"
import * as Driver from "./internal/Driver.ts"
import * as PostgresStore from "./PostgresStore.ts"

const cancelRequest = 80_877_102

/** Whole messages only: the engine answers a message when it has all of it. */
const isWhole = (bytes: Buffer, startup: boolean): boolean => {
  if (startup) return bytes.length >= 4 && bytes.readInt32BE(0) <= bytes.length
  let at = 0
  while (at + 5 <= bytes.length) at += 1 + bytes.readInt32BE(at + 1)
  return at === bytes.length
}

const wire = (engine: PGlite): Duplex => {
  let startup = true
  let held: Buffer = Buffer.alloc(0)
  const stream: Duplex = new Duplex({
    read() {},
    write(chunk: Buffer, _encoding, done) {
      held = held.length === 0 ? chunk : Buffer.concat([held, chunk])
      if (!isWhole(held, startup)) return done()
      const bytes = held
      held = Buffer.alloc(0)
      // A statement runs to its end in this engine, so a request to cancel has nothing to act on.
      if (startup && bytes.length === 16 && bytes.readInt32BE(4) === cancelRequest) {
        stream.push(null)
        return done()
      }
      startup = false
      engine
        .runExclusive(() =>
          engine.execProtocolRawStream(bytes, { onRawData: (data) => void stream.push(Buffer.from(data)) })
        )
        .then(() => done(), done)
    },
    final(done) {
      stream.push(null)
      done()
    }
  })
  return stream
}

/** A `SqlClient` over an engine that is open already. @category constructors */
export const client = Effect.fnUntraced(function* (engine: PGlite) {
  const session = yield* PgConnection.make({
    username: "postgres",
    database: "postgres",
    maxMessageSize: 1 << 28,
    stream: () => wire(engine)
  })
  const permit = Semaphore.makeUnsafe(1)
  const shared = Driver.connectionOf(session, (effect) => permit.withPermit(effect))
  const owned = Driver.connectionOf(session)
  return yield* SqlClient.make({
    driver: Driver.embedded,
    acquirer: Effect.succeed(shared),
    borrower: (use) => use(shared),
    transactionAcquirer: Effect.uninterruptibleMask((restore) => Effect.as(restore(permit.takeScoped(1)), owned)),
    prepareTransactionControls: true,
    commit: Driver.commit,
    releaseSavepoint: (name) => `RELEASE SAVEPOINT ${name}`,
    compiler: PgClient.makeCompiler(),
    spanAttributes: [["db.system.name", "postgresql"]]
  })
})

const cannotOpen = (directory: string | undefined, error: unknown) =>
  new StoreError({
    reason: new Unusable({
      problem: `the embedded database${directory === undefined ? "" : ` in \`${directory}\``} cannot be opened (\`${
        (error as NodeJS.ErrnoException | undefined)?.code ?? "unreadable"
      }\`)`,
      remedy: "check that the folder is writable and the disk has space, or start with an empty folder"
    })
  })

const open = (directory: string | undefined, image: Uint8Array<ArrayBuffer> | undefined) =>
  Effect.acquireRelease(
    Effect.tryPromise({
      try: () => {
        if (directory !== undefined) mkdirSync(dirname(directory), { recursive: true })
        const isNew = directory === undefined || !existsSync(join(directory, "PG_VERSION"))
        return PGlite.create({
          ...(directory === undefined ? {} : { dataDir: directory }),
          ...(image === undefined || !isNew ? {} : { loadDataDir: new Blob([image]) })
        })
      },
      catch: (error) => cannotOpen(directory, error)
    }),
    (engine) => Effect.promise(() => engine.close())
  )

/** Where the embedded database lives; without a directory in memory. @category models */
export interface Options {
  readonly directory?: string
  /** A data directory as `PGlite.dumpDataDir("none")` gives it, for a directory that does not exist yet. */
  readonly image?: Uint8Array<ArrayBuffer>
}

/**
 * The embedded database; its directory is locked against a second process.
 *
 * @category layers
 */
export const layer = (options: Options = {}): Layer.Layer<SqlClient.SqlClient, StoreError> =>
  Layer.effect(
    SqlClient.SqlClient,
    Effect.gen(function* () {
      if (options.directory !== undefined) yield* DirectoryLock.hold(options.directory)
      const engine = yield* open(options.directory, options.image)
      return yield* Effect.mapError(client(engine), (error) => cannotOpen(options.directory, error))
    })
  ).pipe(Layer.provide(Reactivity.layer))

/**
 * A portal over the embedded database. `key` is that of `NodeSecrets`: 32 secret bytes or more, kept beside the directory
 * and apart from it; without one, links and codes that were sent die with the process.
 *
 * @category models
 */
export interface PortalOptions extends Options, Pick<Portal.Options, "policy" | "now" | "deadlineMillis"> {
  /** The name of the exchange in the database; `embedded` when absent. */
  readonly exchangeId?: string
  readonly key?: Uint8Array
}

/**
 * The portal over an embedded database, as promises: tables are made and brought up to date at the first call. Close it,
 * so that the next process can open the directory.
 *
 * @category constructors
 */
export const portal = (options: PortalOptions = {}): Portal.Portal => {
  const { directory, exchangeId = "embedded", image, key, ...rest } = options
  const database = layer({
    ...(directory === undefined ? {} : { directory }),
    ...(image === undefined ? {} : { image })
  })
  return Portal.make({
    ...rest,
    secrets: NodeSecrets.layer(key === undefined ? {} : { key }),
    store: PostgresStore.layer({ exchangeId, migrate: true }).pipe(Layer.provide(database))
  })
}
