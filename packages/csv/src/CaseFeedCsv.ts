/**
 * A delivery of cases as a file, one row for each household.
 *
 * A row is either taken over as a whole or reported as a whole: every wrong cell with line, column, class of value and
 * remedy, and nothing of it is stored.
 *
 * @since 0.1.0
 */
import * as Dates from "@agencybook/core/CalendarDate"
import type { Eligibility, FeedEntry, FurtherPolicy, Opened, RenewalRisk } from "@agencybook/core/Case"
import {
  caseNumber,
  coverageStates,
  eligibilities,
  metalLevels,
  renewalRisks,
  verificationKinds
} from "@agencybook/core/Case"
import * as Contact from "@agencybook/core/Contact"
import * as ExchangeNumber from "@agencybook/core/ExchangeNumber"
import * as Format from "@agencybook/core/Format"
import type { AgencyId, AgentId, CaseId } from "@agencybook/core/Id"
import * as Licence from "@agencybook/core/Licence"
import * as Money from "@agencybook/core/Money"
import type { Policy } from "@agencybook/core/Policy"
import * as UsState from "@agencybook/core/UsState"
import * as Arr from "effect/Array"
import * as Result from "effect/Result"
import * as Coverage from "./CoverageFeedCsv.ts"
import * as CsvProblem from "./CsvProblem.ts"
import * as CsvTable from "./CsvTable.ts"
import { valueClass } from "./CsvValueClass.ts"
import * as Column from "./FormatColumn.ts"

