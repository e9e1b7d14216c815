import { assert, describe, it } from "@effect/vitest"
import * as Dates from "../src/CalendarDate.ts"
import * as Service from "../src/ServiceCalendar.ts"

const zone = "America/Los_Angeles"
/** The instant of a date and time in California, written `2018-02-12 08:00`. */
const local = (text: string) => Dates.atTime(Dates.make(text.slice(0, 10)), Dates.time(text.slice(11)), zone)
const outage = (from: string, until: string): Service.Outage => ({ from: local(from), until: local(until) })
const center = Service.californiaAgentServiceCenter
const portal: Service.ServiceCalendar = {
  name: "Portal",
  timeZone: zone,
  hours: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({
    weekday,
    opens: Dates.time("00:00"),
    closes: Dates.time("24:00")
  })),
  holidays: [],
  outages: [outage("2018-02-10 18:30", "2018-02-12 06:00"), outage("2018-02-17 18:30", "2018-02-19 06:00")]
}
const before = (at: Dates.Instant) => Dates.plusMillis(at, -1)

describe("ServiceCalendar: hours", () => {
  it("answers the agents' line on weekdays from 8 to 18, the small-business line to 17", () => {
    for (const [calendar, closes] of [
      [center, "18:00"],
      [Service.californiaSmallBusinessLine, "17:00"]
    ] as const) {
      for (const day of ["2018-02-12", "2018-02-16"]) {
        const [opens, ends] = [local(`${day} 08:00`), local(`${day} ${closes}`)]
        assert.deepStrictEqual(
          [before(opens), opens, before(ends), ends].map((at) => Service.isOpenAt(calendar, at)),
          [false, true, true, false]
        )
      }
      for (const day of ["2018-02-10", "2018-02-11"])
        assert.isFalse(Service.isOpenAt(calendar, local(`${day} 12:00`)), day)
    }
  })

  it("opens next on Monday when the week is over", () => {
    assert.deepStrictEqual(Service.statusAt(center, local("2018-02-16 18:00")), {
      _tag: "Closed",
      because: "hours",
      opensAt: local("2018-02-19 08:00")
    })
    assert.deepStrictEqual(Service.statusAt(center, local("2018-02-16 17:59")), { _tag: "Open" })
  })

  it("opens now when it is open", () => {
    const noon = local("2018-02-16 12:00")
    assert.strictEqual(Service.nextOpening(center, noon), noon)
  })

  it("keeps a break at noon, in whatever order the hours are written", () => {
    const hours = [
      { weekday: 5, opens: Dates.time("13:00"), closes: Dates.time("18:00") },
      { weekday: 5, opens: Dates.time("08:00"), closes: Dates.time("12:00") }
    ]
    const withBreak = { ...center, hours }
    assert.strictEqual(Service.nextOpening(withBreak, local("2018-02-16 07:00")), local("2018-02-16 08:00"))
    assert.strictEqual(Service.nextOpening(withBreak, local("2018-02-16 12:30")), local("2018-02-16 13:00"))
  })

  it("never opens without hours", () => {
    const never = { ...center, hours: [] }
    assert.deepStrictEqual(Service.statusAt(never, local("2018-02-16 12:00")), { _tag: "Closed", because: "hours" })
  })
})

describe("ServiceCalendar: holidays", () => {
  it("stays closed on a holiday and opens on the next working day", () => {
    const calendar = { ...center, holidays: [{ on: Dates.make("2018-02-19"), name: "Presidents' Day" }] }
    assert.deepStrictEqual(Service.statusAt(calendar, local("2018-02-19 10:00")), {
      _tag: "Closed",
      because: "holiday",
      opensAt: local("2018-02-20 08:00")
    })
    assert.strictEqual(Service.nextOpening(calendar, local("2018-02-16 18:00")), local("2018-02-20 08:00"))
  })

  it("finds the day after the longest row of holidays", () => {
    const mondays = Array.from({ length: 300 }, (_, n) => Dates.plusDays(Dates.make("2018-02-12"), 7 * n))
    const calendar = {
      ...center,
      hours: center.hours.filter(({ weekday }) => weekday === 1),
      holidays: mondays.map((on) => ({ on, name: "closed" }))
    }
    const first = Dates.plusDays(Dates.make("2018-02-12"), 7 * 300)
    assert.strictEqual(Service.nextOpening(calendar, local("2018-02-10 12:00")), local(`${first} 08:00`))
  })
})

