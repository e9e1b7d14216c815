/**
 * What a book reads: the open delegations of a scope, with case, agent, employment and agency.
 *
 * @since 0.1.0
 */
import type * as Book from "@agencybook/core/BookOfBusiness"
import type { Delegation } from "@agencybook/core/Delegation"
import { type Facts, read, type Selection } from "@agencybook/core/Facts"
import type { AgencyId, AgentId } from "@agencybook/core/Id"
import * as Id from "@agencybook/core/Id"

/** Which book: the agency's, or one agent's in the agency. @rule BOB-01 @category models */
export interface BookScope {
  readonly agencyId: AgencyId
  readonly agentId?: AgentId
}

/** The open delegations and requests of a scope. */
export const delegationsIn = (facts: Facts, { agencyId, agentId }: BookScope): ReadonlyArray<Delegation> =>
  agentId === undefined
    ? facts.find("delegation", "agency", agencyId)
    : facts.find("delegation", "agent", agentId).filter(({ delegate }) => delegate.agencyId === agencyId)

/** What the rows of a scope are made from. */
export const bookReads =
  (scope: BookScope) =>
  (facts: Facts): ReadonlyArray<Selection> => {
    const delegations = delegationsIn(facts, scope)
    const agents = Array.from(new Set(delegations.map(({ delegate }) => delegate.agentId)))
    return [
      read("agency", "id", scope.agencyId),
      ...(scope.agentId === undefined
        ? [read("delegation", "agency", scope.agencyId)]
        : [read("delegation", "agent", scope.agentId)]),
      read("case", "id", ...delegations.map(({ caseId }) => caseId)),
      read("agent", "id", ...agents),
      read("employment", "id", ...agents.map((agentId) => Id.employment(agentId, scope.agencyId)))
    ]
  }

/** The entries of a scope, in no order. */
export const entriesIn = (facts: Facts, scope: BookScope): ReadonlyArray<Book.Entry> => {
  const agency = facts.get("agency", scope.agencyId)
  const entries: Array<Book.Entry> = []
  for (const delegation of delegationsIn(facts, scope)) {
    const { agentId } = delegation.delegate
    const value = facts.get("case", delegation.caseId)
    const agent = facts.get("agent", agentId)
    const employment = facts.get("employment", Id.employment(agentId, scope.agencyId))
    if (agency && value && agent && employment) entries.push({ delegation, case: value, agent, employment, agency })
  }
  return entries
}
