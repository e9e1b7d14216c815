import { calheers } from "@agencybook/core/Policy"
import { assert, describe, it } from "@effect/vitest"
import * as Portal from "../src/Portal.ts"
import * as fixture from "./fixture/portal.ts"

const { agent, exchange, system } = fixture

/** Two agencies: the one of the fixture, and one with a manager of its own. */
const opened = async () => {
  const portal = Portal.make({ policy: calheers, now: () => fixture.start })
  let sent = 0
  const asked = (actor: object, command: object) => {
    sent += 1
    return portal.execute({ id: `moving-${sent}`, actor, command })
  }
  const told = async (actor: object, command: object) => {
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
})
