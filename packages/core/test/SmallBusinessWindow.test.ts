import { assert, describe, it } from "@effect/vitest"
import * as Dates from "../src/CalendarDate.ts"
import type { FailedTest, FailingEmployer } from "../src/FailingEmployer.ts"
import * as Id from "../src/Id.ts"
import { calheers } from "../src/Policy.ts"
import * as SmallBusinessWindow from "../src/SmallBusinessWindow.ts"
import * as Sample from "./fixture/sample.ts"

const decide = (
  today: string,
  on = today,
  over: Partial<SmallBusinessWindow.Facts> = {},
  employers?: ReadonlyArray<FailingEmployer>
) =>
  SmallBusinessWindow.decide(
    {
      ...{ _tag: "TellSmallBusinessWindow", agencyId: Sample.agencyId(), on: Dates.make(on) },
      ...(employers && { employers })
    },
    { agency: Sample.agency(), members: [0, 1].map((n) => Sample.member(n)), ...over },
    Sample.context({ actor: Sample.system, at: Dates.startOf(Dates.make(today), calheers.timeZone) })
  )
const told = (answer: ReturnType<typeof decide>) =>
  answer._tag === "Accepted"
    ? answer.events.map((event) => (event._tag === "SmallBusinessWindowTold" ? event.news : event._tag))
    : [answer.code]

describe("SmallBusinessWindow", () => {
  it("says on 15 November that the window opens, and on 8 December that it closes [SHP-03, SHP-07]", () => {
    const stages = ["2026-11-14", "2026-11-15", "2026-12-07", "2026-12-08", "2026-12-15", "2026-12-16"].map((day) => {
      const stage = SmallBusinessWindow.stageOn(Dates.make(day), calheers)
      return stage === undefined ? "nothing" : `${stage.news} since ${stage.since} through ${stage.through}`
    })
    const opens = "opens since 2026-11-15 through 2026-12-15"
    const closes = "closes since 2026-12-08 through 2026-12-15"
    assert.deepStrictEqual(stages, ["nothing", opens, opens, closes, closes, "nothing"])
    assert.deepStrictEqual(decide("2026-11-15"), {
      _tag: "Accepted",
      events: [
        {
          _tag: "SmallBusinessWindowTold",
          agencyId: Sample.agencyId(),
          on: Dates.make("2026-11-15"),
          news: "opens",
          through: Dates.make("2026-12-15"),
          startsOn: Dates.make("2027-01-01"),
          agentIds: [Sample.agentId(0), Sample.agentId(1)]
        }
      ]
    })
  })

  it("says each once a year, makes up for a day that was missed, and says nothing that is over", () => {
    const since = (day: string) => ({ agency: Sample.agency(0, { smallBusinessToldOn: Dates.make(day) }) })
    assert.deepStrictEqual(told(decide("2026-11-16", "2026-11-16", since("2026-11-15"))), [])
    assert.deepStrictEqual(told(decide("2026-12-08", "2026-12-08", since("2026-11-15"))), ["closes"])
    assert.deepStrictEqual(told(decide("2026-11-15", "2026-11-15", since("2025-12-08"))), ["opens"])
    assert.deepStrictEqual(told(decide("2026-11-20", "2026-11-15")), ["opens"])
    assert.deepStrictEqual(told(decide("2026-12-09", "2026-11-15")), [])
    assert.deepStrictEqual(told(decide("2026-03-03")), [])
  })

  it("is for whoever may act and serves employers", () => {
    const individuals = Sample.member(1)
    const members = [
      Sample.member(0, { employment: "Inactive" }),
      { ...individuals, agent: { ...individuals.agent, clientsServed: "individuals" as const } }
    ]
    assert.deepStrictEqual(told(decide("2026-11-15", "2026-11-15", { members })), [])
    const suspended = Sample.agency(0, { certification: Sample.agencyCertification("Suspended") })
    assert.deepStrictEqual(told(decide("2026-11-15", "2026-11-15", { agency: suspended })), [])
  })

  it("refuses a day that has not come, and an agency that nobody knows", () => {
    assert.deepStrictEqual(told(decide("2026-11-14", "2026-11-15")), ["SmallBusinessWindowNotYet"])
    assert.deepStrictEqual(told(decide("2026-11-15", "2026-11-15", { agency: undefined })), ["UnknownAgency"])
  })

  it("names to each agent the own employers who failed a test, and takes no employer of a stranger [SHP-01 SHP-02]", () => {
    const of = (n: number, employer: string, failed: FailedTest): FailingEmployer => ({
      ...{ agentId: Sample.agentId(n), employerId: Id.make(employer), failed }
    })
    const employers = [
      of(1, "E-2", "contribution"),
      of(1, "E-1", "contribution"),
      of(1, "E-2", "contribution"),
      of(1, "E-2", "participation"),
      of(2, "E-3", "participation")
    ]
    const members = [0, 1, 2].map((n) => Sample.member(n, n === 2 ? { employment: "Inactive" } : {}))
    const answer = decide("2026-11-15", undefined, { members }, employers)
    assert.deepNestedInclude(answer, {
      "events[0].failing": [{ agentId: Sample.agentId(1), participation: ["E-2"], contribution: ["E-2", "E-1"] }]
    })
    const quiet = decide("2026-11-15", undefined, { members }, employers.slice(-1))
    assert.notNestedProperty(quiet, "events[0].failing")
    assert.deepStrictEqual(told(decide("2026-11-15", undefined, {}, employers)), ["EmployerOfOthers"])
    assert.deepStrictEqual(told(decide("2026-03-03", undefined, {}, employers)), ["EmployerOfOthers"])
  })

  it("closes a short window as soon as it opens, and not before [SHP-03]", () => {
    const window = { from: "11-15", through: "11-18" }
    const terms = { ...calheers, smallBusiness: { ...calheers.smallBusiness, window } }
    assert.deepInclude(SmallBusinessWindow.stageOn(Dates.make("2026-11-15"), terms), {
      news: "closes",
      since: Dates.make("2026-11-15")
    })
  })
})
