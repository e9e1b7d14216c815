/**
 * Laws of an agent's certification: dates, licence, and every step from every state.
 *
 * Each expectation is written out here and shares no code with the machine that it judges.
 *
 * @since 0.1.0
 */
import type { Agent } from "@agencybook/core/Agent"
import * as Dates from "@agencybook/core/CalendarDate"
import type { Certification, State as CertificationState, Event } from "@agencybook/core/Certification"
import type { Licence } from "@agencybook/core/Licence"
import * as Requirement from "@agencybook/core/Requirement"
import type { StatusReason } from "@agencybook/core/StatusReason"
import * as fc from "fast-check"
import {
  agentId,
  certify,
  decide,
  ended,
  facts,
  met,
  states,
  stepCommand,
  steps
} from "./internal/CertificationSteps.ts"
import { acceptedAs, all, eventsOf, holdsIf, idle, type Law, make, refusedAs, same } from "./Law.ts"
import type { Rules } from "./Rules.ts"
import * as Sample from "./Sample.ts"

/** Every step from every state answers as the table says. @category laws */
export const everyStepIsTold = make({
  id: "certification-every-step-is-told",
  sentence: "every step of a certification leads where the table says or is refused, and carries its reason",
  rules: ["AGT-20", "AGT-17", "AGT-02"],
  runs: 1_000,
  input: fc.record({ name: fc.constantFrom(...Object.keys(steps)), state: fc.constantFrom(...states) }),
  holds: ({ name, state }, rules) => {
    // One command takes back what was submitted, and what was not.
    const withdrawing = name === "WithdrawAgent" || name === "DiscardDraft"
    const told = withdrawing ? (state === "Incomplete" ? "DiscardDraft" : "WithdrawAgent") : name
    const { from, to } = steps[told] as (typeof steps)[string]
    const before = Sample.certification(state, Dates.plusHours(Sample.now, -1))
    const answer = decide(rules, stepCommand(name), facts(before))
    if (name === "CertifyAgent" && state === "Pending") return refusedAs(answer, "ChecklistOpen", "AGT-07")
    if (!from.includes(state)) return refusedAs(answer, "NotAllowedFrom", ended.includes(state) ? "AGT-17" : "AGT-20")
    const [event] = eventsOf(answer)
    if (event?._tag !== "CertificationMoved") return holdsIf(false, `\`${name}\` from \`${state}\` gives no step`)
    const reason = "reason" in event.to ? event.to.reason : undefined
    const given =
      to === "TerminatedForCause" ? "breach" : to === "TerminatedVested" ? "voluntary" : "under-investigation"
    const withReason = ["Suspended", "Denied", "TerminatedVested", "TerminatedForCause"].includes(to)
    return all(
      same([event.from, event.to._tag, event.to.since], [state, to, Sample.now], "the step"),
      same(reason, withReason ? given : undefined, "the reason"),
      same(
        "term" in event.to && event.to.term,
        to === "Certified" || to === "Suspended" ? Sample.term : false,
        "the term"
      ),
      same(rules.certification.evolve(before, event), event.to, "the state after")
    )
  }
})

/** An application is refused for what is wrong with it. @category laws */
export const refusedForItsReasons = make({
  id: "certification-refused-for-its-reasons",
  sentence:
    "an application is denied for what is wrong with it; whoever goes by the own wish withdraws, and a death and a lapsed renewal are recorded as such",
  rules: ["AGT-20"],
  runs: 200,
  input: fc.record({
    state: fc.constantFrom("Pending", "Eligible" as const),
    reason: fc.constantFrom<StatusReason>(
      ...(["application-incomplete", "licence-inactive", "under-investigation", "voluntary", "retired"] as const),
      ...(["recertification-lapsed", "agreement-not-signed", "left-state", "breach", "death-recorded"] as const)
    )
  }),
  holds: ({ reason, state }, rules) => {
    const from = Sample.certification(state, Dates.plusHours(Sample.now, -1))
    const answer = decide(rules, { _tag: "DenyAgent", agentId: Sample.agentId(1), reason }, facts(from))
    const others: ReadonlyArray<StatusReason> = ["voluntary", "retired", "recertification-lapsed", "death-recorded"]
    if (others.includes(reason)) return refusedAs(answer, "ReasonNotForStep", "AGT-20")
    const [event] = eventsOf(answer)
    return same(
      event?._tag === "CertificationMoved" && event.to,
      { _tag: "Denied", since: Sample.now, reason },
      "the refusal of the application"
    )
  }
})

