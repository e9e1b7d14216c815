import { read } from "@agencybook/core/Facts"
import { assert, describe, it } from "@effect/vitest"
import * as Expected from "../src/internal/Expected.ts"

const agency = (id: string) => [read("agency", "id", id)]

describe("Expected", () => {
  it("has what was noted last of a key, and nothing of another", () => {
    const expected = Expected.make(10)
    expected.note("ana", agency("acme"))
    expected.note("ana", agency("beta"))
    assert.deepStrictEqual(expected.of("ana"), agency("beta"))
    assert.deepStrictEqual(expected.of("bo"), [])
    expected.note("ana", [])
    assert.deepStrictEqual(expected.of("ana"), [])
  })

  it("forgets what was noted longest ago", () => {
    const expected = Expected.make(2)
    for (const key of ["ana", "bo", "ana", "max"]) expected.note(key, agency(key))
    assert.deepStrictEqual(
      ["ana", "bo", "max"].map((key) => expected.of(key).length),
      [1, 0, 1]
    )
  })
})
