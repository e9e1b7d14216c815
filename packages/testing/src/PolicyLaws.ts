/**
 * Laws of policies that can be meant.
 *
 * @since 0.1.0
 */
import {
  calheers,
  numberSigns,
  type Policy,
  proofs,
  readingsForOthers,
  transferPapers,
  verifications
} from "@agencybook/core/Policy"
import * as PolicyPreset from "@agencybook/core/PolicyPreset"
import * as fc from "fast-check"
import { all, broken, holdsIf, idle, type Law, make, readable, same } from "./Law.ts"

const days = fc.oneof(fc.constantFrom(0, 1, 30, 365), fc.integer({ min: 0, max: 365 }))
const hours = fc.constantFrom(1, 24, 72, 720)
const monthDay = fc.constantFrom("01-01", "11-15", "12-15", "12-31")

const form = fc.record({
  signs: fc.constantFrom(...numberSigns),
  least: fc.integer({ min: 1, max: 12 }),
  most: fc.integer({ min: 8, max: 40 })
})

/** Policies with every knob inside its bounds, contradictory or not. @category generators */
export const policy: fc.Arbitrary<Policy> = fc.record({
  name: fc.constantFrom("one", "other"),
  timeZone: fc.constantFrom("America/Los_Angeles", "America/New_York", "UTC"),
  exam: fc.record({ passMark: fc.integer({ min: 1, max: 100 }), attempts: fc.integer({ min: 1, max: 20 }) }),
  examEveryYear: fc.boolean(),
  licenceState: fc.constantFrom<Policy["licenceState"]>("CA", "VA", "none"),
  certificationNumber: form,
  caseNumber: form,
  licenceCheckBusinessDays: fc.record({
    least: fc.integer({ min: 0, max: 60 }),
    most: fc.integer({ min: 0, max: 60 })
  }),
  agreementTermYears: fc.integer({ min: 1, max: 10 }),
  publishesCompletion: fc.boolean(),
  upkeepEnds: fc.constantFrom(...(["anniversary", "plan-year"] as const)),
  profileEditing: fc.constantFrom(...(["any", "certified"] as const)),
  licenceGraceDays: days,
  managerGraceDays: days,
  recertificationGraceDays: days,
  changeReportDays: days,
  suspension: fc.oneof(
    fc.constant({ _tag: "Unlimited" as const }),
    fc.record({
      _tag: fc.constant("Days" as const),
      days: fc.integer({ min: 1, max: 365 }),
      reconsiderationDays: days
    })
  ),
  proofForCause: fc.constantFrom(...proofs),
  inviteHours: hours,
  delegationExclusivity: fc.constantFrom("one-per-kind", "one-total", "one-per-policy"),
  newAgentVerification: fc.oneof(fc.constant([]), fc.subarray([...verifications])),
  callConsent: fc.constantFrom("one-call", "until-taken-back"),
  claimBySearch: fc.constantFrom("off", "associated", "any"),
  staffMayAnswerRequests: fc.constantFrom("none", "level-2", "both"),
  staffMaySubmitApplication: fc.boolean(),
  staffMayCallServiceCenter: fc.constantFrom("no", "with-number", "yes"),
  staffMayDisableStaff: fc.boolean(),
  systemMayCertifyAgents: fc.boolean(),
  documentWindowDays: days,
  secondFactor: fc.constantFrom("none", "agents-and-staff"),
  staffTraining: fc.boolean(),
  dispositionDays: days,
  transferConsent: fc.constantFrom("none", "notify", "consumer-confirm"),
  expeditedBy: fc.subarray([...transferPapers]),
  requestDays: days,
  crossAgencyEffective: fc.record({ on: fc.constantFrom("first-of-month", "any-day"), days }),
  smallBusinessAgentOfRecord: fc.record({ cutoffDay: fc.integer({ min: 1, max: 31 }) }),
  accessCode: fc.record({ phoneHours: hours, mailHours: hours, tries: fc.integer({ min: 1, max: 20 }) }),
  agentChangeCode: fc.record({
    minutes: fc.integer({ min: 1, max: 1_440 }),
    tries: fc.integer({ min: 1, max: 20 }),
    waitMinutes: fc.integer({ min: 0, max: 1_440 }),
    perDay: fc.integer({ min: 1, max: 100 })
  }),
  actingIdleMinutes: fc.integer({ min: 1, max: 1_440 }),
  extranet: fc.record({
    usernamePrefix: fc.constantFrom("", "CC_"),
    password: fc.oneof(
      fc.constant({ _tag: "Unlimited" as const }),
      fc.record({
        _tag: fc.constant("Days" as const),
        days: fc.integer({ min: 1, max: 90 }),
        warnDays: fc.integer({ min: 1, max: 90 })
      })
    ),
    firstSecret: fc.constantFrom("link", "password"),
    linkHours: fc.integer({ min: 1, max: 72 }),
    supportHours: fc.record({ least: fc.integer({ min: 0, max: 48 }), most: fc.integer({ min: 0, max: 48 }) })
  }),
  bookCadence: fc.subarray(["live" as const, "weekly" as const, "monthly" as const]),
  retroactiveAgentOfRecordMonths: fc.integer({ min: 0, max: 24 }),
  exportHours: fc.integer({ min: 1, max: 168 }),
  reasonToRead: fc.subarray([...readingsForOthers]),
  consentRetentionYears: fc.integer({ min: 1, max: 30 }),
  smallBusiness: fc.record({
    participationPercent: fc.integer({ min: 0, max: 100 }),
    contributionPercent: fc.integer({ min: 0, max: 100 }),
    window: fc.record({ from: monthDay, through: monthDay }),
    otherCoverage: fc.constantFrom("counts-as-taking", "leaves-the-base")
  })
})

