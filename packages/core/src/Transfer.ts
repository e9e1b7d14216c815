/**
 * Moving consumers from one agent to another.
 *
 * A transfer is planned first and carried out as planned: the preview that a manager looks at and the events of the
 * command come from the same plan. A transfer without consent and without a later day is over in one step; the others
 * wait, and what happens to them meanwhile is `TransferProgress`. Leaving the agency is `AgencyTransfer`.
 *
 * @since 0.1.0
 */
import * as Dates from "./CalendarDate.ts"
import * as Consent from "./Consent.ts"
import type { Name } from "./Contact.ts"
import { acceptAll, type Context, type Decision, firstRefusal, nothing } from "./Decider.ts"
import * as Delegation from "./Delegation.ts"
import * as Id from "./Id.ts"
import type { Npn } from "./Licence.ts"
import * as Machine from "./Machine.ts"
import type { Policy, transferPapers } from "./Policy.ts"
import { type Refusal, reason } from "./Refusal.ts"
import * as Standing from "./Standing.ts"

/** Reasons for which cases move; closed, so that statistics can be kept. @category models */
export const reasons = [
  "leave",
  "left-agency",
  "workload",
  "language-match",
  "suspension",
  "death",
  "sale",
  "consumer-request",
  "other"
] as const

/** Why cases move. @category models */
export type TransferReason = (typeof reasons)[number]

/** A request to move cases inside an agency. @category models */
export interface Command {
  readonly _tag: "TransferBook"
  readonly transferId: Id.TransferId
  readonly agencyId: Id.AgencyId
  readonly fromAgentId: Id.AgentId
  readonly toAgentId: Id.AgentId
  /** Limits the transfer to the named delegations; without it the whole book moves. @rule TRF-05 */
  readonly only?: ReadonlyArray<Id.DelegationId>
  /** Whether requests that nobody has answered stay with the source when the whole book moves. @rule TRF-05 */
  readonly leaveRequests?: boolean
  readonly reason: TransferReason
  /** First day with the target; at once when absent or today. @rule TRF-08 */
  readonly effectiveOn?: Dates.CalendarDate
}

/**
 * What became of one delegation: it `moves` or is `planned` for a later day, its consumer was `asked`, has `confirmed`
 * for a later day, has `declined` or let the question end (`expired`); the source did not hold it any more
 * (`not-held`), it was a request and the target has the case already (`already-held`), the transfer was `cancelled`, or it was `refused` by the exchange or for want of the target's authority.
 *
 * @rule TRF-06
 * @category models
 */
export type Outcome =
  | "moves"
  | "planned"
  | "asked"
  | "confirmed"
  | "declined"
  | "expired"
  | "not-held"
  | "already-held"
  | "cancelled"
  | "refused"

/** One delegation of a transfer, with its successor once it has moved. @category models */
export interface Row {
  readonly delegationId: Id.DelegationId
  readonly caseId?: Id.CaseId
  readonly outcome: Outcome
  readonly successorId?: Id.DelegationId
}

/** The papers that show that a book may leave its agency. @rule TRF-10 @category models */
export interface Evidence {
  readonly kind: (typeof transferPapers)[number]
  /** Under which identifier the host keeps the papers. */
  readonly documentId: Id.DocumentId
}

/**
 * What the papers say: the numbers of both agents, their names where the papers have them, and how many cases. By which
 * references the portal knows the two stands in the transfer itself.
 *
 * @rule TRF-10
 * @category models
 */
export interface Stated {
  readonly fromNpn: Npn
  readonly toNpn: Npn
  readonly fromName?: Name
  readonly toName?: Name
  readonly cases: number
}

/** Why nothing of a transfer moves. @category models */
export type Rejection =
  | "nothing-moved"
  | "target-without-authority"
  | "evidence-insufficient"
  | "disputed"
  | "duplicate"
  | "other"

/** Name of a state of the machine. @category models */
export type Phase = (typeof machine)["states"][number]
/** Name of a state in which a transfer is recorded; a draft, what is validated and what is submitted are over in one step. @category models */
export type State = Exclude<Phase, "Draft" | "Validated" | "Submitted">
/** The triggers of the machine. @category models */
export type Trigger = (typeof machine)["triggers"][number]

