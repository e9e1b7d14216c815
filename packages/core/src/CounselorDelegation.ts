/**
 * A consumer's permission for one counselor of an enrollment entity to work the case: the delegation of an assister.
 *
 * One record is one period, as of an agent's delegation, and what it rests on is the consent that names the counselor, so
 * that casework asks for that consent and for nothing else. It is a record of its own because nothing else that is made of
 * delegations is for counselors: no book is transferred, no commission is paid, nobody manages them for the exchange.
 * Whether a counselor may help at all is `Counselor`, and is asked when it matters: a suspended entity withholds help and
 * gives it back, without a step of the delegations.
 *
 * @since 0.1.0
 */
import type { CalendarDate, Instant } from "./CalendarDate.ts"
import * as Dates from "./CalendarDate.ts"
import type { Case } from "./Case.ts"
import * as Consent from "./Consent.ts"
import * as Counselor from "./Counselor.ts"
import { accept, acceptAll, type Context, type Decision, firstRefusal, nothing } from "./Decider.ts"
import * as Delegation from "./Delegation.ts"
import type { CaseId, ConsentId, DelegationId, EntityId, UserId } from "./Id.ts"
import * as Id from "./Id.ts"
import * as Machine from "./Machine.ts"
import { reason } from "./Refusal.ts"

/** Why a counselor's delegation ended. @category models */
export type EndReason = Exclude<Delegation.EndReason, "transferred" | "agency-ended">

/** The state of a counselor's delegation, each with only its own fields. @category models */
export type State =
  | { readonly _tag: "Requested"; readonly at: Instant }
  | { readonly _tag: "Active"; readonly from: Instant }
  | { readonly _tag: "Declined"; readonly at: Instant }
  | { readonly _tag: "Cancelled"; readonly at: Instant }
  | { readonly _tag: "Expired"; readonly at: Instant }
  | { readonly _tag: "Ended"; readonly from: Instant; readonly until: Instant; readonly reason: EndReason }

/** How a case came to its counselor. @category models */
export type Origin = "directory" | "counselor-started" | "claim"

/** One delegation of a case to a counselor, who helps for the entity. @rule ENT-01 @category models */
export interface CounselorDelegation {
  readonly delegationId: DelegationId
  readonly caseId: CaseId
  readonly delegate: { readonly counselorId: UserId; readonly entityId: EntityId }
  readonly origin: Origin
  /** What the proof of the consumer's wish can be looked up by; absent for what the consumer asked for. @rule DEL-15 */
  readonly reference?: string
  /** Who signed the grant, in the consumer's own writing. @rule DEL-12 */
  readonly signedBy: string
  /** The consent that it began with. @rule DEL-28 */
  readonly consentId: ConsentId
  /** When the consumer asked, whatever became of it; absent for what nobody had to accept. @rule DEL-03 */
  readonly requestedAt?: Instant
  /** How often the counselor was reminded of a request. @rule DEL-23 */
  readonly reminders?: number
  readonly state: State
}

/** A step of a counselor's delegation. @category models */
export type Command =
  | {
      readonly _tag: "RequestCounselor"
      readonly delegationId: DelegationId
      readonly caseId: CaseId
      readonly counselorId: UserId
      readonly signedBy: string
    }
  | { readonly _tag: "AcceptCounselorRequest"; readonly delegationId: DelegationId }
  | { readonly _tag: "DeclineCounselorRequest"; readonly delegationId: DelegationId }
  | { readonly _tag: "CancelCounselorRequest"; readonly delegationId: DelegationId }
  | { readonly _tag: "ExpireCounselorRequest"; readonly delegationId: DelegationId }
  | { readonly _tag: "RemoveCounselor"; readonly delegationId: DelegationId }
  | { readonly _tag: "RelinquishAsCounselor"; readonly delegationId: DelegationId }

