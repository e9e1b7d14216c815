/**
 * The legal form and the markets of an agency, as the facts of the reference model have them.
 *
 * @since 0.1.0
 */
import type { Business } from "@agencybook/core/AgencyBusiness"

/** What is told of a business: its form, its number, and its markets as words in the order of the alphabet. @category queries */
export const business = ({ entityKind, markets, npn }: Business) => ({
  form: entityKind,
  registered: npn,
  sells: markets && [...markets].sort().join(" ")
})
