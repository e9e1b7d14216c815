/**
 * Laws of invitations: for whom they are, how they are claimed, how they die, and that no secret stands for another.
 *
 * @since 0.1.0
 */
import type { Actor } from "@agencybook/core/Actor"
import * as Dates from "@agencybook/core/CalendarDate"
import type { Certification } from "@agencybook/core/Certification"
import { make as factsOf } from "@agencybook/core/Facts"
import * as Id from "@agencybook/core/Id"
import type { Command, Facts, Invitation, Kind, State } from "@agencybook/core/Invitation"
import * as fc from "fast-check"
import { acceptedAs, all, eventsOf, holdsIf, type Law, make, refusedAs, same } from "./Law.ts"
import * as Sample from "./Sample.ts"

const agent = Sample.agent(1)
const { agentId } = agent
const agencyId = Sample.agencyId()
const userId = Sample.userId
const states: ReadonlyArray<State> = ["Issued", "Claimed", "Expired", "Revoked"]
const kindOf = fc.constantFrom<Kind>("delegation-code", "activation-link")

/** A new invitation takes the place of the older ones of its kind. @category laws */
export const issuedToTheRoster = make({
  id: "invitation-issued-to-the-roster",
  sentence:
    "an agent of the roster without account is invited for the policy's hours, and the older invitation of the kind ends; a link is mailed to the agent under encryption",
  rules: ["INV-01", "INV-02", "INV-03"],
  runs: 500,
  input: fc.record({
    kind: kindOf,
    known: fc.constantFrom(true, true, true, false),
    onRoster: fc.constantFrom(true, true, true, false),
    reused: fc.constantFrom(false, false, false, true),
    others: fc.array(fc.record({ kind: kindOf, state: fc.constantFrom(...states) }), { maxLength: 12, size: "max" }),
    hours: fc.constantFrom(24, 720)
  }),
  holds: ({ hours, kind, known, onRoster, others, reused }, rules) => {
    const invitations = others.map((one, n) => Sample.invitation(n, { agentId, ...one }))
    const command = {
      _tag: "IssueInvitation",
      invitationId: Id.make<Id.InvitationId>("new"),
      kind,
      agentId,
      agencyId
    } as const
    const named = reused ? Sample.invitation(9) : undefined
    const answer = rules.invitation.decide(
      command,
      { agent: known ? agent : undefined, onRoster, invitations, named },
      Sample.context({ policy: { ...Sample.policy(), inviteHours: hours } })
    )
    if (!known || !onRoster) return refusedAs(answer, "InvitationForStranger", "INV-01")
    if (reused) return refusedAs(answer, "InvitationExists", "INV-02")
    if (invitations.some(({ state }) => state === "Claimed")) return refusedAs(answer, "AccountClaimed", "INV-03")
    const expiresAt = Dates.plusHours(Sample.now, hours)
    const invitation = Sample.invitation(0, { invitationId: command.invitationId, agentId, kind, expiresAt })
    const issued = acceptedAs(answer, [
      ...invitations.flatMap((one) =>
        one.kind === kind && one.state === "Issued"
          ? [
              {
                _tag: "InvitationMoved",
                invitationId: one.invitationId,
                agentId,
                trigger: "replace",
                from: "Issued",
                to: "Revoked",
                wrongTries: 0
              }
            ]
          : []
      ),
      { _tag: "InvitationIssued", invitation }
    ])
    const mailed = rules.notice.fromEvents(
      [{ _tag: "InvitationIssued", invitation }],
      factsOf({ agent: new Map([[agentId as string, agent]]) }),
      Sample.context()
    )
    return all(
      issued,
      same(
        mailed.map(({ params, secure, template, to }) => [template, to.email, secure, params]),
        kind === "activation-link"
          ? [["NTC-11", agent.loginEmail, true, { invitationId: command.invitationId, expiresAt }]]
          : [],
        "what is mailed"
      )
    )
  }
})

