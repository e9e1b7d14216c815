/**
 * Laws of an agency that has lost its last certified manager: when that is noticed, what follows, and how it ends.
 *
 * @since 0.1.0
 */
import type { Agency } from "@agencybook/core/Agency"
import * as Dates from "@agencybook/core/CalendarDate"
import { make as factsOf } from "@agencybook/core/Facts"
import type { Event } from "@agencybook/core/Record"
import * as fc from "fast-check"
import { acceptedAs, all, broken, eventsOf, type Law, make, refusedAs, same } from "./Law.ts"
import * as Sample from "./Sample.ts"
import * as World from "./World.ts"

const agencyId = Sample.agencyId()
const sampled = (managers: ReadonlyArray<number>, over: Partial<Agency> = {}): Agency => ({
  ...Sample.agency(0, { managers: managers.map((n) => Sample.agentId(n)) }),
  ...over
})
const at = (day: number) => Dates.plusDays(Sample.today, day)

/** The days of grace begin and end. @category laws */
export const graceBegins = make({
  id: "manager-grace-begins-and-ends",
  sentence:
    "where no manager of an agency is certified the policy's days of grace begin, once, with that day; they end when there is one; before its certification and after its end an agency needs none",
  rules: ["AGY-12"],
  runs: 400,
  input: fc.record({
    state: fc.constantFrom("Certified", "Certified", "Suspended", "Incomplete", "Pending", "Terminated" as const),
    managed: fc.boolean(),
    known: fc.boolean(),
    managerGraceDays: fc.constantFrom(0, 1, 30, 365)
  }),
  holds: ({ known, managed, managerGraceDays, state }, rules) => {
    const withoutManager = { since: Sample.now, until: at(3) }
    const agency = sampled([0], {
      certification: Sample.agencyCertification(state),
      ...(known ? { withoutManager } : {})
    })
    const policy = { ...Sample.policy(), managerGraceDays }
    const events = rules.agencyManagement.watched(agency, managed, Sample.context({ policy }))
    const matters = state === "Certified" || state === "Suspended"
    const begun = { _tag: "AgencyLeftWithoutManager", agencyId, since: Sample.now, until: at(managerGraceDays) }
    const expected = !matters || managed !== known ? [] : managed ? [{ _tag: "AgencyManagedAgain", agencyId }] : [begun]
    const after = events.reduce<Agency>((now, event) => rules.agency.evolve(now, event), agency)
    return all(
      same(events, expected, "what follows"),
      same(
        after.withoutManager?.until,
        matters ? (managed ? undefined : known ? at(3) : at(managerGraceDays)) : known ? at(3) : undefined,
        "the last day"
      )
    )
  }
})

/** After the grace. @category laws */
export const graceSuspends = make({
  id: "manager-grace-ends-in-suspension",
  sentence:
    "the daily run suspends a certified agency on the day after its grace without a certified manager, not before and only once, and that day is the one kept for the run; it is not reinstated before there is one",
  rules: ["AGY-12", "AGY-03", "AGY-11"],
  runs: 500,
  input: fc.record({
    until: fc.option(fc.constantFrom(-30, -1, 0, 1, 30), { nil: undefined }),
    day: fc.constantFrom(0, 0, -1, -29),
    state: fc.constantFrom("Certified", "Certified", "Suspended" as const)
  }),
  holds: ({ day, state, until }, rules) => {
    const agency = sampled([0], {
      certification: Sample.agencyCertification(state),
      documents: [],
      ...(until === undefined ? {} : { withoutManager: { since: Sample.now, until: at(until) } })
    })
    const run = rules.agencyDaily.decide(
      { _tag: "RunAgencyDaily", agencyId, day: at(day) },
      { agency },
      Sample.context({ actor: Sample.system })
    )
    const over = state === "Certified" && until !== undefined && until < day
    const due = rules.agencyLapse.dueOn(agency)
    const to = { _tag: "Suspended", since: Sample.now, reason: "no-certified-manager" } as const
    const back = rules.agency.decide(
      { _tag: "ReinstateAgency", agencyId },
      {
        agency: { ...agency, certification: to },
        sameFein: undefined,
        sameNpn: undefined,
        sameEmail: undefined,
        manager: Sample.agent(0),
        managerEmployment: Sample.employment(0),
        openEmployment: Sample.employment(0)
      },
      Sample.context()
    )
    return all(
      acceptedAs(
        run,
        over ? [{ _tag: "AgencyCertificationMoved", agencyId, trigger: "suspend", from: state, to }] : []
      ),
      same(due !== undefined && due <= at(day), over, "whether the run is due"),
      until === undefined
        ? same(eventsOf(back).length, 1, "what reinstating does")
        : refusedAs(back, "NoCertifiedManager", "AGY-03")
    )
  }
})

const steps = {
  SuspendAgent: { _tag: "SuspendAgent", reason: "under-investigation" },
  TerminateAgent: { _tag: "TerminateAgent", forCause: false, reason: "retired" },
  RecordDeath: { _tag: "RecordDeath", documentId: Sample.finding.documentId }
} as const

