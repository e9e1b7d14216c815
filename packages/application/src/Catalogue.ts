/**
 * The catalogue of commands: for each its name, its Schema, the capability it needs, what it is about, the records it
 * reads, and its `decide`.
 *
 * Authorisation, idempotency, audit, the Promise façade and the generators of the testing kit are derived from these
 * entries. A new command is one entry here and its rule in core.
 *
 * @since 0.1.0
 */
import * as AccessCode from "@agencybook/core/AccessCode"
import * as Acting from "@agencybook/core/Acting"
import * as Agency from "@agencybook/core/Agency"
import type { Target } from "@agencybook/core/Authority"
import * as Dates from "@agencybook/core/CalendarDate"
import type { Capability } from "@agencybook/core/Capability"
import * as Cascade from "@agencybook/core/Cascade"
import * as Case from "@agencybook/core/Case"
import * as Certification from "@agencybook/core/Certification"
import { type Answer, acceptAll, type Context } from "@agencybook/core/Decider"
import * as Delegation from "@agencybook/core/Delegation"
import * as Employment from "@agencybook/core/Employment"
import * as Extranet from "@agencybook/core/Extranet"
import {
  type Facts,
  member,
  memberOf,
  memberOfReads,
  memberReads,
  read,
  type Selection,
  write
} from "@agencybook/core/Facts"
import * as Id from "@agencybook/core/Id"
import * as Migration from "@agencybook/core/Migration"
import type { Event } from "@agencybook/core/Record"
import * as Standing from "@agencybook/core/Standing"
import * as Schemas from "@agencybook/core/schema/Command"
import * as Transfer from "@agencybook/core/Transfer"
import type * as Schema from "effect/Schema"

/** Every command. @category models */
export type Command =
  | Agency.Command
  | Certification.Command
  | Employment.Command
  | Delegation.Command
  | Transfer.Command
  | Acting.Command
  | AccessCode.Command
  | Extranet.Command
  | Case.Command
  | Migration.Command

/** Name of a command. @category models */
export type CommandName = Command["_tag"]

/** What a command gets from the outside beside facts: digests of secrets. @category models */
export interface Sealed {
  readonly digest?: string
  readonly matches?: boolean
}

/** Which secret work a command needs before it can be decided. @category models */
export type SecretWork = "none" | "make-access-code" | "check-access-code"

/** One entry of the catalogue. @category models */
export interface Entry<C extends Command = Command> {
  readonly schema: Schema.Codec<C, unknown>
  readonly capability: Capability | ((command: C) => Capability)
  /** What the command is about, for authorisation. */
  readonly target: (command: C, facts: Facts) => Target
  /** The records it reads; asked again with what was found until nothing new is named. */
  readonly reads: (command: C, facts: Facts) => ReadonlyArray<Selection>
  readonly decide: (command: C, facts: Facts, context: Context, sealed: Sealed) => Answer<Event>
  readonly secretWork?: SecretWork
}

const dayOf = ({ at, policy }: Context) => Dates.on(at, policy.timeZone)

const defined = <A>(value: A | undefined): ReadonlyArray<A> => (value === undefined ? [] : [value])

