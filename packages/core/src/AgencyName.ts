/**
 * The names of an agency beside those of the others: equal ones are told to whoever certifies, imitated ones are refused.
 *
 * Two agents may both be `Jo Smith Insurance`, so a name is nobody's alone. A name that only looks like another because its
 * letters are of another script is an imitation, and no two agencies that live have such names.
 *
 * @since 0.1.0
 */
import { type AgencyCertification, isLive } from "./AgencyCertification.ts"
import type { BusinessName } from "./Contact.ts"
import type { AgencyId } from "./Id.ts"
import { isImitation, lookOf } from "./LookAlike.ts"
import { reason } from "./Refusal.ts"

/** The names of an agency. @category models */
export interface Names {
  readonly legalName: BusinessName
  readonly publicName: BusinessName
}

/** What the names of a live agency look like; kept so that a store can find it. @category models */
export interface Looks {
  readonly legal: string
  readonly public: string
}

/** What is kept of the names. @category models */
export interface Kept {
  /** There from when the agency is submitted until it ends. @rule AGY-16 */
  readonly looks?: Looks
}

/** A name looks like that of a live agency, in letters of another script. @category errors */
export const nameImitates = /*#__PURE__*/ reason(
  "AgencyNameImitates",
  "AGY-16",
  (f: { readonly agencyId: AgencyId }) =>
    `a name of agency \`${f.agencyId}\` looks like that of a live agency and has letters of another script`,
  "choose another name, or ask the exchange to add you to the existing agency"
)

/** What is kept of the names of an agency. @category queries */
export const keptOf = (agency: Names & { readonly certification: AgencyCertification }): Kept =>
  isLive(agency.certification) ? { looks: { legal: lookOf(agency.legalName), public: lookOf(agency.publicName) } } : {}

/** Both names of an agency. @category queries */
export const both = ({ legalName, publicName }: Names): ReadonlyArray<BusinessName> => [legalName, publicName]

/** The first of other live agencies of which a name looks like one of some, with letters of another script. @rule AGY-16 @category queries */
export const imitatedBy = <A extends Names>(names: ReadonlyArray<string>, others: ReadonlyArray<A>): A | undefined =>
  others.find((other) => both(other).some((theirs) => names.some((name) => isImitation(name, theirs))))

/** Another live agency that is called alike, for whoever certifies or approves. @category models */
export interface Namesake extends Names {
  readonly agencyId: AgencyId
}

/** Another live agency as a namesake. @category constructors */
export const namesake = ({ agencyId, legalName, publicName }: Namesake): Namesake => ({
  ...{ agencyId, legalName, publicName }
})
