/**
 * Under whose number the commission of a policy is reported: that of the agency of the agent on record.
 *
 * The agency is paid and pays its people, so that nothing about their accounts is asked here. A delegate who is not on
 * record, a counselor and the staff of an agency are never named. How much it is, and when, is between carrier and agency.
 *
 * @since 0.1.0
 */
import type { Agency } from "./Agency.ts"
import type { Agent } from "./Agent.ts"
import type { CalendarDate } from "./CalendarDate.ts"
import { type Case, npnOnRecord } from "./Case.ts"
import { type Employment, latestApproved } from "./Employment.ts"
import type { AgencyId, CaseId } from "./Id.ts"
import type { Npn } from "./Licence.ts"
import type { Fein } from "./TaxId.ts"

/** The policy of one case. @category models */
export interface Line {
  readonly caseId: CaseId
  readonly npn: Npn
  readonly agencyId: AgencyId
  readonly fein: Fein
}

/** All policies under one number. @category models */
export interface Total {
  readonly fein: Fein
  readonly agencyId: AgencyId
  readonly policies: number
  /** The agents on record, each once, in the order of their numbers. */
  readonly npns: ReadonlyArray<Npn>
}

/**
 * The agency under whose number an agent's commission is reported: where the agent works, and for somebody who works
 * nowhere the agency that was left last. Whoever is only invited, or under review, is not that agency's yet.
 *
 * @rule AGY-14
 * @category queries
 */
export const payee = (employments: ReadonlyArray<Employment>): AgencyId | undefined =>
  // Somebody whose application came to nothing never worked there.
  latestApproved(employments.filter(({ reason, state }) => state !== "Invited" && reason !== "application-ended"))
    ?.agencyId

/**
 * The line of a case on a day; absent where there is no policy, where somebody else or nobody is on record, and for an
 * agent whose certification was ended for cause. Who leaves without fault keeps what goes on to be paid.
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
  if (household.coverage === undefined || npn !== agent.npn) return undefined
  if (agent.certification._tag === "TerminatedForCause") return undefined
  const { agencyId, fein } = agency
  return { caseId: household.caseId, npn, agencyId, fein }
}

/** Lines added up by the number under which they are reported, in the order in which the numbers come first. @category queries */
export const totals = (lines: Iterable<Line>): ReadonlyArray<Total> => {
  const found = new Map<Fein, { readonly agencyId: AgencyId; policies: number; readonly npns: Set<Npn> }>()
  for (const { agencyId, fein, npn } of lines) {
    const known = found.get(fein)
    if (known === undefined) found.set(fein, { agencyId, policies: 1, npns: new Set([npn]) })
    else {
      known.policies++
      known.npns.add(npn)
    }
  }
  return Array.from(found, ([fein, { npns, ...one }]) => ({ fein, ...one, npns: Array.from(npns).sort() }))
}
