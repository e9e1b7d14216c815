/**
 * The daily word to an agency about policies that name another agent than the one who has the case.
 *
 * It changes nobody's place: whether the record or the delegate is right is for people to find out. What counts as a
 * difference is `Worklist.mismatches`; changing the record is `AgentOfRecordChange`.
 *
 * @since 0.1.0
 */
import { type Agency, type Event, unknownAgency } from "./Agency.ts"
import type { Differing } from "./AgentOfRecord.ts"
import type { Row } from "./BookOfBusiness.ts"
import type { CalendarDate } from "./CalendarDate.ts"
import * as Dates from "./CalendarDate.ts"
import type { Case } from "./Case.ts"
import { accept, type Context, type Decision, nothing } from "./Decider.ts"
import type { AgencyId, AgentId, CaseId } from "./Id.ts"
import { reason } from "./Refusal.ts"
import { mismatches } from "./Worklist.ts"

/** Tells an agency and its agents of the differences of a day. @category models */
export interface Command {
  readonly _tag: "ReportAgentsOfRecord"
  readonly agencyId: AgencyId
  readonly on: CalendarDate
}

/** What a decision looks at. @category models */
export interface Facts {
  readonly agency: Agency | undefined
  /** The book of the agency as it is now. */
  readonly rows: ReadonlyArray<Row>
  /** The households of the book, whose policies beside the main one are looked at as well. */
  readonly household: (caseId: CaseId) => Case | undefined
}

/** Nobody can be told of a day that has not come. @category errors */
export const notYet = /*#__PURE__*/ reason(
  "AgentsOfRecordNotYet",
  "DEL-20",
  (f: { readonly agencyId: AgencyId; readonly on: CalendarDate; readonly today: CalendarDate }) =>
    `the agents of record of agency \`${f.agencyId}\` cannot be reported for \`${f.on}\` on \`${f.today}\``,
  "report the present day at most"
)

/** The differences of a book by agent, in the order of the book; a case once, whatever its policies. @rule DEL-20 @category queries */
export const differing = (
  { household, rows }: Pick<Facts, "household" | "rows">,
  day: CalendarDate
): ReadonlyArray<Differing> => {
  const found = new Map<AgentId, [CaseId, ...Array<CaseId>]>()
  for (const row of rows) {
    const [one] = mismatches(row, household(row.caseId), day)
    if (one === undefined) continue
    const known = found.get(one.agentId)
    if (known === undefined) found.set(one.agentId, [one.caseId])
    else known.push(one.caseId)
  }
  return Array.from(found, ([agentId, caseIds]) => ({ agentId, caseIds }))
}

/**
 * Decides the report of a day: once for each day, and only where there is something to tell.
 *
 * **Rules**: DEL-20.
 *
 * @category machine
 */
export const decide = ({ agencyId, on }: Command, facts: Facts, { at, policy }: Context): Decision<Event> => {
  const { agency } = facts
  if (agency === undefined) return unknownAgency({ agencyId })
  const today = Dates.on(at, policy.timeZone)
  if (today < on) return notYet({ agencyId, on, today })
  const { agentsOfRecordReportedOn: last } = agency
  const found = last !== undefined && on <= last ? [] : differing(facts, today)
  return found.length === 0 ? nothing : accept({ _tag: "AgentsOfRecordReported", agencyId, on, differing: found })
}
