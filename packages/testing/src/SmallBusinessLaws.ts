/**
 * Laws of the check whether a small employer may enroll.
 *
 * The expected answers are counted with the platform's big integers, apart from the arithmetic of core.
 *
 * @since 0.1.0
 */
import * as Dates from "@agencybook/core/CalendarDate"
import type { Cents } from "@agencybook/core/Money"
import type { Employer, NotEligible, Terms } from "@agencybook/core/SmallBusiness"
import * as fc from "fast-check"
import { all, broken, holdsIf, idle, type Law, make, refusedAs, same } from "./Law.ts"
import { policy } from "./Sample.ts"

const percent = fc.oneof(fc.constantFrom(0, 50, 70, 100), fc.integer({ min: 0, max: 100 }))
const terms: fc.Arbitrary<Terms> = fc.record({
  timeZone: fc.constantFrom("America/Los_Angeles", "America/New_York"),
  smallBusiness: fc.record({
    participationPercent: percent,
    contributionPercent: percent,
    window: fc.constantFrom({ from: "11-15", through: "12-15" }, { from: "12-01", through: "12-31" }),
    otherCoverage: fc.constantFrom("counts-as-taking", "leaves-the-base")
  })
})
const cents = (max: number) => fc.integer({ min: 0, max }).map((n) => n as Cents)
const employer: fc.Arbitrary<Employer> = fc
  .record({
    parts: fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 4 }),
    otherCoverage: fc.integer({ min: 0, max: 6 }),
    declining: fc.integer({ min: 0, max: 12 }),
    employerShare: cents(60_000),
    lowestPremium: cents(60_000).map((n) => (n + 1) as Cents)
  })
  .map(({ declining, employerShare, lowestPremium, otherCoverage, parts }) => ({
    eligible: Math.max(1, parts.reduce((sum, n) => sum + n, otherCoverage) + declining),
    taking: parts.map((employees, n) => ({ carrier: `Carrier ${n}`, employees })),
    otherCoverage,
    employerShare,
    lowestPremium
  }))
const day = fc.oneof(
  fc.constantFrom("2025-11-14", "2025-11-15", "2025-12-15", "2025-12-16", "2025-03-03", "2025-12-31").map(Dates.make),
  fc.integer({ min: 10_000, max: 30_000 }).map(Dates.fromEpochDay)
)
/** The first or the last millisecond of a day in the zone of the exchange. */
const edge = (on: Dates.CalendarDate, last: boolean, zone: string): Dates.Instant =>
  last ? Dates.plusMillis(Dates.startOf(Dates.plusDays(on, 1), zone), -1) : Dates.startOf(on, zone)

const reaches = (has: number, base: number, least: number): boolean =>
  base > 0 && 100n * BigInt(has) >= BigInt(least) * BigInt(base)
const takingOf = (one: Employer): number => one.taking.reduce((sum, { employees }) => sum + employees, 0)
const expected = (one: Employer, { smallBusiness }: Terms) => {
  const counted = smallBusiness.otherCoverage === "counts-as-taking"
  return {
    participation: reaches(
      takingOf(one) + (counted ? one.otherCoverage : 0),
      one.eligible - (counted ? 0 : one.otherCoverage),
      smallBusiness.participationPercent
    ),
    contribution: reaches(one.employerShare, one.lowestPremium, smallBusiness.contributionPercent)
  }
}
const inWindow = (on: Dates.CalendarDate, { smallBusiness: { window } }: Terms): boolean =>
  window.from <= on.slice(5) && on.slice(5) <= window.through
const input = fc.record({ employer, terms, day, last: fc.boolean(), renewal: fc.boolean() })

/** Both tests decide, and each that fails is named. @category laws */
export const bothTests = make({
  id: "small-business-both-tests",
  sentence: "outside the window an employer is eligible exactly when both tests are met, and is told each that is not",
  rules: ["SHP-01", "SHP-02", "SHP-04"],
  input,
  holds: ({ day, employer, last, renewal, terms }, rules) => {
    if (inWindow(day, terms)) return idle
    const at = edge(day, last, terms.timeZone)
    const answer = rules.smallBusiness.assess(employer, renewal ? "renewal" : "first-submission", at, terms)
    if (!("participation" in answer)) return broken(`the tests were not measured: ${answer._tag}`)
    const wanted = expected(employer, terms)
    const eligible = wanted.participation && wanted.contribution
    const { refusals = [] } = answer as Partial<NotEligible>
    const missing = [...(wanted.participation ? [] : ["SHP-01"]), ...(wanted.contribution ? [] : ["SHP-02"])]
    const codes = { "SHP-01": "ParticipationTooLow", "SHP-02": "ContributionTooLow" } as const
    return all(
      same(answer._tag, eligible ? "Eligible" : "NotEligible", "the answer"),
      same([answer.participation.met, answer.contribution.met], Object.values(wanted), "what is met"),
      same(refusals.map(({ rule }) => rule).join(" "), missing.join(" "), "the rules that refuse"),
      ...refusals.map((refusal) => refusedAs(refusal, codes[refusal.rule as keyof typeof codes], refusal.rule)),
      ...[answer.participation, answer.contribution].map(({ base, has, met, needs }) =>
        holdsIf(base === 0 || met === has >= needs, `\`${needs}\` is not the least that passes`)
      )
    )
  }
})

