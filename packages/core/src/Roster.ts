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
import type { AgentId } from "./Id.ts"
import type { Member } from "./Standing.ts"
import * as Standing from "./Standing.ts"

/** One line of a roster. @category models */
export interface RosterLine {
  readonly agentId: AgentId
  readonly name: string
  readonly licence: string
  /** `Pending` while invited, otherwise the state of the person's certification; `Lapsed` when its dates are over. */
  readonly certificationStatus: string
  readonly employment: Member["employment"]["state"]
  readonly manager: boolean
  /** Cases that are active or frozen with the agent. @rule BOB-05 */
  readonly delegated: number
  readonly requested: number
  /** First day on which clients whom nobody has moved are free; there while a certification is over. @rule DEL-25 */
  readonly clientsUntil?: CalendarDate
  readonly mayAct: boolean
}

const statusOf = (member: Member, day: CalendarDate): string => {
  const { certification } = member.agent
  if (member.employment.state === "Invited" && certification._tag === "Certified") return "Pending"
  return certification._tag === "Certified" && !Certification.isCertifiedOn(certification, day)
    ? "Lapsed"
    : certification._tag
}

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
  const collated = members.map((member): RosterLine => {
    const { agentId, dispositionUntil } = member.agent
    return {
      agentId,
      name: fullName(member.agent.name),
      licence: member.agent.licence.number,
      certificationStatus: statusOf(member, day),
      employment: member.employment.state,
      manager: member.agency.managers.includes(agentId),
      delegated: delegated.get(agentId) ?? 0,
      requested: requested.get(agentId) ?? 0,
      ...(dispositionUntil === undefined ? {} : { clientsUntil: dispositionUntil }),
      mayAct: Standing.isGood(member, day)
    }
  })
  return collated.sort((a, b) => b.delegated - a.delegated || (a.agentId < b.agentId ? -1 : 1))
}
