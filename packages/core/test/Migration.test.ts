import { assert, describe, it } from "@effect/vitest"
import * as Certification from "../src/Certification.ts"
import * as Migration from "../src/Migration.ts"
import * as Requirement from "../src/Requirement.ts"
import * as Upkeep from "../src/Upkeep.ts"
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

const tags = (decided: ReturnType<typeof decide>): ReadonlyArray<string> =>
  decided._tag === "Refused" ? [] : decided.events.map(({ _tag }) => _tag)

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
      // Whoever holds a certification has an account in the extranet of the exchange already.
      const account = "term" in certification
      assert.strictEqual(tags(decided).at(-1), account ? "ExtranetAccountProvisioned" : "EmploymentMoved", state)
      assert.strictEqual(decided._tag === "Accepted" && decided.events.length, account ? 7 : 6, state)
    }
  })

  it("takes over who is pending with everything to do, who is eligible with nothing, and of the dead no list at all", () => {
    const list = (state: "Pending" | "Eligible" | "Deceased") => {
      const decided = decide({ agents: [agent(0), agent(1, { certification: { state } })] })
      const added = decided._tag === "Accepted" ? decided.events[4] : assert.fail(decided.message)
      const certification = added?._tag === "AgentAdded" ? added.agent.certification : assert.fail("nobody was added")
      return "checklist" in certification ? certification.checklist : undefined
    }
    assert.deepStrictEqual(list("Pending"), Requirement.initial)
    assert.deepStrictEqual(list("Eligible"), Upkeep.takenOver)
    assert.isUndefined(list("Deceased"))
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

  it("opens each agency with its own managers, and says so", () => {
    const other = { agencyId: Sample.agencyId(1), details: Sample.details(1) }
    const theirs = agent(1, { agencyId: Sample.agencyId(1), manager: true })
    const decided = decide({ agencies: [...agencies, other], agents: [agent(0), theirs] })
    assert.deepStrictEqual(tags(decided).slice(0, 2), ["AgencyOpened", "AgencyOpened"])
    assert.deepNestedInclude(decided, {
      "events[0].agency.managers": [Sample.agentId(0)],
      "events[1].agency.managers": [Sample.agentId(1)]
    })
  })

  it("takes the licence number of an agency once, and in the form of its state [AGY-16 AGT-11]", () => {
    const licensed = (n: number, licenceNumber: string) => ({
      agencyId: Sample.agencyId(n),
      details: { ...Sample.details(n), licenceNumber: licenceNumber as never }
    })
    const other = agent(1, { agencyId: Sample.agencyId(1), manager: true })
    const both = (number: string) => ({
      agencies: [licensed(0, "0H12345"), licensed(1, number)],
      agents: [agent(0), other]
    })
    assert.include(refused(both("0H12346")), "AgencyOpened")
    assert.strictEqual(refused(both("0H12345")), "AGY-16 AgencyLicenceInUse")
    assert.strictEqual(
      refused(both("0H12346"), { agencyByLicence: () => Sample.agency(3) }),
      "AGY-16 AgencyLicenceInUse"
    )
    assert.strictEqual(refused(both("CA-0H12346")), "AGT-11 LicenceNumberMisshapen")
  })

  it("gives no account where every user name for the licence is taken", () => {
    assert.deepStrictEqual(tags(decide({}, { knowsUsername: () => true })), [
      "AgencyOpened",
      "AgentAdded",
      "EmploymentMoved"
    ])
  })
})
