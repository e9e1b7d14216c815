import { assert, describe, it } from "@effect/vitest"
import * as Dates from "../src/CalendarDate.ts"
import type { Certification } from "../src/Certification.ts"
import { calheers } from "../src/Policy.ts"
import * as Recertification from "../src/Recertification.ts"
import * as Requirement from "../src/Requirement.ts"
import * as Upkeep from "../src/Upkeep.ts"
import * as Sample from "./fixture/sample.ts"

const agentId = Sample.agentId(1)
const { licence } = Sample.profile(1)
const upkeep = Upkeep.begun(Sample.checklist(Requirement.items), Dates.make("2026-01-01"), calheers)
const certified: Certification = { _tag: "Certified", since: Sample.now, term: Sample.term, upkeep }
const decide = (
  command: Recertification.Command,
  at: string,
  certification: Certification = certified,
  over = licence
) =>
  Recertification.decide(
    command,
    { certification, licence: over },
    Sample.context({ at: Dates.instant(`${at}T18:00:00.000Z`) })
  )
const renew = (until: string): Recertification.Command => ({
  _tag: "RecertifyAgent",
  agentId,
  until: Dates.make(until)
})
const code = (answer: ReturnType<typeof decide>) => (answer._tag === "Refused" ? answer.code : "accepted")

describe("Recertification", () => {
  it("moves the end of a term from ninety days before it, and never back [AGT-08]", () => {
    const trained: Certification = { ...certified, upkeep: Upkeep.takenOver }
    assert.strictEqual(code(decide(renew("2028-01-01"), "2026-10-02", trained)), "RenewalNotOpen")
    assert.strictEqual(code(decide(renew("2027-01-01"), "2026-10-03", trained)), "TermNotLonger")
    const answer = decide(renew("2028-01-01"), "2026-10-03", trained)
    assert.deepNestedInclude(answer, { "events[0].to.term": { ...Sample.term, until: Dates.make("2028-01-01") } })
  })

  it("names what does not count in the new term [AGT-07]", () => {
    const answer = decide(renew("2028-01-01"), "2026-12-01")
    assert.deepInclude(answer, { code: "ChecklistOpen" })
    assert.deepStrictEqual(answer._tag === "Refused" && answer.facts.open, ["voter-registration-training"])
  })

  it("renews nobody whose licence is not active, and nobody who is suspended [AGT-11]", () => {
    const trained: Certification = { ...certified, upkeep: Upkeep.takenOver }
    const bad = { ...licence, status: "inactive" as const }
    assert.strictEqual(code(decide(renew("2028-01-01"), "2026-12-01", trained, bad)), "LicenceNotGood")
    assert.strictEqual(
      code(decide(renew("2028-01-01"), "2026-12-01", Sample.certification("Suspended"))),
      "NotAllowedFrom"
    )
  })

  it("asks for a signature under an amendment by a day that has not come [AGT-09]", () => {
    const amend = (signBy: string, certification: Certification = certified) =>
      decide({ _tag: "RequireAmendment", agentId, signBy: Dates.make(signBy) }, "2026-09-30", certification)
    assert.strictEqual(code(amend("2026-09-30")), "AmendmentPast")
    assert.strictEqual(code(amend("2026-12-01", Sample.certification("Eligible"))), "NotAllowedFrom")
    assert.deepNestedInclude(amend("2026-12-01"), {
      "events[0].checklist.items.agreement-signed.signBy": Dates.make("2026-12-01")
    })
  })
})
