/**
 * A consumer's permission for one agent to work the case.
 *
 * One record is one period: a new period is a new record, and history is never rewritten. Whether the agent
 * may act at all is `Standing`; who may ask is `Authority`; moving many at once is `Transfer`.
 *
 * @since 0.1.0
 */
import type { Instant } from "./CalendarDate.ts"
import * as Dates from "./CalendarDate.ts"
import type { Case } from "./Case.ts"
import * as Consent from "./Consent.ts"
import { accept, acceptAll, type Context, type Decision, firstRefusal, nothing } from "./Decider.ts"
import type { AgencyId, AgentId, CaseId, ConsentId, DelegationId, TransferId } from "./Id.ts"
import * as Id from "./Id.ts"
import * as Machine from "./Machine.ts"
import type { Policy, Verification as Way } from "./Policy.ts"
import { reason } from "./Refusal.ts"
import * as Standing from "./Standing.ts"

/** A case has at most one active delegation of each kind. @rule DEL-09 @category models */
export type Kind = "producer" | "assister"

/** Why a delegation ended. @category models */
export type EndReason =
  | "consumer-removed"
  | "exchange-ended"
  | "relinquished"
  | "replaced"
  | "transferred"
  | "certification-ended"
  | "consent-rescinded"
  | "agency-ended"

/** The state of a delegation, each with only its own fields. @category models */
export type State =
  | { readonly _tag: "Requested"; readonly at: Instant }
  | { readonly _tag: "Active"; readonly from: Instant }
  | { readonly _tag: "Frozen"; readonly from: Instant; readonly since: Instant }
  | { readonly _tag: "Declined"; readonly at: Instant }
  | { readonly _tag: "Cancelled"; readonly at: Instant }
  | { readonly _tag: "Expired"; readonly at: Instant }
  | { readonly _tag: "Ended"; readonly from: Instant; readonly until: Instant; readonly reason: EndReason }

/** How a case came to its agent. @category models */
export type Origin =
  | "directory"
  | "agent-started"
  | "service-center"
  | "three-way-call"
  | "claim"
  | "otp"
  | "access-code"
  | "transfer"
  | "migration"

/** How somebody made sure that the consumer wants the agent. @rule DEL-15 @category models */
export interface Verification {
  readonly method: Exclude<Origin, "directory" | "transfer" | "migration">
  /** What it can be looked up by: the number of a call, the identifier of a code, the digest of a document. */
  readonly reference: string
  readonly at: Instant
}

/** One delegation of a case to an agent. @category models */
export interface Delegation {
  readonly delegationId: DelegationId
  readonly caseId: CaseId
  readonly kind: Kind
  /** Always an agent; whoever helps the consumer to ask is none. @rule DEL-07 */
  readonly delegate: { readonly agentId: AgentId; readonly agencyId: AgencyId }
  readonly origin: Origin
  /** Absent for what the consumer asked for alone, and for what was taken over. */
  readonly verification?: Verification
  /** Who signed the grant, in the consumer's own writing. @rule DEL-12 */
  readonly signedBy?: string
  /** The consent that it rests on; absent for what was taken over without one. @rule CON-01 */
  readonly consentId?: ConsentId
  /** Whether what the consumer signed before does not reach this delegate: help waits for a consent that does. @rule CON-01 */
  readonly awaitsConsent?: true
  readonly predecessorId?: DelegationId
  readonly transferId?: TransferId
  /**
   * When the consumer asked, kept whatever became of it and wherever a transfer brought the request, which counts once, where
   * it is answered; absent for what nobody had to accept. @rule DEL-03 TRF-05
   */
  readonly requestedAt?: Instant
  /** How often the agent was reminded of a request. @rule DEL-23 */
  readonly reminders?: number
  readonly state: State
}

/** A step of a delegation. @category models */
export type Command =
  | {
      readonly _tag: "RequestDelegation"
      readonly delegationId: DelegationId
      readonly caseId: CaseId
      readonly agentId: AgentId
      readonly signedBy: string
    }
  | { readonly _tag: "AcceptRequest"; readonly delegationId: DelegationId }
  | { readonly _tag: "DeclineRequest"; readonly delegationId: DelegationId }
  | { readonly _tag: "CancelRequest"; readonly delegationId: DelegationId }
  | { readonly _tag: "ExpireRequest"; readonly delegationId: DelegationId }
  | { readonly _tag: "RemoveDelegation"; readonly delegationId: DelegationId }
  | { readonly _tag: "RelinquishDelegation"; readonly delegationId: DelegationId }

