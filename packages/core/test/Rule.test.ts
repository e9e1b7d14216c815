import { assert, describe, it } from "@effect/vitest"
import * as Rule from "../src/Rule.ts"

describe("Rule", () => {
  it("says each rule in one sentence without a final period, with its source", () => {
    for (const [id, rule] of Object.entries(Rule.catalogue)) {
      assert.match(id, /^[A-Z]{3}-\d\d$/)
      assert.match(rule.sentence, /^\S.*[^.\s]$/, id)
      assert.notInclude(rule.sentence, "\n", id)
      assert.include(["D", "D-old", "I", "C"], rule.confidence, id)
      assert.isAbove(rule.source.length, 0, id)
    }
  })

  it("says no sentence twice", () => {
    const sentences = Object.values(Rule.catalogue).map(({ sentence }) => sentence)
    assert.strictEqual(new Set(sentences).size, sentences.length)
  })
})
