import { assert, describe, it } from "@effect/vitest"
import type * as AgentOfRecord from "../src/AgentOfRecord.ts"
import * as Feed from "../src/AgentOfRecordFeed.ts"
import * as Dates from "../src/CalendarDate.ts"
import * as Id from "../src/Id.ts"
import * as Sample from "./fixture/sample.ts"

const moment = { day: Sample.today, at: Sample.now }
const idOf = (id: string) => Id.make<Id.PolicyId>(id)
const policy = (id: string, effectiveOn: string, npn?: string, since?: string): Feed.Further => ({
  ...{ policyId: idOf(id), effectiveOn: Dates.make(effectiveOn) },
  ...(npn === undefined ? {} : { aorNpn: npn as never }),
  ...(since === undefined ? {} : { aorSince: Dates.make(since) })
})
/** Policies of one delivery are those of the one before by their identifiers. */
const told = (before: Feed.Known, now: Feed.Known) => {
  const known = [before.coverage, ...(before.policies ?? [])].flatMap((one) => one ?? [])
  const pairs = [now.coverage, ...(now.policies ?? [])].flatMap((one) => {
    const was = known.find(({ policyId }) => policyId === one?.policyId)
    return one === undefined || was === undefined ? [] : [[one, was] as const]
  })
  return { ...now, ...Feed.delivered(before, now, new Map<object, object>(pairs), moment) }
}
const lines = (history: ReadonlyArray<AgentOfRecord.Entry | AgentOfRecord.OfPolicy> | undefined) =>
  history?.map((one) => [
    ...("policyId" in one ? [one.policyId as string] : []),
    one.npn as string | undefined,
    one.from as string
  ])
const purpose = (id: string, npn: string, from: string): AgentOfRecord.OfPolicy => ({
  ...{ policyId: idOf(id), npn: npn as never, from: Dates.make(from), recordedAt: Sample.now, reason: "correction" }
})

