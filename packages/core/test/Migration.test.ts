import { assert, describe, it } from "@effect/vitest"
import * as Certification from "../src/Certification.ts"
import * as Migration from "../src/Migration.ts"
import * as Sample from "./fixture/sample.ts"

const agent = (n: number, over: Partial<Migration.IncomingAgent> = {}): Migration.IncomingAgent => ({
  agentId: Sample.agentId(n),
  agencyId: Sample.agencyId(),
  profile: Sample.profile(n),
  manager: n === 0,
  certification: { state: "Certified", term: Sample.term },
  employment: "Active",
  ...over
})
const nothingKnown: Migration.Facts = {
  agency: () => undefined,
  agencyByFein: () => undefined,
  knowsAgent: () => false,
  knowsLicence: () => false,
  knowsNpn: () => false,
  knowsEmail: () => false
}
const agencies = [{ agencyId: Sample.agencyId(), details: Sample.details() }]
const decide = (command: Partial<Migration.Command>, facts: Partial<Migration.Facts> = {}) =>
  Migration.decide(
    { _tag: "RecordRoster", agencies, agents: [agent(0)], ...command },
    { ...nothingKnown, ...facts },
    Sample.context()
  )
const refused = (...args: Parameters<typeof decide>) => {
  const decided = decide(...args)
  return decided._tag === "Refused" ? `${decided.rule} ${decided.code}` : decided.events.map(({ _tag }) => _tag)
}

describe("Migration", () => {
  it("takes over agencies with their managers, and agents as they stand there", () => {
    const decided = decide({
      agents: [agent(0), agent(1, { employment: "Invited", certification: { state: "Pending" } })]
    })
    assert.deepNestedInclude(decided, {
      "events[0].agency.managers": [Sample.agentId(0)],
      "events[1].agent.certification._tag": "Certified",
      "events[2].to.state": "Active",
      "events[3].account.takenOver": true,
      "events[4].agent.certification._tag": "Pending",
      "events[5].to.state": "Invited"
    })
  })

  it("takes over every state of certification", () => {
    for (const state of Certification.machine.states) {
      const certification = { state, ...(state === "Certified" || state === "Suspended" ? { term: Sample.term } : {}) }
      const decided = decide({ agents: [agent(0), agent(1, { certification })] })
      assert.deepNestedInclude(decided, { "events[4].agent.certification._tag": state })
    }
  })

  it("leaves what is known as it is, so that a delivery can be repeated", () => {
    assert.deepStrictEqual(refused({}, { agency: () => Sample.agency(), knowsAgent: () => true }), [])
  })

  it("refuses the whole delivery for one member that cannot be taken over", () => {
    assert.strictEqual(refused({ agents: [agent(0, { manager: false })] }), "AGY-03 AgencyWithoutManager")
    assert.strictEqual(refused({ agents: [agent(0, { employment: "Inactive" })] }), "AGY-03 AgencyWithoutManager")
    assert.strictEqual(refused({ agents: [agent(0, { certification: { state: "Certified" } })] }), "AGT-08 TermMissing")
    assert.strictEqual(refused({}, { knowsAgent: () => true }), "AGY-03 AgencyWithoutManager")
    const unlicensed = Sample.profile(0)
    const profile = { ...unlicensed, licence: { ...unlicensed.licence, status: "expired" as const } }
    assert.strictEqual(refused({ agents: [agent(0, { profile })] }), "AGY-03 AgencyWithoutManager")
    assert.strictEqual(refused({ agencies: [] }), "AGY-01 AgencyMissing")
    assert.strictEqual(refused({}, { agencyByFein: () => Sample.agency(3) }), "AGY-07 FeinInUse")
    assert.strictEqual(refused({}, { knowsLicence: () => true }), "AGT-01 AgentExists")
    assert.strictEqual(refused({}, { knowsNpn: () => true }), "AGT-01 NpnInUse")
    assert.strictEqual(refused({}, { knowsEmail: () => true }), "STF-07 LoginEmailInUse")
  })

  it("refuses twins inside one delivery [X046 X054]", () => {
    assert.strictEqual(refused({ agents: [agent(0), agent(1, { profile: Sample.profile(0) })] }), "AGT-01 AgentExists")
    assert.strictEqual(
      refused({ agents: [agent(0), agent(1), agent(1, { profile: Sample.profile(2) })] }),
      "AGT-01 AgentExists"
    )
    // The second mention says nothing about the first: the agency has its manager.
    assert.strictEqual(
      refused({ agents: [agent(0), agent(0, { certification: { state: "Pending" }, profile: Sample.profile(1) })] }),
      "AGT-01 AgentExists"
    )
    const { loginEmail, npn } = Sample.profile(0)
    const like = (over: object) => ({ agents: [agent(0), agent(1, { profile: { ...Sample.profile(1), ...over } })] })
    assert.strictEqual(refused(like({ npn })), "AGT-01 NpnInUse")
    assert.strictEqual(refused(like({ loginEmail })), "STF-07 LoginEmailInUse")
    // Numbers of one kind say nothing about those of another.
    assert.include(refused(like({ npn: Sample.profile(0).licence.number })), "AgentAdded")
    const twin = { agencyId: Sample.agencyId(1), details: Sample.details() }
    const manager = agent(1, { agencyId: Sample.agencyId(1), manager: true })
    assert.strictEqual(refused({ agencies: [...agencies, twin], agents: [agent(0), manager] }), "AGY-07 FeinInUse")
    assert.strictEqual(refused({ agencies: [...agencies, ...agencies] }), "AGY-07 FeinInUse")
  })
})
