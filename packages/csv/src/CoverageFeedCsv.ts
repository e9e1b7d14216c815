/**
 * A delivery of the policies that households have beside the main one, one row for each policy: for the teeth, of another
 * year, or of a part of the household.
 *
 * It goes with a case feed. The rows are read first, and `CaseFeedCsv` is then told which policies a case has, so that a case
 * and its policies are taken over together. `gather` does that: a household without a row in a file that is whole has no other
 * policy, and of a household of which a row is wrong nothing is said, so that it keeps what it has.
 *
 * @since 0.1.0
 */
import * as Dates from "@agencybook/core/CalendarDate"
import type { CaseNumber, FurtherPolicy } from "@agencybook/core/Case"
import { caseNumber, coverageStates, metalLevels, policyKinds } from "@agencybook/core/Case"
import * as Format from "@agencybook/core/Format"
import type { PolicyId } from "@agencybook/core/Id"
import * as Id from "@agencybook/core/Id"
import * as Licence from "@agencybook/core/Licence"
import * as Money from "@agencybook/core/Money"
import * as Arr from "effect/Array"
import * as Result from "effect/Result"
import * as CsvProblem from "./CsvProblem.ts"
import * as CsvTable from "./CsvTable.ts"
import * as Column from "./FormatColumn.ts"

/** Format of the identifier of a policy. @category decoding */
export const policyId: Format.Format<PolicyId> = Id.format as Format.Format<PolicyId>

/** Format of a year of coverage. @category decoding */
export const year: Format.Format<number> = Format.make(
  "year",
  "a year such as 2026",
  "write the year with four digits",
  (text) => (/^20\d\d$/.test(text) ? Number(text) : undefined)
)

/** Format of the name of a plan or a carrier. @category decoding */
export const plan: Format.Format<string> = Format.line<string>("plan", 200)

/** What is wrong with the amounts of a policy taken together, in cents. @category queries */
export const amountsWrong = (gross: number | undefined, aptc: number | undefined): ReadonlyArray<CsvProblem.Wrong> =>
  aptc === undefined || gross === undefined || aptc <= gross
    ? []
    : [
        [
          "aptc",
          "an amount above the premium",
          "a tax credit that is not above the gross premium",
          "correct the premium or the tax credit"
        ]
      ]

/**
 * The columns of a feed of policies, in any order. An empty `aor_npn` says that nobody is on record.
 *
 * @category models
 */
export const table = CsvTable.make([
  Column.required("case_number", caseNumber),
  Column.required("policy_id", policyId),
  Column.oneOf("policy_kind", policyKinds),
  Column.required("coverage_year", year),
  Column.required("carrier", plan),
  Column.required("plan_name", plan),
  Column.oneOf("metal", [...metalLevels, ""]),
  Column.oneOf("enrollment_status", coverageStates),
  Column.required("effective_on", Dates.format),
  Column.optional("end_on", Dates.format),
  Column.required("gross_premium", Money.format),
  Column.required("aptc", Money.format),
  Column.optional("binder_due_on", Dates.format),
  Column.optional("binder_paid_on", Dates.format),
  Column.yesNo("past_due"),
  Column.optional("aor_npn", Licence.npnFormat),
  Column.optional("aor_since", Dates.format)
])

/** One row of a feed of policies, cell by cell. @category models */
export type CoverageRow = typeof table extends CsvTable.CsvTable<infer _, infer Value> ? Value : never

/** A policy and the case that it belongs to. @category models */
export interface Entry {
  readonly caseNumber: CaseNumber
  readonly policy: FurtherPolicy
}

/** What a row is judged against beside itself. @category models */
export interface Surroundings {
  /** Whether a row with this policy of this case stood earlier in the file. */
  readonly seen: (caseNumber: string, policyId: string) => boolean
}

/**
 * Makes the policy of a row that was read, or says what is wrong with the row as a whole.
 *
 * @rule CAS-01
 * @category constructors
 */
