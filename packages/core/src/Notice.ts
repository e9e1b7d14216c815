/**
 * Notices: who has to be told what, as facts addressed to a person and marked with a channel.
 *
 * A notice carries no secret and, to an agent, no more of a consumer than first name and initial. Words,
 * links and delivery belong to an adapter. The identifier comes from the command, so a notice is one however
 * often the command is repeated.
 *
 * @since 0.1.0
 */
import type { Agency } from "./Agency.ts"
import type { Agent } from "./Agent.ts"
import type { Case } from "./Case.ts"
import { type Email, fullName, shortName } from "./Contact.ts"
import type { Context } from "./Decider.ts"
import type { Delegation } from "./Delegation.ts"
import { type Facts, read, type Selection } from "./Facts.ts"
import type { AgencyId, AgentId, CaseId, DelegationId, EmploymentId } from "./Id.ts"
import * as Id from "./Id.ts"
import type { Event } from "./Record.ts"

/** Row of the notice table in the domain description, section 7. @category models */
export type Template =
  | "NTC-01"
  | "NTC-06"
  | "NTC-07"
  | "NTC-09"
  | "NTC-12"
  | "NTC-13"
  | "NTC-15"
  | "NTC-16"
  | "NTC-18"
  | "NTC-20"
  | "NTC-21"
  | "NTC-22"

/** The person a notice is for. @category models */
export interface Recipient {
  readonly role: "consumer" | "agent" | "manager"
  readonly name: string
  readonly email?: Email
}

/** One notice to one person. @category models */
export interface Notice {
  readonly noticeId: string
  readonly template: Template
  readonly to: Recipient
  /** `letter` when the person has no e-mail address. */
  readonly channel: "email" | "letter"
  /** Must go through an encrypting channel. */
  readonly secure: boolean
  /** The facts of the template; never a secret. */
  readonly params: Readonly<Record<string, string | number>>
}

type Draft = Omit<Notice, "noticeId" | "channel">

const secureTemplates: ReadonlySet<Template> = new Set(["NTC-21", "NTC-22"])

const draft = (template: Template, to: Recipient, params: Draft["params"]): Draft => ({
  template,
  to,
  secure: secureTemplates.has(template),
  params
})

const toAgent = (agent: Agent, role: "agent" | "manager" = "agent"): Recipient => ({
  role,
  name: fullName(agent.name),
  email: agent.loginEmail
})

const toConsumer = (value: Case): Recipient => ({
  role: "consumer",
  name: fullName(value.primaryContact.name),
  ...(value.primaryContact.email === undefined ? {} : { email: value.primaryContact.email })
})

const managersOf = (facts: Facts, agency: Agency | undefined, except?: AgentId): ReadonlyArray<Recipient> =>
  (agency?.managers ?? []).flatMap((managerId) => {
    const manager = managerId === except ? undefined : facts.get("agent", managerId)
    const employment = agency && facts.get("employment", Id.employment(managerId, agency.agencyId))
    // Who has left the agency is told nothing about its clients any more.
    return manager === undefined || employment === undefined || employment.state === "Inactive"
      ? []
      : [toAgent(manager, "manager")]
  })

const agentAndManagers = (facts: Facts, agentId: AgentId, agencyId: AgencyId | undefined): ReadonlyArray<Recipient> => {
  const agent = facts.get("agent", agentId)
  const agency = agencyId === undefined ? undefined : facts.get("agency", agencyId)
  return [...(agent === undefined ? [] : [toAgent(agent)]), ...managersOf(facts, agency, agentId)]
}

const agencyIdOf = (facts: Facts, agentId: AgentId): AgencyId | undefined =>
  facts
    .find("employment", "agent", agentId)
    .reduce<{ since: string; agencyId?: AgencyId }>(
      (latest, one) => (one.since >= latest.since ? { since: one.since, agencyId: one.agencyId } : latest),
      { since: "" }
    ).agencyId

const agentParams = (facts: Facts, agentId: AgentId): Draft["params"] => {
  const agent = facts.get("agent", agentId)
  return agent === undefined ? {} : { agentName: fullName(agent.name), agentLicence: agent.licence.number }
}

