/**
 * Laws of worklists: what waits for somebody is shown with its days, and what does not wait is not shown.
 *
 * @since 0.1.0
 */
import type { Row } from "@agencybook/core/BookOfBusiness"
import * as Dates from "@agencybook/core/CalendarDate"
import type { Certification } from "@agencybook/core/Certification"
import type { Cause, Moment } from "@agencybook/core/Worklist"
import * as fc from "fast-check"
import { all, type Law, make, same } from "./Law.ts"
import * as Sample from "./Sample.ts"

const day = (n: number) => Dates.plusDays(Sample.today, n)
const moment = (): Moment => ({ day: Sample.today, policy: Sample.policy() })
const states = [
  ...(["Incomplete", "Pending", "Eligible", "Certified", "Suspended", "Denied", "Withdrawn"] as const),
  ...(["TerminatedVested", "TerminatedForCause", "Deceased"] as const)
]
const agencyOrNone = fc.constantFrom(undefined, Sample.agencyId(4))
const days = fc.integer({ min: -40, max: 40 })
const age = fc.nat(60)
const ago = (n: number) => Dates.plusHours(Sample.now, -24 * n)

/** What an agent lets run out is shown. @category laws */
export const agentsRunOut = make({
  id: "worklist-agents-run-out",
  sentence:
    "the licence of whoever works or is on the way, and the term of whoever is certified, are shown with their last day when it comes before the day that is asked for, and whether it is over",
  rules: ["AGT-12", "AGT-18"],
  runs: 500,
  input: fc.record({
    state: fc.constantFrom(...states),
    agencyId: agencyOrNone,
    licence: days,
    term: days,
    before: days
  }),
  holds: ({ agencyId, before, licence, state, term }, rules) => {
    const held = state === "Certified" || state === "Suspended"
    const made = Sample.certification(state)
    const certification = held ? ({ ...made, term: { ...Sample.term, until: day(term + 1) } } as Certification) : made
    const agent = Sample.agent(1, { certification, licence: Sample.licence(1, { expiresOn: day(licence) }) })
    const line = (what: "licence" | "term", last: number) => ({
      ...{ what, agentId: agent.agentId, name: "Annab Reyesab", lastDay: day(last), over: last < 0 },
      ...(agencyId === undefined ? {} : { agencyId })
    })
    const works = held || state === "Pending" || state === "Eligible"
    const shown = (what: "licence" | "term") => rules.worklist.agentExpiry(what, agent, agencyId, day(before), moment())
    return all(
      same(shown("licence"), works && licence < before ? line("licence", licence) : undefined, "the licence"),
      same(shown("term"), held && term < before ? line("term", term) : undefined, "the term"),
      same("agencyId" in (shown("licence") ?? {}), works && licence < before && agencyId !== undefined, "the agency")
    )
  }
})

/** Who is on the way is shown with what is open. @category laws */
export const applicantsAreStuck = make({
  id: "worklist-applicants-are-stuck",
  sentence:
    "whoever is on the way to a certification is shown with the days since it began, with all that is open and with what of it can be met now, which for a manager is a training, an exam and an agreement of another kind; nobody else is, and a request is shown with its days and its last one",
  rules: ["AGT-05", "AGT-18", "AGY-14", "DEL-23"],
  input: fc.record({
    ...{ state: fc.constantFrom(...states), agencyId: agencyOrNone, age },
    managers: fc.constantFrom(undefined, [], [Sample.agentId(0)], [Sample.agentId(0), Sample.agentId(1)])
  }),
  holds: ({ age, agencyId, managers, state }, rules) => {
    const since = ago(age)
    const agent = Sample.agent(1, {
      certification:
        state === "Pending"
          ? { _tag: state, since, checklist: Sample.checklist(["licence-validated", "lms-invited"]) }
          : Sample.certification(state, since)
    })
    const waits = state === "Pending" || state === "Eligible"
    const at = { _tag: "Requested", at: since } as const
    const { policy } = moment()
    return all(
      same(
        rules.worklist.stuck(agent, agencyId, moment(), managers),
        waits
          ? {
              ...{ agentId: agent.agentId, name: "Annab Reyesab", state, since, days: age },
              ...(managers === undefined
                ? {}
                : managers.length === 2
                  ? { curriculum: "agency-manager", agreement: "agency" }
                  : { curriculum: "agent", agreement: "non-monetary" }),
              ...(agencyId === undefined ? {} : { agencyId }),
              ...(state === "Eligible"
                ? { open: [], next: [] }
                : {
                    open: [
                      ...["training-complete", "exam-passed", "fee-paid", "agreement-signed"],
                      "voter-registration-training"
                    ],
                    next: ["training-complete", "voter-registration-training"]
                  })
            }
          : undefined,
        "the line"
      ),
      same(
        rules.worklist.ageOf(Sample.delegation(1, "Requested", { state: at }), moment()),
        { days: age, expiresOn: day(policy.requestDays - age) },
        "a request"
      ),
      same(rules.worklist.ageOf(Sample.delegation(1, "Active"), moment()), undefined, "what is no request")
    )
  }
})

