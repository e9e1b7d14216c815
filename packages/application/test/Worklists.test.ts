import type * as DelegationList from "@agencybook/core/DelegationList"
import type * as Worklist from "@agencybook/core/Worklist"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Portal from "../src/Portal.ts"
import * as Queries from "../src/Queries.ts"
import * as portal from "./fixture/portal.ts"

const { after, agent, answered, at, consumer, envelope, exchange, held, hired, household, profile, readAll, story } =
  portal
const { request, staffOf, start, system, told, viewer } = portal
const agencyId = "agency-0" as never
const agency = { agencyId }
const staffed = Effect.all([hired(1), hired(2), hired(2, 1)])
const offices = ["manager", "staff-1", "staff-2", "service-center", "exchange"]
const part = (place: object | undefined, limit = 50) => ({ limit, ...(place && { after: place as never }) })
const all = <Row>(
  page: (request: { readonly limit: number }) => Effect.Effect<unknown, unknown, portal.Services>,
  limit: number,
  millis = start
): Effect.Effect<Array<Row>, unknown, portal.Services> =>
  Effect.map(
    readAll<Row, unknown>((place) => page(part(place, limit)) as never, Effect.void, millis),
    (pages) => pages.flat()
  )

/** New agents of an agency, submitted a day apart. */
const applicants = (count: number, first = 10, office = "agency-0") =>
  Effect.forEach(
    Array.from({ length: count }, (_, n) => n),
    (n) =>
      Effect.gen(function* () {
        const agentId = `agent-${first + n}`
        const manager = office === "agency-0" ? agent(0) : agent(3)
        yield* told(manager, { _tag: "AddAgent", agencyId: office, agentId, profile: profile(first + n) }, {}, after(n))
        yield* told(manager, { _tag: "SubmitAgent", agentId }, {}, after(n))
      })
  )
const met = (agentId: string, ...items: ReadonlyArray<string>) =>
  Effect.forEach(items, (item) =>
    item === "exam-passed"
      ? told(exchange, { _tag: "RecordExam", agentId, score: 90 }, {}, after(9))
      : told(exchange, { _tag: "RecordRequirement", agentId, item, outcome: "Met" }, {}, after(9))
  )

describe("Worklists: certifications that are stuck", () => {
  story(
    "come longest wait first, by what each is stuck at, for an agency and for the exchange [AGT-18, O-08]",
    Effect.gen(function* () {
      yield* applicants(3)
      yield* applicants(1, 20, "agency-1")
      yield* met("agent-11", "licence-validated", "lms-invited", "training-complete")
      const list = (actor: object, scope: object, filter: object, limit = 50) =>
        Effect.map(
          all<Worklist.Stuck>(
            (request) => Queries.stuckCertifications(viewer(actor), scope, filter, request),
            limit,
            after(10)
          ),
          (rows) => rows
        )
      const own = yield* list(agent(0), agency, {})
      assert.deepStrictEqual(
        own.map(({ agentId, days }) => [agentId, days]),
        [
          ["agent-10", 10],
          ["agent-11", 9],
          ["agent-12", 8]
        ]
      )
      assert.deepStrictEqual(own[1]?.next, ["exam-passed", "voter-registration-training"])
      const meant = (rows: ReadonlyArray<{ curriculum?: string; agreement?: string }>) =>
        rows.map(({ agreement, curriculum }) => `${curriculum} ${agreement}`)
      assert.deepStrictEqual(meant(own), ["agent non-monetary", "agent non-monetary", "agent non-monetary"])
      assert.deepStrictEqual(meant(yield* list(exchange, {}, {})), [...meant(own), "agent non-monetary"])
      for (const limit of [1, 2, 50]) {
        assert.deepStrictEqual(yield* list(agent(0), agency, {}, limit), own)
        const exchangeWide = yield* list(exchange, {}, {}, limit)
        assert.deepStrictEqual(
          exchangeWide.map(({ agentId }) => agentId),
          ["agent-10", "agent-20", "agent-11", "agent-12"]
        )
      }
      const ids = (filter: object, scope: object = {}) =>
        Effect.map(list(exchange, scope, filter, 1), (rows) => rows.map(({ agentId }) => agentId))
      for (const scope of [{}, agency]) {
        assert.deepStrictEqual(yield* ids({ item: "exam-passed" }, scope), ["agent-11"])
        assert.deepStrictEqual(yield* ids({ atLeastDays: 11 }, scope), [])
        assert.deepStrictEqual(yield* ids({ item: "licence-validated", atLeastDays: 9 }, agency), ["agent-10"])
      }
      assert.deepStrictEqual(yield* ids({ atLeastDays: 10 }), ["agent-10", "agent-20"])
    })
  )

  story(
    "are for offices; those of the exchange for whoever sees every roster",
    Effect.gen(function* () {
      yield* staffed
      const who = (scope: object) => answered((one) => Queries.stuckCertifications(one, scope, {}, { limit: 1 }))
      assert.deepStrictEqual(yield* who(agency), offices)
      assert.deepStrictEqual(yield* who({}), ["service-center", "exchange"])
    })
  )
})

