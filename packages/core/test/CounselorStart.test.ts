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

  const taking = (over: object) => {
    const answer = decide(
      claim,
      {
        ...{ delegation: undefined, open: [], agents: [], consents: [], candidates: [household], history: [] },
        counselor: { counselor: Sample.counselor(), entity: Sample.entity() },
        ...over
      },
      Sample.context({ policy: { ...calheers, claimBySearch: "any", newAgentVerification: ["attestation"] } })
    )
    return answer._tag === "Refused" ? assert.fail(answer.message) : answer.events
  }

  it("opens what is claimed with what it can be looked up by, and fulfils the own request alone [DEL-13]", () => {
    const own = Sample.helping(5, "Requested", { consentId: "consent-5" as never })
    const other = Sample.helping(6, "Requested", {
      delegate: { ...own.delegate, counselorId: Sample.counselor(3).counselorId }
    })
    const draft = Sample.consent(5, "Draft", { caseId: household.caseId })
    const [cancelled, dropped, opened] = taking({ open: [own, other], consents: [draft] })
    assert.deepInclude<unknown>(cancelled, { delegationId: "help-5", trigger: "cancel" })
    assert.deepStrictEqual<unknown>(cancelled && "to" in cancelled && cancelled.to, {
      ...{ _tag: "Cancelled", at: Sample.now }
    })
    assert.deepInclude<unknown>(dropped, { consentId: "consent-5", trigger: "expire" })
    assert.deepInclude<unknown>(opened?._tag === "CounselorDelegationOpened" && opened.counselorDelegation, {
      ...{ delegationId: "help-9", origin: "claim", reference: `phone:passport:${"ab".repeat(32)}` }
    })
  })

  it("changes nothing for who has the case and a consent in force, and renews a consent that is over [DEL-11]", () => {
    const held = Sample.helping(1, "Active", { caseId: household.caseId })
    const grantee = { _tag: "Counselor", counselorId: held.delegate.counselorId } as const
    const consent = Sample.consent(1, "Granted", {
      caseId: household.caseId,
      grantee,
      scopes: ["complete-application"]
    })
    assert.deepStrictEqual(taking({ open: [held], consents: [consent] }), [])
    const renewed = taking({ open: [held], consents: [{ ...consent, scopes: ["search-application"] }] })
    assert.deepStrictEqual(
      renewed.map(({ _tag }) => _tag),
      ["ConsentDrafted", "ConsentMoved"]
    )
  })

  it("takes a recorded call that names the counselor, and none that names an agent or another [CON-04]", () => {
    const { counselorId, name } = Sample.counselor()
    const evidence = { type: "recording", ref: "call-1", sha256: "ab".repeat(32) } as const
    const heard = (spoken: object) =>
      decide(
        { ...claim, consent: { channel: "recorded-call", evidence, spoken } } as Claiming,
        {
          ...{ delegation: undefined, open: [], agents: [], consents: [], candidates: [household], history: [] },
          counselor: { counselor: Sample.counselor(), entity: Sample.entity() }
        },
        Sample.context({ policy: { ...calheers, claimBySearch: "any", newAgentVerification: ["attestation"] } })
      )
    const said = { counselorName: name, counselorId, help: "compare plans" }
    assert.strictEqual(heard(said)._tag, "Accepted")
    for (const [spoken, missing] of [
      [{ ...said, counselorId: "counselor-4" }, ["counselor-id"]],
      [{ ...said, counselorName: Sample.profile().name }, ["counselor-name"]],
      [{ agentName: name, agentNpn: "1000000", help: "compare plans" }, ["counselor-id", "counselor-name"]]
    ] as const)
      assert.deepInclude<unknown>(heard(spoken), { code: "SpokenConsentIncomplete", facts: { missing } })
  })

  it("ends what the counselor had for another entity as replaced, for it is no request [DEL-10]", () => {
    const before = Sample.helping(5, "Active", {
      delegate: { counselorId: Sample.counselor().counselorId, entityId: Sample.entity(1).entityId }
    })
    const [ended] = taking({ open: [before] })
    assert.deepInclude<unknown>(ended, { delegationId: "help-5", trigger: "replace" })
  })

  const judged = (over: object, claimBySearch: "any" | "associated") => {
    const answer = decide(
      claim,
      {
        ...{ delegation: undefined, open: [], agents: [], consents: [], candidates: [household], history: [] },
        counselor: { counselor: Sample.counselor(), entity: Sample.entity() },
        ...over
      } as Parameters<typeof decide>[1],
      Sample.context({ policy: { ...calheers, claimBySearch, newAgentVerification: ["attestation"] } })
    )
    return answer._tag === "Refused" ? answer : "Accepted"
  }
  const past = (n: number, over: object, of = 0) => {
    const one = Sample.helping(n, "Ended")
    return { ...one, delegate: { ...one.delegate, counselorId: `counselor-${of}` }, state: { ...one.state, ...over } }
  }
  const until = Sample.helping(1, "Ended").state
  const left = "until" in until ? until.until : Sample.now

  it("remembers that the consumer has sent somebody away, whatever else ended or was asked for since [DEL-13]", () => {
    const removed = past(1, { reason: "consumer-removed" })
    const declined = { ...Sample.helping(2, "Declined") }
    for (const history of [
      [removed, declined],
      [removed, past(3, { reason: "relinquished" })]
    ])
      assert.deepInclude<unknown>(judged({ history }, "any"), {
        facts: { counselorId: "counselor-0", missing: "removed-by-consumer" }
      })
  })

  it("lets back who was nobody's successor, and not who was followed by another [DEL-15]", () => {
    const own = past(1, { reason: "relinquished" })
    const brief = past(2, { reason: "relinquished", from: left, until: left })
    const earlier = past(3, { reason: "relinquished" }, 1)
    const asked = Sample.helping(4, "Declined", { delegate: { ...own.delegate, counselorId: "counselor-1" as never } })
    for (const history of [[own], [own, brief], [earlier, own], [own, asked]])
      assert.strictEqual(judged({ history }, "associated"), "Accepted")
    const later = past(5, { reason: "relinquished", from: left }, 1)
    assert.deepInclude<unknown>(judged({ history: [own, later] }, "associated"), {
      facts: { counselorId: "counselor-0", missing: "not-associated" }
    })
  })

  it("finds nobody's case for somebody unknown [ENT-01]", () => {
    const counselor = { counselor: undefined, entity: undefined }
    assert.deepInclude<unknown>(judged({ counselor, candidates: [] }, "any"), {
      ...{ code: "UnknownCounselor", facts: { counselorId: "counselor-0" } }
    })
  })
})