/** One way for each pair of knobs to contradict each other. */
const contradictory: ReadonlyArray<readonly [first: string, second: string, over: Partial<Policy>]> = [
  ...(["certificationNumber", "caseNumber"] as const).map(
    (name) => [`${name}.least`, `${name}.most`, { [name]: { signs: "any", least: 9, most: 8 } }] as const
  ),
  ["staffMayAnswerRequests", "newAgentVerification", { staffMayAnswerRequests: "both", newAgentVerification: [] }],
  ["claimBySearch", "newAgentVerification", { claimBySearch: "associated", newAgentVerification: [] }],
  ["claimBySearch", "newAgentVerification", { claimBySearch: "any", newAgentVerification: ["consumer"] }],
  [
    "claimBySearch",
    "transferConsent",
    { claimBySearch: "any", newAgentVerification: ["attestation"], transferConsent: "consumer-confirm" }
  ],
  ["transferConsent", "requestDays", { transferConsent: "consumer-confirm", requestDays: 0 }],
  ["staffMayAnswerRequests", "requestDays", { staffMayAnswerRequests: "level-2", requestDays: 0 }],
  ["newAgentVerification", "requestDays", { newAgentVerification: ["consumer"], requestDays: 0 }],
  ...[31, 365].map(
    (reconsiderationDays) =>
      [
        "suspension.reconsiderationDays",
        "suspension.days",
        { suspension: { _tag: "Days", days: 30, reconsiderationDays } }
      ] as const
  ),
  ...[60, 0].map(
    (warnDays) =>
      [
        "extranet.password.warnDays",
        "extranet.password.days",
        { extranet: { ...calheers.extranet, password: { _tag: "Days", days: 60, warnDays } } }
      ] as const
  ),
  [
    "extranet.supportHours.least",
    "extranet.supportHours.most",
    { extranet: { ...calheers.extranet, supportHours: { least: 49, most: 48 } } }
  ],
  ["accessCode.mailHours", "accessCode.phoneHours", { accessCode: { phoneHours: 72, mailHours: 71, tries: 5 } }],
  [
    "licenceCheckBusinessDays.least",
    "licenceCheckBusinessDays.most",
    { licenceCheckBusinessDays: { least: 5, most: 3 } }
  ],
  ["agreementTermYears", "consentRetentionYears", { consentRetentionYears: 4 }],
  [
    "smallBusiness.window.from",
    "smallBusiness.window.through",
    { smallBusiness: { ...calheers.smallBusiness, window: { from: "12-15", through: "01-15" } } }
  ]
]