/** A transfer with its rows. @category models */
export interface Transfer {
  readonly transferId: Id.TransferId
  /** The agency of the source. */
  readonly agencyId: Id.AgencyId
  readonly fromAgentId: Id.AgentId
  readonly toAgentId: Id.AgentId
  /** The agency of the target, when the book leaves its agency. @rule TRF-11 */
  readonly toAgencyId?: Id.AgencyId
  /** The agency that handed in the papers. */
  readonly submittedBy?: Id.AgencyId
  readonly evidence?: Evidence
  readonly stated?: Stated
  /** Delegations were named, which are those of the rows; absent when the whole book was meant. */
  readonly chosen?: true
  /** Requests that nobody has answered were to stay. */
  readonly leaveRequests?: true
  readonly reason: TransferReason
  /** What the policy asked of consumers when the transfer was made. @rule TRF-12 */
  readonly consentMode: Policy["transferConsent"]
  readonly state: State
  /** First day with the target, when it is not the day of the command. */
  readonly effectiveOn?: Dates.CalendarDate
  /** The day on which questions to consumers end. @rule TRF-12 */
  readonly answerBy?: Dates.CalendarDate
  readonly rejection?: Rejection
  readonly rows: ReadonlyArray<Row>
}

/** What somebody asked for: a transfer, or papers of one that leaves the agency. @rule TRF-13 @category models */
export interface Request
  extends Pick<Command, "agencyId" | "fromAgentId" | "toAgentId" | "only" | "leaveRequests" | "reason" | "effectiveOn">,
    Pick<Transfer, "transferId" | "toAgencyId" | "submittedBy" | "evidence" | "stated"> {}

/** What a transfer would do: its rows, and the open delegations of both agents before, and after all of it. @category models */
export interface Plan {
  readonly state: State
  readonly rows: ReadonlyArray<Row>
  readonly before: { readonly source: number; readonly target: number }
  readonly after: { readonly source: number; readonly target: number }
  /** What happens at once; nothing when the transfer waits. */
  readonly events: ReadonlyArray<Delegation.Event | Consent.Event>
}

/** Something happened to a transfer: it was applied at once, began to wait, or went on. @category models */
export type Event =
  | { readonly _tag: "TransferApplied"; readonly transfer: Transfer }
  | { readonly _tag: "TransferOpened"; readonly transfer: Transfer }
  | {
      readonly _tag: "TransferMoved"
      readonly transferId: Id.TransferId
      readonly trigger: Trigger
      readonly from: State
      readonly to: State
      /** The rows that changed, as they are now. */
      readonly rows: ReadonlyArray<Row>
      /** The day with the target, when what was ready late has another one now. @rule TRF-09 */
      readonly effectiveOn?: Dates.CalendarDate
      readonly answerBy?: Dates.CalendarDate
      readonly rejection?: Rejection
    }

/** What a plan looks at. @category models */
export interface Facts {
  readonly transfer: Transfer | undefined
  readonly source: Standing.Member | undefined
  readonly target: Standing.Member | undefined
  /** Open delegations of the source in this agency, in the order of their identifiers. */
  readonly held: ReadonlyArray<Delegation.Delegation>
  readonly targetOpen: number
  /** Open delegations of the target in this agency; absent when none is of a case that moves. */
  readonly targetHeld?: ReadonlyArray<Delegation.Delegation>
  /** The consents that the held delegations rest on. */
  readonly consent?: FindConsent
}

// biome-ignore format: one after the other, as they come
const phases = [
  "Draft", "Validated", "Submitted", "ExchangeReview",
  "AwaitingConsent", "Scheduled", "Applied", "PartiallyApplied", "Rejected", "Cancelled"
] as const

/**
 * The machine of the domain description, section 3.7. What is drafted and validated is the plan, and what is submitted goes
 * to the exchange at once, so that a transfer is recorded from the state after it; papers of a book that leaves its agency
 * begin as `Submitted`.
 *
 * @rule TRF-13
 * @category machine
 */
