/**
 * Laws of the managers of an agency: who may be one, who has to stay, who is the primary one, and what ends with a role.
 *
 * @since 0.1.0
 */
import type { Agency } from "@agencybook/core/Agency"
import type { Command, Facts } from "@agencybook/core/AgencyManagement"
import * as Dates from "@agencybook/core/CalendarDate"
import { make as factsOf } from "@agencybook/core/Facts"
import type { AgentId } from "@agencybook/core/Id"
import type { Member } from "@agencybook/core/Standing"
import * as fc from "fast-check"
import { acceptedAs, all, eventsOf, type Law, make, refusedAs, same } from "./Law.ts"
import type { Rules } from "./Rules.ts"
import * as Sample from "./Sample.ts"

const agencyId = Sample.agencyId()
const idsOf = (...numbers: ReadonlyArray<number>): ReadonlyArray<AgentId> => numbers.map((n) => Sample.agentId(n))
const agencyOf = (managers: ReadonlyArray<number>, over: Partial<Agency> = {}): Agency => ({
  ...Sample.agency(0, { managers: idsOf(...managers) }),
  ...over
})
const memberOf = (n: number, options: Parameters<typeof Sample.member>[1] = {}): Member => Sample.member(n, options)

const term = (from: number, until: number) => ({
  certification: {
    ...({ _tag: "Certified", since: Sample.now } as const),
    term: { ...Sample.term, from: Dates.plusDays(Sample.today, from), until: Dates.plusDays(Sample.today, until) }
  }
})
const lost = {
  good: {},
  first: term(0, 365),
  over: term(-365, 0),
  suspended: { certification: Sample.certification("Suspended") },
  dead: { certification: Sample.certification("Deceased") },
  unlicensed: { licensed: false },
  inactive: { employment: "Inactive" },
  invited: { employment: "Invited" },
  locked: { locked: true }
} as const satisfies Record<string, Parameters<typeof Sample.member>[1]>
type Standing = keyof typeof lost
const standings = Object.keys(lost) as ReadonlyArray<Standing>
const gapOf: Readonly<Record<Standing, string | undefined>> = {
  good: undefined,
  first: undefined,
  over: "not-certified",
  suspended: "not-certified",
  dead: "not-certified",
  unlicensed: "not-licensed",
  inactive: "not-active",
  invited: "not-active",
  locked: "account-locked"
}
const oftenGood = fc.oneof(fc.constant<Standing>("good"), fc.constantFrom(...standings))

const step = (_tag: Command["_tag"], n: number): Command => ({ _tag, agencyId, agentId: Sample.agentId(n) })
const decide = (rules: Rules, command: Command, facts: Partial<Facts>, actor = Sample.exchange) =>
  rules.agencyManagement.decide(
    command,
    { agency: agencyOf([0, 1]), member: memberOf(1), primary: memberOf(0), otherManager: true, ...facts },
    Sample.context({ actor })
  )

/** Who may manage an agency. @category laws */
export const managerIsFit = make({
  id: "manager-is-certified-and-active",
  sentence:
    "whoever is designated, or becomes the primary manager, is certified, licensed and active in the agency, whatever the state of the agency; a manager is not designated again, nor the primary one chosen again",
  rules: ["AGY-12", "AGY-03", "AGY-01", "AGY-09"],
  runs: 600,
  input: fc.record({
    standing: oftenGood,
    state: fc.constantFrom("Certified", "Certified", "Suspended", "Pending", "Terminated", "unknown" as const),
    there: fc.boolean(),
    already: fc.boolean(),
    primary: fc.boolean(),
    first: fc.constantFrom(false, false, true)
  }),
  holds: ({ already, first, primary, standing, state, there }, rules) => {
    const name = primary ? "ChoosePrimaryManager" : "DesignateManager"
    const agency =
      state === "unknown"
        ? undefined
        : agencyOf(already ? (first ? [2, 0] : [0, 2]) : [0], { certification: Sample.agencyCertification(state) })
    const member = there
      ? memberOf(2, { ...lost[standing], ...(state === "unknown" ? {} : { agencyState: state }) })
      : undefined
    const answer = decide(rules, step(name, 2), { agency, member })
    if (agency === undefined) return refusedAs(answer, "UnknownAgency", "AGY-01")
    if (state === "Terminated") return refusedAs(answer, "AgencyOver", "AGY-09")
    if (already && (first || !primary)) return acceptedAs(answer, [])
    if (primary && !already) return refusedAs(answer, "NoManager", "AGY-02")
    if (!there && !primary) return refusedAs(answer, "NotOnRoster", "AGY-01")
    if (there && gapOf[standing] !== undefined)
      return all(
        refusedAs(answer, "ManagerNotFit", "AGY-12"),
        same("facts" in answer && answer.facts.gaps, [gapOf[standing]], "what is missing")
      )
    const agentId = Sample.agentId(2)
    return acceptedAs(answer, [
      primary
        ? { _tag: "AgencyPrimaryManagerChosen", agencyId, agentId }
        : { _tag: "AgencyManagerDesignated", agencyId, agentId, at: Sample.now }
    ])
  }
})

