/**
 * Laws of what the directory shows of an agent, and of the places by which a county's agents are read in order.
 *
 * @since 0.1.0
 */
import * as fc from "fast-check"
import { all, type Law, make, same } from "./Law.ts"
import * as Sample from "./Sample.ts"

const optional = ["publicEmail", "publicPhone", "expertise", "bio", "eveningsAndWeekends"] as const

/** The public sees what is meant for it. @category laws */
export const showsWhatIsPublic = make({
  id: "directory-shows-what-is-public",
  sentence: "the directory shows everything that an agent has published and nothing else of the agent",
  rules: ["DEL-02"],
  input: fc.record({ n: fc.nat(3), fields: fc.subarray([...optional]), emptyList: fc.boolean() }),
  holds: ({ emptyList, fields, n }, rules) => {
    const { agent: made, ...place } = Sample.member(n)
    const everything = {
      publicEmail: Sample.shown(n).publicEmail,
      publicPhone: Sample.shown(n).publicPhone,
      expertise: ["families"] as never,
      bio: Sample.shown(n).bio,
      eveningsAndWeekends: true
    }
    const { bio: _b, eveningsAndWeekends: _e, expertise: _x, publicEmail: _m, publicPhone: _p, ...bare } = made
    const published = Object.fromEntries(fields.map((field) => [field, everything[field]]))
    const empty = emptyList ? { expertise: [] } : {}
    const agent = { ...bare, ...empty, ...published, acceptsNewClients: true, listInDirectory: true }
    return same(
      rules.directory.search([{ ...place, agent }], {}, Sample.today),
      [
        {
          agentId: agent.agentId,
          name: `${agent.name.first} ${agent.name.last}`,
          agencyName: place.agency.publicName,
          licence: agent.licence.number,
          languages: agent.languages,
          city: agent.place.city,
          county: agent.place.county,
          acceptsNewClients: true,
          clientsServed: agent.clientsServed ?? "both",
          ...published,
          sites: place.agency.sites
        }
      ],
      "what is shown"
    )
  }
})

// Names of which one begins with another, and one that people write in two ways.
const counties = ["Yolo", "Yolo Hills", "Yolobypass", "Yol", "San Benito", "San"] as const

/** A county is read by itself. @category laws */
export const aCountyByItself = make({
  id: "directory-a-county-by-itself",
  sentence:
    "the places of a county hold each of its listed agents and nobody of a county whose name begins alike, however the name is written",
  rules: ["DEL-02"],
  input: fc.record({
    of: fc.constantFrom(...counties),
    asked: fc.constantFrom(...counties),
    loud: fc.boolean(),
    listed: fc.constantFrom(true, true, true, false)
  }),
  holds: ({ asked, listed, loud, of }, rules) => {
    const { agent: made } = Sample.member(1)
    const agent = { ...made, listInDirectory: listed, place: { ...made.place, county: of } }
    const { from, until } = rules.directory.placesOfCounty(loud ? ` ${asked.toUpperCase()} ` : asked)
    const place = rules.directory.placeInCounty(agent)
    return all(
      same(place !== undefined, listed, "whether there is a place"),
      same(place !== undefined && from <= place && place < until, listed && of === asked, "whether it is found")
    )
  }
})

/** The laws of this module. @category laws */
export const laws = [showsWhatIsPublic, aCountyByItself] as ReadonlyArray<Law>
