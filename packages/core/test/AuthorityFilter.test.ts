import { assert, describe, it } from "@effect/vitest"
import type { Actor } from "../src/Actor.ts"
import type * as Authority from "../src/Authority.ts"
import * as AuthorityFilter from "../src/AuthorityFilter.ts"
import type { Capability } from "../src/Capability.ts"
import * as Id from "../src/Id.ts"
import { calheers as policy } from "../src/Policy.ts"
import * as Sample from "./fixture/sample.ts"

const moment: Authority.Moment = { at: Sample.now, day: Sample.today, policy }
const actor = { _tag: "Agent", agentId: Sample.agentId(1) } as const
const agencyId = Sample.agencyId(0)
const filterOf = (
  capability: Capability,
  evidence: Authority.Evidence,
  who: Actor = actor,
  acting?: ReturnType<typeof Sample.session>["actingId"]
) => AuthorityFilter.make({ capability, actor: who, ...(acting === undefined ? {} : { acting }) }, evidence, moment)

const managing = (member = Sample.member(1)) => ({
  ...member,
  agency: { ...member.agency, managers: [Sample.agentId(1)] }
})
const turnedAway = managing(Sample.member(1, { certification: Sample.certification("Denied") }))
const gone = { ...turnedAway.employment, state: "Inactive", reason: "application-ended" } as const