/** An agent who may not act is found under one cause. @category laws */
export const oneCause = make({
  id: "worklist-one-cause-each",
  sentence:
    "an agent who may not act is found under the first cause of certification, term, licence and bar, and who may act under none",
  rules: ["EMP-02"],
  runs: 400,
  input: fc.record({
    certified: fc.constantFrom(true, true, true, false),
    term: fc.constantFrom(2, 2, 1, 0, -1),
    licence: fc.constantFrom(1, 1, 0, -1),
    locked: fc.constantFrom(false, false, true),
    status: fc.constantFrom(...(["active", "active", "expired"] as const)),
    health: fc.constantFrom(true, true, false)
  }),
  holds: ({ certified, health, licence, locked, status, term }, rules) => {
    const agent = Sample.agent(1, {
      certification: certified
        ? { _tag: "Certified", since: Sample.now, term: { ...Sample.term, until: day(term) } }
        : Sample.certification("Suspended"),
      licence: Sample.licence(1, { expiresOn: day(licence), status, health }),
      locked
    })
    const expected: Cause | undefined = !certified
      ? "certification"
      : term <= 0
        ? "term"
        : licence < 0
          ? "licence"
          : locked || status !== "active" || !health
            ? "barred"
            : undefined
    return same(rules.worklist.causeOf(agent, Sample.today), expected, "the cause")
  }
})

/** What waits about agencies is shown. @category laws */
export const agenciesWait = make({
  id: "worklist-agencies-wait",
  sentence:
    "documents and the agreement of a live agency are shown soonest first when the first of them ends before the day that is asked for; an agency without a certified manager with the days that are left; its cases when it may not work them",
  rules: ["AGY-05", "AGY-11", "AGY-12"],
  runs: 500,
  input: fc.record({
    state: fc.constantFrom(...(["Certified", "Suspended", "Terminated"] as const)),
    insurance: days,
    payee: fc.option(days, { nil: undefined }),
    agreement: days,
    before: days,
    grace: fc.option(days, { nil: undefined }),
    cases: fc.nat(3)
  }),
  holds: ({ agreement, before, cases, grace, insurance, payee, state }, rules) => {
    const documents = [
      Sample.document("e-and-o", { expiresOn: day(insurance) }),
      Sample.document("payee-data", payee === undefined ? {} : { expiresOn: day(payee) })
    ]
    const agency = Sample.agency(1, {
      ...{ certification: Sample.agencyCertification(state), documents },
      agreement: Sample.agreement(1, { expiresOn: day(agreement) }),
      ...(grace === undefined ? {} : { withoutManager: { since: Sample.now, until: day(grace) } })
    })
    const { agencyId } = agency
    const first = Math.min(insurance, payee ?? insurance, agreement)
    const live = state !== "Terminated"
    const ending = [
      ...(insurance < before ? [{ on: insurance, document: documents[0] }] : []),
      ...(payee !== undefined && payee < before ? [{ on: payee, document: documents[1] }] : [])
    ].sort((a, b) => a.on - b.on)
    const { worklist } = rules
    const shown = worklist.documentExpiry(agency, day(before), moment())
    return all(
      same(
        { ...shown, documents: shown?.documents?.map(({ expiresOn }) => expiresOn) },
        live && first < before
          ? {
              ...{ what: "document", agencyId, name: "Agency 1", lastDay: day(first), over: first < 0 },
              documents: ending.map(({ on }) => day(on)),
              ...(agreement < before ? { agreementEnds: day(agreement) } : {})
            }
          : { documents: undefined },
        "what ends"
      ),
      same(
        worklist.forsaken(agency, moment()),
        live && grace !== undefined
          ? {
              ...{ agencyId, name: "Agency 1", since: Sample.now, until: day(grace) },
              ...{ daysLeft: Math.max(0, grace + 1), suspended: state === "Suspended" }
            }
          : undefined,
        "who has no manager"
      ),
      same(
        worklist.idleAgency(agency, cases),
        state === "Certified" || cases === 0
          ? undefined
          : { agencyId, name: "Agency 1", gaps: ["agency-not-certified"], cases },
        "the cases of an agency that may not work them"
      )
    )
  }
})