describe("Worklists: what runs out", () => {
  const upload = (type: string, expiresOn: string, office = "agency-0") =>
    told(office === "agency-0" ? agent(0) : agent(3), {
      _tag: "UploadAgencyDocument",
      agencyId: office,
      document: { type, expiresOn, ...portal.paper }
    })

  story(
    "comes soonest first, over or soon: licences, terms, documents",
    Effect.gen(function* () {
      yield* told(system, {
        _tag: "RecordLicence",
        agentId: "agent-2",
        licence: { ...profile(2).licence, expiresOn: "2026-03-20" }
      })
      yield* upload("e-and-o", "2026-03-10")
      yield* upload("other", "2026-04-01")
      yield* upload("e-and-o", "2026-03-05", "agency-1")
      const list = (scope: object, what: string, before: string, limit = 1, millis = start) =>
        Effect.map(
          all<Worklist.Expiring>(
            (request) =>
              Queries.expiring(
                viewer(exchange),
                scope,
                { what: what as never, before: before as never },
                request
              ) as never,
            limit,
            millis
          ),
          (rows) => rows.map(({ agencyId, agentId, lastDay, over }) => [agentId, agencyId, lastDay, over])
        )
      for (const scope of [{}, agency]) {
        assert.deepStrictEqual<unknown>(yield* list(scope, "licence", "2026-03-20"), [])
        assert.deepStrictEqual<unknown>(yield* list(scope, "licence", "2026-03-21"), [
          ["agent-2", "agency-0", "2026-03-20", false]
        ])
        assert.deepStrictEqual<unknown>(yield* list(scope, "licence", "2026-03-21", 5, after(18)), [
          ["agent-2", "agency-0", "2026-03-20", true]
        ])
        // The term ends with the year, and its last day is the day before.
        assert.deepStrictEqual<unknown>(yield* list(scope, "term", "2026-12-31"), [])
        assert.strictEqual((yield* list(scope, "term", "2027-01-01")).length, scope === agency ? 3 : 4)
      }
      assert.deepStrictEqual<unknown>(yield* list({}, "document", "2026-12-31"), [
        [undefined, "agency-1", "2026-03-05", false],
        [undefined, "agency-0", "2026-03-10", false]
      ])
      const { value } = yield* at(
        Queries.expiring(viewer(agent(0)), agency, { what: "document", before: "2026-12-31" as never }, { limit: 5 })
      )
      assert.deepStrictEqual(
        value.rows[0]?.documents?.map(({ type }) => type),
        ["e-and-o", "other"]
      )
    })
  )

  story(
    "is for offices and the exchange",
    Effect.gen(function* () {
      yield* staffed
      for (const what of ["licence", "term", "document"] as const) {
        const who = (scope: object) =>
          answered((one) => Queries.expiring(one, scope, { what, before: "2026-04-01" as never }, { limit: 1 }))
        assert.deepStrictEqual(yield* who(agency), offices, what)
        assert.deepStrictEqual(yield* who({}), ["service-center", "exchange"], what)
      }
    })
  )
})

describe("Worklists: requests", () => {
  story(
    "age on the calendar of the exchange, the oldest first, of an agent, an agency or everybody [DEL-23]",
    Effect.gen(function* () {
      yield* told(consumer(2), request(2, 2))
      yield* told(consumer(3), request(3, 3), {}, after(2))
      yield* told(consumer(0), request(0, 2), {}, after(4))
      const list = (actor: object, scope: object, filter: object, limit = 50) =>
        Effect.map(
          all<DelegationList.Line & Worklist.Ageing>(
            (page) => Queries.ageingRequests(viewer(actor), scope as never, filter, page),
            limit,
            after(5)
          ),
          (rows) => rows.map(({ caseNumber, days, expiresOn }) => [caseNumber, days, expiresOn])
        )
      const first = ["10000002", 5, "2026-04-02"]
      const second = ["10000003", 3, "2026-04-04"]
      const third = ["10000000", 1, "2026-04-06"]
      for (const limit of [1, 2, 50]) {
        assert.deepStrictEqual<unknown>(yield* list(exchange, {}, {}, limit), [first, second, third])
        assert.deepStrictEqual<unknown>(yield* list(agent(0), agency, {}, limit), [first, third])
        assert.deepStrictEqual<unknown>(yield* list(agent(2), { ...agency, agentId: "agent-2" }, {}, limit), [
          first,
          third
        ])
      }
      for (const [scope, found] of [
        [{}, [first, second]],
        [agency, [first]]
      ] as const)
        assert.deepStrictEqual<unknown>(yield* list(exchange, scope, { atLeastDays: 3 }), found)
      yield* told(agent(2), { _tag: "DeclineRequest", delegationId: "r-2" }, {}, after(5))
      assert.deepStrictEqual<unknown>(yield* list(exchange, agency, {}), [third])
    })
  )

  story(
    "are for those who answer them",
    Effect.gen(function* () {
      yield* staffed
      const who = (scope: object) => answered((one) => Queries.ageingRequests(one, scope as never, {}, { limit: 1 }))
      assert.deepStrictEqual(yield* who(agency), ["manager", "exchange"])
      assert.deepStrictEqual(yield* who({ ...agency, agentId: "agent-1" }), ["manager", "colleague", "exchange"])
      assert.deepStrictEqual(yield* who({}), ["exchange"])
    })
  )
})

