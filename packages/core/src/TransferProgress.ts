/**
 * What happens to a transfer that waits: consumers answer, its day comes, questions end, somebody cancels it.
 *
 * Whatever the consumer has chosen in the meantime wins: a row whose delegation the source no longer holds never
 * moves. The target's authority is judged again when a row moves.
 *
 * @since 0.1.0
 */
import * as Dates from "./CalendarDate.ts"
import type * as Consent from "./Consent.ts"
import { acceptAll, type Context, type Decision, firstRefusal, nothing } from "./Decider.ts"
import * as Delegation from "./Delegation.ts"
import * as EffectiveDate from "./EffectiveDate.ts"
import * as Id from "./Id.ts"
import * as Machine from "./Machine.ts"
import { type Refusal, reason } from "./Refusal.ts"
import type * as Standing from "./Standing.ts"
import * as Transfer from "./Transfer.ts"

/** A step of a transfer that waits. @category models */
export type Command =
  | { readonly _tag: "ConfirmTransfer"; readonly transferId: Id.TransferId; readonly caseId: Id.CaseId }
  | { readonly _tag: "DeclineTransfer"; readonly transferId: Id.TransferId; readonly caseId: Id.CaseId }
  | { readonly _tag: "CancelTransfer"; readonly transferId: Id.TransferId }
  /** The daily run: whatever was due on or before a day happens now, of all transfers or of one. */
  | { readonly _tag: "ApplyDueTransfers"; readonly on: Dates.CalendarDate; readonly transferId?: Id.TransferId }

/** What a step looks at. @category models */
export interface Facts {
  /** The transfer of the step, or all that wait. */
  readonly transfers: ReadonlyArray<Transfer.Transfer>
  readonly delegation: (delegationId: Id.DelegationId) => Delegation.Delegation | undefined
  /** The open delegations of a case. */
  readonly open: (caseId: Id.CaseId) => ReadonlyArray<Delegation.Delegation>
  /** The consents that delegations rest on. */
  readonly consent?: Transfer.FindConsent
  /** An agent as a member of an agency, whatever the state of the employment. */
  readonly member: (agentId: Id.AgentId, agencyId: Id.AgencyId) => Standing.Member | undefined
}

/** There is no such transfer. @category errors */
export const unknownTransfer = /*#__PURE__*/ reason(
  "UnknownTransfer",
  "TRF-13",
  (f: { readonly transferId: Id.TransferId }) => `there is no transfer \`${f.transferId}\``,
  "look the transfer up among those of the agency that wait"
)
/** Papers of a book that leaves its agency are not the business of staff. @category errors */
export const papersOfManagers = /*#__PURE__*/ reason(
  "PapersOfManagers",
  "TRF-09",
  (f: { readonly transferId: Id.TransferId }) =>
    `staff do not take back the papers of transfer \`${f.transferId}\`, which they could not hand in`,
  "ask a manager of the agency that handed them in"
)
/** The consumer has no open question of this transfer. @category errors */
export const nothingAsked = /*#__PURE__*/ reason(
  "NothingAsked",
  "TRF-12",
  (f: { readonly transferId: Id.TransferId; readonly caseId: Id.CaseId }) =>
    `transfer \`${f.transferId}\` has no open question to case \`${f.caseId}\``,
  "the case stays as it is; the consumer can choose an agent in the directory"
)
/** The question ended before it was answered. @category errors */
export const answeredTooLate = /*#__PURE__*/ reason(
  "AnsweredTooLate",
  "TRF-12",
  (f: { readonly transferId: Id.TransferId; readonly answerBy: Dates.CalendarDate }) =>
    `the question of transfer \`${f.transferId}\` ended on \`${f.answerBy}\``,
  "the case stays with its agent; the consumer can ask for another one in the directory"
)

const holds = (
  { agencyId, fromAgentId }: Transfer.Transfer,
  one: Delegation.Delegation | undefined
): one is Delegation.Delegation =>
  one !== undefined &&
  Delegation.isOpen(one) &&
  one.delegate.agentId === fromAgentId &&
  one.delegate.agencyId === agencyId

