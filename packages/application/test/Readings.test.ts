import type { Disclosure } from "@agencybook/core/Disclosure"
import * as Policy from "@agencybook/core/Policy"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import * as Agencybook from "../src/Agencybook.ts"
import * as MemoryStore from "../src/MemoryStore.ts"
import * as NodeSecrets from "../src/NodeSecrets.ts"
import * as Portal from "../src/Portal.ts"
import * as Queries from "../src/Queries.ts"
import { Store, StoreError, Unavailable } from "../src/Store.ts"
import * as portal from "./fixture/portal.ts"

const { after, agent, answered, at, consumer, envelope, exchange, held, hired, request, story } = portal
const { serviceCenter, settled, staffOf, start, system, told, viewer } = portal

const agency = { agencyId: "agency-0" as never }
const page = { limit: 10 }
const caseId = "case-0" as never
type Ask = (one: Queries.Viewer) => Effect.Effect<unknown, unknown, portal.Services>

const counselor = { _tag: "Counselor", userId: "cec-1" } as const
/** Every question, by whether something of consumers is shown. */
const shows: {
  readonly [name in keyof typeof Queries]?: readonly [actor: object, what: Disclosure["what"], ask: Ask]
} = {
  book: [agent(0), "book", (one) => Queries.book(one, agency)],
  bookPage: [agent(0), "book", (one) => Queries.bookPage(one, agency, page)],
  bookStream: [agent(0), "book", (one) => Stream.runDrain(Queries.bookStream(one, agency))],
  eachOfBook: [agent(0), "book", (one) => Queries.eachOfBook(one, agency, undefined, () => Effect.void)],
  missing: [
    agent(0),
    "book",
    (one) =>
      Queries.missing(one, agency, [
        { name: { first: "Cora", last: "Quint" }, dob: "1980-05-17", applicationOn: "2026-01-05" } as never
      ])
  ],
  discrepancyList: [agent(0), "discrepancies", (one) => Queries.discrepancyList(one, "list-0" as never)],
  exportRows: [agent(0), "export", (one) => Queries.exportRows(one, "export-0" as never)],
  exportPolicies: [agent(0), "export", (one) => Queries.exportPolicies(one, "export-p" as never)],
  delegations: [agent(0), "delegations", (one) => Queries.delegations(one, agency, "active", page)],
  ageingRequests: [agent(0), "requests", (one) => Queries.ageingRequests(one, agency, {}, page)],
  agentOfRecordMismatches: [agent(0), "book", (one) => Queries.agentOfRecordMismatches(one, agency, page)],
  commissions: [agent(0), "commissions", (one) => Queries.commissions(one, agency, page)],
  caseHistory: [consumer(0), "history", (one) => Queries.caseHistory(one, caseId)],
  agentAt: [consumer(0), "history", (one) => Queries.agentAt(one, caseId, "2026-03-03T18:00:00.000Z" as never)],
  agentsOn: [consumer(0), "history", (one) => Queries.agentsOn(one, caseId, "2026-03-03" as never)],
  consentsPage: [serviceCenter, "consents", (one) => Queries.consentsPage(one, caseId, page)],
  consents: [serviceCenter, "consents", (one) => Queries.consents(one, caseId)],
  previewTransfer: [
    agent(0),
    "transfers",
    (one) =>
      Queries.previewTransfer(one, {
        ...{ _tag: "TransferBook", transferId: "t-0", ...agency, fromAgentId: "agent-1", toAgentId: "agent-2" },
        ...{ scope: { _tag: "All" }, reason: "left" }
      } as never)
  ],
  previewCascade: [
    exchange,
    "delegations",
    (one) =>
      Queries.previewCascade(one, { _tag: "SuspendAgent", agentId: "agent-1", reason: "under-investigation" } as never)
  ],
  waitingTransfers: [agent(0), "transfers", (one) => Queries.waitingTransfers(one, agency.agencyId, page)],
  transfersUnderReview: [exchange, "transfers", (one) => Queries.transfersUnderReview(one, page)],
  transferQuestions: [consumer(0), "transfers", (one) => Queries.transferQuestions(one, caseId)],
  carrierChanges: [system, "carrier-changes", (one) => Queries.carrierChanges(one, 0)],
  counselorClients: [
    counselor,
    "delegations",
    (one) => Queries.counselorClients(one, "cec-1" as never, "pending", page)
  ],
  caseCounselors: [consumer(3), "history", (one) => Queries.caseCounselors(one, "case-3" as never)],
  auditTrail: [serviceCenter, "audit-trail", (one) => Queries.auditTrail(one, { caseId }, page)],
  readings: [serviceCenter, "readings", (one) => Queries.readings(one, { caseId }, page)]
}
/** What is about agents and agencies, is public, or is a number. */
const showsNobody: ReadonlyArray<keyof typeof Queries> = [
  ...(["account", "agencies", "agenciesDue", "agenciesWithoutManager", "agentAccount"] as const),
  ...(["assessEmployer", "employerAgentOfRecordOn"] as const),
  ...(["certificationsDue", "commissionTotals", "completionList", "counselors", "entities", "requestsDue"] as const),
  ...(["counselorRemindersDue", "counselorRequestsDue"] as const),
  ...(["consentsDue", "remindersDue", "transfersDue"] as const),
  ...([
    "counselorDirectory",
    "directory",
    "exchangeSummary",
    "expiring",
    "exportLogs",
    "idleCases",
    "may",
    "mayEach",
    "mostTrendDays",
    "trend",
    "maySubmit",
    "reach"
  ] as const),
  ...(["mayWorkWithCounty", "roster", "rosterPage", "staff", "stuckCertifications", "summary"] as const),
  ...(["returnedDiscrepancies", "waitingDiscrepancies"] as const),
  ...(["waitingAgencyChanges", "waitingAssociations", "waitingReports"] as const)
]

