import { assert, describe, it } from "@effect/vitest"
import * as UsState from "../src/UsState.ts"

describe("UsState", () => {
  it("reads the two letters of the post, in any case and with spaces around", () => {
    for (const text of ["CA", "ca", " Ca ", "DC", "PR"])
      assert.strictEqual(UsState.format.read(text), text.trim().toUpperCase() as UsState.UsState)
  })

  it("reads nothing else", () => {
    for (const text of ["", "C", "CAL", "XCA", "C A", "California", "ZZ", "C4", "ＣＡ"])
      assert.isUndefined(UsState.format.read(text), text)
  })

  it("knows every code once", () => {
    assert.strictEqual(new Set(UsState.codes).size, UsState.codes.length)
    for (const code of UsState.codes) assert.isTrue(UsState.isCode(code))
  })
})
