/**
 * Who may do what, in the reference model.
 *
 * The roles come from `AuthorityTable`, which is written by hand; the rest are sentences of the rules: authority is
 * certified and active and agency certified and not locked, and acting for an agent is an intersection beside what the
 * manager may in the own name.
 *
 * @since 0.1.0
 */
import type { Actor } from "@agencybook/core/Actor"
import type { Capability } from "@agencybook/core/Capability"
import { type Role, table } from "./AuthorityTable.ts"
import { allowances, withoutConsent } from "./ReferenceAllowance.ts"
import { binds, casework, inOwnName, leadsToAuthority, takenOver } from "./ReferenceCapability.ts"
import * as Dates from "./ReferenceDates.ts"
import { obstacles as counselorObstacles, withoutStanding } from "./ReferenceEntity.ts"
import {
  all,
  type Fact,
  type Moment,
  one,
  type Reason,
  reason,
  some,
  type Target,
  type World
} from "./ReferenceWorld.ts"

/** A question of authority. @category models */
export interface Question {
  readonly capability: Capability
  readonly target: Target
}

/** The open employment of an agent: the agency in which the agent works or is invited. @rule EMP-03 @category queries */
export const placeOf = (world: World, agent: string): Fact<"employment"> | undefined =>
  one(world, "employment", (fact) => fact.agent === agent && fact.state !== "Inactive")

/** Whether somebody is or was on the roster of an agency. @category predicates */
export const onRoster = (world: World, agent: string, agency: string): boolean =>
  some(world, "agent", (fact) => fact.agent === agent) &&
  some(world, "agency", (fact) => fact.agency === agency) &&
  some(world, "employment", (fact) => fact.agent === agent && fact.agency === agency)

/** Whether the agency is certified. @rule AGY-10 AGY-11 @category predicates */
export const agencyCertified = (world: World, agency: string): boolean =>
  some(world, "agency state", (fact) => fact.agency === agency && fact.state === "Certified")

/** Whether the agent is certified on a day. @rule AGT-08 @category predicates */
export const certifiedOn = (world: World, agent: string, day: string): boolean =>
  some(
    world,
    "certification",
    ({ from = "", until = "", ...fact }) =>
      fact.agent === agent && fact.state === "Certified" && from <= day && day < until
  )

/** Whether the agent's licence is good on a day. @rule AGT-11 @category predicates */
export const licensedOn = (world: World, agent: string, day: string): boolean =>
  some(
    world,
    "licence",
    (fact) => fact.agent === agent && fact.status === "active" && fact.health && day <= fact.through
  )

/** What an agent lacks for authority in an agency; nothing means that the agent may act. @rule EMP-02 @category queries */
export const gaps = (world: World, agent: string, agency: string, day: string): ReadonlyArray<string> => {
  const active = some(
    world,
    "employment",
    (fact) => fact.agent === agent && fact.agency === agency && fact.state === "Active"
  )
  return [
    ...(certifiedOn(world, agent, day) ? [] : ["not-certified"]),
    ...(licensedOn(world, agent, day) ? [] : ["not-licensed"]),
    ...(active ? [] : ["not-active"]),
    ...(agencyCertified(world, agency) ? [] : ["agency-not-certified"]),
    ...(some(world, "locked", (fact) => fact.agent === agent) ? ["account-locked"] : [])
  ]
}

/** The reason that an agent has gaps, if there are any. @rule DEL-08 @category queries */
export const withoutAuthority = (world: World, agent: string, agency: string, day: string): Reason | undefined => {
  const missing = gaps(world, agent, agency, day)
  return missing.length === 0 ? undefined : reason("AgentWithoutAuthority", "DEL-08", missing.join(" "))
}

/** Whether the agency lists the agent as manager. @category predicates */
export const isManager = (world: World, agent: string, agency: string): boolean =>
  some(world, "manager", (fact) => fact.agent === agent && fact.agency === agency)

/** The helper who has a login. @rule STF-07 @category queries */
export const staffOf = (world: World, staff: string): Fact<"staff"> | undefined =>
  one(world, "staff", (fact) => fact.staff === staff)

