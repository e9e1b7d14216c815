import * as Trend from "@agencybook/core/Trend"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Portal from "../src/Portal.ts"
import * as Queries from "../src/Queries.ts"
import { Store } from "../src/Store.ts"
import * as portal from "./fixture/portal.ts"

const { agent, at, consumer, envelope, exchange, execute, serviceCenter, start, story, system, told, viewer } = portal
const agency = { agencyId: "agency-0" as never }
const own = (n: number) => ({ ...agency, agentId: `agent-${n}` as never })
const refused = <A, E>(effect: Effect.Effect<A, E, portal.Services>, millis = start) => Effect.flip(at(effect, millis))
const day = 86_400_000
const request = {
  _tag: "RequestDelegation",
  delegationId: "d-1",
  caseId: "case-2",
  agentId: "agent-2",
  signedBy: "Cora"
}
const order = { agencyId: "agency-0", columns: "standard" }
const record = { _tag: "RecordExport", exportId: "e-1", order, acknowledged: true }
const digest = "0f".repeat(32)
const complete = (asOf: string) => ({ _tag: "CompleteExport", exportId: "e-1", asOf, rowCount: 2, sha256: digest })

describe("Queries: a book on the screen", () => {
  story(
    "is filtered, sorted and read page by page",
    Effect.gen(function* () {
      const manager = viewer(agent(0))
      const numbers = (rows: ReadonlyArray<{ readonly caseNumber: string }>) => rows.map(({ caseNumber }) => caseNumber)
      const descending = { sort: [{ by: "caseNumber", descending: true }] } as const
      const { value } = yield* at(Queries.book(manager, agency, descending))
      assert.deepStrictEqual(numbers(value), ["10000001", "10000000"])
      const none = yield* at(Queries.book(manager, agency, { filter: { _tag: "PastDue" } }))
      assert.deepStrictEqual(none.value, [])
      const first = yield* at(Queries.bookPage(manager, agency, { ...descending, limit: 1 }))
      assert.deepStrictEqual([numbers(first.value.rows), first.value.count], [["10000001"], 2])
      const after = first.value.next ?? assert.fail("no second page")
      const second = yield* at(Queries.bookPage(manager, agency, { after, limit: 1 }))
      assert.deepStrictEqual([numbers(second.value.rows), second.value.next], [["10000000"], undefined])
    })
  )

  story(
    "has figures: agents added, requests waiting, cases lost, as of a moment [BOB-02, BOB-08]",
    Effect.gen(function* () {
      yield* told(consumer(2), request)
      const lost = yield* at(Queries.book(viewer(agent(1)), own(1)))
      yield* told(consumer(0), { _tag: "RemoveDelegation", delegationId: lost.value[0]?.delegationId })
      const { asOf, value } = yield* at(Queries.summary(viewer(agent(0)), agency), start + 2 * day)
      assert.strictEqual(asOf as string, "2026-03-05T18:00:00.000Z")
      assert.deepInclude(value.book, { active: 1, requested: 1, members: 1, requestedOn: { "2026-03-03": 1 } })
      assert.strictEqual(value.book.lost["consumer-removed"], 1)
      assert.deepInclude<object>(value, { withoutCases: 2, top: { agentId: "agent-1", cases: 1, of: 1 } })
      const one = yield* at(Queries.summary(viewer(agent(2)), own(2)))
      assert.deepStrictEqual(
        one.value.agents.map(({ agentId, summary }) => [agentId as string, summary.requested]),
        [["agent-2", 1]]
      )
      const later = yield* at(Queries.summary(viewer(agent(0)), agency), start + 40 * day)
      assert.strictEqual(later.value.book.lost["consumer-removed"], 0)
      assert.deepInclude(yield* refused(Queries.summary(viewer(agent(1)), agency)), { code: "NotPermitted" })
      assert.deepInclude(yield* refused(Queries.summary(viewer(consumer(0)), own(1))), { code: "NotPermitted" })
    })
  )

  story(
    "says how clients came and went from day to day, the same however often it is asked [BOB-02 BOB-05 BOB-08]",
    Effect.gen(function* () {
      const manager = viewer(agent(0))
      const before = yield* at(Queries.book(viewer(agent(1)), own(1)))
      yield* told(consumer(2), request)
      yield* told(agent(2), { _tag: "AcceptRequest", delegationId: "d-1" }, {}, start + day)
      const { delegationId } = before.value[0] ?? assert.fail("an empty book")
      yield* told(consumer(0), { _tag: "RemoveDelegation", delegationId }, {}, start + 3 * day)
      const { asOf, value } = yield* at(Queries.trend(manager, agency, 90), start + 4 * day)
      assert.strictEqual(asOf as string, "2026-03-07T18:00:00.000Z")
      assert.strictEqual(value.length, 90)
      assert.deepStrictEqual(
        value.slice(-5).map((one) => [one.day as string, ...Object.values(Trend.total(one))]),
        [
          ["2026-03-03", 2, 0, 0],
          ["2026-03-04", 3, 1, 0],
          ["2026-03-05", 3, 0, 0],
          ["2026-03-06", 2, 0, 1],
          ["2026-03-07", 2, 0, 0]
        ]
      )
      const again = yield* at(Queries.trend(manager, agency, 90), start + 4 * day)
      assert.deepStrictEqual(again.value, value)
      const figures = yield* at(Queries.summary(manager, agency), start + 4 * day)
      const { active, frozen } = figures.value.book
      assert.strictEqual(Trend.total(value.at(-1) ?? assert.fail("no day")).clients, active + frozen)
      const parts = yield* Effect.forEach([0, 1, 2], (n) => at(Queries.trend(manager, own(n), 90), start + 4 * day))
      assert.deepStrictEqual(
        parts.reduce<Trend.Trend>((sum, part) => Trend.merge(sum, part.value), []),
        value
      )
      // What has ended before the days is not read, and is in none of them.
      const later = yield* at(Queries.trend(viewer(agent(1)), own(1), 2), start + 5 * day)
      assert.deepStrictEqual(
        later.value.map((one) => Object.values(Trend.total(one))),
        [
          [1, 0, 0],
          [1, 0, 0]
        ]
      )
      assert.deepInclude(yield* refused(Queries.trend(viewer(agent(1)), agency, 90)), { code: "NotPermitted" })
      assert.deepInclude(yield* refused(Queries.trend(viewer(consumer(0)), own(1), 90)), { code: "NotPermitted" })
    })
  )
})