/** Somebody stays who can act. @category laws */
export const lastManagerStays = make({
  id: "manager-last-one-stays",
  sentence:
    "a manager is removed only while another one can act for the agency, and nobody is removed who is no manager",
  rules: ["AGY-12", "AGY-02"],
  input: fc.record({ manager: fc.boolean(), other: fc.boolean(), standing: oftenGood }),
  holds: ({ manager, other, standing }, rules) => {
    const agency = agencyOf(manager ? [0, 1] : [0])
    const answer = decide(rules, step("RemoveManager", 1), {
      agency,
      member: memberOf(1, lost[standing]),
      otherManager: other
    })
    if (!manager) return refusedAs(answer, "NoManager", "AGY-02")
    return other
      ? acceptedAs(answer, [{ _tag: "AgencyManagerRemoved", agencyId, agentId: Sample.agentId(1), why: "removed" }])
      : refusedAs(answer, "LastManager", "AGY-12")
  }
})

/** Nobody goes over the head of the primary manager. @category laws */
export const primaryDecides = make({
  id: "manager-primary-decides",
  sentence:
    "while the primary manager can act, nobody in the agency but that manager gives the place to somebody else or takes it away; the exchange does both",
  rules: ["AGY-02"],
  runs: 400,
  input: fc.record({
    actor: fc.constantFrom("primary", "other", "exchange" as const),
    standing: oftenGood,
    what: fc.constantFrom("choose", "remove-primary", "remove-other", "designate" as const)
  }),
  holds: ({ actor, standing, what }, rules) => {
    const who = actor === "exchange" ? Sample.exchange : actor === "primary" ? Sample.asAgent(0) : Sample.asAgent(1)
    const command =
      what === "choose"
        ? step("ChoosePrimaryManager", 2)
        : what === "designate"
          ? step("DesignateManager", 3)
          : step("RemoveManager", what === "remove-primary" ? 0 : 2)
    const primary = memberOf(0, lost[standing])
    const n = what === "remove-primary" ? 0 : what === "designate" ? 3 : 2
    const answer = decide(
      rules,
      command,
      { agency: agencyOf([0, 1, 2]), primary, member: n === 0 ? primary : memberOf(n) },
      who
    )
    const over = what === "choose" || what === "remove-primary"
    return over && actor === "other" && gapOf[standing] === undefined
      ? refusedAs(answer, "PrimaryManagerDecides", "AGY-02")
      : same(eventsOf(answer).length, 1, "the number of events")
  }
})

/** The row of managers. @category laws */
export const rowOfManagers = make({
  id: "manager-row-keeps-its-order",
  sentence:
    "managers stand in a row: a new one at its end with the moment of the designation, the primary one first; whoever goes leaves nothing behind, and the choice of the primary one changes nobody's moment",
  rules: ["AGY-02"],
  runs: 500,
  input: fc.array(
    fc.record({ what: fc.constantFrom("in", "out", "first" as const), n: fc.integer({ min: 0, max: 5 }) }),
    {
      minLength: 1,
      maxLength: 12
    }
  ),
  holds: (steps, rules) => {
    let agency = agencyOf([0, 1])
    let row: ReadonlyArray<readonly [number, string | undefined]> = [
      [0, undefined],
      [1, undefined]
    ]
    for (const [hour, { n, what }] of steps.entries()) {
      const known = row.find(([one]) => one === n)
      const others = row.filter((one) => one !== known)
      const agentId = Sample.agentId(n)
      const at = Dates.plusHours(Sample.now, hour)
      if (what === "in" && known === undefined) {
        agency = rules.agency.evolve(agency, { _tag: "AgencyManagerDesignated", agencyId, agentId, at })
        row = [...row, [n, at]]
      } else if (what === "out" && known !== undefined && row.length > 1) {
        agency = rules.agency.evolve(agency, { _tag: "AgencyManagerRemoved", agencyId, agentId, why: "removed" })
        row = others
      } else if (what === "first" && known !== undefined) {
        agency = rules.agency.evolve(agency, { _tag: "AgencyPrimaryManagerChosen", agencyId, agentId })
        row = [known, ...others]
      }
    }
    const moments = row.flatMap(([n, at]) => (at === undefined ? [] : [{ agentId: Sample.agentId(n), at }]))
    const byAgent = (a: { readonly agentId: string }, b: { readonly agentId: string }) =>
      a.agentId < b.agentId ? -1 : 1
    return all(
      same(
        agency.managers,
        row.map(([n]) => Sample.agentId(n)),
        "the row"
      ),
      same([...(agency.designated ?? [])].sort(byAgent), [...moments].sort(byAgent), "since when")
    )
  }
})

