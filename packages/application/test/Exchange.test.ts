import * as BookSummary from "@agencybook/core/BookSummary"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Portal from "../src/Portal.ts"
import * as Queries from "../src/Queries.ts"
import * as portal from "./fixture/portal.ts"

const { after, agent, answered, at, consumer, envelope, exchange, held, household, profile, readAll, request, story } =
  portal
const { start, system, told, viewer } = portal

describe("Queries: figures of the exchange", () => {
  story(
    "are its agencies' figures added, and its people counted, as of one moment [BOB-02]",
    Effect.gen(function* () {
      yield* told(system, held(10, 19, 2))
      yield* told(system, {
        _tag: "RecordCases",
        entries: [30, 31, 32].map((n) => ({
          case: household(n),
          delegate: { agentId: "agent-3", agencyId: "agency-1", since: "2026-02-20T18:00:00.000Z" }
        }))
      })
      yield* told(consumer(2), request(2, 2))
      yield* told(consumer(3), request(3, 3))
      yield* told(agent(2), { _tag: "AcceptRequest", delegationId: "r-2" }, {}, after(1))
      yield* told(agent(3), { _tag: "DeclineRequest", delegationId: "r-3" }, {}, after(1))
      yield* told(consumer(3), { ...request(3, 2), delegationId: "r-4" }, {}, after(1))
      yield* told(exchange, { _tag: "SuspendAgent", agentId: "agent-1", reason: "under-investigation" }, {}, after(1))
      yield* told(agent(0), { _tag: "AddAgent", agencyId: "agency-0", agentId: "agent-9", profile: profile(9) })
      yield* told(agent(0), { _tag: "SubmitAgent", agentId: "agent-9" })
      const { asOf, value } = yield* at(Queries.exchangeSummary(viewer(exchange)), after(3))
      assert.strictEqual(asOf as string, "2026-03-06T18:00:00.000Z")
      const parts = yield* Effect.forEach(["agency-0", "agency-1"], (agencyId) =>
        at(Queries.summary(viewer(exchange), { agencyId: agencyId as never }), after(3))
      )
      assert.deepStrictEqual(
        value.book,
        parts.reduce((sum, part) => BookSummary.combine(sum, part.value.book), BookSummary.empty)
      )
      assert.deepInclude(value.book, { active: 14, frozen: 2, requested: 1 })
      assert.strictEqual(value.casesWithoutAuthority, 2)
      assert.deepStrictEqual<unknown>(value.agencies, { Certified: 2 })
      assert.deepStrictEqual<unknown>(value.agents, { Pending: 1, Certified: 3, Suspended: 1 })
      assert.deepStrictEqual(value.answers, {
        ...{ accepted: 1, declined: 1, cancelled: 0, expired: 0, acceptedAfter: { 1: 1 } }
      })
      assert.deepStrictEqual(value.waiting["licence-validated"], { agents: 1, medianDays: 3 })
      // A month later the answers are no news any more.
      const later = yield* at(Queries.exchangeSummary(viewer(exchange)), after(40))
      assert.deepStrictEqual(later.value.answers, {
        ...{ accepted: 0, declined: 0, cancelled: 0, expired: 0, acceptedAfter: {} }
      })
      assert.strictEqual(later.value.book.active, 14)
    })
  )

  story(
    "are for the exchange alone [P-27]",
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* answered((one) => Queries.exchangeSummary(one)), ["exchange"])
      assert.deepStrictEqual(yield* answered((one) => Queries.agencies(one, {}, { limit: 1 })), ["exchange", "system"])
    })
  )

  story(
    "go with a list of agencies, page by page, for whoever runs something for each",
    Effect.gen(function* () {
      yield* told(exchange, { _tag: "SuspendAgency", agencyId: "agency-1", reason: "agreement-lapsed" })
      const list = (filter: Parameters<typeof Queries.agencies>[1]) =>
        Effect.map(
          readAll((place) => Queries.agencies(viewer(system), filter, { limit: 1, ...(place && { after: place }) })),
          (pages) => pages.flat().map(({ agencyId, certification }) => [agencyId as string, certification])
        )
      assert.deepStrictEqual(yield* list({}), [
        ["agency-0", "Certified"],
        ["agency-1", "Suspended"]
      ])
      assert.deepStrictEqual(yield* list({ certification: "Suspended" }), [["agency-1", "Suspended"]])
      assert.deepStrictEqual(yield* list({ certification: "Terminated" }), [])
    })
  )

  it("answer hosts without Effect", async () => {
    const one = Portal.make({ now: () => start })
    try {
      for (const command of [portal.roster, portal.cases]) await one.executeUnknown(envelope(system, command))
      const figures = await one.exchangeSummary({ actor: exchange })
      assert.strictEqual(figures.ok && figures.value.book.active, 2)
      const agencies = await one.agencies({ actor: exchange }, { certification: "Certified" }, { limit: 5 })
      assert.strictEqual(agencies.ok && agencies.value.rows.length, 2)
      assert.deepNestedInclude(
        await one.agencies({ actor: exchange }, { certification: "Fine" as never }, { limit: 5 }),
        {
          ok: false,
          "refusal._tag": "Malformed"
        }
      )
      assert.deepNestedInclude(await one.exchangeSummary({ actor: agent(0) }), {
        ok: false,
        "refusal.code": "NotPermitted"
      })
    } finally {
      await one.close()
    }
  })
})