export const machine = /*#__PURE__*/ Machine.define({
  name: "transfer",
  states: phases,
  triggers: ["validate", "review", "ask", "schedule", "answer", "apply", "apply-part", "reject", "cancel"],
  edges: {
    Draft: { validate: "Validated" },
    Validated: { ask: "AwaitingConsent", schedule: "Scheduled", apply: "Applied", "apply-part": "PartiallyApplied" },
    Submitted: { review: "ExchangeReview" },
    ExchangeReview: { ask: "AwaitingConsent", schedule: "Scheduled", reject: "Rejected", cancel: "Cancelled" },
    AwaitingConsent: {
      answer: "AwaitingConsent",
      schedule: "Scheduled",
      apply: "Applied",
      "apply-part": "PartiallyApplied",
      reject: "Rejected",
      cancel: "Cancelled"
    },
    Scheduled: {
      answer: "Scheduled",
      apply: "Applied",
      "apply-part": "PartiallyApplied",
      reject: "Rejected",
      cancel: "Cancelled"
    },
    Applied: {},
    PartiallyApplied: {},
    Rejected: {},
    Cancelled: {}
  },
  otherwise: "TRF-13"
})

/** Where a trigger leads a transfer; nothing leads back to what is never recorded. @rule TRF-13 @category machine */
export const next = (phase: Phase, trigger: Trigger) =>
  Machine.next(machine, phase, trigger) as Machine.Edge<State> | Refusal<"NotAllowedFrom">

/** Source and target are the same agent. @category errors */
export const sameAgent = /*#__PURE__*/ reason(
  "SameAgent",
  "TRF-02",
  (f: { readonly agentId: Id.AgentId }) => `agent \`${f.agentId}\` is source and target of the transfer`,
  "choose another agent as target"
)
/** An agent is not on the roster of the agency. @category errors */
export const notOnRoster = /*#__PURE__*/ reason(
  "TransferOutsideRoster",
  "TRF-02",
  (f: { readonly agentId: Id.AgentId; readonly agencyId: Id.AgencyId }) =>
    `agent \`${f.agentId}\` is not on the roster of agency \`${f.agencyId}\``,
  "transfer inside the agency; a transfer across agencies goes through the exchange"
)
/** The target may not act. @category errors */
export const targetWithoutAuthority = /*#__PURE__*/ reason(
  "TargetWithoutAuthority",
  "TRF-03",
  (f: { readonly agentId: Id.AgentId; readonly gaps: ReadonlyArray<Standing.Gap> }) =>
    `the target agent \`${f.agentId}\` has no authority: ${f.gaps.map((gap) => `\`${gap}\``).join(", ")}`,
  "choose a target who is certified and active"
)
/** The identifier belongs to another transfer. @category errors */
export const transferExists = /*#__PURE__*/ reason(
  "TransferExists",
  "TRF-13",
  (f: { readonly transferId: Id.TransferId }) =>
    `transfer \`${f.transferId}\` was made before, and was asked for in other words`,
  "choose a new identifier for each transfer"
)
/** Nothing is left to move. @category errors */
export const nothingToMove = /*#__PURE__*/ reason(
  "NothingToMove",
  "TRF-06",
  (f: { readonly agentId: Id.AgentId }) => `agent \`${f.agentId}\` holds none of the chosen delegations`,
  "look at the book of the agent and choose again"
)

/** The first day of a transfer is over. @category errors */
export const effectiveInPast = /*#__PURE__*/ reason(
  "EffectiveInPast",
  "TRF-08",
  (f: { readonly effectiveOn: Dates.CalendarDate; readonly today: Dates.CalendarDate }) =>
    `a transfer cannot count from \`${f.effectiveOn}\` on, because today is \`${f.today}\``,
  "choose today or a later day; records of the past do not change"
)

/** The agency that a transfer leads to. @category queries */
export const arrivesAt = ({ agencyId, toAgencyId }: Pick<Transfer, "agencyId" | "toAgencyId">): Id.AgencyId =>
  toAgencyId ?? agencyId

/** Checks whether something of a transfer may still happen. @category predicates */
export const isWaiting = ({ state }: Transfer): boolean =>
  state === "ExchangeReview" || state === "AwaitingConsent" || state === "Scheduled"

