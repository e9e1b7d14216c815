/**
 * What people want next of a certification: applicants, the exchange, the regulator, and the calendar.
 *
 * @since 0.1.0
 */
import type { Command } from "@agencybook/application/Catalogue"
import type { Agent } from "@agencybook/core/Agent"
import { dueOn } from "@agencybook/core/AgentDiary"
import { reasons } from "@agencybook/core/AgentLock"
import * as Dates from "@agencybook/core/CalendarDate"
import { isOpen } from "@agencybook/core/Delegation"
import { isUnassociated } from "@agencybook/core/Employment"
import type { AgentId } from "@agencybook/core/Id"
import { calheers, proofs } from "@agencybook/core/Policy"
import { items } from "@agencybook/core/Requirement"
import * as Upkeep from "@agencybook/core/Upkeep"
import * as Sample from "../Sample.ts"
import * as World from "../World.ts"
import { aBar, aLoginChange, anAssociationStep, aProfileEdit, aReport } from "./AgentChoice.ts"
import { anAgent, type Choice } from "./CommandChoice.ts"
import { agentAs, one, type Wish, type Wishing } from "./DifferentialWish.ts"

const reason = "under-investigation"

const suspension = ({ day = Sample.today, seed }: Choice, agentId: AgentId): Wish => {
  const why = seed.chance(85) ? reason : seed.pick(["breach", "licence-inactive", "retired"] as const)
  const until = seed.chance(40) ? { until: Dates.plusDays(day, seed.pick([0, 1, 7, 90, 91])) } : {}
  const command: Command = { _tag: "SuspendAgent", agentId, reason: why, ...until }
  // A program, which may look at the licence alone.
  return seed.chance(12) ? { command, actor: Sample.system } : { command }
}

const termination = (choice: Choice, agentId: AgentId): Command => {
  const { seed } = choice
  const forCause = seed.chance(50)
  const why = seed.chance(85)
    ? forCause
      ? ("breach" as const)
      : seed.pick(["voluntary", "retired", "left-state"] as const)
    : seed.pick(["breach", reason, "retired"] as const)
  const finding = { ...Sample.finding, proof: seed.pick(["finding" as const, ...proofs]) }
  return {
    ...{ _tag: "TerminateAgent", agentId, forCause, reason: why },
    ...(forCause && seed.chance(85) ? { finding } : {}),
    ...(forCause || seed.chance(10) ? aBar(choice) : {})
  }
}

/** A score at the mark or a point below it, rarely one that nobody can have. */
const aScore = ({ policy = calheers, seed }: Choice): number => {
  const { passMark } = policy.exam
  return seed.pick([100, passMark, passMark, passMark, passMark - 1, passMark - 1, passMark - 1, 0, 101])
}

/** What is met again for a certification that holds, and the next term. */
const renewal = (choice: Choice, agentId: AgentId, until: Dates.CalendarDate): Command => {
  const { day = Sample.today, seed, world } = choice
  const kind = seed.int(10)
  if (kind < 4) {
    const ending = World.records(world, "agent").flatMap(({ agentId: id, certification }) =>
      (certification._tag === "Certified" || certification._tag === "Suspended") &&
      certification.term.until <= Dates.plusDays(day, 90)
        ? [{ id, last: certification.term.until, upkeep: certification.upkeep ?? Upkeep.takenOver }]
        : []
    )
    const ready = ending.filter(({ last, upkeep }) => Upkeep.openOn(upkeep, last < day ? day : last).length === 0)
    const chosen = one(choice, ready.length > 0 && seed.chance(70) ? ready : ending)
    const last = chosen?.last ?? until
    const next = Dates.plusDays(last, seed.pick([365, 365, 365, 365, 0, 3_000]))
    return { _tag: "RecertifyAgent", agentId: chosen?.id ?? agentId, until: next }
  }
  if (kind < 5) return { _tag: "RequireAmendment", agentId, signBy: Dates.plusDays(day, seed.pick([0, 1, 7, 20, 90])) }
  if (kind < 7) return { _tag: "RecordExam", agentId, score: aScore(choice) }
  const item = seed.pick(["agreement-signed", "training-complete", "voter-registration-training", "fee-paid"] as const)
  return { _tag: "RecordRequirement", agentId, item, outcome: seed.chance(92) ? "Met" : "Failed" }
}

/** What the regulator says, some percent of the time that the licence is not active. */
const licenceOf = (choice: Choice, { agentId, licence }: Agent, percent: number): Command => {
  const { day = Sample.today, n, seed, world } = choice
  const good = { ...licence, status: "active", health: true, expiresOn: Dates.make("2027-06-30") } as const
  const bad = seed.pick([
    { status: "inactive" },
    { status: "revoked" },
    { health: false },
    { expiresOn: Dates.plusDays(day, -1) }
  ] as const)
  const taken = seed.chance(40) ? world.agent.get(anAgent(choice))?.npn : undefined
  const corrected = seed.chance(8) ? { npn: taken ?? Sample.profile(7_200 + seed.int(n + 1)).npn } : {}
  return { _tag: "RecordLicence", agentId, licence: seed.chance(percent) ? { ...good, ...bad } : good, ...corrected }
}

