/**
 * Names, addresses and ways to reach somebody.
 *
 * @since 0.1.0
 */
import * as Format from "./Format.ts"
import type { Branded } from "./Id.ts"
import * as LookAlike from "./LookAlike.ts"
import type { UsState } from "./UsState.ts"

/** Part of a person's name. @category models */
export type PersonName = Branded<"PersonName">
/** Name of a business or a place. @category models */
export type BusinessName = Branded<"BusinessName">
/** An e-mail address, lower case. @category models */
export type Email = Branded<"Email">
/** A North American telephone number, ten digits. @category models */
export type Phone = Branded<"Phone">
/** A ZIP code, five digits or five and four. @category models */
export type Zip = Branded<"Zip">
/** A language as its two- or three-letter ISO 639 code. @category models */
export type Language = Branded<"Language">

/** Where and how a consumer or a site is reached by post. @category models */
export interface PostalAddress {
  readonly street: string
  /** What the post needs beside the street, such as a flat, a suite or in whose care. */
  readonly line2?: string
  readonly city: string
  readonly county: string
  /** The state of the place, which is not always that of the exchange: mail may go elsewhere. */
  readonly state: UsState
  readonly zip: Zip
}

/** The name of a person; by first and last name people are found, sorted and compared. @category models */
export interface Name {
  readonly first: PersonName
  /** Middle names or their initials. */
  readonly middle?: PersonName
  readonly last: PersonName
  /** What stands behind the name, such as `Jr.` or `III`. */
  readonly suffix?: PersonName
}

// Scripts in which an unseen joiner or non-joiner between two letters changes how a word is written and read.
const joining =
  "\\p{Script=Arabic}\\p{Script=Syriac}\\p{Script=Nko}\\p{Script=Mongolian}\\p{Script=Devanagari}\\p{Script=Bengali}" +
  "\\p{Script=Gurmukhi}\\p{Script=Gujarati}\\p{Script=Oriya}\\p{Script=Tamil}\\p{Script=Telugu}\\p{Script=Kannada}" +
  "\\p{Script=Malayalam}\\p{Script=Sinhala}\\p{Script=Khmer}"
const makeNamePattern = (): RegExp => {
  const joiner = `(?<=[${joining}])(?<=[\\p{L}\\p{M}])[\\u200C\\u200D](?=[${joining}])(?=\\p{L})`
  return new RegExp(`^['’]?\\p{L}(?:[\\p{L}\\p{M}\\p{N} '’.,"-]|${joiner})*$`, "u")
}
const namePattern = /*#__PURE__*/ makeNamePattern()

/**
 * Format of a part of a name: letters of any script with marks, spaces, `' ’ - . ,` and digits after a letter. An apostrophe
 * may stand before the first letter, as in `'t Hooft`, and one zero-width joiner or non-joiner between two letters of a script
 * that is written with them, as in Persian and Hindi; elsewhere nobody would see that there is one.
 *
 * @category decoding
 */
export const personName: Format.Format<PersonName> = /*#__PURE__*/ Format.make(
  "name",
  "a name of 1 to 60 letters",
  "write the name as the person writes it; letters, spaces and ' - . , are allowed",
  (text) => {
    const trimmed = text.normalize("NFC").trim()
    return trimmed.length <= 60 && Format.isPlainText(trimmed) && namePattern.test(trimmed)
      ? (trimmed as PersonName)
      : undefined
  }
)

/** Format of the name of a business. @category decoding */
export const businessName: Format.Format<BusinessName> = /*#__PURE__*/ Format.line("name", 200)

/**
 * Format of the name of an agency: no word of it has letters of several scripts that look alike, as a Cyrillic one among
 * Latin ones. Names of one script stay as they are, whatever the script.
 *
 * @rule AGY-16
 * @category decoding
 */
export const agencyName: Format.Format<BusinessName> = /*#__PURE__*/ Format.make(
  "agency name",
  "1 to 200 characters on one line, each word in letters of one script",
  "write each word in the letters of one script, such as Latin or Cyrillic, at most 200 characters without control characters",
  (text) => {
    const name = businessName.read(text)
    return name === undefined || LookAlike.isMixed(name) ? undefined : name
  }
)

