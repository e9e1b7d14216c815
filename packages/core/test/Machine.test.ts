import { assert, describe, it } from "@effect/vitest"
import * as AccessCode from "../src/AccessCode.ts"
import * as Acting from "../src/Acting.ts"
import * as AgencyCertification from "../src/AgencyCertification.ts"
import * as Certification from "../src/Certification.ts"
import * as Delegation from "../src/Delegation.ts"
import * as Employment from "../src/Employment.ts"
import * as Machine from "../src/Machine.ts"
import * as Requirement from "../src/Requirement.ts"
import * as Transfer from "../src/Transfer.ts"

type AnyMachine = Machine.Machine<string, string>

/** Every allowed step, written down by hand; whatever is not named here has to be refused by the rule beside it. */
const expected: ReadonlyArray<{
  readonly machine: AnyMachine
  readonly pairs: number
  readonly steps: ReadonlyArray<string>
  readonly refusedBy: (state: string) => string
}> = [
  {
    machine: Certification.machine as unknown as AnyMachine,
    pairs: 143,
    steps: [
      "Incomplete submit Pending",
      "Incomplete withdraw Discarded",
      "Incomplete record-death Deceased",
      "Pending complete Eligible",
      "Pending certify Certified",
      "Pending deny Denied",
      "Pending withdraw Withdrawn",
      "Pending record-death Deceased",
      "Eligible reopen Pending",
      "Eligible certify Certified",
      "Eligible deny Denied",
      "Eligible withdraw Withdrawn",
      "Eligible record-death Deceased",
      "Certified recertify Certified",
      "Certified suspend Suspended",
      "Certified terminate-vested TerminatedVested",
      "Certified terminate-for-cause TerminatedForCause",
      "Certified record-death Deceased",
      // A term must not run out because nobody could renew it meanwhile.
      "Suspended recertify Suspended",
      "Suspended reinstate Certified",
      "Suspended terminate-vested TerminatedVested",
      "Suspended terminate-for-cause TerminatedForCause",
      "Suspended record-death Deceased",
      "Denied reapply Pending",
      "Withdrawn reapply Pending",
      "TerminatedVested reapply Pending",
      "TerminatedForCause reapply Pending"
    ],
    refusedBy: (state) =>
      ["Denied", "Withdrawn", "TerminatedVested", "TerminatedForCause"].includes(state) ? "AGT-17" : "AGT-20"
  },
  {
    machine: AgencyCertification.machine as unknown as AnyMachine,
    pairs: 30,
    steps: [
      "Incomplete submit Pending",
      "Incomplete reject Terminated",
      "Pending certify Certified",
      "Pending reject Terminated",
      "Certified suspend Suspended",
      "Certified terminate Terminated",
      "Suspended reinstate Certified",
      "Suspended terminate Terminated"
    ],
    refusedBy: () => "AGY-09"
  },
  {
    machine: Employment.machine as unknown as AnyMachine,
    pairs: 21,
    steps: [
      "Invited activate Active",
      "Invited end-application Inactive",
      "Invited approve Active",
      "Invited decline Inactive",
      "Invited withdraw Inactive",
      "Active set-inactive Inactive",
      "Inactive set-active Active"
    ],
    refusedBy: () => "EMP-01"
  },
  {
    machine: Transfer.machine as unknown as AnyMachine,
    pairs: 90,
    steps: [
      "ExchangeReview ask AwaitingConsent",
      "ExchangeReview schedule Scheduled",
      "ExchangeReview reject Rejected",
      "ExchangeReview cancel Cancelled",
      "AwaitingConsent schedule Scheduled",
      "AwaitingConsent answer AwaitingConsent",
      "AwaitingConsent apply Applied",
      "AwaitingConsent apply-part PartiallyApplied",
      "Draft validate Validated",
      "Validated ask AwaitingConsent",
      "Validated schedule Scheduled",
      "Validated apply Applied",
      "Validated apply-part PartiallyApplied",
      "Submitted review ExchangeReview",
      "AwaitingConsent reject Rejected",
      "AwaitingConsent cancel Cancelled",
      "Scheduled answer Scheduled",
      "Scheduled apply Applied",
      "Scheduled apply-part PartiallyApplied",
      "Scheduled reject Rejected",
      "Scheduled cancel Cancelled"
    ],
    refusedBy: () => "TRF-13"
  },
  {
    machine: AccessCode.machine as unknown as AnyMachine,
    pairs: 30,
    steps: [
      "Issued redeem Redeemed",
      "Issued expire Expired",
      "Issued supersede Superseded",
      "Issued revoke Revoked",
      "Issued lock Locked"
    ],
    refusedBy: () => "ACC-09"
  },
  {
    machine: Acting.machine as unknown as AnyMachine,
    pairs: 6,
    steps: ["Open leave Closed", "Open idle Closed", "Open lose-authority Closed"],
    refusedBy: () => "ACT-02"
  },
  {
    machine: Requirement.machine as unknown as AnyMachine,
    pairs: 42,
    steps: [
      ...["NotStarted", "InProgress", "Met", "Failed", "Waived"].flatMap((from) => [
        `${from} begin InProgress`,
        `${from} meet Met`,
        `${from} fail Failed`,
        `${from} waive Waived`
      ]),
      "Met expire Expired",
      "Waived expire Expired",
      "Met restart NotStarted",
      "Waived restart NotStarted",
      "InProgress retract NotStarted",
      "Met retract NotStarted",
      "Expired meet Met"
    ],
    refusedBy: () => "AGT-10"
  },
  {
    machine: Delegation.machine as unknown as AnyMachine,
    pairs: 77,
    steps: [
      "Requested accept Active",
      "Requested decline Declined",
      "Requested cancel Cancelled",
      "Requested expire Expired",
      "Requested transfer Ended",
      "Active remove Ended",
      "Active relinquish Ended",
      "Active replace Ended",
      "Active transfer Ended",
      "Active freeze Frozen",
      "Active end-certification Ended",
      "Frozen remove Ended",
      "Frozen relinquish Ended",
      "Frozen replace Ended",
      "Frozen transfer Ended",
      "Frozen thaw Active",
      "Frozen end-certification Ended"
    ],
    refusedBy: () => "DEL-03"
  }
]

describe("Machine", () => {
  for (const { machine, pairs, refusedBy, steps } of expected) {
    it(`answers all ${pairs} pairs of the ${machine.name} as written here`, () => {
      const all = Machine.pairs(machine)
      assert.strictEqual(all.length, pairs)
      const allowed = all.flatMap(({ answer, state, trigger }) =>
        answer._tag === "Edge" ? [`${state} ${trigger} ${answer.to}`] : []
      )
      assert.deepStrictEqual(new Set(allowed), new Set(steps))
      for (const { answer, state, trigger } of all) {
        if (answer._tag === "Edge") continue
        assert.strictEqual(answer.rule, refusedBy(state), `${state} ${trigger}`)
        assert.deepStrictEqual(answer.facts, { machine: machine.name, state, trigger })
        assert.strictEqual(Machine.refusal(machine, state, trigger), answer)
      }
    })
  }

  it("freezes its table", () => {
    assert.isTrue(Object.isFrozen(Delegation.machine.table) && Object.isFrozen(Delegation.machine.table.Active))
  })

  it("leaves the last states of a person and of a delegation by nothing", () => {
    for (const [machine, state] of [
      [Certification.machine as unknown as AnyMachine, "Deceased"],
      [Delegation.machine as unknown as AnyMachine, "Ended"]
    ] as const)
      assert.isTrue(Machine.pairs(machine).every((pair) => pair.state !== state || pair.answer._tag === "Refused"))
  })
})
