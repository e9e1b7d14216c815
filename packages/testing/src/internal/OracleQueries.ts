/**
 * What a portal has to answer when somebody who may ask looks at a roster or a book.
 *
 * @since 0.1.0
 */
import type { Entry } from "@agencybook/core/BookOfBusiness"
import * as Dates from "@agencybook/core/CalendarDate"
import type { AgencyId } from "@agencybook/core/Id"
import type * as Oracle from "../Oracle.ts"
import type { Rules } from "../Rules.ts"
import * as World from "../World.ts"

/** The roster or the book of an agency. @category queries */
export const answer = (
  { policy, world }: Oracle.State,
  what: "Roster" | "Book",
  agencyId: AgencyId,
  at: Dates.Instant,
  rules: Rules
): unknown => {
  const facts = World.facts(world)
  const delegations = facts.find("delegation", "agency", agencyId)
  if (what === "Roster") {
    const members = facts
      .find("employment", "agency", agencyId)
      .flatMap(({ agentId }) => World.memberOf(world, agentId, agencyId) ?? [])
    return rules.roster.lines(members, delegations, Dates.on(at, policy.timeZone))
  }
  const agency = facts.get("agency", agencyId)
  const entries = delegations.flatMap((delegation): ReadonlyArray<Entry> => {
    const value = facts.get("case", delegation.caseId)
    const member = World.memberOf(world, delegation.delegate.agentId, agencyId)
    return agency && value && member ? [{ delegation, case: value, ...member }] : []
  })
  return rules.book.rows(entries, at, policy.timeZone)
}
