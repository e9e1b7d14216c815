/**
 * Plain sample lists of consumers whom an agent misses, of the moment of `Sample`.
 *
 * @since 0.1.0
 */
import * as Dates from "@agencybook/core/CalendarDate"
import type { Discrepancy } from "@agencybook/core/Discrepancy"
import type { DiscrepancyList } from "@agencybook/core/DiscrepancyList"
import * as Id from "@agencybook/core/Id"
import { agencyId, agentId, household, now } from "./Sample.ts"

/** A claim for the household of the `n`-th case, without its number. @category constructors */
export const claim = (n = 0, over: Partial<Discrepancy> = {}): Discrepancy => {
  const { dob, name } = household(n).primaryContact
  return { name, dob, applicationOn: Dates.make("2026-02-02"), comment: "Signed in the office", ...over }
}

/** The `n`-th list: of agent 0 in agency 0, two claims that nobody has answered, returned now. @category constructors */
export const list = (n = 0, over: Partial<DiscrepancyList> = {}): DiscrepancyList => ({
  listId: Id.make(`list-${n}`),
  agencyId: agencyId(0),
  agentId: agentId(0),
  returnedAt: now,
  lines: [{ claim: claim(1) }, { claim: claim(2, { caseNumber: household(2).caseNumber }) }],
  state: { _tag: "Open" },
  ...over
})
