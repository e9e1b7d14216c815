/**
 * Writes rows as the bytes of a CSV file.
 *
 * The columns are compiled once: the kind of a column decides how its cells
 * are written, ASCII goes straight into the output, and only a text that is
 * not plain takes the slower path. Same rows, same bytes: CRLF, header always,
 * text cells always quoted, nothing that depends on the machine.
 *
 * @since 0.1.0
 */
import { Buffer } from "node:buffer"
import * as CsvCell from "./CsvCell.ts"
import * as CsvFailure from "./CsvFailure.ts"
import { valueClass } from "./CsvValueClass.ts"

/**
 * What the encoder has to know about a column.
 *
 * @category models
 * @since 0.1.0
 */
export interface Source<in Row> {
  readonly name: string
  readonly cell: CsvCell.AnyCell
  readonly get: (row: Row) => unknown
}

/**
 * How the file is written.
 *
 * @category models
 * @since 0.1.0
 */
export interface Options {
  /** Whether a byte order mark comes first, for spreadsheets that guess; left out unless given. */
  readonly byteOrderMark?: boolean
}

/**
 * A limit of common spreadsheets that a file exceeds, so that they would show
 * less than the file holds.
 *
 * @category models
 * @since 0.1.0
 */
export type SpreadsheetLimit = "MoreThan1048576Rows" | "CellOver32767Characters" | "NumberOver15Digits"

/**
 * An encoder of one file.
 *
 * @category models
 * @since 0.1.0
 */
export interface CsvEncoder<in Row> {
  /** Writes one row, or says which cell cannot be written; the file is worthless then. */
  readonly push: (row: Row) => CsvFailure.CellRefused | undefined
  /** Takes the oldest chunk that is full. */
  readonly take: () => Uint8Array | undefined
  /** Closes the file and takes what is left; the header is there even without rows. */
  readonly end: () => Uint8Array
  /** Rows written so far. */
  readonly rows: () => number
  readonly limits: () => ReadonlyArray<SpreadsheetLimit>
}

/** Size of a chunk; a single larger cell gets a chunk of its own size. */
const CHUNK = 1024 * 1024

/** Most bytes of a typed cell that is not an identifier, with its comma. */
const LONGEST_TYPED = 64

const LARGEST_ROW_COUNT = 1_048_575
const LONGEST_CELL = 32_767
const LARGEST_15_DIGITS = 999_999_999_999_999

const ZERO = 48
const MINUS = 45
const POINT = 46
const QUOTE = 34

class Output {
  bytes = Buffer.allocUnsafeSlow(CHUNK)
  at = 0
  longCell = false
  longNumber = false
  readonly full: Array<Uint8Array> = []

  reserve(count: number): void {
    if (this.at + count <= this.bytes.length) return
    this.flush()
    if (count > this.bytes.length) this.bytes = Buffer.allocUnsafeSlow(count)
  }

  flush(): void {
    if (this.at > 0) this.full.push(this.bytes.subarray(0, this.at))
    this.bytes = Buffer.allocUnsafeSlow(CHUNK)
    this.at = 0
  }

  ascii(text: string): void {
    this.reserve(text.length + 2)
    for (let index = 0; index < text.length; index++) this.bytes[this.at++] = text.charCodeAt(index)
  }

  digits(value: number): void {
    if (value < 0) this.bytes[this.at++] = MINUS
    let rest = Math.abs(value)
    let end = this.at + 1
    for (let power = 10; power <= rest; power *= 10) end++
    this.at = end
    do {
      const next = Math.floor(rest / 10)
      this.bytes[--end] = ZERO + (rest - next * 10)
      rest = next
    } while (rest > 0)
  }

  /** Writes a text cell; `false` when it cannot be stored. */
  text(text: string): boolean {
    const length = text.length
    if (length > LONGEST_CELL) this.longCell = true
    // At most three bytes per UTF-16 unit, two quotes, an apostrophe and the end of the line.
    this.reserve(length * 3 + 5)
    const bytes = this.bytes
    let at = this.at
    bytes[at++] = QUOTE
    if (length > 0 && !isPlainStart(text.charCodeAt(0)) && CsvCell.isTouchy(text)) bytes[at++] = 39
    for (let index = 0; index < length; index++) {
      const unit = text.charCodeAt(index)
      if (unit > 127 || unit === 0) return this.#uncommon(text)
      if (unit === QUOTE) bytes[at++] = QUOTE
      bytes[at++] = unit
    }
    bytes[at++] = QUOTE
    this.at = at
    return true
  }

  #uncommon(text: string): boolean {
    if (!CsvCell.isWritable(text)) return false
    this.bytes[this.at++] = QUOTE
    const doubled = text.includes('"') ? text.replaceAll('"', '""') : text
    if (CsvCell.isTouchy(text)) this.bytes[this.at++] = 39
    this.at += this.bytes.write(doubled, this.at)
    this.bytes[this.at++] = QUOTE
    return true
  }
}

// An ASCII letter or digit in front settles that a text is not touchy.
const isPlainStart = (unit: number): boolean =>
  (unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90) || (unit >= 48 && unit <= 57)

const isDigits = (text: string, from: number, to: number): boolean => {
  for (let index = from; index < to; index++) {
    const unit = text.charCodeAt(index)
    if (unit < 48 || unit > 57) return false
  }
  return true
}

