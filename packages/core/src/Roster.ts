/**
 * The roster of an agency: its agents with licence, certification status and number of delegated consumers.
 *
 * It counts as the book shows: what is frozen, or held by somebody who may not act today, is beside what is worked.
 *
 * @since 0.1.0
 */
import type { CalendarDate } from "./CalendarDate.ts"
import * as Certification from "./Certification.ts"
import { fullName } from "./Contact.ts"
import type { Delegation } from "./Delegation.ts"
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
  /** Cases that are active with the agent. @rule BOB-05 */
  readonly delegated: number
  /** Cases that the agent holds and may not work: frozen, or the agent may not act. @rule BOB-04 BOB-05 */
  readonly frozen: number
  readonly requested: number
  /** First day on which clients whom nobody has moved are free; there while a certification is over, or the agency keeps them. @rule DEL-25 EMP-04 */
  readonly clientsUntil?: CalendarDate
  readonly mayAct: boolean
}

const statusOf = (member: Member, day: CalendarDate): Status => {
  const { certification } = member.agent
  // How a stranger stands, and why, is no business of an agency that has only asked; it sees what became of that. @rule AGT-03
  if (member.employment.state === "Invited") return "Pending"
  if (isUnapproved(member.employment))
    return member.employment.reason === "association-withdrawn" ? "Withdrawn" : "Denied"
  return certification._tag === "Certified" && !Certification.isCertifiedOn(certification, day)
    ? "Lapsed"
    : certification._tag
}

/** How many cases and requests an agent has in the agency, by the state of the delegations. @category models */
export interface Load {
  readonly active: number
  readonly frozen: number
  readonly requested: number
}

/** One line of a roster. @rule BOB-05 @category constructors */
export const line = (member: Member, { active, frozen, requested }: Load, day: CalendarDate): RosterLine => {
  const { agent, agency, employment } = member
  const clientsUntil = freeOn(member, active + frozen + requested)
  const mayAct = Standing.isGood(member, day)
  return {
    agentId: agent.agentId,
    name: fullName(agent.name),
    licence: agent.licence.number,
    certificationStatus: statusOf(member, day),
    employment: employment.state,
    manager: agency.managers.includes(agent.agentId),
    // A day can end what an agent may do before a run freezes the cases; the book shows them so at once.
    ...(mayAct ? { delegated: active, frozen } : { delegated: 0, frozen: active + frozen }),
    requested,
    ...(clientsUntil === undefined ? {} : { clientsUntil }),
    mayAct
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

/** Makes the roster of an agency, the agents who hold most cases first. @rule BOB-05 @category constructors */
export const lines = (
  members: ReadonlyArray<Member>,
  open: ReadonlyArray<Delegation>,
  day: CalendarDate
): ReadonlyArray<RosterLine> => {
  const counts = new Map<string, number>()
  for (const { delegate, state } of open) {
    const key = `${delegate.agentId} ${state._tag}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  const cases = ({ delegated, frozen }: RosterLine): number => delegated + frozen
  return members
    .map((member) => {
      const of = (state: Delegation["state"]["_tag"]) => counts.get(`${member.agent.agentId} ${state}`) ?? 0
      return line(member, { active: of("Active"), frozen: of("Frozen"), requested: of("Requested") }, day)
    })
    .sort((a, b) => cases(b) - cases(a) || (a.agentId < b.agentId ? -1 : 1))
}
