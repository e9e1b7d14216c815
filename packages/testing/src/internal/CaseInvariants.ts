/**
 * The invariants about cases: delegations, transfers, access codes, and what is over.
 *
 * @since 0.1.0
 */
import type { Actor } from "@agencybook/core/Actor"
import type { Delegation } from "@agencybook/core/Delegation"
import type { Facts } from "@agencybook/core/Facts"
import * as Id from "@agencybook/core/Id"
import type { Event } from "@agencybook/core/Record"

import {
  dayOf,
  eventsOf,
  holds,
  type Invariant,
  isManager,
  isOver,
  mayAct,
  permits,
  type Step,
  type Wrong
} from "./InvariantTerms.ts"

/** Judges I1 of the design: its sentence stands below. */
export const oneAgent: Invariant = {
  id: "I1",
  sentence: "a consumer has at most one effective agent",
  rules: ["DEL-09"],
  state: {
    Case: ({ facts, subject }) => {
      const kinds = facts.find("delegation", "case", subject.caseId).flatMap((one) => (holds(one) ? [one.kind] : []))
      return new Set(kinds).size < kinds.length && `${subject.caseId} is held by ${kinds.length} delegations`
    }
  }
}

/** Judges I2 of the design: its sentence stands below. */
export const goodAgent: Invariant = {
  id: "I2",
  sentence: "the agent of a consumer is certified, active, licensed today and in a certified agency",
  rules: ["EMP-02", "DEL-08", "DEL-26", "AGY-11"],
  state: {
    Case: (sight) => {
      const { facts, moment, subject } = sight
      for (const { delegate, state } of facts.find("delegation", "case", subject.caseId)) {
        const { agencyId, agentId } = delegate
        const target = { caseId: subject.caseId, agentId, agencyId }
        const good = mayAct(facts, agentId, agencyId, dayOf(moment))
        if (!good && permits(sight, "relinquish-delegation", agentId, target))
          return `${agentId} may act on ${subject.caseId} without authority`
        const employed = facts.get("employment", Id.employment(agentId, agencyId))?.state === "Active"
        const standing = facts.get("agent", agentId)?.certification._tag === "Certified"
        if (state._tag === "Active" && !(employed && standing))
          return `${subject.caseId} is active with ${agentId}, who is not certified and employed`
      }
      return undefined
    }
  }
}

const casesOf = (events: ReadonlyArray<Event>, before: Facts): ReadonlySet<Id.CaseId> =>
  new Set([
    ...eventsOf(events, "DelegationOpened").map(({ delegation }) => delegation.caseId),
    ...eventsOf(events, "DelegationMoved").flatMap(
      ({ delegationId }) => before.get("delegation", delegationId)?.caseId ?? []
    )
  ])

/** Commands by which an agent has a case without a request that waits. */
const atOnce: ReadonlyArray<string> = [
  ...["DelegateByServiceCenter", "DelegateByThreeWayCall", "DelegateByAccessCode"],
  ...["ClaimCase", "ConfirmAgentChange", "StartApplication"]
]

/** Commands that make transfers, and those by which a transfer that waits goes on or is over. */
const ofTransfers: ReadonlyArray<string> = [
  ...["TransferBook", "ConfirmTransfer", "DeclineTransfer", "CancelTransfer", "ApplyDueTransfers"],
  ...["SubmitTransfer", "ApproveTransfer", "RejectTransfer"]
]

/** Judges I3 of the design: its sentence stands below. */
export const noGap: Invariant = {
  id: "I3",
  sentence: "a transfer never leaves a consumer with two agents, or with none who had one",
  rules: ["TRF-07", "DEL-10"],
  step: ({ after, before, events, sent }) => {
    const { _tag } = sent.command
    const given = _tag === "AcceptRequest" || atOnce.includes(_tag)
    if (!ofTransfers.includes(_tag) && !given) return undefined
    const touched = casesOf(events, before)
    if (touched.size > 0 && eventsOf(events, "TransferOpened").length > 0) return "a transfer waits and has moved cases"
    for (const caseId of touched) {
      const count = (facts: Facts) => facts.find("delegation", "case", caseId).filter(holds).length
      const [had, has] = [count(before), count(after)]
      const wanted = given ? 1 : had
      if (has !== wanted) return `${caseId} had ${had} agents and has ${has}`
    }
    return undefined
  }
}

