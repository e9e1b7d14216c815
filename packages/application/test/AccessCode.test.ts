import * as Actor from "@agencybook/core/Actor"
import { assert, describe } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { Store } from "../src/Store.ts"
import * as portal from "./fixture/portal.ts"

const { consumer, envelope, exchange, execute, left, serviceCenter, story, told } = portal
const issue = (n: number, caseId = "case-0") => ({
  _tag: "IssueAccessCode",
  accessCodeId: `code-${n}`,
  caseId,
  channel: "phone",
  requestedBy: { _tag: "Consumer" },
  identityMethod: "document"
})
const redeem = (caseId = "case-0", fact: object = { dob: "1980-05-17" }) => ({
  _tag: "RedeemAccessCode",
  caseId,
  accountId: "account-1",
  fact
})
const wrong = "00000-00000"
const issued = (n = 1) => Effect.map(told(serviceCenter, issue(n)), ({ reveal }) => reveal ?? assert.fail("no code"))
const attempt = (secret: string, command: object = redeem(), millis?: number, actor: unknown = consumer(0)) =>
  Effect.map(Effect.result(execute(envelope(actor, command, { secret }), millis)), (result) =>
    Result.isSuccess(result) ? "linked" : result.failure._tag === "Refused" ? result.failure.code : result.failure._tag
  )

