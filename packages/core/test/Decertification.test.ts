import { assert, describe, it } from "@effect/vitest"
import * as Dates from "../src/CalendarDate.ts"
import * as Certification from "../src/Certification.ts"
import * as Decertification from "../src/Decertification.ts"
import * as Sample from "./fixture/sample.ts"

const agentId = Sample.agentId(1)
const facts = (over: Partial<Decertification.Facts> = {}): Decertification.Facts => ({
  certification: Sample.certification("Certified"),
  licence: Sample.profile(1).licence,
  ...over
})
const after = (command: Decertification.Command, over: Partial<Decertification.Facts> = {}) => {
  const decided = Decertification.decide(command, facts(over), Sample.context())
  if (decided._tag === "Refused") return assert.fail(decided.message)
  return decided.events.reduce(Certification.evolve, facts(over).certification)
}

describe("Decertification", () => {
  it("keeps dates and number through a suspension [AGT-20]", () => {
    const suspended = after({ _tag: "SuspendAgent", agentId, reason: "under-investigation" })
    assert.deepInclude(suspended, { _tag: "Suspended", term: Sample.term, reason: "under-investigation" })
    const back = after({ _tag: "ReinstateAgent", agentId }, { certification: suspended })
    assert.deepInclude(back, { _tag: "Certified", term: Sample.term })
  })

  it("does not reinstate without a good licence [AGT-11]", () => {
    const licence = { ...Sample.profile(1).licence, expiresOn: Dates.make("2026-03-02") }
    const certification = Sample.certification("Suspended")
    const refused = Decertification.decide(
      { _tag: "ReinstateAgent", agentId },
      facts({ certification, licence }),
      Sample.context()
    )
    assert.deepInclude(refused, { rule: "AGT-11", code: "LicenceNotGood" })
  })

  it("tells the two ends apart", () => {
    const ended = (forCause: boolean) => after({ _tag: "TerminateAgent", agentId, forCause, reason: "breach" })._tag
    assert.deepStrictEqual([ended(true), ended(false)], ["TerminatedForCause", "TerminatedVested"])
  })
})
