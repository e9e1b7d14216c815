import { assert, describe, it } from "@effect/vitest"
import * as Dates from "../src/CalendarDate.ts"
import * as Certification from "../src/Certification.ts"
import * as Standing from "../src/Standing.ts"
import * as Sample from "./fixture/sample.ts"

const yesNo = [true, false]

/** The truth table of authority, row by row: certified, active, agency certified, unlocked. */
const table = yesNo.flatMap((certified) =>
  yesNo.flatMap((active) =>
    yesNo.flatMap((agency) => yesNo.map((unlocked) => ({ certified, active, agency, unlocked })))
  )
)

describe("Standing", () => {
  it("lets an agent act in one of sixteen combinations, and names what is missing in the others [EMP-02]", () => {
    assert.strictEqual(table.length, 16)
    for (const row of table) {
      const member = Sample.member(1, {
        certification: Sample.certification(row.certified ? "Certified" : "Suspended"),
        employment: row.active ? "Active" : "Inactive",
        agencyState: row.agency ? "Certified" : "Suspended",
        locked: !row.unlocked
      })
      const missing = [
        ...(row.certified ? [] : ["not-certified"]),
        ...(row.active ? [] : ["not-active"]),
        ...(row.agency ? [] : ["agency-not-certified"]),
        ...(row.unlocked ? [] : ["account-locked"])
      ]
      assert.deepStrictEqual<ReadonlyArray<string>>(Standing.gaps(member, Sample.today), missing)
      assert.strictEqual(Standing.isGood(member, Sample.today), missing.length === 0)
    }
  })

  it("takes no other state of a person, an employment or an agency for authority", () => {
    for (const state of Certification.machine.states)
      assert.strictEqual(
        Standing.isGood(Sample.member(1, { certification: Sample.certification(state) }), Sample.today),
        state === "Certified"
      )
    for (const employment of ["Invited", "Inactive"] as const)
      assert.isFalse(Standing.isGood(Sample.member(1, { employment }), Sample.today))
    for (const agencyState of ["Incomplete", "Pending", "Suspended", "Terminated"] as const)
      assert.isFalse(Standing.isGood(Sample.member(1, { agencyState }), Sample.today))
  })

  it("says every gap in its refusal", () => {
    const agentId = Sample.agentId(1)
    assert.strictEqual(
      Standing.withoutAuthority({ agentId, gaps: ["not-certified", "not-active", "account-locked"] }).message,
      `agent \`${agentId}\` has no authority: \`not-certified\`, \`not-active\`, \`account-locked\``
    )
  })

  it("begins on the first day of a certification and is over on the day after the last [AGT-08]", () => {
    const day = (text: string) => Standing.isGood(Sample.member(1), Dates.make(text))
    assert.deepStrictEqual(["2025-12-31", "2026-01-01", "2026-12-31", "2027-01-01"].map(day), [
      false,
      true,
      true,
      false
    ])
  })

  it("says who has left: by a reason that ends a place, or with the agency; who is on leave has not [EMP-04 EMP-05]", () => {
    const left = (state: "Active" | "Inactive", reason?: "leave" | "left-agency") => {
      const member = Sample.member(1, { employment: state })
      return Standing.hasLeft({ ...member, employment: { ...member.employment, ...(reason && { reason }) } })
    }
    assert.isTrue(left("Inactive", "left-agency"))
    assert.isFalse(left("Inactive", "leave"))
    assert.isFalse(left("Active"))
    // What is remembered of an earlier end ends nothing again.
    assert.isFalse(left("Active", "left-agency"))
    assert.isTrue(Standing.hasLeft(Sample.member(1, { agencyState: "Terminated" })))
    assert.isFalse(Standing.hasLeft(Sample.member(1, { agencyState: "Suspended" })))
  })
})
