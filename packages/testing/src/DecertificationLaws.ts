/**
 * Laws of what takes a certification away for a time or for good: suspensions and their days, reconsideration, findings,
 * and licences that are no longer active.
 *
 * @since 0.1.0
 */
import type { Agent } from "@agencybook/core/Agent"
import * as Dates from "@agencybook/core/CalendarDate"
import type { Certification, Event, Reconsideration } from "@agencybook/core/Certification"
import type { Command } from "@agencybook/core/Decertification"
import * as Id from "@agencybook/core/Id"
import type { Licence } from "@agencybook/core/Licence"
import { type Policy, proofs } from "@agencybook/core/Policy"
import type { StatusReason } from "@agencybook/core/StatusReason"
import * as fc from "fast-check"
import { states } from "./internal/CertificationSteps.ts"
import { acceptedAs, all, broken, eventsOf, type Law, make, refusedAs, same } from "./Law.ts"
import type { Rules } from "./Rules.ts"
import * as Sample from "./Sample.ts"

const agentId = Sample.agentId(1)
const licence = Sample.licence(1)
const dayOf = (n: number) => Dates.plusDays(Sample.today, n)
const under = (policy: Partial<Policy>) =>
  Sample.context({ actor: Sample.exchange, policy: { ...Sample.policy(), ...policy } })
const decide = (rules: Rules, command: Command, certification: Certification, policy: Partial<Policy>) =>
  rules.decertification.decide(command, { certification, licence }, under(policy))
const reasons: ReadonlyArray<StatusReason> = [
  ...(["application-incomplete", "licence-inactive", "under-investigation", "voluntary", "retired"] as const),
  ...(["recertification-lapsed", "agreement-not-signed", "left-state", "breach", "death-recorded"] as const)
]
const terms = fc.oneof(
  fc.constant({ _tag: "Unlimited" } as const),
  // Nobody can ask for longer than the suspension lasts (POL-01).
  fc
    .tuple(fc.constantFrom(1, 2, 90), fc.constantFrom(0, 1, 30))
    .map(([days, asking]) => ({ _tag: "Days" as const, days, reconsiderationDays: Math.min(asking, days) }))
)
const since = Dates.plusHours(Sample.now, -1)
const suspendedFor = (reason: StatusReason, over: object = {}): Certification => ({
  ...{ _tag: "Suspended", since, term: Sample.term, reason },
  ...over
})

/** A suspension says how long it lasts. @category laws */
export const suspensionsAreMeasured = make({
  id: "suspensions-are-measured",
  sentence:
    "a suspension ends on a day that has not come and within the days of the policy, by default on the last of them, and says until when it may be reconsidered; one for the licence lasts as long as the licence; it has a reason of its own step, and a program suspends only who has no licence",
  rules: ["AGT-12", "AGT-15", "AGT-20"],
  runs: 600,
  input: fc.record({
    suspension: terms,
    reason: fc.oneof(
      fc.constantFrom("licence-inactive", "under-investigation", "breach" as const),
      fc.constantFrom(...reasons)
    ),
    until: fc.option(fc.constantFrom(-1, 0, 1, 2, 3, 89, 90, 91), { freq: 4, nil: undefined }),
    program: fc.boolean(),
    licensed: fc.boolean()
  }),
  holds: ({ licensed, program, reason, suspension, until }, rules) => {
    const command: Command = {
      _tag: "SuspendAgent",
      agentId,
      reason,
      ...(until === undefined ? {} : { until: dayOf(until) })
    }
    const answer = rules.decertification.decide(
      command,
      {
        certification: Sample.certification("Certified"),
        licence: licensed ? licence : { ...licence, status: "expired" }
      },
      { ...under({ suspension }), ...(program ? { actor: Sample.system } : {}) }
    )
    if (!["licence-inactive", "under-investigation", "breach"].includes(reason))
      return refusedAs(answer, "ReasonNotForStep", "AGT-20")
    if (program && (licensed || reason !== "licence-inactive"))
      return refusedAs(answer, "SuspensionByExchange", "AGT-12")
    const limited = suspension._tag === "Days" && reason !== "licence-inactive" ? suspension : undefined
    if (until !== undefined && until <= 0) return refusedAs(answer, "SuspensionPast", "AGT-15")
    if (until !== undefined && limited !== undefined && until > limited.days)
      return refusedAs(answer, "SuspensionTooLong", "AGT-15")
    const [event] = eventsOf<Event>(answer)
    const ends = until ?? limited?.days
    return same(
      event?._tag === "CertificationMoved" && event.to,
      {
        ...{ _tag: "Suspended", since: Sample.now, term: Sample.term, reason },
        ...(ends === undefined ? {} : { until: dayOf(ends) }),
        ...(limited === undefined ? {} : { reconsiderUntil: dayOf(limited.reconsiderationDays + 1) })
      },
      "the suspension"
    )
  }
})

