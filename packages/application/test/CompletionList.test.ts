import type * as Page from "@agencybook/core/Page"
import { federal } from "@agencybook/core/PolicyPreset"
import { assert, describe, it } from "@effect/vitest"
import * as Portal from "../src/Portal.ts"
import * as fixture from "./fixture/portal.ts"

const { consumer, exchange, system } = fixture
const visitor = { _tag: "Applicant", userId: "u-2" } as const
const counselor = { _tag: "Counselor", userId: "u-1" } as const

describe("The list of who is done for the plan year", () => {
  it("is there for consumers, page by page, with what the registry says [AGT-14]", async () => {
    const portal = Portal.make({ policy: federal, now: () => fixture.start })
    let sent = 0
    const told = async (actor: Portal.ActorInput, command: object) => {
      sent += 1
      const reply = await portal.executeUnknown({ id: `done-${sent}`, actor, command })
      return reply.ok ? reply : assert.fail(reply.refusal.message)
    }
    await told(system, fixture.roster)
    const said = (n: number, npnCheck: string) => ({
      _tag: "RecordLicence",
      agentId: `agent-${n}`,
      licence: fixture.profile(n).licence,
      npnCheck
    })
    await told(system, said(1, "confirmed"))
    await told(system, said(2, "differs"))
    await told(exchange, { _tag: "TerminateAgent", agentId: "agent-2", forCause: false, reason: "retired" })
    const part = async (request: Page.Request) => {
      const answer = await portal.completionList({ actor: consumer(0) }, request)
      return answer.ok ? answer.value : assert.fail(answer.refusal.message)
    }
    const first = await part({ limit: 1 })
    const rest = await part({ limit: 5, ...(first.next === undefined ? {} : { after: first.next }) })
    assert.deepStrictEqual(
      [...first.rows, ...rest.rows].map(({ npn, npnCheck, planYear }) => `${npn} ${npnCheck} ${planYear}`),
      ["1000000 unchecked 2026", "1000001 confirmed 2026", "1000003 unchecked 2026"]
    )
    // Who looks for help may be nobody's consumer yet. @rule DEL-02
    for (const actor of [visitor, counselor, system] as const) {
      const shown = await portal.completionList({ actor }, { limit: 9 })
      assert.strictEqual(shown.ok && shown.value.rows.length, 3, actor._tag)
      assert.isTrue((await portal.directory({ actor }, {}, { limit: 9 })).ok, actor._tag)
    }
    await portal.close()
  })
})
