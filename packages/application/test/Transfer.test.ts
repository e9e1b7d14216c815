import type { Actor } from "@agencybook/core/Actor"
import * as Dates from "@agencybook/core/CalendarDate"
import * as Id from "@agencybook/core/Id"
import type * as Page from "@agencybook/core/Page"
import type { Event } from "@agencybook/core/Record"
import type * as Transfer from "@agencybook/core/Transfer"
import { assert, describe } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Queries from "../src/Queries.ts"
import { Store } from "../src/Store.ts"
import * as portal from "./fixture/portal.ts"

const { agent, consumer, envelope, exchange, execute, held, readAll, story, system, told } = portal
const tags = (events: ReadonlyArray<Event>) => events.map(({ _tag }) => _tag)
const noon = (date: string) => Dates.toMillis(Dates.startOf(Dates.make(date), "America/Los_Angeles")) + 12 * 3_600_000

const scheduled = {
  ...{ _tag: "TransferBook", transferId: "t-1", agencyId: "agency-0", fromAgentId: "agent-1", toAgentId: "agent-2" },
  ...{ reason: "leave", effectiveOn: "2026-03-10" }
}
const run = (on: string, id = `run-${on}`) =>
  execute({ id, actor: system, command: { _tag: "ApplyDueTransfers", on } }, noon(on))
const holders = Effect.gen(function* () {
  const store = yield* Store
  const found = yield* store.load([
    { kind: "delegation", index: "case", keys: ["case-0", "case-1"], lock: "read" } as never
  ])
  return found.flatMap(({ record }) =>
    "delegate" in record && "agentId" in record.delegate
      ? [`${record.caseId} ${record.delegate.agentId} ${record.delegate.agencyId}`]
      : []
  )
})
const delegationOf = Effect.fnUntraced(function* (caseId: string) {
  const store = yield* Store
  const [found] = yield* store.load([{ kind: "delegation", index: "case", keys: [caseId], lock: "read" } as never])
  return found?.id ?? ""
})
const notices = Effect.gen(function* () {
  const store = yield* Store
  const claimed = yield* store.claim(Dates.fromMillis(noon("2026-12-01")), 1_000, 1)
  return claimed.flatMap(({ notice }) =>
    notice.template === "NTC-16" ? [`${notice.to.role} ${notice.params.what} ${notice.params.cases ?? ""}`.trim()] : []
  )
})

