/**
 * Invitations of agents to their account in the host's portal: the code that the agency passes on, and the link that is
 * mailed to the agent.
 *
 * Of the secret nothing is kept: it is derived for the identifier of the invitation. A claim names the person as the
 * profile has it, and the claimed invitation is what binds the host's user to the agent.
 *
 * @since 0.1.0
 */
import type { Agent } from "./Agent.ts"
import type { Instant } from "./CalendarDate.ts"
import * as Dates from "./CalendarDate.ts"
import type { Name } from "./Contact.ts"
import { type Answer, accept, type Context, type Decision, firstRefusal } from "./Decider.ts"
import type { AgencyId, AgentId, Branded, InvitationId, UserId } from "./Id.ts"
import * as Id from "./Id.ts"
import type { LicenceNumber } from "./Licence.ts"
import * as Machine from "./Machine.ts"
import * as OneTimeText from "./OneTimeText.ts"
import { reason } from "./Refusal.ts"

/** The code that an agency passes on to its agent; never the code of a consumer. @rule INV-04 @category models */
export type DelegationCode = Branded<"DelegationCodeText">
/** The token of a mailed link; never a code that somebody types. @rule INV-04 @category models */
export type ActivationToken = Branded<"ActivationTokenText">

/** Ways of inviting: a code for the agency, or a link for the agent. @category models */
export const kinds = ["delegation-code", "activation-link"] as const
/** One way of inviting. @category models */
export type Kind = (typeof kinds)[number]

/** Name of a state. @category models */
export type State = "Issued" | "Claimed" | "Expired" | "Revoked"

/** An invitation of one agent. @category models */
export interface Invitation {
  readonly invitationId: InvitationId
  readonly kind: Kind
  readonly agentId: AgentId
  /** The agency for which the agent was invited. */
  readonly agencyId: AgencyId
  readonly issuedAt: Instant
  readonly expiresAt: Instant
  readonly wrongTries: number
  readonly state: State
  /** The host's user who has claimed it. @rule INV-03 */
  readonly claimedBy?: UserId
}

/** A step of an invitation. A claim names licence and name, which binds the guess to one person. @category models */
export type Command =
  | {
      readonly _tag: "IssueInvitation"
      readonly invitationId: InvitationId
      readonly kind: Kind
      readonly agentId: AgentId
      readonly agencyId: AgencyId
    }
  | {
      readonly _tag: "ClaimInvitation"
      readonly kind: Kind
      /** The host's user who claims; the actor himself. */
      readonly userId: UserId
      readonly licence: LicenceNumber
      /** Compared by first and last name. */
      readonly name: Name
    }
  | { readonly _tag: "RevokeInvitation"; readonly invitationId: InvitationId; readonly agencyId: AgencyId }

/** What moves an invitation. @category models */
export type Trigger = (typeof machine)["triggers"][number]

/** Something happened to an invitation. @category models */
export type Event =
  | { readonly _tag: "InvitationIssued"; readonly invitation: Invitation }
  | {
      readonly _tag: "InvitationMoved"
      readonly invitationId: InvitationId
      readonly agentId: AgentId
      readonly trigger: Trigger
      readonly from: State
      readonly to: State
      readonly wrongTries: number
      readonly claimedBy?: UserId
    }

/** What a decision about invitations looks at. @category models */
export interface Facts {
  readonly agent: Agent | undefined
  /** Whether the agent is on the roster of the agency that invites. */
  readonly onRoster?: boolean
  /** The invitations of the agent. */
  readonly invitations: ReadonlyArray<Invitation>
  /** The invitation that has the identifier of the command, if there is one. */
  readonly named?: Invitation | undefined
  /** The agent to whom the claiming user is bound already, if any. */
  readonly boundTo?: AgentId | undefined
  /** Whether what came with the command is the secret of the invitation. */
  readonly matches?: boolean
}

