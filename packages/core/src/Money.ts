/**
 * Money in whole cents. Fractions of a cent do not exist, and a sum that would lose one is refused.
 *
 * @since 0.1.0
 */
import * as Format from "./Format.ts"

/** A whole number of cents, zero or more. @category models */
export type Cents = number & { readonly "~agencybook": "Cents" }

/** No money. @category constructors */
export const zero = 0 as Cents

/** Format of an amount in decimal dollars with two places, such as `412.50`; at most nine digits before the point. @category decoding */
export const format: Format.Format<Cents> = /*#__PURE__*/ Format.make(
  "amount",
  "an amount such as 412.50, zero or more",
  "write dollars, a point and two digits, without currency sign or thousands separator",
  (text) => (/^\d{1,9}\.\d{2}$/.test(text) ? (Number(text.replace(".", "")) as Cents) : undefined)
)

/** Makes cents from a whole number, or `undefined` when it is negative, fractional or too large to be exact. @category constructors */
export const fromCents = (n: number): Cents | undefined =>
  Number.isSafeInteger(n) && n >= 0 ? (n as Cents) : undefined

/** Adds two amounts; a sum beyond 2^53 cents is a defect, never a rounded number. @category transforms */
export const add = (a: Cents, b: Cents): Cents => {
  const sum = a + b
  if (!Number.isSafeInteger(sum)) throw new RangeError("a sum of money is too large to be exact")
  return sum as Cents
}

/** Takes `b` from `a`, never below zero. @category transforms */
export const less = (a: Cents, b: Cents): Cents => (a > b ? a - b : 0) as Cents

/** Writes an amount as decimal dollars with two places. @category encoding */
export const toDecimal = (amount: Cents): string =>
  `${Math.floor(amount / 100)}.${String(amount % 100).padStart(2, "0")}`
