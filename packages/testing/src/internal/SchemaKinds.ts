/**
 * Sorts of values as they are written by hand beside the schemas: what is right from the least to the most, and what is
 * wrong in exactly one way.
 *
 * @since 0.1.0
 */
import * as Dates from "@agencybook/core/CalendarDate"
import { caseNumber } from "@agencybook/core/Case"
import * as Consent from "@agencybook/core/Consent"
import * as Contact from "@agencybook/core/Contact"
import * as Disclosure from "@agencybook/core/Disclosure"
import * as ExchangeNumber from "@agencybook/core/ExchangeNumber"
import type { Format } from "@agencybook/core/Format"
import * as Licence from "@agencybook/core/Licence"
import * as StaffFormats from "@agencybook/core/Staff"
import * as TaxId from "@agencybook/core/TaxId"
import * as UsState from "@agencybook/core/UsState"
import * as FormatExamples from "./FormatExamples.ts"

/** A sort of values; the first right one is the plainest. */
export interface Sort {
  readonly right: ReadonlyArray<unknown>
  readonly wrong: ReadonlyArray<unknown>
}

/** A sort of values that is told by examples alone. */
export const values = (right: ReadonlyArray<unknown>, wrong: ReadonlyArray<unknown>): Sort => ({ right, wrong })

const text = (format: Format<unknown>): Sort => {
  const known = FormatExamples.of(format)
  if (known === undefined) throw new TypeError(`nothing is written about the format \`${format.name}\``)
  // What no text may hold comes first in the list and is the same for all.
  const wrong = known.wrong.slice(-6).map(([, one]) => one)
  return { right: known.valid, wrong: [...wrong, "", null, 1] }
}

/** An identifier of what is there, which may have been derived. */
export const id: Sort = {
  right: ["id-1", "id~1", "A.b_c:d"],
  wrong: ["~a", "", "a b", "x".repeat(129), 1, null]
}
/** An identifier that the sender chooses. */
export const chosen: Sort = { right: ["id-1", "A.b_c:d"], wrong: ["id~1", "a~", "~a", "", "a b", 1] }
/** A day. */
export const date = text(Dates.format)
/** A moment. */
export const instant = text(Dates.instantFormat)
/** A time of day. */
export const time = text(Dates.timeFormat)
/** A time zone. */
export const zone = text(Dates.zoneFormat)
/** A part of a name. */
export const personName = text(Contact.personName)
/** The name of a business. */
export const business = text(Contact.businessName)
/** The name of an agency. */
export const agencyName = text(Contact.agencyName)
/** A line of an address. */
export const place = text(Contact.place)
/** An address for mail. */
export const email = text(Contact.email)
/** A telephone number. */
export const phone = text(Contact.phone)
/** A ZIP code. */
export const zip = text(Contact.zip)
/** The postal code of a state. */
export const usState = text(UsState.format)
/** The number of a licence. */
export const licenceNumber = text(Licence.format)
/** A National Producer Number. */
export const npn = text(Licence.npnFormat)
/** The tax number of a business. */
export const fein = text(TaxId.format)
/** The number of a case. */
export const caseNo = text(caseNumber)
/** The number of a certification. */
export const certificationNo = text(ExchangeNumber.certification)
/** A digest. */
export const sha256 = text(Consent.sha256)
/** What a paper or a call is found by. */
export const reference = text(Consent.reference)
/** What somebody is helped with. */
export const help = text(Consent.help)
/** The number of a helper. */
export const staffNumber = text(StaffFormats.numberFormat)
/** Why somebody takes out what is private. */
export const reason = text(Disclosure.reasonFormat)
/** The name of a file. */
export const fileName = values(
  ["form.pdf", ".profile", "f".repeat(200)],
  ["", "..", "a/b.pdf", "a\\b.pdf", "f".repeat(201), "a\tb", 1]
)
/** What somebody says of the own work. */
export const bio = values(
  ["I help.", "two\nlines", "b".repeat(1_000), `${"b".repeat(499)}\r\n${"b".repeat(500)}`],
  ["", " ", "b".repeat(1_001), `${"b".repeat(500)}\n${"b".repeat(500)}`, "a\u0000b", 1]
)
/** A language. */
export const language = values(["en", "es", "hmn"], ["EN", "english", "e", "", "e1", null])
/** A line of so many characters at most. */
export const line = (most: number): Sort => ({
  right: ["A line", "l", "l".repeat(most)],
  wrong: ["", " ", "l".repeat(most + 1), "two\nlines", "a\u0000b", 1, null]
})

