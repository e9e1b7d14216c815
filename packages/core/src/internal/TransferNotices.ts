/**
 * Notices about transfers: one for each consumer who has to know or to answer, one digest for agents and managers.
 *
 * @since 0.1.0
 */
import type { Facts } from "../Facts.ts"
import type { Event } from "../Record.ts"
import { arrivesAt, isOpenRow, type Outcome, type Row, type Transfer } from "../Transfer.ts"
import { agentParams, type Draft, draft, managersOf, partiesParams, toAgent, toConsumer } from "./NoticeDraft.ts"

/** An event of a transfer. */
export type TransferEvent = Event & { readonly _tag: "TransferApplied" | "TransferOpened" | "TransferMoved" }

/** The transfer of an event, as it is after the event. */
export const transferOf = (event: TransferEvent, facts: Facts): Transfer | undefined =>
  event._tag === "TransferMoved" ? facts.get("transfer", event.transferId) : event.transfer

/** The rows that an event is news about: those that changed; after a review all that go on. */
export const rowsOf = (event: TransferEvent, transfer: Transfer): ReadonlyArray<Row> =>
  event._tag !== "TransferMoved"
    ? transfer.rows
    : event.from === "ExchangeReview"
      ? transfer.rows.filter(isOpenRow)
      : event.rows

/** What a consumer reads about a row; a moved row is told with its new delegation. */
const toldOf = (outcome: Outcome, mode: Transfer["consentMode"]): "asked" | "planned" | "kept" | undefined => {
  switch (outcome) {
    case "asked":
      return "asked"
    case "planned":
      return mode === "notify" ? "planned" : undefined
    case "declined":
    case "expired":
      return "kept"
    case "cancelled":
    case "refused":
      // Who never heard of the plan need not hear that it is off.
      return mode === "none" ? undefined : "kept"
    case "moves":
    case "confirmed":
    case "not-held":
    case "already-held":
      return undefined
  }
}

const toConsumers = (event: TransferEvent, transfer: Transfer, facts: Facts): ReadonlyArray<Draft> => {
  const { agencyId, answerBy, effectiveOn, fromAgentId, toAgentId } = transfer
  // While the exchange reviews, no consumer has heard of it.
  if (transfer.state === "ExchangeReview") return []
  const parties = {
    from: { agentId: fromAgentId, agencyId },
    to: { agentId: toAgentId, agencyId: arrivesAt(transfer) }
  }
  const params = {
    ...agentParams(facts, toAgentId),
    ...partiesParams(facts, parties),
    ...(effectiveOn === undefined ? {} : { effectiveOn }),
    ...(answerBy === undefined ? {} : { answerBy })
  }
  return rowsOf(event, transfer).flatMap(({ caseId, outcome }) => {
    // Who said yes after the day had passed is told the new one.
    const later = outcome === "confirmed" && event._tag === "TransferMoved" && event.effectiveOn !== undefined
    const what = later ? "planned" : toldOf(outcome, transfer.consentMode)
    // Only a case that somebody is told about is read.
    const value = what && caseId && facts.get("case", caseId)
    return what === undefined || value === undefined ? [] : [draft("NTC-16", toConsumer(value), { ...params, what })]
  })
}

/** What agents and managers read about an event; nothing about a single answer that moves nobody. */
const digestOf = (event: TransferEvent, transfer: Transfer, moved: number): string | undefined => {
  if (event._tag === "TransferMoved" && event.from !== "ExchangeReview") {
    if (event.to === "Cancelled") return "cancelled"
    if (moved > 0) return "moved"
    if (event.to === "Rejected") return "rejected"
    return event.to === "Applied" || event.to === "PartiallyApplied" ? "ended" : undefined
  }
  switch (transfer.state) {
    case "ExchangeReview":
      return "submitted"
    case "AwaitingConsent":
      return "asked"
    case "Scheduled":
      return "planned"
    case "Rejected":
      return "rejected"
    case "Cancelled":
      return "cancelled"
    case "Applied":
    case "PartiallyApplied":
      return "moved"
  }
}

/** What an event of a transfer is told to consumers, agents and managers. */
export const ofTransfer = (event: TransferEvent, facts: Facts): ReadonlyArray<Draft> => {
  const transfer = transferOf(event, facts)
  const source = transfer && facts.get("agent", transfer.fromAgentId)
  const target = transfer && facts.get("agent", transfer.toAgentId)
  if (transfer === undefined || source === undefined || target === undefined) return []
  const { agencyId, answerBy, effectiveOn, fromAgentId, rejection, toAgentId } = transfer
  const rows = rowsOf(event, transfer)
  const moved = rows.filter(({ outcome }) => outcome === "moves").length
  const what = digestOf(event, transfer, moved)
  const consumers = toConsumers(event, transfer, facts)
  if (what === undefined) return consumers
  const to = { agentId: toAgentId, agencyId: arrivesAt(transfer) }
  const {
    toName = "",
    fromName = "",
    across = "no"
  } = partiesParams(facts, { from: { agentId: fromAgentId, agencyId }, to })
  const open = transfer.rows.filter(isOpenRow).length
  // What the papers state, until the exchange has compared it: both sides read this.
  const stated =
    transfer.state === "ExchangeReview" || (event._tag === "TransferMoved" && event.from === "ExchangeReview")
      ? transfer.stated?.cases
      : undefined
  const params = {
    fromName,
    toName,
    across,
    what,
    cases:
      stated ??
      (what === "moved" ? moved : open > 0 ? open : event._tag === "TransferMoved" ? event.rows.length : rows.length),
    ...(effectiveOn === undefined ? {} : { effectiveOn }),
    ...(answerBy === undefined ? {} : { answerBy }),
    ...(rejection === undefined ? {} : { reason: rejection })
  }
  const agencies = agencyId === to.agencyId ? [agencyId] : [agencyId, to.agencyId]
  const known = new Set([source.loginEmail, target.loginEmail])
  const managers = agencies
    .flatMap((id) => managersOf(facts, facts.get("agency", id)))
    .filter(({ email }) => email === undefined || !known.has(email))
  const agents = source.agentId === target.agentId ? [source] : [source, target]
  return [
    ...consumers,
    ...[...agents.flatMap((one) => toAgent(one)), ...managers].map((one) => draft("NTC-16", one, params))
  ]
}
