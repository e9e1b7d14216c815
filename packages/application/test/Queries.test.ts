import * as Dates from "@agencybook/core/CalendarDate"
import type * as Page from "@agencybook/core/Page"
import { assert, describe } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Queries from "../src/Queries.ts"
import * as portal from "./fixture/portal.ts"

const { agent, answered, at, consumer, exchange, hired, serviceCenter, staffOf, story, system, told, viewer } = portal
const agency = (n = 0) => ({ agencyId: `agency-${n}` as never })
const own = (n: number, agencyNumber = 0) => ({ ...agency(agencyNumber), agentId: `agent-${n}` as never })
const everybody = {
  manager: agent(0),
  colleague: agent(1),
  stranger: agent(3),
  "staff-1": staffOf(1),
  "foreign staff": staffOf(2, 1),
  consumer: consumer(0),
  counselor: { _tag: "Counselor", userId: "u-1" },
  "service-center": serviceCenter,
  exchange,
  system
}
type Who = keyof typeof everybody

const allowed = <E>(ask: (one: Queries.Viewer) => Effect.Effect<unknown, E, portal.Services>) =>
  answered(ask, portal.start, everybody) as Effect.Effect<ReadonlyArray<Who>, never, portal.Services>
const refused = <A, E>(effect: Effect.Effect<A, E, portal.Services>) => Effect.flip(at(effect))

describe("Queries: who is answered", () => {
  story(
    "asks for a permission for every question",
    Effect.gen(function* () {
      yield* hired(1)
      yield* hired(2, 1)
      const offices: ReadonlyArray<Who> = ["manager", "staff-1", "exchange"]
      assert.deepStrictEqual(yield* allowed((one) => Queries.roster(one, agency().agencyId)), [
        ...["manager", "staff-1", "service-center", "exchange"]
      ] as Array<Who>)
      assert.deepStrictEqual(yield* allowed((one) => Queries.account(one, agency().agencyId)), [
        ...["manager", "staff-1", "service-center", "exchange"]
      ] as Array<Who>)
      assert.deepStrictEqual(yield* allowed((one) => Queries.book(one, agency())), offices)
      assert.deepStrictEqual(yield* allowed((one) => Queries.book(one, own(1))), [
        ...["manager", "colleague", "staff-1", "exchange"]
      ] as Array<Who>)
      assert.deepStrictEqual(yield* allowed((one) => Queries.directory(one, {}, { limit: 9 })), [
        ...["manager", "colleague", "stranger", "consumer", "counselor", "service-center", "exchange", "system"]
      ] as Array<Who>)
      assert.deepStrictEqual(
        yield* allowed((one) => Queries.agentAt(one, "case-0" as never, "2026-03-01T00:00:00.000Z" as never)),
        [...["manager", "colleague", "consumer", "service-center", "exchange"]] as Array<Who>
      )
    })
  )

  story(
    "shows the account of an agency with what its manager has changed, and says when there is none [AGY-08]",
    Effect.gen(function* () {
      const site = { siteId: "harbor", name: "Harbor office", address: portal.details(1).site }
      yield* told(agent(0), { _tag: "SetAgencySite", agencyId: "agency-0", site, primary: true })
      const document = {
        type: "e-and-o",
        expiresOn: "2026-12-31",
        file: { documentId: "d-1", name: "E&O.pdf", mediaType: "application/pdf", bytes: 7, sha256: "ab".repeat(32) }
      }
      yield* told(agent(0), { _tag: "UploadAgencyDocument", agencyId: "agency-0", document })
      const { value } = yield* at(Queries.account(viewer(agent(0)), "agency-0" as never))
      assert.deepStrictEqual(
        value.sites.map(({ siteId }) => siteId as string),
        ["harbor", "main"]
      )
      assert.deepStrictEqual(
        value.documents.map(({ state, type }) => `${type} ${state}`),
        ["e-and-o current", "payee-data missing"]
      )
      assert.deepNestedInclude(value, {
        "documents[0].uploadedBy": "agent/agent-0",
        "documents[0].file.name": "E&O.pdf"
      })
      const none = yield* refused(Queries.account(viewer(exchange), "agency-77" as never))
      assert.deepInclude(none, { code: "UnknownAgency" })
    })
  )

  story(
    "does not tell a refused question about a stranger's agency from one about none [G5]",
    Effect.gen(function* () {
      const one = yield* refused(Queries.roster(viewer(agent(3)), "agency-0" as never))
      const none = yield* refused(Queries.roster(viewer(agent(3)), "agency-77" as never))
      assert.deepStrictEqual(one, none)
    })
  )

  story(
    "stops answering in the moment in which the asker loses authority [G4]",
    Effect.gen(function* () {
      const ask = Queries.book(viewer(agent(1)), own(1))
      assert.strictEqual((yield* at(ask)).value.length, 2)
      yield* told(exchange, { _tag: "SuspendAgent", agentId: "agent-1", reason: "breach" })
      assert.deepInclude(yield* refused(ask), { code: "AgentWithoutAuthority" })
    })
  )

  story(
    "shows a manager in a session the book of the agent acted for, and no other as the own one",
    Effect.gen(function* () {
      yield* told(agent(0), { _tag: "OpenActing", actingId: "s-1", agencyId: "agency-0", agentId: "agent-1" })
      assert.strictEqual((yield* at(Queries.book(viewer(agent(0), "s-1"), own(1)))).value.length, 2)
      assert.deepInclude(yield* refused(Queries.book(viewer(agent(0), "s-1"), own(2))), { code: "NotPermitted" })
      assert.deepInclude(yield* refused(Queries.book(viewer(agent(2), "s-1"), own(1))), { code: "ActingNotAllowed" })
      yield* told(exchange, { _tag: "SuspendAgent", agentId: "agent-1", reason: "breach" })
      const frozen = (yield* at(Queries.book(viewer(agent(0), "s-1"), own(1)))).value
      assert.deepStrictEqual(
        frozen.map(({ delegationState }) => delegationState),
        ["Frozen", "Frozen"]
      )
      assert.deepInclude(yield* refused(Queries.book(viewer(agent(0), "s-1"), own(2))), { code: "NotPermitted" })
    })
  )
})

