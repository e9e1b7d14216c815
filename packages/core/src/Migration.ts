/**
 * Taking over a roster from another system: agencies and agents with the certification they have there.
 *
 * What is known here already stays as it is, so that a delivery can be repeated. A member that cannot be taken
 * over is refused by name, together with the whole delivery: nothing is half taken over.
 *
 * @since 0.1.0
 */
import type { Agency, Event as AgencyEvent, Details } from "./Agency.ts"
import { feinInUse, licenceTaken, make as makeAgency } from "./Agency.ts"
import * as AgencyName from "./AgencyName.ts"
import { type Event as AgentEvent, make as makeAgent, misplaced, type Profile, unreachable } from "./Agent.ts"
import * as Dates from "./CalendarDate.ts"
import * as Certification from "./Certification.ts"
import type { BusinessName, Email } from "./Contact.ts"
import { acceptAll, type Context, type Decision } from "./Decider.ts"
import * as Disposition from "./Disposition.ts"
import * as Employment from "./Employment.ts"
import * as ExchangeNumber from "./ExchangeNumber.ts"
import * as Extranet from "./Extranet.ts"
import type { AgencyId, AgentId } from "./Id.ts"
import * as Licence from "./Licence.ts"
import { lookOf } from "./LookAlike.ts"
import { type Refusal, reason } from "./Refusal.ts"
import * as Requirement from "./Requirement.ts"
import type { Staff } from "./Staff.ts"

/** An agency of a delivery; its managers are the members marked so. @category models */
export interface IncomingAgency {
  readonly agencyId: AgencyId
  readonly details: Details
}

/** An agent of a delivery with the state that the other system knows. @category models */
export interface IncomingAgent {
  readonly agentId: AgentId
  readonly agencyId: AgencyId
  readonly profile: Profile
  readonly manager: boolean
  readonly certification: { readonly state: Certification.State; readonly term?: Certification.Term }
  readonly employment: Employment.State
}

/** A delivery of a roster. @category models */
export interface Command {
  readonly _tag: "RecordRoster"
  readonly agencies: ReadonlyArray<IncomingAgency>
  readonly agents: ReadonlyArray<IncomingAgent>
}

/** What a decision about a delivery looks at. @category models */
export interface Facts {
  readonly agency: (agencyId: AgencyId) => Agency | undefined
  readonly agencyByFein: (fein: string) => Agency | undefined
  /** A live agency with a licence number. */
  readonly agencyByLicence?: (licence: string) => Agency | undefined
  /** The live agencies of which a name has a look. */
  readonly namesakes?: (look: string) => ReadonlyArray<AgencyName.Names>
  readonly knowsAgent: (agentId: AgentId) => boolean
  readonly knowsLicence: (licence: string) => boolean
  /** Check whether an agent has a national producer number, and whether one signs in with an address. */
  readonly knowsNpn: (npn: string) => boolean
  readonly knowsEmail: (email: Email) => boolean
  /** Checks whether an account of the extranet has a user name. */
  readonly knowsUsername?: (username: string) => boolean
  /** Whoever holds an e-mail address as staff. */
  readonly staff?: (email: Email) => Staff | undefined
}

/** An agency of the delivery has no certified, licensed and active manager. @category errors */
export const agencyWithoutManager = /*#__PURE__*/ reason(
  "AgencyWithoutManager",
  "AGY-03",
  (f: { readonly agencyId: AgencyId }) =>
    `agency \`${f.agencyId}\` has no manager who is certified, licensed and active`,
  "mark one certified, licensed and active agent of the agency as manager"
)
/** A certified or suspended agent comes without the dates of the certification. @category errors */
export const termMissing = /*#__PURE__*/ reason(
  "TermMissing",
  "AGT-08",
  (f: { readonly agentId: AgentId }) => `the certification of agent \`${f.agentId}\` comes without number and dates`,
  "add number, first day and last day of the certification"
)
/** An agent belongs to an agency that is neither known nor part of the delivery. @category errors */
export const agencyMissing = /*#__PURE__*/ reason(
  "AgencyMissing",
  "AGY-01",
  (f: { readonly agentId: AgentId }) => `the agency of agent \`${f.agentId}\` is neither known nor delivered`,
  "deliver the agency together with its agents"
)

const met: Requirement.Checklist = {
  ...Requirement.initial,
  items: Object.fromEntries(Requirement.items.map((item) => [item, { state: "Met" }])) as Requirement.Checklist["items"]
}

const certificationOf = (
  incoming: IncomingAgent,
  { at: since, policy }: Context
): Certification.Certification | Refusal => {
  const { state, term } = incoming.certification
  switch (state) {
    case "Incomplete":
    case "Withdrawn":
    case "Discarded":
    case "Deceased":
      return { _tag: state, since }
    case "Pending":
      return { _tag: state, since, checklist: Requirement.initial }
    case "Eligible":
      return { _tag: state, since, checklist: met }
    case "Certified":
      return term === undefined
        ? termMissing({ agentId: incoming.agentId })
        : { _tag: state, since: Dates.startOf(term.from, policy.timeZone), term }
    case "Suspended":
      return term === undefined
        ? termMissing({ agentId: incoming.agentId })
        : { _tag: state, since, term, reason: "under-investigation" }
    case "Denied":
      return { _tag: state, since, reason: "application-incomplete" }
    case "TerminatedVested":
      return { _tag: state, since, reason: "voluntary" }
    case "TerminatedForCause":
      return { _tag: state, since, reason: "breach" }
  }
}

