import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Portal from "../src/Portal.ts"
import * as Queries from "../src/Queries.ts"
import * as portal from "./fixture/portal.ts"

const { at, consumer, envelope, exchange, execute, story, told } = portal

const counselor = (n = 1) => ({ _tag: "Counselor", userId: `cec-${n}` }) as const
const registered = Effect.gen(function* () {
  yield* told(exchange, { _tag: "RegisterEntity", entityId: "entity-1", name: "Open Door" })
  yield* told(exchange, { _tag: "CertifyEntity", entityId: "entity-1", through: "2026-12-31" })
  for (const n of [1, 2]) {
    const name = { first: "Cleo", last: n === 1 ? "Nash" : "Moss" }
    yield* told(exchange, { _tag: "AddCounselor", counselorId: `cec-${n}`, entityId: "entity-1", name })
  }
})
const asked = (delegationId: string, caseN = 2, n = 1) =>
  told(consumer(caseN), {
    ...{ _tag: "RequestCounselor", delegationId, caseId: `case-${caseN}` },
    ...{ counselorId: `cec-${n}`, signedBy: "Cora Quint" }
  })
const accepted = (delegationId: string, n = 1) => told(counselor(n), { _tag: "AcceptCounselorRequest", delegationId })
const may = (n = 1, caseId = "case-2") =>
  Effect.map(
    at(Queries.may({ actor: counselor(n) as never }, "update-application", { caseId: caseId as never })),
    ({ value }) => (value._tag === "Refused" ? value.code : value.permission)
  )
const clients = (list: "pending" | "active" | "inactive", n = 1, actor: object = counselor(n)) =>
  Effect.map(
    at(Queries.counselorClients({ actor: actor as never }, `cec-${n}` as never, list, { limit: 9 })),
    ({ value }) => value.rows
  )