/** Checks whether a row moves on or before a day when nothing more is said. @category predicates */
const isReady = ({ effectiveOn }: Transfer.Transfer, { outcome }: Transfer.Row, day: Dates.CalendarDate): boolean =>
  (outcome === "planned" || outcome === "confirmed") && (effectiveOn === undefined || effectiveOn <= day)

/** Checks whether a day brings something for a transfer: rows that move, or questions that end. @category predicates */
export const isDue = (transfer: Transfer.Transfer, day: Dates.CalendarDate): boolean =>
  (transfer.state === "Scheduled" || transfer.state === "AwaitingConsent") &&
  transfer.rows.some(
    (row) =>
      isReady(transfer, row, day) ||
      (row.outcome === "asked" && transfer.answerBy !== undefined && transfer.answerBy <= day)
  )

/** Where a transfer goes when rows have changed: it waits for answers, for its day, or is over. */
const nextTrigger = (transfer: Transfer.Transfer, rows: ReadonlyArray<Transfer.Row>): Transfer.Trigger => {
  const some = (outcome: Transfer.Outcome) => rows.some((row) => row.outcome === outcome)
  if (some("asked")) return "answer"
  if (some("planned") || some("confirmed")) return transfer.state === "Scheduled" ? "answer" : "schedule"
  const arrived = ({ outcome }: Transfer.Row) => outcome === "moves" || outcome === "already-held"
  if (!rows.some(arrived)) return "reject"
  return rows.every(arrived) ? "apply" : "apply-part"
}

/** The event of a transfer whose rows have changed; `trigger`, `rejection` and a new day when they do not follow from the rows. */
export const settled = (
  transfer: Transfer.Transfer,
  changed: ReadonlyArray<Transfer.Row>,
  over: {
    readonly trigger?: Transfer.Trigger
    readonly rejection?: Transfer.Rejection
    readonly effectiveOn?: Dates.CalendarDate
  } = {}
): Transfer.Event | Refusal => {
  const byId = new Map(changed.map((row) => [row.delegationId, row]))
  const rows = transfer.rows.map((row) => byId.get(row.delegationId) ?? row)
  const trigger = over.trigger ?? nextTrigger(transfer, rows)
  const next = Transfer.next(transfer.state, trigger)
  if (next._tag === "Refused") return next
  const rejection = trigger === "reject" ? (over.rejection ?? "nothing-moved") : undefined
  return {
    _tag: "TransferMoved",
    transferId: transfer.transferId,
    trigger,
    from: transfer.state,
    to: next.to,
    rows: changed,
    ...(over.effectiveOn === undefined ? {} : { effectiveOn: over.effectiveOn }),
    ...(rejection === undefined ? {} : { rejection })
  }
}

/** The rows of a transfer that can still move, with what became of them. */
export const closed = (transfer: Transfer.Transfer, outcome: Transfer.Outcome): ReadonlyArray<Transfer.Row> =>
  transfer.rows.filter(Transfer.isOpenRow).map((row) => ({ ...row, outcome }))

type AnyEvent = Transfer.Event | Delegation.Event | Consent.Event

interface Step {
  readonly rows: ReadonlyArray<Transfer.Row>
  readonly events: ReadonlyArray<Delegation.Event | Consent.Event>
}

/** Moves the given rows as far as the source still holds them; successors are numbered from `first` on. */
const carryOut = (
  transfer: Transfer.Transfer,
  ready: ReadonlyArray<Transfer.Row>,
  facts: Facts,
  context: Context,
  first: number
): Step => {
  const { agentId, agencyId } = { agentId: transfer.toAgentId, agencyId: Transfer.arrivesAt(transfer) }
  const moving = ready.flatMap(({ delegationId }) => {
    const old = facts.delegation(delegationId)
    return holds(transfer, old) ? [old] : []
  })
  const theirs = Array.from(new Set(moving.map(({ caseId }) => caseId)))
    .flatMap(facts.open)
    .filter(({ delegate }) => delegate.agentId === agentId && delegate.agencyId === agencyId)
  const successorOf = (index: number) => Id.derive<Id.DelegationId>(context.commandId, first + index)
  const around = { theirs, consent: facts.consent }
  const { events, rows } = Transfer.handOver(transfer, moving, around, successorOf, context)
  const moved = new Map(rows.map((row) => [row.delegationId, row]))
  return { rows: ready.map((row) => moved.get(row.delegationId) ?? { ...row, outcome: "not-held" }), events }
}