const isSelf = (actor: Actor, { agentId }: Delegation["delegate"]): boolean =>
  actor._tag === "Agent" && actor.agentId === agentId

/** Whether the consumer has made a case somebody's at once: by telephone, with a code or a passcode, or by word. */
const wished = ({ before, context: { actor, at, policy }, sent }: Step, { caseId, delegate }: Delegation): boolean => {
  const { command } = sent
  const { claimBySearch, newAgentVerification: ways } = policy
  const known = before.get("case", caseId)
  switch (command._tag) {
    case "DelegateByServiceCenter":
    case "DelegateByThreeWayCall":
      return actor._tag === "ServiceCenter" && command.call.contactPresent && ways.includes("three-way-call")
    case "DelegateByAccessCode":
      return (
        actor._tag === "Consumer" &&
        actor.caseId === caseId &&
        known?.account._tag === "Linked" &&
        before.find("accessCode", "redeemed", caseId).length > 0
      )
    case "ClaimCase":
      return isSelf(actor, delegate) && command.attested && claimBySearch === "any" && ways.includes("attestation")
    case "ConfirmAgentChange": {
      const [code] = before.find("agentChangeCode", "live", Id.agentChange(caseId, delegate.agentId))
      return isSelf(actor, delegate) && sent.sealed?.matches === true && code !== undefined && at < code.expiresAt
    }
    case "StartApplication":
      return known === undefined
    default:
      return false
  }
}

/** Whether a helper answers for an agent of her agency. */
const helps = ({ before, context: { actor, policy } }: Step, { agencyId }: Delegation["delegate"]): boolean => {
  const her = actor._tag === "Staff" ? before.get("staff", actor.userId) : undefined
  const may = policy.staffMayAnswerRequests
  return (
    her?.agencyId === agencyId &&
    her.approval._tag === "Approved" &&
    her.activity === "Active" &&
    (may === "both" || (may === "level-2" && her.level === 2))
  )
}

/** What is wrong with a case that a transfer hands over which has waited. */
const handedOver = ({ before, context, sent }: Step, delegation: Delegation): Wrong => {
  const { caseId, delegate, predecessorId, transferId } = delegation
  const known = transferId === undefined ? undefined : before.get("transfer", transferId)
  const row = known?.rows.find(({ delegationId }) => delegationId === predecessorId)
  const old = predecessorId && before.get("delegation", predecessorId)
  if (known === undefined || row === undefined || !old) return `${caseId} was moved by a transfer that nobody made`
  if (isOver(old) || old.delegate.agentId !== known.fromAgentId || old.delegate.agencyId !== known.agencyId)
    return `${caseId} was taken from somebody else than the transfer's source`
  if (delegate.agentId !== known.toAgentId || delegate.agencyId !== (known.toAgencyId ?? known.agencyId))
    return `${caseId} went to somebody else than the transfer's target`
  if (known.state !== "Scheduled" && known.state !== "AwaitingConsent") return `${caseId} was moved while papers lie`
  if (known.effectiveOn !== undefined && dayOf(context) < known.effectiveOn) return `${caseId} was moved before its day`
  const { actor } = context
  const said = actor._tag === "ServiceCenter" || (actor._tag === "Consumer" && actor.caseId === caseId)
  const agreed = row.outcome === "confirmed" || (sent.command._tag === "ConfirmTransfer" && said)
  return known.consentMode === "consumer-confirm" && !agreed && `${caseId} was moved without its consumer's yes`
}

