import { calheers } from "@agencybook/core/Policy"
import { assert, describe, it } from "@effect/vitest"
import * as Portal from "../src/Portal.ts"
import * as fixture from "./fixture/portal.ts"

const { agent, consumer, exchange, serviceCenter, system } = fixture

/** Three changes of agencies, two associations and three reports, asked for on successive days. */
const busy = async () => {
  let millis = fixture.start
  const portal = Portal.make({ policy: calheers, now: () => millis })
  let sent = 0
  const told = async (actor: Portal.ActorInput, command: object) => {
    sent += 1
    millis += 86_400_000
    const reply = await portal.executeUnknown({ id: `asked-${sent}`, actor, command })
    return reply.ok ? reply : assert.fail(reply.refusal.message)
  }
  await told(system, fixture.roster)
  const change = (n: number, who: number, legalName: string) =>
    told(agent(who), {
      ...{ _tag: "RequestAgencyChange", agencyId: `agency-${n}`, changeId: `change-${n}`, wanted: { legalName } }
    })
  const report = (who: number, about: object, happenedOn: string) =>
    told(agent(who), { _tag: "ReportAgentChange", agentId: `agent-${who}`, change: about, happenedOn })
  return { portal, told, change, report }
}
const who = { actor: exchange }
const page = { limit: 10 }

describe("What waits for the exchange", () => {
  it("is changes of agencies, those that have waited longest first [AGY-13]", async () => {
    const { change, portal, told } = await busy()
    await change(1, 3, "Other Agency Incorporated")
    await change(0, 0, "New Agency Incorporated")
    const first = await portal.waitingAgencyChanges(who, { limit: 1 })
    assert.isTrue(first.ok)
    if (!first.ok) return
    assert.deepStrictEqual(
      first.value.rows.map(({ agencyId, days, wanted }) => [String(agencyId), days, String(wanted.legalName)]),
      [["agency-1", 1, "Other Agency Incorporated"]]
    )
    assert.strictEqual(first.asOf, new Date(fixture.after(3)).toISOString() as never)
    const after = first.value.next
    const second = await portal.waitingAgencyChanges(who, { limit: 1, ...(after && { after }) })
    assert.deepStrictEqual(second.ok && second.value.rows.map(({ agencyId }) => String(agencyId)), ["agency-0"])
    assert.isTrue(second.ok && second.value.next === undefined)
    await told(agent(3), { _tag: "WithdrawAgencyChange", agencyId: "agency-1", changeId: "change-1" })
    const rest = await portal.waitingAgencyChanges(who, page)
    assert.deepStrictEqual(rest.ok && rest.value.rows.map(({ agencyId }) => String(agencyId)), ["agency-0"])
    await portal.close()
  })

  it("is associations, until they are answered [AGT-03]", async () => {
    const { portal, told } = await busy()
    for (const n of [2, 1]) {
      const { licence, npn } = fixture.profile(n)
      const left = { _tag: "SetAgentInactive", agencyId: "agency-0", agentId: `agent-${n}`, reason: "left-agency" }
      await told(agent(0), left)
      await told(agent(3), { _tag: "AssociateAgent", agencyId: "agency-1", licence: licence.number, npn })
    }
    const waiting = async () => {
      const list = await portal.waitingAssociations(who, page)
      return list.ok ? list.value.rows.map(({ agentId, certified, days }) => [String(agentId), days, certified]) : list
    }
    assert.deepStrictEqual(await waiting(), [
      ["agent-2", 2, true],
      ["agent-1", 0, true]
    ])
    await told(exchange, { _tag: "ApproveAssociation", agencyId: "agency-1", agentId: "agent-2" })
    await told(exchange, { _tag: "SuspendAgent", agentId: "agent-1", reason: "under-investigation" })
    assert.deepStrictEqual(await waiting(), [["agent-1", 2, false]])
    await told(exchange, { _tag: "DeclineAssociation", agencyId: "agency-1", agentId: "agent-1" })
    assert.deepStrictEqual(await waiting(), [])
    await portal.close()
  })

  it("is reports of agents, all of them or the late ones [AGT-21]", async () => {
    const { portal, report, told } = await busy()
    const moved = (city: string) => ({ _tag: "Address", place: { city, county: "Fresno" } })
    await report(2, moved("Clovis"), "2026-03-02")
    await report(1, { _tag: "Name", name: { first: "Anna", last: "Reyes" } }, "2026-01-02")
    await report(1, moved("Fresno"), "2026-03-05")
    const waiting = async (filter: { readonly lateOnly?: boolean }) => {
      const list = await portal.waitingReports(who, filter, page)
      if (!list.ok) return list
      return list.value.rows.map(({ agencyId, agentId, reports }) =>
        [agentId, agencyId, ...reports.map(({ about }) => about)].join(" ")
      )
    }
    assert.deepStrictEqual(await waiting({}), ["agent-2 agency-0 address", "agent-1 agency-0 name address"])
    assert.deepStrictEqual(await waiting({ lateOnly: true }), ["agent-1 agency-0 name"])
    await told(exchange, { _tag: "ReviewAgentChange", agentId: "agent-1", about: "name" })
    assert.deepStrictEqual(await waiting({ lateOnly: true }), [])
    assert.isFalse((await portal.waitingReports(who, { late: true } as never, page)).ok)
    assert.isFalse((await portal.waitingReports(who, {}, { limit: 0 })).ok)
    await portal.close()
  })

  it("is for the exchange alone", async () => {
    const { portal } = await busy()
    for (const actor of [agent(0), agent(1), fixture.staffOf(2), consumer(0), serviceCenter, system])
      for (const list of [
        await portal.waitingAgencyChanges({ actor }, page),
        await portal.waitingAssociations({ actor }, page),
        await portal.waitingReports({ actor }, {}, page)
      ])
        assert.deepNestedInclude(list, { ok: false, "refusal.code": "NotPermitted" })
    await portal.close()
  })
})
