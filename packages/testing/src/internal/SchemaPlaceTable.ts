/**
 * What everything beside commands may hold, written by hand: actors, policies, calendars, employers and questions.
 *
 * @since 0.1.0
 */
import { calheers, type Policy } from "@agencybook/core/Policy"
import * as Book from "@agencybook/core/schema/Book"
import * as CommandSchema from "@agencybook/core/schema/Command"
import { Policy as PolicySchema } from "@agencybook/core/schema/Policy"
import * as Calendar from "@agencybook/core/schema/ServiceCalendar"
import { Employer, Occasion } from "@agencybook/core/schema/SmallBusiness"
import * as Vocabulary from "@agencybook/core/schema/Vocabulary"
import { choice, page, question, sorts } from "./SchemaBookTable.ts"
import { address, hours } from "./SchemaCommandParts.ts"
import {
  agencyReason,
  business,
  cents,
  date,
  distinct,
  either,
  flag,
  id,
  instant,
  line,
  list,
  oneOf,
  place,
  record,
  type Sort,
  tag,
  values,
  whole,
  zone
} from "./SchemaKinds.ts"

/** One schema with what it may hold. */
export interface Place {
  readonly what: string
  readonly schema: unknown
  readonly sort: Sort
}

const user = (name: string): Sort => record({ _tag: tag(name), userId: id })
const actor = either(
  record({ _tag: tag("Consumer"), caseId: id }),
  record({ _tag: tag("Agent"), agentId: id }),
  record({ _tag: tag("Staff"), userId: id, agencyId: id, level: oneOf(1, 2) }),
  ...["Applicant", "Counselor", "ServiceCenter", "Exchange", "System"].map(user)
)

const outage = (() => {
  const [from, until] = ["2026-03-03T18:00:00.000Z", "2026-03-03T18:00:00.001Z"]
  return values(
    [{ from, until }],
    [
      { from: until, until: from },
      { from, until: from },
      { from },
      { until },
      { from, until, why: "works" },
      ...instant.wrong.flatMap((one) => [
        { from, until: one },
        { from: one, until }
      ])
    ]
  )
})()
const calendar = record({
  name: place,
  timeZone: zone,
  hours: list(hours, 0, 50),
  holidays: list(record({ on: date, name: place }), 0, 1_000),
  outages: list(outage, 0, 1_000)
})

const employees = whole(0, 1_000_000)
const employer = record({
  eligible: employees,
  taking: list(record({ carrier: business, employees }), 0, 100),
  otherCoverage: employees,
  employerShare: cents,
  lowestPremium: cents
})

const put = (path: ReadonlyArray<string>, value: unknown, into: unknown): unknown => {
  const [first, ...rest] = path
  if (first === undefined) return value
  const record = into as Readonly<Record<string, unknown>>
  return { ...record, [first]: put(rest, value, record[first]) }
}
/** A policy in which no knob stands in the way of another one. */
const open = (
  [
    [["transferConsent"], "none"],
    [["staffMayAnswerRequests"], "none"],
    [["claimBySearch"], "off"],
    [["newAgentVerification"], ["attestation", "one-time-passcode", "three-way-call", "consumer"]],
    [["licenceCheckBusinessDays"], { least: 0, most: 60 }],
    [["accessCode"], { phoneHours: 1, mailHours: 8_760, tries: 5 }],
    [["extranet", "supportHours"], { least: 0, most: 720 }],
    [["extranet", "password"], { _tag: "Unlimited" }],
    [["agreementTermYears"], 1],
    [["consentRetentionYears"], 10],
    [["smallBusiness", "window"], { from: "01-01", through: "12-31" }]
  ] as ReadonlyArray<readonly [ReadonlyArray<string>, unknown]>
).reduce<unknown>((policy, [path, value]) => put(path, value, policy), calheers)

