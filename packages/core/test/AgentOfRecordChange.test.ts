import { assert, describe, it } from "@effect/vitest"
import type { OfPolicy } from "../src/AgentOfRecord.ts"
import { type Command, decide, earliest } from "../src/AgentOfRecordChange.ts"
import * as Dates from "../src/CalendarDate.ts"
import type { Coverage, FurtherPolicy } from "../src/Case.ts"
import * as Id from "../src/Id.ts"
import * as Sample from "./fixture/sample.ts"

const first = (effectiveOn: string, today: string, months: number): string =>
  earliest(Dates.make(effectiveOn), Dates.make(today), months)

describe("AgentOfRecordChange", () => {
  it("reaches back to the start of the policy for six months, the last day included [DEL-21]", () => {
    assert.strictEqual(first("2026-01-01", "2026-07-01", 6), "2026-01-01")
    assert.strictEqual(first("2026-01-01", "2026-07-02", 6), "2026-07-02")
    // Six months after 31 August is the last day of February.
    assert.strictEqual(first("2025-08-31", "2026-02-28", 6), "2025-08-31")
    assert.strictEqual(first("2025-08-31", "2026-03-01", 6), "2026-03-01")
  })

  it("runs the months until the day of the request, which is settled within 60 days [DEL-21]", () => {
    const of = (asked: string) => earliest(Dates.make("2026-01-01"), Dates.make("2026-07-20"), 6, Dates.make(asked))
    assert.strictEqual(of("2026-07-01"), "2026-01-01")
    assert.strictEqual(of("2026-07-02"), "2026-07-20")
    const answer = (days: number) => {
      const requestedOn = Dates.plusDays(Sample.today, days)
      const command: Command = {
        ...{ _tag: "ChangeAgentOfRecord", caseId: Sample.caseId(), agentId: Sample.agentId(1), from: Sample.today },
        ...{ reason: "retroactive-request", requestedOn }
      }
      const value = Sample.household(0, { coverage: Sample.coverage() })
      const decided = decide(command, { case: value, agent: Sample.member(1) }, Sample.context())
      return decided._tag === "Refused" ? decided.code : decided._tag
    }
    assert.deepStrictEqual([0, -60, -61, 1].map(answer), [
      ...["Accepted", "Accepted", "AgentOfRecordRequestNotOpen", "AgentOfRecordRequestNotOpen"]
    ])
  })

  it("counts for the future only where nothing else is allowed, and never before today for a policy to come [TRF-08]", () => {
    assert.strictEqual(first("2026-01-01", "2026-01-02", 0), "2026-01-02")
    assert.strictEqual(first("2026-06-01", "2026-01-02", 6), "2026-01-02")
  })

  it("is of the policy that is named, and of the main one where none is [DEL-20]", () => {
    const [main, dental] = [Id.make<Id.PolicyId>("p-26"), Id.make<Id.PolicyId>("d-1")]
    const { metal: _, ...terms } = Sample.coverage()
    const other: FurtherPolicy = { ...terms, policyId: dental, kind: "dental", year: 2026 }
    const coverage: Coverage = { ...Sample.coverage(), policyId: main }
    const { npn } = Sample.profile(1)
    const said: OfPolicy = {
      ...{ npn, policyId: dental, from: Dates.make("2026-01-01"), recordedAt: Sample.now, reason: "enrollment" }
    }
    const ask = (named: Pick<Command, "policyId">, over: object = {}) =>
      decide(
        {
          ...{ _tag: "ChangeAgentOfRecord", caseId: Sample.caseId(), agentId: Sample.agentId(1), from: Sample.today },
          ...{ reason: "correction", ...named }
        },
        { case: Sample.household(0, { coverage, policies: [other], ...over }), agent: Sample.member(1) },
        Sample.context()
      )
    const entry = { npn, agentId: Sample.agentId(1), from: Sample.today, recordedAt: Sample.now, reason: "correction" }
    const changed = (one: object) =>
      ({ _tag: "Accepted", events: [{ _tag: "AgentOfRecordChanged", caseId: Sample.caseId(), entry: one }] }) as never
    assert.deepStrictEqual(ask({}), changed(entry))
    assert.deepStrictEqual(ask({ policyId: main }), changed(entry))
    assert.deepStrictEqual(ask({ policyId: dental }), changed({ ...entry, policyId: dental }))
    // What is said of one policy is not said of another.
    assert.deepStrictEqual(ask({}, { policyAgentsOfRecord: [said] }), changed(entry))
    assert.deepStrictEqual(ask({ policyId: dental }, { policyAgentsOfRecord: [said] }), {
      ...{ _tag: "Accepted", events: [] }
    })
    assert.deepInclude(ask({ policyId: Id.make("d-9") }), {
      ...{ code: "UnknownPolicy", message: "case `case-0` has no policy `d-9`" },
      remedy: "name in `policyId` a policy that was delivered, or leave it out for the main one"
    })
  })
})