/** Something happened to a delegation. @category models */
export type Event =
  | { readonly _tag: "DelegationOpened"; readonly delegation: Delegation }
  | {
      readonly _tag: "DelegationMoved"
      readonly delegationId: DelegationId
      readonly trigger: Trigger
      readonly from: State["_tag"]
      readonly to: State
    }
  | { readonly _tag: "RequestReminded"; readonly delegationId: DelegationId; readonly reminders: number }

/** What a decision about a delegation looks at. @category models */
export interface Facts {
  readonly case: Case | undefined
  readonly delegation: Delegation | undefined
  /** The requested, active and frozen delegations of the case. */
  readonly open: ReadonlyArray<Delegation>
  /** The agent who is or would be the delegate. */
  readonly delegate: Standing.Member | undefined
  /** The consent that the delegation, or for a new request the one that waits, rests on, while it is a draft or granted. */
  readonly consent?: Consent.Consent | undefined
  /** The consents of the case, where a new delegation may end those before it, or where who is asked has the case. */
  readonly consents?: ReadonlyArray<Consent.Consent>
}

/** The triggers of the machine. @category models */
export type Trigger = (typeof machine)["triggers"][number]

/** The machine of the domain description, section 3.6. @rule DEL-03 @category machine */
export const machine = /*#__PURE__*/ Machine.define({
  name: "delegation",
  states: ["Requested", "Active", "Frozen", "Declined", "Cancelled", "Expired", "Ended"],
  triggers: [
    "accept",
    "decline",
    "cancel",
    "expire",
    "remove",
    "relinquish",
    "replace",
    "transfer",
    "freeze",
    "thaw",
    "end-certification"
  ],
  edges: {
    Requested: { accept: "Active", decline: "Declined", cancel: "Cancelled", expire: "Expired", transfer: "Ended" },
    Active: {
      remove: "Ended",
      relinquish: "Ended",
      replace: "Ended",
      transfer: "Ended",
      freeze: "Frozen",
      "end-certification": "Ended"
    },
    Frozen: {
      remove: "Ended",
      relinquish: "Ended",
      replace: "Ended",
      transfer: "Ended",
      thaw: "Active",
      "end-certification": "Ended"
    },
    Declined: {},
    Cancelled: {},
    Expired: {},
    Ended: {}
  },
  otherwise: "DEL-03"
})

/** There is no such case, or it has no household yet. @category errors */
export const unknownCase = /*#__PURE__*/ reason(
  "UnknownCase",
  "DEL-03",
  (f: { readonly caseId: CaseId }) => `there is no case \`${f.caseId}\` with a household`,
  "enter the household of the case first"
)
/** There is no such delegation. @category errors */
export const unknownDelegation = /*#__PURE__*/ reason(
  "UnknownDelegation",
  "DEL-03",
  (f: { readonly delegationId: DelegationId }) => `there is no delegation \`${f.delegationId}\``,
  "look the request up in the list of the agent or of the case"
)
/** The identifier is taken by another request. @category errors */
export const delegationExists = /*#__PURE__*/ reason(
  "DelegationExists",
  "DEL-22",
  (f: { readonly delegationId: DelegationId }) => `delegation \`${f.delegationId}\` exists already`,
  "choose a new identifier for each request"
)
/** Another request of the case is open. @category errors */
export const requestOpen = /*#__PURE__*/ reason(
  "RequestOpen",
  "DEL-22",
  (f: { readonly caseId: CaseId; readonly delegationId: DelegationId }) =>
    `case \`${f.caseId}\` has the open request \`${f.delegationId}\``,
  "wait for the answer, or cancel the open request first"
)
/** The agent takes no new clients. @category errors */
export const notAccepting = /*#__PURE__*/ reason(
  "NotAcceptingClients",
  "DEL-08",
  (f: { readonly agentId: AgentId }) => `agent \`${f.agentId}\` takes no new clients`,
  "choose another agent in the directory"
)
/** The agent is unknown. @category errors */
export const unknownAgent = /*#__PURE__*/ reason(
  "UnknownAgent",
  "DEL-08",
  (f: { readonly agentId: AgentId }) => `there is no agent \`${f.agentId}\` in an agency`,
  "choose an agent in the directory"
)
/** The exchange does not accept this way to a new agent. @category errors */
export const wayNotAccepted = /*#__PURE__*/ reason(
  "WayNotAccepted",
  "DEL-15",
  (f: { readonly way: Way }) => `a new agent is not accepted by way of \`${f.way}\``,
  "choose a way that the exchange accepts, such as the consumer's own request"
)
/** The request is too young to expire. @category errors */
export const notYetExpired = /*#__PURE__*/ reason(
  "NotYetExpired",
  "DEL-23",
  (f: { readonly delegationId: DelegationId; readonly expiresAt: Instant }) =>
    `request \`${f.delegationId}\` expires at \`${f.expiresAt}\``,
  "run the expiry again after that time"
)

