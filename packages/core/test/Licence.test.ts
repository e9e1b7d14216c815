import { assert, describe, it } from "@effect/vitest"
import * as Dates from "../src/CalendarDate.ts"
import * as Licence from "../src/Licence.ts"
import * as Sample from "./fixture/sample.ts"

describe("Licence", () => {
  it("reads a licence number and raises its letter", () => {
    assert.strictEqual(Licence.format.read(" 1h12345 ") as string, "1H12345")
    assert.strictEqual(Licence.format.read("0112345") as string, "0112345")
  })

  it.each(["H112345", "1H1234", "1H123456", "1HH2345", "1H1234٣", "１H12345", "1H-12345", "", "1ß12345"])(
    "refuses %j as a licence number",
    (text) => assert.isUndefined(Licence.format.read(text))
  )

  it("reads a producer number of one to ten digits", () => {
    for (const text of ["1", "1234567890", " 42 "]) assert.isDefined(Licence.npnFormat.read(text))
  })

  it.each(["0", "0000000001", "12345678901", "1e7", "-1", "٣", "0x1F", "1.0", ""])(
    "refuses %j as a producer number [X044]",
    (text) => assert.isUndefined(Licence.npnFormat.read(text))
  )

  it("allows business up to its last day, while it is active and covers health", () => {
    const licence = { ...Sample.profile().licence, expiresOn: Dates.make("2026-03-03") }
    assert.isTrue(Licence.isGoodOn(licence, Dates.make("2026-03-03")))
    assert.isFalse(Licence.isGoodOn(licence, Dates.make("2026-03-04")))
    assert.isFalse(Licence.isGoodOn({ ...licence, health: false }, Dates.make("2026-03-03")))
    for (const status of ["inactive", "expired", "suspended", "revoked"] as const)
      assert.isFalse(Licence.isGoodOn({ ...licence, status }, Dates.make("2026-03-03")))
  })
})