/** Something happened to a counselor's delegation. @category models */
export type Event =
  | { readonly _tag: "CounselorDelegationOpened"; readonly counselorDelegation: CounselorDelegation }
  | {
      readonly _tag: "CounselorDelegationMoved"
      readonly delegationId: DelegationId
      readonly trigger: Trigger
      readonly from: State["_tag"]
      readonly to: State
    }
  | { readonly _tag: "CounselorRequestReminded"; readonly delegationId: DelegationId; readonly reminders: number }

/** What can follow from a step. @category models */
export type Consequence = Event | Consent.Event | Delegation.Event

/** What a decision about a counselor's delegation looks at. @category models */
export interface Facts {
  readonly case: Case | undefined
  /** The delegation that is meant, or one that has the identifier of the new one; an agent's has it as well. */
  readonly delegation: CounselorDelegation | undefined
  readonly taken?: boolean
  /** The requested and active delegations of the case to counselors. */
  readonly open: ReadonlyArray<CounselorDelegation>
  /** The open delegations of the case to agents: where a case has one delegate in total, a counselor ends them. @rule DEL-09 */
  readonly agents: ReadonlyArray<Delegation.Delegation>
  /** All consents of the case. */
  readonly consents: ReadonlyArray<Consent.Consent>
  /** The counselor who is or would be the delegate. */
  readonly counselor: Counselor.Member
}

/** The triggers of the machine. @category models */
export type Trigger = (typeof machine)["triggers"][number]

/**
 * The machine of the domain description, section 3.6, as far as it is for counselors: no transfer, and no step for what
 * `Counselor` withholds and gives back.
 *
 * @rule DEL-03
 * @category machine
 */
export const machine = /*#__PURE__*/ Machine.define({
  name: "counselor delegation",
  states: ["Requested", "Active", "Declined", "Cancelled", "Expired", "Ended"],
  triggers: ["accept", "decline", "cancel", "expire", "remove", "relinquish", "replace", "end-certification"],
  edges: {
    Requested: { accept: "Active", decline: "Declined", cancel: "Cancelled", expire: "Expired" },
    Active: { remove: "Ended", relinquish: "Ended", replace: "Ended", "end-certification": "Ended" },
    Declined: {},
    Cancelled: {},
    Expired: {},
    Ended: {}
  },
  otherwise: "DEL-03"
})

/** Another request of the case to a counselor is open. @category errors */
export const counselorRequestOpen = /*#__PURE__*/ reason(
  "CounselorRequestOpen",
  "DEL-22",
  (f: { readonly caseId: CaseId; readonly delegationId: DelegationId }) =>
    `case \`${f.caseId}\` has the open request \`${f.delegationId}\` to a counselor`,
  "wait for the answer, or cancel the open request first"
)

/** Checks whether a delegation still binds the case: requested or active. @category predicates */
export const isOpen = ({ state: { _tag } }: CounselorDelegation): boolean => _tag === "Requested" || _tag === "Active"

/** The list that a delegation is in, as of an agent's. @category models */
export type List = "pending" | "active" | "inactive"

/** The list that a state belongs to. @category queries */
export const listOf = ({ _tag }: State): List =>
  _tag === "Requested" ? "pending" : _tag === "Active" ? "active" : "inactive"

/** The moment from which a delegation is in its list. @category queries */
export const since = (state: State): Instant => {
  switch (state._tag) {
    case "Active":
      return state.from
    case "Ended":
      return state.until
    default:
      return state.at
  }
}

/** The place of a delegation among those of its counselor. @category encoding */
export const placeOf = ({ delegate, state }: CounselorDelegation): string =>
  `${delegate.counselorId} ${listOf(state)} ${since(state)}`

/** The places of one list of a counselor: the first, and the first that no longer belongs to it. @category encoding */
export const placesOf = (counselorId: UserId, list: List): { readonly from: string; readonly until: string } => ({
  from: `${counselorId} ${list} `,
  // The character after the space.
  until: `${counselorId} ${list}!`
})

