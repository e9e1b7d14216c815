/**
 * Who may do what: one question, one answer that says what granted it or what is missing.
 *
 * The answer is computed from records as they are in the moment of asking; nothing is cached. Acting for an
 * agent is an intersection: the manager must be able to act, the agent must be able to act, and the capability
 * must be one that an agent may use and a manager may take over. What the manager may do in the own name for any
 * agent of the agency, to read and to transfer, needs no agent who can act.
 *
 * @since 0.1.0
 */
import type { Acting } from "./Acting.ts"
import { frozen, obstacle } from "./Acting.ts"
import type { Actor } from "./Actor.ts"
import type { Agency } from "./Agency.ts"
import type { Agent } from "./Agent.ts"
import type { CalendarDate, Instant } from "./CalendarDate.ts"
import {
  type Allowance,
  type Capability,
  type Permission,
  permissions,
  type Role,
  type Scope,
  type StaffKnob
} from "./Capability.ts"
import { type Consent, noConsent, permits, type User } from "./Consent.ts"
import * as Counselor from "./Counselor.ts"
import type { Delegation } from "./Delegation.ts"
import type { ActingId, AgencyId, AgentId, CaseId, UserId } from "./Id.ts"
import type { Policy } from "./Policy.ts"
import { type Refusal, reason } from "./Refusal.ts"
import * as Staff from "./Staff.ts"
import * as Standing from "./Standing.ts"

/** What is asked: may this actor use this capability on this target. @category models */
export interface Question {
  readonly capability: Capability
  readonly actor: Actor
  /** The session under which the actor claims to act for an agent. */
  readonly acting?: ActingId
  /** Said by the host alone, which signs people in: the actor has signed in with a second factor. @rule SEC-01 */
  readonly secondFactor?: true
  readonly target: Target
}

/** What a capability would touch; leave out what does not apply. @category models */
export interface Target {
  readonly agencyId?: AgencyId
  /** The agent whose records, requests or book are touched. */
  readonly agentId?: AgentId
  /** The counselor whose requests or clients are touched. @rule ENT-01 */
  readonly counselorId?: UserId
  readonly caseId?: CaseId
}

/** The records that decide: the actor as an agent or as staff, and the session with the agent acted for. @category models */
export interface Evidence {
  readonly self?: Standing.Member | undefined
  /** The actor who is an agent, at work somewhere or nowhere. @rule AGT-21 */
  readonly person?: Agent | undefined
  /** The place of an actor without an open one that ended last: an application may begin anew there. @rule AGT-17 */
  readonly former?: Standing.Member | undefined
  /** The agency of an actor who is staff. */
  readonly employer?: Agency | undefined
  /** The record of an actor who is staff. @rule STF-05 */
  readonly staff?: Staff.Staff | undefined
  /** The agent of the target in the agency of the target: for work on a case, whoever holds it. @rule STF-06 */
  readonly delegate?: Standing.Member | undefined
  readonly session?: Acting | undefined
  readonly principal?: Standing.Member | undefined
  /** The record of an actor who is a counselor, with the entity. @rule ENT-01 */
  readonly counselor?: Counselor.Member | undefined
  /** By what the delegate of the target has the case; absent where a step of casework is not asked about. @rule CON-01 */
  readonly held?: Pick<Delegation, "delegate" | "consentId" | "awaitsConsent"> | undefined
  /** What the consumer of the target has consented to. @rule CON-01 DEL-28 */
  readonly consents?: ReadonlyArray<Consent> | undefined
}

/** A permission, with the role, the row and, for acting on behalf, the session that granted it. @category models */
export interface Grant {
  readonly _tag: "Granted"
  readonly capability: Capability
  readonly permission: string
  readonly role: Role
  readonly scope: Scope
  readonly onBehalfOf?: { readonly acting: ActingId; readonly agentId: AgentId }
}

/** The answer to a question. @category models */
export type Ruling = Grant | Refusal

