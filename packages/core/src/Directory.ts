/**
 * The public directory in which a consumer finds an agent ("Find Local Help").
 *
 * @since 0.1.0
 */
import type { CalendarDate } from "./CalendarDate.ts"
import { fullName, type Language } from "./Contact.ts"
import type { AgentId } from "./Id.ts"
import { fold } from "./SearchText.ts"
import type { Member } from "./Standing.ts"
import * as Standing from "./Standing.ts"

/** What a consumer looks for; every field that is given must fit. @category models */
export interface Criteria {
  readonly language?: Language
  readonly county?: string
  /** Part of the agent's or agency's name; case and accents do not matter. */
  readonly name?: string
  readonly acceptsNewClients?: boolean
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
  readonly publicEmail?: string
  readonly publicPhone?: string
}

const listing = ({ agency, agent }: Member): Listing => ({
  agentId: agent.agentId,
  name: fullName(agent.name),
  agencyName: agency.publicName,
  licence: agent.licence.number,
  languages: agent.languages,
  city: agent.place.city,
  county: agent.place.county,
  acceptsNewClients: agent.acceptsNewClients,
  ...(agent.publicEmail === undefined ? {} : { publicEmail: agent.publicEmail }),
  ...(agent.publicPhone === undefined ? {} : { publicPhone: agent.publicPhone })
})

/**
 * Finds agents who may act today and want to be listed, by name.
 *
 * **Rules**: DEL-02, DEL-08.
 *
 * @category queries
 */
export const search = (members: Iterable<Member>, criteria: Criteria, day: CalendarDate): ReadonlyArray<Listing> => {
  const name = criteria.name === undefined ? undefined : fold(criteria.name)
  const county = criteria.county === undefined ? undefined : fold(criteria.county)
  const found: Array<Listing> = []
  for (const member of members) {
    const { agency, agent } = member
    if (!agent.listInDirectory || !Standing.isGood(member, day)) continue
    if (criteria.language !== undefined && !agent.languages.includes(criteria.language)) continue
    if (criteria.acceptsNewClients === true && !agent.acceptsNewClients) continue
    if (county !== undefined && fold(agent.place.county) !== county) continue
    if (name !== undefined && !fold(`${fullName(agent.name)} ${agency.publicName}`).includes(name)) continue
    found.push(listing(member))
  }
  const key = (one: Listing) => `${fold(one.name)} ${one.agentId}`
  return found.sort((a, b) => (key(a) < key(b) ? -1 : 1))
}
