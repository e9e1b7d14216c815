import { calheers } from "@agencybook/core/Policy"
import { assert, describe, it } from "@effect/vitest"
import * as Portal from "../src/Portal.ts"
import * as fixture from "./fixture/portal.ts"

const { agent, exchange, system } = fixture

describe("What an agent tells the exchange", () => {
  it("is told by the agent or the agency, and looked at by the exchange after the regulator [AGT-21]", async () => {
    const portal = Portal.make({ policy: calheers, now: () => fixture.start })
    let sent = 0
    const asked = (actor: Portal.ActorInput, command: object) => {
      sent += 1
      return portal.executeUnknown({ id: `report-${sent}`, actor, command })
    }
    const told = async (actor: Portal.ActorInput, command: object) => {
      const reply = await asked(actor, command)
      return reply.ok ? reply : assert.fail(reply.refusal.message)
    }
    await told(system, fixture.roster)
    const report = (change: object, happenedOn: string) => ({
      _tag: "ReportAgentChange",
      agentId: "agent-1",
      change,
      happenedOn
    })
    const licence = { _tag: "Licence", number: "1H77777" }
    assert.deepNestedInclude(await asked(agent(2), report(licence, "2026-03-01")), { "refusal.code": "NotPermitted" })
    assert.deepNestedInclude(await asked(agent(1), report({ ...licence, number: "1H10002" }, "2026-03-01")), {
      "refusal.code": "LicenceInUse",
      // Whose the number is, and where that person works, is not told.
      "refusal.facts": { agentId: "agent-1" }
    })
    const { events } = await told(agent(1), report(licence, "2026-01-31"))
    assert.deepNestedInclude({ events }, { "events[0]._tag": "AgentChangeReported", "events[0].report.late": true })
    assert.deepNestedInclude({ events }, { "events[1].item": "licence-validated" })
    const moved = { _tag: "Address", place: { city: "Fresno", county: "Fresno" } }
    assert.deepNestedInclude(await told(agent(0), report(moved, "2026-03-01")), { "events[0].about": "address" })
    const review = { _tag: "ReviewAgentChange", agentId: "agent-1", about: "licence" }
    assert.deepNestedInclude(await asked(agent(0), review), { "refusal.code": "NotPermitted" })
    assert.deepNestedInclude(await asked(exchange, review), { "refusal.code": "LicenceNotConfirmed" })
    await told(system, {
      _tag: "RecordLicence",
      agentId: "agent-1",
      licence: { ...fixture.profile(1).licence, number: "1H77777" }
    })
    assert.deepStrictEqual(
      (await told(exchange, review)).events.map(({ _tag }) => _tag),
      ["AgentChangeReviewed", "ChecklistRecorded"]
    )
    await portal.close()
  })
})
