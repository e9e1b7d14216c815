import * as Id from "@agencybook/core/Id"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Portal from "../src/Portal.ts"
import * as Queries from "../src/Queries.ts"
import * as portal from "./fixture/portal.ts"

const { agent, consumer, envelope, exchange, profile, readAll, start, story, system, term, told, viewer } = portal
type Criteria = Parameters<typeof Queries.directory>[1]

const counties = ["Alpine", "Doña Ana", "Fresno"]
const names = ["Ng", "Öst", "Abel", "Zuñiga", "Lee", "abbot"]
/** Certified agents of the first agency: two in each of three counties, every third not listed. */
const listed = {
  _tag: "RecordRoster",
  agencies: [],
  agents: Array.from({ length: 18 }, (_, n) => ({
    agentId: `listed-${n}`,
    agencyId: "agency-0",
    profile: {
      ...profile(100 + n),
      name: { first: "Mia", last: names[n % 6] },
      loginEmail: `listed${n}@login.example`,
      place: { city: "Town", county: counties[Math.floor(n / 6)] },
      listInDirectory: n % 3 !== 2,
      clientsServed: n % 2 === 0 ? "individuals" : "both"
    },
    manager: false,
    certification: { state: "Certified", term: { ...term, number: String(5_000_001_000 + n) } },
    employment: "Active"
  }))
}
const pages = (criteria: Criteria, limit: number) =>
  readAll((place) => Queries.directory(viewer(consumer(0)), criteria, { limit, ...(place && { after: place }) }))
const ids = (found: ReadonlyArray<ReadonlyArray<{ readonly agentId: string }>>) =>
  found.flat().map(({ agentId }) => agentId as string)