describe("Queries: what is answered", () => {
  const transfer = {
    _tag: "TransferBook",
    transferId: "t-1",
    agencyId: "agency-0",
    fromAgentId: "agent-1",
    toAgentId: "agent-2",
    reason: "leave"
  } as const

  story(
    "gives the agency's book as the union of its agents' books [BOB-02]",
    Effect.gen(function* () {
      yield* told(agent(0), { ...transfer, only: ["missing", "sent-none"] }).pipe(Effect.ignoreCause)
      const whole = yield* at(Queries.book(viewer(agent(0)), agency()))
      const parts = yield* Effect.forEach([0, 1, 2], (n) => at(Queries.book(viewer(agent(0)), own(n))))
      assert.deepStrictEqual(
        parts.flatMap(({ value }) => value),
        [...whole.value]
      )
      assert.strictEqual(whole.asOf, Dates.fromMillis(portal.start))
    })
  )

  story(
    "previews a transfer as it will be made, without making it [TRF-07]",
    Effect.gen(function* () {
      const before = yield* portal.left
      const { value: plan } = yield* at(Queries.previewTransfer(viewer(agent(0)), transfer as never))
      assert.deepStrictEqual(yield* portal.left, before)
      const done = yield* told(agent(0), transfer)
      const cases = done.events.flatMap((event) => (event._tag === "DelegationOpened" ? [event.delegation.caseId] : []))
      assert.deepStrictEqual(
        plan.rows.map(({ caseId }) => caseId),
        cases
      )
      assert.deepStrictEqual(
        [plan.before, plan.after],
        [
          { source: 2, target: 0 },
          { source: 0, target: 2 }
        ]
      )
      assert.deepInclude(
        yield* refused(Queries.previewTransfer(viewer(agent(0)), { ...transfer, toAgentId: "agent-3" } as never)),
        {
          code: "TransferOutsideRoster"
        }
      )
    })
  )

  story(
    "says who was the agent on a day, at every boundary and never two [DEL-10]",
    Effect.gen(function* () {
      yield* told(agent(0), transfer)
      const delegate = (instant: string) =>
        Effect.map(
          at(Queries.agentAt(viewer(serviceCenter), "case-0" as never, instant as never)),
          ({ value }) => value.delegate?.agentId as string | undefined
        )
      assert.isUndefined(yield* delegate("2026-02-01T17:59:59.999Z"))
      assert.strictEqual(yield* delegate("2026-02-01T18:00:00.000Z"), "agent-1")
      assert.strictEqual(yield* delegate("2026-03-03T17:59:59.999Z"), "agent-1")
      assert.strictEqual(yield* delegate("2026-03-03T18:00:00.000Z"), "agent-2")
      assert.strictEqual(yield* delegate("2030-01-01T00:00:00.000Z"), "agent-2")
    })
  )

  story(
    "lists only agents who may be asked today",
    Effect.gen(function* () {
      yield* told(exchange, { _tag: "SuspendAgency", agencyId: "agency-1", reason: "agreement-lapsed" })
      const { value } = yield* at(Queries.directory(viewer(consumer(0)), { name: "reyes" }, { limit: 9 }))
      assert.deepStrictEqual(
        value.rows.map(({ agentId }) => agentId as string),
        ["agent-0", "agent-1", "agent-2"]
      )
    })
  )
})