describe("Access codes through the whole path", () => {
  story(
    "reveals a code once, keeps only a digest, and links the account with it once [ACC-09 ACC-11]",
    Effect.gen(function* () {
      const one = envelope(serviceCenter, issue(1))
      const { reveal } = yield* execute(one)
      assert.match(reveal ?? "", /^[0-9A-Z]{5}-[0-9A-Z]{5}$/)
      assert.notProperty(yield* execute(one), "reveal")
      const store = yield* Store
      const everything = JSON.stringify([
        yield* store.journal(0, 1_000),
        yield* store.load([{ kind: "accessCode", index: "id", keys: ["code-1"], lock: "read" }]),
        yield* store.claim("2026-03-04T00:00:00.000Z" as never, 1_000, 1)
      ])
      for (const secret of [reveal ?? "", (reveal ?? "").replace("-", "")]) assert.notInclude(everything, secret)
      assert.strictEqual(yield* attempt((reveal ?? "").toLowerCase().replace("-", " ")), "linked")
      assert.strictEqual(yield* attempt(reveal ?? ""), "CodeNotAccepted")
      assert.deepInclude(yield* Effect.flip(execute(envelope(serviceCenter, issue(2)))), { code: "AccountLinked" })
    })
  )

  story(
    "opens the case of a number that stands in a letter, for whoever holds nothing else [ACC-11]",
    Effect.gen(function* () {
      const code = yield* issued()
      const applicant = { _tag: "Applicant", userId: "newcomer" }
      const byNumber = (caseNumber: string, more: object = {}) => {
        const { caseId: _, ...others } = redeem()
        return attempt(code, { ...others, caseNumber, ...more }, undefined, applicant)
      }
      assert.strictEqual(yield* byNumber("99999999"), "CodeNotAccepted")
      assert.strictEqual(yield* byNumber("10000001"), "CodeNotAccepted")
      assert.strictEqual(yield* byNumber("10000000", { caseId: "case-0" }), "CaseNotNamed")
      assert.strictEqual(yield* byNumber("10000000", { fact: { dob: "1999-01-01" } }), "CodeNotAccepted")
      assert.strictEqual(yield* byNumber("10000000"), "linked")
    })
  )

  story(
    "is issued to a helper whom somebody knows: a counselor of a certified entity, or an enroller [ACC-02 ACC-12]",
    Effect.gen(function* () {
      const asked = (n: number, by: object) => ({ ...issue(n), requestedBy: { consumerPresent: true, ...by } })
      const counselor = { _tag: "Cec", counselorId: "cec-1" }
      const refused = (n: number, by: object) =>
        Effect.map(Effect.flip(execute(envelope(serviceCenter, asked(n, by)))), (one) =>
          one._tag === "Refused" ? `${one.rule} ${one.code} ${one.facts.gaps ?? ""}` : one._tag
        )
      assert.strictEqual(yield* refused(1, counselor), "ACC-02 CounselorNotIdentified not-on-record")
      yield* told(exchange, { _tag: "RegisterEntity", entityId: "entity-1", name: "Open Door" })
      yield* told(exchange, { _tag: "CertifyEntity", entityId: "entity-1", through: "2026-12-31" })
      const name = { first: "Cleo", last: "Nash" }
      yield* told(exchange, { _tag: "AddCounselor", counselorId: "cec-1", entityId: "entity-1", name })
      assert.match((yield* told(serviceCenter, asked(2, counselor))).reveal ?? "", /-/)
      yield* told(exchange, { _tag: "SuspendEntity", entityId: "entity-1", reason: "under-investigation" })
      assert.strictEqual(yield* refused(3, counselor), "ACC-02 CounselorNotIdentified entity-not-certified")
      assert.match((yield* told(serviceCenter, asked(4, { _tag: "Pbe", helperId: "plan-7" }))).reveal ?? "", /-/)
      const store = yield* Store
      const [kept] = yield* store.load([{ kind: "accessCode", index: "id", keys: ["code-4"], lock: "read" }])
      assert.deepNestedInclude(kept, {
        "record.requestedBy": { _tag: "Pbe", helperId: "plan-7", consumerPresent: true },
        "record.identityCheck.method": "document",
        "record.identityCheck.by": Actor.key(serviceCenter as Actor.Actor),
        "record.issuedBy": Actor.key(serviceCenter as Actor.Actor)
      })
    })
  )

  story(
    "leads on to a delegation: whoever has linked the account asks an agent [ACC-06]",
    Effect.gen(function* () {
      assert.strictEqual(yield* attempt(yield* issued()), "linked")
      const request = {
        _tag: "RequestDelegation",
        delegationId: "asked-1",
        caseId: "case-0",
        agentId: "agent-2",
        signedBy: "Cora Quint"
      }
      const { events } = yield* execute(envelope(consumer(0), request))
      assert.deepInclude(events[0], { _tag: "DelegationOpened" })
    })
  )

  story(
    "belongs to one case and to its latest issue [X090]",
    Effect.gen(function* () {
      const first = yield* issued(1)
      const second = yield* issued(2)
      assert.strictEqual(yield* attempt(first), "CodeNotAccepted")
      assert.strictEqual(yield* attempt(second, redeem("case-1"), undefined, consumer(1)), "CodeNotAccepted")
      assert.strictEqual(yield* attempt(second, redeem("case-0"), undefined, consumer(1)), "NotPermitted")
      assert.strictEqual(yield* attempt(second, redeem("case-0"), undefined, serviceCenter), "NotPermitted")
      assert.strictEqual(yield* attempt(second), "linked")
    })
  )

  story(
    "lives for 72 hours by telephone, to the millisecond",
    Effect.gen(function* () {
      const code = yield* issued()
      const end = portal.start + 72 * 3_600_000
      assert.strictEqual(yield* attempt(code, redeem(), end), "CodeNotAccepted")
      assert.strictEqual(yield* attempt(code, redeem(), end - 1), "linked")
    })
  )

  story(
    "dies of the fifth wrong try; a wrong second fact is a wrong try, a mistyped code is none [ACC-10]",
    Effect.gen(function* () {
      const code = yield* issued()
      assert.strictEqual(yield* attempt("00000-00001"), "CommandMalformed")
      assert.strictEqual(yield* attempt(""), "CommandMalformed")
      for (let n = 0; n < 3; n++) assert.strictEqual(yield* attempt(wrong), "CodeNotAccepted")
      for (let n = 0; n < 2; n++)
        assert.strictEqual(yield* attempt(code, redeem("case-0", { zip: "90210" })), "CodeNotAccepted")
      const before = yield* left
      assert.strictEqual(yield* attempt(code), "CodeNotAccepted")
      assert.deepStrictEqual(yield* left, before)
      assert.strictEqual(before.counts.journal > 0 && before.last?.event._tag, "AccessCodeMoved")
    })
  )

  story(
    "lets one of 64 parallel right tries in",
    Effect.gen(function* () {
      const code = yield* issued()
      const answers = yield* Effect.all(
        Array.from({ length: 64 }, (_, n) => attempt(code, { ...redeem(), accountId: `account-${n}` })),
        { concurrency: "unbounded" }
      )
      assert.strictEqual(answers.filter((answer) => answer === "linked").length, 1)
    })
  )

  story(
    "looks at five of 64 parallel guesses and at no sixth, then at nothing [E5]",
    Effect.gen(function* () {
      const code = yield* issued()
      const before = yield* left
      const answers = yield* Effect.all(
        Array.from({ length: 64 }, () => attempt(wrong)),
        { concurrency: "unbounded" }
      )
      assert.deepStrictEqual(new Set(answers), new Set(["CodeNotAccepted"]))
      const after = yield* left
      assert.strictEqual(after.journal - before.journal, 5)
      assert.deepInclude(after.last?.event, { to: "Locked", wrongTries: 5 })
      assert.strictEqual(yield* attempt(code), "CodeNotAccepted")
    })
  )

  story(
    "remembers a counted guess under its identifier, and counts it once",
    Effect.gen(function* () {
      yield* issued()
      const guess = envelope(consumer(0), redeem(), { secret: wrong })
      yield* Effect.flip(execute(guess))
      const before = yield* left
      assert.deepInclude(yield* Effect.flip(execute(guess)), { code: "CodeNotAccepted" })
      assert.deepStrictEqual(yield* left, before)
    })
  )
})
