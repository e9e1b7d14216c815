/**
 * The entries of the catalogue for changes of what an agency's agreement rests on.
 *
 * @since 0.1.0
 */
import type { Wanted } from "@agencybook/core/AgencyChange"
import * as AgencyReview from "@agencybook/core/AgencyReview"
import { type Facts, read, write } from "@agencybook/core/Facts"
import { AgencyReviewCommand } from "@agencybook/core/schema/AgencyReviewCommand"
import { defined, type Entry } from "./CatalogueEntry.ts"
import { imitatedIn, namesakeReads } from "./NameReads.ts"

/** What a request wants to be different, or the change on which the exchange decides. */
const wantedOf = (command: AgencyReview.Command, facts: Facts): Wanted => {
  if (command._tag === "RequestAgencyChange") return command.wanted
  const change = command._tag === "ApproveAgencyChange" ? facts.get("agency", command.agencyId)?.change : undefined
  return change?.wanted ?? {}
}

const review: Entry<AgencyReview.Command> = {
  schema: AgencyReviewCommand,
  capability: ({ _tag }) =>
    _tag === "RequestAgencyChange" || _tag === "WithdrawAgencyChange"
      ? "request-agency-change"
      : "review-agency-change",
  target: ({ agencyId }) => ({ agencyId }),
  reads: (command, facts) => {
    const { fein, legalName, licenceNumber } = wantedOf(command, facts)
    return [
      write("agency", "id", command.agencyId),
      ...defined(fein).map((number) => read("agency", "fein", number)),
      ...defined(licenceNumber).map((number) => read("agency", "licence", number)),
      ...namesakeReads(defined(legalName))
    ]
  },
  decide: (command, facts, context) => {
    const { fein, legalName, licenceNumber } = wantedOf(command, facts)
    const other = (index: "fein" | "licence", key: string | undefined) =>
      defined(key)
        .flatMap((one) => facts.find("agency", index, one))
        .find(({ agencyId }) => agencyId !== command.agencyId)
    return AgencyReview.decide(
      command,
      {
        agency: facts.get("agency", command.agencyId),
        sameFein: other("fein", fein),
        sameLicence: other("licence", licenceNumber),
        imitated: imitatedIn(defined(legalName), facts, command.agencyId)
      },
      context
    )
  }
}

/** The entries by command name. */
export const entries = {
  RequestAgencyChange: review,
  WithdrawAgencyChange: review,
  ApproveAgencyChange: review,
  RejectAgencyChange: review
} as const