/** Whatever comes next for an agent: the application, its end, suspensions, and what the regulator says. */
export const career: Wishing = (choice) => {
  const { seed, world } = choice
  const agents = World.records(world, "agent")
  const others = agents.filter(({ certification: { _tag } }) => _tag !== "Certified")
  const agent: Agent | undefined = one(choice, others.length > 0 && seed.chance(75) ? others : agents)
  if (agent === undefined) return undefined
  const { agentId, certification } = agent
  // By the place in the story and not by a draw of its own, so that stories of other parts stay as they are.
  const odd = choice.n % 2 === 0 ? { number: "GA-77" } : { from: Dates.make("2026-11-01") }
  const term = seed.chance(90) ? Sample.term : { ...Sample.term, ...odd }
  const wants = (command: Command): Wish => ({ command })
  switch (certification._tag) {
    case "Incomplete":
      return wants({ _tag: seed.chance(12) ? "WithdrawAgent" : "SubmitAgent", agentId })
    case "Pending": {
      const isPlaced = World.records(world, "employment").some(
        (place) => place.agentId === agentId && place.state !== "Inactive"
      )
      if (!isPlaced && seed.chance(30)) return wants(anAssociationStep(choice, "PlaceApplicant"))
      const open = items.find((item) => !["Met", "Waived"].includes(certification.checklist.items[item].state))
      if (seed.chance(10)) return wants({ _tag: "CertifyAgent", agentId, term })
      const item = open === undefined || seed.chance(8) ? seed.pick(items) : open
      return item === "exam-passed" && !seed.chance(5)
        ? wants({ _tag: "RecordExam", agentId, score: aScore(choice) })
        : wants({
            _tag: "RecordRequirement",
            agentId,
            item,
            outcome: seed.chance(85) ? "Met" : seed.pick(["Waived", "Failed", "InProgress"])
          })
    }
    case "Eligible":
      if (seed.chance(15)) return wants({ _tag: "RecordRequirement", agentId, item: "fee-paid", outcome: "Failed" })
      return seed.chance(80)
        ? { command: { _tag: "CertifyAgent", agentId, term }, ...(seed.chance(15) ? { actor: Sample.system } : {}) }
        : wants({
            _tag: seed.pick(["DenyAgent", "WithdrawAgent"]),
            agentId,
            reason: seed.chance(90) ? reason : "retired"
          } as Command)
    case "Certified":
      if (seed.chance(45)) return wants(renewal(choice, agentId, certification.term.until))
      if (seed.chance(35)) return suspension(choice, agentId)
      return seed.chance(12) ? wants(termination(choice, agentId)) : wants(licenceOf(choice, agent, 20))
    case "Suspended":
      if (seed.chance(12)) return wants(licenceOf(choice, agent, 40))
      if (certification.reconsiderUntil === undefined ? seed.chance(5) : seed.chance(70))
        return certification.reconsideration === undefined && !seed.chance(10)
          ? {
              command: { _tag: "RequestReconsideration", agentId },
              actor: seed.chance(50) ? agentAs(agentId) : Sample.exchange
            }
          : wants({ _tag: "UpholdSuspension", agentId })
      return seed.chance(80) ? wants({ _tag: "ReinstateAgent", agentId }) : wants(termination(choice, agentId))
    case "Denied":
    case "Withdrawn":
    case "Discarded":
    case "TerminatedVested":
    case "TerminatedForCause":
    case "Deceased": {
      const agencyId = World.records(world, "employment").find((place) => place.agentId === agentId)?.agencyId
      const managerId = agencyId && world.agency.get(agencyId)?.managers[0]
      const command: Command = { _tag: seed.chance(92) ? "ReapplyAgent" : "ReinstateAgent", agentId }
      // Whoever manages an agency alone applies for the own person.
      const whom = seed.chance(50) ? managerId : agentId
      return whom === undefined || seed.chance(50) ? { command } : { command, actor: agentAs(whom) }
    }
  }
}

/** The daily run, mostly for somebody for whom it has something to do. */
export const daily: Wishing = (choice) => {
  const { day = Sample.today, seed, world } = choice
  const due = World.records(world, "agent").filter((agent) => (dueOn(agent) ?? "9999") <= day)
  // Reminders are due all the time; what moves somebody is not.
  const others = due.filter(({ certification: { _tag } }) => _tag !== "Certified" && _tag !== "Pending")
  const chosen = one(choice, others.length > 0 && seed.chance(50) ? others : due)
  const agentId = seed.chance(80) ? (chosen?.agentId ?? anAgent(choice)) : anAgent(choice)
  // The first day on which something is due is where a rule can be wrong by one.
  const first = chosen?.agentId === agentId && seed.chance(50) ? dueOn(chosen) : undefined
  const on = first !== undefined && first <= day ? first : Dates.plusDays(day, seed.pick([0, 0, 0, -1, 1]))
  return { command: { _tag: "RunCertificationDaily", agentId, day: on } }
}

