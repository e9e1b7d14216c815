/**
 * Questions about an agency itself.
 *
 * @since 0.1.0
 */
import { unknownAgency } from "@agencybook/core/Agency"
import * as AgencyAccount from "@agencybook/core/AgencyAccount"
import { read } from "@agencybook/core/Facts"
import type { AgencyId } from "@agencybook/core/Id"
import type { Refusal } from "@agencybook/core/Refusal"
import { ask, type Viewer } from "./QueryAsk.ts"

/**
 * The account of an agency: names, FEIN, licence, sites with hours, documents and status.
 *
 * **Rules**: AGY-08.
 *
 * @category queries
 */
export const account = (viewer: Viewer, agencyId: AgencyId) =>
  ask(
    viewer,
    "view-agency",
    { agencyId },
    () => [read("agency", "id", agencyId)],
    (facts, { day }): AgencyAccount.Account | Refusal => {
      const agency = facts.get("agency", agencyId)
      return agency === undefined ? unknownAgency({ agencyId }) : AgencyAccount.make(agency, day)
    }
  )