describe("Transfers that wait", () => {
  story(
    "a book goes over on its day; the consumer who has left in the meantime does not [TRF-06 TRF-08]",
    Effect.gen(function* () {
      assert.deepStrictEqual(tags((yield* told(agent(0), scheduled)).events), ["TransferOpened"])
      assert.deepStrictEqual(tags((yield* run("2026-03-09")).events), [])
      yield* told(consumer(1), { _tag: "RemoveDelegation", delegationId: yield* delegationOf("case-1") })
      const applied = yield* run("2026-03-10")
      assert.deepStrictEqual(yield* holders, ["case-0 agent-2 agency-0"])
      const last = applied.events.at(-1)
      assert.deepInclude(last?._tag === "TransferMoved" ? { to: last.to as string } : {}, { to: "PartiallyApplied" })
      assert.deepStrictEqual(tags((yield* run("2026-03-10", "run-again")).events), [])
      assert.deepStrictEqual((yield* run("2026-03-10")).repeated, true)
      assert.deepStrictEqual(yield* notices, [
        ...["consumer planned", "consumer planned", "agent planned 2", "agent planned 2", "manager planned 2"],
        ...["consumer moved", "agent moved 1", "agent moved 1", "manager moved 1"]
      ])
    })
  )

  story(
    "a book leaves its agency through the exchange, on the first of a month [TRF-09 TRF-11]",
    Effect.gen(function* () {
      yield* told(agent(3), {
        ...{ _tag: "SubmitTransfer", transferId: "t-2", submittedBy: "arriving", reason: "sale" },
        ...{ agencyId: "agency-0", fromAgentId: "agent-1", toAgencyId: "agency-1", toAgentId: "agent-3" },
        evidence: { kind: "release", documentId: "release-1" },
        stated: { fromNpn: "1000001", toNpn: "1000003", cases: 2 }
      })
      assert.deepStrictEqual(tags((yield* run("2026-05-01", "too-early")).events), [])
      const refusal = yield* Effect.flip(execute(envelope(agent(0), { _tag: "ApproveTransfer", transferId: "t-2" })))
      assert.deepInclude(refusal, { code: "NotPermitted" })
      const underReview = Queries.transfersUnderReview({ actor: exchange as Actor }, { limit: 1 })
      const papers = (yield* underReview).value.rows.map(({ rows, transferId }) => [transferId, rows.length])
      assert.deepStrictEqual(papers, [["t-2", 2]])
      for (const other of [agent(0), agent(3), system])
        assert.deepInclude(yield* Effect.flip(Queries.transfersUnderReview({ actor: other as Actor }, { limit: 1 })), {
          code: "NotPermitted"
        })
      yield* told(exchange, { _tag: "ApproveTransfer", transferId: "t-2" })
      assert.deepStrictEqual((yield* underReview).value.rows, [])
      assert.deepStrictEqual(tags((yield* run("2026-04-30")).events), [])
      yield* run("2026-05-01")
      assert.deepStrictEqual(yield* holders, ["case-0 agent-3 agency-1", "case-1 agent-3 agency-1"])
      assert.deepStrictEqual(yield* notices, [
        ...["agent submitted 2", "agent submitted 2", "manager submitted 2"],
        ...["consumer planned", "consumer planned", "agent planned 2", "agent planned 2", "manager planned 2"],
        ...["consumer moved", "consumer moved", "agent moved 2", "agent moved 2", "manager moved 2"]
      ])
    })
  )

  story(
    "wait for the exchange in pages, whatever their agencies [TRF-11]",
    Effect.gen(function* () {
      yield* told(system, held(10, 10, 2))
      for (const [n, cases] of [
        [1, 2],
        [2, 1]
      ] as const)
        yield* told(agent(3), {
          ...{ _tag: "SubmitTransfer", transferId: `t-${n}`, submittedBy: "arriving", reason: "sale" },
          ...{ agencyId: "agency-0", fromAgentId: `agent-${n}`, toAgencyId: "agency-1", toAgentId: "agent-3" },
          evidence: { kind: "release", documentId: `release-${n}` },
          stated: { fromNpn: String(1_000_000 + n), toNpn: "1000003", cases }
        })
      const pages = yield* readAll<Transfer.Transfer, unknown>((after) =>
        Queries.transfersUnderReview({ actor: exchange as Actor }, { limit: 1, ...(after && { after }) })
      )
      assert.deepStrictEqual<unknown>(
        pages.map((rows) => rows.map(({ transferId }) => transferId)),
        [["t-1"], ["t-2"]]
      )
    })
  )

  story(
    "an agency that would take a book is told neither whose clients it has nor how many, at no step [TRF-10]",
    Effect.gen(function* () {
      const submit = (cases: number) => ({
        ...{ _tag: "SubmitTransfer", transferId: `t-${cases}`, submittedBy: "arriving", reason: "sale" },
        ...{ agencyId: "agency-0", fromAgentId: "agent-1", toAgencyId: "agency-1", toAgentId: "agent-3" },
        evidence: { kind: "contract", documentId: "contract-1" },
        stated: { fromNpn: "1000001", toNpn: "1000003", cases }
      })
      for (const cases of [1, 2, 3]) {
        const sent = envelope(agent(3), submit(cases))
        const [first, again] = [yield* execute(sent), yield* execute(sent)]
        assert.deepStrictEqual([first.repeated, again.repeated], [false, true])
        assert.deepStrictEqual(first.events, again.events)
        assert.deepNestedInclude(first.events[0], { "transfer.rows": [], "transfer.stated.cases": cases })
      }
      const approve = (cases: number) =>
        execute(envelope(exchange, { _tag: "ApproveTransfer", transferId: `t-${cases}` }))
      assert.deepInclude(yield* Effect.flip(approve(1)), { code: "PapersDiffer", rule: "TRF-10" })
      yield* approve(2)
      const reject = { _tag: "RejectTransfer", transferId: "t-1", reason: "evidence-insufficient" }
      assert.strictEqual((yield* told(exchange, reject)).events.length, 1)
      for (const cases of [2, 3]) {
        const { events } = yield* told(agent(3), { _tag: "CancelTransfer", transferId: `t-${cases}` })
        assert.deepNestedInclude(events[0], { rows: [], to: "Cancelled" })
      }
      const digests = (yield* notices).filter((text) => !text.startsWith("consumer"))
      assert.deepStrictEqual(
        [...new Set(digests)],
        [
          ...["agent submitted 1", "manager submitted 1", "agent submitted 2", "manager submitted 2"],
          ...["agent submitted 3", "manager submitted 3", "agent planned 2", "manager planned 2"],
          ...["agent rejected 1", "manager rejected 1", "agent cancelled 2", "manager cancelled 2"],
          ...["agent cancelled 3", "manager cancelled 3"]
        ]
      )
    })
  )

  story(
    "who has made a transfer sees it wait, and a consumer sees the own questions [TRF-12]",
    Effect.gen(function* () {
      yield* told(agent(0), scheduled)
      const waiting = (n: number) =>
        Queries.waitingTransfers({ actor: agent(n) as Actor }, Id.make("agency-0"), { limit: 5 })
      const seen = yield* waiting(0)
      assert.deepStrictEqual(
        seen.value.rows.map(({ rows, state, transferId }) => [transferId, state, rows.length]),
        [["t-1", "Scheduled", 2]]
      )
      const stranger = yield* Effect.flip(waiting(3))
      assert.deepInclude(stranger, { code: "NotPermitted" })
      const questions = (n: number, of = n) =>
        portal.at(Queries.transferQuestions({ actor: consumer(n) as Actor }, Id.make(`case-${of}`)))
      assert.deepStrictEqual<ReadonlyArray<object>>((yield* questions(0)).value, [
        {
          transferId: "t-1",
          outcome: "planned",
          toAgentId: "agent-2",
          toAgencyId: "agency-0",
          effectiveOn: "2026-03-10"
        }
      ])
      assert.deepStrictEqual((yield* questions(2)).value, [])
      assert.deepInclude(yield* Effect.flip(questions(0, 1)), { code: "NotPermitted" })
    })
  )

  story(
    "wait in pages of their agency alone, whatever comes and goes between two pages; each page is a reading [TRF-01, SEC-03]",
    Effect.gen(function* () {
      const first = Array.from({ length: 6 }, (_, n) => 10 + n)
      yield* told(system, held(10, 16, 1))
      const moving = (n: number, caseNumber: number) =>
        Effect.gen(function* () {
          const only = [yield* delegationOf(`case-${caseNumber}`)]
          yield* told(agent(0), { ...scheduled, transferId: `t-${n}`, only })
        })
      for (const n of first) yield* moving(n, n)
      // Of another agency, and of this one but over.
      yield* told(system, {
        _tag: "RecordCases",
        entries: [
          {
            case: portal.household(20),
            delegate: { agentId: "agent-3", agencyId: "agency-1", since: "2026-02-01T18:00:00.000Z" }
          }
        ]
      })
      yield* told(exchange, {
        ...{ _tag: "SubmitTransfer", transferId: "t-elsewhere", submittedBy: "arriving", reason: "sale" },
        ...{ agencyId: "agency-1", fromAgentId: "agent-3", toAgencyId: "agency-0", toAgentId: "agent-1" },
        evidence: { kind: "release", documentId: "release-1" },
        stated: { fromNpn: "1000003", toNpn: "1000001", cases: 1 }
      })
      yield* told(agent(0), { _tag: "CancelTransfer", transferId: "t-12" })
      const ask = (limit: number, after?: Page.Place) =>
        Queries.waitingTransfers({ actor: agent(0) as Actor }, Id.make("agency-0"), { limit, ...(after && { after }) })
      const all = (limit: number, between?: Effect.Effect<unknown, never, portal.Services>) =>
        Effect.map(
          readAll<Transfer.Transfer, unknown>((after) => ask(limit, after), between),
          (pages) => pages.map((rows) => rows.map(({ transferId }) => transferId))
        )
      assert.deepStrictEqual<unknown>(yield* all(2), [["t-10", "t-11"], ["t-13", "t-14"], ["t-15"]])
      assert.deepStrictEqual<unknown>(yield* all(1), [["t-10"], ["t-11"], ["t-13"], ["t-14"], ["t-15"]])
      // A place that somebody made up leads no further than the own list.
      for (const key of ["agency-1", "agency-00", "~"])
        assert.deepStrictEqual<unknown>((yield* ask(9, { key, id: "" })).value, { rows: [] })
      assert.strictEqual((yield* ask(9, { key: "", id: "" })).value.rows.length, 5)
      // One that was read goes, and so does one that was not; one comes before the place and one behind it.
      let page = 0
      const between = Effect.suspend(() =>
        page++ > 0
          ? Effect.void
          : Effect.all([
              told(agent(0), { _tag: "CancelTransfer", transferId: "t-11" }),
              told(agent(0), { _tag: "CancelTransfer", transferId: "t-13" }),
              Effect.orDie(moving(0, 16)),
              Effect.orDie(moving(16, 0))
            ])
      )
      assert.deepStrictEqual<unknown>(yield* all(2, between), [["t-10", "t-11"], ["t-14", "t-15"], ["t-16"]])
      const store = yield* Store
      const kept = yield* store.snapshot((_, { readings }) => readings({ _tag: "All" }, { limit: 3 }))
      assert.deepStrictEqual<unknown>(
        kept.map(({ about, cases, count, what }) => [what, about, cases, count]),
        [["case-0"], ["case-14", "case-15"], ["case-10", "case-11"]].map((shown) => [
          ...["transfers", { agencyId: "agency-0" }, shown, shown.length]
        ])
      )
    })
  )

  story(
    "only who made a transfer takes it back, and then nobody moves",
    Effect.gen(function* () {
      yield* told(agent(0), scheduled)
      const cancel = { _tag: "CancelTransfer", transferId: "t-1" }
      assert.deepInclude(yield* Effect.flip(execute(envelope(agent(3), cancel))), { code: "NotPermitted" })
      assert.deepStrictEqual(tags((yield* told(agent(0), cancel)).events), ["TransferMoved"])
      assert.deepStrictEqual(tags((yield* run("2026-03-10")).events), [])
    })
  )
})
