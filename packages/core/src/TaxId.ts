/**
 * The federal employer identification number (FEIN) of an agency.
 *
 * @since 0.1.0
 */
import * as Format from "./Format.ts"
import type { Branded } from "./Id.ts"

/** Nine digits, not all zero. @category models */
export type Fein = Branded<"Fein">

/**
 * Format of a FEIN: nine digits, with or without a hyphen, a dash, a dot or a space after the second.
 *
 * **Gotchas**: the grouping of a social security number (`123-45-6789`) is refused, so that a person's
 * number never lands in a business field.
 *
 * @rule AGY-07
 * @category decoding
 */
export const format: Format.Format<Fein> = /*#__PURE__*/ Format.make(
  "FEIN",
  "a FEIN of nine digits such as 94-1234567",
  "use the employer number of the agency, never a person's social security number",
  (text) => {
    const trimmed = text.trim()
    if (!/^\d{2}[ .\-\u2010-\u2015]?\d{7}$/.test(trimmed)) return undefined
    const digits = trimmed.replace(/\D/, "")
    return digits === "000000000" ? undefined : (digits as Fein)
  }
)

/** Writes a FEIN with its hyphen. @category encoding */
export const toText = (fein: Fein): string => `${fein.slice(0, 2)}-${fein.slice(2)}`
/** The last four digits, for exports. @category encoding */
export const lastFour = (fein: Fein): string => fein.slice(-4)
