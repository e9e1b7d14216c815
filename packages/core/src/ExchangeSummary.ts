/**
 * The figures of a whole exchange: its agencies' books added, its agencies and agents counted, and how long people wait.
 *
 * @since 0.1.0
 */
import type { AgencyCertification } from "./AgencyCertification.ts"
import type { AgencySummary } from "./AgencySummary.ts"
import * as BookSummary from "./BookSummary.ts"
import type { Instant } from "./CalendarDate.ts"
import * as Dates from "./CalendarDate.ts"
import type { Certification } from "./Certification.ts"
import { type Delegation, decidedAt, isMovedRequest } from "./Delegation.ts"
import type { Item } from "./Requirement.ts"
import type { Stuck } from "./Worklist.ts"

/** What can become of a request. @category models */
export type Answer = "accepted" | "declined" | "cancelled" | "expired"

/** What became of the requests of consumers in a time. @category models */
export interface Answers extends Readonly<Record<Answer, number>> {
  /**
   * How many of the accepted had waited for so many full days of 24 hours; a number of days for which nobody waited is left
   * out, and so is a request of which nobody recorded when it was made. Counts add up, so that the figures of any parts make
   * those of the whole, and the median is exact.
   */
  readonly acceptedAfter: Readonly<Record<number, number>>
}

/** How many wait for something, and the median of the full days for which they have. @category models */
export interface Waiting {
  readonly agents: number
  readonly medianDays: number
}

/** The figures of an exchange. @category models */
export interface ExchangeSummary {
  /** All books together. */
  readonly book: BookSummary.BookSummary
  /** Agencies and agents by state; a state that nobody has is left out. */
  readonly agencies: { readonly [S in AgencyCertification["_tag"]]?: number }
  readonly agents: { readonly [S in Certification["_tag"]]?: number }
  /** Cases whose agent has no authority today. */
  readonly casesWithoutAuthority: number
  /** Agents on the way to a certification by what each can do next; `exchange` for those who have done everything. */
  readonly waiting: { readonly [I in Item | "exchange"]?: Waiting }
  /** Requests that were answered, or that ended without an answer, in the last 30 days. */
  readonly answers: Answers
}

/** The part of the figures that is added up agency by agency. @category models */
export type Sums = Pick<ExchangeSummary, "answers" | "book" | "casesWithoutAuthority">

/** The sums of an exchange without agencies. @category constructors */
export const empty: Sums = {
  book: BookSummary.empty,
  casesWithoutAuthority: 0,
  answers: { accepted: 0, declined: 0, cancelled: 0, expired: 0, acceptedAfter: {} }
}

/**
 * What became of a request since a moment; absent for whatever was no request, waits still, or was answered before, and for
 * a request that a transfer moved on: that one is answered where it is now.
 *
 * @rule TRF-05
 * @category queries
 */
export const answerOf = ({ origin, requestedAt, state }: Delegation, since: Instant): Answer | undefined => {
  switch (state._tag) {
    case "Requested":
      return undefined
    case "Declined":
      return state.at >= since ? "declined" : undefined
    case "Cancelled":
      return state.at >= since ? "cancelled" : undefined
    case "Expired":
      return state.at >= since ? "expired" : undefined
    case "Active":
    case "Frozen":
    case "Ended":
      if (isMovedRequest(state)) return undefined
      // Only what a consumer asked for in the directory was a request before, wherever it has been moved.
      return (origin === "directory" || requestedAt !== undefined) && state.from >= since ? "accepted" : undefined
  }
}

const day = 24 * 3_600_000

/** The full days of 24 hours for which a request waited until it was decided; absent where the record does not say. */
const daysUntilDecided = (delegation: Delegation): number | undefined => {
  const [asked, decided] = [delegation.requestedAt, decidedAt(delegation)]
  if (asked === undefined || decided === undefined) return undefined
  // Clocks of two machines may disagree by seconds; nothing is answered before it is asked.
  return Math.max(0, Math.floor((Dates.toMillis(decided) - Dates.toMillis(asked)) / day))
}

/** The median of the full days after which requests were accepted; absent when none was. @category queries */
export const medianDays = ({ acceptedAfter }: Answers): number | undefined => {
  const counts = Object.entries(acceptedAfter).map(([days, some]) => [Number(days), some] as const)
  counts.sort(([a], [b]) => a - b)
  const all = counts.reduce((sum, [, some]) => sum + some, 0)
  const daysOf = (place: number): number => {
    let seen = 0
    for (const [days, some] of counts) {
      seen += some
      if (seen > place) return days
    }
    return 0
  }
  return all === 0 ? undefined : (daysOf(Math.ceil(all / 2) - 1) + daysOf(Math.floor(all / 2))) / 2
}

/** The share of answered requests that were accepted, from 0 to 1; absent when none was answered. @category queries */
export const acceptance = ({ accepted, declined, expired }: Answers): number | undefined => {
  const answered = accepted + declined + expired
  return answered === 0 ? undefined : accepted / answered
}

/** The sums with an agency more: its figures, and its delegations of late. @rule BOB-02 @category transforms */
export const add = (
  sums: Sums,
  figures: Pick<AgencySummary, "book" | "casesWithoutAuthority">,
  delegations: Iterable<Delegation>,
  since: Instant
): Sums => {
  const answers = { ...sums.answers }
  const acceptedAfter: Record<number, number> = { ...answers.acceptedAfter }
  for (const one of delegations) {
    const answer = answerOf(one, since)
    if (answer !== undefined) answers[answer] += 1
    const days = answer === "accepted" ? daysUntilDecided(one) : undefined
    if (days !== undefined) acceptedAfter[days] = (acceptedAfter[days] ?? 0) + 1
  }
  return {
    book: BookSummary.combine(sums.book, figures.book),
    casesWithoutAuthority: sums.casesWithoutAuthority + figures.casesWithoutAuthority,
    answers: { ...answers, acceptedAfter }
  }
}

const median = (days: ReadonlyArray<number>): number => {
  const sorted = [...days].sort((a, b) => a - b)
  const middle = sorted.length / 2
  const low = sorted[Math.ceil(middle) - 1] ?? 0
  return (low + (sorted[Math.floor(middle)] ?? low)) / 2
}

/** How long agents wait, by what each can do next. @rule AGT-18 @category queries */
export const waiting = (stuck: Iterable<Pick<Stuck, "days" | "next">>): ExchangeSummary["waiting"] => {
  const days = new Map<Item | "exchange", Array<number>>()
  for (const one of stuck)
    for (const item of one.next.length === 0 ? (["exchange"] as const) : one.next) {
      const known = days.get(item)
      if (known === undefined) days.set(item, [one.days])
      else known.push(one.days)
    }
  return Object.fromEntries(
    Array.from(days, ([item, list]) => [item, { agents: list.length, medianDays: median(list) }])
  )
}