/** The person is not on the roster of the agency. @category errors */
export const notOnRoster = /*#__PURE__*/ reason(
  "InvitationForStranger",
  "INV-01",
  (f: { readonly agentId: AgentId }) => `agent \`${f.agentId}\` is not on the roster of this agency`,
  "invite agents of the own agency"
)
/** The identifier is taken. @category errors */
export const invitationExists = /*#__PURE__*/ reason(
  "InvitationExists",
  "INV-02",
  (f: { readonly invitationId: InvitationId }) => `invitation \`${f.invitationId}\` exists already`,
  "choose a new identifier for each invitation"
)
/** The agent has an account. @category errors */
export const alreadyClaimed = /*#__PURE__*/ reason(
  "AccountClaimed",
  "INV-03",
  (f: { readonly agentId: AgentId }) => `agent \`${f.agentId}\` has claimed an account already`,
  "use the account that there is"
)
/** There is no such invitation of this agency. @category errors */
export const unknownInvitation = /*#__PURE__*/ reason(
  "UnknownInvitation",
  "INV-02",
  (f: { readonly invitationId: InvitationId }) => `there is no invitation \`${f.invitationId}\` of this agency`,
  "look the invitation up on the roster"
)
/** The invitation opens nothing; the answer is the same whatever is wrong. @category errors */
export const notAccepted = /*#__PURE__*/ reason(
  "InvitationNotAccepted",
  "INV-03",
  () => "the invitation is not accepted",
  "check code, licence number and name; after its time or too many wrong tries, ask the agency for a new one"
)

/**
 * The machine of the domain description, section 3.9.
 *
 * **Rules**: INV-02, INV-03.
 *
 * @category machine
 */
export const machine = /*#__PURE__*/ Machine.define({
  name: "invitation",
  states: ["Issued", "Claimed", "Expired", "Revoked"],
  triggers: ["try", "claim", "expire", "lock", "replace", "revoke"],
  edges: {
    Issued: {
      try: "Issued",
      claim: "Claimed",
      expire: "Expired",
      lock: "Revoked",
      replace: "Revoked",
      revoke: "Revoked"
    },
    Claimed: {},
    Expired: {},
    Revoked: {}
  },
  otherwise: "INV-03"
})

/** How the code for an agency is spelled: twelve symbols that begin with `D`, 50 bits of them by the key. @rule INV-04 @category models */
export const codeText: OneTimeText.OneTimeText<DelegationCode> = /*#__PURE__*/ OneTimeText.code({
  name: "delegation-code",
  prefix: "D",
  drawn: 10,
  group: 4,
  expected: "a delegation code of twelve letters and digits such as DXXX-XXXX-XXXX"
})
/** How the token of the link for an agent is spelled. @rule INV-04 @category models */
export const linkText: OneTimeText.OneTimeText<ActivationToken> = /*#__PURE__*/ OneTimeText.link("activation-link")

/** How the secret of a kind is spelled. @category queries */
export const textOf = (kind: Kind): OneTimeText.OneTimeText => (kind === "delegation-code" ? codeText : linkText)

/** What the secret of an invitation is derived for: a mailed link dies with the address that it was sent to. @category encoding */
export const secretId = (kind: Kind, invitationId: string, email: string): string =>
  kind === "delegation-code" ? invitationId : `${invitationId} ${email}`

/** Checks whether an invitation can be claimed at an instant. @rule INV-02 @category predicates */
export const isLive = ({ expiresAt, state }: Invitation, at: Instant): boolean => state === "Issued" && at < expiresAt

const moved = (
  { agentId, invitationId, state, wrongTries }: Invitation,
  trigger: Trigger,
  to: State,
  more: { readonly wrongTries?: number; readonly claimedBy?: UserId } = {}
): Event => ({ _tag: "InvitationMoved", invitationId, agentId, trigger, from: state, to, wrongTries, ...more })

/** The invitations that end when another one takes their place or the agent may not come any more. @category machine */
export const ended = (invitations: ReadonlyArray<Invitation>, trigger: "replace" | "revoke"): ReadonlyArray<Event> =>
  invitations.flatMap((one) => (one.state === "Issued" ? [moved(one, trigger, "Revoked")] : []))

