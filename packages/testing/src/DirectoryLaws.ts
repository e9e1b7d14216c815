/**
 * Laws of what the directory shows of an agent, and of the places by which a county's agents are read in order.
 *
 * @since 0.1.0
 */
import type { Market } from "@agencybook/core/AgencyBusiness"
import type { Criteria } from "@agencybook/core/Directory"
import type { Site, Sites } from "@agencybook/core/Site"
import * as fc from "fast-check"
import { all, type Law, make, same } from "./Law.ts"
import * as Sample from "./Sample.ts"

const optional = ["publicEmail", "publicPhone", "expertise", "bio", "photo", "eveningsAndWeekends"] as const

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
      photo: Sample.photo(n),
      eveningsAndWeekends: true
    }
    const {
      bio: _b,
      eveningsAndWeekends: _e,
      expertise: _x,
      photo: _f,
      publicEmail: _m,
      publicPhone: _p,
      ...bare
    } = made
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

/** Clients are served where the agency sells. @category laws */
export const servesWhereTheAgencySells = make({
  id: "directory-serves-where-the-agency-sells",
  sentence:
    "who looks for somebody for a household or an employer finds agents who serve them in agencies that sell in that market, and whoever serves both is shown with the market of the agency",
  rules: ["DEL-02"],
  input: fc.record({
    serves: fc.constantFrom("individuals", "employers", "both", undefined),
    sells: fc.constantFrom<ReadonlyArray<Market> | undefined>(
      ["individual"],
      ["smallBusiness"],
      ["individual", "smallBusiness"],
      undefined
    ),
    clients: fc.constantFrom("individuals", "employers", undefined)
  }),
  holds: ({ clients, sells, serves }, rules) => {
    const { agency: made, agent: somebody, employment } = Sample.member(1)
    const { clientsServed: _, ...agent } = { ...somebody, listInDirectory: true }
    const { markets: _sold, ...agency } = made
    const member = {
      employment,
      agent: serves === undefined ? agent : { ...agent, clientsServed: serves },
      agency: sells === undefined ? agency : { ...agency, markets: sells }
    }
    const found = rules.directory.search([member], clients === undefined ? {} : { clients }, Sample.today)
    const willing = { individuals: serves !== "employers", employers: serves !== "individuals" }
    const able = {
      individuals: sells === undefined || sells.includes("individual"),
      employers: sells === undefined || sells.includes("smallBusiness")
    }
    const both = willing.individuals && willing.employers
    const shown = !both ? serves : !able.employers ? "individuals" : !able.individuals ? "employers" : "both"
    const fits = clients === undefined || (willing[clients] && able[clients])
    return same(
      found.map(({ clientsServed }) => clientsServed),
      fits ? [shown] : [],
      "who is found, and for whom"
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

const openedAt = ["06:00", "09:00", "12:00", "15:00"] as const
const closedAt = ["09:00", "12:00", "15:00", "18:00"] as const

/** Site `n` of an agency, in a city and a postal code of its own, open while no other one is. */
const siteAt = (n: number): Site =>
  ({
    siteId: `site-${n}`,
    name: `Branch ${n}`,
    address: { ...Sample.details(0).site, city: `Branchville ${n}`, zip: `9400${n}` },
    hours: [{ weekday: 1, opens: openedAt[n], closes: closedAt[n] }]
  }) as unknown as Site

/** Somebody of an agency with so many sites, whose profile names some. */
const memberAt = (count: number, named: ReadonlyArray<number>, ofAnother = false) => {
  const { agency, agent, employment } = Sample.member(1)
  const sites = Array.from({ length: count }, (_, n) => siteAt(n)) as unknown as Sites
  const told = {
    siteIds: named.map((n) => siteAt(n).siteId),
    sitesOf: ofAnother ? Sample.agencyId(1) : agency.agencyId
  }
  return { employment, agency: { ...agency, sites }, agent: { ...agent, ...(named.length === 0 ? {} : told) } }
}

/** Where somebody works is shown. @category laws */
export const whereTheAgentWorks = make({
  id: "directory-shows-where-the-agent-works",
  sentence:
    "of an agent the directory shows exactly the sites at which the agent works, in the order of the agency; what the agency no longer has, and what was named of another agency, counts for nothing, and where nothing is left it shows all",
  rules: ["DEL-02", "AGY-08"],
  runs: 300,
  input: fc.record({
    count: fc.integer({ min: 1, max: 4 }),
    named: fc.shuffledSubarray([0, 1, 2, 3]),
    ofAnother: fc.constantFrom(false, false, true)
  }),
  holds: ({ count, named, ofAnother }, rules) => {
    const member = memberAt(count, named, ofAnother)
    const left = ofAnother ? [] : named.filter((n) => n < count).sort()
    const expected = (left.length === 0 ? [0, 1, 2, 3].slice(0, count) : left).map(siteAt)
    const [listing] = rules.directory.search([member], {}, Sample.today)
    return same(listing?.sites, expected, "the sites")
  }
})

/** Nobody is found where somebody else works. @category laws */
export const foundWhereTheAgentWorks = make({
  id: "directory-finds-where-the-agent-works",
  sentence:
    "an agent is found by city, postal code and hours of exactly the sites at which the agent works, and of no other site of the agency",
  rules: ["DEL-02", "AGY-08"],
  runs: 300,
  input: fc.record({
    named: fc.subarray([0, 1, 2, 3]),
    asked: fc.integer({ min: 0, max: 3 }),
    by: fc.constantFrom("city", "zip", "openAt" as const)
  }),
  holds: ({ asked, by, named }, rules) => {
    const { address, hours: [hours] = [] } = siteAt(asked)
    const criteria: Record<typeof by, Criteria> = {
      city: { city: address.city },
      zip: { zip: address.zip },
      openAt: hours === undefined ? {} : { openAt: { weekday: 1, time: hours.opens } }
    }
    const found = rules.directory.search([memberAt(4, named)], criteria[by], Sample.today)
    return same(found.length, named.length === 0 || named.includes(asked) ? 1 : 0, "how many were found")
  }
})

type Point = NonNullable<Site["point"]>

/** Miles between two points of a ball by the chord between them, which shares no formula with the rules. */
const apart = (one: Point, other: Point): number => {
  const place = ({ latitude, longitude }: Point) => {
    const [north, east] = [latitude, longitude].map((degrees) => (degrees / 180) * Math.PI) as [number, number]
    return [Math.cos(north) * Math.cos(east), Math.cos(north) * Math.sin(east), Math.sin(north)]
  }
  const [a, b] = [place(one), place(other)]
  const chord = Math.hypot(...a.map((value, n) => value - (b[n] ?? 0)))
  return 2 * 3_958.7613 * Math.asin(Math.min(1, chord / 2))
}

const aPoint = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      latitude: fc.integer({ min: 36, max: 40 }),
      longitude: fc.integer({ min: -123, max: -119 })
    })
  },
  {
    weight: 1,
    arbitrary: fc.record({
      latitude: fc.integer({ min: -90, max: 90 }),
      longitude: fc.integer({ min: -180, max: 180 })
    })
  }
)

