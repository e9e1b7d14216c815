/**
 * Under whose number the commission of a policy is reported: that of the agency of the agent on record.
 *
 * The agency is paid and pays its people, so that nothing about their accounts is asked here. A delegate who is not on
 * record, a counselor and the staff of an agency are never named. How much it is, and when, is between carrier and agency:
 * a policy is reported in whatever state it is, and the state is said with it.
 *
 * @since 0.1.0
 */
import type { Agency } from "./Agency.ts"
import type { Agent } from "./Agent.ts"
import type { CalendarDate, Instant } from "./CalendarDate.ts"
import { type Case, type CoverageState, coverageStates, npnOnRecord } from "./Case.ts"
import { type Employment, workedUntil } from "./Employment.ts"
import type { AgencyId, CaseId } from "./Id.ts"
import type { Npn } from "./Licence.ts"
import type { Fein } from "./TaxId.ts"

/** The policy of one case. @category models */
export interface Line {
  readonly caseId: CaseId
  readonly npn: Npn
  readonly agencyId: AgencyId
  readonly fein: Fein
  /** Whether the policy waits for its first payment, runs, or is over; only one that is in force runs, see `Case.isInForce`. */
  readonly state: CoverageState
}

/** All policies under one number. @category models */
export interface Total {
  readonly fein: Fein
  readonly agencyId: AgencyId
  /** Policies in any state. */
  readonly policies: number
  /** The same policies by state, every state with its number. */
  readonly states: Readonly<Record<CoverageState, number>>
  /** The agents on record, each once, in the order of their numbers. */
  readonly npns: ReadonlyArray<Npn>
}

/**
 * The agency under whose number an agent's commission is reported: where the agent works, and for somebody who works
 * nowhere the agency that was left last. Whoever is only invited, or under review, is not that agency's yet; who applies
 * where the own work ended before is still whose it was.
 *
 * @rule AGY-14
 * @category queries
 */
export const payee = (employments: ReadonlyArray<Employment>): AgencyId | undefined => {
  const working = employments.find(({ state }) => state === "Active")
  if (working !== undefined) return working.agencyId
  let last: { readonly agencyId: AgencyId; readonly until: Instant } | undefined
  for (const one of employments) {
    const until = workedUntil(one)
    if (until !== undefined && (last === undefined || last.until <= until)) last = { agencyId: one.agencyId, until }
  }
  return last?.agencyId
}

/**
 * Checks whether an agent goes on to be paid: everybody but whose certification was ended for cause. Who leaves without
 * fault keeps what goes on to be paid.
 *
 * @rule AGY-14
 * @category predicates
 */
export const keepsCommission = ({ certification }: Pick<Agent, "certification">): boolean =>
  certification._tag !== "TerminatedForCause"

/**
 * The line of a case on a day; absent where there is no policy, where somebody else or nobody is on record, and for an
 * agent who is paid no more.
 *
 * @rule AGY-14
 * @category queries
 */
export const line = (
  household: Case,
  day: CalendarDate,
  { agency, agent }: { readonly agency: Agency; readonly agent: Agent }
): Line | undefined => {
  const npn = npnOnRecord(household, day)
  if (household.coverage === undefined || npn !== agent.npn || !keepsCommission(agent)) return undefined
  const { agencyId, fein } = agency
  return { caseId: household.caseId, npn, agencyId, fein, state: household.coverage.state }
}

type Counts = Record<CoverageState, number>
const none = (): Counts => ({ PlanSelected: 0, Effectuated: 0, Terminated: 0, Cancelled: 0, Reinstated: 0 })

/** Lines added up by the number under which they are reported, in the order in which the numbers come first. @category queries */
export const totals = (lines: Iterable<Line>): ReadonlyArray<Total> => {
  const found = new Map<Fein, { readonly agencyId: AgencyId; readonly states: Counts; readonly npns: Set<Npn> }>()
  for (const { agencyId, fein, npn, state } of lines) {
    const known = found.get(fein) ?? { agencyId, states: none(), npns: new Set() }
    known.states[state]++
    known.npns.add(npn)
    found.set(fein, known)
  }
  return Array.from(found, ([fein, { agencyId, npns, states }]) => ({
    ...{ fein, agencyId, states, npns: Array.from(npns).sort() },
    policies: coverageStates.reduce((sum, state) => sum + states[state], 0)
  }))
}
