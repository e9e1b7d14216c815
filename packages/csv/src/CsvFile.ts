/**
 * CSV files on disk: reading them in chunks, publishing them whole.
 *
 * A published name shows the old file or the complete new one, never a part:
 * the bytes go to a temporary name in the same folder, are flushed, and the
 * name is switched in one step. A process that is killed leaves at most a
 * temporary file, which `removeLeftovers` clears.
 *
 * @since 0.1.0
 */
import { createHash, randomUUID } from "node:crypto"
import * as fs from "node:fs/promises"
import * as NodePath from "node:path"
import * as Arr from "effect/Array"
import * as Cause from "effect/Cause"
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Stream from "effect/Stream"
import * as CsvDisk from "./CsvDisk.ts"
import type * as CsvEncoder from "./CsvEncoder.ts"
import * as CsvFailure from "./CsvFailure.ts"
import * as CsvTable from "./CsvTable.ts"

/**
 * A file as it was published.
 *
 * @category models
 * @since 0.1.0
 */
export interface PublishedBytes {
  readonly path: string
  readonly bytes: number
  /** Digest of the bytes, as 64 hexadecimal digits. */
  readonly sha256: string
}

/**
 * A CSV file as it was published.
 *
 * @category models
 * @since 0.1.0
 */
export interface Published extends PublishedBytes {
  /** Rows without the header. */
  readonly rows: number
  /** Limits of common spreadsheets that the file exceeds. */
  readonly limits: ReadonlyArray<CsvEncoder.SpreadsheetLimit>
}

/**
 * How a file is published.
 *
 * @category models
 * @since 0.1.0
 */
export interface PublishOptions {
  /** Permissions of the file; only its owner may read it unless given. */
  readonly mode?: number
  /** Disk to publish on; the machine's own unless given. */
  readonly disk?: CsvDisk.CsvDisk
}

const CHUNK = 64 * 1024
const PARTIAL_PREFIX = ".agencybook-"
const PARTIAL_SUFFIX = ".partial"

const isPartial = (name: string): boolean => name.startsWith(PARTIAL_PREFIX) && name.endsWith(PARTIAL_SUFFIX)

const reading = <A>(path: string, run: () => Promise<A>): Effect.Effect<A, CsvFailure.ReadFailure> =>
  Effect.tryPromise({ try: run, catch: (cause) => CsvFailure.fromRead(path, cause) })

const writing = <A>(path: string, run: () => Promise<A>): Effect.Effect<A, CsvFailure.PublishFailure> =>
  Effect.tryPromise({ try: run, catch: (cause) => CsvFailure.fromWrite(path, cause) })

/**
 * Reads a file as chunks of 64 KiB, as slowly as they are taken.
 *
 * @category decoding
 * @since 0.1.0
 */
export const read = (path: string): Stream.Stream<Uint8Array, CsvFailure.ReadFailure> =>
  Effect.acquireRelease(
    reading(path, () => fs.open(path, "r")),
    (handle) => Effect.ignore(reading(path, () => handle.close()))
  ).pipe(
    Effect.tap((handle) =>
      Effect.flatMap(
        reading(path, () => handle.stat()),
        (stats) => (stats.isDirectory() ? Effect.fail(new CsvFailure.NotAFile({ path })) : Effect.void)
      )
    ),
    Effect.map((handle) => {
      const next = reading(path, () => handle.read(Buffer.allocUnsafeSlow(CHUNK), 0, CHUNK))
      return Stream.fromPull(
        Effect.succeed(
          Effect.flatMap(next, ({ buffer, bytesRead }) =>
            bytesRead === 0 ? Cause.done() : Effect.succeed(Arr.of<Uint8Array>(buffer.subarray(0, bytesRead)))
          )
        )
      )
    }),
    Stream.unwrap
  )

/**
 * Publishes bytes under a name, all of them or nothing.
 *
 * **Details**
 *
 * Fails with the error of `source` when that fails. Until the name is switched
 * any failure or interruption leaves the old file and no temporary one.
 *
 * @category encoding
 * @since 0.1.0
 */
export const publishBytes = <E, R>(
  path: string,
  source: Stream.Stream<Uint8Array, E, R>,
  options: PublishOptions = {}
): Effect.Effect<PublishedBytes, E | CsvFailure.PublishFailure, R> => {
  const { disk = CsvDisk.node, mode = 0o600 } = options
  const folder = NodePath.dirname(path)
  const partial = NodePath.join(folder, `${PARTIAL_PREFIX}${randomUUID()}${PARTIAL_SUFFIX}`)

  const write = Effect.fnUntraced(function* (file: CsvDisk.OpenFile) {
    const hash = createHash("sha256")
    let bytes = 0
    yield* Stream.runForEach(source, (chunk) =>
      writing(path, () => {
        hash.update(chunk)
        bytes += chunk.length
        return file.write(chunk)
      })
    )
    yield* writing(path, () => file.sync())
    return { path, bytes, sha256: hash.digest("hex") }
  })

  const written = Effect.acquireUseRelease(
    writing(path, () => disk.create(partial, mode)),
    write,
    (file) => writing(path, () => file.close())
  )

  return Effect.gen(function* () {
    if (yield* writing(path, () => disk.isDirectory(path))) return yield* new CsvFailure.NotAFile({ path })
    const published = yield* written.pipe(
      // Once the name is being switched nobody may stop half-way and remove what was published.
      Effect.tap(Effect.uninterruptible(writing(path, () => disk.rename(partial, path)))),
      Effect.onExit((exit) =>
        Exit.isSuccess(exit) ? Effect.void : Effect.ignore(writing(path, () => disk.remove(partial)))
      )
    )
    yield* Effect.tryPromise({
      try: () => disk.syncFolder(folder),
      catch: (cause) => new CsvFailure.NotDurable({ path, code: CsvFailure.codeOf(cause) })
    })
    return published
  })
}

/**
 * Publishes rows as a CSV file, all of them or nothing.
 *
 * @rule BOB-10
 * @category encoding
 * @since 0.1.0
 */
export const publish = <Row, Record, E, R>(
  path: string,
  table: CsvTable.CsvTable<Row, Record>,
  rows: Stream.Stream<Row, E, R>,
  options: PublishOptions & CsvEncoder.Options = {}
): Effect.Effect<Published, E | CsvFailure.PublishFailure | CsvFailure.CellRefused, R> =>
  Effect.suspend(() => {
    const encoder = CsvTable.encoder(table, options)
    return Effect.map(publishBytes(path, CsvTable.encodeWith(encoder, rows), options), (published) => ({
      ...published,
      rows: encoder.rows(),
      limits: encoder.limits()
    }))
  })

/**
 * Removes temporary files that killed processes left in a folder, and tells
 * how many there were.
 *
 * **Gotchas**
 *
 * A publish that is still running keeps writing to its file: give an age that
 * no publish reaches.
 *
 * @category encoding
 * @since 0.1.0
 */
export const removeLeftovers = Effect.fnUntraced(function* (folder: string, olderThan: Duration.Input) {
  const limit = (yield* Clock.currentTimeMillis) - Duration.toMillis(olderThan)
  const names = yield* writing(folder, () => fs.readdir(folder))
  let removed = 0
  for (const name of names) {
    if (!isPartial(name)) continue
    const path = NodePath.join(folder, name)
    const stats = yield* Effect.option(writing(path, () => fs.stat(path)))
    if (stats._tag === "None" || stats.value.mtimeMs > limit) continue
    yield* writing(path, () => fs.rm(path, { force: true }))
    removed++
  }
  return removed
})