// Days 1 to 28 exist in every month, which spares most dates the calendar.
const isCommonDate = (text: string): boolean => {
  if (text.length !== 10 || text.charCodeAt(4) !== MINUS || text.charCodeAt(7) !== MINUS) return false
  if (!isDigits(text, 0, 4) || !isDigits(text, 5, 7) || !isDigits(text, 8, 10)) return false
  const month = (text.charCodeAt(5) - 48) * 10 + text.charCodeAt(6) - 48
  const day = (text.charCodeAt(8) - 48) * 10 + text.charCodeAt(9) - 48
  return text.charCodeAt(0) !== 48 && month >= 1 && month <= 12 && day >= 1 && day <= 28
}

type Writer = (output: Output, value: unknown) => boolean

const writers: Record<CsvCell.Kind, (cell: CsvCell.AnyCell) => Writer> = {
  text: () => (output, value) => typeof value === "string" && output.text(value),
  integer: () => (output, value) => {
    if (!Number.isSafeInteger(value)) return false
    const number = value as number
    if (number > LARGEST_15_DIGITS || number < -LARGEST_15_DIGITS) output.longNumber = true
    output.digits(number)
    return true
  },
  cents: () => (output, value) => {
    if (!Number.isSafeInteger(value)) return false
    const amount = value as number
    const whole = Math.floor(Math.abs(amount) / 100)
    const rest = Math.abs(amount) - whole * 100
    if (whole > LARGEST_15_DIGITS / 100) output.longNumber = true
    if (amount < 0) output.bytes[output.at++] = MINUS
    output.digits(whole)
    output.bytes[output.at++] = POINT
    output.bytes[output.at++] = ZERO + Math.floor(rest / 10)
    output.bytes[output.at++] = ZERO + (rest % 10)
    return true
  },
  date: (cell) => {
    const fallback = reference(cell)
    return (output, value) => {
      if (typeof value !== "string" || !isCommonDate(value)) return fallback(output, value)
      output.ascii(value)
      return true
    }
  },
  identifier: (cell) => reference(cell),
  instant: (cell) => reference(cell),
  yesNo: (cell) => reference(cell)
}

const reference =
  (cell: CsvCell.AnyCell): Writer =>
  (output, value) => {
    const written = cell.encode(value as never)
    if (written === undefined) return false
    output.ascii(written)
    return true
  }

const compile = (cell: CsvCell.AnyCell): Writer => {
  const write = writers[cell.kind](cell)
  return cell.optional ? (output, value) => value === null || write(output, value) : write
}

// A first header cell that starts with ID makes a spreadsheet take the file for SYLK; quotes prevent it.
const isBareName = (name: string): boolean => /^[a-z][a-z0-9_]*$/.test(name)

/**
 * Makes an encoder for one file.
 *
 * @rule BOB-10
 * @category constructors
 * @since 0.1.0
 */
export const make = <Row>(columns: ReadonlyArray<Source<Row>>, options: Options = {}): CsvEncoder<Row> => {
  const output = new Output()
  const compiled = columns.map((column) => ({ get: column.get, write: compile(column.cell) }))
  let rows = 0

  const endLine = (): void => {
    // The last comma becomes the line end, so that no cell asks whether it is the last.
    // INVARIANT: every cell reserves two bytes more than it writes.
    output.bytes[output.at - 1] = 13
    output.bytes[output.at++] = 10
  }

  if (options.byteOrderMark === true) output.at += output.bytes.write("\uFEFF", 0)
  for (const { name } of columns) {
    if (isBareName(name)) output.ascii(name)
    else output.text(name)
    output.bytes[output.at++] = 44
  }
  endLine()

  const refusal = (row: Row, index: number): CsvFailure.CellRefused => {
    const column = columns[index] as Source<Row>
    const value = column.get(row)
    return new CsvFailure.CellRefused({
      row: rows + 1,
      column: column.name,
      valueClass: classOf(value),
      expected: column.cell.expected
    })
  }

  return {
    push: (row) => {
      for (let index = 0; index < compiled.length; index++) {
        const column = compiled[index] as (typeof compiled)[number]
        output.reserve(LONGEST_TYPED)
        if (!column.write(output, column.get(row))) return refusal(row, index)
        output.bytes[output.at++] = 44
      }
      endLine()
      rows++
      return undefined
    },
    take: () => output.full.shift(),
    end: () => {
      output.flush()
      const rest = Buffer.concat(output.full)
      output.full.length = 0
      return rest
    },
    rows: () => rows,
    limits: () => [
      ...(rows > LARGEST_ROW_COUNT ? (["MoreThan1048576Rows"] as const) : []),
      ...(output.longCell ? (["CellOver32767Characters"] as const) : []),
      ...(output.longNumber ? (["NumberOver15Digits"] as const) : [])
    ]
  }
}

const classOf = (value: unknown): string => {
  if (value === null || value === undefined) return "nothing"
  if (typeof value === "string") {
    return CsvCell.isWritable(value) ? valueClass(value) : "text that UTF-8 cannot hold, or a NUL character"
  }
  if (typeof value === "number")
    return Number.isFinite(value) ? "a number outside the exact whole numbers" : "not a number"
  return `a value of type ${typeof value}`
}
