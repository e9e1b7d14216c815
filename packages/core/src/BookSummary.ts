/**
 * Totals of a book of business that can be added, taken away and combined.
 *
 * A summary is a commutative group: adding a row and removing it gives the summary before, and the summary
 * of an agency is the combination of its agents' summaries in any order.
 *
 * @since 0.1.0
 */
import type { Row } from "./BookOfBusiness.ts"

/** Counts of cases and members, and money in cents; a difference of summaries may be negative. @category models */
export interface BookSummary {
  readonly active: number
  readonly frozen: number
  readonly members: number
  readonly effectuated: number
  /** Sum of the gross premiums of effectuated policies, in cents. */
  readonly effectuatedPremium: number
  readonly unpaidBinders: number
  readonly conditional: number
  readonly aorMismatches: number
}

/** The summary of an empty book. @category constructors */
export const empty: BookSummary = Object.freeze({
  active: 0,
  frozen: 0,
  members: 0,
  effectuated: 0,
  effectuatedPremium: 0,
  unpaidBinders: 0,
  conditional: 0,
  aorMismatches: 0
})

const count = (condition: boolean): number => (condition ? 1 : 0)

/** The summary of one row. @rule BOB-05 @category constructors */
export const ofRow = (row: Row): BookSummary => {
  const effectuated = row.enrollmentStatus === "Effectuated"
  return {
    active: count(row.delegationState === "Active"),
    frozen: count(row.delegationState === "Frozen"),
    members: row.householdSize,
    effectuated: count(effectuated),
    effectuatedPremium: effectuated ? (row.grossPremium ?? 0) : 0,
    unpaidBinders: count(row.enrollmentStatus === "PlanSelected" && row.binderPaid !== true),
    conditional: count(row.conditional),
    aorMismatches: count(row.aorMatchesDelegate === false)
  }
}

/** Adds two summaries; a sum that would not be exact is a defect. @category transforms */
export const combine = (a: BookSummary, b: BookSummary): BookSummary => {
  const effectuatedPremium = a.effectuatedPremium + b.effectuatedPremium
  if (!Number.isSafeInteger(effectuatedPremium)) throw new RangeError("a sum of money is too large to be exact")
  return {
    active: a.active + b.active,
    frozen: a.frozen + b.frozen,
    members: a.members + b.members,
    effectuated: a.effectuated + b.effectuated,
    effectuatedPremium,
    unpaidBinders: a.unpaidBinders + b.unpaidBinders,
    conditional: a.conditional + b.conditional,
    aorMismatches: a.aorMismatches + b.aorMismatches
  }
}

/** The summary that takes another one away when combined. @category transforms */
export const invert = (summary: BookSummary): BookSummary => ({
  active: 0 - summary.active,
  frozen: 0 - summary.frozen,
  members: 0 - summary.members,
  effectuated: 0 - summary.effectuated,
  effectuatedPremium: 0 - summary.effectuatedPremium,
  unpaidBinders: 0 - summary.unpaidBinders,
  conditional: 0 - summary.conditional,
  aorMismatches: 0 - summary.aorMismatches
})

/** The summary of a book. @category constructors */
export const summarise = (rows: Iterable<Row>): BookSummary => {
  let sum = empty
  for (const row of rows) sum = combine(sum, ofRow(row))
  return sum
}

/** The summaries of a book by agent; their combination is the summary of the book. @rule BOB-02 @category constructors */
export const byAgent = (rows: Iterable<Row>): ReadonlyMap<string, BookSummary> => {
  const sums = new Map<string, BookSummary>()
  for (const row of rows) sums.set(row.agentId, combine(sums.get(row.agentId) ?? empty, ofRow(row)))
  return sums
}