describe("ServiceCalendar: outages", () => {
  it("tells the end of an outage, to the millisecond", () => {
    const [begins, ends] = [local("2018-02-10 18:30"), local("2018-02-12 06:00")]
    assert.deepStrictEqual(Service.statusAt(portal, before(begins)), { _tag: "Open" })
    assert.deepStrictEqual(Service.statusAt(portal, begins), { _tag: "Outage", until: ends, opensAt: ends })
    assert.deepStrictEqual(Service.statusAt(portal, before(ends)), { _tag: "Outage", until: ends, opensAt: ends })
    assert.deepStrictEqual(Service.statusAt(portal, ends), { _tag: "Open" })
  })

  it("opens later than the outage ends where the hours say so", () => {
    const calendar = { ...center, outages: portal.outages }
    assert.deepStrictEqual(Service.statusAt(calendar, local("2018-02-11 12:00")), {
      _tag: "Outage",
      until: local("2018-02-12 06:00"),
      opensAt: local("2018-02-12 08:00")
    })
  })

  it("joins outages that overlap or touch, in whatever order they are written", () => {
    const outages = [
      outage("2018-02-11 10:00", "2018-02-11 11:00"),
      outage("2018-02-10 20:00", "2018-02-11 08:00"),
      outage("2018-02-10 18:00", "2018-02-10 23:00"),
      outage("2018-02-10 19:00", "2018-02-10 20:00"),
      outage("2018-02-11 08:00", "2018-02-11 09:00")
    ]
    const until = local("2018-02-11 09:00")
    const at = local("2018-02-10 18:00")
    assert.deepStrictEqual(Service.statusAt({ ...portal, outages }, at), { _tag: "Outage", until, opensAt: until })
  })

  it("goes past an outage that begins while the service is closed and lasts into its hours", () => {
    const calendar = { ...center, outages: [outage("2018-02-12 05:00", "2018-02-12 20:00")] }
    assert.strictEqual(Service.nextOpening(calendar, local("2018-02-09 19:00")), local("2018-02-13 08:00"))
    assert.deepStrictEqual(Service.statusAt(calendar, local("2018-02-09 19:00")), {
      _tag: "Closed",
      because: "hours",
      opensAt: local("2018-02-13 08:00")
    })
  })
})

describe("ServiceCalendar: days on which clocks change", () => {
  const night = (opens: string, closes: string): Service.ServiceCalendar => ({
    ...center,
    hours: [{ weekday: 7, opens: Dates.time(opens), closes: Dates.time(closes) }]
  })
  const open = (calendar: Service.ServiceCalendar, instant: string) =>
    Service.isOpenAt(calendar, Dates.instant(instant))

  it("keeps office hours as the clocks show them", () => {
    const weekend = night("08:00", "18:00")
    assert.strictEqual(
      Service.nextOpening(weekend, local("2026-03-08 00:00")),
      Dates.instant("2026-03-08T15:00:00.000Z")
    )
    assert.strictEqual(
      Service.nextOpening(weekend, local("2026-11-01 00:00")),
      Dates.instant("2026-11-01T16:00:00.000Z")
    )
  })

  it("has no hours that the clocks skip, and waits a week for them", () => {
    const skipped = night("02:00", "03:00")
    assert.strictEqual(Service.nextOpening(skipped, local("2026-03-08 00:00")), local("2026-03-15 02:00"))
  })

  it("stays open from the first to the last of the two times that clocks show", () => {
    const doubled = night("01:30", "01:45")
    assert.isFalse(open(doubled, "2026-11-01T08:29:59.999Z"))
    assert.isTrue(open(doubled, "2026-11-01T08:30:00.000Z"))
    assert.isTrue(open(doubled, "2026-11-01T09:00:00.000Z"))
    assert.isTrue(open(doubled, "2026-11-01T09:44:59.999Z"))
    assert.isFalse(open(doubled, "2026-11-01T09:45:00.000Z"))
  })

  it("ends with the day at the first of two midnights", () => {
    // In Havana the clocks went from one o'clock back to midnight.
    const evening = { ...night("20:00", "24:00"), timeZone: "America/Havana" }
    const saturday = { ...evening, hours: evening.hours.map((hours) => ({ ...hours, weekday: 6 })) }
    assert.isTrue(open(saturday, "2026-11-01T03:59:59.999Z"))
    assert.isFalse(open(saturday, "2026-11-01T04:00:00.000Z"))
    assert.isFalse(open(saturday, "2026-11-01T04:59:59.999Z"))
  })

  it("is open all day, also on days of 23 and 25 hours", () => {
    for (const day of ["2026-03-08", "2026-11-01"]) {
      const [from, until] = [Dates.make(day), Dates.plusDays(Dates.make(day), 1)].map((one) => Dates.startOf(one, zone))
      for (let at = from as Dates.Instant; at < (until as Dates.Instant); at = Dates.plusHours(at, 0.5))
        assert.isTrue(Service.isOpenAt(portal, at), at)
    }
  })
})
