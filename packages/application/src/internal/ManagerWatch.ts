/**
 * Whether an agency still has a manager who is certified, asked after every step that may change that.
 *
 * @since 0.1.0
 */
import * as AgencyManagement from "@agencybook/core/AgencyManagement"
import * as Dates from "@agencybook/core/CalendarDate"
import type { Context } from "@agencybook/core/Decider"
import { applied, type Facts, memberOf, memberOfReads, read, type Selection, write } from "@agencybook/core/Facts"
import type * as Id from "@agencybook/core/Id"
import { type Event, type Kind, type Records, refOf } from "@agencybook/core/Record"

const watchedKinds: ReadonlySet<Kind> = new Set(["agency", "agent", "employment"])

/** The managers of an agency with their places in it, and the agency itself, alone. */
export const managersReads = (agencyId: Id.AgencyId, facts: Facts): ReadonlyArray<Selection> => [
  write("agency", "id", agencyId),
  ...(facts.get("agency", agencyId)?.managers ?? []).flatMap((one) => memberOfReads(one, agencyId))
]

/** The agency in which an agent works, if the agent is one of its managers. */
const managedBy = (facts: Facts, agentId: Id.AgentId): Id.AgencyId | undefined => {
  const agencyId = facts.find("employment", "open", agentId)[0]?.agencyId
  return agencyId !== undefined && facts.get("agency", agencyId)?.managers.includes(agentId) ? agencyId : undefined
}

/** What a step of an agent reads beside: the agency, and its managers where the agent is one of them. */
export const watchReads = (agentId: Id.AgentId, facts: Facts): ReadonlyArray<Selection> => {
  const agencyId = managedBy(facts, agentId)
  return [
    ...facts.find("employment", "open", agentId).map((one) => read("agency", "id", one.agencyId)),
    ...(agencyId === undefined ? [] : managersReads(agencyId, facts))
  ]
}

/** Records as they are after events; only those that a watch asks for. */
const afterwards = (events: ReadonlyArray<Event>, facts: Facts): Facts => {
  const next = applied(
    events.filter((event) => watchedKinds.has(refOf(event).kind)),
    facts.get
  )
  const get = <K extends Kind>(kind: K, id: string): Records[K] | undefined =>
    (next.get(`${kind}/${id}`)?.record as Records[K] | undefined) ?? facts.get(kind, id)
  return { ...facts, get }
}

/** What follows for an agency when the events have happened. @rule AGY-12 */
const watchedIn = (
  agencyId: Id.AgencyId,
  events: ReadonlyArray<Event>,
  facts: Facts,
  context: Context
): ReadonlyArray<Event> => {
  const after = afterwards(events, facts)
  const agency = after.get("agency", agencyId)
  if (agency === undefined) return []
  const day = Dates.on(context.at, context.policy.timeZone)
  const managed = agency.managers.some((one) => AgencyManagement.isCertified(memberOf(after, one, agencyId), day))
  return AgencyManagement.watched(agency, managed, context)
}

// A term or a licence that ran out of itself is noticed with the step that says so.
const takesCertification = (event: Event): boolean =>
  event._tag === "TermEnded" || (event._tag === "CertificationMoved" && event.from === "Certified")

/** What follows for an agency from a step of one of its managers; nothing from one that leaves the manager as fit as before. @rule AGY-12 */
export const watchedOf = (
  agentId: Id.AgentId,
  agencyId: Id.AgencyId,
  events: ReadonlyArray<Event>,
  facts: Facts,
  context: Context
): ReadonlyArray<Event> => {
  if (!events.some((event) => watchedKinds.has(refOf(event).kind))) return []
  const day = Dates.on(context.at, context.policy.timeZone)
  const fit = (of: Facts) =>
    of.get("agency", agencyId)?.managers.includes(agentId) === true &&
    AgencyManagement.isCertified(memberOf(of, agentId, agencyId), day)
  const changed = events.some(takesCertification) || fit(facts) !== fit(afterwards(events, facts))
  return changed ? watchedIn(agencyId, events, facts, context) : []
}

/** What follows from a step of an agent for the agency that the agent manages, if there is one. @rule AGY-12 */
export const watched = (
  agentId: Id.AgentId,
  events: ReadonlyArray<Event>,
  facts: Facts,
  context: Context
): ReadonlyArray<Event> => {
  if (!events.some((event) => watchedKinds.has(refOf(event).kind))) return []
  const agencyId = managedBy(facts, agentId)
  return agencyId === undefined ? [] : watchedOf(agentId, agencyId, events, facts, context)
}
