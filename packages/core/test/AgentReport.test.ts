import { assert, describe, it } from "@effect/vitest"
import * as Agent from "../src/Agent.ts"
import * as AgentReport from "../src/AgentReport.ts"
import * as Dates from "../src/CalendarDate.ts"
import { openOn } from "../src/Upkeep.ts"
import * as Sample from "./fixture/sample.ts"

const agentId = Sample.agentId(1)
const other = Sample.profile(7)
const decide = (
  command: AgentReport.Command,
  agent = Sample.agent(1),
  holder = undefined as typeof agentId | undefined
) => AgentReport.decide(command, { agent, holder }, Sample.context())
const tell = (change: AgentReport.Change, happenedOn = "2026-03-03"): AgentReport.Command => ({
  _tag: "ReportAgentChange",
  agentId,
  change,
  happenedOn: Dates.make(happenedOn)
})
const after = (command: AgentReport.Command, agent = Sample.agent(1)) => {
  const decided = decide(command, agent)
  return decided._tag === "Refused" ? assert.fail(decided.message) : decided.events.reduce(Agent.evolve, agent)
}
const review = (about: Agent.Reported): AgentReport.Command => ({ _tag: "ReviewAgentChange", agentId, about })
const moved: AgentReport.Change = { _tag: "Address", place: { city: "Fresno", county: "Fresno" } }
const numbered: AgentReport.Change = { _tag: "Licence", number: other.licence.number }

describe("AgentReport", () => {
  it("is in time on the thirtieth day and late on the thirty-first [AGT-21]", () => {
    const late = (day: string) => after(tell(moved, day)).reports?.address?.late
    assert.deepStrictEqual([late("2026-02-01"), late("2026-01-31")], [undefined, true])
    assert.deepInclude(decide(tell(moved, "2026-03-04")), { code: "ChangeAhead" })
  })

  it("counts a name at once and opens the licence check again, with the certification as it was", () => {
    const told = after(tell({ _tag: "Name", name: other.name }))
    assert.deepStrictEqual(told.name, other.name)
    assert.strictEqual(told.certification._tag, "Certified")
    const upkeep = "upkeep" in told.certification ? told.certification.upkeep : undefined
    assert.deepStrictEqual(upkeep && openOn(upkeep, Sample.today), ["licence-validated"])
    const looked = after(review("name"), told)
    assert.isUndefined(looked.reports)
    assert.deepStrictEqual(
      "upkeep" in looked.certification &&
        looked.certification.upkeep &&
        openOn(looked.certification.upkeep, Sample.today),
      []
    )
  })

  it("waits with a licence for the regulator [AGT-21]", () => {
    const told = after(tell(numbered))
    assert.deepStrictEqual(told.licence, Sample.profile(1).licence)
    assert.deepInclude(decide(review("licence"), told), { code: "LicenceNotConfirmed" })
    const confirmed = Agent.evolve(told, {
      _tag: "LicenceRecorded",
      agentId,
      licence: { ...told.licence, number: other.licence.number }
    })
    assert.isUndefined(after(review("licence"), confirmed).reports)
    assert.deepInclude(decide(tell(numbered), Sample.agent(1), Sample.agentId(7)), { code: "LicenceInUse" })
  })

  it("takes a number back that was told by mistake, by the one that is held", () => {
    const held = Sample.profile(1).licence.number
    const mistaken = after(tell(numbered))
    const right = after(tell({ _tag: "Licence", number: held }), mistaken)
    assert.strictEqual(right.reports?.licence?.number, held)
    assert.isUndefined(after(review("licence"), right).reports)
    assert.deepStrictEqual(decide(tell({ _tag: "Licence", number: held })), { _tag: "Accepted", events: [] })
  })

  it("makes an eligible applicant pending again until the review", () => {
    const applying = Sample.agent(1, { certification: Sample.certification("Eligible") })
    const told = after(tell({ _tag: "Name", name: other.name }), applying)
    assert.strictEqual(told.certification._tag, "Pending")
    assert.strictEqual(after(review("name"), told).certification._tag, "Eligible")
  })

  it("notes nothing that is known, and nothing of whoever is over", () => {
    assert.deepStrictEqual(decide(tell({ _tag: "Name", name: Sample.profile(1).name })), {
      _tag: "Accepted",
      events: []
    })
    const over = Sample.agent(1, { certification: Sample.certification("TerminatedVested") })
    assert.deepInclude(decide(tell(moved), over), { code: "NotAllowedFrom", rule: "AGT-21" })
    assert.deepInclude(decide(review("name")), { code: "NothingReported" })
  })
})
