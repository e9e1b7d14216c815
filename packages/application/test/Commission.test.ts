import type * as Commission from "@agencybook/core/Commission"
import type * as Page from "@agencybook/core/Page"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Portal from "../src/Portal.ts"
import * as Queries from "../src/Queries.ts"
import { Store } from "../src/Store.ts"
import * as portal from "./fixture/portal.ts"

const { after, agent, answered, at, exchange, held, hired, household, readAll, story, system, told, viewer } = portal
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
const inForce = (n: number) => ({ PlanSelected: 0, Effectuated: n, Terminated: 0, Cancelled: 0, Reinstated: 0 })
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

/** Reads pages, and counts how often the store was asked for the dearest and how many records it gave. */
const counting = Effect.gen(function* () {
  const store = yield* Store
  let asked = 0
  let read = 0
  const counted = <E>(found: Effect.Effect<ReadonlyArray<unknown>, E>) =>
    Effect.tap(found, ({ length }) =>
      Effect.sync(() => {
        asked += 1
        read += length
      })
    )
  const watched = Store.of({
    ...store,
    disclose: (body) =>
      store.disclose((reading) =>
        body({
          ...reading,
          scan: (range, part) => counted(reading.scan(range, part)) as never,
          load: (selections) => counted(reading.load(selections)) as never,
          tally: (ranges) => Effect.tap(reading.tally(ranges), () => Effect.sync(() => (asked += 1)))
        })
      )
  })
  const pages = (limit: number, scope = agency) =>
    Effect.gen(function* () {
      const found: Array<ReadonlyArray<number>> = []
      let after: Page.Place | undefined
      const most = { asked: 0, read: 0 }
      do {
        asked = 0
        read = 0
        const request = { limit, ...(after && { after }) }
        const page = yield* at(
          Effect.provideService(Queries.commissions(viewer(exchange), scope, request), Store, watched)
        )
        most.asked = Math.max(most.asked, asked)
        most.read = Math.max(most.read, read)
        found.push(ids(page.value.rows))
        after = page.value.next
      } while (after !== undefined && found.length < 100)
      return { found, most }
    })
  return { pages }
})

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
        ...{ caseId: "case-17", npn: npnOf(1), agencyId: "agency-0", fein: "941000000", state: "Effectuated" }
      })
      for (const limit of [1, 2, 5, 7, 12]) assert.deepStrictEqual(yield* all(agency, limit), whole, String(limit))
      assert.deepStrictEqual(ids(yield* all(agentOne, 2)), [17, 18, 19, 20, 21])
      assert.deepStrictEqual(ids(yield* all(rival, 2)), [22, 23, 24])
      assert.deepStrictEqual(yield* all({ agencyId: "agency-9" as never }, 2), [])
      const totals = yield* at(Queries.commissionTotals(viewer(exchange), agency))
      assert.deepStrictEqual<unknown>(totals.value, [
        { fein: "941000000", agencyId: "agency-0", policies: 12, states: inForce(12), npns: [npnOf(1), npnOf(2)] }
      ])
    })
  )

  story(
    "are of policies in every state, and say in which; nothing decides here what a carrier pays for [AGY-14]",
    Effect.gen(function* () {
      const states = ["PlanSelected", "Effectuated", "Terminated", "Cancelled", "Reinstated"] as const
      const entries = [...states, "Terminated"].map((state, n) => ({
        case: { ...household(10 + n), coverage: { ...coverage(npnOf(n === 5 ? 2 : 1)), state } }
      }))
      yield* told(system, { _tag: "RecordCases", entries })
      const lines = yield* all(agency, 2)
      assert.deepStrictEqual(
        lines.map(({ npn, state }) => [npn, state]),
        [...states.map((state) => [npnOf(1), state]), [npnOf(2), "Terminated"]]
      )
      const totals = yield* at(Queries.commissionTotals(viewer(exchange), agency))
      assert.deepStrictEqual<unknown>(
        totals.value.map(({ policies, states: by }) => [policies, by]),
        [[6, { PlanSelected: 1, Effectuated: 1, Terminated: 2, Cancelled: 1, Reinstated: 1 }]]
      )
    })
  )

  story(
    "of one agent are not those of a colleague, whatever place somebody makes up [SEC-01]",
    Effect.gen(function* () {
      yield* sold(10, 12, npnOf(2))
      yield* sold(13, 14, npnOf(1))
      yield* sold(15, 16, npnOf(3))
      const ask = (scope: typeof agency, key: string, id: string) =>
        Effect.map(at(Queries.commissions(viewer(agent(1)), scope, { limit: 9, after: { key, id } })), ({ value }) =>
          ids(value.rows)
        )
      for (const id of ["", "case-10", "~"]) assert.deepStrictEqual(yield* ask(agentOne, "agent agent-2", id), [])
      assert.deepStrictEqual(yield* ask(agentOne, "agent agent-1", "case-13"), [14])
      for (const key of ["", "~", "agent-2", "1000002 1000002"])
        assert.deepStrictEqual(yield* ask(agentOne, key, "case-10"), [13, 14])
      assert.deepStrictEqual(yield* ask(agentOne, "change 2020-01-01", ""), [])
      // Nor of another agency.
      const foreign = { limit: 9, after: { key: "agent agent-3", id: "case-0" } }
      const { value } = yield* at(Queries.commissions(viewer(agent(0)), agency, foreign))
      assert.deepStrictEqual<unknown>(value, { rows: [] })
    })
  )

  story(
    "read a bounded number of records and ask the store a bounded number of times, however many agents there are [AGY-14]",
    Effect.gen(function* () {
      const hire = (from: number, to: number) =>
        told(system, {
          ...{ _tag: "RecordRoster", agencies: [] },
          agents: Array.from({ length: to - from + 1 }, (_, n) => ({
            ...{ agentId: `agent-${from + n}`, ...agency, manager: false, employment: "Active" },
            profile: { ...portal.profile(from + n), name: { first: "Ann", last: "Reyes" } },
            certification: { state: "Certified", term: portal.term }
          }))
        })
      const { pages } = yield* counting
      yield* hire(1_000, 1_049)
      // Two with more than a page, and one policy each for others.
      yield* sold(100, 119, npnOf(1_005))
      yield* sold(120, 139, npnOf(1_006))
      for (const n of [0, 1, 2, 3, 4, 30, 31]) yield* sold(140 + n, 140 + n, npnOf(1_000 + n))
      const few = yield* pages(8)
      const expected = [...[140, 141, 142, 143, 144], ...Array.from({ length: 40 }, (_, n) => 100 + n), 170, 171]
      assert.deepStrictEqual(few.found.flat(), expected)
      // Each person with the places and the profile; the agency; whoever the page goes on with; and what is on the page.
      const records = (people: number, limit: number) => 3 * people + 1 + 2 + limit
      assert.isAtMost(few.most.read, records(53, 8))
      assert.isAtMost(few.most.asked, 9)
      // A page that begins among policies, and one that reads several agents at once.
      assert.deepStrictEqual(few.found[0], [140, 141, 142, 143, 144, 100, 101, 102])
      for (const limit of [1, 2, 5, 20, 47, 100])
        assert.deepStrictEqual((yield* pages(limit)).found.flat(), expected, String(limit))
      for (const n of [1_050, 1_300, 1_550, 1_800]) yield* hire(n, n + 249)
      const many = yield* pages(8)
      assert.deepStrictEqual(many.found.flat(), expected)
      assert.isAtMost(many.found.length, few.found.length + 2)
      // Where nobody has a policy, a page ends after so many people.
      yield* sold(200, 200, npnOf(2_049))
      const last = yield* pages(47)
      assert.deepStrictEqual(last.found, [expected, [], [200]])
      assert.isAtMost(many.most.read, records(1_000, 8))
      assert.isAtMost(last.most.read, records(1_000, 47))
      for (const { most } of [many, last]) assert.isAtMost(most.asked, 3 * 20 + 9)
    })
  )

  story(
    "are sought in ever larger parts where nothing is of the agency yet [DEL-20]",
    Effect.gen(function* () {
      const { pages } = yield* counting
      yield* sold(100, 299, npnOf(3))
      for (let n = 100; n < 300; n++) yield* changed(n, 1, "2026-03-20")
      yield* sold(300, 301, npnOf(1))
      const { found, most } = yield* pages(1)
      assert.deepStrictEqual(found.flat(), [300, 301])
      // Of 200 that go over later, each is met twice: under who will be on record, and among those that change.
      assert.isAtMost(most.asked, 50)
      assert.isAtMost(most.read, 1_000)
      const rival = yield* pages(100, { agencyId: "agency-1" as never })
      assert.deepStrictEqual(
        rival.found.map(({ length }) => length).filter((rows) => rows > 0),
        [100, 100]
      )
      assert.strictEqual(new Set(rival.found.flat()).size, 200)
      // From the day on they are the agency's.
      const later = yield* all(agency, 90, 20)
      assert.deepStrictEqual(
        ids(later),
        Array.from({ length: 202 }, (_, n) => 100 + n)
      )
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
    "go on through the agency that was left, while somebody applies there again and when that fails [AGY-14, AGT-17]",
    Effect.gen(function* () {
      yield* sold(2, 3, npnOf(2))
      const ended = { _tag: "TerminateAgent", agentId: "agent-2", forCause: false, reason: "voluntary" }
      yield* told(exchange, ended, {}, after(1))
      const left = { _tag: "SetAgentInactive", ...agency, agentId: "agent-2", reason: "left-agency" }
      yield* told(agent(0), left, {}, after(2))
      assert.deepStrictEqual(ids(yield* all(agency, 9, 2)), [2, 3])
      yield* told(exchange, { _tag: "PlaceApplicant", ...agency, agentId: "agent-2" }, {}, after(3))
      assert.deepStrictEqual(ids(yield* all(agency, 9, 3)), [2, 3])
      yield* told(exchange, { _tag: "DenyAgent", agentId: "agent-2", reason: "left-state" }, {}, after(4))
      assert.deepStrictEqual(ids(yield* all(agency, 9, 4)), [2, 3])
      yield* told(exchange, { _tag: "ReapplyAgent", agentId: "agent-2" }, {}, after(5))
      assert.deepStrictEqual(ids(yield* all(agency, 9, 5)), [2, 3])
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
        value.map(({ npns, policies, states }) => [policies, states.PlanSelected, npns]),
        [[3, 3, [npnOf(1)]]]
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
