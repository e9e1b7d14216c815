import { assert, describe, it } from "@effect/vitest"
import * as Dates from "../src/CalendarDate.ts"
import type { Case } from "../src/Case.ts"
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
      fein: agency.fein
    })
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
  })

  it("adds up by number", () => {
    const line = Commission.line(household, day, { agency, agent }) as Commission.Line
    assert.deepStrictEqual(Commission.totals([line, { ...line, caseId: Sample.caseId(1) }]), [
      { fein: agency.fein, agencyId: agency.agencyId, policies: 2, npns: [agent.npn] }
    ])
    assert.deepStrictEqual(Commission.totals([]), [])
  })
})
