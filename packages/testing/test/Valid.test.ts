import * as Dates from "@agencybook/core/CalendarDate"
import * as Format from "@agencybook/core/Format"
import * as Vocabulary from "@agencybook/core/schema/Vocabulary"
import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import * as fc from "fast-check"
import * as Sample from "../src/Sample.ts"
import * as Valid from "../src/Valid.ts"
import { everySchema, type Named } from "./fixture/schemas.ts"

const strict = { errors: "all", onExcessProperty: "error" } as const
const commands = Valid.commandNames.map((name): Named => ({ name, schema: Valid.schemaOf(name) as never }))
const every = [...(await everySchema()), ...commands]

const comesBack = ({ schema }: Named, value: unknown): void => {
  const read = Schema.decodeUnknownSync(schema)(value, strict)
  assert.deepStrictEqual(Schema.encodeUnknownSync(schema)(read, strict), value)
  assert.deepStrictEqual(JSON.parse(JSON.stringify(value)), value)
}

describe("Valid: every schema of core and every command", () => {
  it.each(every)("$name: what is made is taken, and comes back as it was sent", (named) => {
    for (let n = 0; n < 60; n++) comesBack(named, Valid.one(named.schema, n))
    fc.assert(
      fc.property(Valid.arbitrary(named.schema), (value) => comesBack(named, value)),
      { numRuns: 60, seed: 7 }
    )
  })

  it("are the same for the same number, and many for many", () => {
    for (const { schema } of commands) assert.deepStrictEqual(Valid.one(schema, 11), Valid.one(schema, 11))
    const schema = Valid.schemaOf("AddAgent")
    const texts = Array.from({ length: 200 }, (_, n) => JSON.stringify(Valid.one(schema, n)))
    assert.isAbove(new Set(texts).size, 190)
  })

  it("are commands of their name", () => {
    for (const name of Valid.commandNames) assert.propertyVal(Sample.one(Valid.schemaOf(name), 1), "_tag", name)
    const tags = fc.sample(Valid.command(), { numRuns: 2_000, seed: 1 }).map((one) => (one as { _tag: string })._tag)
    assert.deepStrictEqual(new Set(tags), new Set(Valid.commandNames))
    assert.isTrue(
      fc.sample(Valid.command("RecordExam"), 5).every((one) => (one as { _tag: string })._tag === "RecordExam")
    )
  })

  it("show leap days, skipped hours and names of prototypes sooner or later", () => {
    const of = (schema: Schema.Codec<unknown, unknown>) =>
      new Set(Array.from({ length: 400 }, (_, n) => Valid.one(schema, n)))
    assert.isTrue(of(Vocabulary.CalendarDate as never).has("2024-02-29"))
    assert.isTrue(of(Vocabulary.Instant as never).has("2026-03-08T10:00:00.000Z"))
    assert.isTrue(of(Vocabulary.AgentId as never).has("constructor"))
  })

  it("are found for a format that nobody told of here, by its pattern or by trying", () => {
    const plate = Vocabulary.fromFormat(Format.pattern<string>("plate", /^[A-Z]{3}-\d{4}$/, "a plate", "write it"))
    assert.match(Valid.one(plate, 1) as string, /^[A-Z]{3}-\d{4}$/)
    const even = Schema.String.check(
      Schema.makeFilter((text: string) => (/^\d+$/.test(text) && Number(text) % 2 === 0 ? undefined : "expected even"))
    )
    assert.strictEqual(Number(Valid.one(even, 1)) % 2, 0)
  })

  it("are not made up where there are none", () => {
    const never = Schema.Struct({ a: Schema.String.check(Schema.makeFilter(() => "expected nothing")) })
    assert.throws(() => Valid.one(never, 1), Valid.NoValidValue, "`a`")
    const twins = Schema.Struct({ a: Vocabulary.CalendarDate, b: Vocabulary.CalendarDate }).check(
      Schema.makeFilter(({ a, b }) => (Dates.plusDays(a, 1) === b && a === b ? undefined : "expected the impossible"))
    )
    assert.throws(() => Valid.one(twins, 1), Valid.NoValidValue, "its checks")
    assert.throws(() => Valid.one(Schema.BigInt, 1), Valid.NoValidValue)
  })

  it("can be had as they are after reading", () => {
    assert.strictEqual<string>(Valid.oneRead(Vocabulary.Npn, 4), Valid.one(Vocabulary.Npn, 4))
  })
})
