import { assert, describe, it } from "@effect/vitest"
import { journeys, named } from "../src/Journeys.ts"
import { core, type Rules } from "../src/Rules.ts"
import { ScenarioBroken } from "../src/Scenario.ts"
import * as ScenarioTrace from "../src/ScenarioTrace.ts"

const found = named("consumer-finds-help") ?? assert.fail("no such journey")
const change = (over: object) => JSON.stringify({ ...JSON.parse(ScenarioTrace.save(found)), ...over })
const unreadable = (text: string): string => {
  try {
    ScenarioTrace.load(text)
  } catch (error) {
    if (error instanceof ScenarioTrace.TraceUnreadable) return error.message
    throw error
  }
  return assert.fail("it was read")
}

describe("ScenarioTrace", () => {
  it("reads only what is a trace, and names what is not", () => {
    assert.include(unreadable("{"), "cannot be parsed")
    assert.include(unreadable("[]"), "no trace")
    assert.include(unreadable(change({ format: "agencybook-trace/9" })), "`format`")
    assert.include(unreadable(change({ name: "A Name" })), "`name`: expected a name of lower-case words")
    assert.include(unreadable(change({ rules: ["DEL-99"] })), "`rules.0`: expected the identifier of a rule")
    assert.include(unreadable(change({ steps: [] })), "`steps.0`")
    assert.include(unreadable(change({ more: 1 })), "`more`")
    const steps = [{ at: "yesterday", actor: { _tag: "Nobody" }, command: {}, ends: { _tag: "Done" } }]
    const message = unreadable(change({ steps }))
    for (const part of ["`steps.0.at`", "`steps.0.actor", "`steps.0.ends"]) assert.include(message, part)
  })

  it("tells the story up to the step that ended otherwise", () => {
    const rules: Rules = {
      ...core,
      command: (command, ...rest) => {
        const answer = core.command(command, ...rest)
        return command._tag === "AcceptRequest" && answer._tag === "Accepted"
          ? { ...answer, events: answer.events.slice(1) }
          : answer
      }
    }
    try {
      ScenarioTrace.check(found, rules)
      assert.fail("nothing was broken")
    } catch (error) {
      if (!(error instanceof ScenarioBroken)) throw error
      for (const part of [
        "consumer-finds-help: a consumer asks an agent",
        "DEL-10: ",
        "  5. 2026-03-03T18:03:00.000Z the present agent cannot answer for the other",
        "! 6. 2026-03-04T18:00:00.000Z the agent accepts, and the old delegation ends in the same instant",
        '- {"_tag":"DelegationMoved"'
      ])
        assert.include(error.message, part)
      assert.notInclude(error.message, "7. ")
    }
  })

  it("records what the rules answer today", () => {
    for (const journey of journeys) {
      const { steps, ...rest } = journey
      const recorded = ScenarioTrace.record({ ...rest, steps: steps.map(({ ends: _, ...step }) => step) })
      assert.deepStrictEqual(
        recorded.steps.map(({ ends }) => ends._tag),
        steps.map(({ ends }) => ends._tag)
      )
      assert.isTrue(ScenarioTrace.replay(ScenarioTrace.load(ScenarioTrace.save(recorded))).ok)
    }
  })

  it("compares endings of any system, whatever of them it tells", () => {
    const refused = { _tag: "Refused", refusal: { code: "A", rule: "DEL-22" } } as const
    const { problems } = ScenarioTrace
    assert.deepStrictEqual(problems({ _tag: "Refused", code: "A" }, refused), [])
    assert.isNotEmpty(problems({ _tag: "Refused", code: "A", rule: "DEL-23" }, refused))
    assert.isNotEmpty(problems({ _tag: "Refused", code: "A" }, { ...refused, events: [{ _tag: "X" }] }))
    assert.isNotEmpty(problems({ _tag: "Conflicting" }, refused))
    assert.isNotEmpty(problems({ _tag: "Repeated" }, { _tag: "Done", events: [], repeated: false }))
    assert.isNotEmpty(problems({ _tag: "Done", events: ["X"] }, { _tag: "Done", events: [], repeated: true }))
    assert.deepStrictEqual(
      problems(
        { _tag: "Done", events: ["X"] },
        { _tag: "Done", events: [{ _tag: "Y" }, { _tag: "X" }], repeated: false }
      ),
      []
    )
    assert.isNotEmpty(
      problems(
        { _tag: "Done", events: ["X"] },
        { _tag: "Done", events: [{ _tag: "X" }, { _tag: "X" }], repeated: false }
      )
    )
  })
})
