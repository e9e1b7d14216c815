import { calheers } from "@agencybook/core/Policy"
import { minnesota } from "@agencybook/core/PolicyPreset"
import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { ofPolicy } from "../src/internal/PolicyInForce.ts"
import * as Law from "../src/Law.ts"
import * as Sample from "../src/Sample.ts"

const law = Law.make<{ readonly n: number; readonly list: ReadonlyArray<number> }>({
  id: "an-example-law",
  sentence: "a number stays below ten",
  rules: ["DEL-09", "TRF-07"],
  input: fc.record({ n: fc.nat(20), list: fc.array(fc.nat()) }),
  holds: ({ n }) => (n === 0 ? Law.idle : Law.holdsIf(n < 10, `${n} is ten or more`))
})
const thrown = (one: Law.Law<never>, seed = 1): Law.LawBroken => {
  try {
    Law.check(one as Law.Law, { seed })
  } catch (error) {
    if (error instanceof Law.LawBroken) return error
    throw error
  }
  return assert.fail("the law holds")
}

describe("Law.check", () => {
  it("says the sentence, every rule with its sentence, the reason, the seed and the smallest input", () => {
    const { message } = thrown(law as Law.Law<never>)
    for (const part of [
      "law `an-example-law` is broken: a number stays below ten [DEL-09, TRF-07]",
      "DEL-09: a case has at most one active delegation of a kind",
      "TRF-07: a transfer keeps the number of open delegations of the agency",
      "because 10 is ten or more",
      "seed 1",
      '"n":10,"list":[]'
    ])
      assert.include(message, part)
  })

  it("reports how often the interesting case occurred", () => {
    const holds = Law.make({ ...law, holds: ({ n }) => (n < 5 ? Law.held : Law.idle) })
    const { exercised, id, runs } = Law.check(holds, { seed: 1, runs: 100 })
    assert.strictEqual(id, law.id)
    assert.strictEqual(runs, 100)
    assert.isTrue(0 < exercised && exercised < 100)
  })

  it("takes what throws, and what changes its input, for broken", () => {
    const throwing = Law.make({
      ...law,
      holds: () => {
        throw new RangeError("too far")
      }
    })
    assert.include(thrown(throwing as Law.Law<never>).message, "because it threw RangeError: too far")
    const changing = Law.make({
      ...law,
      holds: ({ list }) => {
        ;(list as Array<number>).push(1)
        return Law.held
      }
    })
    assert.include(thrown(changing as Law.Law<never>).message, "because it threw TypeError")
  })

  it("gives the same report for the same seed", () => {
    assert.strictEqual(thrown(law as Law.Law<never>, 7).message, thrown(law as Law.Law<never>, 7).message)
  })
})

describe("Law.check under a policy", () => {
  const asking = (more: Partial<Law.Law<number>> = {}) =>
    Law.make<number>({
      ...{ id: "an-example-law", sentence: "an example", rules: [], ...more },
      input: ofPolicy(({ requestDays }) => fc.constant(requestDays)),
      holds: (days) => Law.same([days, Sample.context().policy.name], [30, "minnesota"])
    })

  it("asks a law of the policy, and of California's when none is told", () => {
    assert.strictEqual(Law.check(asking(), { policy: minnesota }).exercised, 200)
    assert.throws(() => Law.check(asking()), /calheers/)
    assert.strictEqual(Sample.policy(), calheers)
  })

  it("goes back to the policy before, also when a law is broken", () => {
    const policy = { ...minnesota, requestDays: 14 }
    assert.throws(() => Law.check(asking(), { policy }), Law.LawBroken)
    assert.strictEqual(Sample.policy(), calheers)
  })

  it("says for which knob a law was not asked, and tries nothing", () => {
    const of = (more: Partial<Law.Law<number>>) => Law.check(asking(more), { policy: minnesota })
    const left = (knobs: ReadonlyArray<string>) => ({ id: "an-example-law", runs: 0, exercised: 0, notAskedFor: knobs })
    assert.deepStrictEqual(
      of({ fixes: ["transferConsent", "requestDays", "crossAgencyEffective.days"] }),
      left(["transferConsent", "crossAgencyEffective.days"]) as never
    )
    assert.deepStrictEqual(of({ least: { requestDays: 31 } }), left(["requestDays"]) as never)
    assert.strictEqual(of({ fixes: ["requestDays"], least: { requestDays: 30 } }).exercised, 200)
  })

  it("asks nothing in a zone in which the samples are of another day", () => {
    const { notAskedFor, runs } = Law.check(asking(), { policy: { ...minnesota, timeZone: "Asia/Tokyo" } })
    assert.deepStrictEqual([notAskedFor, runs], [["timeZone"], 0])
  })

  it("refuses a policy that cannot be meant, by its knob [POL-01]", () => {
    assert.throws(
      () => Law.check(asking(), { policy: { ...minnesota, requestDays: -1 } }),
      TypeError,
      "law `an-example-law` cannot be checked under this policy: `policy.requestDays`: expected a whole number from 0 to 365"
    )
    assert.throws(() => Law.check(asking(), { policy: { ...minnesota, claimBySearch: "any" } }), /claimBySearch/)
  })
})

