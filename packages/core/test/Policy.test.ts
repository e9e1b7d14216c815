import { assert, describe, it } from "@effect/vitest"
import * as Dates from "../src/CalendarDate.ts"
import * as Policy from "../src/Policy.ts"

const { calheers } = Policy
const warning = (warnDays: number) => ({
  ...calheers.extranet,
  password: { _tag: "Days" as const, days: 60, warnDays }
})
const suspension = (days: number, reconsiderationDays: number) => ({
  _tag: "Days" as const,
  days,
  reconsiderationDays
})
const told = (over: Partial<Policy.Policy>) =>
  Policy.check({ ...calheers, ...over }).map(({ knobs }) => knobs.join(" "))

describe("Policy", () => {
  it("carries the figures that California has published", () => {
    assert.deepStrictEqual(calheers.exam, { passMark: 80, attempts: 3 })
    assert.deepStrictEqual(calheers.extranet, {
      usernamePrefix: "CC_",
      password: { _tag: "Days", days: 60, warnDays: 10 },
      firstSecret: "link",
      linkHours: 24,
      supportHours: { least: 24, most: 48 }
    })
    assert.deepStrictEqual(calheers.accessCode, { phoneHours: 72, mailHours: 720, tries: 5 })
    assert.deepStrictEqual(calheers.licenceCheckBusinessDays, { least: 3, most: 5 })
    assert.deepStrictEqual(calheers.crossAgencyEffective, { on: "first-of-month", days: 30 })
    assert.deepStrictEqual(calheers.smallBusinessAgentOfRecord, { cutoffDay: 8 })
    assert.strictEqual(calheers.agreementTermYears, 5)
    assert.strictEqual(calheers.requestDays, 30)
    assert.strictEqual(calheers.actingIdleMinutes, 30)
  })

  it("names a time zone that the platform knows", () => {
    assert.strictEqual(Dates.on(Dates.instant("2026-01-01T00:00:00.000Z"), calheers.timeZone), Dates.make("2025-12-31"))
  })
})

describe("Policy: knobs that contradict each other", () => {
  it.each([
    ["staff answer and nobody verifies", { staffMayAnswerRequests: "level-2", newAgentVerification: [] }],
    ["cases are claimed and nobody verifies", { claimBySearch: "any", newAgentVerification: [] }],
    ["claims are attested and attestation is not accepted", { claimBySearch: "any" }],
    [
      "transfers wait for the consumer and claims do not",
      { claimBySearch: "any", newAgentVerification: ["attestation"], transferConsent: "consumer-confirm" }
    ],
    ["the consumer has no time to confirm", { transferConsent: "consumer-confirm", requestDays: 0 }],
    ["staff answer requests that are over", { staffMayAnswerRequests: "both", requestDays: 0 }],
    ["only requests make agents, and they are over", { newAgentVerification: ["consumer"], requestDays: 0 }],
    ["asking goes on after the suspension", { suspension: suspension(10, 11) }],
    ["the warning comes with the password", { extranet: warning(60) }],
    ["the warning comes with the lock", { extranet: warning(0) }],
    ["support takes less than the least", { extranet: { ...calheers.extranet, supportHours: { least: 2, most: 1 } } }],
    ["mail is given less time than speech", { accessCode: { ...calheers.accessCode, mailHours: 71 } }],
    ["the least is the most", { licenceCheckBusinessDays: { least: 5, most: 3 } }],
    ["consents are gone before the agreement", { consentRetentionYears: 4 }],
    [
      "the window ends before it begins",
      { smallBusiness: { ...calheers.smallBusiness, window: { from: "12-15", through: "11-15" } } }
    ]
  ] as ReadonlyArray<readonly [string, Partial<Policy.Policy>]>)("are found: %s", (_, over) => {
    const found = Policy.check({ ...calheers, ...over })
    assert.strictEqual(found.length, 1)
    for (const { because, knobs, remedy } of found) {
      for (const knob of knobs) assert.property(calheers, knob.split(".")[0] ?? "")
      assert.match(because, /^[a-z].*[^.]$/)
      assert.match(remedy, /^[a-z].*[^.]$/)
    }
  })

  it("are not found one step beside", () => {
    for (const over of [
      { staffMayAnswerRequests: "none", claimBySearch: "off", newAgentVerification: [] },
      { claimBySearch: "associated", transferConsent: "consumer-confirm" },
      { claimBySearch: "any", newAgentVerification: ["attestation"] },
      { transferConsent: "consumer-confirm", requestDays: 1 },
      { requestDays: 0 },
      { suspension: suspension(10, 10) },
      { suspension: suspension(1, 0) },
      { extranet: warning(59) },
      { extranet: { ...calheers.extranet, password: { _tag: "Unlimited" } } },
      { accessCode: { ...calheers.accessCode, mailHours: 72 } },
      { consentRetentionYears: 5 },
      { licenceCheckBusinessDays: { least: 3, most: 3 } }
    ] as ReadonlyArray<Partial<Policy.Policy>>)
      assert.deepStrictEqual(told(over), [], JSON.stringify(over))
  })

  it("are found by what is in a list, whatever lists have become as text", () => {
    const { join } = Array.prototype
    Array.prototype.join = () => "replaced"
    try {
      assert.lengthOf(Policy.check({ ...calheers, newAgentVerification: ["consumer"], requestDays: 0 }), 1)
      Array.prototype.join = () => "consumer"
      assert.lengthOf(Policy.check({ ...calheers, requestDays: 0 }), 0)
    } finally {
      Array.prototype.join = join
    }
  })

  it("are all told at once", () => {
    assert.deepStrictEqual(
      told({
        staffMayAnswerRequests: "both",
        newAgentVerification: [],
        claimBySearch: "any",
        transferConsent: "consumer-confirm",
        requestDays: 0
      }),
      [
        "staffMayAnswerRequests newAgentVerification",
        "claimBySearch newAgentVerification",
        "claimBySearch transferConsent",
        "transferConsent requestDays",
        "staffMayAnswerRequests requestDays"
      ]
    )
  })
})
