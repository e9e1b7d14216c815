/**
 * The sixteen invariants of the design (promises I1 to I16), as predicates over states and steps.
 *
 * Each predicate spells out in records what must hold and does not call the rule it watches, except where the
 * question is what a rule permits. Two invariants speak about things that the code does not have yet and are listed as
 * unjudged; where a clause of a judged one is out of reach, the invariant says so in `except`.
 *
 * @since 0.1.0
 */
import type { Acting } from "@agencybook/core/Acting"
import type { Agent } from "@agencybook/core/Agent"
import type { Grant } from "@agencybook/core/Authority"
import * as Dates from "@agencybook/core/CalendarDate"
import { type Capability, permissions } from "@agencybook/core/Capability"
import type { Context } from "@agencybook/core/Decider"
import type { Delegation } from "@agencybook/core/Delegation"
import { type Facts, member } from "@agencybook/core/Facts"
import * as Id from "@agencybook/core/Id"
import type { Event } from "@agencybook/core/Record"
import * as Requirement from "@agencybook/core/Requirement"
import type { RuleId } from "@agencybook/core/Rule"
import type { Sent } from "./internal/ExplorerStep.ts"
import type { Rules } from "./Rules.ts"

/** A record that a state is judged by. @category models */
export type Subject =
  | { readonly _tag: "Agency"; readonly agencyId: Id.AgencyId }
  | { readonly _tag: "Agent"; readonly agentId: Id.AgentId; readonly agencyId: Id.AgencyId }
  | { readonly _tag: "Case"; readonly caseId: Id.CaseId }
  | { readonly _tag: "Session"; readonly actingId: Id.ActingId }

/** A state, seen from one of its records. @category models */
export interface Sight<S extends Subject = Subject> {
  readonly subject: S
  readonly facts: Facts
  readonly moment: Pick<Context, "at" | "policy">
  readonly rules: Pick<Rules, "authority">
}

/** A command that was carried out. @category models */
export interface Step {
  readonly before: Facts
  readonly after: Facts
  readonly sent: Sent
  readonly context: Context
  readonly grant: Grant
  readonly refused: boolean
  readonly events: ReadonlyArray<Event>
}

/** Why something is wrong, or nothing. @category models */
export type Wrong = string | false | undefined

/** An invariant with its sentence, the rules behind it, and how it is judged. @category models */
export interface Invariant {
  readonly id: `I${number}`
  readonly sentence: string
  readonly rules: ReadonlyArray<RuleId>
  /** The part of the sentence that cannot be judged yet. */
  readonly except?: string
  readonly state?: { readonly [T in Subject["_tag"]]?: (sight: Sight<Subject & { readonly _tag: T }>) => Wrong }
  readonly step?: (step: Step) => Wrong
}

type EventOf<T extends Event["_tag"]> = Event & { readonly _tag: T }

const eventsOf = <T extends Event["_tag"]>(events: ReadonlyArray<Event>, tag: T): ReadonlyArray<EventOf<T>> =>
  events.filter((event): event is EventOf<T> => event._tag === tag)

const dayOf = ({ at, policy }: Pick<Context, "at" | "policy">) => Dates.on(at, policy.timeZone)

const certified = (agent: Agent | undefined, day: Dates.CalendarDate): boolean =>
  agent?.certification._tag === "Certified" &&
  agent.certification.term.from <= day &&
  day < agent.certification.term.until

/** Certified today, active in the certified agency, not locked; written out from the records. */
const mayAct = (facts: Facts, agentId: Id.AgentId, agencyId: Id.AgencyId, day: Dates.CalendarDate): boolean => {
  const agent = facts.get("agent", agentId)
  return (
    certified(agent, day) &&
    agent?.locked === false &&
    facts.get("employment", Id.employment(agentId, agencyId))?.state === "Active" &&
    facts.get("agency", agencyId)?.certification._tag === "Certified"
  )
}

const isManager = (facts: Facts, agentId: Id.AgentId, agencyId: Id.AgencyId): boolean =>
  facts.get("agency", agencyId)?.managers.includes(agentId) === true