/** Somebody on no roster loses the certification, applies anew and is placed. */
const astray = (choice: Choice, agent: Agent | undefined): Command | undefined => {
  const { agentId, certification } = agent ?? {}
  if (agentId === undefined) return undefined
  switch (certification?._tag) {
    case "Certified":
      return choice.seed.chance(25)
        ? { _tag: "TerminateAgent", agentId, forCause: false, reason: "retired" }
        : undefined
    case "Denied":
    case "Withdrawn":
    case "TerminatedVested":
      return { _tag: "ReapplyAgent", agentId }
    case "Incomplete":
    case "Pending":
    case "Eligible":
      return choice.seed.chance(20)
        ? { _tag: "CertifyAgent", agentId, term: Sample.term }
        : anAssociationStep(choice, "PlaceApplicant")
    default:
      return undefined
  }
}

/** An agency asks for somebody who left another one, and the exchange looks it over. */
export const moving: Wishing = (choice) => {
  const { seed, world } = choice
  const places = World.records(world, "employment")
  if (places.some(({ review }) => review === true) && seed.chance(75)) {
    const name = seed.pick([
      ...(["ApproveAssociation", "ApproveAssociation", "DeclineAssociation", "WithdrawAssociation"] as const)
    ])
    return { command: anAssociationStep(choice, name), actor: Sample.exchange }
  }
  const busy = new Set(World.records(world, "delegation").flatMap((one) => (isOpen(one) ? [one.delegate.agentId] : [])))
  const open = new Set(places.flatMap(({ agentId, state }) => (state === "Inactive" ? [] : [agentId])))
  const nowhere = World.records(world, "agent").filter(({ agentId }) => !open.has(agentId))
  const free = nowhere.some(({ certification }) => certification._tag === "Certified")
  const step = seed.chance(26) ? astray(choice, one(choice, nowhere)) : undefined
  if (step !== undefined) return { command: step, actor: Sample.exchange }
  const idle = one(
    choice,
    places.filter(({ agentId, state }) => state === "Active" && !busy.has(agentId))
  )
  const refused = one(
    choice,
    places.filter((place) => place.state === "Inactive" && isUnassociated(place))
  )
  if (refused !== undefined && seed.chance(15))
    return {
      command: { _tag: "SetAgentActive", agencyId: refused.agencyId, agentId: refused.agentId },
      actor: Sample.exchange
    }
  // Somebody has to leave before anybody can come.
  if (!free && idle !== undefined && seed.chance(80)) {
    const { agencyId, agentId } = idle
    return {
      command: { _tag: "SetAgentInactive", agencyId, agentId, reason: "left-agency" },
      actor: Sample.exchange
    }
  }
  const name = seed.chance(85) ? "AssociateAgent" : seed.chance(50) ? "PlaceApplicant" : "ApproveAssociation"
  const command = anAssociationStep(choice, name)
  return seed.chance(70) ? { command, actor: Sample.exchange } : { command }
}

/** An account is locked, mostly that of somebody who is not, and opened again. */
const locking = (choice: Choice, agentId: AgentId): Wish => {
  const { seed, world } = choice
  const who = one(
    choice,
    World.records(world, "agent").filter(({ locked }) => locked)
  )
  return who !== undefined && seed.chance(65)
    ? {
        command: { _tag: "UnlockAgent", agentId: seed.chance(90) ? who.agentId : agentId },
        actor: seed.pick([Sample.exchange, Sample.system, agentAs(agentId)])
      }
    : {
        command: { _tag: "LockAgent", agentId, reason: seed.pick(reasons) },
        actor: seed.pick([agentAs(agentId), Sample.exchange, Sample.system])
      }
}

/** An agent tells of a change, the regulator confirms a new licence, and the exchange looks at it. */
export const reporting: Wishing = (choice) => {
  const { seed, world } = choice
  if (seed.chance(25)) {
    const agentId = anAgent(choice)
    if (seed.chance(35)) return locking(choice, agentId)
    const place = World.records(world, "employment").find((one) => one.agentId === agentId && one.state !== "Inactive")
    const managerId = place && world.agency.get(place.agencyId)?.managers[0]
    return {
      command: seed.chance(40) ? aLoginChange(choice, agentId) : aProfileEdit(choice, agentId),
      actor: seed.pick([agentAs(agentId), agentAs(managerId ?? agentId), Sample.exchange])
    }
  }
  const waiting = one(
    choice,
    World.records(world, "agent").filter(({ reports }) => reports !== undefined)
  )
  if (waiting === undefined || seed.chance(40)) {
    const agentId = anAgent(choice)
    return { command: aReport(choice, agentId), actor: seed.chance(70) ? agentAs(agentId) : Sample.exchange }
  }
  const { agentId, licence, reports = {} } = waiting
  const number = reports.licence?.number
  if (number !== undefined && number !== licence.number && seed.chance(60))
    return { command: { _tag: "RecordLicence", agentId, licence: { ...licence, number } } }
  const about = seed.pick(["name", "licence", "address"] as const)
  const known = (["name", "licence", "address"] as const).filter((one) => reports[one] !== undefined)
  return {
    command: { _tag: "ReviewAgentChange", agentId, about: seed.chance(90) ? (one(choice, known) ?? about) : about }
  }
}
