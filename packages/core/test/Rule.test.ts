import { assert, describe, it } from "@effect/vitest"
import { later } from "../src/LaterRule.ts"
import * as Rule from "../src/Rule.ts"

const everyRule: Readonly<Record<string, Rule.Rule>> = { ...later, ...Rule.catalogue }

describe("Rule", () => {
  it("says each rule in one sentence without a final period, with its source", () => {
    for (const [id, rule] of Object.entries(everyRule)) {
      assert.match(id, /^[A-Z]{3}-\d\d$/)
      assert.match(rule.sentence, /^\S.*[^.\s]$/, id)
      assert.notInclude(rule.sentence, "\n", id)
      assert.include(["D", "D-old", "I", "B", "C"], rule.confidence, id)
      assert.isAbove(rule.source.length, 0, id)
    }
  })

  it("marks what is known from the field and was not read again", () => {
    const marked = Object.entries(everyRule).flatMap(([id, { confidence }]) => (confidence === "B" ? [id] : []))
    assert.deepStrictEqual(marked, ["AGT-15", "BOB-11", "SHP-04"])
  })

  it("says no sentence twice", () => {
    const sentences = Object.values(everyRule).map(({ sentence }) => sentence)
    assert.strictEqual(new Set(sentences).size, sentences.length)
  })

  it("has every rule once: carried by this version, or waiting with a reason", () => {
    const twice = Object.keys(later).filter((id) => id in Rule.catalogue)
    assert.deepStrictEqual(twice, [], `${twice.join(", ")}: in the catalogue now, so take it out of LaterRule.later`)
    for (const [id, { why }] of Object.entries(later)) assert.match(why, /^[a-z].*[^.\s]$/, id)
  })

  it("has the whole field: every number of the tables of the domain description", () => {
    const tables = {
      ...{ AGY: 16, AGT: 21, EMP: 7, STF: 8, DEL: 30, TRF: 14, ACC: 12, INV: 4, EXT: 10, BOB: 14 },
      ...{ CON: 5, NOT: 3, SEC: 3, SHP: 7, ENT: 1 }
    }
    const ids = Object.entries(tables).flatMap(([area, count]) =>
      Array.from({ length: count }, (_, n) => `${area}-${String(n + 1).padStart(2, "0")}`)
    )
    assert.deepStrictEqual(
      ids.filter((id) => !(id in everyRule)),
      []
    )
  })
})