/** Checks whether a row can still move. @category predicates */
export const isOpenRow = ({ outcome }: Row): boolean =>
  outcome === "planned" || outcome === "asked" || outcome === "confirmed"

/** Finds the consent that a delegation rests on. @category models */
export type FindConsent = (consentId: Id.ConsentId) => Consent.Consent | undefined

// A consent goes along when it reaches the new agent; otherwise the new delegation rests on none.
const lineage = (
  { consentId }: Delegation.Delegation,
  agencyId: Id.AgencyId,
  agentId: Id.AgentId,
  consent: FindConsent | undefined
): { readonly consentId?: Id.ConsentId } => {
  const known = consentId === undefined ? undefined : consent?.(consentId)
  return known !== undefined && Consent.reaches(known, agencyId, agentId) ? { consentId: known.consentId } : {}
}

// What was taken over without a consent stays so inside its agency; a consent that stays behind has to be given anew.
const withoutConsent = (
  { awaitsConsent, consentId, delegate }: Delegation.Delegation,
  agencyId: Id.AgencyId
): { readonly awaitsConsent?: true } =>
  awaitsConsent === true || consentId !== undefined || delegate.agencyId !== agencyId ? { awaitsConsent: true } : {}

/** What is known around delegations that go over: the open ones of the target, and consents. @category models */
export interface Around {
  readonly theirs: ReadonlyArray<Delegation.Delegation>
  readonly consent: FindConsent | undefined
}

/** Delegations that went over: a row for each, what happened, and how many wishes were fulfilled with it. @category models */
export interface HandedOver {
  readonly rows: ReadonlyArray<Row>
  readonly events: ReadonlyArray<Delegation.Event | Consent.Event>
  readonly fulfilled: number
}

const wished = ({ state }: Delegation.Delegation): boolean => state._tag === "Requested"
const keyOf = ({ caseId, kind }: Delegation.Delegation): string => `${caseId} ${kind}`

/**
 * Hands delegations over to the target: the old period and the new one meet in one instant. A request that goes to the
 * agent who has the case, or that waits for that agent when the case arrives, is over with it. What the consumer signed
 * for the agent to whom the case comes is granted, and the case rests on it from then on; a consent that was signed for
 * another request ends when nobody can grant it any more.
 *
 * **Rules**: DEL-10, DEL-11, DEL-12, TRF-07, CON-01, CON-03.
 *
 * @category constructors
 */
export const handOver = (
  transfer: Pick<Transfer, "transferId" | "agencyId" | "toAgencyId" | "toAgentId">,
  moving: ReadonlyArray<Delegation.Delegation>,
  { consent, theirs }: Around,
  successorOf: (index: number) => Id.DelegationId,
  context: Context
): HandedOver => {
  const { at } = context
  const { toAgentId, transferId } = transfer
  const agencyId = arrivesAt(transfer)
  const rows: Array<Row> = []
  const events: Array<Delegation.Event | Consent.Event> = []
  // Who has the case when the transfer is done, and who of them was still asked for it.
  const holding = new Set([...theirs, ...moving].filter(Delegation.holdsCase).map(keyOf))
  const waiting = new Map(theirs.filter(wished).map((one) => [keyOf(one), one]))
  let fulfilled = 0
  const signed = ({ consentId }: Delegation.Delegation) => (consentId === undefined ? undefined : consent?.(consentId))
  const drop = (request: Delegation.Delegation) => {
    const known = signed(request)
    if (known !== undefined) events.push(...Consent.dropped([known], context))
  }
  const cancel = (request: Delegation.Delegation) => {
    fulfilled += 1
    events.push(Delegation.moved(request, "cancel", { _tag: "Cancelled", at }))
  }
  moving.forEach((old, index) => {
    const { caseId, delegationId } = old
    if (wished(old) && holding.has(keyOf(old))) {
      // Choosing the present delegate changes nothing, and the wish for that agent is over.
      rows.push({ delegationId, caseId, outcome: "already-held" })
      cancel(old)
      drop(old)
      return
    }
    const theirWish = wished(old) ? undefined : waiting.get(keyOf(old))
    const chosen = theirWish && signed(theirWish)
    const own = chosen?.state._tag === "Draft" && Consent.reaches(chosen, agencyId, toAgentId) ? chosen : undefined
    if (theirWish !== undefined) cancel(theirWish)
    const successorId = successorOf(index)
    const end = Delegation.ended(old, at, "transferred")
    const along = own ?? lineage(old, agencyId, toAgentId, consent)
    const { signedBy } = own ?? old
    rows.push({ delegationId, caseId, outcome: "moves", successorId })
    events.push(Delegation.moved(old, "transfer", end), {
      _tag: "DelegationOpened",
      delegation: {
        delegationId: successorId,
        caseId,
        kind: old.kind,
        delegate: { agentId: toAgentId, agencyId },
        origin: "transfer",
        ...(signedBy === undefined ? {} : { signedBy }),
        ...(along.consentId === undefined ? withoutConsent(old, agencyId) : { consentId: along.consentId }),
        predecessorId: delegationId,
        transferId,
        ...(old.state._tag === "Requested" ? { requestedAt: old.requestedAt ?? old.state.at } : {}),
        // A request keeps its age; a frozen case is free again with an agent who may act.
        state: wished(old) ? old.state : { _tag: "Active", from: end._tag === "Ended" ? end.until : at }
      }
    })
    if (own !== undefined) events.push(Consent.moved(own, "grant", context))
    if (along.consentId === undefined) drop(old)
  })
  return { rows, events, fulfilled }
}