/** The moment in which a question is judged. @category models */
export interface Moment {
  readonly at: Instant
  /** The day of `at` in the zone of the policy, computed once for many questions. */
  readonly day: CalendarDate
  readonly policy: Policy
}

/** The agency that staff act for is not certified. @category errors */
export const agencyNotCertified = /*#__PURE__*/ reason(
  "AgencyWithoutAuthority",
  "AGY-11",
  (f: { readonly agencyId: AgencyId }) => `agency \`${f.agencyId}\` is not certified`,
  "wait until the exchange has certified the agency"
)
/** Nothing grants the capability. @category errors */
export const notPermitted = /*#__PURE__*/ reason(
  "NotPermitted",
  "SEC-01",
  (f: {
    readonly capability: Capability
    readonly role: Role
    readonly missing: "role" | "own" | "agency" | "on-behalf" | "policy"
  }) =>
    f.missing === "policy"
      ? `the policy of the exchange does not let a \`${f.role}\` do \`${f.capability}\``
      : f.missing === "role"
        ? `no permission lets a \`${f.role}\` do \`${f.capability}\``
        : f.missing === "on-behalf"
          ? `\`${f.capability}\` cannot be done on behalf of an agent`
          : `\`${f.capability}\` is permitted to a \`${f.role}\` for the ${f.missing === "own" ? "own records" : "own agency"} only`,
  "ask somebody who has the permission, or the manager of the agency"
)

/** The policy asks for a second factor, and the host does not say that there was one. @category errors */
export const secondFactorMissing = /*#__PURE__*/ reason(
  "SecondFactorMissing",
  "SEC-01",
  (f: { readonly of: "agent" | "staff" }) =>
    `the exchange asks of \`${f.of}\` to sign in with a second factor, and there was none`,
  "sign in with the second factor, and try again"
)

/** Nobody of the agency who may act holds the case. @category errors */
export const caseNotHeld = /*#__PURE__*/ reason(
  "CaseNotHeld",
  "STF-06",
  (f: { readonly capability: Capability; readonly agencyId: AgencyId }) =>
    `\`${f.capability}\` needs an agent of agency \`${f.agencyId}\` who holds the case and may act`,
  "work on cases that are delegated to a certified agent of your own agency"
)

/** The consumer has not allowed the counselor to do it. @category errors */
export const notAllowedByConsumer = /*#__PURE__*/ reason(
  "NotAllowedByConsumer",
  "DEL-28",
  (f: { readonly counselorId: UserId; readonly allowance: Allowance }) =>
    `no consent of the consumer in force allows counselor \`${f.counselorId}\` to \`${f.allowance}\``,
  "ask the consumer first, and have the consent recorded"
)

type Missing = Parameters<typeof notPermitted>[0]["missing"]

type StaffActor = Actor & { readonly _tag: "Staff" }
type CounselorActor = Actor & { readonly _tag: "Counselor" }

/** Every answer that a role can get for a capability, whatever the records. */
interface Answers {
  readonly grant: Grant | undefined
  readonly denied: { readonly [M in Missing]: Refusal }
}

/** A row of the permission table with the answers that were given from it. */
interface Row {
  readonly permission: Permission
  readonly answers: { [R in Role]: Answers | undefined }
}

const nobodys: Permission = { id: "P-00", roles: {}, needsStanding: true, onBehalf: false, casework: false }
const rows = /*#__PURE__*/ new Map<Capability, Row>()

const rowOf = (capability: Capability): Row => {
  const known = rows.get(capability)
  if (known !== undefined) return known
  const none = undefined
  const row: Row = {
    // Whatever a host asks for that is no capability is permitted to nobody.
    permission: Object.hasOwn(permissions, capability) ? permissions[capability] : nobodys,
    answers: {
      consumer: none,
      applicant: none,
      agent: none,
      manager: none,
      "staff-1": none,
      "staff-2": none,
      counselor: none,
      "service-center": none,
      exchange: none,
      system: none
    }
  }
  rows.set(capability, row)
  return row
}

