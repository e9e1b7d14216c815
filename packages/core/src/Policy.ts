/**
 * What differs between exchanges, as data. The machines stay the same.
 *
 * Every knob says which bounds it has, which rule it belongs to and which module reads it; a knob that no module
 * reads yet is recorded for the one that will. `check` finds knobs that contradict each other. Presets of other
 * exchanges are in `PolicyPreset`.
 *
 * @since 0.1.0
 */
import type { UsState } from "./UsState.ts"

/** Ways in which a consumer's wish for a new agent is made sure of. @category models */
export const verifications = ["attestation", "one-time-passcode", "three-way-call", "consumer"] as const

/**
 * One way of making sure: the agent attests it, the consumer repeats a passcode, speaks to the service center together
 * with the agent, or asks for the agent himself.
 *
 * @category models
 */
export type Verification = (typeof verifications)[number]

/** Kinds of papers that a transfer across agencies rests on. @rule TRF-11 @category models */
export const transferPapers = ["release", "contract", "legal-document"] as const

/** Standards of proof, the weakest first: that there is a finding at all, and how sure it has to be. @category models */
export const proofs = ["finding", "preponderance", "clear-and-convincing"] as const

/** How sure a finding is: not said, more likely than not, or clear and convincing. @rule AGT-16 @category models */
export type Proof = (typeof proofs)[number]

/** For whom somebody reads personal data that is not the own or that of an own client. @category models */
export const readingsForOthers = ["acting", "agency", "support", "oversight"] as const

/**
 * Reading for somebody else: for the agent of a session, for the agency, for a consumer who asks for help, or for the
 * exchange.
 *
 * @rule SEC-03
 * @category models
 */
export type ReadingForOthers = (typeof readingsForOthers)[number]

/** Of which signs the numbers of an exchange consist: digits, letters and digits, or whatever can be printed. @category models */
export const numberSigns = ["digits", "letters-and-digits", "any"] as const

/**
 * The form of the numbers that an exchange gives: of which signs, and how many, 1 to 40, at least and at most.
 *
 * @rule AGT-08
 * @rule CAS-01
 * @category models
 */
export interface NumberForm {
  readonly signs: (typeof numberSigns)[number]
  readonly least: number
  readonly most: number
}

