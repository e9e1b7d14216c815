import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import * as Service from "../../src/ServiceCalendar.ts"
import * as ServiceCalendar from "../../src/schema/ServiceCalendar.ts"

const strict = { errors: "all", onExcessProperty: "error" } as const
const decode = (value: unknown) => Schema.decodeUnknownResult(ServiceCalendar.ServiceCalendar)(value, strict)
const calendar = {
  ...Service.californiaAgentServiceCenter,
  holidays: [{ on: "2018-02-19", name: "Presidents' Day" }],
  outages: [{ from: "2018-02-11T02:30:00.000Z", until: "2018-02-12T14:00:00.000Z" }]
}

describe("Service calendar schemas", () => {
  it("read a calendar as it is", () => {
    const decoded = decode(JSON.parse(JSON.stringify(calendar)))
    assert.deepStrictEqual(decoded._tag === "Success" ? decoded.success : decoded.failure.message, calendar as never)
  })

  it.each([
    ["an unknown zone", { timeZone: "Mars/Olympus" }],
    ["hours that close before they open", { hours: [{ weekday: 1, opens: "18:00", closes: "08:00" }] }],
    ["hours of no length", { hours: [{ weekday: 1, opens: "08:00", closes: "08:00" }] }],
    ["an eighth weekday", { hours: [{ weekday: 8, opens: "08:00", closes: "18:00" }] }],
    ["a day that does not exist", { holidays: [{ on: "2018-02-30", name: "Leap" }] }],
    [
      "an outage that ends before it begins",
      { outages: [{ from: "2018-02-12T14:00:00.000Z", until: "2018-02-11T02:30:00.000Z" }] }
    ],
    ["an outage of no moments", { outages: [{ from: "in the morning", until: "in the night" }] }],
    ["too many outages", { outages: Array(1_001).fill(calendar.outages[0]) }],
    ["a field too many", { phone: "8774539198" }]
  ])("refuse %s and say what was expected", (_, over) => {
    const decoded = decode({ ...calendar, ...over })
    assert.match(decoded._tag === "Success" ? "accepted" : decoded.failure.message, /[Ee]xpected|[Uu]nexpected/)
  })
})
