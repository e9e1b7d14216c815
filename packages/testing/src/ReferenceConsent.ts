/**
 * What the reference model says about consents: nothing yet, beyond that they change no answer about a delegation.
 *
 * @since 0.1.0
 */
import type * as ApplicationReview from "@agencybook/core/ApplicationReview"
import type * as Consent from "@agencybook/core/Consent"
import type * as Rescission from "@agencybook/core/Rescission"
import type { Entries } from "./ReferenceWorld.ts"

const notCovered = "what a consent says is not among the facts of the model"

/** The commands about consents. @category models */
export const entries: Entries<Consent.Command | Rescission.Command | ApplicationReview.Command> = {
  GrantConsent: { notCovered },
  ExpireConsents: { notCovered },
  RescindConsent: { notCovered },
  ReviewApplication: { notCovered }
}