describe("Law: verdicts", () => {
  it("are broken if one is, held if one is, and idle otherwise", () => {
    const { all, broken, held, idle } = Law
    assert.deepStrictEqual(all(idle, held, broken("x"), broken("y")), broken("x"))
    assert.deepStrictEqual(all(idle, held), held)
    assert.deepStrictEqual(all(), idle)
  })

  it("compare refusals by code and rule, and acceptances by every event", () => {
    const refusal = { _tag: "Refused", code: "A", rule: "DEL-09" }
    assert.strictEqual(Law.refusedAs(refusal, "A", "DEL-09")._tag, "Held")
    assert.strictEqual(Law.refusedAs(refusal, "B", "DEL-09")._tag, "Broken")
    assert.strictEqual(Law.refusedAs(refusal, "A", "DEL-10")._tag, "Broken")
    for (const message of ["there is no case `undefined`", "the case `` is closed", ""])
      assert.strictEqual(Law.refusedAs({ ...refusal, message }, "A", "DEL-09")._tag, "Broken", message)
    assert.strictEqual(Law.refusedAs({ ...refusal, message: "there is no case `1`" }, "A", "DEL-09")._tag, "Held")
    const said = { ...refusal, message: "there is no case `1`" }
    for (const remedy of ["", undefined, "look it up."])
      assert.strictEqual(Law.refusedAs({ ...said, remedy }, "A", "DEL-09")._tag, "Broken", remedy)
    assert.strictEqual(Law.refusedAs({ ...said, remedy: "look it up" }, "A", "DEL-09")._tag, "Held")
    const accepted = { _tag: "Accepted", events: [{ a: 1, b: 2 }] }
    assert.strictEqual(Law.acceptedAs(accepted, [{ b: 2, a: 1 }])._tag, "Held")
    assert.strictEqual(Law.acceptedAs(accepted, [])._tag, "Broken")
    assert.strictEqual(Law.acceptedAs(refusal, [])._tag, "Broken")
  })

  it.each([
    [undefined, "is no text"],
    ["", "says nothing"],
    ["`agent-1`", "says nothing"],
    ["There is no case `1`", "does not begin in lower case"],
    ["there is no case.", "ends in a period or a space"],
    ["there is  no case", "has more than one space, or more than one line"],
    ["there is no case `undefined`", "quotes what is not there"],
    ["there is no case `1", "opens a quotation that is not closed"],
    ["there is no case `` at all", "quotes nothing"],
    ["the gaps are `one``two`", "has a quotation without a space around it"],
    ["there is no case`1`", "has a quotation without a space around it"],
    ["there is no case `1`here", "has a quotation without a space around it"]
  ])("read a sentence like a person: `%s` %s", (text, fault) => {
    assert.deepStrictEqual(Law.readable(text, "it"), {
      _tag: "Broken",
      because: `it ${fault}: ${text === undefined ? "undefined" : JSON.stringify(text)}`
    })
  })

  it("take a sentence with what it quotes", () => {
    for (const text of ["there is no case `1`", "`1`, `2` and (`3`): none is known", "the agent's case `1`; ask again"])
      assert.strictEqual(Law.readable(text, "it")._tag, "Held", text)
  })
})
