import * as Dates from "@agencybook/core/CalendarDate"
import * as Case from "@agencybook/core/Case"
import * as Contact from "@agencybook/core/Contact"
import * as Id from "@agencybook/core/Id"
import * as Licence from "@agencybook/core/Licence"
import * as Money from "@agencybook/core/Money"
import { FurtherPolicy } from "@agencybook/core/schema/Coverage"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import * as fc from "fast-check"
import * as CoverageFeedCsv from "../src/CoverageFeedCsv.ts"
import * as CsvTable from "../src/CsvTable.ts"
import * as Feed from "./fixture/feed.ts"

const readBytes = (bytes: Uint8Array) => {
  const seen = new Set<string>()
  return Feed.read(
    CoverageFeedCsv.table,
    (row) => {
      const entry = CoverageFeedCsv.toEntry(row, { seen: (...place) => seen.has(place.join(" ")) })
      seen.add(`${row.value.case_number} ${row.value.policy_id}`)
      return entry
    },
    bytes
  )
}
const read = (rows: ReadonlyArray<Feed.Cells>, columns: ReadonlyArray<string> = CoverageFeedCsv.table.columns) =>
  readBytes(Feed.write(columns, rows))

const good = {
  case_number: "5336820368",
  policy_id: "DT-2026-17",
  policy_kind: "dental",
  coverage_year: "2026",
  carrier: "Bay & Delta Dental",
  plan_name: "Bright Smile",
  metal: "",
  enrollment_status: "Effectuated",
  effective_on: "2026-01-01",
  end_on: "2026-12-31",
  gross_premium: "48.20",
  aptc: "0.00",
  binder_due_on: "2025-12-31",
  binder_paid_on: "2025-12-11",
  past_due: "N",
  aor_npn: "9900235411",
  aor_since: "2025-11-20"
} satisfies { readonly [column in keyof CoverageFeedCsv.CoverageRow]: string }

const words = "use one of the words that are listed, letter by letter"
const plan = "give a plan without control characters, at most 200 characters long"

/** One wrong cell for each column: the value, what it looks like, what to do. */
const wrong: { readonly [column in keyof CoverageFeedCsv.CoverageRow]: readonly [string, string, string] } = {
  case_number: ["#7654321", "8 characters with punctuation", Case.caseNumber.remedy],
  policy_id: ["DT 17", "5 characters with punctuation", Id.format.remedy],
  policy_kind: ["vision", "6 letters", words],
  coverage_year: ["1926", "4 digits", "write the year with four digits"],
  carrier: ["Blue\nShade", "text with a line break", plan],
  plan_name: ["Red\u2066Plan", "8 characters, not all ASCII", plan],
  metal: ["Copper", "6 letters", words],
  enrollment_status: ["", "empty", words],
  effective_on: ["2026-02-30", "date-like YYYY-MM-DD", Dates.format.remedy],
  end_on: ["2026-3-4", "date-like YYYY-MM-DD", Dates.format.remedy],
  gross_premium: ["1,512.91", "number with a comma", Money.format.remedy],
  aptc: ["-12.34", "negative number with decimals", Money.format.remedy],
  binder_due_on: ["31.12.2025", "date-like DD.MM.YYYY", Dates.format.remedy],
  binder_paid_on: ["2025-12-11 09:30", "date and time", Dates.format.remedy],
  past_due: ["maybe", "5 letters", "write `Y` for yes and `N` for no"],
  aor_npn: ["0000000017", "10 digits", Licence.npnFormat.remedy],
  aor_since: ["soon", "4 letters", Dates.format.remedy]
}

const day = fc.integer({ min: Dates.toEpochDay(Dates.make("1600-01-01")), max: 2_932_896 }).map(Dates.fromEpochDay)
const name = Feed.sound(Contact.businessName, Feed.line)
const decimal = (cents: number): string => `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, "0")}`
const cells = fc
  .record({
    case_number: fc.stringMatching(/^\d{8,12}$/),
    policy_id: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_.:~-]{0,127}$/),
    policy_kind: fc.constantFrom(...Case.policyKinds),
    coverage_year: fc.integer({ min: 2000, max: 2099 }).map(String),
    carrier: name,
    plan_name: name,
    metal: fc.constantFrom(...Case.metalLevels, ""),
    enrollment_status: fc.constantFrom(...Case.coverageStates),
    effective_on: day,
    end_on: fc.oneof(day, fc.constant("")),
    amounts: fc.tuple(fc.nat(99_999_999_999), fc.nat(99_999_999_999)),
    binder_due_on: fc.oneof(day, fc.constant("")),
    binder_paid_on: fc.oneof(day, fc.constant("")),
    past_due: fc.constantFrom("Y", "N"),
    aor: fc.option(fc.tuple(fc.stringMatching(/^[1-9]\d{0,9}$/), fc.oneof(day, fc.constant(""))), { nil: undefined })
  })
  .map(({ amounts, aor: [npn, since] = ["", ""], ...rest }) => ({
    ...rest,
    gross_premium: decimal(Math.max(...amounts)),
    aptc: decimal(Math.min(...amounts)),
    aor_npn: npn,
    aor_since: since
  }))

