/**
 * Calendar dates and instants, as text that sorts by time.
 *
 * A date is `YYYY-MM-DD` in the time zone of the exchange; an instant is UTC with
 * milliseconds. Nothing here reads a clock. Zone rules come from the platform's
 * own database through `Intl`.
 *
 * @since 0.1.0
 */
import * as Format from "./Format.ts"
import type { Branded } from "./Id.ts"

/** A day of the proleptic Gregorian calendar, `YYYY-MM-DD`, years 1600 to 9999. @category models */
export type CalendarDate = Branded<"CalendarDate">
/** A moment in UTC, `YYYY-MM-DDTHH:mm:ss.sssZ`; text order is time order. @category models */
export type Instant = Branded<"Instant">
/** A time that a clock shows, `HH:mm`, from `00:00` to `24:00`, the end of the day. @category models */
export type TimeOfDay = Branded<"TimeOfDay">

const dayMillis = 86_400_000
const pad = (n: number, width: number): string => String(n).padStart(width, "0")
const twoDigits: ReadonlyArray<string> = /*#__PURE__*/ Array.from({ length: 100 }, (_, n) => pad(n, 2))
const two = (n: number): string => twoDigits[n] ?? pad(n, 2)
const three = (n: number): string => (n < 10 ? `00${n}` : n < 100 ? `0${n}` : String(n))
// Digits are read where they stand: authority asks for instants on every decision, and slices would be garbage.
const digit = (text: string, index: number): number => text.charCodeAt(index) - 48
const pair = (text: string, index: number): number => digit(text, index) * 10 + digit(text, index + 1)