/** Yes or no. */
export const flag: Sort = { right: [true, false], wrong: ["true", 0, 1, null] }

const strangers = ["", "other", "Other", "none", "None", "unknown", "Pending", "Closed", "any", "all", 1, null]

/** One of some words. */
export const oneOf = (...words: ReadonlyArray<string | number | boolean>): Sort => ({
  right: words,
  wrong: [
    ...strangers.filter((one) => !words.includes(one as never)),
    ...words.flatMap((one) => (typeof one === "string" ? [`${one} `, `x${one}`] : [`${one}`]))
  ]
})

/** Why an agency is turned away, suspended or ended; of no other shape than that of a code. */
export const agencyReason = oneOf(
  ...["application-incomplete", "not-theirs", "documents-false", "voluntary", "closed", "licence-inactive"],
  ...["under-investigation", "e-and-o-lapsed", "agreement-lapsed", "no-certified-manager", "breach"]
)

/** The word by which one of several things is known. */
export const tag = (name: string): Sort => ({
  right: [name],
  wrong: ["", `${name}s`, `${name.toUpperCase()}!`, null, 1]
})

/** A whole number inside bounds. */
export const whole = (least: number, most: number): Sort => ({
  right: [least, most, Math.floor((least + most) / 2)],
  wrong: [least - 1, most + 1, -0, least + 0.5, "1", null, true, Number.NaN, Number.POSITIVE_INFINITY]
})

/** An amount in cents. */
export const cents = whole(0, 99_999_999_999)

/** A list of so many elements. */
export const list = (of: Sort, least: number, most: number): Sort => {
  const [plain] = of.right
  const many = (count: number) => Array.from({ length: count }, () => plain)
  return {
    right: [many(Math.max(least, 1)), many(least), many(most), ...of.right.map((one) => [one])],
    wrong: [
      many(most + 1),
      ...(least > 0 ? [many(least - 1)] : []),
      ...of.wrong.map((one) => [one]),
      plain === undefined ? undefined : { 0: plain },
      null,
      "list"
    ]
  }
}

/** A list in which each of some words stands once at most. */
export const distinct = (...words: ReadonlyArray<string>): Sort => ({
  right: [words.slice(0, 1), [], words, [...words].reverse()],
  wrong: [...oneOf(...words).wrong.map((one) => [one]), [words[0], words[0]], [...words, words[0]], null, words[0]]
})

/** A list in which each of some identifiers stands once at most. */
export const ids = (most: number): Sort => {
  const many = (count: number) => Array.from({ length: count }, (_, n) => `site-${n}`)
  return {
    right: [many(1), [], many(most), many(3).reverse()],
    wrong: [many(most + 1), ["a", "b", "a"], ...id.wrong.map((one) => [one]), { 0: "a" }, null, "list"]
  }
}

type Fields = Readonly<Record<string, Sort>>
const first = (fields: Fields): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(fields).map(([name, { right }]) => [name, right[0]]))

/** A record of what it has to have and of what it may have. */
export const record = (has: Fields, may: Fields = {}): Sort => {
  const least = first(has)
  const whole = { ...least, ...first(may) }
  const each = (pick: (sort: Sort) => ReadonlyArray<unknown>) =>
    Object.entries({ ...has, ...may }).flatMap(([name, sort]) =>
      pick(sort).map((value) => ({ ...whole, [name]: value }))
    )
  const without = (name: string) => Object.fromEntries(Object.entries(whole).filter(([field]) => field !== name))
  return {
    right: [whole, least, ...each(({ right }) => right.slice(1)), ...Object.keys(may).map(without)],
    wrong: [
      ...each(({ wrong }) => wrong),
      ...Object.keys(has).map(without),
      { ...whole, "not-a-field": 1 },
      [whole],
      "record",
      null
    ]
  }
}

/** One of several sorts, no value of which is nearly one of another. */
export const either = (...sorts: ReadonlyArray<Sort>): Sort => ({
  right: sorts.flatMap(({ right }) => right),
  wrong: sorts.flatMap(({ wrong }) => wrong)
})
