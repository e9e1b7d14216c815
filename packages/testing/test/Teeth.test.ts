import type { RuleId } from "@agencybook/core/Rule"
import { assert, describe, it } from "@effect/vitest"
import { journeys } from "../src/Journeys.ts"
import { check, LawBroken } from "../src/Law.ts"
import { laws } from "../src/Laws.ts"
import { core, type Rules } from "../src/Rules.ts"
import * as ScenarioTrace from "../src/ScenarioTrace.ts"
import { changingRefusal, droppingEvent, mutants } from "./fixture/mutants.ts"
import { teeth } from "./fixture/teeth.ts"

const seed = 20_260_303

const lawOf = (id: string) => laws.find((law) => law.id === id) ?? assert.fail(`no law ${id}`)

describe("Teeth: every fault is named by a law", () => {
  it.each(teeth.map((one) => [one.tooth ?? "our own", one.fault, one.law, one] as const))(
    "%s, %s: seen by %s",
    (_tooth, _fault, id, { rules }) => {
      const law = lawOf(id)
      // The law holds for core under the same seed, so it is the fault that breaks it.
      assert.isAbove(check(law, { seed }).exercised, 0)
      try {
        check(law, { seed, rules })
        assert.fail("the fault went unseen")
      } catch (error) {
        if (!(error instanceof LawBroken)) throw error
        assert.strictEqual(error.law, id)
      }
    }
  )

  it("are twenty at least beside those of the laws, and eight of the promises", () => {
    const before = new Set(mutants.map(({ fault }) => fault))
    assert.isAtLeast(teeth.filter(({ fault }) => !before.has(fault)).length, 20)
    assert.deepStrictEqual([...new Set(teeth.flatMap(({ tooth }) => tooth ?? []))].toSorted(), [
      "T10",
      "T18",
      "T24",
      "T26",
      "T6",
      "T7",
      "T8",
      "T9"
    ])
    assert.strictEqual(new Set(teeth.map(({ fault }) => fault)).size, teeth.length)
  })
})

/** Every ending of the journeys, and the tags of every event that one of them expects. */
const endings = journeys.flatMap(({ steps }) => steps.map(({ ends }) => ends))
const refusals = endings.flatMap((ends) =>
  ends._tag === "Refused" && ends.rule !== undefined ? [`${ends.code} ${ends.rule}`] : []
)
const tags = endings.flatMap((ends) =>
  ends._tag === "Done" ? ends.events.map((event) => (typeof event === "string" ? event : String(event._tag))) : []
)
const breaksOne = (rules: Rules) => journeys.some((journey) => !ScenarioTrace.replay(journey, rules).ok)

describe("Teeth: journeys", () => {
  it("hold under the rules of core", () => assert.isFalse(breaksOne(core)))

  it.each([...new Set(refusals)])("break when the refusal %s becomes a permission", (refusal) => {
    const [code = "", rule] = refusal.split(" ")
    assert.isTrue(breaksOne(changingRefusal(code, rule as RuleId, () => ({ _tag: "Accepted", events: [] }))))
  })

  // A session that was used is told by the path of every command, not by a rule.
  it.each([...new Set(tags)].filter((tag) => tag !== "ActingUsed"))("break when the event %s is left out", (tag) => {
    assert.isTrue(breaksOne(droppingEvent(tag)))
  })
})
