import * as Id from "@agencybook/core/Id"
import { calheers } from "@agencybook/core/Policy"
import { assert, describe, it } from "@effect/vitest"
import * as Portal from "../src/Portal.ts"
import * as fixture from "./fixture/portal.ts"

const { agent, consumer, exchange, system } = fixture
const place = { agencyId: "agency-0", agentId: "agent-1" }
const leave = { _tag: "SetAgentInactive", ...place, reason: "leave" }
const kept = { ...leave, keepClientsUntil: "2026-03-20" }
const back = { _tag: "SetAgentActive", ...place }
const daily = (day: string) => ({ _tag: "RunCertificationDaily", agentId: "agent-1", day })

/** Agent 1 of the first agency with two clients and one who has asked; the test moves the clock. */
const opened = async (over: object | undefined = undefined) => {
  let days = 0
  const portal = Portal.make({ policy: calheers, now: () => fixture.start + days * 86_400_000 })
  let sent = 0
  const send = (actor: Portal.ActorInput, command: object) => {
    sent += 1
    return portal.executeUnknown({ id: `kept-${sent}`, actor, command })
  }
  const told = async (actor: Portal.ActorInput, command: object) => {
    const reply = await send(actor, command)
    if (!reply.ok) return assert.fail(reply.refusal.message)
    return reply.events.map((event) => {
      const { to } = event as { readonly to?: { readonly _tag?: string; readonly reason?: string } }
      return [event._tag, ...(to?._tag === undefined ? [] : [to._tag]), ...(to?.reason ? [to.reason] : [])].join(" ")
    })
  }
  const refused = async (actor: Portal.ActorInput, command: object) => {
    const reply = await send(actor, command)
    return reply.ok ? "nothing" : (reply.refusal as { readonly code?: string }).code
  }
  const agents = fixture.roster.agents.map((one) => (one.agentId === "agent-1" ? { ...one, ...over } : one))
  await told(system, { ...fixture.roster, agents })
  await told(system, fixture.cases)
  if (over === undefined) await told(consumer(2), fixture.request(2, 1))
  const line = async () => {
    const roster = await portal.roster({ actor: agent(0) }, "agency-0")
    const found = roster.ok ? roster.value.find(({ agentId }) => agentId === "agent-1") : undefined
    return [
      found?.employment,
      found?.clientsUntil,
      found?.delegated,
      found?.frozen,
      found?.requested
    ] as ReadonlyArray<unknown>
  }
  return {
    ...{ portal, told, refused, line },
    wait: (count: number) => {
      days += count
    }
  }
}