/** The event of one step. @category constructors */
export const moved = (delegation: CounselorDelegation, trigger: Trigger, to: State): Event => ({
  _tag: "CounselorDelegationMoved",
  delegationId: delegation.delegationId,
  trigger,
  from: delegation.state._tag,
  to
})

/** The state of a delegation that ends at an instant. */
const ended = ({ state }: CounselorDelegation, at: Instant, reason: EndReason): State => {
  const from = state._tag === "Active" ? state.from : at
  // Clocks of two machines may disagree by seconds; a period never ends before it began.
  return { _tag: "Ended", from, until: from > at ? from : at, reason }
}

// Whoever is no delegate any more works by no other consent either: the consumer does not have to know of each.
const consentsEnd = (
  { delegate: { counselorId } }: CounselorDelegation,
  consents: ReadonlyArray<Consent.Consent>,
  trigger: "rescind" | "expire",
  context: Context
): ReadonlyArray<Consent.Event> =>
  consents.flatMap((one) =>
    one.state._tag === "Granted" && one.grantee._tag === "Counselor" && one.grantee.counselorId === counselorId
      ? [Consent.moved(one, trigger, context)]
      : []
  )

/** The events by which the draft of a request ends. @category constructors */
export const draftEnds = (
  { consentId }: CounselorDelegation,
  consents: ReadonlyArray<Consent.Consent>,
  trigger: "rescind" | "expire",
  context: Context
): ReadonlyArray<Consent.Event> =>
  consents.flatMap((one) =>
    one.consentId === consentId && one.state._tag === "Draft" ? [Consent.moved(one, trigger, context)] : []
  )

/** The events by which active delegations end for a reason, with the consents of their counselors. */
const endedFor = (
  old: ReadonlyArray<CounselorDelegation>,
  trigger: Trigger,
  reason: EndReason,
  consents: ReadonlyArray<Consent.Consent>,
  context: Context
): ReadonlyArray<Event | Consent.Event> =>
  old.flatMap((one) => [
    moved(one, trigger, ended(one, context.at, reason)),
    ...consentsEnd(one, consents, "expire", context)
  ])

const isActive = ({ state }: CounselorDelegation): boolean => state._tag === "Active"

/**
 * The events by which a counselor who becomes the delegate ends those before: the counselor, and where a case has one
 * delegate in total the agent.
 *
 * **Rules**: DEL-09, DEL-10.
 *
 * @category constructors
 */
export const replaced = (
  { agents, consents, open }: Pick<Facts, "agents" | "consents" | "open">,
  context: Context
): ReadonlyArray<Consequence> => [
  ...endedFor(open.filter(isActive), "replace", "replaced", consents, context),
  ...Delegation.replaced("assister", { open: agents, consents }, context)
]

/**
 * The events by which an agent who becomes the delegate ends the delegation of a counselor: where a case has one delegate in
 * total, or where the agent's is taken over as that of an assister.
 *
 * **Rules**: DEL-09, DEL-10.
 *
 * @category machine
 */
export const displaced = (
  kind: Delegation.Kind,
  events: ReadonlyArray<{ readonly _tag: string }>,
  { consents, open }: Pick<Facts, "consents" | "open">,
  context: Context
): ReadonlyArray<Event | Consent.Event> => {
  const begins = (events as ReadonlyArray<Delegation.Event>).some(
    (event) =>
      (event._tag === "DelegationMoved" && event.trigger === "accept") ||
      (event._tag === "DelegationOpened" && event.delegation.state._tag === "Active")
  )
  const total = context.policy.delegationExclusivity === "one-total"
  return begins && (total || kind === "assister")
    ? endedFor(open.filter(isActive), "replace", "replaced", consents, context)
    : []
}