const concluded = (
  transfer: Transfer.Transfer,
  { events, rows }: Step,
  over?: Parameters<typeof settled>[2]
): Decision<AnyEvent> => {
  const event = settled(transfer, rows, over)
  return event._tag === "Refused" ? event : acceptAll<AnyEvent>([...events, event])
}

const answer = (
  command: Command & { readonly _tag: "ConfirmTransfer" | "DeclineTransfer" },
  transfer: Transfer.Transfer,
  facts: Facts,
  context: Context
): Decision<AnyEvent> => {
  const { caseId, transferId } = command
  const today = Dates.on(context.at, context.policy.timeZone)
  const confirms = command._tag === "ConfirmTransfer"
  // Who has said yes may still say no until the day has come.
  const mine = transfer.rows.filter(
    (row) => row.caseId === caseId && (row.outcome === "asked" || (!confirms && row.outcome === "confirmed"))
  )
  const asked = mine.some(({ outcome }) => outcome === "asked")
  const { answerBy, effectiveOn } = transfer
  const refused = firstRefusal(
    Machine.refusal(Transfer.machine, transfer.state, "answer"),
    mine.length === 0 && nothingAsked({ transferId, caseId }),
    asked && answerBy !== undefined && answerBy <= today && answeredTooLate({ transferId, answerBy })
  )
  if (refused) return refused
  if (!confirms) return concluded(transfer, { rows: mine.map((row) => ({ ...row, outcome: "declined" })), events: [] })
  // A book that leaves its agency waits for the next day that the policy allows when its own is over.
  const across = transfer.toAgencyId !== undefined && effectiveOn !== undefined
  const counts = across ? EffectiveDate.notBefore(effectiveOn, today, context.policy) : effectiveOn
  const over = counts === undefined || counts === effectiveOn ? {} : { effectiveOn: counts }
  if (counts !== undefined && counts > today)
    return concluded(transfer, { rows: mine.map((row) => ({ ...row, outcome: "confirmed" })), events: [] }, over)
  const target = facts.member(transfer.toAgentId, Transfer.arrivesAt(transfer))
  if (target === undefined)
    return Transfer.notOnRoster({ agentId: transfer.toAgentId, agencyId: Transfer.arrivesAt(transfer) })
  return (
    Transfer.withoutAuthority(target, today) ?? concluded(transfer, carryOut(transfer, mine, facts, context, 0), over)
  )
}

const cancel = (transfer: Transfer.Transfer, { actor }: Context): Decision<AnyEvent> => {
  // Whoever could not hand papers in does not take them back either.
  if (actor._tag === "Staff" && transfer.submittedBy !== undefined)
    return papersOfManagers({ transferId: transfer.transferId })
  // What has moved stays moved, and the transfer then says so.
  const moved = transfer.rows.some(({ outcome }) => outcome === "moves")
  return concluded(
    transfer,
    { rows: closed(transfer, "cancelled"), events: [] },
    { trigger: moved && Transfer.isWaiting(transfer) ? "apply-part" : "cancel" }
  )
}

