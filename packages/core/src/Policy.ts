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
  extranet: { usernamePrefix: "CC_", passwordDays: 60, warnDays: 10 }
}