describe("AuthorityFilter", () => {
  it("reaches the own records of an agent, and of a manager the agency as well [BOB-01] [BOB-03]", () => {
    const own = { _tag: "Agent", agentId: Sample.agentId(1), agencyId } as const
    assert.deepStrictEqual(filterOf("choose-plan", { self: Sample.member(1) }).reach, [own])
    assert.deepStrictEqual(filterOf("choose-plan", { self: managing() }).reach, [own, { _tag: "Agency", agencyId }])
    // What is the agency's alone is said once.
    assert.deepStrictEqual(filterOf("transfer-book", { self: managing() }).reach, [{ _tag: "Agency", agencyId }])
  })

  it("reaches in the agent's place what the agent reaches, and nothing after the session [ACT-02]", () => {
    const session = Sample.session()
    const evidence = { self: Sample.member(0), session, principal: Sample.member(1) }
    const manager = { _tag: "Agent", agentId: Sample.agentId(0) } as const
    const filter = filterOf("choose-plan", evidence, manager, session.actingId)
    assert.deepStrictEqual(filter.reach, [{ _tag: "Agent", agentId: Sample.agentId(1), agencyId }])
    assert.deepInclude(filter.judge({ agencyId, agentId: Sample.agentId(1) }), { _tag: "Granted", role: "agent" })
    const closed = { ...evidence, session: { ...session, closedAt: Sample.now } }
    const over = filterOf("choose-plan", closed, manager, session.actingId)
    assert.deepStrictEqual([over.reach, over.refusal?.code], [[], "ActingNotAllowed"])
    const unknown = filterOf("choose-plan", { self: Sample.member(0) }, manager, session.actingId)
    assert.deepStrictEqual([unknown.reach, unknown.refusal?.facts.why], [[], "unknown"])
  })

  it("reaches the place where somebody may apply again, and nothing else there [AGT-17]", () => {
    const former = { ...turnedAway, employment: gone }
    const between = { person: turnedAway.agent, former }
    assert.deepStrictEqual(filterOf("view-agency", between).reach, [{ _tag: "Agency", agencyId }])
    const own = { _tag: "Agent", agentId: Sample.agentId(1), agencyId } as const
    assert.deepStrictEqual(filterOf("reapply-agent", between).reach, [own])
    assert.deepStrictEqual(filterOf("reapply-agent", { self: turnedAway }).reach, [own])
    assert.deepStrictEqual(filterOf("transfer-book", between).reach, [])
  })

  it("reaches the own person from wherever somebody is [AGT-21]", () => {
    const { agent } = Sample.member(1)
    assert.deepStrictEqual(filterOf("report-agent-change", { person: agent }).reach, [
      { _tag: "Agent", agentId: Sample.agentId(1) }
    ])
  })

  it("says why it reaches nothing: what the person lacks before what the place is [EMP-02]", () => {
    const suspended = Sample.member(1, { certification: Sample.certification("Suspended") })
    const filter = filterOf("choose-plan", { self: suspended })
    assert.deepStrictEqual([filter.reach, filter.refusal?.code], [[], "AgentWithoutAuthority"])
    const none = filterOf("certify-agent", { self: Sample.member(1) })
    assert.deepStrictEqual([none.refusal?.code, none.refusal?.facts.missing], ["NotPermitted", "role"])
    assert.strictEqual(filterOf("choose-plan", { self: Sample.member(1) }).refusal, undefined)
    // Whatever a host asks for that is no capability is permitted to nobody.
    for (const name of ["fly", "toString", "__proto__"])
      for (const who of [actor, { _tag: "Counselor", userId: Id.make<Id.UserId>("cec-1") } as const])
        assert.deepStrictEqual(filterOf(name as Capability, { self: Sample.member(1) }, who).reach, [])
  })

  it("judges each target by what is known of it, whatever was asked before [STF-06]", () => {
    const filter = filterOf("choose-plan", { self: managing() })
    const held = { agencyId, agentId: Sample.agentId(4), caseId: Sample.caseId(4) }
    assert.deepInclude(filter.judge(held, { delegate: Sample.member(4) }), { _tag: "Granted", role: "manager" })
    assert.deepInclude(filter.judge(held, {}), { code: "CaseNotHeld" })
    assert.deepInclude(filter.judge(held), { code: "CaseNotHeld" })
    assert.deepInclude(filter.judge({ ...held, agencyId: Sample.agencyId(7) }, { delegate: Sample.member(4) }), {
      code: "NotPermitted"
    })
    assert.deepInclude(filter.judge({ ...held, agentId: Sample.agentId(1) }), { role: "agent" })
    // What the evidence of the filter says of a target holds where nothing else is said.
    const known = filterOf("choose-plan", { self: managing(), delegate: Sample.member(4) })
    assert.deepInclude(known.judge(held), { _tag: "Granted" })
    assert.deepStrictEqual(known.reach, filter.reach)
  })

  it("includes what lies in one of its places [BOB-03]", () => {
    const ofAgent = [{ _tag: "Agent", agentId: Sample.agentId(1), agencyId }] as const
    const includes = (reach: ReadonlyArray<AuthorityFilter.Reach>, target: Authority.Target) =>
      AuthorityFilter.includes({ reach }, target)
    assert.isTrue(includes(ofAgent, { agentId: Sample.agentId(1), agencyId }))
    assert.isTrue(includes(ofAgent, { agentId: Sample.agentId(1) }))
    assert.isFalse(includes(ofAgent, { agentId: Sample.agentId(1), agencyId: Sample.agencyId(7) }))
    assert.isFalse(includes(ofAgent, { agencyId }))
    assert.isTrue(includes([{ _tag: "Agent", agentId: Sample.agentId(1) }], { agentId: Sample.agentId(1), agencyId }))
    assert.isTrue(includes([...ofAgent, { _tag: "Agency", agencyId }], { agencyId }))
    assert.isFalse(includes([{ _tag: "Agency", agencyId }], {}))
    assert.isTrue(includes([{ _tag: "Case", caseId: Sample.caseId(1) }], { caseId: Sample.caseId(1) }))
    assert.isFalse(includes([{ _tag: "Case", caseId: Sample.caseId(1) }], { caseId: Sample.caseId(2) }))
    const counselorId = Id.make<Id.UserId>("cec-1")
    assert.isTrue(includes([{ _tag: "Counselor", counselorId }], { counselorId }))
    assert.isFalse(includes([{ _tag: "Counselor", counselorId }], { caseId: Sample.caseId(1) }))
    const consented = [{ _tag: "Consented", counselorId, allowance: "maintain-account" }] as const
    assert.isTrue(includes(consented, { caseId: Sample.caseId(1) }))
    assert.isFalse(includes(consented, { counselorId }))
    assert.isTrue(includes([{ _tag: "Everything" }], {}))
    assert.isFalse(includes([], {}))
  })
})
