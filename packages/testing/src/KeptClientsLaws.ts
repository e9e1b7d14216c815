/**
 * Laws of the clients whom an agency keeps for an agent whom it sets inactive: frozen until a day, back with the agent before
 * it, and free on it.
 *
 * @since 0.1.0
 */
import * as Dates from "@agencybook/core/CalendarDate"
import type { State as CertificationState } from "@agencybook/core/Certification"
import type { Delegation } from "@agencybook/core/Delegation"
import type { Facts } from "@agencybook/core/KeptClients"
import type { Event } from "@agencybook/core/Record"
import * as fc from "fast-check"
import { all, eventsOf, type Law, make, refusedAs, same } from "./Law.ts"
import * as Sample from "./Sample.ts"
import * as World from "./World.ts"

const agentId = Sample.agentId(1)
const agencyId = Sample.agencyId()
const dayOf = (n: number) => Dates.plusDays(Sample.today, n)
const states = ["Requested", "Active", "Frozen"] as const
const client = fc.record({ state: fc.constantFrom(...states), at: fc.constantFrom(0, 0, 3) })
const clients = fc.array(client, { maxLength: 12, size: "max" })
type Client = typeof client extends fc.Arbitrary<infer C> ? C : never

/** Delegations of the agent, the number of each that of its case and consent. */
const held = (list: ReadonlyArray<Client>): ReadonlyArray<Delegation> =>
  list.map(({ at, state }, n) =>
    Sample.delegation(n, state, {
      delegate: { agentId, agencyId: Sample.agencyId(at) },
      consentId: Sample.consent(n).consentId
    })
  )
const windowed = (until: number | undefined, state: CertificationState = "Certified") =>
  Sample.agent(1, {
    certification: Sample.certification(state),
    ...(until === undefined ? {} : { dispositionUntil: dayOf(until) })
  })
const facts = (over: Partial<Facts>): Facts => ({
  agent: Sample.agent(1),
  employment: Sample.employment(1),
  openEmployment: Sample.employment(1),
  open: [],
  otherManager: true,
  isManager: false,
  sameLicence: undefined,
  sameNpn: undefined,
  sameEmail: undefined,
  ...over
})
const told = (events: ReadonlyArray<Event>): ReadonlyArray<string> =>
  events.flatMap((event) => {
    switch (event._tag) {
      case "DelegationMoved":
        return [`${event.delegationId} ${event.to._tag}${"reason" in event.to ? ` ${event.to.reason}` : ""}`]
      case "ConsentMoved":
        return [`${event.consentId} ${event.to._tag}`]
      case "DispositionOpened":
        return [`open until ${event.until}`]
      case "DispositionClosed":
        return ["closed"]
      case "EmploymentMoved":
        return [event.to.state]
      default:
        return []
    }
  })
/** What becomes of those of some clients that fit. */
const each = (list: ReadonlyArray<Client>, fits: (one: Client) => boolean, become: string): ReadonlyArray<string> =>
  list.flatMap((one, n) => (fits(one) ? [`${Sample.delegationId(n)} ${become}`] : []))

/** An agency keeps clients until a day. @category laws */
export const keptUntilADay = make({
  id: "kept-clients-until-a-day",
  sentence:
    "an agency sets an agent inactive with a day from tomorrow to the days of the policy, or that of a window that is open; whom the agent works for there is frozen, and nobody else, and who has asked waits; any other day is refused with the days that are possible",
  rules: ["EMP-04", "DEL-26", "EMP-01"],
  runs: 800,
  input: fc.record({
    days: fc.constantFrom(0, 1, 5, 30),
    keep: fc.oneof(fc.integer({ min: -1, max: 7 }), fc.integer({ min: 28, max: 32 })),
    window: fc.option(fc.integer({ min: -1, max: 6 }), { freq: 3, nil: undefined }),
    away: fc.boolean(),
    list: clients
  }),
  holds: ({ away, days, keep, list, window }, rules) => {
    const answer = rules.keptClients.decide(
      { _tag: "SetAgentInactive", agencyId, agentId, reason: "leave", keepClientsUntil: dayOf(keep) },
      facts({
        agent: windowed(window),
        employment: Sample.employment(1, 0, away ? "Inactive" : "Active"),
        open: held(list)
      }),
      Sample.context({ policy: { ...Sample.policy(), dispositionDays: days } })
    )
    const here = list.some(({ at }) => at === 0)
    if (away && (!here || keep === window)) return same(answer, { _tag: "Accepted", events: [] })
    if (away) return refusedAs(answer, "NotAllowedFrom", "EMP-01")
    const [from, until] = [window ?? 1, window ?? days]
    if (keep < 1 || keep < from || until < keep)
      return all(
        refusedAs(answer, "KeepDayOutside", "EMP-04"),
        same(
          answer._tag === "Refused" && answer.facts,
          { agentId, keepClientsUntil: dayOf(keep), from: dayOf(from), until: dayOf(until) },
          "what the refusal names"
        )
      )
    return same(
      told(eventsOf<Event>(answer)),
      [
        "Inactive",
        ...each(list, ({ at, state }) => at === 0 && state === "Active", "Frozen"),
        ...(here && window === undefined ? [`open until ${dayOf(keep)}`] : [])
      ],
      "what happens"
    )
  }
})