/** Reconsideration is asked once and in time. @category laws */
export const reconsideredOnceAndInTime = make({
  id: "suspension-reconsidered-once-and-in-time",
  sentence:
    "while suspended an agent asks for reconsideration once, before its last day is over, and the exchange upholds only what was asked about",
  rules: ["AGT-15"],
  runs: 500,
  input: fc.record({
    uphold: fc.boolean(),
    suspended: fc.integer({ min: 0, max: 9 }).map((n) => n > 0),
    last: fc.option(fc.integer({ min: -2, max: 2 }), { freq: 8, nil: undefined }),
    before: fc.constantFrom<Reconsideration | undefined>(undefined, undefined, "requested", "requested", "upheld")
  }),
  holds: ({ before, last, suspended, uphold }, rules) => {
    const command: Command = { _tag: uphold ? "UpholdSuspension" : "RequestReconsideration", agentId }
    const certification = suspended
      ? suspendedFor("under-investigation", {
          ...(last === undefined ? {} : { reconsiderUntil: dayOf(last) }),
          ...(before === undefined ? {} : { reconsideration: before })
        })
      : Sample.certification("Certified")
    const answer = decide(rules, command, certification, {})
    const open = suspended && last !== undefined && (uphold ? before === "requested" : before === undefined && last > 0)
    if (!open) return refusedAs(answer, "ReconsiderationNotOpen", "AGT-15")
    const outcome = uphold ? "upheld" : "requested"
    const after = eventsOf<Event>(answer).reduce(rules.certification.evolve, certification)
    const agent = agentAfter(rules, Sample.agent(1, { certification }), eventsOf<Event>(answer))
    return all(
      acceptedAs(answer, [{ _tag: "ReconsiderationRecorded", agentId, outcome }]),
      same(agent.certification, after, "the suspension in the record of the agent"),
      same("reconsideration" in after && after.reconsideration, outcome, "what the suspension says")
    )
  }
})

const vested: ReadonlySet<StatusReason> = new Set<StatusReason>([
  ...(["voluntary", "retired", "recertification-lapsed"] as const),
  ...(["agreement-not-signed", "licence-inactive", "left-state"] as const)
])

/** Nobody is terminated for cause without a finding. @category laws */
export const causeIsFound = make({
  id: "termination-cause-is-found",
  sentence:
    "a certification ends for cause for a breach alone, with a finding as sure as the policy asks, which is kept with the bar that was set, if one was; without fault it ends for any reason that is none, and bars nobody",
  rules: ["AGT-13", "AGT-16", "AGT-17"],
  runs: 800,
  input: fc.record({
    forCause: fc.boolean(),
    reason: fc.oneof(fc.constant("breach" as const), fc.constantFrom(...reasons)),
    least: fc.constantFrom(...proofs),
    proof: fc.option(fc.constantFrom(...proofs), { freq: 6, nil: undefined }),
    breached: fc.constantFrom(...(["code-of-conduct", "agreement", "law"] as const)),
    // Days from now on which the bar ends.
    days: fc.option(fc.integer({ min: -1, max: 400 }), { freq: 2, nil: undefined }),
    from: fc.constantFrom(...(["Certified", "Suspended"] as const))
  }),
  holds: ({ breached, days, forCause, from, least, proof, reason }, rules) => {
    const finding = proof === undefined ? {} : { finding: { ...Sample.finding, breached, proof } }
    const bar = days === undefined ? {} : { barredUntil: Dates.plusDays(Sample.today, days) }
    const command: Command = { _tag: "TerminateAgent", agentId, forCause, reason, ...finding, ...bar }
    const answer = decide(rules, command, Sample.certification(from), { proofForCause: least })
    if (forCause ? reason !== "breach" : !vested.has(reason)) return refusedAs(answer, "ReasonNotFitting", "AGT-13")
    if (forCause && proof === undefined) return refusedAs(answer, "FindingMissing", "AGT-16")
    const sure = ["finding", "preponderance", "clear-and-convincing"]
    if (forCause && sure.indexOf(proof ?? "") < sure.indexOf(least)) return refusedAs(answer, "ProofTooWeak", "AGT-16")
    if (days !== undefined && (!forCause || days < 1)) return refusedAs(answer, "BarWithoutEffect", "AGT-17")
    const [event] = eventsOf<Event>(answer)
    return same(
      event?._tag === "CertificationMoved" && event.to,
      forCause
        ? { _tag: "TerminatedForCause", since: Sample.now, reason, ...finding, ...bar }
        : { _tag: "TerminatedVested", since: Sample.now, reason },
      "the end"
    )
  }
})