/** A claim is bound to one person, one time and five tries. @category laws */
export const claimedByThePerson = make({
  id: "invitation-claimed-by-the-person",
  sentence:
    "a live invitation is claimed once, with its secret, by a user of his own who names the person as the profile has it; every other try has one answer, and is counted",
  rules: ["INV-02", "INV-03"],
  runs: 2_000,
  fixes: ["accessCode.tries"],
  input: fc.record({
    kind: kindOf,
    asked: fc.constantFrom(...(["same", "same", "same", "other"] as const)),
    state: fc.constantFrom<State>("Issued", "Issued", "Issued", "Claimed", "Expired", "Revoked"),
    offset: fc.constantFrom(-1, -1, 0),
    matches: fc.constantFrom(true, true, false),
    name: fc.constantFrom(...(["same", "same", "capitals", "other", "other-first"] as const)),
    // The other way of inviting may have been used as well, and what came of it.
    beside: fc.constantFrom<State | "none">("none", "none", ...states),
    bound: fc.constantFrom(false, false, true),
    actor: fc.constantFrom(...(["self", "self", "self", "another", "system"] as const)),
    wrongTries: fc.integer({ min: 0, max: 4 })
  }),
  holds: ({ actor, asked, beside, bound, kind, matches, name, offset, state, wrongTries }, rules) => {
    const live = Sample.invitation(0, { agentId, kind, state, wrongTries })
    const at = Dates.plusMillis(live.expiresAt, offset)
    const { first, last } = agent.name
    const written = {
      same: { first, last },
      capitals: { first: first.toUpperCase(), last: ` ${last.toUpperCase()}` },
      other: { first, last: "Somebody" },
      "other-first": { first: "Somebody", last }
    }[name] as Pick<typeof agent.name, "first" | "last">
    const other: Kind = kind === "delegation-code" ? "activation-link" : "delegation-code"
    const command: Command = {
      _tag: "ClaimInvitation",
      kind: asked === "same" ? kind : other,
      userId,
      licence: agent.licence.number,
      name: written
    }
    const actors: Record<typeof actor, Actor> = {
      self: { _tag: "Applicant", userId },
      another: { _tag: "Applicant", userId: Id.make("user-9") },
      system: Sample.system
    }
    const second = beside === "none" ? [] : [Sample.invitation(1, { agentId, kind: other, state: beside })]
    const invitations = asked === "same" ? [live, ...second] : [live]
    const facts: Facts = { agent, invitations, matches, boundTo: bound ? Sample.agentId(2) : undefined }
    const answer = rules.invitation.decide(command, facts, Sample.context({ at, actor: actors[actor] }))
    const moved = (trigger: string, to: State, more: object = {}) => ({
      _tag: "InvitationMoved",
      invitationId: live.invitationId,
      agentId,
      trigger,
      from: "Issued",
      to,
      wrongTries,
      ...more
    })
    if (state !== "Issued" || asked === "other" || actor !== "self")
      return refusedAs(answer, "InvitationNotAccepted", "INV-03")
    const recorded = (event: object) =>
      all(
        refusedAs(answer._tag === "Recorded" ? answer.refusal : answer, "InvitationNotAccepted", "INV-03"),
        same(eventsOf(answer), [event], "what a try leaves behind")
      )
    if (offset >= 0) return recorded(moved("expire", "Expired"))
    if (matches && !name.startsWith("other") && !bound)
      return acceptedAs(answer, [
        moved("claim", "Claimed", { claimedBy: userId }),
        // Whoever has an account needs no other way to one.
        ...second
          .filter((one) => one.state === "Issued")
          .map(({ invitationId }) => ({ ...moved("replace", "Revoked"), invitationId, wrongTries: 0 }))
      ])
    const over = wrongTries === 4
    return recorded(moved(over ? "lock" : "try", over ? "Revoked" : "Issued", { wrongTries: wrongTries + 1 }))
  }
})

/** An invitation is taken back by its agency. @category laws */
export const takenBack = make({
  id: "invitation-taken-back",
  sentence: "an agency takes back its own live invitation, and nothing that is over",
  rules: ["INV-02", "INV-03"],
  input: fc.record({
    state: fc.constantFrom(...states),
    whose: fc.constantFrom(...(["own", "own", "own", "foreign", "nobody's"] as const))
  }),
  holds: ({ state, whose }, rules) => {
    const invitation = Sample.invitation(0, { agentId, state })
    const { invitationId } = invitation
    const named = whose === "nobody's" ? undefined : invitation
    const command: Command = {
      _tag: "RevokeInvitation",
      invitationId,
      agencyId: whose === "foreign" ? Sample.agencyId(7) : agencyId
    }
    const answer = rules.invitation.decide(command, { agent: undefined, invitations: [], named }, Sample.context())
    if (whose !== "own") return refusedAs(answer, "UnknownInvitation", "INV-02")
    if (state !== "Issued") return refusedAs(answer, "NotAllowedFrom", "INV-03")
    const event = { _tag: "InvitationMoved", invitationId, agentId, trigger: "revoke", from: "Issued", to: "Revoked" }
    return acceptedAs(answer, [{ ...event, wrongTries: 0 }])
  }
})