describe("Queries: what staff may and see", () => {
  const ask = (actor: object, capability: Parameters<typeof Queries.may>[1], about: object) =>
    Effect.map(at(Queries.may(viewer(actor), capability, about as never)), ({ value }) =>
      value._tag === "Granted" ? value.role : value.code
    )

  story(
    "lists the agency's staff with what they may, for managers, level 2 and the exchange [STF-01]",
    Effect.gen(function* () {
      yield* hired(2)
      yield* told(agent(0), {
        _tag: "AddStaff",
        agencyId: "agency-0",
        userId: "new",
        details: { name: { first: "Lee", last: "New" }, email: "new@login.example" },
        level: 1
      })
      for (const actor of [agent(0), staffOf(2), exchange]) {
        const { value } = yield* at(Queries.staff(viewer(actor), "agency-0" as never, { limit: 9 }))
        assert.deepStrictEqual(
          value.rows.map(({ approval, mayAct, name }) => [name, approval, mayAct]),
          [
            ["Sam Ortiz", "Approved", true],
            ["Lee New", "Pending", false]
          ]
        )
      }
      const list = Queries.staff(viewer(agent(1)), "agency-0" as never, { limit: 1 })
      assert.deepInclude(yield* refused(list), { code: "NotPermitted" })
    })
  )

  story(
    "lists the agency's staff page by page, past ones included, whoever is added between two pages [STF-01]",
    Effect.gen(function* () {
      const add = (userId: string, agency = 0) =>
        told(agent(agency === 0 ? 0 : 3), {
          ...{ _tag: "AddStaff", agencyId: `agency-${agency}`, userId, level: 1 },
          details: { name: { first: "Lee", last: "New" }, email: `${userId}@login.example` }
        })
      for (const n of [5, 1, 4, 2, 3]) yield* add(`helper-${n}`)
      yield* add("helper-25", 1)
      yield* told(exchange, { _tag: "DenyStaff", userId: "helper-4", reason: "application-incomplete" })
      const list = (limit: number, after?: Page.Place) =>
        Queries.staff(viewer(agent(0)), "agency-0" as never, { limit, ...(after && { after }) })
      const all = (limit: number, between?: Effect.Effect<unknown, never, portal.Services>) =>
        Effect.map(
          portal.readAll<Queries.StaffLine, unknown>((after) => list(limit, after), between),
          (pages) => pages.map((rows) => rows.map(({ userId }) => userId.replace("helper-", "")).join(" "))
        )
      assert.deepStrictEqual(yield* all(5), ["1 2 3 4 5"])
      assert.deepStrictEqual(yield* all(4), ["1 2 3 4", "5"])
      const { value } = yield* at(list(1, { key: "agency-0", id: "helper-3" }))
      assert.deepStrictEqual(
        value.rows.map(({ approval, mayAct }) => [approval, mayAct]),
        [["Denied", false]]
      )
      // A place that somebody made up leads no further than the own list.
      assert.deepStrictEqual((yield* at(list(9, { key: "agency-1", id: "" }))).value, { rows: [] })
      let page = 0
      const between = Effect.suspend(() => (page++ > 0 ? Effect.void : Effect.all([add("helper-0"), add("helper-35")])))
      assert.deepStrictEqual(yield* all(2, between), ["1 2", "3 35", "4 5"])
    })
  )

  story(
    "shows staff the active list only, and nothing once they are disabled [STF-02] [STF-06]",
    Effect.gen(function* () {
      yield* hired(1)
      const count = Effect.map(at(Queries.book(viewer(staffOf(1)), own(1))), ({ value }) => value.length)
      assert.strictEqual(yield* count, 2)
      yield* told(exchange, { _tag: "SuspendAgent", agentId: "agent-1", reason: "under-investigation" })
      assert.strictEqual(yield* count, 0)
      assert.strictEqual((yield* at(Queries.book(viewer(agent(0)), own(1)))).value.length, 2)
      yield* told(agent(0), { _tag: "SetStaffInactive", userId: staffOf(1).userId })
      assert.deepInclude(yield* refused(Queries.book(viewer(staffOf(1)), own(1))), { code: "StaffWithoutApproval" })
    })
  )

  story(
    "answers a host that keeps applications: by the case, its delegate and the record of the asker [STF-06]",
    Effect.gen(function* () {
      yield* hired(1)
      yield* hired(2, 1)
      const caseId = "case-0"
      const about = { caseId }
      assert.strictEqual(yield* ask(staffOf(1), "update-application", about), "staff-1")
      // Nothing is submitted before the consumer's word is on record, for staff one that names them. @rule CON-01
      assert.strictEqual(yield* ask(staffOf(1), "submit-application", about), "NoConsentInForce")
      const terms = {
        grantee: { _tag: "Agency", agencyId: "agency-0", agentId: "agent-1" },
        otherUsers: ["staff"],
        scopes: ["complete-application", "submit-with-signature"],
        purpose: "apply-and-enroll",
        rescindHow: ["online"],
        channel: "electronic-signature",
        evidence: { type: "portal-record", ref: "signed-0" }
      }
      yield* told(consumer(0), { _tag: "GrantConsent", consentId: "given-0", caseId, terms, signedBy: "Cora Quint" })
      assert.strictEqual(yield* ask(staffOf(1), "submit-application", about), "staff-1")
      assert.strictEqual(yield* ask(staffOf(1), "choose-plan", about), "NotPermitted")
      assert.strictEqual(yield* ask(staffOf(2, 1), "update-application", about), "NotPermitted")
      // Whatever agent the asker names: the case says who holds it.
      const claimed = { caseId, agentId: "agent-3", agencyId: "agency-1" }
      assert.strictEqual(yield* ask(staffOf(2, 1), "update-application", claimed), "NotPermitted")
      assert.strictEqual(yield* ask(agent(1), "choose-plan", about), "agent")
      assert.strictEqual(yield* ask(agent(2), "choose-plan", about), "NotPermitted")
      assert.strictEqual(yield* ask(agent(0), "choose-plan", about), "manager")
      const named = { agentId: "agent-1", agencyId: "agency-0" }
      assert.strictEqual(yield* ask(staffOf(1), "start-application", named), "staff-1")
      yield* told(exchange, { _tag: "SuspendAgent", agentId: "agent-1", reason: "under-investigation" })
      assert.strictEqual(yield* ask(staffOf(1), "start-application", named), "CaseNotHeld")
      // Frozen: nobody of the agency works on it, and its consumer still does.
      assert.strictEqual(yield* ask(staffOf(1), "update-application", about), "NotPermitted")
      assert.strictEqual(yield* ask({ _tag: "Consumer", caseId }, "choose-plan", about), "consumer")
    })
  )
})