const licences: fc.Arbitrary<Licence> = fc.record({
  number: fc.constant(licence.number),
  expiresOn: fc.integer({ min: -1, max: 1 }).map(dayOf),
  status: fc.oneof(
    fc.constant("active" as const),
    fc.constantFrom(...(["inactive", "expired", "suspended", "revoked"] as const))
  ),
  health: fc.integer({ min: 0, max: 4 }).map((n) => n > 0)
})
const isGood = ({ expiresOn, health, status }: Licence) => status === "active" && health && expiresOn >= Sample.today

const shown = (events: ReadonlyArray<Event>): ReadonlyArray<string> =>
  events.map((event) => {
    switch (event._tag) {
      case "CertificationMoved":
        return `${event.trigger} ${event.to._tag} ${"reason" in event.to ? event.to.reason : ""}`.trim()
      case "LicenceRecorded":
      case "LicenceLapsed":
        return `${event._tag} ${event.until ?? "-"}`
      default:
        return event._tag
    }
  })
/** What happened apart from reminders, which have laws of their own. */
const apart = (events: ReadonlyArray<Event>): ReadonlyArray<Event> =>
  events.filter(({ _tag }) => (_tag as string) !== "AgentReminded")
const agentAfter = (rules: Rules, agent: Agent, events: ReadonlyArray<Event>): Agent =>
  events.reduce((now, event) => rules.evolve("agent", now, event), agent)

const anAgent = (certification: Certification, of: Licence, grace: number | undefined): Agent => ({
  ...Sample.agent(1, { certification, licence: of }),
  ...(grace === undefined ? {} : { licenceUntil: dayOf(grace) })
})

/** An inactive licence suspends at once. @category laws */
export const licenceSuspendsAtOnce = make({
  id: "licence-suspends-at-once",
  sentence:
    "whoever is certified without an active licence for health is suspended with the regulator's word and has the days of the grace, once; an active licence ends the grace and brings back whom it suspended, and nobody who is suspended for something else",
  rules: ["AGT-12", "AGT-11"],
  runs: 800,
  input: fc.record({
    licence: licences,
    state: fc.oneof(fc.constantFrom("Certified" as const, "Suspended" as const), fc.constantFrom(...states)),
    forLicence: fc.boolean(),
    grace: fc.option(fc.integer({ min: -1, max: 20 }), { nil: undefined }),
    days: fc.constantFrom(0, 1, 30)
  }),
  holds: ({ days, forLicence, grace, licence: said, state }, rules) => {
    const certification =
      state === "Suspended"
        ? suspendedFor(forLicence ? "licence-inactive" : "under-investigation")
        : Sample.certification(state)
    const held = state === "Certified" || state === "Suspended"
    const given = state === "Suspended" ? grace : undefined
    const agent = anAgent(certification, licence, given)
    const answer = rules.licenceCheck.decide(
      { _tag: "RecordLicence", agentId, licence: said },
      { agent, holder: undefined, npnHolder: undefined },
      under({ licenceGraceDays: days })
    )
    if (answer._tag !== "Accepted") return broken("the regulator's word is refused")
    const after = agentAfter(rules, agent, answer.events)
    const until = isGood(said) || !held ? undefined : dayOf(given ?? days)
    const back = isGood(said) && state === "Suspended" && forLicence
    return all(
      same(
        shown(answer.events),
        [
          `LicenceRecorded ${until ?? "-"}`,
          ...(held && !isGood(said) && state === "Certified" ? ["suspend Suspended licence-inactive"] : []),
          ...(back ? ["reinstate Certified"] : [])
        ],
        "what happened"
      ),
      same(after.licence, said, "the licence"),
      same(after.licenceUntil, until, "the end of the grace"),
      same(
        after.certification._tag,
        back ? "Certified" : until !== undefined ? "Suspended" : state,
        "the certification"
      )
    )
  }
})