export const toEntry = (
  { line, value: row }: CsvTable.Decoded<CoverageRow>,
  { seen }: Surroundings
): Result.Result<Entry, Arr.NonEmptyReadonlyArray<CsvProblem.CsvProblem>> => {
  const wrong: ReadonlyArray<ReadonlyArray<CsvProblem.Wrong>> = [
    seen(row.case_number, row.policy_id)
      ? [
          [
            "policy_id",
            "a policy that an earlier row has",
            "a policy that stands once for its case",
            "remove one of the two rows"
          ]
        ]
      : [],
    amountsWrong(row.gross_premium, row.aptc),
    row.aor_since !== undefined && row.aor_npn === undefined
      ? [
          [
            "aor_npn",
            "empty",
            "the number of the agent of record, because a day is given",
            "add the number, or remove the day"
          ]
        ]
      : []
  ]
  const problems = CsvProblem.ofRow(line, wrong.flat())
  if (Arr.isReadonlyArrayNonEmpty(problems)) return Result.fail(problems)
  return Result.succeed({
    caseNumber: row.case_number,
    policy: {
      policyId: row.policy_id,
      kind: row.policy_kind,
      year: row.coverage_year,
      state: row.enrollment_status,
      carrier: row.carrier,
      plan: row.plan_name,
      ...(row.metal === "" ? {} : { metal: row.metal }),
      effectiveOn: row.effective_on,
      ...(row.end_on === undefined ? {} : { endOn: row.end_on }),
      grossPremium: row.gross_premium,
      aptc: row.aptc,
      ...(row.binder_due_on === undefined ? {} : { binderDueOn: row.binder_due_on }),
      ...(row.binder_paid_on === undefined ? {} : { binderPaidOn: row.binder_paid_on }),
      pastDue: row.past_due,
      ...(row.aor_npn === undefined ? {} : { aorNpn: row.aor_npn }),
      ...(row.aor_since === undefined ? {} : { aorSince: row.aor_since })
    }
  })
}

/** What a file of policies says. @category models */
export interface Gathered {
  /** Everything that is wrong with rows. */
  readonly problems: ReadonlyArray<CsvProblem.CsvProblem>
  /**
   * The policies of a case, for `CaseFeedCsv.toEntry`; `undefined` where a row of it is wrong, and for every case where a row
   * could not be read, since nobody knows whose that is.
   */
  readonly policies: (caseNumber: string) => ReadonlyArray<FurtherPolicy> | undefined
  /** The first row of each case that is not among those that are delivered: its policies go nowhere. */
  readonly strangers: (isDelivered: (caseNumber: string) => boolean) => ReadonlyArray<CsvProblem.CsvProblem>
}

/**
 * Brings the rows of a file together by case, after all of them were read.
 *
 * @rule CAS-01
 * @category constructors
 */
export const gather = (
  rows: Iterable<Result.Result<CsvTable.Decoded<CoverageRow>, Arr.NonEmptyReadonlyArray<CsvProblem.CsvProblem>>>
): Gathered => {
  const problems: Array<CsvProblem.CsvProblem> = []
  const found = new Map<string, { readonly line: number; readonly policies: Array<FurtherPolicy>; wrong?: true }>()
  let isWhole = true
  for (const row of rows) {
    if (Result.isFailure(row)) {
      problems.push(...row.failure)
      isWhole = false
      continue
    }
    const { line, value } = row.success
    const known = found.get(value.case_number) ?? { line, policies: [] }
    found.set(value.case_number, known)
    const entry = toEntry(row.success, {
      seen: (_, policyId) => known.policies.some((one) => one.policyId === policyId)
    })
    if (Result.isSuccess(entry)) known.policies.push(entry.success.policy)
    else {
      problems.push(...entry.failure)
      known.wrong = true
    }
  }
  return {
    problems,
    policies: (caseNumber) => {
      const known = found.get(caseNumber)
      return isWhole && known?.wrong === undefined ? (known?.policies ?? []) : undefined
    },
    strangers: (isDelivered) =>
      Array.from(found).flatMap(([caseNumber, { line }]) =>
        isDelivered(caseNumber)
          ? []
          : CsvProblem.ofRow(line, [
              [
                "case_number",
                "a case that is not delivered",
                "the number of a case of the file of cases",
                "deliver the case in the same delivery, or correct the number"
              ]
            ])
      )
  }
}
