/**
 * From which day a change of agent counts when it goes through the exchange.
 *
 * Two rules: a book that moves to another agency, and a small business that names another agent of record.
 * Moves inside an agency count at once and live in `Transfer`. Days are those of the exchange's zone; a caller
 * with an instant asks `CalendarDate.on` first.
 *
 * @since 0.1.0
 */
import * as Dates from "./CalendarDate.ts"
import type { Policy } from "./Policy.ts"

/** The first day of a month on or after a date. @category transforms */
export const firstOnOrAfter = (date: Dates.CalendarDate): Dates.CalendarDate =>
  Dates.firstOfMonth(date, date.endsWith("-01") ? 0 : 1)

/**
 * The first day on which a book counts for the new agency: so many days after submission and, where the policy says
 * so, not before the first of a month.
 *
 * **Rules**: TRF-08, TRF-09.
 *
 * @category queries
 */
export const acrossAgencies = (
  submittedOn: Dates.CalendarDate,
  { crossAgencyEffective: { days, on } }: Pick<Policy, "crossAgencyEffective">
): Dates.CalendarDate => {
  const earliest = Dates.plusDays(submittedOn, days)
  return on === "any-day" ? earliest : firstOnOrAfter(earliest)
}

/**
 * The first day of a book that is ready only now: the day that was set, or the next one that the policy allows when
 * that day is over. What is late moves later, never with a date of the past.
 *
 * **Rules**: TRF-08, TRF-09.
 *
 * @category queries
 */
export const notBefore = (
  effectiveOn: Dates.CalendarDate,
  today: Dates.CalendarDate,
  { crossAgencyEffective: { on } }: Pick<Policy, "crossAgencyEffective">
): Dates.CalendarDate => {
  if (today <= effectiveOn) return effectiveOn
  return on === "any-day" ? today : firstOnOrAfter(today)
}

/**
 * The day on which a small business has its new agent of record: the first of the next month for a form that arrives
 * by the cut-off day, otherwise the first of the month after.
 *
 * **Rules**: TRF-08, TRF-14.
 *
 * @category queries
 */
export const smallBusinessAgentOfRecord = (
  submittedOn: Dates.CalendarDate,
  { smallBusinessAgentOfRecord: { cutoffDay } }: Pick<Policy, "smallBusinessAgentOfRecord">
): Dates.CalendarDate => Dates.firstOfMonth(submittedOn, Number(submittedOn.slice(8)) <= cutoffDay ? 1 : 2)
