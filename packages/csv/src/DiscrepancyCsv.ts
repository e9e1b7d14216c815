/**
 * The consumers whom an agent misses in a book, as the file that is returned: one row for each claim.
 *
 * @since 0.1.0
 */
import * as Dates from "@agencybook/core/CalendarDate"
import { caseNumber } from "@agencybook/core/Case"
import * as Contact from "@agencybook/core/Contact"
import type { Discrepancy } from "@agencybook/core/Discrepancy"
import { comment } from "@agencybook/core/DiscrepancyList"
import * as CsvTable from "./CsvTable.ts"
import * as Column from "./FormatColumn.ts"

/** The columns of the file, in any order. @rule BOB-13 @category models */
export const table = CsvTable.make([
  Column.required("first_name", Contact.personName),
  Column.required("last_name", Contact.personName),
  Column.required("date_of_birth", Dates.format),
  Column.required("application_date", Dates.format),
  Column.optional("case_number", caseNumber),
  Column.optional("comment", comment)
])

/** One row of the file, cell by cell. @category models */
export type DiscrepancyRow = typeof table extends CsvTable.CsvTable<infer _, infer Value> ? Value : never

/** The claim of a row that was read; a row whose cells are right is right as a whole. @category constructors */
export const toClaim = (row: DiscrepancyRow): Discrepancy => ({
  name: { first: row.first_name, last: row.last_name },
  dob: row.date_of_birth,
  applicationOn: row.application_date,
  ...(row.case_number === undefined ? {} : { caseNumber: row.case_number }),
  ...(row.comment === undefined ? {} : { comment: row.comment })
})
