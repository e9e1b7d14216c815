import { assert, describe, it } from "@effect/vitest"
import * as Dates from "../src/CalendarDate.ts"
import { type Case, coverageStates } from "../src/Case.ts"
import * as Commission from "../src/Commission.ts"
import * as Sample from "./fixture/sample.ts"

describe("Commission", () => {
  const agent = Sample.agent(1)
  const agency = Sample.agency()
  const day = Dates.make("2026-03-03")
  const coverage = (over: object) => ({ ...Sample.coverage(), aorNpn: agent.npn, ...over })
  const household = { ...Sample.household(0), coverage: coverage({}) } as Case

  it("goes to the agency of the agent on record [AGY-14]", () => {
    assert.deepStrictEqual(Commission.line(household, day, { agency, agent }), {
      caseId: household.caseId,
      npn: agent.npn,
      agencyId: agency.agencyId,
      fein: agency.fein,
      state: "Effectuated"
    })
  })

  it("says of a policy in whatever state it is [AGY-14]", () => {
    for (const state of coverageStates)
      assert.strictEqual(
        Commission.line({ ...household, coverage: coverage({ state }) } as Case, day, { agency, agent })?.state,
        state
      )
  })

  it("goes to nobody without a policy, and not to another agent", () => {
    const { coverage: _, ...without } = household
    assert.isUndefined(Commission.line(without, day, { agency, agent }))
    assert.isUndefined(Commission.line(household, day, { agency, agent: Sample.agent(2) }))
  })

  it("is kept by whoever left without fault, and lost for cause", () => {
    const of = (state: "TerminatedVested" | "TerminatedForCause") =>
      Commission.line(household, day, { agency, agent: { ...agent, certification: Sample.certification(state) } })
    assert.isDefined(of("TerminatedVested"))
    assert.isUndefined(of("TerminatedForCause"))
    const keeps = (state: "Suspended" | "Deceased" | "TerminatedForCause") =>
      Commission.keepsCommission({ certification: Sample.certification(state) })
    assert.deepStrictEqual([keeps("Suspended"), keeps("Deceased"), keeps("TerminatedForCause")], [true, true, false])
  })

  it("goes to where the agent works, else to the agency left last, and of two left at once to the last of the list [AGY-14]", () => {
    const left = (agency: number, hours: number) => ({
      ...Sample.employment(1, agency, "Inactive"),
      since: Dates.plusHours(Sample.now, hours)
    })
    const payee = Commission.payee
    assert.strictEqual(payee([left(1, 2), Sample.employment(1, 2), left(3, 4)]), Sample.agencyId(2))
    assert.strictEqual(payee([left(1, 2), left(2, 1)]), Sample.agencyId(1))
    assert.strictEqual(payee([left(1, 2), left(2, 2)]), Sample.agencyId(2))
    assert.isUndefined(payee([]))
  })

  it("adds up by number, and by the state of the policies", () => {
    const line = Commission.line(household, day, { agency, agent }) as Commission.Line
    const states = { PlanSelected: 0, Effectuated: 2, Terminated: 0, Cancelled: 1, Reinstated: 0 }
    const lines = [line, { ...line, caseId: Sample.caseId(1) }, { ...line, state: "Cancelled" as const }]
    assert.deepStrictEqual(Commission.totals(lines), [
      { fein: agency.fein, agencyId: agency.agencyId, policies: 3, states, npns: [agent.npn] }
    ])
    assert.deepStrictEqual(Commission.totals([]), [])
  })
})