/** A certification gives the agency a code. @category laws */
export const codeWithTheCertification = make({
  id: "invitation-code-with-the-certification",
  sentence:
    "a certification gives the agency, and nobody else, a code for an agent without account; the end of a certification or application takes what is live",
  rules: ["INV-01"],
  input: fc.record({
    trigger: fc.constantFrom(
      ...(["certify", "certify", "certify", "terminate-vested", "terminate-for-cause"] as const),
      ...(["record-death", "deny", "withdraw"] as const)
    ),
    others: fc.array(fc.record({ kind: kindOf, state: fc.constantFrom(...states) }), { maxLength: 12, size: "max" })
  }),
  holds: ({ others, trigger }, rules) => {
    const invitations = others.map((one, n) => Sample.invitation(n, { agentId, ...one }))
    const certified = Sample.certification("Certified") as Certification & { readonly _tag: "Certified" }
    const { term } = certified
    const moved = { _tag: "CertificationMoved", agentId, trigger, from: "Pending", to: certified } as const
    const context = Sample.context()
    const places = [Sample.employment(0), Sample.employment(1)]
    const following = rules.cascade.follow([moved], { agentId, employment: places[1], open: [], invitations }, context)
    const told = following.filter(({ _tag }) => _tag === "InvitationIssued" || _tag === "InvitationMoved")
    const issued = told.flatMap((event) => (event._tag === "InvitationIssued" ? [event.invitation] : []))
    const ended = told.flatMap((event) => (event._tag === "InvitationMoved" ? [event.invitationId] : []))
    const live = invitations.filter(({ state }) => state === "Issued")
    const claimed = invitations.some(({ state }) => state === "Claimed")
    const byId = (list: ReadonlyArray<Invitation>) => new Map(list.map((one) => [one.invitationId as string, one]))
    const facts = factsOf({
      agent: new Map([0, 1].map((n) => [Sample.agentId(n) as string, Sample.agent(n)])),
      agency: new Map([[agencyId as string, Sample.agency()]]),
      employment: new Map(places.map((one) => [one.employmentId as string, one])),
      invitation: byId(issued)
    })
    const notices = trigger === "certify" ? rules.notice.fromEvents([moved], facts, context) : []
    const expected = trigger !== "certify" ? live : claimed ? [] : live.filter(({ kind }) => kind === "delegation-code")
    return all(
      same(
        issued.map(({ agencyId: to, kind }) => `${kind} ${to}`),
        trigger === "certify" && !claimed ? [`delegation-code ${agencyId}`] : [],
        "what is issued"
      ),
      same(
        ended,
        expected.map(({ invitationId }) => invitationId),
        "what ends"
      ),
      same(
        notices.map(({ params, secure, to }) => [to.role, "invitationId" in params, secure, params.from, params.until]),
        trigger !== "certify"
          ? []
          : [
              ["agent", false, false, term.from, term.until],
              ["manager", !claimed, !claimed, term.from, term.until]
            ],
        "who is told the code"
      )
    )
  }
})

/** No secret of one kind is one of another. @category laws */
export const neverSwapped = make({
  id: "invitation-secrets-are-never-swapped",
  sentence:
    "whatever bytes they are made of, a delegation code, a link and a consumer's access code are read as what they are and as nothing else, and a link that was mailed dies with its address",
  rules: ["INV-04"],
  runs: 500,
  input: fc.uint8Array({ minLength: 32, maxLength: 32 }),
  holds: (bytes, rules) => {
    const texts = [rules.accessCode.text, rules.invitation.codeText, rules.invitation.linkText]
    return all(
      same(new Set(texts.map(({ name }) => name)).size, 3, "the number of purposes"),
      same(
        (["delegation-code", "activation-link"] as const).map((kind) => rules.invitation.textOf(kind).name),
        [rules.invitation.codeText.name, rules.invitation.linkText.name],
        "the text of each kind"
      ),
      same(
        (["delegation-code", "activation-link"] as const).map((kind) =>
          rules.invitation.secretId(kind, "invitation-1", "ann@login.example")
        ),
        ["invitation-1", "invitation-1 ann@login.example"],
        "what each kind is derived for"
      ),
      ...texts.flatMap((from) =>
        texts.map((to) => {
          const shown = from.toText(from.fromBytes(bytes) as never)
          return holdsIf((to.format.read(shown) !== undefined) === (from === to), `${from.name} as ${to.name}`)
        })
      )
    )
  }
})

/** The laws of this module. @category laws */
export const laws = [
  issuedToTheRoster,
  claimedByThePerson,
  takenBack,
  codeWithTheCertification,
  neverSwapped
] as ReadonlyArray<Law>
