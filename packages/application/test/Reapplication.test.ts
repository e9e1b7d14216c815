import { calheers } from "@agencybook/core/Policy"
import { assert, describe, it } from "@effect/vitest"
import * as Portal from "../src/Portal.ts"
import * as fixture from "./fixture/portal.ts"

const { agent, exchange, system } = fixture
const manager = { _tag: "Agent", agentId: "founder-1" } as const

const office = async () => {
  const portal = Portal.make({ policy: calheers, now: () => fixture.start })
  let sent = 0
  const told = async (actor: Portal.ActorInput, command: object) => {
    sent += 1
    const reply = await portal.executeUnknown({ id: `again-${sent}`, actor, command })
    return reply.ok ? reply.events.map(({ _tag }) => _tag as string) : reply.refusal
  }
  /** What happened, where it has to. */
  const done = async (actor: Portal.ActorInput, command: object) => {
    const events = await told(actor, command)
    if (!Array.isArray(events)) throw new Error(events.message)
    return events
  }
  await told(system, fixture.roster)
  await told(
    { _tag: "Applicant", userId: "founder" },
    {
      ...{ _tag: "OpenAgency", agencyId: "opened-1", details: fixture.details(70) },
      ...{ managerId: "founder-1", manager: fixture.profile(10) }
    }
  )
  for (const document of [{ type: "payee-data" }, { type: "e-and-o", expiresOn: "2027-01-01" }])
    await told(manager, {
      _tag: "UploadAgencyDocument",
      agencyId: "opened-1",
      document: { ...document, ...fixture.paper }
    })
  assert.deepStrictEqual(await told(manager, { _tag: "SubmitAgency", agencyId: "opened-1" }), [
    "AgencyCertificationMoved",
    "CertificationMoved"
  ])
  return { done, portal, told }
}

describe("The only manager of an agency of one", () => {
  for (const end of ["DenyAgent", "WithdrawAgent"] as const)
    it(`sees the account and applies again after ${end} [AGT-17]`, async () => {
      const { portal, told } = await office()
      const ended = end === "DenyAgent" ? { reason: "application-incomplete" } : {}
      assert.deepStrictEqual(await told(exchange, { _tag: end, agentId: "founder-1", ...ended }), [
        "CertificationMoved",
        "EmploymentMoved"
      ])
      const account = await portal.account({ actor: manager }, "opened-1")
      assert.deepNestedInclude(account, { "value.agencyId": "opened-1" })
      const others = await portal.account({ actor: manager }, "agency-0")
      assert.deepInclude(others, { ok: false })
      assert.deepInclude(await told(agent(1), { _tag: "ReapplyAgent", agentId: "founder-1" }), { code: "NotPermitted" })
      const roster = await portal.roster({ actor: manager }, "opened-1")
      assert.deepInclude(roster, { ok: false })
      assert.deepStrictEqual(await told(manager, { _tag: "ReapplyAgent", agentId: "founder-1" }), [
        "CertificationMoved",
        "EmploymentMoved"
      ])
    })

  it("does so after the certification has lapsed, while the place goes on [AGT-17]", async () => {
    const { done, portal, told } = await office()
    const lapse = { _tag: "TerminateAgent", agentId: "agent-0", forCause: false, reason: "retired" }
    assert.include(await done(exchange, lapse), "CertificationMoved")
    assert.deepNestedInclude(await portal.account({ actor: agent(0) }, "agency-0"), { ok: true })
    const again = { _tag: "ReapplyAgent", agentId: "agent-0" }
    assert.deepInclude(await told(agent(1), again), { code: "NotPermitted" })
    assert.deepStrictEqual(await told(agent(0), again), ["CertificationMoved"])
  })

  it("has nothing to apply for when the agency was turned away [AGT-17]", async () => {
    const { done, portal, told } = await office()
    const rejected = await done(exchange, { _tag: "RejectAgency", agencyId: "opened-1", reason: "not-theirs" })
    assert.include(rejected, "AgencyCertificationMoved")
    assert.deepInclude(await told(manager, { _tag: "ReapplyAgent", agentId: "founder-1" }), {
      code: "NotPermitted"
    })
    assert.deepInclude(await portal.account({ actor: manager }, "opened-1"), { ok: false })
  })
})
