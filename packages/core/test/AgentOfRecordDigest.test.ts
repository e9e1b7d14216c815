import { assert, describe, it } from "@effect/vitest"
import * as AgentOfRecordDigest from "../src/AgentOfRecordDigest.ts"
import * as Book from "../src/BookOfBusiness.ts"
import * as Dates from "../src/CalendarDate.ts"
import type { Case } from "../src/Case.ts"
import * as Id from "../src/Id.ts"
import type { Npn } from "../src/Licence.ts"
import { calheers } from "../src/Policy.ts"
import * as Sample from "./fixture/sample.ts"

const row = (n: number, agent: number, aorNpn?: string): Book.Row => {
  const coverage = Sample.coverage(aorNpn === undefined ? {} : { aorNpn: aorNpn as Npn })
  const { agentId } = Sample.agent(agent)
  const delegation = Sample.delegation(n, "Active", { delegate: { agentId, agencyId: Sample.agencyId() } })
  const entry = { ...Sample.member(agent), delegation, case: Sample.household(n, { coverage }) }
  return Book.row(entry, Sample.now, calheers.timeZone) ?? assert.fail("no row")
}
const dental = (n: number, aorNpn: string): Case => ({
  ...Sample.household(n),
  policies: [
    {
      ...Sample.coverage({ aorNpn: aorNpn as Npn }),
      ...{ policyId: Id.make<Id.PolicyId>(`dental-${n}`), kind: "dental", year: 2026 }
    }
  ]
})
const households = new Map(
  [dental(1, "44"), dental(2, Sample.agent(2).npn), dental(3, "44")].map((one) => [one.caseId, one])
)
const rows = [row(0, 1, "42"), row(1, 1), row(2, 2, Sample.agent(2).npn), row(3, 1, "43"), row(4, 2, "42")]
const decide = (on: string, over: Partial<AgentOfRecordDigest.Facts> = {}) =>
  AgentOfRecordDigest.decide(
    { _tag: "ReportAgentsOfRecord", agencyId: Sample.agencyId(), on: Dates.make(on) },
    { agency: Sample.agency(), rows, household: (caseId) => households.get(caseId), ...over },
    Sample.context({ actor: Sample.system })
  )

describe("AgentOfRecordDigest", () => {
  it("tells whose policies name somebody else, agent by agent [DEL-20]", () => {
    assert.deepStrictEqual(decide("2026-03-03"), {
      _tag: "Accepted",
      events: [
        {
          _tag: "AgentsOfRecordReported",
          agencyId: Sample.agencyId(),
          on: Sample.today,
          differing: [
            { agentId: Sample.agentId(1), caseIds: [Sample.caseId(0), Sample.caseId(1), Sample.caseId(3)] },
            { agentId: Sample.agentId(2), caseIds: [Sample.caseId(4)] }
          ]
        }
      ]
    })
  })

  it("tells nothing twice for a day, nothing for an earlier one, and nothing where nothing differs", () => {
    const agency = Sample.agency(0, { agentsOfRecordReportedOn: Dates.make("2026-03-02") })
    for (const [on, events] of [
      ["2026-03-01", 0],
      ["2026-03-02", 0],
      ["2026-03-03", 1]
    ] as const) {
      const answer = decide(on, { agency })
      assert.strictEqual(answer._tag === "Accepted" ? answer.events.length : -1, events, on)
    }
    assert.deepInclude(decide("2026-03-03", { rows: [row(5, 1), row(2, 2, Sample.agent(2).npn)] }), { events: [] })
  })

  it("refuses a day that has not come, and an agency that nobody knows", () => {
    assert.deepInclude(decide("2026-03-04"), { code: "AgentsOfRecordNotYet", rule: "DEL-20" })
    assert.deepInclude(decide("2026-03-03", { agency: undefined }), { code: "UnknownAgency" })
  })
})
