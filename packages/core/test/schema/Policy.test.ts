import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import * as fc from "fast-check"
import { calheers } from "../../src/Policy.ts"
import * as Preset from "../../src/PolicyPreset.ts"
import * as Policy from "../../src/schema/Policy.ts"

const strict = { errors: "all", onExcessProperty: "error" } as const
const decode = (value: unknown) => Schema.decodeUnknownResult(Policy.Policy)(value, strict)
const refusal = (over: object): string => {
  const decoded = decode({ ...calheers, ...over })
  return decoded._tag === "Success" ? "accepted" : decoded.failure.message
}
/** Every path to a knob inside a policy. */
const paths = (value: unknown, path: ReadonlyArray<string> = []): ReadonlyArray<ReadonlyArray<string>> =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.entries(value).flatMap(([name, one]) => paths(one, [...path, name]))
    : [path]
const replaced = (value: unknown, [name, ...rest]: ReadonlyArray<string>, by: unknown): unknown =>
  name === undefined
    ? by
    : { ...(value as object), [name]: replaced((value as Record<string, unknown>)[name], rest, by) }

describe("Policy schema", () => {
  it.each(Preset.all)("reads $name as it is, and as JSON", (preset) => {
    for (const value of [preset, JSON.parse(JSON.stringify(preset))]) {
      const decoded = decode(value)
      assert.deepStrictEqual(decoded._tag === "Success" ? decoded.success : decoded.failure.message, preset)
    }
  })

  it("takes no knob too many, none too few, and none of another kind", () => {
    assert.strictEqual(decode({ ...calheers, shopWindow: true })._tag, "Failure")
    for (const path of paths(calheers))
      for (const value of [
        undefined,
        null,
        {},
        -1,
        0.5,
        Number.NaN,
        Number.POSITIVE_INFINITY,
        "?".repeat(99),
        1_000_000
      ])
        assert.strictEqual(
          decode(replaced(calheers, path, value))._tag,
          "Failure",
          `${path.join(".")} ${String(value)}`
        )
  })

  it("keeps every number inside its bounds", () => {
    for (const [path, least, most] of [
      ["exam.passMark", 1, 100],
      ["exam.attempts", 1, 20],
      ["licenceCheckBusinessDays.least", 0, 5],
      ["licenceCheckBusinessDays.most", 3, 60],
      ["agreementTermYears", 1, 10],
      ["inviteHours", 1, 8_760],
      ["requestDays", 0, 365],
      ["crossAgencyEffective.days", 0, 365],
      ["smallBusinessAgentOfRecord.cutoffDay", 1, 31],
      ["accessCode.phoneHours", 1, 720],
      ["accessCode.mailHours", 72, 8_760],
      ["accessCode.tries", 1, 20],
      ["actingIdleMinutes", 1, 1_440],
      ["agentChangeCode.minutes", 1, 1_440],
      ["agentChangeCode.tries", 1, 20],
      ["extranet.password.days", 11, 3_650],
      ["extranet.password.warnDays", 1, 59],
      ["extranet.linkHours", 1, 72],
      ["extranet.supportHours.least", 0, 48],
      ["extranet.supportHours.most", 24, 720],
      ["consentRetentionYears", 5, 30],
      ["smallBusiness.participationPercent", 0, 100],
      ["smallBusiness.contributionPercent", 0, 100]
    ] as const) {
      const at = (n: number) => decode(replaced(calheers, path.split("."), n))._tag
      const answers = [least - 1, least, most, most + 1].map(at)
      assert.deepStrictEqual(answers, ["Failure", "Success", "Success", "Failure"], path)
    }
  })

  it("takes days of the year that exist, the 29th of February among them", () => {
    const window = (from: string) =>
      refusal({ smallBusiness: { ...calheers.smallBusiness, window: { from, through: "12-31" } } })
    for (const day of ["01-01", "02-29", "04-30", "12-31"]) assert.strictEqual(window(day), "accepted", day)
    for (const day of ["02-30", "04-31", "13-01", "00-10", "11-00", "1-1", "11-15-2025"])
      assert.include(window(day), "expected a day of the year", day)
  })

  it("takes no value of a list twice", () => {
    assert.include(refusal({ bookCadence: ["live", "live"] }), "expected each value once at most")
    assert.include(refusal({ newAgentVerification: ["consumer", "consumer"] }), "expected each value once at most")
  })

  it("refuses a contradictory policy and names both knobs, their reason and the remedy", () => {
    assert.include(
      refusal({ extranet: { ...calheers.extranet, password: { _tag: "Days", days: 60, warnDays: 60 } } }),
      "`extranet.password.warnDays` contradicts `extranet.password.days`: the warning would not come between"
    )
    assert.include(
      refusal({ suspension: { _tag: "Days", days: 10, reconsiderationDays: 30 } }),
      "`suspension.reconsiderationDays` contradicts `suspension.days`: reconsideration is asked for while suspended"
    )
    const both = refusal({ transferConsent: "consumer-confirm", staffMayAnswerRequests: "both", requestDays: 0 })
    assert.include(both, "`transferConsent` contradicts `requestDays`")
    assert.include(both, "`staffMayAnswerRequests` contradicts `requestDays`")
  })

  it("answers whatever comes with a value or a failure, and never throws", () => {
    fc.assert(
      fc.property(fc.constantFrom(...paths(calheers)), fc.anything(), (path, value) =>
        ["Success", "Failure"].includes(decode(replaced(calheers, path, value))._tag)
      ),
      { numRuns: 500, seed: 31 }
    )
  })
})
