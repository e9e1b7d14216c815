/**
 * The public directory in which a consumer finds an agent ("Find Local Help").
 *
 * An agent is found by the own place and by the sites of the agency where the agent can be met, whose hours tell when
 * somebody is there.
 *
 * @since 0.1.0
 */
import { type Market, sellsIn } from "./AgencyBusiness.ts"
import { type Agent, asOf, type Expertise, type Photo } from "./Agent.ts"
import type { CalendarDate, TimeOfDay } from "./CalendarDate.ts"
import { fullName, type Language } from "./Contact.ts"
import { type GeoPoint, miles } from "./GeoPoint.ts"
import type { AgentId } from "./Id.ts"
import { fold, isInName, plain } from "./SearchText.ts"
import type { Site } from "./Site.ts"
import type { Member } from "./Standing.ts"
import * as Standing from "./Standing.ts"

/** What a consumer looks for; every field that is given must fit, and all that is said of a site has to be of one. @category models */
export interface Criteria {
  readonly language?: Language
  readonly county?: string
  /** City of the agent or of a site where the agent can be met. */
  readonly city?: string
  /** Five digits of the postal code of such a site. */
  readonly zip?: string
  /** At most so many statute miles, as the crow flies, between such a site and a point; a site whose point nobody has told is not found. */
  readonly near?: { readonly point: GeoPoint; readonly miles: number }
  /** Part of the agent's or agency's name; case and accents do not matter. */
  readonly name?: string
  readonly acceptsNewClients?: boolean
  /** Somebody who works for households, or for employers, in an agency that sells in that market. */
  readonly clients?: "individuals" | "employers"
  /** Such a site is open at this time of a weekday, 1 for Monday to 7 for Sunday, in the zone of the exchange. */
  readonly openAt?: { readonly weekday: number; readonly time: TimeOfDay }
}

/** What the public sees of an agent. @category models */
export interface Listing {
  readonly agentId: AgentId
  readonly name: string
  readonly agencyName: string
  readonly licence: string
  readonly languages: ReadonlyArray<Language>
  readonly city: string
  readonly county: string
  readonly acceptsNewClients: boolean
  readonly clientsServed: "individuals" | "employers" | "both"
  readonly publicEmail?: string
  readonly publicPhone?: string
  readonly expertise?: ReadonlyArray<Expertise>
  readonly bio?: string
  /** The file of the photo, which the host keeps and serves. */
  readonly photo?: Photo
  readonly eveningsAndWeekends?: boolean
  /** Where the agent can be met, in the order of the agency: its primary site first. */
  readonly sites: ReadonlyArray<Site>
  /** Statute miles to the nearest of these sites that fits, where somebody looks near a point. */
  readonly miles?: number
}

/**
 * The sites of the agency at which an agent can be met: those that were named, as far as the agency has them still, or else
 * all. What was named of the sites of another agency says nothing.
 *
 * @rule AGY-08
 * @category queries
 */
export const sitesOf = ({ agency, agent }: Pick<Member, "agency" | "agent">): ReadonlyArray<Site> => {
  const { siteIds = [] } = asOf(agent, agency.agencyId)
  const named = agency.sites.filter(({ siteId }) => siteIds.includes(siteId))
  return named.length === 0 ? agency.sites : named
}

const marketOf = { individuals: "individual", employers: "smallBusiness" } as const satisfies Record<string, Market>

// Whoever works for both does so in the markets of the agency.
const served = ({ agency, agent: { clientsServed = "both" } }: Member): Listing["clientsServed"] => {
  const only = (["individuals", "employers"] as const).filter((clients) => sellsIn(agency, marketOf[clients]))
  return clientsServed === "both" && only.length === 1 ? (only[0] as "individuals" | "employers") : clientsServed
}

const listing = (member: Member, sites: ReadonlyArray<Site>, away: number | undefined): Listing => {
  const { agency, agent } = member
  return {
    agentId: agent.agentId,
    name: fullName(agent.name),
    agencyName: agency.publicName,
    licence: agent.licence.number,
    languages: agent.languages,
    city: agent.place.city,
    county: agent.place.county,
    acceptsNewClients: agent.acceptsNewClients,
    clientsServed: served(member),
    ...(agent.publicEmail === undefined ? {} : { publicEmail: agent.publicEmail }),
    ...(agent.publicPhone === undefined ? {} : { publicPhone: agent.publicPhone }),
    ...(agent.expertise === undefined || agent.expertise.length === 0 ? {} : { expertise: agent.expertise }),
    ...(agent.bio === undefined ? {} : { bio: agent.bio }),
    ...(agent.photo === undefined ? {} : { photo: agent.photo }),
    ...(agent.eveningsAndWeekends === undefined ? {} : { eveningsAndWeekends: agent.eveningsAndWeekends }),
    sites,
    ...(away === undefined ? {} : { miles: away })
  }
}

