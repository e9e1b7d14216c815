/**
 * Columns of a CSV file, described once for both directions.
 *
 * A table writes rows of the domain as cells and reads cells back as a record
 * with one field per column. All wrong cells of a row are reported together.
 *
 * @since 0.1.0
 */
import * as Arr from "effect/Array"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Pull from "effect/Pull"
import * as Result from "effect/Result"
import * as Stream from "effect/Stream"
import * as CsvCell from "./CsvCell.ts"
import * as CsvEncoder from "./CsvEncoder.ts"
import type * as CsvFailure from "./CsvFailure.ts"
import type * as CsvHeader from "./CsvHeader.ts"
import type * as CsvProblem from "./CsvProblem.ts"
import * as CsvReader from "./CsvReader.ts"
import { valueClass } from "./CsvValueClass.ts"

/**
 * Why a cell that is right for its kind is wrong for its column.
 *
 * @category models
 * @since 0.1.0
 */
export interface Mismatch {
  /** What a right cell looks like, as a noun phrase that does not repeat the value. */
  readonly expected: string
  readonly remedy?: string
}

/**
 * One column: its name in the header, the kind of its cells, where a row keeps
 * the value and what a cell means.
 *
 * @category models
 * @since 0.1.0
 */
export interface Column<Name extends string, in Row, out Value> {
  readonly name: Name
  readonly cell: CsvCell.AnyCell
  readonly get: (row: Row) => unknown
  readonly decode: (content: string, quoted: boolean) => Result.Result<Value, Mismatch>
}

type AnyColumn = Column<string, never, unknown>

/**
 * The row from which every column of a list can take its cell.
 *
 * @category models
 * @since 0.1.0
 */
export type RowOf<Columns extends ReadonlyArray<AnyColumn>> = {
  [I in keyof Columns]: (row: Columns[I] extends Column<string, infer Row, unknown> ? Row : never) => void
}[number] extends (row: infer All) => void
  ? All
  : never

/**
 * The record that a list of columns reads.
 *
 * @category models
 * @since 0.1.0
 */
export type RecordOf<Columns extends ReadonlyArray<AnyColumn>> = {
  readonly [C in Columns[number] as C["name"]]: C extends Column<string, never, infer Value> ? Value : never
}

/**
 * A compiled list of columns.
 *
 * @category models
 * @since 0.1.0
 */
export interface CsvTable<in Row, out Record> extends CsvHeader.Layout {
  readonly sources: ReadonlyArray<CsvEncoder.Source<Row>>
  readonly decode: (row: CsvReader.CsvRow) => Result.Result<Record, Arr.NonEmptyReadonlyArray<CsvProblem.CsvProblem>>
}

/**
 * A row that was read, with its place in the file.
 *
 * @category models
 * @since 0.1.0
 */
export interface Decoded<out Record> {
  readonly line: number
  readonly value: Record
}

/**
 * Describes a column.
 *
 * **Details**
 *
 * Without `get` the value is the field of the row with the name of the column.
 * `parse` turns a sound cell into a value of the domain, or says what was
 * expected instead.
 *
 * @category constructors
 * @since 0.1.0
 */
