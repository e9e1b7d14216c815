/**
 * Of what the examples of formats are made: words, blanks, and what no text may hold.
 *
 * @since 0.1.0
 */
import type { Format } from "@agencybook/core/Format"
import type * as Seed from "../Seed.ts"

/** A text with what it is an example of. */
export type Labelled = readonly [label: string, text: string]

/** What is known of a format. */
export interface Examples {
  readonly format: Format<unknown>
  /** Right texts that the format leaves as they are; the first is the plainest. */
  readonly valid: ReadonlyArray<string>
  /** Another right text. */
  readonly make: (seed: Seed.Seed) => string
  /** Texts that people write, with what they are read as. */
  readonly forgiven: ReadonlyArray<Labelled>
  readonly wrong: ReadonlyArray<Labelled>
}

/** So many digits, the first not zero. */
export const digits = (seed: Seed.Seed, count: number): string =>
  Array.from({ length: count }, (_, n) => String(n === 0 ? 1 + seed.int(9) : seed.int(10))).join("")
/** A word of an alphabet. */
export const word = (seed: Seed.Seed, alphabet: string, least: number, most: number): string =>
  Array.from({ length: least + seed.int(most - least + 1) }, () => seed.pick(Array.from(alphabet))).join("")
/** The small letters. */
export const small = "abcdefghijklmnopqrstuvwxyz"
/** The capital letters. */
export const capitals = small.toUpperCase()
/** A number with two digits. */
export const two = (n: number): string => String(n).padStart(2, "0")

// Put after the first character, where no trimming reaches.
const inside = (text: string, what: string): string => {
  // What stands at an end could be trimmed; of one character there is no inside, so it is taken twice.
  const [first = "", ...rest] = Array.from(text.length === 1 ? text + text : text)
  return first + what + rest.join("")
}

/** Texts that no field of one line takes, whatever it is about. */
export const hostile = (text: string): ReadonlyArray<Labelled> => [
  ["empty", ""],
  ["only spaces", "   "],
  ["a NUL inside", inside(text, "\u0000")],
  ["a lone high surrogate inside", inside(text, "\uD800")],
  ["a lone low surrogate inside", inside(text, "\uDC00")],
  ["a reversed surrogate pair inside", inside(text, "\uDE00\uD83D")],
  ["a right-to-left override inside", inside(text, "\u202E")],
  ["an unclosed isolate inside", inside(text, "\u2066")],
  ["a byte order mark inside", inside(text, "\uFEFF")],
  ["a byte order mark in front", `\uFEFF${text}`],
  ["a tab behind", `${text}\t`],
  ["a form feed in front", `\f${text}`],
  ["a line separator inside", inside(text, "\u2028")],
  ["a C1 control inside", inside(text, "\u0085")],
  ["a DEL inside", inside(text, "\u007F")],
  ["a tag character inside", inside(text, "\u{E0041}")],
  // One that joins no letter, so that it is the ninth in every normal form.
  ["nine combining marks", inside(text, "\u0337".repeat(9))],
  ["a thousand combining marks", inside(text, "\u0301".repeat(1_000))],
  ["ten thousand characters", text + "a".repeat(10_000)]
]

/** A text with blanks around it, where none are forgiven. */
export const spaced = (text: string): ReadonlyArray<Labelled> => [
  ["a leading space", ` ${text}`],
  ["a trailing space", `${text} `],
  ["a trailing line break", `${text}\n`]
]
/** A text with blanks around it, where they are forgiven. */
export const trimmed = (text: string): ReadonlyArray<Labelled> => [
  [` ${text}`, text],
  [`${text}  `, text],
  [`\u00A0${text}\u3000`, text]
]

/** What is known of a format, what no text may hold among it. */
export const examples = <A>(
  format: Format<A>,
  valid: readonly [string, ...ReadonlyArray<string>],
  make: (seed: Seed.Seed) => string,
  wrong: ReadonlyArray<Labelled>,
  forgiven: ReadonlyArray<Labelled> = []
): Examples => ({ format, valid, make, forgiven, wrong: [...hostile(valid[0]), ...wrong] })
