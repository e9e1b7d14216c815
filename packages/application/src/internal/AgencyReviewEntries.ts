/**
 * The entries of the catalogue for changes of what an agency's agreement rests on.
 *
 * @since 0.1.0
 */
import * as AgencyReview from "@agencybook/core/AgencyReview"
import { type Facts, read, write } from "@agencybook/core/Facts"
import { AgencyReviewCommand } from "@agencybook/core/schema/AgencyReviewCommand"
import type { Fein } from "@agencybook/core/TaxId"
import { defined, type Entry } from "./CatalogueEntry.ts"

/** The FEIN that a request names, or that the change asks for on which the exchange decides. */
const feinOf = (command: AgencyReview.Command, facts: Facts): Fein | undefined => {
  if (command._tag === "RequestAgencyChange") return command.wanted.fein
  return command._tag === "ApproveAgencyChange" ? facts.get("agency", command.agencyId)?.change?.wanted.fein : undefined
}

const review: Entry<AgencyReview.Command> = {
  schema: AgencyReviewCommand,
  capability: ({ _tag }) =>
    _tag === "RequestAgencyChange" || _tag === "WithdrawAgencyChange"
      ? "request-agency-change"
      : "review-agency-change",
  target: ({ agencyId }) => ({ agencyId }),
  reads: (command, facts) => [
    write("agency", "id", command.agencyId),
    ...defined(feinOf(command, facts)).map((fein) => read("agency", "fein", fein))
  ],
  decide: (command, facts, context) => {
    const fein = feinOf(command, facts)
    const sameFein =
      fein === undefined
        ? undefined
        : facts.find("agency", "fein", fein).find(({ agencyId }) => agencyId !== command.agencyId)
    return AgencyReview.decide(command, { agency: facts.get("agency", command.agencyId), sameFein }, context)
  }
}

/** The entries by command name. */
export const entries = {
  RequestAgencyChange: review,
  WithdrawAgencyChange: review,
  ApproveAgencyChange: review,
  RejectAgencyChange: review
} as const
