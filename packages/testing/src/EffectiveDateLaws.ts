/**
 * Laws of the day from which a change of agent counts.
 *
 * The expected days are found by walking the calendar day by day.
 *
 * @since 0.1.0
 */
import * as Dates from "@agencybook/core/CalendarDate"
import * as fc from "fast-check"
import { all, holdsIf, type Law, make, same } from "./Law.ts"

const submittedOn = fc.oneof(
  fc
    .constantFrom("2024-02-01", "2025-01-01", "2025-01-02", "2025-01-03", "2025-02-08", "2024-12-09", "2024-02-29")
    .map(Dates.make),
  fc.integer({ min: -10_000, max: 60_000 }).map(Dates.fromEpochDay)
)
const input = fc.record({
  submittedOn,
  crossAgencyEffective: fc.record({
    on: fc.constantFrom("first-of-month", "first-of-month", "any-day"),
    days: fc.oneof(fc.constant(30), fc.integer({ min: 0, max: 120 }))
  }),
  smallBusinessAgentOfRecord: fc.record({
    cutoffDay: fc.oneof(fc.constant(8), fc.integer({ min: 1, max: 31 }))
  })
})
const isFirst = (date: Dates.CalendarDate): boolean => date.endsWith("-01")
/** The day found by going on from a date until one fits. */
const walk = (from: Dates.CalendarDate, fits: (date: Dates.CalendarDate) => boolean): Dates.CalendarDate => {
  let date = from
  while (!fits(date)) date = Dates.plusDays(date, 1)
  return date
}

/** A change counts for the future only. @category laws */
export const neverPast = make({
  id: "effective-date-never-past",
  sentence: "no change of agent counts before the day of its submission, and a later form never counts earlier",
  rules: ["TRF-08"],
  input,
  holds: (given, { effectiveDate }) => {
    const next = Dates.plusDays(given.submittedOn, 1)
    return all(
      ...[effectiveDate.acrossAgencies, effectiveDate.smallBusinessAgentOfRecord].flatMap((dateOf) => [
        holdsIf(dateOf(given.submittedOn, given) >= given.submittedOn, "it counts before it was submitted"),
        holdsIf(dateOf(given.submittedOn, given) <= dateOf(next, given), "the form of the next day counts earlier")
      ])
    )
  }
})

/** The earliest day that fits, and no other. @category laws */
export const acrossAgencies = make({
  id: "effective-date-across-agencies",
  sentence:
    "a book moves to another agency on the earliest day that is late enough and, where asked, the first of a month",
  rules: ["TRF-09"],
  input,
  holds: (given, { effectiveDate }) => {
    const { days, on } = given.crossAgencyEffective
    const wanted = walk(Dates.plusDays(given.submittedOn, days), (date) => on === "any-day" || isFirst(date))
    return same(effectiveDate.acrossAgencies(given.submittedOn, given), wanted, "the day")
  }
})

/** One month on, or two. @category laws */
export const smallBusiness = make({
  id: "effective-date-small-business",
  sentence:
    "a small business's form counts from the next first of a month by the cut-off day, after it from the one after that",
  rules: ["TRF-14"],
  input,
  holds: (given, { effectiveDate }) => {
    const next = walk(Dates.plusDays(given.submittedOn, 1), isFirst)
    const late = Number(given.submittedOn.slice(8)) > given.smallBusinessAgentOfRecord.cutoffDay
    const wanted = late ? walk(Dates.plusDays(next, 1), isFirst) : next
    return same(effectiveDate.smallBusinessAgentOfRecord(given.submittedOn, given), wanted, "the day")
  }
})

/** The laws of this module. @category laws */
export const laws = [neverPast, acrossAgencies, smallBusiness] as ReadonlyArray<Law>
