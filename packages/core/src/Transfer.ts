/**
 * Moving consumers from one agent to another inside an agency.
 *
 * A transfer is planned first and applied as planned: the preview that a manager looks at and the events
 * of the command come from the same plan.
 *
 * @since 0.1.0
 */
import * as Dates from "./CalendarDate.ts"
import * as Consent from "./Consent.ts"
import { acceptAll, type Context, type Decision, firstRefusal, nothing } from "./Decider.ts"
import * as Delegation from "./Delegation.ts"
import * as Id from "./Id.ts"
import { type Refusal, reason } from "./Refusal.ts"
import * as Standing from "./Standing.ts"

/** Why cases move. @category models */
export type TransferReason = "leave" | "left-agency" | "workload" | "language-match" | "suspension" | "death" | "other"

/** A request to move cases; `only` limits it to the named delegations. @category models */
export interface Command {
  readonly _tag: "TransferBook"
  readonly transferId: Id.TransferId
  readonly agencyId: Id.AgencyId
  readonly fromAgentId: Id.AgentId
  readonly toAgentId: Id.AgentId
  readonly only?: ReadonlyArray<Id.DelegationId>
  readonly reason: TransferReason
}

/** What happens to one delegation. @category models */
export interface Row {
  readonly delegationId: Id.DelegationId
  readonly caseId?: Id.CaseId
  /**
   * `moves` with its successor, `already-held` when it was a request and the target has the case, or `not-held` when the
   * source no longer holds it. @rule TRF-06
   */
  readonly outcome: "moves" | "already-held" | "not-held"
  readonly successorId?: Id.DelegationId
}

/** A transfer that was applied. @category models */
export interface Transfer {
  readonly transferId: Id.TransferId
  readonly agencyId: Id.AgencyId
  readonly fromAgentId: Id.AgentId
  readonly toAgentId: Id.AgentId
  readonly reason: TransferReason
  readonly rows: ReadonlyArray<Row>
}

/** What a transfer would do: its rows, and the open delegations of both agents before and after. @category models */
export interface Plan {
  readonly rows: ReadonlyArray<Row>
  readonly before: { readonly source: number; readonly target: number }
  readonly after: { readonly source: number; readonly target: number }
  readonly events: ReadonlyArray<Delegation.Event>
}

/** Something happened to a transfer. @category models */
export interface Event {
  readonly _tag: "TransferApplied"
  readonly transfer: Transfer
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
  readonly consent?: (consentId: Id.ConsentId) => Consent.Consent | undefined
}

/** Source and target are the same agent. @category errors */
export const sameAgent = reason(
  "SameAgent",
  "TRF-02",
  (f: { readonly agentId: Id.AgentId }) => `agent \`${f.agentId}\` is source and target of the transfer`,
  "choose another agent as target"
)
/** An agent is not on the roster of the agency. @category errors */
export const notOnRoster = reason(
  "TransferOutsideRoster",
  "TRF-02",
  (f: { readonly agentId: Id.AgentId; readonly agencyId: Id.AgencyId }) =>
    `agent \`${f.agentId}\` is not on the roster of agency \`${f.agencyId}\``,
  "transfer inside the agency; a transfer across agencies goes through the exchange"
)
/** The target may not act. @category errors */
export const targetWithoutAuthority = reason(
  "TargetWithoutAuthority",
  "TRF-03",
  (f: { readonly agentId: Id.AgentId; readonly gaps: ReadonlyArray<Standing.Gap> }) =>
    `the target agent \`${f.agentId}\` has no authority: ${f.gaps.map((gap) => `\`${gap}\``).join(", ")}`,
  "choose a target who is certified and active"
)
/** The identifier belongs to another transfer. @category errors */
export const transferExists = reason(
  "TransferExists",
  "TRF-13",
  (f: { readonly transferId: Id.TransferId }) => `transfer \`${f.transferId}\` was applied before, to other agents`,
  "choose a new identifier for each transfer"
)
/** Nothing is left to move. @category errors */
export const nothingToMove = reason(
  "NothingToMove",
  "TRF-06",
  (f: { readonly agentId: Id.AgentId }) => `agent \`${f.agentId}\` holds none of the chosen delegations`,
  "look at the book of the agent and choose again"
)

// A consent goes along when it reaches the new agent; otherwise the new delegation rests on none.
const lineage = ({ consentId }: Delegation.Delegation, { agencyId, toAgentId }: Command, { consent }: Facts) => {
  const known = consentId === undefined ? undefined : consent?.(consentId)
  return known !== undefined && Consent.reaches(known, agencyId, toAgentId) ? { consentId: known.consentId } : {}
}