/** What is wrong with who makes a transfer that waits, and with who lets papers through. */
const opened = ({ before, context, events }: Step, agentId: Id.AgentId | undefined): Wrong => {
  const { actor } = context
  const isExchange = actor._tag === "Exchange"
  for (const { transfer } of eventsOf(events, "TransferOpened")) {
    const { agencyId, fromAgentId, state, submittedBy, toAgencyId, toAgentId, transferId } = transfer
    if (toAgencyId !== undefined && state !== "ExchangeReview") return `${transferId} leaves its agency unseen`
    const own = agentId !== undefined && isManager(before, agentId, submittedBy ?? agencyId)
    const party = agentId !== undefined && agentId === (submittedBy === agencyId ? fromAgentId : toAgentId)
    if (!(isExchange || own || (toAgencyId !== undefined && party)))
      return `${transferId} was made by somebody who is neither manager, agent nor exchange`
  }
  for (const { from, to, transferId, trigger } of eventsOf(events, "TransferMoved")) {
    if (from === "ExchangeReview" && trigger !== "cancel" && !isExchange)
      return `${transferId} went from review to ${to} without the exchange`
  }
  return undefined
}

const consent = (step: Step): Wrong => {
  const { before, context, events, sent } = step
  const { actor, onBehalfOf } = context
  const agentId = onBehalfOf?.agentId ?? (actor._tag === "Agent" ? actor.agentId : undefined)
  const made = opened(step, agentId)
  if (made) return made
  for (const { delegation } of eventsOf(events, "DelegationOpened")) {
    const { caseId, delegate, predecessorId, state } = delegation
    if (sent.command._tag === "ApplyDueTransfers" || sent.command._tag === "ConfirmTransfer") {
      const wrong = handedOver(step, delegation)
      if (wrong) return wrong
      continue
    }
    if (sent.command._tag !== "TransferBook") {
      const own = actor._tag === "ServiceCenter" || (actor._tag === "Consumer" && actor.caseId === caseId)
      if (!(own && state._tag === "Requested") && !wished(step, delegation))
        return `${caseId} was given to ${delegate.agentId} without its consumer`
      continue
    }
    const old = predecessorId && before.get("delegation", predecessorId)
    if (old?.delegate.agencyId !== delegate.agencyId) return `${caseId} left the agency that owned it`
    if (actor._tag !== "Exchange" && !(agentId && isManager(before, agentId, delegate.agencyId)))
      return `${caseId} was moved by somebody who is neither manager nor exchange`
  }
  for (const { delegationId, trigger } of eventsOf(events, "DelegationMoved")) {
    const old = before.get("delegation", delegationId)
    const answers = old !== undefined && (agentId === old.delegate.agentId || helps(step, old.delegate))
    if (trigger === "accept" && (old?.state._tag !== "Requested" || !answers))
      return `a request of ${old?.caseId} was accepted by somebody else`
    const gives =
      agentId === old?.delegate.agentId || (old && agentId && isManager(before, agentId, old.delegate.agencyId))
    if (trigger === "relinquish" && !gives) return `${old?.caseId} was given up by somebody else`
    if (trigger === "remove" && actor._tag === "Consumer" && actor.caseId !== old?.caseId)
      return `${old?.caseId} was taken from its agent by another consumer`
    const named = "agentId" in sent.command ? sent.command.agentId : undefined
    if ((trigger === "freeze" || trigger === "thaw") && named !== old?.delegate.agentId)
      return `${old?.caseId} was touched by a change of another agent`
  }
  return undefined
}

/** Judges I4 of the design: its sentence stands below. */
export const whoMoves: Invariant = {
  id: "I4",
  sentence: "a delegation moves only by its consumer, the manager of the agency that owns it, or the exchange",
  rules: ["DEL-03", "TRF-01", "TRF-02", "DEL-26"],
  step: consent
}

/** The same for the passcodes of a case and an agent. */
const passcodes = ({
  after,
  before,
  context,
  events,
  refused,
  sent
}: Pick<Step, "after" | "before" | "context" | "events" | "refused" | "sent">): Wrong => {
  for (const { agentChangeCodeId, to } of eventsOf(events, "AgentChangeCodeMoved")) {
    const old = before.get("agentChangeCode", agentChangeCodeId)
    if (old?.state !== "Issued") return `a passcode that was ${old?.state ?? "never issued"} moved to ${to}`
    if (to === "Confirmed" && context.at >= old.expiresAt) return "an expired passcode was confirmed"
  }
  const { command } = sent
  if (command._tag !== "IssueAgentChangeCode" && command._tag !== "ConfirmAgentChange") return undefined
  const live = after.find("agentChangeCode", "live", Id.agentChange(command.caseId, command.agentId))
  if (live.length > 1) return `${command.agentId} has ${live.length} live passcodes for ${command.caseId}`
  if (command._tag === "IssueAgentChangeCode" || events.length === 0) return undefined
  if (refused)
    return (
      (live[0]?.wrongTries ?? 0) >= context.policy.agentChangeCode.tries && "a passcode has more tries than allowed"
    )
  return live.length > 0 && "a used passcode is still live"
}

