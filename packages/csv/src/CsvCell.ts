/**
 * One cell of a CSV file: its kinds, and the reversible escape for text.
 *
 * A text cell may hold anything a person typed, so it is neutralised: no
 * spreadsheet may take it for a formula, and every text can be read back
 * exactly. A typed cell (number, amount, date, identifier) is never altered;
 * it is validated instead, so `-12.34` stays `-12.34`. Dates and instants are
 * ISO 8601 text; instants are UTC.
 *
 * `encode` here is the plain reference; `CsvEncoder` writes the same bytes
 * faster and is tested against it.
 *
 * @since 0.1.0
 */

/**
 * How the content of a cell is written.
 *
 * @category models
 * @since 0.1.0
 */
export type Kind = "text" | "identifier" | "integer" | "cents" | "date" | "instant" | "yesNo"

/**
 * A kind of cell, whatever its values are.
 *
 * @category models
 * @since 0.1.0
 */
export interface AnyCell {
  readonly kind: Kind
  /** Whether a missing value (`null`) is written as a cell without content. */
  readonly optional: boolean
  /** What a right cell looks like, as a noun phrase. */
  readonly expected: string
  /** What the person who owns the file can do about a wrong cell. */
  readonly remedy: string
  /** The exact characters between two commas, or `undefined` when the value cannot be written. */
  readonly encode: (value: never) => string | undefined
  /** The value of a cell whose outer quotes are already removed, or `undefined` when it is wrong. */
  readonly decode: (content: string, quoted: boolean) => unknown
}

/**
 * A kind of cell that holds values of type `A`.
 *
 * @category models
 * @since 0.1.0
 */
export interface CsvCell<in out A> extends AnyCell {
  readonly encode: (value: A) => string | undefined
  readonly decode: (content: string, quoted: boolean) => A | undefined
}

