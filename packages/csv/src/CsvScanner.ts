/**
 * Finds rows and cells in the bytes of a CSV file (RFC 4180, UTF-8).
 *
 * The scanner knows bytes, quotes and line ends; `CsvReader` knows headers and
 * columns. It runs over every byte once, remembers where cells start and end,
 * and decodes a cell only when somebody asks for its text.
 *
 * **After a broken row**
 *
 * The scanner goes on with the grammar and resumes after the next line end
 * that is outside quotes. It never guesses where a lost quote should have
 * been: text inside quotes must not become a row, or whoever may fill in one
 * cell could forge rows. So a quote that is never closed costs the rest of the
 * file, and a lost quote costs the lines up to the next quote; `lastLine`
 * tells how far. Bytes of a row that is already refused are not kept.
 *
 * @since 0.1.0
 */
import { Buffer, isAscii, isUtf8 } from "node:buffer"
import { type CsvBytes, DOUBLED, MOST_CELLS, QUOTED } from "./CsvBytes.ts"
import type { StructuralReason } from "./CsvProblem.ts"

/**
 * How much of a file is held in memory, in bytes.
 *
 * @category models
 * @since 0.1.0
 */
export interface Limits {
  readonly cellBytes: number
  readonly rowBytes: number
}

/**
 * One row as it lies in the file.
 *
 * @category models
 * @since 0.1.0
 */
export interface ScannedRow {
  readonly line: number
  readonly lastLine: number
  /** Number of cells found; cells past `MOST_CELLS` are counted and not kept. */
  readonly size: number
  /** Why the row cannot be used; its cells must not be read then. */
  readonly reason: StructuralReason | undefined
  /** Index of the cell in which the reason was met. */
  readonly at: number
  readonly bytes: CsvBytes
  /** Index of the first mark of this row in `bytes.marks`. */
  readonly first: number
}

// Plain numbers: enums are not erasable, and the loop below compares them per byte.
const CELL_START = 0
const UNQUOTED = 1
const IN_QUOTES = 2
const AFTER_QUOTE = 3
const CELL_END = 4
const AFTER_RETURN = 5

const NUL = 0
const LF = 10
const CR = 13
const QUOTE = 34
const COMMA = 44

/**
 * A scanner that is given the bytes of one file in order.
 *
 * @category models
 * @since 0.1.0
 */
export class CsvScanner {
  readonly #limits: Limits
  #buffer: Buffer = Buffer.alloc(0)
  #used = 0
  #sound = true
  #marks: Array<number> = []
  #bytes: CsvBytes | undefined = undefined
  #rows: Array<ScannedRow> = []
  #state = CELL_START
  #rowStart = 0
  #cellStart = 0
  #cellEnd = 0
  #quoted = false
  #doubled = false
  #first = 0
  #cells = 0
  #line = 1
  #rowLine = 1
  #reason: StructuralReason | undefined = undefined
  #at = 0

  constructor(limits: Limits) {
    this.#limits = limits
  }

  /** Bytes kept for a row that is not complete. */
  get held(): number {
    return this.#used - this.#rowStart
  }

  /** Scans the next bytes and gives the rows that end in them. */
  push(chunk: Uint8Array): ReadonlyArray<ScannedRow> {
    const scanned = this.#append(chunk)
    this.#scan(scanned)
    if (this.#state !== CELL_START) this.#checkLimits(this.#state === AFTER_RETURN ? this.#cellEnd : this.#used)
    if (this.#reason !== undefined) this.#rowStart = this.#used
    return this.#takeRows()
  }

  /** Ends the file and gives the last row when no line end followed it. */
  end(): ReadonlyArray<ScannedRow> {
    if (this.#state === CELL_START && this.#cells === 0) return []
    if (this.#state === IN_QUOTES) {
      this.#refuse("UnterminatedQuote", this.#used)
      this.#cells++
    } else {
      this.#closeCell(this.#state === AFTER_RETURN ? this.#cellEnd : this.#used)
    }
    this.#closeRow(this.#used)
    return this.#takeRows()
  }

  #takeRows(): ReadonlyArray<ScannedRow> {
    const rows = this.#rows
    this.#rows = []
    return rows
  }

  /** Puts new bytes behind those of the unfinished row; gives the position where scanning goes on. */
  #append(chunk: Uint8Array): number {
    const start = this.#rowStart
    const kept = this.#used - start
    const needed = kept + chunk.length
    // INVARIANT: bytes that a row was cut from never change, so rows may outlive the next step.
    if (this.#bytes !== undefined || needed > this.#buffer.length) {
      const size = this.#bytes === undefined ? Math.max(needed, 2 * this.#buffer.length) : needed
      const fresh = Buffer.allocUnsafeSlow(size)
      this.#buffer.copy(fresh, 0, start, this.#used)
      this.#buffer = fresh
    } else if (start > 0) {
      this.#buffer.copyWithin(0, start, this.#used)
    }
    this.#buffer.set(chunk, kept)
    if (start > 0) this.#rebase(start)
    this.#used = needed
    this.#bytes = undefined
    return kept
  }

  #rebase(start: number): void {
    this.#marks = this.#marks.slice(this.#first).map((mark, index) => mark - (index % 2 === 0 ? start : start * 4))
    this.#first = 0
    this.#rowStart = 0
    this.#cellStart -= start
    this.#cellEnd -= start
  }

