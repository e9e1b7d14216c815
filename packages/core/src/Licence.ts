/**
 * Producer licences and numbers.
 *
 * @since 0.1.0
 */
import type { CalendarDate } from "./CalendarDate.ts"
import * as Format from "./Format.ts"
import type { Branded } from "./Id.ts"

/** A California licence number: seven characters, digit, digit or letter, five digits. @category models */
export type LicenceNumber = Branded<"LicenceNumber">
/** A National Producer Number: one to ten digits, not starting with zero. @category models */
export type Npn = Branded<"Npn">

/** What the regulator says about a licence. @category models */
export interface Licence {
  readonly number: LicenceNumber
  readonly expiresOn: CalendarDate
  readonly status: "active" | "inactive" | "expired" | "suspended" | "revoked"
  /** Whether a health line of authority is among the lines of the licence. */
  readonly health: boolean
}

/** Format of a licence number; lower-case letters are raised. @rule AGT-11 @category decoding */
export const format: Format.Format<LicenceNumber> = /*#__PURE__*/ Format.pattern(
  "licence number",
  /^\d[0-9A-Z]\d{5}$/,
  "a licence number of seven characters such as 1H12345",
  "copy the number from the licence; it has a digit, a digit or letter, and five digits",
  (text) => text.trim().replace(/^[0-9a-zA-Z]+$/, (ascii) => ascii.toUpperCase())
)

/** Format of a National Producer Number. @category decoding */
export const npnFormat: Format.Format<Npn> = /*#__PURE__*/ Format.pattern(
  "NPN",
  /^[1-9]\d{0,9}$/,
  "a National Producer Number of one to ten digits",
  "look the number up in the producer registry; it has only digits and does not start with 0",
  (text) => text.trim()
)

/** Checks whether a licence allows health business on a day. @rule AGT-11 @category predicates */
export const isGoodOn = (licence: Licence, day: CalendarDate): boolean =>
  licence.status === "active" && licence.health && day <= licence.expiresOn
