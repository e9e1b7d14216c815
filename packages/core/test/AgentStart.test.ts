import { assert, describe, it } from "@effect/vitest"
import * as AgentStart from "../src/AgentStart.ts"
import type { Evidence } from "../src/Consent.ts"
import * as Sample from "./fixture/sample.ts"

const { caseId, caseNumber, members, primaryContact } = Sample.household()
const form = { type: "document", ref: "form-1", sha256: "ab".repeat(32) } as const
const decide = (candidates: AgentStart.Facts["candidates"] = [], evidence: Evidence = form) =>
  AgentStart.decide(
    {
      _tag: "StartApplication",
      delegationId: Sample.delegationId(9),
      caseId,
      caseNumber,
      agentId: Sample.agentId(1),
      primaryContact,
      members,
      year: 2026,
      signedBy: "Cora Quint",
      consent: { channel: "electronic-signature", evidence }
    },
    { candidates, same: undefined, delegate: Sample.member(1) },
    Sample.context({ actor: Sample.asAgent(1) })
  )

describe("AgentStart", () => {
  it("makes the case, the delegation and the consent together [DEL-04]", () => {
    const answer = decide()
    if (answer._tag === "Refused") return assert.fail(answer.message)
    assert.deepStrictEqual(
      answer.events.map(({ _tag }) => _tag),
      ["CaseRecorded", "DelegationOpened", "ConsentDrafted", "ConsentMoved"]
    )
    assert.deepNestedInclude(answer, { "events[1].delegation.origin": "agent-started" })
  })

  it("takes no signature in the portal from the agent [CON-01]", () => {
    assert.deepInclude(decide([], { type: "portal-record", ref: "start-1" }), { code: "NotTheSigner", rule: "CON-01" })
  })

  it("is refused for a consumer who has a case, without telling whose", () => {
    const answer = decide([Sample.household(5, { primaryContact })])
    assert.deepInclude(answer, {
      code: "CaseFound",
      rule: "DEL-04",
      message: "there is a case already of somebody with this name and birth date"
    })
    assert.deepInclude(decide([{ ...Sample.household(5), caseNumber }]), { code: "CaseFound" })
  })
})
