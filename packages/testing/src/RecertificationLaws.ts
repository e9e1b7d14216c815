/**
 * Laws of a certification after its first term: what counts for a time and is met again, the next term, amendments, and
 * what ends when nobody does anything.
 *
 * @since 0.1.0
 */
import type { Agent } from "@agencybook/core/Agent"
import * as Dates from "@agencybook/core/CalendarDate"
import type { Certification, Event } from "@agencybook/core/Certification"
import type { Policy } from "@agencybook/core/Policy"
import type { Command } from "@agencybook/core/Recertification"
import * as Requirement from "@agencybook/core/Requirement"
import * as fc from "fast-check"
import { certify, ended, states } from "./internal/CertificationSteps.ts"
import { all, broken, eventsOf, type Law, make, refusedAs, same } from "./Law.ts"
import type { Rules } from "./Rules.ts"
import * as Sample from "./Sample.ts"

type Item = Requirement.Item
type ItemRecord = Requirement.ItemRecord

const agentId = Sample.agentId(1)
const licence = Sample.licence(1)
const dayOf = (n: number) => Dates.plusDays(Sample.today, n)
const under = (policy: Partial<Policy>) =>
  Sample.context({ actor: Sample.exchange, policy: { ...Sample.policy(), ...policy } })
const optional = <A>(one: fc.Arbitrary<A>) => fc.option(one, { freq: 4, nil: undefined })
const inYears = (day: Dates.CalendarDate, years: number) =>
  `${Number(day.slice(0, 4)) + years}${day.slice(4)}` as Dates.CalendarDate

/** Years for which an item counts, written out here. */
const yearsOf = (item: Item, { agreementTermYears, examEveryYear }: Partial<Policy>): number | undefined =>
  item === "agreement-signed"
    ? agreementTermYears
    : item === "voter-registration-training" ||
        (examEveryYear && (item === "training-complete" || item === "exam-passed"))
      ? 1
      : undefined
const knobs = fc.record({
  agreementTermYears: fc.integer({ min: 1, max: 6 }),
  examEveryYear: fc.boolean(),
  upkeepEnds: fc.constantFrom(...(["anniversary", "plan-year"] as const))
})
/** The first day without something that counts for years from a day on. */
const overOn = (day: Dates.CalendarDate, years: number, { upkeepEnds }: Partial<Policy>) =>
  upkeepEnds === "plan-year" ? (`${Number(day.slice(0, 4)) + years}-01-01` as Dates.CalendarDate) : inYears(day, years)

const upkeepWith = (items: { readonly [I in Item]?: ItemRecord }, exam = { attemptsUsed: 1, cycle: 1 }) => ({
  items: { ...Sample.checklist(Requirement.items).items, ...items },
  exam
})
const heldWith = (
  state: "Certified" | "Suspended",
  upkeep: Requirement.Checklist,
  term = Sample.term
): Certification =>
  state === "Certified"
    ? { _tag: state, since: Sample.now, term, upkeep }
    : { _tag: state, since: Sample.now, term, reason: "under-investigation", upkeep }

/** What a certification stands on is known from its first day. @category laws */
export const countsFromTheFirstDay = make({
  id: "upkeep-counts-from-the-first-day",
  sentence:
    "from the day of a certification its agreement counts for the years of the policy, training in voter registration for one, and training and exam for one where they are yearly, by the day or by plan years; a suspension and its end keep that",
  rules: ["AGT-09", "AGT-10"],
  input: fc.record({ policy: knobs, met: fc.constantFrom(...(["Met", "Waived"] as const)) }),
  holds: ({ met, policy }, rules) => {
    const items = Object.fromEntries(Requirement.items.map((item) => [item, { state: met, at: Sample.now }]))
    const checklist = { items, exam: { attemptsUsed: 2, cycle: 1 } } as unknown as Requirement.Checklist
    const eligible: Certification = { _tag: "Eligible", since: Sample.now, checklist }
    const context = under(policy)
    const facts = { certification: eligible, licence, agencyCertified: true }
    const [given] = eventsOf<Event>(rules.certification.decide(certify, facts, context))
    if (given?._tag !== "CertificationMoved") return broken("nobody is certified")
    const expected = Object.fromEntries(
      Requirement.items.map((item) => {
        const years = yearsOf(item, policy)
        return [
          item,
          { state: met, at: Sample.now, ...(years === undefined ? {} : { until: overOn(Sample.today, years, policy) }) }
        ]
      })
    )
    const suspend = { _tag: "SuspendAgent", agentId, reason: "breach" } as const
    const [suspended] = eventsOf<Event>(
      rules.decertification.decide(suspend, { certification: given.to, licence }, context)
    )
    if (suspended?._tag !== "CertificationMoved") return broken("nobody is suspended")
    const reinstate = { _tag: "ReinstateAgent", agentId } as const
    const [back] = eventsOf<Event>(
      rules.decertification.decide(reinstate, { certification: suspended.to, licence }, context)
    )
    const upkeep = { items: expected, exam: { attemptsUsed: 2, cycle: 1 } }
    return all(
      same("upkeep" in given.to && given.to.upkeep, upkeep, "what it stands on"),
      same(
        back?._tag === "CertificationMoved" && "upkeep" in back.to && back.to.upkeep,
        upkeep,
        "what it stands on then"
      )
    )
  }
})

