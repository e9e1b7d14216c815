import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Portal from "../src/Portal.ts"
import * as Queries from "../src/Queries.ts"
import * as portal from "./fixture/portal.ts"

const { after, agent, answered, at, consumer, envelope, exchange, held, hired, readAll, request, story } = portal
const { staffOf, start, system, told, viewer } = portal
const agencyId = "agency-0" as never
const agency = { agencyId }
const own = (n: number) => ({ ...agency, agentId: `agent-${n}` as never })
const refused = <A, E>(effect: Effect.Effect<A, E, portal.Services>, millis = start) => Effect.flip(at(effect, millis))
const offices = ["manager", "staff-1", "staff-2", "exchange"]

describe("Queries: lists of delegations", () => {
  story(
    "answer those whose work it is, and nobody else",
    Effect.gen(function* () {
      for (const [level, office] of [[1, 0] as const, [2, 0] as const, [2, 1] as const]) yield* hired(level, office)
      const list = (scope: object, name: "pending" | "active" | "inactive") =>
        answered((one) => Queries.delegations(one, scope as never, name, { limit: 5 }))
      assert.deepStrictEqual(yield* list(agency, "active"), offices)
      assert.deepStrictEqual(yield* list(own(1), "active"), ["manager", "colleague", ...offices.slice(1)])
      // In California staff answer no requests, and see none.
      assert.deepStrictEqual(yield* list(agency, "pending"), ["manager", "exchange"])
      assert.deepStrictEqual(yield* list(own(1), "pending"), ["manager", "colleague", "exchange"])
      assert.deepStrictEqual(yield* list(agency, "inactive"), ["manager", "exchange"])
      assert.deepStrictEqual(yield* list(own(1), "inactive"), ["manager", "colleague", "exchange"])
      assert.deepStrictEqual(yield* list({ agencyId: "agency-9" }, "active"), ["exchange"])
    })
  )

  story(
    "put each delegation in one list, and show of its consumer what the list is for [BOB-04]",
    Effect.gen(function* () {
      yield* told(consumer(2), request(2, 2))
      const { value: book } = yield* at(Queries.book(viewer(agent(0)), agency))
      yield* told(consumer(0), { _tag: "RemoveDelegation", delegationId: book[0]?.delegationId }, {}, after(1))
      const list = (name: "pending" | "active" | "inactive") =>
        Effect.map(
          at(Queries.delegations(viewer(agent(0)), agency, name, { limit: 9 }), after(2)),
          ({ asOf, value }) => {
            assert.strictEqual(asOf as string, "2026-03-05T18:00:00.000Z")
            assert.isUndefined(value.next)
            return value.rows.map((row) => [
              row.caseNumber,
              row.agentName,
              row.state,
              row.consumer,
              row.reason,
              row.since
            ])
          }
        )
      assert.deepStrictEqual<unknown>(yield* list("pending"), [
        ["10000002", "Ann Reyesc", "Requested", "Cora Q.", undefined, "2026-03-03T18:00:00.000Z"]
      ])
      assert.deepStrictEqual<unknown>(yield* list("active"), [
        ["10000001", "Ann Reyesb", "Active", "Cora Quint", undefined, "2026-02-01T18:00:00.000Z"]
      ])
      assert.deepStrictEqual<unknown>(yield* list("inactive"), [
        ["10000000", "Ann Reyesb", "Ended", undefined, "consumer-removed", "2026-03-04T18:00:00.000Z"]
      ])
    })
  )

  story(
    "are read to the end without losing or repeating a row, while rows come, go and freeze",
    Effect.gen(function* () {
      yield* told(system, held(10, 49, 1))
      const manager = viewer(agent(0))
      const active = (limit: number) => (place: Parameters<typeof Queries.delegations>[3]["after"]) =>
        Queries.delegations(manager, agency, "active", { limit, ...(place === undefined ? {} : { after: place }) })
      const whole = (yield* readAll(active(1000))).flat().map(({ delegationId }) => delegationId as string)
      assert.strictEqual(whole.length, 42)
      for (const limit of [1, 7, 41, 42, 43]) {
        const pages = yield* readAll(active(limit))
        assert.deepStrictEqual(
          pages.flat().map(({ delegationId }) => delegationId as string),
          whole
        )
        assert.isTrue(pages.every((page) => page.length <= limit))
      }
      // Between two pages a consumer leaves, another comes, and the agent is suspended and back.
      let n = 0
      const gone = new Set<string>()
      const between = Effect.suspend(() => {
        n += 1
        const leaving = whole[(n * 11) % whole.length] as string
        const fresh = gone.has(leaving) ? undefined : leaving
        if (fresh !== undefined) gone.add(fresh)
        const moment = after(n)
        return Effect.all([
          told(system, held(100 + n, 100 + n, 2), {}, moment),
          fresh === undefined
            ? Effect.void
            : told(exchange, { _tag: "RemoveDelegation", delegationId: fresh }, {}, moment),
          told(exchange, { _tag: "SuspendAgent", agentId: "agent-1", reason: "under-investigation" }, {}, moment),
          n % 2 === 0
            ? told(exchange, { _tag: "ReinstateAgent", agentId: "agent-1" }, {}, moment + 1)
            : told(exchange, { _tag: "ReinstateAgent", agentId: "agent-1" }, {}, moment + 2)
        ])
      })
      const seen = (yield* readAll(active(5), between)).flat().map(({ delegationId }) => delegationId as string)
      assert.strictEqual(new Set(seen).size, seen.length, "a row was repeated")
      for (const stayed of whole.filter((one) => !gone.has(one))) assert.include(seen, stayed)
      assert.isAbove(gone.size, 5)
    })
  )

  story(
    "show staff what is active, with the next page where frozen rows are left out [STF-06]",
    Effect.gen(function* () {
      yield* hired(1)
      yield* told(system, held(10, 19, 2))
      yield* told(exchange, { _tag: "SuspendAgent", agentId: "agent-2", reason: "under-investigation" })
      const list = (actor: object) =>
        readAll((place) =>
          Queries.delegations(viewer(actor), agency, "active", { limit: 3, ...(place && { after: place }) })
        )
      assert.deepStrictEqual((yield* list(staffOf(1))).flat().length, 2)
      assert.strictEqual((yield* list(agent(0))).flat().length, 12)
    })
  )

  story(
    "never give more than a page may have, whatever is asked for",
    Effect.gen(function* () {
      const some = (limit: number) =>
        Effect.map(
          at(Queries.delegations(viewer(agent(0)), agency, "active", { limit })),
          ({ value }) => value.rows.length
        )
      assert.deepStrictEqual([yield* some(0), yield* some(-5), yield* some(Number.NaN), yield* some(1.9)], [1, 1, 1, 1])
      assert.strictEqual(yield* some(Number.POSITIVE_INFINITY), 2)
      // A place from elsewhere leads nowhere else.
      const after = { key: "agency-1 active 2026-01-01T00:00:00.000Z", id: "x" }
      const { value } = yield* at(Queries.delegations(viewer(agent(0)), agency, "active", { limit: 9, after }))
      assert.isTrue(value.rows.every(({ agencyId }) => (agencyId as string) === "agency-0"))
    })
  )
})

