import { assert, describe, it } from "@effect/vitest"
import * as Dates from "../src/CalendarDate.ts"
import * as Certification from "../src/Certification.ts"
import * as Requirement from "../src/Requirement.ts"
import * as Sample from "./fixture/sample.ts"

const agentId = Sample.agentId(1)
const facts = (over: Partial<Certification.Facts> = {}): Certification.Facts => ({
  certification: Sample.certification("Eligible"),
  licence: Sample.profile(1).licence,
  agencyCertified: true,
  ...over
})
const certify: Certification.Command = { _tag: "CertifyAgent", agentId, term: Sample.term }
const answer = (
  command: Certification.Command,
  over: Partial<Certification.Facts> = {},
  context = Sample.context()
) => {
  const decided = Certification.decide(command, facts(over), context)
  return decided._tag === "Refused" ? `${decided.rule} ${decided.code}` : decided.events
}
const after = (command: Certification.Command, over: Partial<Certification.Facts> = {}) => {
  const decided = Certification.decide(command, facts(over), Sample.context())
  if (decided._tag === "Refused") return assert.fail(decided.message)
  return decided.events.reduce(Certification.evolve, facts(over).certification)
}

describe("Certification", () => {
  it("goes from a new profile to certified, one requirement after the other", () => {
    const steps: ReadonlyArray<Certification.Command> = [
      { _tag: "SubmitAgent", agentId },
      { _tag: "RecordRequirement", agentId, item: "licence-validated", outcome: "Met" },
      { _tag: "RecordRequirement", agentId, item: "lms-invited", outcome: "Met" },
      { _tag: "RecordRequirement", agentId, item: "training-complete", outcome: "Met" },
      { _tag: "RecordExam", agentId, score: 80 },
      { _tag: "RecordRequirement", agentId, item: "fee-paid", outcome: "Met" },
      { _tag: "RecordRequirement", agentId, item: "agreement-signed", outcome: "Met" },
      { _tag: "RecordRequirement", agentId, item: "voter-registration-training", outcome: "Met" },
      certify
    ]
    const tags: Array<string> = []
    steps.reduce((certification, command) => {
      const next = after(command, { certification })
      tags.push(next._tag)
      return next
    }, Certification.initial(Sample.now))
    assert.deepStrictEqual(tags, [...Array(7).fill("Pending"), "Eligible", "Certified"])
  })

  it("reopens an application when an item that was met is no longer", () => {
    const reopened = after({ _tag: "RecordRequirement", agentId, item: "licence-validated", outcome: "Failed" })
    assert.strictEqual(reopened._tag, "Pending")
  })

  it("lists what is open when it is asked to certify too early [AGT-07]", () => {
    const met = Requirement.items.filter((item) => item !== "fee-paid")
    const pending: Certification.Certification = {
      _tag: "Pending",
      since: Sample.now,
      checklist: Sample.checklist(met)
    }
    const decided = Certification.decide(certify, facts({ certification: pending }), Sample.context())
    assert.deepInclude(decided, { code: "ChecklistOpen", rule: "AGT-07" })
    assert.deepStrictEqual(decided._tag === "Refused" && decided.facts.open, ["fee-paid"])
  })

  it("certifies only with a good licence, current dates and a certified agency", () => {
    const licence = Sample.profile(1).licence
    assert.strictEqual(answer(certify, { licence: { ...licence, health: false } }), "AGT-11 LicenceNotGood")
    assert.strictEqual(answer(certify, { licence: { ...licence, status: "revoked" } }), "AGT-11 LicenceNotGood")
    assert.strictEqual(answer(certify, { agencyCertified: false }), "AGT-07 AgencyNotCertified")
    for (const [from, until] of [
      ["2026-03-04", "2027-01-01"],
      ["2026-01-01", "2026-03-03"],
      ["2027-01-01", "2026-01-01"]
    ] as const) {
      const term = { ...Sample.term, from: Dates.make(from), until: Dates.make(until) }
      assert.strictEqual(answer({ ...certify, term }), "AGT-08 TermNotCurrent", `${from} ${until}`)
    }
    assert.strictEqual(after(certify)._tag, "Certified")
  })

  it("judges the day on the clock of the exchange, not in UTC", () => {
    const term = { ...Sample.term, from: Dates.make("2026-03-03") }
    const before = Sample.context({ at: Dates.instant("2026-03-03T07:59:59.999Z") })
    const first = Sample.context({ at: Dates.instant("2026-03-03T08:00:00.000Z") })
    assert.strictEqual(answer({ ...certify, term }, {}, before), "AGT-08 TermNotCurrent")
    assert.isArray(answer({ ...certify, term }, {}, first))
  })

  it("stays as it is with what happens to a licence, and with an answer where nothing was asked", () => {
    const certified = Sample.certification("Certified")
    const events: ReadonlyArray<Certification.Event> = [
      { _tag: "ReconsiderationRecorded", agentId, outcome: "requested" },
      { _tag: "LicenceRecorded", agentId, licence: Sample.profile(1).licence },
      { _tag: "LicenceLapsed", agentId, until: Sample.today }
    ]
    for (const event of events) assert.deepStrictEqual(Certification.evolve(certified, event), certified)
  })

  it("lets the dead rest [AGT-20]", () => {
    assert.strictEqual(
      answer({ _tag: "ReapplyAgent", agentId }, { certification: Sample.certification("Deceased") }),
      "AGT-20 NotAllowedFrom"
    )
  })

  it("takes an agent back after an end without fault, with a new checklist [AGT-17]", () => {
    for (const state of ["Denied", "Withdrawn", "TerminatedVested"] as const) {
      const again = Certification.decide(
        { _tag: "ReapplyAgent", agentId },
        facts({ certification: Sample.certification(state) }),
        Sample.context({ actor: Sample.asAgent(0) })
      )
      assert.deepNestedInclude(again, { "events[0].to": Sample.certification("Pending") }, state)
    }
  })

  it("takes an agent back after a breach only when the exchange says so [AGT-17]", () => {
    const certification = Sample.certification("TerminatedForCause")
    const command: Certification.Command = { _tag: "ReapplyAgent", agentId }
    assert.strictEqual(
      answer(command, { certification }, Sample.context({ actor: Sample.asAgent(0) })),
      "AGT-17 ReapplicationByExchange"
    )
    assert.isArray(answer(command, { certification }, Sample.context({ actor: Sample.exchange })))
  })

  it("takes nobody back before the bar of a breach is over [AGT-17]", () => {
    const command: Certification.Command = { _tag: "ReapplyAgent", agentId }
    const on = (barredUntil: string, actor = Sample.exchange) =>
      answer(
        command,
        {
          certification: {
            ...{ _tag: "TerminatedForCause", since: Sample.now, reason: "breach" },
            barredUntil: Dates.make(barredUntil)
          }
        },
        Sample.context({ actor })
      )
    assert.strictEqual(on("2026-03-04"), "AGT-17 ApplicationBarred")
    assert.isArray(on("2026-03-03"))
    assert.strictEqual(on("2026-03-04", Sample.asAgent(0)), "AGT-17 ReapplicationByExchange")
  })

  it("records requirements while somebody applies, and of the certified what is due again", () => {
    const sits = (certification: Certification.Certification) =>
      answer({ _tag: "RecordExam", agentId, score: 90 }, { certification })
    for (const state of ["Incomplete", "Denied", "Deceased"] as const)
      assert.strictEqual(sits(Sample.certification(state)), "AGT-07 NotAllowedFrom")
    for (const state of ["Certified", "Suspended"] as const)
      assert.strictEqual(sits(Sample.certification(state)), "AGT-10 ItemNotDue")
  })

  it("corrects an exam while the application is open, and not once somebody is certified on it [AGT-20]", () => {
    const whole = Sample.checklist(Requirement.items)
    const eligible: Certification.Certification = { _tag: "Eligible", since: Sample.now, checklist: whole }
    const events = answer({ _tag: "CorrectExam", agentId, score: 70 }, { certification: eligible })
    if (typeof events === "string") return assert.fail(events)
    const [recorded, moved] = events
    assert.deepInclude(recorded, { _tag: "ChecklistRecorded", result: "failed", corrects: "passed" } as never)
    assert.deepInclude(moved, { _tag: "CertificationMoved", trigger: "reopen", from: "Eligible" } as never)
    const sits = (state: "Certified" | "Suspended" | "Denied") =>
      answer({ _tag: "CorrectExam", agentId }, { certification: Sample.certification(state) })
    assert.strictEqual(sits("Certified"), "AGT-20 CertifiedOnExam")
    assert.strictEqual(sits("Suspended"), "AGT-20 CertifiedOnExam")
    assert.strictEqual(sits("Denied"), "AGT-07 NotAllowedFrom")
  })

  it("tells what was renewed of a certification by its item, with the result of an exam and of nothing else", () => {
    const held = (open: Requirement.Item): Certification.Certification => ({
      ...{ _tag: "Certified", since: Sample.now, term: Sample.term },
      upkeep: Sample.checklist(Requirement.items.filter((item) => item !== open))
    })
    const told = (command: Certification.Command, open: Requirement.Item) => {
      const events = answer(command, { certification: held(open) })
      const [event] = typeof events === "string" ? assert.fail(events) : events
      return event?._tag === "ChecklistRecorded" ? { item: event.item, ...("result" in event && event) } : event
    }
    assert.deepInclude(told({ _tag: "RecordExam", agentId, score: 90 }, "exam-passed"), {
      ...{ item: "exam-passed", result: "passed" }
    })
    assert.deepStrictEqual(
      told({ _tag: "RecordRequirement", agentId, item: "agreement-signed", outcome: "Met" }, "agreement-signed"),
      { item: "agreement-signed" } as never
    )
  })
})
