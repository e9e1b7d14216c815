/**
 * Policies of a household beside its main one, as samples.
 *
 * @since 0.1.0
 */
import * as Dates from "@agencybook/core/CalendarDate"
import type { FurtherPolicy } from "@agencybook/core/Case"
import * as Id from "@agencybook/core/Id"

/** The `n`-th policy for the teeth, paid for. @category constructors */
export const furtherPolicy = (n = 0, over: Partial<FurtherPolicy> = {}): FurtherPolicy => ({
  policyId: Id.make(`dental-${n}`),
  kind: "dental",
  year: 2026,
  state: "Effectuated",
  carrier: "Bright Smile",
  plan: `Dental ${n}`,
  effectiveOn: Dates.make("2026-01-01"),
  grossPremium: 4_200 as FurtherPolicy["grossPremium"],
  aptc: 0 as FurtherPolicy["aptc"],
  pastDue: false,
  ...over
})
