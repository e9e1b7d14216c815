/**
 * Laws of the days of an agent: of what somebody is reminded when, and that the day which a store keeps is the first on
 * which there is something to do.
 *
 * @since 0.1.0
 */
import type { Agent, Event as AgentEvent } from "@agencybook/core/Agent"
import type { About } from "@agencybook/core/AgentDiary"
import * as Dates from "@agencybook/core/CalendarDate"
import type { Certification } from "@agencybook/core/Certification"
import { make as factsOf } from "@agencybook/core/Facts"
import { type Event, keyOf } from "@agencybook/core/Record"
import * as Requirement from "@agencybook/core/Requirement"
import * as fc from "fast-check"
import { met, states } from "./internal/CertificationSteps.ts"
import { all, eventsOf, type Law, make, same } from "./Law.ts"
import { dayOf as exchangeDay } from "./ReferenceDates.ts"
import type { Rules } from "./Rules.ts"
import * as Sample from "./Sample.ts"

const agentId = Sample.agentId(1)
const dayOf = (n: number) => Dates.plusDays(Sample.today, n)
const optional = <A>(one: fc.Arbitrary<A>) => fc.option(one, { freq: 3, nil: undefined })
const far = fc.integer({ min: -10, max: 130 })

/** An agent with dates of every sort, some of which have passed. */
const agents: fc.Arbitrary<Agent> = fc
  .record({
    state: fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom("Certified" as const, "Suspended" as const, "Pending" as const) },
      { weight: 1, arbitrary: fc.constantFrom(...states) }
    ),
    since: fc.integer({ min: -30, max: 0 }),
    term: far,
    licence: far,
    status: fc.constantFrom("active", "active", "active", "inactive" as const),
    agreement: optional(far),
    yearly: optional(far),
    suspended: optional(far),
    window: optional(far),
    licenceUntil: optional(far),
    renewUntil: optional(far),
    told: fc.record({
      pending: optional(fc.integer({ min: -30, max: 0 })),
      renewal: optional(fc.integer({ min: -90, max: 0 })),
      licence: optional(fc.integer({ min: -60, max: 0 })),
      agreement: optional(fc.integer({ min: -60, max: 0 })),
      yearly: optional(fc.integer({ min: -60, max: 0 }))
    })
  })
  .map((of): Agent => {
    const plain = Sample.certification(of.state, Dates.plusHours(Sample.now, 24 * of.since))
    const until = (n: number | undefined) => (n === undefined ? {} : { until: dayOf(n) })
    const upkeep = {
      ...Sample.checklist(Requirement.items),
      items: {
        ...Sample.checklist(Requirement.items).items,
        "agreement-signed": { state: "Met" as const, ...until(of.agreement) },
        "voter-registration-training": { state: "Met" as const, ...until(of.yearly) }
      }
    }
    const certification: Certification =
      plain._tag === "Certified"
        ? { ...plain, term: { ...Sample.term, until: dayOf(of.term) }, upkeep }
        : plain._tag === "Suspended"
          ? { ...plain, term: { ...Sample.term, until: dayOf(of.term) }, upkeep, ...until(of.suspended) }
          : plain
    const licence = Sample.licence(1, { expiresOn: dayOf(of.licence), status: of.status })
    // The grace of a licence runs while it is not active, and that of a renewal once the term is over.
    const inactive = of.status !== "active" || of.licence < 0
    const reminded = Object.fromEntries(
      Object.entries(of.told).flatMap(([about, n]) => (n === undefined ? [] : [[about, dayOf(n)]]))
    )
    return {
      ...Sample.profile(1),
      ...{ agentId, certification, licence, locked: false, reminded },
      ...(of.window === undefined || "term" in certification ? {} : { dispositionUntil: dayOf(of.window) }),
      ...(of.state === "Suspended" && inactive && of.licenceUntil !== undefined
        ? { licenceUntil: dayOf(of.licenceUntil) }
        : {}),
      ...("term" in certification && of.term <= 0 && of.renewUntil !== undefined
        ? { renewUntil: dayOf(of.renewUntil) }
        : {})
    }
  })

const run = (rules: Rules, agent: Agent, day: number) =>
  rules.certificationDaily.decide(
    { _tag: "RunCertificationDaily", agentId, day: dayOf(day) },
    { agent, open: [], consents: [] },
    Sample.context({ actor: Sample.system, at: Dates.plusHours(Sample.now, 24 * day) })
  )

