/**
 * Which password a portal account may have: a pure check for the host that keeps accounts and passwords.
 *
 * Length is counted in code points after the text was normalised (NFKC), once, in the form that is to be hashed. The
 * answer never repeats the password. How it is hashed, how often it may be tried and when it ends belong to the host; the
 * account of the extranet is `Extranet`.
 *
 * @since 0.1.0
 */
import { type Refusal, reason } from "./Refusal.ts"

/** What an exchange asks of a password. @category models */
export interface PasswordRule {
  /** Least number of code points where the password is the only factor. */
  readonly least: number
  /** Least number of code points beside a second factor. */
  readonly leastWithSecondFactor: number
  /** Largest number of code points that is taken; nothing is ever cut off. */
  readonly most: number
  /** Of capital letters, small letters, digits and all others, how many kinds have to occur; 0 asks for none. */
  readonly classes: number
  /** Whether a common word may stand nowhere in the password, or only may not be the whole of it. */
  readonly words: "inside" | "whole"
}

/** What the host knows beside the password. @category models */
export interface Known {
  /** Common words and passwords, made by `wordList`. */
  readonly words: ReadonlySet<string>
  /** What belongs to the person or the service, such as user name, licence number and the name of the portal. */
  readonly own?: ReadonlyArray<string>
  /** Whether the account asks for a second factor as well. */
  readonly secondFactor?: boolean
}

/** Whether a password may be set; every obstacle has its refusal. @category models */
export type Assessment =
  | { readonly _tag: "Suitable" }
  | { readonly _tag: "Unsuitable"; readonly refusals: ReadonlyArray<Refusal> }

/**
 * Rules by the book they come from: Covered California's account pages, and NIST SP 800-63B-4, which asks for length and
 * against composition.
 *
 * @rule SEC-02
 * @category constructors
 */
export const rules = {
  "exchange-legacy": { least: 8, leastWithSecondFactor: 8, most: 50, classes: 3, words: "inside" },
  "nist-rev4": { least: 15, leastWithSecondFactor: 8, most: 1_024, classes: 0, words: "whole" }
} as const satisfies Readonly<Record<string, PasswordRule>>

/** Too few characters. @category errors */
export const tooShort = /*#__PURE__*/ reason(
  "PasswordTooShort",
  "SEC-02",
  (f: { readonly least: number }) => `a password has \`${f.least}\` characters at least`,
  "take a longer password; several words that do not belong together are easy to remember"
)
/** Too many characters. @category errors */
export const tooLong = /*#__PURE__*/ reason(
  "PasswordTooLong",
  "SEC-02",
  (f: { readonly most: number }) => `a password has \`${f.most}\` characters at most`,
  "take a shorter password"
)
/** Characters that cannot be typed again, or no text at all. @category errors */
export const notText = /*#__PURE__*/ reason(
  "PasswordNotText",
  "SEC-02",
  () => "a password has no control characters",
  "leave out line breaks, tabs and other control characters"
)
/** Too few kinds of characters. @category errors */
export const fewClasses = /*#__PURE__*/ reason(
  "PasswordOfFewClasses",
  "SEC-02",
  (f: { readonly classes: number }) =>
    `a password has \`${f.classes}\` of these at least: capital letters, small letters, digits, other characters`,
  "add a capital letter, a digit or a sign"
)
/** A word that many people use. @category errors */
export const commonWord = /*#__PURE__*/ reason(
  "PasswordIsCommon",
  "SEC-02",
  () => "the password is or contains a common word",
  "take something that is in no list of words or of frequent passwords"
)
/** Something that others know of the person or the service. @category errors */
export const ownWord = /*#__PURE__*/ reason(
  "PasswordIsPersonal",
  "SEC-02",
  () => "the password contains the user name, the licence number or the name of the service",
  "take something that nobody knows of you"
)

/** Shorter words are in every text by chance. */
const shortestWord = 4

/** The form in which a password is counted, compared and hashed. @category encoding */
export const normalise = (password: string): string => password.normalize("NFKC")

const fold = (text: string): string => normalise(text).toLowerCase()

/** Makes a list of common words ready for the check; blank lines are left out. @category constructors */
export const wordList = (words: Iterable<string>): ReadonlySet<string> =>
  new Set(Array.from(words, (word) => fold(word.trim())).filter((word) => word !== ""))

const classesOf = (text: string): number =>
  [/\p{Lu}/u, /\p{Ll}/u, /\p{Nd}/u, /[^\p{Lu}\p{Ll}\p{Nd}]/u].filter((pattern) => pattern.test(text)).length

// Every part of the password is looked up, so that a long list costs as much as a short one.
const hasWordInside = (folded: string, words: ReadonlySet<string>): boolean => {
  for (let from = 0; from + shortestWord <= folded.length; from++)
    for (let until = from + shortestWord; until <= folded.length; until++)
      if (words.has(folded.slice(from, until))) return true
  return false
}

const isCommon = (folded: string, rule: PasswordRule, words: ReadonlySet<string>): boolean =>
  words.has(folded) || (rule.words === "inside" && hasWordInside(folded, words))

const isOwn = (folded: string, own: ReadonlyArray<string>): boolean =>
  own.map(fold).some((word) => word.length >= shortestWord && folded.includes(word))

/**
 * Checks whether a password may be set.
 *
 * **Details**: what is far too long is refused before it is looked at, so that nobody can keep the host busy with it.
 *
 * **Rules**: SEC-02.
 *
 * @category queries
 */
export const assess = (password: string, rule: PasswordRule, known: Known): Assessment => {
  const { most } = rule
  // No text gets shorter than an eighth of its units when it is normalised.
  if (password.length > 8 * most) return { _tag: "Unsuitable", refusals: [tooLong({ most })] }
  const text = normalise(password)
  const length = Array.from(text).length
  const least = known.secondFactor === true ? rule.leastWithSecondFactor : rule.least
  const folded = fold(password)
  const refusals = [
    ...(/[\p{Cc}\p{Cs}]/u.test(text) ? [notText({})] : []),
    ...(length < least ? [tooShort({ least })] : []),
    ...(length > most ? [tooLong({ most })] : []),
    ...(classesOf(text) < rule.classes ? [fewClasses({ classes: rule.classes })] : []),
    ...(length <= most && isCommon(folded, rule, known.words) ? [commonWord({})] : []),
    ...(isOwn(folded, known.own ?? []) ? [ownWord({})] : [])
  ]
  return refusals.length === 0 ? { _tag: "Suitable" } : { _tag: "Unsuitable", refusals }
}
