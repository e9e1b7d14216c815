import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { Agencybook } from "../src/Agencybook.ts"
import * as Portal from "../src/Portal.ts"
import * as Queries from "../src/Queries.ts"
import { Store } from "../src/Store.ts"
import * as portal from "./fixture/portal.ts"

const { agent, at, consumer, envelope, exchange, household, start, story, system, told, viewer } = portal
const day = 86_400_000
const coverage = {
  state: "Effectuated",
  carrier: "Golden Health",
  plan: "Silver 70",
  metal: "Silver",
  effectiveOn: "2026-01-01",
  grossPremium: 41_250,
  aptc: 20_000,
  pastDue: false,
  aorNpn: "1000001"
}
const enrolled = { _tag: "RecordCases", entries: [{ case: { ...household(0), coverage } }] }
const change = (from: string) => ({
  _tag: "ChangeAgentOfRecord",
  caseId: "case-0",
  agentId: "agent-2",
  from,
  reason: "consumer-request"
})
const transfer = {
  _tag: "TransferBook",
  transferId: "t-1",
  agencyId: "agency-0",
  fromAgentId: "agent-1",
  toAgentId: "agent-2",
  reason: "leave"
}

describe("Agent of record and history", () => {
  story(
    "says who had a case and who was on record on a day, as known now and as believed then [DEL-20, O-01]",
    Effect.gen(function* () {
      yield* told(system, enrolled)
      yield* told(agent(0), transfer, {}, start + 2 * day)
      yield* told(exchange, change("2026-03-10"), {}, start + 3 * day)
      const on = (on: string, believed?: string) =>
        Effect.map(
          at(Queries.agentsOn(viewer(exchange), "case-0" as never, on as never, believed as never), start + 9 * day),
          ({ value }) => [value.delegate?.agentId as string | undefined, value.agentOfRecord?.npn as string | undefined]
        )
      assert.deepStrictEqual(yield* on("2026-03-03"), ["agent-1", "1000001"])
      assert.deepStrictEqual(yield* on("2026-03-05"), ["agent-2", "1000001"])
      assert.deepStrictEqual(yield* on("2026-03-10"), ["agent-2", "1000002"])
      // A colleague has the case, and the one on record stayed until somebody changed it.
      assert.deepStrictEqual(yield* on("2026-03-10", "2026-03-05"), ["agent-2", "1000001"])
      assert.deepStrictEqual(yield* on("2026-03-10", "2026-03-04"), ["agent-1", "1000001"])
      // The delegate was taken over on 3 March, from a day in February on.
      assert.deepStrictEqual(yield* on("2026-02-10"), ["agent-1", "1000001"])
      assert.deepStrictEqual(yield* on("2026-02-10", "2026-03-02"), [undefined, undefined])
      const { value } = yield* at(
        Queries.book(viewer(agent(2)), { agencyId: "agency-0", agentId: "agent-2" } as never),
        start + 9 * day
      )
      assert.deepStrictEqual(
        value.map(({ aorMatchesDelegate, aorNpn, caseNumber }) => [caseNumber, aorNpn, aorMatchesDelegate]),
        [
          ["10000000", "1000002", true],
          ["10000001", undefined, undefined]
        ]
      )
    })
  )

  story(
    "says whom the feed names for the policy of the next year, whoever was chosen for this one [DEL-20 DEL-30, O-04]",
    Effect.gen(function* () {
      const policy = (policyId: string, effectiveOn: string) => ({ ...coverage, policyId, effectiveOn })
      const { metal: _, ...ahead } = policy("p-27", "2027-01-01")
      const policies = [{ ...ahead, state: "PlanSelected", kind: "health", year: 2027 }]
      const deliver = (over: object) => ({
        ...{ _tag: "RecordCases", entries: [{ case: { ...household(0), ...over } }] }
      })
      yield* told(system, deliver({ coverage: policy("p-26", "2026-01-01"), policies }))
      yield* told(exchange, change("2026-03-04"))
      // A feed of main policies says nothing of the others, among which this one was told before.
      const january = start + 305 * day
      const next = deliver({ application: { year: 2027, state: "Determined" }, coverage: policy("p-27", "2027-01-01") })
      yield* told(system, next, {}, january)
      const on = (on: string) =>
        Effect.map(
          at(Queries.agentsOn(viewer(exchange), "case-0" as never, on as never), january),
          ({ value: { agentOfRecord: known } }) => [known?.npn as string | undefined, known?.from as string | undefined]
        )
      assert.deepStrictEqual(yield* on("2026-12-31"), ["1000002", "2026-03-04"])
      assert.deepStrictEqual(yield* on("2027-01-01"), ["1000001", "2027-01-01"])
    })
  )

  story(
    "knows who is on record for each policy of a case, also when another one is the main one [DEL-20 DEL-30]",
    Effect.gen(function* () {
      const { metal: _, ...terms } = coverage
      const dental = { ...terms, policyId: "d-1", kind: "dental", year: 2026, aorNpn: "1000003" }
      const ahead = { ...terms, policyId: "p-27", kind: "health", year: 2027, effectiveOn: "2027-01-01" }
      const main = { ...coverage, policyId: "p-26" }
      const deliver = (over: object) => ({
        ...{ _tag: "RecordCases", entries: [{ case: { ...household(0), ...over } }] }
      })
      yield* told(system, deliver({ coverage: main, policies: [dental, ahead] }))
      const named = (policyId: string, agentId: string, from: string) => ({ ...change(from), agentId, policyId })
      yield* told(exchange, named("p-27", "agent-2", "2026-03-04"))
      const nobody = yield* Effect.flip(portal.execute(envelope(exchange, named("p-28", "agent-2", "2026-03-04"))))
      assert.deepInclude(nobody, {
        _tag: "Refused",
        code: "UnknownPolicy",
        facts: { caseId: "case-0", policyId: "p-28" }
      })
      const january = start + 305 * day
      const on = (policyId: string | undefined, on: string, believed?: string) =>
        Effect.map(
          at(
            Queries.agentsOn(viewer(exchange), "case-0" as never, on as never, believed as never, policyId as never),
            january
          ),
          ({ value: { agentOfRecord: known } }) => [known?.npn as string | undefined, known?.from as string | undefined]
        )
      assert.deepStrictEqual(yield* on("p-27", "2027-01-01"), ["1000002", "2026-03-04"])
      assert.deepStrictEqual(yield* on("d-1", "2026-03-05"), ["1000003", "2026-01-01"])
      assert.deepStrictEqual(yield* on("d-1", "2026-03-05", "2026-03-02"), [undefined, undefined])
      assert.deepStrictEqual(yield* on(undefined, "2026-03-05"), ["1000001", "2026-01-01"])
      assert.deepStrictEqual(yield* on("p-26", "2026-03-05"), ["1000001", "2026-01-01"])
      assert.deepStrictEqual(yield* on("p-28", "2026-03-05"), [undefined, undefined])
      // In January the policy of the next year is the main one, and has on record who was put on record for it.
      const next = { ...main, policyId: "p-27", effectiveOn: "2027-01-01" }
      const { metal: _metal, ...last } = main
      const policies = [dental, { ...last, kind: "health", year: 2026 }]
      yield* told(
        system,
        deliver({ application: { year: 2027, state: "Determined" }, coverage: next, policies }),
        {},
        january
      )
      assert.deepStrictEqual(yield* on(undefined, "2027-01-01"), ["1000002", "2027-01-01"])
      assert.deepStrictEqual(yield* on(undefined, "2026-12-31"), ["1000001", "2026-01-01"])
      assert.deepStrictEqual(yield* on("p-26", "2027-01-01"), ["1000001", "2026-01-01"])
      const { value } = yield* at(Queries.caseHistory(viewer(exchange), "case-0" as never), january)
      assert.deepStrictEqual(
        value.policyAgentsOfRecord.map(({ npn, policyId, reason }) => [policyId as string, npn as string, reason]),
        [
          ["d-1", "1000003", "enrollment"],
          ["p-27", "1000001", "enrollment"],
          ["p-27", "1000002", "consumer-request"],
          ["p-26", "1000001", "enrollment"]
        ]
      )
    })
  )

  story(
    "shows the history of a case to who has it now, and no longer to who had it [P-34]",
    Effect.gen(function* () {
      yield* told(agent(0), transfer)
      const ask = (actor: object) => at(Queries.caseHistory(viewer(actor), "case-0" as never))
      for (const who of [agent(0), agent(2), consumer(0), exchange])
        assert.strictEqual((yield* ask(who)).value.delegations.length, 3)
      for (const who of [agent(1), agent(3), consumer(1), system])
        assert.deepInclude(yield* Effect.flip(ask(who)), { code: "NotPermitted" })
    })
  )

  story(
    "gives carriers each change of delegate once, and goes on where it stopped [DEL-19]",
    Effect.gen(function* () {
      const changes = (after: number) => at(Queries.carrierChanges(viewer(system), after))
      const first = yield* changes(0)
      assert.deepStrictEqual(
        first.value.changes.map(({ caseId, gained, lost }) => [caseId as string, lost, gained?.agentId as string]),
        [
          ["case-0", undefined, "agent-1"],
          ["case-1", undefined, "agent-1"]
        ]
      )
      yield* told(agent(0), transfer)
      yield* told(exchange, { _tag: "SuspendAgent", agentId: "agent-2", reason: "breach" })
      const second = yield* changes(first.value.next)
      assert.deepStrictEqual(
        second.value.changes.map(({ gained, lost }) => [lost?.agentId as string, gained?.agentId as string]),
        [
          ["agent-1", "agent-2"],
          ["agent-1", "agent-2"]
        ]
      )
      assert.deepStrictEqual((yield* changes(second.value.next)).value.changes, [])
      assert.deepInclude(yield* Effect.flip(at(Queries.carrierChanges(viewer(agent(0)), 0))), { code: "NotPermitted" })
    })
  )

  story(
    "gives carriers no answer that is older than what it tells [DEL-19 BOB-08]",
    Effect.gen(function* () {
      const store = yield* Store
      const book = yield* Agencybook
      const before = yield* at(Queries.carrierChanges(viewer(system), 0))
      // Somebody moves the book after the ruling and before the journal is read.
      let moved = false
      const meanwhile = Store.of({
        ...store,
        journal: (after, limit) =>
          Effect.andThen(
            Effect.suspend(() => {
              if (moved) return Effect.void
              moved = true
              const move = portal.execute(envelope(agent(0), transfer), start + 5_000)
              return Effect.asVoid(Effect.orDie(Effect.provideService(move, Agencybook, book)))
            }),
            store.journal(after, limit)
          )
      })
      const late = yield* Effect.provideService(
        at(Queries.carrierChanges(viewer(system), before.value.next)),
        Store,
        meanwhile
      )
      assert.strictEqual(late.value.changes.length, 2)
      const rows = yield* store.journal(before.value.next, 100)
      assert.strictEqual(late.asOf, rows.at(-1)?.at)
      assert.isTrue(before.asOf < late.asOf)
      // Where there is nothing new, the answer is of the moment of asking.
      const again = yield* at(Queries.carrierChanges(viewer(system), late.value.next), start + 9_000)
      assert.deepStrictEqual([again.asOf as string, again.value.changes], ["2026-03-03T18:00:09.000Z", []])
    })
  )

  story(
    "tells agents and managers once a day of policies that name somebody else, by case number [NTC-27, DEL-20]",
    Effect.gen(function* () {
      yield* told(system, {
        _tag: "RecordCases",
        entries: [0, 1].map((n) => ({ case: { ...household(n), coverage: { ...coverage, aorNpn: `100000${n}` } } }))
      })
      const report = { _tag: "ReportAgentsOfRecord", agencyId: "agency-0", on: "2026-03-03" }
      for (const nobody of [agent(0), consumer(0)])
        assert.strictEqual((yield* Effect.flip(portal.execute(envelope(nobody, report))))._tag, "Refused")
      const first = yield* told(system, report)
      assert.strictEqual(first.events.length, 1)
      assert.deepStrictEqual((yield* told(system, report)).events, [])
      assert.strictEqual((yield* told(exchange, { ...report, on: "2026-03-04" }, {}, start + day)).events.length, 1)
      const store = yield* Store
      const claimed = yield* store.claim("2026-03-05T00:00:00.000Z" as never, 9, 1000)
      assert.deepStrictEqual<unknown>(
        claimed
          .filter(({ notice }) => notice.template === "NTC-27")
          .map(({ notice: { params, to } }) => [to.role, to.email, params]),
        [1, 2].flatMap(() => [
          ["agent", "agent1@login.example", { cases: 1, numbers: "10000000" }],
          ["manager", "agent0@login.example", { cases: 1, numbers: "10000000", agents: 1 }]
        ])
      )
    })
  )

  it("answers hosts without Effect", async () => {
    const one = Portal.make({ now: () => start })
    try {
      for (const command of [portal.roster, portal.cases]) await one.executeUnknown(envelope(system, command))
      const answer = await one.agentsOn({ actor: consumer(0) }, { caseId: "case-0", day: "2026-03-03" })
      assert.deepNestedInclude(answer, { ok: true, "value.delegate.agentId": "agent-1" })
      const history = await one.caseHistory({ actor: consumer(0) }, "case-0")
      assert.strictEqual(history.ok && history.value.delegations.length, 1)
      const named = { caseId: "case-0", day: "2026-03-03", policyId: "p-9" }
      assert.deepNestedInclude(await one.agentsOn({ actor: consumer(0) }, named), {
        ok: true,
        value: answer.ok && answer.value
      })
      const bad = await one.agentsOn({ actor: consumer(0) }, { caseId: "case-0", day: "yesterday" })
      assert.deepNestedInclude(bad, { ok: false, "refusal._tag": "Malformed" })
    } finally {
      await one.close()
    }
  })
})
