/**
 * The answer of an agent to a book: cases that should be in it, as a list that is sent back.
 *
 * Comparing it with the book tells which claims the book answers itself and which ones the exchange has to look into.
 *
 * @since 0.1.0
 */
import type { Row } from "./BookOfBusiness.ts"
import type { CalendarDate } from "./CalendarDate.ts"
import type { CaseNumber } from "./Case.ts"
import type { Name } from "./Contact.ts"
import * as SearchText from "./SearchText.ts"

/** One consumer whom an agent claims and does not find in the book. @rule BOB-13 @category models */
export interface Discrepancy {
  readonly name: Name
  readonly dob: CalendarDate
  readonly applicationOn: CalendarDate
  readonly caseNumber?: CaseNumber
  readonly comment?: string
}

/**
 * What a book says to a claim: the case is in it, a household of this name is, or nothing is known here.
 *
 * @category models
 */
export interface Finding {
  readonly discrepancy: Discrepancy
  readonly finding: "in-book" | "same-name" | "not-in-book"
  /** Number of the case that was found in the book. */
  readonly caseNumber?: string
}

const nameOf = (first: string, last: string): string => `${SearchText.fold(first)}\u0000${SearchText.fold(last)}`

/**
 * Compares claims with the book of whoever makes them; nothing is said about cases outside it.
 *
 * **Rules**: BOB-03, BOB-13.
 *
 * @category queries
 */
export const compare = (
  discrepancies: ReadonlyArray<Discrepancy>,
  book: ReadonlyArray<Row>
): ReadonlyArray<Finding> => {
  const numbers = new Set(book.map(({ caseNumber }) => caseNumber))
  const names = new Map(book.map((row) => [nameOf(row.primaryFirstName, row.primaryLastName), row.caseNumber]))
  return discrepancies.map((discrepancy): Finding => {
    const { caseNumber, name } = discrepancy
    if (caseNumber !== undefined && numbers.has(caseNumber)) return { discrepancy, finding: "in-book", caseNumber }
    const same = names.get(nameOf(name.first, name.last))
    return same === undefined
      ? { discrepancy, finding: "not-in-book" }
      : { discrepancy, finding: "same-name", caseNumber: same }
  })
}