const successor = (
  old: Delegation.Delegation,
  command: Command,
  facts: Facts,
  successorId: Id.DelegationId,
  at: Dates.Instant
): Delegation.Delegation => ({
  delegationId: successorId,
  caseId: old.caseId,
  kind: old.kind,
  delegate: { agentId: command.toAgentId, agencyId: command.agencyId },
  origin: "transfer",
  ...(old.signedBy === undefined ? {} : { signedBy: old.signedBy }),
  ...lineage(old, command, facts),
  predecessorId: old.delegationId,
  transferId: command.transferId,
  // A request keeps its age; a frozen case is free again with an agent who may act.
  state: old.state._tag === "Requested" ? old.state : { _tag: "Active", from: at }
})

const asked = ({ state }: Delegation.Delegation): boolean => state._tag === "Requested"

/**
 * Plans a transfer: the same function serves the preview and the command. A request that goes to the agent who has the
 * case, or that waits for that agent when the case arrives, is over with it.
 *
 * **Rules**: TRF-01..07.
 *
 * @category machine
 */
export const plan = (command: Command, facts: Facts, context: Context): Plan | Refusal => {
  const { agencyId, fromAgentId, only, toAgentId } = command
  const { held, source, target } = facts
  if (fromAgentId === toAgentId) return sameAgent({ agentId: toAgentId })
  if (source === undefined) return notOnRoster({ agentId: fromAgentId, agencyId })
  if (target === undefined) return notOnRoster({ agentId: toAgentId, agencyId })
  const gaps = Standing.gaps(target, Dates.on(context.at, context.policy.timeZone))
  const chosen = only === undefined ? undefined : new Set(only)
  const moving = chosen === undefined ? held : held.filter(({ delegationId }) => chosen.has(delegationId))
  const refused = firstRefusal(
    gaps.length > 0 && targetWithoutAuthority({ agentId: toAgentId, gaps }),
    moving.length === 0 && nothingToMove({ agentId: fromAgentId })
  )
  if (refused) return refused
  const rows: Array<Row> = []
  const events: Array<Delegation.Event> = []
  // Who has the case when the transfer is done, and who of them was still asked for it.
  const theirs = facts.targetHeld ?? []
  const keyOf = ({ caseId, kind }: Delegation.Delegation): string => `${caseId} ${kind}`
  const holding = new Set([...theirs, ...moving].filter(Delegation.holdsCase).map(keyOf))
  const waiting = new Map(theirs.filter(asked).map((one) => [keyOf(one), one]))
  let fulfilled = 0
  const cancel = (request: Delegation.Delegation) => {
    fulfilled += 1
    events.push(Delegation.moved(request, "cancel", { _tag: "Cancelled", at: context.at }))
  }
  moving.forEach((old, index) => {
    chosen?.delete(old.delegationId)
    if (asked(old) && holding.has(keyOf(old))) {
      // Choosing the present delegate changes nothing, and the wish for that agent is over.
      rows.push({ delegationId: old.delegationId, caseId: old.caseId, outcome: "already-held" })
      cancel(old)
      return
    }
    const theirWish = asked(old) ? undefined : waiting.get(keyOf(old))
    if (theirWish !== undefined) cancel(theirWish)
    const successorId = Id.derive<Id.DelegationId>(context.commandId, index)
    rows.push({ delegationId: old.delegationId, caseId: old.caseId, outcome: "moves", successorId })
    events.push(Delegation.moved(old, "transfer", Delegation.ended(old, context.at, "transferred")), {
      _tag: "DelegationOpened",
      delegation: successor(old, command, facts, successorId, context.at)
    })
  })
  for (const delegationId of chosen ?? []) rows.push({ delegationId, outcome: "not-held" })
  const { targetOpen } = facts
  return {
    rows,
    before: { source: held.length, target: targetOpen },
    after: { source: held.length - moving.length, target: targetOpen + moving.length - fulfilled },
    events
  }
}

/**
 * Decides a transfer: all rows or none; the same transfer again changes nothing.
 *
 * **Rules**: TRF-13.
 *
 * @category machine
 */
export const decide = (command: Command, facts: Facts, context: Context): Decision<Event | Delegation.Event> => {
  const before = facts.transfer
  if (before !== undefined) {
    const same =
      before.agencyId === command.agencyId &&
      before.fromAgentId === command.fromAgentId &&
      before.toAgentId === command.toAgentId
    return same ? nothing : transferExists({ transferId: command.transferId })
  }
  const planned = plan(command, facts, context)
  if ("_tag" in planned) return planned
  const { agencyId, fromAgentId, reason: why, toAgentId, transferId } = command
  const transfer: Transfer = { transferId, agencyId, fromAgentId, toAgentId, reason: why, rows: planned.rows }
  return acceptAll<Event | Delegation.Event>([...planned.events, { _tag: "TransferApplied", transfer }])
}

/** Applies an event to a transfer; never fails. @category machine */
export const evolve = (_transfer: Transfer | undefined, event: Event): Transfer => event.transfer
