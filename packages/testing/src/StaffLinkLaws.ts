/**
 * Laws of the link that an approval sends to a helper: who is sent one, how it is claimed, and that it opens nothing else.
 *
 * @since 0.1.0
 */
import type { Actor } from "@agencybook/core/Actor"
import * as Dates from "@agencybook/core/CalendarDate"
import { make as factsOf } from "@agencybook/core/Facts"
import * as Id from "@agencybook/core/Id"
import type { Event } from "@agencybook/core/Record"
import { type Link, machine } from "@agencybook/core/Staff"
import * as fc from "fast-check"
import { sentLink } from "./internal/SentLink.ts"
import { acceptedAs, all, eventsOf, holdsIf, type Law, make, refusedAs, same } from "./Law.ts"
import * as Sample from "./Sample.ts"

const { agencyId, email, name, userId } = Sample.staff()
const states: ReadonlyArray<Link["state"]> = ["Issued", "Claimed", "Expired", "Revoked"]

/** A manager sends the link anew. @category laws */
export const sentAnew = make({
  id: "staff-link-sent-anew",
  sentence:
    "an approved helper who has not claimed the login is sent a new link for the policy's hours, in the place of the one before, and nobody else is",
  rules: ["STF-05", "INV-02", "INV-03"],
  runs: 400,
  input: fc.record({
    approval: fc.constantFrom("unknown", "Approved", "Approved", "Approved", ...machine.states),
    before: fc.constantFrom<Link["state"] | "none">("none", ...states),
    hours: fc.constantFrom(24, 720)
  }),
  holds: ({ approval, before, hours }, rules) => {
    const staff = Sample.staff(0, {
      approval: Sample.approval(approval === "unknown" ? "Approved" : approval),
      ...(before === "none" ? {} : { link: sentLink({ state: before, wrongTries: 3 }) })
    })
    const context = Sample.context({ policy: { ...Sample.policy(), inviteHours: hours } })
    const known = approval === "unknown" ? undefined : staff
    const answer = rules.staffLink.decide({ _tag: "SendStaffLink", userId }, { staff: known }, context)
    if (approval === "unknown") return refusedAs(answer, "UnknownStaff", "STF-05")
    if (approval !== "Approved") return refusedAs(answer, "StaffLinkNotApproved", "STF-05")
    if (before === "Claimed") return refusedAs(answer, "StaffLinkClaimed", "INV-03")
    const link = sentLink({
      invitationId: Id.derive(context.commandId, 0),
      expiresAt: Dates.plusHours(Sample.now, hours)
    })
    const accepted = acceptedAs(answer, [{ _tag: "StaffLinkIssued", userId, link }])
    const [event] = eventsOf(answer)
    if (event?._tag !== "StaffLinkIssued") return accepted
    return all(accepted, same(rules.staff.evolve(staff, event).link, link, "the link that there is"))
  }
})

