/**
 * The roster of an agency: its agents with licence, certification status and number of delegated consumers.
 *
 * @since 0.1.0
 */
import type { CalendarDate } from "./CalendarDate.ts"
import * as Certification from "./Certification.ts"
import { fullName } from "./Contact.ts"
import type { Delegation } from "./Delegation.ts"
import { holdsCase } from "./Delegation.ts"
import { freeOn } from "./Disposition.ts"
import { isUnapproved } from "./Employment.ts"
import type { AgentId } from "./Id.ts"
import type { Place } from "./Page.ts"
import { fold, isInName } from "./SearchText.ts"
import type { Member } from "./Standing.ts"
import * as Standing from "./Standing.ts"

/** How an agent's certification shows on a roster. @category models */
export type Status = "Lapsed" | Certification.State

/** One line of a roster. @category models */
export interface RosterLine {
  readonly agentId: AgentId
  readonly name: string
  readonly licence: string
  /**
   * `Pending` while invited, otherwise the state of the person's certification; `Lapsed` when its dates are over. Of
   * whom the agency has only asked for, what became of that: `Pending`, `Denied` or `Withdrawn`.
   */
  readonly certificationStatus: Status
  readonly employment: Member["employment"]["state"]
  readonly manager: boolean
  /** Cases that are active or frozen with the agent. @rule BOB-05 */
  readonly delegated: number
  readonly requested: number
  /** First day on which clients whom nobody has moved are free; there while a certification is over, or the agency keeps them. @rule DEL-25 EMP-04 */
  readonly clientsUntil?: CalendarDate
  readonly mayAct: boolean
}

const statusOf = (member: Member, day: CalendarDate): Status => {
  const { certification } = member.agent
  // How a stranger stands, and why, is no business of an agency that has only asked; it sees what became of that. @rule AGT-03
  if (isUnapproved(member.employment)) {
    if (member.employment.state === "Invited") return "Pending"
    return member.employment.reason === "association-withdrawn" ? "Withdrawn" : "Denied"
  }
  if (member.employment.state === "Invited" && certification._tag === "Certified") return "Pending"
  return certification._tag === "Certified" && !Certification.isCertifiedOn(certification, day)
    ? "Lapsed"
    : certification._tag
}

/** How many cases and requests an agent has in the agency. @category models */
export type Load = Pick<RosterLine, "delegated" | "requested">

/** One line of a roster. @rule BOB-05 @category constructors */
export const line = (member: Member, load: Load, day: CalendarDate): RosterLine => {
  const { agent, agency, employment } = member
  const clientsUntil = freeOn(member, load.delegated + load.requested)
  return {
    agentId: agent.agentId,
    name: fullName(agent.name),
    licence: agent.licence.number,
    certificationStatus: statusOf(member, day),
    employment: employment.state,
    manager: agency.managers.includes(agent.agentId),
    ...load,
    ...(clientsUntil === undefined ? {} : { clientsUntil }),
    mayAct: Standing.isGood(member, day)
  }
}

/** What a roster is searched for; every field that is given must fit. @category models */
export interface RosterFilter {
  /** Part of the agent's name, or the licence number; case and accents do not matter. */
  readonly search?: string
  readonly certificationStatus?: Status
  readonly employment?: Member["employment"]["state"]
  readonly mayAct?: boolean
}

/** Checks whether a member fits what a roster is searched for. @category predicates */
export const fits = (member: Member, filter: RosterFilter, day: CalendarDate): boolean => {
  const { certificationStatus, employment, mayAct, search } = filter
  const { licence, name } = member.agent
  return (
    (search === undefined || isInName(name, search) || licence.number === search.trim().toUpperCase()) &&
    (certificationStatus === undefined || statusOf(member, day) === certificationStatus) &&
    (employment === undefined || member.employment.state === employment) &&
    (mayAct === undefined || Standing.isGood(member, day) === mayAct)
  )
}

/** The place of a member in a roster by name. @category ordering */
export const placeOf = ({ agent }: Member): Place => ({
  key: `${fold(agent.name.last)}  ${fold(agent.name.first)}`,
  id: agent.agentId
})

/** Makes the roster of an agency, the agents with most cases first. @rule BOB-05 @category constructors */
export const lines = (
  members: ReadonlyArray<Member>,
  open: ReadonlyArray<Delegation>,
  day: CalendarDate
): ReadonlyArray<RosterLine> => {
  const delegated = new Map<string, number>()
  const requested = new Map<string, number>()
  for (const delegation of open) {
    const counts = holdsCase(delegation) ? delegated : requested
    counts.set(delegation.delegate.agentId, (counts.get(delegation.delegate.agentId) ?? 0) + 1)
  }
  return members
    .map((member) => {
      const { agentId } = member.agent
      return line(member, { delegated: delegated.get(agentId) ?? 0, requested: requested.get(agentId) ?? 0 }, day)
    })
    .sort((a, b) => b.delegated - a.delegated || (a.agentId < b.agentId ? -1 : 1))
}