const agency: Entry<Agency.Command> = {
  schema: Schemas.AgencyCommand,
  capability: ({ _tag }) => {
    switch (_tag) {
      case "OpenAgency":
        return "open-agency"
      case "UploadAgencyDocument":
        return "complete-agency"
      case "SubmitAgency":
        return "submit-agency"
      case "CertifyAgency":
      case "SuspendAgency":
      case "ReinstateAgency":
        return "certify-agency"
    }
  },
  target: ({ agencyId }) => ({ agencyId }),
  reads: (command, facts) => {
    const managerId =
      command._tag === "OpenAgency" ? command.managerId : facts.get("agency", command.agencyId)?.managers[0]
    return [
      write("agency", "id", command.agencyId),
      ...(command._tag === "OpenAgency"
        ? [read("agency", "fein", command.details.fein), read("agent", "licence", command.manager.licence.number)]
        : []),
      ...defined(managerId).flatMap((agentId) => [
        write("agent", "id", agentId),
        write("employment", "id", Id.employment(agentId, command.agencyId)),
        read("employment", "open", agentId)
      ])
    ]
  },
  decide: (command, facts, context) => {
    const known = facts.get("agency", command.agencyId)
    const managerId = command._tag === "OpenAgency" ? command.managerId : known?.managers[0]
    const of = <A>(find: (agentId: Id.AgentId) => A | undefined) =>
      managerId === undefined ? undefined : find(managerId)
    return Agency.decide(
      command,
      {
        agency: known,
        sameFein: command._tag === "OpenAgency" ? facts.find("agency", "fein", command.details.fein)[0] : undefined,
        // A new manager is known by identifier or by licence; either way the person exists already.
        manager:
          of((agentId) => facts.get("agent", agentId)) ??
          (command._tag === "OpenAgency"
            ? facts.find("agent", "licence", command.manager.licence.number)[0]
            : undefined),
        managerEmployment: of((agentId) => facts.get("employment", Id.employment(agentId, command.agencyId))),
        openEmployment: of((agentId) => facts.find("employment", "open", agentId)[0])
      },
      context
    )
  }
}

/** The open employment of an agent, or else the one that changed last. */
const latestEmployment = (facts: Facts, agentId: Id.AgentId): Employment.Employment | undefined =>
  facts.find("employment", "open", agentId)[0] ??
  facts
    .find("employment", "agent", agentId)
    .reduce<Employment.Employment | undefined>(
      (latest, one) => (latest && latest.since > one.since ? latest : one),
      undefined
    )

const certification: Entry<Certification.Command> = {
  schema: Schemas.CertificationCommand,
  capability: ({ _tag }) => {
    switch (_tag) {
      case "SubmitAgent":
        return "add-agent"
      case "ReapplyAgent":
        return "reapply-agent"
      case "WithdrawAgent":
        return "withdraw-agent"
      case "RecordLicence":
        return "record-licence"
      case "SuspendAgent":
        return "suspend-agent"
      case "RecordRequirement":
      case "RecordExam":
      case "CertifyAgent":
      case "DenyAgent":
      case "ReinstateAgent":
      case "TerminateAgent":
      case "RecordDeath":
        return "certify-agent"
    }
  },
  target: ({ agentId }, facts) => {
    const latest = latestEmployment(facts, agentId)
    return { agentId, ...(latest === undefined ? {} : { agencyId: latest.agencyId }) }
  },
  reads: ({ agentId, ...command }, facts) => [
    write("agent", "id", agentId),
    ...(command._tag === "RecordLicence" ? [read("agent", "licence", command.licence.number)] : []),
    write("employment", "agent", agentId),
    write("employment", "open", agentId),
    ...facts.find("employment", "open", agentId).map(({ agencyId }) => read("agency", "id", agencyId)),
    write("delegation", "agent", agentId),
    write("extranetAccount", "id", agentId)
  ],
  decide: (command, facts, context) => {
    const { agentId } = command
    const agent = facts.get("agent", agentId)
    if (agent === undefined) return Delegation.unknownAgent({ agentId })
    const employment = facts.find("employment", "open", agentId)[0]
    const employer = employment && facts.get("agency", employment.agencyId)
    const decided = Certification.decide(
      command,
      {
        certification: agent.certification,
        licence: agent.licence,
        agencyCertified: employer !== undefined && Agency.isCertified(employer),
        licenceHolder:
          command._tag === "RecordLicence"
            ? facts.find("agent", "licence", command.licence.number).find((other) => other.agentId !== agentId)?.agentId
            : undefined
      },
      context
    )
    if (decided._tag === "Refused") return decided
    const open = facts.find("delegation", "agent", agentId)
    const account = facts.get("extranetAccount", agentId)
    const consequences = { agentId, employment: latestEmployment(facts, agentId), open, account }
    return acceptAll<Event>([...decided.events, ...Cascade.follow(decided.events, consequences, context)])
  }
}

