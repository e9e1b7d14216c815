import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import * as Dates from "../src/CalendarDate.ts"

const pacific = "America/Los_Angeles"
const date = fc.integer({ min: -135_140, max: 2_932_896 }).map(Dates.fromEpochDay)
const near = fc.integer({ min: 0, max: 40_000 }).map(Dates.fromEpochDay)

describe("CalendarDate", () => {
  it("reads days that exist, and no others", () => {
    assert.strictEqual(Dates.format.read("2024-02-29"), Dates.make("2024-02-29"))
    for (const text of [
      ...["2023-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "1900-02-29", "1599-12-31", "10000-01-01"],
      ...["infinity", "epoch", "now", "allballs", "", "2026-3-2", "2026-03-02 ", "2026-03-02T00:00", "２０２６-03-02"],
      // Of the years before ours, one that the digits at the places of a date happen to say again.
      "-2730-04-29"
    ])
      assert.isUndefined(Dates.format.read(text), text)
  })

  it("reads instants in UTC with milliseconds, and no others", () => {
    assert.isDefined(Dates.instantFormat.read("2026-03-02T17:00:00.000Z"))
    for (const text of [
      ...["2026-03-02T24:00:00.000Z", "2026-03-02T17:60:00.000Z", "2026-02-30T00:00:00.000Z"],
      ...["2026-03-02T17:00:00Z", "2026-03-02T17:00:00.000+00:00", "2026-03-02T23:59:60.000Z", "epoch"],
      "2026-03-022026-03-02T17:00:00.000Z"
    ])
      assert.isUndefined(Dates.instantFormat.read(text), text)
  })

  it("goes to a day number and back", () => {
    fc.assert(
      fc.property(date, (day) => Dates.fromEpochDay(Dates.toEpochDay(day)) === day && Dates.format.read(day) === day),
      { numRuns: 2_000, seed: 2 }
    )
    assert.strictEqual(Dates.toEpochDay(Dates.make("1970-01-01")), 0)
    assert.strictEqual(Dates.toEpochDay(Dates.make("2000-03-01")), 11_017)
  })

  it("goes to milliseconds and back, as the platform's own clock counts them", () => {
    fc.assert(
      fc.property(fc.integer({ min: -11_000_000_000_000, max: 200_000_000_000_000 }), (millis) => {
        const at = Dates.fromMillis(millis)
        return at === new Date(millis).toISOString() && Dates.toMillis(at) === millis
      }),
      { numRuns: 2_000, seed: 3 }
    )
  })

  it("orders dates and instants as text", () => {
    fc.assert(
      fc.property(date, date, (a, b) => a < b === Dates.toEpochDay(a) < Dates.toEpochDay(b)),
      { seed: 4 }
    )
  })

  it("knows the weekday and the Monday of a week", () => {
    assert.strictEqual(Dates.weekday(Dates.make("2025-03-03")), 1)
    assert.strictEqual(Dates.weekday(Dates.make("2025-03-09")), 7)
    assert.strictEqual(Dates.mondayOf(Dates.make("2025-03-09")), Dates.make("2025-03-03"))
    assert.strictEqual(Dates.mondayOf(Dates.make("2025-03-10")), Dates.make("2025-03-10"))
    assert.strictEqual(Dates.weekday(Dates.make("1969-12-31")), 3)
  })

  it("finds the first day of a later month, over the end of a year", () => {
    assert.strictEqual(Dates.firstOfMonth(Dates.make("2024-12-08"), 1), Dates.make("2025-01-01"))
    assert.strictEqual(Dates.firstOfMonth(Dates.make("2024-12-09"), 2), Dates.make("2025-02-01"))
    assert.strictEqual(Dates.firstOfMonth(Dates.make("2025-02-28")), Dates.make("2025-02-01"))
  })

  it("counts calendar days, also over the days on which clocks change [X056]", () => {
    const set = Dates.instant("2025-01-15T08:30:00.000Z")
    assert.strictEqual(Dates.plusDays(Dates.on(set, pacific), 60), Dates.make("2025-03-16"))
    assert.strictEqual(Dates.plusDays(Dates.make("2025-01-01"), 50), Dates.make("2025-02-20"))
    assert.strictEqual(Dates.plusDays(Dates.make("2025-01-01"), 60), Dates.make("2025-03-02"))
  })

  it("puts an instant on the day that the exchange's clock shows [X060]", () => {
    const day = (text: string) => Dates.on(Dates.instant(text), pacific)
    assert.strictEqual(day("2026-01-01T07:59:59.999Z"), Dates.make("2025-12-31"))
    assert.strictEqual(day("2026-01-01T08:00:00.000Z"), Dates.make("2026-01-01"))
    assert.strictEqual(day("2024-02-29T08:00:00.000Z"), Dates.make("2024-02-29"))
    assert.strictEqual(day("2024-03-01T07:59:59.999Z"), Dates.make("2024-02-29"))
  })

  it("puts one instant on the day of each zone that is asked for", () => {
    const at = Dates.instant("2026-01-01T07:59:59.999Z")
    const days = [pacific, "Asia/Tokyo", pacific].map((zone) => Dates.on(at, zone) as string)
    assert.deepStrictEqual(days, ["2025-12-31", "2026-01-01", "2025-12-31"])
  })

  it("counts seconds and their parts on a day on which clocks change [X058]", () => {
    for (const rest of ["00.000", "00.500", "30.000", "59.999"])
      assert.strictEqual<string>(Dates.on(Dates.instant(`2026-03-08T08:00:${rest}Z`), pacific), "2026-03-08", rest)
  })

  it("begins a day by the clocks of a place, which went by the sun once", () => {
    assert.strictEqual<string>(Dates.startOf(Dates.make("1850-01-01"), pacific), "1850-01-01T07:52:58.000Z")
  })

  it("gives days of 23 and 25 hours their own beginning and end [X058]", () => {
    const start = (text: string) => Dates.startOf(Dates.make(text), pacific)
    assert.strictEqual(start("2026-03-08"), Dates.instant("2026-03-08T08:00:00.000Z"))
    assert.strictEqual(start("2026-03-09"), Dates.instant("2026-03-09T07:00:00.000Z"))
    assert.strictEqual(start("2026-11-01"), Dates.instant("2026-11-01T07:00:00.000Z"))
    assert.strictEqual(start("2026-11-02"), Dates.instant("2026-11-02T08:00:00.000Z"))
  })

  it("begins a day without midnight at its first instant", () => {
    assert.strictEqual(
      Dates.startOf(Dates.make("2018-11-04"), "America/Sao_Paulo"),
      Dates.instant("2018-11-04T03:00:00.000Z")
    )
  })

  it.each([
    "America/Los_Angeles",
    "UTC",
    "America/Sao_Paulo",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "America/Havana"
  ])("begins every day once in %s: the instant is on the day, the millisecond before it is not", (zone) => {
    fc.assert(
      fc.property(near, (day) => {
        const start = Dates.startOf(day, zone)
        return Dates.on(start, zone) === day && Dates.on(Dates.plusMillis(start, -1), zone) < day
      }),
      { numRuns: 500, seed: 5 }
    )
  })

  it("reads times of day from 00:00 to 24:00", () => {
    for (const text of ["00:00", "08:00", "23:59", "24:00"])
      assert.strictEqual(Dates.timeFormat.read(text), text as never)
    for (const text of ["8:00", "24:01", "23:60", "25:00", "08:00:00", "8 am", "", "０８:00"])
      assert.isUndefined(Dates.timeFormat.read(text), text)
  })

  it("finds the instant of a time, also where clocks skip it or show it twice [X058]", () => {
    const at = (date: string, time: string, which?: "first" | "last") =>
      Dates.atTime(Dates.make(date), Dates.time(time), pacific, which)
    assert.strictEqual(at("2026-03-02", "08:00"), Dates.instant("2026-03-02T16:00:00.000Z"))
    for (const time of ["02:00", "02:30", "03:00"])
      assert.strictEqual(at("2026-03-08", time), Dates.instant("2026-03-08T10:00:00.000Z"), time)
    assert.strictEqual(at("2026-03-08", "03:30"), Dates.instant("2026-03-08T10:30:00.000Z"))
    assert.strictEqual(at("2026-11-01", "01:30"), Dates.instant("2026-11-01T08:30:00.000Z"))
    assert.strictEqual(at("2026-11-01", "01:30", "last"), Dates.instant("2026-11-01T09:30:00.000Z"))
    assert.strictEqual(at("2026-11-01", "02:00", "last"), Dates.instant("2026-11-01T10:00:00.000Z"))
    assert.strictEqual(at("2026-11-01", "24:00"), Dates.instant("2026-11-02T08:00:00.000Z"))
  })

  it.each([
    "America/Los_Angeles",
    "UTC",
    "America/Sao_Paulo",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "America/Havana",
    "America/St_Johns",
    "Pacific/Apia"
  ])("begins and ends a day at 00:00 and 24:00 in %s", (zone) => {
    fc.assert(
      fc.property(near, (day) => {
        const [first, last] = ["00:00", "24:00"].map((text) => Dates.atTime(day, Dates.time(text), zone))
        return first === Dates.startOf(day, zone) && last === Dates.startOf(Dates.plusDays(day, 1), zone)
      }),
      { numRuns: 500, seed: 6 }
    )
  })

  it("knows a time zone from anything else", () => {
    for (const zone of ["America/Los_Angeles", "UTC", "America/New_York"])
      assert.strictEqual(Dates.zoneFormat.read(zone), zone)
    for (const zone of ["", "Mars/Olympus", "pacific", "america/Los_Angeles", "+08:00", "A".repeat(65), "UTC\u0000"])
      assert.isUndefined(Dates.zoneFormat.read(zone), zone)
  })

  it("begins a day that comes twice at the first time", () => {
    // The clocks of St. John's went back at one minute past midnight, into the day before.
    assert.strictEqual(
      Dates.startOf(Dates.make("2010-11-07"), "America/St_Johns"),
      Dates.instant("2010-11-07T02:30:00.000Z")
    )
  })

  it("begins a date at its first instant, whatever the clocks do at midnight", () => {
    for (const zone of [
      "America/Los_Angeles",
      "Asia/Gaza",
      "America/Sao_Paulo",
      "Asia/Beirut",
      "Pacific/Apia",
      "America/Havana"
    ]) {
      for (let date = Dates.make("2017-12-20"); date < "2019-01-10"; date = Dates.plusDays(date, 1)) {
        const start = Dates.startOf(date, zone)
        assert.strictEqual(Dates.on(start, zone), date, `${zone} ${date}`)
        assert.isTrue(Dates.on(Dates.plusMillis(start, -1), zone) < date, `${zone} before ${date}`)
      }
    }
  })
})
