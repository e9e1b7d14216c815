/**
 * Questions about small businesses: whether an employer may enroll, and from which day another agent is on record for one.
 *
 * The exchange keeps no employers: whoever asks brings the figures, and learns nothing but what the policy makes of them.
 *
 * @since 0.1.0
 */
import * as Dates from "@agencybook/core/CalendarDate"
import { smallBusinessAgentOfRecord } from "@agencybook/core/EffectiveDate"
import { assess, type Employer, type Occasion } from "@agencybook/core/SmallBusiness"
import { ask, type Viewer } from "./QueryAsk.ts"

const nothing: ReadonlyArray<never> = []

/**
 * Whether an employer may enroll now, by the tests or by the yearly window, with both tests as measured; or which test
 * fails and what it needs. Figures that cannot be are refused.
 *
 * **Details**: whoever may look into the public directory may ask; an employer who looks for help is nobody's consumer.
 *
 * **Rules**: SHP-01..07.
 *
 * @category queries
 */
export const assessEmployer = (viewer: Viewer, employer: Employer, occasion: Occasion) =>
  ask(
    viewer,
    "search-directory",
    {},
    () => nothing,
    (_, { at, policy }) => assess(employer, occasion, at, policy)
  )

/** From which day a small business has its new agent of record. @category models */
export interface EffectiveOn {
  readonly submittedOn: Dates.CalendarDate
  readonly effectiveOn: Dates.CalendarDate
}

/**
 * From which day a small business has its new agent of record, when the form arrives on a day; today unless told otherwise.
 *
 * **Rules**: TRF-08, TRF-14.
 *
 * @category queries
 */
export const employerAgentOfRecordOn = (viewer: Viewer, submitted?: Dates.CalendarDate) =>
  ask<EffectiveOn>(
    viewer,
    "search-directory",
    {},
    () => nothing,
    (_, { at, policy }) => {
      const submittedOn = submitted ?? Dates.on(at, policy.timeZone)
      return { submittedOn, effectiveOn: smallBusinessAgentOfRecord(submittedOn, policy) }
    }
  )
