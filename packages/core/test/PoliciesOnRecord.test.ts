import { assert, describe, it } from "@effect/vitest"
import * as Dates from "../src/CalendarDate.ts"
import type { FurtherPolicy } from "../src/Case.ts"
import * as Id from "../src/Id.ts"
import type { Npn } from "../src/Licence.ts"
import * as PoliciesOnRecord from "../src/PoliciesOnRecord.ts"
import * as Sample from "./fixture/sample.ts"

const idOf = (id: string): Id.PolicyId => Id.make(id)
const npn = (text: string): Npn => text as Npn
const policy = (id: string, over: Partial<FurtherPolicy> = {}): FurtherPolicy => {
  const { metal: _, ...terms } = Sample.coverage()
  return { ...terms, policyId: idOf(id), kind: "dental", year: 2026, effectiveOn: Dates.make("2026-01-01"), ...over }
}
const named = (value: Parameters<typeof PoliciesOnRecord.on>[0], day = Sample.today) =>
  PoliciesOnRecord.on(value, day).map((one) => [
    one.policyId as string | undefined,
    one.npn as string | undefined,
    one.from
  ])

describe("PoliciesOnRecord", () => {
  it("names who is on record for the main policy and for each of the others, by their identifiers [DEL-20]", () => {
    const household = Sample.household(0, {
      coverage: Sample.coverage({ aorNpn: npn("77"), effectiveOn: Dates.make("2026-01-01") }),
      policies: [policy("p-2", { aorNpn: npn("88"), aorSince: Dates.make("2026-02-01") }), policy("p-1")]
    })
    assert.deepStrictEqual(named(household), [
      [undefined, "77", Dates.make("2026-01-01")],
      ["p-1", undefined, Dates.make("2026-01-01")],
      ["p-2", "88", Dates.make("2026-02-01")]
    ])
    assert.deepStrictEqual(
      named(Sample.household(0)),
      Sample.household(0).coverage === undefined ? [] : named(Sample.household(0))
    )
  })

  it("believes what was said on purpose, from its day on, and of a policy to come who is when it begins [DEL-20]", () => {
    const said = {
      ...{ policyId: idOf("p-1"), npn: npn("99"), from: Dates.make("2026-04-01") },
      ...{ recordedAt: Sample.now, reason: "correction" as const }
    }
    const coming = policy("p-2", { effectiveOn: Dates.make("2027-01-01"), aorNpn: npn("55") })
    const next = { ...said, policyId: idOf("p-2"), npn: npn("66"), from: Dates.make("2027-01-01") }
    const { coverage: _, ...plain } = Sample.household(0)
    const household = {
      ...plain,
      policies: [policy("p-1", { aorNpn: npn("88") }), coming],
      policyAgentsOfRecord: [said, next]
    }
    const of = (day: string) => named(household, Dates.make(day)).map(([, number]) => number)
    assert.deepStrictEqual(of("2026-03-31"), ["88", "66"])
    assert.deepStrictEqual(of("2026-04-01"), ["99", "66"])
  })
})
