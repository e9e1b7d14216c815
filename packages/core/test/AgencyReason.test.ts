import { assert, describe, it } from "@effect/vitest"
import * as AgencyReason from "../src/AgencyReason.ts"
import * as Id from "../src/Id.ts"

const agencyId = Id.make<Id.AgencyId>("agency-1")
const stepsOf = (why: AgencyReason.AgencyReason) =>
  (["reject", "suspend", "terminate"] as const).filter(
    (step) => AgencyReason.reasonOfAnother(step, agencyId, why) === false
  )

describe("the reasons about an agency", () => {
  it("each belong to one step at least, and a suspension is for nothing that cannot be mended [AGT-20]", () => {
    for (const why of AgencyReason.reasons) assert.isNotEmpty(stepsOf(why), why)
    assert.deepStrictEqual(
      AgencyReason.reasons.filter((why) => stepsOf(why).includes("suspend")),
      [
        ...(["licence-inactive", "under-investigation", "e-and-o-lapsed", "agreement-lapsed"] as const),
        ...(["no-certified-manager", "breach"] as const)
      ]
    )
    assert.deepStrictEqual(stepsOf("not-theirs"), ["reject"])
    assert.deepStrictEqual(stepsOf("closed"), ["reject", "terminate"])
  })

  it("are refused by name where they belong to another step [AGT-20]", () => {
    assert.deepInclude(AgencyReason.reasonOfAnother("suspend", agencyId, "closed"), {
      code: "AgencyReasonNotForStep",
      message: "`closed` is no reason to `suspend` agency `agency-1`",
      facts: { agencyId, reason: "closed", step: "suspend" }
    })
  })
})