describe("Queries: the directory page by page", () => {
  story(
    "gives agents by name, and those of a county without minding case and accents [DEL-02]",
    Effect.gen(function* () {
      yield* told(system, listed)
      const whole = yield* pages({}, 1000)
      assert.strictEqual(whole.flat().length, 16)
      for (const limit of [1, 3, 5, 16]) assert.deepStrictEqual(ids(yield* pages({}, limit)), ids(whole))
      assert.deepStrictEqual(
        whole.flat().map(({ name }) => name.split(" ")[1]),
        [
          ...["Lee", "Lee", "Lee", "Ng", "Ng", "Ng", "Öst", "Öst", "Öst"],
          ...["Reyesa", "Reyesb", "Reyesc", "Reyesd", "Zuñiga", "Zuñiga", "Zuñiga"]
        ]
      )
      const county = yield* pages({ county: " DONA ana" }, 2)
      assert.deepStrictEqual(ids(county), ["listed-10", "listed-6", "listed-7", "listed-9"])
      assert.deepStrictEqual(
        county.map((rows) => rows.length),
        [2, 2]
      )
      assert.deepStrictEqual(ids(yield* pages({ county: "Doña" }, 5)), [])
      assert.deepStrictEqual(ids(yield* pages({ county: "Fresno", name: "zuniga" }, 1)), ["listed-15"])
      assert.deepStrictEqual(ids(yield* pages({ clients: "employers", name: "mia" }, 2)).toSorted(), [
        ...["listed-1", "listed-13", "listed-15", "listed-3", "listed-7", "listed-9"]
      ])
    })
  )

  story(
    "tells who can be met near a point, and how far it is [DEL-02]",
    Effect.gen(function* () {
      yield* told(system, listed)
      const address = { street: "9 Elm", city: "Yreka", county: "Siskiyou", state: "CA", zip: "96097" }
      const point = { latitude: 41.7354, longitude: -122.6345 }
      const near = (miles: number) =>
        pages({ near: { point: { latitude: 41.3099, longitude: -122.3106 }, miles } }, 1000)
      assert.deepStrictEqual(ids(yield* near(10_000)), [])
      const site = { siteId: "north", name: "North", address, point }
      yield* told(agent(0), { _tag: "SetAgencySite", agencyId: "agency-0", site })
      const found = (yield* near(34)).flat()
      assert.strictEqual(found.filter(({ agentId }) => agentId.startsWith("listed-")).length, 12)
      // Mount Shasta City is 34 miles from Yreka as the crow flies.
      assert.deepStrictEqual([...new Set(found.map(({ miles = 0 }) => Math.round(miles * 10) / 10))], [33.8])
      assert.deepStrictEqual(ids(yield* near(33)), [])
    })
  )

  story(
    "finds an agent at the sites where the agent works, once a manager or the agent has said so [AGY-08]",
    Effect.gen(function* () {
      yield* told(system, listed)
      const address = { street: "9 Elm", city: "Yreka", county: "Siskiyou", state: "CA", zip: "96097" }
      const north = { siteId: "north", name: "North", address }
      yield* told(agent(0), { _tag: "SetAgencySite", agencyId: "agency-0", site: north })
      const edit = (siteIds: ReadonlyArray<string>) => {
        const { acceptsNewClients, languages, publicEmail, publicPhone } = profile(101)
        const shown = { acceptsNewClients, languages, publicEmail, publicPhone, listInDirectory: true, siteIds }
        return { _tag: "EditAgentProfile", agentId: "listed-1", profile: shown }
      }
      const inYreka = Effect.map(pages({ city: "Yreka", county: "Alpine" }, 10), ids)
      const everybody = yield* inYreka
      assert.include(everybody, "listed-1")
      yield* told(agent(0), edit(["main"]))
      assert.deepStrictEqual(
        yield* inYreka,
        everybody.filter((one) => one !== "listed-1")
      )
      yield* told(agent(0), edit(["north"]))
      assert.deepStrictEqual(yield* inYreka, everybody)
      const refused = yield* Effect.flip(portal.execute(envelope(agent(0), edit(["north", "south"]))))
      assert.deepInclude(refused, { code: "UnknownSite", rule: "AGY-08" })
      // What the agency no longer has is nowhere: the agent works at all sites that are left.
      yield* told(agent(0), { _tag: "RemoveAgencySite", agencyId: "agency-0", siteId: "north" })
      const [found] = (yield* pages({ name: "ost", county: "Alpine" }, 10)).flat()
      assert.deepStrictEqual(
        found?.sites.map(({ siteId }) => siteId as string),
        ["main"]
      )
      assert.deepStrictEqual(yield* inYreka, [])
    })
  )

  story(
    "shows the photo that an agent has given until the agent gives a profile without one",
    Effect.gen(function* () {
      yield* told(system, listed)
      const { acceptsNewClients, languages, publicEmail, publicPhone } = profile(101)
      const shown = { acceptsNewClients, languages, publicEmail, publicPhone, listInDirectory: true }
      const photo = {
        ...{ documentId: "photo-1", name: "Mia.jpg", mediaType: "image/jpeg", bytes: 210_000 },
        sha256: "cd".repeat(32)
      }
      const edit = (over: object) => ({ _tag: "EditAgentProfile", agentId: "listed-1", profile: { ...shown, ...over } })
      const seen = Effect.gen(function* () {
        const [found] = (yield* pages({ name: "ost", county: "Alpine" }, 10)).flat()
        const account = yield* Queries.agentAccount(viewer(agent(0)), Id.make("agency-0"), Id.make("listed-1"))
        return [found?.photo, account.value.agent?.photo]
      })
      yield* told(agent(0), edit({ photo }))
      assert.deepStrictEqual<unknown>(yield* seen, [photo, photo])
      const wrong = { ...photo, mediaType: "image/gif", bytes: 5_000_001 }
      const refused = yield* Effect.flip(portal.execute(envelope(agent(0), edit({ photo: wrong }))))
      const path = ["command", "profile", "photo"]
      assert.deepNestedInclude(refused, {
        issues: [
          {
            path: [...path, "mediaType"],
            message: "is none of `image/jpeg`, `image/png`; send one of them, letter by letter"
          },
          {
            path: [...path, "bytes"],
            message: "expected the size of the photo in bytes, at most 5 MB; make a larger one smaller"
          }
        ]
      })
      assert.deepStrictEqual<unknown>(yield* seen, [photo, photo])
      yield* told(agent(0), edit({}))
      assert.deepStrictEqual(yield* seen, [undefined, undefined])
    })
  )

  story(
    "gives agents of every script, in the order of their characters",
    Effect.gen(function* () {
      const rare = ["\u{20bb7}田", "Ｏno", "Ｚed"]
      const agents = listed.agents.slice(0, 5).filter((one) => one.profile.listInDirectory)
      const renamed = agents.slice(0, 3).map((one, n) => ({
        ...one,
        profile: { ...one.profile, name: { first: "Mia", last: rare[n] } }
      }))
      yield* told(system, { ...listed, agents: renamed })
      for (const limit of [1, 2, 100])
        assert.deepStrictEqual(
          (yield* pages({}, limit))
            .flat()
            .map(({ name }) => name.split(" ")[1])
            .slice(-3),
          ["Ｏno", "Ｚed", "\u{20bb7}田"]
        )
    })
  )

  story(
    "neither loses nor repeats an agent while others are suspended and reinstated",
    Effect.gen(function* () {
      yield* told(system, listed)
      const whole = ids(yield* pages({}, 1000))
      let n = 0
      const between = Effect.suspend(() => {
        n += 1
        const agentId = whole[(n * 5) % whole.length] as string
        return told(exchange, { _tag: "SuspendAgent", agentId, reason: "under-investigation" }).pipe(Effect.ignoreCause)
      })
      const seen = ids(
        yield* readAll(
          (place) => Queries.directory(viewer(consumer(0)), {}, { limit: 2, ...(place && { after: place }) }),
          between
        )
      )
      assert.strictEqual(new Set(seen).size, seen.length)
      const now = ids(yield* pages({}, 1000))
      assert.isBelow(now.length, whole.length)
      for (const one of now) assert.include(seen, one)
    })
  )

  it("takes what a consumer types, and refuses what cannot be read", async () => {
    const one = Portal.make({ now: () => start })
    try {
      for (const command of [portal.roster, listed])
        assert.isTrue((await one.executeUnknown(envelope(system, command))).ok)
      const who = { actor: consumer(0) }
      const site = { siteId: "main", name: "Office", address: portal.details(0).site }
      const hours = [{ weekday: 2, opens: "09:00", closes: "17:00" }]
      const point = { latitude: 38.5816, longitude: -121.4944 }
      const told = await one.executeUnknown(
        envelope(agent(0), {
          _tag: "SetAgencySite",
          agencyId: "agency-0",
          site: { ...site, hours, point },
          primary: true
        })
      )
      assert.isTrue(told.ok)
      const count = async (criteria: Parameters<typeof one.directory>[1]) => {
        const found = await one.directory(who, criteria, { limit: 100 })
        return found.ok ? found.value.rows.length : found.refusal.message
      }
      assert.strictEqual(await count({ zip: "95814" }), 16)
      assert.strictEqual(await count({ openAt: { weekday: 2, time: "16:59" } }), 15)
      assert.strictEqual(await count({ openAt: { weekday: 2, time: "17:00" } }), 0)
      assert.strictEqual(await count({ city: "town" }), 12)
      // From San Francisco to Sacramento it is 75 miles as the crow flies.
      const here = { latitude: 37.774_929_5, longitude: -122.419_415_5 }
      assert.strictEqual(await count({ near: { point: here, miles: 80 } }), 15)
      assert.strictEqual(await count({ near: { point: here, miles: 70 } }), 0)
      for (const bad of [
        { near: { point: here, miles: -1 } },
        { near: { point: here, miles: Number.NaN } },
        { near: { point: { ...here, latitude: 91 }, miles: 1 } },
        { near: { miles: 1 } as never },
        { zip: "1" },
        { openAt: { weekday: 8, time: "09:00" } },
        { openAt: { weekday: 1, time: "9" } },
        { clients: "pets" as never },
        { county: "x".repeat(201) }
      ])
        assert.deepNestedInclude(await one.directory(who, bad, { limit: 1 }), {
          ok: false,
          "refusal._tag": "Malformed"
        })
    } finally {
      await one.close()
    }
  })
})
