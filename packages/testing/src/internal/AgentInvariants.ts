/**
 * The invariants about people: managers, certification, employment, acting sessions.
 *
 * @since 0.1.0
 */
import type { Agent } from "@agencybook/core/Agent"
import * as Dates from "@agencybook/core/CalendarDate"
import { type Capability, type Permission, permissions } from "@agencybook/core/Capability"
import * as Id from "@agencybook/core/Id"
import * as Requirement from "@agencybook/core/Requirement"

import { dayOf, eventsOf, type Invariant, isManager, licensed, mayAct, permits } from "./InvariantTerms.ts"

/** Judges I5 of the design: its sentence stands below. */
export const managers: Invariant = {
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

/** Judges I6 of the design: its sentence stands below. */
export const answerable: Invariant = {
  id: "I6",
  sentence: "an agency with delegations has a certified manager who works there, or days of grace until its suspension",
  rules: ["AGY-12"],
  state: {
    Agency: ({ facts, subject: { agencyId } }) => {
      const agency = facts.get("agency", agencyId)
      // Before its certification an agency has no book, and at its end the books go.
      if (agency?.certification._tag !== "Certified" && agency?.certification._tag !== "Suspended") return undefined
      const there = agency.managers.some(
        (agentId) =>
          facts.get("employment", Id.employment(agentId, agencyId))?.state === "Active" &&
          facts.get("agent", agentId)?.certification._tag === "Certified"
      )
      return (
        !there &&
        agency.withoutManager === undefined &&
        `no manager of ${agencyId} is certified and employed there, and no days of grace have begun`
      )
    }
  }
}

const outOf: Readonly<Record<string, ReadonlyArray<string>>> = {
  Incomplete: ["Pending", "Discarded", "Deceased"],
  Pending: ["Eligible", "Certified", "Denied", "Withdrawn", "Deceased"],
  Eligible: ["Pending", "Certified", "Denied", "Withdrawn", "Deceased"],
  Certified: ["Certified", "Suspended", "TerminatedVested", "TerminatedForCause", "Deceased"],
  Suspended: ["Certified", "TerminatedVested", "TerminatedForCause", "Deceased"],
  Denied: ["Pending"],
  Withdrawn: ["Pending"],
  Discarded: [],
  TerminatedVested: ["Pending"],
  TerminatedForCause: ["Pending"],
  Deceased: []
}

/** Judges I7 of the design: its sentence stands below. */
export const terminal: Invariant = {
  id: "I7",
  sentence: "an ended certification is over; only the documented path leads out of suspension",
  rules: ["AGT-17", "AGT-20"],
  step: ({ before, context, events }) => {
    for (const { agentId, to } of eventsOf(events, "CertificationMoved")) {
      const from = before.get("agent", agentId)?.certification._tag ?? "none"
      const ended = [
        "TerminatedForCause",
        "TerminatedVested",
        "Denied",
        "Withdrawn",
        "Discarded",
        "Deceased",
        "Suspended"
      ]
      if (ended.includes(from) && !outOf[from]?.includes(to._tag)) return `${agentId} went from ${from} to ${to._tag}`
      if (from === "TerminatedForCause" && context.actor._tag !== "Exchange")
        return `${agentId} was let back without the exchange`
    }
    return undefined
  }
}

/** Judges I8 of the design: its sentence stands below. */
export const noSkip: Invariant = {
  id: "I8",
  sentence: "no certification skips a step",
  rules: ["AGT-04", "AGT-07", "AGT-11"],
  step: ({ after, before, context, events }) => {
    for (const { agentId, to } of eventsOf(events, "CertificationMoved")) {
      const { certification } = before.get("agent", agentId) as Agent
      if (!outOf[certification._tag]?.includes(to._tag)) return `${agentId} skipped to ${to._tag}`
      if (to._tag === "Eligible" && !Requirement.isComplete(to.checklist)) return `${agentId} skipped a requirement`
      if (to._tag !== "Certified") continue
      if ("checklist" in certification && !Requirement.isComplete(certification.checklist))
        return `${agentId} was certified with open requirements`
      // The same answer of the regulator may bring the licence back and with it the certification.
      if (!licensed(after.get("agent", agentId), dayOf(context))) return `${agentId} was certified without a licence`
    }
    return undefined
  }
}

/** Judges I9 of the design: its sentence stands below. */
export const inactiveHolds: Invariant = {
  id: "I9",
  sentence: "deactivating an agent leaves no live delegation, session, access code or reset link with that agent",
  rules: ["EMP-04", "ACT-02"],
  except:
    "access codes belong to cases; accounts of the extranet and their reset links belong to the person, stay with the certification and end with it",
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

/** Judges I10 of the design: its sentence stands below. */
export const actingEnds: Invariant = {
  id: "I10",
  sentence:
    "acting on behalf never nests, never outlives the authority of the manager or the place of the agent, and works for no agent who may not act",
  rules: ["ACT-01", "ACT-02"],
  state: {
    Session: (sight) => {
      const { facts, moment, subject } = sight
      const session = facts.get("acting", subject.actingId)
      if (session === undefined) return undefined
      const { agencyId, agentId, closedAt, managerId, openedAt, usedAt } = session
      if (!permits(sight, "answer-request", managerId, { agentId }, session)) return undefined
      const day = dayOf(moment)
      const idle = Dates.toMillis(moment.at) - Dates.toMillis(usedAt) >= moment.policy.actingIdleMinutes * 60_000
      if (closedAt !== undefined || idle) return "a closed or idle session still works"
      if (!mayAct(facts, managerId, agencyId, day) || !isManager(facts, managerId, agencyId))
        return `the session of ${managerId} outlives the manager`
      if (!mayAct(facts, agentId, agencyId, day)) return `the session works for ${agentId}, who may not act`
      const since = [
        facts.get("agency", agencyId)?.certification.since,
        facts.get("agency", agencyId)?.designated?.find((one) => one.agentId === managerId)?.at,
        facts.get("agent", managerId)?.certification.since,
        ...[managerId, agentId].map((one) => facts.get("employment", Id.employment(one, agencyId))?.since)
      ]
      return (
        since.some((at) => at !== undefined && at > openedAt) &&
        "a session came back after the manager had lost authority, or the agent the place"
      )
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

/** What a manager does for every agent of the agency, and so in a session whatever the agent may: by which right. @rule AGT-19 */
const inOwnName: Readonly<Partial<Record<Capability, Capability>>> = {
  "view-own-book": "view-agency-book",
  "view-requests": "view-requests",
  "view-discrepancies": "view-discrepancies",
  "transfer-book": "transfer-book"
}

/** Judges I11 of the design: its sentence stands below. */
export const intersection: Invariant = {
  id: "I11",
  sentence:
    "power on behalf is the power of the real actor within the scope of the person acted for; to read and to transfer what is that person's takes the actor's own right alone",
  rules: ["ACT-02", "SEC-01"],
  state: {
    Session: (sight) => {
      const session = sight.facts.get("acting", sight.subject.actingId)
      if (session === undefined) return undefined
      const { agencyId, agentId, managerId } = session
      for (const capability of Object.keys(permissions) as ReadonlyArray<Capability>) {
        for (const target of [{ agentId }, { agentId: managerId }, { agencyId }, { agentId, agencyId }]) {
          if (!permits(sight, capability, managerId, target, session)) continue
          const right = target.agentId === agentId ? inOwnName[capability] : undefined
          const own = right !== undefined && permits(sight, right, managerId, { agentId, agencyId })
          if (!own && !permits(sight, capability, agentId, target))
            return `\`${capability}\` is more than ${agentId} may do`
          if (!isManager(sight.facts, managerId, agencyId)) return `\`${capability}\` by somebody who is no manager`
        }
      }
      return undefined
    }
  }
}

/** What somebody may use who decides about what others have handed in. */
const reviews: ReadonlyArray<Capability> = [
  ...(["certify-agent", "certify-agency", "give-certification", "recertify-agent"] as const),
  ...(["approve-staff", "record-staff-training"] as const),
  ...(["review-agency-change", "review-transfer", "answer-discrepancies", "record-licence"] as const)
]

/** Judges I12 of the design: its sentence stands below. */
export const separation: Invariant = {
  id: "I12",
  sentence: "nobody certifies, approves or audits themselves",
  rules: ["AGY-09"],
  except: "auditing is reading the journal, which no command changes; who reviews is judged",
  state: {
    Agent: (sight) => {
      const { agencyId, agentId } = sight.subject
      const target = { agentId, agencyId }
      const own = reviews.find((one) => permits(sight, one, agentId, target))
      return own && `${agentId} may \`${own}\` where it is about the own agency`
    },
    Session: (sight) => {
      const session = sight.facts.get("acting", sight.subject.actingId)
      if (session === undefined) return undefined
      const { agencyId, agentId, managerId } = session
      const own = reviews.find((one) => permits(sight, one, managerId, { agentId, agencyId }, session))
      return own && `${managerId} may \`${own}\` for ${agentId}`
    }
  },
  step: ({ context, events }) => {
    const byApplicant = ["submit", "withdraw", "reapply", "terminate"]
    const judged = [
      ...eventsOf(events, "CertificationMoved"),
      ...eventsOf(events, "AgencyCertificationMoved"),
      ...eventsOf(events, "StaffMoved"),
      ...eventsOf(events, "TransferMoved").filter(
        ({ from, trigger }) => from === "ExchangeReview" && trigger !== "cancel"
      )
    ]
    const own = judged.find(({ trigger }) => !byApplicant.includes(trigger))
    const { _tag } = context.actor
    return own !== undefined && _tag !== "Exchange" && _tag !== "System" && `\`${own.trigger}\` was done by a ${_tag}`
  }
}

/** Judges I16 of the design: its sentence stands below. */
export const provenance: Invariant = {
  id: "I16",
  sentence:
    "every event names its real actor, whom he acts for, the permission and policy that allowed it, and its command",
  rules: ["DEL-30", "ACT-01"],
  step: ({ before, context, provenance: said, sent }) => {
    const { actor } = sent
    const own = "userId" in actor ? actor.userId : actor._tag === "Agent" ? actor.agentId : actor.caseId
    if (said.actor !== `${actor._tag === "ServiceCenter" ? "servicecenter" : actor._tag.toLowerCase()}/${own}`)
      return `the journal names \`${said.actor}\` for what ${own} did`
    const session = sent.acting && before.get("acting", sent.acting)
    if (said.onBehalfOf !== session?.agentId) return `the journal says on behalf of ${said.onBehalfOf ?? "nobody"}`
    const [row, role, more] = said.permission.split(" ")
    const allowed = Object.values(permissions).some(
      (one: Permission) => one.id === row && role !== undefined && role in one.roles
    )
    if (!allowed || more !== undefined) return `the permission \`${said.permission}\` is not in the table`
    if (said.policy !== context.policy.name) return `the journal names the policy \`${said.policy}\``
    if (said.commandName !== sent.command._tag || said.commandId !== context.commandId || said.at !== context.at)
      return "the journal names another command"
    return undefined
  }
}
