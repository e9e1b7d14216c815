import { assert, describe, it } from "@effect/vitest"
import * as AgentAccount from "../src/AgentAccount.ts"
import * as Sample from "./fixture/sample.ts"

const load = { active: 2, frozen: 0, requested: 0 }
const of = (role: Parameters<typeof AgentAccount.make>[3], certification = Sample.certification("Certified")) =>
  AgentAccount.make(Sample.member(1, { certification }), load, Sample.today, role)

describe("AgentAccount", () => {
  it("shows managers everything, and staff the profile without the address for login [STF-02 STF-07]", () => {
    assert.strictEqual(of("manager").agent?.loginEmail, Sample.profile(1).loginEmail)
    for (const role of ["staff-1", "staff-2"] as const) {
      const { agent, profile } = of(role)
      assert.isUndefined(agent)
      assert.strictEqual(profile?.npn, Sample.profile(1).npn)
      assert.notProperty(profile, "loginEmail")
      assert.notProperty(profile, "certification")
    }
  })

  it("tells staff what is open on the way to a certification, and not why one ended [AGT-18]", () => {
    assert.isNotEmpty(of("staff-1", Sample.certification("Pending")).open)
    const ended = of("staff-1", Sample.certification("TerminatedForCause"))
    assert.strictEqual(ended.certificationStatus, "TerminatedForCause")
    assert.notInclude(JSON.stringify(ended), "finding")
  })
})