/** What was begun under a role ends with it. @category laws */
export const roleEndsSessions = make({
  id: "manager-role-ends-sessions",
  sentence:
    "with the role of the manager end the right to act for agents and every session, at once; a role that is given again does not bring a session back",
  rules: ["ACT-02", "AGY-12", "SEC-01"],
  runs: 300,
  least: { actingIdleMinutes: 3 },
  input: fc.record({
    role: fc.constantFrom("kept", "taken", "given-again", "made-primary" as const),
    offset: fc.constantFrom(-60_000, -1, 0, 1, 60_000)
  }),
  holds: ({ offset, role }, rules) => {
    const session = Sample.session()
    const agentId = Sample.agentId(0)
    const before = agencyOf([5, 0])
    const taken = rules.agency.evolve(before, { _tag: "AgencyManagerRemoved", agencyId, agentId, why: "removed" })
    const at = Dates.plusMillis(session.openedAt, offset)
    const agency =
      role === "kept"
        ? before
        : role === "made-primary"
          ? rules.agency.evolve(before, { _tag: "AgencyPrimaryManagerChosen", agencyId, agentId })
          : role === "taken"
            ? taken
            : rules.agency.evolve(taken, { _tag: "AgencyManagerDesignated", agencyId, agentId, at })
    const now = Dates.plusMillis(session.openedAt, 120_000)
    const moment = { at: now, day: Dates.on(now, Sample.policy().timeZone), policy: Sample.policy() }
    const [self, principal] = [
      { ...memberOf(0), agency },
      { ...memberOf(1), agency }
    ]
    const why = rules.acting.obstacle(session.actingId, session, self, principal, moment)?.facts.why
    const opening = rules.authority.judge(
      { capability: "act-for-agent", actor: Sample.asAgent(0), secondFactor: true, target: { agencyId } },
      { self },
      moment
    )
    const ended = role === "taken" || (role === "given-again" && offset > 0)
    return all(
      same(why, ended ? "manager-without-authority" : undefined, "the obstacle"),
      same(opening._tag, role === "taken" ? "Refused" : "Granted", "the right to open another")
    )
  }
})

/** Leaving ends the role, being away does not. @category laws */
export const leavingEndsTheRole = make({
  id: "manager-who-leaves-manages-no-more",
  sentence: "a manager who leaves the agency manages it no more; one who is away for a time finds the role again",
  rules: ["AGY-12", "EMP-01"],
  input: fc.record({ manager: fc.boolean(), reason: fc.constantFrom("left-agency", "leave", "other" as const) }),
  holds: ({ manager, reason }, rules) => {
    const agentId = Sample.agentId(1)
    const employment = Sample.employment(1)
    const answer = rules.employment.decide(
      { _tag: "SetAgentInactive", agencyId, agentId, reason },
      {
        agent: Sample.agent(1),
        employment,
        openEmployment: employment,
        openDelegations: 0,
        otherManager: true,
        isManager: manager,
        sameLicence: undefined,
        sameNpn: undefined,
        sameEmail: undefined
      },
      Sample.context()
    )
    const role = eventsOf(answer).filter(({ _tag }) => _tag === "AgencyManagerRemoved")
    return all(
      same(
        role,
        manager && reason === "left-agency" ? [{ _tag: "AgencyManagerRemoved", agencyId, agentId, why: "left" }] : [],
        "what becomes of the role"
      ),
      same(eventsOf(answer).length - role.length, 1, "the other events")
    )
  }
})

