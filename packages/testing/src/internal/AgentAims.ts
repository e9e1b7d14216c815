/**
 * Wishes that aim at a refusal that hardly anybody meets by chance: of agents, their certification and their place.
 *
 * @since 0.1.0
 */
import type { Command } from "@agencybook/application/Catalogue"
import type { Agent } from "@agencybook/core/Agent"
import * as Dates from "@agencybook/core/CalendarDate"
import { isHeld } from "@agencybook/core/Certification"
import { isUnassociated } from "@agencybook/core/Employment"
import type * as Id from "@agencybook/core/Id"
import { proofs } from "@agencybook/core/Policy"
import * as Requirement from "@agencybook/core/Requirement"
import * as Upkeep from "@agencybook/core/Upkeep"
import * as Sample from "../Sample.ts"
import * as World from "../World.ts"
import { aProfileEdit } from "./AgentChoice.ts"
import { agencyOf, agentOf, byTheExchange, byTheSystem, nobody, placeOf, twoAgents } from "./Aim.ts"
import { agentAs, one, type Wishing } from "./DifferentialWish.ts"

/** The exam again of whoever has passed it. */
export const examAgain: Wishing = (choice) => {
  const passed = agentOf(
    choice,
    ({ certification }) => "checklist" in certification && certification.checklist.items["exam-passed"].state === "Met"
  )
  return passed && byTheExchange({ _tag: "RecordExam", agentId: passed.agentId, score: 90 })
}

/** A result of the exam that was wrong, is right after all, or was never recorded. */
export const examCorrected: Wishing = (choice) => {
  const { seed } = choice
  const applicant = agentOf(choice, ({ certification }) => "checklist" in certification || isHeld(certification))
  const tried = agentOf(
    choice,
    ({ certification }) => "checklist" in certification && Requirement.lastResult(certification.checklist) !== undefined
  )
  const agentId = (tried !== undefined && seed.chance(80) ? tried : applicant)?.agentId
  const score = seed.pick([undefined, 79, 79, 80, 90, 101])
  return agentId && byTheExchange({ _tag: "CorrectExam", agentId, ...(score === undefined ? {} : { score }) })
}

/** The exam recorded like any other item. */
export const examWithoutScore: Wishing = (choice) => {
  const some = agentOf(choice, ({ certification }) => "checklist" in certification || isHeld(certification))
  return (
    some && byTheExchange({ _tag: "RecordRequirement", agentId: some.agentId, item: "exam-passed", outcome: "Met" })
  )
}

/** An outcome of an item that waits for another one. */
export const itemTooEarly: Wishing = (choice) => {
  const { seed } = choice
  const waiting = ({ certification }: Agent): ReadonlyArray<Requirement.Item> => {
    if (certification._tag !== "Pending") return []
    const { checklist } = certification
    const next = Requirement.nextItems(checklist)
    return Requirement.openItems(checklist).filter((item) => item !== "exam-passed" && !next.includes(item))
  }
  const applicant = agentOf(choice, (agent) => waiting(agent).length > 0)
  if (applicant === undefined) return undefined
  const { agentId } = applicant
  const outcome = seed.pick(["InProgress", "InProgress", "Failed", "Met", "Waived"] as const)
  return byTheExchange({ _tag: "RecordRequirement", agentId, item: seed.pick(waiting(applicant)), outcome })
}

/** A first term that has not begun, or is over. */
export const anotherTerm: Wishing = (choice) => {
  const { day = Sample.today, seed } = choice
  const eligible = agentOf(choice, ({ certification: { _tag } }) => _tag === "Eligible")
  if (eligible === undefined) return undefined
  const from = Dates.plusDays(day, seed.pick([1, 30, -365]))
  const term = { ...Sample.term, from, until: Dates.plusDays(from, 365) }
  return byTheExchange({ _tag: "CertifyAgent", agentId: eligible.agentId, term })
}

/** Somebody on no roster would be certified. */
export const certifiedNowhere: Wishing = (choice) => {
  const lost = agentOf(
    choice,
    ({ agentId, certification: { _tag } }) =>
      ["Incomplete", "Pending", "Eligible"].includes(_tag) && placeOf(choice, agentId) === undefined
  )
  if (lost === undefined) return undefined
  const { agentId, certification } = lost
  return byTheExchange(
    certification._tag === "Incomplete"
      ? { _tag: "SubmitAgent", agentId }
      : { _tag: "CertifyAgent", agentId, term: Sample.term }
  )
}

/** A next term that is too short, too long, or comes when its grace is over. */
export const nextTerm: Wishing = (choice) => {
  const { day = Sample.today, seed } = choice
  const soon = Dates.plusDays(day, 90)
  const all = World.records(choice.world, "agent").filter(
    ({ certification }) => isHeld(certification) && certification.term.until <= soon
  )
  const late = all.filter(({ renewUntil }) => renewUntil !== undefined && renewUntil <= day)
  const ending = one(choice, late.length > 0 && seed.chance(50) ? late : all)
  if (ending === undefined || !isHeld(ending.certification)) return undefined
  const { term, upkeep = Upkeep.takenOver } = ending.certification
  const open = Upkeep.openOn(upkeep, term.until < day ? day : term.until)
  if (open.length > 0 && seed.chance(50)) {
    const [item] = open
    return byTheExchange(
      item === "exam-passed"
        ? { _tag: "RecordExam", agentId: ending.agentId, score: 100 }
        : { _tag: "RecordRequirement", agentId: ending.agentId, item: item ?? "fee-paid", outcome: "Met" }
    )
  }
  const until = Dates.plusDays(term.until, seed.pick([0, -30, 365, 4_000]))
  return byTheExchange({ _tag: "RecertifyAgent", agentId: ending.agentId, until })
}

