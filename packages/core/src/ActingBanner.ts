/**
 * What the screen says while a manager acts for an agent: who acts, for whom, since when, and when it ends by itself.
 *
 * Facts and one sentence in English; where it stands and how it looks is the host's. Whether the session still carries
 * anything is `Acting.obstacle`.
 *
 * @since 0.1.0
 */
import type { Acting } from "./Acting.ts"
import type { Instant } from "./CalendarDate.ts"
import * as Dates from "./CalendarDate.ts"
import { fullName } from "./Contact.ts"
import type { ActingId, AgencyId, AgentId } from "./Id.ts"
import type { Policy } from "./Policy.ts"
import type { Member } from "./Standing.ts"

/** The facts of a banner, and its text. @category models */
export interface Banner {
  readonly actingId: ActingId
  readonly agencyId: AgencyId
  readonly agencyName: string
  readonly managerId: AgentId
  readonly managerName: string
  readonly agentId: AgentId
  readonly agentName: string
  readonly since: Instant
  /** When it is over for want of use, unless it is used before. */
  readonly idleAt: Instant
  readonly text: string
}

/**
 * The banner of a session that is open; nothing where it was closed, was idle for too long, or names other people.
 *
 * @rule ACT-02
 * @category queries
 */
export const of = (
  acting: Acting,
  manager: Member,
  agent: Member,
  { at, policy }: { readonly at: Instant; readonly policy: Pick<Policy, "actingIdleMinutes"> }
): Banner | undefined => {
  const { actingId, agencyId, agentId, closedAt, managerId, openedAt: since, usedAt } = acting
  const idleAt = Dates.plusMillis(usedAt, policy.actingIdleMinutes * 60_000)
  const isTheirs = manager.agent.agentId === managerId && agent.agent.agentId === agentId
  if (closedAt !== undefined || idleAt <= at || !isTheirs) return undefined
  const managerName = fullName(manager.agent.name)
  const agentName = fullName(agent.agent.name)
  const agencyName = agent.agency.publicName
  return {
    ...{ actingId, agencyId, agencyName, managerId, managerName, agentId, agentName, since, idleAt },
    text: `${managerName} acts for ${agentName} of ${agencyName}. ${agentName} stays the agent of record.`
  }
}
