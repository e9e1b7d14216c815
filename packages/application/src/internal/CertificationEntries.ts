/**
 * The entries of the catalogue for the certification of agents.
 *
 * @since 0.1.0
 */
import * as Agency from "@agencybook/core/Agency"
import type { Agent } from "@agencybook/core/Agent"
import * as AgentLock from "@agencybook/core/AgentLock"
import * as AgentLogin from "@agencybook/core/AgentLogin"
import * as AgentProfile from "@agencybook/core/AgentProfile"
import * as AgentReport from "@agencybook/core/AgentReport"
import type { Target } from "@agencybook/core/Authority"
import * as Cascade from "@agencybook/core/Cascade"
import * as Certification from "@agencybook/core/Certification"
import * as CertificationDaily from "@agencybook/core/CertificationDaily"
import * as Decertification from "@agencybook/core/Decertification"
import { acceptAll, type Context, type Decision, firstRefusal } from "@agencybook/core/Decider"
import * as Delegation from "@agencybook/core/Delegation"
import * as Disposition from "@agencybook/core/Disposition"
import * as Employment from "@agencybook/core/Employment"
import { type Facts, read, type Selection, write } from "@agencybook/core/Facts"
import type * as Id from "@agencybook/core/Id"
import * as LicenceCheck from "@agencybook/core/LicenceCheck"
import type { Policy } from "@agencybook/core/Policy"
import * as Recertification from "@agencybook/core/Recertification"
import type { Event } from "@agencybook/core/Record"
import * as Schemas from "@agencybook/core/schema/CertificationCommand"
import {
  AgentLockCommand,
  AgentLoginCommand,
  AgentProfileCommand,
  CertificationCommand
} from "@agencybook/core/schema/Command"
import { defined, type Entry } from "./CatalogueEntry.ts"
import { watched, watchReads } from "./ManagerWatch.ts"
import { besideOf, besideReads, consentReads, consentsOf } from "./RequestConsents.ts"

/** The open employment of an agent, or else the one that changed last. */
const latestEmployment = (facts: Facts, agentId: Id.AgentId): Employment.Employment | undefined =>
  facts.find("employment", "open", agentId)[0] ??
  facts
    .find("employment", "agent", agentId)
    .reduce<Employment.Employment | undefined>(
      (latest, one) => (latest && latest.since > one.since ? latest : one),
      undefined
    )

/** The agency in which an agent works or applies; none that merely asks for the agent, for there nobody is back yet. */
const openInOf = (facts: Facts, agentId: Id.AgentId): Id.AgencyId | undefined =>
  facts.find("employment", "open", agentId).find((one) => !Employment.isUnapproved(one))?.agencyId

type Step = { readonly agentId: Id.AgentId }

/** The agency in which an agent works or applies; none that merely asked for the agent, or was left. */
const target = ({ agentId }: Step, facts: Facts): Target => {
  const place = facts.find("employment", "open", agentId).find((one) => !Employment.isUnapproved(one))
  return { agentId, ...(place === undefined ? {} : { agencyId: place.agencyId }) }
}

/**
 * The place to which somebody comes back who applies again: the last one, unless its agency has ended.
 *
 * @rule AGT-17 AGY-09
 */
const placeToReturnTo = (facts: Facts, agentId: Id.AgentId): Employment.Employment | undefined => {
  const place = latestEmployment(facts, agentId)
  const agency = place && facts.get("agency", place.agencyId)
  return place?.state === "Inactive" && agency?.certification._tag === "Terminated" ? undefined : place
}

/** Whose application has ended is on no roster: the last agency that had the agent may apply again. @rule AGT-17 */
const formerTarget = ({ agentId }: Step, facts: Facts): Target => {
  const place = Employment.latestApproved(facts.find("employment", "agent", agentId))
  return { agentId, ...(place === undefined ? {} : { agencyId: place.agencyId }) }
}

/** What a step reads by which delegations may end: their consents, and what else rests on those. @rule CON-03 */
const endingReads = (delegations: ReadonlyArray<Delegation.Delegation>): ReadonlyArray<Selection> => [
  consentReads(delegations),
  besideReads(delegations)
]

/** Whether a step leaves the clients to the chunks that follow it. */
const leavesClients = (command: object): boolean => "clientsLater" in command && command.clientsLater === true

/**
 * The open delegations that a step has to know of. Where the clients follow later that is none of them, unless an agency
 * keeps some already: then it counts whether there are others, which has the full days. @rule EMP-04
 */
