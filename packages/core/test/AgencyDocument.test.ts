import { assert, describe, it } from "@effect/vitest"
import * as AgencyDocument from "../src/AgencyDocument.ts"
import * as Dates from "../src/CalendarDate.ts"
import * as Sample from "./fixture/sample.ts"

describe("AgencyDocument", () => {
  it("is valid through its last day, and without one for good", () => {
    const insurance = Sample.document("e-and-o", { expiresOn: Sample.today })
    assert.isTrue(AgencyDocument.isCurrentOn(insurance, Sample.today))
    assert.isFalse(AgencyDocument.isCurrentOn(insurance, Dates.plusDays(Sample.today, 1)))
    assert.isTrue(AgencyDocument.isCurrentOn(Sample.document("payee-data"), Dates.make("2199-12-31")))
  })

  it("is missing while there is none that is valid", () => {
    const old = Sample.document("e-and-o", { expiresOn: Dates.plusDays(Sample.today, -1) })
    const wanted = ["e-and-o", "payee-data"] as const
    assert.deepStrictEqual(AgencyDocument.missing([old], wanted, Sample.today), ["e-and-o", "payee-data"])
    const renewed = AgencyDocument.replaced([old, Sample.document("payee-data")], Sample.document("e-and-o"))
    assert.deepStrictEqual(AgencyDocument.missing(renewed, wanted, Sample.today), [])
    assert.strictEqual(renewed.length, 2)
  })

  it("has a plain file name, without folders and without characters that turn it around", () => {
    for (const name of ["E&O 2026.pdf", "Versicherung-Müller.pdf", "x".repeat(200)])
      assert.strictEqual(AgencyDocument.fileName.read(name), name)
    for (const name of ["", "  ", ".", "..", "a/b.pdf", "a\\b.pdf", "\u202Efdp.exe", "a\nb", "x".repeat(201)])
      assert.isUndefined(AgencyDocument.fileName.read(name), JSON.stringify(name))
  })
})
