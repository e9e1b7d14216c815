/**
 * Something wrong with one row of a CSV file, as a value.
 *
 * A problem says where it is, what was expected, what kind of thing was found
 * and what to do about it. It never holds the value itself, so a report may be
 * mailed, logged or shown to somebody who may not see the file.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"

/**
 * Schema for the reason of a problem.
 *
 * @category schemas
 * @since 0.1.0
 */
export const Reason = Schema.Literals([
  "WrongCell",
  "TooFewCells",
  "TooManyCells",
  "StrayQuote",
  "TextAfterQuote",
  "UnterminatedQuote",
  "StrayReturn",
  "NulByte",
  "InvalidUtf8",
  "CellTooLong",
  "RowTooLong"
])

/**
 * Why a row was refused.
 *
 * @category models
 * @since 0.1.0
 */
export type Reason = typeof Reason.Type

/**
 * Schema for a problem of one row.
 *
 * @category schemas
 * @since 0.1.0
 */
export const CsvProblem = Schema.TaggedStruct("CsvProblem", {
  reason: Reason,
  /** Physical line on which the row starts; the header of a plain file is line 1. */
  line: Schema.Int,
  /** Physical line on which the row ends. */
  lastLine: Schema.Int,
  /** Name of the column from the header, when the problem belongs to one. */
  column: Schema.NullOr(Schema.String),
  /** What was found, described without revealing it. */
  valueClass: Schema.String,
  expected: Schema.String,
  remedy: Schema.String
})

/**
 * A problem of one row.
 *
 * @category models
 * @since 0.1.0
 */
export type CsvProblem = typeof CsvProblem.Type

/**
 * Reasons that concern the structure of a row, not the meaning of a cell.
 *
 * @category models
 * @since 0.1.0
 */
export type StructuralReason = Exclude<Reason, "WrongCell">

/**
 * A cell that is right for its column and wrong for its row.
 *
 * @category models
 * @since 0.1.0
 */
export type Wrong = readonly [column: string, valueClass: string, expected: string, remedy: string]

/**
 * The problems of a row that stands on one line, one for each cell that is wrong for it.
 *
 * @category constructors
 * @since 0.1.0
 */
export const ofRow = (line: number, wrong: ReadonlyArray<Wrong>): ReadonlyArray<CsvProblem> =>
  wrong.map(([column, valueClass, expected, remedy]) => ({
    _tag: "CsvProblem",
    reason: "WrongCell",
    line,
    lastLine: line,
    column,
    valueClass,
    expected,
    remedy
  }))

const CELL_COUNT_REMEDY = "check the row for a missing or an extra comma, and quote cells that contain commas"

const STRUCTURE: Record<StructuralReason, readonly [found: string, expected: string, remedy: string]> = {
  TooFewCells: ["fewer cells", "as many cells as the header", CELL_COUNT_REMEDY],
  TooManyCells: ["more cells", "as many cells as the header", CELL_COUNT_REMEDY],
  StrayQuote: [
    "a quote inside a cell that is not quoted",
    "quotes around the whole cell",
    "put the cell in quotes, without a space before them, and double the quotes inside"
  ],
  TextAfterQuote: [
    "text after the closing quote",
    "a comma or the end of the line after the closing quote",
    "double the quotes inside the cell"
  ],
  UnterminatedQuote: [
    "a quote that is never closed",
    "a closing quote before the end of the file",
    "close the quote, and check that the file was not cut off"
  ],
  StrayReturn: [
    "a carriage return without a line feed",
    "lines that end with CRLF or LF",
    "save the file with CRLF line ends, or quote the cell"
  ],
  NulByte: ["a NUL character", "text without NUL characters", "remove the NUL character"],
  InvalidUtf8: ["bytes that are not UTF-8", "text in UTF-8", "save the file as CSV UTF-8"],
  CellTooLong: [
    "a cell over the size limit",
    "a cell within the size limit",
    "shorten the cell, or look for a quote that is not closed"
  ],
  RowTooLong: [
    "a row over the size limit",
    "a row within the size limit",
    "shorten the row, or look for a quote that is not closed"
  ]
}

/**
 * Builds the problem of a row whose structure is broken.
 *
 * @category constructors
 * @since 0.1.0
 */
export const structural = (
  reason: StructuralReason,
  line: number,
  lastLine: number,
  column: string | null
): CsvProblem => {
  const [valueClass, expected, remedy] = STRUCTURE[reason]
  return { _tag: "CsvProblem", reason, line, lastLine, column, valueClass, expected, remedy }
}

/**
 * Builds the problem of a row with the wrong number of cells.
 *
 * @category constructors
 * @since 0.1.0
 */
export const cellCount = (line: number, lastLine: number, found: number, expected: number): CsvProblem => ({
  ...structural(found < expected ? "TooFewCells" : "TooManyCells", line, lastLine, null),
  valueClass: `${found} ${found === 1 ? "cell" : "cells"}`,
  expected: `${expected} ${expected === 1 ? "cell" : "cells"}`
})

/**
 * Formats a problem as one line for people.
 *
 * **Example** (A date in the wrong format)
 *
 * ```ts
 * import * as CsvProblem from "@agencybook/csv/CsvProblem"
 *
 * CsvProblem.format(CsvProblem.cellCount(7, 7, 4, 5))
 * // => "line 7: expected 5 cells, found 4 cells; check the row for a missing or an extra comma, and quote cells that contain commas"
 * ```
 *
 * @category encoding
 * @since 0.1.0
 */
export const format = (problem: CsvProblem): string => {
  const lines =
    problem.line === problem.lastLine ? `line ${problem.line}` : `lines ${problem.line} to ${problem.lastLine}`
  const column = problem.column === null ? "" : `, column \`${problem.column}\``
  return `${lines}${column}: expected ${problem.expected}, found ${problem.valueClass}; ${problem.remedy}`
}