describe("Queries: people", () => {
  story(
    "give the roster page by page by name, searched and counted [P-07, BOB-05]",
    Effect.gen(function* () {
      for (const [level, office] of [[1, 0] as const, [2, 0] as const, [2, 1] as const]) yield* hired(level, office)
      yield* told(system, held(10, 14, 2))
      yield* told(consumer(2), request(2, 2))
      const page = (filter: object, limit: number, place?: object) =>
        Queries.rosterPage(viewer(agent(0)), agencyId, filter, { limit, ...(place && { after: place as never }) })
      const pages = yield* readAll((place) => page({}, 2, place))
      assert.deepStrictEqual(
        pages.map((rows) => rows.map(({ agentId, delegated, requested }) => [agentId as string, delegated, requested])),
        [
          [
            ["agent-0", 0, 0],
            ["agent-1", 2, 0]
          ],
          [["agent-2", 5, 1]]
        ]
      )
      const found = (filter: object) =>
        Effect.map(at(page(filter, 9)), ({ value }) => value.rows.map(({ agentId }) => agentId as string))
      assert.deepStrictEqual(yield* found({ search: "REYESB" }), ["agent-1"])
      assert.deepStrictEqual(yield* found({ search: " 1h10002 " }), ["agent-2"])
      yield* told(exchange, { _tag: "SuspendAgent", agentId: "agent-2", reason: "under-investigation" })
      assert.deepStrictEqual(yield* found({ mayAct: false }), ["agent-2"])
      assert.deepStrictEqual(yield* found({ certificationStatus: "Certified", employment: "Active" }), [
        "agent-0",
        "agent-1"
      ])
      assert.deepStrictEqual(yield* answered((one) => Queries.rosterPage(one, agencyId, {}, { limit: 1 })), [
        "manager",
        "staff-1",
        "staff-2",
        "service-center",
        "exchange"
      ])
      // The page says what the whole roster says.
      const { value: whole } = yield* at(Queries.roster(viewer(agent(0)), agencyId))
      const { value: one } = yield* at(page({}, 9))
      assert.sameDeepMembers([...one.rows], [...whole])
    })
  )

  story(
    "give the account of an agency to its office, the service center and the exchange [P-02, AGY-08]",
    Effect.gen(function* () {
      for (const [level, office] of [[1, 0] as const, [2, 0] as const, [2, 1] as const]) yield* hired(level, office)
      const ask = (one: { readonly actor: never }) => Queries.account(one, agencyId)
      const who = ["manager", "staff-1", "staff-2", "service-center", "exchange"]
      assert.deepStrictEqual(yield* answered(ask as never), who)
      const { value } = yield* at(ask(viewer(agent(0)) as never))
      assert.strictEqual(value.fein as string, "94-1000000")
      // Whoever waits for the exchange sees where the agency stands.
      yield* told(exchange, { _tag: "SuspendAgency", agencyId, reason: "agreement-lapsed" })
      assert.deepStrictEqual(yield* answered(ask as never), who)
      assert.deepInclude(yield* refused(Queries.account(viewer(exchange), "agency-9" as never)), {
        code: "UnknownAgency"
      })
      assert.deepInclude(yield* refused(Queries.account(viewer(agent(0)), "agency-9" as never)), {
        code: "NotPermitted"
      })
    })
  )

  story(
    "give the account of an agent to the agent and the office, and of who has left the name alone",
    Effect.gen(function* () {
      for (const [level, office] of [[1, 0] as const, [2, 0] as const, [2, 1] as const]) yield* hired(level, office)
      const ask = (one: { readonly actor: never }) => Queries.agentAccount(one, agencyId, "agent-1" as never)
      assert.deepStrictEqual(yield* answered(ask as never), ["manager", "colleague", "staff-1", "staff-2", "exchange"])
      for (const level of [1, 2] as const) {
        const seen = yield* at(ask(viewer(staffOf(level)) as never))
        assert.isUndefined(seen.value.agent)
        assert.strictEqual(seen.value.profile?.licence.number as string, "1H10001")
        assert.notInclude(JSON.stringify(seen.value), "login.example")
      }
      const { value } = yield* at(ask(viewer(agent(1)) as never))
      assert.deepStrictEqual([value.delegated, value.mayAct, value.gaps], [2, true, []])
      assert.strictEqual(value.agent?.loginEmail as string, "agent1@login.example")
      yield* told(agent(0), { _tag: "SetAgentInactive", agencyId, agentId: "agent-2", reason: "leave" })
      const left = yield* at(Queries.agentAccount(viewer(agent(0)), agencyId, "agent-2" as never))
      assert.deepInclude<object>(left.value, { employment: "Inactive", licence: "1H10002", gaps: ["not-active"] })
      assert.isUndefined(left.value.agent)
      assert.isDefined((yield* at(Queries.agentAccount(viewer(exchange), agencyId, "agent-2" as never))).value.agent)
      assert.deepInclude(yield* refused(Queries.agentAccount(viewer(agent(0)), agencyId, "agent-3" as never)), {
        code: "NotOnRoster"
      })
    })
  )
})