describe("Worklists: cases that nobody may work", () => {
  const list = (actor: object, scope: object, limit = 50, millis = start) =>
    Effect.map(
      all<Worklist.Idle>((request) => Queries.idleCases(viewer(actor), scope, request), limit, millis),
      (rows) => rows.map(({ agencyId, agentId, cases, gaps }) => [agentId ?? agencyId, gaps.join(" "), cases])
    )

  story(
    "are found by every cause, once each, and only where there are cases [EMP-02, AGY-11]",
    Effect.gen(function* () {
      yield* told(system, held(10, 14, 2))
      yield* told(system, {
        _tag: "RecordCases",
        entries: [30, 31, 32].map((n) => ({
          case: household(n),
          delegate: { agentId: "agent-3", agencyId: "agency-1", since: "2026-02-01T18:00:00.000Z" }
        }))
      })
      const everywhere = Effect.gen(function* () {
        const whole = yield* list(exchange, {})
        for (const limit of [1, 2, 3]) assert.deepStrictEqual(yield* list(exchange, {}, limit), whole)
        return whole
      })
      assert.deepStrictEqual(yield* everywhere, [])
      yield* told(exchange, { _tag: "SuspendAgent", agentId: "agent-1", reason: "under-investigation" })
      const first = ["agent-1", "not-certified", 2]
      assert.deepStrictEqual<unknown>(yield* everywhere, [first])
      assert.deepStrictEqual<unknown>(yield* list(agent(0), agency), [first])
      yield* told(system, {
        _tag: "RecordLicence",
        agentId: "agent-2",
        licence: { ...profile(2).licence, expiresOn: "2026-03-05" }
      })
      assert.deepStrictEqual<unknown>(yield* list(agent(0), agency, 1, after(5)), [
        first,
        ["agent-2", "not-licensed", 5]
      ])
      assert.deepStrictEqual<unknown>(yield* list(exchange, {}, 1, after(5)), [first, ["agent-2", "not-licensed", 5]])
      yield* told(exchange, { _tag: "SuspendAgency", agencyId: "agency-1", reason: "agreement-lapsed" })
      assert.deepStrictEqual<unknown>(yield* list(exchange, {}, 1, after(5)), [
        ["agency-1", "agency-not-certified", 3],
        first,
        ["agent-2", "not-licensed", 5]
      ])
      // Terms end with the year, for everybody at once; each is found under one cause.
      const late = yield* list(exchange, {}, 2, Date.UTC(2027, 0, 2, 20))
      assert.deepStrictEqual<unknown>(
        late.map(([who, , cases]) => [who, cases]),
        [
          ["agency-1", 3],
          ["agent-1", 2],
          ["agent-2", 5],
          ["agent-3", 3]
        ]
      )
    })
  )

  story(
    "are for those who may transfer them",
    Effect.gen(function* () {
      yield* staffed
      const who = (scope: object) => answered((one) => Queries.idleCases(one, scope, { limit: 1 }))
      assert.deepStrictEqual(yield* who(agency), ["manager", "staff-2", "exchange"])
      assert.deepStrictEqual(yield* who({}), ["exchange"])
    })
  )
})