const all = Effect.gen(function* () {
  const store = yield* Store
  return yield* store.snapshot((_, { readings }) => readings({ _tag: "All" }, { limit: 100 }))
})

/** A book to ask for, an export, and a request of an agent and one of a counselor. */
const busy = Effect.gen(function* () {
  yield* told(system, held(10, 12, 2))
  yield* told(consumer(3), request(3, 1))
  const name = { first: "Cora", last: "Quint" }
  yield* told(agent(0), {
    ...{ _tag: "ReturnDiscrepancies", listId: "list-0", ...agency, agentId: "agent-0" },
    claims: [{ name, dob: "1980-05-17", applicationOn: "2026-01-05" }]
  })
  yield* told(exchange, { _tag: "RegisterEntity", entityId: "entity-1", name: "Open Door" })
  yield* told(exchange, { _tag: "CertifyEntity", entityId: "entity-1", through: "2026-12-31" })
  yield* told(exchange, {
    ...{ _tag: "AddCounselor", counselorId: "cec-1", entityId: "entity-1", name: { first: "Cleo", last: "Nash" } }
  })
  yield* told(consumer(3), {
    ...{ _tag: "RequestCounselor", delegationId: "help-1", caseId: "case-3", counselorId: "cec-1", signedBy: "Cora Q" }
  })
  const order = { ...agency, columns: "compact" }
  yield* told(agent(0), { _tag: "RecordExport", exportId: "export-0", order, acknowledged: true })
  const ofPolicies = { ...order, rows: "policies" }
  yield* told(agent(0), { _tag: "RecordExport", exportId: "export-p", order: ofPolicies, acknowledged: true })
})

