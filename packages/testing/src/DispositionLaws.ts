/**
 * Laws of what becomes of the clients of an agent whose certification is over: the window in which they can be moved,
 * and its end.
 *
 * @since 0.1.0
 */
import type { Agent } from "@agencybook/core/Agent"
import * as Dates from "@agencybook/core/CalendarDate"
import type { State } from "@agencybook/core/Certification"
import type { Command, Facts } from "@agencybook/core/CertificationDaily"
import { type Event, keyOf } from "@agencybook/core/Record"
import * as fc from "fast-check"
import { states } from "./internal/CertificationSteps.ts"
import { all, broken, eventsOf, type Law, make, refusedAs, same } from "./Law.ts"
import type { Rules } from "./Rules.ts"
import * as Sample from "./Sample.ts"

const agentId = Sample.agentId(1)
const over: ReadonlyArray<State> = [
  "Denied",
  "Withdrawn",
  "Discarded",
  "TerminatedVested",
  "TerminatedForCause",
  "Deceased"
]
const dayOf = (n: number) => Dates.plusDays(Sample.today, n)
const context = () => Sample.context({ actor: Sample.system })
const run = (rules: Rules, facts: Facts, day: Dates.CalendarDate) =>
  rules.certificationDaily.decide({ _tag: "RunCertificationDaily", agentId, day } satisfies Command, facts, context())
const agentAfter = (rules: Rules, agent: Agent, events: ReadonlyArray<Event>): Agent =>
  events.reduce((now, event) => {
    const own = "agentId" in event && event.agentId === agentId && !("account" in event)
    return own ? rules.evolve("agent", now, event) : now
  }, agent)

/** The window passes, and whoever is left is free. @category laws */
export const windowPasses = make({
  id: "disposition-window-passes",
  sentence:
    "from the last day of the window on, and not before, every client who is left with the agent is free and every request declined, nobody else's is touched, and a second run finds nothing",
  rules: ["DEL-25", "DEL-26", "DEL-08"],
  runs: 800,
  input: fc.record({
    known: fc.integer({ min: 0, max: 9 }).map((n) => n > 0),
    until: fc.option(fc.integer({ min: -2, max: 2 }), { freq: 8, nil: undefined }),
    day: fc.integer({ min: -2, max: 1 }),
    open: fc.array(
      fc.record({
        state: fc.constantFrom(...(["Requested", "Active", "Frozen"] as const)),
        agent: fc.constantFrom(1, 1, 2)
      }),
      { maxLength: 40, size: "max" }
    )
  }),
  holds: ({ day, known, open, until }, rules) => {
    const certification = Sample.certification("TerminatedVested")
    const agent = Sample.agent(1, {
      certification,
      ...(until === undefined ? {} : { dispositionUntil: dayOf(until) })
    })
    const delegations = open.map(({ agent: n, state }, index) =>
      Sample.delegation(index, state, { delegate: { agentId: Sample.agentId(n), agencyId: Sample.agencyId() } })
    )
    const answer = run(rules, { agent: known ? agent : undefined, open: delegations, consents: [] }, dayOf(day))
    if (!known) return refusedAs(answer, "UnknownAgent", "DEL-08")
    if (day > 0) return refusedAs(answer, "CertificationRunAhead", "DEL-25")
    const events = eventsOf<Event>(answer)
    const told = events.map((event) =>
      event._tag === "DelegationMoved"
        ? `${event.delegationId} ${event.to._tag} ${"reason" in event.to ? event.to.reason : ""}`
        : event._tag
    )
    const passed = until !== undefined && until <= day
    const mine = open.flatMap(({ agent: n, state }, index) => {
      const ended = state === "Requested" ? "Declined " : "Ended certification-ended"
      return n === 1 ? [`${Sample.delegationId(index)} ${ended}`] : []
    })
    const after = agentAfter(rules, agent, events)
    const again = run(
      rules,
      { agent: after, open: delegations.filter((_, n) => open[n]?.agent === 2), consents: [] },
      dayOf(day)
    )
    return all(
      same(told, passed ? [...mine, "DispositionClosed"] : [], "what happened"),
      same(after.dispositionUntil, passed ? undefined : agent.dispositionUntil, "the window afterwards"),
      same(eventsOf(again), [], "a second run")
    )
  }
})