describe("Clients of an agent who is set inactive", () => {
  it("are kept frozen until a day that the roster shows, while nobody new finds the agent [EMP-04]", async () => {
    const { line, portal, refused, told } = await opened()
    assert.strictEqual(await refused(agent(0), leave), "DelegationsWithoutDisposition")
    assert.strictEqual(await refused(agent(0), { ...leave, keepClientsUntil: "2026-03-03" }), "KeepDayOutside")
    assert.strictEqual(await refused(agent(0), { ...leave, keepClientsUntil: "2026-04-03" }), "KeepDayOutside")
    assert.deepStrictEqual(await told(agent(0), kept), [
      "EmploymentMoved leave",
      "DelegationMoved Frozen",
      "DelegationMoved Frozen",
      "DispositionOpened"
    ])
    assert.deepStrictEqual(await line(), ["Inactive", "2026-03-20", 0, 2, 1])
    // Sent again it changes nothing, and another day is not taken for the same.
    assert.deepStrictEqual(await told(agent(0), kept), [])
    assert.strictEqual(await refused(agent(0), { ...leave, keepClientsUntil: "2026-03-21" }), "NotAllowedFrom")
    const found = await portal.directory({ actor: consumer(3) }, {}, { limit: 50 })
    assert.notInclude(found.ok ? found.value.rows.map(({ agentId }) => agentId as string) : ["agent-1"], "agent-1")
    assert.strictEqual(await refused(consumer(3), fixture.request(3, 1)), "UnknownAgent")
    assert.strictEqual(await refused(agent(1), { _tag: "AcceptRequest", delegationId: "r-2" }), "AgentWithoutAuthority")
    const idle = await portal.idleCases({ actor: agent(0) }, { agencyId: Id.make("agency-0") }, { limit: 9 })
    assert.deepStrictEqual(
      idle.ok && idle.value.rows.map(({ agentId, cases, clientsUntil }) => `${agentId} ${cases} ${clientsUntil}`),
      ["agent-1 2 2026-03-20"]
    )
    await portal.close()
  })

  it("are moved meanwhile, and given back on the day, with word to each of them [EMP-04 DEL-25]", async () => {
    const { line, portal, told, wait } = await opened()
    await told(agent(0), kept)
    await told(agent(0), {
      ...{ _tag: "TransferBook", transferId: "t-1", agencyId: "agency-0", fromAgentId: "agent-1" },
      ...{ toAgentId: "agent-2", only: ["kept-2~0"], reason: "leave" }
    })
    wait(16)
    assert.deepStrictEqual(await told(system, daily("2026-03-19")), [])
    wait(1)
    const due = await portal.certificationsDue({ actor: system }, { day: "2026-03-20" })
    assert.deepStrictEqual(due.ok && due.value.map(({ agentId, dueOn }) => `${agentId} ${dueOn}`), [
      "agent-1 2026-03-20"
    ])
    assert.deepStrictEqual(await told(system, daily("2026-03-20")), [
      "DelegationMoved Ended relinquished",
      "DelegationMoved Declined",
      "ConsentMoved Expired",
      "DispositionClosed"
    ])
    assert.deepStrictEqual(await line(), ["Inactive", undefined, 0, 0, 0])
    // Who comes back after it finds nobody any more. @rule EMP-05
    assert.deepStrictEqual(await told(agent(0), back), ["EmploymentMoved"])
    await portal.close()
  })

  it("are with an agent again whom the exchange approves for the agency, whose end had an application for its reason [EMP-04 EMP-05]", async () => {
    const { line, portal, refused, told, wait } = await opened()
    const { licence, npn } = fixture.profile(1)
    const review = { ...place, _tag: "ApproveAssociation" }
    await told(agent(0), { ...kept, reason: "application-ended" })
    assert.strictEqual(await refused(agent(0), back), "NeverAssociated")
    await told(agent(0), { _tag: "AssociateAgent", agencyId: "agency-0", licence: licence.number, npn })
    wait(2)
    assert.deepStrictEqual(await told(exchange, review), [
      "EmploymentMoved",
      "DelegationMoved Active",
      "DelegationMoved Active",
      "DispositionClosed"
    ])
    assert.deepStrictEqual(await line(), ["Active", undefined, 2, 0, 1])
    await portal.close()
  })

  it("are free on the day although the agency asks for the agent again, who then finds nobody [EMP-04 DEL-25]", async () => {
    const { line, portal, told, wait } = await opened()
    const { licence, npn } = fixture.profile(1)
    await told(agent(0), { ...kept, reason: "application-ended" })
    await told(agent(0), { _tag: "AssociateAgent", agencyId: "agency-0", licence: licence.number, npn })
    wait(17)
    assert.deepStrictEqual(await told(system, daily("2026-03-20")), [
      "DelegationMoved Ended relinquished",
      "DelegationMoved Ended relinquished",
      "DelegationMoved Declined",
      "ConsentMoved Expired",
      "DispositionClosed"
    ])
    assert.deepStrictEqual(await told(exchange, { ...place, _tag: "ApproveAssociation" }), ["EmploymentMoved"])
    assert.deepStrictEqual(await line(), ["Active", undefined, 0, 0, 0])
    await portal.close()
  })

  it("have a window as well where an applicant whom a feed brought with them is turned away [DEL-25 EMP-04]", async () => {
    for (const step of [{ _tag: "DenyAgent", reason: "application-incomplete" }, { _tag: "WithdrawAgent" }]) {
      const { line, portal, told, wait } = await opened({ certification: { state: "Pending" }, employment: "Invited" })
      assert.deepStrictEqual((await line()).slice(1, 4), [undefined, 0, 2])
      const actor = step._tag === "DenyAgent" ? exchange : agent(0)
      assert.include(await told(actor, { ...step, agentId: "agent-1" }), "DispositionOpened")
      assert.deepStrictEqual((await line()).slice(0, 4), ["Inactive", "2026-04-02", 0, 2])
      wait(30)
      const freed = await told(system, daily("2026-04-02"))
      assert.strictEqual(freed.filter((one) => one === "DelegationMoved Ended certification-ended").length, 2)
      assert.deepStrictEqual((await line()).slice(1, 4), [undefined, 0, 0])
      await portal.close()
    }
  })

  it("are with the agent again who is back before the day [EMP-04 EMP-05]", async () => {
    const { line, portal, told, wait } = await opened()
    await told(agent(0), kept)
    wait(2)
    assert.deepStrictEqual(await told(agent(0), back), [
      "EmploymentMoved",
      "DelegationMoved Active",
      "DelegationMoved Active",
      "DispositionClosed"
    ])
    assert.deepStrictEqual(await line(), ["Active", undefined, 2, 0, 1])
    wait(20)
    assert.deepStrictEqual(await told(system, daily("2026-03-25")), [])
    await portal.close()
  })

  it("wait for their day whatever becomes of the certification, and no longer when it ends [EMP-04 DEL-25]", async () => {
    const { line, portal, told, wait } = await opened()
    await told(agent(0), kept)
    await told(exchange, { _tag: "SuspendAgent", agentId: "agent-1", reason: "under-investigation" })
    assert.deepStrictEqual(await told(exchange, { _tag: "ReinstateAgent", agentId: "agent-1" }), [
      "CertificationMoved Certified"
    ])
    assert.deepStrictEqual(await line(), ["Inactive", "2026-03-20", 0, 2, 1])
    await told(exchange, { _tag: "TerminateAgent", agentId: "agent-1", forCause: false, reason: "retired" })
    assert.deepStrictEqual(await line(), ["Inactive", "2026-03-20", 0, 2, 1])
    wait(17)
    assert.deepStrictEqual(await told(system, daily("2026-03-20")), [
      "DelegationMoved Ended certification-ended",
      "DelegationMoved Ended certification-ended",
      "DelegationMoved Declined",
      "ConsentMoved Expired",
      "DispositionClosed"
    ])
    await portal.close()
  })

  it("stay with the agency that keeps them when the agent goes to another, whose clients are not touched [EMP-04 DEL-26]", async () => {
    const { portal, refused, told, wait } = await opened()
    await told(agent(0), { ...kept, reason: "left-agency" })
    const { licence, npn } = fixture.profile(1)
    const ask = { _tag: "AssociateAgent", agencyId: "agency-1", licence: licence.number, npn }
    await told(agent(3), ask)
    await told(exchange, { _tag: "ApproveAssociation", agencyId: "agency-1", agentId: "agent-1" })
    await told(consumer(3), fixture.request(3, 1))
    await told(agent(1), { _tag: "AcceptRequest", delegationId: "r-3" })
    const there = await portal.roster({ actor: agent(3) }, "agency-1")
    const line = there.ok ? there.value.find(({ agentId }) => agentId === "agent-1") : undefined
    assert.deepStrictEqual([line?.employment, line?.clientsUntil, line?.delegated], ["Active", undefined, 1])
    // The second agency cannot name another day while the first one keeps clients.
    const second = { _tag: "SetAgentInactive", agencyId: "agency-1", agentId: "agent-1", reason: "leave" }
    assert.strictEqual(await refused(agent(3), { ...second, keepClientsUntil: "2026-03-10" }), "KeepDayOutside")
    wait(17)
    assert.deepStrictEqual(await told(system, daily("2026-03-20")), [
      "DelegationMoved Ended relinquished",
      "DelegationMoved Ended relinquished",
      "DelegationMoved Declined",
      "ConsentMoved Expired",
      "DispositionClosed"
    ])
    assert.deepStrictEqual(await told(agent(1), { _tag: "RelinquishDelegation", delegationId: "r-3" }), [
      "DelegationMoved Ended relinquished",
      "ConsentMoved Expired"
    ])
    await portal.close()
  })
})