/** The day that a store keeps is right. @category laws */
export const dueWhenSomethingIsThere = make({
  id: "diary-due-when-something-is-there",
  sentence:
    "the daily run finds something to do about an agent exactly from the day on that is kept for finding the agent, and whatever it does, that day is later then",
  rules: ["DEL-25", "AGT-08", "AGT-12", "AGT-15", "AGT-18"],
  runs: 1_500,
  input: fc.record({ agent: agents, day: fc.integer({ min: 0, max: 125 }) }),
  holds: ({ agent, day }, rules) => {
    const kept: Agent = rules.evolve("agent", agent, { _tag: "AgentLocked", agentId, locked: false })
    const due = keyOf("agent", "due", kept)
    const events = eventsOf(run(rules, kept, day))
    const after = events.reduce<Agent>(
      (now, event) => ("agentId" in event && !("account" in event) ? rules.evolve("agent", now, event) : now),
      kept
    )
    const next = keyOf("agent", "due", after)
    return all(
      same(
        events.length > 0,
        due !== undefined && due <= dayOf(day),
        `whether \`${due}\` brings something on ${dayOf(day)}`
      ),
      same(next === undefined || next > dayOf(day), true, `whether \`${next}\` is later than ${dayOf(day)}`)
    )
  }
})

/** Reminders come on their days, one of each sort. @category laws */
export const remindersOnTheirDays = make({
  id: "diary-reminders-on-their-days",
  sentence:
    "of the end of a term somebody is reminded 90, 60, 30 and 7 days before, of a licence, an agreement and a yearly training 60, 30 and 7 before the last day on which it is good; of an application every week while something is open; however many days were missed, once",
  rules: ["AGT-18"],
  runs: 1_500,
  input: fc.record({
    about: fc.constantFrom<About>("pending", "renewal", "licence", "agreement", "yearly"),
    left: fc.integer({ min: -1, max: 95 }),
    since: fc.integer({ min: 0, max: 20 }),
    told: optional(fc.integer({ min: 0, max: 40 }))
  }),
  holds: ({ about, left, since, told }, rules) => {
    const term = { ...Sample.term, until: about === "renewal" ? dayOf(left) : dayOf(500) }
    const base = Sample.checklist(Requirement.items)
    const at = (mine: About) => (about === mine ? { until: dayOf(left) } : {})
    const upkeep = {
      ...base,
      items: {
        ...base.items,
        "agreement-signed": { state: "Met" as const, ...at("agreement") },
        "exam-passed": { state: "Met" as const, ...at("yearly") }
      }
    }
    const begun = Dates.plusHours(Sample.now, -24 * since)
    const agent: Agent = {
      ...Sample.agent(1, {
        certification:
          about === "pending"
            ? Sample.certification("Pending", begun)
            : { _tag: "Certified", since: begun, term, upkeep },
        licence: Sample.licence(1, { expiresOn: about === "licence" ? dayOf(left - 1) : dayOf(500) })
      }),
      ...(told === undefined ? {} : { reminded: { [about]: dayOf(-told) } })
    }
    const reminded = eventsOf(run(rules, agent, 0)).flatMap((event) =>
      event._tag === "AgentReminded" ? [`${event.about} ${event.on}`] : []
    )
    const last = told === undefined ? Number.POSITIVE_INFINITY : told
    const days = about === "renewal" ? [90, 60, 30, 7] : [60, 30, 7]
    // What is no term is counted to its last day, which is one before its end.
    const counted = about === "renewal" ? left : left - 1
    // A day of a reminder that has come, and after the last reminder.
    const due =
      about === "pending"
        ? Math.min(since, last) >= 7
        : left > 0 && days.some((before) => counted <= before && before - counted < last)
    return same(reminded, due ? [`${about} ${Sample.today}`] : [], "the reminders")
  }
})

