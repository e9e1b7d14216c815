import { assert, describe, it } from "@effect/vitest"
import type { Code } from "../src/AccessCode.ts"
import * as AccessCode from "../src/AccessCode.ts"
import * as Id from "../src/Id.ts"
import * as Invitation from "../src/Invitation.ts"
import { calheers } from "../src/Policy.ts"
import * as Sample from "./fixture/sample.ts"

const who = { invitationId: Id.make<Id.InvitationId>("i-1"), agentId: Sample.agentId(1), agencyId: Sample.agencyId() }

describe("Invitation", () => {
  it("lives for the hours of the policy, 24 in Virginia [INV-02]", () => {
    const policy = { ...calheers, inviteHours: 24 }
    const events = Invitation.issued({ ...who, kind: "activation-link" }, [], Sample.context({ policy }))
    const [event] = events
    assert.deepNestedInclude(event, { "invitation.expiresAt": "2026-03-04T18:00:00.000Z" })
  })

  it("spells a code with its own first letter, and a link as what nobody types [INV-04]", () => {
    const bytes = new Uint8Array(32)
    assert.match(Invitation.codeText.toText(Invitation.codeText.fromBytes(bytes)), /^D000-0000-000[0-9A-Z]$/)
    assert.isUndefined(AccessCode.format.read(Invitation.codeText.fromBytes(bytes)))
    assert.isUndefined(Invitation.codeText.format.read(AccessCode.fromBytes(bytes)))
  })

  it("gives the two kinds of code types that cannot be swapped [INV-04]", () => {
    const code: Invitation.DelegationCode = Invitation.codeText.fromBytes(new Uint8Array(10))
    // @ts-expect-error an agency's code is no consumer's code
    const swapped: Code = code
    assert.strictEqual<string>(swapped, code)
  })

  it("derives a mailed link for its address, and a code for the invitation alone", () => {
    assert.strictEqual(Invitation.secretId("delegation-code", "i-1", "a@x.example"), "i-1")
    assert.strictEqual(Invitation.secretId("activation-link", "i-1", "a@x.example"), "i-1 a@x.example")
  })
})