const employment: Entry<Employment.Command> = {
  schema: Schemas.EmploymentCommand,
  capability: ({ _tag }) => (_tag === "AddAgent" ? "add-agent" : "set-agent-activity"),
  target: ({ agencyId }) => ({ agencyId }),
  reads: (command, facts) => {
    const { agencyId, agentId } = command
    const known = facts.get("agency", agencyId)
    return [
      ...memberOfReads(agentId, agencyId),
      write("employment", "id", Id.employment(agentId, agencyId)),
      read("employment", "open", agentId),
      read("delegation", "agent", agentId),
      ...(command._tag === "AddAgent" ? [read("agent", "licence", command.profile.licence.number)] : []),
      ...(known?.managers ?? []).flatMap((managerId) => memberOfReads(managerId, agencyId))
    ]
  },
  decide: (command, facts, context) => {
    const { agencyId, agentId } = command
    const known = facts.get("agency", agencyId)
    if (known === undefined) return Agency.unknownAgency({ agencyId })
    const day = dayOf(context)
    return Employment.decide(
      command,
      {
        agent: facts.get("agent", agentId),
        employment: facts.get("employment", Id.employment(agentId, agencyId)),
        openEmployment: facts.find("employment", "open", agentId)[0],
        openDelegations: facts
          .find("delegation", "agent", agentId)
          .filter(({ delegate }) => delegate.agencyId === agencyId).length,
        isManager: known.managers.includes(agentId),
        otherManager: known.managers.some((managerId) => {
          const other = managerId === agentId ? undefined : memberOf(facts, managerId, agencyId)
          return other !== undefined && Standing.isGood(other, day)
        }),
        sameLicence:
          command._tag === "AddAgent" ? facts.find("agent", "licence", command.profile.licence.number)[0] : undefined
      },
      context
    )
  }
}

const delegation: Entry<Delegation.Command> = {
  schema: Schemas.DelegationCommand,
  capability: ({ _tag }) => {
    switch (_tag) {
      case "RequestDelegation":
        return "request-delegation"
      case "AcceptRequest":
      case "DeclineRequest":
        return "answer-request"
      case "CancelRequest":
      case "RemoveDelegation":
        return "remove-delegation"
      case "ExpireRequest":
        return "expire-request"
      case "RelinquishDelegation":
        return "relinquish-delegation"
    }
  },
  target: (command, facts) => {
    if (command._tag === "RequestDelegation") return { caseId: command.caseId }
    const known = facts.get("delegation", command.delegationId)
    return known === undefined ? {} : { caseId: known.caseId, ...known.delegate }
  },
  reads: (command, facts) => {
    const known = facts.get("delegation", command.delegationId)
    const caseId = command._tag === "RequestDelegation" ? command.caseId : known?.caseId
    return [
      write("delegation", "id", command.delegationId),
      ...defined(caseId).flatMap((id) => [write("case", "id", id), write("delegation", "case", id)]),
      ...(command._tag === "RequestDelegation" ? memberReads(facts, command.agentId) : []),
      ...defined(known?.delegate).flatMap((to) => memberOfReads(to.agentId, to.agencyId))
    ]
  },
  decide: (command, facts, context) => {
    const known = facts.get("delegation", command.delegationId)
    const caseId = command._tag === "RequestDelegation" ? command.caseId : known?.caseId
    return Delegation.decide(
      command,
      {
        case: caseId === undefined ? undefined : facts.get("case", caseId),
        delegation: known,
        open: caseId === undefined ? [] : facts.find("delegation", "case", caseId),
        delegate:
          command._tag === "RequestDelegation"
            ? member(facts, command.agentId)
            : known && memberOf(facts, known.delegate.agentId, known.delegate.agencyId)
      },
      context
    )
  }
}