/**
 * Decides a delivery of a roster.
 *
 * **Rules**: AGY-01, AGY-03, AGY-07, AGY-08, AGY-16, AGT-08, DEL-25, EMP-03, STF-07.
 *
 * @category machine
 */
export const decide = (
  command: Command,
  facts: Facts,
  context: Context
): Decision<AgencyEvent | AgentEvent | Employment.Event | Extranet.Event> => {
  const events: Array<AgencyEvent | AgentEvent | Employment.Event | Extranet.Event> = []
  const today = Dates.on(context.at, context.policy.timeZone)
  const opened = new Map<AgencyId, Agency>()
  const feins = new Set<string>()
  const licences = new Set<string>()
  // One name of each look is enough: a second one of other letters is refused.
  const looks = new Map<string, BusinessName>()
  // Each of the delivery with its own: one that is named twice must not answer for the other.
  const certifications = new Map<IncomingAgent, Certification.Certification>()
  for (const agent of command.agents) {
    const certification = certificationOf(agent, context)
    if (certification._tag === "Refused") return certification
    certifications.set(agent, certification)
  }
  for (const { agencyId, details } of command.agencies) {
    if (facts.agency(agencyId) !== undefined) continue
    if (facts.agencyByFein(details.fein) !== undefined || feins.has(details.fein)) return feinInUse({ agencyId })
    feins.add(details.fein)
    const { licenceNumber } = details
    const wrong = Licence.misshapen(licenceNumber, context.policy)
    if (wrong) return wrong
    if (licenceNumber !== undefined) {
      if (facts.agencyByLicence?.(licenceNumber) !== undefined || licences.has(licenceNumber))
        return licenceTaken({ agencyId })
      licences.add(licenceNumber)
    }
    for (const name of AgencyName.both(details)) {
      const look = lookOf(name)
      const told = looks.get(look) ?? name
      const others = [{ legalName: told, publicName: told }, ...(facts.namesakes?.(look) ?? [])]
      if (AgencyName.imitatedBy([name], others) !== undefined) return AgencyName.nameImitates({ agencyId })
      looks.set(look, told)
    }
    // Whoever is known here keeps the present place, and cannot answer for an agency that is new.
    const managers = command.agents.filter(
      (agent) =>
        agent.agencyId === agencyId &&
        agent.manager &&
        agent.employment === "Active" &&
        !facts.knowsAgent(agent.agentId)
    )
    const capable = managers.some(
      (agent) =>
        Certification.isCertifiedOn(certifications.get(agent) as Certification.Certification, today) &&
        Licence.isGoodOn(agent.profile.licence, today)
    )
    if (!capable) return agencyWithoutManager({ agencyId })
    const certification = { _tag: "Certified", since: context.at } as const
    const agentIds = managers.map(({ agentId }) => agentId)
    const agency = makeAgency(details, agencyId, agentIds, certification)
    opened.set(agencyId, agency)
    events.push({ _tag: "AgencyOpened", agency })
  }
  const taken = new Set<string>()
  for (const incoming of command.agents) {
    const { agencyId, agentId, employment, profile } = incoming
    const agency = opened.get(agencyId) ?? facts.agency(agencyId)
    if (agency === undefined) return agencyMissing({ agentId })
    if (facts.knowsAgent(agentId)) continue
    const { licence, loginEmail, npn } = profile
    const { number } = licence
    const names = [`agent ${agentId}`, `licence ${number}`, `npn ${npn}`, `email ${loginEmail}`] as const
    const [sameAgent, sameLicence, sameNpn, sameEmail] = names.map((name) => taken.has(name))
    const certification = certifications.get(incoming) as Certification.Certification
    const held = "term" in certification
    const refused =
      Licence.misshapen(number, context.policy) ??
      (held ? ExchangeNumber.certificationWrong(agentId, certification.term.number, context.policy) : undefined) ??
      unreachable(agentId, profile) ??
      misplaced(agentId, profile, agency) ??
      Employment.knownPerson(agentId, {
        person: sameAgent === true || sameLicence === true || facts.knowsLicence(number),
        npn: sameNpn === true || facts.knowsNpn(npn),
        email: sameEmail === true || facts.knowsEmail(loginEmail)
      }) ??
      Employment.staffRole(agentId, facts.staff?.(loginEmail))
    if (refused) return refused
    for (const name of names) taken.add(name)
    const invited = Employment.invited(agentId, agencyId, context.at)
    // Clients who come with a later delivery are not lost while the manager can still move them.
    const over = Certification.isOver(certification)
      ? { dispositionUntil: Disposition.until(context.at, context.policy) }
      : {}
    events.push(
      { _tag: "AgentAdded", agent: { ...makeAgent(profile, agentId, agencyId, certification), ...over } },
      { ...invited, to: { ...invited.to, state: employment } }
    )
    // A certified agent has an extranet account there already; the Monday run must not send another welcome.
    if (certification._tag === "Certified" || certification._tag === "Suspended") {
      const names = Extranet.usernames(context.policy.extranet.usernamePrefix, number)
      const username = names.find((name) => facts.knowsUsername?.(name) !== true)
      if (username !== undefined) events.push(Extranet.takenOver(agentId, username, context))
    }
  }
  return acceptAll(events)
}