describe("Counselors as delegates through the whole path", () => {
  story(
    "are asked, accept, help, and are removed with everything that was signed for them [DEL-05 DEL-28 ENT-01]",
    Effect.gen(function* () {
      yield* registered
      yield* asked("help-1")
      assert.strictEqual(yield* may(), "NotAllowedByConsumer")
      const [waiting] = yield* clients("pending")
      assert.deepInclude<unknown>(waiting, { delegationId: "help-1", state: "Requested", origin: "directory" })
      assert.match(waiting?.consumer ?? "", /^\S+ \S\.$/)
      assert.isUndefined(waiting?.work)
      // Nobody answers for a colleague.
      const stranger = yield* Effect.flip(
        execute(envelope(counselor(2), { _tag: "AcceptCounselorRequest", delegationId: "help-1" }))
      )
      assert.deepInclude(stranger, { code: "NotPermitted", rule: "SEC-01" })
      yield* accepted("help-1")
      assert.strictEqual(yield* may(), "P-18")
      const [held] = yield* clients("active")
      assert.deepInclude<unknown>(held, { delegationId: "help-1", entityId: "entity-1", list: "active" })
      assert.notMatch(held?.consumer ?? "", /\.$/)
      assert.isDefined(held?.work)
      assert.deepStrictEqual(yield* clients("pending"), [])
      yield* told(consumer(2), { _tag: "RemoveCounselor", delegationId: "help-1" })
      assert.strictEqual(yield* may(), "NotAllowedByConsumer")
      const [past] = yield* clients("inactive")
      assert.deepInclude<unknown>(past, { reason: "consumer-removed", state: "Ended" })
      assert.isUndefined(past?.consumer)
      const own = yield* at(Queries.caseCounselors({ actor: consumer(2) as never }, "case-2" as never))
      assert.deepStrictEqual<unknown>(
        own.value.map(({ counselorName, delegationId, entityName, state }) => [
          ...[delegationId, counselorName, entityName, state._tag]
        ]),
        [["help-1", "Cleo Nash", "Open Door", "Ended"]]
      )
    })
  )

  story(
    "see on their trail what names them, and nothing of a colleague or of agents [P-34 ENT-01 DEL-30]",
    Effect.gen(function* () {
      yield* registered
      yield* asked("help-1")
      yield* accepted("help-1")
      yield* asked("help-3", 3, 2)
      const trail = (of: Queries.TrailOf, actor: object = counselor()) =>
        Effect.map(
          at(Queries.auditTrail({ actor: actor as never, reason: "an inquiry" }, of, { limit: 50 })),
          ({ value }) => value.rows
        )
      const [cec1, cec2] = [{ counselorId: "cec-1" as never }, { counselorId: "cec-2" as never }]
      const own = yield* trail(cec1)
      assert.deepStrictEqual(
        own.map(({ actor, command, record, what }) => [actor, command, what, record.kind]),
        [
          ["counselor/cec-1", "AcceptCounselorRequest", "ConsentMoved", "consent"],
          ["counselor/cec-1", "AcceptCounselorRequest", "CounselorDelegationMoved", "counselorDelegation"],
          ["consumer/case-2", "RequestCounselor", "ConsentDrafted", "consent"],
          ["consumer/case-2", "RequestCounselor", "CounselorDelegationOpened", "counselorDelegation"],
          ["exchange/examiner", "AddCounselor", "CounselorAdded", "counselor"]
        ]
      )
      for (const { concerns } of own) assert.deepInclude<object>(concerns, cec1)
      const colleague = yield* trail(cec2, counselor(2))
      assert.deepStrictEqual(
        colleague.map(({ concerns, what }) => [what, concerns.caseId as string | undefined]),
        [
          ["ConsentDrafted", "case-3"],
          ["CounselorDelegationOpened", "case-3"],
          ["CounselorAdded", undefined]
        ]
      )
      assert.deepStrictEqual(yield* trail(cec1, exchange), own)
      // Whoever is not named is refused, whatever else is named beside.
      const others: ReadonlyArray<readonly [Queries.TrailOf, object?]> = [
        ...[cec2, {}, { caseId: "case-2" as never }, { caseId: "case-2" as never, ...cec1 }].map((of) => [of] as const),
        ...[
          { agentId: "agent-1" as never, ...cec1 },
          { agencyId: "agency-0" as never, ...cec1 }
        ].map((of) => [of] as const),
        ...[consumer(2), portal.agent(0), portal.agent(1), portal.serviceCenter, portal.system].map(
          (actor) => [cec1, actor] as const
        )
      ]
      for (const [of, actor] of others) {
        const refused = yield* Effect.flip(trail(of, actor))
        assert.deepInclude(refused, { code: "NotPermitted", rule: "SEC-01" }, JSON.stringify([of, actor]))
      }
      const read = (of: Queries.ReadingsOf, actor: object) =>
        Effect.map(at(Queries.readings({ actor: actor as never }, of, { limit: 9 })), ({ value }) =>
          value.rows.map(({ actor, what }) => [actor, what])
        )
      assert.deepStrictEqual(yield* read(cec2, counselor(2)), [["counselor/cec-2", "audit-trail"]])
      assert.deepInclude(yield* Effect.flip(read(cec2, counselor())), { code: "NotPermitted" })
      // A consumer is told that a counselor did it, as of everybody who is no agent.
      const told = yield* trail({ caseId: "case-2" as never }, consumer(2))
      assert.deepInclude<object>(told[0] ?? {}, { actor: "counselor", command: "AcceptCounselorRequest" })
      // Who may not help now sees nothing now, as an agent without a place.
      yield* portal.told(exchange, { _tag: "SuspendEntity", entityId: "entity-1", reason: "under-investigation" })
      assert.deepInclude(yield* Effect.flip(trail(cec1)), { code: "CounselorWithoutStanding" })
    })
  )

  story(
    "another counselor takes over in the same instant, and the end of the entity frees the consumers [DEL-10 ENT-01]",
    Effect.gen(function* () {
      yield* registered
      yield* asked("help-1")
      yield* accepted("help-1")
      yield* asked("help-2", 2, 2)
      yield* accepted("help-2", 2)
      assert.deepStrictEqual([yield* may(1), yield* may(2)], ["NotAllowedByConsumer", "P-18"])
      const [before] = yield* clients("inactive", 1)
      const [now] = yield* clients("active", 2)
      assert.strictEqual(before?.since, now?.since)
      yield* asked("help-3", 3, 1)
      yield* told(exchange, { _tag: "EndEntity", entityId: "entity-1", reason: "agreement-over" })
      for (const n of [1, 2])
        assert.deepStrictEqual(yield* clients("active", n, exchange as never), [], `clients of ${n}`)
      const gone = yield* clients("inactive", 1, exchange as never)
      assert.deepStrictEqual(gone.map(({ delegationId, state }) => `${delegationId} ${state}`).sort(), [
        "help-1 Ended",
        "help-3 Declined"
      ])
      const [other] = yield* clients("inactive", 2, exchange as never)
      assert.deepInclude(other, { reason: "certification-ended" })
    })
  )

  story(
    "a consumer who takes the consent back is free of the counselor; a case that is started is helped with at once [CON-05 DEL-04]",
    Effect.gen(function* () {
      yield* registered
      yield* asked("help-1")
      yield* accepted("help-1")
      const { value } = yield* at(Queries.consents({ actor: consumer(2) as never }, "case-2" as never))
      const signed = value.consents.find(({ consent }) => consent.grantee._tag === "Counselor")
      yield* told(consumer(2), { _tag: "RescindConsent", consentId: signed?.consent.consentId })
      assert.deepInclude((yield* clients("inactive"))[0], { reason: "consent-rescinded" })
      const start = {
        ...{
          _tag: "StartApplicationAsCounselor",
          delegationId: "help-9",
          counselorId: "cec-1",
          signedBy: "Nova Reyes"
        },
        ...{ caseId: "case-90", caseNumber: "10009000", members: ["QhpAptc"], year: 2026 },
        primaryContact: {
          ...{ name: { first: "Nova", last: "Reyes" }, dob: "1990-02-03", preferredLanguage: "en" },
          preferredChannel: "mail",
          address: { street: "1 A Street", city: "Fresno", county: "Fresno", state: "CA", zip: "93650" }
        },
        consent: {
          channel: "wet-signature",
          evidence: { type: "document", ref: "form-9", sha256: "ab".repeat(32) }
        }
      }
      assert.deepInclude(yield* Effect.flip(execute(envelope(counselor(2), start))), { code: "NotPermitted" })
      yield* told(counselor(), start)
      assert.strictEqual(yield* may(1, "case-90"), "P-18")
      yield* told(counselor(), { _tag: "RelinquishAsCounselor", delegationId: "help-9" })
      assert.strictEqual(yield* may(1, "case-90"), "NotAllowedByConsumer")
    })
  )

  it("are asked for by hosts without Effect, who are told which field cannot be read", async () => {
    const book = Portal.make({ now: () => portal.start })
    const who = { actor: exchange } as never
    const empty = { ok: true, "value.rows": [] }
    assert.deepNestedInclude(await book.counselorClients(who, "cec-1", "active", { limit: 5 }), empty)
    assert.match(JSON.stringify(await book.counselorClients(who, "", "active", { limit: 5 })), /counselorId/)
    assert.match(JSON.stringify(await book.counselorClients(who, "cec-1", "all" as never, { limit: 5 })), /list/)
    assert.deepNestedInclude(await book.caseCounselors(who, "case-1"), { ok: true, value: [] })
    assert.match(JSON.stringify(await book.caseCounselors(who, "")), /caseId/)
    // Of what is the own, the question names whose: here of whoever is not in the register.
    const mine = await book.may({ actor: counselor() } as never, "answer-request", { counselorId: "cec-1" })
    assert.deepNestedInclude(mine, { ok: true, "value.code": "CounselorWithoutStanding" })
    const theirs = await book.may({ actor: counselor() } as never, "answer-request", { counselorId: "cec-2" })
    assert.deepNestedInclude(theirs, { ok: true, "value.code": "NotPermitted" })
    const system = { actor: portal.system } as never
    assert.deepNestedInclude(await book.counselorRequestsDue(system, { day: "2026-03-03" }), { ok: true, value: [] })
    assert.deepNestedInclude(await book.counselorRequestsDue(who, { day: "2026-03-03" }), { ok: false })
    await book.close()
  })
})
