import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import * as Vocabulary from "../../src/schema/Vocabulary.ts"

const canary = "zq7canary"
const strict = { errors: "all", onExcessProperty: "error" } as const

/** Every schema of one text, with a text that it takes, in the form in which it keeps it. */
const texts: ReadonlyArray<readonly [string, Schema.Codec<unknown, unknown>, string, string]> = [
  ["AgencyId", Vocabulary.AgencyId, "id-1", "id-1"],
  ["AgentId", Vocabulary.AgentId, "id-1", "id-1"],
  ["CaseId", Vocabulary.CaseId, "id-1", "id-1"],
  ["DelegationId", Vocabulary.DelegationId, "id-1", "id-1"],
  ["TransferId", Vocabulary.TransferId, "id-1", "id-1"],
  ["AccessCodeId", Vocabulary.AccessCodeId, "id-1", "id-1"],
  ["ActingId", Vocabulary.ActingId, "id-1", "id-1"],
  ["UserId", Vocabulary.UserId, "id-1", "id-1"],
  ["AccountId", Vocabulary.AccountId, "id-1", "id-1"],
  ["CommandId", Vocabulary.CommandId, "c-1", "c-1"],
  ["CalendarDate", Vocabulary.CalendarDate, "2026-03-02", "2026-03-02"],
  ["Instant", Vocabulary.Instant, "2026-03-02T17:00:00.000Z", "2026-03-02T17:00:00.000Z"],
  ["TimeOfDay", Vocabulary.TimeOfDay, "08:00", "08:00"],
  ["TimeZone", Vocabulary.TimeZone, "America/New_York", "America/New_York"],
  ["PersonName", Vocabulary.PersonName, " Ann ", "Ann"],
  ["BusinessName", Vocabulary.BusinessName, " Ann & Co ", "Ann & Co"],
  ["Place", Vocabulary.Place, " 1 K Street ", "1 K Street"],
  ["Email", Vocabulary.Email, "Ann@Agency.Example", "ann@agency.example"],
  ["Phone", Vocabulary.Phone, "(916) 555-0142", "9165550142"],
  ["Zip", Vocabulary.Zip, " 95814", "95814"],
  ["Language", Vocabulary.Language, "en", "en"],
  ["LicenceNumber", Vocabulary.LicenceNumber, "1h12345", "1H12345"],
  ["Npn", Vocabulary.Npn, " 42", "42"],
  ["Fein", Vocabulary.Fein, "94-1234567", "941234567"],
  ["CaseNumber", Vocabulary.CaseNumber, "12345678", "12345678"]
]

