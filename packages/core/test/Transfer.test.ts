import { assert, describe, it } from "@effect/vitest"
import * as Dates from "../src/CalendarDate.ts"
import type * as Delegation from "../src/Delegation.ts"
import * as Id from "../src/Id.ts"
import * as Transfer from "../src/Transfer.ts"
import * as Sample from "./fixture/sample.ts"

const command: Transfer.Command = {
  _tag: "TransferBook",
  transferId: Id.make("t-1"),
  agencyId: Sample.agencyId(),
  fromAgentId: Sample.agentId(1),
  toAgentId: Sample.agentId(2),
  reason: "leave"
}
const from = { delegate: { agentId: Sample.agentId(1), agencyId: Sample.agencyId() } }
const held = [
  Sample.delegation(1, "Active", from),
  Sample.delegation(2, "Frozen", from),
  Sample.delegation(3, "Requested", from)
]
const facts = (over: Partial<Transfer.Facts> = {}): Transfer.Facts => ({
  transfer: undefined,
  source: Sample.member(1),
  target: Sample.member(2),
  held,
  targetOpen: 4,
  ...over
})
const decide = (one: Transfer.Command, over: Partial<Transfer.Facts> = {}) =>
  Transfer.decide(one, facts(over), Sample.context())
const refused = (...args: Parameters<typeof decide>) => {
  const decided = decide(...args)
  return decided._tag === "Refused" ? `${decided.rule} ${decided.code}` : "accepted"
}
const planned = (one: Transfer.Command = command) => {
  const plan = Transfer.plan(one, facts(), Sample.context())
  return "_tag" in plan ? assert.fail(plan.message) : plan
}