/** What a policy withholds from a helper or the scheduler, although the table has it. @rule STF-03 */
const withholds = (world: World, capability: Capability, role: Role, { actor, policy }: Moment): boolean => {
  if (actor._tag === "System") return capability === "give-certification" && !policy.systemMayCertifyAgents
  if (actor._tag !== "Staff") return false
  const { staffMayAnswerRequests: answers, staffMayCallServiceCenter: calls } = policy
  const numbered = staffOf(world, actor.userId)?.number !== undefined
  switch (capability) {
    case "set-staff-inactive":
      return !policy.staffMayDisableStaff
    case "submit-application":
      return !policy.staffMaySubmitApplication
    case "call-service-center":
      return calls === "no" || (calls === "with-number" && !numbered)
    case "answer-request":
    case "view-requests":
      return answers === "none" || (answers === "level-2" && role === "staff-1")
    default:
      return false
  }
}

/** The reason that nobody of the agency who may act holds the case. @rule STF-06 */
const notHeld = (world: World, { agency = "", agent = "" }: Target, day: string): ReadonlyArray<Reason> =>
  onRoster(world, agent, agency) && gaps(world, agent, agency, day).length === 0
    ? []
    : [reason("CaseNotHeld", "STF-06")]

/** What keeps a helper from everything, and the agency's standing from most. @rule STF-05 AGY-11 */
const helperObstacles = (
  world: World,
  { agencyId, userId }: Actor & { readonly _tag: "Staff" },
  capability: Capability
): ReadonlyArray<Reason> => {
  const helper = staffOf(world, userId)
  const fit = helper?.agency === agencyId && helper.state === "Approved" && helper.active
  return [
    ...(fit ? [] : [reason("StaffWithoutApproval", "STF-05")]),
    // Staff have no authority of their own: theirs is the agency's.
    ...(leadsToAuthority.includes(capability) || agencyCertified(world, agencyId)
      ? []
      : [reason("AgencyWithoutAuthority", "AGY-11")])
  ]
}

const rolesOf = (world: World, actor: Actor): ReadonlyArray<Role> => {
  switch (actor._tag) {
    case "Agent": {
      const place = placeOf(world, actor.agentId)
      return place !== undefined && isManager(world, actor.agentId, place.agency) ? ["agent", "manager"] : ["agent"]
    }
    case "Staff": {
      // A host may say less than the record, and not more. @rule STF-01
      const recorded = staffOf(world, actor.userId)?.level ?? 2
      return [Math.min(actor.level, recorded) === 1 ? "staff-1" : "staff-2"]
    }
    case "Consumer":
      return ["consumer"]
    case "Applicant":
      return ["applicant"]
    case "Counselor":
      return ["counselor"]
    case "ServiceCenter":
      return ["service-center"]
    case "Exchange":
      return ["exchange"]
    case "System":
      return ["system"]
  }
}

/** Whether the own records of an agent are meant, and those of the present agency. */
const isOwn = (world: World, agent: string, target: Target): boolean => {
  const place = placeOf(world, agent)
  const here = place === undefined || target.agency === undefined || target.agency === place.agency
  return target.agent === agent && here
}

const reaches = (world: World, capability: Capability, scope: string, actor: Actor, target: Target): boolean => {
  if (scope === "all") return true
  if (actor._tag === "Consumer") return target.case === actor.caseId
  if (actor._tag === "Staff") return target.agency === actor.agencyId
  // What is the own of a counselor is asked of the consents of the case, or bears the counselor's name.
  if (actor._tag === "Counselor") return allowances[capability] !== undefined || target.counselor === actor.userId
  if (actor._tag !== "Agent") return false
  if (scope === "own") return isOwn(world, actor.agentId, target)
  return target.agency !== undefined && placeOf(world, actor.agentId)?.agency === target.agency
}

const notPermitted = (missing: string, role: Role): Reason => reason("NotPermitted", "SEC-01", `${missing} ${role}`)

/** The place at which somebody worked or applied last, of those the exchange never turned down. @rule AGT-03 */
const lastPlaceOf = (world: World, agent: string): Fact<"employment"> | undefined =>
  all(world, "employment", (fact) => fact.agent === agent)
    .filter(({ why = "" }) => !["association-declined", "association-withdrawn"].includes(why))
    .sort((a, b) => (a.since === b.since ? (a.agency < b.agency ? -1 : 1) : a.since < b.since ? -1 : 1))
    .at(-1)

/** Whether a manager whose certification is over looks at the agency, or applies again: in an agency of one nobody else would. @rule AGT-17 */
const appliesAgain = (world: World, agent: string, capability: Capability, target: Target): boolean => {
  const place = placeOf(world, agent) ?? lastPlaceOf(world, agent)
  const own = capability === "reapply-agent" && target.agent === agent
  return (
    place !== undefined &&
    place.agency === target.agency &&
    (own || capability === "view-agency") &&
    (place.state !== "Inactive" || place.why === "application-ended") &&
    isManager(world, agent, place.agency) &&
    some(world, "agency state", (fact) => fact.agency === place.agency && fact.state !== "Terminated") &&
    some(
      world,
      "certification",
      (fact) => fact.agent === agent && ["Denied", "Withdrawn", "TerminatedVested"].includes(fact.state)
    ) &&
    !some(world, "locked", (fact) => fact.agent === agent)
  )
}

