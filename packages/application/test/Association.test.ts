import { calheers } from "@agencybook/core/Policy"
import { assert, describe, it } from "@effect/vitest"
import * as Portal from "../src/Portal.ts"
import * as fixture from "./fixture/portal.ts"

const { agent, exchange, system } = fixture

/** Two agencies: the one of the fixture, and one with a manager of its own. */
const opened = async () => {
  const portal = Portal.make({ policy: calheers, now: () => fixture.start })
  let sent = 0
  const asked = (actor: Portal.ActorInput, command: object) => {
    sent += 1
    return portal.executeUnknown({ id: `moving-${sent}`, actor, command })
  }
  const told = async (actor: Portal.ActorInput, command: object) => {
    const reply = await asked(actor, command)
    return reply.ok ? reply : assert.fail(reply.refusal.message)
  }
  await told(system, fixture.roster)
  const manager = {
    agentId: "agent-7",
    agencyId: "agency-7",
    profile: fixture.profile(7),
    manager: true,
    certification: { state: "Certified", term: fixture.term },
    employment: "Active"
  }
  await told(system, {
    _tag: "RecordRoster",
    agencies: [{ agencyId: "agency-7", details: fixture.details(7) }],
    agents: [manager]
  })
  return { portal, asked, told }
}
const { licence, npn } = fixture.profile(1)
const ask = { _tag: "AssociateAgent", agencyId: "agency-7", licence: licence.number, npn }
const ofReview = (_tag: string) => ({ _tag, agencyId: "agency-7", agentId: "agent-1" })

