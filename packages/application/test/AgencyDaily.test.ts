import { calheers } from "@agencybook/core/Policy"
import { assert, describe, it } from "@effect/vitest"
import * as Portal from "../src/Portal.ts"
import * as fixture from "./fixture/portal.ts"

const { agent, exchange, system } = fixture
const millis = 24 * 3_600_000

describe("The daily run over agencies", () => {
  it("reminds managers, then suspends an agency whose insurance is over, until it is renewed [AGY-05]", async () => {
    let days = 0
    const portal = Portal.make({ policy: calheers, now: () => fixture.start + days * millis })
    let sent = 0
    const told = async (actor: Portal.ActorInput, command: object) => {
      sent += 1
      const reply = await portal.executeUnknown({ id: `daily-${sent}`, actor, command })
      return reply.ok ? reply.events.map(({ _tag }) => _tag as string) : assert.fail(reply.refusal.message)
    }
    const due = async (day: string) => {
      const answer = await portal.agenciesDue({ actor: system }, { day })
      return answer.ok ? answer.value.map((one) => `${one.agencyId} ${one.dueOn}`) : assert.fail(answer.refusal.message)
    }
    await told(system, fixture.roster)
    const upload = (expiresOn: string) => ({
      _tag: "UploadAgencyDocument",
      agencyId: "agency-0",
      document: { type: "e-and-o", expiresOn, ...fixture.paper }
    })
    await told(agent(0), upload("2026-04-30"))
    // What was uploaded with less than sixty days left is not reminded of those.
    assert.deepStrictEqual(await due("2026-03-30"), [])
    assert.deepStrictEqual(await due("2026-04-10"), ["agency-0 2026-03-31"])
    days = 28
    const run = (day: string) => ({ _tag: "RunAgencyDaily", agencyId: "agency-0", day })
    assert.deepStrictEqual(await told(system, run("2026-03-31")), ["AgencyReminded"])
    assert.deepStrictEqual(await told(system, run("2026-03-31")), [])
    assert.deepStrictEqual(await due("2026-12-31"), ["agency-0 2026-04-23"])
    const account = async () => {
      const answer = await portal.account({ actor: agent(0) }, "agency-0")
      return answer.ok ? answer.value.certification : assert.fail(answer.refusal.message)
    }
    days = 59
    assert.deepStrictEqual(await told(system, run("2026-04-30")), ["AgencyReminded"])
    assert.deepStrictEqual(await told(system, run("2026-05-01")), ["AgencyCertificationMoved"])
    const book = await portal.roster({ actor: agent(0) }, "agency-0")
    assert.deepNestedInclude(book, { "refusal.code": "AgentWithoutAuthority" })
    assert.deepStrictEqual(await due("2026-12-31"), [])
    const back = { _tag: "ReinstateAgency", agencyId: "agency-0" } as const
    const early = await portal.execute({ id: "early", actor: exchange, command: back })
    assert.deepNestedInclude(early, { "refusal.code": "DocumentsMissing" })
    // The manager of a suspended agency may still hand papers in.
    await told(agent(0), upload("2027-04-30"))
    await told(exchange, back)
    assert.deepInclude(await account(), { _tag: "Certified" })
    await portal.close()
  })

  it("is for the system and the exchange, and names its day", async () => {
    const portal = Portal.make({ policy: calheers, now: () => fixture.start })
    const refused = await portal.agenciesDue({ actor: agent(0) }, { day: "2026-04-02" })
    assert.deepNestedInclude(refused, { "refusal.code": "NotPermitted" })
    const malformed = await portal.agenciesDue({ actor: system }, { day: "tomorrow" })
    assert.deepNestedInclude(malformed, { "refusal._tag": "Malformed" })
    const after = { agencyId: "agency-0", dueOn: "2026-01-01" }
    const part = await portal.agenciesDue({ actor: exchange }, { day: "2026-04-02", after, limit: 1 })
    assert.deepNestedInclude(part, { ok: true, value: [] })
    await portal.close()
  })
})