const holds = ({ state }: Delegation): boolean => state._tag === "Active" || state._tag === "Frozen"
const isOver = ({ state }: Delegation): boolean => !["Requested", "Active", "Frozen"].includes(state._tag)

const permits = (
  { facts, moment, rules }: Sight,
  capability: Capability,
  agentId: Id.AgentId,
  target: { readonly agencyId?: Id.AgencyId; readonly agentId?: Id.AgentId; readonly caseId?: Id.CaseId },
  session?: Acting
): boolean =>
  rules.authority.judge(
    {
      capability,
      actor: { _tag: "Agent", agentId },
      target,
      ...(session === undefined ? {} : { acting: session.actingId })
    },
    {
      self: member(facts, agentId),
      ...(session === undefined ? {} : { session, principal: member(facts, session.agentId) })
    },
    { ...moment, day: dayOf(moment) }
  )._tag === "Granted"

const oneAgent: Invariant = {
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

const goodAgent: Invariant = {
  id: "I2",
  sentence: "the agent of a consumer is certified, active, licensed today and in a certified agency",
  rules: ["EMP-02", "DEL-08", "DEL-26", "AGY-11"],
  except: "a licence that ends inside a certification: authority (EMP-02) does not look at the licence",
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

const noGap: Invariant = {
  id: "I3",
  sentence: "a transfer never leaves a consumer with two agents, or with none who had one",
  rules: ["TRF-07", "DEL-10"],
  except: "a transfer that waits: transfers are applied in one step",
  step: ({ after, before, events, sent }) => {
    if (sent.command._tag !== "TransferBook" && sent.command._tag !== "AcceptRequest") return undefined
    for (const caseId of casesOf(events, before)) {
      const count = (facts: Facts) => facts.find("delegation", "case", caseId).filter(holds).length
      const [had, has] = [count(before), count(after)]
      const wanted = sent.command._tag === "AcceptRequest" ? 1 : had
      if (has !== wanted) return `${caseId} had ${had} agents and has ${has}`
    }
    return undefined
  }
}

const consent = ({ before, context, events, sent }: Step): Wrong => {
  const { actor, onBehalfOf } = context
  const agentId = onBehalfOf?.agentId ?? (actor._tag === "Agent" ? actor.agentId : undefined)
  for (const { delegation } of eventsOf(events, "DelegationOpened")) {
    const { caseId, delegate, predecessorId, state } = delegation
    if (sent.command._tag !== "TransferBook") {
      const own = actor._tag === "ServiceCenter" || (actor._tag === "Consumer" && actor.caseId === caseId)
      if (!own || state._tag !== "Requested") return `${caseId} was given to ${delegate.agentId} without its consumer`
      continue
    }
    const old = predecessorId && before.get("delegation", predecessorId)
    if (old?.delegate.agencyId !== delegate.agencyId) return `${caseId} left the agency that owned it`
    if (actor._tag !== "Exchange" && !(agentId && isManager(before, agentId, delegate.agencyId)))
      return `${caseId} was moved by somebody who is neither manager nor exchange`
  }
  for (const { delegationId, trigger } of eventsOf(events, "DelegationMoved")) {
    const old = before.get("delegation", delegationId)
    if (trigger === "accept" && (old?.state._tag !== "Requested" || agentId !== old.delegate.agentId))
      return `a request of ${old?.caseId} was accepted by somebody else`
    if (trigger === "relinquish" && agentId !== old?.delegate.agentId)
      return `${old?.caseId} was given up by somebody else`
    if (trigger === "remove" && actor._tag === "Consumer" && actor.caseId !== old?.caseId)
      return `${old?.caseId} was taken from its agent by another consumer`
    const named = "agentId" in sent.command ? sent.command.agentId : undefined
    if ((trigger === "freeze" || trigger === "thaw") && named !== old?.delegate.agentId)
      return `${old?.caseId} was touched by a change of another agent`
  }
  return undefined
}

const whoMoves: Invariant = {
  id: "I4",
  sentence: "a delegation moves only by its consumer, the manager of the agency that owns it, or the exchange",
  rules: ["DEL-03", "TRF-01", "TRF-02", "DEL-26"],
  step: consent
}

const managers: Invariant = {
  id: "I5",
  sentence: "a manager is a certified active agent of the same agency; losing that ends the role at once",
  rules: ["AGY-03", "EMP-02"],
  state: {
    Agent: (sight) => {
      const { facts, moment, subject } = sight
      const { agencyId, agentId } = subject
      const rightly = isManager(facts, agentId, agencyId) && mayAct(facts, agentId, agencyId, dayOf(moment))
      const roles = ["view-roster", "transfer-book", "act-for-agent"] as const
      const held = rightly ? undefined : roles.find((one) => permits(sight, one, agentId, { agencyId }))
      return held && `${agentId} still has the manager's right to \`${held}\``
    }
  }
}

const answerable: Invariant = {
  id: "I6",
  sentence: "an agency with delegations has somebody answerable",
  rules: ["AGY-12"],
  except: "a sole manager whom the exchange suspends or ends: there is no declared wind-down yet",
  state: {
    Agency: ({ facts, subject: { agencyId } }) => {
      const there = (facts.get("agency", agencyId)?.managers ?? []).some(
        (agentId) => facts.get("employment", Id.employment(agentId, agencyId))?.state === "Active"
      )
      return !there && `no manager of ${agencyId} is employed there`
    }
  }
}

const outOf: Readonly<Record<string, ReadonlyArray<string>>> = {
  Incomplete: ["Pending", "Deceased"],
  Pending: ["Eligible", "Certified", "Denied", "Withdrawn", "Deceased"],
  Eligible: ["Pending", "Certified", "Denied", "Withdrawn", "Deceased"],
  Certified: ["Suspended", "TerminatedVested", "TerminatedForCause", "Deceased"],
  Suspended: ["Certified", "TerminatedVested", "TerminatedForCause", "Deceased"],
  Denied: ["Pending"],
  Withdrawn: ["Pending"],
  TerminatedVested: ["Pending"],
  TerminatedForCause: ["Pending"],
  Deceased: []
}

const terminal: Invariant = {
  id: "I7",
  sentence: "an ended certification is over; only the documented path leads out of suspension",
  rules: ["AGT-17", "AGT-20"],
  step: ({ before, context, events }) => {
    for (const { agentId, to } of eventsOf(events, "CertificationMoved")) {
      const from = before.get("agent", agentId)?.certification._tag ?? "none"
      const ended = ["TerminatedForCause", "TerminatedVested", "Denied", "Withdrawn", "Deceased", "Suspended"]
      if (ended.includes(from) && !outOf[from]?.includes(to._tag)) return `${agentId} went from ${from} to ${to._tag}`
      if (from === "TerminatedForCause" && context.actor._tag !== "Exchange")
        return `${agentId} was let back without the exchange`
    }
    return undefined
  }
}

const noSkip: Invariant = {
  id: "I8",
  sentence: "no certification skips a step",
  rules: ["AGT-04", "AGT-07", "AGT-11"],
  step: ({ before, context, events }) => {
    for (const { agentId, to } of eventsOf(events, "CertificationMoved")) {
      const { certification, licence } = before.get("agent", agentId) as Agent
      if (!outOf[certification._tag]?.includes(to._tag)) return `${agentId} skipped to ${to._tag}`
      if (to._tag === "Eligible" && !Requirement.isComplete(to.checklist)) return `${agentId} skipped a requirement`
      if (to._tag !== "Certified") continue
      if ("checklist" in certification && !Requirement.isComplete(certification.checklist))
        return `${agentId} was certified with open requirements`
      const today = dayOf(context)
      if (!(licence.status === "active" && licence.health && today <= licence.expiresOn))
        return `${agentId} was certified without a licence`
    }
    return undefined
  }
}

const inactiveHolds: Invariant = {
  id: "I9",
  sentence: "deactivating an agent leaves no live delegation, session, access code or reset link with that agent",
  rules: ["EMP-04", "ACT-02"],
  except: "access codes belong to cases, and there are no reset links yet",
  state: {
    Agent: ({ facts, subject: { agencyId, agentId } }) => {
      if (facts.get("employment", Id.employment(agentId, agencyId))?.state !== "Inactive") return undefined
      const open = facts.find("delegation", "agent", agentId)
      return open.length > 0 && `${agentId} is inactive and holds ${open.length} delegations or requests`
    },
    Session: (sight) => {
      const session = sight.facts.get("acting", sight.subject.actingId)
      if (session === undefined) return undefined
      const { agencyId, agentId, managerId } = session
      const gone = [managerId, agentId].find(
        (one) => sight.facts.get("employment", Id.employment(one, agencyId))?.state === "Inactive"
      )
      return (
        gone &&
        permits(sight, "answer-request", managerId, { agentId }, session) &&
        `${gone} is gone, the session is not`
      )
    }
  }
}

const actingEnds: Invariant = {
  id: "I10",
  sentence: "acting on behalf never nests and never outlives either party",
  rules: ["ACT-01", "ACT-02"],
  except: "a session that rests while a party is suspended: it works again once the party does, within its idle time",
  state: {
    Session: (sight) => {
      const { facts, moment, subject } = sight
      const session = facts.get("acting", subject.actingId)
      if (session === undefined) return undefined
      const { agencyId, agentId, closedAt, managerId, usedAt } = session
      if (!permits(sight, "answer-request", managerId, { agentId }, session)) return undefined
      const day = dayOf(moment)
      const idle = Dates.toMillis(moment.at) - Dates.toMillis(usedAt) >= moment.policy.actingIdleMinutes * 60_000
      if (closedAt !== undefined || idle) return "a closed or idle session still works"
      if (!mayAct(facts, managerId, agencyId, day) || !isManager(facts, managerId, agencyId))
        return `the session of ${managerId} outlives the manager`
      return !mayAct(facts, agentId, agencyId, day) && `the session for ${agentId} outlives the agent`
    }
  },
  step: ({ after, before, context, events, sent }) => {
    const [opened] = eventsOf(events, "ActingOpened")
    if (opened !== undefined && sent.acting !== undefined) return "a session was opened inside a session"
    if (opened !== undefined) {
      const { agencyId, agentId, managerId } = opened.acting
      const own = agentId !== managerId && isManager(before, managerId, agencyId)
      const employed = before.get("employment", Id.employment(agentId, agencyId))
      if (!own || employed === undefined || !mayAct(before, managerId, agencyId, dayOf(context)))
        return `${managerId} opened a session for ${agentId}`
    }
    const session = sent.acting && before.get("acting", sent.acting)
    if (session?.closedAt !== undefined) return "a closed session was used"
    return (
      session !== undefined &&
      after.get("acting", session.actingId)?.managerId !== session.managerId &&
      "a session changed hands"
    )
  }
}

const intersection: Invariant = {
  id: "I11",
  sentence: "power on behalf is the power of the real actor within the scope of the person acted for",
  rules: ["ACT-02", "SEC-01"],
  state: {
    Session: (sight) => {
      const session = sight.facts.get("acting", sight.subject.actingId)
      if (session === undefined) return undefined
      const { agencyId, agentId, managerId } = session
      for (const capability of Object.keys(permissions) as ReadonlyArray<Capability>) {
        for (const target of [{ agentId }, { agentId: managerId }, { agencyId }, { agentId, agencyId }]) {
          if (!permits(sight, capability, managerId, target, session)) continue
          if (!permits(sight, capability, agentId, target)) return `\`${capability}\` is more than ${agentId} may do`
          if (!isManager(sight.facts, managerId, agencyId)) return `\`${capability}\` by somebody who is no manager`
        }
      }
      return undefined
    }
  }
}

const separation: Invariant = {
  id: "I12",
  sentence: "nobody certifies, approves or audits themselves",
  rules: ["AGY-09"],
  except: "approving and auditing are not commands yet; certifying is judged",
  step: ({ context, events }) => {
    const byApplicant = ["submit", "withdraw", "reapply"]
    const judged = [...eventsOf(events, "CertificationMoved"), ...eventsOf(events, "AgencyCertificationMoved")]
    const own = judged.find(({ trigger }) => !byApplicant.includes(trigger))
    const { _tag } = context.actor
    return own !== undefined && _tag !== "Exchange" && _tag !== "System" && `\`${own.trigger}\` was done by a ${_tag}`
  }
}

const oneCode: Invariant = {
  id: "I13",
  sentence: "a case has at most one live access code; used, expired, revoked and locked are final",
  rules: ["ACC-07", "ACC-08", "ACC-09", "ACC-10"],
  state: {
    Case: ({ facts, subject: { caseId } }) => {
      const live = facts.find("accessCode", "live", caseId).length
      if (live > 1) return `${caseId} has ${live} live codes`
      return (
        live > 0 && facts.get("case", caseId)?.account._tag === "Linked" && `${caseId} is linked and has a live code`
      )
    }
  },
  step: ({ after, before, context, events, refused, sent }) => {
    for (const { accessCodeId, to } of eventsOf(events, "AccessCodeMoved")) {
      const old = before.get("accessCode", accessCodeId)
      if (old?.state !== "Issued") return `a code that was ${old?.state ?? "never issued"} moved to ${to}`
      if (to === "Redeemed" && context.at >= old.expiresAt) return "an expired code was redeemed"
    }
    if (sent.command._tag !== "RedeemAccessCode") return undefined
    const { caseId } = sent.command
    const [code] = after.find("accessCode", "live", caseId)
    if (refused)
      return (code?.wrongTries ?? 0) >= context.policy.accessCode.tries && "a code has more tries than allowed"
    if (sent.sealed?.matches !== true) return "a wrong code was accepted"
    return code !== undefined && "a redeemed code is still live"
  }
}

const neverAgain: Invariant = {
  id: "I15",
  sentence: "identifiers are never reused, and what is over stays over",
  rules: ["DEL-22", "ACT-02", "EMP-05"],
  step: ({ before, events }) => {
    for (const event of events) {
      const taken =
        (event._tag === "DelegationOpened" && before.get("delegation", event.delegation.delegationId)) ||
        (event._tag === "ActingOpened" && before.get("acting", event.acting.actingId)) ||
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

/** The invariants that are judged. @category laws */
export const invariants: ReadonlyArray<Invariant> = [
  oneAgent,
  goodAgent,
  noGap,
  whoMoves,
  managers,
  answerable,
  terminal,
  noSkip,
  inactiveHolds,
  actingEnds,
  intersection,
  separation,
  oneCode,
  neverAgain
]

/** The invariants of the design that cannot be judged here yet, with the reason. @category laws */
export const unjudged: ReadonlyArray<{ readonly id: `I${number}`; readonly sentence: string; readonly why: string }> = [
  {
    id: "I14",
    sentence: "password epoch, notice and expiry move forward only",
    why: "core has no passwords yet; an extranet account is provisioned and nothing more"
  },
  {
    id: "I16",
    sentence: "every event names real actor, on-behalf-of, authority version and command id",
    why: "events are stamped by the application when it commits; they carry no provenance inside core"
  }
]

/** What is wrong with a state, seen from one record. @category queries */
export const judgeState = (sight: Sight): ReadonlyArray<{ readonly invariant: string; readonly because: string }> =>
  invariants.flatMap(({ id, state }) => {
    const judge = state?.[sight.subject._tag] as ((sight: Sight) => Wrong) | undefined
    const because = judge?.(sight)
    return because ? [{ invariant: id, because }] : []
  })

/** What is wrong with a step. @category queries */
export const judgeStep = (step: Step): ReadonlyArray<{ readonly invariant: string; readonly because: string }> =>
  invariants.flatMap(({ id, step: judge }) => {
    const because = judge?.(step)
    return because ? [{ invariant: id, because }] : []
  })
