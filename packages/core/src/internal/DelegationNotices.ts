/**
 * Notices about delegations.
 *
 * @since 0.1.0
 */
import type { Case } from "../Case.ts"
import { shortName } from "../Contact.ts"
import type { Delegation } from "../Delegation.ts"
import type { Facts } from "../Facts.ts"
import type { Event } from "../Record.ts"
import {
  agentAndManagers,
  agentParams,
  type Draft,
  draft,
  invitation,
  partiesParams,
  type Told,
  toConsumer,
  toConsumerAtOnce
} from "./NoticeDraft.ts"

/** A consumer who has a new agent at once is told so, and how it came about; who has no account yet is invited. @rule DEL-14 */
const newToConsumer = (delegation: Delegation, value: Case, params: Draft["params"]): ReadonlyArray<Draft> => {
  const { origin, verification } = delegation
  if (delegation.state._tag === "Requested") return []
  const at = verification === undefined ? {} : { at: verification.at }
  return origin === "claim"
    ? [draft("NTC-14", toConsumer(value), { ...params, ...at })]
    : [draft("NTC-13", toConsumer(value), { ...params, answer: "Active", origin, ...invitation(value, origin) })]
}

/** What a new delegation is told to whom. */
export const ofOpened = (delegation: Delegation, facts: Facts): ReadonlyArray<Draft> => {
  const { agencyId, agentId } = delegation.delegate
  if (delegation.origin === "migration") return []
  const value = facts.get("case", delegation.caseId)
  const params = agentParams(facts, agentId)
  if (value === undefined) return []
  const state = delegation.state._tag
  const agencyName = facts.get("agency", agencyId)?.publicName ?? ""
  if (delegation.origin === "transfer") {
    const before = delegation.predecessorId && facts.get("delegation", delegation.predecessorId)
    const parties = before && { from: before.delegate, to: delegation.delegate }
    const told = { ...params, ...partiesParams(facts, parties), agencyName, state, what: "moved" }
    return [draft("NTC-16", toConsumer(value), told)]
  }
  const consumer = shortName(value.primaryContact.name)
  return [
    ...newToConsumer(delegation, value, { ...params, agencyName }),
    ...agentAndManagers(facts, agentId, agencyId).map((to) => draft("NTC-12", to, { ...params, consumer, state }))
  ]
}

/** A request that nobody has answered is told to the agent and the managers again. */
export const ofReminder = (event: Event & { readonly _tag: "RequestReminded" }, facts: Facts): ReadonlyArray<Draft> => {
  const delegation = facts.get("delegation", event.delegationId)
  const value = delegation && facts.get("case", delegation.caseId)
  if (delegation === undefined || value === undefined) return []
  const { agencyId, agentId } = delegation.delegate
  const consumer = shortName(value.primaryContact.name)
  return agentAndManagers(facts, agentId, agencyId).map((to) =>
    draft("NTC-12", to, {
      ...agentParams(facts, agentId),
      consumer,
      state: delegation.state._tag,
      reminder: event.reminders
    })
  )
}

/** A passcode goes to the consumer; the message is given it when it is rendered, by the identifier of its record. */
export const ofChangeCode = (
  { code }: Event & { readonly _tag: "AgentChangeCodeIssued" },
  facts: Facts
): ReadonlyArray<Draft> => {
  const value = facts.get("case", code.caseId)
  if (value === undefined) return []
  const { agentChangeCodeId, agentId, expiresAt } = code
  return [draft("NTC-17", toConsumerAtOnce(value), { ...agentParams(facts, agentId), agentChangeCodeId, expiresAt })]
}

/**
 * How the agent came who took a case over; absent where the consumer's own request did it, which was accepted.
 *
 * @rule DEL-13
 */
const successor = ({ caseId }: Delegation, { opened }: Told): Draft["params"] => {
  const next = opened.get(caseId)
  return next === undefined ? {} : { successor: next.origin }
}

/** Whether the wish of a request came true in another way, so that nobody has withdrawn anything. */
const isFulfilled = ({ caseId, delegate }: Delegation, { opened }: Told): boolean =>
  opened.get(caseId)?.delegate.agentId === delegate.agentId

/** Whether something was done for the agent, by somebody of the agency who is another person. */
const isForAnother = ({ actor }: Told, { delegate }: Delegation): boolean =>
  actor._tag === "Staff" || (actor._tag === "Agent" && actor.agentId !== delegate.agentId)