const knob = (of: Policy, path: string): unknown =>
  path.split(".").reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], of)

/** Every preset can be meant. @category laws */
export const presets = make({
  id: "policy-presets-can-be-meant",
  sentence: "no preset contradicts itself",
  rules: ["POL-01"],
  input: fc.constantFrom(...PolicyPreset.all),
  holds: (preset, rules) => same(rules.policy.check(preset), [], `what is told of ${preset.name}`)
})

/** Each known contradiction is found. @category laws */
export const found = make({
  id: "policy-contradictions-are-found",
  sentence: "two knobs that cannot both be meant are found, alone, with both names, a reason and a remedy",
  rules: ["POL-01"],
  input: fc.constantFrom(...contradictory),
  holds: ([first, second, over], rules) => {
    const [one, ...more] = rules.policy.check({ ...calheers, ...over })
    if (one === undefined) return broken(`nothing is told of ${first} and ${second}`)
    return all(
      same([...one.knobs], [first, second], "the knobs"),
      same(more, [], "what is told beside"),
      readable(one.because, `why \`${first}\` and \`${second}\` cannot both be meant`),
      readable(one.remedy, `what \`${first}\` and \`${second}\` advise`)
    )
  }
})

/** A contradiction is between two knobs and no third. @category laws */
export const local = make({
  id: "policy-contradictions-are-local",
  sentence: "a contradiction hangs on the two knobs that it names: with them alone changed it is told again",
  rules: ["POL-01"],
  input: policy,
  holds: (given, rules) => {
    const contradictions = rules.policy.check(given)
    if (contradictions.length === 0) return idle
    return all(
      ...contradictions.map((one) => {
        if (one.knobs.some((path) => knob(given, path) === undefined))
          return broken(`${one.knobs.join(" or ")} is no knob`)
        const names = one.knobs.map((path) => path.split(".")[0] as keyof Policy)
        const over = Object.fromEntries(names.map((name) => [name, given[name]]))
        const again = rules.policy.check({ ...calheers, ...over })
        return holdsIf(
          again.some(({ because }) => because === one.because),
          `${one.knobs.join(" and ")} alone contradict nothing`
        )
      })
    )
  }
})

type Written = { readonly [K in keyof Policy]: K extends "name" ? string : unknown }

// Written down from the documents once more, and not taken from the presets: whoever changes a preset changes both.
const california: Written = {
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
  inviteHours: 30 * 24,
  delegationExclusivity: "one-per-kind",
  newAgentVerification: ["consumer", "three-way-call"],
  callConsent: "until-taken-back",
  claimBySearch: "off",
  staffMayAnswerRequests: "none",
  staffMaySubmitApplication: true,
  staffMayCallServiceCenter: "yes",
  staffMayDisableStaff: false,
  systemMayCertifyAgents: false,
  documentWindowDays: 90,
  secondFactor: "none",
  staffTraining: false,
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
  },
  dispositionDays: 30,
  expeditedBy: [],
  transferConsent: "notify",
  requestDays: 30,
  crossAgencyEffective: { on: "first-of-month", days: 30 },
  smallBusinessAgentOfRecord: { cutoffDay: 8 },
  accessCode: { phoneHours: 3 * 24, mailHours: 30 * 24, tries: 5 },
  agentChangeCode: { minutes: 10, tries: 5, waitMinutes: 1, perDay: 5 },
  actingIdleMinutes: 30,
  extranet: {
    usernamePrefix: "CC_",
    password: { _tag: "Days", days: 60, warnDays: 10 },
    firstSecret: "link",
    linkHours: 24,
    supportHours: { least: 24, most: 48 }
  }
}
const any = { signs: "any", least: 1, most: 40 }
const elsewhere: Written = { ...california, certificationNumber: any, caseNumber: any }
const prefixed = (usernamePrefix: string) => ({ ...(california.extranet as object), usernamePrefix })
const eastern = { timeZone: "America/New_York" }
const attested = {
  ...{ inviteHours: 24, profileEditing: "certified", delegationExclusivity: "one-total", bookCadence: ["live"] },
  ...{ newAgentVerification: ["attestation", "consumer"], claimBySearch: "any" },
  secondFactor: "agents-and-staff"
}
const yearly = { examEveryYear: true, agreementTermYears: 1 }