const prepare = (permission: Permission, capability: Capability, role: Role): Answers => {
  const scope = permission.roles[role]
  const deny = (missing: Missing) => notPermitted({ capability, role, missing })
  const denied = { role: deny("role"), own: deny("own"), agency: deny("agency"), policy: deny("policy") }
  return {
    grant: scope && Object.freeze({ _tag: "Granted", capability, permission: permission.id, role, scope }),
    denied: { ...denied, "on-behalf": deny("on-behalf") }
  }
}

// Answers are frozen constants: a decision allocates nothing once a role has asked for a capability before.
const answersOf = (row: Row, capability: Capability, role: Role): Answers =>
  (row.answers[role] ??= prepare(row.permission, capability, role))

// What an agent did for another agency stayed there.
const inAgency = (target: Target, member: Standing.Member | undefined): boolean =>
  target.agencyId === undefined || member === undefined || target.agencyId === member.agency.agencyId

const reaches = (role: Role, scope: Scope, actor: Actor, target: Target, evidence: Evidence): boolean => {
  if (scope === "all") return true
  if (role === "consumer") return actor._tag === "Consumer" && target.caseId === actor.caseId
  if (scope === "own")
    return actor._tag === "Agent" && target.agentId === actor.agentId && inAgency(target, evidence.self)
  if (actor._tag === "Staff") return target.agencyId === actor.agencyId
  return target.agencyId !== undefined && evidence.self?.agency.agencyId === target.agencyId
}

const isOnTheWay = ({ certification, locked }: Agent): boolean => {
  const state = certification._tag
  return (
    !locked &&
    state !== "Discarded" &&
    state !== "TerminatedVested" &&
    state !== "TerminatedForCause" &&
    state !== "Deceased"
  )
}

// On the way to authority an agent has none yet; whoever was turned away or lost it has nothing left to do.
const mayStillApply = ({ agent, employment }: Standing.Member): boolean =>
  isOnTheWay(agent) && employment.state !== "Inactive"

const needsStanding = ({ needsStanding }: Permission): boolean =>
  needsStanding === true || needsStanding === "for-others"

// A new office is bound by somebody who applies together with it; later on only by whoever has not lost the certification.
const standsInPerson = (self: Standing.Member, day: CalendarDate): boolean => {
  const state = self.agent.certification._tag
  const applies = state === "Incomplete" || state === "Pending" || state === "Eligible"
  return applies ? mayStillApply(self) : Standing.gaps(self, day).every((gap) => gap === "agency-not-certified")
}

const suffices = (permission: Permission, self: Standing.Member, day: CalendarDate): boolean => {
  if (permission.needsStanding === "in-person") return standsInPerson(self, day)
  return needsStanding(permission) ? Standing.isGood(self, day) : mayStillApply(self)
}

const withStanding = (
  { permission }: Row,
  { scope }: Grant,
  { person, self }: Evidence,
  day: CalendarDate,
  agentId: AgentId
) => {
  // Who is between two agencies still has to tell the exchange of the own person. @rule AGT-21
  const agent = self?.agent ?? person
  if (permission.needsStanding === "for-others" && scope === "own" && agent !== undefined && isOnTheWay(agent))
    return undefined
  if (self === undefined) return Standing.withoutAuthority({ agentId, gaps: ["not-active"] })
  return suffices(permission, self, day)
    ? undefined
    : Standing.withoutAuthority({ agentId, gaps: Standing.gaps(self, day) })
}

const asRole = (row: Row, role: Role, question: Question, evidence: Evidence): Ruling => {
  const { actor, capability, target } = question
  const { denied, grant } = answersOf(row, capability, role)
  if (grant === undefined) return denied.role
  if (reaches(role, grant.scope, actor, target, evidence)) return grant
  return grant.scope === "agency" ? denied.agency : denied.own
}