describe("CoverageFeedCsv", () => {
  it("reads a policy with its case", async () => {
    assert.deepStrictEqual<unknown>(Feed.entries(await read([good])), [
      {
        caseNumber: "5336820368",
        policy: {
          ...{ policyId: "DT-2026-17", kind: "dental", year: 2026, state: "Effectuated" },
          ...{ carrier: "Bay & Delta Dental", plan: "Bright Smile", effectiveOn: "2026-01-01", endOn: "2026-12-31" },
          ...{ grossPremium: 4_820, aptc: 0, binderDueOn: "2025-12-31", binderPaidOn: "2025-12-11", pastDue: false },
          ...{ aorNpn: "9900235411", aorSince: "2025-11-20" }
        }
      }
    ])
  })

  it("reads a policy for health with its metal, and one that nobody is on record for", async () => {
    const cells = { ...good, metal: "Silver", policy_kind: "health", aor_npn: "", aor_since: "" }
    const [entry] = Feed.entries(await read([cells]))
    assert.deepInclude<object>(entry?.policy ?? {}, { kind: "health", metal: "Silver" })
    assert.notProperty(entry?.policy, "aorNpn")
    assert.notProperty(entry?.policy, "aorSince")
  })

  const gathered = async (rows: ReadonlyArray<Feed.Cells>) =>
    CoverageFeedCsv.gather(
      await Effect.runPromise(
        Stream.runCollect(
          CsvTable.decodeRows(CoverageFeedCsv.table, Stream.make(Feed.write(CoverageFeedCsv.table.columns, rows)))
        )
      )
    )
  const another = { ...good, case_number: "5336820369" }

  it("brings the policies of each case together, and says whose go nowhere", async () => {
    const { policies, problems, strangers } = await gathered([
      good,
      another,
      { ...good, policy_id: "DT-2", aor_since: "" },
      { ...another, policy_id: "DT-3" }
    ])
    assert.deepStrictEqual(problems, [])
    const ids = (caseNumber: string) => policies(caseNumber)?.map(({ policyId }) => policyId as string)
    assert.deepStrictEqual(ids(good.case_number), ["DT-2026-17", "DT-2"])
    assert.deepStrictEqual(ids(another.case_number), ["DT-2026-17", "DT-3"])
    assert.deepStrictEqual(ids("5112337668"), [])
    assert.deepStrictEqual(
      strangers((caseNumber) => caseNumber === good.case_number).map(({ column, line }) => [column, line]),
      [["case_number", 3]]
    )
    assert.deepStrictEqual(
      strangers(() => true),
      []
    )
  })

  it("says nothing of a household of which a row is wrong, and of nobody where a row cannot be read", async () => {
    const twice = await gathered([good, good, another])
    assert.deepStrictEqual(
      twice.problems.map(({ column, line }) => [column, line]),
      [["policy_id", 3]]
    )
    assert.isUndefined(twice.policies(good.case_number))
    assert.strictEqual(twice.policies(another.case_number)?.length, 1)
    assert.deepStrictEqual(twice.policies("5112337668"), [])
    const unread = await gathered([good, { ...another, gross_premium: "48.2O" }])
    assert.deepStrictEqual(
      unread.problems.map(({ column, line }) => [column, line]),
      [["gross_premium", 3]]
    )
    for (const caseNumber of [good.case_number, another.case_number, "5112337668"])
      assert.isUndefined(unread.policies(caseNumber))
  })

  it.each(Object.entries(wrong))(
    "reports a wrong `%s` by its place, without the value",
    async (column, [value, look, remedy]) => {
      const rows = await read([
        { ...good, policy_id: "other" },
        { ...good, [column]: value }
      ])
      assert.deepStrictEqual(
        rows.map((row) => Feed.problems(row).length),
        [0, 1]
      )
      const [problem] = Feed.problems(rows[1])
      assert.deepInclude(problem, { reason: "WrongCell", line: 3, column, valueClass: look, remedy })
      if (value !== "") assert.notInclude(JSON.stringify(problem), value)
    }
  )

  it("reports what is wrong with a row as a whole, and what stands there twice", async () => {
    const rows = await read([
      good,
      { ...good, aptc: "48.21", aor_npn: "" },
      { ...good, case_number: "5336820369" },
      { ...good, policy_id: "DT-2026-18" }
    ])
    assert.deepStrictEqual(
      rows.map((row) => Feed.problems(row).map(({ column, line }) => [column, line])),
      [
        [],
        [
          ["policy_id", 3],
          ["aptc", 3],
          ["aor_npn", 3]
        ],
        [],
        []
      ]
    )
  })

  it("gives policies that a delivery takes, with every cell in its place", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(cells, { minLength: 1, maxLength: 5 }), async (rows) => {
        const found = Feed.entries(await read(rows.map(Feed.inert)))
        const first = rows.filter(
          (row, n) =>
            rows.findIndex((one) => one.case_number === row.case_number && one.policy_id === row.policy_id) === n
        )
        assert.deepStrictEqual(
          found.map(({ caseNumber, policy }) => ({
            case_number: caseNumber as string,
            policy_id: policy.policyId as string,
            policy_kind: policy.kind,
            coverage_year: String(policy.year),
            carrier: policy.carrier,
            plan_name: policy.plan,
            metal: policy.metal ?? "",
            enrollment_status: policy.state,
            effective_on: policy.effectiveOn as string,
            end_on: policy.endOn ?? "",
            binder_due_on: policy.binderDueOn ?? "",
            binder_paid_on: policy.binderPaidOn ?? "",
            past_due: policy.pastDue ? "Y" : "N",
            gross_premium: decimal(policy.grossPremium),
            aptc: decimal(policy.aptc),
            aor_npn: policy.aorNpn ?? "",
            aor_since: policy.aorSince ?? ""
          })) as ReadonlyArray<unknown>,
          first
        )
        for (const { policy } of found)
          assert.deepStrictEqual(Schema.decodeUnknownSync(FurtherPolicy)(JSON.parse(JSON.stringify(policy))), policy)
      })
    )
  })
})
