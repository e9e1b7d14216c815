/**
 * Totals of a book of business that can be added, taken away and combined.
 *
 * A summary is a commutative group: adding a row and removing it gives the summary before, and the summary
 * of an agency is the combination of its agents' summaries in any order. Counts of "the last 30 days" hold for one day;
 * summaries of different days are not combined.
 *
 * @since 0.1.0
 */
import type { Row } from "./BookOfBusiness.ts"
import type { CalendarDate } from "./CalendarDate.ts"
import * as Dates from "./CalendarDate.ts"
import { isInForce, type Renewal } from "./Case.ts"
import { type Delegation, type EndReason, isMovedRequest } from "./Delegation.ts"

/** Counts of cases and members, and money in cents; a difference of summaries may be negative. @category models */
export interface BookSummary {
  readonly active: number
  readonly frozen: number
  /** Requests that wait for an answer. */
  readonly requested: number
  /** Waiting requests by the day on which they were made; a day without any is left out. */
  readonly requestedOn: Readonly<Record<string, number>>
  /** Cases that were delegated in the last 30 days and still are. */
  readonly opened: number
  /** Cases that were lost in the last 30 days, by reason. */
  readonly lost: Readonly<Record<EndReason, number>>
  readonly members: number
  readonly coveredMembers: number
  readonly effectuated: number
  /** Sum of the gross premiums of effectuated policies, in cents. */
  readonly effectuatedPremium: number
  /** Sum of the tax credits of effectuated policies, in cents. */
  readonly effectuatedAptc: number
  readonly unpaidBinders: number
  readonly pastDue: number
  readonly conditional: number
  /** Cases in which something has to be proven within 14 days, or should have been already. */
  readonly dueSoon: number
  readonly renewals: Readonly<Record<Renewal, number>>
  readonly aorMismatches: number
}

/** Days that count as the last ones for new and lost cases. @category models */
export const recentDays = 30
/** Days that count as soon for what has to be proven. @category models */
export const soonDays = 14

type Tally = { -readonly [K in keyof BookSummary]: BookSummary[K] extends number ? number : Record<string, number> }

const tally = (): Tally => ({
  active: 0,
  frozen: 0,
  requested: 0,
  requestedOn: {},
  opened: 0,
  lost: {
    "consumer-removed": 0,
    "exchange-ended": 0,
    relinquished: 0,
    replaced: 0,
    transferred: 0,
    "certification-ended": 0,
    "consent-rescinded": 0,
    "agency-ended": 0
  } satisfies Record<EndReason, number>,
  members: 0,
  coveredMembers: 0,
  effectuated: 0,
  effectuatedPremium: 0,
  effectuatedAptc: 0,
  unpaidBinders: 0,
  pastDue: 0,
  conditional: 0,
  dueSoon: 0,
  renewals: {
    NotDue: 0,
    AwaitingAction: 0,
    AutoRenewed: 0,
    ActivelyRenewed: 0,
    OptedOut: 0,
    AtRisk: 0
  } satisfies Record<Renewal, number>,
  aorMismatches: 0
})
const sealed = (sums: Tally): BookSummary => sums as unknown as BookSummary

/** The summary of an empty book. @category constructors */
export const empty: BookSummary = (() => {
  const none = tally()
  for (const part of Object.values(none)) Object.freeze(part)
  return sealed(Object.freeze(none))
})()

const exact = (sum: number): number => {
  if (!Number.isSafeInteger(sum)) throw new RangeError("a sum of money is too large to be exact")
  return sum
}
const plus = (counts: Record<string, number>, key: string, more: number): void => {
  counts[key] = (counts[key] ?? 0) + more
}

/** The days by which a book of one day is counted. */
interface Days {
  readonly newSince: CalendarDate
  readonly dueBefore: CalendarDate
}
const daysOf = (day: CalendarDate): Days => ({
  newSince: Dates.plusDays(day, 1 - recentDays),
  dueBefore: Dates.plusDays(day, soonDays + 1)
})

const count = (sums: Tally, row: Row, { dueBefore, newSince }: Days): void => {
  if (row.delegationState === "Active") sums.active += 1
  else sums.frozen += 1
  if (row.delegatedOn >= newSince) sums.opened += 1
  sums.members += row.householdSize
  sums.coveredMembers += row.coveredMembers
  if (isInForce(row.enrollmentStatus)) {
    sums.effectuated += 1
    sums.effectuatedPremium = exact(sums.effectuatedPremium + (row.grossPremium ?? 0))
    sums.effectuatedAptc = exact(sums.effectuatedAptc + (row.aptc ?? 0))
  } else if (row.enrollmentStatus === "PlanSelected" && row.binderPaid !== true) sums.unpaidBinders += 1
  if (row.pastDue === true) sums.pastDue += 1
  if (row.conditional) sums.conditional += 1
  if (row.nextDueOn !== undefined && row.nextDueOn < dueBefore) sums.dueSoon += 1
  plus(sums.renewals, row.renewalStatus, 1)
  if (row.aorMatchesDelegate === false) sums.aorMismatches += 1
}

