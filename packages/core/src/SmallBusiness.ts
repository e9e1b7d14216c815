/**
 * Whether a small employer may enroll: enough employees take part, and the employer pays enough.
 *
 * Both tests are kept in whole numbers. Inside the yearly window they are computed and reported, not enforced.
 * Percentages, window and the treatment of other coverage are policy; the window is judged in the exchange's zone.
 *
 * @since 0.1.0
 */
import * as Dates from "./CalendarDate.ts"
import { type Cents, toDecimal } from "./Money.ts"
import type { Policy } from "./Policy.ts"
import { type Refusal, reason } from "./Refusal.ts"

/** What an employer brings. @category models */
export interface Employer {
  /** Employees to whom coverage is offered. */
  readonly eligible: number
  /** Employees who take coverage, by carrier; only their sum counts. @rule SHP-06 */
  readonly taking: ReadonlyArray<{ readonly carrier: string; readonly employees: number }>
  /** Employees who decline because they are covered elsewhere. @rule SHP-04 */
  readonly otherCoverage: number
  /** What the employer pays towards the premium of one employee. */
  readonly employerShare: Cents
  /** The premium of one employee in the lowest-cost plan available, more than nothing. */
  readonly lowestPremium: Cents
}

/** Why an employer is looked at; the tests belong to the first submission and to renewals. @rule SHP-05 @category models */
export type Occasion = "first-submission" | "renewal" | "change"

/** One test with its figures: what there is, of what, and the least that passes. @category models */
export interface Test {
  readonly has: number
  readonly base: number
  readonly needs: number
  readonly met: boolean
}

/** Both tests as measured (people, then cents), and whether the day lies in the window. @category models */
export interface Measured {
  readonly participation: Test
  readonly contribution: Test
  readonly inWindow: boolean
}

/** The employer may enroll because both tests are met. @category models */
export interface EligibleByTests extends Measured {
  readonly _tag: "Eligible"
  readonly by: "tests"
}

/** The employer may enroll because the window waives the tests; coverage starts on a fixed day. @category models */
export interface EligibleByWindow extends Measured {
  readonly _tag: "Eligible"
  readonly by: "window"
  /** First day of coverage. @rule SHP-07 */
  readonly startsOn: Dates.CalendarDate
}

/** The employer may not enroll; every test that fails has its refusal, participation first. @category models */
export interface NotEligible extends Measured {
  readonly _tag: "NotEligible"
  readonly refusals: ReadonlyArray<Refusal>
}

/** The answer of the check; `NotMeasured` when the occasion asks for no tests, a refusal when the figures cannot be. @category models */
export type Answer = EligibleByTests | EligibleByWindow | NotEligible | { readonly _tag: "NotMeasured" } | Refusal

/** The part of a policy that the check reads. @category models */
export type Terms = Pick<Policy, "smallBusiness" | "timeZone">

/** Largest number of employees and of cents that is taken; both keep every product exact. @category models */
export const limits = { employees: 1_000_000, cents: 99_999_999_999 } as const

/** Too few employees take part. @category errors */
export const participationTooLow = /*#__PURE__*/ reason(
  "ParticipationTooLow",
  "SHP-01",
  (f: { readonly has: number; readonly base: number; readonly needs: number }) =>
    `\`${f.has}\` of \`${f.base}\` employees take part, \`${f.needs}\` are needed`,
  "enroll more employees, or submit inside the yearly window"
)
/** The employer pays too little. @category errors */
export const contributionTooLow = /*#__PURE__*/ reason(
  "ContributionTooLow",
  "SHP-02",
  (f: { readonly has: string; readonly base: string; readonly needs: string }) =>
    `the employer pays \`${f.has}\` of a premium of \`${f.base}\`, \`${f.needs}\` are needed`,
  "raise the employer's share, or submit inside the yearly window"
)
/** Numbers of employees that cannot be. @category errors */
export const headcountImpossible = /*#__PURE__*/ reason(
  "HeadcountImpossible",
  "SHP-01",
  () => "the numbers of employees do not fit together",
  "send whole numbers; those taking part and those covered elsewhere are among the eligible, of whom there is one at least"
)
/** Amounts that cannot be. @category errors */
export const amountsImpossible = /*#__PURE__*/ reason(
  "AmountsImpossible",
  "SHP-02",
  () => "the employer's share or the premium is no usable amount",
  "send whole cents; the lowest premium is more than nothing"
)

