/**
 * The counselors of the public directory ("Find Local Help"), who help for no commission.
 *
 * A counselor is met at the sites of the enrollment entity, and is found by them, by language and by name, the entity's as
 * well. Agents stand in `Directory`, in a list of their own: a consumer may have one of each.
 *
 * @since 0.1.0
 */
import type { CalendarDate } from "./CalendarDate.ts"
import { fullName, type Language } from "./Contact.ts"
import * as Counselor from "./Counselor.ts"
import * as Directory from "./Directory.ts"
import type { EntityId, UserId } from "./Id.ts"
import { fold, isInName } from "./SearchText.ts"
import type { Site } from "./Site.ts"

/** What a consumer looks for; counselors work for households alone. @category models */
export type Criteria = Omit<Directory.Criteria, "clients">

/** What the public sees of a counselor. @category models */
export interface Listing {
  readonly counselorId: UserId
  readonly name: string
  readonly entityId: EntityId
  readonly entityName: string
  readonly languages: ReadonlyArray<Language>
  readonly acceptsNewClients: boolean
  /** Where the counselors of the entity can be met. */
  readonly sites: ReadonlyArray<Site>
  /** Statute miles to the nearest of these sites that fits, where somebody looks near a point. */
  readonly miles?: number
}

const isOfPlaces = ({ city, county, near, openAt, zip }: Criteria): boolean =>
  [city, county, near, openAt, zip].some((one) => one !== undefined)

/**
 * A counselor as the directory shows the counselor to who looks for something: absent when the counselor does not fit, may
 * not help today, or is not listed. All that is said of a place has to be of one site.
 *
 * **Rules**: DEL-02, ENT-01.
 *
 * @category queries
 */
export const find = (member: Counselor.Member, criteria: Criteria, day: CalendarDate): Listing | undefined => {
  const { counselor, entity } = member
  const listing = counselor?.listing
  if (counselor === undefined || entity === undefined || listing?.listInDirectory !== true) return undefined
  if (Counselor.gaps(member, day).length > 0) return undefined
  const { acceptsNewClients, city, county, language, name, near } = criteria
  const { sites = [] } = entity
  const is = (place: string | undefined, known: string) => place === undefined || fold(known) === fold(place.trim())
  const met = Directory.meeting(sites, criteria).filter((one) => is(city, one.city) && is(county, one.county))
  const fits =
    (language === undefined || listing.languages.includes(language)) &&
    (acceptsNewClients !== true || listing.acceptsNewClients) &&
    (met.length > 0 || !isOfPlaces(criteria)) &&
    (name === undefined || isInName(counselor.name, name, ` ${entity.name}`))
  if (!fits) return undefined
  return {
    counselorId: counselor.counselorId,
    name: fullName(counselor.name),
    entityId: entity.entityId,
    entityName: entity.name,
    languages: listing.languages,
    acceptsNewClients: listing.acceptsNewClients,
    sites,
    ...(near === undefined ? {} : { miles: Math.min(...met.map(({ away }) => away)) })
  }
}