// Whoever helps with a case helps the agent who holds it, and that agent has to be able to act.
const holdsTheCase = ({ agencyId, agentId }: Target, delegate: Standing.Member | undefined, day: CalendarDate) =>
  delegate !== undefined &&
  delegate.agent.agentId === agentId &&
  delegate.agency.agencyId === agencyId &&
  Standing.isGood(delegate, day)

const forTheCase = (row: Row, ruling: Grant, question: Question, evidence: Evidence, day: CalendarDate): Ruling =>
  row.permission.casework && ruling.scope === "agency" && !holdsTheCase(question.target, evidence.delegate, day)
    ? caseNotHeld({ capability: question.capability, agencyId: question.target.agencyId as AgencyId })
    : ruling

/**
 * Help goes as far as the consent that the delegation rests on, or a later one: an agreement for one call is over with
 * its day, and the delegate stays. What was taken over without a consent waits for none until it is submitted; what a
 * transfer took out of the reach of the consent waits for another.
 */
const withConsent = (row: Row, ruling: Ruling, question: Question, { consents, held }: Evidence, day: CalendarDate) => {
  const { allowance } = row.permission
  const { caseId } = question.target
  if (ruling._tag === "Refused" || allowance === undefined || caseId === undefined) return ruling
  if (held === undefined) return ruling
  // What was taken over is worked on; what goes out under the consumer's name needs the consumer's word on record.
  const rests = held.consentId !== undefined || held.awaitsConsent === true || allowance === "submit-with-signature"
  if (!rests) return ruling
  const { agencyId, agentId } = held.delegate
  // The delegate submits what the consumer has looked over; without a delegation it takes the consumer's hand. @rule CON-02
  const scope = allowance === "submit-with-signature" ? "complete-application" : allowance
  const by = ruling.role === "agent" ? "Agent" : ruling.role === "manager" ? "Manager" : "Staff"
  const user: User = by === "Agent" ? { _tag: by, agencyId, agentId } : { _tag: by, agencyId }
  const ofCase = (consents ?? []).filter((consent) => consent.caseId === caseId)
  return permits(ofCase, user, scope, day) ? ruling : noConsent({ caseId, agentId, by, scope })
}

/**
 * Whether an agent's certification is over so that the agent may apply for another one: turned away, withdrawn, or ended
 * without fault.
 *
 * @rule AGT-17
 * @category predicates
 */
export const mayReapply = ({ certification: { _tag }, locked }: Agent): boolean =>
  !locked && (_tag === "Denied" || _tag === "Withdrawn" || _tag === "TerminatedVested")

// The manager of an agency of one has nobody else who would apply for it, or look after it.
const appliesAgain = (
  { afterwards }: Permission,
  { agencyId, agentId }: Target,
  { former, self }: Evidence
): boolean => {
  const place = self ?? former
  if (afterwards === undefined || place === undefined) return false
  const { agency, agent, employment } = place
  return (
    mayReapply(agent) &&
    (employment.state !== "Inactive" || employment.reason === "application-ended") &&
    agency.certification._tag !== "Terminated" &&
    agency.managers.includes(agent.agentId) &&
    agency.agencyId === agencyId &&
    (afterwards === "agency" || agent.agentId === agentId)
  )
}

const asMember = (row: Row, role: "agent" | "manager", question: Question, evidence: Evidence, day: CalendarDate) =>
  withConsent(row, asRole(row, role, question, evidence), question, evidence, day)

const asAgent = (row: Row, question: Question, evidence: Evidence, day: CalendarDate, agentId: AgentId): Ruling => {
  const { self } = evidence
  const { grant } = answersOf(row, question.capability, "manager")
  if (grant !== undefined && appliesAgain(row.permission, question.target, evidence)) return grant
  let ruling = asMember(row, "agent", question, evidence, day)
  if (ruling._tag === "Refused" && self !== undefined && self.agency.managers.includes(agentId))
    ruling = asMember(row, "manager", question, evidence, day)
  if (ruling._tag === "Refused") return ruling
  return withStanding(row, ruling, evidence, day, agentId) ?? forTheCase(row, ruling, question, evidence, day)
}