const eligibility: Format.Format<Eligibility> = Format.make(
  "eligibility",
  `one of ${eligibilities.map((word) => `\`${word}\``).join(", ")}`,
  "give one code for each member of the household, at least one",
  (text) => eligibilities.find((one) => one === text)
)

const verification: Format.Format<Opened> = Format.make(
  "verification",
  "a verification such as `income:2026-04-01`, or `income` alone",
  "write the kind, a colon and the date it is due, or the kind alone where the exchange counts the days",
  (text) => {
    const [kind, date, ...rest] = text.split(":")
    const known = verificationKinds.find((one) => one === kind)
    if (known === undefined || rest.length > 0) return undefined
    if (date === undefined) return { kind: known }
    const dueOn = Dates.format.read(date)
    return dueOn === undefined ? undefined : { kind: known, dueOn }
  }
)

const risk: Format.Format<RenewalRisk> = Format.make(
  "renewal risk",
  `one of ${renewalRisks.map((word) => `\`${word}\``).join(", ")}`,
  "write what puts the renewal at risk, or leave the cell empty",
  (text) => renewalRisks.find((one) => one === text)
)

/**
 * The columns of a case feed, in any order. A file may leave out the last three: the identifier of the main policy, without
 * which carrier, plan and first day tell policies apart; what puts the renewal at risk; and whether the application came on paper.
 *
 * @category models
 */
export const table = CsvTable.make(
  [
    Column.required("case_number", caseNumber),
    Column.required("primary_first_name", Contact.personName),
    Column.optional("primary_middle_name", Contact.personName),
    Column.required("primary_last_name", Contact.personName),
    Column.optional("primary_name_suffix", Contact.personName),
    Column.required("dob", Dates.format),
    Column.optional("phone", Contact.phone),
    Column.optional("email", Contact.email),
    Column.required("preferred_language", Contact.language),
    Column.oneOf("preferred_channel", ["email", "phone", "mail"]),
    Column.required("street", Contact.place),
    Column.optional("line2", Contact.place),
    Column.required("city", Contact.place),
    Column.required("county", Contact.place),
    Column.required("state", UsState.format),
    Column.required("zip", Contact.zip),
    Column.list("member_eligibility", eligibility, 1, 30),
    Column.required("coverage_year", Coverage.year),
    Column.oneOf("application_status", ["NotStarted", "InProgress", "Submitted", "Determined", "Closed", "Withdrawn"]),
    Column.optional("application_submitted_at", Dates.instantFormat),
    Column.optional("carrier", Coverage.plan),
    Column.optional("plan_name", Coverage.plan),
    Column.oneOf("metal", [...metalLevels, ""]),
    Column.oneOf("enrollment_status", [...coverageStates, ""]),
    Column.optional("effective_on", Dates.format),
    Column.optional("end_on", Dates.format),
    Column.optional("gross_premium", Money.format),
    Column.optional("aptc", Money.format),
    Column.optional("binder_due_on", Dates.format),
    Column.optional("binder_paid_on", Dates.format),
    Column.yesNo("past_due"),
    Column.list("open_verifications", verification, 0, 300),
    Column.oneOf("renewal_status", [
      "NotDue",
      "AwaitingAction",
      "AutoRenewed",
      "ActivelyRenewed",
      "OptedOut",
      "AtRisk"
    ]),
    Column.optional("aor_npn", Licence.npnFormat),
    Column.optional("agent_licence", Licence.format),
    Column.optional("delegated_on", Dates.format),
    Column.yesNo("account_linked"),
    Column.yesNo("do_not_contact"),
    Column.required("last_activity_on", Dates.format),
    Column.optional("policy_id", Coverage.policyId),
    Column.list("renewal_risks", risk, 0, renewalRisks.length),
    Column.oneOf("paper_origin", ["Y", "N", ""])
  ],
  { mayBeAbsent: ["policy_id", "renewal_risks", "paper_origin"] }
)

/** One row of a case feed, cell by cell. @category models */
export type FeedRow = typeof table extends CsvTable.CsvTable<infer _, infer Value> ? Value : never

/** What a row is judged against beside itself. @category models */
export interface Surroundings {
  /** Zone in which the dates of the file are days. */
  readonly timeZone: string
  /** The agent with a licence number and the agency the agent works for. */
  readonly delegate: (licence: string) => { readonly agentId: AgentId; readonly agencyId: AgencyId } | undefined
  /** The form of case numbers, `caseNumber` of the policy; without it any number is read, and the rules alone judge it. */
  readonly caseNumberForm?: Policy["caseNumber"]
  /** Whether a row with this case number stood earlier in the file. */
  readonly seen: (caseNumber: string) => boolean
  /**
   * The other policies of a case, as `CoverageFeedCsv` reads them: none for a household that has no other one, and
   * `undefined`, or no function at all, where nobody says, so that what is known stays.
   */
  readonly policies?: (caseNumber: string) => ReadonlyArray<FurtherPolicy> | undefined
}

type Judged<A> = Result.Result<A, ReadonlyArray<CsvProblem.Wrong>>

const coverageOf = (row: FeedRow): Judged<FeedEntry["case"]["coverage"]> => {
  const { aptc, carrier, effective_on: effectiveOn, enrollment_status: state, gross_premium: gross, metal } = row
  if (state === "") return Result.succeed(undefined)
  const missing = Object.entries({
    carrier,
    plan_name: row.plan_name,
    metal,
    effective_on: effectiveOn,
    gross_premium: gross,
    aptc
  }).flatMap(([column, value]): ReadonlyArray<CsvProblem.Wrong> => {
    if (value !== undefined && value !== "") return []
    const remedy = "complete the plan, or leave the enrollment status empty"
    return [[column, "empty", "a value, because an enrollment status is given", remedy]]
  })
  if (
    carrier === undefined ||
    row.plan_name === undefined ||
    metal === "" ||
    effectiveOn === undefined ||
    gross === undefined ||
    aptc === undefined
  )
    return Result.fail([...missing, ...Coverage.amountsWrong(gross, aptc)])
  const above = Coverage.amountsWrong(gross, aptc)
  if (above.length > 0) return Result.fail(above)
  return Result.succeed({
    ...(row.policy_id === undefined ? {} : { policyId: row.policy_id }),
    state,
    carrier,
    plan: row.plan_name,
    metal,
    effectiveOn,
    ...(row.end_on === undefined ? {} : { endOn: row.end_on }),
    grossPremium: gross,
    aptc,
    ...(row.binder_due_on === undefined ? {} : { binderDueOn: row.binder_due_on }),
    ...(row.binder_paid_on === undefined ? {} : { binderPaidOn: row.binder_paid_on }),
    pastDue: row.past_due,
    ...(row.aor_npn === undefined ? {} : { aorNpn: row.aor_npn })
  })
}

const delegateOf = (row: FeedRow, surroundings: Surroundings): Judged<FeedEntry["delegate"]> => {
  const { agent_licence: licence, delegated_on: since } = row
  if (licence === undefined) return Result.succeed(undefined)
  const delegate = surroundings.delegate(licence)
  if (delegate !== undefined && since !== undefined) {
    // Whoever looks an agent up may have more of the agent than an entry takes.
    const { agencyId, agentId } = delegate
    return Result.succeed({ agentId, agencyId, since: Dates.startOf(since, surroundings.timeZone) })
  }
  const undated: CsvProblem.Wrong = [
    "delegated_on",
    "empty",
    "the day since which the agent has the case",
    "add the day of the delegation"
  ]
  const unknown: CsvProblem.Wrong = [
    "agent_licence",
    "a licence that is not on the roster",
    "the licence of an agent of the roster",
    "deliver the agent first, or correct the licence"
  ]
  return Result.fail([...(delegate === undefined ? [unknown] : []), ...(since === undefined ? [undated] : [])])
}

// An identifier takes fewer signs than a number may have; each of the others is written by its code, so that no two meet.
const idOf = (number: string): CaseId =>
  `case-${number.replace(/[^0-9A-Za-z.-]/g, (sign) => `_${sign.charCodeAt(0).toString(16)}`)}` as CaseId

/**
 * Makes the entry of a row that was read, or says what is wrong with the row as a whole.
 *
 * @category constructors
 */
export const toEntry = (
  { line, value: row }: CsvTable.Decoded<FeedRow>,
  surroundings: Surroundings
): Result.Result<FeedEntry, Arr.NonEmptyReadonlyArray<CsvProblem.CsvProblem>> => {
  const coverage = coverageOf(row)
  const delegate = delegateOf(row, surroundings)
  const policies = surroundings.policies?.(row.case_number)
  const twice: ReadonlyArray<CsvProblem.Wrong> =
    row.policy_id !== undefined && policies?.some((one) => one.policyId === row.policy_id)
      ? [
          [
            "policy_id",
            "a policy that stands in both files",
            "a policy that the file of policies does not have",
            "leave the main policy out of the file of policies"
          ]
        ]
      : []
  const repeated: ReadonlyArray<CsvProblem.Wrong> = surroundings.seen(row.case_number)
    ? [
        [
          "case_number",
          "a number that an earlier row has",
          "a case number that stands once in the file",
          "remove one of the two rows"
        ]
      ]
    : []
  const { caseNumberForm: form } = surroundings
  const misshapen: ReadonlyArray<CsvProblem.Wrong> =
    form === undefined || ExchangeNumber.fits(row.case_number, form)
      ? []
      : [
          [
            "case_number",
            valueClass(row.case_number),
            `a ${caseNumber.name} of ${ExchangeNumber.inWords(form)}`,
            caseNumber.remedy
          ]
        ]
  const wrong = [
    ...misshapen,
    ...repeated,
    ...twice,
    ...(Result.isFailure(coverage) ? coverage.failure : []),
    ...(Result.isFailure(delegate) ? delegate.failure : [])
  ]
  const problems = CsvProblem.ofRow(line, wrong)
  if (Arr.isReadonlyArrayNonEmpty(problems)) return Result.fail(problems)
  const known = Result.getOrThrow(coverage)
  const holder = Result.getOrThrow(delegate)
  return Result.succeed({
    case: {
      caseId: idOf(row.case_number),
      caseNumber: row.case_number,
      primaryContact: {
        name: {
          first: row.primary_first_name,
          ...(row.primary_middle_name === undefined ? {} : { middle: row.primary_middle_name }),
          last: row.primary_last_name,
          ...(row.primary_name_suffix === undefined ? {} : { suffix: row.primary_name_suffix })
        },
        dob: row.dob,
        ...(row.phone === undefined ? {} : { phone: row.phone }),
        ...(row.email === undefined ? {} : { email: row.email }),
        preferredLanguage: row.preferred_language,
        preferredChannel: row.preferred_channel,
        address: {
          street: row.street,
          ...(row.line2 === undefined ? {} : { line2: row.line2 }),
          city: row.city,
          county: row.county,
          state: row.state,
          zip: row.zip
        }
      },
      members: row.member_eligibility,
      application: {
        year: row.coverage_year,
        state: row.application_status,
        ...(row.application_submitted_at === undefined ? {} : { submittedAt: row.application_submitted_at })
      },
      ...(known === undefined ? {} : { coverage: known }),
      ...(policies === undefined ? {} : { policies }),
      verifications: row.open_verifications,
      renewal: row.renewal_status,
      ...(row.renewal_risks.length === 0 ? {} : { renewalRisks: row.renewal_risks }),
      ...(row.paper_origin === "Y" ? { paperOrigin: true } : {}),
      ...(row.do_not_contact ? { doNotContact: true } : {}),
      account: row.account_linked ? { _tag: "Linked" } : { _tag: "None" },
      lastActivityOn: row.last_activity_on
    },
    ...(holder === undefined ? {} : { delegate: holder })
  })
}