const rowOf = (over: Partial<Row>): Row =>
  ({
    ...{ delegationId: "delegation-1", caseId: "case-1", caseNumber: "10000001", agentId: "agent-1" },
    ...{ agentName: "Annab Reyesab", ...over }
  }) as unknown as Row

/** What waits about agents is shown. @category laws */
export const agentsWait = make({
  id: "worklist-agents-wait",
  sentence:
    "a place under review is shown with its days and whether the certification holds, reports with the day of the first of them, all or the late ones, the cases of whoever may not act with what is missing, and a policy that names somebody else",
  rules: ["AGT-03", "AGT-21", "EMP-02", "DEL-20"],
  runs: 500,
  input: fc.record({
    ...{ review: fc.boolean(), age, certified: fc.boolean(), agencyId: agencyOrNone },
    reports: fc.subarray(["discipline", "licence-change", "felony"]),
    ...{ lateOnly: fc.boolean(), cases: fc.nat(3), named: fc.constantFrom(undefined, "1000001", "1000009") }
  }),
  holds: ({ age, agencyId, cases, certified, lateOnly, named, reports, review }, rules) => {
    const since = ago(age)
    const written = reports.map((about, n) => [
      about,
      {
        ...{ happenedOn: day(-30), reportedOn: day(-3 * n - 1) },
        ...(about === "felony" ? { late: true } : {})
      }
    ])
    const agent = Sample.agent(1, {
      certification: Sample.certification(certified ? "Certified" : "Suspended"),
      reports: Object.fromEntries(written)
    })
    const { agentId } = agent
    const place = { ...Sample.employment(1), since, ...(review ? { review: true as const } : {}) }
    const kept = written.filter(([about]) => !lateOnly || about === "felony")
    const member = { agent, employment: Sample.employment(1), agency: Sample.agency(0) }
    const name = "Annab Reyesab"
    const { worklist } = rules
    return all(
      same(
        worklist.waitingAssociation(place, agent, moment()),
        review ? { agencyId: Sample.agencyId(), agentId, name, since, days: age, certified } : undefined,
        "a place"
      ),
      same(
        worklist.waitingReports(agent, agencyId, lateOnly),
        kept.length === 0
          ? undefined
          : {
              ...{ agentId, name, reportedOn: day(-3 * (reports.length - 1) - 1) },
              reports: kept.map(([about, report]) => ({ about, ...(report as object) })),
              ...(agencyId === undefined ? {} : { agencyId })
            },
        "reports"
      ),
      same(
        worklist.idle(member, cases, Sample.today),
        certified || cases === 0
          ? undefined
          : { agencyId: Sample.agencyId(), agentId, name, gaps: ["not-certified"], cases },
        "cases of whoever may not act"
      ),
      same(
        worklist.mismatches(
          rowOf(
            named === undefined ? {} : ({ aorNpn: named, aorMatchesDelegate: named === "1000001" } as Partial<Row>)
          ),
          undefined,
          Sample.today
        )[0],
        named === "1000009"
          ? {
              ...{ delegationId: "delegation-1", caseId: "case-1", caseNumber: "10000001", agentId },
              ...{ agentName: name, aorNpn: named }
            }
          : undefined,
        "a policy"
      )
    )
  }
})

/** The laws of this module. @category laws */
export const laws = [agentsRunOut, applicantsAreStuck, oneCause, agenciesWait, agentsWait] as ReadonlyArray<Law>