describe("Portal: lists for hosts without Effect", () => {
  it("takes pages as plain data, and refuses what it cannot read", async () => {
    const one = Portal.make({ now: () => start })
    try {
      for (const command of [portal.roster, portal.cases]) await one.executeUnknown(envelope(system, command))
      const manager = { actor: agent(0) }
      const scope = { agencyId: "agency-0" }
      const first = await one.delegations(manager, scope, "active", { limit: 1 })
      if (!first.ok) return assert.fail(first.refusal.message)
      const second = await one.delegations(manager, scope, "active", {
        limit: 1,
        ...(first.value.next && { after: first.value.next })
      })
      assert.deepStrictEqual(second.ok && [second.value.rows.length, second.value.next], [1, undefined])
      const roster = await one.rosterPage(manager, "agency-0", { search: "reyes" }, { limit: 2 })
      assert.strictEqual(roster.ok && roster.value.rows.length, 2)
      const agentAccount = await one.agentAccount({ actor: agent(1) }, "agency-0", "agent-1")
      assert.isTrue(agentAccount.ok && agentAccount.value.mayAct)
      for (const answer of [
        await one.delegations(manager, scope, "all" as never, { limit: 1 }),
        await one.delegations(manager, scope, "active", { limit: 1001 }),
        await one.delegations(manager, scope, "active", { limit: 1, after: { key: "k" } as never }),
        await one.rosterPage(manager, "agency-0", { certificationStatus: "Fine" as never }, { limit: 1 }),
        await one.agentAccount(manager, "agency-0", "no agent!")
      ])
        assert.deepNestedInclude(answer, { ok: false, "refusal._tag": "Malformed" })
    } finally {
      await one.close()
    }
  })
})