/** The knobs of one exchange. Durations name their unit; days are calendar days of `timeZone`. @category models */
export interface Policy {
  /** Name of the policy, one line of at most 60 characters. */
  readonly name: string
  /** IANA time zone of the exchange; calendar rules are judged in it. */
  readonly timeZone: string
  /**
   * Lowest passing score of the exam, 1 to 100 percent, and tries before the curriculum restarts, 1 to 20; read by
   * `Requirement`. @rule AGT-05
   */
  readonly exam: { readonly passMark: number; readonly attempts: number }
  /** Whether training and exam are taken again every year; read by `Upkeep`. @rule AGT-10 */
  readonly examEveryYear: boolean
  /**
   * State whose licences are written as their number alone; `none` for an exchange of many states, where a number names
   * its state or is kept as it came; read by `Licence`. @rule AGT-11
   */
  readonly licenceState: UsState | "none"
  /** Form of the number of a certification; read by `Certification` and `Migration`. @rule AGT-08 */
  readonly certificationNumber: NumberForm
  /** Form of the number of a case that is new here; read by `Case`, `AgentStart` and `CounselorStart`. @rule CAS-01 */
  readonly caseNumber: NumberForm
  /** Least and most business days, 0 to 60, that the regulator's answer takes; read by `Requirement`. @rule AGT-04 */
  readonly licenceCheckBusinessDays: { readonly least: number; readonly most: number }
  /** Years, 1 to 10, for which an agreement is signed; read by `Upkeep`. @rule AGT-09 */
  readonly agreementTermYears: number
  /**
   * Whether what counts for years counts up to the same day of a later year, or to the end of a plan year, which is a
   * calendar year; read by `Upkeep`. @rule AGT-09
   */
  readonly upkeepEnds: "anniversary" | "plan-year"
  /** Whether there is a public list of who is done for the plan year; read by `CompletionList`. @rule AGT-14 */
  readonly publishesCompletion: boolean
  /** Days, 0 to 365, in which a certification past its term can still be renewed; read by `CertificationDaily`. @rule AGT-08 */
  readonly recertificationGraceDays: number
  /**
   * Days, 0 to 365, in which an agent reports a new name, licence or address without being late; read by
   * `AgentReport`. @rule AGT-21
   */
  readonly changeReportDays: number
  /**
   * Which of its agents' profiles an agency edits: those of all who work there or apply, or of certified agents only; read
   * by `AgentProfile`. @rule AGY-04
   */
  readonly profileEditing: "any" | "certified"
  /**
   * Days, 0 to 365, after which a certification ends whose licence is still not active; read by `LicenceCheck` and
   * `CertificationDaily`. @rule AGT-12
   */
  readonly licenceGraceDays: number
  /**
   * Days, 0 to 365, in which an agency may be without a certified manager before it is suspended; read by
   * `AgencyManagement`. @rule AGY-12
   */
  readonly managerGraceDays: number
  /** How long the exchange suspends for suspicion; read by `Decertification`. @rule AGT-15 */
  readonly suspension: SuspensionTerms
  /** How sure a finding has to be at least for a termination for cause; read by `Decertification`. @rule AGT-16 */
  readonly proofForCause: Proof
  /**
   * Whether the scheduler may certify an agent whose checklist is done, under the same guards as the exchange; our own
   * choice (C), and off in every preset; read by `Authority`. @rule AGT-07
   */
  readonly systemMayCertifyAgents: boolean
  /**
   * Days, 0 to 365, in which a verification is due that a feed opens without a date, counted from the day on which it was
   * asked for; 90 as brokers are told in California (D), in other exchanges our own choice (B): federal practice differs by
   * issue. Read by `Case`. @rule CAS-01
   */
  readonly documentWindowDays: number
  /** Hours, 1 to 8760, for which an agent's invitation to an account lives; read by `Invitation`. @rule INV-02 */
  readonly inviteHours: number
  /**
   * How many delegations, that is who helps, a case has at once: one of each kind, or one in total. `one-per-policy` is one of
   * each kind, too, and says that the exchange has an agent of record, who is paid, on each policy: these are kept with
   * history whatever is said here, by `AgentOfRecordFeed` and `AgentOfRecordChange`. Read by `Delegation`, `NewAgent`, `Claim`
   * and those of counselors. @rule DEL-09 DEL-20
   */
  readonly delegationExclusivity: "one-per-kind" | "one-total" | "one-per-policy"
  /**
   * Ways that are accepted for a new agent; none means that nobody verifies, so that only the consumer's own request
   * makes one. Read by `Delegation`, `NewAgent`, `Claim` and `AgentChange`. @rule DEL-15
   */
  readonly newAgentVerification: ReadonlyArray<Verification>
  /**
   * How long the consent of a three-way call holds for which no last day was agreed: for that call, which is its day, or
   * until it is taken back; read by `NewAgent`. @rule DEL-18
   */
  readonly callConsent: "one-call" | "until-taken-back"
  /**
   * Which agents may take over a case that they find by search: none, those who are associated with it, or any who
   * attests; read by `Claim`. @rule DEL-13
   */
  readonly claimBySearch: "off" | "associated" | "any"
  /** Whether agency staff may answer delegation requests; read by `Authority`. @rule STF-03 */
  readonly staffMayAnswerRequests: "none" | "level-2" | "both"
  /** Whether agency staff may submit an application; read by `Authority`. @rule STF-02 */
  readonly staffMaySubmitApplication: boolean
  /**
   * Whether agency staff may call the service center about a case: no, only those to whom the exchange has given a
   * staff number, or yes; read by `Authority`. @rule STF-08
   */
  readonly staffMayCallServiceCenter: "no" | "with-number" | "yes"
  /** Whether staff of level 2 may set other staff inactive; read by `Authority`. @rule STF-03 */
  readonly staffMayDisableStaff: boolean
  /**
   * Who has to have signed in with a second factor: nobody, or agents, managers and staff of agencies. The host signs
   * people in, and says so with each command and question; read by `Authority`. @rule SEC-01
   */
  readonly secondFactor: "none" | "agents-and-staff"
  /** Whether the exchange approves staff only after their training; read by `Staff`. @rule STF-05 */
  readonly staffTraining: boolean
  /**
   * Days, 0 to 365, in which a manager may move the clients of an agent whose certification is over, before they are
   * free; read by `Disposition`. @rule DEL-25
   */
  readonly dispositionDays: number
  /**
   * What a transfer asks of the consumer: nothing, nothing but with a word ahead when it is for a later day, or the
   * consumer's yes, for which `requestDays` are given; told is the consumer in each case. Read by `Transfer` and
   * `AgencyTransfer`. @rule TRF-12
   */
  readonly transferConsent: "none" | "notify" | "consumer-confirm"
  /**
   * Papers by which a transfer across agencies needs no yes of the consumers, who are told instead; each once. Read by
   * `AgencyTransfer`. @rule TRF-12
   */
  readonly expeditedBy: ReadonlyArray<(typeof transferPapers)[number]>
  /**
   * Days, 0 to 365, after which an unanswered request, or a question about a transfer, ends; read by `Delegation` and
   * `Transfer`. @rule DEL-23
   */
  readonly requestDays: number
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
  /**
   * Life of an access code in hours by channel, 1 to 8760, and wrong tries that kill it, 1 to 20; read by
   * `AccessCode`. @rule ACC-10
   */
  readonly accessCode: { readonly phoneHours: number; readonly mailHours: number; readonly tries: number }
  /**
   * Life of a passcode for a change of agent in minutes, 1 to 1440, and wrong tries that kill it, 1 to 20; read by
   * `AgentChange`. @rule DEL-17
   */
  readonly agentChangeCode: {
    readonly minutes: number
    readonly tries: number
    /** Minutes, 0 to 1440, that an agent waits between two passcodes for one consumer. */
    readonly waitMinutes: number
    /** How many passcodes of one agent a consumer is sent on a day, 1 to 100. */
    readonly perDay: number
  }
  /** Minutes, 1 to 1440, without a command after which an acting session is over; read by `Acting`. @rule ACT-02 */
  readonly actingIdleMinutes: number
  /** The account of the agent extranet. @rule EXT-03 */
  readonly extranet: ExtranetTerms
  /**
   * How the book reaches an agent: `weekly` and `monthly` say how often there are files on the extranet, the weekly ones
   * where both stand; `live` alone, or nothing for an exchange whose book is on other platforms, that there are none.
   * What the portal shows is as of now under each of them. Read by `ExtranetExtract`. @rule BOB-08 EXT-07
   */
  readonly bookCadence: ReadonlyArray<"live" | "weekly" | "monthly">
  /**
   * Months, 0 to 24, after the start of a policy in which its agent of record may still change from that start on; 0 for
   * changes of the future only. Read by `AgentOfRecordChange`. @rule DEL-21
   */
  readonly retroactiveAgentOfRecordMonths: number
  /** Hours, 1 to 168, for which an export can be fetched; read by `BookExport`. @rule BOB-12 */
  readonly exportHours: number
  /**
   * Who has to say why before personal data of consumers is shown or taken out, by for whom it is; every reading is
   * recorded, whatever is here. No exchange documents it, so that the presets ask nobody. Read by `Disclosure` and `BookExport`. @rule SEC-03
   */
  readonly reasonToRead: ReadonlyArray<ReadingForOthers>
  /** Years, 1 to 30, for which a consumer's consent is kept after its last day; read by `Consent`. @rule CON-03 */
  readonly consentRetentionYears: number
  /** When a small employer may enroll. @rule SHP-01 */
  readonly smallBusiness: SmallBusinessTerms
}

