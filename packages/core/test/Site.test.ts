import { assert, describe, it } from "@effect/vitest"
import * as Dates from "../src/CalendarDate.ts"
import type { BusinessName } from "../src/Contact.ts"
import * as Id from "../src/Id.ts"
import * as Site from "../src/Site.ts"
import * as Sample from "./fixture/sample.ts"

const one = (name: string): Site.Site => ({
  ...Site.first(name as BusinessName, Sample.details().site),
  siteId: Id.make(name)
})
const names = (sites: Site.Sites) => sites.map(({ name }) => name as string)

describe("Site", () => {
  it("is added at the end, made anew in its place, or put in front", () => {
    const sites: Site.Sites = [one("a"), one("b"), one("c")]
    assert.deepStrictEqual(names(Site.placed(sites, one("d"), false)), ["a", "b", "c", "d"])
    assert.deepStrictEqual(names(Site.placed(sites, { ...one("b"), name: "B" as BusinessName }, false)), [
      "a",
      "B",
      "c"
    ])
    assert.deepStrictEqual(names(Site.placed(sites, one("c"), true)), ["c", "a", "b"])
    assert.deepStrictEqual(names(Site.without(sites, Id.make("b"))), ["a", "c"])
    assert.deepStrictEqual(names(Site.without(sites, Id.make("a"))), ["a", "b", "c"])
  })

  it("has hours that meet but do not overlap", () => {
    const hours = (weekday: number, opens: string, closes: string) => ({
      weekday,
      opens: Dates.time(opens),
      closes: Dates.time(closes)
    })
    assert.isFalse(Site.overlaps([hours(1, "08:00", "12:00"), hours(1, "12:00", "17:00"), hours(2, "08:00", "17:00")]))
    assert.isTrue(Site.overlaps([hours(1, "08:00", "12:01"), hours(1, "12:00", "17:00")]))
    assert.isTrue(Site.overlaps([hours(1, "08:00", "08:00")]))
  })
})