/** A new application starts with nothing met. @category laws */
export const newApplicationStartsEmpty = make({
  id: "certification-starts-empty",
  sentence: "a submitted or renewed application starts with every item open, the first cycle and no try used",
  rules: ["AGT-02", "AGT-17"],
  input: fc.constantFrom(...(["Incomplete", "Denied", "Withdrawn", "TerminatedVested"] as const)),
  holds: (state, rules) => {
    const command = stepCommand(state === "Incomplete" ? "SubmitAgent" : "ReapplyAgent")
    const [event] = eventsOf(decide(rules, command, facts(Sample.certification(state)), Sample.asAgent(0)))
    const to: Certification = { _tag: "Pending", since: Sample.now, checklist: Sample.checklist() }
    return same(event, {
      _tag: "CertificationMoved",
      agentId,
      trigger: state === "Incomplete" ? "submit" : "reapply",
      from: state,
      to
    })
  }
})

/** After a breach only the exchange reopens. @category laws */
export const breachIsReopenedByExchange = make({
  id: "certification-breach-reopened-by-exchange",
  sentence:
    "a certification that ended for cause is reopened by the exchange and by nobody else, and from the day on which a bar is over where one was set",
  rules: ["AGT-17"],
  runs: 300,
  input: fc.record({
    actor: fc.constantFrom(
      Sample.exchange,
      Sample.exchange,
      Sample.asAgent(0),
      Sample.asAgent(1),
      Sample.serviceCenter
    ),
    // Days from now on which a bar ends.
    bar: fc.option(fc.integer({ min: -2, max: 2 }), { nil: undefined })
  }),
  holds: ({ actor, bar }, rules) => {
    const ended = {
      ...Sample.certification("TerminatedForCause"),
      ...(bar === undefined ? {} : { barredUntil: Dates.plusDays(Sample.today, bar) })
    } as Certification
    const answer = decide(rules, stepCommand("ReapplyAgent"), facts(ended), actor)
    if (actor._tag !== "Exchange") return refusedAs(answer, "ReapplicationByExchange", "AGT-17")
    return bar !== undefined && bar > 0
      ? refusedAs(answer, "ApplicationBarred", "AGT-17")
      : same(eventsOf(answer).length, 1, "the number of events")
  }
})

/** Certification needs every item and a certified agency. @category laws */
export const everyItemIsMet = make({
  id: "certification-needs-every-item",
  sentence: "an agent is certified with every item met in a certified agency, and otherwise told exactly what is open",
  rules: ["AGT-07"],
  input: fc.record({ met: fc.oneof(met, fc.constant([...Requirement.items])), agencyCertified: fc.boolean() }),
  holds: ({ agencyCertified, met }, rules) => {
    const open = Requirement.items.filter((item) => !met.includes(item))
    const pending: Certification = { _tag: "Pending", since: Sample.now, checklist: Sample.checklist(met) }
    const answer = decide(rules, certify, facts(pending, { agencyCertified }))
    if (open.length > 0)
      return all(
        refusedAs(answer, "ChecklistOpen", "AGT-07"),
        same("facts" in answer && answer.facts.open, open, "the list of open items")
      )
    if (!agencyCertified) return refusedAs(answer, "AgencyNotCertified", "AGT-07")
    const to = { _tag: "Certified", since: Sample.now, term: Sample.term }
    // What it stands on has a law of its own.
    const plain = eventsOf(answer).map((event) => {
      if (event._tag !== "CertificationMoved" || event.to._tag !== "Certified") return event
      const { upkeep: _, ...certified } = event.to
      return { ...event, to: certified }
    })
    return same(
      plain,
      [{ _tag: "CertificationMoved", agentId, trigger: "certify", from: "Pending", to }],
      "what happened"
    )
  }
})

/** The last item makes an applicant eligible, a reopened one pending again. @category laws */
export const eligibleExactlyWhenComplete = make({
  id: "eligible-exactly-when-complete",
  sentence:
    "an applicant is eligible exactly while every item is met; requirements are recorded for applicants and, once they are due again, for the certified, and kept",
  rules: ["AGT-07"],
  input: fc.record({
    state: fc.constantFrom(...states, "Pending" as const, "Pending" as const),
    met: fc.oneof(met, fc.constant([...Requirement.items])),
    outcome: fc.constantFrom(...(["Met", "Failed"] as const))
  }),
  holds: ({ met, outcome, state }, rules) => {
    const item = "voter-registration-training"
    const before = Sample.checklist(state === "Eligible" ? Requirement.items : met.filter((one) => one !== item))
    const certification: Certification =
      state === "Pending" || state === "Eligible"
        ? { _tag: state, since: Sample.now, checklist: before }
        : Sample.certification(state)
    const answer = decide(rules, { _tag: "RecordRequirement", agentId, item, outcome }, facts(certification))
    if (state === "Certified" || state === "Suspended") return refusedAs(answer, "ItemNotDue", "AGT-10")
    if (state !== "Pending" && state !== "Eligible") return refusedAs(answer, "NotAllowedFrom", "AGT-07")
    const after = eventsOf(answer).reduce(rules.certification.evolve, certification)
    const items = { ...before.items, [item]: { state: outcome, at: Sample.now } }
    const complete = Object.values(items).every((one) => one.state === "Met")
    return all(
      same(after._tag, complete ? "Eligible" : "Pending", "the state after"),
      same("checklist" in after && after.checklist.items, items, "the checklist after")
    )
  }
})