/** What a transfer and its preview read. @category queries */
export const transferReads = (command: Transfer.Command, facts: Facts): ReadonlyArray<Selection> => [
  read("transfer", "id", command.transferId),
  ...memberOfReads(command.fromAgentId, command.agencyId),
  ...memberOfReads(command.toAgentId, command.agencyId),
  write("delegation", "agent", command.fromAgentId),
  read("delegation", "agent", command.toAgentId),
  // The case is locked so that a consumer's own choice and a transfer cannot cross.
  write("case", "id", ...facts.find("delegation", "agent", command.fromAgentId).map(({ caseId }) => caseId))
]

/** The facts of a transfer and its preview. @category queries */
export const transferFacts = (command: Transfer.Command, facts: Facts): Transfer.Facts => {
  const ofAgency = (agentId: Id.AgentId) =>
    facts.find("delegation", "agent", agentId).filter(({ delegate }) => delegate.agencyId === command.agencyId)
  return {
    transfer: facts.get("transfer", command.transferId),
    source: memberOf(facts, command.fromAgentId, command.agencyId),
    target: memberOf(facts, command.toAgentId, command.agencyId),
    held: ofAgency(command.fromAgentId),
    targetOpen: ofAgency(command.toAgentId).length
  }
}

const transfer: Entry<Transfer.Command> = {
  schema: Schemas.TransferCommand,
  capability: "transfer-book",
  target: ({ agencyId }) => ({ agencyId }),
  reads: transferReads,
  decide: (command, facts, context) => Transfer.decide(command, transferFacts(command, facts), context)
}

const managerOf = (facts: Facts, { actor }: Pick<Context, "actor">) =>
  actor._tag === "Agent" ? member(facts, actor.agentId) : undefined

const acting: Entry<Acting.Command> = {
  schema: Schemas.ActingCommand,
  capability: "act-for-agent",
  target: (command, facts) => {
    const agencyId = command._tag === "OpenActing" ? command.agencyId : facts.get("acting", command.actingId)?.agencyId
    return agencyId === undefined ? {} : { agencyId }
  },
  reads: (command, facts) => [
    write("acting", "id", command.actingId),
    ...(command._tag === "OpenActing" ? memberReads(facts, command.agentId) : [])
  ],
  decide: (command, facts, context) =>
    Acting.decide(
      command,
      {
        acting: facts.get("acting", command.actingId),
        manager: managerOf(facts, context),
        agent: command._tag === "OpenActing" ? member(facts, command.agentId) : undefined
      },
      context
    )
}

const accessCode: Entry<AccessCode.Command> = {
  schema: Schemas.AccessCodeCommand,
  capability: ({ _tag }) => (_tag === "IssueAccessCode" ? "issue-access-code" : "redeem-access-code"),
  target: ({ caseId }) => ({ caseId }),
  reads: (command) => [
    write("case", "id", command.caseId),
    write("accessCode", "live", command.caseId),
    ...(command._tag === "IssueAccessCode" ? [read("accessCode", "id", command.accessCodeId)] : [])
  ],
  decide: (command, facts, context, sealed) =>
    AccessCode.decide(
      command,
      {
        case: facts.get("case", command.caseId),
        live: facts.find("accessCode", "live", command.caseId)[0],
        same: command._tag === "IssueAccessCode" ? facts.get("accessCode", command.accessCodeId) : undefined,
        ...sealed
      },
      context
    )
}

const extranet: Entry<Extranet.Command> = {
  schema: Schemas.ExtranetCommand,
  capability: "run-extranet-onboarding",
  target: () => ({}),
  reads: (_command, facts) => [
    read("agent", "certification", "Certified"),
    write("extranetAccount", "id", ...facts.find("agent", "certification", "Certified").map(({ agentId }) => agentId))
  ],
  decide: (command, facts, context) =>
    Extranet.decide(
      command,
      {
        certified: facts.find("agent", "certification", "Certified"),
        hasAccount: (agentId) => {
          const account = facts.get("extranetAccount", agentId)
          return account !== undefined && account.disabledAt === undefined
        }
      },
      context
    )
}

