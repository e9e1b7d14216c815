/**
 * Reads the rows of a CSV file whose header names known columns.
 *
 * The file is UTF-8 with or without a byte order mark, cells are separated by
 * commas, lines end with CRLF or LF, and quoted cells may hold both. Columns
 * may come in any order; a row finds its cells by column. Empty lines are
 * skipped, unless the layout has one column, whose missing value is an empty
 * line. What a broken row costs is described in `CsvScanner`.
 *
 * Memory does not grow with rows: at most one unfinished row is held, within
 * the limits, plus one step of bytes.
 *
 * @since 0.1.0
 */
import { Buffer } from "node:buffer"
import * as Arr from "effect/Array"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Pull from "effect/Pull"
import * as Result from "effect/Result"
import * as Stream from "effect/Stream"
import * as CsvBytes from "./CsvBytes.ts"
import * as CsvFailure from "./CsvFailure.ts"
import * as CsvHeader from "./CsvHeader.ts"
import * as CsvProblem from "./CsvProblem.ts"
import * as CsvScanner from "./CsvScanner.ts"

/**
 * A row whose structure is sound.
 *
 * **Gotchas**
 *
 * A row shares the bytes of its neighbours. Decode it or take its texts rather
 * than collect rows.
 *
 * @category models
 * @since 0.1.0
 */
export interface CsvRow {
  readonly _tag: "CsvRow"
  /** Physical line on which the row starts. */
  readonly line: number
  readonly lastLine: number
  /** The text of a cell, by the index of its column in the layout. */
  readonly text: (column: number) => string
  /** Whether a cell was written in quotes. */
  readonly isQuoted: (column: number) => boolean
}

/**
 * What the reader gives for each row of the file.
 *
 * @category models
 * @since 0.1.0
 */
export type Item = CsvRow | CsvProblem.CsvProblem

/**
 * How much of a file may be held in memory.
 *
 * @category models
 * @since 0.1.0
 */
export interface Options {
  /** Longest cell in bytes, quotes included; 1 MiB unless given. */
  readonly cellBytes?: number
  /** Longest row in bytes; 4 MiB unless given, and 256 MiB at most. */
  readonly rowBytes?: number
}

/**
 * A reader that is given the bytes of one file in order.
 *
 * @category models
 * @since 0.1.0
 */
export interface CsvReader {
  readonly push: (chunk: Uint8Array) => Result.Result<ReadonlyArray<Item>, CsvFailure.HeaderFailure>
  readonly end: () => Result.Result<ReadonlyArray<Item>, CsvFailure.HeaderFailure>
}

const MIB = 1024 * 1024

/** Bytes scanned at a time, so that a file given as one chunk is still read row by row. */
const STEP = 64 * 1024

/** Bytes needed to tell the encoding. */
const PROLOGUE = 4

class Row implements CsvRow {
  readonly _tag = "CsvRow"
  readonly line: number
  readonly lastLine: number
  readonly #bytes: CsvBytes.CsvBytes
  readonly #first: number
  readonly #places: ReadonlyArray<number>

  constructor(scanned: CsvScanner.ScannedRow, places: ReadonlyArray<number>) {
    this.line = scanned.line
    this.lastLine = scanned.lastLine
    this.#bytes = scanned.bytes
    this.#first = scanned.first
    this.#places = places
  }

