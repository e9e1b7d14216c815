/**
 * Laws of whom the commission of a policy is reported for.
 *
 * @since 0.1.0
 */
import * as Dates from "@agencybook/core/CalendarDate"
import { type Case, coverageStates } from "@agencybook/core/Case"
import type { Line } from "@agencybook/core/Commission"
import type { Employment } from "@agencybook/core/Employment"
import * as fc from "fast-check"
import { states } from "./internal/CertificationSteps.ts"
import { all, holdsIf, type Law, make, refusedAs, same } from "./Law.ts"
import * as Sample from "./Sample.ts"

const npnOf = (n: number) => Sample.profile(n).npn

/** Who is on record is paid, through the agency. @category laws */
export const goesToTheAgency = make({
  id: "commission-goes-to-the-agency",
  sentence:
    "the commission of a policy is reported under the agency's number for the agent on record on the day, unless the certification was ended for cause, and for nobody else who has to do with the case; whatever its state, which is said",
  rules: ["AGY-14", "DEL-20"],
  runs: 1_000,
  input: fc.record({
    policy: fc.integer({ min: 0, max: 7 }).map((n) => n > 0),
    fed: fc.constantFrom(1, 1, 2, undefined),
    stated: fc.constantFrom("nothing", "nothing", "today", "tomorrow", "nobody"),
    covered: fc.constantFrom(...coverageStates),
    state: fc.oneof({ weight: 3, arbitrary: fc.constant("Certified" as const) }, fc.constantFrom(...states))
  }),
  holds: ({ covered, fed, policy, state, stated }, rules) => {
    const from = stated === "tomorrow" ? "2026-03-04" : "2026-03-03"
    const entry = {
      from,
      recordedAt: Sample.now,
      reason: "correction",
      ...(stated === "nobody" ? {} : { npn: npnOf(2) })
    }
    const household = {
      ...Sample.household(0),
      coverage: policy
        ? {
            ...Sample.coverage({ effectiveOn: "2026-01-01" as never, state: covered }),
            aorNpn: fed === undefined ? undefined : npnOf(fed)
          }
        : undefined,
      ...(stated === "nothing" ? {} : { agentsOfRecord: [entry] })
    } as unknown as Case
    const agent = Sample.agent(1, { certification: Sample.certification(state) })
    const agency = Sample.agency()
    const onRecord = stated === "nothing" || stated === "tomorrow" ? fed === 1 : false
    const paid = policy && onRecord && state !== "TerminatedForCause"
    return same(
      rules.commission.line(household, Sample.today, { agency, agent }),
      paid
        ? {
            ...{ caseId: household.caseId, npn: agent.npn, state: covered },
            agencyId: agency.agencyId,
            fein: agency.fein
          }
        : undefined,
      "the line"
    )
  }
})

/** Nothing is counted twice or lost. @category laws */
export const addsUp = make({
  id: "commission-adds-up",
  sentence: "totals have each number once, every policy under its own and by its state, and each agent once",
  rules: ["AGY-14"],
  input: fc.array(fc.tuple(fc.nat({ max: 2 }), fc.nat({ max: 3 }), fc.constantFrom(...coverageStates)), {
    maxLength: 12
  }),
  holds: (pairs, rules) => {
    const lines = pairs.map(([office, who, state], n): Line => {
      const { agencyId, fein } = Sample.agency(office)
      return { caseId: Sample.caseId(n), npn: npnOf(who), agencyId, fein, state }
    })
    const totals = rules.commission.totals(lines)
    return all(
      same(totals.length, new Set(pairs.map(([office]) => office)).size, "the numbers"),
      ...totals.map(({ agencyId, fein, npns, policies, states }) => {
        const own = lines.filter((one) => one.fein === fein)
        return all(
          same(agencyId, own[0]?.agencyId, "the agency"),
          same(policies, own.length, "the policies"),
          same(
            states,
            Object.fromEntries(coverageStates.map((state) => [state, own.filter((one) => one.state === state).length])),
            "the policies by state"
          ),
          same(npns, [...new Set(own.map(({ npn }) => npn))].sort(), "the agents")
        )
      })
    )
  }
})

/** Payee data is the agency's. @category laws */
export const employedGiveNoPayeeData = make({
  id: "commission-employed-give-no-payee-data",
  sentence: "the manager hands in the agency's payee data; an agent whom it employs cannot, for the agency or anybody",
  rules: ["AGY-14"],
  input: fc.record({ manager: fc.boolean(), agency: fc.constantFrom(0, 0, 7) }),
  holds: ({ agency, manager }, rules) => {
    const n = manager ? 0 : 1
    const question = {
      capability: "complete-agency",
      actor: Sample.asAgent(n),
      target: { agencyId: Sample.agencyId(agency) }
    } as const
    const ruling = rules.authority.judge(
      { ...question, secondFactor: true },
      { self: Sample.member(n) },
      { ...Sample.context(), day: Sample.today }
    )
    return manager && agency === 0
      ? holdsIf(ruling._tag === "Granted", "the manager may not")
      : refusedAs(ruling, "NotPermitted", "SEC-01")
  }
})

const standing = {
  works: { state: "Active" },
  left: { state: "Inactive", reason: "left-agency" },
  "ended with the agency": { state: "Inactive", reason: "agency-ended" },
  invited: { state: "Invited" },
  reviewed: { state: "Invited", review: true },
  declined: { state: "Inactive", reason: "association-declined" },
  withdrawn: { state: "Inactive", reason: "application-ended" },
  "applies again": { state: "Invited" },
  "was turned away": { state: "Inactive", reason: "application-ended" }
} as const

/** One agency is paid for an agent. @category laws */
export const onePayee = make({
  id: "commission-one-payee",
  sentence:
    "an agent is paid through the agency where the agent works, otherwise through the one that was left last, also while an application there is open or has failed, and never through one that only invited, reviewed or turned down",
  rules: ["AGY-14", "AGT-03"],
  runs: 500,
  input: fc.array(
    fc.constantFrom(...(Object.keys(standing) as ReadonlyArray<keyof typeof standing>), "left" as const),
    { maxLength: 4 }
  ),
  holds: (drawn, rules) => {
    // Nobody works in two places.
    const places = drawn.map((place, n) => (place === "works" && drawn.indexOf(place) < n ? "left" : place))
    const employments = places.map((place, n): Employment => {
      const since = Dates.instant(`2026-03-0${n + 1}T18:00:00.000Z`)
      const workedUntil = Dates.instant(`2026-02-0${n + 1}T18:00:00.000Z`)
      const again = place === "applies again" || place === "was turned away" ? { workedUntil } : {}
      return { ...Sample.employment(1, n), since, ...standing[place], ...again }
    })
    const working = places.indexOf("works")
    // Work that came before an application ended before any other.
    const last = [
      ["left", "ended with the agency"],
      ["applies again", "was turned away"]
    ]
      .map((some) => places.findLastIndex((place) => some.includes(place)))
      .find((n) => n >= 0)
    const expected = employments[working >= 0 ? working : (last ?? -1)]?.agencyId
    return all(
      same(rules.commission.payee(employments), expected, "who is paid"),
      same(rules.commission.payee([...employments].reverse()), expected, "who is paid, the latest place first")
    )
  }
})

/** The laws of this module. @category laws */
export const laws: ReadonlyArray<Law> = [goesToTheAgency, addsUp, employedGiveNoPayeeData, onePayee]
