import { assert, describe, it } from "@effect/vitest"
import type { EndReason } from "../src/CounselorDelegation.ts"
import { type Claiming, decide } from "../src/CounselorStart.ts"
import { calheers } from "../src/Policy.ts"
import * as Sample from "./fixture/sample.ts"

const household = Sample.household(1)
const claim = {
  ...{ _tag: "ClaimCaseAsCounselor", delegationId: "help-9", counselorId: "counselor-0", signedBy: "Cora Quint" },
  consumer: { name: household.primaryContact.name, dob: household.primaryContact.dob },
  ...{ identity: { type: "passport", digest: "ab".repeat(32) }, met: "phone", attested: true },
  consent: { channel: "text", evidence: { type: "message", ref: "text-1", sha256: "ab".repeat(32) } }
} as unknown as Claiming

/** What is said to a counselor whose work on the case ended for a reason. */
const after = (reason: EndReason, claimBySearch: "any" | "associated") => {
  const past = Sample.helping(1, "Ended")
  const state = { ...past.state, reason } as typeof past.state
  const answer = decide(
    claim,
    {
      ...{ delegation: undefined, open: [], agents: [], consents: [], candidates: [household] },
      counselor: { counselor: Sample.counselor(), entity: Sample.entity() },
      history: [{ ...past, state }]
    },
    Sample.context({ policy: { ...calheers, claimBySearch, newAgentVerification: ["attestation"] } })
  )
  return answer._tag === "Refused" ? (answer.facts as { readonly missing?: string }).missing : answer._tag
}

describe("CounselorStart", () => {
  it("keeps whom the consumer has sent away from claiming, and nobody else where anybody may [DEL-05 DEL-13]", () => {
    for (const reason of ["consumer-removed", "consent-rescinded"] as const)
      assert.strictEqual(after(reason, "any"), "removed-by-consumer", reason)
    for (const reason of ["relinquished", "certification-ended", "replaced", "exchange-ended"] as const)
      assert.strictEqual(after(reason, "any"), "Accepted", reason)
  })

  it("lets whoever left by an own step come back where only the associated may [DEL-15]", () => {
    for (const reason of ["relinquished", "certification-ended"] as const)
      assert.strictEqual(after(reason, "associated"), "Accepted", reason)
    for (const reason of ["consumer-removed", "consent-rescinded", "replaced", "exchange-ended"] as const)
      assert.strictEqual(after(reason, "associated"), "not-associated", reason)
  })
})
