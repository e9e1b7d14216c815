import { assert, describe, it } from "@effect/vitest"
import * as AgencySummary from "../src/AgencySummary.ts"
import * as BookSummary from "../src/BookSummary.ts"
import * as Sample from "./fixture/sample.ts"

const book = (active: number, frozen = 0) => ({ ...BookSummary.empty, active, frozen })

describe("AgencySummary", () => {
  it("adds its agents, counts its roster and tells what stands out", () => {
    const members = [
      Sample.member(2, { certification: Sample.certification("Suspended") }),
      Sample.member(0),
      Sample.member(1),
      Sample.member(3, { certification: Sample.certification("Pending"), employment: "Invited" }),
      Sample.member(4, { employment: "Inactive" })
    ]
    const summary = AgencySummary.make(
      members,
      new Map([
        ["agent-0", book(3)],
        ["agent-1", book(5, 1)],
        ["agent-2", book(0, 4)]
      ]),
      Sample.today
    )
    assert.deepStrictEqual(
      summary.agents.map(({ agentId, summary: { active } }) => [agentId as string, active]),
      [
        ["agent-0", 3],
        ["agent-1", 5],
        ["agent-2", 0],
        ["agent-3", 0],
        ["agent-4", 0]
      ]
    )
    assert.deepInclude(summary.book, { active: 8, frozen: 5 })
    assert.deepStrictEqual(summary.certification, { Suspended: 1, Certified: 3, Pending: 1 })
    assert.deepStrictEqual(summary.employment, { Active: 3, Invited: 1, Inactive: 1 })
    assert.deepInclude<object>(summary, {
      withoutCases: 1,
      casesWithoutAuthority: 4,
      top: { agentId: "agent-1", cases: 6, of: 13 }
    })
  })

  it("has nobody on top of an empty book", () => {
    assert.notProperty(AgencySummary.make([Sample.member(0)], new Map(), Sample.today), "top")
  })
})