const offsets = fc.constantFrom(-1, 0, 1, 89, 90, 91, 200)

/** What ends can be met again, in its last days. @category laws */
export const renewedInItsLastDays = make({
  id: "upkeep-renewed-in-its-last-days",
  sentence:
    "an item of a certification that holds is met again in the ninety days before its end, once it is over, or under an amendment, and counts on from its end; an amendment alone makes an agreement no longer, and whoever was taken over has met everything",
  rules: ["AGT-09", "AGT-10", "AGT-05"],
  runs: 1_000,
  input: fc.record({
    policy: knobs,
    state: fc.constantFrom(...(["Certified", "Suspended"] as const)),
    item: fc.constantFrom(...Requirement.items),
    now: fc.constantFrom<Requirement.ItemState>("Met", "Met", "Met", "Expired", "NotStarted"),
    until: optional(offsets),
    signBy: fc.option(fc.constant(40), { freq: 1, nil: undefined }),
    outcome: fc.constantFrom<Requirement.ItemOutcome>("Met", "Met", "Met", "Met", "Waived", "Failed", "InProgress"),
    takenOver: fc.integer({ min: 0, max: 7 }).map((n) => n === 0),
    used: fc.nat({ max: 2 })
  }),
  holds: ({ item, now, outcome, policy, signBy, state, takenOver, until, used }, rules) => {
    const record: ItemRecord = {
      state: now,
      at: Dates.plusHours(Sample.now, -1),
      ...(until === undefined ? {} : { until: dayOf(until) }),
      ...(signBy === undefined ? {} : { signBy: dayOf(signBy) })
    }
    const upkeep = upkeepWith({ [item]: record }, { attemptsUsed: used, cycle: 3 })
    const certification = takenOver ? Sample.certification(state) : heldWith(state, upkeep)
    const answer = rules.certification.decide(
      { _tag: "RecordRequirement", agentId, item, outcome },
      { certification, licence, agencyCertified: true },
      under(policy)
    )
    if (item === "exam-passed") return refusedAs(answer, "ExamNeedsScore", "AGT-05")
    const known = takenOver ? { state: "Met" as const } : record
    const [ends, sign] = takenOver ? [undefined, undefined] : [until, signBy]
    const up = known.state !== "Met" || sign !== undefined || (ends !== undefined && ends - 90 <= 0)
    if (outcome !== "Met" || !up) return refusedAs(answer, "ItemNotDue", "AGT-10")
    const after = eventsOf<Event>(answer).reduce(rules.certification.evolve, certification)
    const renewed = "upkeep" in after ? after.upkeep : undefined
    const years = yearsOf(item, policy)
    const kept = ends !== undefined && ends > 90
    const next =
      years === undefined
        ? undefined
        : overOn(ends !== undefined && ends > 0 ? dayOf(ends) : Sample.today, years, policy)
    const last = kept ? dayOf(ends) : next
    const again = item === "training-complete" && used > 0 && !takenOver
    return all(
      same(
        renewed?.items[item],
        { state: "Met", at: Sample.now, ...(last === undefined ? {} : { until: last }) },
        "the item"
      ),
      same(
        renewed?.exam,
        takenOver
          ? { attemptsUsed: 0, cycle: 1 }
          : again
            ? { attemptsUsed: 0, cycle: 4 }
            : { attemptsUsed: used, cycle: 3 },
        "the tries of the exam"
      )
    )
  }
})