// Days since 1970-01-01 from a civil date; eras of 400 years keep it exact (H. Hinnant's arithmetic).
const epochDayOf = (year: number, month: number, day: number): number => {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

const civilOf = (epochDay: number): readonly [number, number, number] => {
  const z = epochDay + 719_468
  const era = Math.floor(z / 146_097)
  const dayOfEra = z - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shifted = Math.floor((5 * dayOfYear + 2) / 153)
  const month = shifted < 10 ? shifted + 3 : shifted - 9
  return [yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1]
}

/** The number of days since 1 January 1970. @category transforms */
export const toEpochDay = (date: CalendarDate): number =>
  epochDayOf(pair(date, 0) * 100 + pair(date, 2), pair(date, 5), pair(date, 8))

let lastWritten: { readonly epochDay: number; readonly date: CalendarDate } | undefined

/** The date that lies `epochDay` days after 1 January 1970. @category constructors */
export const fromEpochDay = (epochDay: number): CalendarDate => {
  if (lastWritten?.epochDay === epochDay) return lastWritten.date
  const [year, month, day] = civilOf(epochDay)
  const date = `${pad(year, 4)}-${two(month)}-${two(day)}` as CalendarDate
  lastWritten = { epochDay, date }
  return date
}

const readDate = (text: string): CalendarDate | undefined =>
  /^(1[6-9]|[2-9]\d)\d\d-\d\d-\d\d$/.test(text) && fromEpochDay(toEpochDay(text as CalendarDate)) === text
    ? (text as CalendarDate)
    : undefined

/** Format of a calendar date. @category decoding */
export const format: Format.Format<CalendarDate> = /*#__PURE__*/ Format.make(
  "date",
  "a date as YYYY-MM-DD",
  "write the date as year, month and day, for example 2026-03-02",
  readDate
)

/** Format of an instant. @category decoding */
export const instantFormat: Format.Format<Instant> = /*#__PURE__*/ Format.make(
  "instant",
  "a UTC instant as YYYY-MM-DDTHH:mm:ss.sssZ",
  "write the instant in UTC with milliseconds, for example 2026-03-02T17:00:00.000Z",
  (text) =>
    /^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/.test(text) && readDate(text.slice(0, 10)) !== undefined
      ? (text as Instant)
      : undefined
)

/** Format of a time of day. @category decoding */
export const timeFormat: Format.Format<TimeOfDay> = /*#__PURE__*/ Format.pattern(
  "time",
  /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/,
  "a time of day as HH:mm, at most 24:00",
  "write hours and minutes of a 24-hour clock, for example 08:00"
)

/** Reads a date that the program itself contains. @category constructors */
export const make = (text: string): CalendarDate => Format.literal(format, text)
/** Reads an instant that the program itself contains. @category constructors */
export const instant = (text: string): Instant => Format.literal(instantFormat, text)
/** Reads a time of day that the program itself contains. @category constructors */
export const time = (text: string): TimeOfDay => Format.literal(timeFormat, text)

/** Milliseconds since 1970-01-01T00:00Z. @category transforms */
export const toMillis = (at: Instant): number =>
  epochDayOf(pair(at, 0) * 100 + pair(at, 2), pair(at, 5), pair(at, 8)) * dayMillis +
  pair(at, 11) * 3_600_000 +
  pair(at, 14) * 60_000 +
  pair(at, 17) * 1000 +
  pair(at, 20) * 10 +
  digit(at, 22)

/** The instant that lies `millis` milliseconds after 1970-01-01T00:00Z. @category constructors */
export const fromMillis = (millis: number): Instant => {
  const epochDay = Math.floor(millis / dayMillis)
  const rest = Math.floor(millis - epochDay * dayMillis)
  const hour = two(Math.floor(rest / 3_600_000))
  const minute = two(Math.floor(rest / 60_000) % 60)
  const second = two(Math.floor(rest / 1000) % 60)
  return `${fromEpochDay(epochDay)}T${hour}:${minute}:${second}.${three(rest % 1000)}Z` as Instant
}

/** The instant `millis` milliseconds later. @category transforms */
export const plusMillis = (at: Instant, millis: number): Instant => fromMillis(toMillis(at) + millis)
/** The instant `hours` hours of 60 minutes later. @category transforms */
export const plusHours = (at: Instant, hours: number): Instant => plusMillis(at, hours * 3_600_000)
/** The date `days` days later; negative numbers go back. @category transforms */
export const plusDays = (date: CalendarDate, days: number): CalendarDate => fromEpochDay(toEpochDay(date) + days)
/**
 * The date `years` years later. From 29 February it is 1 March in a year without one, so that no year is short of a day.
 *
 * @category transforms
 */
export const plusYears = (date: CalendarDate, years: number): CalendarDate => {
  const wanted = `${pad(Number(date.slice(0, 4)) + years, 4)}${date.slice(4)}` as CalendarDate
  return fromEpochDay(toEpochDay(wanted))
}
/** The first day of the month `months` after the month of `date`. @category transforms */
export const firstOfMonth = (date: CalendarDate, months = 0): CalendarDate => {
  const index = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months
  return `${pad(Math.floor(index / 12), 4)}-${pad((index % 12) + 1, 2)}-01` as CalendarDate
}
/** Day of the week, 1 for Monday to 7 for Sunday. @category queries */
export const weekday = (date: CalendarDate): number => ((((toEpochDay(date) + 3) % 7) + 7) % 7) + 1
/** The Monday on or before a date. @category transforms */
export const mondayOf = (date: CalendarDate): CalendarDate => plusDays(date, 1 - weekday(date))

const formatters = /*#__PURE__*/ new Map<string, Intl.DateTimeFormat>()
// Throws where the platform knows no zone of that name.
const formatterOf = (zone: string): Intl.DateTimeFormat => {
  let formatter = formatters.get(zone)
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      calendar: "gregory",
      numberingSystem: "latn",
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit"
    })
    formatters.set(zone, formatter)
  }
  return formatter
}
const localMillis = (millis: number, zone: string): number => {
  const part: Record<string, number> = {}
  for (const { type, value } of formatterOf(zone).formatToParts(millis)) part[type] = Number(value)
  const day = epochDayOf(part.year ?? 0, part.month ?? 0, part.day ?? 0)
  const second = (part.hour ?? 0) * 3600 + (part.minute ?? 0) * 60 + (part.second ?? 0)
  return day * dayMillis + second * 1000 + (((millis % 1000) + 1000) % 1000)
}

