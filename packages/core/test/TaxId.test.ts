import { assert, describe, it } from "@effect/vitest"
import * as TaxId from "../src/TaxId.ts"

describe("TaxId", () => {
  it("reads nine digits with or without the hyphen and shows them with it", () => {
    const fein = TaxId.format.read("94-1234567")
    for (const text of [" 941234567 ", "94 1234567", "94.1234567", "94\u20131234567"])
      assert.strictEqual(fein, TaxId.format.read(text))
    assert.strictEqual(fein && TaxId.toText(fein), "94-1234567")
    assert.strictEqual(fein && TaxId.lastFour(fein), "4567")
  })

  it.each([
    "123-45-6789",
    "000000000",
    "00-0000000",
    "94-123456",
    "94-12345678",
    "9-41234567",
    "٩٤١٢٣٤٥٦٧",
    "９４１２３４５６７",
    "94  1234567",
    "94-12345 67",
    "94-1234567\n",
    "\uFEFF941234567",
    "1294-1234567",
    "FEIN 94-1234567",
    ""
  ])("refuses %j [X020 X042]", (text) => assert.isUndefined(TaxId.format.read(text)))
})
