/**
 * Questions to the permission table, and what it grants by hand.
 *
 * @since 0.1.0
 */
import type { Actor } from "@agencybook/core/Actor"
import type { Evidence, Moment, Question, Target } from "@agencybook/core/Authority"
import type { Capability } from "@agencybook/core/Capability"
import type * as Certification from "@agencybook/core/Certification"
import * as Id from "@agencybook/core/Id"
import type { Member } from "@agencybook/core/Standing"
import * as fc from "fast-check"
import { type Cell, type Role, roles, table, withheldFrom } from "../AuthorityTable.ts"
import * as EntitySample from "../EntitySample.ts"
import type { Rules } from "../Rules.ts"
import * as Sample from "../Sample.ts"
import { ofPolicy } from "./PolicyInForce.ts"

/** The moment in which the questions are asked. @category models */
export const moment = (): Moment => ({ at: Sample.now, day: Sample.today, policy: Sample.policy() })
const userId = Id.make<Id.UserId>("user-1")
const capabilities = Object.keys(table) as ReadonlyArray<Capability>

const of = (agency: number, n: number): Target => ({
  ...{ agencyId: Sample.agencyId(agency), agentId: Sample.agentId(n), caseId: Sample.caseId(n) },
  counselorId: EntitySample.counselor(n).counselorId
})
/** What is touched, by its relation to the actor: agent 1 of agency 0. @category models */
export const targets: Readonly<Record<string, Target>> = {
  own: of(0, 1),
  agency: of(0, 4),
  foreign: of(7, 7),
  // What the agent did for another agency before.
  former: { agencyId: Sample.agencyId(7), agentId: Sample.agentId(1), caseId: Sample.caseId(7) },
  none: {}
}

/** An actor in a role. @category constructors */
export const actorOf = (role: Role): Actor => {
  switch (role) {
    case "consumer":
      return Sample.asConsumer(1)
    case "applicant":
      return { _tag: "Applicant", userId }
    case "agent":
    case "manager":
      return Sample.asAgent(1)
    case "staff-1":
    case "staff-2":
      return Sample.asStaff(0, role === "staff-1" ? 1 : 2)
    case "counselor":
      return EntitySample.asCounselor(1)
    case "service-center":
      return Sample.serviceCenter
    case "exchange":
      return Sample.exchange
    case "system":
      return Sample.system
  }
}
/** Checks whether a role is one of staff. @category predicates */
const isStaff = (role: Role): boolean => role === "staff-1" || role === "staff-2"
const asManager = (member: Member): Member => ({
  ...member,
  agency: { ...member.agency, managers: [member.agent.agentId] }
})
/** A counselor with standing whom the consumer of case 1 has allowed everything. @category models */
const counselorEvidence: Evidence = {
  counselor: { counselor: EntitySample.counselor(1), entity: EntitySample.entity() },
  consents: [
    Sample.consent(1, "Granted", {
      grantee: { _tag: "Counselor", counselorId: EntitySample.counselor(1).counselorId }
    })
  ]
}
/** The evidence for an actor in a role. @category constructors */
export const evidenceOf = (role: Role, member = Sample.member(1)): Evidence => {
  if (role === "manager") return { self: asManager(member) }
  if (role === "agent") return { self: member }
  if (role === "counselor") return counselorEvidence
  if (!isStaff(role)) return {}
  return { employer: member.agency, staff: Sample.staff(0, { level: role === "staff-1" ? 1 : 2 }) }
}
/** What staff of the first level may do already, in most exchanges. */
export const ofFirstLevel: ReadonlyArray<Capability> = [
  ...(["view-agency", "view-roster", "view-agency-book", "start-application", "update-application"] as const),
  ...(["submit-application", "upload-consumer-document", "call-service-center"] as const)
]
/** What leads to authority and therefore cannot ask for it. */
export const beforeAuthority: ReadonlyArray<Capability> = [
  ...(["complete-agency", "edit-agency"] as const),
  ...(["request-agency-change", "submit-agency", "withdraw-agent"] as const),
  // To see where one stands.
  ...(["view-agency", "view-agent"] as const)
]
/** What binds the agency: for an applicant, and for whoever has not lost the certification. @rule AGY-05 */
export const binding: ReadonlyArray<Capability> = ["name-signer", "sign-agreement"]
const ofOneself: ReadonlyArray<Capability> = [
  ...(["report-agent-change", "edit-agent-profile", "change-agent-login", "lock-agent"] as const),
  // The extranet asks for the certification itself, and a suspension may be asked about without a place.
  ...(["use-extranet", "reset-extranet", "request-reconsideration"] as const)
]
/** Checks whether something is about the own person, which needs neither authority nor an agency. @rule AGT-21 EXT-10 @category predicates */
export const tellsOfSelf = ({ capability, target }: Asked): boolean =>
  ofOneself.includes(capability) && target === "own"
/** States in which a certification is over for good or until a new application. @category models */
export const over: ReadonlyArray<Certification.State> = [
  "Discarded",
  "TerminatedVested",
  "TerminatedForCause",
  "Deceased"
]

const reaches = (cell: Cell | undefined, target: string): boolean =>
  cell === "all" ||
  (cell === "own" && target === "own") ||
  (cell === "agency" && (target === "own" || target === "agency"))
/** Checks whether the policy withholds a capability from one of some roles, although the table by hand has it. @category predicates */
export const isWithheld = (capability: Capability, ...some: ReadonlyArray<Role>): boolean =>
  some.some((role) => withheldFrom(role, Sample.policy()).includes(capability))
/** Checks whether the table by hand allows a capability. @category predicates */
export const allowed = (capability: Capability, role: Role, target: string): boolean =>
  !isWithheld(capability, role) &&
  (reaches(table[capability]?.[role], target) || (role === "manager" && reaches(table[capability]?.agent, target)))

/** A question: a capability, a role and a relation. @category models */
export interface Asked {
  readonly capability: Capability
  readonly role: Role
  readonly target: string
}
/** Questions about some capabilities, or all. @category generators */
export const asked = (some: ReadonlyArray<Capability> = capabilities): fc.Arbitrary<Asked> =>
  fc.record({
    capability: fc.constantFrom(...some),
    role: fc.constantFrom(...roles),
    target: fc.constantFrom(...Object.keys(targets))
  })
/** Questions to which the table by hand says yes for some roles; what else they need is another matter. @category generators */
export const granted = (...some: ReadonlyArray<Role>): fc.Arbitrary<Asked> =>
  ofPolicy(() =>
    fc.constantFrom(
      ...some.flatMap((role) =>
        capabilities.flatMap((capability) =>
          Object.keys(targets).flatMap((target) =>
            allowed(capability, role, target) ? [{ capability, role, target }] : []
          )
        )
      )
    )
  )
/** Whoever holds the case of a target, able to act. @category models */
export const holders: Readonly<Record<string, Evidence>> = {
  own: { delegate: Sample.member(1) },
  agency: { delegate: Sample.member(4) }
}
/** Asks a question of the rules; the agent of the target may act unless the evidence says otherwise. @category queries */
export const judge = (
  rules: Rules,
  { capability, role, target }: Asked,
  evidence = evidenceOf(role),
  at = moment(),
  how: Pick<Question, "acting" | "secondFactor"> = { secondFactor: true }
) =>
  rules.authority.judge(
    { capability, actor: actorOf(role), target: targets[target] ?? {}, ...how },
    { ...holders[target], ...evidence },
    at
  )
