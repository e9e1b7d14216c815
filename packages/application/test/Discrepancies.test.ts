import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Portal from "../src/Portal.ts"
import * as Queries from "../src/Queries.ts"
import { Store } from "../src/Store.ts"
import * as portal from "./fixture/portal.ts"

const { after, agent, answered, at, envelope, exchange, execute, readAll, start, story, system, told, viewer } = portal

const agency = { agencyId: "agency-0" as never }
const own = (n: number) => ({ ...agency, agentId: `agent-${n}` as never })
const claim = (last: string, n?: number) => ({
  ...{ name: { first: "Cora", last }, dob: "1980-05-17", applicationOn: "2026-01-20", comment: "Signed at the fair" },
  ...(n === undefined ? {} : { caseNumber: String(10_000_000 + n) })
})
/** A list of agent 1, whose book has the cases 0 and 1. */
const list = (n = 1, over: object = {}) => ({
  ...{ _tag: "ReturnDiscrepancies", listId: `list-${n}`, agencyId: "agency-0", agentId: "agent-1" },
  claims: [claim("Quint", 0), claim("Quint", 2), claim("Nobody")],
  ...over
})
const answers = (...all: ReadonlyArray<object>) => ({ _tag: "AnswerDiscrepancies", listId: "list-1", answers: all })
const upheld = { claim: 2, finding: "upheld", caseNumber: "10000002", comment: "Ask the consumer to choose you" }
const none = { claim: 3, finding: "no-such-case" }
const refused = (actor: unknown, command: object, over: object = {}, millis = start) =>
  Effect.flip(execute(envelope(actor, command, over), millis))
const seen = (actor: object, acting?: string, millis = start) =>
  Effect.map(at(Queries.discrepancyList(viewer(actor, acting), "list-1" as never), millis), ({ value }) => value)
const findings = ({ lines }: Effect.Success<ReturnType<typeof seen>>) => lines.map(({ answer }) => answer?.finding)
const ids = (rows: ReadonlyArray<{ readonly listId: string }>) => rows.map(({ listId }) => String(listId))

