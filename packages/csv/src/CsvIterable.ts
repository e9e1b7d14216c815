/**
 * CSV files for hosts without Effect: rows in and out as asynchronous iterables, files published by a promise.
 *
 * Rows and bytes are taken as slowly as they are given away, so that a file of any size passes through. What a file or a
 * row cannot be is the same as everywhere in this package; here a failure of the whole file is thrown, and a broken row is
 * a value.
 *
 * @since 0.1.0
 */
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import type * as CsvEncoder from "./CsvEncoder.ts"
import * as CsvFile from "./CsvFile.ts"
import type * as CsvProblem from "./CsvProblem.ts"
import * as CsvReader from "./CsvReader.ts"
import * as CsvTable from "./CsvTable.ts"

/**
 * Anything that can be gone through with `for await`: a list, a generator, a readable stream of Node.
 *
 * @category models
 * @since 0.1.0
 */
export type Source<A> = Iterable<A> | AsyncIterable<A>

/**
 * A row of a file: its record, or everything that is wrong with it.
 *
 * @category models
 * @since 0.1.0
 */
export type Row<Record> =
  | { readonly ok: true; readonly line: number; readonly value: Record }
  | { readonly ok: false; readonly problems: ReadonlyArray<CsvProblem.CsvProblem> }

/**
 * Encodes rows as chunks of about 1 MiB; throws `CellRefused` at a cell that cannot be written, and whatever `rows` throws.
 *
 * @rule BOB-10
 * @rule BOB-11
 * @category encoding
 * @since 0.1.0
 */
export const encode = async function* <In, Record>(
  table: CsvTable.CsvTable<In, Record>,
  rows: Source<In>,
  options?: CsvEncoder.Options
): AsyncGenerator<Uint8Array, void, void> {
  const encoder = CsvTable.encoder(table, options)
  for await (const row of rows) {
    const refused = encoder.push(row)
    if (refused !== undefined) throw refused
    for (let chunk = encoder.take(); chunk !== undefined; chunk = encoder.take()) yield chunk
  }
  yield encoder.end()
}

/**
 * Decodes a file, row by row; throws a `HeaderFailure` when the file as a whole cannot be used, and whatever `source`
 * throws. Broken rows are values, and the rows after them follow.
 *
 * @category decoding
 * @since 0.1.0
 */
export const decode = async function* <In, Record>(
  table: CsvTable.CsvTable<In, Record>,
  source: Source<Uint8Array>,
  options?: CsvReader.Options
): AsyncGenerator<Row<Record>, void, void> {
  for await (const item of CsvReader.rows(source, table, options)) {
    if (item._tag === "CsvProblem") {
      yield { ok: false, problems: [item] }
      continue
    }
    const decoded = table.decode(item)
    if (decoded._tag === "Success") yield { ok: true, line: item.line, value: decoded.success }
    else yield { ok: false, problems: decoded.failure }
  }
}

/**
 * Decodes a file on disk as `decode` does; throws a `ReadFailure` when it cannot be read.
 *
 * @category decoding
 * @since 0.1.0
 */
export const decodeFile = <In, Record>(
  path: string,
  table: CsvTable.CsvTable<In, Record>,
  options?: CsvReader.Options
): AsyncGenerator<Row<Record>, void, void> => decode(table, Stream.toAsyncIterable(CsvFile.read(path)), options)

const isAsync = <A>(source: Source<A>): source is AsyncIterable<A> => Symbol.asyncIterator in source

/** What `rows` threw, on its way through a stream. */
class Thrown {
  readonly cause: unknown
  constructor(cause: unknown) {
    this.cause = cause
  }
}

async function* eachOf<A>(source: Source<A>): AsyncGenerator<A, void, void> {
  for await (const one of source) yield one
}

/**
 * Publishes rows as a CSV file, all of them or nothing; rejects with a `PublishFailure`, with `CellRefused`, or with what
 * `rows` throws, and the old file stays.
 *
 * @rule BOB-10
 * @category encoding
 * @since 0.1.0
 */
export const publish = async <In, Record>(
  path: string,
  table: CsvTable.CsvTable<In, Record>,
  rows: Source<In>,
  options: CsvFile.PublishOptions & CsvEncoder.Options = {}
): Promise<CsvFile.Published> => {
  const stream = Stream.fromAsyncIterable(isAsync(rows) ? rows : eachOf(rows), (cause) => new Thrown(cause))
  try {
    return await Effect.runPromise(CsvFile.publish(path, table, stream, options))
  } catch (error) {
    throw error instanceof Thrown ? error.cause : error
  }
}