describe("Queries: a book as a file", () => {
  story(
    "gives no row without a confirmation, and then to who confirmed, as long as the export lives [BOB-07, BOB-12]",
    Effect.gen(function* () {
      const rows = (actor: object, millis = start) => at(Queries.exportRows(viewer(actor), "e-1" as never), millis)
      const nothing = (actor: object, millis = start) => Effect.map(Effect.flip(rows(actor, millis)), (error) => error)
      assert.deepInclude(yield* nothing(agent(0)), { code: "NotPermitted" })
      assert.deepInclude(yield* nothing(exchange), { code: "UnknownExport" })
      const refusal = yield* Effect.flip(execute(envelope(agent(0), { ...record, acknowledged: false })))
      assert.deepInclude(refusal, { code: "ExportNotAcknowledged" })
      yield* told(agent(0), record)
      const { asOf, value } = yield* rows(agent(0))
      assert.deepStrictEqual([value.rows.length, value.order.columns], [2, "standard"])
      assert.strictEqual((yield* rows(system)).value.rows.length, 2)
      assert.deepInclude(yield* nothing(exchange), { code: "UnknownExport" })
      for (const stranger of [agent(1), agent(3), consumer(0), serviceCenter])
        assert.deepInclude(yield* nothing(stranger), { code: "NotPermitted" })
      assert.deepInclude(yield* nothing(agent(0), start + day), { code: "ExportOver" })
      yield* told(system, complete(asOf))
      const { value: logs } = yield* at(Queries.exportLogs(viewer(agent(0)), agency, { limit: 9 }))
      assert.deepStrictEqual(
        logs.rows.map(({ file, requestedBy }) => [requestedBy, file?.sha256, file?.rowCount]),
        [["agent/agent-0", digest, 2]]
      )
      const store = yield* Store
      const [claimed] = yield* store.claim("2026-03-04T00:00:00.000Z" as never, 9, 1000)
      assert.deepInclude<object>(claimed?.notice ?? {}, {
        template: "NTC-19",
        params: { rows: 2, until: "2026-03-04T18:00:00.000Z" }
      })
    })
  )

  story(
    "has a second file with one row for each policy, recorded and given out like the first [BOB-07, BOB-14]",
    Effect.gen(function* () {
      const household = portal.household(1)
      const policy = (policyId: string) => ({
        ...{ policyId, kind: "dental", year: 2026, state: "Effectuated", carrier: "Bright Smile", plan: "Dental One" },
        ...{ effectiveOn: "2026-01-01", grossPremium: 4_200, aptc: 0, pastDue: false }
      })
      const policies = [policy("d-2"), policy("d-1")]
      yield* told(system, { _tag: "RecordCases", entries: [{ case: { ...household, policies } }] })
      const ofPolicies = { ...record, exportId: "e-p", order: { ...order, rows: "policies" } }
      const ask = (exportId: string) => Queries.exportPolicies(viewer(agent(0)), exportId as never)
      assert.deepInclude(yield* refused(ask("e-p")), { code: "NotPermitted" })
      yield* told(agent(0), ofPolicies)
      const { value } = yield* at(ask("e-p"))
      assert.deepStrictEqual(
        value.rows.map(({ caseNumber, mainPolicy, policyId }) => [caseNumber, mainPolicy, policyId as string]),
        [
          [household.caseNumber, false, "d-1"],
          [household.caseNumber, false, "d-2"]
        ]
      )
      yield* told(agent(0), record)
      assert.deepInclude(yield* refused(ask("e-1")), { code: "ExportOfOtherRows" })
      assert.deepInclude(yield* refused(Queries.exportRows(viewer(agent(0)), "e-p" as never)), {
        code: "ExportOfOtherRows"
      })
    })
  )

  story(
    "is taken by agents of their own book, by managers of the agency's, and by nobody else [P-28]",
    Effect.gen(function* () {
      const taking = (actor: unknown, of: object) =>
        Effect.map(
          Effect.result(execute(envelope(actor, { ...record, exportId: "e-2", order: { ...order, ...of } }))),
          ({ _tag }) => _tag
        )
      assert.strictEqual(yield* taking(agent(1), {}), "Failure")
      assert.strictEqual(yield* taking(agent(1), { agentId: "agent-2" }), "Failure")
      assert.strictEqual(yield* taking(agent(3), {}), "Failure")
      for (const level of [1, 2])
        assert.strictEqual(yield* taking({ _tag: "Staff", userId: "u-1", agencyId: "agency-0", level }, {}), "Failure")
      assert.strictEqual(yield* taking(system, {}), "Failure")
      assert.strictEqual(yield* taking(agent(1), { agentId: "agent-1" }), "Success")
      const { value } = yield* at(Queries.exportLogs(viewer(agent(1)), own(1), { limit: 9 }))
      assert.deepStrictEqual(
        value.rows.map(({ order: { agentId } }) => agentId as string),
        ["agent-1"]
      )
      assert.deepInclude(yield* refused(Queries.exportLogs(viewer(agent(1)), agency, { limit: 9 })), {
        code: "NotPermitted"
      })
    })
  )
})

