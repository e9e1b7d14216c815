/**
 * The first line of a CSV file: which column lies where.
 *
 * Names are compared exactly. A file whose first line is not the header most
 * likely has no header, so its first line is somebody's data and is described
 * rather than repeated.
 *
 * @since 0.1.0
 */
import * as Result from "effect/Result"
import * as CsvBytes from "./CsvBytes.ts"
import * as CsvFailure from "./CsvFailure.ts"
import * as CsvProblem from "./CsvProblem.ts"
import type * as CsvScanner from "./CsvScanner.ts"
import { valueClass } from "./CsvValueClass.ts"

/**
 * The columns that a file must have.
 *
 * @category models
 * @since 0.1.0
 */
export interface Layout {
  readonly columns: ReadonlyArray<string>
  /** Columns that a file may leave out; what it leaves out is read as empty cells. */
  readonly mayBeAbsent?: ReadonlyArray<string>
  /** Whether a file may have other columns, which are then skipped; refused unless given. */
  readonly otherColumns?: "refuse" | "skip"
}

/**
 * The header of one file.
 *
 * @category models
 * @since 0.1.0
 */
export interface CsvHeader {
  /** Names in the order of the file. */
  readonly names: ReadonlyArray<string>
  /** Names that may be shown in a report, in the order of the file. */
  readonly labels: ReadonlyArray<string | null>
  /** For each column of the layout, its place in the file; -1 for one that the file leaves out. */
  readonly places: ReadonlyArray<number>
}

const PLAIN_NAME = /^[A-Za-z][A-Za-z0-9 _.-]{0,39}$/

/**
 * Tells what a file is when its first bytes show that it is not UTF-8 text.
 *
 * @category queries
 * @since 0.1.0
 */
export const foreignEncoding = (bytes: Uint8Array): CsvFailure.WrongEncoding["found"] | undefined => {
  const [a, b, c, d] = bytes
  if (a === 0xff && b === 0xfe && c === 0 && d === 0) return "UTF-32 text"
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return "UTF-32 text"
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) return "UTF-16 text"
  // Without a mark: every other byte of ASCII text is zero in UTF-16.
  if (bytes.length >= 4 && ((a === 0 && b !== 0 && c === 0 && d !== 0) || (a !== 0 && b === 0 && c !== 0 && d === 0))) {
    return "UTF-16 text"
  }
  if (a === 0x50 && b === 0x4b && c === 3 && d === 4) return "a workbook or a zip archive"
  return a === 0x1f && b === 0x8b && c === 8 ? "a gzip archive" : undefined
}

/**
 * Finds the columns of a layout in the first row of a file.
 *
 * @category decoding
 * @since 0.1.0
 */
export const locate = (
  layout: Layout,
  row: CsvScanner.ScannedRow
): Result.Result<CsvHeader, CsvFailure.UnreadableHeader | CsvFailure.WrongHeader> => {
  const reason = row.reason ?? (row.size > CsvBytes.MOST_CELLS ? "TooManyCells" : undefined)
  if (reason !== undefined) {
    const problem = CsvProblem.structural(reason, row.line, row.lastLine, null)
    return Result.fail(new CsvFailure.UnreadableHeader({ problem }))
  }
  const names = Array.from({ length: row.size }, (_, index) => CsvBytes.textOf(row.bytes, row.first + 2 * index))
  const placed = new Map<string, number>()
  const repeated = new Set<string>()
  for (const [place, name] of names.entries()) {
    if (placed.has(name)) repeated.add(name)
    else placed.set(name, place)
  }
  const expected = new Set(layout.columns)
  const missing = layout.columns.filter((name) => !placed.has(name) && !layout.mayBeAbsent?.includes(name))
  const refusing = layout.otherColumns !== "skip"
  const unknown = refusing ? [...placed.keys()].filter((name) => !expected.has(name)) : []
  // A column that is skipped anyway may be there twice.
  const duplicated = [...repeated].filter((name) => refusing || expected.has(name))
  if (missing.length === 0 && unknown.length === 0 && duplicated.length === 0) {
    const labels = names.map((name) => (expected.has(name) || PLAIN_NAME.test(name) ? name : null))
    return Result.succeed({ names, labels, places: layout.columns.map((name) => placed.get(name) ?? -1) })
  }
  const isHeader = layout.columns.some((name) => placed.has(name))
  const shown = (name: string): string =>
    expected.has(name) || (isHeader && PLAIN_NAME.test(name))
      ? name
      : `column ${(placed.get(name) ?? 0) + 1}: ${valueClass(name)}`
  return Result.fail(
    new CsvFailure.WrongHeader({
      line: row.line,
      missing,
      unknown: unknown.map(shown),
      duplicated: duplicated.map(shown),
      remedy: remedyOf(names, isHeader)
    })
  )
}

const remedyOf = (names: ReadonlyArray<string>, isHeader: boolean): string => {
  const [only] = names
  if (only !== undefined && /^sep=.?$/.test(only)) return "remove the `sep=` line above the header"
  if (!isHeader && names.length === 1 && only?.includes(";")) return "separate the cells by commas, not by semicolons"
  if (!isHeader && names.length === 1 && only?.includes("\t")) return "separate the cells by commas, not by tabs"
  return isHeader ? "name each expected column once, spelled exactly" : "put the header on the first line"
}
