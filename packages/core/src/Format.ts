/**
 * The shared formats of the field: how a text is read, what was expected of it
 * and what a person can do when it does not fit.
 *
 * One format serves the Schema of a command, the column of a file and the field
 * of a form, so that all three refuse the same input with the same words.
 *
 * @since 0.1.0
 */

/**
 * A named way of reading text into a value, with words for the case that it fails.
 *
 * @category models
 */
export interface Format<A> {
  /** Name of the format, lower case. */
  readonly name: string
  /** What was expected, completing the phrase "expected ...". */
  readonly expected: string
  /** What a person can do about it, as an instruction. */
  readonly remedy: string
  /** The value, or `undefined` when the text does not fit. */
  readonly read: (text: string) => A | undefined
  /** The pattern of the text once it is prepared, when one pattern is all there is to it. */
  readonly pattern?: RegExp
}

/**
 * Longer than anything that a format takes, with all that people add for readability, in UTF-16 units. What is longer is
 * not read, so that a text of megabytes costs nobody more than its length.
 */
const longest = 10_000

/** What `make` may be given as `odd` for a text of several lines, around which breaks may stand. @category models */
export const severalLines = /[\t\v\f\uFEFF]/

/**
 * Builds a format from its words and its reading function; texts of more than 10,000 characters never fit, nor do those with
 * something `odd` around them that a trim would take away unseen: unless told otherwise tabs, line breaks and a byte order mark.
 *
 * @category constructors
 */
export const make = <A>(
  name: string,
  expected: string,
  remedy: string,
  read: (text: string) => A | undefined,
  odd: RegExp = /[\t-\r\u2028\u2029\uFEFF]/
): Format<A> => ({
  name,
  expected,
  remedy,
  read: (text) =>
    text.length > longest || (odd.test(text) && odd.test(text.replace(text.trim(), ""))) ? undefined : read(text)
})

/**
 * Builds a format for text of one pattern, after `prepare` has removed what people add for readability.
 *
 * @category constructors
 */
export const pattern = <A extends string>(
  name: string,
  regex: RegExp,
  expected: string,
  remedy: string,
  prepare: (text: string) => string = (text) => text
): Format<A> => ({
  ...make(name, expected, remedy, (text) => {
    const ready = prepare(text)
    return regex.test(ready) ? (ready as A) : undefined
  }),
  pattern: regex
})

/**
 * Reads a literal that the program itself contains; anything malformed is a defect of the program.
 *
 * **When to use**: tests, presets and examples. Never for input.
 *
 * @category decoding
 */
export const literal = <A>(format: Format<A>, text: string): A => {
  const value = format.read(text)
  if (value === undefined) throw new TypeError(`a literal is not ${format.expected}`)
  return value
}

// Control characters; separators that break lines; bidi overrides; byte order marks; tag characters; lone surrogates.
const forbidden = /[\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069\uFEFF]|[\u{E0000}-\u{E007F}]/u
const tooManyMarks = /\p{M}{9,}/u

/**
 * Checks that a text can be stored, shown and mailed without changing: no control characters,
 * no line separators, no bidirectional overrides, no lone surrogates, at most eight combining marks in a row.
 *
 * @category predicates
 */
export const isPlainText = (text: string): boolean => !forbidden.test(text) && !tooManyMarks.test(text)

/**
 * Builds a format for one line of trimmed plain text of 1 to `max` characters.
 *
 * @category constructors
 */
export const line = <A extends string>(name: string, max: number): Format<A> =>
  make(
    name,
    `1 to ${max} characters on one line`,
    `give a ${name} without control characters, at most ${max} characters long`,
    (text) => {
      const trimmed = text.trim()
      return trimmed.length > 0 && trimmed.length <= max && isPlainText(trimmed) ? (trimmed as A) : undefined
    }
  )
