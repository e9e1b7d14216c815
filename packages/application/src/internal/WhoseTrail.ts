/**
 * Whose trail, or whose readings, somebody asks for.
 *
 * @since 0.1.0
 */
import type { AgencyId, AgentId, CaseId, UserId } from "@agencybook/core/Id"

/** Whose trail is asked for: of one of these, or, without any, everybody's. @category models */
export interface TrailOf {
  readonly caseId?: CaseId
  readonly agentId?: AgentId
  readonly agencyId?: AgencyId
  readonly counselorId?: UserId
}

/** One of the four, however many somebody names: what is read is what was judged. */
export const one = ({ agencyId, agentId, caseId, counselorId }: TrailOf): TrailOf => {
  if (caseId !== undefined) return { caseId }
  if (agentId !== undefined) return { agentId }
  if (agencyId !== undefined) return { agencyId }
  return counselorId === undefined ? {} : { counselorId }
}