/** What a target lacks for authority on a day, as a refusal. @rule TRF-03 @category queries */
export const withoutAuthority = (target: Standing.Member, day: Dates.CalendarDate): Refusal | undefined => {
  const gaps = Standing.gaps(target, day)
  return gaps.length > 0 ? targetWithoutAuthority({ agentId: target.agent.agentId, gaps }) : undefined
}

const chosenOf = ({ leaveRequests, only }: Command, held: ReadonlyArray<Delegation.Delegation>) => {
  if (only === undefined) return leaveRequests === true ? held.filter(({ state }) => state._tag !== "Requested") : held
  const ticked = new Set(only)
  return held.filter(({ delegationId }) => ticked.has(delegationId))
}

/**
 * Plans a transfer: the same function serves the preview and the command.
 *
 * **Details**: a target who is to take over on a later day is judged on that day.
 *
 * **Rules**: TRF-01..08, TRF-12.
 *
 * @category machine
 */
export const plan = (command: Command, facts: Facts, context: Context): Plan | Refusal => {
  const { agencyId, effectiveOn, fromAgentId, only, toAgentId } = command
  const { held, source, target, targetOpen } = facts
  if (fromAgentId === toAgentId) return sameAgent({ agentId: toAgentId })
  if (source === undefined) return notOnRoster({ agentId: fromAgentId, agencyId })
  if (target === undefined) return notOnRoster({ agentId: toAgentId, agencyId })
  const today = Dates.on(context.at, context.policy.timeZone)
  const later = effectiveOn !== undefined && effectiveOn > today
  const moving = chosenOf(command, held)
  const refused = firstRefusal(
    effectiveOn !== undefined && effectiveOn < today && effectiveInPast({ effectiveOn, today }),
    !later && withoutAuthority(target, today),
    moving.length === 0 && nothingToMove({ agentId: fromAgentId }),
    Machine.refusal(machine, "Draft", "validate")
  )
  if (refused) return refused
  const gone = new Set(only)
  for (const { delegationId } of moving) gone.delete(delegationId)
  const asks = context.policy.transferConsent === "consumer-confirm"
  const outcome = asks ? "asked" : later ? "planned" : "moves"
  const begun = next("Validated", asks ? "ask" : later ? "schedule" : gone.size === 0 ? "apply" : "apply-part")
  if (begun._tag === "Refused") return begun
  const around = { theirs: facts.targetHeld ?? [], consent: facts.consent }
  const successorOf = (index: number) => Id.derive<Id.DelegationId>(context.commandId, index)
  const { events, fulfilled, rows } = handOver(command, moving, around, successorOf, context)
  const waits = outcome !== "moves"
  const told = waits ? moving.map(({ caseId, delegationId }): Row => ({ delegationId, caseId, outcome })) : rows
  return {
    state: begun.to,
    rows: [...told, ...Array.from(gone, (delegationId): Row => ({ delegationId, outcome: "not-held" }))],
    before: { source: held.length, target: targetOpen },
    after: { source: held.length - moving.length, target: targetOpen + moving.length - fulfilled },
    events: waits ? [] : events
  }
}

