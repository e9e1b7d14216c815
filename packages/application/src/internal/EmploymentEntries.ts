/**
 * The entries of the catalogue for employments.
 *
 * @since 0.1.0
 */
import * as Agency from "@agencybook/core/Agency"
import * as AgencyManagement from "@agencybook/core/AgencyManagement"
import type { Agent } from "@agencybook/core/Agent"
import * as Association from "@agencybook/core/Association"
import * as Dates from "@agencybook/core/CalendarDate"
import { acceptAll } from "@agencybook/core/Decider"
import type * as Employment from "@agencybook/core/Employment"
import { type Facts, memberOf, memberOfReads, read, type Selection, write } from "@agencybook/core/Facts"
import * as Id from "@agencybook/core/Id"
import * as KeptClients from "@agencybook/core/KeptClients"
import type { Event } from "@agencybook/core/Record"
import * as Schemas from "@agencybook/core/schema/Command"
import type { Entry } from "./CatalogueEntry.ts"
import { watchedOf } from "./ManagerWatch.ts"
import { agentByLicence, newPersonFacts, newPersonReads } from "./NewPersonReads.ts"

/** Whether a step brings somebody into an agency; only those are left that have not ended. @rule AGY-09 */
const comesIn = ({ _tag }: Association.Command | Employment.Command): boolean =>
  _tag === "AddAgent" || _tag === "SetAgentActive" || _tag === "AssociateAgent" || _tag === "PlaceApplicant"

const isOver = ({ certification }: Agency.Agency): boolean => certification._tag === "Terminated"

/** What the agent holds: written where clients are kept for a time, or taken up again. @rule EMP-04 */
const holdingReads = (command: Employment.Command, facts: Facts): ReadonlyArray<Selection> => {
  const { agentId } = command
  const moves =
    command._tag === "SetAgentInactive"
      ? command.keepClientsUntil !== undefined
      : command._tag === "SetAgentActive" && facts.get("agent", agentId)?.dispositionUntil !== undefined
  return moves
    ? [write("delegation", "agent", agentId), write("agent", "id", agentId)]
    : [read("delegation", "agent", agentId)]
}

/** Whom an agency still keeps of an agent who is approved for it again; nobody where no window is open. @rule EMP-04 */
const keptReads = ({ agentId, dispositionUntil }: Agent, { _tag }: Association.Command): ReadonlyArray<Selection> =>
  _tag === "ApproveAssociation" && dispositionUntil !== undefined
    ? [write("delegation", "agent", agentId), write("agent", "id", agentId)]
    : []

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
      ...holdingReads(command, facts),
      // Who leaves is taken from the managers of the agency, and who comes back may be one whom it waits for.
      ...(command._tag !== "AddAgent" && known?.managers.includes(agentId) ? [write("agency", "id", agencyId)] : []),
      ...(command._tag === "AddAgent" ? newPersonReads(command.profile) : []),
      ...(command._tag === "SetAgentInactive" ? [write("invitation", "agent", agentId)] : []),
      ...(known?.managers ?? []).flatMap((managerId) => memberOfReads(managerId, agencyId))
    ]
  },
  decide: (command, facts, context) => {
    const { agencyId, agentId } = command
    const known = facts.get("agency", agencyId)
    if (known === undefined) return Agency.unknownAgency({ agencyId })
    if (comesIn(command) && isOver(known)) return Agency.agencyOver({ agencyId })
    const day = Dates.on(context.at, context.policy.timeZone)
    const decided = KeptClients.decide(
      command,
      {
        agent: facts.get("agent", agentId),
        employment: facts.get("employment", Id.employment(agentId, agencyId)),
        openEmployment: facts.find("employment", "open", agentId)[0],
        open: facts.find("delegation", "agent", agentId),
        isManager: known.managers.includes(agentId),
        fitPrimary: known.managers[0] === agentId && AgencyManagement.isFit(memberOf(facts, agentId, agencyId), day),
        otherManager: known.managers.some(
          (other) => other !== agentId && AgencyManagement.isFit(memberOf(facts, other, agencyId), day)
        ),
        sameLicence: command._tag === "AddAgent" ? agentByLicence(command.profile, facts) : undefined,
        ...newPersonFacts(command._tag === "AddAgent" ? command.profile : undefined, facts),
        sites: known.sites,
        invitations: command._tag === "SetAgentInactive" ? facts.find("invitation", "agent", agentId) : []
      },
      context
    )
    return decided._tag === "Refused" || command._tag === "AddAgent" || !known.managers.includes(agentId)
      ? decided
      : acceptAll<Event>([...decided.events, ...watchedOf(agentId, agencyId, decided.events, facts, context)])
  }
}

/** Whoever a review is about: named by both numbers, or by identifier. */
const personOf = (command: Association.Command, facts: Facts): Agent | undefined =>
  command._tag === "AssociateAgent"
    ? facts.find("agent", "licence", command.licence).find(({ npn }) => npn === command.npn)
    : facts.get("agent", command.agentId)

const association: Entry<Association.Command> = {
  schema: Schemas.AssociationCommand,
  capability: ({ _tag }) =>
    _tag === "AssociateAgent" || _tag === "WithdrawAssociation" ? "add-agent" : "certify-agent",
  target: ({ agencyId }) => ({ agencyId }),
  reads: (command, facts) => {
    const person = personOf(command, facts)
    return [
      read("agency", "id", command.agencyId),
      command._tag === "AssociateAgent"
        ? read("agent", "licence", command.licence)
        : command._tag === "PlaceApplicant"
          ? write("agent", "id", command.agentId)
          : read("agent", "id", command.agentId),
      ...(person === undefined
        ? []
        : [
            write("employment", "id", Id.employment(person.agentId, command.agencyId)),
            read("employment", "open", person.agentId),
            read("staff", "email", person.loginEmail),
            ...keptReads(person, command)
          ])
    ]
  },
  decide: (command, facts, context) => {
    const { agencyId } = command
    const known = facts.get("agency", agencyId)
    if (known === undefined) return Agency.unknownAgency({ agencyId })
    if (comesIn(command) && isOver(known)) return Agency.agencyOver({ agencyId })
    const agent = personOf(command, facts)
    const decided = Association.decide(
      command,
      {
        agent,
        employment: agent && facts.get("employment", Id.employment(agent.agentId, agencyId)),
        openEmployment: agent && facts.find("employment", "open", agent.agentId)[0],
        agencyCertified: Agency.isCertified(known),
        staff: agent && facts.find("staff", "email", agent.loginEmail)[0]
      },
      context
    )
    // Who is approved for the agency that still keeps the clients is back, as by being set active. @rule EMP-05
    return decided._tag === "Refused" || command._tag !== "ApproveAssociation" || agent?.dispositionUntil === undefined
      ? decided
      : acceptAll<Event>([
          ...decided.events,
          ...KeptClients.resumed(agent, agencyId, facts.find("delegation", "agent", agent.agentId))
        ])
  }
}

/** The entries by command name. */
export const entries = {
  AssociateAgent: association,
  ApproveAssociation: association,
  DeclineAssociation: association,
  WithdrawAssociation: association,
  PlaceApplicant: association,
  AddAgent: employment,
  SetAgentInactive: employment,
  SetAgentActive: employment
} as const
