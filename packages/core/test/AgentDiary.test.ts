import { assert, describe, it } from "@effect/vitest"
import * as AgentDiary from "../src/AgentDiary.ts"
import * as Dates from "../src/CalendarDate.ts"
import * as Certified from "../src/Certification.ts"
import { calheers } from "../src/Policy.ts"
import * as Requirement from "../src/Requirement.ts"
import * as Upkeep from "../src/Upkeep.ts"
import * as Sample from "./fixture/sample.ts"

const upkeep = Upkeep.begun(Sample.checklist(Requirement.items), Dates.make("2026-01-15"), calheers)
const certification: Certified.Certification = { _tag: "Certified", since: Sample.now, term: Sample.term, upkeep }
const agent = Sample.agent(1, { certification })
const day = (text: string) => Dates.make(text)

describe("AgentDiary", () => {
  it("reminds of the end of a term 90, 60, 30 and 7 days before, once of days that were missed [AGT-18]", () => {
    const until = day("2027-01-01")
    const reminders = AgentDiary.renewalReminders
    const renewal: AgentDiary.Deadline = { about: "renewal", ends: until, countsTo: until, reminders }
    assert.strictEqual(AgentDiary.reminderOn(renewal, undefined), "2026-10-03")
    assert.strictEqual(AgentDiary.reminderOn(renewal, day("2026-10-03")), "2026-11-02")
    assert.strictEqual(AgentDiary.reminderOn(renewal, day("2026-12-05")), "2026-12-25")
    assert.isUndefined(AgentDiary.reminderOn(renewal, day("2026-12-25")))
    assert.isTrue(AgentDiary.isDue(renewal, undefined, day("2026-12-31")))
    assert.isFalse(AgentDiary.isDue(renewal, undefined, day("2027-01-01")))
    assert.isFalse(AgentDiary.isDue(renewal, undefined, day("2026-10-02")))
  })

  it("knows what ends for the certified, in the order of the day on which somebody looks", () => {
    assert.deepStrictEqual(
      AgentDiary.deadlines(agent).map(({ about, ends }) => `${about} ${ends}`),
      ["renewal 2027-01-01", "licence 2027-07-01", "agreement 2031-01-15", "yearly 2027-01-15"]
    )
    assert.strictEqual(AgentDiary.dueOn(agent), "2026-10-03")
    const reminded = { renewal: day("2026-12-25"), yearly: day("2026-12-20") }
    assert.strictEqual(AgentDiary.dueOn({ ...agent, reminded }), "2027-01-01")
    const late = { ...agent, reminded, renewUntil: day("2027-01-31") }
    assert.strictEqual(AgentDiary.dueOn(late), "2027-01-07")
  })

  it("counts to the last day on which a licence, an agreement or a training is good, as an agency does [AGT-18]", () => {
    const days = (about: AgentDiary.About): ReadonlyArray<string | undefined> | undefined => {
      const found = AgentDiary.deadlines(agent).find((one) => one.about === about)
      return found && [AgentDiary.reminderOn(found, undefined), AgentDiary.reminderOn(found, day("2027-06-01"))]
    }
    // Good until 30 June 2027, and until 14 January of 2031 and of 2027.
    assert.deepStrictEqual(days("licence"), ["2027-05-01", "2027-06-23"])
    assert.deepStrictEqual(days("agreement"), ["2030-11-15", "2030-11-15"])
    assert.deepStrictEqual(days("yearly"), ["2026-11-15", undefined])
  })

  it("counts the weeks of an application from its day at the exchange, whatever day it is elsewhere [AGT-18]", () => {
    // Five in the afternoon on the third, in California.
    const at = Dates.instant("2026-03-04T01:00:00.000Z")
    const evening = Certified.pending(Requirement.initial, Sample.context({ at }))
    assert.strictEqual(evening.sinceOn, "2026-03-03")
    assert.strictEqual(AgentDiary.pendingOn(evening, undefined), "2026-03-10")
    assert.strictEqual(AgentDiary.dueOn({ ...agent, certification: evening }), "2026-03-10")
    assert.notProperty(Certified.pending(Requirement.initial, Sample.context()), "sinceOn")
  })

  it("reminds an applicant every week, and nobody whose application is over [AGT-18]", () => {
    const begun = { since: Sample.now }
    assert.strictEqual(AgentDiary.pendingOn(begun, undefined), "2026-03-10")
    assert.strictEqual(AgentDiary.pendingOn(begun, day("2026-03-12")), "2026-03-19")
    assert.strictEqual(AgentDiary.pendingOn(begun, day("2026-01-01")), "2026-03-10")
    const applying = { ...agent, certification: Sample.certification("Pending") }
    assert.strictEqual(AgentDiary.dueOn(applying), "2026-03-10")
    assert.isUndefined(AgentDiary.dueOn({ ...agent, certification: Sample.certification("Denied") }))
  })
})
