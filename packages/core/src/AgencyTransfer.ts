/**
 * A book that leaves its agency: one of the two sides hands in papers, the exchange decides, the day follows from the
 * policy.
 *
 * Nothing moves without the exchange, not even with the agent who changes the agency. The day is the policy's
 * (`EffectiveDate`), and a later one when the exchange approves after it; what happens after the approval is `TransferProgress`.
 * Whoever would take a book learns nothing of it by asking: how many cases the papers state is compared when the
 * exchange approves, and which they are is told to the other side and to the exchange alone.
 *
 * @since 0.1.0
 */
import type { Actor } from "./Actor.ts"
import * as Dates from "./CalendarDate.ts"
import type { Name } from "./Contact.ts"
import { accept, type Context, type Decision, firstRefusal, nothing } from "./Decider.ts"
import { holdsCase } from "./Delegation.ts"
import * as EffectiveDate from "./EffectiveDate.ts"
import type * as Id from "./Id.ts"
import { reason } from "./Refusal.ts"
import { fold } from "./SearchText.ts"
import * as Transfer from "./Transfer.ts"
import * as Progress from "./TransferProgress.ts"

/** Which of the two sides hands in the papers. @category models */
export type Side = "leaving" | "arriving"

/** A step of a book that leaves its agency. @category models */
export type Command =
  | {
      readonly _tag: "SubmitTransfer"
      readonly transferId: Id.TransferId
      readonly submittedBy: Side
      readonly agencyId: Id.AgencyId
      readonly fromAgentId: Id.AgentId
      readonly toAgencyId: Id.AgencyId
      readonly toAgentId: Id.AgentId
      /** Limits the transfer to the named delegations; without it the whole book moves. */
      readonly only?: ReadonlyArray<Id.DelegationId>
      readonly reason: Transfer.TransferReason
      readonly evidence: Transfer.Evidence
      readonly stated: Transfer.Stated
    }
  | { readonly _tag: "ApproveTransfer"; readonly transferId: Id.TransferId }
  | {
      readonly _tag: "RejectTransfer"
      readonly transferId: Id.TransferId
      readonly reason: "evidence-insufficient" | "disputed" | "duplicate" | "other"
    }

/** What a step looks at: for papers the same as any transfer, otherwise the transfer alone. @category models */
export type Facts = Transfer.Facts

/**
 * Whether whoever hands in papers may not see whose clients they are about: the side that would take the book.
 *
 * @rule TRF-10
 * @category predicates
 */
export const isBlind = ({ submittedBy }: { readonly submittedBy: Side }, actor: Actor): boolean =>
  submittedBy === "arriving" && actor._tag !== "Exchange"

/** An event of a transfer for somebody who may not see whose clients it is about. @category transforms */
export const withoutRows = <E extends { readonly _tag: string }>(event: E | Transfer.Event): E | Transfer.Event => {
  const moves = event as Transfer.Event
  if (moves._tag === "TransferOpened") return { ...moves, transfer: { ...moves.transfer, rows: [] } }
  return moves._tag === "TransferMoved" ? { ...moves, rows: [] } : event
}

/** Source and target work for the same agency. @category errors */
export const sameAgency = /*#__PURE__*/ reason(
  "SameAgency",
  "TRF-11",
  (f: { readonly agencyId: Id.AgencyId }) => `both agents work for agency \`${f.agencyId}\``,
  "transfer inside the agency; that needs no papers"
)
/** The papers do not fit what is recorded. @category errors */
export const papersDiffer = /*#__PURE__*/ reason(
  "PapersDiffer",
  "TRF-10",
  (f: { readonly transferId: Id.TransferId; readonly on: ReadonlyArray<string> }) =>
    `the papers of transfer \`${f.transferId}\` differ from the records on ${f.on.map((what) => `\`${what}\``).join(", ")}`,
  "state both agents' numbers, names if any, and the number of cases as the portal shows them; reject papers that do not"
)
/** The exchange does not review this transfer, or not any more. @category errors */
export const notUnderReview = /*#__PURE__*/ reason(
  "NotUnderReview",
  "TRF-11",
  (f: { readonly transferId: Id.TransferId; readonly state: Transfer.State }) =>
    `transfer \`${f.transferId}\` is \`${f.state}\`, and the exchange does not review it`,
  "look at the transfers that wait for the exchange"
)

const expedited = ({ kind }: Transfer.Evidence, { policy: { expeditedBy, transferConsent } }: Context): boolean =>
  transferConsent === "consumer-confirm" && expeditedBy.includes(kind)

// By first and last name, as people are compared; papers that leave a name out say nothing wrong.
const isNamed = (known: Name, stated: Name | undefined): boolean =>
  stated === undefined ||
  (fold(stated.first.trim()) === fold(known.first.trim()) && fold(stated.last.trim()) === fold(known.last.trim()))

