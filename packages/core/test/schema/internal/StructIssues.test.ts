import { assert, describe, it } from "@effect/vitest"
import * as Exit from "effect/Exit"
import * as Schema from "effect/Schema"
import type * as AST from "effect/SchemaAST"
import * as SchemaParser from "effect/SchemaParser"
import * as StructIssues from "../../../src/schema/internal/StructIssues.ts"
import * as Vocabulary from "../../../src/schema/Vocabulary.ts"

// Whatever is unusual is asked of the interpreter as a whole, which hides an explanation that is never given. Here it
// is counted how often it is asked.

const missing = Symbol("missing")

type Codec = Schema.Codec<unknown, unknown>
type Struct = Codec & { readonly ast: AST.Objects }

const short = Schema.makeFilter((text: string) => text.length < 4, { expected: "less than four" })
const noX = Schema.makeFilter((text: string) => !text.includes("x"), { expected: "no x" })

let wanted = true

const schema = Schema.Struct({
  text: Schema.String.check(short, noX),
  last: Schema.String.check(short.abort(), noX),
  grouped: Schema.String.check(Schema.makeFilterGroup([short, noX]), noX),
  groupedLast: Schema.String.check(Schema.makeFilterGroup([short.abort(), noX]), noX),
  groupedFirst: Schema.String.check(Schema.makeFilterGroup([short]), noX),
  mail: Vocabulary.Email.check(Schema.isMaxLength(13)),
  number: Schema.Finite,
  yes: Schema.Boolean,
  one: Schema.Literal("one"),
  never: Schema.Literal("never").check(Schema.makeFilter(() => wanted, { expected: "something else" })),
  email: Vocabulary.Email,
  list: Schema.Array(Schema.String),
  optional: Schema.optionalKey(Schema.String)
}) as unknown as Struct

const whole = {
  ...{
    text: "a",
    last: "a",
    grouped: "a",
    groupedLast: "a",
    groupedFirst: "a",
    number: 1,
    yes: true,
    one: "one",
    never: "never"
  },
  ...{ email: "a@example.com", mail: "a@example.com", list: [] }
}

const names = schema.ast.propertySignatures.map(({ name }) => String(name))

/** The fields of an input that the interpreter refuses alone. */
const wrongOf = (input: object): ReadonlyArray<number> =>
  names.flatMap((name, at) => {
    const type = schema.ast.propertySignatures[at]?.type
    if (!(name in input)) return type?.context?.isOptional ? [] : [at]
    const decode = SchemaParser.decodeUnknownExit(StructIssues.schemaOf(type as AST.AST))
    return Exit.isFailure(decode((input as Record<string, unknown>)[name])) ? [at] : []
  })

const explainer = () => {
  const asked = { wrong: 0, interpreter: 0 }
  const interpreter: StructIssues.Detailed = (input, options) => {
    asked.interpreter++
    return SchemaParser.decodeUnknownEffect(schema)(input, options)
  }
  const wrong = () => (input: object, _: AST.ParseOptions, all: boolean) => {
    asked.wrong++
    return all ? wrongOf(input) : wrongOf(input).slice(0, 1)
  }
  return { asked, detailed: StructIssues.detailed(schema.ast, wrong, interpreter, missing) }
}

const expected = (input: unknown, options: AST.ParseOptions) => SchemaParser.decodeUnknownExit(schema)(input, options)

const ways: ReadonlyArray<AST.ParseOptions> = [
  {},
  { errors: "all" },
  { onExcessProperty: "error" },
  { errors: "all", onExcessProperty: "error" },
  { errors: "all", onExcessProperty: "ignore", reportInput: true }
]

const wrongInputs: ReadonlyArray<object> = [
  ...names.filter((name) => name !== "optional").map((name) => ({ ...whole, [name]: null })),
  ...names.filter((name) => name in whole).map((name) => ({ ...whole, [name]: undefined })),
  ...["text", "last", "grouped", "groupedLast", "groupedFirst"].flatMap((name) =>
    ["xxxxx", "aaaaa", "x"].map((text) => ({ ...whole, [name]: text }))
  ),
  ...[
    { ...whole, email: "nobody" },
    { ...whole, mail: "LONGER@EXAMPLE.com" },
    { ...whole, list: [1, 2] },
    { ...whole, optional: 1 },
    { ...whole, one: "two" }
  ],
  ...[{}, { more: 1 }, { ...whole, text: 1, more: 1, [Symbol.for("yet")]: 2 }, { email: 1, optional: 1 }]
]

describe("the explanation of a struct", () => {
  it("is that of the interpreter, which is not asked", () => {
    const { asked, detailed } = explainer()
    for (const input of wrongInputs)
      for (const options of ways) assert.deepStrictEqual(detailed(input, options), expected(input, options))
    assert.strictEqual(asked.interpreter, 0)
  })

  it("says of a literal what its check says", () => {
    const { asked, detailed } = explainer()
    wanted = false
    for (const input of [whole, { ...whole, never: "ever" }])
      for (const options of ways) assert.deepStrictEqual(detailed(input, options), expected(input, options))
    wanted = true
    assert.strictEqual(asked.interpreter, 0)
  })

  it("names fields too many, and asks for others only where all are wanted", () => {
    const { asked, detailed } = explainer()
    const input = Object.defineProperty({ ...whole, more: 1, most: 2 }, "hidden", { value: 3 })
    const options = { onExcessProperty: "error" } as const
    assert.deepStrictEqual(detailed(input, options), expected(input, options))
    assert.deepStrictEqual(asked, { wrong: 0, interpreter: 0 })
    const all = { ...options, errors: "all" } as const
    assert.deepStrictEqual(detailed(input, all), expected(input, all))
    assert.deepStrictEqual(asked, { wrong: 1, interpreter: 0 })
  })

  it("is left to the interpreter for what is no object, for seldom options, and where no field is wrong", () => {
    const { asked, detailed } = explainer()
    for (const input of [null, undefined, "a", 1, []]) {
      assert.deepStrictEqual(detailed(input, {}), expected(input, {}))
      assert.strictEqual(asked.wrong, 0)
    }
    assert.strictEqual(asked.interpreter, 5)
    for (const options of [{ disableChecks: true }, { concurrency: 2 }] as const)
      assert.deepStrictEqual(detailed({}, options), expected({}, options))
    assert.deepStrictEqual(asked, { wrong: 0, interpreter: 7 })
    assert.deepStrictEqual(detailed(whole, {}), expected(whole, {}))
    assert.deepStrictEqual(asked, { wrong: 1, interpreter: 8 })
  })

  it("has the interpreter's last word where what was wrong a moment ago is right", () => {
    for (const name of ["text", "yes", "list"] as const) {
      const changing: Record<string, unknown> = { ...whole, [name]: null }
      const detailed = StructIssues.detailed(
        schema.ast,
        () => () => {
          changing[name] = whole[name]
          return [names.indexOf(name)]
        },
        SchemaParser.decodeUnknownEffect(schema),
        missing
      )
      assert.deepStrictEqual(detailed(changing, {}), expected(whole, {}))
    }
  })

  it("passes on what is missing, and ends with the defect of what breaks", () => {
    const { asked, detailed } = explainer()
    assert.deepStrictEqual(detailed(missing as never, {}), Exit.succeed(missing))
    const broken = new Error("broken")
    const breaks = Object.defineProperty({ ...whole }, "text", {
      get: () => {
        throw broken
      }
    })
    assert.deepStrictEqual(detailed(breaks, { errors: "all" }), Exit.die(broken))
    assert.strictEqual(asked.interpreter, 0)
  })
})