const cases: Entry<Case.Command> = {
  schema: Schemas.CaseCommand,
  capability: "record-feed",
  target: () => ({}),
  reads: ({ entries }) => [
    write("case", "id", ...entries.map((entry) => entry.case.caseId)),
    read("case", "number", ...entries.map((entry) => entry.case.caseNumber)),
    ...entries.flatMap(({ delegate }) =>
      delegate === undefined ? [] : memberOfReads(delegate.agentId, delegate.agencyId)
    )
  ],
  decide: (command, facts, context) =>
    Case.decide(
      command,
      {
        case: (caseId) => facts.get("case", caseId),
        byNumber: (caseNumber) => facts.find("case", "number", caseNumber)[0],
        member: (agentId, agencyId) => memberOf(facts, agentId, agencyId)
      },
      context
    )
}

const migration: Entry<Migration.Command> = {
  schema: Schemas.MigrationCommand,
  capability: "record-feed",
  target: () => ({}),
  reads: ({ agencies, agents }) => [
    write("agency", "id", ...agencies.map(({ agencyId }) => agencyId), ...agents.map(({ agencyId }) => agencyId)),
    read("agency", "fein", ...agencies.map(({ details }) => details.fein)),
    write("agent", "id", ...agents.map(({ agentId }) => agentId)),
    read("agent", "licence", ...agents.map(({ profile }) => profile.licence.number))
  ],
  decide: (command, facts, context) =>
    Migration.decide(
      command,
      {
        agency: (agencyId) => facts.get("agency", agencyId),
        agencyByFein: (fein) => facts.find("agency", "fein", fein)[0],
        knowsAgent: (agentId) => facts.get("agent", agentId) !== undefined,
        knowsLicence: (licence) => facts.find("agent", "licence", licence).length > 0
      },
      context
    )
}

const entry = <C extends Command>(one: Entry<C>): Entry => one as unknown as Entry

/** The entries by command name. @category models */
export const catalogue: Readonly<Record<CommandName, Entry>> = {
  OpenAgency: entry(agency),
  UploadAgencyDocument: entry(agency),
  SubmitAgency: entry(agency),
  CertifyAgency: entry(agency),
  SuspendAgency: entry(agency),
  ReinstateAgency: entry(agency),
  SubmitAgent: entry(certification),
  RecordRequirement: entry(certification),
  RecordExam: entry(certification),
  CertifyAgent: entry(certification),
  DenyAgent: entry(certification),
  WithdrawAgent: entry(certification),
  SuspendAgent: entry(certification),
  ReinstateAgent: entry(certification),
  TerminateAgent: entry(certification),
  RecordDeath: entry(certification),
  ReapplyAgent: entry(certification),
  RecordLicence: entry(certification),
  AddAgent: entry(employment),
  SetAgentInactive: entry(employment),
  SetAgentActive: entry(employment),
  RequestDelegation: entry(delegation),
  AcceptRequest: entry(delegation),
  DeclineRequest: entry(delegation),
  CancelRequest: entry(delegation),
  ExpireRequest: entry(delegation),
  RemoveDelegation: entry(delegation),
  RelinquishDelegation: entry(delegation),
  TransferBook: entry(transfer),
  OpenActing: entry(acting),
  CloseActing: entry(acting),
  IssueAccessCode: entry({ ...accessCode, secretWork: "make-access-code" }),
  RedeemAccessCode: entry({ ...accessCode, secretWork: "check-access-code" }),
  RunExtranetOnboarding: entry(extranet),
  RecordCases: entry(cases),
  RecordRoster: entry(migration)
}

/** The capability that a command needs. @category queries */
export const capabilityOf = (command: Command): Capability => {
  const { capability } = catalogue[command._tag]
  return typeof capability === "function" ? capability(command) : capability
}
