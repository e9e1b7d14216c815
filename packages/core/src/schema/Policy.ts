/**
 * Schema of a policy: every knob inside its bounds, and no two that contradict each other.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as Format from "../Format.ts"
import type { Input } from "../Input.ts"
import * as P from "../Policy.ts"
import { codes } from "../UsState.ts"
import * as V from "./Vocabulary.ts"

const whole = (least: number, most: number) => V.whole(least, most, `a whole number from ${least} to ${most}`)
const distinct = <A extends string>(values: ReadonlyArray<A>) =>
  V.atMost(values.length, "values", Schema.Array(Schema.Literals(values))).check(
    Schema.makeFilter((list: ReadonlyArray<A>) =>
      new Set(list).size === list.length ? undefined : "expected each value once at most"
    )
  )
const text = (name: string, regex: RegExp, expected: string, remedy: string) =>
  V.fromFormat(Format.pattern<string>(name, regex, expected, remedy))

const percent = /*#__PURE__*/ whole(0, 100)
const hours = /*#__PURE__*/ whole(1, 8_760)
const days = /*#__PURE__*/ whole(0, 365)
const numberForm = /*#__PURE__*/ Schema.Struct({
  signs: Schema.Literals(P.numberSigns),
  least: whole(1, 40),
  most: whole(1, 40)
})
const monthDay = /*#__PURE__*/ text(
  "day of the year",
  /^(0[13578]|1[02])-(0[1-9]|[12]\d|3[01])$|^(0[469]|11)-(0[1-9]|[12]\d|30)$|^02-(0[1-9]|[12]\d)$/,
  "a day of the year as MM-DD",
  "write month and day, for example 11-15"
)

/** What two knobs say against each other, as one line. @category encoding */
export const explain = ({ because, knobs: [a, b], remedy }: P.Contradiction): string =>
  `\`${a}\` contradicts \`${b}\`: ${because}; ${remedy}`

const Knobs: Schema.Codec<P.Policy, Input<P.Policy>> = /*#__PURE__*/ Schema.Struct({
  name: /*#__PURE__*/ V.fromFormat(/*#__PURE__*/ Format.line("name", 60)),
  timeZone: V.TimeZone,
  exam: Schema.Struct({ passMark: whole(1, 100), attempts: whole(1, 20) }),
  examEveryYear: Schema.Boolean,
  licenceState: Schema.Literals([...codes, "none"]),
  certificationNumber: numberForm,
  caseNumber: numberForm,
  licenceCheckBusinessDays: Schema.Struct({ least: whole(0, 60), most: whole(0, 60) }),
  agreementTermYears: whole(1, 10),
  publishesCompletion: Schema.Boolean,
  upkeepEnds: Schema.Literals(["anniversary", "plan-year"]),
  recertificationGraceDays: days,
  changeReportDays: days,
  profileEditing: Schema.Literals(["any", "certified"]),
  licenceGraceDays: days,
  managerGraceDays: days,
  suspension: Schema.Union([
    Schema.Struct({ _tag: Schema.Literal("Unlimited") }),
    Schema.Struct({ _tag: Schema.Literal("Days"), days: whole(1, 365), reconsiderationDays: days })
  ]),
  proofForCause: Schema.Literals(P.proofs),
  inviteHours: hours,
  delegationExclusivity: Schema.Literals(["one-per-kind", "one-total", "one-per-policy"]),
  newAgentVerification: distinct(P.verifications),
  callConsent: Schema.Literals(["one-call", "until-taken-back"]),
  claimBySearch: Schema.Literals(["off", "associated", "any"]),
  staffMayAnswerRequests: Schema.Literals(["none", "level-2", "both"]),
  staffMaySubmitApplication: Schema.Boolean,
  staffMayCallServiceCenter: Schema.Literals(["no", "with-number", "yes"]),
  staffMayDisableStaff: Schema.Boolean,
  secondFactor: Schema.Literals(["none", "agents-and-staff"]),
  staffTraining: Schema.Boolean,
  systemMayCertifyAgents: Schema.Boolean,
  documentWindowDays: days,
  dispositionDays: days,
  transferConsent: Schema.Literals(["none", "notify", "consumer-confirm"]),
  expeditedBy: distinct(P.transferPapers),
  requestDays: days,
  crossAgencyEffective: Schema.Struct({ on: Schema.Literals(["first-of-month", "any-day"]), days }),
  smallBusinessAgentOfRecord: Schema.Struct({ cutoffDay: whole(1, 31) }),
  accessCode: Schema.Struct({ phoneHours: hours, mailHours: hours, tries: whole(1, 20) }),
  agentChangeCode: Schema.Struct({
    minutes: whole(1, 1_440),
    tries: whole(1, 20),
    waitMinutes: whole(0, 1_440),
    perDay: whole(1, 100)
  }),
  actingIdleMinutes: whole(1, 1_440),
  extranet: Schema.Struct({
    usernamePrefix: text(
      "prefix",
      /^\w{0,8}$/,
      "at most 8 letters, digits and underscores",
      "shorten the prefix of usernames"
    ),
    password: Schema.Union([
      Schema.Struct({ _tag: Schema.Literal("Unlimited") }),
      Schema.Struct({ _tag: Schema.Literal("Days"), days: whole(1, 3_650), warnDays: whole(1, 3_650) })
    ]),
    firstSecret: Schema.Literals(["link", "password"]),
    linkHours: whole(1, 72),
    supportHours: Schema.Struct({ least: whole(0, 720), most: whole(0, 720) })
  }),
  bookCadence: distinct(["live", "weekly", "monthly"]),
  retroactiveAgentOfRecordMonths: whole(0, 24),
  exportHours: whole(1, 168),
  reasonToRead: distinct(P.readingsForOthers),
  consentRetentionYears: whole(1, 30),
  smallBusiness: Schema.Struct({
    participationPercent: percent,
    contributionPercent: percent,
    window: Schema.Struct({ from: monthDay, through: monthDay }),
    otherCoverage: Schema.Literals(["counts-as-taking", "leaves-the-base"])
  })
})

/** Schema for a policy; a contradictory one is refused, and both knobs are named. @category schemas */
export const Policy: Schema.Codec<P.Policy, Input<P.Policy>> = /*#__PURE__*/ Knobs.check(
  /*#__PURE__*/ Schema.makeFilter((policy: P.Policy) => {
    const contradictions = P.check(policy)
    return contradictions.length === 0 ? undefined : contradictions.map(explain).join("; and ")
  })
) as unknown as Schema.Codec<P.Policy, Input<P.Policy>>
