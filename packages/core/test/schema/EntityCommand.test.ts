import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import * as Commands from "../../src/schema/EntityCommand.ts"

const strict = { errors: "all", onExcessProperty: "error" } as const
const name = { first: "Cleo", last: "Nash" }

/** One example of every command, as it comes over the wire. */
const examples: ReadonlyArray<readonly [Schema.Codec<unknown, unknown>, Record<string, unknown>]> = [
  [Commands.EntityCommand, { _tag: "RegisterEntity", entityId: "entity-1", name: "Open Door" }],
  [Commands.EntityCommand, { _tag: "CertifyEntity", entityId: "entity-1", through: "2026-12-31" }],
  [Commands.EntityCommand, { _tag: "SuspendEntity", entityId: "entity-1", reason: "breach" }],
  [Commands.EntityCommand, { _tag: "ReinstateEntity", entityId: "entity-1" }],
  [Commands.EntityCommand, { _tag: "EndEntity", entityId: "entity-1", reason: "agreement-over" }],
  [Commands.CounselorCommand, { _tag: "AddCounselor", counselorId: "cec-1", entityId: "entity-1", name }],
  [Commands.CounselorCommand, { _tag: "EndCounselor", counselorId: "cec-1", reason: "left" }]
]
const decode = (schema: Schema.Codec<unknown, unknown>, value: unknown) =>
  Schema.decodeUnknownResult(schema)(value, strict)

describe("Schemas of enrollment entities", () => {
  it.each(examples.map(([schema, example]) => [example._tag, schema, example] as const))(
    "%s is read as it is, with no field too many and none too few",
    (_, schema, example) => {
      const decoded = decode(schema, JSON.parse(JSON.stringify(example)))
      assert.deepStrictEqual(decoded._tag === "Success" ? decoded.success : decoded.failure.message, example)
      assert.strictEqual(decode(schema, { ...example, surprise: 1 })._tag, "Failure")
      for (const field of Object.keys(example)) {
        const { [field]: _gone, ...rest } = example
        assert.strictEqual(decode(schema, rest)._tag, "Failure", field)
      }
    }
  )

  it("takes no unknown reason and no identifier that only the portal derives", () => {
    const suspend = { _tag: "SuspendEntity", entityId: "entity-1", reason: "no reason" }
    assert.strictEqual(decode(Commands.EntityCommand, suspend)._tag, "Failure")
    const register = { _tag: "RegisterEntity", entityId: "command~0", name: "Open Door" }
    assert.strictEqual(decode(Commands.EntityCommand, register)._tag, "Failure")
  })
})
