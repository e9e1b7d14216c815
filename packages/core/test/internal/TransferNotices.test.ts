import { assert, describe, it } from "@effect/vitest"
import * as Dates from "../../src/CalendarDate.ts"
import * as Id from "../../src/Id.ts"
import type { Event } from "../../src/Record.ts"
import type { Outcome, Row, Transfer } from "../../src/Transfer.ts"
import * as Sample from "../fixture/sample.ts"
import { type Line, told } from "../fixture/told.ts"

const rows = (...outcomes: ReadonlyArray<Outcome>): ReadonlyArray<Row> =>
  outcomes.map((outcome, n) => ({ delegationId: Sample.delegationId(n), caseId: Sample.caseId(n), outcome }))
const transfer = (over: Partial<Transfer> = {}): Transfer => ({
  ...{ transferId: Id.make("transfer-1"), agencyId: Sample.agencyId(0), reason: "leave", consentMode: "notify" },
  ...{ fromAgentId: Sample.agentId(1), toAgentId: Sample.agentId(2), state: "Scheduled", rows: rows("planned") },
  ...over
})
const world = (of: Transfer) => ({
  ...{ agent: [0, 1, 2, 3].map((n) => Sample.agent(n)), agency: [Sample.agency(0), Sample.agency(3)] },
  employment: [0, 1, 2].map((n) => Sample.employment(n)).concat(Sample.employment(3, 3)),
  ...{ case: [0, 1, 2].map((n) => Sample.household(n)), transfer: [of] }
})
const opened = (over: Partial<Transfer>) => {
  const of = transfer(over)
  return told(world(of), { _tag: "TransferOpened", transfer: of })
}
const moved = (over: Partial<Transfer>, event: Partial<Extract<Event, { _tag: "TransferMoved" }>>) => {
  const of = transfer(over)
  const step = { trigger: "apply", from: "Scheduled", to: of.state, rows: of.rows } as const
  return told(world(of), { _tag: "TransferMoved", transferId: of.transferId, ...step, ...event })
}
const whats = (lines: ReadonlyArray<Line>) =>
  lines.map(([line, { cases, what }]) => [line, what, ...(cases === undefined ? [] : [cases])].join(" "))
const digest = (what: string, cases: number) =>
  ["agent agent1@login.example", "agent agent2@login.example", "manager agent0@login.example"].map(
    (one) => `NTC-16 ${one} ${what} ${cases}`
  )
const consumer = (n: number, what: string) => `NTC-16 consumer consumer${n}@mail.example ${what}`