describe("An agent who comes from another agency", () => {
  it("is asked for by both numbers, pending on the roster, and active once the exchange has approved [AGT-03 EMP-06]", async () => {
    const { asked, portal, told } = await opened()
    const line = async () => {
      const roster = await portal.roster({ actor: agent(7) }, "agency-7")
      const one = roster.ok ? roster.value.find(({ agentId }) => agentId === "agent-1") : undefined
      return one && [one.certificationStatus, one.employment, one.mayAct]
    }
    assert.deepNestedInclude(await asked(agent(7), ask), { "refusal.code": "EmployedElsewhere" })
    await told(agent(0), {
      _tag: "SetAgentInactive",
      agencyId: "agency-0",
      agentId: "agent-1",
      reason: "left-agency"
    })
    assert.deepNestedInclude(await asked(agent(7), { ...ask, npn: "7777777" }), { "refusal.code": "AgentNotFound" })
    assert.deepNestedInclude(await asked(agent(2), ask), { "refusal.code": "NotPermitted" })
    await told(agent(7), ask)
    assert.deepStrictEqual(await line(), ["Pending", "Invited", false])
    assert.deepNestedInclude(await asked(agent(7), ofReview("ApproveAssociation")), { "refusal.code": "NotPermitted" })
    const { events } = await told(exchange, ofReview("ApproveAssociation"))
    assert.deepStrictEqual(
      events.map(({ _tag }) => _tag),
      ["EmploymentMoved"]
    )
    assert.deepStrictEqual(await line(), ["Certified", "Active", true])
    await portal.close()
  })

  it("who left, was terminated and applies again is placed by the exchange, and certified there [AGT-17]", async () => {
    const { asked, portal, told } = await opened()
    const agentId = "agent-1"
    await told(agent(0), { _tag: "SetAgentInactive", agencyId: "agency-0", agentId, reason: "left-agency" })
    await told(exchange, { _tag: "TerminateAgent", agentId, forCause: false, reason: "retired" })
    await told(exchange, { _tag: "ReapplyAgent", agentId })
    for (const item of ["licence-validated", "lms-invited", "training-complete"])
      await told(exchange, { _tag: "RecordRequirement", agentId, item, outcome: "Met" })
    await told(exchange, { _tag: "RecordExam", agentId, score: 85 })
    for (const item of ["fee-paid", "agreement-signed", "voter-registration-training"])
      await told(exchange, { _tag: "RecordRequirement", agentId, item, outcome: "Met" })
    const certify = { _tag: "CertifyAgent", agentId, term: fixture.term }
    assert.deepNestedInclude(await asked(exchange, certify), {
      "refusal.code": "ApplicantWithoutPlace",
      "refusal.remedy": "have the exchange place the applicant in an agency that is certified"
    })
    // No agency helps itself to the application of somebody who left another one.
    assert.deepNestedInclude(await asked(agent(7), ofReview("PlaceApplicant")), { "refusal.code": "NotPermitted" })
    await told(exchange, ofReview("PlaceApplicant"))
    await told(exchange, certify)
    const roster = await portal.roster({ actor: agent(7) }, "agency-7")
    const line = roster.ok ? roster.value.find((one) => one.agentId === agentId) : undefined
    assert.deepInclude(line, { certificationStatus: "Certified", employment: "Active", mayAct: true })
    await portal.close()
  })

  it("comes back to the former agency when the review is withdrawn, and not to the one that never had it", async () => {
    const { asked, portal, told } = await opened()
    const set = (_tag: string, agencyId: string) => ({ _tag, agencyId, agentId: "agent-1", reason: "leave" })
    await told(agent(0), set("SetAgentInactive", "agency-0"))
    await told(agent(7), ask)
    const { reason: _, ...back } = set("SetAgentActive", "agency-0")
    assert.deepNestedInclude(await asked(agent(0), back), { "refusal.code": "EmployedElsewhere" })
    await told(agent(7), ofReview("WithdrawAssociation"))
    assert.deepNestedInclude(await asked(agent(7), { ...back, agencyId: "agency-7" }), {
      "refusal.code": "NeverAssociated"
    })
    await told(agent(0), back)
    await portal.close()
  })

  it("is nobody's to invite before the approval, and the agency's afterwards [AGT-03 INV-01]", async () => {
    const { asked, portal, told } = await opened()
    await told(agent(0), { _tag: "SetAgentInactive", agencyId: "agency-0", agentId: "agent-1", reason: "left-agency" })
    await told(agent(7), ask)
    const invite = (kind: string) => ({
      ...{ _tag: "IssueInvitation", invitationId: `moving-${kind}`, kind },
      ...{ agentId: "agent-1", agencyId: "agency-7" }
    })
    const stranger = { "refusal.code": "InvitationForStranger", "refusal.rule": "INV-01" }
    for (const kind of ["delegation-code", "activation-link"])
      assert.deepNestedInclude(await asked(agent(7), invite(kind)), stranger)
    await told(exchange, ofReview("DeclineAssociation"))
    assert.deepNestedInclude(await asked(agent(7), invite("delegation-code")), stranger)
    await told(agent(7), ask)
    await told(exchange, ofReview("ApproveAssociation"))
    assert.property(await told(agent(7), invite("delegation-code")), "reveal")
    await portal.close()
  })

  it("is no business of an agency that merely asks, asked in vain or was left [AGT-17 AGT-21]", async () => {
    const { asked, portal, told } = await opened()
    const denied = { "refusal.code": "NotPermitted", "refusal.rule": "SEC-01" }
    const report = (first: string) => ({
      ...{ _tag: "ReportAgentChange", agentId: "agent-1", happenedOn: "2026-03-01" },
      change: { _tag: "Name", name: { first, last: "Other" } }
    })
    const nobodyElse = async () => {
      for (const manager of [agent(0), agent(7)])
        for (const command of [report("Eve"), { _tag: "WithdrawAgent", agentId: "agent-1" }])
          assert.deepNestedInclude(await asked(manager, command), denied)
    }
    await told(agent(0), report("Ann"))
    await told(agent(0), { _tag: "SetAgentInactive", agencyId: "agency-0", agentId: "agent-1", reason: "left-agency" })
    await nobodyElse()
    // The person tells, whether some agency has them or not.
    assert.deepNestedInclude(await told(agent(1), report("Bea")), { "events[0]._tag": "AgentChangeReported" })
    await told(agent(7), ask)
    await nobodyElse()
    assert.deepNestedInclude(await told(agent(1), report("Cora")), { "events[0]._tag": "AgentChangeReported" })
    await told(exchange, ofReview("DeclineAssociation"))
    await nobodyElse()
    await told(agent(7), ask)
    const end = { _tag: "TerminateAgent", agentId: "agent-1", forCause: false, reason: "voluntary" }
    await told(exchange, end)
    const again = { _tag: "ReapplyAgent", agentId: "agent-1" }
    assert.deepNestedInclude(await asked(agent(7), again), denied)
    const { events } = await told(agent(0), again)
    assert.deepStrictEqual(
      events.map(({ _tag }) => _tag),
      ["CertificationMoved"]
    )
    await portal.close()
  })

  it("is told of by a manager who may act, and not by a suspended one [AGT-21]", async () => {
    const { asked, portal, told } = await opened()
    const report = (agentId: string) => ({
      ...{ _tag: "ReportAgentChange", agentId, happenedOn: "2026-03-01" },
      change: { _tag: "Name", name: { first: "Ann", last: "Other" } }
    })
    await told(exchange, { _tag: "SuspendAgent", agentId: "agent-0", reason: "under-investigation" })
    assert.deepNestedInclude(await asked(agent(0), report("agent-1")), { "refusal.code": "AgentWithoutAuthority" })
    await told(agent(0), report("agent-0"))
    await portal.close()
  })

  it("is no business of the agency that asks, before the answer and after a refusal [AGT-03]", async () => {
    const { portal, told } = await opened()
    const manager = { actor: agent(7) }
    const seen = async () => {
      const account = await portal.agentAccount(manager, "agency-7", "agent-1")
      if (!account.ok) return account.refusal
      const { agent: whole, certificationStatus, clientsUntil, gaps, open } = account.value
      return { whole, open, certificationStatus, clientsUntil, gaps }
    }
    await told(agent(0), { _tag: "SetAgentInactive", agencyId: "agency-0", agentId: "agent-1", reason: "left-agency" })
    await told(agent(7), ask)
    const pending = { whole: undefined, open: undefined, clientsUntil: undefined, gaps: ["not-active"] }
    assert.deepEqual(await seen(), { ...pending, certificationStatus: "Pending" } as never)
    await told(exchange, { _tag: "SuspendAgent", agentId: "agent-1", reason: "under-investigation" })
    assert.deepEqual(await seen(), { ...pending, certificationStatus: "Pending" } as never)
    // Neither what runs out, nor what is stuck.
    const before = { before: "2099-01-01" } as const
    for (const what of ["licence", "term"] as const) {
      const list = await portal.expiring(manager, { agencyId: "agency-7" }, { what, ...before }, { limit: 10 })
      assert.deepStrictEqual(list.ok && list.value.rows.map(({ agentId }) => String(agentId)), ["agent-7"])
    }
    // The agent and the exchange see it whole.
    for (const actor of [agent(1), exchange]) {
      const account = await portal.agentAccount({ actor }, "agency-7", "agent-1")
      assert.isTrue(account.ok && account.value.agent?.agentId === "agent-1", actor._tag)
    }
    await told(exchange, ofReview("DeclineAssociation"))
    assert.deepEqual(await seen(), { ...pending, certificationStatus: "Denied" } as never)
    await portal.close()
  })

  it("is placed by the exchange after an application that came to nothing, whatever the first agency does [AGT-17 EMP-03]", async () => {
    const { asked, told } = await opened()
    await told(agent(0), { _tag: "AddAgent", agencyId: "agency-0", agentId: "agent-9", profile: fixture.profile(9) })
    await told(agent(0), { _tag: "SubmitAgent", agentId: "agent-9" })
    await told(agent(0), { _tag: "WithdrawAgent", agentId: "agent-9" })
    const placing = { _tag: "PlaceApplicant", agencyId: "agency-7", agentId: "agent-9" }
    assert.deepNestedInclude(await asked(agent(7), placing), { "refusal.code": "NotPermitted" })
    const { events } = await told(exchange, placing)
    assert.deepStrictEqual(
      events.map((event) => (event._tag === "EmploymentMoved" ? event.to.agencyId : event._tag)),
      ["CertificationMoved", "agency-7"]
    )
    const back = { _tag: "SetAgentActive", agencyId: "agency-0", agentId: "agent-9" }
    assert.deepNestedInclude(await asked(agent(0), back), { "refusal.code": "NeverAssociated" })
  })

  /** An agency of the own, opened by the exchange for agent 1, who has left, and signed and submitted by agent 1. */
  const founded = async () => {
    const { asked, portal, told } = await opened()
    const applicant = { _tag: "Applicant", userId: "a" } as const
    const opening = {
      ...{ _tag: "OpenAgency", agencyId: "own", details: fixture.details(8) },
      ...{ managerId: "agent-1", manager: fixture.profile(1) }
    }
    assert.deepNestedInclude(await asked(exchange, opening), { "refusal.code": "EmployedElsewhere" })
    await told(agent(0), {
      ...{ _tag: "SetAgentInactive", agencyId: "agency-0", agentId: "agent-1", reason: "left-agency" }
    })
    assert.deepNestedInclude(await asked(applicant, opening), { "refusal.code": "AgentExists" })
    await told(exchange, opening)
    for (const document of [{ type: "payee-data" }, { type: "e-and-o", expiresOn: "2027-01-01" }])
      await told(agent(1), {
        _tag: "UploadAgencyDocument",
        agencyId: "own",
        document: { ...document, ...fixture.paper }
      })
    const manager = { _tag: "Manager", agentId: "agent-1" }
    await told(exchange, { _tag: "NameAgencySigner", agencyId: "own", signer: manager })
    await told(exchange, {
      ...{ _tag: "SignAgencyAgreement", agencyId: "own", envelope: "e-1", by: manager, on: "2026-03-03" }
    })
    return { asked, portal, told }
  }

  it("founds an own agency through the exchange, and is active in it once it is certified [AGY-01 EMP-06]", async () => {
    const { portal, told } = await founded()
    assert.deepStrictEqual(
      (await told(agent(1), { _tag: "SubmitAgency", agencyId: "own" })).events.map(({ _tag }) => _tag),
      ["AgencyCertificationMoved"]
    )
    await told(exchange, { _tag: "CertifyAgency", agencyId: "own" })
    const roster = await portal.roster({ actor: agent(1) }, "own")
    assert.deepNestedInclude(roster, { "value[0].employment": "Active", "value[0].mayAct": true })
  })

  it("whose place in the own agency is declined does not get it certified [AGY-03]", async () => {
    const { asked, told } = await founded()
    await told(agent(1), { _tag: "SubmitAgency", agencyId: "own" })
    await told(exchange, { _tag: "DeclineAssociation", agencyId: "own", agentId: "agent-1" })
    await told(agent(0), { _tag: "SetAgentActive", agencyId: "agency-0", agentId: "agent-1" })
    const certify = { _tag: "CertifyAgency", agencyId: "own" }
    assert.deepNestedInclude(await asked(exchange, certify), { "refusal.code": "ManagerNotThere" })
    await told(exchange, { _tag: "RejectAgency", agencyId: "own", reason: "application-incomplete" })
  })
})