/** What each exchange has otherwise than California. */
const written: ReadonlyArray<Written> = [
  california,
  { ...elsewhere, ...attested, ...eastern, name: "virginia", licenceState: "VA", extranet: prefixed("VA_") },
  {
    ...elsewhere,
    ...attested,
    name: "new-mexico",
    licenceState: "NM",
    timeZone: "America/Denver",
    extranet: prefixed("NM_")
  },
  {
    ...{
      ...elsewhere,
      ...yearly,
      ...eastern,
      name: "georgia",
      licenceState: "GA",
      extranet: prefixed("GA_"),
      bookCadence: ["live"]
    },
    ...{ newAgentVerification: ["three-way-call", "one-time-passcode", "consumer"], staffTraining: true },
    ...{ delegationExclusivity: "one-total", staffMayAnswerRequests: "both", staffMayDisableStaff: true },
    staffMaySubmitApplication: false
  },
  {
    ...{
      ...elsewhere,
      ...yearly,
      name: "minnesota",
      licenceState: "MN",
      timeZone: "America/Chicago",
      extranet: prefixed("MN_")
    },
    ...{ delegationExclusivity: "one-total", newAgentVerification: ["consumer"], transferConsent: "consumer-confirm" },
    expeditedBy: ["legal-document"],
    ...{ staffMayCallServiceCenter: "with-number", staffTraining: true, bookCadence: ["monthly"] },
    ...{ crossAgencyEffective: { on: "any-day", days: 1 }, retroactiveAgentOfRecordMonths: 6 }
  },
  {
    ...{
      ...elsewhere,
      ...yearly,
      ...eastern,
      name: "federal",
      licenceState: "none",
      extranet: prefixed("FF_"),
      bookCadence: []
    },
    ...{ upkeepEnds: "plan-year", publishesCompletion: true, proofForCause: "preponderance" },
    ...{ suspension: { _tag: "Days", days: 90, reconsiderationDays: 30 }, delegationExclusivity: "one-per-policy" },
    ...{ newAgentVerification: ["three-way-call", "consumer"], callConsent: "one-call", claimBySearch: "associated" },
    ...{ staffMaySubmitApplication: false, staffMayCallServiceCenter: "no", transferConsent: "consumer-confirm" }
  }
]

/** A preset is what the exchange documents. @category laws */
export const asWritten = make({
  id: "policy-presets-are-as-written",
  sentence: "every preset has each knob as the exchange documents it, and California's where its documents are silent",
  rules: ["POL-01", "AGT-05", "AGT-15", "DEL-09", "DEL-15", "TRF-12", "ACC-10", "EXT-04", "SHP-03"],
  input: fc.constantFrom(...written),
  holds: (expected, rules) => {
    const preset = rules.policyPreset.named(expected.name)
    if (preset === undefined) return broken(`there is no preset ${expected.name}`)
    const names = new Set([...Object.keys(expected), ...Object.keys(preset)]) as ReadonlySet<keyof Policy>
    return all(...Array.from(names, (name) => same(preset[name], expected[name], `\`${name}\` of ${expected.name}`)))
  }
})

/** The laws of this module. @category laws */
export const laws = [presets, found, local, asWritten] as ReadonlyArray<Law>
