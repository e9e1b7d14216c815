import { assert, describe, it } from "@effect/vitest"
import * as AgencyTransfer from "../src/AgencyTransfer.ts"
import * as Dates from "../src/CalendarDate.ts"
import * as Id from "../src/Id.ts"
import type { Policy } from "../src/Policy.ts"
import { minnesota } from "../src/PolicyPreset.ts"
import type * as Transfer from "../src/Transfer.ts"
import * as Sample from "./fixture/sample.ts"

const from = { agentId: Sample.agentId(1), agencyId: Sample.agencyId(0) }
const source = Sample.member(1)
const target = Sample.member(2, { agency: 1 })
const held = [
  Sample.delegation(1, "Active", { delegate: from }),
  Sample.delegation(2, "Frozen", { delegate: from }),
  Sample.delegation(3, "Requested", { delegate: from })
]
const transferId = Id.make<Id.TransferId>("t-1")
const papers: AgencyTransfer.Command & { readonly _tag: "SubmitTransfer" } = {
  ...{ _tag: "SubmitTransfer", transferId, submittedBy: "arriving", reason: "sale" },
  ...{ agencyId: from.agencyId, fromAgentId: from.agentId },
  ...{ toAgencyId: Sample.agencyId(1), toAgentId: Sample.agentId(2) },
  evidence: { kind: "release", documentId: Id.make("release-7") },
  stated: { fromNpn: source.agent.npn, toNpn: target.agent.npn, cases: 2 }
}
const decide = (command: AgencyTransfer.Command, transfer?: Transfer.Transfer, context = Sample.context()) =>
  AgencyTransfer.decide(command, { transfer, source, target, held, targetOpen: 0 }, context)
const opened = (context = Sample.context()): Transfer.Transfer => {
  const decided = decide(papers, undefined, context)
  const event = decided._tag === "Accepted" ? decided.events[0] : assert.fail(decided.message)
  return event?._tag === "TransferOpened" ? event.transfer : assert.fail("the papers are not taken")
}
const refused = (...args: Parameters<typeof decide>) => {
  const decided = decide(...args)
  return decided._tag === "Refused" ? `${decided.rule} ${decided.code}` : "accepted"
}

