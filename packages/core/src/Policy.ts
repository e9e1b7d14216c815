/**
 * What differs between exchanges, as data. The machines stay the same.
 *
 * @since 0.1.0
 */

/** The knobs of one exchange. Durations name their unit; days are calendar days of `timeZone`. @category models */
export interface Policy {
  readonly name: string
  /** IANA time zone of the exchange; calendar rules are judged in it. */
  readonly timeZone: string
  /** Lowest passing score of the exam in percent, and tries before the curriculum restarts. @rule AGT-05 */
  readonly exam: { readonly passMark: number; readonly attempts: number }
  /** Whether agency staff may answer delegation requests. */
  readonly staffMayAnswerRequests: "none" | "level-2" | "both"
  /** What a transfer inside an agency asks of the consumer. */
  readonly transferConsent: "none" | "notify"
  /** Days after which an unanswered request expires. @rule DEL-23 */
  readonly requestDays: number
  /** Life of an access code in hours by channel, and wrong tries that kill it. @rule ACC-10 */
  readonly accessCode: { readonly phoneHours: number; readonly mailHours: number; readonly tries: number }
  /** Minutes without a command after which an acting session is over. @rule ACT-02 */
  readonly actingIdleMinutes: number
  /** Extranet account rules. */
  readonly extranet: { readonly usernamePrefix: string; readonly passwordDays: number; readonly warnDays: number }
  /** When a small employer may enroll. @rule SHP-01 */
  readonly smallBusiness: SmallBusinessTerms
  /**
   * Least days, 0 to 365, between submission and effect of a book that moves to another agency, and whether it counts
   * from the first of a month only; read by `EffectiveDate`. @rule TRF-09
   */
  readonly crossAgencyEffective: { readonly on: "first-of-month" | "any-day"; readonly days: number }
  /**
   * Last day of a month, 1 to 31, on which a small business's form counts for the next month; read by
   * `EffectiveDate`. @rule TRF-14
   */
  readonly smallBusinessAgentOfRecord: { readonly cutoffDay: number }
}

/** What an exchange asks of small employers; read by `SmallBusiness`. @category models */
export interface SmallBusinessTerms {
  /** Least share of employees who take part, 0 to 100 percent. @rule SHP-01 */
  readonly participationPercent: number
  /** Least share of the lowest-cost premium that the employer pays, 0 to 100 percent. @rule SHP-02 */
  readonly contributionPercent: number
  /** First and last day of the yearly window without tests, as `MM-DD` of one year. @rule SHP-03 */
  readonly window: { readonly from: string; readonly through: string }
  /** Whether employees covered elsewhere count as taking part or are left out of the base. @rule SHP-04 */
  readonly otherCoverage: "counts-as-taking" | "leaves-the-base"
}

/** Covered California as far as its documents say; the rest is marked C in the domain description. @category models */
export const calheers: Policy = {
  name: "calheers",
  timeZone: "America/Los_Angeles",
  exam: { passMark: 80, attempts: 3 },
  staffMayAnswerRequests: "none",
  transferConsent: "notify",
  requestDays: 30,
  accessCode: { phoneHours: 72, mailHours: 720, tries: 5 },
  actingIdleMinutes: 30,
  extranet: { usernamePrefix: "CC_", passwordDays: 60, warnDays: 10 },
  smallBusiness: {
    participationPercent: 70,
    contributionPercent: 50,
    window: { from: "11-15", through: "12-15" },
    otherCoverage: "counts-as-taking"
  },
  crossAgencyEffective: { on: "first-of-month", days: 30 },
  smallBusinessAgentOfRecord: { cutoffDay: 8 }
}
