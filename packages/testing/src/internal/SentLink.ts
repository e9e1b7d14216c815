/**
 * The sample of a link to a helper's login.
 *
 * @since 0.1.0
 */
import * as Dates from "@agencybook/core/CalendarDate"
import * as Id from "@agencybook/core/Id"
import type { Link } from "@agencybook/core/Staff"
import { now } from "../Sample.ts"

/** The link that was sent to a helper a moment ago, alive for 30 days. */
export const sentLink = (over: Partial<Link> = {}): Link => ({
  invitationId: Id.make("staff-link-0"),
  issuedAt: now,
  expiresAt: Dates.plusHours(now, 720),
  wrongTries: 0,
  state: "Issued",
  ...over
})
