import { assert, describe, it } from "@effect/vitest"
import type { Agent } from "../src/Agent.ts"
import * as Directory from "../src/Directory.ts"
import * as Sample from "./fixture/sample.ts"

const listed = (n: number, over: Partial<Agent> = {}) => {
  const member = Sample.member(n)
  return { ...member, agent: { ...member.agent, ...over } }
}
const named = (n: number, first: string, last: string) => listed(n, { name: { first, last } as Agent["name"] })
const found = (members: Parameters<typeof Directory.search>[0], criteria: Directory.Criteria = {}) =>
  Directory.search(members, criteria, Sample.today).map(({ name }) => name)

describe("Directory", () => {
  it("lists agents who may act and want to be listed, by name [DEL-08]", () => {
    const members = [
      named(1, "Zoë", "Ng"),
      named(2, "Ánna", "Lee"),
      named(3, "anna", "Lea"),
      { ...Sample.member(4, { locked: true }) },
      { ...Sample.member(5, { certification: Sample.certification("Suspended") }) },
      listed(6, { listInDirectory: false })
    ]
    assert.deepStrictEqual(found(members), ["anna Lea", "Ánna Lee", "Zoë Ng"])
  })

  it("finds by language, county, willingness and part of a name, without minding case and accents", () => {
    const spanish = listed(1, { languages: ["en", "es"] as unknown as Agent["languages"] })
    const busy = listed(2, { acceptsNewClients: false })
    const away = listed(3, { place: { city: "Fresno", county: "Fresno" } })
    const name = named(4, "José", "Ibáñez")
    const members = [spanish, busy, away, name]
    const only = (criteria: Directory.Criteria) =>
      Directory.search(members, criteria, Sample.today).map(({ agentId }) => agentId)
    assert.deepStrictEqual(only({ language: "es" as never }), [spanish.agent.agentId])
    assert.deepStrictEqual(only({ county: "FRESNO" }), [away.agent.agentId])
    assert.deepStrictEqual(only({ city: " fresno " }), [away.agent.agentId])
    assert.deepStrictEqual(only({ name: " jose iban " }), [name.agent.agentId])
    assert.notInclude(only({ acceptsNewClients: true }), busy.agent.agentId)
    assert.include(only({ acceptsNewClients: false }), busy.agent.agentId)
    assert.deepStrictEqual(only({ name: "jose iban" }), [name.agent.agentId])
    assert.strictEqual(only({ name: "agency 0" }).length, 4)
    assert.isEmpty(only({ name: "nobody" }))
  })

  it("finds by city and postal code of the sites, by whom an agent works for, and by hours", () => {
    const hours = [
      { weekday: 1, opens: "09:00", closes: "12:00" },
      { weekday: 6, opens: "10:00", closes: "14:00" }
    ]
    const main = Sample.member(1)
    const branch = {
      siteId: "branch",
      name: "Branch",
      address: { street: "9 Elm", city: "Clovis", county: "Fresno", state: "CA", zip: "93611-1234" },
      hours
    }
    const both = {
      ...main,
      agency: { ...main.agency, sites: [...main.agency.sites, branch] }
    } as unknown as typeof main
    const employers = listed(2, { clientsServed: "employers" })
    const members = [both, employers]
    const only = (criteria: object) =>
      Directory.search(members, criteria as Directory.Criteria, Sample.today).map(({ agentId }) => agentId as string)
    assert.deepStrictEqual(only({ zip: "93611" }), ["agent-1"])
    assert.deepStrictEqual(only({ zip: " 93611-9999 " }), ["agent-1"])
    assert.deepStrictEqual(only({ zip: "9361" }), [])
    assert.deepStrictEqual(only({ city: "CLOVIS" }), ["agent-1"])
    // The county is the agent's own.
    assert.deepStrictEqual(only({ county: "Fresno" }), [])
    assert.deepStrictEqual(only({ clients: "individuals" }), ["agent-1"])
    assert.deepStrictEqual(only({ clients: "employers" }), ["agent-1", "agent-2"])
    const open = (weekday: number, time: string) => only({ openAt: { weekday, time } })
    assert.deepStrictEqual(open(1, "09:00"), ["agent-1"])
    for (const [weekday, time] of [
      [1, "12:00"],
      [1, "08:59"],
      [2, "10:00"]
    ] as const)
      assert.deepStrictEqual(open(weekday, time), [], `${weekday} ${time}`)
    const [first] = Directory.search(members, { zip: "93611" }, Sample.today)
    assert.deepStrictEqual([first?.clientsServed, first?.sites.length], ["both", 2])
  })

  it("shows and finds an agent only at the sites where the agent works, as far as the agency has them [AGY-08]", () => {
    const main = Sample.member(1)
    const { address, name } = main.agency.sites[0]
    const branch = (siteId: string, city: string, zip: string) => ({
      siteId,
      name,
      address: { ...address, city, zip },
      hours: [{ weekday: 2, opens: "09:00", closes: "12:00" }]
    })
    const sites = [main.agency.sites[0], branch("north", "Yreka", "96097"), branch("south", "Blythe", "92225")]
    const working = (siteIds: ReadonlyArray<string>, sitesOf = "agency-0") =>
      ({
        ...main,
        agency: { ...main.agency, sites },
        agent: { ...main.agent, siteIds, sitesOf }
      }) as unknown as typeof main
    const seen = (member: typeof main, criteria: object = {}) =>
      Directory.search([member], criteria as Directory.Criteria, Sample.today).flatMap((one) =>
        one.sites.map(({ siteId }) => siteId as string)
      )
    assert.deepStrictEqual(seen(working(["south", "main"])), ["main", "south"])
    assert.deepStrictEqual(seen(working(["north", "closed"])), ["north"])
    for (const all of [working([]), working(["closed"]), working(["north"], "agency-1")])
      assert.deepStrictEqual(seen(all), ["main", "north", "south"])
    assert.deepStrictEqual(seen(working(["north"]), { city: "yreka" }), ["north"])
    for (const elsewhere of [{ city: "Blythe" }, { zip: "92225" }])
      assert.deepStrictEqual(seen(working(["north"]), elsewhere), [])
    const openAt = { weekday: 2, time: "10:00" }
    assert.deepStrictEqual(seen(working(["main"]), { openAt }), [])
    assert.deepStrictEqual(seen(working(["south"]), { openAt }), ["south"])
    // The own city of the agent is asked as well.
    assert.deepStrictEqual(seen(working(["north"]), { city: main.agent.place.city }), ["north"])
  })

  it("shows the photo of whoever has one, whole, and says nothing of one to whoever has none", () => {
    const [pictured, plain] = Directory.search([listed(1, { photo: Sample.photo(1) }), listed(2)], {}, Sample.today)
    assert.deepStrictEqual(pictured?.photo, Sample.photo(1))
    assert.strictEqual(plain?.agentId, Sample.agentId(2))
    assert.notProperty(plain, "photo")
  })

  it("has places by name for who is listed, those of a county together", () => {
    const place = (first: string, last: string, county = "Doña Ana", over: Partial<Agent> = {}) =>
      Directory.placeInCounty({ ...named(1, first, last).agent, place: { city: "x", county }, ...over })
    const { from, until } = Directory.placesOfCounty(" dona ANA ")
    const inside = (key: string | undefined) => key !== undefined && from <= key && key < until
    const order = [place("Zoë", "Ábel"), place("Ana", "ABELL"), place("Bo", "Abell"), place("A", "Ñu")]
    assert.isTrue(order.every(inside))
    assert.deepStrictEqual([...order].sort(), order)
    for (const other of ["Doña Anas", "Doña", "Dona An", "x"]) assert.isFalse(inside(place("Ana", "Lee", other)), other)
    assert.isUndefined(place("Ana", "Lee", "Doña Ana", { listInDirectory: false }))
    assert.isUndefined(Directory.placeOf(Sample.agent(1, { certification: Sample.certification("Suspended") })))
  })

  it("shows nothing private", () => {
    const text = JSON.stringify(Directory.search([Sample.member(1)], {}, Sample.today))
    for (const secret of ["login.example", "1000001", "certification"]) assert.notInclude(text, secret)
  })

  it("finds by one site that fits all that is asked of one, and tells how far that one is", () => {
    const { agency, ...one } = listed(1)
    const [main] = agency.sites
    const at = (siteId: string, zip: string, latitude: number | undefined, weekday: number) => ({
      ...main,
      siteId: siteId as never,
      address: { ...main.address, zip: zip as never, city: `City ${siteId}` as never },
      ...(latitude === undefined ? {} : { point: { latitude, longitude: -121 } }),
      hours: [{ weekday, opens: "09:00" as never, closes: "17:00" as never }]
    })
    const sites = [at("a", "94001", 38, 1), at("b", "94002", 39, 7), at("c", "94003", undefined, 3)] as const
    const member = { ...one, agency: { ...agency, sites } }
    const near = (latitude: number, miles: number) => ({ near: { point: { latitude, longitude: -121 }, miles } })
    const away = (criteria: Directory.Criteria) =>
      Directory.search([member], criteria, Sample.today).map(({ miles }) => miles && Math.round(miles))
    assert.deepStrictEqual(away(near(38, 0)), [0])
    assert.deepStrictEqual(away(near(39, 5)), [0])
    assert.deepStrictEqual(away(near(38.5, 34)), [])
    assert.deepStrictEqual(away(near(38.5, 36)), [35])
    assert.deepStrictEqual(away(near(0, Number.POSITIVE_INFINITY)), [2626])
    assert.deepStrictEqual(away({}), [undefined])
    const sunday = { openAt: { weekday: 7, time: "10:00" as never } }
    assert.deepStrictEqual(away({ ...near(38, 5), ...sunday }), [])
    assert.deepStrictEqual(away({ ...near(38, 100), ...sunday }), [69])
    assert.deepStrictEqual(away({ zip: "94001", ...sunday }), [])
    assert.deepStrictEqual(away({ zip: "94002", ...sunday, city: "city b" }), [undefined])
    assert.deepStrictEqual(away({ zip: "94002", city: "city a" }), [])
    assert.deepStrictEqual(away({ ...near(38, 5), zip: "94002" }), [])
    assert.deepStrictEqual(away({ ...near(38, 5), zip: "94003" }), [])
  })
})