/** It is noticed at once. @category laws */
export const lossIsNoticed = make({
  id: "manager-loss-is-noticed-at-once",
  sentence:
    "with the step that takes the certification of the last certified manager the grace of that manager's agency begins, and of no other; the step that brings back a manager, or a successor, ends it",
  rules: ["AGY-12", "AGY-03"],
  runs: 400,
  input: fc.record({
    step: fc.constantFrom(...(Object.keys(steps) as ReadonlyArray<keyof typeof steps>)),
    other: fc.constantFrom("none", "good", "suspended", "away", "locked" as const),
    manager: fc.boolean(),
    back: fc.constantFrom("reinstated", "successor", "return" as const)
  }),
  holds: ({ back, manager, other, step }, rules) => {
    const agencyOf = other === "none" ? sampled([0]) : sampled([0, 1])
    const member = Sample.member(1, {
      ...(other === "suspended" ? { certification: Sample.certification("Suspended") } : {}),
      ...(other === "away" ? { employment: "Inactive" as const } : {}),
      locked: other === "locked"
    })
    const people = [Sample.member(0), member, Sample.member(2), Sample.member(3)]
    const world: World.World = {
      ...World.empty,
      agency: new Map([
        [agencyId, agencyOf],
        [Sample.agencyId(1), Sample.agency(1)]
      ]),
      agent: new Map(people.map(({ agent }) => [agent.agentId, agent])),
      employment: new Map(people.map(({ employment }) => [employment.employmentId, employment]))
    }
    const agentId = Sample.agentId(manager ? 0 : 2)
    const command = { ...steps[step], agentId } as Parameters<typeof rules.command>[0]
    const lost = rules.command(command, World.facts(world), Sample.context(), {})
    if (lost._tag !== "Accepted") return broken(`\`${step}\` is refused`)
    const ofGrace = (events: ReadonlyArray<Event>) =>
      events.flatMap((event) =>
        event._tag === "AgencyLeftWithoutManager" || event._tag === "AgencyManagedAgain"
          ? [`${event._tag} ${event.agencyId}`]
          : []
      )
    const without = manager && other !== "good" && other !== "locked"
    const noticed = same(ofGrace(lost.events), without ? [`AgencyLeftWithoutManager ${agencyId}`] : [], "the grace")
    if (!without) return noticed
    const left = World.after(world, lost.events)
    const found: Parameters<typeof rules.command>[0] | undefined =
      back === "reinstated"
        ? step === "SuspendAgent"
          ? { _tag: "ReinstateAgent", agentId }
          : undefined
        : back === "return"
          ? other === "away"
            ? { _tag: "SetAgentActive", agencyId, agentId: Sample.agentId(1) }
            : undefined
          : { _tag: "DesignateManager", agencyId, agentId: Sample.agentId(3) }
    if (found === undefined) return noticed
    const again = rules.command(found, World.facts(left), Sample.context(), {})
    if (again._tag !== "Accepted") return broken(`\`${found._tag}\` is refused`)
    return all(noticed, same(ofGrace(again.events), [`AgencyManagedAgain ${agencyId}`], "the end of the grace"))
  }
})

/** Those who are left are told. @category laws */
export const forsakenAreTold = make({
  id: "manager-loss-is-told",
  sentence:
    "that no manager is certified is told, with the last day, to the managers who live and work there and to the agency's own address, and to nobody else",
  rules: ["AGY-12", "NOT-02"],
  input: fc.record({
    first: fc.constantFrom("Suspended", "TerminatedVested", "Deceased" as const),
    second: fc.constantFrom("there", "away", "none" as const)
  }),
  holds: ({ first, second }, rules) => {
    const agency = sampled(second === "none" ? [0] : [0, 1])
    const people = [Sample.agent(0, { certification: Sample.certification(first) }), Sample.agent(1)]
    const places = [Sample.employment(0), Sample.employment(1, 0, second === "away" ? "Inactive" : "Active")]
    const facts = factsOf({
      agency: new Map([[agencyId as string, agency]]),
      agent: new Map(people.map((one) => [one.agentId as string, one])),
      employment: new Map(places.map((one) => [one.employmentId as string, one]))
    })
    const event: Event = { _tag: "AgencyLeftWithoutManager", agencyId, since: Sample.now, until: at(30) }
    const notices = rules.notice.fromEvents([event], facts, Sample.context())
    return same(
      notices.map(({ params, template, to }) => `${template} ${to.role} ${to.email} ${params.lastDay}`),
      [
        ...(first === "Deceased" ? [] : [Sample.agent(0).loginEmail]),
        ...(second === "there" ? [Sample.agent(1).loginEmail] : []),
        agency.email
      ].map((email) => `NTC-30 manager ${email} ${at(30)}`),
      "who is told"
    )
  }
})

/** The laws of this module. @category laws */
export const laws = [graceBegins, graceSuspends, lossIsNoticed, forsakenAreTold] as ReadonlyArray<Law>
