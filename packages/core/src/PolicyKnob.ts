/**
 * The knobs of a policy as data: what each says, its bounds, the rules it touches, and what the value of every preset rests on.
 *
 * Sources are named as in `Rule`. A preset that says nothing of a knob here has California's value because its documents are
 * silent, which is our own choice (C): `groundOf` tells it so. A test holds that whatever a preset has otherwise is said.
 *
 * @since 0.1.0
 */
import type { Policy } from "./Policy.ts"
import type { Rule, RuleId } from "./Rule.ts"

/** On what a value rests: how sure it is, and by which source. @category models */
export type Ground = Pick<Rule, "confidence" | "source">

/** The names of the presets. @category models */
export const presetNames = ["calheers", "virginia", "new-mexico", "georgia", "minnesota", "federal"] as const

/** Name of a preset. @category models */
export type PresetName = (typeof presetNames)[number]

/** One knob. @category models */
export interface Knob {
  readonly sentence: string
  /** What it may be: words between backticks, and numbers from the least to the most. */
  readonly bounds: string
  /** The rules that read differently where its value is another one. */
  readonly rules: ReadonlyArray<RuleId>
  readonly grounds: Readonly<Partial<Record<PresetName, Ground>>> & { readonly calheers: Ground }
}

/** The parts of two knobs that are knobs of their own. @category models */
export type KnobPath =
  | Exclude<keyof Policy, "name" | "extranet" | "smallBusiness">
  | `extranet.${keyof Policy["extranet"]}`
  | `smallBusiness.${keyof Policy["smallBusiness"]}`

type Told = readonly [confidence: Ground["confidence"], source: string]
type Grounds = Readonly<Partial<Record<PresetName, Told>>> & { readonly calheers: Told }

const ours: Told = ["C", "design"]
const knob = (sentence: string, bounds: string, rules: ReadonlyArray<RuleId>, grounds: Grounds): Knob => ({
  ...{ sentence, bounds, rules },
  grounds: Object.fromEntries(
    Object.entries(grounds).map(([name, [confidence, source]]) => [name, { confidence, source }])
  ) as unknown as Knob["grounds"]
})

const va: Told = ["D", "Virginia help centre"]
const nm: Told = ["D", "New Mexico help pages"]
const ga: Told = ["D", "Georgia help centre"]
const mn: Told = ["D", "MNsure broker policies"]
const cms: Told = ["D", "CMS 2024"]
const steps: Told = ["D", "certification steps"]
const job: Told = ["D", "extranet job aid"]
const form = "`digits`, `letters-and-digits` or `any`, and how many: 1 to 40"