/** What keeps an agent from a capability whose records are within reach. */
const obstacleOf = (
  world: World,
  agent: string,
  capability: Capability,
  scope: string,
  day: string
): ReadonlyArray<Reason> => {
  const place = placeOf(world, agent)
  const over = some(
    world,
    "certification",
    (fact) =>
      fact.agent === agent && ["Discarded", "TerminatedVested", "TerminatedForCause", "Deceased"].includes(fact.state)
  )
  const known = some(world, "agent", (fact) => fact.agent === agent)
  // Everybody tells of the own person, with an agency or without. @rule AGT-21
  const ofSelf = [
    ...["report-agent-change", "edit-agent-profile", "change-agent-login", "lock-agent"],
    ...["use-extranet", "reset-extranet", "request-reconsideration"]
  ]
  const tells = ofSelf.includes(capability) && scope === "own" && known && !over
  if (tells && !some(world, "locked", (fact) => fact.agent === agent)) return []
  if (place === undefined) return [reason("AgentWithoutAuthority", "DEL-08", "not-active")]
  const missing = gaps(world, agent, place.agency, day)
  // On the way to authority there is none yet; whoever lost it has nothing left to complete.
  const applies = some(
    world,
    "certification",
    (fact) => fact.agent === agent && ["Incomplete", "Pending", "Eligible"].includes(fact.state)
  )
  const mayBind = binds.includes(capability)
    ? missing.every((gap) => gap === "agency-not-certified") || applies
    : leadsToAuthority.includes(capability)
  const mayApply = mayBind && !over && !missing.includes("account-locked")
  return missing.length === 0 || mayApply ? [] : [reason("AgentWithoutAuthority", "DEL-08", missing.join(" "))]
}

/** Why a session cannot be used now. @rule ACT-01 ACT-02 */
const sessionObstacles = (world: World, acting: string, moment: Moment): ReadonlyArray<Reason> => {
  const no = (why: string) => reason("ActingNotAllowed", "ACT-02", why)
  const session = one(world, "session", (fact) => fact.session === acting)
  const agentPlace = session && placeOf(world, session.agent)
  if (session === undefined || agentPlace === undefined) return [no("unknown")]
  const { actor, at, day, policy } = moment
  const managerPlace = placeOf(world, session.manager)
  const mine = actor._tag === "Agent" && actor.agentId === session.manager && managerPlace !== undefined
  const moved = (place: Fact<"employment"> | undefined) =>
    place === undefined || place.agency !== session.agency || place.since > session.opened
  // A manager who lost authority after the session was opened and got it back has to open another one.
  const broken = (agent: string, place: Fact<"employment"> | undefined) =>
    moved(place) ||
    gaps(world, agent, session.agency, day).length > 0 ||
    some(world, "certification", (fact) => fact.agent === agent && fact.since > session.opened) ||
    some(world, "opened", (fact) => fact.agent === agent && fact.since > session.opened) ||
    some(world, "agency state", (fact) => fact.agency === session.agency && fact.since > session.opened)
  // A role that was taken away and given again does not bring back what was begun under it.
  const kept = some(
    world,
    "manager",
    (fact) =>
      fact.agent === session.manager &&
      fact.agency === session.agency &&
      (fact.since === undefined || fact.since <= session.opened)
  )
  const managerLost = broken(session.manager, managerPlace) || !kept
  return [
    ...(session.closed === undefined ? [] : [no("closed")]),
    ...(mine ? [] : [no("not-the-manager")]),
    ...(at >= Dates.later(session.used, policy.actingIdleMinutes * 60_000) ? [no("idle")] : []),
    ...(managerLost ? [no("manager-without-authority")] : []),
    ...(moved(agentPlace) ? [no("agent-left")] : [])
  ]
}