export function column<const Name extends string, A>(
  name: Name,
  cell: CsvCell.CsvCell<A>
): Column<Name, { readonly [K in Name]: A }, A>
export function column<const Name extends string, A, Row>(
  name: Name,
  cell: CsvCell.CsvCell<A>,
  use: { readonly get: (row: Row) => NoInfer<A>; readonly parse?: never }
): Column<Name, Row, A>
export function column<const Name extends string, A, Row, Value>(
  name: Name,
  cell: CsvCell.CsvCell<A>,
  use: { readonly get: (row: Row) => NoInfer<A>; readonly parse: (value: A) => Result.Result<Value, Mismatch> }
): Column<Name, Row, Value>
export function column<const Name extends string, A, Value>(
  name: Name,
  cell: CsvCell.CsvCell<A>,
  use: { readonly parse: (value: A) => Result.Result<Value, Mismatch> }
): Column<Name, { readonly [K in Name]: A }, Value>
export function column(
  name: string,
  cell: CsvCell.AnyCell,
  use: {
    readonly get?: (row: never) => unknown
    readonly parse?: (value: never) => Result.Result<unknown, Mismatch>
  } = {}
): Column<string, never, unknown> {
  const { get = (row: { readonly [name: string]: unknown }) => row[name], parse = Result.succeed<unknown> } = use
  const wrong = Result.fail<Mismatch>({ expected: cell.expected, remedy: cell.remedy })
  return {
    name,
    cell,
    get,
    decode: (content, quoted) => {
      const value = cell.decode(content, quoted)
      return value === undefined ? wrong : parse(value as never)
    }
  }
}

const nameFault = (names: ReadonlyArray<string>): string | undefined => {
  if (names.length === 0) return "a table needs at least one column"
  for (const [index, name] of names.entries()) {
    if (name === "" || name !== name.trim() || name === "__proto__" || CsvCell.isTouchy(name)) {
      return `column ${index + 1} needs a name that is plain text`
    }
    if (!CsvCell.isWritable(name) || /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}`]/u.test(name)) {
      return `column ${index + 1} needs a name without control characters or backticks`
    }
    if (names.indexOf(name) !== index) return `column ${index + 1} repeats the name \`${name}\``
  }
  return undefined
}

/**
 * Compiles a list of columns; a file that is written has them in this order, one that is read in any.
 *
 * **Details**
 *
 * A file that is read may leave out the columns of `mayBeAbsent`, which are then read as empty cells.
 *
 * **Gotchas**
 *
 * Throws when two columns have one name, a name could not be a header, or `mayBeAbsent` names no column: that
 * is a mistake in the program, found when its module is loaded.
 *
 * **Example** (One description, both directions)
 *
 * ```ts
 * import * as CsvCell from "@agencybook/csv/CsvCell"
 * import * as CsvTable from "@agencybook/csv/CsvTable"
 *
 * const table = CsvTable.make([
 *   CsvTable.column("npn", CsvCell.identifier),
 *   CsvTable.column("gross_premium", CsvCell.cents)
 * ])
 *
 * table.columns // => ["npn", "gross_premium"]
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const make = <const Columns extends ReadonlyArray<AnyColumn>>(
  columns: Columns,
  options: {
    readonly otherColumns?: "refuse" | "skip"
    readonly mayBeAbsent?: ReadonlyArray<Columns[number]["name"]>
  } = {}
): CsvTable<RowOf<Columns>, RecordOf<Columns>> => {
  const names = columns.map(({ name }) => name)
  const { mayBeAbsent = [] } = options
  const stranger = mayBeAbsent.find((name) => !names.includes(name))
  const fault = nameFault(names) ?? (stranger === undefined ? undefined : "`mayBeAbsent` names what is no column")
  if (fault !== undefined) throw new Error(fault)
  return {
    columns: names,
    mayBeAbsent,
    otherColumns: options.otherColumns ?? "refuse",
    // The list was checked column by column; their rows together are what `RowOf` says.
    sources: columns as unknown as ReadonlyArray<CsvEncoder.Source<RowOf<Columns>>>,
    decode: (row) => {
      const record: { [name: string]: unknown } = {}
      const problems: Array<CsvProblem.CsvProblem> = []
      for (let index = 0; index < columns.length; index++) {
        const { decode, cell, name } = columns[index] as AnyColumn
        const content = row.text(index)
        const result = decode(content, row.isQuoted(index))
        if (Result.isSuccess(result)) {
          record[name] = result.success
          continue
        }
        const { expected, remedy = cell.remedy } = result.failure
        const { line, lastLine } = row
        problems.push({
          _tag: "CsvProblem",
          reason: "WrongCell",
          line,
          lastLine,
          column: name,
          valueClass: valueClass(content),
          expected,
          remedy
        })
      }
      return Arr.isReadonlyArrayNonEmpty(problems) ? Result.fail(problems) : Result.succeed(record as RecordOf<Columns>)
    }
  }
}

/**
 * Decodes one row, collecting every wrong cell.
 *
 * @category decoding
 * @since 0.1.0
 */
