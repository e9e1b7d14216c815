import type { Row } from "@agencybook/core/CoverageExport"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import * as CoverageCsv from "../src/CoverageCsv.ts"
import * as CsvTable from "../src/CsvTable.ts"
import * as Sample from "./fixture/book.ts"

const main = { ...(Sample.rows[0] as Row), policyKind: "health", mainPolicy: true } as Row
const { metal: _, ...unmetalled } = main
const dental = {
  ...unmetalled,
  ...{ policyId: "d-1", policyKind: "dental", mainPolicy: false, coverageYear: 2025, planName: "=1+1" },
  ...{ aorSince: "2026-02-01", binderPaidOn: "2026-01-05" }
} as Row
const written = async (
  table: CsvTable.CsvTable<Row, unknown>,
  rows: ReadonlyArray<Row>
): Promise<ReadonlyArray<string>> => {
  const chunks = await Effect.runPromise(Stream.runCollect(CsvTable.encodeRows(table, Stream.fromIterable(rows))))
  return Buffer.concat(chunks.map((one) => Buffer.from(one)))
    .toString()
    .split("\r\n")
}

describe("CoverageCsv", () => {
  it("has the columns of a policy in three sets, none of which reaches a consumer but the full one", () => {
    assert.deepStrictEqual(CoverageCsv.compact.columns, [
      ...["as_of", "agent_id", "agent_name", "agent_licence", "agent_npn", "delegation_state"],
      ...["case_number", "primary_first_name", "primary_last_name"],
      ...["policy_id", "policy_kind", "main_policy", "coverage_year"],
      ...["enrollment_status", "carrier", "plan_name", "metal", "effective_on", "aor_matches_delegate"]
    ])
    const reaching = ["phone", "email", "preferred_language", "county", "zip"]
    const agency = ["agency_id", "agency_name", "agency_fein_last4"]
    assert.sameMembers([...CoverageCsv.standard.columns, ...agency, ...reaching], [...CoverageCsv.full.columns])
    for (const column of CoverageCsv.full.columns) assert.notMatch(column, /ssn|social|dob|birth|street|address/)
  })

  it("writes each policy with its own terms, and makes texts inert that a spreadsheet could run [BOB-11]", async () => {
    const [, first, second] = await written(CoverageCsv.standard, [main, dental])
    assert.include(first, ',"health",Y,'.replaceAll('"', ""))
    assert.include(second, ",d-1,dental,N,2025,")
    assert.include(second, '"\'=1+1",,')
    assert.include(second, ",2026-01-05,")
    assert.include(second, ",2026-02-01,")
    assert.deepStrictEqual(
      await written(CoverageCsv.standard, [main, dental]),
      await written(CoverageCsv.standard, [main, dental])
    )
  })

  it("has private columns only where the export names them [BOB-09]", () => {
    const { columns } = CoverageCsv.compact
    assert.deepStrictEqual(CoverageCsv.ofOrder({ columns: "compact" }).columns, columns)
    assert.deepStrictEqual(CoverageCsv.ofOrder({ columns: "compact", privateFields: ["date-of-birth"] }).columns, [
      ...columns,
      "date_of_birth"
    ])
  })
})
