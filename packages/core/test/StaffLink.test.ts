import { assert, describe, it } from "@effect/vitest"
import type { Actor } from "../src/Actor.ts"
import * as Dates from "../src/CalendarDate.ts"
import * as Id from "../src/Id.ts"
import * as Invitation from "../src/Invitation.ts"
import * as Staff from "../src/Staff.ts"
import * as StaffLink from "../src/StaffLink.ts"
import * as Sample from "./fixture/sample.ts"

const { email, name, userId } = Sample.staff()
const link = Sample.staffLink()
const self: Actor = { _tag: "Applicant", userId }
const claim: StaffLink.Command & { readonly _tag: "ClaimStaffLink" } = { _tag: "ClaimStaffLink", userId, name }
const decide = (
  facts: StaffLink.Facts,
  command: StaffLink.Command = claim,
  over: Parameters<typeof Sample.context>[0] = {}
) => StaffLink.decide(command, facts, Sample.context({ actor: self, ...over }))
const sent = (over: Partial<Staff.Link> = {}) => Sample.staff(0, { link: { ...link, ...over } })

describe("StaffLink", () => {
  it("is sent with the approval, for the hours of the policy [STF-05 INV-02]", () => {
    const staff = Sample.staff(0, { approval: { _tag: "Eligible", since: Sample.now } })
    const policy = { ...Sample.context().policy, inviteHours: 24 }
    const answer = Staff.decide({ _tag: "ApproveStaff", userId }, { staff }, Sample.context({ policy }))
    assert.deepStrictEqual(answer._tag === "Accepted" && answer.events.map(({ _tag }) => _tag), [
      "StaffMoved",
      "StaffLinkIssued"
    ])
    const [, event] = answer._tag === "Accepted" ? answer.events : []
    assert.deepNestedInclude(event, {
      "link.expiresAt": Dates.plusHours(Sample.now, 24),
      "link.invitationId": Id.derive(Sample.context().commandId, 0)
    })
  })

  it("is sent anew to whoever is approved and has not claimed the login [INV-02]", () => {
    const send: StaffLink.Command = { _tag: "SendStaffLink", userId }
    const answer = decide({ staff: sent({ state: "Revoked", wrongTries: 5 }) }, send)
    assert.deepNestedInclude(answer, { "events[0].link.wrongTries": 0, "events[0].link.state": "Issued" })
    assert.deepInclude(decide({ staff: undefined }, send), { code: "UnknownStaff" })
    assert.deepInclude(decide({ staff: Sample.staff(0, { approval: { _tag: "Pending", since: Sample.now } }) }, send), {
      code: "StaffLinkNotApproved",
      message: "staff `staff-0` gets no link while the approval is `Pending`"
    })
    assert.deepInclude(decide({ staff: sent({ state: "Claimed" }) }, send), {
      code: "StaffLinkClaimed",
      message: "staff `staff-0` has the login in use already"
    })
  })

  it("is claimed once, by the helper at the own login [INV-03 STF-07]", () => {
    const staff = sent()
    const answer = decide({ staff, matches: true })
    const events = answer._tag === "Accepted" ? answer.events : []
    assert.deepStrictEqual(events, [
      { _tag: "StaffLinkMoved", userId, trigger: "claim", from: "Issued", to: "Claimed", wrongTries: 0 }
    ])
    const claimed = events.reduce<Staff.Staff>((one, event) => Staff.evolve(one, event), staff)
    assert.deepStrictEqual(claimed.link, { ...link, state: "Claimed" })
    const refused = { code: "StaffLinkNotAccepted", message: "the link is not accepted" }
    assert.deepInclude(decide({ staff: claimed, matches: true }), refused)
    assert.deepInclude(decide({ staff: undefined, matches: true }), refused)
    const another = { actor: { _tag: "Applicant", userId: Id.make<Id.UserId>("user-9") } } as const
    assert.deepInclude(decide({ staff, matches: true }, claim, another), refused)
    assert.isUndefined(
      StaffLink.live(
        Sample.staff(0, { link, approval: { _tag: "Terminated", since: Sample.now, reason: "left-agency" } })
      )
    )
  })

  it("counts what does not fit, and is over with the last try and with its time [INV-02 INV-03]", () => {
    const triggers = (staff: Staff.Staff, more: Parameters<typeof decide>[2] = {}, command = claim) => {
      const answer = decide({ staff, matches: false }, command, more)
      return { events: answer._tag === "Recorded" ? answer.events : assert.fail(answer._tag) }
    }
    assert.deepNestedInclude(triggers(sent()), {
      "events[0].trigger": "try",
      "events[0].to": "Issued",
      "events[0].wrongTries": 1
    })
    assert.deepNestedInclude(triggers(sent({ wrongTries: 4 })), {
      "events[0].trigger": "lock",
      "events[0].to": "Revoked"
    })
    assert.deepNestedInclude(triggers(sent(), { at: link.expiresAt }), { "events[0].trigger": "expire" })
    const stranger = decide({ staff: sent(), matches: true }, { ...claim, name: { ...name, last: "Other" as never } })
    assert.deepNestedInclude(stranger, { _tag: "Recorded", "refusal.code": "StaffLinkNotAccepted" })
  })

  it("has a token of its own kind, which dies with the link and the address [INV-04]", () => {
    assert.strictEqual(StaffLink.text.name, "staff-link")
    assert.notStrictEqual(StaffLink.text.name, Invitation.linkText.name)
    assert.strictEqual(StaffLink.secretId("link-1", email), `link-1 ${email}`)
  })
})
