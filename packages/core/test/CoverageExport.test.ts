import { assert, describe, it } from "@effect/vitest"
import * as BookExport from "../src/BookExport.ts"
import type { Entry } from "../src/BookOfBusiness.ts"
import * as Dates from "../src/CalendarDate.ts"
import type { FurtherPolicy } from "../src/Case.ts"
import * as CoverageExport from "../src/CoverageExport.ts"
import * as Id from "../src/Id.ts"
import * as Sample from "./fixture/sample.ts"

const zone = "America/Los_Angeles"
const dental = (name: string, over: Partial<FurtherPolicy> = {}): FurtherPolicy => ({
  policyId: Id.make(name),
  ...{ kind: "dental", year: 2026, state: "Effectuated", carrier: "Bright Smile", plan: "Dental One" },
  effectiveOn: Dates.make("2026-01-01"),
  ...{ grossPremium: 4_200 as FurtherPolicy["grossPremium"], aptc: 0 as FurtherPolicy["aptc"], pastDue: false },
  ...over
})
const entry = (n: number, policies: ReadonlyArray<FurtherPolicy>): Entry => {
  const { agency, agent, employment } = Sample.member(0)
  const { aorNpn: _, ...coverage } = Sample.coverage()
  const household = { ...Sample.household(n, { coverage: { ...coverage, aorNpn: agent.npn } }), policies }
  return { agency, agent, employment, delegation: Sample.delegation(n), case: household }
}
const order: BookExport.Order = { agencyId: Sample.agencyId(), columns: "full", rows: "policies" }

