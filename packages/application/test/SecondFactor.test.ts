import { virginia } from "@agencybook/core/PolicyPreset"
import { assert, describe, it } from "@effect/vitest"
import * as Portal from "../src/Portal.ts"
import * as fixture from "./fixture/portal.ts"

const { exchange } = fixture
const manager = fixture.agent(0)
const invitation = { _tag: "SetAgentInactive", agencyId: "agency-0", agentId: "agent-1", reason: "leave" } as const

const office = async () => {
  const portal = Portal.make({ policy: virginia, now: () => fixture.start })
  const begun = await portal.executeUnknown({
    id: "roster",
    actor: fixture.system,
    command: fixture.roster
  })
  assert.isTrue(begun.ok)
  return portal
}

describe("a second factor, where the policy asks agents and staff for one", () => {
  it("is missing of a command until the host says it, under the same identifier [SEC-01]", async () => {
    const portal = await office()
    const sent = { id: "c-1", actor: manager, command: invitation } as never
    const refused = await portal.executeUnknown(sent)
    assert.deepInclude(refused.ok ? {} : refused.refusal, { code: "SecondFactorMissing", rule: "SEC-01" })
    const again = await portal.executeUnknown({ ...(sent as object), secondFactor: true } as never)
    assert.deepInclude(again, { ok: true, repeated: false })
    const repeated = await portal.executeUnknown({ ...(sent as object), secondFactor: true } as never)
    assert.deepInclude(repeated, { ok: true, repeated: true })
  })

  it("is missing of every question, and of the question what somebody may [SEC-01]", async () => {
    const portal = await office()
    const ask = (viewer: Portal.Viewer) => portal.roster(viewer, "agency-0")
    const refused = await ask({ actor: manager })
    assert.deepInclude(refused.ok ? {} : refused.refusal, { code: "SecondFactorMissing", facts: { of: "agent" } })
    assert.isTrue((await ask({ actor: manager, secondFactor: true })).ok)
    assert.isTrue((await ask({ actor: exchange })).ok)
    const may = async (viewer: Portal.Viewer) => {
      const answer = await portal.may(viewer, "view-roster", { agencyId: "agency-0" })
      return answer.ok ? answer.value._tag : "not read"
    }
    assert.deepStrictEqual(
      [await may({ actor: manager }), await may({ actor: manager, secondFactor: true })],
      ["Refused", "Granted"]
    )
  })

  it("is the word of the host, and nothing but `true` is one [SEC-01]", async () => {
    const portal = await office()
    const asked = await portal.roster({ actor: manager, secondFactor: "true" as never }, "agency-0")
    assert.deepInclude(asked.ok ? {} : asked.refusal, { _tag: "Malformed" })
  })
})
