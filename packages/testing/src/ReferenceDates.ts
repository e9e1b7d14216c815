/**
 * Days and instants of the reference model, by the platform's own calendar.
 *
 * Instants are UTC texts with milliseconds and days are `YYYY-MM-DD`, so that later is greater.
 *
 * @since 0.1.0
 */

const formatters = new Map<string, Intl.DateTimeFormat>()

const formatterOf = (zone: string): Intl.DateTimeFormat => {
  const known = formatters.get(zone)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" })
  formatters.set(zone, made)
  return made
}

/** The day that the calendar on a wall of the zone shows. @category queries */
export const dayOf = (at: string, zone: string): string => formatterOf(zone).format(new Date(at))

/** The instant some milliseconds later. @category transforms */
export const later = (at: string, millis: number): string => new Date(Date.parse(at) + millis).toISOString()

/** The day some days later. @category transforms */
export const daysAfter = (day: string, days: number): string =>
  later(`${day}T12:00:00.000Z`, days * 86_400_000).slice(0, 10)

/** The same day of a later year; the day after where a year has no 29 February. @category transforms */
export const yearsAfter = (day: string, years: number): string => {
  const [year = 0, month = 0, of = 0] = day.split("-").map(Number)
  return new Date(Date.UTC(year + years, month - 1, of)).toISOString().slice(0, 10)
}

/** The Monday on or before a day. @category transforms */
export const mondayOf = (day: string): string => {
  const weekday = new Date(`${day}T12:00:00.000Z`).getUTCDay()
  return daysAfter(day, weekday === 0 ? -6 : 1 - weekday)
}

/** The first instant of a day in a zone, found by halving a stretch that holds it. @category queries */
export const startOf = (day: string, zone: string): string => {
  let before = Date.parse(`${day}T00:00:00.000Z`) - 30 * 3_600_000
  let inside = before + 60 * 3_600_000
  while (inside - before > 1) {
    const middle = Math.floor((before + inside) / 2)
    if (dayOf(new Date(middle).toISOString(), zone) >= day) inside = middle
    else before = middle
  }
  return new Date(inside).toISOString()
}