const onBehalf = (
  world: World,
  { capability, target }: Question,
  acting: string,
  moment: Moment
): ReadonlyArray<Reason> => {
  const isTakenOver = takenOver.includes(capability)
  if (!isTakenOver && inOwnName[capability] === undefined) return [notPermitted("on-behalf", "manager")]
  const obstacles = sessionObstacles(world, acting, moment)
  if (obstacles.length > 0) return obstacles
  const { agency = "", agent = "" } = one(world, "session", (fact) => fact.session === acting) ?? {}
  const missing = gaps(world, agent, agency, moment.day)
  if (!isTakenOver || (missing.length > 0 && inOwnName[capability] !== undefined))
    return isOwn(world, agent, target) ? [] : [notPermitted("own", "manager")]
  if (missing.length > 0) return [reason("ActingAgentFrozen", "ACT-02", missing.join(" "))]
  return isOwn(world, agent, target)
    ? withoutConsent(world, capability, target, "agent", moment.day)
    : [notPermitted("own", "agent")]
}

/** By which cell of the table something is done in a session. */
const grantedBy = (world: World, capability: Capability, acting: string, day: string) => {
  const { agency = "", agent = "" } = one(world, "session", (fact) => fact.session === acting) ?? {}
  const right = inOwnName[capability] ?? capability
  return takenOver.includes(capability) && gaps(world, agent, agency, day).length === 0
    ? { by: [`agent ${table[capability].agent}`], right: capability }
    : { by: [`manager ${table[right].manager}`], right }
}

/** What the model says to a question: everything that speaks against it, or who is granted it and for whom. @category models */
export interface Ruling {
  /** Nothing means that it is granted. */
  readonly reasons: ReadonlyArray<Reason>
  /** The roles that grant it, each with its reach. */
  readonly by: ReadonlyArray<string>
  /** Whose row of the table it is, where it is not that of what was asked for. @rule ACT-02 */
  readonly right?: Capability
  /** The agent acted for. @rule DEL-30 */
  readonly onBehalfOf: string | undefined
}

/**
 * Judges a question of authority.
 *
 * **Rules**: SEC-01, EMP-02, AGY-11, ACT-01, ACT-02, DEL-30, STF-01, STF-03, STF-05, STF-06, ENT-01, DEL-28, CON-01,
 * DEL-18.
 *
 * @category queries
 */
export const judge = (world: World, question: Question, moment: Moment): Ruling => {
  const { acting, actor, day, policy } = moment
  const { capability, target } = question
  const isAsked = policy.secondFactor === "agents-and-staff" && ["Agent", "Staff"].includes(actor._tag)
  if (isAsked && !moment.secondFactor)
    return { reasons: [reason("SecondFactorMissing", "SEC-01")], by: [], onBehalfOf: undefined }
  if (acting !== undefined) {
    const reasons = onBehalf(world, question, acting, moment)
    const agent = one(world, "session", (fact) => fact.session === acting)?.agent
    return { reasons, ...grantedBy(world, capability, acting, day), onBehalfOf: agent }
  }
  if (actor._tag === "Agent" && appliesAgain(world, actor.agentId, capability, target))
    return { reasons: [], by: ["manager agency"], onBehalfOf: undefined }
  const answers = rolesOf(world, actor).map(
    (role): { readonly by: string; readonly reasons: ReadonlyArray<Reason> } => {
      const scope = table[capability][role]
      const by = `${role} ${scope}`
      if (scope === "-") return { by, reasons: [notPermitted("role", role)] }
      if (!reaches(world, capability, scope, actor, target)) return { by, reasons: [notPermitted(scope, role)] }
      if (withholds(world, capability, role, moment)) return { by, reasons: [notPermitted("policy", role)] }
      const isHelp = actor._tag === "Agent" || actor._tag === "Staff"
      const held = [
        ...(scope === "agency" && casework.includes(capability) ? notHeld(world, target, day) : []),
        ...(isHelp ? withoutConsent(world, capability, target, role, day) : [])
      ]
      if (actor._tag === "Agent")
        return { by, reasons: [...obstacleOf(world, actor.agentId, capability, scope, day), ...held] }
      if (actor._tag === "Counselor" && capability !== "search-directory") {
        const allowance = allowances[capability]
        const standing = withoutStanding(world, actor.userId, day)
        return {
          by,
          reasons:
            allowance === undefined
              ? standing === undefined
                ? []
                : [standing]
              : counselorObstacles(world, actor.userId, target.case, allowance, day)
        }
      }
      return { by, reasons: actor._tag === "Staff" ? [...helperObstacles(world, actor, capability), ...held] : [] }
    }
  )
  const granting = answers.filter(({ reasons }) => reasons.length === 0).map(({ by }) => by)
  return {
    reasons: granting.length > 0 ? [] : answers.flatMap(({ reasons }) => reasons),
    by: granting,
    onBehalfOf: undefined
  }
}
