/**
 * What the notices of all areas are made of: recipients, parameters and the mark for an encrypting channel.
 *
 * @since 0.1.0
 */
import type { Actor } from "../Actor.ts"
import type { Agency } from "../Agency.ts"
import type { Agent } from "../Agent.ts"
import type { Instant } from "../CalendarDate.ts"
import type { Case } from "../Case.ts"
import { type Email, fullName, type Language } from "../Contact.ts"
import type { Delegation } from "../Delegation.ts"
import * as Employment from "../Employment.ts"
import type { Facts } from "../Facts.ts"
import type { AgencyId, AgentId, CaseId, UserId } from "../Id.ts"
import * as Id from "../Id.ts"

/** Row of the notice table in the domain description, section 7. @category models */
export type Template =
  | "NTC-01"
  | "NTC-02"
  | "NTC-03"
  | "NTC-04"
  | "NTC-05"
  | "NTC-06"
  | "NTC-07"
  | "NTC-08"
  | "NTC-09"
  | "NTC-10"
  | "NTC-11"
  | "NTC-12"
  | "NTC-13"
  | "NTC-14"
  | "NTC-15"
  | "NTC-16"
  | "NTC-17"
  | "NTC-18"
  | "NTC-19"
  | "NTC-20"
  | "NTC-21"
  | "NTC-22"
  | "NTC-23"
  | "NTC-24"
  | "NTC-25"
  | "NTC-26"
  | "NTC-27"
  | "NTC-28"
  | "NTC-29"
  | "NTC-30"
  | "NTC-31"
  | "NTC-32"

/** The person a notice is for. @category models */
export interface Recipient {
  /** A `signer` is a person outside the portal who may bind an agency, and has no account. */
  readonly role: "consumer" | "agent" | "manager" | "staff" | "counselor" | "signer"
  readonly name: string
  /** Absent for whoever has none, and for a consumer who prefers letters. */
  readonly email?: Email
  /** The case of a consumer who is written a letter, under which the address for letters is found. */
  readonly caseId?: CaseId
  /** The language in which a consumer wants to be written to, as the case has it. */
  readonly language?: Language
}

/** One notice before it has an identifier and a channel. */
export interface Draft {
  readonly template: Template
  readonly to: Recipient
  /** Must go through an encrypting channel. */
  readonly secure: boolean
  /** The facts of the template; never a secret. */
  readonly params: Readonly<Record<string, string | number>>
}

/** Who did what is told, which delegations began with it, by case, and the moment at which an agency ended with it. */
export interface Told {
  readonly actor: Actor
  readonly opened: ReadonlyMap<CaseId, Delegation>
  /** The counselors whose delegations began with it, by case. */
  readonly helped: ReadonlyMap<CaseId, UserId>
  readonly over: Instant | undefined
}

/** Username and password of the extranet travel apart, and encrypted. @rule EXT-02 */
const secureTemplates: ReadonlySet<Template> = /*#__PURE__*/ new Set(["NTC-11", "NTC-21", "NTC-22", "NTC-24"])

/** A draft of one notice to one person. */
export const draft = (template: Template, to: Recipient, params: Draft["params"]): Draft => ({
  template,
  to,
  secure: secureTemplates.has(template),
  params
})

/** The agent or manager as a recipient; what is in the mailbox of somebody who has died is for others to read. @rule NOT-02 */
export const toAgent = (agent: Agent | undefined, role: "agent" | "manager" = "agent"): ReadonlyArray<Recipient> =>
  agent === undefined || agent.certification._tag === "Deceased"
    ? []
    : [{ role, name: fullName(agent.name), email: agent.loginEmail }]

/** The primary contact of a case by e-mail, for what a letter would bring too late. */
export const toConsumerAtOnce = ({ caseId, primaryContact }: Case): Recipient => ({
  role: "consumer",
  name: fullName(primaryContact.name),
  language: primaryContact.preferredLanguage,
  ...(primaryContact.email === undefined ? { caseId } : { email: primaryContact.email })
})

/** The primary contact of a case as a recipient, who is written to as the contact prefers. @rule NOT-02 */
export const toConsumer = (value: Case): Recipient => {
  const { email, ...to } = toConsumerAtOnce(value)
  return email === undefined || value.primaryContact.preferredChannel !== "mail"
    ? toConsumerAtOnce(value)
    : { ...to, caseId: value.caseId }
}

/**
 * The number by which a consumer asks for an access code, and so for an account of the own: with whom somebody has started
 * an application, and who has no account. No code and no link goes along.
 *
 * @rule DEL-14 ACC-03
 */
export const invitation = ({ account, caseNumber }: Case, origin: string): Draft["params"] =>
  (origin === "agent-started" || origin === "counselor-started") && account._tag === "None" ? { caseNumber } : {}

/** Whether somebody is at an agency, or left it in the same moment because it is no more. */
const isThere = ({ reason, since, state }: Employment.Employment, over: Instant | undefined): boolean =>
  state !== "Inactive" || (reason === "agency-ended" && since === over)

/** The managers of an agency who still work there, or did until it ended at a moment. */
export const managersOf = (
  facts: Facts,
  agency: Agency | undefined,
  except?: AgentId,
  over?: Instant
): ReadonlyArray<Recipient> =>
  (agency?.managers ?? []).flatMap((managerId) => {
    const manager = managerId === except ? undefined : facts.get("agent", managerId)
    const employment = agency && facts.get("employment", Id.employment(managerId, agency.agencyId))
    // Who has left the agency is told nothing about its clients any more.
    return employment === undefined || !isThere(employment, over) ? [] : toAgent(manager, "manager")
  })

/** An agent and the managers of the agency. */
export const agentAndManagers = (
  facts: Facts,
  agentId: AgentId,
  agencyId: AgencyId | undefined,
  over?: Instant
): ReadonlyArray<Recipient> => {
  const agency = agencyId === undefined ? undefined : facts.get("agency", agencyId)
  return [...toAgent(facts.get("agent", agentId)), ...managersOf(facts, agency, agentId, over)]
}

/** The agency of an agent, or else the last one; an agency that merely asked for the agent is told nothing. @rule AGT-03 */
export const agencyIdOf = (facts: Facts, agentId: AgentId): AgencyId | undefined =>
  Employment.latestApproved(facts.find("employment", "agent", agentId))?.agencyId

/** Name and licence of an agent, as far as the agent is known. */
export const agentParams = (facts: Facts, agentId: AgentId): Draft["params"] => {
  const agent = facts.get("agent", agentId)
  return agent === undefined ? {} : { agentName: fullName(agent.name), agentLicence: agent.licence.number }
}

/** One side of a change of agent: who, and for which agency. */
type Place = { readonly agentId: AgentId; readonly agencyId: AgencyId }

/** Old and new agent of a change by name, the new agency, and whether the agency changes. */
export const partiesParams = (
  facts: Facts,
  parties: { readonly from: Place; readonly to: Place } | undefined
): Draft["params"] => {
  if (parties === undefined) return {}
  const { from, to } = parties
  const [source, target] = [facts.get("agent", from.agentId), facts.get("agent", to.agentId)]
  return {
    fromName: source === undefined ? "" : fullName(source.name),
    fromLicence: source?.licence.number ?? "",
    toName: target === undefined ? "" : fullName(target.name),
    agencyName: facts.get("agency", to.agencyId)?.publicName ?? "",
    across: from.agencyId === to.agencyId ? "no" : "yes"
  }
}