/** The exam is sat again after the training. @category laws */
export const examIsTakenAgain = make({
  id: "upkeep-exam-is-taken-again",
  sentence:
    "a yearly exam is sat again in its last days, after the training of the year; until then the old result counts, and the last failure asks for the training anew",
  rules: ["AGT-05", "AGT-10", "AGT-04"],
  runs: 800,
  fixes: ["upkeepEnds"],
  input: fc.record({
    score: fc.constantFrom(0, 79, 80, 100, -1, 101, 80.5),
    exam: fc.constantFrom<"Met" | "Expired">("Met", "Met", "Expired"),
    until: optional(fc.constantFrom(1, 90, 91)),
    training: fc.constantFrom<"fresh" | "due" | "open">("fresh", "fresh", "fresh", "due", "open"),
    used: fc.nat({ max: 2 })
  }),
  holds: ({ exam, score, training, until, used }, rules) => {
    const at = Dates.plusHours(Sample.now, -1)
    // What is over has lost its last day.
    const ends = exam === "Met" && until !== undefined ? dayOf(until) : undefined
    const record: ItemRecord = { state: exam, at, ...(ends === undefined ? {} : { until: ends }) }
    const trained: ItemRecord =
      training === "open"
        ? { state: "NotStarted", at }
        : { state: "Met", at, until: dayOf(training === "fresh" ? 300 : 10) }
    const before = upkeepWith({ "exam-passed": record, "training-complete": trained }, { attemptsUsed: used, cycle: 2 })
    const certification = heldWith("Certified", before)
    const answer = rules.certification.decide(
      { _tag: "RecordExam", agentId, score },
      { certification, licence, agencyCertified: true },
      under({ examEveryYear: true, exam: { passMark: 80, attempts: 3 } })
    )
    if (!Number.isInteger(score) || score < 0 || score > 100) return refusedAs(answer, "BadScore", "AGT-05")
    if (exam === "Met" && !(until !== undefined && until <= 90)) return refusedAs(answer, "ItemNotDue", "AGT-10")
    if (training !== "fresh") return refusedAs(answer, "ItemOutOfOrder", "AGT-04")
    const after = eventsOf<Event>(answer).reduce(rules.certification.evolve, certification)
    const upkeep = "upkeep" in after ? after.upkeep : undefined
    const [event] = eventsOf<Event>(answer)
    const passed = score >= 80
    const restarts = !passed && used === 2
    const from = ends ?? Sample.today
    return all(
      same(event?._tag === "ChecklistRecorded" && event.result, passed ? "passed" : "failed", "the result"),
      same(
        upkeep?.items["exam-passed"],
        passed ? { state: "Met", at: Sample.now, until: inYears(from, 1) } : record,
        "the exam"
      ),
      same(
        upkeep?.items["training-complete"],
        restarts ? { state: "NotStarted", at: Sample.now } : trained,
        "training"
      ),
      same(upkeep?.exam, restarts ? { attemptsUsed: 0, cycle: 3 } : { attemptsUsed: used + 1, cycle: 2 }, "the tries")
    )
  }
})

