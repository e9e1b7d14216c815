/**
 * When a service can be reached: hours by weekday in its own zone, holidays and outages, all as data.
 *
 * A service is a telephone line or the portal itself. Hours are what clocks show, so a day on which clocks change
 * keeps its hours; outages are instants, and win over hours.
 *
 * @since 0.1.0
 */
import * as Dates from "./CalendarDate.ts"
import { contains } from "./Period.ts"

/** Hours of one weekday (1 for Monday to 7 for Sunday); a weekday may have several, or none. @category models */
export interface Hours {
  readonly weekday: number
  readonly opens: Dates.TimeOfDay
  /** Later than `opens`; hours over midnight are two entries. */
  readonly closes: Dates.TimeOfDay
}

/** A time without service; the end does not belong to it. @category models */
export interface Outage {
  readonly from: Dates.Instant
  readonly until: Dates.Instant
}

/** A service with its hours, its closed days and its outages, in any order. @category models */
export interface ServiceCalendar {
  readonly name: string
  /** IANA time zone in which the hours are told. */
  readonly timeZone: string
  readonly hours: ReadonlyArray<Hours>
  readonly holidays: ReadonlyArray<{ readonly on: Dates.CalendarDate; readonly name: string }>
  readonly outages: ReadonlyArray<Outage>
}

/**
 * Whether a service can be reached, and from when it can. `opensAt` is absent where it never opens again.
 *
 * @category models
 */
export type Status =
  | { readonly _tag: "Open" }
  | { readonly _tag: "Closed"; readonly because: "hours" | "holiday"; readonly opensAt?: Dates.Instant }
  /** `until` is the end of the last outage without a gap before it; the hours may let it open later. */
  | { readonly _tag: "Outage"; readonly until: Dates.Instant; readonly opensAt?: Dates.Instant }

/** The same hours from Monday to Friday. @category constructors */
export const mondayToFriday = (opens: Dates.TimeOfDay, closes: Dates.TimeOfDay): ReadonlyArray<Hours> =>
  [1, 2, 3, 4, 5].map((weekday) => ({ weekday, opens, closes }))

/** Agent Service Center of Covered California, as published in February 2018. @category constructors */
export const californiaAgentServiceCenter: ServiceCalendar = {
  name: "Agent Service Center",
  timeZone: "America/Los_Angeles",
  hours: /*#__PURE__*/ mondayToFriday(/*#__PURE__*/ Dates.time("08:00"), /*#__PURE__*/ Dates.time("18:00")),
  holidays: [],
  outages: []
}

/** Small-business line of Covered California, as published in February 2018. @category constructors */
export const californiaSmallBusinessLine: ServiceCalendar = {
  name: "Covered California for Small Business",
  timeZone: "America/Los_Angeles",
  hours: /*#__PURE__*/ mondayToFriday(/*#__PURE__*/ Dates.time("08:00"), /*#__PURE__*/ Dates.time("17:00")),
  holidays: [],
  outages: []
}

const isHoliday = ({ holidays }: ServiceCalendar, day: Dates.CalendarDate): boolean =>
  holidays.some(({ on }) => on === day)

/** The hours of one day as stretches of time; none on a holiday, and none that the clocks skip. */
const stretches = (calendar: ServiceCalendar, day: Dates.CalendarDate): ReadonlyArray<Outage> => {
  const weekday = Dates.weekday(day)
  const hours = calendar.hours.filter((one) => one.weekday === weekday)
  if (hours.length === 0 || isHoliday(calendar, day)) return []
  return hours
    .map(({ closes, opens }) => ({
      from: Dates.atTime(day, opens, calendar.timeZone),
      // The end of a day is its successor's first instant, even where clocks show midnight twice.
      until: Dates.atTime(day, closes, calendar.timeZone, closes === "24:00" ? "first" : "last")
    }))
    .filter(({ from, until }) => from < until)
    .sort((a, b) => (a.from < b.from ? -1 : 1))
}

const isInHours = (calendar: ServiceCalendar, at: Dates.Instant): boolean => {
  const day = Dates.on(at, calendar.timeZone)
  // Where clocks go back over midnight, the hours of a neighbouring day may still run.
  return [0, -1, 1].some((days) =>
    stretches(calendar, Dates.plusDays(day, days)).some((stretch) => contains(stretch, at))
  )
}

/** The end of the outages that cover an instant one after the other, or the instant itself. */
const outageEnd = ({ outages }: ServiceCalendar, at: Dates.Instant): Dates.Instant =>
  [...outages]
    .sort((a, b) => (a.from < b.from ? -1 : 1))
    .reduce((end, outage) => (contains(outage, end) ? outage.until : end), at)

/** The first instant in hours, at `at` or after it, whatever the outages. */
const nextInHours = (calendar: ServiceCalendar, at: Dates.Instant): Dates.Instant | undefined => {
  if (calendar.hours.length === 0) return undefined
  if (isInHours(calendar, at)) return at
  const today = Dates.on(at, calendar.timeZone)
  // Every weekday with hours comes up more often than holidays and a skipped hour can close it.
  const horizon = 7 * (calendar.holidays.length + 3)
  for (let days = 0; days < horizon; days++) {
    const next = stretches(calendar, Dates.plusDays(today, days)).find(({ from }) => from >= at)
    if (next !== undefined) return next.from
  }
  return undefined
}

/** Checks whether a service can be reached at an instant. @rule CAL-01 @category predicates */
export const isOpenAt = (calendar: ServiceCalendar, at: Dates.Instant): boolean =>
  isInHours(calendar, at) && outageEnd(calendar, at) === at

/**
 * The first instant, at `at` or after it, at which a service can be reached; `undefined` when it has no hours at all.
 *
 * **Rules**: CAL-01, CAL-02.
 *
 * @category queries
 */
export const nextOpening = (calendar: ServiceCalendar, at: Dates.Instant): Dates.Instant | undefined => {
  let from: Dates.Instant | undefined = at
  // Every round leaves one outage behind.
  while (from !== undefined && !isOpenAt(calendar, from)) from = nextInHours(calendar, outageEnd(calendar, from))
  return from
}

/**
 * Whether a service can be reached at an instant, and if not, why and from when.
 *
 * **Rules**: CAL-01, CAL-02.
 *
 * @category queries
 */
export const statusAt = (calendar: ServiceCalendar, at: Dates.Instant): Status => {
  const opening = nextOpening(calendar, at)
  if (opening === at) return { _tag: "Open" }
  const opensAt = opening === undefined ? {} : { opensAt: opening }
  const until = outageEnd(calendar, at)
  if (until !== at) return { _tag: "Outage", until, ...opensAt }
  const because = isHoliday(calendar, Dates.on(at, calendar.timeZone)) ? "holiday" : "hours"
  return { _tag: "Closed", because, ...opensAt }
}