const expiryOf = (requestedAt: Instant, { policy }: Context): Instant =>
  Dates.startOf(Dates.plusDays(Dates.on(requestedAt, policy.timeZone), policy.requestDays), policy.timeZone)

const expired = (request: CounselorDelegation, { consents }: Facts, context: Context) => [
  moved(request, "expire", { _tag: "Expired", at: context.at }),
  ...draftEnds(request, consents, "expire", context)
]

/**
 * What a consumer allows a counselor who is asked in the portal, or with whom an application is begun: everything that the
 * form offers, until it is taken back, and nobody else.
 *
 * **Rules**: CON-01, DEL-28.
 *
 * @category constructors
 */
export const termsOf = (counselorId: UserId, ref: string): Consent.Terms => ({
  grantee: { _tag: "Counselor", counselorId },
  otherUsers: [],
  // The county wants a form of its own, which nobody signs by asking for a counselor.
  scopes: Consent.scopes.filter((scope) => scope !== "represent-before-county"),
  purpose: "apply-and-enroll",
  rescindHow: Consent.rescindWays,
  channel: "electronic-signature",
  evidence: { type: "portal-record", ref }
})

/**
 * What a consumer allows a counselor whom a representative of the service center asks for: as in the portal, but for
 * payment, which nobody reads out, with the counselor's name and identifier and the names of what is allowed.
 *
 * **Rules**: CON-01, CON-04.
 *
 * @category constructors
 */
export const ofCall = ({ counselorId, name }: Counselor.Counselor, ref: string): Consent.Recorded => {
  const allowed = Consent.phoneScopes.filter((one) => one !== "enter-payment")
  return {
    ...termsOf(counselorId, ref),
    scopes: allowed,
    channel: "service-center-call",
    evidence: { type: "call", ref },
    spoken: { counselorName: name, counselorId, help: allowed.join(", ") }
  }
}

const withoutStanding = (counselorId: UserId, { counselor }: Pick<Facts, "counselor">, { at, policy }: Context) =>
  Counselor.obstacle(counselorId, counselor, Dates.on(at, policy.timeZone))

/** Whether a counselor has a case already for the entity. @rule DEL-11 @category predicates */
export const isHeldBy = (open: ReadonlyArray<CounselorDelegation>, { counselor }: Counselor.Member): boolean =>
  open.some(
    (one) =>
      isActive(one) &&
      one.delegate.counselorId === counselor?.counselorId &&
      one.delegate.entityId === counselor.entityId
  )

/**
 * Checks whether a counselor has a case and may help with it, so that the same choice again changes nothing.
 *
 * **Rules**: DEL-11, CON-01.
 *
 * @category predicates
 */
export const isSettled = (
  { consents, open }: Pick<Facts, "consents" | "open">,
  member: Counselor.Member,
  { at, policy }: Context
): boolean => {
  if (member.counselor === undefined) return false
  const user = { _tag: "Counselor", counselorId: member.counselor.counselorId } as const
  const day = Dates.on(at, policy.timeZone)
  return isHeldBy(open, member) && Consent.permits(consents, user, "complete-application", day)
}