/** The window waives and reports. @category laws */
export const windowWaives = make({
  id: "small-business-window-waives",
  sentence:
    "inside the window everybody is eligible; who needs it starts on the next 1 January, and the tests are told",
  rules: ["SHP-03", "SHP-07"],
  input,
  holds: ({ day, employer, last, terms }, rules) => {
    const at = edge(day, last, terms.timeZone)
    const answer = rules.smallBusiness.assess(employer, "first-submission", at, terms)
    if (!("inWindow" in answer)) return broken(`the tests were not measured: ${answer._tag}`)
    const open = inWindow(day, terms)
    if (!open) return same(answer.inWindow, false, "whether the window is open")
    const wanted = expected(employer, terms)
    const needed = !(wanted.participation && wanted.contribution)
    return all(
      same(answer.inWindow, true, "whether the window is open"),
      same(answer._tag, "Eligible", "the answer"),
      same([answer.participation.met, answer.contribution.met], Object.values(wanted), "what is met"),
      same("by" in answer && answer.by, needed ? "window" : "tests", "what makes eligible"),
      same(
        "startsOn" in answer ? answer.startsOn : undefined,
        needed ? `${Number(day.slice(0, 4)) + 1}-01-01` : undefined,
        "the first day"
      )
    )
  }
})

/** Measured at two occasions only. @category laws */
export const measuredTwice = make({
  id: "small-business-measured-at-two-occasions",
  sentence: "a first submission and a renewal are measured alike, and a change in between is not measured at all",
  rules: ["SHP-05"],
  input,
  holds: ({ day, employer, last, terms }, rules) => {
    const at = edge(day, last, terms.timeZone)
    const first = rules.smallBusiness.assess(employer, "first-submission", at, terms)
    return all(
      same(rules.smallBusiness.assess(employer, "renewal", at, terms), first, "the renewal"),
      same(rules.smallBusiness.assess(employer, "change", at, terms), { _tag: "NotMeasured" }, "the change")
    )
  }
})

/** Carriers do not matter. @category laws */
export const asAWhole = make({
  id: "small-business-as-a-whole",
  sentence: "how employees spread over carriers changes nothing",
  rules: ["SHP-06"],
  input,
  holds: ({ day, employer, last, terms }, rules) => {
    const at = edge(day, last, terms.timeZone)
    const together = { ...employer, taking: [{ carrier: "One", employees: takingOf(employer) }] }
    return same(
      rules.smallBusiness.assess(employer, "renewal", at, terms),
      rules.smallBusiness.assess(together, "renewal", at, terms)
    )
  }
})

/** Covered elsewhere is no refusal. @category laws */
export const coveredElsewhere = make({
  id: "small-business-covered-elsewhere",
  sentence: "an employee covered elsewhere never makes an employer fail who would pass were that employee declining",
  rules: ["SHP-04"],
  input,
  holds: ({ employer, terms }, rules) => {
    const at = edge(Dates.make("2025-03-03"), false, terms.timeZone)
    const met = (one: Employer): boolean => {
      const answer = rules.smallBusiness.assess(one, "renewal", at, terms)
      return "participation" in answer && answer.participation.met
    }
    const base = employer.eligible - employer.otherCoverage
    if (employer.otherCoverage === 0 || (base === 0 && terms.smallBusiness.otherCoverage === "leaves-the-base"))
      return idle
    return holdsIf(!met({ ...employer, otherCoverage: 0 }) || met(employer), "being covered elsewhere did harm")
  }
})

/** Figures that cannot be are refused. @category laws */
export const impossibleFigures = make({
  id: "small-business-impossible-figures",
  sentence: "figures that cannot be are refused on every occasion, and never measured",
  rules: ["SHP-01", "SHP-02"],
  input: fc.record({
    employer,
    day,
    fault: fc.constantFrom(
      ...["none-eligible", "too-many", "half", "negative", "not-a-number", "endless"],
      ...["free", "half-cent", "negative-share", "beyond-exact"]
    ),
    occasion: fc.constantFrom("first-submission" as const, "renewal" as const, "change" as const)
  }),
  holds: ({ day, employer, fault, occasion }, rules) => {
    const faulty: Record<string, Partial<Employer>> = {
      "none-eligible": { eligible: 0, taking: [], otherCoverage: 0 },
      "too-many": { otherCoverage: employer.eligible - takingOf(employer) + 1 },
      half: { taking: [{ carrier: "One", employees: 0.5 }], otherCoverage: 0 },
      negative: { otherCoverage: -1 },
      "not-a-number": { eligible: Number.NaN },
      endless: { eligible: Number.POSITIVE_INFINITY },
      free: { lowestPremium: 0 as Cents },
      "half-cent": { employerShare: 0.5 as Cents },
      "negative-share": { employerShare: -1 as Cents },
      "beyond-exact": { lowestPremium: Number.MAX_SAFE_INTEGER as Cents }
    }
    const at = edge(day, false, policy().timeZone)
    const answer = rules.smallBusiness.assess({ ...employer, ...faulty[fault] }, occasion, at, policy())
    return ["free", "half-cent", "negative-share", "beyond-exact"].includes(fault)
      ? refusedAs(answer, "AmountsImpossible", "SHP-02")
      : refusedAs(answer, "HeadcountImpossible", "SHP-01")
  }
})

/** The laws of this module. @category laws */
export const laws = [
  bothTests,
  windowWaives,
  measuredTwice,
  asAWhole,
  coveredElsewhere,
  impossibleFigures
] as ReadonlyArray<Law>