export const decodeRow = <Row, Record>(
  table: CsvTable<Row, Record>,
  row: CsvReader.CsvRow
): Result.Result<Record, Arr.NonEmptyReadonlyArray<CsvProblem.CsvProblem>> => table.decode(row)

/**
 * Decodes a whole file: per row its record, or everything wrong with it.
 *
 * **Details**
 *
 * The stream fails only when the file as a whole cannot be used. Broken rows
 * are values, and the rows after them follow.
 *
 * @category decoding
 * @since 0.1.0
 */
export const decodeRows = <Row, Record, E, R>(
  table: CsvTable<Row, Record>,
  source: Stream.Stream<Uint8Array, E, R>,
  options?: CsvReader.Options
): Stream.Stream<
  Result.Result<Decoded<Record>, Arr.NonEmptyReadonlyArray<CsvProblem.CsvProblem>>,
  E | CsvFailure.HeaderFailure,
  R
> =>
  Stream.map(CsvReader.stream(source, table, options), (item) =>
    item._tag === "CsvProblem"
      ? Result.fail(Arr.of(item))
      : Result.map(table.decode(item), (value) => ({ line: item.line, value }))
  )

/**
 * Makes an encoder for one file of a table.
 *
 * @category constructors
 * @since 0.1.0
 */
export const encoder = <Row, Record>(
  table: CsvTable<Row, Record>,
  options?: CsvEncoder.Options
): CsvEncoder.CsvEncoder<Row> => CsvEncoder.make(table.sources, options)

/**
 * Encodes rows as chunks of about 1 MiB, as slowly as they are taken.
 *
 * @rule BOB-10
 * @rule BOB-11
 * @category encoding
 * @since 0.1.0
 */
export const encodeRows = <Row, Record, E, R>(
  table: CsvTable<Row, Record>,
  rows: Stream.Stream<Row, E, R>,
  options?: CsvEncoder.Options
): Stream.Stream<Uint8Array, E | CsvFailure.CellRefused, R> =>
  Stream.suspend(() => encodeWith(encoder(table, options), rows))

/**
 * Encodes rows with an encoder whose row count and limits are wanted afterwards.
 *
 * **Gotchas**
 *
 * An encoder is good for one file: the stream may be run once.
 *
 * @category encoding
 * @since 0.1.0
 */
export const encodeWith = <Row, E, R>(
  target: CsvEncoder.CsvEncoder<Row>,
  rows: Stream.Stream<Row, E, R>
): Stream.Stream<Uint8Array, E | CsvFailure.CellRefused, R> =>
  Stream.transformPull(rows, (pull) =>
    Effect.sync(() => {
      let batch: ReadonlyArray<Row> = []
      let index = 0
      let ended = false

      // Stops at the first full chunk, so that a huge batch of rows does not pile up as bytes.
      const drain = (): Uint8Array | CsvFailure.CellRefused | undefined => {
        for (let chunk = target.take(); ; chunk = target.take()) {
          if (chunk !== undefined || index >= batch.length) return chunk
          const refused = target.push(batch[index++] as Row)
          if (refused !== undefined) return refused
        }
      }

      const refill = Effect.map(pull, (next) => {
        batch = next
        index = 0
        return true
      }).pipe(Pull.catchDone(() => Effect.succeed(false)))

      return Effect.gen(function* () {
        while (!ended) {
          const result = drain()
          if (result instanceof Uint8Array) return Arr.of(result)
          if (result !== undefined) return yield* result
          if (yield* refill) continue
          ended = true
          return Arr.of(target.end())
        }
        return yield* Cause.done()
      })
    })
  )