/** The day on which a question that is asked now ends. @rule TRF-12 @category queries */
export const answerBy = ({ at, policy }: Pick<Context, "at" | "policy">): Dates.CalendarDate =>
  Dates.plusDays(Dates.on(at, policy.timeZone), policy.requestDays)

const termsOf = (one: Omit<Request, "only">): ReadonlyArray<unknown> => [
  ...[one.agencyId, one.toAgencyId, one.fromAgentId, one.toAgentId, one.submittedBy],
  // The day of a book that leaves its agency is the exchange's, and is not asked for.
  ...[one.reason, one.leaveRequests === true, one.toAgencyId === undefined && one.effectiveOn],
  ...[one.evidence?.kind, one.evidence?.documentId],
  ...[one.stated?.fromNpn, one.stated?.toNpn, one.stated?.cases],
  ...[one.stated?.fromName?.first, one.stated?.fromName?.last, one.stated?.toName?.first, one.stated?.toName?.last]
]

const isOf = ({ chosen, rows }: Transfer, only: Command["only"]): boolean => {
  if (only === undefined) return chosen !== true
  const named = new Set(only)
  return chosen === true && rows.length === named.size && rows.every(({ delegationId }) => named.has(delegationId))
}

/**
 * The refusal of a transfer whose identifier belongs to another one; `undefined` when all of the request is the same
 * again.
 *
 * @rule TRF-13
 * @category queries
 */
export const otherThan = (before: Transfer, now: Request): Refusal | undefined => {
  const asked = termsOf(before)
  return isOf(before, now.only) && termsOf(now).every((term, n) => term === asked[n])
    ? undefined
    : transferExists({ transferId: now.transferId })
}

/**
 * Decides a transfer: all rows or none; the same transfer again changes nothing.
 *
 * **Rules**: TRF-12, TRF-13.
 *
 * @category machine
 */
export const decide = (
  command: Command,
  facts: Facts,
  context: Context
): Decision<Event | Delegation.Event | Consent.Event> => {
  if (facts.transfer !== undefined) return otherThan(facts.transfer, command) ?? nothing
  const planned = plan(command, facts, context)
  if ("_tag" in planned) return planned
  const { agencyId, effectiveOn, fromAgentId, reason: why, toAgentId, transferId } = command
  const { events, rows, state } = planned
  const transfer: Transfer = {
    transferId,
    agencyId,
    fromAgentId,
    toAgentId,
    ...(command.only === undefined ? {} : { chosen: true }),
    ...(command.leaveRequests === true ? { leaveRequests: true } : {}),
    reason: why,
    consentMode: context.policy.transferConsent,
    state,
    ...(effectiveOn === undefined ? {} : { effectiveOn }),
    ...(state === "AwaitingConsent" ? { answerBy: answerBy(context) } : {}),
    rows
  }
  const _tag = isWaiting(transfer) ? "TransferOpened" : "TransferApplied"
  return acceptAll<Event | Delegation.Event | Consent.Event>([...events, { _tag, transfer }])
}

/** Applies an event to a transfer; never fails. @category machine */
export const evolve = (transfer: Transfer | undefined, event: Event): Transfer => {
  if (event._tag !== "TransferMoved") return event.transfer
  const known = transfer as Transfer
  const changed = new Map(event.rows.map((row) => [row.delegationId, row]))
  return {
    ...known,
    state: event.to,
    ...(event.effectiveOn === undefined ? {} : { effectiveOn: event.effectiveOn }),
    ...(event.answerBy === undefined ? {} : { answerBy: event.answerBy }),
    ...(event.rejection === undefined ? {} : { rejection: event.rejection }),
    rows: changed.size === 0 ? known.rows : known.rows.map((row) => changed.get(row.delegationId) ?? row)
  }
}