describe("Portal: the book for hosts without Effect", () => {
  it("takes filters, orders and cursors as plain data, and refuses what it cannot read", async () => {
    const one = Portal.make({ now: () => start })
    try {
      for (const command of [portal.roster, portal.cases, { ...record }])
        assert.isTrue(
          (await one.executeUnknown(envelope(command._tag === "RecordExport" ? agent(0) : system, command))).ok
        )
      const manager = { actor: agent(0) }
      const scope = { agencyId: "agency-0" }
      const found = await one.book(manager, scope, { filter: { _tag: "Text", contains: "quint" } })
      assert.strictEqual(found.ok && found.value.length, 2)
      const page = await one.bookPage(manager, scope, { limit: 1 })
      assert.strictEqual(page.ok && page.value.count, 2)
      const figures = await one.summary(manager, scope)
      assert.strictEqual(figures.ok && figures.value.book.active, 2)
      const days = await one.trend(manager, scope)
      assert.deepStrictEqual(days.ok && [days.value.length, days.value.at(-1)?.agents[0]?.clients], [90, 2])
      const rows = await one.exportRows(manager, "e-1")
      assert.strictEqual(rows.ok && rows.value.rows.length, 2)
      const logs = await one.exportLogs(manager, scope, { limit: 9 })
      assert.strictEqual(logs.ok && logs.value.rows.length, 1)
      for (const answer of [
        await one.book(manager, scope, { filter: { _tag: "Ssn" } as never }),
        await one.bookPage(manager, scope, { limit: 1_000_000 }),
        await one.bookPage(manager, scope, { limit: 1, after: { row: "d" } as never }),
        await one.exportRows(manager, "no export!"),
        await one.summary(manager, { agencyId: "no agency!" }),
        await one.trend(manager, scope, 401),
        await one.trend(manager, scope, 0.5)
      ])
        assert.deepNestedInclude(answer, { ok: false, "refusal._tag": "Malformed" })
    } finally {
      await one.close()
    }
  })
})
