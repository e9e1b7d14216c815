/**
 * Half-open periods of time: the start belongs to the period, the end does not.
 *
 * @since 0.1.0
 */
import type { Instant } from "./CalendarDate.ts"

/** A stretch of time from `from` (included) to `until` (excluded); without `until` it is open. @category models */
export interface Period {
  readonly from: Instant
  readonly until?: Instant
}

/** Checks whether an instant lies inside a period. @category predicates */
export const contains = (period: Period, at: Instant): boolean =>
  period.from <= at && (period.until === undefined || at < period.until)

/** Checks whether two periods share an instant. @category predicates */
export const overlaps = (a: Period, b: Period): boolean =>
  (b.until === undefined || a.from < b.until) && (a.until === undefined || b.from < a.until)