describe("AgentOfRecordFeed", () => {
  it("puts on record for each policy whom the feed names for it, from its start, and for news from today [DEL-20]", () => {
    const first = told(
      {},
      {
        coverage: policy("p-26", "2026-01-01", "77"),
        policies: [
          policy("d-1", "2026-02-01", "88"),
          policy("d-2", "2026-01-01"),
          policy("d-3", "2026-01-01", "99", "2026-02-15")
        ]
      }
    )
    assert.deepStrictEqual(lines(first.agentsOfRecord), [["77", "2026-01-01"]])
    assert.deepStrictEqual(lines(first.policyAgentsOfRecord), [
      ["d-1", "88", "2026-02-01"],
      ["d-3", "99", "2026-02-15"]
    ])
    const next = told(first, { ...first, policies: [policy("d-1", "2026-02-01"), policy("d-2", "2026-01-01", "77")] })
    assert.deepStrictEqual(lines(next.policyAgentsOfRecord?.slice(2)), [
      ["d-1", undefined, Sample.today],
      ["d-2", "77", Sample.today]
    ])
    assert.deepStrictEqual(lines(next.agentsOfRecord), [["77", "2026-01-01"]])
    assert.deepStrictEqual(told(next, next), next)
  })

  it("leaves who was put on record on purpose until the feed has news [DEL-30]", () => {
    const first = told({}, { policies: [policy("d-1", "2026-01-01", "77")] })
    const changed = {
      ...first,
      policyAgentsOfRecord: [...(first.policyAgentsOfRecord ?? []), purpose("d-1", "99", "2026-03-04")]
    }
    assert.deepStrictEqual(told(changed, changed).policyAgentsOfRecord, changed.policyAgentsOfRecord)
    const news = told(changed, { policies: [policy("d-1", "2026-01-01", "88")] })
    assert.deepStrictEqual(lines(news.policyAgentsOfRecord?.slice(-1)), [["d-1", "88", Sample.today]])
  })

  it("lets a policy take along who is on record for it, when it becomes the main one and when it no longer is [DEL-20]", () => {
    const main = policy("p-26", "2026-01-01", "77")
    const next = policy("p-27", "2027-01-01", "77")
    const first = told({}, { coverage: main, policies: [next] })
    const changed = {
      ...first,
      policyAgentsOfRecord: [...(first.policyAgentsOfRecord ?? []), purpose("p-27", "99", "2026-12-01")]
    }
    const january = told(changed, { coverage: next, policies: [main] })
    // On the first day of the policy, though the change was for an earlier day: until then the other one was the main one. What
    // the feed said comes along, so that it is no news.
    assert.deepStrictEqual(lines(january.agentsOfRecord), [
      ["77", "2026-01-01"],
      ["77", "2027-01-01"],
      ["99", "2027-01-01"]
    ])
    assert.deepStrictEqual(lines(january.policyAgentsOfRecord?.slice(2)), [["p-26", "77", "2026-01-01"]])
    const back = told(january, { coverage: main, policies: [next] })
    assert.deepStrictEqual(lines(back.agentsOfRecord?.slice(3)), [["77", "2026-01-01"]])
    const kept = [
      ["p-27", "77", "2027-01-01"],
      ["p-27", "99", "2027-01-01"]
    ]
    assert.deepStrictEqual(lines(back.policyAgentsOfRecord?.slice(3)), kept)
    // Where the file tells of it no more, it is still known whom it had.
    assert.deepStrictEqual(lines(told(january, { coverage: main }).policyAgentsOfRecord?.slice(3)), kept)
  })

  it("is the same where a policy was left out and is told of again as before [DEL-20 DEL-30]", () => {
    const [main, other] = [policy("p-26", "2026-01-01", "77"), policy("p-27", "2027-01-01", "77")]
    const dental = policy("d-1", "2026-01-01", "77")
    const first = told({}, { coverage: main, policies: [dental] })
    const { policyId: _, ...onMain } = purpose("p-26", "99", "2026-01-01")
    const changed: Feed.Known = {
      ...first,
      agentsOfRecord: [...(first.agentsOfRecord ?? []), onMain],
      policyAgentsOfRecord: [...(first.policyAgentsOfRecord ?? []), purpose("d-1", "88", "2026-01-01")]
    }
    const without = told(told(changed, { coverage: other, policies: [] }), { coverage: other, policies: [] })
    const again = told(without, { coverage: main, policies: [dental] })
    const ends = [
      again.agentsOfRecord,
      again.policyAgentsOfRecord?.filter(({ policyId }) => policyId === dental.policyId)
    ]
    assert.deepStrictEqual(
      ends.map((one) => one?.at(-1)?.npn as string | undefined),
      ["99", "88"]
    )
    // And news are news, for both.
    const news = told(without, {
      coverage: policy("p-26", "2026-01-01", "55"),
      policies: [policy("d-1", "2026-01-01", "55")]
    })
    assert.deepStrictEqual(lines(news.agentsOfRecord?.slice(-1)), [["55", Sample.today]])
    assert.deepStrictEqual(lines(news.policyAgentsOfRecord?.slice(-1)), [["d-1", "55", Sample.today]])
    const gone = told(changed, {})
    assert.deepStrictEqual(lines(told(gone, { coverage: main }).agentsOfRecord?.slice(-1)), [["99", "2026-01-01"]])
  })

  it("says of a policy that had nobody that nobody is on record, not who was for the one before [DEL-21]", () => {
    const main = policy("p-26", "2026-01-01", "77")
    const first = told({}, { coverage: main, policies: [policy("p-27", "2026-02-01")] })
    assert.deepStrictEqual(lines(told(first, { coverage: policy("p-27", "2026-02-01", "88") }).agentsOfRecord), [
      ["77", "2026-01-01"],
      [undefined, "2026-02-01"],
      ["88", Sample.today]
    ])
    const silent = told({}, { policies: [policy("p-27", "2026-02-01")] })
    assert.deepStrictEqual(told(silent, { coverage: policy("p-27", "2026-02-01") }).agentsOfRecord, undefined)
    // A case of before such statements were kept has whom the feed named.
    const old: Feed.Known = { coverage: main, policies: [policy("p-27", "2026-02-01", "88")] }
    assert.deepStrictEqual(lines(told(old, { coverage: policy("p-27", "2026-02-01", "88") }).agentsOfRecord), [
      ["88", "2026-02-01"]
    ])
  })
})
