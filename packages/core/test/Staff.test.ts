import { assert, describe, it } from "@effect/vitest"
import * as Dates from "../src/CalendarDate.ts"
import * as Machine from "../src/Machine.ts"
import { georgia } from "../src/PolicyPreset.ts"
import * as Staff from "../src/Staff.ts"
import * as Sample from "./fixture/sample.ts"

const { email, name, userId } = Sample.staff()
const agencyId = Sample.agencyId()
const decide = (command: Staff.Command, facts: Staff.Facts, policy = Sample.context().policy) =>
  Staff.decide(command, facts, Sample.context({ policy }))
const after = (staff: Staff.Staff, ...commands: ReadonlyArray<Staff.Command>): Staff.Staff =>
  commands.reduce((one, command) => {
    const answer = decide(command, { staff: one })
    if (answer._tag === "Refused") return assert.fail(answer.message)
    return answer.events.reduce<Staff.Staff>((now, event) => Staff.evolve(now, event), one)
  }, staff)
const pending = Sample.staff(0, { approval: { _tag: "Pending", since: Sample.now } })

describe("Staff", () => {
  it("are added by a manager as pending, and approved by the exchange after their training [STF-05]", () => {
    const added = decide(
      { _tag: "AddStaff", agencyId, userId, details: { name, email }, level: 1 },
      { staff: undefined }
    )
    assert.deepStrictEqual(added._tag === "Accepted" && added.events, [{ _tag: "StaffAdded", staff: pending }])
    const trained = after(pending, { _tag: "RecordStaffTraining", userId, on: Sample.today })
    assert.strictEqual(trained.approval._tag, "Eligible")
    const approved = after(trained, {
      _tag: "ApproveStaff",
      userId,
      staffNumber: Staff.numberFormat.read("A1234") as Staff.StaffNumber
    })
    assert.strictEqual(approved.staffNumber, "A1234")
    assert.deepInclude(approved, { trainedOn: Sample.today, activity: "Active" })
    assert.deepStrictEqual(Staff.gaps(approved, agencyId), [])
  })

  it("wait for their training where the exchange asks for it", () => {
    const command = { _tag: "ApproveStaff", userId } as const
    assert.strictEqual(decide(command, { staff: pending })._tag, "Accepted")
    assert.deepInclude(decide(command, { staff: pending }, georgia), { code: "StaffTrainingMissing", rule: "STF-05" })
    const tomorrow = Dates.plusDays(Sample.today, 1)
    assert.deepInclude(decide({ _tag: "RecordStaffTraining", userId, on: tomorrow }, { staff: pending }), {
      code: "StaffTrainingInFuture"
    })
  })

  it("change level and activity by steps that say from where to where, and nothing when nothing changes", () => {
    const staff = Sample.staff()
    assert.deepStrictEqual(decide({ _tag: "SetStaffLevel", userId, level: 2 }, { staff }), {
      _tag: "Accepted",
      events: [{ _tag: "StaffLevelSet", userId, from: 1, to: 2 }]
    })
    assert.deepStrictEqual(decide({ _tag: "SetStaffLevel", userId, level: 1 }, { staff }), {
      _tag: "Accepted",
      events: []
    })
    const resting = after(staff, { _tag: "SetStaffInactive", userId })
    assert.deepStrictEqual(Staff.gaps(resting, agencyId), ["inactive"])
    assert.deepStrictEqual(Staff.gaps(after(resting, { _tag: "SetStaffActive", userId }), agencyId), [])
  })

  it("take each step under its own name, and none to where they are", () => {
    const steps = (command: Staff.Command, staff: Staff.Staff, over: Partial<Staff.Facts> = {}) => {
      const answer = decide(command, { staff, ...over })
      return answer._tag === "Refused"
        ? [answer.code]
        : answer.events.map((event) => (event._tag === "StaffMoved" ? event.trigger : event._tag))
    }
    const trained = ["StaffTrained", "train"]
    assert.deepStrictEqual(steps({ _tag: "RecordStaffTraining", userId, on: Sample.today }, pending), trained)
    assert.deepStrictEqual(steps({ _tag: "ApproveStaff", userId }, pending), ["approve", "StaffLinkIssued"])
    assert.deepStrictEqual(steps({ _tag: "DenyStaff", userId, reason: "breach" }, pending), ["deny"])
    assert.deepStrictEqual(steps({ _tag: "SetStaffActive", userId }, Sample.staff()), [])
    assert.deepStrictEqual(steps({ _tag: "SetStaffInactive", userId }, Sample.staff()), ["StaffActivitySet"])
    // A number is in use when somebody else has it.
    const number = { _tag: "ApproveStaff", userId, staffNumber: "A1234" as Staff.StaffNumber } as const
    assert.deepStrictEqual(steps(number, pending, { sameNumber: pending }), ["approve", "StaffLinkIssued"])
    assert.deepStrictEqual(steps(number, pending, { sameNumber: Sample.staff(1) }), ["StaffNumberInUse"])
  })

  it("come back after a role that ended without fault, and never after one that ended for cause [STF-07]", () => {
    const reason = "breach"
    const add = { _tag: "AddStaff", agencyId, userId, details: { name, email }, level: 1 } as const
    const left = after(Sample.staff(), { _tag: "TerminateStaff", userId, forCause: false, reason: "left-agency" })
    assert.strictEqual(after(left, add).approval._tag, "Pending")
    const atFault = after(Sample.staff(), { _tag: "TerminateStaff", userId, forCause: true, reason })
    assert.deepInclude(decide(add, { staff: atFault }), { code: "StaffExists", rule: "STF-07" })
    // Nor under another login with the same address.
    const other = Sample.staff(1).userId
    assert.deepInclude(decide({ ...add, userId: other }, { staff: undefined, sameEmail: atFault }), {
      code: "StaffEmailInUse"
    })
  })

  it("end for cause for a breach, and for nothing else [STF-05]", () => {
    const end = (forCause: boolean, reason: Staff.StaffReason, staff = Sample.staff()) => {
      const answer = decide({ _tag: "TerminateStaff", userId, forCause, reason }, { staff })
      return answer._tag === "Refused" ? answer.code : answer.events.map((event) => "to" in event && event.to)
    }
    const since = Sample.now
    assert.deepStrictEqual(end(true, "breach"), [{ _tag: "TerminatedForCause", since, reason: "breach" }])
    assert.deepStrictEqual(end(false, "left-agency"), [{ _tag: "Terminated", since, reason: "left-agency" }])
    for (const reason of ["application-incomplete", "training-missing", "left-agency", "agency-terminated"] as const)
      assert.strictEqual(end(true, reason), "StaffReasonNotFitting", reason)
    assert.strictEqual(end(false, "breach"), "StaffReasonNotFitting")
    // Where a role is not approved yet, it is the step that is not open; a breach is a reason to deny it.
    assert.strictEqual(end(true, "left-agency", pending), "NotAllowedFrom")
    assert.strictEqual(end(false, "breach", pending), "StaffReasonNotFitting")
    const answer = decide(
      { _tag: "TerminateStaff", userId, forCause: true, reason: "left-agency" },
      { staff: Sample.staff() }
    )
    assert.strictEqual(
      answer._tag === "Refused" && answer.message,
      "`left-agency` is no reason to end the role of staff `staff-0` for cause"
    )
  })

  it("end once: an event for an open role, none for one that is over", () => {
    assert.strictEqual(Staff.ended(Sample.staff(), Sample.now, "agency-terminated").length, 1)
    const [event] = Staff.ended(Sample.staff(), Sample.now, "agency-terminated")
    if (event === undefined) assert.fail("no event")
    assert.deepStrictEqual(Staff.ended(Staff.evolve(Sample.staff(), event), Sample.now, "breach"), [])
  })

  it("have a machine in which a role that is over moves nowhere", () => {
    for (const { answer, state, trigger } of Machine.pairs(Staff.machine)) {
      const over = ["Denied", "Terminated", "TerminatedForCause"].includes(state)
      if (over) assert.strictEqual(answer._tag, "Refused", `${state} ${trigger}`)
    }
  })

  it("read a staff number as people write it", () => {
    assert.strictEqual(Staff.numberFormat.read(" a1234 "), "A1234")
    for (const text of ["", "A1", "A 1234", "A123456789012", "É1234"])
      assert.isUndefined(Staff.numberFormat.read(text), text)
  })
})
