import { assert, describe, it } from "@effect/vitest"
import * as Dates from "../src/CalendarDate.ts"
import * as Policy from "../src/Policy.ts"
import * as Preset from "../src/PolicyPreset.ts"

describe("PolicyPreset", () => {
  it.each(Preset.all)("$name can be meant, and names a zone that the platform knows", (preset) => {
    assert.deepStrictEqual(Policy.check(preset), [])
    assert.isDefined(Dates.zoneFormat.read(preset.timeZone))
  })

  it("has names and username prefixes of its own for each exchange", () => {
    for (const texts of [Preset.all.map(({ name }) => name), Preset.all.map(({ extranet }) => extranet.usernamePrefix)])
      assert.strictEqual(new Set(texts).size, 6)
  })

  it("says of each exchange what sets it apart", () => {
    assert.strictEqual(Preset.all[0], Policy.calheers)
    assert.include(Preset.virginia, { claimBySearch: "any", inviteHours: 24, consentRetentionYears: 10 })
    assert.deepStrictEqual(Preset.newMexico.newAgentVerification, ["attestation", "consumer"])
    assert.deepStrictEqual(
      Preset.all.filter(({ secondFactor }) => secondFactor !== "none").map(({ name }) => name),
      ["virginia", "new-mexico"]
    )
    assert.include(Preset.georgia, { staffMayAnswerRequests: "both", staffMaySubmitApplication: false })
    assert.include(Preset.minnesota, { transferConsent: "consumer-confirm", claimBySearch: "off" })
    assert.deepStrictEqual(Preset.minnesota.bookCadence, ["monthly"])
    assert.include(Preset.federal, { transferConsent: "consumer-confirm", delegationExclusivity: "one-per-policy" })
    for (const { agreementTermYears, examEveryYear } of [Preset.georgia, Preset.minnesota, Preset.federal])
      assert.deepStrictEqual([agreementTermYears, examEveryYear], [1, true])
  })
})