const clientsOf = (command: Step, facts: Facts): ReadonlyArray<Delegation.Delegation> =>
  leavesClients(command) && facts.get("agent", command.agentId)?.dispositionUntil === undefined
    ? []
    : facts.find("delegation", "agent", command.agentId)

const clientsReads = (command: Step, facts: Facts, { dispositionDays }: Policy): ReadonlyArray<Selection> => {
  const { agentId } = command
  if (leavesClients(command)) {
    const until = facts.get("agent", agentId)?.dispositionUntil
    if (until === undefined) return []
    // Whoever is left when the window closes is free with the run itself.
    const closes = "day" in command && until <= (command as CertificationDaily.Command).day
    return [closes ? write("delegation", "agent", agentId) : read("delegation", "agent", agentId)]
  }
  return [
    write("delegation", "agent", agentId),
    // Where an exchange gives no time to move clients, an end sets them free at once.
    ...(dispositionDays > 0 ? [] : endingReads(facts.find("delegation", "agent", agentId)))
  ]
}

/** The agent, everything of the agent's that may follow a step, and the agency that may be left without a manager. */
const reads = (command: Step, facts: Facts, policy: Policy): ReadonlyArray<Selection> => {
  const { agentId } = command
  return [
    write("agent", "id", agentId),
    write("employment", "agent", agentId),
    write("employment", "open", agentId),
    ...clientsReads(command, facts, policy),
    write("extranetAccount", "id", agentId),
    write("invitation", "agent", agentId),
    ...watchReads(agentId, facts)
  ]
}

/** Decides about an agent who is known, with what follows for the agent's own records. */
const decideFor = (
  command: Step,
  facts: Facts,
  context: Context,
  decide: (agent: Agent) => Decision<CertificationDaily.Event>,
  placeOf = latestEmployment
): Decision<Event> => {
  const { agentId } = command
  const agent = facts.get("agent", agentId)
  if (agent === undefined) return Delegation.unknownAgent({ agentId })
  const decided = decide(agent)
  if (decided._tag === "Refused") return decided
  // What the step itself has ended is over, and so may be the window in which it waited.
  const over = new Set(decided.events.flatMap((one) => (one._tag === "DelegationMoved" ? [one.delegationId] : [])))
  const closed = decided.events.some(({ _tag }) => _tag === "DispositionClosed")
  const open = clientsOf(command, facts).filter(({ delegationId }) => !over.has(delegationId))
  const atOnce = context.policy.dispositionDays > 0 || leavesClients(command) ? [] : open
  const consequences = {
    agentId,
    employment: placeOf(facts, agentId),
    open,
    later: leavesClients(command),
    window: closed ? undefined : agent.dispositionUntil,
    openIn: openInOf(facts, agentId),
    consents: consentsOf(facts, atOnce),
    beside: besideOf(facts, atOnce).filter(({ delegationId }) => !over.has(delegationId)),
    account: facts.get("extranetAccount", agentId),
    invitations: facts.find("invitation", "agent", agentId)
  }
  const events: ReadonlyArray<Event> = [...decided.events, ...Cascade.follow(decided.events, consequences, context)]
  return acceptAll<Event>([...events, ...watched(agentId, events, facts, context)])
}

const certification: Entry<Certification.Command> = {
  schema: CertificationCommand,
  capability: ({ _tag }) => {
    switch (_tag) {
      case "SubmitAgent":
        return "add-agent"
      case "ReapplyAgent":
        return "reapply-agent"
      case "WithdrawAgent":
        return "withdraw-agent"
      case "RecordRequirement":
      case "RecordExam":
      case "CorrectExam":
      case "DenyAgent":
        return "certify-agent"
      case "CertifyAgent":
        return "give-certification"
    }
  },
  target,
  reads: (command, facts, policy) => {
    if (command._tag !== "ReapplyAgent") return reads(command, facts, policy)
    const agent = facts.get("agent", command.agentId)
    const place = latestEmployment(facts, command.agentId)
    return [
      ...reads(command, facts, policy),
      ...(agent === undefined ? [] : [read("staff", "email", agent.loginEmail)]),
      ...(place === undefined ? [] : [read("agency", "id", place.agencyId)])
    ]
  },
  decide: (command, facts, context) =>
    decideFor(
      command,
      facts,
      context,
      (agent) => {
        const employment = facts.find("employment", "open", command.agentId)[0]
        const employer = employment && facts.get("agency", employment.agencyId)
        const decided = Certification.decide(
          command,
          {
            certification: agent.certification,
            licence: agent.licence,
            agencyCertified: employer !== undefined && Agency.isCertified(employer),
            withoutPlace: employment === undefined
          },
          context
        )
        if (decided._tag === "Refused" || command._tag !== "ReapplyAgent") return decided
        // Whoever helps an agency as staff meanwhile gives that role up first.
        return (
          firstRefusal(Employment.staffRole(agent.agentId, facts.find("staff", "email", agent.loginEmail)[0])) ??
          decided
        )
      },
      command._tag === "ReapplyAgent" ? placeToReturnTo : latestEmployment
    )
}