/** A new invitation, with the end of the older ones of its kind. @rule INV-02 @category machine */
export const issued = (
  who: Pick<Invitation, "agencyId" | "agentId" | "invitationId" | "kind">,
  invitations: ReadonlyArray<Invitation>,
  { at, policy }: Context
): ReadonlyArray<Event> => {
  const older = invitations.filter(({ kind }) => kind === who.kind)
  const { agencyId, agentId, invitationId, kind } = who
  const expiresAt = Dates.plusHours(at, policy.inviteHours)
  const invitation: Invitation = {
    ...{ invitationId, kind, agentId, agencyId },
    issuedAt: at,
    expiresAt,
    wrongTries: 0,
    state: "Issued"
  }
  return [...ended(older, "replace"), { _tag: "InvitationIssued", invitation }]
}

/**
 * What a certification means for the invitations of the agent: the agency gets a code to pass on, unless the agent has
 * an account.
 *
 * @rule INV-01
 * @category machine
 */
export const onCertified = (
  agentId: AgentId,
  agencyId: AgencyId,
  invitations: ReadonlyArray<Invitation>,
  context: Context
): ReadonlyArray<Event> =>
  invitations.some(({ state }) => state === "Claimed")
    ? []
    : issued(
        { invitationId: Id.derive(context.commandId, 0), kind: "delegation-code", agentId, agencyId },
        invitations,
        context
      )

const issue = (
  command: Command & { readonly _tag: "IssueInvitation" },
  facts: Facts,
  context: Context
): Decision<Event> => {
  const { agentId, invitationId } = command
  const refused = firstRefusal(
    (facts.agent === undefined || facts.onRoster !== true) && notOnRoster({ agentId }),
    facts.named !== undefined && invitationExists({ invitationId }),
    facts.invitations.some(({ state }) => state === "Claimed") && alreadyClaimed({ agentId })
  )
  return refused ?? accept(...issued(command, facts.invitations, context))
}

const same = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase()

const claim = (
  command: Command & { readonly _tag: "ClaimInvitation" },
  facts: Facts,
  { actor, at, policy }: Context
): Answer<Event> => {
  const refusal = notAccepted({})
  const live = facts.invitations.find(({ kind, state }) => kind === command.kind && state === "Issued")
  const { agent } = facts
  if (live === undefined || agent === undefined || actor._tag !== "Applicant") return refusal
  if (actor.userId !== command.userId) return refusal
  if (!isLive(live, at)) return { _tag: "Recorded", refusal, events: [moved(live, "expire", "Expired")] }
  const isPerson = same(command.name.first, agent.name.first) && same(command.name.last, agent.name.last)
  if (facts.matches === true && isPerson && facts.boundTo === undefined)
    return accept(
      moved(live, "claim", "Claimed", { claimedBy: actor.userId }),
      ...ended(
        facts.invitations.filter((one) => one !== live),
        "replace"
      )
    )
  const wrongTries = live.wrongTries + 1
  const over = wrongTries >= policy.accessCode.tries
  return {
    _tag: "Recorded",
    refusal,
    events: [moved(live, over ? "lock" : "try", over ? "Revoked" : "Issued", { wrongTries })]
  }
}

/**
 * Decides a step of an invitation. A wrong try is refused and counted.
 *
 * **Rules**: INV-01..04.
 *
 * @category machine
 */
export const decide = (command: Command, facts: Facts, context: Context): Answer<Event> => {
  switch (command._tag) {
    case "IssueInvitation":
      return issue(command, facts, context)
    case "ClaimInvitation":
      return claim(command, facts, context)
    case "RevokeInvitation": {
      const { named } = facts
      if (named === undefined || named.agencyId !== command.agencyId)
        return unknownInvitation({ invitationId: command.invitationId })
      return Machine.refusal(machine, named.state, "revoke") ?? accept(moved(named, "revoke", "Revoked"))
    }
  }
}

/** Applies an event to an invitation; never fails. @category machine */
export const evolve = (invitation: Invitation | undefined, event: Event): Invitation =>
  event._tag === "InvitationIssued"
    ? event.invitation
    : {
        ...(invitation as Invitation),
        state: event.to,
        wrongTries: event.wrongTries,
        ...(event.claimedBy === undefined ? {} : { claimedBy: event.claimedBy })
      }