  #scan(from: number): void {
    const buffer = this.#buffer
    const used = this.#used
    let p = from
    while (p < used) {
      let byte = buffer[p] as number
      switch (this.#state) {
        case CELL_START:
          this.#quoted = byte === QUOTE
          this.#doubled = false
          this.#state = this.#quoted ? IN_QUOTES : UNQUOTED
          if (this.#quoted) p++
          break
        case UNQUOTED:
          while (byte > COMMA && ++p < used) byte = buffer[p] as number
          if (p === used) break
          if (byte === COMMA || byte === LF || byte === CR) this.#state = CELL_END
          else {
            if (byte === QUOTE) this.#refuse("StrayQuote", p)
            else if (byte === NUL) this.#refuse("NulByte", p)
            p++
          }
          break
        case IN_QUOTES:
          while (byte > QUOTE && ++p < used) byte = buffer[p] as number
          if (p === used) break
          if (byte === QUOTE) this.#state = AFTER_QUOTE
          else if (byte === LF) this.#line++
          else if (byte === NUL) this.#refuse("NulByte", p)
          p++
          break
        case AFTER_QUOTE:
          if (byte === QUOTE) {
            this.#doubled = true
            this.#state = IN_QUOTES
            p++
          } else if (byte === COMMA || byte === LF || byte === CR) this.#state = CELL_END
          else {
            this.#refuse("TextAfterQuote", p)
            this.#state = UNQUOTED
          }
          break
        case CELL_END:
          if (byte === CR) {
            this.#cellEnd = p
            this.#state = AFTER_RETURN
          } else {
            this.#closeCell(p)
            if (byte === LF) this.#closeRow(p + 1)
            this.#cellStart = p + 1
            this.#state = CELL_START
          }
          p++
          break
        default:
          if (byte === LF) {
            this.#closeCell(this.#cellEnd)
            this.#closeRow(p + 1)
            this.#cellStart = p + 1
            this.#state = CELL_START
            p++
          } else {
            this.#refuse("StrayReturn", this.#cellEnd)
            this.#state = UNQUOTED
          }
      }
    }
  }

  // The first thing wrong with a row is its reason, wherever the bytes were cut into chunks.
  #refuse(reason: StructuralReason, position: number): void {
    this.#checkLimits(position)
    if (this.#reason !== undefined) return
    this.#reason = reason
    this.#at = this.#cells
  }

  #checkLimits(position: number): void {
    if (this.#reason !== undefined) return
    const { cellBytes, rowBytes } = this.#limits
    const cellOver = position - this.#cellStart > cellBytes
    const rowOver = position - this.#rowStart > rowBytes
    if (!cellOver && !rowOver) return
    const cellFirst = cellOver && (!rowOver || this.#cellStart + cellBytes <= this.#rowStart + rowBytes)
    this.#reason = cellFirst ? "CellTooLong" : "RowTooLong"
    this.#at = this.#cells
  }

  #closeCell(end: number): void {
    this.#checkLimits(end)
    if (this.#reason === undefined && this.#cells < MOST_CELLS) {
      const flags = (this.#quoted ? QUOTED : 0) | (this.#doubled ? DOUBLED : 0)
      if (this.#quoted) this.#marks.push(this.#cellStart + 1, (end - 1) * 4 + flags)
      else this.#marks.push(this.#cellStart, end * 4)
    }
    this.#quoted = false
    this.#cells++
  }

  #closeRow(next: number): void {
    const bytes = this.#bytes ?? this.#share()
    if (!this.#sound && this.#reason === undefined) this.#checkUtf8(next)
    this.#rows.push({
      line: this.#rowLine,
      lastLine: this.#line,
      size: this.#cells,
      reason: this.#reason,
      at: this.#at,
      bytes,
      first: this.#first
    })
    if (this.#reason !== undefined) this.#marks.length = this.#first
    this.#first = this.#marks.length
    this.#cells = 0
    this.#rowStart = next
    this.#rowLine = ++this.#line
    this.#reason = undefined
  }

  // Bytes are checked once for all rows of a step, and row by row only when that fails.
  #share(): CsvBytes {
    const view = this.#buffer.subarray(0, this.#used)
    const ascii = isAscii(view)
    this.#sound = ascii || isUtf8(view)
    this.#bytes = { buffer: this.#buffer, used: this.#used, ascii, marks: this.#marks, latin1: undefined }
    return this.#bytes
  }

  #checkUtf8(next: number): void {
    if (isUtf8(this.#buffer.subarray(this.#rowStart, next))) return
    this.#reason = "InvalidUtf8"
    const wrong = (mark: number): boolean =>
      !isUtf8(this.#buffer.subarray(this.#marks[mark], (this.#marks[mark + 1] ?? 0) >>> 2))
    let mark = this.#first
    while (mark < this.#marks.length && !wrong(mark)) mark += 2
    this.#at = (mark - this.#first) / 2
  }
}