/** Days alone suspend, bring back and end. @category laws */
export const daysMoveCertifications = make({
  id: "days-move-certifications",
  sentence:
    "by the daily run a licence that has run out suspends and ends the certification after the grace, a suspension for a time is over on its day while the licence is active, and a second run finds nothing",
  rules: ["AGT-12", "AGT-15"],
  runs: 1_000,
  input: fc.record({
    licence: licences,
    state: fc.oneof(fc.constantFrom("Certified" as const, "Suspended" as const), fc.constantFrom(...states)),
    until: fc.option(fc.integer({ min: -2, max: 2 }), { freq: 3, nil: undefined }),
    grace: fc.option(fc.integer({ min: -2, max: 2 }), { freq: 3, nil: undefined }),
    day: fc.constantFrom(-1, 0, 0),
    days: fc.constantFrom(0, 1, 30)
  }),
  holds: ({ day, days, grace, licence: said, state, until }, rules) => {
    const certification =
      state === "Suspended"
        ? suspendedFor("under-investigation", until === undefined ? {} : { until: dayOf(until) })
        : Sample.certification(state)
    const held = state === "Certified" || state === "Suspended"
    // The grace runs only while the licence is not active.
    const given = state === "Suspended" && !isGood(said) ? grace : undefined
    const agent = anAgent(certification, said, given)
    const run = (of: Agent) =>
      rules.certificationDaily.decide(
        { _tag: "RunCertificationDaily", agentId, day: dayOf(day) },
        { agent: of, open: [], consents: [] },
        { ...under({ licenceGraceDays: days }), actor: Sample.system }
      )
    const answer = run(agent)
    if (answer._tag !== "Accepted") return broken("the run is refused")
    const events = answer.events as ReadonlyArray<Event>
    const ends = given ?? days
    const expected = (): ReadonlyArray<string> => {
      if (!held) return []
      if (isGood(said))
        return state === "Suspended" && until !== undefined && until <= day ? ["reinstate Certified"] : []
      if (ends <= day) return ["terminate-vested TerminatedVested licence-inactive"]
      if (given !== undefined) return []
      return [`LicenceLapsed ${dayOf(ends)}`, ...(state === "Certified" ? ["suspend Suspended licence-inactive"] : [])]
    }
    const after = agentAfter(rules, agent, events)
    return all(same(shown(apart(events)), expected(), "what happened"), same(eventsOf(run(after)), [], "a second run"))
  }
})

/** A death stands in a document. @category laws */
export const deathKeepsItsDocument = make({
  id: "death-keeps-its-document",
  sentence:
    "a death is recorded from any application or certification that is open, and its record keeps the document in which it stands",
  rules: ["AGT-20"],
  runs: 60,
  input: fc.record({
    state: fc.constantFrom("Incomplete", "Pending", "Eligible", "Certified", "Suspended" as const),
    document: fc.constantFrom("certificate-1", "certificate-2")
  }),
  holds: ({ document, state }, rules) => {
    const documentId = Id.make<Id.DocumentId>(document)
    const before = Sample.certification(state, since)
    const [event] = eventsOf(decide(rules, { _tag: "RecordDeath", agentId, documentId }, before, {}))
    if (event?._tag !== "CertificationMoved") return broken("the death is not recorded")
    return same(
      rules.certification.evolve(before, event),
      { _tag: "Deceased", since: Sample.now, documentId },
      "the record"
    )
  }
})

/** The laws of this module. @category laws */
export const laws: ReadonlyArray<Law> = [
  suspensionsAreMeasured,
  reconsideredOnceAndInTime,
  causeIsFound,
  licenceSuspendsAtOnce,
  daysMoveCertifications,
  deathKeepsItsDocument
]
