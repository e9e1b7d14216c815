/**
 * Producer licences and numbers.
 *
 * A licence is known by its state and its number. One of the exchange's own state is written as the number alone, every
 * other one with the state in front, such as `NV-1234567`, so that there is one text for each licence. Which form a number
 * has belongs to its state: the format here takes any that a state may give, and `misshapen` asks the state of the policy.
 *
 * @since 0.1.0
 */
import type { CalendarDate } from "./CalendarDate.ts"
import * as Format from "./Format.ts"
import type { Branded } from "./Id.ts"
import type { Policy } from "./Policy.ts"
import { type Refusal, reason } from "./Refusal.ts"
import { isCode, type UsState } from "./UsState.ts"

/** A licence number: alone in the state of the exchange, with the state in front in another one. @category models */
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

const written = /^(?:([A-Z]{2})-)?([0-9A-Z]{1,20})$/

/** Format of a licence number; lower-case letters are raised. @rule AGT-11 @category decoding */
export const format: Format.Format<LicenceNumber> = /*#__PURE__*/ Format.make(
  "licence number",
  "a licence number such as 1H12345, or NV-1234567 for one of another state",
  "copy the number from the licence, at most 20 letters and digits; put the two letters of another state in front",
  (text) => {
    const raised = text.trim().replace(/^[0-9a-zA-Z-]+$/, (ascii) => ascii.toUpperCase())
    const [, state, number] = written.exec(raised) ?? []
    return number === undefined || (state !== undefined && !isCode(state)) ? undefined : (raised as LicenceNumber)
  }
)

/** State and number of a licence; no state where the exchange has none of its own and the number names none. @category queries */
export const partsOf = (
  number: LicenceNumber,
  { licenceState }: Pick<Policy, "licenceState">
): { readonly state: UsState | undefined; readonly number: string } => {
  const [, state, alone = number] = written.exec(number) ?? []
  if (state !== undefined && isCode(state)) return { state, number: alone }
  return { state: licenceState === "none" ? undefined : licenceState, number: alone }
}

// California documents its numbers; what other states give is letters and digits and no more is known.
const forms: { readonly [S in UsState]?: RegExp } = { CA: /^\d[0-9A-Z]\d{5}$/ }

/** The number is none that its state gives, or it names the exchange's own state. @category errors */
export const numberMisshapen = /*#__PURE__*/ reason(
  "LicenceNumberMisshapen",
  "AGT-11",
  (f: { readonly state: UsState; readonly named: boolean }) =>
    f.named
      ? `the licence number names \`${f.state}\`, the exchange's own state`
      : `the licence number has not the form of those of \`${f.state}\``,
  "copy the number from the licence; write it alone for the exchange's own state, and with the state in front for another"
)

/** The refusal of a number that its state does not give, or that is not written as one of it. @rule AGT-11 @category queries */
export const misshapen = (
  number: LicenceNumber | undefined,
  policy: Pick<Policy, "licenceState">
): Refusal | undefined => {
  if (number === undefined) return undefined
  const { number: alone, state } = partsOf(number, policy)
  if (state === undefined) return undefined
  const named = state === policy.licenceState && alone !== number
  return named || forms[state]?.test(alone) === false ? numberMisshapen({ state, named }) : undefined
}

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
