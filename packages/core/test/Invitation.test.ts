import { assert, describe, it } from "@effect/vitest"
import type { Code } from "../src/AccessCode.ts"
import * as AccessCode from "../src/AccessCode.ts"
import * as Dates from "../src/CalendarDate.ts"
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

  it("names each secret, as the key and people know it [INV-04]", () => {
    assert.strictEqual(Invitation.codeText.name, "delegation-code")
    assert.strictEqual(Invitation.linkText.name, "activation-link")
    assert.deepInclude(Invitation.codeText.format, {
      name: "delegation code",
      expected: "a delegation code of twelve letters and digits such as DXXX-XXXX-XXXX"
    })
  })

  it("knows how the secret of each kind is spelled [INV-04]", () => {
    assert.strictEqual(Invitation.textOf("delegation-code"), Invitation.codeText)
    assert.strictEqual(Invitation.textOf("activation-link"), Invitation.linkText)
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

  const place = { agentId: Sample.agentId(1), agencyId: Sample.agencyId() }
  const invited = (n: number, over: Partial<Invitation.Invitation> = {}): Invitation.Invitation => ({
    ...{ ...place, invitationId: Id.make(`i-${n}`), kind: "delegation-code", issuedAt: Sample.now },
    ...{ expiresAt: Dates.plusHours(Sample.now, calheers.inviteHours), wrongTries: 0, state: "Issued", ...over }
  })
  const revoked = (n: number, trigger: "replace" | "revoke", wrongTries = 0) => ({
    ...{ _tag: "InvitationMoved", invitationId: `i-${n}`, agentId: place.agentId, trigger },
    ...{ from: "Issued", to: "Revoked", wrongTries }
  })

  it("takes the place of live invitations of its kind only [INV-02]", () => {
    const all = [invited(1), invited(2, { kind: "activation-link" }), invited(3, { state: "Expired" })]
    const next = { ...place, invitationId: Id.make<Id.InvitationId>("i-9"), kind: "delegation-code" } as const
    const events = Invitation.issued(next, all, Sample.context())
    assert.deepStrictEqual(events as ReadonlyArray<unknown>, [
      revoked(1, "replace"),
      { _tag: "InvitationIssued", invitation: invited(9) }
    ])
  })

  it("invites nobody who has an account, and gives the agency of who is certified a code [INV-01 INV-03]", () => {
    const { agencyId, agentId } = place
    const context = Sample.context({ commandId: Id.make("run") })
    assert.deepStrictEqual(Invitation.onCertified(agentId, agencyId, [invited(1, { state: "Claimed" })], context), [])
    const [old, issued] = Invitation.onCertified(agentId, agencyId, [invited(1)], context)
    assert.deepStrictEqual(old as unknown, revoked(1, "replace"))
    assert.deepNestedInclude(issued, { "invitation.invitationId": "run~0", "invitation.kind": "delegation-code" })
    const command = { _tag: "IssueInvitation", ...place, invitationId: Id.make<Id.InvitationId>("i-9") } as const
    const asked = (over: Partial<Invitation.Facts>) =>
      Invitation.decide(
        { ...command, kind: "delegation-code" },
        { named: undefined, invitations: [], agent: Sample.agent(1), onRoster: true, ...over },
        context
      )
    assert.strictEqual(asked({})._tag, "Accepted")
    assert.deepInclude(asked({ onRoster: false }), { code: "InvitationForStranger" })
    assert.deepInclude(asked({ agent: undefined }), { code: "InvitationForStranger" })
    assert.deepInclude(asked({ named: invited(9) }), { code: "InvitationExists" })
    assert.deepInclude(asked({ invitations: [invited(1, { state: "Claimed" })] }), { code: "AccountClaimed" })
  })

  describe("claim", () => {
    const userId = Id.make<Id.UserId>("user-1")
    const claim = (
      over: Partial<Invitation.Command & { readonly _tag: "ClaimInvitation" }> = {},
      facts: Partial<Invitation.Facts> = {},
      more: Partial<ReturnType<typeof Sample.context>> = {}
    ) =>
      Invitation.decide(
        {
          ...{ _tag: "ClaimInvitation", kind: "delegation-code", userId, code: "", licence: "1H10001" },
          name: { first: " annab ", last: "REYESAB" },
          ...over
        } as never,
        {
          named: undefined,
          invitations: [invited(1, { wrongTries: 3 })],
          agent: Sample.agent(1),
          matches: true,
          ...facts
        },
        Sample.context({ actor: { _tag: "Applicant", userId }, ...more })
      )
    const step = (trigger: string, to: string, wrongTries: number) => ({
      ...{
        _tag: "InvitationMoved",
        invitationId: "i-1",
        agentId: place.agentId,
        trigger,
        from: "Issued",
        to,
        wrongTries
      }
    })

    it("binds the person, however the name is written, and ends the other invitations [INV-03]", () => {
      const link = invited(2, { kind: "activation-link", wrongTries: 2 })
      const spent = invited(3, { state: "Revoked" })
      const answer = claim({}, { invitations: [link, spent, invited(1, { wrongTries: 3 })] })
      assert.deepStrictEqual(answer as unknown, {
        _tag: "Accepted",
        events: [{ ...step("claim", "Claimed", 3), claimedBy: userId }, revoked(2, "replace", 2)]
      })
    })

    it("finds the person whose name was entered with blanks around it [INV-03]", () => {
      const agent = Sample.agent(1, { name: { first: "Annab ", last: " Reyesab" } as never })
      assert.strictEqual(claim({}, { agent })._tag, "Accepted")
    })

    it("counts a wrong code, a wrong name and a user who is bound, and locks at the limit [INV-03]", () => {
      const wrong = { _tag: "Recorded", events: [step("try", "Issued", 4)] }
      const tries = [
        claim({}, { matches: false }),
        claim({}, { matches: undefined as never }),
        claim({ name: { first: "Annab" as never, last: "Reyes" as never } }),
        claim({ name: { first: "Anna" as never, last: "Reyesab" as never } }),
        claim({}, { boundTo: Sample.agentId(2) })
      ]
      for (const answer of tries) assert.deepNestedInclude(answer, wrong)
      const { tries: limit } = Sample.context().policy.accessCode
      const almost = [invited(1, { wrongTries: limit - 1 })]
      assert.deepNestedInclude(claim({}, { invitations: almost, matches: false }), {
        events: [step("lock", "Revoked", limit)]
      })
    })

    it("expires at its moment, also for the right person [INV-02]", () => {
      const { expiresAt } = invited(1)
      assert.deepNestedInclude(claim({}, {}, { at: expiresAt }), {
        ...{ _tag: "Recorded", events: [step("expire", "Expired", 3)] }
      })
      assert.strictEqual(claim({}, {}, { at: Dates.instant("2026-04-02T17:59:59.999Z") })._tag, "Accepted")
    })

    it("says the same and counts nothing for who cannot claim at all [INV-03]", () => {
      const answers = [
        claim({}, { invitations: [] }),
        claim({ kind: "activation-link" }),
        claim({}, { invitations: [invited(1, { state: "Claimed" })] }),
        claim({}, { agent: undefined }),
        claim({ userId: Id.make("user-2") }),
        claim({}, {}, { actor: Sample.exchange }),
        claim({}, {}, { actor: { _tag: "Exchange", userId } })
      ]
      for (const answer of answers) assert.deepStrictEqual(answer as unknown, Invitation.notAccepted({}) as unknown)
    })
  })

  it("is revoked by its own agency while it is live [INV-02]", () => {
    const revoke = (named: Invitation.Invitation | undefined, agencyId = place.agencyId) =>
      Invitation.decide(
        { _tag: "RevokeInvitation", invitationId: who.invitationId, agencyId } as never,
        { named, invitations: [], agent: Sample.agent(1) },
        Sample.context()
      )
    assert.deepStrictEqual(revoke(invited(1, { wrongTries: 2 })) as unknown, {
      ...{ _tag: "Accepted", events: [revoked(1, "revoke", 2)] }
    })
    assert.deepInclude(revoke(undefined), { code: "UnknownInvitation" })
    assert.deepInclude(revoke(invited(1), Sample.agencyId(2)), { code: "UnknownInvitation" })
    assert.deepInclude(revoke(invited(1, { state: "Claimed" })), { _tag: "Refused", rule: "INV-03" })
  })

  it("can be claimed while it is issued and not over, and by no other state [INV-02]", () => {
    const live = (over: Partial<Invitation.Invitation>, at = Sample.now) => Invitation.isLive(invited(1, over), at)
    assert.isTrue(live({}))
    assert.isFalse(live({}, invited(1).expiresAt))
    for (const state of ["Claimed", "Expired", "Revoked"] as const) assert.isFalse(live({ state }), state)
  })

  it("keeps who claimed it, once somebody has", () => {
    const step = { _tag: "InvitationMoved", invitationId: invited(1).invitationId, agentId: place.agentId } as const
    const claimedBy = Id.make<Id.UserId>("user-7")
    const claimed = { ...step, trigger: "claim", from: "Issued", to: "Claimed", wrongTries: 1, claimedBy } as const
    assert.deepStrictEqual(Invitation.evolve(invited(1), claimed), {
      ...invited(1, { state: "Claimed", wrongTries: 1 }),
      claimedBy
    })
    const tried = { ...step, trigger: "try", from: "Issued", to: "Issued", wrongTries: 1 } as const
    assert.deepStrictEqual(Invitation.evolve(invited(1), tried), invited(1, { wrongTries: 1 }))
  })
})
