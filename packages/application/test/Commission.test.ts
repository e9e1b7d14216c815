import type * as Commission from "@agencybook/core/Commission"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Portal from "../src/Portal.ts"
import * as Queries from "../src/Queries.ts"
import { Store } from "../src/Store.ts"
import * as portal from "./fixture/portal.ts"

const { after, agent, answered, at, exchange, held, hired, household, readAll, settled, system, told, viewer } = portal
const story = <A, E>(name: string, effect: Effect.Effect<A, E, portal.Services>) =>
  it.live(name, () => Effect.andThen(settled, effect).pipe(Effect.provide(portal.layer)))
const agency = { agencyId: "agency-0" as never }
const agentOne = { ...agency, agentId: "agent-1" as never }
const rival = { agencyId: "agency-1" as never }
const npnOf = (n: number) => String(1_000_000 + n)
const coverage = (npn: string | undefined) => ({
  ...{ state: "Effectuated", carrier: "Golden Health", plan: "Silver 70", metal: "Silver" },
  ...{ effectiveOn: "2026-01-01", grossPremium: 41_250, aptc: 20_000, pastDue: false },
  ...(npn === undefined ? {} : { aorNpn: npn })
})
/** Cases from `from` to `to` with a policy on which an agent is on record. */
const sold = (from: number, to: number, npn: string | undefined) =>
  told(system, {
    _tag: "RecordCases",
    entries: Array.from({ length: to - from + 1 }, (_, n) => ({
      case: { ...household(from + n), coverage: coverage(npn) }
    }))
  })
const changed = (n: number, to: number, from: string, days = 0) =>
  told(
    exchange,
    { _tag: "ChangeAgentOfRecord", caseId: `case-${n}`, agentId: `agent-${to}`, from, reason: "correction" },
    {},
    after(days)
  )
const all = (scope: typeof agency, limit: number, days = 0) =>
  Effect.map(
    readAll<Commission.Line, unknown>(
      (place) => Queries.commissions(viewer(exchange), scope, { limit, ...(place && { after: place }) }) as never,
      Effect.void,
      after(days)
    ),
    (pages) => pages.flat()
  )
const ids = (lines: ReadonlyArray<Commission.Line>) => lines.map(({ caseId }) => Number(caseId.slice(5)))