describe("TransferNotices", () => {
  it("tells a consumer who said yes too late for the day the new one [TRF-09 NOT-02]", () => {
    const effectiveOn = Dates.make("2026-05-01")
    const yes = { state: "Scheduled", rows: rows("confirmed"), consentMode: "consumer-confirm" } as const
    const lines = moved({ ...yes, effectiveOn }, { trigger: "schedule", from: "AwaitingConsent", effectiveOn })
    assert.deepStrictEqual(whats(lines), [consumer(0, "planned")])
    assert.strictEqual<unknown>(lines[0]?.[1].effectiveOn, effectiveOn)
    assert.deepStrictEqual(moved({ ...yes, effectiveOn }, { trigger: "schedule", from: "AwaitingConsent" }), [])
  })

  it("tells consumers who will be theirs and from when, and the agents how many cases it is about [NOT-02]", () => {
    const effectiveOn = Dates.make("2026-04-01")
    const answerBy = Dates.make("2026-03-20")
    const parties = { fromName: "Annab Reyesab", toName: "Annac Reyesac", across: "no" }
    const dates = { effectiveOn, answerBy }
    const [first, second] = opened({
      state: "AwaitingConsent",
      rows: rows("asked"),
      consentMode: "consumer-confirm",
      ...dates
    })
    assert.deepStrictEqual(first, [
      "NTC-16 consumer consumer0@mail.example",
      {
        ...{ ...parties, ...dates, agentName: "Annac Reyesac", agentLicence: "1H10002" },
        ...{ fromLicence: "1H10001", agencyName: "Agency 0", what: "asked" }
      }
    ])
    assert.deepStrictEqual(second, [
      "NTC-16 agent agent1@login.example",
      { ...parties, ...dates, what: "asked", cases: 1 }
    ])
    const [plain, digest] = opened({})
    assert.notProperty(plain?.[1], "effectiveOn")
    assert.notProperty(plain?.[1], "answerBy")
    assert.deepStrictEqual(digest?.[1], { ...parties, what: "planned", cases: 1 })
  })

  it("asks and tells consumers what the policy says, and of a plan only where they are notified [TRF-12]", () => {
    const plan = { state: "Scheduled", rows: rows("planned", "planned") } as const
    const both = [consumer(0, "planned"), consumer(1, "planned")]
    assert.deepStrictEqual(whats(opened({ ...plan, consentMode: "notify" })), [...both, ...digest("planned", 2)])
    for (const consentMode of ["none", "consumer-confirm"] as const)
      assert.deepStrictEqual(whats(opened({ ...plan, consentMode })), digest("planned", 2))
  })

  it("tells consumers nothing while the exchange reviews [TRF-10]", () => {
    const review = { state: "ExchangeReview", rows: rows("planned", "asked") } as const
    assert.deepStrictEqual(whats(opened(review)), digest("submitted", 2))
  })

  it("tells after a review all that goes on, not what changed [TRF-10]", () => {
    const approved = transfer({
      state: "AwaitingConsent",
      rows: rows("asked", "not-held", "asked"),
      consentMode: "consumer-confirm"
    })
    assert.deepStrictEqual(whats(moved(approved, { from: "ExchangeReview", rows: [] })), [
      consumer(0, "asked"),
      consumer(2, "asked"),
      ...digest("asked", 2)
    ])
    const rejected = { state: "Rejected", rows: rows("refused", "refused"), rejection: "disputed" } as const
    const lines = moved(rejected, { from: "ExchangeReview", to: "Rejected" })
    assert.deepStrictEqual(whats(lines), digest("rejected", 2))
    assert.strictEqual(lines[0]?.[1].reason, "disputed")
  })

  it("tells who stays that they stay, unless they never heard of it [TRF-12]", () => {
    const all = { state: "PartiallyApplied", rows: rows("declined", "expired", "cancelled") } as const
    const kept = [0, 1].map((n) => consumer(n, "kept"))
    const ended = { from: "AwaitingConsent", to: "PartiallyApplied" } as const
    assert.deepStrictEqual(whats(moved({ ...all, consentMode: "consumer-confirm" }, ended)), [
      ...[...kept, consumer(2, "kept")],
      ...digest("ended", 3)
    ])
    assert.deepStrictEqual(whats(moved({ ...all, consentMode: "none" }, ended)), [...kept, ...digest("ended", 3)])
    const refused = { state: "Rejected", rows: rows("refused") } as const
    assert.deepStrictEqual(whats(moved(refused, { from: "Scheduled", to: "Rejected" })), [
      consumer(0, "kept"),
      ...digest("rejected", 1)
    ])
  })

  it("tells the agents that cases moved and how many; their consumers read it with the new delegation", () => {
    const applied = { state: "Applied", rows: rows("moves", "not-held", "moves") } as const
    assert.deepStrictEqual(whats(moved(applied, { to: "Applied" })), digest("moved", 2))
    const of = transfer(applied)
    assert.deepStrictEqual(whats(told(world(of), { _tag: "TransferApplied", transfer: of })), digest("moved", 2))
    const none = { state: "Applied", rows: rows("not-held", "confirmed", "already-held") } as const
    assert.deepStrictEqual(whats(moved(none, { to: "Applied" })), digest("ended", 1))
  })

  it("tells that it is off, and nothing of a single answer that moves nobody", () => {
    const off = { state: "Cancelled", rows: rows("cancelled") } as const
    assert.deepStrictEqual(whats(moved(off, { trigger: "cancel", to: "Cancelled" })), [
      consumer(0, "kept"),
      ...digest("cancelled", 1)
    ])
    const one = { state: "AwaitingConsent", rows: rows("declined", "asked"), consentMode: "consumer-confirm" } as const
    const answered = moved(one, {
      trigger: "answer",
      from: "AwaitingConsent",
      to: "AwaitingConsent",
      rows: rows("declined")
    })
    assert.deepStrictEqual(whats(answered), [consumer(0, "kept")])
  })

  it("tells the managers of both agencies when a book leaves, and each person once", () => {
    const across = opened({ toAgencyId: Sample.agencyId(3), toAgentId: Sample.agentId(3) })
    assert.deepStrictEqual(
      across.map(([line, params]) => [line, params.across]),
      [
        ["NTC-16 consumer consumer0@mail.example", "yes"],
        ["NTC-16 agent agent1@login.example", "yes"],
        ["NTC-16 agent agent3@login.example", "yes"],
        ["NTC-16 manager agent0@login.example", "yes"]
      ]
    )
    assert.strictEqual(across[0]?.[1].agencyName, "Agency 3")
    const along = opened({ toAgencyId: Sample.agencyId(3), toAgentId: Sample.agentId(1) })
    assert.deepStrictEqual(
      along.map(([line]) => line),
      [
        "NTC-16 consumer consumer0@mail.example",
        "NTC-16 agent agent1@login.example",
        "NTC-16 manager agent0@login.example",
        "NTC-16 manager agent3@login.example"
      ]
    )
    const own = opened({ fromAgentId: Sample.agentId(0) })
    assert.deepStrictEqual(
      own.map(([line]) => line),
      [
        "NTC-16 consumer consumer0@mail.example",
        "NTC-16 agent agent0@login.example",
        "NTC-16 agent agent2@login.example"
      ]
    )
  })

  it("tells nothing of agents, transfers and cases that are not known", () => {
    const of = transfer()
    const event: Event = { _tag: "TransferOpened", transfer: of }
    const { agent, case: cases, ...rest } = world(of)
    assert.deepStrictEqual(told({ ...rest, case: cases, agent: agent.slice(0, 2) }, event), [])
    assert.deepStrictEqual(told({ ...rest, case: cases, agent: [Sample.agent(0), Sample.agent(2)] }, event), [])
    assert.deepStrictEqual(whats(told({ ...rest, agent, case: [] }, event)), digest("planned", 1))
    const step = { _tag: "TransferMoved", trigger: "apply", from: "Scheduled", to: "Applied", rows: [] } as const
    assert.deepStrictEqual(told({ ...world(of), transfer: [] }, { ...step, transferId: of.transferId }), [])
  })
})
