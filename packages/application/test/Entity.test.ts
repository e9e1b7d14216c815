import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Portal from "../src/Portal.ts"
import * as Queries from "../src/Queries.ts"
import * as portal from "./fixture/portal.ts"

const { at, consumer, envelope, exchange, execute, story, told } = portal

const counselor = { _tag: "Counselor", userId: "cec-1" } as const
const grant = (consentId: string) => ({
  _tag: "GrantConsent",
  consentId,
  caseId: "case-2",
  terms: {
    grantee: { _tag: "Counselor", counselorId: "cec-1" },
    otherUsers: [],
    scopes: ["complete-application"],
    purpose: "apply-and-enroll",
    rescindHow: ["phone"],
    channel: "electronic-signature",
    evidence: { type: "portal-record", ref: "signed-1" }
  },
  signedBy: "Cora Quint"
})
const registered = Effect.gen(function* () {
  yield* told(exchange, { _tag: "RegisterEntity", entityId: "entity-1", name: "Open Door" })
  yield* told(exchange, { _tag: "CertifyEntity", entityId: "entity-1", through: "2026-12-31" })
  const name = { first: "Cleo", last: "Nash" }
  yield* told(exchange, { _tag: "AddCounselor", counselorId: "cec-1", entityId: "entity-1", name })
})
const may = (capability: "update-application" | "submit-application", caseId = "case-2") =>
  Effect.map(at(Queries.may({ actor: counselor as never }, capability, { caseId: caseId as never })), ({ value }) =>
    value._tag === "Refused" ? `${value.rule} ${value.code}` : `${value.role} ${value.permission}`
  )