describe("Commissions", () => {
  story(
    "are of the policies on which an agent of the agency is on record, whoever has the case, page by page [AGY-14]",
    Effect.gen(function* () {
      yield* told(system, held(10, 30, 2))
      yield* sold(10, 16, npnOf(2))
      yield* sold(17, 21, npnOf(1))
      yield* sold(22, 24, npnOf(3))
      yield* sold(25, 27, "9999999")
      yield* sold(28, 30, undefined)
      const whole = yield* all(agency, 100)
      assert.deepStrictEqual(ids(whole), [17, 18, 19, 20, 21, 10, 11, 12, 13, 14, 15, 16])
      assert.deepStrictEqual<unknown>(whole[0], {
        ...{ caseId: "case-17", npn: npnOf(1), agencyId: "agency-0", fein: "941000000" }
      })
      for (const limit of [1, 2, 5, 7, 12]) assert.deepStrictEqual(yield* all(agency, limit), whole, String(limit))
      assert.deepStrictEqual(ids(yield* all(agentOne, 2)), [17, 18, 19, 20, 21])
      assert.deepStrictEqual(ids(yield* all(rival, 2)), [22, 23, 24])
      assert.deepStrictEqual(yield* all({ agencyId: "agency-9" as never }, 2), [])
      const totals = yield* at(Queries.commissionTotals(viewer(exchange), agency))
      assert.deepStrictEqual<unknown>(totals.value, [
        { fein: "941000000", agencyId: "agency-0", policies: 12, npns: [npnOf(1), npnOf(2)] }
      ])
    })
  )

  story(
    "follow the record on its day, through changes that wait [DEL-20]",
    Effect.gen(function* () {
      yield* sold(0, 3, npnOf(1))
      yield* changed(0, 2, "2026-03-10")
      yield* changed(1, 2, "2026-03-10")
      yield* changed(1, 3, "2026-03-20")
      const linesOn = (scope: typeof agency, days: number) =>
        Effect.map(all(scope, 1, days), (lines) => lines.map(({ caseId, npn }) => [caseId, npn]).sort())
      const rest = [
        ["case-2", npnOf(1)],
        ["case-3", npnOf(1)]
      ]
      const first = (npn: string) => [
        ["case-0", npn],
        ["case-1", npn]
      ]
      assert.deepStrictEqual(yield* linesOn(agency, 0), [...first(npnOf(1)), ...rest])
      assert.deepStrictEqual(yield* linesOn(agency, 7), [...first(npnOf(2)), ...rest])
      assert.deepStrictEqual(yield* linesOn(rival, 16), [])
      assert.deepStrictEqual(yield* linesOn(agency, 17), [["case-0", npnOf(2)], ...rest])
      assert.deepStrictEqual(yield* linesOn(rival, 17), [["case-1", npnOf(3)]])
      // Until the evening of the exchange, which is the next day elsewhere, nothing has changed.
      const evening = after(6) + 11 * 3_600_000
      const { value } = yield* at(Queries.commissions(viewer(exchange), agency, { limit: 9 }), evening)
      assert.deepStrictEqual(
        value.rows.map(({ npn }) => npn),
        Array.from({ length: 4 }, () => npnOf(1))
      )
    })
  )

  story(
    "stay with the agency that was left until another one has the agent [AGT-03, EMP-07]",
    Effect.gen(function* () {
      yield* sold(2, 3, npnOf(2))
      yield* told(agent(0), { _tag: "SetAgentInactive", ...agency, agentId: "agent-2", reason: "left-agency" })
      assert.deepStrictEqual(ids(yield* all(agency, 9)), [2, 3])
      const { licence, npn } = portal.profile(2)
      yield* told(agent(3), { _tag: "AssociateAgent", ...rival, licence: licence.number, npn }, {}, after(1))
      assert.deepStrictEqual(ids(yield* all(agency, 9, 1)), [2, 3])
      assert.deepStrictEqual(yield* all(rival, 9, 1), [])
      yield* told(exchange, { _tag: "ApproveAssociation", ...rival, agentId: "agent-2" }, {}, after(2))
      assert.deepStrictEqual(yield* all(agency, 9, 2), [])
      assert.deepStrictEqual(ids(yield* all(rival, 9, 2)), [2, 3])
    })
  )

  story(
    "are seen by the manager, by the agent for the own person and by the exchange; never by staff, and every look is recorded [STF-04, SEC-03]",
    Effect.gen(function* () {
      yield* Effect.all([hired(1), hired(2), hired(2, 1)])
      yield* sold(0, 1, npnOf(1))
      const who = (scope: typeof agency) =>
        Effect.all([
          answered((one) => Queries.commissions(one, scope, { limit: 1 })),
          answered((one) => Queries.commissionTotals(one, scope))
        ])
      const offices = ["manager", "exchange"]
      assert.deepStrictEqual(yield* who(agency), [offices, offices])
      const own = ["manager", "colleague", "exchange"]
      assert.deepStrictEqual(yield* who(agentOne), [own, own])
      const store = yield* Store
      const kept = yield* store.snapshot((_, reading) => reading.readings({ _tag: "All" }, { limit: 10 }))
      assert.deepStrictEqual<unknown>(
        kept.map(({ count, what }) => [what, count]),
        Array.from({ length: 5 }, () => ["commissions", 1])
      )
    })
  )

  story(
    "are added up without a look at the policies of others that begin next year [AGY-14]",
    Effect.gen(function* () {
      yield* told(system, {
        _tag: "RecordCases",
        entries: Array.from({ length: 300 }, (_, n) => ({
          case: {
            ...household(100 + n),
            coverage: { ...coverage(n < 3 ? npnOf(1) : npnOf(3)), effectiveOn: "2027-01-01", state: "PlanSelected" }
          }
        }))
      })
      yield* changed(100, 2, "2027-02-01")
      const store = yield* Store
      let read = 0
      const counting = Store.of({
        ...store,
        snapshot: (body) =>
          store.snapshot((load, reading) =>
            body(load, {
              ...reading,
              scan: (range, part) =>
                Effect.tap(reading.scan(range, part), (found) => Effect.sync(() => (read += found.length)))
            })
          )
      })
      const { value } = yield* at(
        Effect.provideService(Queries.commissionTotals(viewer(exchange), agency), Store, counting)
      )
      assert.deepStrictEqual<unknown>(
        value.map(({ npns, policies }) => [policies, npns]),
        [[3, [npnOf(1)]]]
      )
      // The one that goes over later is met twice: under its next agent, and among those that go over.
      assert.strictEqual(read, 4)
      assert.deepStrictEqual(ids(yield* all(agency, 2)), [101, 102, 100])
    })
  )

  it("are asked for by hosts without Effect, who are told which field cannot be read", async () => {
    const book = Portal.make({ now: () => portal.start })
    const who = { actor: exchange } as never
    const good = await book.commissions(who, { agencyId: "agency-0" }, { limit: 5 })
    assert.deepStrictEqual<unknown>(good, { ok: true, asOf: "2026-03-03T18:00:00.000Z", value: { rows: [] } })
    const totals = await book.commissionTotals(who, { agencyId: "agency-0" })
    assert.deepStrictEqual<unknown>(totals, { ok: true, asOf: "2026-03-03T18:00:00.000Z", value: [] })
    const bad = await book.commissions(who, { agencyId: "agency-0" }, { limit: 0 } as never)
    assert.match(JSON.stringify(bad), /limit/)
    const worse = await book.commissionTotals(who, { agencyId: 7 } as never)
    assert.match(JSON.stringify(worse), /agencyId/)
    await book.close()
  })
})