const ofCertification = (
  event: Event & { readonly _tag: "CertificationMoved" },
  facts: Facts
): ReadonlyArray<Draft> => {
  const people = () => agentAndManagers(facts, event.agentId, agencyIdOf(facts, event.agentId))
  const params = agentParams(facts, event.agentId)
  const all = (template: Template, more: Draft["params"] = {}) =>
    people().map((to) => draft(template, to, { ...params, ...more }))
  switch (event.trigger) {
    case "submit":
    case "reapply":
      return all("NTC-01")
    case "certify": {
      const { number, from, until } = (event.to as Extract<typeof event.to, { _tag: "Certified" }>).term
      return all("NTC-06", { number, from, until })
    }
    case "deny":
      return all("NTC-07", { reason: (event.to as Extract<typeof event.to, { _tag: "Denied" }>).reason })
    case "suspend":
    case "reinstate":
    case "terminate-vested":
    case "terminate-for-cause":
      return all("NTC-09", { state: event.to._tag, ...("reason" in event.to ? { reason: event.to.reason } : {}) })
    case "complete":
    case "reopen":
    case "withdraw":
    case "record-death":
      return []
  }
}

const ofOpened = (delegation: Delegation, facts: Facts): ReadonlyArray<Draft> => {
  const { agencyId, agentId } = delegation.delegate
  if (delegation.origin === "migration") return []
  const value = facts.get("case", delegation.caseId)
  const params = agentParams(facts, agentId)
  if (value === undefined) return []
  if (delegation.origin === "transfer") {
    if (delegation.state._tag === "Requested") return []
    const agency = facts.get("agency", agencyId)
    return [draft("NTC-16", toConsumer(value), { ...params, agencyName: agency?.publicName ?? "" })]
  }
  const consumer = shortName(value.primaryContact.name)
  return agentAndManagers(facts, agentId, agencyId).map((to) =>
    draft("NTC-12", to, { ...params, consumer, state: delegation.state._tag })
  )
}

const ofMoved = (event: Event & { readonly _tag: "DelegationMoved" }, facts: Facts): ReadonlyArray<Draft> => {
  const delegation = facts.get("delegation", event.delegationId)
  const value = delegation && facts.get("case", delegation.caseId)
  if (delegation === undefined || value === undefined) return []
  const { agencyId, agentId } = delegation.delegate
  const params = agentParams(facts, agentId)
  const consumer = toConsumer(value)
  switch (event.trigger) {
    case "accept":
    case "decline":
    case "expire":
      return [draft("NTC-13", consumer, { ...params, answer: event.to._tag })]
    case "cancel":
      return agentAndManagers(facts, agentId, agencyId).map((to) =>
        draft("NTC-15", to, { ...params, consumer: shortName(value.primaryContact.name), reason: "request-cancelled" })
      )
    case "remove":
    case "relinquish":
    case "replace":
    case "end-certification": {
      const reason = event.to._tag === "Ended" ? event.to.reason : ""
      const short = shortName(value.primaryContact.name)
      return [
        draft("NTC-15", consumer, { ...params, reason }),
        ...agentAndManagers(facts, agentId, agencyId).map((to) =>
          draft("NTC-15", to, { ...params, consumer: short, reason })
        )
      ]
    }
    case "transfer":
    case "freeze":
    case "thaw":
      return []
  }
}

const ofTransfer = (event: Event & { readonly _tag: "TransferApplied" }, facts: Facts): ReadonlyArray<Draft> => {
  const { agencyId, fromAgentId, rows, toAgentId } = event.transfer
  const source = facts.get("agent", fromAgentId)
  const target = facts.get("agent", toAgentId)
  if (source === undefined || target === undefined) return []
  const params = {
    fromName: fullName(source.name),
    toName: fullName(target.name),
    cases: rows.filter(({ outcome }) => outcome === "moves").length
  }
  const managers = managersOf(facts, facts.get("agency", agencyId)).filter(
    ({ email }) => email !== source.loginEmail && email !== target.loginEmail
  )
  return [toAgent(source), toAgent(target), ...managers].map((to) => draft("NTC-16", to, params))
}

const ofCode = (
  event: Event & { readonly _tag: "AccessCodeIssued" | "AccessCodeMoved" },
  facts: Facts
): ReadonlyArray<Draft> => {
  const issued = event._tag === "AccessCodeIssued"
  const value = facts.get("case", issued ? event.accessCode.caseId : event.caseId)
  const what = issued ? "issued" : event.to === "Redeemed" ? "redeemed" : event.to === "Locked" ? "locked" : undefined
  if (value === undefined || what === undefined) return []
  const life = issued ? { expiresAt: event.accessCode.expiresAt, channel: event.accessCode.channel } : {}
  return [draft("NTC-18", toConsumer(value), { what, ...life })]
}