const knobAllows = (knob: StaffKnob, level: Staff.Level, staff: Staff.Staff | undefined, policy: Policy): boolean => {
  switch (knob) {
    case "answer-requests":
      return policy.staffMayAnswerRequests === "both" || (policy.staffMayAnswerRequests === "level-2" && level === 2)
    case "submit-applications":
      return policy.staffMaySubmitApplication
    case "call-service-center":
      return policy.staffMayCallServiceCenter === "with-number"
        ? staff?.staffNumber !== undefined
        : policy.staffMayCallServiceCenter === "yes"
    case "disable-staff":
      return policy.staffMayDisableStaff
  }
}

// The scheduler has what the policy gives it.
const asSystem = (row: Row, question: Question, evidence: Evidence, { policy }: Moment): Ruling =>
  row.permission.systemKnob !== undefined && !policy.systemMayCertifyAgents
    ? answersOf(row, question.capability, "system").denied.policy
    : asRole(row, "system", question, evidence)

// The record decides: a host may let a person work below the recorded level, never above it.
const levelOf = (actor: StaffActor, staff: Staff.Staff | undefined): Staff.Level =>
  actor.level === 2 && (staff === undefined || staff.level === 2) ? 2 : 1

const asStaff = (row: Row, actor: StaffActor, question: Question, evidence: Evidence, moment: Moment): Ruling => {
  const { employer, staff } = evidence
  const { agencyId, userId } = actor
  const level = levelOf(actor, staff)
  const role = level === 1 ? "staff-1" : "staff-2"
  const ruling = asRole(row, role, question, evidence)
  if (ruling._tag === "Refused") return ruling
  const { casework, staffKnob } = row.permission
  if (staffKnob !== undefined && !knobAllows(staffKnob, level, staff, moment.policy))
    return answersOf(row, question.capability, role).denied.policy
  const known = staff?.userId === userId ? staff : undefined
  const gaps = Staff.gaps(known, agencyId)
  if (gaps.length > 0) return Staff.withoutApproval({ userId, gaps })
  // Staff have no authority of their own: theirs is the agency's.
  const certified = employer?.agencyId === agencyId && employer.certification._tag === "Certified"
  if (needsStanding(row.permission) && !certified) return agencyNotCertified({ agencyId })
  const held = casework ? forTheCase(row, ruling, question, evidence, moment.day) : ruling
  return withConsent(row, held, question, evidence, moment.day)
}

const onBehalf = (row: Row, question: Question, acting: ActingId, evidence: Evidence, moment: Moment): Ruling => {
  const { capability, target } = question
  const { principal, self, session } = evidence
  const { asManager, onBehalf: isTakenOver } = row.permission
  if (!isTakenOver && asManager === undefined) return answersOf(row, capability, "manager").denied["on-behalf"]
  const obstructed = obstacle(acting, session, self, principal, moment)
  if (obstructed !== undefined) return obstructed
  const agent = principal as Standing.Member
  const { agentId } = agent.agent
  const stopped = isTakenOver ? frozen(acting, agent, moment.day) : undefined
  if (stopped !== undefined && asManager === undefined) return stopped
  // What the agent may not do now, or never, the manager does by a right of the own, and for this agent alone. @rule AGT-19
  const right = isTakenOver && stopped === undefined ? undefined : asManager
  const role = right === undefined ? "agent" : "manager"
  const { grant } = right === undefined ? answersOf(row, capability, role) : answersOf(rowOf(right), right, role)
  const { denied } = answersOf(row, capability, role)
  if (grant === undefined) return denied.role
  if (grant.scope !== "all" && (target.agentId !== agentId || !inAgency(target, principal))) return denied.own
  const ruling = right === undefined ? withConsent(row, grant, question, evidence, moment.day) : grant
  if (ruling._tag === "Refused") return ruling
  return {
    _tag: "Granted",
    capability,
    permission: grant.permission,
    role,
    scope: grant.scope,
    onBehalfOf: { acting, agentId }
  }
}