  text(column: number): string {
    const mark = this.#mark(column)
    return mark === undefined ? "" : CsvBytes.textOf(this.#bytes, mark)
  }

  isQuoted(column: number): boolean {
    const mark = this.#mark(column)
    return mark !== undefined && CsvBytes.isQuoted(this.#bytes, mark)
  }

  #mark(column: number): number | undefined {
    const place = this.#places[column] ?? -1
    return place < 0 ? undefined : this.#first + 2 * place
  }
}

const isBlank = (row: CsvScanner.ScannedRow): boolean =>
  row.size === 1 &&
  row.reason === undefined &&
  !CsvBytes.isQuoted(row.bytes, row.first) &&
  CsvBytes.textOf(row.bytes, row.first) === ""

/**
 * Makes a reader for one file.
 *
 * @category constructors
 * @since 0.1.0
 */
export const make = (layout: CsvHeader.Layout, options: Options = {}): CsvReader => {
  const scanner = new CsvScanner.CsvScanner({
    cellBytes: options.cellBytes ?? MIB,
    rowBytes: Math.min(options.rowBytes ?? 4 * MIB, 256 * MIB)
  })
  let prologue: Uint8Array | undefined = new Uint8Array(0)
  let header: CsvHeader.CsvHeader | undefined

  const itemOf = (row: CsvScanner.ScannedRow, found: CsvHeader.CsvHeader): Item => {
    if (row.reason !== undefined) {
      return CsvProblem.structural(row.reason, row.line, row.lastLine, found.labels[row.at] ?? null)
    }
    return row.size === found.names.length
      ? new Row(row, found.places)
      : CsvProblem.cellCount(row.line, row.lastLine, row.size, found.names.length)
  }

  const itemsOf = (
    rows: ReadonlyArray<CsvScanner.ScannedRow>
  ): Result.Result<ReadonlyArray<Item>, CsvFailure.HeaderFailure> => {
    const items: Array<Item> = []
    for (const row of rows) {
      if (header === undefined) {
        if (isBlank(row)) continue
        const located = CsvHeader.locate(layout, row)
        if (Result.isFailure(located)) return Result.fail(located.failure)
        header = located.success
      } else if (header.names.length === 1 || !isBlank(row)) {
        items.push(itemOf(row, header))
      }
    }
    return Result.succeed(items)
  }

  const open = (bytes: Uint8Array): Result.Result<ReadonlyArray<Item>, CsvFailure.HeaderFailure> => {
    prologue = undefined
    const found = CsvHeader.foreignEncoding(bytes)
    if (found !== undefined) return Result.fail(new CsvFailure.WrongEncoding({ found }))
    const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
    return itemsOf(scanner.push(marked ? bytes.subarray(3) : bytes))
  }

  return {
    push: (chunk) => {
      if (prologue === undefined) return itemsOf(scanner.push(chunk))
      prologue = prologue.length === 0 ? chunk.slice() : Buffer.concat([prologue, chunk])
      return prologue.length < PROLOGUE ? Result.succeed([]) : open(prologue)
    },
    end: () => {
      const opened = prologue === undefined ? Result.succeed([]) : open(prologue)
      if (Result.isFailure(opened)) return opened
      const closed = itemsOf(scanner.end())
      if (Result.isFailure(closed)) return closed
      return header === undefined
        ? Result.fail(new CsvFailure.EmptyFile({}))
        : Result.succeed([...opened.success, ...closed.success])
    }
  }
}

/**
 * Reads a file as an asynchronous iterable, one item per row.
 *
 * **Gotchas**
 *
 * A `HeaderFailure` rejects the iteration, since an iterable has no other place for it.
 *
 * @category decoding
 * @since 0.1.0
 */
export const rows = async function* (
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  layout: CsvHeader.Layout,
  options?: Options
): AsyncGenerator<Item, void, void> {
  const reader = make(layout, options)
  for await (const chunk of source) {
    for (let start = 0; start < chunk.length; start += STEP) {
      yield* Result.getOrThrow(reader.push(chunk.subarray(start, start + STEP)))
    }
  }
  yield* Result.getOrThrow(reader.end())
}

/**
 * Reads a file as a stream, one item per row.
 *
 * @category decoding
 * @since 0.1.0
 */
export const stream = <E, R>(
  source: Stream.Stream<Uint8Array, E, R>,
  layout: CsvHeader.Layout,
  options?: Options
): Stream.Stream<Item, E | CsvFailure.HeaderFailure, R> =>
  Stream.transformPull(source, (pull) =>
    Effect.sync(() => {
      const reader = make(layout, options)
      let chunks: ReadonlyArray<Uint8Array> = []
      let index = 0
      let offset = 0
      let ended = false

      const step = (): Result.Result<ReadonlyArray<Item>, CsvFailure.HeaderFailure> => {
        const chunk = chunks[index]
        if (chunk === undefined) return Result.succeed([])
        const bytes = chunk.subarray(offset, offset + STEP)
        offset += STEP
        if (offset >= chunk.length) {
          index++
          offset = 0
        }
        return reader.push(bytes)
      }

      const refill = Effect.map(pull, (next) => {
        chunks = next
        index = 0
        return true
      }).pipe(Pull.catchDone(() => Effect.succeed(false)))

      return Effect.gen(function* () {
        while (!ended) {
          if (index >= chunks.length && !(yield* refill)) {
            ended = true
            const items = yield* Effect.fromResult(reader.end())
            if (Arr.isReadonlyArrayNonEmpty(items)) return items
          } else {
            const items = yield* Effect.fromResult(step())
            if (Arr.isReadonlyArrayNonEmpty(items)) return items
          }
        }
        return yield* Cause.done()
      })
    })
  )
