import { assert, describe, it } from "@effect/vitest"
import * as Dates from "../src/CalendarDate.ts"
import * as Licence from "../src/Licence.ts"
import { calheers } from "../src/Policy.ts"
import { federal, georgia } from "../src/PolicyPreset.ts"
import * as Sample from "./fixture/sample.ts"

describe("Licence", () => {
  it("reads a licence number and raises its letter", () => {
    assert.strictEqual(Licence.format.read(" 1h12345 ") as string, "1H12345")
    assert.strictEqual(Licence.format.read("0112345") as string, "0112345")
  })

  it("reads a number of another state, and tells state and number apart", () => {
    const number = Licence.format.read(" nv-1234567 ") as Licence.LicenceNumber
    assert.strictEqual(number as string, "NV-1234567")
    assert.deepStrictEqual(Licence.partsOf(number, calheers), { state: "NV", number: "1234567" })
    const own = Licence.format.read("1H12345") as Licence.LicenceNumber
    assert.deepStrictEqual(Licence.partsOf(own, calheers), { state: "CA", number: "1H12345" })
    assert.deepStrictEqual(Licence.partsOf(own, federal), { state: undefined, number: "1H12345" })
  })

  it.each([
    ["1H12345", calheers, undefined],
    ["0123456789", calheers, "the licence number has not the form of those of `CA`"],
    ["CA-1H12345", calheers, "the licence number names `CA`, the exchange's own state"],
    ["CA-H112345", georgia, "the licence number has not the form of those of `CA`"],
    ["0123456789", georgia, undefined],
    ["GA-0123456789", georgia, "the licence number names `GA`, the exchange's own state"],
    ["0123456789", federal, undefined]
  ])("takes %j as its state has it [AGT-11]", (text, policy, message) => {
    const number = Licence.format.read(text)
    assert.isDefined(number)
    assert.strictEqual(Licence.misshapen(number, policy)?.message, message)
  })

  it.each(["1H1234٣", "１H12345", "1H-12345", "", "1ß12345", "ZZ-1234567", "NV-", "NV 12", "1".repeat(21)])(
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
