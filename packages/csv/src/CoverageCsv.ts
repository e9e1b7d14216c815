/**
 * The second file of a book: one row for each policy of its cases, in three sets of columns.
 *
 * What is in no column of the file of cases is in none of this one, and the same rows give the same bytes.
 *
 * @since 0.1.0
 */
import type * as BookExport from "@agencybook/core/BookExport"
import type { Row } from "@agencybook/core/CoverageExport"
import { groups, privateColumns } from "./BookCsv.ts"
import * as CsvCell from "./CsvCell.ts"
import * as CsvTable from "./CsvTable.ts"

const day = <const N extends string>(name: N, get: (row: Row) => string | undefined) =>
  CsvTable.column(name, CsvCell.optional(CsvCell.date), { get: (row: Row) => get(row) ?? null })
const money = <const N extends string>(name: N, get: (row: Row) => number | undefined) =>
  CsvTable.column(name, CsvCell.optional(CsvCell.cents), { get: (row: Row) => get(row) ?? null })
const flag = <const N extends string>(name: N, get: (row: Row) => boolean | undefined) =>
  CsvTable.column(name, CsvCell.optional(CsvCell.yesNo), { get: (row: Row) => get(row) ?? null })

const { agency, agentOf, asOf, contact, names, policy, since } = groups

const which = [
  CsvTable.column("policy_id", CsvCell.optional(CsvCell.identifier), { get: (row: Row) => row.policyId ?? null }),
  CsvTable.column("policy_kind", CsvCell.identifier, { get: (row: Row) => row.policyKind as string }),
  CsvTable.column("main_policy", CsvCell.yesNo, { get: (row: Row) => row.mainPolicy }),
  CsvTable.column("coverage_year", CsvCell.integer, { get: (row: Row) => row.coverageYear })
] as const

const matches = flag("aor_matches_delegate", (row) => row.aorMatchesDelegate)

const rest = [
  day("end_on", (row) => row.endOn),
  money("gross_premium", (row) => row.grossPremium),
  money("aptc", (row) => row.aptc),
  money("net_premium", (row) => row.netPremium),
  day("binder_due_on", (row) => row.binderDueOn),
  day("binder_paid_on", (row) => row.binderPaidOn),
  flag("past_due", (row) => row.pastDue),
  CsvTable.column("aor_npn", CsvCell.optional(CsvCell.text), { get: (row: Row) => row.aorNpn ?? null }),
  day("aor_since", (row) => row.aorSince),
  matches
] as const

/**
 * Whose policy it is, which one, and whether its agent of record is the delegate.
 *
 * @rule BOB-10
 * @category models
 */
export const compact = CsvTable.make([...asOf, ...agentOf, ...names, ...which, ...policy, matches])

/**
 * All columns of a policy, without those of the agency and those by which a consumer is reached.
 *
 * @rule BOB-09 BOB-10 BOB-11
 * @category models
 */
export const standard = CsvTable.make([...asOf, ...agentOf, ...since, ...names, ...which, ...policy, ...rest])

/**
 * All columns of a policy, with those of the agency and those by which a consumer is reached.
 *
 * @rule BOB-09 BOB-10 BOB-11
 * @category models
 */
export const full = CsvTable.make([
  ...asOf,
  ...agency,
  ...agentOf,
  ...since,
  ...names,
  ...contact,
  ...which,
  ...policy,
  ...rest
])

const columns = { compact, standard, full }

/**
 * The table of an export of policies: its set of columns and, last, the private ones that it names.
 *
 * @rule BOB-09
 * @category constructors
 */
export const ofOrder = (
  order: Pick<BookExport.Order, "columns" | "privateFields">
): CsvTable.CsvTable<Row, unknown> => {
  const fields = order.privateFields ?? []
  const table = columns[order.columns]
  if (fields.length === 0) return table
  const more = (["date-of-birth", "address"] as const).flatMap((field) =>
    fields.includes(field) ? [...privateColumns[field]] : []
  )
  return CsvTable.make([...table.sources, ...more] as never)
}