/** A reminder names exactly what is open. @category laws */
export const remindersNameWhatIsOpen = make({
  id: "reminders-name-what-is-open",
  sentence:
    "a reminder of an application names exactly its open items to agent and manager, and the days of the regulator's answer while that is open; one of a renewal names what does not count in the new term, and the others what ends and when",
  rules: ["AGT-18", "AGT-04", "AGT-08"],
  runs: 600,
  fixes: ["licenceCheckBusinessDays"],
  input: fc.record({
    about: fc.constantFrom<About | "late">("pending", "pending", "renewal", "late", "licence", "agreement", "yearly"),
    met,
    expired: fc.subarray<Requirement.Item>(["agreement-signed", "voter-registration-training", "exam-passed"])
  }),
  holds: ({ about, expired, met: done, ...of }, rules) => {
    const items = Sample.checklist(Requirement.items).items
    const until = dayOf(20)
    const ends = Object.fromEntries(expired.map((item) => [item, { state: "Met" as const, until }]))
    const upkeep = { ...Sample.checklist(Requirement.items), items: { ...items, ...ends } }
    const term = { ...Sample.term, until }
    const certification: Certification =
      about === "pending"
        ? { _tag: "Pending", since: Sample.now, checklist: Sample.checklist(done) }
        : { _tag: "Certified", since: Sample.now, term, upkeep }
    const agent = Sample.agent(1, { certification, licence: Sample.licence(1, { expiresOn: dayOf(9) }) })
    const place = Sample.employment(1)
    const facts = factsOf({
      agent: new Map([
        [Sample.agentId(0) as string, Sample.agent(0)],
        [agentId as string, agent]
      ]),
      agency: new Map([[Sample.agencyId() as string, Sample.agency()]]),
      employment: new Map([Sample.employment(0), place].map((one) => [one.employmentId as string, one]))
    })
    const event: AgentEvent =
      about === "late"
        ? { _tag: "TermEnded", agentId, until: dayOf(50) }
        : { _tag: "AgentReminded", agentId, about, on: Sample.today }
    const notices = rules.notice.fromEvents([event], facts, Sample.context())
    const lines = notices.map(({ params, template, to }) => [
      ...[to.role, template, params.items, params.until, params.renewUntil, params.what, params.ends],
      ...[params.answerFrom, params.answerThrough]
    ])
    const none = undefined
    const open = Requirement.items.filter((item) => !done.includes(item))
    const asked = open.includes("licence-validated")
    const next = Requirement.items.filter((item) => expired.includes(item)).join(" ")
    const both = (...row: ReadonlyArray<string | undefined>) => [
      ["agent", ...row],
      ["manager", ...row]
    ]
    const yearly = expired.filter((item) => item !== "agreement-signed")
    const what = about as string
    const expected = {
      // Tuesday 3 March and three, or five, days from Monday to Friday.
      pending: both(
        ...["NTC-05", open.join(" "), none, none, none, none],
        ...(asked ? ["2026-03-06", "2026-03-10"] : [none, none])
      ),
      renewal: both("NTC-08", next, until, none, none, none, none, none),
      late: both("NTC-08", next, until, dayOf(50), none, none, none, none),
      licence: both("NTC-26", none, none, none, what, dayOf(10), none, none),
      agreement: expired.includes("agreement-signed") ? both("NTC-26", none, none, none, what, until, none, none) : [],
      yearly: yearly.length > 0 ? both("NTC-26", none, none, none, what, until, none, none) : []
    }[about]
    return same(lines, expected, `who is told what${Object.keys(of).length > 0 ? " of it" : ""}`)
  }
})