/** The summary of one row, as of a day. @rule BOB-05 @category constructors */
export const ofRow = (row: Row, day: CalendarDate): BookSummary => {
  const sums = tally()
  count(sums, row, daysOf(day))
  return sealed(sums)
}

/**
 * What a delegation adds that has no row: a request that waits, or a case that was lost in the last 30 days.
 *
 * @category constructors
 */
export const ofDelegation = ({ state }: Delegation, day: CalendarDate, zone: string): BookSummary => {
  const sums = tally()
  if (state._tag === "Requested") {
    sums.requested = 1
    plus(sums.requestedOn, Dates.on(state.at, zone), 1)
  } else if (state._tag === "Ended" && !isMovedRequest(state) && Dates.on(state.until, zone) >= daysOf(day).newSince) {
    plus(sums.lost, state.reason, 1)
  }
  return sealed(sums)
}

const counts = (a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>): Record<string, number> => {
  const sum = { ...a }
  for (const [key, more] of Object.entries(b)) plus(sum, key, more)
  return sum
}
// Days come and go; a day without requests has to look like one that never had any.
const days = (a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(
    Object.entries(counts(a, b))
      .filter(([, some]) => some !== 0)
      .sort(([x], [y]) => (x < y ? -1 : 1))
  )

/** Adds two summaries of one day; a sum that would not be exact is a defect. @category transforms */
export const combine = (a: BookSummary, b: BookSummary): BookSummary => ({
  active: a.active + b.active,
  frozen: a.frozen + b.frozen,
  requested: a.requested + b.requested,
  requestedOn: days(a.requestedOn, b.requestedOn),
  opened: a.opened + b.opened,
  lost: counts(a.lost, b.lost) as BookSummary["lost"],
  members: a.members + b.members,
  coveredMembers: a.coveredMembers + b.coveredMembers,
  effectuated: a.effectuated + b.effectuated,
  effectuatedPremium: exact(a.effectuatedPremium + b.effectuatedPremium),
  effectuatedAptc: exact(a.effectuatedAptc + b.effectuatedAptc),
  unpaidBinders: a.unpaidBinders + b.unpaidBinders,
  pastDue: a.pastDue + b.pastDue,
  conditional: a.conditional + b.conditional,
  dueSoon: a.dueSoon + b.dueSoon,
  renewals: counts(a.renewals, b.renewals) as BookSummary["renewals"],
  aorMismatches: a.aorMismatches + b.aorMismatches
})

const negated = (part: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(Object.entries(part).map(([key, some]) => [key, 0 - some]))

/** The summary that takes another one away when combined. @category transforms */
export const invert = (summary: BookSummary): BookSummary =>
  Object.fromEntries(
    Object.entries(summary).map(([key, part]) => [key, typeof part === "number" ? 0 - part : negated(part)])
  ) as unknown as BookSummary

/** The summary with a row more. @category transforms */
export const add = (summary: BookSummary, row: Row, day: CalendarDate): BookSummary => combine(summary, ofRow(row, day))
/** The summary with a row less. @category transforms */
export const remove = (summary: BookSummary, row: Row, day: CalendarDate): BookSummary =>
  combine(summary, invert(ofRow(row, day)))

/** The summary of the rows of a book, as of a day. @category constructors */
export const summarise = (rows: Iterable<Row>, day: CalendarDate): BookSummary => {
  const sums = tally()
  const by = daysOf(day)
  for (const row of rows) count(sums, row, by)
  return sealed(sums)
}

/** The summaries of a book by agent; their combination is the summary of the book. @rule BOB-02 @category constructors */
export const byAgent = (rows: Iterable<Row>, day: CalendarDate): ReadonlyMap<string, BookSummary> => {
  const all = new Map<string, Tally>()
  const by = daysOf(day)
  for (const row of rows) {
    let sums = all.get(row.agentId)
    if (sums === undefined) {
      sums = tally()
      all.set(row.agentId, sums)
    }
    count(sums, row, by)
  }
  return all as unknown as ReadonlyMap<string, BookSummary>
}

/** How many days the oldest waiting request is old; absent without one. @category queries */
export const oldestRequestDays = ({ requestedOn }: BookSummary, day: CalendarDate): number | undefined => {
  let oldest: string | undefined
  for (const [on, some] of Object.entries(requestedOn))
    if (some > 0 && (oldest === undefined || on < oldest)) oldest = on
  return oldest === undefined ? undefined : Dates.toEpochDay(day) - Dates.toEpochDay(oldest as CalendarDate)
}
