/**
 * The states and territories of the country, by their postal codes.
 *
 * @since 0.1.0
 */
import * as Format from "./Format.ts"

/** Postal codes of the states, the federal district and the territories that license producers. @category models */
export const codes = [
  ...(["AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "DC", "FL", "GA", "HI", "ID", "IL", "IN", "IA", "KS"] as const),
  ...(["KY", "LA", "ME", "MD", "MA", "MI", "MN", "MS", "MO", "MT", "NE", "NV", "NH", "NJ", "NM", "NY", "NC"] as const),
  ...(["ND", "OH", "OK", "OR", "PA", "RI", "SC", "SD", "TN", "TX", "UT", "VT", "VA", "WA", "WV", "WI", "WY"] as const),
  ...(["AS", "GU", "MP", "PR", "VI"] as const)
]
/** Postal code of a state or territory. @category models */
export type UsState = (typeof codes)[number]

const known: ReadonlySet<string> = /*#__PURE__*/ new Set(codes)

/** Checks whether a text is the postal code of a state, in capitals. @category guards */
export const isCode = (text: string): text is UsState => known.has(text)

/** Format of the postal code of a state; lower case is raised. @category decoding */
export const format: Format.Format<UsState> = /*#__PURE__*/ Format.make(
  "state",
  "the postal code of a state such as CA",
  "write the two letters that the post has for the state",
  (text) => {
    const trimmed = text.trim()
    const code = /^[a-zA-Z]{2}$/.test(trimmed) ? trimmed.toUpperCase() : ""
    return isCode(code) ? code : undefined
  }
)