const decertification: Entry<Decertification.Command> = {
  schema: Schemas.DecertificationCommand,
  capability: ({ _tag }) => {
    switch (_tag) {
      case "SuspendAgent":
        return "suspend-agent"
      case "RequestReconsideration":
        return "request-reconsideration"
      case "ReinstateAgent":
      case "UpholdSuspension":
      case "TerminateAgent":
      case "RecordDeath":
        return "certify-agent"
    }
  },
  target,
  reads,
  decide: (command, facts, context) =>
    decideFor(command, facts, context, (agent) => Decertification.decide(command, agent, context))
}

const recertification: Entry<Recertification.Command> = {
  schema: Schemas.RecertificationCommand,
  capability: ({ _tag }) => (_tag === "RecertifyAgent" ? "recertify-agent" : "certify-agent"),
  target,
  reads,
  decide: (command, facts, context) =>
    decideFor(command, facts, context, (agent) => Recertification.decide(command, agent, context))
}

const licenceCheck: Entry<LicenceCheck.Command> = {
  schema: Schemas.LicenceCheckCommand,
  capability: "record-licence",
  target,
  reads: (command, facts, policy) => [
    ...reads(command, facts, policy),
    read("agent", "licence", command.licence.number),
    ...defined(command.npn).map((npn) => read("agent", "npn", npn))
  ],
  decide: (command, facts, context) =>
    decideFor(command, facts, context, (agent) => {
      const otherOf = (found: ReadonlyArray<Agent>) => found.find(({ agentId }) => agentId !== agent.agentId)?.agentId
      const holder = otherOf(facts.find("agent", "licence", command.licence.number))
      const npnHolder = otherOf(defined(command.npn).flatMap((npn) => facts.find("agent", "npn", npn)))
      return LicenceCheck.decide(command, { agent, holder, npnHolder }, context)
    })
}

const report: Entry<AgentReport.Command> = {
  schema: Schemas.AgentReportCommand,
  capability: ({ _tag }) => (_tag === "ReportAgentChange" ? "report-agent-change" : "certify-agent"),
  target,
  reads: (command, facts, policy) => [
    ...reads(command, facts, policy),
    ...(command._tag === "ReportAgentChange" && command.change._tag === "Licence"
      ? [read("agent", "licence", command.change.number)]
      : [])
  ],
  decide: (command, facts, context) =>
    decideFor(command, facts, context, (agent) => {
      const number =
        command._tag === "ReportAgentChange" && command.change._tag === "Licence" ? command.change.number : undefined
      const holders = number === undefined ? [] : facts.find("agent", "licence", number)
      const holder = holders.find((other) => other.agentId !== agent.agentId)?.agentId
      return AgentReport.decide(command, { agent, holder }, context)
    })
}

/** The agency whose sites a profile names; absent where it names none, or where the agent works for nobody. @rule AGY-08 */
const employerForSites = (command: AgentProfile.Command, facts: Facts): Id.AgencyId | undefined =>
  command._tag === "EditAgentProfile" && (command.profile.siteIds ?? []).length > 0
    ? facts.find("employment", "open", command.agentId)[0]?.agencyId
    : undefined

const profile: Entry<AgentProfile.Command> = {
  schema: AgentProfileCommand,
  capability: "edit-agent-profile",
  target,
  reads: (command, facts) => [
    write("agent", "id", command.agentId),
    read("employment", "open", command.agentId),
    ...defined(employerForSites(command, facts)).map((agencyId) => read("agency", "id", agencyId))
  ],
  decide: (command, facts, context) => {
    const { agentId } = command
    const agent = facts.get("agent", agentId)
    const agencyId = employerForSites(command, facts)
    const agency = agencyId && facts.get("agency", agencyId)
    return agent === undefined
      ? Delegation.unknownAgent({ agentId })
      : AgentProfile.decide(command, { agent, agency }, context)
  }
}

