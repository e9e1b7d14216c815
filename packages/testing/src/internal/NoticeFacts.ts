/**
 * What notices about one client are addressed by: an agency with its manager and two agents, a case, and a delegation that
 * has ended.
 *
 * @since 0.1.0
 */
import { make as factsOf } from "@agencybook/core/Facts"
import * as Sample from "../Sample.ts"

/** The consumer's case. */
export const household = Sample.household(1)
/** The delegation of the case. */
export const delegation = Sample.delegation(1, "Ended", {
  delegate: { agentId: Sample.agentId(1), agencyId: Sample.agencyId() }
})

/** The manager, in the agency. */
export const manager = Sample.employment(0)

/** The records of all of them. */
export const facts = factsOf({
  agent: new Map([0, 1, 2].map((n) => [Sample.agentId(n) as string, Sample.agent(n)])),
  agency: new Map([[Sample.agencyId() as string, Sample.agency()]]),
  employment: new Map([[manager.employmentId as string, manager]]),
  case: new Map([[household.caseId as string, household]]),
  delegation: new Map([[delegation.delegationId as string, delegation]])
})