/** Format of a street, city, county or other part of an address; a line break is kept. @category decoding */
export const place: Format.Format<string> = /*#__PURE__*/ Format.make(
  "address line",
  "1 to 200 characters",
  "write the address without control characters; a line break is kept",
  (text) => {
    const trimmed = text.trim()
    const flat = trimmed.replace(/\r?\n/g, " ")
    return flat.length > 0 && flat.length <= 200 && Format.isPlainText(flat) ? trimmed : undefined
  },
  Format.severalLines
)

// One label rule for both sides keeps quoted local parts, comments, routes and address literals out.
const emailPattern =
  /^(?=.{3,254}$)(?=[^@]{1,64}@)[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/

/** Format of an e-mail address; upper case is lowered for uniqueness. @category decoding */
export const email: Format.Format<Email> = /*#__PURE__*/ Format.pattern(
  "e-mail address",
  emailPattern,
  "an e-mail address such as name@example.org",
  "give one plain address, without a display name, quotes or comments",
  (text) => text.trim().toLowerCase()
)

/** Format of a telephone number: ten digits, area code and exchange not starting with 0 or 1. @category decoding */
export const phone: Format.Format<Phone> = /*#__PURE__*/ Format.pattern(
  "telephone number",
  /^[2-9]\d{2}[2-9]\d{6}$/,
  "a telephone number of ten digits such as 916-555-0142",
  "give area code and number, without extension or country other than +1",
  (text) =>
    text
      .trim()
      .replace(/^\+?1[ .-]/, "")
      .replace(/^\+1/, "")
      .replace(/^\((\d{3})\) ?/, "$1")
      .replace(/[ .-]/g, "")
)

/** Format of a ZIP code. @category decoding */
export const zip: Format.Format<Zip> = /*#__PURE__*/ Format.pattern(
  "ZIP code",
  /^\d{5}(-\d{4})?$/,
  "a ZIP code of five digits, or five and four",
  "write the ZIP code as 95814 or 95814-1234",
  (text) => text.trim()
)

/** Format of a language code. @category decoding */
export const language: Format.Format<Language> = /*#__PURE__*/ Format.pattern(
  "language",
  /^[a-z]{2,3}$/,
  "an ISO 639 language code such as en or es",
  "use the two-letter code of the language"
)

/** Writes first and last name, by which somebody is called. @category encoding */
export const callName = (name: Pick<Name, "first" | "last">): string => `${name.first} ${name.last}`
/**
 * Writes the whole name, as it stands on a letter or a licence.
 *
 * **Example** (Every part)
 *
 * ```ts
 * import * as Contact from "@agencybook/core/Contact"
 * import * as Format from "@agencybook/core/Format"
 *
 * const part = (text: string) => Format.literal(Contact.personName, text)
 * Contact.fullName({ first: part("Ann"), middle: part("B."), last: part("Reyes"), suffix: part("Jr.") })
 * // => "Ann B. Reyes Jr."
 * ```
 *
 * @category encoding
 */
export const fullName = ({ first, last, middle, suffix }: Name): string =>
  [first, middle, last, suffix].filter((part) => part !== undefined).join(" ")
/** Checks whether two names are the same in every part. @category predicates */
export const isSameName = (one: Name, other: Name): boolean =>
  (["first", "middle", "last", "suffix"] as const).every((part) => one[part] === other[part])
/**
 * Writes an address as it stands on an envelope: the street, what is beside it, and the place with state and ZIP code. A line
 * break inside of a part begins a line.
 *
 * **Example** (A flat)
 *
 * ```ts
 * import * as Contact from "@agencybook/core/Contact"
 * import * as Format from "@agencybook/core/Format"
 *
 * Contact.addressLines({
 *   street: "2 L Street",
 *   line2: "Apt 4",
 *   city: "Sacramento",
 *   county: "Sacramento",
 *   state: "CA",
 *   zip: Format.literal(Contact.zip, "95814")
 * })
 * // => ["2 L Street", "Apt 4", "Sacramento, CA 95814"]
 * ```
 *
 * @category encoding
 */
export const addressLines = ({ city, line2, state, street, zip }: PostalAddress): ReadonlyArray<string> =>
  [street, ...(line2 === undefined ? [] : [line2]), `${city}, ${state} ${zip}`].flatMap((part) => part.split(/\r?\n/))
/** Writes the first name and the initial of the last, the most that a notice to an agent may show. @category encoding */
export const shortName = (name: Name): string => `${name.first} ${Array.from(name.last)[0] ?? ""}.`