const login: Entry<AgentLogin.Command> = {
  schema: AgentLoginCommand,
  capability: "change-agent-login",
  target,
  reads: ({ agentId, loginEmail }) => [
    write("agent", "id", agentId),
    read("employment", "open", agentId),
    read("agent", "email", loginEmail),
    read("staff", "email", loginEmail)
  ],
  decide: ({ agentId, loginEmail, ...command }, facts) => {
    const agent = facts.get("agent", agentId)
    if (agent === undefined) return Delegation.unknownAgent({ agentId })
    const sameEmail = facts.find("agent", "email", loginEmail).find((other) => other.agentId !== agentId)
    const staff = facts.find("staff", "email", loginEmail)[0]
    return AgentLogin.decide({ ...command, agentId, loginEmail }, { agent, sameEmail, staff })
  }
}

const lock = (capability: "lock-agent" | "unlock-agent"): Entry<AgentLock.Command> => ({
  schema: AgentLockCommand,
  capability,
  target,
  reads: ({ agentId }) => [write("agent", "id", agentId), read("employment", "open", agentId)],
  decide: (command, facts, context) => {
    const agent = facts.get("agent", command.agentId)
    return agent === undefined
      ? Delegation.unknownAgent({ agentId: command.agentId })
      : AgentLock.decide(command, { agent }, context)
  }
})

/** The clients whom a run looks at: all that are open, or those that it names. @rule DEL-25 */
const lookedAt = (command: CertificationDaily.Command, facts: Facts): ReadonlyArray<Delegation.Delegation> => {
  const { agentId, only } = command
  if (only === undefined) return clientsOf(command, facts)
  return Array.from(new Set(only))
    .flatMap((id) => defined(facts.get("delegation", id)))
    .filter((one) => Delegation.isOpen(one) && one.delegate.agentId === agentId)
}

/**
 * Who is free on a day: everybody who is left with an agent whose certification is over, and of an agent who has one those
 * whom an agency gives back, because it has kept them for somebody who is nowhere or with another one.
 *
 * @rule DEL-25 EMP-04
 */
const freeOn = (command: CertificationDaily.Command, facts: Facts): ReadonlyArray<Delegation.Delegation> => {
  const { agentId, day, only } = command
  const agent = facts.get("agent", agentId)
  if (agent === undefined) return []
  const left = { open: lookedAt(command, facts), openIn: openInOf(facts, agentId) }
  return only === undefined ? Disposition.passedBy(agent, left, day) : Cascade.freeBy(agent, left, day)
}

const daily: Entry<CertificationDaily.Command> = {
  schema: Schemas.CertificationDailyCommand,
  capability: "run-certification-daily",
  target,
  reads: (command, facts, policy) => {
    const free = freeOn(command, facts)
    const { agentId, only } = command
    return [
      ...(only === undefined
        ? reads(command, facts, policy)
        : [read("agent", "id", agentId), read("employment", "open", agentId), write("delegation", "id", ...only)]),
      // The cases are locked so that a consumer's own choice and the end of the window cannot cross.
      ...(free.length > 0 ? [write("case", "id", ...free.map(({ caseId }) => caseId)), ...endingReads(free)] : [])
    ]
  },
  decide: (command, facts, context) => {
    const free = freeOn(command, facts)
    const decide = (agent: Agent | undefined) =>
      CertificationDaily.decide(
        command,
        {
          ...{ agent, open: lookedAt(command, facts) },
          openIn: openInOf(facts, command.agentId),
          ...{ consents: consentsOf(facts, free), beside: besideOf(facts, free) }
        },
        context
      )
    // Clients who are named follow a step that was taken before, and nothing follows from that.
    return command.only === undefined
      ? decideFor(command, facts, context, decide)
      : decide(facts.get("agent", command.agentId))
  }
}

/** The entries by command name. */
export const entries = {
  SubmitAgent: certification,
  RecordRequirement: certification,
  RecordExam: certification,
  CorrectExam: certification,
  CertifyAgent: certification,
  DenyAgent: certification,
  WithdrawAgent: certification,
  ReapplyAgent: { ...certification, target: formerTarget },
  SuspendAgent: decertification,
  ReinstateAgent: decertification,
  RequestReconsideration: decertification,
  UpholdSuspension: decertification,
  TerminateAgent: decertification,
  RecordDeath: decertification,
  RecertifyAgent: recertification,
  RequireAmendment: recertification,
  RecordLicence: licenceCheck,
  ReportAgentChange: report,
  ReviewAgentChange: report,
  EditAgentProfile: profile,
  SetCarrierAppointments: profile,
  ChangeAgentLogin: login,
  LockAgent: lock("lock-agent"),
  UnlockAgent: lock("unlock-agent"),
  RunCertificationDaily: daily
} as const
