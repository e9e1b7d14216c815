/**
 * The sample of a link to a helper's login.
 *
 * @since 0.1.0
 */
import * as Dates from "@agencybook/core/CalendarDate"
import * as Id from "@agencybook/core/Id"
import type { Link } from "@agencybook/core/Staff"
import { now, policy } from "../Sample.ts"

/** The link that was sent to a helper a moment ago, alive as long as links are under the policy that laws go by. */
export const sentLink = (over: Partial<Link> = {}): Link => ({
  invitationId: Id.make("staff-link-0"),
  issuedAt: now,
  expiresAt: Dates.plusHours(now, policy().inviteHours),
  wrongTries: 0,
  state: "Issued",
  ...over
})
