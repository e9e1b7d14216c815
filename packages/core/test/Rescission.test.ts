import { assert, describe, it } from "@effect/vitest"
import * as Dates from "../src/CalendarDate.ts"
import * as Id from "../src/Id.ts"
import * as Rescission from "../src/Rescission.ts"
import * as Sample from "./fixture/sample.ts"

const { consentId } = Sample.consent()
const decide = (over: Partial<Rescission.Facts> = {}) =>
  Rescission.decide(
    { _tag: "RescindConsent", consentId },
    { consent: Sample.consent(), open: [], consents: [], ...over },
    Sample.context({ actor: Sample.asConsumer() })
  )

describe("Rescission", () => {
  it("ends what rests on the consent in the same instant, and nothing else [CON-05]", () => {
    const other = Sample.delegation(2, "Active", { consentId: Id.make("consent-5"), kind: "assister" })
    const open = [
      Sample.delegation(0, "Active", { consentId }),
      Sample.delegation(1, "Requested", { consentId }),
      other,
      Sample.delegation(3)
    ]
    const { agencyId } = Sample.delegation(3).delegate
    const whole = Sample.consent(5, "Granted", { grantee: { _tag: "Agency", agencyId } })
    const answer = decide({ open, consents: [Sample.consent(), whole] })
    if (answer._tag === "Refused") return assert.fail(answer.message)
    assert.deepStrictEqual(
      answer.events.map((event) => ("to" in event ? event.to._tag : event._tag)),
      ["Ended", "Cancelled", "Rescinded"]
    )
    assert.deepNestedInclude(answer.events[0], { "to.reason": "consent-rescinded", "to.until": Sample.now })
  })

  it("ends what has nothing else left to rest on, and leaves what has [CON-05 DEL-18]", () => {
    const { delegate } = Sample.delegation(3)
    const mine = { grantee: { _tag: "Agency", ...delegate } } as const
    const over = Sample.consent(6, "Granted", { ...mine, expiresOn: Dates.plusDays(Sample.today, -1) })
    const later = Sample.consent(0, "Granted", mine)
    const held = [Sample.delegation(3, "Active", { consentId: over.consentId })]
    const ended = (consents: ReadonlyArray<typeof later>, open: Rescission.Facts["open"] = held) => {
      const answer = decide({ consent: later, open, consents: [later, ...consents] })
      return answer._tag === "Accepted" ? answer.events.length - 1 : assert.fail(answer.message)
    }
    assert.strictEqual(ended([over]), 1)
    assert.strictEqual(ended([over, Sample.consent(7, "Granted", mine)]), 0)
    const { consentId: _, ...migrated } = held[0] as (typeof held)[number]
    assert.strictEqual(ended([], [migrated]), 1)
    assert.strictEqual(ended([over], [Sample.delegation(3, "Requested", { consentId: over.consentId })]), 0)
    const county = Sample.consent(8, "Granted", { ...mine, scopes: ["represent-before-county"] })
    assert.strictEqual(ended([over, county]), 1)
    const back = decide({ consent: { ...county, consentId }, open: held, consents: [over] })
    assert.strictEqual(back._tag === "Accepted" && back.events.length, 1)
  })

  it("is over and not the consumer's word when the exchange ends it [CON-05]", () => {
    const answer = Rescission.decide(
      { _tag: "RescindConsent", consentId },
      {
        consent: Sample.consent(),
        consents: [Sample.consent()],
        open: [Sample.delegation(0, "Active", { consentId }), Sample.delegation(1, "Requested", { consentId })]
      },
      Sample.context({ actor: Sample.exchange })
    )
    if (answer._tag === "Refused") return assert.fail(answer.message)
    assert.deepNestedInclude(answer.events[0], { "to.reason": "exchange-ended" })
    assert.deepNestedInclude(answer.events[1], { "to._tag": "Cancelled" })
    assert.deepNestedInclude(answer.events[2], { trigger: "expire", "to._tag": "Expired" })
  })

  it("takes back what nobody has accepted yet, and nothing twice", () => {
    assert.strictEqual(decide({ consent: Sample.consent(0, "Draft") })._tag, "Accepted")
    for (const state of ["Rescinded", "Expired"] as const)
      assert.deepInclude(decide({ consent: Sample.consent(0, state) }), { code: "NotAllowedFrom", rule: "CON-05" })
    assert.deepInclude(decide({ consent: undefined }), { code: "UnknownConsent", rule: "CON-05" })
  })

  it("ends the help of the counselor whom it names, and nothing where there is none [CON-05 ENT-01]", () => {
    const held = Sample.helping(1)
    const consent = Sample.consent(1, "Granted", {
      caseId: held.caseId,
      grantee: { _tag: "Counselor", counselorId: held.delegate.counselorId }
    })
    const steps = (more: object) => {
      const { consentId } = consent
      const answer = Rescission.decide(
        { _tag: "RescindConsent", consentId },
        { consent, open: [], consents: [consent], ...more },
        Sample.context({ actor: Sample.asConsumer(1) })
      )
      return "events" in answer ? answer.events.map(({ _tag }) => _tag) : assert.fail(answer.code)
    }
    assert.deepStrictEqual(steps({ counselors: [held] }), ["CounselorDelegationMoved", "ConsentMoved"])
    assert.deepStrictEqual(steps({}), ["ConsentMoved"])
  })
})