/** A certification holds inside its dates only. @category laws */
export const onlyInsideItsDates = make({
  id: "certified-only-inside-its-dates",
  sentence:
    "a certification is given for dates that contain today, and gives authority from its first day up to its last",
  rules: ["AGT-08"],
  input: fc.record({ from: fc.integer({ min: -2, max: 2 }), length: fc.integer({ min: -1, max: 3 }) }),
  holds: ({ from, length }, rules) => {
    const day = (n: number) => Dates.plusDays(Sample.today, n)
    const term = { ...Sample.term, from: day(from), until: day(from + length) }
    const inside = from <= 0 && 0 < from + length
    const answer = decide(rules, { ...certify, term }, facts(Sample.certification("Eligible")))
    const certification: Certification = { _tag: "Certified", since: Sample.now, term }
    const member = Sample.member(1, { certification })
    return all(
      inside ? same(eventsOf(answer).length, 1, "the number of events") : refusedAs(answer, "TermNotCurrent", "AGT-08"),
      same(rules.certification.isCertifiedOn(certification, Sample.today), inside, "certified today"),
      same(rules.standing.isGood(member, Sample.today), inside, "authority today"),
      same(rules.standing.gaps(member, Sample.today), inside ? [] : ["not-certified"], "the gaps")
    )
  }
})

const licence: fc.Arbitrary<Licence> = fc.record({
  number: fc.constant(Sample.profile(1).licence.number),
  expiresOn: fc.integer({ min: -1, max: 1 }).map((n) => Dates.plusDays(Sample.today, n)),
  status: fc.oneof(
    fc.constant("active" as const),
    fc.constantFrom(...(["inactive", "expired", "suspended", "revoked"] as const))
  ),
  health: fc.boolean()
})

/** Certification and reinstatement need a good licence. @category laws */
export const licenceIsGood = make({
  id: "licence-is-good",
  sentence: "nobody is certified or reinstated without a licence that is active today and covers health",
  rules: ["AGT-11"],
  input: fc.record({ licence, reinstate: fc.boolean() }),
  holds: ({ licence, reinstate }, rules) => {
    const good = licence.status === "active" && licence.health && licence.expiresOn >= Sample.today
    const answer = reinstate
      ? decide(rules, stepCommand("ReinstateAgent"), facts(Sample.certification("Suspended"), { licence }))
      : decide(rules, certify, facts(Sample.certification("Eligible"), { licence }))
    return good
      ? same(eventsOf(answer).length, 1, "the number of events")
      : refusedAs(answer, "LicenceNotGood", "AGT-11")
  }
})

/** A delivery of one agent who is in a state. */
const delivered = (rules: Rules, state: CertificationState, dated: boolean) => {
  const incoming = {
    agentId,
    agencyId: Sample.agencyId(),
    profile: Sample.profile(1),
    manager: false,
    certification: { state, ...(dated ? { term: Sample.term } : {}) },
    employment: "Active" as const
  }
  return rules.migration.decide(
    { _tag: "RecordRoster", agencies: [], agents: [incoming] },
    {
      agency: () => Sample.agency(),
      agencyByFein: () => undefined,
      knowsAgent: () => false,
      knowsLicence: () => false,
      knowsNpn: () => false,
      knowsEmail: () => false
    },
    Sample.context({ actor: Sample.system })
  )
}

/** Records taken over come with their dates. @category laws */
export const takenOverWithDates = make({
  id: "taken-over-with-dates",
  sentence: "a certified or suspended agent is taken over from another system only with the dates of the certification",
  rules: ["AGT-08"],
  input: fc.record({
    state: fc.oneof(fc.constantFrom("Certified" as const, "Suspended" as const), fc.constantFrom(...states)),
    dated: fc.boolean()
  }),
  holds: ({ dated, state }, rules) => {
    if (state !== "Certified" && state !== "Suspended") return idle
    const answer = delivered(rules, state, dated)
    const added = eventsOf(answer).find((event) => event._tag === "AgentAdded")
    return dated
      ? same(added?.agent.certification._tag, state, "the state")
      : refusedAs(answer, "TermMissing", "AGT-08")
  }
})

const takenOverFor: Readonly<Partial<Record<CertificationState, string>>> = {
  Suspended: "under-investigation",
  Denied: "application-incomplete",
  TerminatedVested: "voluntary",
  TerminatedForCause: "breach"
}