const request = (
  command: Command & { readonly _tag: "RequestCounselor" },
  facts: Facts,
  context: Context
): Decision<Consequence> => {
  const { caseId, counselorId, delegationId, signedBy } = command
  const { consents, counselor, open } = facts
  if (facts.case === undefined || facts.case.members.length === 0) return Delegation.unknownCase({ caseId })
  if (facts.delegation !== undefined || facts.taken === true) return Delegation.delegationExists({ delegationId })
  if (counselor.counselor === undefined) return Counselor.unknownCounselor({ counselorId })
  if (isSettled({ consents, open }, counselor, context)) return nothing
  const isHeld = isHeldBy(open, counselor)
  const before = open.find(({ state }) => state._tag === "Requested")
  const isOver = before?.state._tag === "Requested" && expiryOf(before.state.at, context) <= context.at
  const refused = firstRefusal(
    !Delegation.accepts(context.policy, "consumer") && Delegation.wayNotAccepted({ way: "consumer" }),
    withoutStanding(counselorId, facts, context),
    before !== undefined && !isOver && !isHeld && counselorRequestOpen({ caseId, delegationId: before.delegationId })
  )
  if (refused) return refused
  const consentId = Id.derive<ConsentId>(context.commandId, 0)
  // What a representative asks for on the consumer's behalf was said in a call, and not signed in the portal.
  const terms =
    context.actor._tag === "ServiceCenter"
      ? ofCall(counselor.counselor, context.commandId)
      : termsOf(counselorId, context.commandId)
  const consent = Consent.draft(consentId, facts.case, terms, signedBy, context)
  // Who has the case has nothing to accept: the consumer's word goes on where it was over.
  if (isHeld) return acceptAll<Consequence>(Consent.given(consent, context))
  return accept<Consequence>(
    ...(before === undefined ? [] : expired(before, facts, context)),
    {
      _tag: "CounselorDelegationOpened",
      counselorDelegation: {
        delegationId,
        caseId,
        delegate: { counselorId, entityId: counselor.counselor.entityId },
        origin: "directory",
        signedBy,
        consentId,
        requestedAt: context.at,
        state: { _tag: "Requested", at: context.at }
      }
    },
    { _tag: "ConsentDrafted", consent }
  )
}

const acceptRequest = (delegation: CounselorDelegation, facts: Facts, context: Context): Decision<Consequence> => {
  const { delegationId, state } = delegation
  const refused = firstRefusal(
    Machine.refusal(machine, state._tag, "accept"),
    state._tag === "Requested" &&
      expiryOf(state.at, context) <= context.at &&
      Delegation.requestExpired({ delegationId, expiresAt: expiryOf(state.at, context) }),
    withoutStanding(delegation.delegate.counselorId, facts, context)
  )
  if (refused) return refused
  return accept<Consequence>(
    ...replaced(facts, context),
    moved(delegation, "accept", { _tag: "Active", from: context.at }),
    ...facts.consents.flatMap((one) =>
      one.consentId === delegation.consentId && one.state._tag === "Draft" ? [Consent.moved(one, "grant", context)] : []
    )
  )
}

const expire = (delegation: CounselorDelegation, facts: Facts, context: Context): Decision<Consequence> => {
  const { delegationId, state } = delegation
  const refused = Machine.refusal(machine, state._tag, "expire")
  if (refused || state._tag !== "Requested") return refused ?? nothing
  const expiresAt = expiryOf(state.at, context)
  return context.at < expiresAt
    ? Delegation.notYetExpired({ delegationId, expiresAt })
    : acceptAll<Consequence>(expired(delegation, facts, context))
}

/**
 * Decides a step of a counselor's delegation. The consent moves along: a request drafts it, an acceptance grants it, a
 * request to who has the case changes nothing, except that the consent is granted where none is in force, and every consent that names the counselor ends with the delegation, taken back where the consumer ends it. What the
 * exchange ends is not the consumer's word. The service center speaks for the consumer.
 *
 * **Rules**: DEL-03, DEL-05, DEL-09..11, DEL-22, DEL-23, DEL-28, ENT-01, CON-01, CON-04, CON-05.
 *
 * @category machine
 */