/** All knobs by their path. @category models */
export const knobs: Readonly<Record<KnobPath, Knob>> = {
  timeZone: knob("zone in which calendar rules are judged", "an IANA time zone", ["EXT-01"], {
    ...{ calheers: ["B", "geography"], virginia: ["B", "geography"], "new-mexico": ["B", "geography"] },
    ...{ georgia: ["B", "geography"], minnesota: ["B", "geography"], federal: ours }
  }),
  exam: knob(
    "lowest passing score, and tries before the curriculum restarts",
    "1 to 100 percent, 1 to 20 tries",
    ["AGT-05"],
    { calheers: steps }
  ),
  examEveryYear: knob(
    "whether training and exam are taken again every year",
    "yes or no",
    ["AGT-05", "AGT-10", "AGT-14"],
    {
      ...{ calheers: ours, georgia: ga, minnesota: mn, federal: ["D", "CMS"] }
    }
  ),
  licenceState: knob("state whose licences stand alone", "a state, or `none`", ["AGT-11"], {
    ...{ calheers: job, virginia: ["I", "state exchange"], "new-mexico": ["I", "state exchange"] },
    ...{ georgia: ["I", "state exchange"], minnesota: ["I", "state exchange"], federal: ["I", "many states"] }
  }),
  certificationNumber: knob("form of the number of a certification", form, ["AGT-08"], {
    ...{ calheers: ["D-old", "CAHBA 2013"], virginia: ours, "new-mexico": ours },
    ...{ georgia: ours, minnesota: ours, federal: ours }
  }),
  caseNumber: knob("form of the number of a case", form, ["CAS-01"], {
    ...{ calheers: ours, virginia: ours, "new-mexico": ours, georgia: ours, minnesota: ours, federal: ours }
  }),
  licenceCheckBusinessDays: knob("least and most business days of the regulator's answer", "0 to 60", ["AGT-04"], {
    calheers: steps
  }),
  agreementTermYears: knob("years for which an agreement is signed", "1 to 10", ["AGT-09"], {
    ...{ calheers: ["D-old", "agreement amendment 2016"], georgia: ga, minnesota: mn, federal: ["D", "CMS"] }
  }),
  upkeepEnds: knob(
    "whether what counts for years ends on the same day, or with a plan year",
    "`anniversary` or `plan-year`",
    ["AGT-09", "AGT-14"],
    { calheers: ours, federal: ["D", "CMS"] }
  ),
  publishesCompletion: knob("whether there is a public list of who is done", "yes or no", ["AGT-14"], {
    ...{ calheers: ours, federal: ["D", "CMS"] }
  }),
  recertificationGraceDays: knob("days in which a certification past its term can be renewed", "0 to 365", ["AGT-08"], {
    calheers: ours
  }),
  changeReportDays: knob("days in which an agent reports a change", "0 to 365", ["AGT-21"], {
    calheers: ["C", "DC attestations"]
  }),
  profileEditing: knob("which profiles an agency edits", "`any` or `certified`", ["AGY-04"], {
    ...{ calheers: ours, virginia: ["I", "Virginia help centre"], "new-mexico": ["I", "same product family"] }
  }),
  licenceGraceDays: knob("days after which a certification without a good licence ends", "0 to 365", ["AGT-12"], {
    calheers: ours
  }),
  managerGraceDays: knob("days in which an agency may be without a certified manager", "0 to 365", ["AGY-12"], {
    calheers: ours
  }),
  suspension: knob(
    "how long the exchange suspends, and how long reconsideration may be asked",
    "`Unlimited`, or `Days` of 1 to 365 with 0 to 365 to ask in",
    ["AGT-15"],
    { calheers: ours, federal: ["B", "45 CFR 155.220"] }
  ),
  proofForCause: knob(
    "how sure a finding has to be for a termination for cause",
    "`finding`, `preponderance` or `clear-and-convincing`",
    ["AGT-16"],
    { calheers: ours, federal: ["D", "45 CFR 155.220"] }
  ),
  systemMayCertifyAgents: knob("whether the scheduler certifies who is done", "yes or no", ["AGT-07"], {
    calheers: ours
  }),
  documentWindowDays: knob("days in which a verification without a date is due", "0 to 365", ["CAS-01"], {
    ...{
      calheers: ["D", "broker questions"],
      virginia: ["B", "practice differs"],
      "new-mexico": ["B", "practice differs"]
    },
    ...{ georgia: ["B", "practice differs"], minnesota: ["B", "practice differs"], federal: ["B", "practice differs"] }
  }),
  inviteHours: knob("hours for which an invitation lives", "1 to 8760", ["INV-02"], {
    ...{ calheers: ours, virginia: va, "new-mexico": ["I", "same product family"] }
  }),
  delegationExclusivity: knob(
    "how many delegations a case has at once",
    "`one-per-kind`, `one-total` or `one-per-policy`",
    ["DEL-09", "DEL-20"],
    { calheers: ours, virginia: ours, "new-mexico": ours, georgia: ours, minnesota: mn, federal: cms }
  ),
  newAgentVerification: knob(
    "ways in which a wish for a new agent is made sure of",
    "any of `attestation`, `one-time-passcode`, `three-way-call`, `consumer`",
    ["DEL-06", "DEL-15", "DEL-17"],
    {
      ...{ calheers: ["D", "service center policy"], virginia: va, "new-mexico": nm },
      ...{ georgia: ga, minnesota: mn, federal: cms }
    }
  ),
  callConsent: knob("how long the consent of a call holds", "`one-call` or `until-taken-back`", ["DEL-18"], {
    ...{ calheers: ours, federal: ["D", "CMS trade note"] }
  }),
  claimBySearch: knob(
    "who may take over a case found by search",
    "`off`, `associated` or `any`",
    ["DEL-13", "DEL-15", "DEL-16"],
    { calheers: ours, virginia: va, "new-mexico": nm, georgia: ours, minnesota: mn, federal: cms }
  ),
  staffMayAnswerRequests: knob("which staff answer requests", "`none`, `level-2` or `both`", ["STF-03"], {
    ...{ calheers: ours, virginia: ours, "new-mexico": ours, georgia: ga, minnesota: mn, federal: ours }
  }),
  staffMaySubmitApplication: knob("whether staff submit applications", "yes or no", ["STF-02"], {
    ...{
      calheers: ["D", "agency agreement"],
      virginia: va,
      "new-mexico": va,
      georgia: ga,
      minnesota: mn,
      federal: ours
    }
  }),
  staffMayCallServiceCenter: knob("which staff call the service center", "`no`, `with-number` or `yes`", ["STF-08"], {
    ...{ calheers: ["D", "agency agreement"], minnesota: mn, federal: ours }
  }),
  staffMayDisableStaff: knob("whether staff of level 2 set others inactive", "yes or no", ["STF-03"], {
    ...{ calheers: ours, georgia: ga }
  }),
  secondFactor: knob("who signs in with a second factor", "`none` or `agents-and-staff`", ["SEC-01"], {
    ...{ calheers: ours, virginia: va, "new-mexico": nm, federal: ["C", "KFF"] }
  }),
  staffTraining: knob("whether staff are approved only after training", "yes or no", ["STF-05"], {
    ...{ calheers: ours, georgia: ga, minnesota: mn }
  }),
  dispositionDays: knob("days in which clients of an ended certification are moved", "0 to 365", ["DEL-25"], {
    calheers: ours
  }),
  transferConsent: knob("what a transfer asks of the consumer", "`none`, `notify` or `consumer-confirm`", ["TRF-12"], {
    calheers: ours,
    virginia: ours,
    "new-mexico": ours,
    georgia: ours,
    minnesota: mn,
    federal: cms
  }),
  expeditedBy: knob(
    "papers by which consumers are told instead of asked",
    "any of `release`, `contract`, `legal-document`",
    ["TRF-10", "TRF-11", "TRF-12"],
    { calheers: ours, minnesota: mn }
  ),
  requestDays: knob("days after which an unanswered request ends", "0 to 365", ["DEL-23"], { calheers: ours }),
  crossAgencyEffective: knob(
    "from which day a book counts that moves to another agency",
    "`first-of-month` or `any-day`, 0 to 365 days ahead",
    ["TRF-09"],
    { calheers: ["D", "book transfer form"], minnesota: ours }
  ),
  smallBusinessAgentOfRecord: knob("last day on which a form counts for the next month", "1 to 31", ["TRF-14"], {
    calheers: ["D-old", "small-business policy 2016"]
  }),
  accessCode: knob("life and tries of an access code", "1 to 8760 hours, 1 to 20 tries", ["ACC-10"], {
    calheers: ours
  }),
  agentChangeCode: knob(
    "life, tries, waits and number of passcodes",
    "1 to 1440 minutes, 1 to 20 tries, 0 to 1440 minutes to wait, 1 to 100 a day",
    ["DEL-17"],
    { calheers: ours }
  ),
  actingIdleMinutes: knob("minutes after which a session is over", "1 to 1440", ["ACT-02"], { calheers: ours }),
  "extranet.usernamePrefix": knob("prefix of user names", "letters, digits and underscores, at most 8", ["EXT-03"], {
    ...{ calheers: job, virginia: ours, "new-mexico": ours, georgia: ours, minnesota: ours, federal: ours }
  }),
  "extranet.password": knob(
    "life of a password, and days of warning",
    "`Unlimited`, or `Days` of 1 to 3650",
    ["EXT-04"],
    { calheers: job }
  ),
  "extranet.firstSecret": knob("what a new agent gets", "`link` or `password`", ["EXT-09"], {
    calheers: ["C", "design, in place of the job aid"]
  }),
  "extranet.linkHours": knob("hours for which a link lives", "1 to 72", ["EXT-05"], { calheers: ours }),
  "extranet.supportHours": knob("hours within which support answers", "0 to 720", ["EXT-06"], { calheers: job }),
  bookCadence: knob(
    "how the book reaches an agent: in the portal, in files of each week or of each month",
    "any of `live`, `weekly`, `monthly`",
    ["EXT-07", "BOB-08"],
    {
      ...{ calheers: job, virginia: va, "new-mexico": nm, georgia: ga, minnesota: mn },
      federal: ["I", "through platforms"]
    }
  ),
  retroactiveAgentOfRecordMonths: knob(
    "months in which an agent of record may change from the start on",
    "0 to 24",
    ["DEL-21"],
    {
      ...{ calheers: ours, minnesota: mn }
    }
  ),
  exportHours: knob("hours for which an export can be fetched", "1 to 168", ["BOB-12"], { calheers: ours }),
  reasonToRead: knob(
    "who says why before reading for somebody else",
    "any of `acting`, `agency`, `support`, `oversight`",
    ["SEC-03"],
    { calheers: ours }
  ),
  consentRetentionYears: knob("years for which a consent is kept", "1 to 30", ["CON-03"], {
    ...{ calheers: ours, virginia: va, "new-mexico": ["D", "New Mexico help pages"], federal: ["D", "45 CFR 155.220"] }
  }),
  "smallBusiness.participationPercent": knob("least share of employees who take part", "0 to 100", ["SHP-01"], {
    ...{ calheers: ["D-old", "webinar 2014"], federal: ["D", "SHOP pages"] }
  }),
  "smallBusiness.contributionPercent": knob(
    "least share of the premium that the employer pays",
    "0 to 100",
    ["SHP-02"],
    {
      calheers: ["D-old", "webinar 2014"]
    }
  ),
  "smallBusiness.window": knob("yearly window without tests", "two days of one year as `MM-DD`", ["SHP-03"], {
    ...{ calheers: ["D", "45 CFR 147.104"], federal: ["D", "45 CFR 147.104"] }
  }),
  "smallBusiness.otherCoverage": knob(
    "how employees count who are covered elsewhere",
    "`counts-as-taking` or `leaves-the-base`",
    ["SHP-04"],
    { calheers: ours, federal: ["B", "SHOP pages"] }
  )
}

/** The paths of all knobs. @category queries */
export const paths: ReadonlyArray<KnobPath> = Object.keys(knobs) as ReadonlyArray<KnobPath>

/** The value of a knob in a policy. @category queries */
export const valueOf = (policy: Policy, path: KnobPath): unknown =>
  path.split(".").reduce<unknown>((value, key) => (value as Readonly<Record<string, unknown>>)[key], policy)

/** On what the value of a knob rests in a preset: our own choice where its documents are silent. @rule POL-01 @category queries */
export const groundOf = (path: KnobPath, preset: PresetName): Ground =>
  knobs[path].grounds[preset] ?? { confidence: "C", source: "design, as California" }