const reasonOf = ({ to }: Event & { readonly _tag: "DelegationMoved" }): string =>
  to._tag === "Ended" ? to.reason : ""

/** Why somebody is free: whom an agency has kept for a time, it gives back in the end. @rule DEL-25 AGY-04 EMP-04 */
const endOf = (event: Event & { readonly _tag: "DelegationMoved" }): Draft["params"] => {
  const reason = reasonOf(event)
  return reason === "relinquished" ? { reason, by: "Manager" } : { reason }
}

/** What a step of a delegation is told to whom, and who did it. @rule NOT-02 */
export const ofMoved = (
  event: Event & { readonly _tag: "DelegationMoved" },
  facts: Facts,
  told: Told
): ReadonlyArray<Draft> => {
  const delegation = facts.get("delegation", event.delegationId)
  const value = delegation && facts.get("case", delegation.caseId)
  if (delegation === undefined || value === undefined) return []
  const { agencyId, agentId } = delegation.delegate
  const params = agentParams(facts, agentId)
  const consumer = toConsumer(value)
  const short = shortName(value.primaryContact.name)
  const by = told.actor._tag
  const office = (template: "NTC-12" | "NTC-15", more: Draft["params"]) =>
    agentAndManagers(facts, agentId, agencyId).map((to) => draft(template, to, { ...params, consumer: short, ...more }))
  const answer = draft("NTC-13", consumer, { ...params, answer: event.to._tag })
  switch (event.trigger) {
    case "accept":
      return [answer, ...(isForAnother(told, delegation) ? office("NTC-12", { state: event.to._tag, by }) : [])]
    case "decline":
      return [answer, ...(isForAnother(told, delegation) ? office("NTC-15", { reason: "request-declined", by }) : [])]
    case "expire":
      return [answer, ...office("NTC-15", { reason: "request-expired" })]
    case "cancel": {
      if (isFulfilled(delegation, told)) return []
      const reason = "request-cancelled"
      // Consumers know what they have done themselves.
      const toOwn = by === "Consumer" ? [] : [draft("NTC-15", consumer, { ...params, reason, by })]
      return [...toOwn, ...office("NTC-15", { reason, by })]
    }
    case "end-certification":
      // Agent and managers read of all clients of one step together.
      return [draft("NTC-15", consumer, { ...params, ...endOf(event) })]
    case "remove":
    case "relinquish":
    case "replace": {
      const reason = reasonOf(event)
      // Whoever reads it knows whether the agent or the agency gave the case back.
      const returned = event.trigger === "relinquish" && isForAnother(told, delegation)
      const why = {
        reason,
        by: returned ? "Manager" : by,
        ...(event.trigger === "replace" ? successor(delegation, told) : {})
      }
      return [draft("NTC-15", consumer, { ...params, ...why }), ...office("NTC-15", why)]
    }
    case "transfer":
    case "freeze":
    case "thaw":
      return []
  }
}

/**
 * That clients are free because a certification or an agency is over, or the day has come until which they were kept, to
 * the agent and the managers: one name, or how many they are.
 *
 * @rule DEL-25 AGY-04 EMP-04
 */
export const ofEnded = (events: ReadonlyArray<Event>, facts: Facts, { over }: Told): ReadonlyArray<Draft> => {
  const groups = new Map<string, { readonly first: Delegation; readonly why: Draft["params"]; cases: number }>()
  for (const event of events) {
    if (event._tag !== "DelegationMoved" || event.trigger !== "end-certification") continue
    const delegation = facts.get("delegation", event.delegationId)
    if (delegation === undefined) continue
    const { agencyId, agentId } = delegation.delegate
    const key = `${agencyId} ${agentId}`
    const known = groups.get(key)
    // One command ends all of an agent's clients at an agency for one reason.
    if (known === undefined) groups.set(key, { first: delegation, why: endOf(event), cases: 1 })
    else known.cases += 1
  }
  return Array.from(groups.values()).flatMap(({ cases, first, why }) => {
    const { agencyId, agentId } = first.delegate
    const value = cases === 1 ? facts.get("case", first.caseId) : undefined
    const whom = value === undefined ? { cases } : { consumer: shortName(value.primaryContact.name) }
    const params = { ...agentParams(facts, agentId), ...whom, ...why }
    return agentAndManagers(facts, agentId, agencyId, over).map((to) => draft("NTC-15", to, params))
  })
}
