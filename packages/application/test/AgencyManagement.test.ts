import { calheers } from "@agencybook/core/Policy"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Portal from "../src/Portal.ts"
import { Store } from "../src/Store.ts"
import * as fixture from "./fixture/portal.ts"

const { agent, exchange, system } = fixture
const agencyId = "agency-0"
const of = (_tag: string, n: number) => ({ _tag, agencyId, agentId: `agent-${n}` })

const opened = async () => {
  let minutes = 0
  const portal = Portal.make({ policy: calheers, now: () => fixture.start + minutes * 60_000 })
  let sent = 0
  const asked = (actor: Portal.ActorInput, command: object, acting?: string) => {
    sent += 1
    minutes += 1
    return portal.executeUnknown({
      id: `managing-${sent}`,
      actor,
      command,
      ...(acting === undefined ? {} : { acting })
    })
  }
  const told = async (actor: Portal.ActorInput, command: object) => {
    const reply = await asked(actor, command)
    return reply.ok ? reply.events.map(({ _tag }) => _tag as string) : assert.fail(reply.refusal.message)
  }
  const refused = async (actor: Portal.ActorInput, command: object, acting?: string) => {
    const reply = await asked(actor, command, acting)
    return reply.ok ? assert.fail("was not refused") : "code" in reply.refusal ? reply.refusal.code : reply.refusal._tag
  }
  const managers = async () => {
    const account = await portal.account({ actor: exchange }, agencyId)
    return account.ok ? account.value.managers.map(String) : assert.fail(account.refusal.message)
  }
  await told(system, fixture.roster)
  return { portal, told, refused, managers }
}

