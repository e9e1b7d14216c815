import { assert, describe, it } from "@effect/vitest"
import * as Agent from "../src/Agent.ts"
import * as Dates from "../src/CalendarDate.ts"
import type { Event } from "../src/Certification.ts"
import type { Licence } from "../src/Licence.ts"
import * as LicenceCheck from "../src/LicenceCheck.ts"
import * as Sample from "./fixture/sample.ts"

const agentId = Sample.agentId(1)
const { licence } = Sample.profile(1)
const say = (over: Partial<Licence>, agent: Agent.Agent = Sample.agent(1), at = Sample.now) => {
  const decided = LicenceCheck.decide(
    { _tag: "RecordLicence", agentId, licence: { ...licence, ...over } },
    { agent, holder: undefined, npnHolder: undefined },
    Sample.context({ actor: Sample.system, at })
  )
  if (decided._tag === "Refused") return assert.fail(decided.message)
  const events: ReadonlyArray<Event> = decided.events
  return events.reduce(Agent.evolve, agent)
}

describe("LicenceCheck", () => {
  it("gives a number to nobody else than its holder [AGT-01]", () => {
    const refused = LicenceCheck.decide(
      { _tag: "RecordLicence", agentId, licence },
      { agent: Sample.agent(1), holder: Sample.agentId(2), npnHolder: undefined },
      Sample.context()
    )
    assert.deepInclude(refused, { code: "LicenceInUse", rule: "AGT-01" })
    const said = (holder?: typeof agentId) => LicenceCheck.licenceInUse({ agentId, ...(holder && { holder }) }).message
    assert.strictEqual(said(), "the licence number for agent `agent-1` belongs to another agent")
    assert.strictEqual(said(Sample.agentId(2)), "the licence number for agent `agent-1` belongs to agent `agent-2`")
  })

  it("puts a national producer number right that is nobody else's, and forgets what was said of the wrong one [AGT-01]", () => {
    const { npn } = Sample.profile(5)
    const agent = { ...Sample.agent(1), npnCheck: "differs" as const }
    const tell = (npnHolder?: typeof agentId, npnCheck?: "confirmed") =>
      LicenceCheck.decide(
        { _tag: "RecordLicence", agentId, licence, npn, ...(npnCheck === undefined ? {} : { npnCheck }) },
        { agent, holder: undefined, npnHolder },
        Sample.context()
      )
    assert.deepInclude(tell(Sample.agentId(5)), { code: "NpnInUse", rule: "AGT-01" })
    const after = (answer: ReturnType<typeof tell>) =>
      (answer._tag === "Accepted" ? answer.events : []).reduce<Agent.Agent>(Agent.evolve, agent)
    assert.notProperty(after(tell()), "npnCheck")
    assert.strictEqual(after(tell()).npn, npn)
    assert.deepInclude(after(tell(undefined, "confirmed")), { npn, npnCheck: "confirmed" })
  })

  it("suspends a certified agent at once whose licence is inactive, revoked, over, or without health [AGT-12]", () => {
    const grace = Dates.make("2026-04-02")
    for (const bad of [
      { status: "inactive" },
      { status: "revoked" },
      { health: false },
      { expiresOn: Dates.make("2026-03-02") }
    ] as const) {
      const after = say(bad)
      assert.deepInclude(after.certification, { _tag: "Suspended", reason: "licence-inactive", term: Sample.term })
      assert.deepStrictEqual([after.licenceUntil, after.dueOn], [grace, grace])
    }
  })

  it("gives no second grace for a second bad answer", () => {
    const later = Dates.plusHours(Sample.now, 5 * 24)
    assert.strictEqual(say({ status: "revoked" }, say({ status: "inactive" }), later).licenceUntil, "2026-04-02")
  })

  it("brings back whom the licence suspended, and nobody who is suspended for something else", () => {
    const back = say({}, say({ status: "inactive" }))
    assert.deepInclude(back.certification, { _tag: "Certified", term: Sample.term })
    assert.isUndefined(back.licenceUntil)
    const suspected = Sample.agent(1, { certification: Sample.certification("Suspended") })
    const lost = say({ status: "inactive" }, suspected)
    assert.deepStrictEqual([lost.certification._tag, lost.licenceUntil], ["Suspended", Dates.make("2026-04-02")])
    assert.deepStrictEqual(say({}, lost).certification, suspected.certification)
    assert.isUndefined(say({}, lost).licenceUntil)
  })

  it("only takes note of whoever holds no certification", () => {
    const applying = Sample.agent(1, { certification: Sample.certification("Eligible") })
    const after = say({ status: "inactive" }, applying)
    assert.deepStrictEqual([after.certification._tag, after.licenceUntil], ["Eligible", undefined])
  })
})