/** The daily run of just the day on which a suspension is over. */
export const suspensionOver: Wishing = (choice) => {
  const { day = Sample.today } = choice
  const over = agentOf(
    choice,
    ({ certification }) =>
      certification._tag === "Suspended" && certification.until !== undefined && certification.until <= day
  )
  const until = over?.certification._tag === "Suspended" ? over.certification.until : undefined
  if (over === undefined || until === undefined) return undefined
  return byTheSystem({ _tag: "RunCertificationDaily", agentId: over.agentId, day: until })
}

/** An end of a certification for which the finding or the fitting reason is missing. */
export const unfoundedEnd: Wishing = (choice) => {
  const agent = agentOf(choice, ({ certification }) => isHeld(certification))
  if (agent === undefined) return undefined
  const { agentId } = agent
  const cause = { _tag: "TerminateAgent", agentId, forCause: true, reason: "breach" } as const
  return byTheExchange(
    choice.seed.pick<Command>([
      cause,
      { ...cause, finding: { ...Sample.finding, proof: proofs[0] } },
      { ...cause, finding: { ...Sample.finding, proof: choice.seed.pick(proofs) } },
      { ...cause, reason: "retired", finding: Sample.finding },
      { _tag: "TerminateAgent", agentId, forCause: false, reason: "breach" }
    ])
  )
}

/** Somebody whose certification is over for good is taken back without an application. */
export const backAfterTheEnd: Wishing = (choice) => {
  const over = agentOf(choice, ({ certification: { _tag } }) => _tag.startsWith("Terminated"))
  return over && byTheExchange({ _tag: "ReinstateAgent", agentId: over.agentId })
}

/** A licence or an NPN that somebody else has. */
export const licenceOfAnother: Wishing = (choice) => {
  const { day = Sample.today, seed } = choice
  const [agent, other] = twoAgents(choice) ?? []
  if (agent === undefined || other === undefined) return undefined
  const { agentId } = agent
  const { number } = other.licence
  if (seed.chance(40))
    return {
      command: { _tag: "ReportAgentChange", agentId, change: { _tag: "Licence", number }, happenedOn: day },
      actor: seed.chance(60) ? agentAs(agentId) : Sample.exchange
    }
  const { licence, npn } = agent
  return byTheExchange(
    seed.chance(60)
      ? { _tag: "RecordLicence", agentId, licence: { ...licence, number } }
      : { _tag: "RecordLicence", agentId, licence, npn: seed.chance(80) ? other.npn : npn }
  )
}

/** What shows of somebody is changed by the agency while that is closed, or by anybody who has left for good. */
export const closedProfile: Wishing = (choice) => {
  const agent = agentOf(choice, ({ certification: { _tag } }) => _tag !== "Certified")
  if (agent === undefined) return undefined
  const { agentId } = agent
  const place = placeOf(choice, agentId)
  const managerId = place && choice.world.agency.get(place.agencyId)?.managers[0]
  const actor = managerId === undefined || choice.seed.chance(30) ? Sample.exchange : agentAs(managerId)
  return { command: aProfileEdit(choice, agentId), actor }
}

/** Somebody who was never taken on is set active. */
export const neverTakenOn: Wishing = (choice) => {
  const refused = one(
    choice,
    World.records(choice.world, "employment").filter((place) => place.state === "Inactive" && isUnassociated(place))
  )
  if (refused === undefined) return undefined
  const { agencyId, agentId } = refused
  return byTheExchange({ _tag: "SetAgentActive", agencyId, agentId })
}

/** An agency asks for somebody who has nothing to take along. */
export const nothingToTake: Wishing = (choice) => {
  const agent = agentOf(
    choice,
    ({ agentId, certification: { _tag } }) => _tag !== "Certified" && placeOf(choice, agentId) === undefined
  )
  const agency = agencyOf(choice)
  if (agent === undefined || agency === undefined) return undefined
  const { licence, npn } = agent
  return byTheExchange({ _tag: "AssociateAgent", agencyId: agency.agencyId, licence: licence.number, npn })
}

/** A place for somebody nobody knows. */
export const unknownApplicant: Wishing = (choice) => {
  const agency = agencyOf(choice)
  const agentId = nobody<Id.AgentId>(choice)
  return agency && byTheExchange({ _tag: "PlaceApplicant", agencyId: agency.agencyId, agentId })
}

/** An account that the exchange has locked would be opened by the agent. */
export const lockedByExchange: Wishing = (choice) => {
  const locked = agentOf(choice, (agent) => agent.locked)
  if (locked === undefined) {
    const other = agentOf(choice, () => true)
    return other && byTheExchange({ _tag: "LockAgent", agentId: other.agentId, reason: "shared-login" })
  }
  const { agentId } = locked
  return { command: { _tag: "UnlockAgent", agentId }, actor: choice.seed.chance(70) ? Sample.system : agentAs(agentId) }
}
