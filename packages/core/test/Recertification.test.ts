import { assert, describe, it } from "@effect/vitest"
import { evolve } from "../src/Agent.ts"
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

  it("renews nobody whose licence is not active, and nobody who applies [AGT-11]", () => {
    const trained: Certification = { ...certified, upkeep: Upkeep.takenOver }
    const bad = { ...licence, status: "inactive" as const }
    assert.strictEqual(code(decide(renew("2028-01-01"), "2026-12-01", trained, bad)), "LicenceNotGood")
    assert.strictEqual(
      code(decide(renew("2028-01-01"), "2026-12-01", Sample.certification("Eligible"))),
      "NotAllowedFrom"
    )
  })

  it("renews whoever is suspended, who stays so with a longer term [AGT-08]", () => {
    const suspended = { ...Sample.certification("Suspended"), upkeep: Upkeep.takenOver }
    const answer = decide(renew("2028-01-01"), "2026-12-01", suspended as Certification)
    if (answer._tag === "Refused") return assert.fail(answer.message)
    const [event] = answer.events
    assert.deepInclude(event, { trigger: "recertify", from: "Suspended" })
    const term = { ...Sample.term, until: Dates.make("2028-01-01") }
    assert.deepStrictEqual(event?._tag === "CertificationMoved" && event.to, { ...suspended, term } as never)
    // The grace that had begun is over with it.
    const agent = { ...Sample.agent(1, { certification: suspended as Certification }), renewUntil: Sample.today }
    assert.notProperty(event && evolve(agent, event), "renewUntil")
  })

  it("gives no term that is longer than an agreement lasts, and none after the grace [AGT-08]", () => {
    const trained: Certification = { ...certified, upkeep: Upkeep.takenOver }
    assert.deepInclude(decide(renew("2032-01-02"), "2026-12-01", trained), {
      code: "TermTooLong",
      message:
        "`until`: the certification of agent `agent-1` lasts at most until `2032-01-01`, and not until `2032-01-02`"
    })
    assert.strictEqual(code(decide(renew("2032-01-01"), "2026-12-01", trained)), "accepted")
    const late = (at: string) =>
      Recertification.decide(
        renew("2028-01-01"),
        { certification: trained, licence, renewUntil: Dates.make("2027-01-31") },
        Sample.context({ at: Dates.instant(`${at}T18:00:00.000Z`) })
      )
    assert.strictEqual(code(late("2027-01-30")), "accepted")
    assert.strictEqual(code(late("2027-01-31")), "RenewalOver")
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
