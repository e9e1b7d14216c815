import { assert, describe, it } from "@effect/vitest"
import * as Dates from "../src/CalendarDate.ts"
import type { State } from "../src/Certification.ts"
import * as Policy from "../src/Policy.ts"
import * as Standing from "../src/Standing.ts"
import * as Worklist from "../src/Worklist.ts"
import * as Sample from "./fixture/sample.ts"

const states: ReadonlyArray<State> = [
  ...(["Incomplete", "Pending", "Eligible", "Certified", "Suspended"] as const),
  ...(["Denied", "Withdrawn", "Discarded", "TerminatedVested", "TerminatedForCause", "Deceased"] as const)
]
const having = (key: (agent: ReturnType<typeof Sample.agent>) => unknown) =>
  states.filter((state) => key(Sample.agent(0, { certification: Sample.certification(state) })) !== undefined)

describe("Worklist", () => {
  it("keeps in view the licence of whoever works or is on the way to it, and the term of whoever has one", () => {
    assert.deepStrictEqual(having(Worklist.applyingSince), ["Pending", "Eligible"])
    assert.deepStrictEqual(having(Worklist.licenceEnds), ["Pending", "Eligible", "Certified", "Suspended"])
    assert.deepStrictEqual(having(Worklist.termEnds), ["Certified", "Suspended"])
    assert.strictEqual(Worklist.licenceEnds(Sample.agent(0)), Sample.agent(0).licence.expiresOn)
    assert.strictEqual(Worklist.termEnds(Sample.agent(0)), Sample.term.until)
  })

  it("looks at the document of a live agency that runs out first", () => {
    const { agreement: signed, ...unsigned } = Sample.agency()
    const end = (...days: ReadonlyArray<string | undefined>) => endWith(undefined, days)
    const endWith = (agreement: typeof signed, days: ReadonlyArray<string | undefined>) =>
      Worklist.documentsEnd({
        ...unsigned,
        documents: days.map(
          (expiresOn) => ({ ...Sample.document("e-and-o"), ...(expiresOn && { expiresOn }) }) as never
        ),
        ...(agreement && { agreement })
      }) as string | undefined
    assert.isUndefined(end())
    assert.isUndefined(end(undefined))
    assert.strictEqual(end("2027-02-01", undefined, "2026-12-31", "2028-01-01"), "2026-12-31")
    assert.strictEqual(endWith(signed, []), "2030-12-31")
    assert.strictEqual(endWith(signed, ["2027-02-01"]), "2027-02-01")
    const over = Sample.agency(0, { certification: Sample.agencyCertification("Terminated") })
    assert.isUndefined(
      Worklist.documentsEnd({ ...over, documents: [{ type: "e-and-o", expiresOn: Sample.today }] as never })
    )
  })

  const moment = { day: Sample.today, policy: Policy.calheers }
  const days = (n: number) => Dates.plusDays(Sample.today, n)

  it("counts the days that an agency without a certified manager has left, the last one included [AGY-12]", () => {
    const agency = (state: "Certified" | "Suspended" | "Terminated", until: number) => ({
      ...Sample.agency(0, { certification: Sample.agencyCertification(state) }),
      withoutManager: { since: Sample.now, until: days(until) }
    })
    const line = (...of: Parameters<typeof agency>) => {
      const forsaken = Worklist.forsaken(agency(...of), moment)
      return forsaken && [forsaken.daysLeft, forsaken.suspended]
    }
    assert.deepStrictEqual(line("Certified", 30), [31, false])
    assert.deepStrictEqual(line("Certified", 0), [1, false])
    assert.deepStrictEqual(line("Certified", -1), [0, false])
    assert.deepStrictEqual(line("Suspended", -9), [0, true])
    assert.isUndefined(line("Terminated", 30))
    assert.isUndefined(Worklist.forsaken(Sample.agency(), moment))
    assert.strictEqual(Worklist.withoutManagerSince(agency("Suspended", 3)), Sample.now)
    assert.isUndefined(Worklist.withoutManagerSince(agency("Terminated", 3)))
  })

  it("tells of a stuck certification what is open, what can be met now, and full days of the exchange [AGT-18]", () => {
    const met = ["licence-validated", "lms-invited", "training-complete"] as const
    const agent = (since: string) =>
      Sample.agent(1, {
        certification: { _tag: "Pending", since: since as Dates.Instant, checklist: Sample.checklist(met) }
      })
    // Half an hour before midnight in Los Angeles.
    const stuck = Worklist.stuck(agent("2026-03-02T07:30:00.000Z"), Sample.agencyId(), moment)
    assert.strictEqual(stuck?.days, 2)
    assert.deepStrictEqual(stuck?.open, ["exam-passed", "fee-paid", "agreement-signed", "voter-registration-training"])
    assert.deepStrictEqual(stuck?.next, ["exam-passed", "voter-registration-training"])
    assert.strictEqual(Worklist.stuck(agent("2026-03-02T08:30:00.000Z"), undefined, moment)?.days, 1)
    const eligible = Sample.agent(1, { certification: Sample.certification("Eligible") })
    assert.deepInclude(Worklist.stuck(eligible, undefined, moment), { state: "Eligible", open: [], next: [] })
    assert.isUndefined(Worklist.stuck(Sample.agent(1), undefined, moment))
    const meant = (...managers: ReadonlyArray<number>) => {
      const line = Worklist.stuck(eligible, Sample.agencyId(), moment, managers.map(Sample.agentId))
      return [line?.curriculum, line?.agreement]
    }
    assert.deepStrictEqual(meant(0, 1), ["agency-manager", "agency"])
    assert.deepStrictEqual(meant(0), ["agent", "non-monetary"])
  })

  it("shows what runs out up to the day before a day, and what is over [AGT-08, AGT-11]", () => {
    const agent = Sample.agent(1, { licence: { ...Sample.agent(1).licence, expiresOn: days(5) } })
    const licence = (n: number, day = Sample.today) =>
      Worklist.agentExpiry("licence", agent, undefined, days(n), { ...moment, day })
    assert.isUndefined(licence(5))
    assert.deepInclude(licence(6), { lastDay: days(5), over: false })
    assert.isFalse(licence(6, days(5))?.over)
    assert.isTrue(licence(6, days(6))?.over)
    const end = Dates.plusDays(Sample.term.until, -1)
    const term = (before: Dates.CalendarDate) => Worklist.agentExpiry("term", agent, undefined, before, moment)
    assert.isUndefined(term(end))
    assert.strictEqual(term(Sample.term.until)?.lastDay, end)
    const documents = [
      Sample.document("e-and-o", { expiresOn: days(9) }),
      Sample.document("other", { expiresOn: days(2) }),
      Sample.document("payee-data")
    ]
    const agency = Sample.agency(0, { documents, agreement: Sample.agreement(0, { expiresOn: days(12) }) })
    assert.isUndefined(Worklist.documentExpiry(agency, days(2), moment))
    assert.deepInclude(Worklist.documentExpiry(agency, days(3), moment), { lastDay: days(2), over: false })
    assert.deepStrictEqual(
      Worklist.documentExpiry(agency, days(10), moment)?.documents?.map(({ type }) => type),
      ["other", "e-and-o"]
    )
    const twins = [Sample.document("other", { expiresOn: days(2) }), Sample.document("e-and-o", { expiresOn: days(2) })]
    const { agreement: _, ...unsigned } = Sample.agency(0, { documents: twins })
    const told = Worklist.documentExpiry(unsigned, days(3), moment)
    assert.deepStrictEqual(told?.documents, twins)
    assert.notProperty(told, "agreementEnds")
    assert.isUndefined(Worklist.documentExpiry(agency, days(12), moment)?.agreementEnds)
    assert.strictEqual(Worklist.documentExpiry(agency, days(13), moment)?.agreementEnds, days(12))
  })

  it("finds whoever may not act under one cause, and nobody who may [EMP-02]", () => {
    const good = Sample.agent(1)
    const { licence } = good
    const cause = (over: Partial<typeof good>, day = Sample.today) => Worklist.causeOf({ ...good, ...over }, day)
    assert.isUndefined(cause({}))
    assert.strictEqual(cause({ certification: Sample.certification("Suspended"), locked: true }), "certification")
    assert.strictEqual(cause({ locked: true }, Sample.term.until), "term")
    assert.strictEqual(cause({ licence: { ...licence, expiresOn: days(-1), status: "inactive" } }), "licence")
    assert.strictEqual(cause({ licence: { ...licence, status: "inactive" } }), "barred")
    assert.strictEqual(cause({ licence: { ...licence, health: false } }), "barred")
    assert.strictEqual(cause({ locked: true }), "barred")
    for (const over of [{}, { locked: true }, { licence: { ...licence, health: false } }])
      assert.strictEqual(
        cause(over) === undefined,
        Standing.isGood({ ...Sample.member(1), agent: { ...good, ...over } }, Sample.today)
      )
  })

  it("lists cases without authority where there are any, with what is missing [AGY-11]", () => {
    const member = Sample.member(1, { certification: Sample.certification("Suspended") })
    assert.deepInclude(Worklist.idle(member, 3, Sample.today), { cases: 3, gaps: ["not-certified"] })
    assert.isUndefined(Worklist.idle(member, 0, Sample.today))
    assert.isUndefined(Worklist.idle(Sample.member(1), 3, Sample.today))
    const suspended = Sample.agency(0, { certification: Sample.agencyCertification("Suspended") })
    assert.deepInclude(Worklist.idleAgency(suspended, 2), { cases: 2, gaps: ["agency-not-certified"] })
    assert.isUndefined(Worklist.idleAgency(suspended, 0))
    assert.isUndefined(Worklist.idleAgency(Sample.agency(0), 2))
  })

  it("says how old a request is and when it expires [DEL-23]", () => {
    const at = "2026-02-25T07:30:00.000Z" as Dates.Instant
    const request = Sample.delegation(0, "Requested", { state: { _tag: "Requested", at } })
    assert.deepStrictEqual(Worklist.ageOf(request, moment), { days: 7, expiresOn: Dates.make("2026-03-26") })
    assert.isUndefined(Worklist.ageOf(Sample.delegation(0, "Active"), moment))
  })

  it("tells since when a change, an association and a report have waited for the exchange [AGY-13, AGT-03, AGT-21]", () => {
    const requestedAt = "2026-03-01T07:30:00.000Z" as Dates.Instant
    const change = {
      ...{ changeId: "change-1" as never, wanted: { legalName: "Other Inc." as never }, requestedAt },
      ...{ requestedBy: "agent/agent-0", items: ["agreement", "licence"] as const }
    }
    const agency = Sample.agency(0, { change })
    assert.strictEqual(Worklist.changeWaitsSince(agency), requestedAt)
    assert.deepInclude(Worklist.waitingChange(agency, moment), { days: 3, open: ["agreement", "licence"] as never })
    assert.isUndefined(Worklist.waitingChange(Sample.agency(), moment))

    const review = { ...Sample.employment(1, 0, "Invited"), review: true as const, since: requestedAt }
    const lapsed = Sample.agent(1, { certification: Sample.certification("Suspended") })
    assert.deepInclude(Worklist.waitingAssociation(review, Sample.agent(1), moment), { days: 3, certified: true })
    assert.deepInclude(Worklist.waitingAssociation(review, lapsed, moment), { certified: false })
    assert.isUndefined(Worklist.waitingAssociation(Sample.employment(1, 0, "Invited"), lapsed, moment))

    const [early, late] = [
      { happenedOn: days(-9), reportedOn: days(-5) },
      { happenedOn: days(-90), reportedOn: days(-2), late: true as const }
    ]
    const told = Sample.agent(1, { reports: { name: late, address: early } })
    assert.strictEqual(Worklist.reportedOn(told), days(-5))
    const abouts = (lateOnly: boolean, agent = told) =>
      Worklist.waitingReports(agent, undefined, lateOnly)?.reports.map(({ about }) => about)
    assert.deepStrictEqual(abouts(false), ["name", "address"])
    assert.deepStrictEqual(abouts(true), ["name"])
    assert.isUndefined(abouts(true, Sample.agent(1, { reports: { address: early } })))
    assert.isUndefined(abouts(false, Sample.agent(1)))
  })
})