describe("Readings", () => {
  it("are known for every question there is", () => {
    assert.deepStrictEqual([...Object.keys(shows), ...showsNobody].toSorted(), Object.keys(Queries).toSorted())
  })

  for (const [name, [actor, what, ask]] of Object.entries(shows))
    story(
      `${name} leaves one entry, and none when it is refused [SEC-03]`,
      Effect.gen(function* () {
        yield* busy
        yield* Effect.exit(at(ask(viewer(consumer(5))), after(0.5)))
        assert.deepStrictEqual(yield* all, [])
        yield* at(ask(viewer(actor)), after(0.5))
        const [one, ...rest] = yield* all
        assert.deepStrictEqual(rest, [])
        const key = Object.values(actor) as ReadonlyArray<string>
        assert.strictEqual(one?.actor, `${key[0]?.toLowerCase()}/${key[1]}`)
        assert.strictEqual(one?.what, what)
        assert.strictEqual(one?.at, new Date(after(0.5)).toISOString() as never)
        // Nothing of what was read: names, numbers and addresses of the people in the story.
        const text = JSON.stringify(one)
        for (const part of ["Quint", "Cora", "@", "555", "19"]) assert.notInclude(text.replace(one?.at ?? "", ""), part)
      })
    )

  story(
    "name the cases that were shown, each once, and how many rows",
    Effect.gen(function* () {
      yield* busy
      const { value } = yield* at(Queries.bookPage(viewer(agent(0)), agency, { limit: 2 }))
      yield* at(Queries.book(viewer(agent(0)), agency, { filter: { _tag: "Text", contains: "nobody of this name" } }))
      const [nothing, some] = yield* all
      assert.deepStrictEqual(some?.cases, value.rows.map((row) => row.caseId).toSorted())
      assert.strictEqual(some?.count, 2)
      assert.deepStrictEqual([nothing?.count, nothing?.cases], [0, []])
      assert.notInclude(JSON.stringify(yield* all), "nobody of this name")
    })
  )

  story(
    "tell a consumer who read, of pages and of whole books, and what was asked [SEC-03]",
    Effect.gen(function* () {
      yield* busy
      yield* hired(1)
      yield* at(Queries.book(viewer(agent(1)), { ...agency, agentId: "agent-1" as never }), after(1))
      yield* at(Stream.runDrain(Queries.bookStream(viewer(staffOf(1)), agency)), after(2))
      yield* at(Queries.caseHistory({ ...viewer(serviceCenter), reason: "asked by phone" }, caseId), after(3))
      yield* at(Stream.runDrain(Queries.bookStream(viewer(agent(3)), { agencyId: "agency-1" as never })), after(3))
      const { value } = yield* at(Queries.readings(viewer(consumer(0)), { caseId }, page), after(4))
      assert.deepStrictEqual(
        value.rows.map(({ actor, count, cases, reason, whole }) => [actor, count, cases, reason, whole] as unknown),
        [
          ["servicecenter", 1, ["case-0"], undefined, undefined],
          ["staff", 1, [], undefined, true],
          ["agent/agent-1", 1, ["case-0"], undefined, undefined]
        ] as Array<unknown>
      )
      // To ask is a reading, which whoever asks next is shown.
      const seen = yield* at(Queries.readings(viewer(serviceCenter), { caseId }, { limit: 2 }), after(5))
      assert.deepStrictEqual(
        seen.value.rows.map(({ actor, reason, what }) => [actor, what, reason]),
        [
          ["consumer/case-0", "readings", undefined],
          ["servicecenter/representative", "history", "asked by phone"]
        ]
      )
      const rest = yield* at(
        Queries.readings(viewer(serviceCenter), { caseId }, { limit: 5, before: seen.value.next as number }),
        after(5)
      )
      assert.deepStrictEqual(
        rest.value.rows.map(({ actor }) => actor),
        ["staff/helper-01", "agent/agent-1"]
      )
    })
  )

  story(
    "are for the consumer, the agent, the managers and the exchange, each theirs [P-34]",
    Effect.gen(function* () {
      yield* hired(1)
      yield* hired(2)
      yield* hired(2, 1)
      const who = (of: Queries.ReadingsOf) => answered((one) => Queries.readings(one, of, page))
      assert.deepStrictEqual(yield* who({ caseId }), ["consumer", "service-center", "exchange"])
      assert.deepStrictEqual(yield* who({ agentId: "agent-1" as never }), ["colleague", "exchange"])
      assert.deepStrictEqual(yield* who(agency), ["manager", "exchange"])
      assert.deepStrictEqual(yield* who({}), ["exchange"])
    })
  )

  story(
    "of the exchange are not told to the agency",
    Effect.gen(function* () {
      yield* at(Queries.book({ ...viewer(exchange), reason: "an inquiry" }, agency))
      yield* at(Queries.book(viewer(agent(0)), agency))
      const actors = (of: Queries.ReadingsOf, one: object) =>
        Effect.map(at(Queries.readings(viewer(one), of, page)), ({ value }) => value.rows.map(({ actor }) => actor))
      assert.deepStrictEqual(yield* actors(agency, agent(0)), ["agent/agent-0"])
      assert.deepStrictEqual(yield* actors({ agentId: "agent-0" as never }, exchange), [
        "agent/agent-0",
        "agent/agent-0"
      ])
    })
  )

  const asking = Agencybook.layer({ policy: { ...Policy.calheers, reasonToRead: ["acting", "support", "oversight"] } })
  it.live("have a reason where the policy asks for one, in words that name nobody [SEC-03]", () =>
    Effect.gen(function* () {
      yield* settled
      const code = (one: Queries.Viewer) =>
        Effect.map(Effect.flip(at(Queries.book(one, agency))), (refused) => (refused as { code?: string }).code)
      assert.strictEqual(yield* code(viewer(exchange)), "ReadReasonMissing")
      const whole = yield* Effect.flip(at(Stream.runDrain(Queries.bookStream(viewer(exchange), agency))))
      assert.deepInclude(whole, { code: "ReadReasonMissing", rule: "SEC-03" })
      assert.strictEqual(yield* code({ ...viewer(exchange), reason: "for ann@example.org" }), "ReadReasonUnusable")
      assert.strictEqual(yield* code(viewer(agent(3))), "NotPermitted")
      assert.deepStrictEqual(yield* all, [])
      yield* at(Queries.book({ ...viewer(exchange), reason: "a complaint" }, agency))
      yield* at(Queries.book(viewer(agent(0)), agency))
      assert.deepStrictEqual(
        (yield* all).map(({ actor, purpose, reason }) => [actor, purpose, reason]),
        [
          ["agent/agent-0", "agency", undefined],
          ["exchange/examiner", "oversight", "a complaint"]
        ]
      )
      // Who said why when the export was recorded need not say it again.
      const order = { ...agency, columns: "compact" }
      const take = { _tag: "RecordExport", exportId: "export-1", order, acknowledged: true }
      const refused = yield* Effect.flip(portal.execute(envelope(exchange, take)))
      assert.deepInclude(refused, { code: "ExportReasonNeeded" })
      yield* told(exchange, { ...take, order: { ...order, reason: "a court order" } })
      yield* at(Queries.exportRows(viewer(exchange), "export-1" as never))
      assert.deepInclude((yield* all)[0], { what: "export", reason: "a court order", count: 2 })
    }).pipe(
      Effect.provide(
        asking.pipe(
          Layer.provideMerge(Layer.fresh(MemoryStore.layer)),
          Layer.provideMerge(NodeSecrets.layer(portal.cost))
        )
      )
    )
  )

  const failure = new StoreError({ reason: new Unavailable({ code: "log" }) })
  const deaf = Layer.effect(
    Store,
    Effect.map(Store, (store) => ({
      ...store,
      disclose: (body) =>
        Effect.andThen(
          store.snapshot((_, here) => body(here)),
          Effect.fail(failure)
        )
    }))
  ).pipe(Layer.provide(Layer.fresh(MemoryStore.layer)))
  it.live("come before rows: a log that cannot be written gives nothing out [SEC-03]", () =>
    Effect.gen(function* () {
      yield* settled
      const given: Array<unknown> = []
      for (const [name, [actor, , ask]] of Object.entries(shows)) {
        if (name === "exportRows" || name === "exportPolicies") continue
        const exit = yield* Effect.exit(at(ask(viewer(actor))))
        assert.strictEqual(exit._tag, "Failure", name)
      }
      const take = (rows: ReadonlyArray<unknown>) => Effect.sync(() => given.push(...rows))
      assert.strictEqual(yield* Effect.flip(at(Queries.eachOfBook(viewer(agent(0)), agency, undefined, take))), failure)
      assert.deepStrictEqual(given, [])
      // What shows nobody goes on.
      yield* at(Queries.summary(viewer(agent(0)), agency))
    }).pipe(
      Effect.provide(
        Agencybook.layer().pipe(Layer.provideMerge(deaf), Layer.provideMerge(NodeSecrets.layer(portal.cost)))
      )
    )
  )

  it("take a reason from hosts without Effect, and name the field that cannot be read", async () => {
    const policy = { ...Policy.calheers, reasonToRead: ["oversight"] } as const
    const one = Portal.make({ policy, now: () => start })
    try {
      for (const command of [portal.roster, portal.cases])
        assert.isTrue((await one.executeUnknown(envelope(system, command))).ok)
      const missing = await one.book({ actor: exchange }, { agencyId: "agency-0" })
      assert.deepNestedInclude(missing, { ok: false, "refusal.facts.field": "reason" })
      const telling = await one.book({ actor: exchange, reason: "born 1985-04-12" }, { agencyId: "agency-0" })
      assert.deepNestedInclude(telling, {
        ok: false,
        "refusal._tag": "Malformed",
        "refusal.issues[0].path": ["viewer", "reason"]
      })
      assert.notInclude(JSON.stringify(telling), "1985")
      const who = { actor: exchange, reason: "a complaint" }
      assert.isTrue((await one.book(who, { agencyId: "agency-0" })).ok)
      const log = await one.readings(who, { agencyId: "agency-0" }, { limit: 5 })
      assert.isTrue(log.ok && log.value.rows.length === 0)
      const whole = await one.readings(who, {}, { limit: 5 })
      assert.deepStrictEqual(whole.ok && whole.value.rows.map(({ what }) => what), ["readings", "book"])
      assert.isFalse((await one.readings(who, {}, { limit: 0 })).ok)
      assert.isFalse((await one.readings(who, { caseId: "case-0", agentId: "agent-0" }, { limit: 1 })).ok)
    } finally {
      await one.close()
    }
  })
})