describe("The managers of an agency", () => {
  it("hand it over, and the one who hands it over has nothing of the role left [AGY-12, ACT-02]", async () => {
    const { managers, portal, refused, told } = await opened()
    assert.strictEqual(await refused(agent(0), of("RemoveManager", 0)), "LastManager")
    assert.strictEqual(await refused(agent(1), of("DesignateManager", 1)), "NotPermitted")
    const helper = { _tag: "Staff", userId: "helper", agencyId, level: 2 } as const
    assert.strictEqual(await refused(helper, of("DesignateManager", 1)), "NotPermitted")
    await told(agent(0), of("DesignateManager", 1))
    assert.deepStrictEqual(await told(agent(0), of("DesignateManager", 1)), [])
    await told(agent(0), { _tag: "OpenActing", actingId: "session", agencyId, agentId: "agent-1" })
    assert.strictEqual(await refused(agent(1), of("RemoveManager", 0)), "PrimaryManagerDecides")
    await told(agent(0), of("ChoosePrimaryManager", 1))
    assert.deepStrictEqual(await managers(), ["agent-1", "agent-0"])
    await told(agent(1), of("RemoveManager", 0))
    assert.deepStrictEqual(await managers(), ["agent-1"])
    const roster = await portal.roster({ actor: agent(0) }, agencyId)
    assert.deepNestedInclude(roster, { "refusal.code": "NotPermitted" })
    const used = { _tag: "AcceptRequest", delegationId: "asked" }
    assert.notStrictEqual(await refused(agent(0), used, "session"), "UnknownDelegation")
    // The role that is given again is another one.
    await told(agent(1), of("DesignateManager", 0))
    const may = await portal.may({ actor: agent(0), acting: "session" }, "view-own-book", {
      agentId: "agent-1",
      agencyId
    })
    assert.deepNestedInclude(may, { "value.code": "ActingNotAllowed", "value.facts.why": "manager-without-authority" })
    await portal.close()
  })

  it("are not put out by way of the roster [AGY-12 AGY-02]", async () => {
    const { managers, portal, refused, told } = await opened()
    await told(agent(0), of("DesignateManager", 1))
    const gone = { ...of("SetAgentInactive", 0), reason: "left-agency" }
    const details = { name: { first: "Hal", last: "Per" }, email: "helper@login.example" }
    await told(agent(0), { _tag: "AddStaff", agencyId, userId: "helper", details, level: 2 })
    await told(exchange, { _tag: "ApproveStaff", userId: "helper" })
    const helper = { _tag: "Staff", userId: "helper", agencyId, level: 2 } as const
    assert.strictEqual(await refused(helper, gone), "ManagersDecide")
    assert.strictEqual(await refused(helper, { ...of("SetAgentInactive", 1), reason: "leave" }), "ManagersDecide")
    assert.strictEqual(await refused(agent(1), gone), "PrimaryManagerDecides")
    assert.deepStrictEqual(await managers(), ["agent-0", "agent-1"])
    assert.include(await told(exchange, gone), "AgencyManagerRemoved")
    assert.deepStrictEqual(await managers(), ["agent-1"])
    await portal.close()
  })

  it.effect("are told, with the person whom it is about [NOT-02]", () =>
    Effect.gen(function* () {
      yield* fixture.told(system, fixture.roster)
      yield* fixture.told(agent(0), of("DesignateManager", 1))
      yield* fixture.told(exchange, { ...of("SetAgentInactive", 1), reason: "left-agency" })
      const store = yield* Store
      const claimed = yield* store.claim("2026-03-05T00:00:00.000Z" as never, 9, 1000)
      assert.deepStrictEqual(
        claimed
          .filter(({ notice }) => notice.template === "NTC-29")
          .map(({ notice: { params, to } }) => `${to.role} ${to.email} ${params.change}`),
        ["designated", "left"].flatMap((change) => [
          `agent agent1@login.example ${change}`,
          `manager agent0@login.example ${change}`
        ])
      )
    }).pipe(Effect.provide(fixture.layer))
  )

  it("lose the place when they leave, and find it again when they were away [AGY-12]", async () => {
    const { managers, portal, refused, told } = await opened()
    await told(exchange, of("DesignateManager", 1))
    await told(exchange, { ...of("SetAgentInactive", 1), reason: "leave" })
    assert.deepStrictEqual(await managers(), ["agent-0", "agent-1"])
    assert.strictEqual(await refused(agent(1), of("RemoveManager", 0)), "NotPermitted")
    assert.strictEqual(await refused(exchange, of("RemoveManager", 0)), "LastManager")
    await told(exchange, of("SetAgentActive", 1))
    await told(exchange, { ...of("SetAgentInactive", 1), reason: "left-agency" })
    assert.deepStrictEqual(await managers(), ["agent-0"])
    await told(exchange, of("SetAgentActive", 1))
    assert.strictEqual(await refused(agent(1), of("DesignateManager", 1)), "NotPermitted")
    await portal.close()
  })

  it("that are lost put the agency on a worklist of the exchange, and in the end suspend it [AGY-12]", async () => {
    let days = 0
    const portal = Portal.make({ policy: calheers, now: () => fixture.start + days * 86_400_000 })
    let sent = 0
    const asked = (actor: Portal.ActorInput, command: object) => {
      sent += 1
      return portal.executeUnknown({ id: `losing-${sent}`, actor, command })
    }
    const told = async (actor: Portal.ActorInput, command: object) => {
      const reply = await asked(actor, command)
      return reply.ok ? reply.events.map(({ _tag }) => _tag as string) : assert.fail(reply.refusal.message)
    }
    const waiting = async (actor: Portal.ActorInput) => {
      const page = await portal.agenciesWithoutManager({ actor }, { limit: 5 })
      return page.ok
        ? page.value.rows.map((one) => `${one.agencyId} ${one.until} ${one.daysLeft} ${one.suspended}`)
        : page.refusal
    }
    const due = async (day: string) => {
      const answer = await portal.agenciesDue({ actor: system }, { day })
      return answer.ok ? answer.value.map(({ dueOn }) => dueOn as string) : assert.fail(answer.refusal.message)
    }
    const run = (day: string) => ({ _tag: "RunAgencyDaily", agencyId, day })
    await told(system, fixture.roster)
    assert.deepStrictEqual(await waiting(exchange), [])
    const suspend = { _tag: "SuspendAgent", agentId: "agent-0", reason: "under-investigation" }
    assert.include(await told(exchange, suspend), "AgencyLeftWithoutManager")
    assert.deepStrictEqual(await waiting(exchange), ["agency-0 2026-04-02 31 false"])
    assert.deepInclude(await waiting(agent(0)), { code: "NotPermitted" })
    const account = await portal.account({ actor: exchange }, agencyId)
    assert.deepNestedInclude(account, { "value.withoutManager.until": "2026-04-02" })
    // Who comes back in time ends it, and so does a successor.
    assert.include(await told(exchange, { _tag: "ReinstateAgent", agentId: "agent-0" }), "AgencyManagedAgain")
    assert.deepStrictEqual(await waiting(exchange), [])
    days = 1
    await told(exchange, suspend)
    days = 31
    assert.deepStrictEqual(await due("2026-04-03"), [])
    assert.deepStrictEqual(await told(system, run("2026-04-03")), [])
    days = 32
    assert.deepStrictEqual(await due("2026-04-04"), ["2026-04-04"])
    assert.deepStrictEqual(await told(system, run("2026-04-04")), ["AgencyCertificationMoved"])
    assert.deepStrictEqual(await told(system, run("2026-04-04")), [])
    assert.deepStrictEqual(await waiting(exchange), ["agency-0 2026-04-03 0 true"])
    const back = { _tag: "ReinstateAgency", agencyId }
    assert.deepNestedInclude(await asked(exchange, back), { "refusal.code": "NoCertifiedManager" })
    assert.deepStrictEqual(await told(exchange, of("DesignateManager", 1)), [
      "AgencyManagerDesignated",
      "AgencyManagedAgain"
    ])
    assert.deepStrictEqual(await told(exchange, back), ["AgencyCertificationMoved"])
    // The successor may take the place of the primary manager, who cannot act.
    await told(agent(1), of("ChoosePrimaryManager", 1))
    await portal.close()
  })

  it("are missed on the day on which the term of the last one ends [AGY-12, AGT-08]", async () => {
    const until = "2027-01-01"
    let now = fixture.start
    const portal = Portal.make({ policy: calheers, now: () => now })
    await portal.executeUnknown({ id: "roster", actor: system, command: fixture.roster })
    now = Date.parse(`${until}T12:00:00.000Z`) + 86_400_000
    const reply = await portal.execute({
      id: "run",
      actor: system,
      command: { _tag: "RunCertificationDaily", agentId: "agent-0", day: until }
    })
    assert.include(
      reply.ok ? reply.events.map(({ _tag }) => _tag as string) : [],
      "AgencyLeftWithoutManager",
      JSON.stringify(reply)
    )
    await portal.close()
  })
})