describe("Vocabulary", () => {
  it.each(texts)(
    "%s reads what people write, keeps one form, and takes that form again",
    (_, schema, written, kept) => {
      const decode = Schema.decodeUnknownResult(schema)
      for (const text of [written, kept]) {
        const decoded = decode(text)
        assert.strictEqual(decoded._tag === "Success" ? decoded.success : decoded.failure.message, kept)
      }
    }
  )

  it.each(texts)("%s says what it expected and never repeats what it got", (_, schema) => {
    const decode = Schema.decodeUnknownResult(schema)
    for (const hostile of [`${canary}\u0000\uD800@`, `\u202E${canary}`, `${canary}\tBcc: ${canary}`]) {
      const decoded = decode(hostile, strict)
      if (decoded._tag === "Success") return assert.fail("accepted")
      assert.notInclude(decoded.failure.message, canary)
      assert.match(decoded.failure.message, /[Ee]xpected/)
    }
  })

  it.each(texts)("%s is text and nothing else", (_, schema) => {
    for (const value of [null, undefined, 1, {}, [], true, { toString: () => "id-1" }])
      assert.strictEqual(Schema.decodeUnknownResult(schema)(value)._tag, "Failure")
  })

  it("keeps command identifiers short, so that identifiers can be derived from them", () => {
    const decode = Schema.decodeUnknownResult(Vocabulary.CommandId)
    assert.strictEqual(decode("a".repeat(100))._tag, "Success")
    for (const id of ["a".repeat(101), "~a", ""]) assert.strictEqual(decode(id)._tag, "Failure")
  })

  it("refuses a list that is too long by its length alone, and tells how long it may be", () => {
    const looked: Array<PropertyKey> = []
    const list = new Proxy(new Array(200_000).fill("id-1"), {
      get: (target, name, receiver) => looked.push(name) > 0 && Reflect.get(target, name, receiver)
    })
    const schema = Vocabulary.atMost(1_000, "agents", Schema.Array(Vocabulary.AgentId))
    const decoded = Schema.decodeUnknownResult(schema)(list, strict)
    assert.include(decoded._tag === "Failure" ? decoded.failure.message : "", "expected at most 1,000 agents")
    assert.deepStrictEqual(looked, ["length"])
    for (const [length, tag] of [
      [1_000, "Success"],
      [1_001, "Failure"],
      [2 ** 32 - 1, "Failure"]
    ] as const) {
      const some = length > 1_001 ? new Array(length) : new Array(length).fill("id-1")
      assert.strictEqual(Schema.decodeUnknownResult(schema)(some)._tag, tag)
      assert.strictEqual(Schema.is(schema)(length > 1_001 ? [] : some), length <= 1_000 || length > 1_001)
    }
    const sent = Schema.encodeUnknownResult(schema)
    assert.deepStrictEqual([sent([])._tag, sent(new Array(1_001).fill("id-1"))._tag], ["Success", "Failure"])
    const text = Schema.decodeUnknownResult(schema)("id-1")
    assert.include(text._tag === "Failure" ? text.failure.message : "", "Expected array")
  })

  it("stays a list of its elements for whoever asks for a JSON Schema", () => {
    const plain = Schema.Array(Schema.Struct({ agentId: Vocabulary.AgentId }))
    const bounded = Vocabulary.atMost(1_000, "agents", plain)
    assert.deepStrictEqual(Schema.toJsonSchemaDocument(bounded), Schema.toJsonSchemaDocument(plain))
  })

  it("takes amounts in whole cents up to a billion dollars", () => {
    const decode = Schema.decodeUnknownResult(Vocabulary.Amount)
    for (const n of [0, 41_250, 99_999_999_999]) assert.strictEqual(decode(n)._tag, "Success")
    for (const n of [-1, 0.5, 100_000_000_000, Number.NaN, Number.POSITIVE_INFINITY, "1"])
      assert.strictEqual(decode(n)._tag, "Failure")
  })

  it("takes every kind of actor with exactly its own fields", () => {
    const decode = (value: unknown) => Schema.decodeUnknownResult(Vocabulary.Actor)(value, strict)._tag
    for (const actor of [
      { _tag: "Consumer", caseId: "c-1" },
      { _tag: "Agent", agentId: "a-1" },
      { _tag: "Staff", userId: "u-1", agencyId: "ag-1", level: 2 },
      ...["Applicant", "Counselor", "ServiceCenter", "Exchange", "System"].map((_tag) => ({ _tag, userId: "u-1" }))
    ]) {
      assert.strictEqual(decode(actor), "Success", actor._tag)
      assert.strictEqual(decode({ ...actor, role: "manager" }), "Failure", actor._tag)
    }
    for (const actor of [
      { _tag: "Staff", userId: "u-1", agencyId: "ag-1", level: 3 },
      { _tag: "Manager", userId: "u-1" },
      { _tag: "Agent" },
      {},
      null,
      JSON.parse('{"_tag":"Agent","agentId":"a-1","__proto__":{"x":1}}')
    ])
      assert.strictEqual(decode(actor), "Failure")
  })

  it("are written as they were read", () => {
    const list = Vocabulary.atMost(2, "addresses", Schema.Array(Vocabulary.Email))
    assert.strictEqual(Schema.encodeSync(Vocabulary.Email)("ann@example.com" as never), "ann@example.com")
    assert.deepStrictEqual(Schema.encodeSync(list)(["ann@example.com" as never]), ["ann@example.com"])
    assert.throws(() => Schema.encodeSync(list)(Array(3).fill("ann@example.com") as never), "at most 2 addresses")
  })
})