// White space includes NEL; the second class covers BOM, zero-width and bidirectional characters.
const TOUCHY =
  /^(?:[\t\r\n\0]|[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}]*['=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/u
const SUSPECT = /[\0\uD800-\uDFFF]/
const UNWRITABLE = /[\0\p{Surrogate}]/u
const IDENTIFIER = /^[0-9A-Za-z][0-9A-Za-z._:~-]*$/
const INTEGER = /^(?:0|-?[1-9]\d{0,15})$/
const CENTS = /^-?(?:0|[1-9]\d{0,13})\.\d\d$/
const DATE = /^(\d{4})-(\d\d)-(\d\d)$/
const INSTANT = /^(\d{4}-\d\d-\d\d)T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?Z$/
const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/**
 * Checks whether a spreadsheet could take a text for a formula, or could not
 * tell it from an escaped one.
 *
 * **Details**
 *
 * True when the text starts with tab, CR, LF or NUL, or when its first visible
 * character is an apostrophe or one of `= + - @`, ASCII or full-width.
 *
 * @category predicates
 * @since 0.1.0
 */
export const isTouchy = (text: string): boolean => TOUCHY.test(text)

/**
 * Checks whether a text can be stored in a CSV file at all: it has no NUL and
 * no half of a surrogate pair, which UTF-8 cannot represent.
 *
 * @category predicates
 * @since 0.1.0
 */
export const isWritable = (text: string): boolean => !SUSPECT.test(text) || !UNWRITABLE.test(text)

/**
 * Checks whether a text is a day of the calendar written as `YYYY-MM-DD`.
 *
 * @category predicates
 * @since 0.1.0
 */
export const isCalendarDate = (text: string): boolean => {
  const match = DATE.exec(text)
  if (match === null) return false
  const year = Number(match[1])
  const month = Number(match[2])
  const day = Number(match[3])
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  const days = month === 2 && leap ? 29 : DAYS_IN_MONTH[month - 1]
  return year > 0 && days !== undefined && day >= 1 && day <= days
}

/**
 * Escapes a text so that no spreadsheet runs it: a touchy text gets one
 * apostrophe in front.
 *
 * **Gotchas**
 *
 * A text that already starts with an apostrophe gets another one. Leaving it
 * alone would write two different texts as the same cell.
 *
 * **Example** (Escaping and restoring)
 *
 * ```ts
 * import * as CsvCell from "@agencybook/csv/CsvCell"
 *
 * CsvCell.escape("=1+1") // => "'=1+1"
 * CsvCell.unescape("'=1+1") // => "=1+1"
 * CsvCell.escape("Ann") // => "Ann"
 * ```
 *
 * @rule BOB-11
 * @category encoding
 * @since 0.1.0
 */
export const escape = (text: string): string => (isTouchy(text) ? `'${text}` : text)

/**
 * Restores a text written by `escape`: a leading apostrophe goes when the rest
 * is touchy.
 *
 * @rule BOB-11
 * @category decoding
 * @since 0.1.0
 */
export const unescape = (cell: string): string =>
  cell.charCodeAt(0) === 39 && isTouchy(cell.slice(1)) ? cell.slice(1) : cell

/**
 * Free text, escaped and always quoted.
 *
 * @category constructors
 * @since 0.1.0
 */
export const text: CsvCell<string> = {
  kind: "text",
  optional: false,
  expected: "text",
  remedy: "remove the characters that cannot be stored",
  // Always quoted: an opened file is safe under any separator the reader's locale picks.
  encode: (value) =>
    typeof value === "string" && isWritable(value) ? `"${escape(value).replaceAll('"', '""')}"` : undefined,
  decode: (content) => (isWritable(content) ? unescape(content) : undefined)
}

/**
 * An identifier or a code: ASCII letters, digits, `.`, `_`, `:`, `~` and `-`,
 * first a letter or a digit, so that it never needs quotes or an escape. Every
 * identifier of core fits.
 *
 * @category constructors
 * @since 0.1.0
 */
export const identifier: CsvCell<string> = {
  kind: "identifier",
  optional: false,
  expected: "an identifier of letters, digits, `.`, `_`, `:`, `~` or `-`",
  remedy: "remove spaces and other characters from the identifier",
  // A value that is not a string would be turned into one by the test: `null` is a fine identifier.
  encode: (value) => (typeof value === "string" && IDENTIFIER.test(value) ? value : undefined),
  decode: (content) => (IDENTIFIER.test(content) ? content : undefined)
}

const integerOf = (digits: string): number | undefined => {
  const value = Number(digits)
  return Number.isSafeInteger(value) ? value : undefined
}

/**
 * A whole number that JavaScript holds exactly.
 *
 * @category constructors
 * @since 0.1.0
 */
export const integer: CsvCell<number> = {
  kind: "integer",
  optional: false,
  expected: "a whole number in plain digits",
  remedy: "write the number without separators, decimals or leading zeros",
  // String(-0) is "0": the sign of zero is not data.
  encode: (value) => (Number.isSafeInteger(value) ? String(value) : undefined),
  decode: (content) => (INTEGER.test(content) ? integerOf(content) : undefined)
}

/**
 * An amount of money held as integer cents, written with two decimals.
 *
 * @category constructors
 * @since 0.1.0
 */
export const cents: CsvCell<number> = {
  kind: "cents",
  optional: false,
  expected: "an amount with two decimals, such as `1234.50`",
  remedy: "write the amount with two decimals, without currency sign or separators",
  encode: (value) => {
    if (!Number.isSafeInteger(value)) return undefined
    const digits = String(Math.abs(value)).padStart(3, "0")
    return `${value < 0 ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`
  },
  // Read through its digits: a float in between would lose cents of large amounts.
  decode: (content) => (CENTS.test(content) && content !== "-0.00" ? integerOf(content.replace(".", "")) : undefined)
}

/**
 * A day of the calendar as `YYYY-MM-DD`.
 *
 * @category constructors
 * @since 0.1.0
 */
export const date: CsvCell<string> = {
  kind: "date",
  optional: false,
  expected: "a calendar date as `YYYY-MM-DD`",
  remedy: "format the column as `YYYY-MM-DD` and check that the day exists",
  encode: (value) => (typeof value === "string" && isCalendarDate(value) ? value : undefined),
  decode: (content) => (isCalendarDate(content) ? content : undefined)
}

const isInstant = (value: string): boolean => {
  const match = INSTANT.exec(value)
  return match?.[1] !== undefined && isCalendarDate(match[1])
}

/**
 * A point in time in UTC, such as `2025-03-10T08:00:00Z`.
 *
 * @category constructors
 * @since 0.1.0
 */
export const instant: CsvCell<string> = {
  kind: "instant",
  optional: false,
  expected: "a time in UTC as `YYYY-MM-DDTHH:MM:SSZ`",
  remedy: "write the time in UTC with a final `Z`",
  encode: (value) => (typeof value === "string" && isInstant(value) ? value : undefined),
  decode: (content) => (isInstant(content) ? content : undefined)
}

/**
 * Yes or no, written as `Y` or `N`.
 *
 * @category constructors
 * @since 0.1.0
 */
export const yesNo: CsvCell<boolean> = {
  kind: "yesNo",
  optional: false,
  expected: "`Y` or `N`",
  remedy: "write `Y` for yes and `N` for no",
  encode: (value) => (value === true ? "Y" : value === false ? "N" : undefined),
  decode: (content) => (content === "Y" ? true : content === "N" ? false : undefined)
}

/**
 * Lets a cell be missing: `null` is written as nothing at all, which stays
 * different from an empty text, written as `""`.
 *
 * @category constructors
 * @since 0.1.0
 */
export const optional = <A>(cell: CsvCell<A>): CsvCell<A | null> => ({
  kind: cell.kind,
  optional: true,
  expected: `${cell.expected}, or nothing`,
  remedy: cell.remedy,
  encode: (value) => (value === null ? "" : cell.encode(value)),
  // Writers that quote everything write a missing date as `""`; only text tells the two apart.
  decode: (content, quoted) =>
    content === "" && !(quoted && cell.kind === "text") ? null : cell.decode(content, quoted)
})