/** The request is too old to be accepted. @category errors */
export const requestExpired = /*#__PURE__*/ reason(
  "RequestExpired",
  "DEL-23",
  (f: { readonly delegationId: DelegationId; readonly expiresAt: Instant }) =>
    `request \`${f.delegationId}\` expired at \`${f.expiresAt}\``,
  "have the consumer ask again"
)

/** Checks whether a delegation still binds the case: requested, active or frozen. @category predicates */
export const isOpen = (delegation: Delegation): boolean =>
  delegation.state._tag === "Requested" || holdsCase(delegation)

/** Checks whether a delegation puts the case into a book: active, or frozen and flagged. @rule BOB-04 @category predicates */
export const holdsCase = ({ state }: { readonly state: { readonly _tag: string } }): boolean =>
  state._tag === "Active" || state._tag === "Frozen"

/**
 * Whether an agent has a case already at an agency; who has it as another kind of helper is a new agent, and so is an
 * agent who has it from a former agency, since the agency is the other half of a delegate.
 *
 * @rule DEL-11
 * @category predicates
 */
export const isHeldBy = (open: ReadonlyArray<Delegation>, { agent, agency }: Standing.Member): boolean =>
  open.some(
    (one) =>
      one.kind === "producer" &&
      one.delegate.agentId === agent.agentId &&
      one.delegate.agencyId === agency.agencyId &&
      holdsCase(one)
  )

/**
 * Checks whether somebody has a case and may help with it, so that the same choice again changes nothing.
 *
 * **Rules**: DEL-11, CON-01.
 *
 * @category predicates
 */
export const isSettled = (
  { consents = [], open }: Pick<Facts, "consents" | "open">,
  member: Standing.Member,
  { at, policy }: Context
): boolean => {
  const user = { _tag: "Agent", agencyId: member.agency.agencyId, agentId: member.agent.agentId } as const
  return (
    isHeldBy(open, member) && Consent.permits(consents, user, "complete-application", Dates.on(at, policy.timeZone))
  )
}

/** The request of a case that has no answer yet. @rule DEL-22 @category queries */
export const waiting = (open: ReadonlyArray<Delegation>): Delegation | undefined =>
  open.find((one) => one.kind === "producer" && one.state._tag === "Requested")

/**
 * When a request was accepted, declined, cancelled or over its days; absent while it waits, for what nobody asked for, and
 * where a transfer moved it on before an answer. By whom, and for whom, is in the journal.
 *
 * @rule DEL-03
 * @category queries
 */
export const decidedAt = ({ requestedAt, state }: Pick<Delegation, "requestedAt" | "state">): Instant | undefined => {
  if (requestedAt === undefined || state._tag === "Requested") return undefined
  if ("at" in state) return state.at
  return isMovedRequest(state) ? undefined : state.from
}

/** The key under which an agency's lost cases of a month are found. @category encoding */
export const lostIn = (agencyId: AgencyId, until: Instant): string => `${agencyId} ${until.slice(0, 7)}`

/**
 * Whether a transfer moved a delegation that was still a request: a case that was held for no time was not lost.
 *
 * @rule TRF-05
 * @category predicates
 */
export const isMovedRequest = (state: State): boolean =>
  state._tag === "Ended" && state.reason === "transferred" && state.from === state.until

/** The state of a delegation that ends at an instant. @category constructors */
export const ended = (delegation: Delegation, at: Instant, reason: EndReason): State => {
  const from = "from" in delegation.state ? delegation.state.from : at
  // Clocks of two machines may disagree by seconds; a period never ends before it began.
  return { _tag: "Ended", from, until: from > at ? from : at, reason }
}

/**
 * Whether an exchange accepts a way to a new agent. Where it names none, nobody verifies, and only the consumer's own
 * request makes one.
 *
 * @rule DEL-15
 * @category predicates
 */
export const accepts = ({ newAgentVerification }: Policy, way: Way): boolean =>
  newAgentVerification.length === 0 ? way === "consumer" : newAgentVerification.includes(way)

/**
 * The delegations that a new one ends: those of its kind, or all where a case has one in total.
 *
 * **Rules**: DEL-09, DEL-10.
 *
 * @category queries
 */