describe("Enrollment entities through the whole path", () => {
  story(
    "an unknown counselor is refused with the way out, in a consent and at the case [ENT-01]",
    Effect.gen(function* () {
      assert.deepInclude(yield* Effect.flip(execute(envelope(consumer(2), grant("consent-1")))), {
        code: "CounselorWithoutStanding",
        remedy: "have the exchange add the counselor to an enrollment entity, and certify or reinstate the entity"
      })
      assert.strictEqual(yield* may("update-application"), "ENT-01 CounselorWithoutStanding")
    })
  )

  story(
    "a consumer finds the listed counselors of certified entities by place and language [DEL-02]",
    Effect.gen(function* () {
      yield* registered
      const found = (criteria: Parameters<typeof Queries.counselorDirectory>[1]) =>
        Effect.map(
          at(Queries.counselorDirectory({ actor: consumer(2) as never }, criteria, { limit: 9 })),
          ({ value }) => ("rows" in value ? value.rows.map(({ name }) => name) : assert.fail("no page"))
        )
      assert.deepStrictEqual(yield* found({}), [])
      const listing = { languages: ["es"], acceptsNewClients: true, listInDirectory: true }
      yield* told(exchange, { _tag: "SetCounselorListing", counselorId: "cec-1", listing })
      const address = { street: "1 Main St", city: "Davis", county: "Yolo", state: "CA", zip: "95616" }
      const sites = [{ siteId: "main", name: "Open Door", address }]
      yield* told(exchange, { _tag: "SetEntitySites", entityId: "entity-1", sites })
      assert.deepStrictEqual(yield* found({ city: "davis", language: "es" as never }), ["Cleo Nash"])
      assert.deepStrictEqual(yield* found({ city: "Fresno" }), [])
      yield* told(exchange, { _tag: "SuspendEntity", entityId: "entity-1", reason: "under-investigation" })
      assert.deepStrictEqual(yield* found({}), [])
    })
  )

  story(
    "a counselor helps with what the consumer has allowed, while the entity is certified [ENT-01 DEL-28]",
    Effect.gen(function* () {
      yield* registered
      assert.strictEqual(yield* may("update-application"), "DEL-28 NotAllowedByConsumer")
      yield* told(consumer(2), grant("consent-1"))
      assert.strictEqual(yield* may("update-application"), "counselor P-18")
      assert.strictEqual(yield* may("submit-application"), "DEL-28 NotAllowedByConsumer")
      assert.strictEqual(yield* may("update-application", "case-1"), "DEL-28 NotAllowedByConsumer")
      yield* told(exchange, { _tag: "SuspendEntity", entityId: "entity-1", reason: "under-investigation" })
      assert.strictEqual(yield* may("update-application"), "ENT-01 CounselorWithoutStanding")
      yield* told(exchange, { _tag: "ReinstateEntity", entityId: "entity-1" })
      assert.strictEqual(yield* may("update-application"), "counselor P-18")
      yield* told(exchange, { _tag: "EndCounselor", counselorId: "cec-1", reason: "left" })
      assert.strictEqual(yield* may("update-application"), "ENT-01 CounselorWithoutStanding")
    })
  )

  story(
    "a consent is in force again for a counselor who comes back, and never after a breach [ENT-01 CON-03]",
    Effect.gen(function* () {
      yield* registered
      yield* told(exchange, { _tag: "RegisterEntity", entityId: "entity-2", name: "Second Door" })
      yield* told(exchange, { _tag: "CertifyEntity", entityId: "entity-2", through: "2026-12-31" })
      yield* told(consumer(2), grant("consent-1"))
      const name = { first: "Cleo", last: "Nash" }
      const again = { _tag: "AddCounselor", counselorId: "cec-1", entityId: "entity-2", name }
      yield* told(exchange, { _tag: "EndCounselor", counselorId: "cec-1", reason: "left" })
      yield* told(exchange, again)
      assert.strictEqual(yield* may("update-application"), "counselor P-18")
      yield* told(exchange, { _tag: "EndCounselor", counselorId: "cec-1", reason: "breach" })
      assert.deepInclude(yield* Effect.flip(execute(envelope(exchange, again))), { code: "CounselorBreached" })
      assert.strictEqual(yield* may("update-application"), "ENT-01 CounselorWithoutStanding")
    })
  )

  story(
    "are listed with their counselors and what each lacks, page by page, past ones included [ENT-01]",
    Effect.gen(function* () {
      yield* registered
      for (const n of [2, 3, 4]) {
        yield* told(exchange, { _tag: "RegisterEntity", entityId: `entity-${n}`, name: `Second Door ${n}` })
        const name = { first: "Cleo", last: `Nash${"abcd"[n]}` }
        yield* told(exchange, { _tag: "AddCounselor", counselorId: `cec-${n}`, entityId: "entity-1", name })
      }
      yield* told(exchange, { _tag: "EndEntity", entityId: "entity-3", reason: "agreement-over" })
      yield* told(exchange, { _tag: "EndCounselor", counselorId: "cec-2", reason: "left" })
      const who = { actor: portal.serviceCenter } as never
      const all = (filter: object, limit: number) =>
        Effect.map(
          portal.readAll<Queries.EntityLine, unknown>(
            (after) => Queries.entities(who, filter, { limit, ...(after && { after }) }) as never
          ),
          (pages) => pages.flat().map(({ certification, certified, entityId }) => [entityId, certification, certified])
        )
      const lines = [
        ["entity-1", "Certified", true],
        ["entity-2", "Registered", false],
        ["entity-3", "Ended", false],
        ["entity-4", "Registered", false]
      ]
      for (const limit of [1, 2, 9]) {
        assert.deepStrictEqual<unknown>(yield* all({}, limit), lines)
        assert.deepStrictEqual<unknown>(yield* all({ certification: "Registered" }, limit), [lines[1], lines[3]])
      }
      const first = yield* at(Queries.counselors(who, "entity-1" as never, { limit: 2 }))
      assert.deepStrictEqual<unknown>(
        first.value.rows.map(({ counselorId, gaps, name, reason, state }) => [counselorId, name, state, reason, gaps]),
        [
          ["cec-1", "Cleo Nash", "Active", undefined, []],
          ["cec-2", "Cleo Nashc", "Ended", "left", ["ended"]]
        ]
      )
      assert.deepInclude<unknown>(first.value.entity, { name: "Open Door", through: "2026-12-31" })
      const { next } = first.value
      const rest = yield* at(Queries.counselors(who, "entity-1" as never, { limit: 2, ...(next && { after: next }) }))
      assert.deepStrictEqual<unknown>(
        [rest.value.rows.map(({ counselorId }) => counselorId), rest.value.next],
        [["cec-3", "cec-4"], undefined]
      )
      yield* told(exchange, { _tag: "SuspendEntity", entityId: "entity-1", reason: "breach" })
      const suspended = yield* at(Queries.counselors(who, "entity-1" as never, { limit: 9 }))
      assert.deepStrictEqual(
        suspended.value.rows.map(({ gaps }) => gaps.join(" ")),
        ["entity-not-certified", "ended entity-not-certified", "entity-not-certified", "entity-not-certified"]
      )
      const missing = yield* Effect.flip(at(Queries.counselors(who, "entity-9" as never, { limit: 1 })))
      assert.deepInclude(missing, { code: "UnknownEntity", rule: "ENT-01" })
      const offices = ["service-center", "exchange"]
      assert.deepStrictEqual(yield* portal.answered((one) => Queries.entities(one, {}, { limit: 1 })), offices)
      const one = portal.answered((each) => Queries.counselors(each, "entity-1" as never, { limit: 1 }))
      assert.deepStrictEqual(yield* one, offices)
    })
  )

  it("are asked for by hosts without Effect, who are told which field cannot be read", async () => {
    const book = Portal.make({ now: () => portal.start })
    const who = { actor: exchange } as never
    assert.deepNestedInclude(await book.entities(who, {}, { limit: 5 }), { ok: true, "value.rows": [] })
    assert.match(
      JSON.stringify(await book.entities(who, { certification: "Good" } as never, { limit: 5 })),
      /certification/
    )
    assert.deepNestedInclude(await book.counselors(who, "entity-1", { limit: 5 }), {
      ok: false,
      "refusal.code": "UnknownEntity"
    })
    assert.match(JSON.stringify(await book.counselors(who, "", { limit: 5 })), /entityId/)
    await book.close()
  })

  story(
    "the register is the exchange's alone [SEC-01]",
    Effect.gen(function* () {
      const register = { _tag: "RegisterEntity", entityId: "entity-1", name: "Open Door" }
      for (const actor of [counselor, consumer(2), portal.agent(0)])
        assert.deepInclude(yield* Effect.flip(execute(envelope(actor as never, register))), { code: "NotPermitted" })
    })
  )
})
