import { assert, describe, it } from "@effect/vitest"
import * as Id from "../src/Id.ts"
import * as Rescission from "../src/Rescission.ts"
import * as Sample from "./fixture/sample.ts"

const { consentId } = Sample.consent()
const decide = (over: Partial<Rescission.Facts> = {}) =>
  Rescission.decide(
    { _tag: "RescindConsent", consentId },
    { consent: Sample.consent(), open: [], ...over },
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
    const answer = decide({ open })
    if (answer._tag === "Refused") return assert.fail(answer.message)
    assert.deepStrictEqual(
      answer.events.map((event) => ("to" in event ? event.to._tag : event._tag)),
      ["Ended", "Cancelled", "Rescinded"]
    )
    assert.deepNestedInclude(answer.events[0], { "to.reason": "consent-rescinded", "to.until": Sample.now })
  })

  it("takes back what nobody has accepted yet, and nothing twice", () => {
    assert.strictEqual(decide({ consent: Sample.consent(0, "Draft") })._tag, "Accepted")
    for (const state of ["Rescinded", "Expired"] as const)
      assert.deepInclude(decide({ consent: Sample.consent(0, state) }), { code: "NotAllowedFrom", rule: "CON-05" })
    assert.deepInclude(decide({ consent: undefined }), { code: "UnknownConsent", rule: "CON-05" })
  })
})
