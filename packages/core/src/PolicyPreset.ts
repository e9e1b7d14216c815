/**
 * Presets of exchanges beside Covered California, whose preset is `Policy.calheers`.
 *
 * A preset says what the exchange documents. Where its documents are silent it keeps California's value, which is then
 * our own choice (C); the marks stand in the sentence of each preset, and value by value in `PolicyKnob`. Prefixes of usernames are ours throughout. The forms
 * of California's numbers are its own: elsewhere any number is taken, since none documents a form (C).
 *
 * @since 0.1.0
 */
import { calheers, type NumberForm, type PasswordLife, type Policy } from "./Policy.ts"

/**
 * Lives of passwords by the rule book they come from: 60 days with 10 of warning as the extranet and CMS ARS 3.1 have
 * it, and none as NIST SP 800-63B-4 asks for.
 *
 * @rule EXT-04
 * @category constructors
 */
export const passwordLives = {
  "exchange-legacy": { _tag: "Days", days: 60, warnDays: 10 },
  "nist-rev4": { _tag: "Unlimited" }
} as const satisfies Readonly<Record<string, PasswordLife>>

const anyForm: NumberForm = { signs: "any", least: 1, most: 40 }
const numbers = { certificationNumber: anyForm, caseNumber: anyForm } as const

/**
 * Virginia's Insurance Marketplace.
 *
 * **Details**: documented are attested claims by search, staff who may begin applications, invitations of 24 hours,
 * the second factor of agents and staff,
 * the live book and ten years of retention. Inferred (I) is that an agency edits the profiles of certified agents only. Our own choice (C): one delegation in total, the consumer's own
 * request beside the attested claim, the consumer being told of transfers, staff not answering requests.
 *
 * @category constructors
 */
export const virginia: Policy = {
  ...calheers,
  ...numbers,
  name: "virginia",
  timeZone: "America/New_York",
  licenceState: "VA",
  inviteHours: 24,
  profileEditing: "certified",
  delegationExclusivity: "one-total",
  newAgentVerification: ["attestation", "consumer"],
  claimBySearch: "any",
  secondFactor: "agents-and-staff",
  extranet: { ...calheers.extranet, usernamePrefix: "VA_" },
  bookCadence: ["live"]
}

/**
 * BeWell New Mexico, on the same product family as Virginia.
 *
 * **Details**: documented are attested claims by search, staff who may begin applications, the second factor of agents and staff and the live book. Our own
 * choice (C): one delegation in total, the consumer being told of transfers, staff not answering requests. What is
 * documented for the family are the invitations of 24 hours and the ten years of retention.
 *
 * @category constructors
 */
export const newMexico: Policy = {
  ...virginia,
  name: "new-mexico",
  timeZone: "America/Denver",
  licenceState: "NM",
  extranet: { ...calheers.extranet, usernamePrefix: "NM_" }
}

/**
 * Georgia Access.
 *
 * **Details**: documented are the three-way call and the passcode, staff of both levels answering requests and not
 * submitting applications, the training of staff and their disabling by level 2, the yearly assessment and certification, the live book. Our own choice (C): one delegation
 * in total, no claims by search, the consumer being told of transfers, no second factor, and the consumer's own request beside the call and
 * the passcode. Georgia names these two alone as ways to make sure of a new agent, but its directory takes requests that
 * wait for an answer (DEL-03) and its staff answer them (STF-03), so that a request has to be a way, too.
 *
 * @category constructors
 */
export const georgia: Policy = {
  ...calheers,
  ...numbers,
  name: "georgia",
  timeZone: "America/New_York",
  licenceState: "GA",
  examEveryYear: true,
  agreementTermYears: 1,
  delegationExclusivity: "one-total",
  newAgentVerification: ["three-way-call", "one-time-passcode", "consumer"],
  staffMayAnswerRequests: "both",
  staffMaySubmitApplication: false,
  staffMayDisableStaff: true,
  staffTraining: true,
  extranet: { ...calheers.extranet, usernamePrefix: "GA_" },
  bookCadence: ["live"]
}

/**
 * MNsure, the marketplace of Minnesota.
 *
 * **Details**: documented are the one broker whom the consumer names, transfers that the consumer confirms, unless a legal
 * document shows whose the book is, and that count for the future only, no staff answering, staff submitting within limits, staff trained and known on the
 * telephone by a number, no claims by search, the yearly exam and certification, the monthly report, late requests for the agent of record in the six months after an enrollment. Our own choice (C): a transfer across agencies counts from the next day on, no second factor.
 *
 * @category constructors
 */
export const minnesota: Policy = {
  ...calheers,
  ...numbers,
  name: "minnesota",
  timeZone: "America/Chicago",
  licenceState: "MN",
  examEveryYear: true,
  agreementTermYears: 1,
  delegationExclusivity: "one-total",
  newAgentVerification: ["consumer"],
  staffMayCallServiceCenter: "with-number",
  staffTraining: true,
  transferConsent: "consumer-confirm",
  expeditedBy: ["legal-document"],
  crossAgencyEffective: { on: "any-day", days: 1 },
  retroactiveAgentOfRecordMonths: 6,
  extranet: { ...calheers.extranet, usernamePrefix: "MN_" },
  bookCadence: ["monthly"]
}

/**
 * The federal marketplace since July 2024.
 *
 * **Details**: documented are one agent of record for each policy, the three-way call or the consumer's own change,
 * also inside one agency, searches for associated agents only, calls for one time or up to a year, training and agreements by plan year with a public list of who is done, the proof for a
 * termination for cause, ten years of retention, the small-business window and its 70 percent. Background knowledge (B) are the days of suspensions and reconsideration, and that other coverage counts as
 * taking part. Our own choice (C): Eastern time, since the marketplace has no one zone,
 * no rights for staff, whom it does not know, and no second factor, since agents who asked it for one (KFF) did not have it.
 *
 * @category constructors
 */
export const federal: Policy = {
  ...calheers,
  ...numbers,
  name: "federal",
  timeZone: "America/New_York",
  licenceState: "none",
  examEveryYear: true,
  agreementTermYears: 1,
  upkeepEnds: "plan-year",
  publishesCompletion: true,
  suspension: { _tag: "Days", days: 90, reconsiderationDays: 30 },
  proofForCause: "preponderance",
  delegationExclusivity: "one-per-policy",
  newAgentVerification: ["three-way-call", "consumer"],
  callConsent: "one-call",
  claimBySearch: "associated",
  staffMaySubmitApplication: false,
  staffMayCallServiceCenter: "no",
  transferConsent: "consumer-confirm",
  extranet: { ...calheers.extranet, usernamePrefix: "FF_" },
  bookCadence: []
}

/** All presets, California first. @category constructors */
export const all: ReadonlyArray<Policy> = [calheers, virginia, newMexico, georgia, minnesota, federal]