const isOpen = ({ hours = [] }: Site, { time, weekday }: NonNullable<Criteria["openAt"]>): boolean =>
  hours.some((one) => one.weekday === weekday && one.opens <= time && time < one.closes)

/** A site that is all that is asked of one. @category models */
export interface Met {
  readonly city: string
  readonly county: string
  /** Miles from where somebody looks. */
  readonly away: number
}

/**
 * The sites that are all that is asked of one: who looks for somebody near and open on Sunday finds nobody who has one of
 * each.
 *
 * @rule DEL-02
 * @category queries
 */
export const meeting = (sites: ReadonlyArray<Site>, { near, openAt, zip }: Criteria): ReadonlyArray<Met> =>
  sites.flatMap((site): ReadonlyArray<Met> => {
    const { address, point } = site
    const away = near === undefined || point === undefined ? undefined : miles(point, near.point)
    const fits =
      (zip === undefined || address.zip.slice(0, 5) === zip.trim().slice(0, 5)) &&
      (openAt === undefined || isOpen(site, openAt)) &&
      (near === undefined || (away !== undefined && away <= near.miles))
    return fits ? [{ city: address.city, county: address.county, away: away ?? 0 }] : []
  })

const inPlace = ({ agent }: Member, met: ReadonlyArray<Met>, { city, county }: Criteria): boolean => {
  const has = (place: string | undefined, ...known: ReadonlyArray<string>) =>
    place === undefined || known.some((one) => fold(one) === fold(place.trim()))
  return has(county, agent.place.county) && has(city, agent.place.city, ...met.map((site) => site.city))
}

const forClients = ({ agency, agent: { clientsServed = "both" } }: Member, clients: Criteria["clients"]): boolean =>
  clients === undefined ||
  ((clientsServed === "both" || clientsServed === clients) && sellsIn(agency, marketOf[clients]))

/**
 * An agent as the directory shows the agent to who looks for something: absent when the agent does not fit, may not act
 * today, or does not want to be listed.
 *
 * **Rules**: DEL-02, DEL-08.
 *
 * @category queries
 */
export const find = (member: Member, criteria: Criteria, day: CalendarDate): Listing | undefined => {
  const { agency, agent } = member
  const { acceptsNewClients, clients, language, name, near } = criteria
  const sites = sitesOf(member)
  const met = meeting(sites, criteria)
  const fits =
    agent.listInDirectory &&
    Standing.isGood(member, day) &&
    (language === undefined || agent.languages.includes(language)) &&
    (acceptsNewClients !== true || agent.acceptsNewClients) &&
    forClients(member, clients) &&
    met.length > 0 &&
    inPlace(member, met, criteria) &&
    (name === undefined || isInName(agent.name, name, ` ${agency.publicName}`))
  return fits ? listing(member, sites, near && Math.min(...met.map(({ away }) => away))) : undefined
}

/**
 * Finds agents who may act today and want to be listed, by name; the nearest first for who looks near a point.
 *
 * **Rules**: DEL-02, DEL-08.
 *
 * @category queries
 */
export const search = (members: Iterable<Member>, criteria: Criteria, day: CalendarDate): ReadonlyArray<Listing> => {
  const found = Array.from(members).flatMap((member) => find(member, criteria, day) ?? [])
  const key = (one: Listing) => `${fold(one.name)} ${one.agentId}`
  return found.sort((a, b) => (a.miles ?? 0) - (b.miles ?? 0) || (key(a) < key(b) ? -1 : 1))
}

const isListed = ({ certification, listInDirectory }: Agent): boolean =>
  certification._tag === "Certified" && listInDirectory

/** The place of a listed agent among all, by last name and then by first; absent for who is not listed. @category encoding */
export const placeOf = (agent: Agent): string | undefined =>
  isListed(agent) ? `${plain(agent.name.last)}  ${plain(agent.name.first)}` : undefined

/** The place of a listed agent among those of the county. @category encoding */
export const placeInCounty = (agent: Agent): string | undefined => {
  const place = placeOf(agent)
  return place === undefined ? undefined : `${plain(agent.place.county)}|${place}`
}

/** The places of one county: the first, and the first that no longer belongs to it. @category encoding */
export const placesOfCounty = (county: string): { readonly from: string; readonly until: string } => {
  const name = plain(county.trim().normalize("NFC"))
  return { from: `${name}|`, until: `${name}}` }
}