/** A claim is bound to one login, one person, one time and the tries of the policy. @category laws */
export const claimedByTheHelper = make({
  id: "staff-link-claimed-by-the-helper",
  sentence:
    "a live link is claimed once, with its secret, at the login of an approved helper who is named as the record has it; every other try has one answer, and is counted",
  rules: ["STF-05", "STF-07", "INV-02", "INV-03"],
  runs: 1_500,
  fixes: ["accessCode.tries"],
  input: fc.record({
    approval: fc.constantFrom<(typeof machine.states)[number]>("Approved", "Approved", "Approved", ...machine.states),
    state: fc.constantFrom<Link["state"] | "none">("Issued", "Issued", "Issued", "Issued", "none", ...states),
    offset: fc.constantFrom(-1, -1, 0),
    matches: fc.constantFrom(true, true, false),
    written: fc.constantFrom(...(["same", "same", "capitals", "other", "other-first"] as const)),
    actor: fc.constantFrom(...(["self", "self", "self", "another", "manager"] as const)),
    wrongTries: fc.integer({ min: 0, max: 4 })
  }),
  holds: ({ actor, approval, matches, offset, state, written, wrongTries }, rules) => {
    const link = sentLink({ wrongTries, ...(state === "none" ? {} : { state }) })
    const staff = Sample.staff(0, { approval: Sample.approval(approval), ...(state === "none" ? {} : { link }) })
    const actors: Record<typeof actor, Actor> = {
      self: { _tag: "Applicant", userId },
      another: { _tag: "Applicant", userId: Id.make("user-9") },
      manager: Sample.asAgent(0)
    }
    const { first, last } = name
    const named = {
      same: name,
      capitals: { first: first.toUpperCase(), last: ` ${last.toUpperCase()}` },
      other: { first, last: "Somebody" },
      "other-first": { first: "Somebody", last }
    }[written] as typeof name
    const context = Sample.context({ at: Dates.plusMillis(link.expiresAt, offset), actor: actors[actor] })
    const answer = rules.staffLink.decide({ _tag: "ClaimStaffLink", userId, name: named }, { staff, matches }, context)
    if (approval !== "Approved" || state !== "Issued" || actor !== "self")
      return refusedAs(answer, "StaffLinkNotAccepted", "INV-03")
    const moved = (trigger: string, to: Link["state"], tries = wrongTries) => ({
      ...{ _tag: "StaffLinkMoved", userId, trigger, from: "Issued", to, wrongTries: tries }
    })
    const recorded = (event: object) =>
      all(
        refusedAs(answer._tag === "Recorded" ? answer.refusal : answer, "StaffLinkNotAccepted", "INV-03"),
        same(eventsOf(answer), [event], "what a try leaves behind")
      )
    if (offset >= 0) return recorded(moved("expire", "Expired"))
    if (matches && !written.startsWith("other")) return acceptedAs(answer, [moved("claim", "Claimed")])
    return recorded(
      wrongTries === 4 ? moved("lock", "Revoked", wrongTries + 1) : moved("try", "Issued", wrongTries + 1)
    )
  }
})

/** The secret of a helper's link is one of its own. @category laws */
export const aSecretOfItsOwn = make({
  id: "staff-link-is-a-secret-of-its-own",
  sentence:
    "the token of a helper's link has a purpose of its own, is derived for one link at one address, and is no code that somebody types",
  rules: ["INV-04"],
  runs: 200,
  input: fc.uint8Array({ minLength: 32, maxLength: 32 }),
  holds: (bytes, rules) => {
    const { text } = rules.staffLink
    const others = [rules.accessCode.text, rules.invitation.codeText, rules.invitation.linkText]
    const shown = text.toText(text.fromBytes(bytes))
    return all(
      holdsIf(!others.some((one) => one.name === text.name), "a purpose of another secret"),
      holdsIf(text.format.read(shown) !== undefined, "a token that is not read"),
      holdsIf(rules.accessCode.text.format.read(shown) === undefined, "a token that is a code of a consumer"),
      same(rules.staffLink.secretId("link-1", email), `link-1 ${email}`, "what the token is derived for"),
      same(rules.staffLink.live(Sample.staff()), undefined, "the link of whoever was sent none")
    )
  }
})

/** An approval is told. @category laws */
export const approvalIsTold = make({
  id: "staff-approval-is-told",
  sentence:
    "an approval is told to the manager, and no other step of a helper to anybody; the helper alone is mailed the link, encrypted and without its token",
  rules: ["STF-05"],
  input: fc.constantFrom(...machine.triggers),
  holds: (trigger, rules) => {
    const staff = Sample.staff()
    const manager = Sample.employment(0)
    const facts = factsOf({
      staff: new Map([[staff.userId as string, staff]]),
      agency: new Map([[agencyId as string, Sample.agency()]]),
      agent: new Map([[Sample.agentId(0) as string, Sample.agent(0)]]),
      employment: new Map([[manager.employmentId as string, manager]])
    })
    const event = { _tag: "StaffMoved", userId, trigger, from: "Eligible", to: staff.approval } as const
    const link = sentLink()
    const told = (one: Event) =>
      rules.notice
        .fromEvents([one], facts, Sample.context())
        .map(({ params, secure, template, to }) => [template, to.role, to.email, secure, params.invitationId])
    return all(
      same(
        told(event),
        trigger === "approve" ? [["NTC-10", "manager", Sample.agent(0).loginEmail, false, undefined]] : [],
        "who is told"
      ),
      same(
        told({ _tag: "StaffLinkIssued", userId, link }),
        [["NTC-10", "staff", staff.email, true, link.invitationId]],
        "who is mailed the link"
      )
    )
  }
})

/** The laws of this module. @category laws */
export const laws = [sentAnew, claimedByTheHelper, aSecretOfItsOwn, approvalIsTold] as ReadonlyArray<Law>
