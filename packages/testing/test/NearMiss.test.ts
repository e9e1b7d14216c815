import { CommandMalformed, malformed } from "@agencybook/application/Envelope"
import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import * as fc from "fast-check"
import * as FormatExamples from "../src/internal/FormatExamples.ts"
import * as NearMiss from "../src/NearMiss.ts"
import * as Valid from "../src/Valid.ts"
import { everySchema, type Named } from "./fixture/schemas.ts"

const strict = { errors: "all", onExcessProperty: "error" } as const
const schemas = await everySchema()
const commands = Valid.commandNames.map((name): Named => ({ name, schema: Valid.schemaOf(name) as never }))

/** The refusal of a value, as the portal words it. */
const refusal = ({ schema }: Named, value: unknown): CommandMalformed | undefined => {
  const decoded = Schema.decodeUnknownResult(schema)(value, strict)
  return decoded._tag === "Failure" ? malformed("it", decoded.failure.issue) : undefined
}

const told = /expected |is missing|has the wrong type|is none of|has a field that /

/** Says what is wrong with how a near miss is answered. */
const problem = (named: Named, { label, path, value }: NearMiss.NearMiss): string | undefined => {
  const where = path.join(".")
  const error = refusal(named, value)
  if (error === undefined) return `${named.name}: ${label} at \`${where}\` is taken`
  const paths = error.issues.map((issue) => issue.path.slice(1).join("."))
  const parent = path.slice(0, -1).join(".")
  // Whatever is wrong with a name or a field too many is told of the whole.
  const ofParent = /too many$|^the name |^no name$/.test(label) && paths.includes(parent)
  if (!paths.includes(where) && !ofParent) return `${named.name}: ${label} at \`${where}\` is told of ${error.message}`
  return error.issues.every(({ message }) => told.test(message)) ? undefined : `${label}: ${error.message}`
}

describe("NearMiss: every schema of core and every command", () => {
  it.each([...schemas, ...commands])(
    "$name refuses every near miss, names its place and what was expected",
    (named) => {
      const problems = [0, 1].flatMap((n) =>
        NearMiss.of(named.schema, Valid.one(named.schema, n)).flatMap((miss) => problem(named, miss) ?? [])
      )
      assert.deepStrictEqual([...new Set(problems)], [])
    }
  )

  it("has many of them", () => {
    const all = commands.flatMap(({ schema }) => NearMiss.of(schema, Valid.one(schema, 1)))
    assert.isAbove(all.length, 3_000)
    const labels = new Set(all.map(({ label }) => label))
    for (const label of [
      "a field left out",
      "a field `__proto__` too many",
      "a lone high surrogate inside",
      "a right-to-left override inside",
      "29 February of a common year",
      "minus zero",
      "not a number",
      "a list with a hole",
      "the number of a person"
    ])
      assert.isTrue(labels.has(label), label)
  })

  it("does not repeat a number that belongs to a person", () => {
    for (const named of commands)
      for (const { label, value } of NearMiss.of(named.schema, Valid.one(named.schema, 2)))
        if (label === "the number of a person") assert.notInclude(refusal(named, value)?.message ?? "", "123-45-6789")
  })

  it("changes nothing but one place", () => {
    const schema = Valid.schemaOf("AddAgent")
    const valid = Valid.one(schema, 3)
    const miss = NearMiss.of(schema, valid).find(({ path }) => path.join(".") === "profile.npn") ?? assert.fail("none")
    const { profile } = valid as { readonly profile: object }
    const { profile: changed } = miss.value as { readonly profile: object }
    assert.deepStrictEqual({ ...changed, npn: 0 }, { ...profile, npn: 0 })
    assert.notDeepEqual(changed, profile)
  })

  it("follows from a number, and is an arbitrary", () => {
    const schema = Valid.schemaOf("RecordCases")
    // Of a function that is sent in place of a value only its place can be compared.
    const [one, again] = [NearMiss.one(schema, 5), NearMiss.one(schema, 5)]
    assert.deepStrictEqual([again.label, again.path], [one.label, one.path])
    assert.strictEqual(JSON.stringify(again.value), JSON.stringify(one.value))
    fc.assert(
      fc.property(NearMiss.command(), ({ label, path }) => label !== "" && Array.isArray(path)),
      { numRuns: 100, seed: 3 }
    )
    fc.assert(
      fc.property(
        NearMiss.command("AddAgent"),
        (miss) => problem({ name: "AddAgent", schema: Valid.schemaOf("AddAgent") as never }, miss) === undefined
      ),
      { numRuns: 200, seed: 3 }
    )
  })

  it("is told in the words of a refusal", () => {
    assert.instanceOf(refusal(commands[0] as Named, {}), CommandMalformed)
  })
})

describe("NearMiss: formats", () => {
  it.each(FormatExamples.all.map(({ format }) => [format.name, format.expected, format] as const))(
    "%s (%s): right texts are kept, wrong ones refused, forgiven ones read",
    (_name, _expected, format) => {
      const read = (text: string) => format.read(text)
      for (const text of Valid.texts(format)) assert.isDefined(read(text), text)
      assert.deepStrictEqual(
        NearMiss.texts(format).filter(([, text]) => read(text) !== undefined),
        []
      )
      for (const [typed, kept] of NearMiss.forgiven(format)) assert.strictEqual<unknown>(read(typed), kept)
      assert.isAtLeast(NearMiss.texts(format).length, 15)
    }
  )

  it("of nobody has no texts", () => {
    assert.deepStrictEqual([Valid.texts({}), NearMiss.texts({}), NearMiss.forgiven({})], [[], [], []])
  })
})