const days = whole(0, 365)
const hoursLong = whole(1, 8_760)
const two = (n: number): string => String(n).padStart(2, "0")
// February has its day of a leap year, since a window is for every year.
const monthDays = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].flatMap((last, month) =>
  Array.from({ length: last }, (_, day) => `${two(month + 1)}-${two(day + 1)}`)
)
const monthDay = values(monthDays, [
  ...["01-32", "02-30", "03-32", "04-31", "05-32", "06-31", "07-32", "08-32", "09-31", "10-32", "11-31", "12-32"],
  ...Array.from({ length: 12 }, (_, month) => `${two(month + 1)}-00`),
  ...["13-01", "00-10", "1-15", "01-1", "20-01", "0101", "01-011", "", 101, null]
])
const states = [
  ...["AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "DC", "FL", "GA", "HI", "ID", "IL", "IN", "IA", "KS", "KY", "LA"],
  ...["ME", "MD", "MA", "MI", "MN", "MS", "MO", "MT", "NE", "NV", "NH", "NJ", "NM", "NY", "NC", "ND", "OH", "OK", "OR"],
  ...["PA", "RI", "SC", "SD", "TN", "TX", "UT", "VT", "VA", "WA", "WV", "WI", "WY", "AS", "GU", "MP", "PR", "VI"]
]
const password = (days: number, warnDays: number) => ({ _tag: "Days", days, warnDays })
const suspension = (days: number, reconsiderationDays: number) => ({ _tag: "Days", days, reconsiderationDays })
const knobs: ReadonlyArray<readonly [path: string, sort: Sort]> = [
  ["name", line(60)],
  ["timeZone", zone],
  ["exam.passMark", whole(1, 100)],
  ["exam.attempts", whole(1, 20)],
  ["examEveryYear", flag],
  ["licenceState", values([...states, "none"], ["", "ca", "XX", "USA", "California", "None", null])],
  ["licenceCheckBusinessDays.least", whole(0, 60)],
  ["licenceCheckBusinessDays.most", whole(0, 60)],
  ["agreementTermYears", values([1, 10], whole(1, 10).wrong)],
  ["publishesCompletion", flag],
  ["upkeepEnds", oneOf("anniversary", "plan-year")],
  ["recertificationGraceDays", days],
  ["changeReportDays", days],
  ["profileEditing", values(["any", "certified"], ["", "Any", "none", null])],
  ["licenceGraceDays", days],
  ["managerGraceDays", days],
  [
    "suspension",
    values(
      [{ _tag: "Unlimited" }, ...[suspension(365, 365), suspension(365, 0), suspension(1, 1), suspension(1, 0)]],
      [
        ...[suspension(366, 0), suspension(0, 0), suspension(1, 2), suspension(364, 365), suspension(365, 366)],
        ...[
          suspension(90, -1),
          suspension(1.5, 1),
          suspension(90, 0.5),
          { _tag: "Days" },
          { _tag: "Unlimited", days: 1 }
        ],
        ...[{ _tag: "Days", days: 90 }, { ...suspension(90, 30), more: 1 }, { _tag: "Weeks" }, "Unlimited", null]
      ]
    )
  ],
  ["proofForCause", oneOf("finding", "preponderance", "clear-and-convincing")],
  ["inviteHours", hoursLong],
  ["delegationExclusivity", oneOf("one-per-kind", "one-total", "one-per-policy")],
  ["newAgentVerification", distinct("attestation", "one-time-passcode", "three-way-call", "consumer")],
  ["callConsent", oneOf("one-call", "until-taken-back")],
  ["expeditedBy", distinct("release", "contract", "legal-document")],
  ["claimBySearch", values(["off", "associated", "any"], ["", "all", "none", "Off", null])],
  ["staffMayAnswerRequests", values(["none", "level-2", "both"], ["", "level-1", "all", null])],
  ["staffMaySubmitApplication", flag],
  ["staffMayCallServiceCenter", oneOf("no", "with-number", "yes")],
  ["staffMayDisableStaff", flag],
  ["systemMayCertifyAgents", flag],
  ["documentWindowDays", days],
  ["secondFactor", oneOf("none", "agents-and-staff")],
  ["staffTraining", flag],
  ["dispositionDays", days],
  ["transferConsent", values(["none", "notify", "consumer-confirm"], ["", "ask", "None", null])],
  ["requestDays", days],
  ["crossAgencyEffective.on", values(["first-of-month", "any-day"], ["", "any", "last-of-month", null])],
  ["crossAgencyEffective.days", days],
  ["smallBusinessAgentOfRecord.cutoffDay", whole(1, 31)],
  ["accessCode.phoneHours", hoursLong],
  ["accessCode.mailHours", hoursLong],
  ["accessCode.tries", whole(1, 20)],
  ["agentChangeCode.minutes", whole(1, 1_440)],
  ["agentChangeCode.tries", whole(1, 20)],
  ["agentChangeCode.waitMinutes", whole(0, 1_440)],
  ["agentChangeCode.perDay", whole(1, 100)],
  ["actingIdleMinutes", whole(1, 1_440)],
  ["extranet.usernamePrefix", values(["", "CC_", "P".repeat(8)], ["P".repeat(9), "a-b", "a b", "é", null])],
  [
    "extranet.password",
    values(
      [{ _tag: "Unlimited" }, password(3_650, 1), password(2, 1), password(3_650, 3_649)],
      [password(3_651, 1), password(1, 0), password(0, 0), password(60, -1), password(1.5, 1), { _tag: "Days" }, null]
    )
  ],
  ["extranet.firstSecret", oneOf("link", "password")],
  ["extranet.linkHours", whole(1, 72)],
  ["extranet.supportHours.least", whole(0, 720)],
  ["extranet.supportHours.most", whole(0, 720)],
  ["certificationNumber.signs", oneOf("digits", "letters-and-digits", "any")],
  ["certificationNumber.least", whole(1, 10)],
  ["certificationNumber.most", whole(10, 40)],
  ["caseNumber.signs", oneOf("digits", "letters-and-digits", "any")],
  ["caseNumber.least", whole(1, 12)],
  ["caseNumber.most", whole(8, 40)],
  ["bookCadence", distinct("live", "weekly", "monthly")],
  ["retroactiveAgentOfRecordMonths", whole(0, 24)],
  ["exportHours", whole(1, 168)],
  ["reasonToRead", distinct("acting", "agency", "support", "oversight")],
  ["consentRetentionYears", whole(1, 30)],
  ["smallBusiness.participationPercent", whole(0, 100)],
  ["smallBusiness.contributionPercent", whole(0, 100)],
  ["smallBusiness.window.from", monthDay],
  ["smallBusiness.window.through", monthDay],
  ["smallBusiness.otherCoverage", oneOf("counts-as-taking", "leaves-the-base")]
]
const policy: Sort = {
  right: [open, ...knobs.flatMap(([path, { right }]) => right.map((value) => put(path.split("."), value, open)))],
  wrong: [
    ...knobs.flatMap(([path, { wrong }]) => wrong.map((value) => put(path.split("."), value, open))),
    { ...(open as Policy), unknown: true },
    {},
    null
  ]
}

/** Every schema that is not a command's. */
export const places: ReadonlyArray<Place> = [
  { what: "an actor", schema: Vocabulary.Actor, sort: actor },
  {
    what: "the identifier of a command",
    schema: Vocabulary.CommandId,
    sort: values(["id-1", "id~1", "x".repeat(100)], ["x".repeat(101), "", "~a", 1])
  },
  { what: "an amount", schema: Vocabulary.Amount, sort: cents },
  { what: "an address", schema: Vocabulary.PostalAddress, sort: address },
  { what: "a reason about an agency", schema: CommandSchema.AgencyReason, sort: agencyReason },
  { what: "a policy", schema: PolicySchema, sort: policy },
  { what: "the hours of a day", schema: Calendar.Hours, sort: hours },
  { what: "an outage", schema: Calendar.Outage, sort: outage },
  { what: "a calendar of a service", schema: Calendar.ServiceCalendar, sort: calendar },
  { what: "an employer", schema: Employer, sort: employer },
  { what: "an occasion", schema: Occasion, sort: oneOf("first-submission", "renewal", "change") },
  { what: "a question about a book", schema: Book.BookFilter, sort: question },
  { what: "an order of a book", schema: Book.Sorts, sort: sorts },
  { what: "a choice of a book", schema: Book.Choice, sort: choice },
  { what: "a page of a book", schema: Book.PageRequest, sort: page }
]