// What a consumer has allowed is the own of a counselor where it is work on a case, and elsewhere what names the counselor.
const asCounselor = (row: Row, actor: CounselorActor, question: Question, evidence: Evidence, day: CalendarDate) => {
  const { userId: counselorId } = actor
  const { denied, grant } = answersOf(row, question.capability, "counselor")
  const { allowance } = row.permission
  if (grant === undefined) return denied.role
  // The directory is public, and no work on anybody's case. @rule DEL-02
  if (question.capability === "search-directory") return grant
  const { caseId, counselorId: owner } = question.target
  const obstructed = () =>
    Counselor.obstacle(counselorId, evidence.counselor ?? { counselor: undefined, entity: undefined }, day)
  if (allowance === undefined)
    return grant.scope === "all" || owner === counselorId ? (obstructed() ?? grant) : denied.own
  const consents = (evidence.consents ?? []).filter((consent) => consent.caseId === caseId)
  return (
    obstructed() ??
    (permits(consents, { _tag: "Counselor", counselorId }, allowance, day)
      ? grant
      : notAllowedByConsumer({ counselorId, allowance }))
  )
}

const roleOf = (actor: Exclude<Actor, StaffActor | CounselorActor>): Role => {
  switch (actor._tag) {
    case "Consumer":
      return "consumer"
    case "Applicant":
      return "applicant"
    case "Agent":
      return "agent"
    case "ServiceCenter":
      return "service-center"
    case "Exchange":
      return "exchange"
    case "System":
      return "system"
  }
}

// Nobody has said what every object inherits, should something in the process have put it there.
const unsaid: Target & Pick<Question, "acting" | "secondFactor"> = {}
const isSaid = (): boolean =>
  unsaid.acting === undefined &&
  unsaid.secondFactor === undefined &&
  unsaid.agencyId === undefined &&
  unsaid.agentId === undefined &&
  unsaid.counselorId === undefined &&
  unsaid.caseId === undefined

/** The question with fields of its own alone: an absent field is there and says nothing. */
const ownOf = (question: Question): Question => {
  const target = {
    ...{ agencyId: undefined, agentId: undefined, counselorId: undefined, caseId: undefined },
    ...question.target
  }
  return { acting: undefined, secondFactor: undefined, ...question, target } as unknown as Question
}

// Whose account opens the cases of many is asked for more than a password; everybody else has nobody's but the own.
const factorOf = ({ actor, secondFactor }: Question, { secondFactor: asked }: Policy): Refusal | undefined => {
  const isAsked = actor._tag === "Agent" || actor._tag === "Staff"
  if (asked === "none" || !isAsked || secondFactor === true) return undefined
  return secondFactorMissing({ of: actor._tag === "Agent" ? "agent" : "staff" })
}

/**
 * Judges one question.
 *
 * **Details**: what the policy asks of a sign-in comes first, in a session for somebody as well, so that whoever has stolen
 * a password learns nothing of what the account may do.
 *
 * **Rules**: SEC-01, EMP-02, ACT-01, ACT-02, DEL-30, STF-01..06, ENT-01, DEL-28, CON-01, DEL-18, AGT-17.
 *
 * @category queries
 */
export const judge = (asked: Question, evidence: Evidence, moment: Moment): Ruling => {
  const question = isSaid() ? asked : ownOf(asked)
  const { acting, actor } = question
  const unfactored = factorOf(question, moment.policy)
  if (unfactored !== undefined) return unfactored
  const row = rowOf(question.capability)
  if (acting !== undefined) return onBehalf(row, question, acting, evidence, moment)
  if (actor._tag === "Agent") return asAgent(row, question, evidence, moment.day, actor.agentId)
  if (actor._tag === "Counselor") return asCounselor(row, actor, question, evidence, moment.day)
  if (actor._tag === "System") return asSystem(row, question, evidence, moment)
  return actor._tag === "Staff"
    ? asStaff(row, actor, question, evidence, moment)
    : asRole(row, roleOf(actor), question, evidence)
}