/** Nobody is put out over the heads of the managers. @category laws */
export const nobodyPutsManagersOut = make({
  id: "manager-is-not-put-out",
  sentence:
    "staff set no manager inactive or active; the primary manager who can act is set inactive by the own act or the exchange's alone",
  rules: ["AGY-12", "AGY-02", "EMP-01"],
  runs: 400,
  input: fc.record({
    actor: fc.constantFrom("staff", "colleague", "self", "exchange" as const),
    role: fc.constantFrom("primary", "unfit-primary", "manager", "agent" as const),
    to: fc.constantFrom("Active", "Inactive" as const),
    reason: fc.constantFrom("left-agency", "leave", "other" as const)
  }),
  holds: ({ actor, reason, role, to }, rules) => {
    const agentId = Sample.agentId(1)
    const employment = Sample.employment(1, 0, to === "Inactive" ? "Active" : "Inactive")
    const answer = rules.employment.decide(
      to === "Inactive"
        ? { _tag: "SetAgentInactive", agencyId, agentId, reason }
        : { _tag: "SetAgentActive", agencyId, agentId },
      {
        agent: Sample.agent(1),
        employment,
        openEmployment: to === "Inactive" ? employment : undefined,
        openDelegations: 0,
        otherManager: true,
        isManager: role !== "agent",
        fitPrimary: role === "primary",
        sameLicence: undefined,
        sameNpn: undefined,
        sameEmail: undefined
      },
      Sample.context({
        actor: {
          staff: { _tag: "Staff", userId: Sample.userId, agencyId, level: 2 } as const,
          colleague: Sample.asAgent(0),
          self: Sample.asAgent(1),
          exchange: Sample.exchange
        }[actor]
      })
    )
    if (actor === "staff" && role !== "agent") return refusedAs(answer, "ManagersDecide", "AGY-12")
    if (actor === "colleague" && role === "primary" && to === "Inactive")
      return refusedAs(answer, "PrimaryManagerDecides", "AGY-02")
    return same(eventsOf(answer).filter(({ _tag }) => _tag === "EmploymentMoved").length, 1, "the number of moves")
  }
})

/** Who manages an agency is told. @category laws */
export const changesAreTold = make({
  id: "manager-changes-are-told",
  sentence:
    "who manages an agency is told to the person whom it is about, and to the managers who work there afterwards, and to nobody else",
  rules: ["AGY-02", "NOT-02"],
  input: fc.record({
    what: fc.constantFrom("designated", "removed", "left", "primary" as const),
    away: fc.boolean()
  }),
  holds: ({ away, what }, rules) => {
    const gone = what === "removed" || what === "left"
    const agentId = Sample.agentId(2)
    const agency = agencyOf(gone ? [0, 1] : [0, 1, 2])
    const places = [Sample.employment(0), Sample.employment(1, 0, away ? "Inactive" : "Active"), Sample.employment(2)]
    const facts = factsOf({
      agency: new Map([[agencyId as string, agency]]),
      agent: new Map([0, 1, 2].map((n) => [Sample.agentId(n) as string, Sample.agent(n)])),
      employment: new Map(places.map((one) => [one.employmentId as string, one]))
    })
    const notices = rules.notice.fromEvents(
      [
        what === "designated"
          ? { _tag: "AgencyManagerDesignated", agencyId, agentId, at: Sample.now }
          : what === "primary"
            ? { _tag: "AgencyPrimaryManagerChosen", agencyId, agentId }
            : { _tag: "AgencyManagerRemoved", agencyId, agentId, why: what }
      ],
      facts,
      Sample.context()
    )
    const told = (role: string, n: number) => `NTC-29 ${role} ${Sample.agent(n).loginEmail} ${what}`
    return same(
      notices.map(({ params, template, to }) => `${template} ${to.role} ${to.email} ${params.change}`),
      [told("agent", 2), told("manager", 0), ...(away ? [] : [told("manager", 1)])],
      "who is told"
    )
  }
})

/** The laws of this module. @category laws */
export const laws = [
  managerIsFit,
  lastManagerStays,
  primaryDecides,
  rowOfManagers,
  roleEndsSessions,
  leavingEndsTheRole,
  nobodyPutsManagersOut,
  changesAreTold
] as ReadonlyArray<Law>