const isCount = (n: number, limit: number): boolean => Number.isInteger(n) && n >= 0 && n <= limit

/** The least whole number that reaches `percent` of `base`, without a fraction on the way. */
const leastOf = (percent: number, base: number): number => {
  const rest = (percent * base) % 100
  return (percent * base - rest) / 100 + (rest === 0 ? 0 : 1)
}

const test = (has: number, base: number, percent: number): Test => ({
  has,
  base,
  needs: leastOf(percent, base),
  met: base > 0 && 100 * has >= percent * base
})

/**
 * Employees who count as taking part, and those they are measured against.
 *
 * **Details**: people covered elsewhere are no refusals. A policy counts them as taking part or leaves them out of the
 * base; a base that is empty then meets nothing.
 *
 * **Rules**: SHP-01, SHP-04, SHP-06.
 *
 * @category queries
 */
export const participation = (employer: Employer, { smallBusiness }: Terms): Test => {
  const taking = employer.taking.reduce((sum, { employees }) => sum + employees, 0)
  const { eligible, otherCoverage } = employer
  return smallBusiness.otherCoverage === "counts-as-taking"
    ? test(taking + otherCoverage, eligible, smallBusiness.participationPercent)
    : test(taking, eligible - otherCoverage, smallBusiness.participationPercent)
}

/** What the employer pays, measured against the premium of the lowest-cost plan. @rule SHP-02 @category queries */
export const contribution = ({ employerShare, lowestPremium }: Employer, { smallBusiness }: Terms): Test =>
  test(employerShare, lowestPremium, smallBusiness.contributionPercent)

/** Checks whether a day lies in the yearly window, whose first and last day belong to it. @rule SHP-03 @category predicates */
export const isInWindow = (day: Dates.CalendarDate, { smallBusiness }: Terms): boolean => {
  const monthDay = day.slice(5)
  return smallBusiness.window.from <= monthDay && monthDay <= smallBusiness.window.through
}

/** The first day of coverage for an enrollment by the window: the next 1 January. @rule SHP-07 @category queries */
export const windowStart = (day: Dates.CalendarDate): Dates.CalendarDate =>
  Dates.firstOfMonth(day, 13 - Number(day.slice(5, 7)))

const impossible = ({ eligible, employerShare, lowestPremium, otherCoverage, taking }: Employer) => {
  const counts = [eligible, otherCoverage, ...taking.map(({ employees }) => employees)]
  const sum = taking.reduce((total, { employees }) => total + employees, otherCoverage)
  if (!counts.every((n) => isCount(n, limits.employees)) || eligible === 0 || sum > eligible)
    return headcountImpossible({})
  const amounts = [employerShare, lowestPremium]
  return !amounts.every((n) => isCount(n, limits.cents)) || lowestPremium === 0 ? amountsImpossible({}) : undefined
}

/**
 * Checks whether a small employer may enroll at a moment, and says by what.
 *
 * **Details**: an employer who meets both tests is eligible by them on every day of the year; the window is for those
 * who do not, and its enrollments start on 1 January.
 *
 * **Rules**: SHP-01..07.
 *
 * @category queries
 */
export const assess = (employer: Employer, occasion: Occasion, at: Dates.Instant, terms: Terms): Answer => {
  const malformed = impossible(employer)
  if (malformed !== undefined) return malformed
  if (occasion === "change") return { _tag: "NotMeasured" }
  const day = Dates.on(at, terms.timeZone)
  const people = participation(employer, terms)
  const money = contribution(employer, terms)
  const measured: Measured = { participation: people, contribution: money, inWindow: isInWindow(day, terms) }
  if (people.met && money.met) return { _tag: "Eligible", by: "tests", ...measured }
  if (measured.inWindow) return { _tag: "Eligible", by: "window", startsOn: windowStart(day), ...measured }
  const { base, has, needs } = people
  const inDollars = (cents: number) => toDecimal(cents as Cents)
  const refusals = [
    ...(people.met ? [] : [participationTooLow({ has, base, needs })]),
    ...(money.met
      ? []
      : [
          contributionTooLow({
            has: inDollars(money.has),
            base: inDollars(money.base),
            needs: inDollars(money.needs)
          })
        ])
  ]
  return { _tag: "NotEligible", refusals, ...measured }
}