export const decide = (command: Command, facts: Facts, context: Context): Decision<Consequence> => {
  if (command._tag === "RequestCounselor") return request(command, facts, context)
  const { consents, delegation } = facts
  if (delegation === undefined) return Delegation.unknownDelegation({ delegationId: command.delegationId })
  const { actor, at } = context
  const own = actor._tag !== "Exchange"
  const simple = (
    trigger: Trigger,
    to: () => State,
    consentsMove: () => ReadonlyArray<Consent.Event>
  ): Decision<Consequence> =>
    Machine.refusal(machine, delegation.state._tag, trigger) ??
    accept<Consequence>(moved(delegation, trigger, to()), ...consentsMove())
  switch (command._tag) {
    case "AcceptCounselorRequest":
      return acceptRequest(delegation, facts, context)
    case "DeclineCounselorRequest":
      return simple(
        "decline",
        () => ({ _tag: "Declined", at }),
        () => draftEnds(delegation, consents, "expire", context)
      )
    case "CancelCounselorRequest":
      return simple(
        "cancel",
        () => ({ _tag: "Cancelled", at }),
        () => draftEnds(delegation, consents, own ? "rescind" : "expire", context)
      )
    case "ExpireCounselorRequest":
      return expire(delegation, facts, context)
    case "RemoveCounselor":
      return simple(
        "remove",
        () => ended(delegation, at, own ? "consumer-removed" : "exchange-ended"),
        () => consentsEnd(delegation, consents, own ? "rescind" : "expire", context)
      )
    case "RelinquishAsCounselor":
      return simple(
        "relinquish",
        () => ended(delegation, at, "relinquished"),
        () => consentsEnd(delegation, consents, "expire", context)
      )
  }
}

/** What the end of a counselor's work, or of the entity, is judged by. @category models */
export interface Left {
  /** The open delegations of those who may not help any more. */
  readonly open: ReadonlyArray<CounselorDelegation>
  /** The consents of their cases. */
  readonly consents: ReadonlyArray<Consent.Consent>
}

/**
 * The events by which the consumers are free of whom a counselor helped whose work is over: nobody manages the clients of
 * an entity who could move them, so that there is no window of days.
 *
 * **Rules**: ENT-01, DEL-25.
 *
 * @category machine
 */
export const setFree = ({ consents, open }: Left, context: Context): ReadonlyArray<Event | Consent.Event> =>
  open.flatMap((one) => {
    const ofCase = consents.filter(({ caseId }) => caseId === one.caseId)
    return one.state._tag === "Requested"
      ? [moved(one, "decline", { _tag: "Declined", at: context.at }), ...draftEnds(one, ofCase, "expire", context)]
      : endedFor([one], "end-certification", "certification-ended", ofCase, context)
  })

/**
 * The events that follow for counselors when a consent is taken back: what was asked for on it is cancelled, and a
 * delegation ends when no other consent in force names its counselor.
 *
 * @rule CON-05
 * @category machine
 */
export const afterRescission = (
  consent: Consent.Consent,
  { consents, open }: Left,
  context: Context
): ReadonlyArray<Event> => {
  const { grantee } = consent
  if (grantee._tag !== "Counselor") return []
  const { actor, at, policy } = context
  const day: CalendarDate = Dates.on(at, policy.timeZone)
  const isNamed = (one: Consent.Consent) =>
    one.grantee._tag === "Counselor" && one.grantee.counselorId === grantee.counselorId
  const left = consents.some(
    (one) => one.consentId !== consent.consentId && isNamed(one) && Consent.isInForce(one, day)
  )
  return open.flatMap((one) => {
    if (one.delegate.counselorId !== grantee.counselorId) return []
    if (one.state._tag === "Requested")
      return one.consentId === consent.consentId ? [moved(one, "cancel", { _tag: "Cancelled", at })] : []
    const reason = actor._tag === "Exchange" ? "exchange-ended" : "consent-rescinded"
    return left ? [] : [moved(one, "remove", ended(one, at, reason))]
  })
}

/** Applies an event to a counselor's delegation; never fails. @category machine */
export const evolve = (delegation: CounselorDelegation | undefined, event: Event): CounselorDelegation =>
  event._tag === "CounselorDelegationOpened"
    ? event.counselorDelegation
    : event._tag === "CounselorRequestReminded"
      ? { ...(delegation as CounselorDelegation), reminders: event.reminders }
      : { ...(delegation as CounselorDelegation), state: event.to }