/** Judges I13 of the design: its sentence stands below. */
export const oneCode: Invariant = {
  id: "I13",
  sentence: "a case has at most one live access code; used, expired, revoked and locked are final",
  rules: ["ACC-07", "ACC-08", "ACC-09", "ACC-10", "DEL-17"],
  state: {
    Case: ({ facts, subject: { caseId } }) => {
      const live = facts.find("accessCode", "live", caseId).length
      if (live > 1) return `${caseId} has ${live} live codes`
      if (
        facts.find("accessCode", "redeemed", caseId).length > 0 &&
        facts.get("case", caseId)?.account._tag !== "Linked"
      )
        return `${caseId} has no account and a code that one was linked with`
      return (
        live > 0 && facts.get("case", caseId)?.account._tag === "Linked" && `${caseId} is linked and has a live code`
      )
    }
  },
  step: ({ after, before, context, events, refused, sent }) => {
    for (const { accessCodeId, to } of eventsOf(events, "AccessCodeMoved")) {
      const old = before.get("accessCode", accessCodeId)
      // By a choice of the consumer, or with the account.
      const usedUp = ["DelegateByAccessCode", "UnlinkAccount"].includes(sent.command._tag)
      const ends = to === "Spent" && old?.state === "Redeemed" && usedUp
      if (old?.state !== "Issued" && !ends) return `a code that was ${old?.state ?? "never issued"} moved to ${to}`
      if (to === "Redeemed" && context.at >= old.expiresAt) return "an expired code was redeemed"
      if ((to === "Expired") !== (old.state === "Issued" && context.at >= old.expiresAt))
        return `a code with time until ${old.expiresAt} moved to ${to}`
    }
    const wrong = passcodes({ after, before, context, events, refused, sent })
    if (wrong || sent.command._tag !== "RedeemAccessCode") return wrong
    const { caseId, caseNumber } = sent.command
    const named = caseNumber === undefined ? caseId : after.find("case", "number", caseNumber)[0]?.caseId
    const [code] = named === undefined ? [] : after.find("accessCode", "live", named)
    if (refused)
      return (code?.wrongTries ?? 0) >= context.policy.accessCode.tries && "a code has more tries than allowed"
    if (sent.sealed?.matches !== true) return "a wrong code was accepted"
    return code !== undefined && "a redeemed code is still live"
  }
}

/** Judges I15 of the design: its sentence stands below. */
export const neverAgain: Invariant = {
  id: "I15",
  sentence: "identifiers are never reused, and what is over stays over",
  rules: ["DEL-22", "ACT-02", "EMP-05"],
  step: ({ before, events }) => {
    for (const event of events) {
      const taken =
        (event._tag === "DelegationOpened" && before.get("delegation", event.delegation.delegationId)) ||
        (event._tag === "TransferOpened" && before.get("transfer", event.transfer.transferId)) ||
        (event._tag === "ActingOpened" && before.get("acting", event.acting.actingId)) ||
        (event._tag === "AgentChangeCodeIssued" && before.get("agentChangeCode", event.code.agentChangeCodeId)) ||
        (event._tag === "AccessCodeIssued" && before.get("accessCode", event.accessCode.accessCodeId))
      if (taken) return `\`${event._tag}\` took an identifier that was in use`
      if (event._tag !== "DelegationMoved") continue
      const old = before.get("delegation", event.delegationId)
      if (old !== undefined && isOver(old))
        return `a delegation that was ${old.state._tag} moved by \`${event.trigger}\``
    }
    return undefined
  }
}
