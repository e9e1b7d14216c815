/**
 * Searching names and numbers as people type them: case, accents and the punctuation of telephone numbers do not matter.
 *
 * @since 0.1.0
 */

import { callName, fullName, type Name } from "./Contact.ts"

// biome-ignore lint/suspicious/noControlCharactersInRegex: the whole of ASCII is meant
const ascii = /^[\x00-\x7F]*$/

/** Writes a text as it is compared: small letters without marks. @category encoding */
export const fold = (text: string): string =>
  // Most names are plain; the long way costs twenty times as much.
  ascii.test(text) ? text.toLowerCase() : text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()

/**
 * What `plain` makes of characters, one for one: the first row is what a text may have, the second what becomes of it. A
 * store that keeps sorted texts writes them by these rows, and so exactly as they are compared.
 *
 * @category encoding
 */
export const plainRows = [
  "ABCDEFGHIJKLMNOPQRSTUVWXYZÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝàáâãäåçèéêëìíîïñòóôõöùúûüýÿ",
  "abcdefghijklmnopqrstuvwxyzaaaaaaceeeeiiiinooooouuuuyaaaaaaceeeeiiiinooooouuuuyy"
] as const

const plainByCharacter = (): ReadonlyMap<string, string> =>
  new Map(Array.from(plainRows[0], (from, n) => [from, plainRows[1][n] ?? from]))
const plainOf = /*#__PURE__*/ plainByCharacter()

/**
 * Writes a text as it is sorted: like `fold`, but by a table that every store has, and so for Latin letters only.
 *
 * @category encoding
 */
export const plain = (text: string): string => {
  let written = ""
  for (const character of text) written += plainOf.get(character) ?? character
  return written
}

/** Checks whether a name, written whole or as somebody is called, has a text that was typed in it. @category predicates */
export const isInName = (name: Name, typed: string, beside = ""): boolean => {
  const sought = fold(typed.trim())
  return [fullName(name), callName(name)].some((written) => fold(`${written}${beside}`).includes(sought))
}

/** A text that was typed to search for, taken apart once for many rows. @category models */
export interface Search {
  readonly words: ReadonlyArray<string>
  /** The digits of what was typed, when it is a number with punctuation at most; never in words. */
  readonly digits: string | undefined
}

/** Takes apart what was typed. @category decoding */
export const parse = (typed: string): Search => {
  const digits = /^[\d\s().+-]+$/.test(typed) ? typed.replace(/\D/g, "") : ""
  return {
    words: fold(typed)
      .split(/\s+/)
      .filter((word) => word !== ""),
    digits: digits.length >= 3 ? digits : undefined
  }
}

/**
 * Checks whether every word that was typed stands in one of the texts, or the digits in one of the numbers.
 *
 * @category predicates
 */
export const matches = (
  search: Search,
  texts: ReadonlyArray<string | undefined>,
  numbers: ReadonlyArray<string | undefined> = []
): boolean => {
  const { digits } = search
  if (digits !== undefined && numbers.some((number) => number?.includes(digits))) return true
  const folded = texts.map((text) => (text === undefined ? "" : fold(text)))
  return search.words.every(
    (word) =>
      folded.some((text) => text.includes(word)) || numbers.some((number) => number?.toLowerCase().includes(word))
  )
}