const submit = (
  command: Command & { readonly _tag: "SubmitTransfer" },
  facts: Facts,
  context: Context
): Decision<Transfer.Event> => {
  const submittedBy = command.submittedBy === "leaving" ? command.agencyId : command.toAgencyId
  if (facts.transfer !== undefined) return Transfer.otherThan(facts.transfer, { ...command, submittedBy }) ?? nothing
  const { agencyId, evidence, fromAgentId, only, stated, toAgencyId, toAgentId, transferId } = command
  const { source, target } = facts
  const blind = isBlind(command, context.actor)
  if (agencyId === toAgencyId) return sameAgency({ agencyId })
  if (source === undefined) return Transfer.notOnRoster({ agentId: fromAgentId, agencyId })
  if (target === undefined) return Transfer.notOnRoster({ agentId: toAgentId, agencyId: toAgencyId })
  // A request was put to this agent in this agency; it does not go to another one.
  const clients = facts.held.filter(holdsCase)
  const ticked = only === undefined ? undefined : new Set(only)
  const moving = clients.filter(({ delegationId }) => ticked?.delete(delegationId) ?? true)
  const on = [
    ...(source.agent.npn === stated.fromNpn ? [] : ["fromNpn"]),
    ...(target.agent.npn === stated.toNpn ? [] : ["toNpn"]),
    ...(isNamed(source.agent.name, stated.fromName) ? [] : ["fromName"]),
    ...(isNamed(target.agent.name, stated.toName) ? [] : ["toName"]),
    // A count that is refused at once could be tried until it fits.
    ...(blind || moving.length === stated.cases ? [] : ["cases"])
  ]
  const refused = firstRefusal(
    !blind && moving.length === 0 && Transfer.nothingToMove({ agentId: fromAgentId }),
    on.length > 0 && papersDiffer({ transferId, on })
  )
  if (refused) return refused
  const received = Transfer.next("Submitted", "review")
  if (received._tag === "Refused") return received
  const today = Dates.on(context.at, context.policy.timeZone)
  const transfer: Transfer.Transfer = {
    transferId,
    agencyId,
    fromAgentId,
    toAgentId,
    toAgencyId,
    submittedBy,
    evidence,
    stated,
    ...(only === undefined ? {} : { chosen: true }),
    reason: command.reason,
    // Legal proof stands for the consumers' yes where the policy says so; they are told, and may leave at any time.
    consentMode: expedited(evidence, context) ? "notify" : context.policy.transferConsent,
    state: received.to,
    effectiveOn: EffectiveDate.acrossAgencies(today, context.policy),
    rows: [
      ...moving.map(({ caseId, delegationId }) => ({ delegationId, caseId, outcome: "planned" }) as const),
      ...Array.from(ticked ?? [], (delegationId) => ({ delegationId, outcome: "not-held" }) as const)
    ]
  }
  return accept({ _tag: "TransferOpened", transfer })
}

const approve = (transfer: Transfer.Transfer, context: Context): Decision<Transfer.Event> => {
  const asks = transfer.consentMode === "consumer-confirm"
  const next = Transfer.next(transfer.state, asks ? "ask" : "schedule")
  if (next._tag === "Refused") return next
  const { effectiveOn, fromAgentId, stated, state: from, transferId } = transfer
  const planned = transfer.rows.filter(Transfer.isOpenRow).length
  const refused = firstRefusal(
    planned === 0 && Transfer.nothingToMove({ agentId: fromAgentId }),
    stated !== undefined && stated.cases !== planned && papersDiffer({ transferId, on: ["cases"] })
  )
  if (refused) return refused
  const today = Dates.on(context.at, context.policy.timeZone)
  // The papers may lie longer than the day that followed from them.
  const counts = effectiveOn && EffectiveDate.notBefore(effectiveOn, today, context.policy)
  return accept({
    _tag: "TransferMoved",
    transferId,
    trigger: asks ? "ask" : "schedule",
    from,
    to: next.to,
    rows: asks ? Progress.closed(transfer, "asked") : [],
    ...(counts === effectiveOn ? {} : { effectiveOn: counts }),
    ...(asks ? { answerBy: Transfer.answerBy(context) } : {})
  })
}

/**
 * Decides a step of a book that leaves its agency.
 *
 * **Rules**: EMP-07, TRF-09..11, TRF-13.
 *
 * @category machine
 */
export const decide = (command: Command, facts: Facts, context: Context): Decision<Transfer.Event> => {
  if (command._tag === "SubmitTransfer") return submit(command, facts, context)
  const { transfer } = facts
  if (transfer === undefined) return Progress.unknownTransfer({ transferId: command.transferId })
  // A transfer inside an agency waits for consumers or its day, never for the exchange.
  if (transfer.state !== "ExchangeReview")
    return notUnderReview({ transferId: transfer.transferId, state: transfer.state })
  if (command._tag === "ApproveTransfer") return approve(transfer, context)
  const event = Progress.settled(transfer, Progress.closed(transfer, "refused"), {
    trigger: "reject",
    rejection: command.reason
  })
  return event._tag === "Refused" ? event : accept(event)
}
