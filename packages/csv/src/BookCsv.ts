/**
 * The book of business as a file: the columns of the domain description, section 6.2, in three sets.
 *
 * The same rows give the same bytes. A text that a spreadsheet could run is made inert and can be read back exactly.
 * No social security number is ever among the columns, and a date of birth or an
 * address only in an export that names them with a reason.
 *
 * @since 0.1.0
 */
import type * as BookExport from "@agencybook/core/BookExport"
import type * as Book from "@agencybook/core/BookOfBusiness"
import * as CsvCell from "./CsvCell.ts"
import * as CsvTable from "./CsvTable.ts"

type Row = Book.Row

const text = <const N extends string>(name: N, get: (row: Row) => string) =>
  CsvTable.column(name, CsvCell.text, { get })
const maybe = <const N extends string>(name: N, get: (row: Row) => string | undefined) =>
  CsvTable.column(name, CsvCell.optional(CsvCell.text), { get: (row: Row) => get(row) ?? null })
const code = <const N extends string>(name: N, get: (row: Row) => string) =>
  CsvTable.column(name, CsvCell.identifier, { get })
const day = <const N extends string>(name: N, get: (row: Row) => string | undefined) =>
  CsvTable.column(name, CsvCell.optional(CsvCell.date), { get: (row: Row) => get(row) ?? null })
const number = <const N extends string>(name: N, get: (row: Row) => number) =>
  CsvTable.column(name, CsvCell.integer, { get })
const money = <const N extends string>(name: N, get: (row: Row) => number | undefined) =>
  CsvTable.column(name, CsvCell.optional(CsvCell.cents), { get: (row: Row) => get(row) ?? null })
const flag = <const N extends string>(name: N, get: (row: Row) => boolean | undefined) =>
  CsvTable.column(name, CsvCell.optional(CsvCell.yesNo), { get: (row: Row) => get(row) ?? null })

const asOf = CsvTable.column("as_of", CsvCell.instant, { get: (row: Row) => row.asOf as string })

const agency = [
  code("agency_id", (row) => row.agencyId),
  text("agency_name", (row) => row.agencyName),
  code("agency_fein_last4", (row) => row.agencyFeinLast4)
] as const

const agentOf = [
  code("agent_id", (row) => row.agentId),
  text("agent_name", (row) => row.agentName),
  code("agent_licence", (row) => row.agentLicence),
  code("agent_npn", (row) => row.agentNpn),
  code("delegation_state", (row) => row.delegationState)
] as const

const names = [
  code("case_number", (row) => row.caseNumber),
  text("primary_first_name", (row) => row.primaryFirstName),
  text("primary_last_name", (row) => row.primaryLastName)
] as const

const policy = [
  maybe("enrollment_status", (row) => row.enrollmentStatus),
  maybe("carrier", (row) => row.carrier),
  maybe("plan_name", (row) => row.planName),
  maybe("metal", (row) => row.metal),
  day("effective_on", (row) => row.effectiveOn)
] as const

/**
 * A screenful for each case: who, which plan, whether something is at risk.
 *
 * @rule BOB-10
 * @category models
 */
export const compact = CsvTable.make([
  asOf,
  ...agentOf,
  ...names,
  text("application_status", (row) => row.applicationStatus),
  ...policy,
  text("renewal_status", (row) => row.renewalStatus),
  flag("aor_matches_delegate", (row) => row.aorMatchesDelegate)
])

const since = [
  day("delegated_on", (row) => row.delegatedOn),
  code("delegation_origin", (row) => row.delegationOrigin)
] as const

const contact = [
  maybe("phone", (row) => row.phone),
  maybe("email", (row) => row.email),
  text("preferred_language", (row) => row.preferredLanguage),
  text("county", (row) => row.county),
  text("zip", (row) => row.zip)
] as const

const household = [
  number("household_size", (row) => row.householdSize),
  number("covered_members", (row) => row.coveredMembers),
  flag("mixed_household", (row) => row.mixedHousehold),
  number("coverage_year", (row) => row.coverageYear),
  text("application_status", (row) => row.applicationStatus),
  text("eligibility_summary", (row) => row.eligibilitySummary.join(";")),
  flag("conditional", (row) => row.conditional),
  text("open_verifications", (row) => row.openVerifications.map(({ kind }) => kind).join(";")),
  day("next_due_on", (row) => row.nextDueOn)
] as const

const rest = [
  day("end_on", (row) => row.endOn),
  money("gross_premium", (row) => row.grossPremium),
  money("aptc", (row) => row.aptc),
  money("net_premium", (row) => row.netPremium),
  day("binder_due_on", (row) => row.binderDueOn),
  flag("binder_paid", (row) => row.binderPaid),
  flag("past_due", (row) => row.pastDue),
  text("renewal_status", (row) => row.renewalStatus),
  text("renewal_risks", (row) => row.renewalRisks.join(";")),
  maybe("aor_npn", (row) => row.aorNpn),
  flag("aor_matches_delegate", (row) => row.aorMatchesDelegate),
  flag("account_linked", (row) => row.accountLinked),
  day("last_activity_on", (row) => row.lastActivityOn)
] as const

/**
 * What daily work needs: all columns of the book but those of the agency and those by which a consumer is reached.
 *
 * @rule BOB-09 BOB-10 BOB-11
 * @category models
 */
export const standard = CsvTable.make([asOf, ...agentOf, ...since, ...names, ...household, ...policy, ...rest])

/**
 * All columns of the book.
 *
 * @rule BOB-09 BOB-10 BOB-11
 * @category models
 */
export const full = CsvTable.make([
  asOf,
  ...agency,
  ...agentOf,
  ...since,
  ...names,
  ...contact,
  ...household,
  ...policy,
  ...rest
])

/** Groups of columns that the file of policies has as well. @category models */
export const groups = { asOf: [asOf], agency, agentOf, since, names, contact, policy } as const

const columns = { compact, standard, full }

/** A row of an export, with the private fields that were asked for. */
type Private = BookExport.Row

/** The columns of private fields, which an export names with a reason. @rule BOB-09 @category models */
export const privateColumns = {
  "date-of-birth": [
    CsvTable.column("date_of_birth", CsvCell.optional(CsvCell.date), { get: (row: Private) => row.dateOfBirth ?? null })
  ],
  address: [
    CsvTable.column("street", CsvCell.optional(CsvCell.text), { get: (row: Private) => row.street ?? null }),
    CsvTable.column("line2", CsvCell.optional(CsvCell.text), { get: (row: Private) => row.line2 ?? null }),
    CsvTable.column("city", CsvCell.optional(CsvCell.text), { get: (row: Private) => row.city ?? null }),
    CsvTable.column("state", CsvCell.optional(CsvCell.text), { get: (row: Private) => row.state ?? null })
  ]
} as const

/**
 * The table of an export: its set of columns and, last, the private ones that it names.
 *
 * @rule BOB-09
 * @category constructors
 */
export const ofOrder = (
  order: Pick<BookExport.Order, "columns" | "privateFields">
): CsvTable.CsvTable<BookExport.Row, unknown> => {
  const fields = order.privateFields ?? []
  const table = columns[order.columns]
  if (fields.length === 0) return table
  const more = (["date-of-birth", "address"] as const).flatMap((field) =>
    fields.includes(field) ? [...privateColumns[field]] : []
  )
  return CsvTable.make([...table.sources, ...more] as never)
}