describe("CoverageExport", () => {
  it("has one row for each policy, the main one first and the others by year, kind and first day [BOB-10, BOB-14]", () => {
    const { npn } = Sample.member(0).agent
    const policies = [
      dental("d-2"),
      dental("d-1", { aorNpn: npn, aorSince: Dates.make("2026-02-01") }),
      dental("d-0", { year: 2025, state: "Terminated", endOn: Dates.make("2025-12-31") }),
      dental("h-1", { kind: "health", metal: "Gold" })
    ]
    const rows = CoverageExport.rows(order, [entry(0, policies), entry(1, [])], Sample.now, zone)
    assert.deepStrictEqual(
      rows.map((row) => [row.caseNumber, row.policyId, row.policyKind, row.mainPolicy, row.coverageYear, row.metal]),
      [
        ["10000000", undefined, "health", true, 2026, "Silver"],
        ["10000000", "d-0", "dental", false, 2025, undefined],
        ["10000000", "d-1", "dental", false, 2026, undefined],
        ["10000000", "d-2", "dental", false, 2026, undefined],
        ["10000000", "h-1", "health", false, 2026, "Gold"],
        ["10000001", undefined, "health", true, 2026, "Silver"]
      ] as never
    )
    assert.deepInclude(rows[0], { aorMatchesDelegate: true, aorSince: "2026-01-01" as never })
    assert.deepInclude(rows[1], { enrollmentStatus: "Terminated", endOn: "2025-12-31" as never })
    assert.deepInclude(rows[2], {
      aorMatchesDelegate: true,
      aorSince: "2026-02-01" as never,
      netPremium: 4_200 as never
    })
    assert.notProperty(rows[3], "aorMatchesDelegate")
    assert.notProperty(rows[3], "metal")
  })

  it("names who is on record for each policy: what was said here before what the feed says [DEL-20]", () => {
    const { npn } = Sample.member(0).agent
    const other = Sample.member(1).agent.npn
    const said = { policyId: Id.make<Id.PolicyId>("d-1"), from: Dates.make("2026-02-01"), recordedAt: Sample.now }
    const fed = { aorNpn: npn, aorSince: Dates.make("2026-01-01") }
    const one = entry(0, [dental("d-1", fed), dental("d-2", fed), dental("d-3", fed)])
    const statements = [
      { ...said, npn: other, reason: "correction" as const },
      { ...said, policyId: Id.make<Id.PolicyId>("d-2"), reason: "enrollment" as const }
    ]
    const rows = CoverageExport.rows(
      order,
      [{ ...one, case: { ...one.case, policyAgentsOfRecord: statements } }],
      Sample.now,
      zone
    )
    assert.deepStrictEqual(
      rows.map((row) => [row.policyId, row.aorNpn, row.aorSince, row.aorMatchesDelegate]),
      [
        [undefined, npn, "2026-01-01", true],
        ["d-1", other, "2026-02-01", false],
        ["d-2", undefined, undefined, undefined],
        ["d-3", npn, "2026-01-01", true]
      ] as never
    )
  })

  it("has in a row what is known of its policy and of the household, and no field for what is not", () => {
    const bound = { binderDueOn: Dates.make("2025-12-31"), binderPaidOn: Dates.make("2025-12-11") }
    const one = entry(0, [dental("d-1", bound), dental("d-2")])
    const { coverage, primaryContact } = one.case as Required<typeof one.case>
    const { address } = primaryContact
    const known = {
      ...one.case,
      coverage: { ...coverage, ...bound, policyId: Id.make<Id.PolicyId>("p-1") },
      primaryContact: { ...primaryContact, address: { ...address, line2: "Apt 4" as never } }
    }
    const asked = { ...order, privateFields: ["date-of-birth", "address"] as const }
    const [all, open] = [asked, order].map((of) =>
      CoverageExport.rows(of, [{ ...one, case: known }], Sample.now, zone).map(
        ({ binderPaidOn, city, dateOfBirth, line2, policyId, state, street }) => ({
          ...{ binderPaidOn, city, dateOfBirth, line2, policyId, state, street }
        })
      )
    )
    const { city, state, street } = address
    const personal = { city, dateOfBirth: primaryContact.dob, line2: "Apt 4", state, street }
    const none = { city: undefined, dateOfBirth: undefined, line2: undefined, state: undefined, street: undefined }
    const paid = { binderPaidOn: "2025-12-11" }
    assert.deepStrictEqual(all as ReadonlyArray<unknown>, [
      { ...personal, ...paid, policyId: "p-1" },
      { ...personal, ...paid, policyId: "d-1" },
      { ...personal, binderPaidOn: undefined, policyId: "d-2" }
    ])
    assert.deepStrictEqual(open as ReadonlyArray<unknown>, [
      { ...none, ...paid, policyId: "p-1" },
      { ...none, ...paid, policyId: "d-1" },
      { ...none, binderPaidOn: undefined, policyId: "d-2" }
    ])
    // A field without a value is none: a file of JSON or a comparison would show it.
    const plain = { ...one.case, policies: [dental("d-3")] }
    const { coverage: main, ...without } = plain as Required<typeof plain>
    const { aorNpn: _, ...unowned } = main
    for (const value of [{ ...without, coverage: unowned }, without])
      for (const row of CoverageExport.rows(asked, [{ ...one, case: value as never }], Sample.now, zone))
        assert.notInclude(Object.values(row), undefined)
    for (const row of CoverageExport.rows(order, [{ ...one, case: plain }], Sample.now, zone))
      assert.notInclude(Object.values(row), undefined)
  })

  it("takes the cases that the order takes, with the private fields that it names [BOB-06, BOB-09]", () => {
    const entries = [entry(0, [dental("d-0")]), entry(1, [dental("d-1")])]
    const filter = { _tag: "Rows", anyOf: [Sample.delegation(1).delegationId] } as never
    const some = CoverageExport.rows({ ...order, filter, privateFields: ["date-of-birth"] }, entries, Sample.now, zone)
    assert.deepStrictEqual(
      some.map(({ caseNumber, dateOfBirth, policyId }) => [caseNumber, policyId, dateOfBirth as string]),
      [
        ["10000001", undefined, "1980-05-17"],
        ["10000001", Id.make("d-1"), "1980-05-17"]
      ]
    )
  })

  it("is given out to who recorded an export of policies, and cases to who recorded one of cases [BOB-07]", () => {
    const exportId = Id.make<Id.ExportId>("export-0")
    const until = Dates.plusHours(Sample.now, 1)
    const log = { exportId, order, requestedBy: "agent/agent-0", acknowledgedAt: Sample.now, until }
    const asked = (rows: "cases" | "policies") =>
      BookExport.obstacle(exportId, log, { _tag: "Agent", agentId: Sample.agentId(0) }, Sample.now, rows)?.code
    assert.deepStrictEqual([asked("policies"), asked("cases")], [undefined, "ExportOfOtherRows"])
  })
})