describe("Worklists: agents of record", () => {
  const coverage = (aorNpn: string) => ({
    state: "Effectuated",
    carrier: "Golden Health",
    plan: "Silver 70",
    metal: "Silver",
    effectiveOn: "2026-01-01",
    grossPremium: 41_250,
    aptc: 20_000,
    pastDue: false,
    aorNpn
  })

  story(
    "who differ from the delegates, by case number [DEL-20]",
    Effect.gen(function* () {
      const entries = [0, 1].map((n) => ({ case: { ...household(n), coverage: coverage(`100000${n}`) } }))
      yield* told(system, { _tag: "RecordCases", entries })
      const list = (actor: object, scope: object) =>
        Effect.map(at(Queries.agentOfRecordMismatches(viewer(actor), scope as never, { limit: 5 })), ({ value }) =>
          value.rows.map(({ agentId, aorNpn, caseNumber }) => [caseNumber, agentId as string, aorNpn])
        )
      assert.deepStrictEqual(yield* list(agent(0), agency), [["10000000", "agent-1", "1000000"]])
      assert.deepStrictEqual(yield* list(agent(1), { ...agency, agentId: "agent-1" }), [
        ["10000000", "agent-1", "1000000"]
      ])
      yield* told(exchange, {
        _tag: "ChangeAgentOfRecord",
        caseId: "case-0",
        agentId: "agent-1",
        from: "2026-03-03",
        reason: "correction"
      })
      assert.deepStrictEqual(yield* list(agent(0), agency), [])
    })
  )

  story(
    "name a policy beside the main one, page by page, and an agency is told of its case [DEL-20]",
    Effect.gen(function* () {
      const dental = (n: number, aorNpn: string) => {
        const { metal: _, ...terms } = coverage(aorNpn)
        return { ...terms, policyId: `dental-${n}`, kind: "dental", year: 2026 }
      }
      const policies = [dental(1, "1000000"), dental(2, "1000001"), dental(3, "1000002")]
      const entries = [{ case: { ...household(0), coverage: coverage("1000001"), policies } }]
      yield* told(system, { _tag: "RecordCases", entries })
      const page = (after?: object) =>
        Effect.map(
          at(
            Queries.agentOfRecordMismatches(viewer(agent(0)), agency as never, {
              limit: 1,
              ...((after === undefined ? {} : { after }) as object)
            })
          ),
          ({ value }) => value
        )
      const first = yield* page()
      const second = yield* page(first.next)
      assert.deepStrictEqual(
        [...first.rows, ...second.rows].map(({ aorNpn, caseNumber, policyId }) => [caseNumber, policyId, aorNpn]),
        [
          ["10000000", "dental-1", "1000000"],
          ["10000000", "dental-3", "1000002"]
        ]
      )
      assert.isUndefined(second.next)
      const reported = yield* told(system, { _tag: "ReportAgentsOfRecord", agencyId: "agency-0", on: "2026-03-03" })
      assert.deepNestedInclude(reported.events[0], { "differing[0].caseIds": ["case-0"] })
    })
  )

  story(
    "are seen with the book",
    Effect.gen(function* () {
      yield* staffed
      const who = (scope: object) =>
        answered((one) => Queries.agentOfRecordMismatches(one, scope as never, { limit: 1 }))
      assert.deepStrictEqual(yield* who(agency), ["manager", "staff-1", "staff-2", "exchange"])
      assert.deepStrictEqual(yield* who({ ...agency, agentId: "agent-1" }), [
        ...["manager", "colleague", "staff-1", "staff-2", "exchange"]
      ])
      assert.strictEqual(staffOf(1).level, 1)
    })
  )
})

describe("Portal: worklists for hosts without Effect", () => {
  it("take plain data, and refuse what cannot be read", async () => {
    const one = Portal.make({ now: () => start })
    try {
      for (const command of [portal.roster, portal.cases]) await one.executeUnknown(envelope(system, command))
      const who = { actor: exchange }
      for (const scope of [{}, { agencyId: "agency-0" }]) {
        assert.isTrue((await one.stuckCertifications(who, scope, { item: "fee-paid" }, { limit: 1 })).ok)
        assert.isTrue((await one.expiring(who, scope, { what: "term", before: "2027-02-01" }, { limit: 1 })).ok)
        assert.isTrue((await one.ageingRequests(who, scope, { atLeastDays: 3 }, { limit: 1 })).ok)
        assert.isTrue((await one.idleCases(who, scope, { limit: 1 })).ok)
      }
      assert.isTrue((await one.agentOfRecordMismatches(who, { agencyId: "agency-0" }, { limit: 1 })).ok)
      for (const answer of [
        await one.stuckCertifications(who, {}, { item: "patience" as never }, { limit: 1 }),
        await one.expiring(who, {}, { what: "term", before: "soon" }, { limit: 1 }),
        await one.ageingRequests(who, { agentId: "agent-0" }, {}, { limit: 1 }),
        await one.ageingRequests(who, {}, { atLeastDays: -1 }, { limit: 1 }),
        await one.idleCases(who, { agencyId: "no agency!" }, { limit: 1 }),
        await one.agentOfRecordMismatches(who, {} as never, { limit: 1 })
      ])
        assert.deepNestedInclude(answer, { ok: false, "refusal._tag": "Malformed" })
    } finally {
      await one.close()
    }
  })
})