// What the clocks of a zone are ahead of UTC during one UTC day, or `undefined` when they change in it: a book has
// thousands of rows on few days, and the platform's zone rules are slow to ask.
const offsets = /*#__PURE__*/ new Map<string, Map<number, number | undefined>>()
const daysKept = 4096
const offsetOn = (epochDay: number, zone: string): number | undefined => {
  let days = offsets.get(zone)
  if (days === undefined) {
    days = new Map()
    offsets.set(zone, days)
  }
  if (days.has(epochDay)) return days.get(epochDay)
  const ahead = (millis: number) => localMillis(millis, zone) - millis
  const first = ahead(epochDay * dayMillis)
  const offset = first === ahead((epochDay + 1) * dayMillis) ? first : undefined
  if (days.size >= daysKept) days.clear()
  days.set(epochDay, offset)
  return offset
}

let lastDay: { readonly at: Instant; readonly zone: string; readonly date: CalendarDate } | undefined

/** The calendar date that an instant falls on in a time zone. @category transforms */
export const on = (at: Instant, zone: string): CalendarDate => {
  // One command asks many times for the day of one moment, and the platform's zone rules are slow to ask.
  if (lastDay !== undefined && lastDay.at === at && lastDay.zone === zone) return lastDay.date
  const millis = toMillis(at)
  const offset = offsetOn(Math.floor(millis / dayMillis), zone)
  const date = fromEpochDay(
    Math.floor((offset === undefined ? localMillis(millis, zone) : millis + offset) / dayMillis)
  )
  lastDay = { at, zone, date }
  return date
}

/**
 * The instant at which a calendar date begins in a time zone.
 *
 * **Gotchas**: where midnight does not exist (a clock change at 00:00) it is the first instant of that date; where it
 * comes twice, the first.
 *
 * @category transforms
 */
export const startOf = (date: CalendarDate, zone: string): Instant => {
  const wanted = toEpochDay(date) * dayMillis
  // The offsets of the days around it: the first of the two instants at which the date is entered is its start.
  const before = wanted - (localMillis(wanted - dayMillis, zone) - (wanted - dayMillis))
  const after = wanted - (localMillis(wanted + dayMillis, zone) - (wanted + dayMillis))
  const enters = (millis: number) => localMillis(millis, zone) >= wanted && localMillis(millis - 1, zone) < wanted
  const [first, second] = before <= after ? [before, after] : [after, before]
  return fromMillis(enters(first) ? first : second)
}

/** Format of a time zone that the platform knows by name. @category decoding */
export const zoneFormat: Format.Format<string> = /*#__PURE__*/ Format.make(
  "time zone",
  "a time zone such as America/Los_Angeles",
  "name the zone as the IANA database does",
  (name) => {
    try {
      return name.length <= 64 && /^[A-Z]/.test(name) && formatterOf(name) !== undefined ? name : undefined
    } catch {
      return undefined
    }
  }
)

/**
 * The instant at which the clocks of a time zone show a time on a date.
 *
 * **Gotchas**: a time that the clocks skip is the instant after the skip; a time that they show twice is the first or
 * the last of the two, as asked.
 *
 * @category transforms
 */
export const atTime = (
  date: CalendarDate,
  time: TimeOfDay,
  zone: string,
  which: "first" | "last" = "first"
): Instant => {
  const wanted = toEpochDay(date) * dayMillis + pair(time, 0) * 3_600_000 + pair(time, 3) * 60_000
  const ahead = [wanted - dayMillis, wanted + dayMillis].map((millis) => localMillis(millis, zone) - millis)
  let early = wanted - Math.max(...ahead)
  let late = wanted - Math.min(...ahead)
  const shown = [early, late].filter((millis) => localMillis(millis, zone) === wanted)
  const millis = which === "first" ? shown[0] : shown.at(-1)
  if (millis !== undefined) return fromMillis(millis)
  // INVARIANT: the clocks show less than the wanted time at `early`, and more at `late`.
  while (late - early > 1) {
    const middle = Math.floor((early + late) / 2)
    if (localMillis(middle, zone) < wanted) early = middle
    else late = middle
  }
  return fromMillis(late)
}
