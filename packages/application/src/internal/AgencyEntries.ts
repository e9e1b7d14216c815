/**
 * The entries of the catalogue for agencies.
 *
 * @since 0.1.0
 */
import * as Agency from "@agencybook/core/Agency"
import { both } from "@agencybook/core/AgencyName"
import type { Agent } from "@agencybook/core/Agent"
import * as Cascade from "@agencybook/core/Cascade"
import { acceptAll } from "@agencybook/core/Decider"
import { type Facts, read, type Selection, write } from "@agencybook/core/Facts"
import * as Id from "@agencybook/core/Id"
import type { LicenceNumber } from "@agencybook/core/Licence"
import type { Event } from "@agencybook/core/Record"
import * as Schemas from "@agencybook/core/schema/Command"
import { defined, type Entry } from "./CatalogueEntry.ts"
import { imitatedIn, namesakeReads } from "./NameReads.ts"
import { agentByLicence, newPersonFacts, newPersonReads } from "./NewPersonReads.ts"

/** The licence number that an agency claims with a step: when it is opened, and when it is submitted. */
const licenceOf = (command: Agency.Command, known: Agency.Agency | undefined): LicenceNumber | undefined =>
  command._tag === "OpenAgency"
    ? command.details.licenceNumber
    : command._tag === "SubmitAgency"
      ? known?.licenceNumber
      : undefined

/** The FEIN that an agency claims with a step. @rule AGY-07 */
const feinOf = (command: Agency.Command, known: Agency.Agency | undefined) =>
  command._tag === "OpenAgency" ? command.details.fein : command._tag === "SubmitAgency" ? known?.fein : undefined

/** The names with which an agency comes among the others. @rule AGY-16 */
const namesOf = ({ _tag }: Agency.Command, known: Agency.Agency | undefined) =>
  known !== undefined && (_tag === "SubmitAgency" || _tag === "CertifyAgency") ? both(known) : []

/** Whoever helps as staff under the address of somebody on record; for anybody else the new address counts. */
const helping = (agent: Agent | undefined, facts: Facts) => {
  const staff = agent && facts.find("staff", "email", agent.loginEmail)[0]
  return staff === undefined ? {} : { staff }
}

type Certify = Agency.Command & { readonly _tag: "CertifyAgency" }

/** Whether nothing has to be known of the manager's clients: they follow later, and no agency keeps any. */
const isLeft = ({ clientsLater }: Certify, agentId: Id.AgentId, facts: Facts): boolean =>
  clientsLater === true && facts.get("agent", agentId)?.dispositionUntil === undefined

const clientsReads = (command: Certify, agentId: Id.AgentId, facts: Facts): ReadonlyArray<Selection> => {
  if (isLeft(command, agentId, facts)) return []
  return [command.clientsLater === true ? read("delegation", "agent", agentId) : write("delegation", "agent", agentId)]
}

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
    const known = facts.get("agency", command.agencyId)
    const managerId = command._tag === "OpenAgency" ? command.managerId : known?.managers[0]
    return [
      write("agency", "id", command.agencyId),
      ...defined(licenceOf(command, known)).map((number) => read("agency", "licence", number)),
      ...defined(feinOf(command, known)).map((fein) => read("agency", "fein", fein)),
      ...namesakeReads(namesOf(command, known)),
      ...(command._tag === "OpenAgency" ? newPersonReads(command.manager) : []),
      ...defined(managerId).flatMap((agentId) => [
        write("agent", "id", agentId),
        write("employment", "id", Id.employment(agentId, command.agencyId)),
        read("employment", "open", agentId),
        // Of somebody on record the address on record counts.
        ...(command._tag === "OpenAgency"
          ? defined(facts.get("agent", agentId)).map(({ loginEmail }) => read("staff", "email", loginEmail))
          : []),
        ...(command._tag === "CertifyAgency" ? clientsReads(command, agentId, facts) : [])
      ])
    ]
  },
  decide: (command, facts, context) => {
    const known = facts.get("agency", command.agencyId)
    const managerId = command._tag === "OpenAgency" ? command.managerId : known?.managers[0]
    const of = <A>(find: (agentId: Id.AgentId) => A | undefined) =>
      managerId === undefined ? undefined : find(managerId)
    const decided = Agency.decide(
      command,
      {
        agency: known,
        sameFein: defined(feinOf(command, known))
          .flatMap((fein) => facts.find("agency", "fein", fein))
          .find((other) => other.agencyId !== command.agencyId),
        sameLicence: defined(licenceOf(command, known))
          .flatMap((number) => facts.find("agency", "licence", number))
          .find((other) => other.agencyId !== command.agencyId),
        imitated: imitatedIn(namesOf(command, known), facts, command.agencyId),
        // A new manager is known by identifier or by licence; either way the person exists already.
        manager:
          of((agentId) => facts.get("agent", agentId)) ??
          (command._tag === "OpenAgency" ? agentByLicence(command.manager, facts) : undefined),
        ...newPersonFacts(command._tag === "OpenAgency" ? command.manager : undefined, facts),
        ...(command._tag === "OpenAgency"
          ? helping(
              of((agentId) => facts.get("agent", agentId)),
              facts
            )
          : {}),
        managerEmployment: of((agentId) => facts.get("employment", Id.employment(agentId, command.agencyId))),
        openEmployment: of((agentId) => facts.find("employment", "open", agentId)[0])
      },
      context
    )
    if (command._tag !== "CertifyAgency" || managerId === undefined || decided._tag === "Refused") return decided
    // A manager who is certified in the same step gets frozen clients back, as with any certification.
    const certified = decided.events.filter((event) => event._tag === "CertificationMoved")
    const open = isLeft(command, managerId, facts) ? [] : facts.find("delegation", "agent", managerId)
    const following = Cascade.follow(
      certified,
      {
        ...{ agentId: managerId, employment: undefined, open, openIn: command.agencyId },
        later: command.clientsLater === true,
        window: facts.get("agent", managerId)?.dispositionUntil
      },
      context
    )
    return acceptAll<Event>([...decided.events, ...following])
  }
}

/** The entries by command name. */
export const entries = {
  OpenAgency: agency,
  UploadAgencyDocument: agency,
  SubmitAgency: agency,
  CertifyAgency: agency,
  SuspendAgency: agency,
  ReinstateAgency: agency
} as const
