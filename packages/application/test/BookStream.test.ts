import type { BookFilter } from "@agencybook/core/BookFilter"
import type { Row } from "@agencybook/core/BookOfBusiness"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import * as Portal from "../src/Portal.ts"
import * as Queries from "../src/Queries.ts"
import * as portal from "./fixture/portal.ts"

const { after, agent, answered, at, envelope, exchange, held, hired, staffOf, start, story, system, told } = portal
const { viewer } = portal
const agency = { agencyId: "agency-0" as never }
const own = (n: number) => ({ ...agency, agentId: `agent-${n}` as never })
const numbers = (rows: ReadonlyArray<Row>) => rows.map(({ caseNumber }) => caseNumber)
const streamed = (actor: object, scope: typeof agency, filter?: BookFilter) =>
  at(Stream.runCollect(Queries.bookStream(viewer(actor), scope, filter)), after(3))

describe("Queries: a book as a stream", () => {
  story(
    "gives the rows of the book in its order, each of one moment [BOB-02, BOB-08]",
    Effect.gen(function* () {
      yield* told(system, held(10, 29, 2))
      yield* told(system, held(30, 34, 0))
      for (const scope of [agency, own(1), own(2), own(0)])
        for (const filter of [undefined, { _tag: "Text", contains: "1000002" } as const]) {
          const { value } = yield* at(Queries.book(viewer(agent(0)), scope, filter && { filter }), after(3))
          assert.deepStrictEqual(Array.from(yield* streamed(agent(0), scope, filter)), [...value])
        }
      assert.strictEqual((yield* streamed(exchange, agency)).length, 27)
    })
  )

  story(
    "waits until rows are taken, and gives what the book was when it began",
    Effect.gen(function* () {
      yield* told(system, held(10, 29, 2))
      const given: Array<ReadonlyArray<Row>> = []
      let busy = false
      const { asOf, value } = yield* at(
        Queries.eachOfBook(viewer(agent(0)), agency, undefined, (rows) =>
          Effect.gen(function* () {
            assert.isFalse(busy)
            busy = true
            yield* Effect.yieldNow
            busy = false
            given.push(rows)
          })
        ),
        after(3)
      )
      assert.deepStrictEqual(
        given.map((rows) => rows.length),
        [2, 20]
      )
      assert.strictEqual(value.count, 22)
      assert.isTrue(given.flat().every((row) => row.asOf === asOf))
    })
  )

  story(
    "ends when its reader has enough, and leaves the store free",
    Effect.gen(function* () {
      yield* told(system, held(10, 29, 2))
      const first = yield* at(Stream.runCollect(Stream.take(Queries.bookStream(viewer(agent(0)), agency), 3)), after(3))
      assert.strictEqual(first.length, 3)
      yield* told(system, held(40, 41, 2))
      assert.strictEqual((yield* streamed(agent(0), agency)).length, 24)
    })
  )

  story(
    "is for who sees the book, and shows staff what is active [P-26, P-27, STF-06]",
    Effect.gen(function* () {
      for (const [level, office] of [[1, 0] as const, [2, 0] as const, [2, 1] as const]) yield* hired(level, office)
      const who = (scope: typeof agency) => answered((one) => Stream.runDrain(Queries.bookStream(one, scope)))
      assert.deepStrictEqual(yield* who(agency), ["manager", "staff-1", "staff-2", "exchange"])
      assert.deepStrictEqual(yield* who(own(1)), ["manager", "colleague", "staff-1", "staff-2", "exchange"])
      yield* told(system, held(10, 12, 2))
      yield* told(exchange, { _tag: "SuspendAgent", agentId: "agent-2", reason: "under-investigation" })
      assert.strictEqual((yield* streamed(staffOf(1), agency)).length, 2)
      assert.strictEqual((yield* streamed(agent(0), agency)).length, 5)
    })
  )

  story(
    "fails with what its reader fails with",
    Effect.gen(function* () {
      const failure = yield* Effect.flip(
        at(Queries.eachOfBook(viewer(agent(0)), agency, undefined, () => Effect.fail("full" as const)))
      )
      assert.strictEqual(failure, "full")
      assert.strictEqual((yield* streamed(agent(0), agency)).length, 2)
    })
  )

  it("hands rows to hosts without Effect, and refuses as an answer", async () => {
    const one = Portal.make({ now: () => start })
    try {
      for (const command of [portal.roster, portal.cases, held(10, 14, 2)])
        assert.isTrue((await one.executeUnknown(envelope(system, command))).ok)
      const rows: Array<Row> = []
      const answer = await one.eachOfBook({ actor: agent(0) }, { agencyId: "agency-0" }, {}, async (some) => {
        await Promise.resolve()
        rows.push(...some)
      })
      assert.isTrue(answer.ok && answer.value.count === 7)
      assert.deepStrictEqual(numbers(rows).length, 7)
      const nothing = () => assert.fail("nothing is given to who may not see it")
      const refused = await one.eachOfBook({ actor: agent(3) }, { agencyId: "agency-0" }, {}, nothing)
      assert.deepNestedInclude(refused, { ok: false, "refusal.code": "NotPermitted" })
      const unread = await one.eachOfBook({ actor: agent(0) }, { agencyId: "no agency!" }, {}, nothing)
      assert.deepNestedInclude(unread, { ok: false, "refusal._tag": "Malformed" })
      const thrown = await one
        .eachOfBook({ actor: agent(0) }, { agencyId: "agency-0" }, {}, () => Promise.reject(new Error("disk full")))
        .then(
          () => "answered",
          (error: unknown) => String(error)
        )
      assert.include(thrown, "disk full")
    } finally {
      await one.close()
    }
  })
})