describe("AgencyTransfer", () => {
  it("waits for the exchange with clients, not with requests, and belongs to who handed it in", () => {
    const transfer = opened()
    assert.deepInclude(transfer, {
      state: "ExchangeReview",
      submittedBy: Sample.agencyId(1),
      toAgencyId: Sample.agencyId(1)
    })
    assert.deepStrictEqual(
      transfer.rows.map(({ delegationId, outcome }) => [delegationId, outcome]),
      [
        [Sample.delegationId(1), "planned"],
        [Sample.delegationId(2), "planned"]
      ]
    )
  })

  it.each([
    ["2025-01-01", "2025-02-01"],
    ["2025-01-02", "2025-02-01"],
    ["2025-01-03", "2025-03-01"],
    ["2025-01-30", "2025-03-01"],
    ["2025-02-01", "2025-04-01"],
    ["2024-02-01", "2024-04-01"]
  ])("submitted on %s counts from %s [TRF-09]", (submitted, effective) => {
    // Late in the evening in California it is the next day in UTC.
    const at = Dates.plusHours(Dates.startOf(Dates.make(submitted), "America/Los_Angeles"), 23)
    assert.strictEqual(opened(Sample.context({ at })).effectiveOn, effective)
  })

  it("asks for papers that fit the records [TRF-10]", () => {
    const stated = (over: Partial<(typeof papers)["stated"]>) => ({ ...papers, stated: { ...papers.stated, ...over } })
    assert.strictEqual(refused(stated({ cases: 3 })), "TRF-10 PapersDiffer")
    assert.strictEqual(refused(stated({ toNpn: source.agent.npn })), "TRF-10 PapersDiffer")
    const wrong = decide(stated({ toNpn: source.agent.npn, cases: 3 }))
    assert.deepInclude(wrong, {
      message: "the papers of transfer `t-1` differ from the records on `toNpn`, `cases`"
    })
    assert.strictEqual(refused({ ...papers, toAgencyId: from.agencyId }), "TRF-11 SameAgency")
  })

  it("tells whoever would take the book nothing of it, and compares the count for the exchange [TRF-10]", () => {
    const arriving = Sample.context({ actor: Sample.asAgent(2) })
    const answers = [1, 2, 99].map((cases) =>
      decide({ ...papers, stated: { ...papers.stated, cases } }, undefined, arriving)
    )
    for (const answer of answers) {
      const [event] = answer._tag === "Accepted" ? answer.events : assert.fail(answer.message)
      if (event?._tag !== "TransferOpened") return assert.fail("the papers are not taken")
      const { transfer } = event
      assert.deepNestedInclude(AgencyTransfer.withoutRows(event), { "transfer.rows": [] })
      assert.strictEqual(
        refused({ _tag: "ApproveTransfer", transferId }, transfer),
        transfer.stated?.cases === 2 ? "accepted" : "TRF-10 PapersDiffer"
      )
    }
    const none = { ...papers, only: [Sample.delegationId(7)] }
    assert.strictEqual(refused(none, undefined, arriving), "accepted")
    assert.strictEqual(refused(none), "TRF-06 NothingToMove")
    const leaving = Sample.context({ actor: Sample.asAgent(1) })
    const stated = { ...papers.stated, cases: 3 }
    assert.strictEqual(
      refused({ ...papers, submittedBy: "leaving", stated }, undefined, leaving),
      "TRF-10 PapersDiffer"
    )
  })

  it("is scheduled by the exchange, or asks the consumers where the policy does [TRF-11 TRF-12]", () => {
    const approved = (context: ReturnType<typeof Sample.context>) => {
      const decided = decide({ _tag: "ApproveTransfer", transferId }, opened(context), context)
      return decided._tag === "Accepted" ? decided.events[0] : assert.fail(decided.message)
    }
    const step = (context: ReturnType<typeof Sample.context>): Record<string, unknown> => ({ ...approved(context) })
    assert.deepInclude(step(Sample.context()), { to: "Scheduled", trigger: "schedule" })
    assert.deepInclude(step(Sample.context({ policy: minnesota })), {
      to: "AwaitingConsent",
      trigger: "ask",
      answerBy: "2026-04-02"
    })
    assert.strictEqual(
      refused({ _tag: "ApproveTransfer", transferId }, { ...opened(), state: "Applied" }),
      "TRF-11 NotUnderReview"
    )
    assert.strictEqual(refused({ _tag: "ApproveTransfer", transferId }), "TRF-13 UnknownTransfer")
  })

  it("takes the rows and nothing else out of what is told to the side that may not see them [TRF-10]", () => {
    const reject = { _tag: "RejectTransfer", transferId, reason: "disputed" } as const
    const decided = decide(reject, opened())
    const moved = decided._tag === "Accepted" ? decided.events[0] : assert.fail(decided.message)
    if (moved?._tag !== "TransferMoved") return assert.fail("the papers are not rejected")
    assert.isNotEmpty(moved.rows)
    assert.deepStrictEqual(AgencyTransfer.withoutRows(moved), { ...moved, rows: [] })
    const transfer = opened()
    assert.deepStrictEqual(AgencyTransfer.withoutRows({ _tag: "TransferOpened", transfer }), {
      _tag: "TransferOpened",
      transfer: { ...transfer, rows: [] }
    })
    const other = { _tag: "AgentLocked", agentId: from.agentId, locked: true }
    assert.strictEqual(AgencyTransfer.withoutRows(other), other)
  })

  it("asks nobody where the policy asks nobody, whatever the papers prove [TRF-12]", () => {
    const policy: Policy = { ...minnesota, transferConsent: "none", expeditedBy: ["release"] }
    assert.strictEqual(opened(Sample.context({ policy })).consentMode, "none")
  })

  it("says why the exchange did not let it go", () => {
    const decided = decide({ _tag: "RejectTransfer", transferId, reason: "disputed" }, opened())
    const event = decided._tag === "Accepted" ? decided.events[0] : assert.fail(decided.message)
    assert.deepInclude(event, { to: "Rejected", rejection: "disputed" })
  })
})