/**
 * Life of a password: none, or days until it is over and days of warning before, each 1 to 3650.
 *
 * @rule EXT-04
 * @category models
 */
export type PasswordLife =
  | { readonly _tag: "Unlimited" }
  | { readonly _tag: "Days"; readonly days: number; readonly warnDays: number }

/**
 * How long a suspension may last: as long as the exchange holds it up, or some days, 1 to 365, with days, 0 to 365 and
 * no more than those, in which the agent may ask for reconsideration. A suspension for the licence lasts as long as the licence is not active.
 *
 * @rule AGT-15
 * @category models
 */
export type SuspensionTerms =
  | { readonly _tag: "Unlimited" }
  | { readonly _tag: "Days"; readonly days: number; readonly reconsiderationDays: number }

/** How an exchange gives its agents the account of the extranet; read by `Extranet`. @category models */
export interface ExtranetTerms {
  /** Prefix of the username, at most 8 letters, digits and underscores. @rule EXT-03 */
  readonly usernamePrefix: string
  readonly password: PasswordLife
  /** Whether a new agent gets a link to set a password, or a first password that only serves to set one. @rule EXT-09 */
  readonly firstSecret: "link" | "password"
  /** Hours, 1 to 72, for which a link or a first password lives. @rule EXT-05 */
  readonly linkHours: number
  /** Hours, 0 to 720, within which support answers whom no link could be sent. @rule EXT-06 */
  readonly supportHours: { readonly least: number; readonly most: number }
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

/** Two knobs that cannot both be meant, why, and what to change. @category models */
export interface Contradiction {
  /** Paths of the two knobs, such as `extranet.warnDays`. */
  readonly knobs: readonly [string, string]
  readonly because: string
  readonly remedy: string
}

/**
 * Covered California as far as its documents say.
 *
 * **Details**: our own choice (C) are the exclusivity, claiming by search, staff answering requests, the consumer being
 * told of transfers, how many digits a case number has, how long the consent of a call holds, the agents whose profiles an agency edits, the grace of a licence, of a renewal and of an agency without a certified manager, the window in which clients are moved, the life of requests, codes, passcodes, invitations, exports, links of the extranet and acting sessions, a link in place of the first password that the documents mail (EXT-09), the retention of consents, who says why before reading,
 * no second factor, of which its account pages say nothing beside the password (SEC-01),
 * and the treatment of other coverage. From earlier years (D-old) are the term of the agreement, the small-business figures
 * and the cut-off day, and from 2013 the ten digits of the number of a certification.
 *
 * @category constructors
 */
export const calheers: Policy = {
  name: "calheers",
  timeZone: "America/Los_Angeles",
  exam: { passMark: 80, attempts: 3 },
  examEveryYear: false,
  licenceState: "CA",
  certificationNumber: { signs: "digits", least: 10, most: 10 },
  caseNumber: { signs: "digits", least: 8, most: 12 },
  licenceCheckBusinessDays: { least: 3, most: 5 },
  agreementTermYears: 5,
  upkeepEnds: "anniversary",
  publishesCompletion: false,
  recertificationGraceDays: 30,
  changeReportDays: 30,
  profileEditing: "any",
  licenceGraceDays: 30,
  managerGraceDays: 30,
  suspension: { _tag: "Unlimited" },
  proofForCause: "finding",
  inviteHours: 720,
  delegationExclusivity: "one-per-kind",
  newAgentVerification: ["consumer", "three-way-call"],
  callConsent: "until-taken-back",
  claimBySearch: "off",
  staffMayAnswerRequests: "none",
  staffMaySubmitApplication: true,
  staffMayCallServiceCenter: "yes",
  staffMayDisableStaff: false,
  secondFactor: "none",
  systemMayCertifyAgents: false,
  documentWindowDays: 90,
  staffTraining: false,
  dispositionDays: 30,
  transferConsent: "notify",
  expeditedBy: [],
  requestDays: 30,
  crossAgencyEffective: { on: "first-of-month", days: 30 },
  smallBusinessAgentOfRecord: { cutoffDay: 8 },
  accessCode: { phoneHours: 72, mailHours: 720, tries: 5 },
  agentChangeCode: { minutes: 10, tries: 5, waitMinutes: 1, perDay: 5 },
  actingIdleMinutes: 30,
  extranet: {
    usernamePrefix: "CC_",
    password: { _tag: "Days", days: 60, warnDays: 10 },
    firstSecret: "link",
    linkHours: 24,
    supportHours: { least: 24, most: 48 }
  },
  bookCadence: ["live", "weekly"],
  retroactiveAgentOfRecordMonths: 0,
  exportHours: 24,
  reasonToRead: [],
  consentRetentionYears: 10,
  smallBusiness: {
    participationPercent: 70,
    contributionPercent: 50,
    window: { from: "11-15", through: "12-15" },
    otherCoverage: "counts-as-taking"
  }
}

/** One pair of knobs, with the question whether they contradict each other. */
interface Pair extends Contradiction {
  readonly when: (policy: Policy) => boolean
}

const pair = (a: string, b: string, when: Pair["when"], because: string, remedy: string): Pair => ({
  knobs: [a, b],
  when,
  because,
  remedy
})

const confirms = ({ transferConsent }: Policy): boolean => transferConsent === "consumer-confirm"
const staffAnswers = ({ staffMayAnswerRequests }: Policy): boolean => staffMayAnswerRequests !== "none"
const requestsLive = ({ requestDays }: Policy): boolean => requestDays > 0
const nobodyVerifies = ({ newAgentVerification }: Policy): boolean => newAgentVerification.length === 0
// By length and element: a text of the list is what `Array.prototype.join` makes of it, which somebody may have replaced.
const onlyTheConsumer = ({ newAgentVerification: ways }: Policy): boolean => ways.length === 1 && ways[0] === "consumer"

/** What lies between two numbers, the first of which is the smaller one. */
const ordered = (knob: string, of: (policy: Policy) => { readonly least: number; readonly most: number }): Pair =>
  pair(
    `${knob}.least`,
    `${knob}.most`,
    (policy) => of(policy).least > of(policy).most,
    "nothing is as much as the least and as little as the most",
    "write the smaller number first"
  )

// A list that is made by a call marked as pure stays out of bundles that check no policy.
const listPairs = (): ReadonlyArray<Pair> => [
  pair(
    "staffMayAnswerRequests",
    "newAgentVerification",
    (policy) => staffAnswers(policy) && nobodyVerifies(policy),
    "staff would give a case to an agent whom nobody has verified",
    "name a way to verify a new agent, or let agents answer themselves"
  ),
  pair(
    "claimBySearch",
    "newAgentVerification",
    (policy) => policy.claimBySearch !== "off" && nobodyVerifies(policy),
    "whoever finds a case could take it, and nobody would verify it",
    "name a way to verify a new agent, or switch claiming off"
  ),
  pair(
    "claimBySearch",
    "newAgentVerification",
    (policy) =>
      policy.claimBySearch === "any" && !nobodyVerifies(policy) && !policy.newAgentVerification.includes("attestation"),
    "an agent who claims a case attests the consumer's wish, and attestation is not accepted",
    "accept attestation, or limit claiming to associated agents"
  ),
  pair(
    "claimBySearch",
    "transferConsent",
    (policy) => policy.claimBySearch === "any" && confirms(policy),
    "a colleague could claim the case that a transfer moves only after the consumer's yes",
    "limit claiming to associated agents, or tell the consumer instead of asking"
  ),
  pair(
    "transferConsent",
    "requestDays",
    (policy) => confirms(policy) && !requestsLive(policy),
    "the consumer would have no time to confirm a transfer",
    "let requests live a day at least, or tell the consumer instead of asking"
  ),
  pair(
    "staffMayAnswerRequests",
    "requestDays",
    (policy) => staffAnswers(policy) && !requestsLive(policy),
    "staff may answer requests, and every request is over when it is made",
    "let requests live a day at least, or take the right from staff"
  ),
  pair(
    "newAgentVerification",
    "requestDays",
    (policy) => onlyTheConsumer(policy) && !requestsLive(policy),
    "only the consumer's own request makes a new agent, and every request is over when it is made",
    "let requests live a day at least, or accept another way to verify"
  ),
  pair(
    "suspension.reconsiderationDays",
    "suspension.days",
    ({ suspension }) => suspension._tag === "Days" && suspension.reconsiderationDays > suspension.days,
    "reconsideration is asked for while suspended, and the days for it would go on after the suspension",
    "give as many days for asking as a suspension lasts at most"
  ),
  pair(
    "extranet.password.warnDays",
    "extranet.password.days",
    ({ extranet: { password } }) =>
      password._tag === "Days" && (password.warnDays < 1 || password.warnDays >= password.days),
    "the warning would not come between the day of the password and its end",
    "warn one day ahead at least, and fewer days ahead than a password lives"
  ),
  pair(
    "accessCode.mailHours",
    "accessCode.phoneHours",
    ({ accessCode }) => accessCode.mailHours < accessCode.phoneHours,
    "a code that has to travel would die before one that is spoken",
    "let mailed codes live as long as spoken ones at least"
  ),
  ordered("extranet.supportHours", ({ extranet }) => extranet.supportHours),
  ordered("certificationNumber", ({ certificationNumber }) => certificationNumber),
  ordered("caseNumber", ({ caseNumber }) => caseNumber),
  ordered("licenceCheckBusinessDays", ({ licenceCheckBusinessDays }) => licenceCheckBusinessDays),
  pair(
    "agreementTermYears",
    "consentRetentionYears",
    ({ agreementTermYears, consentRetentionYears }) => consentRetentionYears < agreementTermYears,
    "consents would be gone before the agreement ends under which they were taken",
    "keep consents as long as an agreement lasts at least"
  ),
  pair(
    "smallBusiness.window.from",
    "smallBusiness.window.through",
    ({ smallBusiness: { window } }) => window.from > window.through,
    "the window would end before it begins",
    "write a window inside one calendar year, its first day first"
  )
]
const pairs = /*#__PURE__*/ listPairs()

/** The knobs of a policy that contradict each other; none for a policy that can be meant. @rule POL-01 @category queries */
export const check = (policy: Policy): ReadonlyArray<Contradiction> =>
  pairs
    .filter(({ when }) => when(policy))
    .map(({ because, knobs, remedy }): Contradiction => ({ knobs, because, remedy }))