const ofEvent = (event: Event, facts: Facts): ReadonlyArray<Draft> => {
  switch (event._tag) {
    case "CertificationMoved":
      return ofCertification(event, facts)
    case "DelegationOpened":
      return ofOpened(event.delegation, facts)
    case "DelegationMoved":
      return ofMoved(event, facts)
    case "TransferApplied":
      return ofTransfer(event, facts)
    case "AccessCodeIssued":
    case "AccessCodeMoved":
      return ofCode(event, facts)
    case "ExtranetProvisioned": {
      const agent = facts.get("agent", event.account.agentId)
      if (agent === undefined || event.account.takenOver === true) return []
      const params = { agentName: fullName(agent.name), agentLicence: agent.licence.number }
      return [
        draft("NTC-20", toAgent(agent), params),
        draft("NTC-21", toAgent(agent), { ...params, username: event.account.username }),
        draft("NTC-22", toAgent(agent), params)
      ]
    }
    case "AgencyOpened":
    case "AgencyDocumentUploaded":
    case "AgencyCertificationMoved":
    case "AgentAdded":
    case "AgentLocked":
    case "LicenceRecorded":
    case "ChecklistRecorded":
    case "EmploymentMoved":
    case "CaseRecorded":
    case "CaseAccountMoved":
    case "ActingOpened":
    case "ActingUsed":
    case "ActingClosed":
    case "ExtranetDisabled":
      return []
  }
}

const delegationIdsOf = (events: ReadonlyArray<Event>): ReadonlyArray<DelegationId> =>
  events.flatMap((event) => (event._tag === "DelegationMoved" ? [event.delegationId] : []))

/**
 * What the notices of events read; ask again with the facts loaded so far until nothing new is named.
 *
 * @category queries
 */
export const reads = (events: ReadonlyArray<Event>, facts: Facts): ReadonlyArray<Selection> => {
  const agents = new Set<AgentId>()
  const agencies = new Set<AgencyId>()
  const cases = new Set<CaseId>()
  const noteDelegation = (delegation: Delegation | undefined) => {
    if (delegation === undefined || delegation.origin === "migration") return
    agents.add(delegation.delegate.agentId)
    agencies.add(delegation.delegate.agencyId)
    cases.add(delegation.caseId)
  }
  const certified: Array<AgentId> = []
  const places = new Set<EmploymentId>()
  for (const event of events) {
    if (event._tag === "CertificationMoved") certified.push(event.agentId)
    if (event._tag === "DelegationOpened") noteDelegation(event.delegation)
    if (event._tag === "AccessCodeIssued") cases.add(event.accessCode.caseId)
    if (event._tag === "AccessCodeMoved") cases.add(event.caseId)
    if (event._tag === "ExtranetProvisioned" && event.account.takenOver !== true) agents.add(event.account.agentId)
    if (event._tag === "TransferApplied") {
      agents.add(event.transfer.fromAgentId).add(event.transfer.toAgentId)
      agencies.add(event.transfer.agencyId)
    }
  }
  const moved = delegationIdsOf(events)
  for (const id of moved) {
    const delegation = facts.get("delegation", id)
    if (delegation === undefined) continue
    agents.add(delegation.delegate.agentId)
    agencies.add(delegation.delegate.agencyId)
    cases.add(delegation.caseId)
  }
  for (const agentId of certified) {
    agents.add(agentId)
    for (const { agencyId } of facts.find("employment", "agent", agentId)) agencies.add(agencyId)
  }
  for (const agencyId of agencies)
    for (const managerId of facts.get("agency", agencyId)?.managers ?? []) {
      agents.add(managerId)
      places.add(Id.employment(managerId, agencyId))
    }
  return [
    read("delegation", "id", ...moved),
    read("employment", "agent", ...certified),
    read("employment", "id", ...places),
    read("agency", "id", ...agencies),
    read("agent", "id", ...agents),
    read("case", "id", ...cases)
  ]
}

/**
 * The notices that events call for, given the facts after the events.
 *
 * **Rules**: NOT-02.
 *
 * @category constructors
 */
export const fromEvents = (
  events: ReadonlyArray<Event>,
  facts: Facts,
  context: Pick<Context, "commandId">
): ReadonlyArray<Notice> =>
  events
    .flatMap((event) => ofEvent(event, facts))
    .map((one, index) => ({
      ...one,
      noticeId: `${context.commandId}~n${index}`,
      channel: one.to.email === undefined ? "letter" : "email"
    }))