/** Who looks near a point finds who is near, and is told how near. @category laws */
export const nearAPoint = make({
  id: "directory-finds-near-a-point",
  sentence:
    "who looks near a point finds exactly the agents of whom a site where they work lies within the miles that were asked for, the nearest first, each with the distance to the nearest of these sites; a site whose point nobody has told is not found",
  rules: ["DEL-02", "AGY-08"],
  runs: 300,
  input: fc.record({
    here: aPoint,
    miles: fc.constantFrom(0, 50, 150, 300, 9_000, 13_000, Number.POSITIVE_INFINITY, Number.NaN, -1),
    agents: fc.array(
      fc.record({
        points: fc.array(fc.option(aPoint, { nil: undefined }), { minLength: 1, maxLength: 4 }),
        named: fc.subarray([0, 1, 2, 3])
      }),
      { minLength: 1, maxLength: 4 }
    )
  }),
  holds: ({ agents, here, miles }, rules) => {
    const members = agents.map(({ named, points }, n) => {
      const member = memberAt(points.length, named)
      const sites = member.agency.sites.map((site, at) => {
        const point = points[at]
        return point === undefined ? site : { ...site, point }
      }) as unknown as Sites
      return { ...member, agency: { ...member.agency, sites }, agent: { ...member.agent, agentId: Sample.agentId(n) } }
    })
    const away = agents.map(({ named, points }) => {
      const worksAt = named.filter((n) => n < points.length)
      const met = worksAt.length === 0 ? points : worksAt.map((n) => points[n])
      return Math.min(...met.flatMap((point) => (point === undefined ? [] : [apart(point, here)])))
    })
    // A hair's breadth around the border both answers are right.
    const border = away.some((one) => Math.abs(one - miles) < 1e-3)
    const expected = border
      ? []
      : away
          .flatMap((one, n) => (Number.isFinite(one) && one <= miles ? [{ n, one }] : []))
          .sort((a, b) => (Math.abs(a.one - b.one) < 1e-3 ? a.n - b.n : a.one - b.one))
    const found = border ? [] : rules.directory.search(members, { near: { point: here, miles } }, Sample.today)
    return all(
      same(
        found.map(({ agentId }) => agentId).toSorted(),
        expected.map(({ n }) => Sample.agentId(n)).toSorted(),
        "who is found"
      ),
      same(
        found.map((listing) => Math.round((listing.miles ?? -1) * 100) / 100),
        expected.map(({ one }) => Math.round(one * 100) / 100),
        "how far away they are"
      )
    )
  }
})

/** The laws of this module. @category laws */
export const laws = [
  showsWhatIsPublic,
  servesWhereTheAgencySells,
  aCountyByItself,
  whereTheAgentWorks,
  foundWhereTheAgentWorks,
  nearAPoint
] as ReadonlyArray<Law>