/** The next term is given when everything is met for it. @category laws */
export const nextTermNeedsEverything = make({
  id: "recertified-with-everything-met",
  sentence:
    "a certification, suspended or not, is renewed from ninety days before its end to the end of its grace, for longer but for no more than the years of an agreement, with an active licence and with every item that counts on the first day of the new term; it keeps its state, its number and its first day",
  rules: ["AGT-07", "AGT-08", "AGT-11", "AGT-17", "AGT-20"],
  runs: 1_500,
  input: fc.record({
    state: fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom("Certified", "Certified", "Suspended" as const) },
      { weight: 1, arbitrary: fc.constantFrom(...states) }
    ),
    grace: fc.constantFrom(undefined, 20, 20, 1, 0, -1),
    years: fc.constantFrom(1, 5),
    ends: fc.constantFrom(-20, -1, 0, 1, 60, 89, 90, 91, 300),
    longer: fc.constantFrom(-1, 0, 1, 10, 365, 365, 365, 2_000),
    licensed: fc.integer({ min: 0, max: 6 }).map((n) => n > 0),
    item: fc.constantFrom<Item>("agreement-signed", "voter-registration-training", "exam-passed"),
    counts: fc.constantFrom<"for good" | "long" | "to the end" | "expired">("for good", "long", "to the end", "expired")
  }),
  holds: ({ counts, ends, grace, item, licensed, longer, state, years }, rules) => {
    const term = { ...Sample.term, until: dayOf(ends) }
    const first = ends < 0 ? 0 : ends
    const record: ItemRecord =
      counts === "expired"
        ? { state: "Expired" }
        : { state: "Met", ...(counts === "for good" ? {} : { until: dayOf(counts === "long" ? first + 1 : first) }) }
    const upkeep = upkeepWith({ [item]: record })
    const plain = Sample.certification(state)
    const certification = "term" in plain ? { ...plain, term, upkeep } : plain
    const until = Dates.plusDays(term.until, longer)
    const command: Command = { _tag: "RecertifyAgent", agentId, until }
    const late = ends <= 0 && grace !== undefined ? { renewUntil: dayOf(grace) } : {}
    const facts = {
      certification,
      licence: { ...licence, ...(licensed ? {} : { status: "inactive" as const }) },
      ...late
    }
    const answer = rules.recertification.decide(command, facts, under({ agreementTermYears: years }))
    if (!("term" in plain)) return refusedAs(answer, "NotAllowedFrom", ended.includes(state) ? "AGT-17" : "AGT-20")
    if (ends > 90) return refusedAs(answer, "RenewalNotOpen", "AGT-08")
    if ("renewUntil" in late && late.renewUntil <= Sample.today) return refusedAs(answer, "RenewalOver", "AGT-08")
    if (longer <= 0 || until <= Sample.today) return refusedAs(answer, "TermNotLonger", "AGT-08")
    if (until > inYears(dayOf(first), years)) return refusedAs(answer, "TermTooLong", "AGT-08")
    if (counts === "expired" || counts === "to the end")
      return all(
        refusedAs(answer, "ChecklistOpen", "AGT-07"),
        same("facts" in answer && answer.facts.open, [item], "the list of open items")
      )
    if (!licensed) return refusedAs(answer, "LicenceNotGood", "AGT-11")
    const agent = { ...Sample.agent(1, { certification }), renewUntil: dayOf(20) }
    const after = eventsOf<Event>(answer).reduce<Agent>((now, event) => rules.evolve("agent", now, event), agent)
    return all(
      same(
        eventsOf<Event>(answer),
        [
          {
            ...{ _tag: "CertificationMoved", agentId, trigger: "recertify", from: state },
            to: { ...certification, term: { ...term, until } }
          }
        ],
        "what happened"
      ),
      same(after.renewUntil, undefined, "the grace of the renewal")
    )
  }
})

/** An amendment has its day. @category laws */
export const amendmentsHaveTheirDay = make({
  id: "amendment-has-its-day",
  sentence:
    "an amendment is asked of whoever holds a certification, by a day that has not come; signed by then the agreement lasts as before, and otherwise the certification ends when that day is over",
  rules: ["AGT-09"],
  runs: 600,
  input: fc.record({
    state: fc.oneof(fc.constantFrom("Certified" as const, "Suspended" as const), fc.constantFrom(...states)),
    signBy: fc.constantFrom(-1, 0, 1, 30),
    signed: fc.boolean()
  }),
  holds: ({ signBy, signed, state }, rules) => {
    const plain = Sample.certification(state)
    const ends = dayOf(1_000)
    const upkeep = upkeepWith({ "agreement-signed": { state: "Met", until: ends } })
    const certification = "term" in plain ? { ...plain, term: { ...Sample.term, until: dayOf(400) }, upkeep } : plain
    const command: Command = { _tag: "RequireAmendment", agentId, signBy: dayOf(signBy) }
    const answer = rules.recertification.decide(command, { certification, licence }, under({}))
    if (!("term" in plain)) return refusedAs(answer, "NotAllowedFrom", "AGT-09")
    if (signBy <= 0) return refusedAs(answer, "AmendmentPast", "AGT-09")
    let agent = eventsOf<Event>(answer).reduce<Agent>(
      (now, event) => rules.evolve("agent", now, event),
      Sample.agent(1, { certification, licence })
    )
    if (signed) {
      const sign = { _tag: "RecordRequirement", agentId, item: "agreement-signed", outcome: "Met" } as const
      const facts = { certification: agent.certification, licence, agencyCertified: true }
      const recorded = rules.certification.decide(sign, facts, under({}))
      agent = eventsOf<Event>(recorded).reduce<Agent>((now, event) => rules.evolve("agent", now, event), agent)
    }
    const run = (day: number) => {
      const at = Dates.plusHours(Sample.now, 24 * day)
      const facts = { agent, open: [], consents: [] }
      const daily = { _tag: "RunCertificationDaily", agentId, day: dayOf(day) } as const
      return eventsOf(rules.certificationDaily.decide(daily, facts, { ...under({}), at })).flatMap((event) =>
        event._tag === "CertificationMoved" && "reason" in event.to ? [`${event.to._tag} ${event.to.reason}`] : []
      )
    }
    const item = "upkeep" in agent.certification ? agent.certification.upkeep?.items["agreement-signed"] : undefined
    return all(
      same([item?.until, item?.signBy], [ends, signed ? undefined : dayOf(signBy)], "the agreement"),
      same(run(signBy), [], "the day"),
      same(run(signBy + 1), signed ? [] : ["TerminatedVested agreement-not-signed"], "the day after")
    )
  }
})

