import { calheers } from "@agencybook/core/Policy"
import { assert, describe, it } from "@effect/vitest"
import * as Portal from "../src/Portal.ts"
import * as fixture from "./fixture/portal.ts"

const { agent, exchange, profile, system } = fixture

/** The two agencies of the fixture, and what an actor is answered. */
const opened = async () => {
  const portal = Portal.make({ policy: calheers, now: () => fixture.start })
  let sent = 0
  const told = async (actor: Portal.ActorInput, command: object) => {
    sent += 1
    const reply = await portal.executeUnknown({ id: `twin-${sent}`, actor, command })
    return reply.ok ? reply.events.map(({ _tag }) => _tag as string) : reply.refusal
  }
  await told(system, fixture.roster)
  return { told }
}
const add = (over: object) => ({
  _tag: "AddAgent",
  agencyId: "agency-1",
  agentId: "agent-9",
  profile: { ...profile(9), ...over }
})
const { loginEmail, npn } = profile(1)
const number = { code: "NpnInUse", rule: "AGT-01", facts: { agentId: "agent-9" } } as const
const address = { code: "LoginEmailInUse", rule: "STF-07", facts: { agentId: "agent-9" } } as const

describe("An agent of another agency", () => {
  it("is not added a second time under the number or the address, and nothing of the agent is told [AGT-01 STF-07]", async () => {
    const { told } = await opened()
    assert.deepInclude(await told(agent(3), add({ npn })), number)
    assert.deepInclude(await told(agent(3), add({ loginEmail })), address)
    assert.deepInclude(await told(agent(3), add({ npn, loginEmail })), number)
    const refusal = JSON.stringify(await told(agent(3), add({ npn, loginEmail })))
    for (const secret of ["agent-1", "agency-0", npn, loginEmail, profile(1).name.last])
      assert.notInclude(refusal, secret)
    assert.deepStrictEqual(await told(agent(3), add({})), ["AgentAdded", "EmploymentMoved"])
  })

  it("is known in whatever letters the address is written", async () => {
    const { told } = await opened()
    assert.deepInclude(await told(agent(3), add({ loginEmail: ` ${loginEmail.toUpperCase()} ` })), address)
  })

  it("keeps number and address when the certification is over", async () => {
    const { told } = await opened()
    await told(exchange, { _tag: "TerminateAgent", agentId: "agent-1", forCause: false, reason: "retired" })
    assert.deepInclude(await told(agent(3), add({ npn })), number)
    assert.deepInclude(await told(agent(3), add({ loginEmail })), address)
  })

  it("opens no agency as somebody else", async () => {
    const { told } = await opened()
    const open = (over: object) => ({
      _tag: "OpenAgency",
      agencyId: "opened",
      details: fixture.details(9),
      managerId: "agent-9",
      manager: { ...profile(9), ...over }
    })
    const applicant = { _tag: "Applicant", userId: "a" } as const
    assert.deepInclude(await told(applicant, open({ npn })), number)
    assert.deepInclude(await told(applicant, open({ loginEmail })), address)
    assert.deepStrictEqual(await told(applicant, open({})), ["AgencyOpened", "AgentAdded", "EmploymentMoved"])
  })

  it("is not delivered a second time, nor twice at once, and the answer names the entry", async () => {
    const { told } = await opened()
    const deliver = (...profiles: ReadonlyArray<object>) => ({
      _tag: "RecordRoster",
      agencies: [],
      agents: profiles.map((over, n) => ({
        agentId: `agent-${8 + n}`,
        agencyId: "agency-0",
        profile: { ...profile(8 + n), ...over },
        manager: false,
        certification: { state: "Certified", term: fixture.term },
        employment: "Active"
      }))
    })
    assert.deepInclude(await told(system, deliver({}, { npn })), number)
    assert.deepInclude(await told(system, deliver({}, { loginEmail })), address)
    assert.deepInclude(await told(system, deliver({}, { npn: profile(8).npn })), number)
    const { loginEmail: same } = profile(8)
    assert.deepInclude(await told(system, deliver({}, { loginEmail: same.toUpperCase() })), address)
    assert.deepStrictEqual(await told(system, deliver({})), [
      ...["AgentAdded", "EmploymentMoved", "ExtranetAccountProvisioned"]
    ])
    // Delivered again, the entry is known by its identifier and stays as it is.
    assert.deepStrictEqual(await told(system, deliver({})), [])
  })
})

describe("A number that was entered by mistake", () => {
  it("is put right with the regulator's word, and is free then for whoever has it", async () => {
    const { told } = await opened()
    const mistaken = profile(40).npn
    assert.deepStrictEqual(await told(agent(3), add({ npn: mistaken })), ["AgentAdded", "EmploymentMoved"])
    const owner = { ...add({}), agentId: "agent-10", profile: { ...profile(10), npn: mistaken } }
    assert.deepInclude(await told(agent(0), { ...owner, agencyId: "agency-0" }), { code: "NpnInUse" })
    const right = (to: string) => ({ _tag: "RecordLicence", agentId: "agent-9", licence: profile(9).licence, npn: to })
    assert.deepInclude(await told(agent(3), right(profile(9).npn)), { code: "NotPermitted" })
    assert.deepInclude(await told(system, right(npn)), number)
    assert.deepStrictEqual(await told(system, right(profile(9).npn)), ["LicenceRecorded"])
    assert.deepStrictEqual(await told(agent(0), { ...owner, agencyId: "agency-0" }), ["AgentAdded", "EmploymentMoved"])
  })
})

describe("Two agencies that add one person at the same moment", () => {
  it("add the person once, whichever comes first", async () => {
    const portal = Portal.make({ policy: calheers, now: () => fixture.start })
    await portal.executeUnknown({ id: "roster", actor: system, command: fixture.roster })
    for (const [round, over] of [{ npn: "55501" }, { loginEmail: "one@login.example" }].entries()) {
      const both = await Promise.all(
        [0, 3].map((n) =>
          portal.executeUnknown({
            id: `at-once-${round}-${n}`,
            actor: agent(n),
            command: {
              _tag: "AddAgent",
              agencyId: n === 0 ? "agency-0" : "agency-1",
              agentId: `new-${round}-${n}`,
              profile: { ...profile(20 + 5 * round + n), ...over }
            }
          })
        )
      )
      assert.strictEqual(both.filter(({ ok }) => ok).length, 1)
    }
  })
})