/** Results are told to the agent. @category laws */
export const resultsAreTold = make({
  id: "results-are-told",
  sentence:
    "the agent alone is told that the licence of an application is confirmed, how an exam ended, whether that corrects what was told before, and how many tries are left, that there is something to pay or to sign, and an amendment with its day; agent and manager that a certification is renewed",
  rules: ["AGT-04", "AGT-05", "AGT-06", "AGT-09"],
  runs: 400,
  input: fc.record({
    item: fc.constantFrom(...Requirement.items),
    state: fc.constantFrom<Requirement.ItemState>("Met", "InProgress", "Failed", "NotStarted"),
    result: fc.constantFrom<"passed" | "failed">("passed", "failed"),
    corrects: fc.constantFrom<"passed" | "failed" | undefined>(undefined, undefined, "passed", "failed"),
    taken: fc.boolean(),
    used: fc.nat({ max: 2 }),
    amended: fc.boolean(),
    held: fc.boolean()
  }),
  holds: ({ amended, corrects, held, item, result, state, taken, used }, rules) => {
    const place = Sample.employment(1)
    const facts = factsOf({
      agent: new Map(
        [0, 1].map((n) => [
          Sample.agentId(n) as string,
          Sample.agent(n, { certification: Sample.certification(held ? "Certified" : "Pending") })
        ])
      ),
      agency: new Map([[Sample.agencyId() as string, Sample.agency()]]),
      employment: new Map([Sample.employment(0), place].map((one) => [one.employmentId as string, one]))
    })
    const signBy = item === "agreement-signed" && amended ? { signBy: dayOf(40) } : {}
    const checklist = {
      items: { ...Sample.checklist().items, [item]: { state, ...signBy } },
      exam: { attemptsUsed: used, cycle: 1 }
    }
    // Only what is corrected can be an exam that was never taken.
    const untaken = corrects !== undefined && !taken
    const exam =
      item === "exam-passed" ? { ...(untaken ? {} : { result }), ...(corrects === undefined ? {} : { corrects }) } : {}
    const recorded = { _tag: "ChecklistRecorded", agentId, item, checklist, ...exam } as const
    const certification: Certification = { _tag: "Certified", since: Sample.now, term: Sample.term }
    const moved: Event = {
      ...{ _tag: "CertificationMoved", agentId, trigger: "recertify", from: "Certified", to: certification }
    }
    const lines = rules.notice
      .fromEvents([recorded, moved], facts, Sample.context())
      .map(({ params, template, to }) => [
        ...[to.role, template, params.result, params.triesLeft, params.restarts, params.signBy, params.renewed],
        params.corrects
      ])
    const none = undefined
    const ended = untaken ? "none" : result
    const failed = [Sample.policy().exam.attempts - used, used === 0 ? "yes" : "no"]
    const own: ReadonlyArray<ReadonlyArray<unknown>> =
      // Whose licence is checked again has had the training.
      item === "licence-validated" && state === "Met" && !held
        ? [["agent", "NTC-02", none, none, none, none, none, none]]
        : item === "exam-passed"
          ? [["agent", "NTC-03", ended, ...(ended === "failed" ? failed : [none, none]), none, none, corrects]]
          : item === "fee-paid" && state === "InProgress"
            ? [["agent", "NTC-04", none, none, none, none, none, none]]
            : item === "agreement-signed" && amended
              ? [["agent", "NTC-04", none, none, none, dayOf(40), none, none]]
              : []
    const renewed = ["agent", "manager"].map((role) => [role, "NTC-06", none, none, none, none, "yes", none])
    return same(lines, [...own, ...renewed], "who is told what")
  }
})

/** The weeks of an application are those of the exchange. @category laws */
export const weeksOfTheExchange = make({
  id: "diary-weeks-of-the-exchange",
  sentence:
    "an applicant is reminded of what is open from seven days after the exchange's day of the application on, whatever day it was elsewhere, and a store finds the applicant from that day on",
  rules: ["AGT-18"],
  input: fc.record({
    timeZone: fc.constantFrom("America/Los_Angeles", "Pacific/Kiritimati", "UTC"),
    hour: fc.integer({ min: 0, max: 23 }),
    passed: fc.oneof(fc.constantFrom(6, 7), fc.integer({ min: 0, max: 12 })),
    again: fc.boolean()
  }),
  holds: ({ again, hour, passed, timeZone }, rules) => {
    const policy = { ...Sample.policy(), timeZone }
    const at = Dates.instant(`2026-03-03T${String(hour).padStart(2, "0")}:30:00.000Z`)
    const begun = exchangeDay(at, timeZone)
    const before = Sample.agent(1, { certification: Sample.certification(again ? "Withdrawn" : "Incomplete") })
    const { certification, licence } = before
    const applied = rules.certification.decide(
      { _tag: again ? "ReapplyAgent" : "SubmitAgent", agentId },
      { certification, licence, agencyCertified: true },
      Sample.context({ at, policy })
    )
    const agent = eventsOf(applied).reduce<Agent>((now, event) => rules.evolve("agent", now, event), before)
    const day = Dates.plusDays(Dates.make(begun), passed)
    const reminded = eventsOf(
      rules.certificationDaily.decide(
        { _tag: "RunCertificationDaily", agentId, day },
        { agent, open: [], consents: [] },
        Sample.context({ actor: Sample.system, policy, at: Dates.startOf(Dates.plusDays(day, 1), timeZone) })
      )
    )
    return all(
      same(
        reminded.map(({ _tag }) => _tag),
        passed >= 7 ? ["AgentReminded"] : [],
        "what the run of the day does"
      ),
      same(keyOf("agent", "due", agent), Dates.plusDays(Dates.make(begun), 7), "the day that a store keeps")
    )
  }
})

/** The laws of this module. @category laws */
export const laws: ReadonlyArray<Law> = [
  dueWhenSomethingIsThere,
  remindersOnTheirDays,
  remindersNameWhatIsOpen,
  resultsAreTold,
  weeksOfTheExchange
]