const ofDay = (rules: Rules, agent: Agent, day: number, policy: Partial<Policy>, at = Sample.now) =>
  rules.certificationDaily.decide(
    { _tag: "RunCertificationDaily", agentId, day: dayOf(day) },
    { agent, open: [], consents: [] },
    { ...under(policy), actor: Sample.system, at }
  )
const told = (answer: ReturnType<typeof ofDay>): ReadonlyArray<string> =>
  eventsOf(answer).flatMap((event) => {
    switch (event._tag) {
      case "CertificationMoved":
        return [`${event.to._tag} ${"reason" in event.to ? event.to.reason : ""}`]
      case "TermEnded":
        return [`TermEnded ${event.until}`]
      case "ChecklistRecorded":
        return [`${event.item} ${event.checklist.items[event.item].state}`]
      default:
        return []
    }
  })

/** What nobody renews ends. @category laws */
export const unrenewedEnds = make({
  id: "unrenewed-ends",
  sentence:
    "by the daily run a term that is over can be renewed for the grace of the policy and ends the certification then, an agreement that is over ends it at once, and a yearly item that is over counts no longer; a second run finds nothing",
  rules: ["AGT-08", "AGT-09", "AGT-10"],
  runs: 1_000,
  input: fc.record({
    state: fc.constantFrom(...(["Certified", "Certified", "Suspended"] as const)),
    ends: fc.constantFrom(-2, -1, 0, 1, 400),
    renew: optional(fc.constantFrom(-1, 0, 1)),
    agreement: optional(fc.constantFrom(-1, 0, 1, 300)),
    yearly: optional(fc.constantFrom(-1, 0, 1)),
    day: fc.constantFrom(-1, 0, 0),
    grace: fc.constantFrom(0, 1, 30)
  }),
  holds: ({ agreement, day, ends, grace, renew, state, yearly }, rules) => {
    const met = (until: number | undefined): ItemRecord => ({
      state: "Met",
      ...(until === undefined ? {} : { until: dayOf(until) })
    })
    const upkeep = upkeepWith({ "agreement-signed": met(agreement), "voter-registration-training": met(yearly) })
    const certification = heldWith(state, upkeep, { ...Sample.term, until: dayOf(ends) })
    const late = ends <= 0 ? renew : undefined
    const agent: Agent = {
      ...Sample.agent(1, { certification, licence }),
      ...(late === undefined ? {} : { renewUntil: dayOf(late) })
    }
    const policy = { recertificationGraceDays: grace }
    const answer = ofDay(rules, agent, day, policy)
    const expected = (): ReadonlyArray<string> => {
      if (agreement !== undefined && agreement <= day) return ["TerminatedVested agreement-not-signed"]
      const last = late ?? grace
      if (ends <= day && last <= day) return ["TerminatedVested recertification-lapsed"]
      return [
        ...(ends <= day && late === undefined ? [`TermEnded ${dayOf(grace)}`] : []),
        ...(yearly !== undefined && yearly <= day ? ["voter-registration-training Expired"] : [])
      ]
    }
    const after = eventsOf(answer).reduce<Agent>((now, event) => {
      return "agentId" in event && !("account" in event) ? rules.evolve("agent", now, event) : now
    }, agent)
    return all(
      same(told(answer), expected(), "what happened"),
      same(eventsOf(ofDay(rules, after, day, policy)), [], "a second run")
    )
  }
})

/** The laws of this module. @category laws */
export const laws: ReadonlyArray<Law> = [
  countsFromTheFirstDay,
  renewedInItsLastDays,
  examIsTakenAgain,
  nextTermNeedsEverything,
  amendmentsHaveTheirDay,
  unrenewedEnds
]
