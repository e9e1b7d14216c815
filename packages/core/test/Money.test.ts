import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import * as Money from "../src/Money.ts"

const cents = fc.integer({ min: 0, max: 99_999_999_999 }).map((n) => n as Money.Cents)

describe("Money", () => {
  it("reads dollars with two places as whole cents", () => {
    assert.strictEqual(Money.format.read("412.50"), 41_250 as Money.Cents)
    assert.strictEqual(Money.format.read("0.00"), Money.zero)
  })

  it.each(["412.5", "412", "-1.00", "+1.00", "1,000.00", "$1.00", "1e3", "NaN", "", "٣.٠٠", "1.000", " 1.00"])(
    "refuses %j",
    (text) => assert.isUndefined(Money.format.read(text))
  )

  it("gives back every amount that it writes", () => {
    fc.assert(
      fc.property(cents, (amount) => Money.format.read(Money.toDecimal(amount)) === amount),
      { seed: 1 }
    )
  })

  it("makes cents of whole numbers that are exact, and of nothing else", () => {
    assert.strictEqual(Money.fromCents(0), Money.zero)
    assert.strictEqual(Money.fromCents(Number.MAX_SAFE_INTEGER), Number.MAX_SAFE_INTEGER as Money.Cents)
    for (const n of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, Number.MAX_SAFE_INTEGER + 1])
      assert.isUndefined(Money.fromCents(n))
  })

  it("adds a million amounts of one cent exactly, and never rounds a sum", () => {
    let sum = Money.zero
    for (let n = 0; n < 1_000_000; n++) sum = Money.add(sum, 1 as Money.Cents)
    assert.strictEqual(sum, 1_000_000 as Money.Cents)
    assert.throws(
      () => Money.add(Number.MAX_SAFE_INTEGER as Money.Cents, 1 as Money.Cents),
      RangeError,
      /too large to be exact/
    )
  })

  it("takes away, but never below zero", () => {
    assert.strictEqual(Money.less(300 as Money.Cents, 100 as Money.Cents), 200 as Money.Cents)
    assert.strictEqual(Money.less(100 as Money.Cents, 300 as Money.Cents), Money.zero)
  })
})
