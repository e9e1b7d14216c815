/**
 * Notices about agencies themselves, to their managers, and about who these are.
 *
 * @since 0.1.0
 */
import type * as AgencyManager from "../AgencyManager.ts"
import type { Facts } from "../Facts.ts"
import type { Event } from "../Record.ts"
import { agentParams, type Draft, draft, managersOf, toAgent } from "./NoticeDraft.ts"

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

/** That an agency is suspended or back is told to its managers; with an agency that ends nobody is left to be told. */
export const ofAgencyMoved = (
  { agencyId, to: state, trigger }: Event & { readonly _tag: "AgencyCertificationMoved" },
  facts: Facts
): ReadonlyArray<Draft> => {
  if (trigger !== "suspend" && trigger !== "reinstate") return []
  const agency = facts.get("agency", agencyId)
  if (agency === undefined) return []
  const params = {
    agencyName: agency.publicName,
    state: state._tag,
    ...(state._tag === "Suspended" ? { reason: state.reason } : {})
  }
  return managersOf(facts, agency).map((to) => draft("NTC-09", to, params))
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
  return [
    draft("NTC-29", toAgent(agent), params),
    ...managersOf(facts, agency, agentId).map((to) => draft("NTC-29", to, params))
  ]
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
  const living = agency.managers.filter((one) => facts.get("agent", one)?.certification._tag !== "Deceased")
  const office = { role: "manager", name: agency.publicName, email: agency.email } as const
  const params = { agencyName: agency.publicName, lastDay: until }
  return [...managersOf(facts, { ...agency, managers: living }), office].map((to) => draft("NTC-30", to, params))
}
