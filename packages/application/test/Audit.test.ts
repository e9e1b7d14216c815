import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Portal from "../src/Portal.ts"
import * as Queries from "../src/Queries.ts"
import * as portal from "./fixture/portal.ts"

const { after, agent, answered, at, consumer, envelope, exchange, hired, request, story } = portal
const { serviceCenter, start, system, told, viewer } = portal
const of = {
  case: { caseId: "case-0" as never },
  agent: { agentId: "agent-1" as never },
  agency: { agencyId: "agency-0" as never },
  all: {}
}
const staffed = Effect.all([hired(1), hired(2), hired(2, 1)])

/** All lines of a trail, some at a time. */
const lines = (actor: object, which: Queries.TrailOf, limit = 1000, millis = start) =>
  Effect.gen(function* () {
    const rows: Array<Queries.TrailPage["rows"][number]> = []
    let before: number | undefined
    do {
      const { value } = yield* at(
        Queries.auditTrail(viewer(actor), which, { limit, ...(before === undefined ? {} : { before }) }),
        millis
      )
      assert.isAtMost(value.rows.length, limit)
      rows.push(...value.rows)
      before = value.next
    } while (before !== undefined)
    return rows
  })

describe("Queries: the audit trail", () => {
  story(
    "answers consumers about their case, agents about themselves, managers about the agency, and the exchange [P-34]",
    Effect.gen(function* () {
      yield* staffed
      const who = (which: Queries.TrailOf) => answered((one) => Queries.auditTrail(one, which, { limit: 5 }))
      assert.deepStrictEqual(yield* who(of.case), ["consumer", "service-center", "exchange"])
      assert.deepStrictEqual(yield* who(of.agent), ["colleague", "exchange"])
      assert.deepStrictEqual(yield* who(of.agency), ["manager", "exchange"])
      assert.deepStrictEqual(yield* who(of.all), ["exchange"])
    })
  )

  story(
    "tells a consumer what happened to the case, and which agent did it, but nobody else's name",
    Effect.gen(function* () {
      yield* told(consumer(2), request(2, 2))
      yield* told(agent(2), { _tag: "AcceptRequest", delegationId: "r-2" }, {}, after(1))
      yield* told(exchange, { _tag: "SuspendAgent", agentId: "agent-2", reason: "under-investigation" }, {}, after(2))
      yield* told(serviceCenter, { _tag: "RemoveDelegation", delegationId: "r-2" }, {}, after(3))
      const seen = yield* lines(consumer(2), { caseId: "case-2" as never }, 2)
      assert.deepStrictEqual(
        seen
          .filter(({ record }) => record.kind === "delegation")
          .map(({ actor, command, from, to, what }) => [actor, command, what, from, to]),
        [
          ["servicecenter", "RemoveDelegation", "DelegationMoved", "Frozen", "Ended"],
          ["exchange", "SuspendAgent", "DelegationMoved", "Active", "Frozen"],
          ["agent/agent-2", "AcceptRequest", "DelegationMoved", "Requested", "Active"],
          ["consumer/case-2", "RequestDelegation", "DelegationOpened", undefined, undefined]
        ]
      )
      assert.deepStrictEqual(
        seen.map(({ position }) => position),
        seen.map(({ position }) => position).toSorted((a, b) => b - a)
      )
      assert.isTrue(seen.every(({ concerns }) => (concerns.caseId as string) === "case-2"))
      const office = yield* lines(serviceCenter, { caseId: "case-2" as never })
      assert.include(
        office.map(({ actor }) => actor),
        "exchange/examiner"
      )
      assert.strictEqual(office.length, seen.length)
    })
  )

  story(
    "keeps what an agent did for an agency there, when the agent has moved on [BOB-03]",
    Effect.gen(function* () {
      yield* told(consumer(2), request(2, 2))
      yield* told(agent(2), { _tag: "AcceptRequest", delegationId: "r-2" })
      yield* told(agent(2), { _tag: "RelinquishDelegation", delegationId: "r-2" }, {}, after(1))
      const before = yield* lines(agent(2), { agentId: "agent-2" as never })
      assert.include(
        before.map(({ what }) => what),
        "DelegationMoved"
      )
      yield* told(agent(0), { _tag: "SetAgentInactive", agencyId: "agency-0", agentId: "agent-2", reason: "leave" })
      // No place any more, and so nothing to see.
      const nowhere = yield* Effect.flip(
        at(Queries.auditTrail(viewer(agent(2)), { agentId: "agent-2" as never }, { limit: 9 }))
      )
      assert.deepInclude(nowhere, { code: "AgentWithoutAuthority" })
      const agency = yield* lines(agent(0), of.agency, 7)
      assert.isTrue(
        agency.some(({ concerns, what }) => what === "DelegationMoved" && (concerns.agentId as string) === "agent-2")
      )
      // The person's own matters are the agency's as long as the agent is: certification and accounts.
      assert.isFalse(agency.some(({ record }) => record.kind === "agent" && record.id === "agent-2"))
      assert.isTrue(agency.some(({ record }) => record.kind === "agent" && record.id === "agent-1"))
      assert.isFalse(agency.some(({ concerns }) => (concerns.agencyId as string | undefined) === "agency-1"))
      // The exchange sees all of it.
      const all = yield* lines(exchange, { agentId: "agent-2" as never }, 3)
      assert.includeMembers(
        all.map(({ record }) => record.kind),
        ["agent", "employment", "delegation"]
      )
    })
  )

  story(
    "is read to the end without losing or repeating a line while more is written",
    Effect.gen(function* () {
      const whole = yield* lines(exchange, of.all)
      let n = 0
      const rows: Array<number> = []
      let before: number | undefined
      do {
        const { value } = yield* at(
          Queries.auditTrail(viewer(exchange), of.all, { limit: 3, ...(before === undefined ? {} : { before }) })
        )
        rows.push(...value.rows.map(({ position }) => position))
        before = value.next
        n += 1
        yield* told(system, portal.held(200 + n, 200 + n, 1))
      } while (before !== undefined)
      assert.deepStrictEqual(
        rows,
        whole.map(({ position }) => position)
      )
      assert.isAbove(rows.length, 10)
    })
  )

  story(
    "shows on whose behalf a manager acted [DEL-30]",
    Effect.gen(function* () {
      yield* told(consumer(2), request(2, 2))
      yield* told(agent(0), { _tag: "OpenActing", actingId: "s-1", agencyId: "agency-0", agentId: "agent-2" })
      yield* told(agent(0), { _tag: "AcceptRequest", delegationId: "r-2" }, { acting: "s-1" })
      const [line] = (yield* lines(agent(2), { agentId: "agent-2" as never })).filter(
        ({ what }) => what === "DelegationMoved"
      )
      assert.deepInclude<object>(line ?? {}, {
        actor: "agent/agent-0",
        onBehalfOf: "agent-2",
        permission: "P-16 agent"
      })
    })
  )

  it("answers hosts without Effect", async () => {
    const one = Portal.make({ now: () => start })
    try {
      for (const command of [portal.roster, portal.cases]) await one.executeUnknown(envelope(system, command))
      const first = await one.auditTrail({ actor: consumer(0) }, { caseId: "case-0" }, { limit: 1 })
      if (!first.ok) return assert.fail(first.refusal.message)
      assert.strictEqual(first.value.rows[0]?.what, "DelegationOpened")
      const second = await one.auditTrail(
        { actor: consumer(0) },
        { caseId: "case-0" },
        {
          limit: 1,
          ...(first.value.next !== undefined && { before: first.value.next })
        }
      )
      assert.strictEqual(second.ok && second.value.rows[0]?.what, "CaseRecorded")
      for (const answer of [
        await one.auditTrail({ actor: exchange }, { caseId: "no case!" }, { limit: 1 }),
        await one.auditTrail({ actor: exchange }, { caseId: "case-0", agentId: "agent-0" }, { limit: 1 }),
        await one.auditTrail({ actor: exchange }, {}, { limit: 0 })
      ])
        assert.deepNestedInclude(answer, { ok: false, "refusal._tag": "Malformed" })
    } finally {
      await one.close()
    }
  })
})
