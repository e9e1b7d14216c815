import { assert, describe, it } from "@effect/vitest"
import * as Agent from "../src/Agent.ts"
import * as AgentProfile from "../src/AgentProfile.ts"
import { calheers } from "../src/Policy.ts"
import { virginia } from "../src/PolicyPreset.ts"
import * as Sample from "./fixture/sample.ts"

const agentId = Sample.agentId(1)
const shown = (over: Partial<Agent.Shown> = {}): Agent.Shown => ({
  languages: Sample.profile().languages,
  acceptsNewClients: false,
  listInDirectory: false,
  ...over
})
const edit = (profile: Agent.Shown, agent = Sample.agent(1), actor = Sample.asAgent(1), policy = calheers) =>
  AgentProfile.decide({ _tag: "EditAgentProfile", agentId, profile }, { agent }, Sample.context({ actor, policy }))

describe("AgentProfile", () => {
  it("takes the place of what was shown before, as a whole", () => {
    const agent = { ...Sample.agent(1), bio: "Of before." as Agent.Bio, clientsServed: "both" as const }
    const answer = edit(shown({ expertise: ["dental"] }), agent)
    assert.strictEqual(answer._tag, "Accepted")
    const next = (answer._tag === "Accepted" ? answer.events : []).reduce(Agent.evolve, agent)
    assert.deepStrictEqual(Agent.shownOf(next), shown({ expertise: ["dental"] }))
    assert.deepStrictEqual(next.name, agent.name)
  })

  it("takes an empty list of expertise as none: said where none was, it changes nothing; said where some was, it takes it away", () => {
    const none = { ...Sample.agent(1), listInDirectory: false }
    const agent = { ...none, expertise: ["dental" as const] }
    const empty = { ...Agent.shownOf(none), expertise: [] }
    assert.deepStrictEqual(edit(empty, none), { _tag: "Accepted", events: [] })
    const answer = edit(empty, agent)
    const next = (answer._tag === "Accepted" ? answer.events : []).reduce(Agent.evolve, agent)
    assert.deepStrictEqual(next, none)
  })

  it("has the photo that was given last, and none where none was given", () => {
    const after = (agent: Agent.Agent, photo?: Agent.Photo) => {
      const answer = edit(shown(photo && { photo }), agent)
      return (answer._tag === "Accepted" ? answer.events : []).reduce(Agent.evolve, agent)
    }
    const first = after(Sample.agent(1), Sample.photo(1))
    assert.deepStrictEqual(first.photo, Sample.photo(1))
    // A file that was taken again under the same name.
    const retaken = Sample.photo(1, { sha256: "ef".repeat(32) })
    assert.deepStrictEqual(after(first, retaken).photo, retaken)
    assert.notProperty(after(first), "photo")
  })

  it("takes the same photo as no change, in whatever order a store gives back what is said of it", () => {
    const { bytes, documentId, mediaType, name, sha256 } = Sample.photo(1)
    const agent = { ...Sample.agent(1), photo: { name, bytes, sha256, mediaType, documentId } }
    const same = { ...Agent.shownOf(Sample.agent(1)), photo: Sample.photo(1) }
    assert.deepStrictEqual(edit(same, agent), { _tag: "Accepted", events: [] })
  })

  it("names sites of the agency in which the agent works, and no others [AGY-08]", () => {
    const agency = Sample.agency(0)
    const [main] = agency.sites
    const at = (siteIds: ReadonlyArray<string>, agent = Sample.agent(1), of: typeof agency | undefined = agency) =>
      AgentProfile.decide(
        { _tag: "EditAgentProfile", agentId, profile: shown({ siteIds: siteIds as Agent.Shown["siteIds"] & {} }) },
        { agent, agency: of },
        Sample.context()
      )
    const first = at([main.siteId])
    const profile = shown({ siteIds: [main.siteId] })
    assert.deepStrictEqual(first, {
      _tag: "Accepted",
      events: [{ _tag: "AgentProfileEdited", agentId, profile, sitesOf: agency.agencyId }]
    })
    const next = (first._tag === "Accepted" ? first.events : []).reduce(Agent.evolve, Sample.agent(1))
    assert.deepStrictEqual([next.siteIds, next.sitesOf], [[main.siteId], agency.agencyId])
    assert.deepStrictEqual(at([main.siteId], next), { _tag: "Accepted", events: [] })
    // The same word means another place in another agency.
    const moved = at([main.siteId], next, { ...agency, agencyId: Sample.agencyId(1) })
    assert.strictEqual(moved._tag === "Accepted" ? moved.events.length : 0, 1)
    assert.deepInclude(at([main.siteId, "closed"]), {
      code: "UnknownSite",
      rule: "AGY-08",
      facts: { agencyId: agency.agencyId, siteId: "closed" }
    })
    assert.deepInclude(edit(profile), { code: "SitesWithoutAgency", rule: "AGY-08" })
    const emptied = at([], next)
    const all = (emptied._tag === "Accepted" ? emptied.events : []).reduce(Agent.evolve, next)
    assert.isFalse("siteIds" in all || "sitesOf" in all)
  })

  it("lists nobody whom nobody could reach [DEL-02]", () => {
    assert.deepInclude(edit(shown({ listInDirectory: true })), { code: "ListedWithoutContact", rule: "DEL-02" })
  })

  it("is for the agency in Virginia only while the agent is certified, and for nobody once all is over [AGY-04]", () => {
    const pending = Sample.agent(1, { certification: Sample.certification("Pending") })
    const byManager = (agent: Agent.Agent, policy = virginia) => edit(shown(), agent, Sample.asAgent(0), policy)._tag
    assert.deepStrictEqual(
      [byManager(pending), byManager(pending, calheers), byManager(Sample.agent(1))],
      ["Refused", "Accepted", "Accepted"]
    )
    assert.strictEqual(edit(shown(), pending, Sample.asAgent(1), virginia)._tag, "Accepted")
    const dead = Sample.agent(1, { certification: Sample.certification("Deceased") })
    assert.deepInclude(edit(shown(), dead, Sample.exchange as never), { code: "ProfileClosed" })
  })

  it("takes a bio of plain text, with line breaks, of at most 1,000 characters", () => {
    assert.strictEqual(Agent.bio.read(" Hello.\nGood day. "), "Hello.\nGood day.")
    for (const text of ["", " ", "a".repeat(1_001), "a\u0000b", "a\u202Eb"]) assert.isUndefined(Agent.bio.read(text))
    assert.isDefined(Agent.bio.read("a".repeat(1_000)))
  })
})
