/**
 * The sites of an agency: where it is and when it is open.
 *
 * The first site of the list is the primary one, so that there is always exactly one. Hours are told in the zone of the
 * exchange, in the way of `ServiceCalendar`; a weekday without hours is closed.
 *
 * @since 0.1.0
 */
import type { BusinessName, Phone, PostalAddress } from "./Contact.ts"
import type { GeoPoint } from "./GeoPoint.ts"
import type { AgencyId, SiteId } from "./Id.ts"
import * as Id from "./Id.ts"
import { reason } from "./Refusal.ts"
import type { Hours } from "./ServiceCalendar.ts"

/** One site of an agency. @category models */
export interface Site {
  /** Names the site inside its agency. */
  readonly siteId: SiteId
  readonly name: BusinessName
  readonly address: PostalAddress
  /** Where the address lies, as far as the host has looked it up; who searches by distance finds no site without it. */
  readonly point?: GeoPoint
  readonly phone?: Phone
  /** Hours by weekday; absent where nobody has told them. */
  readonly hours?: ReadonlyArray<Hours>
}

/** The sites of an agency, the primary one first. @rule AGY-08 @category models */
export type Sites = readonly [primary: Site, ...others: ReadonlyArray<Site>]

/** Something happened to the sites of an agency. @category models */
export type Event =
  | {
      readonly _tag: "AgencySiteSet"
      readonly agencyId: AgencyId
      readonly site: Site
      /** Whether it became the primary site with this step. */
      readonly primary: boolean
    }
  | { readonly _tag: "AgencySiteRemoved"; readonly agencyId: AgencyId; readonly siteId: SiteId }

/** Most sites that an agency may have. @category models */
export const most = 100

/** The agency has no such site. @category errors */
export const unknownSite = /*#__PURE__*/ reason(
  "UnknownSite",
  "AGY-08",
  (f: { readonly agencyId: AgencyId; readonly siteId: SiteId }) =>
    `agency \`${f.agencyId}\` has no site \`${f.siteId}\``,
  "look the site up in the agency's account"
)

/** The site with which an agency is opened. @category constructors */
export const first = (name: BusinessName, address: PostalAddress): Site => ({
  siteId: Id.make<SiteId>("main"),
  name,
  address
})

/** Checks whether hours of a weekday overlap, or close before they open. @category predicates */
export const overlaps = (hours: ReadonlyArray<Hours>): boolean =>
  hours.some(
    (one, n) =>
      one.closes <= one.opens ||
      hours.some(
        (other, m) => m > n && other.weekday === one.weekday && one.opens < other.closes && other.opens < one.closes
      )
  )

/** The sites with one added or made anew, in front when it becomes the primary one. @category transforms */
export const placed = (sites: Sites, site: Site, primary: boolean): Sites => {
  const known = sites.some(({ siteId }) => siteId === site.siteId)
  if (primary) return [site, ...sites.filter(({ siteId }) => siteId !== site.siteId)]
  const next = known ? sites.map((one) => (one.siteId === site.siteId ? site : one)) : [...sites, site]
  return next as unknown as Sites
}

/** The sites without one; the primary site stays. @category transforms */
export const without = ([primary, ...others]: Sites, gone: SiteId): Sites => [
  primary,
  ...others.filter(({ siteId }) => siteId !== gone)
]
