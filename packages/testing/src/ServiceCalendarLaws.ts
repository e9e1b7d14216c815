/**
 * Laws of service hours, holidays and outages.
 *
 * The expected answers read the clock of the zone through the platform, apart from the arithmetic of core.
 *
 * @since 0.1.0
 */
import * as Dates from "@agencybook/core/CalendarDate"
import { mondayToFriday, type Outage, type ServiceCalendar } from "@agencybook/core/ServiceCalendar"
import * as fc from "fast-check"
import { all, broken, holdsIf, idle, type Law, make, same } from "./Law.ts"

// Sunday 1 March 2026, 00:00 in New York; the clocks of the zones below change within the month.
const begin = Dates.toMillis(Dates.instant("2026-03-01T05:00:00.000Z"))
const minute = 60_000
const month = 31 * 24 * 60
const instant = fc.integer({ min: 0, max: month }).map((n) => Dates.fromMillis(begin + n * minute))
const clock = (hour: number): Dates.TimeOfDay => Dates.time(`${String(hour).padStart(2, "0")}:00`)
const hours = fc.oneof(
  fc.constant(mondayToFriday(clock(8), clock(18))),
  fc.array(
    fc
      .record({
        weekday: fc.integer({ min: 1, max: 7 }),
        opens: fc.integer({ min: 0, max: 23 }),
        length: fc.integer({ min: 1, max: 24 })
      })
      .map(({ length, opens, weekday }) => ({
        weekday,
        opens: clock(opens),
        closes: clock(Math.min(24, opens + length))
      })),
    { maxLength: 6 }
  )
)
const outage: fc.Arbitrary<Outage> = fc
  .record({ from: instant, minutes: fc.integer({ min: 1, max: 5_000 }) })
  .map(({ from, minutes }) => ({ from, until: Dates.plusMillis(from, minutes * minute) }))
const calendar: fc.Arbitrary<ServiceCalendar> = fc.record({
  name: fc.constant("Line"),
  timeZone: fc.constantFrom("America/Los_Angeles", "America/New_York"),
  hours,
  holidays: fc.array(
    fc.integer({ min: 0, max: 31 }).map((n) => ({ on: Dates.plusDays(Dates.make("2026-03-01"), n), name: "closed" })),
    { maxLength: 6 }
  ),
  outages: fc.array(outage, { maxLength: 5 })
})
const input = fc.record({ calendar, at: instant })
/** Outages of which each begins where another ends, told in any order. */
const joined = (first: Outage, turn: number): ReadonlyArray<Outage> => {
  const after = ({ until }: Outage, minutes: number) => ({
    from: until,
    until: Dates.plusMillis(until, minutes * minute)
  })
  const second = after(first, 30)
  const third = after(second, 45)
  return turn === 0 ? [first, second, third] : turn === 1 ? [third, second, first] : [second, third, first]
}
/** A moment for which most calendars tell an outage: its first, its last, or one between. */
const during = fc
  .record({
    calendar,
    at: instant,
    outage,
    part: fc.constantFrom(0, 0.5, 1),
    turn: fc.constantFrom(undefined, 0, 1, 2)
  })
  .map(({ at, calendar: { outages, ...rest }, outage, part, turn }) => {
    const calendar = { ...rest, outages: turn === undefined ? outages : joined(outage, turn) }
    const first = turn === undefined ? (outages[0] ?? outage) : outage
    const millis = Dates.toMillis(first.until) - Dates.toMillis(first.from) - 1
    const within = Dates.plusMillis(first.from, Math.floor(part * millis))
    return { calendar, at: calendar.outages.length === 0 ? at : within }
  })

const formatters = new Map<string, Intl.DateTimeFormat>()
/** What the clock on the wall shows: date and time, as text that sorts. */
const wall = (at: Dates.Instant, timeZone: string): string => {
  const formatter =
    formatters.get(timeZone) ??
    new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short", hourCycle: "h23" })
  formatters.set(timeZone, formatter)
  return formatter.format(Dates.toMillis(at))
}
const covers = (at: Dates.Instant) => (one: Outage) => one.from <= at && at < one.until

/** Open is what the clock on the wall says. @category laws */
export const openInHours = make({
  id: "service-open-in-hours",
  sentence: "a service is open when the clock of its zone shows its hours, the day is no holiday and nothing is out",
  rules: ["CAL-01", "CAL-02"],
  input,
  holds: ({ at, calendar }, { serviceCalendar }) => {
    const [date, time] = wall(at, calendar.timeZone).split(" ") as [Dates.CalendarDate, string]
    const wanted =
      calendar.hours.some(
        ({ closes, opens, weekday }) => weekday === Dates.weekday(date) && opens <= time && time < closes
      ) &&
      !calendar.holidays.some(({ on }) => on === date) &&
      !calendar.outages.some(covers(at))
    return same(serviceCalendar.isOpenAt(calendar, at), wanted, "whether it is open")
  }
})

