/**
 * Describes what a cell looks like without revealing it.
 *
 * Reports about wrong files travel by mail and by ticket, so they may never
 * carry a name, a date of birth or a number from the file. A description
 * depends only on the shape of the text: swap any letter for another letter
 * and any digit for another digit and it stays the same.
 *
 * @since 0.1.0
 */

/** Longest text, in characters, whose exact shape is described. */
const LONGEST_DESCRIBED = 200

const CONTROL = /\p{Cc}/u
const LINE_BREAK = /[\r\n\u0085\u2028\u2029]/
const FORMULA_START = /^[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/

const SHAPES: ReadonlyArray<readonly [shape: RegExp, description: string]> = [
  [/^\d{4}-\d{1,2}-\d{1,2}$/, "date-like YYYY-MM-DD"],
  [/^\d{4}\/\d{1,2}\/\d{1,2}$/, "date-like YYYY/MM/DD"],
  [/^\d{1,2}\/\d{1,2}\/\d{4}$/, "date-like MM/DD/YYYY"],
  [/^\d{1,2}\/\d{1,2}\/\d{2}$/, "date-like MM/DD/YY"],
  [/^\d{1,2}-\d{1,2}-\d{4}$/, "date-like MM-DD-YYYY"],
  [/^\d{1,2}\.\d{1,2}\.\d{4}$/, "date-like DD.MM.YYYY"],
  [/^[\d/.-]{6,10}[A-Za-z ]\d{1,2}:\d{2}/, "date and time"],
  [/^-\d+$/, "negative whole number"],
  [/^\+\d+$/, "whole number with a plus sign"],
  [/^-\d*\.\d+$/, "negative number with decimals"],
  [/^\d*\.\d$/, "number with 1 decimal"],
  [/^\d*\.\d\d$/, "number with 2 decimals"],
  [/^\d*\.\d{3,}$/, "number with more than 2 decimals"],
  [/^[+-]?\d+(\.\d+)?[A-Za-z][+-]\d+$/, "number with an exponent"],
  [/^[+-]?\d[\d,]*,[\d,]*(\.\d*)?$/, "number with a comma"],
  [/^[+-]?\p{Sc} ?[+-]?[\d,]+(\.\d*)?$/u, "number with a currency sign"],
  [/^[+-]?[\d,]+(\.\d*)? ?\p{Sc}$/u, "number with a currency sign"],
  [/^\(\p{Sc}?[\d,]+(\.\d*)?\)$/u, "number in parentheses"],
  [/^[+-]?[\d,]+(\.\d*)? ?%$/, "number with a percent sign"],
  [/^#[A-Za-z\d/]+[!?]$|^#[A-Za-z\d]\/[A-Za-z\d]$/, "spreadsheet error mark"],
  [/^[^@\s]+@[^@\s]+\.[^@\s]+$/, "e-mail-like text"],
  [/^\p{L}+$/u, "letters outside a to z"],
  [/^\p{Nd}+$/u, "digits other than 0 to 9"],
  [/^[\p{L}\p{M}' .-]+$/u, "words"]
]

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`

/**
 * Describes the shape of a text without revealing any of it.
 *
 * **Example** (Describing wrong cells)
 *
 * ```ts
 * import { valueClass } from "@agencybook/csv/CsvValueClass"
 *
 * valueClass("") // => "empty"
 * valueClass("Pending") // => "7 letters"
 * valueClass("01/31/2025") // => "date-like MM/DD/YYYY"
 * valueClass("1,234.50") // => "number with a comma"
 * ```
 *
 * @category queries
 * @since 0.1.0
 */
export const valueClass = (text: string): string => {
  if (text === "") return "empty"
  // Bounded before any expression runs, so that a huge cell costs nothing.
  if (text.length > LONGEST_DESCRIBED) return `longer than ${LONGEST_DESCRIBED} characters`
  if (text.includes("\0")) return "text with a NUL character"
  const trimmed = text.trim()
  if (trimmed === "") return "only white space"
  if (LINE_BREAK.test(trimmed)) return "text with a line break"
  if (CONTROL.test(trimmed)) return "text with a control character"
  return trimmed.length === text.length ? visibleClass(trimmed) : `${visibleClass(trimmed)} with white space around it`
}

const visibleClass = (text: string): string => {
  if (/^[A-Za-z]+$/.test(text)) return counted(text.length, "letter")
  if (/^\d+$/.test(text)) return counted(text.length, "digit")
  for (const [shape, description] of SHAPES) if (shape.test(text)) return description
  if (FORMULA_START.test(text)) return "formula-like text"
  const length = counted([...text].length, "character")
  if (/^[A-Za-z\d]+$/.test(text)) return `${length}, letters and digits`
  return /^[\x20-\x7E]+$/.test(text) ? `${length} with punctuation` : `${length}, not all ASCII`
}
