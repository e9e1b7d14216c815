/**
 * The second file of a book: one row for each policy of its cases, where the first has one for each case.
 *
 * Whose book it is, who may take it, what is recorded and what is private is the business of `BookExport`: an order says
 * which of the two files it is for. Filters and sorts are about cases; a case that fits brings all its policies.
 *
 * @since 0.1.0
 */
import * as AgentOfRecord from "./AgentOfRecord.ts"
import * as BookExport from "./BookExport.ts"
import * as Book from "./BookOfBusiness.ts"
import type { CalendarDate, Instant } from "./CalendarDate.ts"
import * as Dates from "./CalendarDate.ts"
import { type Case, type Coverage, type FurtherPolicy, recordOn } from "./Case.ts"
import type { PolicyId } from "./Id.ts"

/** A row of the file: the row of the case as it would be if the policy were the main one. @category models */
export interface Row extends BookExport.Row {
  readonly policyId?: PolicyId
  readonly policyKind: FurtherPolicy["kind"]
  /** Whether it is the policy that the row of the case shows. */
  readonly mainPolicy: boolean
  readonly binderPaidOn?: CalendarDate
  /** Since when the agent of record is on record for the policy, where that is known. @rule DEL-20 */
  readonly aorSince?: CalendarDate
}

const main = (row: BookExport.Row, value: Case, coverage: Coverage, day: CalendarDate): Row => {
  const { binderPaidOn, policyId } = coverage
  const record = recordOn(value, day)
  return {
    ...row,
    policyKind: "health",
    mainPolicy: true,
    ...(policyId === undefined ? {} : { policyId }),
    ...(binderPaidOn === undefined ? {} : { binderPaidOn }),
    ...(record?.npn === undefined ? {} : { aorSince: record.from })
  }
}

const privateOf = ({ city, dateOfBirth, line2, state, street }: BookExport.Row): Partial<BookExport.Row> => ({
  ...(dateOfBirth === undefined ? {} : { dateOfBirth }),
  ...(street === undefined ? {} : { street }),
  ...(line2 === undefined ? {} : { line2 }),
  ...(city === undefined ? {} : { city }),
  ...(state === undefined ? {} : { state })
})

/** The case as it would be if one of its other policies were the main one, with who is on record for that one. */
const withMain = (value: Case, policy: FurtherPolicy): Case => ({
  ...value,
  agentsOfRecord: AgentOfRecord.about(value.policyAgentsOfRecord, policy.policyId),
  application: { ...value.application, year: policy.year },
  // A plan without a metal is left without one below.
  coverage: policy as Coverage
})

// What was recorded here goes before what the feed says, and without either it is not known since when.
const sinceOf = (value: Case, { aorNpn, aorSince, effectiveOn }: FurtherPolicy, day: CalendarDate) => {
  const said = AgentOfRecord.on(value.agentsOfRecord ?? [], effectiveOn > day ? effectiveOn : day)
  if (said !== undefined) return said.npn && said.from
  return aorNpn && aorSince
}

const further = (row: BookExport.Row, entry: Book.Entry, policy: FurtherPolicy, asOf: Instant, zone: string): Row => {
  const { binderPaidOn, kind, policyId } = policy
  const value = withMain(entry.case, policy)
  const made = Book.row({ ...entry, case: value }, asOf, zone) as Book.Row
  const aorSince = sinceOf(value, policy, Dates.on(asOf, zone))
  const { metal, ...rest } = made
  return {
    ...rest,
    ...(metal === undefined ? {} : { metal }),
    ...privateOf(row),
    policyId,
    policyKind: kind,
    mainPolicy: false,
    ...(binderPaidOn === undefined ? {} : { binderPaidOn }),
    ...(aorSince === undefined ? {} : { aorSince })
  }
}

// Whatever the order in which they were delivered: the same policies give the same file. @rule BOB-10
const before = (one: FurtherPolicy, other: FurtherPolicy): number => {
  const [a, b] = [one, other].map(
    ({ effectiveOn, kind, policyId, year }) => `${year} ${kind} ${effectiveOn} ${policyId}`
  )
  return (a as string) < (b as string) ? -1 : 1
}

/**
 * The rows of an export of policies: of each case that the order takes, in its order, the main policy and then the others by
 * year, kind and first day. A case without any policy has no row.
 *
 * **Rules**: BOB-06, BOB-08, BOB-09, BOB-10.
 *
 * @category constructors
 */
export const rows = (
  order: BookExport.Order,
  entries: Iterable<Book.Entry>,
  asOf: Instant,
  zone: string
): ReadonlyArray<Row> => {
  const all = Array.from(entries)
  const day = Dates.on(asOf, zone)
  const byDelegation = new Map(all.map((entry) => [entry.delegation.delegationId, entry]))
  return BookExport.rows(order, all, asOf, zone).flatMap((row) => {
    const entry = byDelegation.get(row.delegationId) as Book.Entry
    const { coverage, policies = [] } = entry.case
    return [
      ...(coverage === undefined ? [] : [main(row, entry.case, coverage, day)]),
      ...[...policies].sort(before).map((policy) => further(row, entry, policy, asOf, zone))
    ]
  })
}