export const endedBy = (
  kind: Kind,
  open: ReadonlyArray<Delegation>,
  { policy }: Context
): ReadonlyArray<Delegation> => {
  const total = policy.delegationExclusivity === "one-total"
  return open.filter((other) => (total || other.kind === kind) && holdsCase(other))
}

/**
 * The events by which a new delegation ends those before it, with the consents on which nothing rests any more.
 *
 * **Rules**: DEL-10, CON-03.
 *
 * @category constructors
 */
export const replaced = (
  kind: Kind,
  { consents = [], open }: Pick<Facts, "consents" | "open">,
  context: Context
): ReadonlyArray<Event | Consent.Event> => {
  const old = endedBy(kind, open, context)
  const left = new Set(open.flatMap((one) => (old.includes(one) ? [] : [one.consentId])))
  const fallen = new Set(old.flatMap(({ consentId }) => (left.has(consentId) ? [] : [consentId])))
  return [
    ...old.map((one) => moved(one, "replace", ended(one, context.at, "replaced"))),
    ...consents.flatMap((one) =>
      fallen.has(one.consentId) && one.state._tag === "Granted" ? [Consent.moved(one, "expire", context)] : []
    )
  ]
}

/** The event of one step. @category constructors */
export const moved = (delegation: Delegation, trigger: Trigger, to: State): Event => ({
  _tag: "DelegationMoved",
  delegationId: delegation.delegationId,
  trigger,
  from: delegation.state._tag,
  to
})

const none: ReadonlyArray<never> = []

const withoutAuthority = (member: Standing.Member, { at, policy }: Context) => {
  const gaps = Standing.gaps(member, Dates.on(at, policy.timeZone))
  return gaps.length > 0 && Standing.withoutAuthority({ agentId: member.agent.agentId, gaps })
}

/** The step of the consent that goes with a step of the delegation, if there is one. */
const ofConsent = (
  { consent, delegation, open }: Pick<Facts, "consent" | "delegation" | "open">,
  trigger: Consent.Trigger,
  context: Context
): ReadonlyArray<Consent.Event> => {
  if (consent === undefined || Machine.refusal(Consent.machine, consent.state._tag, trigger)) return none
  const shared = open.some(
    (other) => other.consentId === consent.consentId && other.delegationId !== delegation?.delegationId
  )
  return shared ? none : [Consent.moved(consent, trigger, context)]
}

const expiryOf = (requestedAt: Instant, { policy }: Context): Instant => {
  const day = Dates.plusDays(Dates.on(requestedAt, policy.timeZone), policy.requestDays)
  return Dates.startOf(day, policy.timeZone)
}

/** The events by which a request ends that nobody has answered in time. */
const expired = (request: Delegation, facts: Facts, context: Context): ReadonlyArray<Event | Consent.Event> => [
  moved(request, "expire", { _tag: "Expired", at: context.at }),
  ...ofConsent({ ...facts, delegation: request }, "expire", context)
]

