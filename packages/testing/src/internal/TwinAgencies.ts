/**
 * Ways by which an agency could come to a FEIN or a licence number that another one has, beside the command that opens it.
 *
 * @since 0.1.0
 */
import type { Agency } from "@agencybook/core/Agency"
import * as Id from "@agencybook/core/Id"
import type { LicenceNumber } from "@agencybook/core/Licence"
import type { Rules } from "../Rules.ts"
import * as Sample from "../Sample.ts"

const agencyId = Sample.agencyId()

/** Live agencies with the FEIN and with the licence number that is wanted. */
export interface Others {
  readonly fein: Agency | undefined
  readonly licence: Agency | undefined
  readonly licenceNumber: LicenceNumber
}

/** The exchange approves a change of the licence number. */
export const approved = (rules: Rules, { fein, licence, licenceNumber }: Others) => {
  const changeId = Id.make<Id.AgencyChangeId>("change-1")
  const change = { changeId, wanted: { licenceNumber }, items: ["licence"] } as const
  const asked = { requestedAt: Sample.now, requestedBy: "agent/agent-0" }
  return rules.agencyReview.decide(
    { _tag: "ApproveAgencyChange", agencyId, changeId, licenceValidated: true },
    { agency: { ...Sample.agency(), change: { ...change, ...asked } }, sameFein: fein, sameLicence: licence },
    Sample.context()
  )
}

/** A roster is taken over from elsewhere. */
export const takenOver = (rules: Rules, { fein, licence, licenceNumber }: Others) =>
  rules.migration.decide(
    {
      _tag: "RecordRoster",
      agencies: [{ agencyId, details: { ...Sample.details(), licenceNumber } }],
      agents: [
        {
          agentId: Sample.agentId(0),
          agencyId,
          profile: Sample.profile(0),
          manager: true,
          certification: { state: "Certified", term: Sample.term },
          employment: "Active"
        }
      ]
    },
    {
      agency: () => undefined,
      agencyByFein: () => fein,
      agencyByLicence: (number) => (number === licenceNumber ? licence : undefined),
      knowsAgent: () => false,
      knowsLicence: () => false,
      knowsNpn: () => false,
      knowsEmail: () => false
    },
    Sample.context({ actor: Sample.system })
  )
