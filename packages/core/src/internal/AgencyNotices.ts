/**
 * Notices about agencies themselves, to their managers, and about who these are.
 *
 * @since 0.1.0
 */
import type * as AgencyManager from "../AgencyManager.ts"
import { fullName } from "../Contact.ts"
import type { Facts } from "../Facts.ts"
import type { Event } from "../Record.ts"
import { agentParams, type Draft, draft, managersOf, type Recipient, toAgent } from "./NoticeDraft.ts"

/** What ends soon is told to the managers, each with its last day. */
export const ofAgencyReminder = (
  { agencyId, ending }: Event & { readonly _tag: "AgencyReminded" },
  facts: Facts
): ReadonlyArray<Draft> => {
  const agency = facts.get("agency", agencyId)
  if (agency === undefined) return []
  return ending.flatMap(({ lastDay, what }) =>
    managersOf(facts, agency).map((to) => draft("NTC-26", to, { agencyName: agency.publicName, what, lastDay }))
  )
}

/**
 * That an agency is suspended or back is told to its managers; that it is over, or was turned away, to everybody who was in
 * it until then.
 *
 * @rule AGY-04 AGY-09
 */
export const ofAgencyMoved = (
  { agencyId, to: state, trigger }: Event & { readonly _tag: "AgencyCertificationMoved" },
  facts: Facts
): ReadonlyArray<Draft> => {
  const agency = facts.get("agency", agencyId)
  if (agency === undefined) return []
  const params = {
    agencyName: agency.publicName,
    state: state._tag,
    ...("reason" in state ? { reason: state.reason } : {})
  }
  switch (trigger) {
    case "suspend":
    case "reinstate":
      return managersOf(facts, agency).map((to) => draft("NTC-09", to, params))
    case "reject":
      return managersOf(facts, agency, undefined, state.since).map((to) => draft("NTC-07", to, params))
    case "terminate":
      return managersOf(facts, agency, undefined, state.since).map((to) => draft("NTC-09", to, params))
    default:
      return []
  }
}

/** That the agency is over is told to an agent who left with it, and keeps the certification. @rule AGY-04 */
export const ofLeftWithAgency = (
  { to: { agencyId, agentId, reason } }: Event & { readonly _tag: "EmploymentMoved" },
  facts: Facts
): ReadonlyArray<Draft> => {
  if (reason !== "agency-ended") return []
  const [agency, agent] = [facts.get("agency", agencyId), facts.get("agent", agentId)]
  const state = agency?.certification
  if (agency === undefined || agent === undefined || state?._tag !== "Terminated") return []
  // Who applied hears of the application, and who managed the agency of the agency itself; a draft may be about a stranger.
  if (["Withdrawn", "Discarded"].includes(agent.certification._tag) || agency.managers.includes(agentId)) return []
  const params = { agencyName: agency.publicName, state: state._tag, reason: state.reason }
  return toAgent(agent).map((to) => draft("NTC-09", to, params))
}

/**
 * Who manages an agency is told to the person whom it is about, and to the managers who are there afterwards. @rule AGY-02
 */
export const ofManagers = (event: AgencyManager.Change, facts: Facts): ReadonlyArray<Draft> => {
  const { agencyId, agentId } = event
  const [agency, agent] = [facts.get("agency", agencyId), facts.get("agent", agentId)]
  if (agency === undefined || agent === undefined) return []
  const change =
    event._tag === "AgencyManagerRemoved"
      ? event.why
      : event._tag === "AgencyManagerDesignated"
        ? "designated"
        : "primary"
  const params = { ...agentParams(facts, agentId), agencyName: agency.publicName, change }
  return [...toAgent(agent), ...managersOf(facts, agency, agentId)].map((to) => draft("NTC-29", to, params))
}

/**
 * That nobody who is certified manages an agency is told to its managers and to its office, which may be all that is left.
 * @rule AGY-12
 */
export const ofForsaken = (
  { agencyId, until }: Event & { readonly _tag: "AgencyLeftWithoutManager" },
  facts: Facts
): ReadonlyArray<Draft> => {
  const agency = facts.get("agency", agencyId)
  if (agency === undefined) return []
  const office = { role: "manager", name: agency.publicName, email: agency.email } as const
  const params = { agencyName: agency.publicName, lastDay: until }
  return [...managersOf(facts, agency), office].map((to) => draft("NTC-30", to, params))
}

type Signed = Event & { readonly _tag: "AgencyAgreementSigned" }

/** Whether the first signature of an envelope waits for the one that binds the agency. */
export const waits = ({ agreement, signing }: Signed): boolean =>
  agreement === undefined && signing.signatures.length === 1

/** That an envelope was begun and waits is told to whoever may bind the agency. @rule AGY-05 */
export const ofSigning = (event: Signed, facts: Facts): ReadonlyArray<Draft> => {
  const agency = facts.get("agency", event.agencyId)
  if (agency?.signer === undefined || !waits(event)) return []
  const { managers, publicName, signer } = agency
  const to: ReadonlyArray<Recipient> =
    signer._tag === "Manager"
      ? toAgent(managers.includes(signer.agentId) ? facts.get("agent", signer.agentId) : undefined, "manager")
      : [{ role: "signer", name: fullName(signer.name), email: signer.email }]
  return to.map((one) => draft("NTC-04", one, { agencyName: publicName }))
}
