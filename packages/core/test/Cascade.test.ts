import { assert, describe, it } from "@effect/vitest"
import * as Cascade from "../src/Cascade.ts"
import type * as Certification from "../src/Certification.ts"
import { calheers } from "../src/Policy.ts"
import * as Sample from "./fixture/sample.ts"

const agentId = Sample.agentId(1)
const mine = { delegate: { agentId, agencyId: Sample.agencyId() } }
const open = [
  Sample.delegation(1, "Active", mine),
  Sample.delegation(2, "Frozen", mine),
  Sample.delegation(3, "Requested", mine),
  Sample.delegation(4, "Active")
]
const follow = (trigger: Certification.Trigger, over: Partial<Cascade.Facts> = {}, dispositionDays = 30) =>
  Cascade.follow(
    [{ _tag: "CertificationMoved", agentId, trigger, from: "Certified", to: Sample.certification("Suspended") }],
    { agentId, employment: Sample.employment(1), open, ...over },
    Sample.context({ policy: { ...calheers, dispositionDays } })
  ).map((event) =>
    event._tag === "EmploymentMoved"
      ? `employment ${event.to.state}`
      : event._tag === "DelegationMoved"
        ? `${event.delegationId} ${event.to._tag}`
        : event._tag
  )

describe("Cascade", () => {
  it("freezes the agent's own active delegations, and those of nobody else [DEL-26 AGT-19]", () => {
    assert.deepStrictEqual(follow("suspend"), ["delegation-1 Frozen"])
    for (const trigger of ["terminate-vested", "terminate-for-cause", "record-death"] as const)
      assert.deepStrictEqual(follow(trigger), ["delegation-1 Frozen", "DispositionOpened"])
  })

  it("sets them free at once where there is no time to move them [DEL-25]", () => {
    const free = ["delegation-1 Ended", "delegation-2 Ended", "delegation-3 Declined"]
    assert.deepStrictEqual(follow("terminate-vested", {}, 0), free)
    assert.deepStrictEqual(follow("suspend", {}, 0), ["delegation-1 Frozen"])
  })

  it("thaws them at reinstatement", () => {
    assert.deepStrictEqual(follow("reinstate"), ["delegation-2 Active"])
  })

  it("makes an invited agent active at the first certification [EMP-02]", () => {
    const none = { open: [] }
    assert.deepStrictEqual(follow("certify", { employment: Sample.employment(1, 0, "Invited"), ...none }), [
      "employment Active"
    ])
    assert.deepStrictEqual(follow("certify", none), [])
    assert.deepStrictEqual(follow("certify", { employment: undefined, ...none }), [])
  })

  it("gives an agent who was terminated, applied again and stayed the frozen clients back", () => {
    assert.deepStrictEqual(follow("certify"), ["delegation-2 Active"])
  })

  it("closes the extranet account at the end of a certification, once [EXT-10]", () => {
    const account = Sample.extranetAccount(1)
    for (const trigger of ["terminate-vested", "terminate-for-cause", "record-death"] as const) {
      assert.deepStrictEqual(follow(trigger, { account, open: [] }), ["DispositionOpened", "ExtranetAccountMoved"])
      const closed = Sample.extranetAccount(1, { _tag: "Disabled", since: Sample.now })
      assert.deepStrictEqual(follow(trigger, { account: closed, open: [] }), ["DispositionOpened"])
    }
    assert.deepStrictEqual(follow("suspend", { account, open: [] }), [])
  })

  it("ends the invitation of an agent who died", () => {
    assert.deepStrictEqual(follow("record-death", { employment: Sample.employment(1, 0, "Invited"), open: [] }), [
      "employment Inactive",
      "DispositionOpened"
    ])
  })

  it("ends the invitation with the application", () => {
    for (const trigger of ["deny", "withdraw"] as const)
      assert.deepStrictEqual(follow(trigger, { employment: Sample.employment(1, 0, "Invited"), open: [] }), [
        "employment Inactive"
      ])
  })

  it("leaves the clients of an applicant to a window, and a window that is open as it is [DEL-25 EMP-04]", () => {
    for (const trigger of ["deny", "withdraw"] as const) {
      assert.deepStrictEqual(follow(trigger), ["delegation-1 Frozen", "DispositionOpened"])
      assert.deepStrictEqual(follow(trigger, { window: Sample.today }), [])
      assert.deepStrictEqual(follow(trigger, { open: [Sample.delegation(4, "Active")] }), [])
      const free = ["delegation-1 Ended", "delegation-2 Ended", "delegation-3 Declined"]
      assert.deepStrictEqual(follow(trigger, {}, 0), free)
    }
  })

  it("invites again whoever reapplies after the application had ended, so that certification can lead somewhere [AGT-17]", () => {
    const ended = { ...Sample.employment(1, 0, "Inactive"), reason: "application-ended" as const }
    assert.deepStrictEqual(follow("reapply", { employment: ended }), ["employment Invited"])
    const left = { ...ended, reason: "left-agency" as const }
    assert.deepStrictEqual(follow("reapply", { employment: left }), [])
    assert.deepStrictEqual(follow("reapply"), [])
  })

  it("follows nothing else", () => {
    for (const trigger of ["submit", "complete", "reopen"] as const) assert.deepStrictEqual(follow(trigger), [])
  })
})
