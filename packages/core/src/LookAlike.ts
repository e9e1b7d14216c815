/**
 * Names that look the same to a person: letters of other scripts that pass for Latin ones, and what they are compared by.
 *
 * A name that is written in one script is nobody's business, whatever the script. What deceives is a word with a foreign
 * letter in it, and a second name whose letters only look like those of the first.
 *
 * @since 0.1.0
 */

// Latin is the first, so that whatever is of none of these counts as Latin where scripts are compared.
const scripts = /*#__PURE__*/ ["Latin", "Cyrillic", "Greek", "Cherokee", "Armenian", "Coptic", "Lisu"].map(
  (name) => new RegExp(`\\p{Script=${name}}`, "u")
)

const scriptOf = (letter: string): number => scripts.findIndex((script) => script.test(letter))

// What stands within a word: `О'Brien` is one, `Альфа-Insurance` and `Альфа Insurance` are two.
const words = /[\p{L}\p{M}\p{N}'’.]+/gu

/**
 * Checks whether a word of a text has letters of several scripts that look alike.
 *
 * **Example** (A Cyrillic letter)
 *
 * ```ts
 * import * as LookAlike from "@agencybook/core/LookAlike"
 *
 * LookAlike.isMixed("\u0430dmin")
 * // => true
 * LookAlike.isMixed("Альфа Insurance")
 * // => false
 * ```
 *
 * @category predicates
 */
export const isMixed = (text: string): boolean =>
  (text.normalize("NFKC").match(words) ?? []).some(
    (word) => new Set(Array.from(word, scriptOf).filter((script) => script >= 0)).size > 1
  )

// What letters look like, in rows that begin with one; a dash is a letter that looks like no Latin one. Among those of Latin
// itself are the dotless `i`, a click, and small capitals. A capital without a row looks like its small letter.
const rows = [
  ["0", "ol"],
  ["i", "l"],
  ["Α", "ab--ezh-lk-mn-o-p--ty-x---------aby-ezn-lk-uv-o-p-otu-x-w"],
  ["а", "a-br-e-3u-k-mhonpcty-x--w---b--------sl-j"],
  ["ѵ", "v"],
  ["ү", "y"],
  ["һ", "h"],
  ["ӏ", "l"],
  ["ԁ", "d-----------g-------------q-w"],
  ["ı", "l"],
  ["ǀ", "l"],
  ["ɑ", "a---------------ggy-----ll----w----n"],
  ["ʀ", "r----------v---y---------b--h--l"],
  ["ᴀ", "a--bcd-e--jklm-o--------p--tu---vwz"],
  ["ꜰ", "fs"],
  ["Տ", "s"],
  ["ա", "w-q--q-----l---h----j--n---nu---g---o"],
  ["ꭰ", "drt--l---yaje------w---m---h-y-tg-hz-----------b--r-ws---vs---lc--p---kd"],
  ["ᏻ", "gb"],
  ["Ⲁ", "aabb--------zzhh--llkk--mmnn--oo--ppccttyy--xx"],
  ["ꓐ", "bp-dt-gk-jc-zf-mnlsr--vh--wxy-a-e-lou"]
] as const

const lookOfLetter = (letter: string): string | undefined => {
  const code = letter.codePointAt(0) as number
  for (const [first, row] of rows) {
    const look = row[code - first.charCodeAt(0)]
    if (look !== undefined && look !== "-") return look
  }
  return undefined
}

// Compatible forms as the plain ones; without marks, spaces and punctuation. One sign may stand for a whole sentence, and a
// key of any length fits into no index.
const letters = (name: string): ReadonlyArray<string> =>
  Array.from(name.normalize("NFKD").replace(/[^\p{L}\p{N}]/gu, "")).slice(0, 200)

/**
 * Writes a name as it looks to a person: the same for names that differ by case, marks, spaces, punctuation and letters of
 * other scripts that look alike, and by `0` for `O`, `1` for `l` or `I`. A name without letters and digits looks as it is.
 *
 * **Example** (Two names)
 *
 * ```ts
 * import * as LookAlike from "@agencybook/core/LookAlike"
 *
 * LookAlike.lookOf("Oak Hill, Inc.") === LookAlike.lookOf("0ak H\u0456ll Inc")
 * // => true
 * ```
 *
 * @category encoding
 */
export const lookOf = (name: string): string =>
  letters(name)
    .map((letter) => lookOfLetter(letter) ?? lookOfLetter(letter.toLowerCase()) ?? letter.toLowerCase())
    .join("") || name

const scriptsOf = (name: string): string =>
  letters(name)
    .map((letter) => Math.max(0, scriptOf(letter)))
    .join("")

/** Checks whether two names look the same while their letters are of different scripts. @category predicates */
export const isImitation = (name: string, other: string): boolean =>
  lookOf(name) === lookOf(other) && scriptsOf(name) !== scriptsOf(other)