/** Who is back before the day has the clients again. @category laws */
export const backBeforeTheDay = make({
  id: "kept-clients-back-before-the-day",
  sentence:
    "an agent who is set active again has the clients who are still kept there; the window is over, unless another agency keeps some; without a window nothing comes back",
  rules: ["EMP-04", "EMP-05"],
  runs: 500,
  input: fc.record({ window: fc.option(fc.integer({ min: -1, max: 6 }), { nil: undefined }), list: clients }),
  holds: ({ list, window }, rules) => {
    const answer = rules.keptClients.decide(
      { _tag: "SetAgentActive", agencyId, agentId },
      facts({
        agent: windowed(window),
        employment: Sample.employment(1, 0, "Inactive"),
        openEmployment: undefined,
        open: held(list)
      }),
      Sample.context()
    )
    const elsewhere = list.some(({ at, state }) => at !== 0 && state !== "Active")
    const back = [
      ...each(list, ({ at, state }) => at === 0 && state === "Frozen", "Active"),
      ...(elsewhere ? [] : ["closed"])
    ]
    return same(told(eventsOf<Event>(answer)), ["Active", ...(window === undefined ? [] : back)], "what happens")
  }
})

/** Who is approved for the agency before the day has the clients again. @category laws */
export const backByAReview = make({
  id: "kept-clients-back-by-a-review",
  sentence:
    "an agent whom the exchange approves before the day for the agency that keeps clients has them again, as one who is set active, and the window is over unless another agency keeps some; a review that ends otherwise gives nobody back",
  rules: ["AGT-03", "EMP-04", "EMP-05"],
  input: fc.record({
    step: fc.constantFrom("ApproveAssociation", "ApproveAssociation", "DeclineAssociation" as const),
    window: fc.option(fc.integer({ min: 1, max: 6 }), { freq: 4, nil: undefined }),
    list: clients
  }),
  holds: ({ list, step, window }, rules) => {
    const agent = windowed(window)
    const employment = { ...Sample.employment(1, 0, "Invited"), review: true } as const
    const world = {
      ...World.empty,
      agency: new Map([[agencyId, Sample.agency()]]),
      agent: new Map([[agentId, agent]]),
      employment: new Map([[employment.employmentId, employment]]),
      delegation: new Map(held(list).map((one) => [one.delegationId, one]))
    }
    const answer = rules.command({ _tag: step, agencyId, agentId }, World.facts(world), Sample.context(), {})
    const elsewhere = list.some(({ at, state }) => at !== 0 && state !== "Active")
    const back = [
      ...each(list, ({ at, state }) => at === 0 && state === "Frozen", "Active"),
      ...(elsewhere ? [] : ["closed"])
    ]
    const approved = step === "ApproveAssociation"
    return same(
      told(eventsOf<Event>(answer)).toSorted(),
      [approved ? "Active" : "Inactive", ...(approved && window !== undefined ? back : [])].toSorted(),
      "what happens"
    )
  }
})

/** On the day an agency gives back whom it kept. @category laws */
export const givenBackOnTheDay = make({
  id: "kept-clients-given-back-on-the-day",
  sentence:
    "on the day and not before, whom a former agency has kept of a certified agent is given back, who has asked there is told so, and a consent on which nothing rests any more is over; whom the agent works for now stays, and a second run finds nothing",
  rules: ["EMP-04", "DEL-25", "DEL-26", "CON-03"],
  runs: 800,
  input: fc.record({
    state: fc.constantFrom<CertificationState>("Certified", "Suspended"),
    until: fc.integer({ min: -1, max: 1 }),
    works: fc.boolean(),
    list: clients,
    shared: fc.boolean(),
    mixed: fc.boolean()
  }),
  holds: ({ list, mixed, shared, state, until, works }, rules) => {
    const open = held(list)
    const agent = windowed(until, state)
    const kept = ({ at, state: now }: Client) => now !== "Active" && !(works && at === 3)
    // Another helper of the first case rests on the same consent, or on one of the own.
    const other = Sample.delegation(90, "Active", {
      kind: "assister",
      caseId: Sample.caseId(0),
      consentId: Sample.consent(shared ? 0 : 90).consentId
    })
    const stands = mixed ? "Expired" : "Granted"
    const drafts = list.map(({ state: now }, n) => Sample.consent(n, now === "Requested" ? "Draft" : stands))
    const left = { consents: drafts, beside: [...open, other], openIn: works ? Sample.agencyId(3) : undefined }
    const run = (day: number, clientsNow: ReadonlyArray<Delegation>, now = agent) =>
      told(
        eventsOf<Event>(
          rules.certificationDaily.decide(
            { _tag: "RunCertificationDaily", agentId, day: dayOf(day) },
            { agent: now, open: clientsNow, ...left },
            Sample.context({ actor: Sample.system })
          )
        )
      )
    const passed = until <= 0
    const ends = list.flatMap((one, n) => {
      if (!kept(one)) return []
      return [`${Sample.delegationId(n)} ${one.state === "Requested" ? "Declined" : "Ended relinquished"}`]
    })
    const consents = (of: "Requested" | "Frozen") =>
      list.flatMap((one, n) =>
        kept(one) && one.state === of && !(of === "Frozen" && (mixed || (n === 0 && shared)))
          ? [`${Sample.consent(n).consentId} Expired`]
          : []
      )
    const { dispositionUntil: _, ...without } = agent
    return all(
      same(
        run(0, open),
        passed ? [...ends, ...consents("Requested"), ...consents("Frozen"), "closed"] : [],
        "what happened"
      ),
      same(
        passed
          ? run(
              0,
              open.filter((_one, n) => !kept(list[n] as Client)),
              without
            )
          : [],
        [],
        "a second run"
      )
    )
  }
})

