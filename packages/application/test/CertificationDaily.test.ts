import * as Dates from "@agencybook/core/CalendarDate"
import { calheers } from "@agencybook/core/Policy"
import { assert, describe, it } from "@effect/vitest"
import * as Portal from "../src/Portal.ts"
import * as fixture from "./fixture/portal.ts"

const { agent, exchange, system } = fixture
const day = 24 * 3_600_000

/** A portal with the roster and the cases of the fixture, whose clock the test moves. */
const opened = async () => {
  let days = 0
  const portal = Portal.make({ policy: calheers, now: () => fixture.start + days * day })
  let sent = 0
  const told = async (actor: Portal.ActorInput, command: object) => {
    sent += 1
    const reply = await portal.executeUnknown({ id: `daily-${sent}`, actor, command })
    return reply.ok ? reply : assert.fail(reply.refusal.message)
  }
  await told(system, fixture.roster)
  await told(system, fixture.cases)
  return {
    portal,
    told,
    wait: (count: number) => {
      days += count
    }
  }
}

describe("The daily run over certifications", () => {
  it("finds who is due by the day, gives the manager thirty days, then sets the clients free, once [DEL-25]", async () => {
    const { portal, told, wait } = await opened()
    const due = async (on: string) => {
      const answer = await portal.certificationsDue({ actor: system }, { day: on })
      return answer.ok
        ? answer.value.map(({ agentId, dueOn }) => `${agentId} ${dueOn}`)
        : assert.fail(answer.refusal.message)
    }
    await told(exchange, { _tag: "TerminateAgent", agentId: "agent-1", forCause: false, reason: "retired" })
    assert.deepStrictEqual(await due("2026-04-01"), [])
    assert.deepStrictEqual(await due("2026-04-02"), ["agent-1 2026-04-02"])
    // A missed day is made up for.
    assert.deepStrictEqual(await due("2026-05-20"), ["agent-1 2026-04-02"])
    const roster = await portal.roster({ actor: agent(0) }, "agency-0")
    const line = roster.ok ? roster.value.find(({ agentId }) => agentId === "agent-1") : undefined
    assert.deepStrictEqual([line?.clientsUntil, line?.delegated, line?.frozen], [Dates.make("2026-04-02"), 0, 2])
    // The manager moves one of the two clients in time.
    const moved = await told(agent(0), {
      _tag: "TransferBook",
      transferId: "t-1",
      agencyId: "agency-0",
      fromAgentId: "agent-1",
      toAgentId: "agent-2",
      only: ["daily-2~0"],
      reason: "left-agency"
    })
    assert.isAbove(moved.events.length, 0)
    wait(30)
    const daily = { _tag: "RunCertificationDaily", agentId: "agent-1", day: "2026-04-02" }
    const { events } = await told(system, daily)
    assert.deepStrictEqual(
      events.map(({ _tag }) => _tag),
      ["DelegationMoved", "DispositionClosed"]
    )
    assert.deepStrictEqual((await told(system, daily)).events, [])
    assert.deepStrictEqual(await due("2026-04-02"), [])
    await portal.close()
  })

  it("suspends for a licence that ran out, brings back with the regulator's word, and ends what stays inactive [AGT-12]", async () => {
    const { portal, told, wait } = await opened()
    const licence = (over: object) => ({
      _tag: "RecordLicence",
      agentId: "agent-1",
      licence: { ...fixture.profile(1).licence, ...over }
    })
    const run = (day: string) => told(system, { _tag: "RunCertificationDaily", agentId: "agent-1", day })
    const moves = ({ events }: { events: ReadonlyArray<{ readonly _tag: string }> }) =>
      events.flatMap((event) => ("to" in event ? [(event.to as { _tag: string })._tag] : []))
    // The licence is good through the fifth of March.
    await told(system, licence({ expiresOn: "2026-03-05" }))
    wait(2)
    assert.deepStrictEqual(moves(await run("2026-03-05")), [])
    wait(1)
    assert.deepStrictEqual(moves(await run("2026-03-06")), ["Suspended", "Frozen", "Frozen"])
    assert.deepStrictEqual((await run("2026-03-06")).events, [])
    assert.deepStrictEqual(moves(await told(system, licence({}))), ["Certified", "Active", "Active"])
    assert.deepStrictEqual(moves(await told(system, licence({ status: "inactive" }))), [
      "Suspended",
      "Frozen",
      "Frozen"
    ])
    wait(29)
    assert.deepStrictEqual((await run("2026-04-04")).events, [])
    wait(1)
    const ended = await run("2026-04-05")
    assert.deepStrictEqual(moves(ended), ["TerminatedVested", "Disabled"])
    const due = await portal.certificationsDue({ actor: system }, { day: "2026-05-05" })
    assert.deepStrictEqual(due.ok && due.value.map(({ dueOn }) => String(dueOn)), ["2026-05-05"])
    await portal.close()
  })

  it("is asked in parts, each after the last one of the part before", async () => {
    const { portal, told } = await opened()
    for (const agentId of ["agent-2", "agent-1", "agent-0"])
      await told(exchange, { _tag: "TerminateAgent", agentId, forCause: false, reason: "retired" })
    const part = async (after?: { agentId: string; dueOn: string }) => {
      const question = { day: "2026-04-02", limit: 2, ...(after === undefined ? {} : { after }) }
      const answer = await portal.certificationsDue({ actor: exchange }, question)
      return answer.ok ? answer.value : assert.fail(answer.refusal.message)
    }
    const first = await part()
    assert.deepStrictEqual(
      first.map(({ agentId }) => String(agentId)),
      ["agent-0", "agent-1"]
    )
    assert.deepStrictEqual(
      (await part(first[1])).map(({ agentId }) => String(agentId)),
      ["agent-2"]
    )
    await portal.close()
  })

  it("is the scheduler's and the exchange's, and no agent's", async () => {
    const { portal } = await opened()
    const refused = await portal.certificationsDue({ actor: agent(0) }, { day: "2026-04-02" })
    assert.deepInclude(refused, { ok: false })
    const malformed = await portal.certificationsDue({ actor: system }, { day: "tomorrow" })
    assert.deepNestedInclude(malformed, { "refusal._tag": "Malformed" })
    const command = { _tag: "RunCertificationDaily", agentId: "agent-1", day: "2026-03-03" } as const
    const reply = await portal.execute({ id: "by-an-agent", actor: agent(0), command })
    assert.deepNestedInclude(reply, { "refusal.code": "NotPermitted" })
    await portal.close()
  })
})
