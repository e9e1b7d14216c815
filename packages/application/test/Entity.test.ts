import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Queries from "../src/Queries.ts"
import * as portal from "./fixture/portal.ts"

const { at, consumer, envelope, exchange, execute, settled, told } = portal
const story = <A, E>(name: string, effect: Effect.Effect<A, E, portal.Services>) =>
  it.live(name, () => Effect.andThen(settled, effect).pipe(Effect.provide(portal.layer)))

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
    "the register is the exchange's alone [SEC-01]",
    Effect.gen(function* () {
      const register = { _tag: "RegisterEntity", entityId: "entity-1", name: "Open Door" }
      for (const actor of [counselor, consumer(2), portal.agent(0)])
        assert.deepInclude(yield* Effect.flip(execute(envelope(actor as never, register))), { code: "NotPermitted" })
    })
  )
})
