import { assert, describe, it } from "@effect/vitest"
import * as Dates from "../src/CalendarDate.ts"
import * as Certification from "../src/Certification.ts"
import * as Decertification from "../src/Decertification.ts"
import * as Id from "../src/Id.ts"
import * as Policy from "../src/Policy.ts"
import { federal } from "../src/PolicyPreset.ts"
import * as Sample from "./fixture/sample.ts"

const agentId = Sample.agentId(1)
const facts = (over: Partial<Decertification.Facts> = {}): Decertification.Facts => ({
  certification: Sample.certification("Certified"),
  licence: Sample.profile(1).licence,
  ...over
})
const finding: Certification.Finding = {
  breached: "agreement",
  proof: "preponderance",
  documentId: Id.make("letter-1")
}
const refusal = (command: Decertification.Command, policy = Policy.calheers) => {
  const decided = Decertification.decide(command, facts(), Sample.context({ policy }))
  return decided._tag === "Refused" ? decided.code : ""
}
const after = (
  command: Decertification.Command,
  over: Partial<Decertification.Facts> = {},
  policy = Policy.calheers
) => {
  const decided = Decertification.decide(command, facts(over), Sample.context({ policy }))
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

  it("tells the two ends apart, and keeps what was found out [AGT-13]", () => {
    const forCause = after({ _tag: "TerminateAgent", agentId, forCause: true, reason: "breach", finding })
    assert.deepInclude(forCause, { _tag: "TerminatedForCause", reason: "breach", finding })
    const vested = after({ _tag: "TerminateAgent", agentId, forCause: false, reason: "retired" })
    assert.deepStrictEqual(vested, { _tag: "TerminatedVested", since: Sample.now, reason: "retired" })
  })

  it("keeps the bar that comes with an end for cause, and takes none without fault or in the past [AGT-17]", () => {
    const ended = { _tag: "TerminateAgent", agentId, forCause: true, reason: "breach", finding } as const
    const barredUntil = Dates.make("2029-03-03")
    assert.deepInclude(after({ ...ended, barredUntil }), { _tag: "TerminatedForCause", barredUntil })
    assert.notProperty(after(ended), "barredUntil")
    assert.strictEqual(refusal({ ...ended, barredUntil: Dates.make("2026-03-03") }), "BarWithoutEffect")
    assert.strictEqual(
      refusal({ _tag: "TerminateAgent", agentId, forCause: false, reason: "retired", barredUntil }),
      "BarWithoutEffect"
    )
  })

  it("ends nothing for cause without fault, nothing without fault for a breach, and nothing without a finding", () => {
    assert.strictEqual(
      refusal({ _tag: "TerminateAgent", agentId, forCause: true, reason: "retired", finding }),
      "ReasonNotFitting"
    )
    assert.strictEqual(
      refusal({ _tag: "TerminateAgent", agentId, forCause: false, reason: "breach" }),
      "ReasonNotFitting"
    )
    assert.strictEqual(refusal({ _tag: "TerminateAgent", agentId, forCause: true, reason: "breach" }), "FindingMissing")
  })

  it("suspends for reasons of a suspension, and a program for the licence alone [AGT-12 AGT-20]", () => {
    assert.strictEqual(refusal({ _tag: "SuspendAgent", agentId, reason: "death-recorded" }), "ReasonNotForStep")
    const byProgram = (reason: "licence-inactive" | "under-investigation", status: "active" | "expired") =>
      Decertification.decide(
        { _tag: "SuspendAgent", agentId, reason },
        { certification: Sample.certification("Certified"), licence: { ...facts().licence, status } },
        Sample.context({ actor: Sample.system })
      )
    assert.deepInclude(byProgram("under-investigation", "expired"), { code: "SuspensionByExchange" })
    assert.deepInclude(byProgram("licence-inactive", "active"), { code: "SuspensionByExchange" })
    assert.deepInclude(byProgram("licence-inactive", "expired"), { _tag: "Accepted" })
  })

  it("asks for the greater weight of the evidence where the policy does [AGT-16]", () => {
    const end = (proof: "finding" | "preponderance" | "clear-and-convincing") =>
      refusal(
        { _tag: "TerminateAgent", agentId, forCause: true, reason: "breach", finding: { ...finding, proof } },
        federal
      )
    assert.deepStrictEqual(
      [end("finding"), end("preponderance"), end("clear-and-convincing")],
      ["ProofTooWeak", "", ""]
    )
  })

  it("suspends for ninety days at most under the federal policy, and until somebody ends it in California [AGT-15]", () => {
    const suspended = after({ _tag: "SuspendAgent", agentId, reason: "under-investigation" }, {}, federal)
    assert.deepInclude(suspended, { until: Dates.make("2026-06-01"), reconsiderUntil: Dates.make("2026-04-03") })
    assert.doesNotHaveAnyKeys(after({ _tag: "SuspendAgent", agentId, reason: "under-investigation" }), [
      "until",
      "reconsiderUntil"
    ])
    const until = (day: string) =>
      refusal({ _tag: "SuspendAgent", agentId, reason: "breach", until: Dates.make(day) }, federal)
    assert.deepStrictEqual(
      [until("2026-03-03"), until("2026-03-04"), until("2026-06-01"), until("2026-06-02")],
      ["SuspensionPast", "", "", "SuspensionTooLong"]
    )
  })

  it("lets an agent ask for reconsideration once, on the thirtieth day at the latest [AGT-15]", () => {
    const certification = after({ _tag: "SuspendAgent", agentId, reason: "under-investigation" }, {}, federal)
    const ask = (
      now: Certification.Certification,
      days: number,
      name: "RequestReconsideration" | "UpholdSuspension"
    ) => {
      const context = Sample.context({ policy: federal, at: Dates.plusHours(Sample.now, 24 * days) })
      const decided = Decertification.decide({ _tag: name, agentId }, facts({ certification: now }), context)
      return decided._tag === "Refused" ? decided.facts.why : decided.events.reduce(Certification.evolve, now)
    }
    assert.strictEqual(ask(certification, 31, "RequestReconsideration"), "too-late")
    assert.strictEqual(ask(certification, 0, "UpholdSuspension"), "not-asked")
    const asked = ask(certification, 30, "RequestReconsideration") as Certification.Certification
    assert.deepInclude(asked, { reconsideration: "requested" })
    assert.strictEqual(ask(asked, 1, "RequestReconsideration"), "asked")
    const upheld = ask(asked, 40, "UpholdSuspension") as Certification.Certification
    assert.deepInclude(upheld, { _tag: "Suspended", reconsideration: "upheld" })
    assert.strictEqual(ask(upheld, 1, "RequestReconsideration"), "upheld")
    assert.strictEqual(ask(Sample.certification("Certified"), 1, "RequestReconsideration"), "not-suspended")
    assert.strictEqual(ask(Sample.certification("Suspended"), 1, "RequestReconsideration"), "not-offered")
  })
})