const triggers = ["recertify", "reinstate", "suspend", "certify", "terminate-vested", "record-death"] as const

/** Whatever becomes of the certification, kept clients wait for their day. @category laws */
export const whateverTheCertification = make({
  id: "kept-clients-whatever-the-certification",
  sentence:
    "renewal, suspension, reinstatement and a new certification leave kept clients frozen until their day, and thaw those of the present agency; an end of the certification makes nobody wait longer, and gives the clients of the present agency their full days",
  rules: ["EMP-04", "DEL-25", "AGT-19"],
  runs: 800,
  input: fc.record({
    trigger: fc.constantFrom(...triggers),
    days: fc.constantFrom(0, 3, 30),
    until: fc.integer({ min: 1, max: 9 }),
    works: fc.boolean(),
    list: clients
  }),
  holds: ({ days, list, trigger, until, works }, rules) => {
    const ending = trigger === "terminate-vested" || trigger === "record-death"
    const from =
      trigger === "reinstate" ? "Suspended" : trigger === "certify" ? "Eligible" : ("Certified" as CertificationState)
    const to =
      trigger === "suspend"
        ? "Suspended"
        : trigger === "terminate-vested"
          ? "TerminatedVested"
          : trigger === "record-death"
            ? "Deceased"
            : "Certified"
    const moved = { _tag: "CertificationMoved", agentId, trigger, from, to: Sample.certification(to) } as const
    const follows = rules.cascade.follow(
      [moved],
      {
        ...{ agentId, employment: works ? Sample.employment(1, 3) : undefined, open: held(list), consents: [] },
        ...{ window: dayOf(until), openIn: works ? Sample.agencyId(3) : undefined }
      },
      Sample.context({ policy: { ...Sample.policy(), dispositionDays: days } })
    )
    const kept = ({ at, state }: Client) => state !== "Active" && !(works && at === 3)
    const stays = list.some(kept)
    const full = list.some((one) => !kept(one)) || days < until ? days : until
    const after = [moved, ...follows].reduce(
      (now, event) =>
        event._tag === "CertificationMoved" || event._tag.startsWith("Disposition")
          ? rules.evolve("agent", now, event)
          : now,
      windowed(until, from)
    )
    const frozen = each(list, ({ state }) => state === "Active", "Frozen")
    const thawed = each(list, (one) => one.state === "Frozen" && !kept(one), "Active")
    const freed = list.map(
      ({ state }, n) => `${Sample.delegationId(n)} ${state === "Requested" ? "Declined" : "Ended certification-ended"}`
    )
    const expected = {
      recertify: [],
      reinstate: thawed,
      suspend: frozen,
      certify: [...thawed, ...(stays ? [`open until ${dayOf(until)}`] : [])]
    }
    const atEnd = days === 0 ? [...freed, "closed"] : [...frozen, `open until ${dayOf(full)}`]
    const day = ending ? (days === 0 ? undefined : full) : trigger === "certify" && !stays ? undefined : until
    return all(
      same(told(follows), ending ? atEnd : expected[trigger as keyof typeof expected], "what follows"),
      same(after.dispositionUntil, day === undefined ? undefined : dayOf(day), "the day on which they are free")
    )
  }
})

/** The laws of this module. @category laws */
export const laws: ReadonlyArray<Law> = [
  keptUntilADay,
  backBeforeTheDay,
  backByAReview,
  givenBackOnTheDay,
  whateverTheCertification
]