describe("Lists of whom agents miss", () => {
  story(
    "are returned by an agent, wait for the exchange and come back with what was found; nobody moves [BOB-13]",
    Effect.gen(function* () {
      yield* told(agent(1), list())
      const { value: waiting } = yield* at(Queries.waitingDiscrepancies(viewer(exchange), { limit: 9 }))
      assert.deepStrictEqual<object>(waiting.rows, [
        {
          ...{ listId: "list-1", ...own(1), returnedAt: "2026-03-03T18:00:00.000Z" },
          ...{ claims: 3, open: 2, upheld: 0, inBook: 1 }
        }
      ])
      assert.deepStrictEqual(findings(yield* seen(exchange)), ["in-book", undefined, undefined])
      const before = yield* at(Queries.caseHistory(viewer(portal.serviceCenter), "case-2" as never))
      yield* told(exchange, answers(upheld))
      yield* told(exchange, answers(none), {}, after(1))
      assert.deepStrictEqual(
        ids((yield* at(Queries.waitingDiscrepancies(viewer(exchange), { limit: 9 }))).value.rows),
        []
      )
      assert.deepStrictEqual(findings(yield* seen(exchange)), ["in-book", "upheld", "no-such-case"])
      // Whether there is such a case at all is not the agent's to know. @rule BOB-03
      for (const reader of [agent(1), agent(0)])
        assert.deepStrictEqual(findings(yield* seen(reader)), ["in-book", "upheld", "not-upheld"])
      const { value: mine } = yield* at(Queries.returnedDiscrepancies(viewer(agent(1)), own(1), { limit: 9 }))
      assert.deepInclude<object>(mine.rows[0] ?? {}, { open: 0, upheld: 1, answeredAt: "2026-03-04T18:00:00.000Z" })
      const later = yield* at(Queries.caseHistory(viewer(portal.serviceCenter), "case-2" as never))
      assert.deepStrictEqual(later.value, before.value)
    })
  )

  story(
    "wait in pages, the oldest first, and come back to the agency in pages, the latest first",
    Effect.gen(function* () {
      for (const n of [3, 1, 2, 4])
        yield* told(agent(n % 2 === 0 ? 1 : 2), list(n, own(n % 2 === 0 ? 1 : 2)), {}, after(n))
      const waiting = yield* readAll((place) =>
        Queries.waitingDiscrepancies(viewer(exchange), { limit: 3, ...(place && { after: place }) })
      )
      assert.deepStrictEqual(waiting.map(ids), [["list-1", "list-2", "list-3"], ["list-4"]])
      const returned = (scope: typeof agency) =>
        readAll((place) =>
          Queries.returnedDiscrepancies(viewer(agent(0)), scope, { limit: 2, ...(place && { after: place }) })
        )
      assert.deepStrictEqual((yield* returned(agency)).map(ids), [
        ["list-4", "list-3"],
        ["list-2", "list-1"]
      ])
      assert.deepStrictEqual((yield* returned(own(1))).flatMap(ids), ["list-4", "list-2"])
    })
  )

  story(
    "are returned by the agent for the own book, or by a manager who acts for the agent, and by nobody else [P-28, ACT-02]",
    Effect.gen(function* () {
      const no = { code: "NotPermitted" }
      for (const actor of [agent(0), agent(2), agent(3), exchange, system, portal.consumer(2), portal.staffOf(2)])
        assert.deepInclude(yield* refused(actor, list()), no)
      // For the book of another agency nobody of this one returns anything.
      assert.deepInclude(yield* refused(agent(1), list(1, { agencyId: "agency-1" })), no)
      const session = { _tag: "OpenActing", actingId: "s-1", ...own(1) }
      yield* told(agent(0), session)
      const acting = { acting: "s-1" } as never
      assert.deepInclude(yield* refused(agent(0), list(1, own(2)), acting), no)
      assert.deepInclude(yield* refused(agent(0), list(1, { agencyId: "agency-1" }), acting), no)
      yield* told(agent(0), list(), acting)
      assert.deepStrictEqual((yield* seen(agent(0), "s-1")).lines.length, 3)
      assert.deepStrictEqual(yield* answered((one) => Queries.discrepancyList(one, "list-1" as never)), [
        ...["manager", "colleague", "exchange"]
      ])
      assert.deepStrictEqual(yield* answered((one) => Queries.waitingDiscrepancies(one, { limit: 9 })), ["exchange"])
      for (const actor of [agent(0), agent(1), system, portal.serviceCenter])
        assert.deepInclude(yield* refused(actor, answers(none)), no)
    })
  )

  story(
    "come from nobody who is suspended or locked [EMP-02]",
    Effect.gen(function* () {
      yield* told(system, { _tag: "LockAgent", agentId: "agent-2", reason: "unusual-activity" })
      assert.deepInclude(yield* refused(agent(2), list(1, own(2))), { code: "AgentWithoutAuthority" })
      yield* told(exchange, { _tag: "SuspendAgent", agentId: "agent-1", reason: "under-investigation" })
      assert.deepInclude(yield* refused(agent(1), list()), { code: "AgentWithoutAuthority" })
    })
  )

  story(
    "are one however often they are sent, and a second one needs an identifier of its own",
    Effect.gen(function* () {
      const once = envelope(agent(1), list(), { id: "return-1" })
      yield* execute(once)
      const { size } = yield* Effect.map(
        Effect.flatMap(Store, (store) => store.journal(0, 1000)),
        (rows) => ({
          size: rows.length
        })
      )
      yield* execute(once)
      const rows = yield* Effect.flatMap(Store, (store) => store.journal(0, 1000))
      assert.strictEqual(rows.length, size)
      assert.deepInclude(yield* refused(agent(1), list()), { code: "DiscrepancyListExists" })
      assert.deepInclude(yield* refused(agent(2), list(1, own(2))), { code: "DiscrepancyListExists" })
      yield* told(exchange, answers(upheld))
      assert.deepInclude(yield* refused(exchange, answers(upheld)), { code: "DiscrepancyClaimAnswered" })
      assert.deepInclude(yield* refused(exchange, answers({ claim: 4, finding: "not-upheld" })), {
        code: "UnknownDiscrepancyClaim"
      })
      // What the own book answered is answered.
      assert.deepInclude(yield* refused(exchange, answers({ claim: 1, finding: "not-upheld" })), {
        code: "DiscrepancyClaimAnswered"
      })
    })
  )

  story(
    "leave no name, birth date or comment in the trail, in a refusal or in the log of readings [SEC-03, DEL-30]",
    Effect.gen(function* () {
      yield* told(agent(1), list())
      yield* told(exchange, answers(upheld, none))
      yield* seen(agent(1))
      const trail = yield* at(Queries.auditTrail(viewer(exchange), { agentId: "agent-1" as never }, { limit: 2 }))
      assert.deepStrictEqual(
        trail.value.rows.map(({ from, to, what }) => [what, from, to]),
        [
          ["DiscrepancyListMoved", "Open", "Answered"],
          ["DiscrepancyListReturned", undefined, undefined]
        ]
      )
      const read = yield* at(Queries.readings(viewer(exchange), { agentId: "agent-1" as never }, { limit: 1 }))
      assert.deepInclude<object>(read.value.rows[0] ?? {}, {
        ...{ what: "discrepancies", actor: "agent/agent-1", count: 3 },
        // The case of the book, and the one that was upheld.
        cases: ["case-0", "case-2"]
      })
      const refusal = yield* refused(agent(1), list())
      for (const told of ["Quint", "Nobody", "1980-05-17", "fair", "10000002"])
        for (const place of [trail.value.rows, read.value, refusal, String(refusal)])
          assert.notInclude(JSON.stringify(place), told)
    })
  )
})

describe("Portal: lists of whom agents miss", () => {
  it("are asked for as plain data, and what cannot be read is refused by its place", async () => {
    const one = Portal.make({ now: () => start })
    try {
      for (const [actor, command] of [
        [system, portal.roster],
        [system, portal.cases],
        [agent(1), list()]
      ] as const)
        assert.isTrue((await one.executeUnknown(envelope(actor, command))).ok)
      const waiting = await one.waitingDiscrepancies({ actor: exchange }, { limit: 9 })
      assert.deepStrictEqual(waiting.ok && ids(waiting.value.rows), ["list-1"])
      const mine = await one.returnedDiscrepancies({ actor: agent(1) }, own(1), { limit: 9 })
      assert.deepStrictEqual(mine.ok && ids(mine.value.rows), ["list-1"])
      const whole = await one.discrepancyList({ actor: agent(1) }, "list-1")
      assert.strictEqual(whole.ok && whole.value.lines[2]?.claim.name.last, "Nobody" as never)
      assert.deepNestedInclude(await one.discrepancyList({ actor: exchange }, "list-9"), {
        "refusal.code": "UnknownDiscrepancyList"
      })
      assert.deepNestedInclude(await one.discrepancyList({ actor: exchange }, "no list!"), {
        "refusal._tag": "Malformed"
      })
      const hostile = list(2, { claims: [{ ...claim("Quint"), comment: "a\u202Eb" }] })
      const answer = await one.executeUnknown(envelope(agent(1), hostile))
      assert.deepNestedInclude(answer, { ok: false, "refusal._tag": "Malformed" })
      assert.notInclude(JSON.stringify(answer), "Quint")
    } finally {
      await one.close()
    }
  })
})
