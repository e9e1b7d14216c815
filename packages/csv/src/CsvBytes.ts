/**
 * Scanned bytes of a CSV file and the marks of the cells in them.
 *
 * A cell is decoded when its text is asked for, so a reader that needs two
 * columns of twenty-five pays for two.
 *
 * @since 0.1.0
 */
import type { Buffer } from "node:buffer"

/**
 * Bytes shared by the rows of one step, with the marks of their cells.
 *
 * @category models
 * @since 0.1.0
 */
export interface CsvBytes {
  readonly buffer: Buffer
  readonly used: number
  readonly ascii: boolean
  /** Per cell its start, and its end times four plus its flags. */
  readonly marks: Array<number>
  latin1: string | undefined
}

/**
 * Cells of one row whose place is remembered, as many as a spreadsheet has columns.
 *
 * @category models
 * @since 0.1.0
 */
export const MOST_CELLS = 16_384

/**
 * Flag of a cell written in quotes.
 *
 * @category models
 * @since 0.1.0
 */
export const QUOTED = 1

/**
 * Flag of a quoted cell with doubled quotes inside.
 *
 * @category models
 * @since 0.1.0
 */
export const DOUBLED = 2

/** Longest text V8 copies out of a larger one; a longer slice would keep the whole buffer alive. */
const LONGEST_COPIED_SLICE = 12

const isAsciiBetween = (buffer: Buffer, start: number, end: number): boolean => {
  for (let index = start; index < end; index++) if ((buffer[index] as number) > 127) return false
  return true
}

/**
 * Tells whether a cell was written in quotes.
 *
 * @category queries
 * @since 0.1.0
 */
export const isQuoted = (bytes: CsvBytes, mark: number): boolean => ((bytes.marks[mark + 1] ?? 0) & QUOTED) !== 0

/**
 * Decodes the text of one cell, without its outer quotes.
 *
 * @category decoding
 * @since 0.1.0
 */
export const textOf = (bytes: CsvBytes, mark: number): string => {
  const start = bytes.marks[mark] ?? 0
  const packed = bytes.marks[mark + 1] ?? 0
  const end = packed >>> 2
  let text: string
  if (end - start <= LONGEST_COPIED_SLICE && (bytes.ascii || isAsciiBetween(bytes.buffer, start, end))) {
    const whole = bytes.latin1 ?? bytes.buffer.toString("latin1", 0, bytes.used)
    bytes.latin1 = whole
    text = whole.slice(start, end)
  } else {
    text = bytes.ascii ? bytes.buffer.toString("latin1", start, end) : bytes.buffer.toString("utf8", start, end)
  }
  return (packed & DOUBLED) === 0 ? text : text.replaceAll('""', '"')
}