/** Records taken over are in their state for a reason. @category laws */
export const takenOverForAReason = make({
  id: "taken-over-for-a-reason",
  sentence:
    "an agent who is taken over is in the state that was delivered, and where that state has a reason it is the one that says least against the agent, but for cause, where it is a breach",
  rules: ["AGT-08", "AGT-20"],
  input: fc.constantFrom(...states),
  holds: (state, rules) => {
    const added = eventsOf(delivered(rules, state, true)).find((event) => event._tag === "AgentAdded")
    const certification = added?.agent.certification
    return all(
      same(certification?._tag, state, "the state"),
      same(
        certification !== undefined && "reason" in certification ? certification.reason : undefined,
        takenOverFor[state],
        "the reason"
      )
    )
  }
})

/** Whoever ended for a licence does not come back with it. @category laws */
export const endedStaysEnded = make({
  id: "certification-ended-stays-ended-with-a-licence",
  sentence:
    "a licence that is good again brings back whoever is suspended for it, and nobody who is suspended for something else, was denied or has ended",
  rules: ["AGT-12", "AGT-17"],
  input: fc.record({
    state: fc.constantFrom(...(["Suspended", "Denied", "TerminatedVested", "TerminatedForCause"] as const)),
    reason: fc.constantFrom(...(["licence-inactive", "under-investigation", "voluntary"] as const))
  }),
  holds: ({ reason, state }, rules) => {
    const certification = { ...Sample.certification(state), reason } as Certification
    const answer = rules.licenceCheck.decide(
      { _tag: "RecordLicence", agentId, licence: Sample.licence(1) },
      { agent: Sample.agent(1, { certification }), holder: undefined, npnHolder: undefined },
      Sample.context({ actor: Sample.system })
    )
    const back = state === "Suspended" && reason === "licence-inactive"
    return same(
      eventsOf(answer).map(({ _tag }) => _tag),
      back ? ["LicenceRecorded", "CertificationMoved"] : ["LicenceRecorded"],
      "what happens"
    )
  }
})

/** A licence belongs to one agent. @category laws */
export const aLicenceHasOneHolder = make({
  id: "certification-a-licence-has-one-holder",
  sentence:
    "the regulator's word about a licence is recorded, with the right national producer number where it is told, unless one of the numbers belongs to another agent; what was found out about a number that was wrong is forgotten with it",
  rules: ["AGT-01", "AGT-11"],
  input: fc.record({
    taken: fc.boolean(),
    npn: fc.constantFrom("untold", "same", "other", "taken" as const),
    check: fc.constantFrom(undefined, "confirmed", "differs" as const),
    status: fc.constantFrom(...(["active", "inactive", "expired", "suspended", "revoked"] as const))
  }),
  holds: ({ check, npn, status, taken }, rules) => {
    const licence = { ...Sample.profile(1).licence, status }
    const agent = Sample.agent(1, { certification: Sample.certification("Pending"), npnCheck: "differs" })
    const told = {
      ...{ agentId, licence },
      ...(npn === "untold" ? {} : { npn: npn === "same" ? agent.npn : Sample.profile(50).npn }),
      ...(check === undefined ? {} : { npnCheck: check })
    }
    const answer = rules.licenceCheck.decide(
      { _tag: "RecordLicence", ...told },
      {
        agent,
        holder: taken ? Sample.agentId(2) : undefined,
        npnHolder: npn === "taken" ? Sample.agentId(3) : undefined
      },
      Sample.context({ actor: Sample.system })
    )
    if (taken) return refusedAs(answer, "LicenceInUse", "AGT-01")
    if (npn === "taken") return refusedAs(answer, "NpnInUse", "AGT-01")
    const after = eventsOf<Event>(answer).reduce<Agent>((now, event) => rules.evolve("agent", now, event), agent)
    return all(
      acceptedAs(answer, [{ _tag: "LicenceRecorded", ...told }]),
      same(Object.hasOwn(after, "licenceUntil"), false, "whether a good licence has a grace"),
      same(after.npn, told.npn ?? agent.npn, "the national producer number"),
      same(after.npnCheck, check ?? (npn === "other" ? undefined : "differs"), "what the registry says")
    )
  }
})

/** The laws of this module. @category laws */
export const laws: ReadonlyArray<Law> = [
  aLicenceHasOneHolder,
  everyStepIsTold,
  refusedForItsReasons,
  newApplicationStartsEmpty,
  breachIsReopenedByExchange,
  takenOverForAReason,
  endedStaysEnded,
  everyItemIsMet,
  eligibleExactlyWhenComplete,
  onlyInsideItsDates,
  licenceIsGood,
  takenOverWithDates
]