const fallsDue = (
  transfer: Transfer.Transfer,
  day: Dates.CalendarDate,
  facts: Facts,
  context: Context,
  first: number
): ReadonlyArray<AnyEvent> => {
  const ready = transfer.rows.filter((row) => isReady(transfer, row, day))
  const target = facts.member(transfer.toAgentId, Transfer.arrivesAt(transfer))
  // Cases arrive now, also when the run makes up for an earlier day.
  const today = Dates.on(context.at, context.policy.timeZone)
  if (ready.length > 0 && (target === undefined || Transfer.withoutAuthority(target, today) !== undefined)) {
    const event = settled(transfer, closed(transfer, "refused"), { rejection: "target-without-authority" })
    return event._tag === "Refused" ? [] : [event]
  }
  const ended =
    transfer.answerBy !== undefined && transfer.answerBy <= day
      ? transfer.rows.flatMap((row): ReadonlyArray<Transfer.Row> => {
          if (row.outcome !== "asked") return []
          return [{ ...row, outcome: holds(transfer, facts.delegation(row.delegationId)) ? "expired" : "not-held" }]
        })
      : []
  const { events, rows } = carryOut(transfer, ready, facts, context, first)
  const event = settled(transfer, [...rows, ...ended])
  return event._tag === "Refused" ? [] : [...events, event]
}

/** Facts that grow with what happens in one run, so that each transfer sees what the one before has moved. */
const growing = (facts: Facts): { readonly facts: Facts; readonly grow: (event: AnyEvent) => void } => {
  const changed = new Map<Id.DelegationId, Delegation.Delegation>()
  const arrived = new Map<Id.CaseId, Array<Delegation.Delegation>>()
  const delegation = (id: Id.DelegationId) => changed.get(id) ?? facts.delegation(id)
  return {
    facts: {
      ...facts,
      delegation,
      open: (caseId) =>
        [...facts.open(caseId), ...(arrived.get(caseId) ?? [])]
          .map((one) => changed.get(one.delegationId) ?? one)
          .filter(Delegation.isOpen)
    },
    grow: (event) => {
      if (event._tag === "DelegationOpened") {
        const { delegation: opened } = event
        const before = arrived.get(opened.caseId)
        if (before === undefined) arrived.set(opened.caseId, [opened])
        else before.push(opened)
      } else if (event._tag === "DelegationMoved")
        changed.set(event.delegationId, Delegation.evolve(delegation(event.delegationId), event))
    }
  }
}

/**
 * Sorts transfers into the order in which daily runs would have come to them; whoever names them one by one keeps to it.
 *
 * @rule TRF-08
 * @category ordering
 */
export const inTurn = (
  a: Pick<Transfer.Transfer, "effectiveOn" | "transferId">,
  b: Pick<Transfer.Transfer, "effectiveOn" | "transferId">
): number => {
  const [one, other] = [a, b].map(({ effectiveOn = "", transferId }) => `${effectiveOn} ${transferId}`) as [
    string,
    string
  ]
  return one < other ? -1 : 1
}

const applyDue = (
  { on, transferId }: Command & { readonly _tag: "ApplyDueTransfers" },
  facts: Facts,
  context: Context
): Decision<AnyEvent> => {
  const named =
    transferId === undefined ? facts.transfers : facts.transfers.filter((one) => one.transferId === transferId)
  if (transferId !== undefined && named.length === 0) return unknownTransfer({ transferId })
  const today = Dates.on(context.at, context.policy.timeZone)
  // A run for a day to come does what is due today.
  const day = on < today ? on : today
  const now = growing(facts)
  const events: Array<AnyEvent> = []
  let first = 0
  for (const transfer of [...named].sort(inTurn)) {
    if (!isDue(transfer, day)) continue
    for (const event of fallsDue(transfer, day, now.facts, context, first)) {
      events.push(event)
      now.grow(event)
    }
    first += transfer.rows.length
  }
  return events.length === 0 ? nothing : acceptAll(events)
}

/**
 * Decides a step of a transfer that waits.
 *
 * **Rules**: TRF-03, TRF-06..09, TRF-12, TRF-13, DEL-10.
 *
 * @category machine
 */
export const decide = (command: Command, facts: Facts, context: Context): Decision<AnyEvent> => {
  if (command._tag === "ApplyDueTransfers") return applyDue(command, facts, context)
  const [transfer] = facts.transfers
  if (transfer === undefined) return unknownTransfer({ transferId: command.transferId })
  return command._tag === "CancelTransfer" ? cancel(transfer, context) : answer(command, transfer, facts, context)
}