const request = (
  command: Command & { readonly _tag: "RequestDelegation" },
  facts: Facts,
  context: Context
): Decision<Event | Consent.Event> => {
  const { agentId, caseId, delegationId, signedBy } = command
  const { delegate, open } = facts
  if (facts.case === undefined || facts.case.members.length === 0) return unknownCase({ caseId })
  if (facts.delegation !== undefined) return delegationExists({ delegationId })
  if (delegate === undefined) return unknownAgent({ agentId })
  if (isSettled(facts, delegate, context)) return nothing
  const isHeld = isHeldBy(open, delegate)
  const before = waiting(open)
  // A request over its age waits for nothing any more, whether or not the daily run has said so.
  const isOver = before?.state._tag === "Requested" && expiryOf(before.state.at, context) <= context.at
  const refused = firstRefusal(
    !accepts(context.policy, "consumer") && wayNotAccepted({ way: "consumer" }),
    withoutAuthority(delegate, context),
    !isHeld && !delegate.agent.acceptsNewClients && notAccepting({ agentId }),
    !isHeld && before !== undefined && !isOver && requestOpen({ caseId, delegationId: before.delegationId })
  )
  if (refused) return refused
  const { agencyId } = delegate.agency
  const consentId = Id.derive<ConsentId>(context.commandId, 0)
  // What a representative asks for on the consumer's behalf was said in a call, and not signed in the portal.
  const terms =
    context.actor._tag === "ServiceCenter"
      ? Consent.ofCall(agencyId, delegate.agent, { reference: context.commandId }, context)
      : Consent.ofRequest(agencyId, agentId, context.commandId, context)
  const consent = Consent.draft(consentId, facts.case, terms, signedBy, context)
  // Who has the case has nothing to accept: the consumer's word goes on where it was over.
  if (isHeld) return acceptAll<Event | Consent.Event>(Consent.given(consent, context))
  return accept<Event | Consent.Event>(
    ...(before === undefined ? none : expired(before, facts, context)),
    {
      _tag: "DelegationOpened",
      delegation: {
        delegationId,
        caseId,
        kind: "producer",
        delegate: { agentId, agencyId },
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

const acceptRequest = (delegation: Delegation, facts: Facts, context: Context): Decision<Event | Consent.Event> => {
  const { agentId } = delegation.delegate
  if (facts.delegate === undefined) return unknownAgent({ agentId })
  const refused = firstRefusal(
    Machine.refusal(machine, delegation.state._tag, "accept"),
    delegation.state._tag === "Requested" &&
      expiryOf(delegation.state.at, context) <= context.at &&
      requestExpired({ delegationId: delegation.delegationId, expiresAt: expiryOf(delegation.state.at, context) }),
    withoutAuthority(facts.delegate, context)
  )
  if (refused) return refused
  return accept<Event | Consent.Event>(
    ...replaced(delegation.kind, facts, context),
    moved(delegation, "accept", { _tag: "Active", from: context.at }),
    ...ofConsent(facts, "grant", context)
  )
}

const expire = (delegation: Delegation, facts: Facts, context: Context): Decision<Event | Consent.Event> => {
  const refused = Machine.refusal(machine, delegation.state._tag, "expire")
  if (refused) return refused
  const { at } = delegation.state as State & { readonly _tag: "Requested" }
  const expiresAt = expiryOf(at, context)
  return context.at < expiresAt
    ? notYetExpired({ delegationId: delegation.delegationId, expiresAt })
    : accept<Event | Consent.Event>(...expired(delegation, facts, context))
}

/**
 * Decides a step of a delegation. The consent that it rests on moves along: a request drafts it, an acceptance grants
 * it, a request that comes to nothing ends it, a consumer who removes the agent takes it back, and it is over with the
 * agent who gives the case up, or for whom the manager gives it back, or who is replaced. What the exchange ends is not the consumer's word: the consent is over, and
 * nobody has taken it back. The service center speaks for the consumer. A new request takes the place of one that nobody
 * answered in its days.
 *
 * **Rules**: DEL-03, DEL-05, DEL-08..12, DEL-22..24, CON-01, CON-03, CON-05.
 *
 * @category machine
 */
export const decide = (command: Command, facts: Facts, context: Context): Decision<Event | Consent.Event> => {
  if (command._tag === "RequestDelegation") return request(command, facts, context)
  const { delegation } = facts
  if (delegation === undefined) return unknownDelegation({ delegationId: command.delegationId })
  const { actor, at } = context
  // The record is kept for years as the consumer's own word, and a removal is one that bars the agent.
  const own = actor._tag !== "Exchange"
  const simple = (trigger: Trigger, to: () => State, consent?: Consent.Trigger): Decision<Event | Consent.Event> => {
    const refused = Machine.refusal(machine, delegation.state._tag, trigger)
    if (refused) return refused
    const move = moved(delegation, trigger, to())
    return consent === undefined
      ? accept(move)
      : accept<Event | Consent.Event>(move, ...ofConsent(facts, consent, context))
  }
  switch (command._tag) {
    case "AcceptRequest":
      return acceptRequest(delegation, facts, context)
    case "DeclineRequest":
      return simple("decline", () => ({ _tag: "Declined", at }), "expire")
    case "CancelRequest":
      return simple("cancel", () => ({ _tag: "Cancelled", at }), own ? "rescind" : "expire")
    case "ExpireRequest":
      return expire(delegation, facts, context)
    case "RemoveDelegation":
      return own
        ? simple("remove", () => ended(delegation, at, "consumer-removed"), "rescind")
        : simple("remove", () => ended(delegation, at, "exchange-ended"), "expire")
    case "RelinquishDelegation":
      return simple("relinquish", () => ended(delegation, at, "relinquished"), "expire")
  }
}

/** Applies an event to a delegation; never fails. @category machine */
export const evolve = (delegation: Delegation | undefined, event: Event): Delegation => {
  switch (event._tag) {
    case "DelegationMoved":
      return { ...(delegation as Delegation), state: event.to }
    case "DelegationOpened":
      return event.delegation
    case "RequestReminded":
      return { ...(delegation as Delegation), reminders: event.reminders }
  }
}