/** The window belongs to the agent, whatever the next application comes to. @category laws */
export const windowBelongsToTheAgent = make({
  id: "disposition-window-belongs-to-the-agent",
  sentence:
    "with a certification a window opens for the days of the policy, and the daily run finds it by its last day; a new application does not stop it, a new certification does",
  rules: ["DEL-25"],
  input: fc.record({
    days: fc.integer({ min: 1, max: 60 }),
    end: fc.constantFrom(...(["vested", "for-cause", "death"] as const)),
    next: fc.constantFrom<State | "nothing">("nothing", "Pending", "Eligible", "Denied", "Withdrawn", "Certified")
  }),
  holds: ({ days, end, next }, rules) => {
    const at = Sample.context({ policy: { ...Sample.policy(), dispositionDays: days } })
    const command =
      end === "death"
        ? ({ _tag: "RecordDeath", agentId, documentId: Sample.finding.documentId } as const)
        : end === "for-cause"
          ? ({ _tag: "TerminateAgent", agentId, forCause: true, reason: "breach", finding: Sample.finding } as const)
          : ({ _tag: "TerminateAgent", agentId, forCause: false, reason: "retired" } as const)
    const agent = Sample.agent(1)
    const decided = rules.decertification.decide(command, agent, at)
    if (decided._tag === "Refused") return broken(decided.message)
    const follows = rules.cascade.follow(decided.events, { agentId, employment: undefined, open: [] }, at)
    const ended = agentAfter(rules, agent, [...decided.events, ...follows])
    const then =
      next === "nothing"
        ? ended
        : rules.evolve("agent", ended, {
            _tag: "CertificationMoved",
            agentId,
            trigger: "reapply",
            from: ended.certification._tag,
            to: Sample.certification(next)
          })
    const until = next === "Certified" ? undefined : dayOf(days)
    return all(
      same(ended.dispositionUntil, dayOf(days), "the first day on which clients are free"),
      same(then.dispositionUntil, until, "the window later on"),
      // Whoever is certified again is looked at for something else, and an applicant is reminded after a week.
      same(
        next === "Certified" ? until : keyOf("agent", "due", then),
        next === "Pending" && days > 7 ? dayOf(7) : until,
        "the day by which the run finds the agent"
      )
    )
  }
})

/** What is taken over keeps to the window. @category laws */
export const windowOfDeliveries = make({
  id: "disposition-window-of-deliveries",
  sentence:
    "an agent who is taken over without certification or application has a window from then on; a case that is delivered for one whose window is over comes without an agent, and one for somebody whose clients are kept comes frozen",
  rules: ["DEL-25", "EMP-04"],
  input: fc.record({ state: fc.constantFrom(...states, ...over), inWindow: fc.boolean(), away: fc.boolean() }),
  holds: ({ away, inWindow, state }, rules) => {
    const roster = rules.migration.decide(
      {
        _tag: "RecordRoster",
        agencies: [],
        agents: [
          {
            agentId,
            agencyId: Sample.agencyId(),
            profile: Sample.profile(1),
            manager: false,
            certification: { state, term: Sample.term },
            employment: "Active"
          }
        ]
      },
      {
        agency: () => Sample.agency(),
        agencyByFein: () => undefined,
        knowsAgent: () => false,
        knowsLicence: () => false,
        knowsNpn: () => false,
        knowsEmail: () => false
      },
      context()
    )
    const added = eventsOf<Event>(roster).find((event) => event._tag === "AgentAdded")
    const member = Sample.member(1, {
      certification: Sample.certification(state),
      employment: away ? "Inactive" : "Active"
    })
    const delegate = { agentId, agencyId: Sample.agencyId(), since: Dates.plusHours(Sample.now, -1) }
    const feed = rules.case.decide(
      { _tag: "RecordCases", entries: [{ case: Sample.household(), delegate }] },
      {
        case: () => undefined,
        byNumber: () => undefined,
        member: () => ({ ...member, agent: { ...member.agent, ...(inWindow ? { dispositionUntil: dayOf(1) } : {}) } })
      },
      context()
    )
    const opened = eventsOf<Event>(feed).flatMap((event) =>
      event._tag === "DelegationOpened" ? [event.delegation.state._tag] : []
    )
    const isOver = over.includes(state)
    const held = state === "Certified" && !(away && inWindow) ? ["Active"] : isOver && !inWindow ? [] : ["Frozen"]
    return all(
      same(
        added?._tag === "AgentAdded" && added.agent.dispositionUntil,
        isOver ? dayOf(Sample.policy().dispositionDays) : undefined,
        "the window of the agent who was taken over"
      ),
      same(opened, held, "what the delivered case has of an agent")
    )
  }
})

/** The laws of this module. @category laws */
export const laws: ReadonlyArray<Law> = [windowPasses, windowBelongsToTheAgent, windowOfDeliveries]