/** The next opening is one, and the first. @category laws */
export const nextOpening = make({
  id: "service-next-opening",
  sentence: "the next opening is open, nothing before it is, and it is missing only where there are no hours",
  rules: ["CAL-01", "CAL-02"],
  input: fc.record({
    calendar,
    at: instant,
    between: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { size: "+1" })
  }),
  holds: ({ at, between, calendar }, { serviceCalendar }) => {
    const opening = serviceCalendar.nextOpening(calendar, at)
    if (opening === undefined) return same(calendar.hours.length, 0, "the number of hours")
    if (opening < at) return broken(`it opens at ${opening}, before it was asked`)
    const wait = Dates.toMillis(opening) - Dates.toMillis(at)
    const earlier = [...between.map((part) => Math.floor(part * (wait - 1))), 0, wait - 1].map((millis) =>
      Dates.plusMillis(at, millis)
    )
    return all(
      holdsIf(serviceCalendar.isOpenAt(calendar, opening), `it is not open at ${opening}`),
      ...(wait === 0 ? [] : earlier).map((one) =>
        holdsIf(!serviceCalendar.isOpenAt(calendar, one), `it is open before, at ${one}`)
      )
    )
  }
})

/** An outage is told to its end. @category laws */
export const outageToItsEnd = make({
  id: "service-outage-to-its-end",
  sentence: "an outage is told with the end of the last that joins it, and is no opening by itself",
  rules: ["CAL-02"],
  input: during,
  holds: ({ at, calendar }, { serviceCalendar }) => {
    if (!calendar.outages.some(covers(at))) return idle
    let until = at
    for (let next = calendar.outages.find(covers(until)); next; next = calendar.outages.find(covers(until)))
      until = next.until
    const opensAt = serviceCalendar.nextOpening(calendar, at)
    const wanted = { _tag: "Outage", until, ...(opensAt === undefined ? {} : { opensAt }) }
    return same(serviceCalendar.statusAt(calendar, at), wanted, "the status")
  }
})

/** What is told fits together. @category laws */
export const tellsTheSame = make({
  id: "service-tells-the-same",
  sentence: "open, closed and out of service are told as they are, and a closed service tells its next opening and why",
  rules: ["CAL-01"],
  input,
  holds: ({ at, calendar }, { serviceCalendar }) => {
    const status = serviceCalendar.statusAt(calendar, at)
    const opensAt = serviceCalendar.nextOpening(calendar, at)
    const out = calendar.outages.some(covers(at))
    if (opensAt === at) return same(status, { _tag: "Open" }, "the status")
    if (out) return same(status._tag, "Outage", "the status")
    const holiday = calendar.holidays.some(({ on }) => wall(at, calendar.timeZone).startsWith(on))
    const because = holiday ? "holiday" : "hours"
    return same(status, { _tag: "Closed", because, ...(opensAt === undefined ? {} : { opensAt }) }, "the status")
  }
})

/** Hours run on where clocks go back over midnight. @category laws */
export const hoursRunOn = make({
  id: "service-hours-run-on",
  sentence:
    "hours that end after clocks have gone back over midnight are one stretch, and the next day does not interrupt it",
  rules: ["CAL-01"],
  // Saturday from 22:00 to 23:30: at one minute past midnight clocks in St. John's went back to 23:01.
  input: fc.integer({ min: -5, max: 155 }),
  holds: (minutes, { serviceCalendar }) => {
    const calendar: ServiceCalendar = {
      name: "Line",
      timeZone: "America/St_Johns",
      hours: [{ weekday: 6, opens: Dates.time("22:00"), closes: Dates.time("23:30") }],
      holidays: [],
      outages: []
    }
    const opens = Dates.instant("2010-11-07T00:30:00.000Z")
    const at = Dates.plusMillis(opens, minutes * minute)
    const open = minutes >= 0 && minutes < 150
    return all(
      same(serviceCalendar.isOpenAt(calendar, at), open, `whether it is open at ${wall(at, calendar.timeZone)}`),
      holdsIf((serviceCalendar.statusAt(calendar, at)._tag === "Open") === open, "the status says something else")
    )
  }
})

const weekdays = (opens: string, closes: string) =>
  ["1 Monday", "2 Tuesday", "3 Wednesday", "4 Thursday", "5 Friday"].map((day) => ({
    weekday: Number(day.slice(0, 1)),
    opens,
    closes
  }))
const published = [
  {
    preset: "californiaAgentServiceCenter",
    says: {
      name: "Agent Service Center",
      timeZone: "America/Los_Angeles",
      hours: weekdays("08:00", "18:00"),
      holidays: [],
      outages: []
    }
  },
  {
    preset: "californiaSmallBusinessLine",
    says: {
      name: "Covered California for Small Business",
      timeZone: "America/Los_Angeles",
      hours: weekdays("08:00", "17:00"),
      holidays: [],
      outages: []
    }
  }
] as const

/** The calendars that come with the library are those that were published. @category laws */
export const presetsAsPublished = make({
  id: "service-presets-are-as-published",
  sentence:
    "the two lines of California keep the hours that were published, on five days in their own zone; no holiday and no outage is made up",
  rules: ["CAL-01", "CAL-02"],
  runs: 20,
  input: fc.constantFrom(...published),
  holds: ({ preset, says }, { serviceCalendar }) => same(serviceCalendar[preset], says, `the calendar of ${says.name}`)
})

/** The laws of this module. @category laws */
export const laws = [
  hoursRunOn,
  openInHours,
  nextOpening,
  outageToItsEnd,
  tellsTheSame,
  presetsAsPublished
] as ReadonlyArray<Law>