describe("Transfer", () => {
  it("ends each row with the source and opens it with the target: same case, same instant, same signature", () => {
    const plan = planned()
    assert.strictEqual(plan.events.length, 6)
    held.forEach((old, index) => {
      const [ended, opened] = plan.events.slice(index * 2, index * 2 + 2)
      assert.deepNestedInclude(ended, {
        delegationId: old.delegationId,
        "to.until": Sample.now,
        "to.reason": "transferred"
      })
      assert.deepNestedInclude(opened, {
        "delegation.caseId": old.caseId,
        "delegation.predecessorId": old.delegationId,
        "delegation.signedBy": old.signedBy,
        "delegation.transferId": command.transferId,
        "delegation.delegate.agentId": command.toAgentId
      })
    })
  })

  it("frees a frozen case and keeps the age of a request", () => {
    const states = planned().events.flatMap((event) =>
      event._tag === "DelegationOpened" ? [event.delegation.state] : []
    )
    assert.deepStrictEqual(states, [
      { _tag: "Active", from: Sample.now },
      { _tag: "Active", from: Sample.now },
      (held[2] as Delegation.Delegation).state
    ])
  })

  it("keeps the total of the agency [TRF-07]", () => {
    const { after, before } = planned()
    assert.deepStrictEqual(
      [before, after],
      [
        { source: 3, target: 4 },
        { source: 0, target: 7 }
      ]
    )
  })

  it("moves what was ticked, reports what the source no longer holds, and counts nothing twice [TRF-06 X054]", () => {
    const only = [Sample.delegationId(2), Sample.delegationId(8), Sample.delegationId(2)]
    const { after, rows } = planned({ ...command, only })
    assert.deepStrictEqual(
      rows.map(({ delegationId, outcome }) => [delegationId, outcome]),
      [
        [Sample.delegationId(2), "moves"],
        [Sample.delegationId(8), "not-held"]
      ]
    )
    assert.deepStrictEqual(after, { source: 2, target: 5 })
    assert.strictEqual(refused({ ...command, only: [] }), "TRF-06 NothingToMove")
  })

  it("stays inside one roster, between two agents [TRF-02]", () => {
    assert.strictEqual(refused({ ...command, toAgentId: command.fromAgentId }), "TRF-02 SameAgent")
    assert.strictEqual(refused(command, { source: undefined }), "TRF-02 TransferOutsideRoster")
    assert.strictEqual(refused(command, { target: undefined }), "TRF-02 TransferOutsideRoster")
  })

  it("needs a target who may act, and a source in whatever state [TRF-03]", () => {
    assert.strictEqual(
      refused(command, { target: Sample.member(2, { locked: true }) }),
      "TRF-03 TargetWithoutAuthority"
    )
    const gone = Sample.member(1, { certification: Sample.certification("Deceased"), employment: "Inactive" })
    assert.strictEqual(refused(command, { source: gone }), "accepted")
  })

  it("does as the preview said, and nothing when it is asked again [TRF-13]", () => {
    const decided = decide(command)
    if (decided._tag === "Refused") return assert.fail(decided.message)
    const { events, rows } = planned()
    assert.deepStrictEqual(decided.events.slice(0, -1), [...events])
    const applied = decided.events.at(-1)
    if (applied?._tag !== "TransferApplied") return assert.fail("the last event says what was applied")
    assert.deepStrictEqual(applied.transfer.rows, rows)
    assert.deepStrictEqual(decide(command, { transfer: Transfer.evolve(undefined, applied) }), {
      _tag: "Accepted",
      events: []
    })
  })

  it("says what was asked for, and is another transfer when anything else is asked [TRF-13]", () => {
    const whole = (one: Transfer.Command) => {
      const decided = decide(one)
      const last = decided._tag === "Refused" ? assert.fail(decided.message) : decided.events.at(-1)
      return last?._tag === "TransferApplied" ? last.transfer : assert.fail("nothing was applied")
    }
    const left = { ...command, leaveRequests: true } as const
    assert.deepInclude(whole(left), { leaveRequests: true })
    assert.notProperty(whole(command), "leaveRequests")
    const ticked = (...numbers: ReadonlyArray<number>) => ({ ...command, only: numbers.map(Sample.delegationId) })
    const again = (before: Transfer.Command, now: Transfer.Command) => refused(now, { transfer: whole(before) })
    assert.deepStrictEqual([again(left, left), again(command, command)], ["accepted", "accepted"])
    assert.deepStrictEqual([again(left, command), again(command, left)], Array(2).fill("TRF-13 TransferExists"))
    assert.strictEqual(again(ticked(1, 2), ticked(2, 1)), "accepted")
    for (const other of [ticked(1), ticked(1, 3), ticked(1, 2, 3), command])
      assert.strictEqual(again(ticked(1, 2), other), "TRF-13 TransferExists")
  })

  it("takes over from a step what it says, and nothing that it does not", () => {
    const planned = decide(command)
    const applied = planned._tag === "Refused" ? assert.fail(planned.message) : planned.events.at(-1)
    if (applied?._tag !== "TransferApplied") return assert.fail("nothing was applied")
    const { transfer } = applied
    const step = { _tag: "TransferMoved", transferId: transfer.transferId, rows: [] } as const
    const asked = { ...step, trigger: "ask", from: "ExchangeReview", to: "AwaitingConsent" } as const
    const day = Dates.plusDays(Sample.today, 30)
    assert.deepStrictEqual(Transfer.evolve(transfer, { ...asked, answerBy: day }), {
      ...{ ...transfer, state: "AwaitingConsent" },
      answerBy: day
    })
    const rejected = { ...step, trigger: "reject", from: "ExchangeReview", to: "Rejected" } as const
    assert.deepStrictEqual(Transfer.evolve(transfer, { ...rejected, rejection: "disputed" }), {
      ...{ ...transfer, state: "Rejected" },
      rejection: "disputed"
    })
    assert.deepStrictEqual(Transfer.evolve(transfer, rejected), { ...transfer, state: "Rejected" })
  })

  it("asks for a consent again where a case leaves its agency, and takes over no signature that was never given", () => {
    const { consentId: _, signedBy: __, ...unsigned } = Sample.delegation(1)
    const opened = (toAgencyId?: ReturnType<typeof Sample.agencyId>) => {
      const { events } = Transfer.handOver(
        { ...command, ...(toAgencyId && { toAgencyId }) },
        [unsigned],
        // A host refuses to look up what was not read.
        { theirs: [], consent: (id) => assert.fail(`consent ${id} was asked for`) },
        () => Sample.delegationId(9),
        Sample.context()
      )
      const event = events.find(({ _tag }) => _tag === "DelegationOpened")
      return event?._tag === "DelegationOpened" ? event.delegation : assert.fail("nothing was opened")
    }
    assert.notProperty(opened(), "awaitsConsent")
    assert.deepInclude(opened(Sample.agencyId(7)), { awaitsConsent: true })
    for (const one of [opened(), opened(Sample.agencyId(7))]) assert.notProperty(one, "signedBy")
  })
})
