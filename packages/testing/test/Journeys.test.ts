import { assert, describe, it } from "@effect/vitest"
import { journeys } from "../src/Journeys.ts"
import * as Scenario from "../src/Scenario.ts"

describe("Journeys", () => {
  it.each(journeys.map((one) => [one.name, one.sentence, one] as const))("%s: %s", (_name, _sentence, trace) => {
    assert.isTrue(Scenario.check(trace).ok)
  })

  it("survive being kept in a file", () => {
    for (const trace of journeys) {
      const text = Scenario.save(trace)
      assert.deepStrictEqual(JSON.parse(text), JSON.parse(JSON.stringify(trace)))
      assert.strictEqual(Scenario.save(Scenario.load(text)), text)
      assert.isTrue(Scenario.replay(Scenario.load(text)).ok)
    }
  })

  it("have names of their own", () => {
    assert.strictEqual(new Set(journeys.map(({ name }) => name)).size, journeys.length)
    assert.isAtLeast(journeys.length, 10)
  })
})
