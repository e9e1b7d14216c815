import { inspect } from "node:util"
import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import type * as AST from "effect/SchemaAST"
import * as SchemaGetter from "effect/SchemaGetter"
import * as SchemaParser from "effect/SchemaParser"
import * as DecoderSource from "../../../src/schema/internal/DecoderSource.ts"
import * as Vocabulary from "../../../src/schema/Vocabulary.ts"

// What a decoder refuses is decoded once more by the interpreter, which hides a decoder that refuses too much. Here it
// has nobody behind it: it has to take what the interpreter takes, and to know each wrong field.

const invalid = Symbol("invalid")

type Fields = Parameters<typeof Schema.Struct>[0]
type Struct = Schema.Top & { readonly ast: AST.Objects }

const known = new Map<AST.AST, DecoderSource.Inside>()

const insides: DecoderSource.Insides = (ast) => {
  const inside = known.get(ast) ?? new DecoderSource.Inside(ast)
  known.set(ast, inside)
  return inside
}

const excess = (names: ReadonlyArray<string>) => (input: object) =>
  Object.keys(input).some((key) => !names.includes(key))

const made = (ast: AST.Objects, { constants, text }: DecoderSource.Source): unknown =>
  new Function("C", "I", "E", text)(
    constants.map((value) => (value instanceof DecoderSource.Inside ? decoderOf(value.ast) : value)),
    invalid,
    excess(ast.propertySignatures.map(({ name }) => String(name)))
  )

const decoderOf = (ast: AST.Objects) => made(ast, DecoderSource.decoder(ast, insides)) as DecoderSource.Decode

const wrongOf = (ast: AST.Objects) => made(ast, DecoderSource.wrong(ast, insides)) as DecoderSource.Wrong

/** What the interpreter makes of an input: a value, or the fields that are wrong or missing, in their order. */
const interpreted = (schema: Struct, input: unknown) => {
  const decode = SchemaParser.decodeUnknownExit(schema as unknown as Schema.Codec<unknown, unknown>)
  const exit = decode(input, { errors: "all" })
  if (exit._tag === "Success") return { value: exit.value, wrong: [] }
  const [reason] = exit.cause.reasons
  const issue = reason?._tag === "Fail" ? reason.error : undefined
  const issues = issue?._tag === "Composite" ? issue.issues : []
  return {
    value: invalid,
    wrong: issues.flatMap((one) => (one._tag === "Pointer" ? [String(one.path[0])] : []))
  }
}

/** Both answer alike about every input, alone and as a field too many of nothing. */
const alike = (fields: Fields, inputs: ReadonlyArray<object>, check?: (schema: Struct) => Struct) => {
  const struct = Schema.Struct(fields) as unknown as Struct
  const schema = check === undefined ? struct : check(struct)
  const names = schema.ast.propertySignatures.map(({ name }) => String(name))
  const [decode, wrong] = [decoderOf(schema.ast), wrongOf(schema.ast)]
  for (const input of inputs) {
    const expected = interpreted(schema, input)
    const value = decode(input, {})
    const about = inspect(input)
    assert.deepStrictEqual(value, expected.value, about)
    if (typeof value === "object") {
      assert.deepStrictEqual(Object.keys(value as object), Object.keys(expected.value as object), about)
      assert.notStrictEqual(value, input)
    }
    const found = (every: boolean) => wrong(input, {}, every).map((at) => names[at])
    assert.deepStrictEqual(found(true), expected.wrong, about)
    assert.deepStrictEqual(found(false), expected.wrong.slice(0, 1), about)
  }
}

/** Objects of one field `a` for each value, and one without it. */
const each = (...values: ReadonlyArray<unknown>) => [{}, ...values.map((a) => ({ a }))]

const anything = [
  undefined,
  null,
  "",
  "a",
  "b",
  0,
  1,
  -1,
  1.5,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  true,
  false,
  5n,
  [],
  {}
]

describe("the source of a decoder", () => {
  it("reads texts, numbers, yes and no, and literals", () => {
    for (const field of [
      ...[Schema.String, Schema.Number, Schema.Finite, Schema.Boolean, Schema.Null, Schema.Undefined],
      ...[Schema.Literal("a"), Schema.Literal(1), Schema.Literal(true), Schema.Literal(5n)]
    ])
      alike({ a: field }, each(...anything))
  })

  it("asks what effect's own checks ask, at their borders", () => {
    const numbers = [-1, 0, 1, 2, 3, 1.5, 2 ** 53, Number.NaN, Number.NEGATIVE_INFINITY, "1"]
    for (const check of [
      Schema.isInt(),
      Schema.isFinite(),
      Schema.isBetween({ minimum: 0, maximum: 2 }),
      Schema.isBetween({ minimum: 0, maximum: 2, exclusiveMinimum: true }),
      Schema.isBetween({ minimum: 0, maximum: 2, exclusiveMaximum: true }),
      Schema.isGreaterThan(1)
    ])
      alike({ a: Schema.Number.check(check) }, each(...numbers))
    const texts = ["", "a", "ab", "abc", "abcd", "a1", "11", "\u{1d7d9}", 1]
    for (const check of [
      ...[Schema.isMinLength(2), Schema.isMaxLength(2), Schema.isNonEmpty()],
      ...[
        Schema.isPattern(/^[a-z]{2,3}$/),
        Schema.isPattern(/^(a|1)+$/),
        Schema.isPattern(/^A/i),
        Schema.isPattern(/b/)
      ]
    ])
      alike({ a: Schema.String.check(check) }, each(...texts))
    alike({ a: Schema.String.check(Schema.isMinLength(2), Schema.isMaxLength(3)) }, each(...texts))
    alike({ a: Schema.Array(Schema.String).check(Schema.isMinLength(1), Schema.isMaxLength(2)) }, [
      ...each([], ["a"], ["a", "b"], ["a", "b", "c"], [1])
    ])
    const grouped = Schema.makeFilterGroup([Schema.isMinLength(2), Schema.isPattern(/^a/)])
    alike({ a: Schema.String.check(grouped) }, each(...texts))
  })

  it("reads lists, tuples and what is inside them", () => {
    const lists = [[], ["a"], ["a", 1], ["a", 1, 2], ["a", "b"], [1], [undefined], Array(1), "a", { 0: "a", length: 1 }]
    for (const field of [
      Schema.Array(Schema.String),
      Schema.NonEmptyArray(Schema.String),
      Schema.Tuple([Schema.String]),
      Schema.Tuple([Schema.String, Schema.Number]),
      Schema.TupleWithRest(Schema.Tuple([Schema.String]), [Schema.Number]),
      Schema.Array(Schema.Array(Schema.String)),
      Schema.Array(Schema.Union([Schema.String, Schema.Number]))
    ])
      alike({ a: field }, each(...lists, [["a"], []], [["a"], [1]]))
  })

  it("reads unions by literal, by tag, and one member after the other", () => {
    const kind = (tag: string, value: Schema.Top) => Schema.Struct({ _tag: Schema.Literal(tag), value: value as never })
    const [one, other] = [kind("A", Schema.String), kind("B", Schema.Number)]
    const tagged = [
      { _tag: "A", value: "x" },
      { _tag: "B", value: 1 },
      { _tag: "A", value: 1 },
      { _tag: "C" },
      {},
      null,
      "A"
    ]
    for (const field of [
      Schema.Literals(["a", "b"]),
      Schema.Literals(["a", "b", "c", 1]),
      Schema.Literals(["a", 1, 0, "", true as never]),
      Schema.NullOr(Schema.String),
      Schema.Union([Schema.Null, Schema.Literal("a"), Schema.Finite]),
      Schema.Union([Schema.String, Schema.Finite, Schema.Null]),
      Schema.Union([Schema.Finite.check(Schema.isGreaterThan(0)), Schema.String.check(Schema.isMinLength(1))]),
      Schema.Union([]),
      Schema.Union([one]),
      Schema.Union([one, other]),
      Schema.Union([one, Schema.Null]),
      Schema.Union([one, other, Schema.Null]),
      Schema.Union([one, kind("A", Schema.Number)]),
      Schema.Union([one, Schema.Struct({ value: Schema.Number })]),
      Schema.Union([one, Schema.Struct({ _tag: Schema.optionalKey(Schema.Literal("B")), value: Schema.Number })]),
      Schema.Union([one, Schema.Struct({ _tag: Schema.String, value: Schema.Number })]),
      Schema.Union([one, Schema.Struct({ _tag: Schema.Literal(1), value: Schema.Number })]),
      Schema.Union([one, other.check(Schema.makeFilter(() => false))])
    ])
      alike({ a: field }, each(...anything, ...tagged, { _tag: 1, value: 1 }, { value: 1 }, { _tag: "B" }))
  })

  it("asks the checks of what takes one value only, and of members by a literal that is no tag", () => {
    const never = Schema.makeFilter(() => false)
    const b = Schema.Literal("b")
    for (const field of [
      ...[Schema.Literal("a").check(never), Schema.Null.check(never), Schema.Undefined.check(never)],
      ...[Schema.Literal("a").check(Schema.makeFilter(() => true)), Schema.Null.check(Schema.makeFilter(() => true))],
      ...[Schema.Union([Schema.Literal("a").check(never), b]), Schema.Union([b, Schema.Null.check(never)])],
      Schema.Union([Schema.Literal("a").check(never), b.check(never), Schema.Literal("c")])
    ])
      alike({ a: field }, each(...anything, "c"))
    const kind = (name: Schema.Top, value: Schema.Top) => Schema.Struct({ kind: name as never, value: value as never })
    const kinds = [
      { kind: "A", value: "x" },
      { kind: "B", value: 1 },
      { _tag: "A", kind: "B", value: 1 },
      { kind: "A" }
    ]
    alike(
      { a: Schema.Union([kind(Schema.Literal("A"), Schema.String), kind(Schema.Literal("B"), Schema.Number)]) },
      each(...kinds)
    )
    const big = (literal: bigint) => Schema.Struct({ _tag: Schema.Literal(literal) })
    alike({ a: Schema.Union([big(5n), big(6n)]) }, each({ _tag: 5n }, { _tag: 6n }, { _tag: 5 }))
  })

  it("asks a check of somebody else that is called as one of effect's, and says what that one says", () => {
    const called = (id: string, payload?: object) =>
      Schema.String.check(
        Schema.makeFilter((text: string) => text === "ab", {
          representation: { id, ...(payload && { payload }) }
        } as never)
      )
    for (const id of ["isMinLength", "isMaxLength", "isBetween", "isPattern", "isOwn"])
      for (const payload of [undefined, {}, { minLength: "3" }, { maxLength: null }, { minimum: 0 }, { maximum: 0 }])
        alike({ a: called(`effect/schema/${id}`, payload) }, each("", "a", "ab", "abc"))
    alike({ a: called("effect/schema/isPattern", { source: 5, flags: "" }) }, each("5", "ab"))
  })

  it("reads formats, and takes the first member of a union that fits", () => {
    const email = Vocabulary.Email
    const texts = ["A@EXAMPLE.com", "a@example.com", "x", "", 1, null]
    for (const field of [
      ...[email, Schema.NullOr(email), Schema.Union([email, Schema.Literal("x")]), Schema.Array(email)],
      ...[
        Schema.Union([email, Schema.Literal("A@EXAMPLE.com")]),
        Schema.Union([Schema.Literal("A@EXAMPLE.com"), email]),
        Schema.Union([Schema.Literal("x"), email, Schema.Literal("A@EXAMPLE.com")])
      ]
    ])
      alike({ a: field }, each(...texts, ["A@EXAMPLE.com"], ["x"]))
    alike({ a: email.check(Schema.isMaxLength(13)) }, each(...texts, "LONGER@EXAMPLE.com"))
  })

  it("reads structs inside, with optional fields before, between and after others", () => {
    const inner = Schema.Struct({ x: Schema.String, y: Schema.optionalKey(Schema.Finite) })
    const inputs = each({ x: "1" }, { x: "1", y: 1 }, { y: 1 }, { x: 1 }, { x: "1", y: undefined }, [], null, "x")
    alike({ a: inner }, inputs)
    alike({ a: Schema.Struct({ a: inner }) }, [{ a: { a: { x: "1" } } }, { a: { a: {} } }, { a: {} }, { a: 1 }])
    alike({ a: inner.check(Schema.makeFilter(({ x }) => x === "1")) }, [...inputs, { a: { x: "2" } }])
    const optional = Schema.optionalKey(Schema.String)
    for (const names of ["", "a", "c", "e", "ac", "ace", "bcd", "abcde"]) {
      const fields = Object.fromEntries(
        [..."abcde"].map((key) => [key, names.includes(key) ? optional : Schema.String])
      )
      const whole = { e: "5", d: "4", c: "3", b: "2", a: "1" }
      const without = (key: string) => Object.fromEntries(Object.entries(whole).filter(([other]) => other !== key))
      alike(fields, [
        ...[whole, {}, { a: 1, b: 2, c: 3, d: 4, e: 5 }, { a: "1", c: 3, e: 5 }],
        ...[..."abcde"].flatMap((key) => [without(key), { ...whole, [key]: undefined }, { ...whole, [key]: 1 }])
      ])
    }
  })

  it("knows what is missing from what is there and nothing", () => {
    const fields = [
      ...[Schema.UndefinedOr(Schema.String), Schema.Undefined, Schema.Union([Schema.Null, Schema.Undefined])],
      ...[Schema.optional(Schema.String), Schema.optionalKey(Schema.UndefinedOr(Schema.String))],
      ...[Schema.Union([Schema.UndefinedOr(Schema.String), Schema.Null]), Schema.optionalKey(Schema.Null)]
    ]
    for (const field of fields)
      alike(
        { a: field, b: Schema.String },
        each(...anything).map((one) => ({ ...one, b: "b" }))
      )
    alike({ a: Schema.UndefinedOr(Schema.String) }, [Object.create({ a: undefined }), Object.create({})])
    alike({ a: Schema.optionalKey(Schema.String) }, [Object.create({ a: "a" }), Object.create({})])
  })

  it("asks checks of the whole last, and leaves them to others where a field is wrong", () => {
    const asked: Array<unknown> = []
    const check = (schema: Struct): Struct =>
      (schema as unknown as typeof schema & { check: (filter: unknown) => Struct }).check(
        Schema.makeFilter((input: { readonly a: string }) => {
          asked.push(input)
          return input.a === "a"
        })
      )
    const schema = check(Schema.Struct({ a: Schema.String, b: Schema.Finite }) as unknown as Struct)
    const decode = decoderOf(schema.ast)
    assert.deepStrictEqual(decode({ a: "a", b: 1, c: 2 }, {}), { a: "a", b: 1 })
    assert.deepStrictEqual(decode({ a: "b", b: 1 }, {}), invalid)
    assert.deepStrictEqual(decode({ a: "a", b: "1" }, {}), invalid)
    assert.deepStrictEqual(asked, [
      { a: "a", b: 1 },
      { a: "b", b: 1 }
    ])
    assert.deepStrictEqual(wrongOf(schema.ast)({ a: "b", b: 1 }, {}, true), [])
  })

  it("is for objects only, and leaves what is asked for seldom to the interpreter", () => {
    const schema = Schema.Struct({ length: Schema.optionalKey(Schema.Finite) }) as unknown as Struct
    const decode = decoderOf(schema.ast)
    for (const input of [null, undefined, "a", 1, [], () => 1]) assert.strictEqual(decode(input, {}), invalid)
    assert.strictEqual(decode({}, { disableChecks: true }), invalid)
    assert.strictEqual(decode({}, { concurrency: 1 }), invalid)
    assert.deepStrictEqual(decode({}, { disableChecks: false }), {})
    assert.deepStrictEqual(decode({ more: 1 }, {}), {})
    assert.deepStrictEqual(decode({ more: 1 }, { onExcessProperty: "ignore" }), {})
    assert.strictEqual(decode({ more: 1 }, { onExcessProperty: "error" }), invalid)
    assert.deepStrictEqual(decode({ length: 1 }, { onExcessProperty: "error" }), { length: 1 })
  })

  it("is a straight line: constants once, patterns as comparisons, many literals as a set, a switch over tags", () => {
    const digits = Schema.String.check(Schema.isPattern(/^\d{2}$/))
    const inner = Schema.Struct({ _tag: Schema.Literal("A") })
    const text = (fields: Fields) => {
      const { constants, text } = DecoderSource.decoder((Schema.Struct(fields) as unknown as Struct).ast, insides)
      return { constants: constants.length, text }
    }
    const begin =
      'if(o.disableChecks||o.concurrency!==void 0)return I;if(typeof i!=="object"||i===null||Array.isArray(i))return I;' +
      'if(o.onExcessProperty==="error"&&E(i))return I;'
    assert.deepStrictEqual(text({ a: Schema.String, b: Schema.optionalKey(Schema.Int) }), {
      constants: 0,
      text:
        `"use strict";;return function(i,o){${begin}const v0=i["a"];if(typeof v0!=="string")return I;const v1=i["b"];` +
        'const v2=v1!==void 0||"b" in i;let v3;if(v2){if(typeof v1!=="number")return I;if(!Number.isSafeInteger(v1))return I;' +
        'v3=v1};const d=(v2?{"a":v0,"b":v3}:{"a":v0});return d}'
    })
    const twice = text({ a: digits, b: Schema.Array(inner), c: inner })
    assert.strictEqual(twice.constants, 1)
    assert.notInclude(twice.text, ".test(")
    const many = text({ a: Schema.Literals(["a", "b", "c", "d"]) })
    assert.strictEqual(many.constants, 1)
    assert.include(many.text, "C[0].has(v0)")
    assert.include(text({ a: Schema.Literals(["a", "b", "c"]) }).text, 'if(!(v0==="a"||v0==="b"||v0==="c"))return I')
    const tagged = text({ a: Schema.Union([inner, Schema.Struct({ _tag: Schema.Literal("B") })]) })
    assert.include(
      tagged.text,
      'switch(v0._tag){case "A":v1=C[0](v0,o);break;case "B":v1=C[1](v0,o);break;default:v1=I}'
    )
    // Effect's own checks stand there as comparisons; one of somebody else is called.
    const end = 'return I;const d=({"a":v0});return d}'
    for (const [check, wrong] of [
      [Schema.isFinite(), "!Number.isFinite(v0)"],
      [Schema.isBetween({ minimum: 0, maximum: 2 }), "!(v0>=0&&v0<=2)"],
      [Schema.isBetween({ minimum: 0, maximum: 2, exclusiveMinimum: true }), "!(v0>0&&v0<=2)"],
      [Schema.isBetween({ minimum: 0, maximum: 2, exclusiveMaximum: true }), "!(v0>=0&&v0<2)"]
    ] as const)
      assert.include(text({ a: Schema.Number.check(check) }).text, `if(${wrong})${end}`)
    for (const [check, wrong] of [
      [Schema.isMinLength(2), "!(v0.length>=2)"],
      [Schema.isMaxLength(2), "!(v0.length<=2)"]
    ] as const)
      assert.include(text({ a: Schema.String.check(check) }).text, `if(${wrong})${end}`)
    const own = text({ a: Schema.String.check(Schema.makeFilter(() => true)) })
    assert.include(own.text, `if(C[0].run(v0,C[1],o)!==void 0)${end}`)
    assert.include(text({ a: Schema.NullOr(Schema.String) }).text, "let v1=v0;if(!(v0===null)){")
    assert.include(text({ a: Schema.Union([Schema.Null, Vocabulary.Email]) }).text, "let v1=v0;if(!(v0===null)){")
    assert.include(text({ a: Schema.UndefinedOr(Schema.Boolean) }).text, "if(!(v0===void 0)){")
    assert.include(
      text({ a: Schema.Union([Schema.Literal(true), Schema.Literal(1)]) }).text,
      "if(!(v0===true||v0===C[0]))"
    )
    assert.notInclude(text({ a: Schema.Array(Schema.String) }).text, ".length<0")
    assert.include(text({ a: Schema.NonEmptyArray(Schema.String) }).text, "if(v0.length<1)return I")
    // Two optional fields are told apart by the literal, a third is added to the object.
    const optional = Schema.optionalKey(Schema.String)
    assert.notInclude(text({ a: optional, b: optional }).text, "const r=")
    assert.include(
      text({ z: Schema.String, a: optional, b: optional, c: optional }).text,
      'const r={"z":v0};if(v2)r["a"]=v3;'
    )
  })

  it("is not written for what may decode otherwise the second time", () => {
    const because = (schema: Schema.Top): string => {
      try {
        DecoderSource.decoder((schema as Struct).ast, insides)
      } catch (error) {
        assert.instanceOf(error, DecoderSource.NotWritten)
        return `${(error as Error).name}: ${(error as Error).message}`
      }
      return "written"
    }
    const field = (schema: Schema.Top) => because(Schema.Struct({ a: schema as never }))
    assert.strictEqual(because(Schema.Struct({})), "NotWritten: a record of any keys")
    assert.strictEqual(because(Schema.Record(Schema.String, Schema.String)), "NotWritten: a record of any keys")
    assert.strictEqual(
      because(
        Schema.StructWithRest(Schema.Struct({ a: Schema.String }), [Schema.Record(Schema.String, Schema.String)])
      ),
      "NotWritten: a record of any keys"
    )
    assert.strictEqual(
      because(Schema.Struct({ [Symbol.for("a")]: Schema.String })),
      "NotWritten: a field with such a name"
    )
    assert.strictEqual(
      field(Schema.TupleWithRest(Schema.Tuple([]), [Schema.String, Schema.Number])),
      "NotWritten: such a list"
    )
    assert.strictEqual(field(Schema.Tuple([Schema.optionalKey(Schema.String)])), "NotWritten: such a list")
    assert.strictEqual(field(Schema.FiniteFromString), "NotWritten: a transformation")
    assert.strictEqual(
      field(Schema.Union([Schema.Finite, Schema.String], { mode: "oneOf" })),
      "NotWritten: a union of which exactly one member may fit"
    )
    assert.strictEqual(field(Schema.Unknown), "NotWritten: `Unknown`")
    assert.strictEqual(field(Schema.Struct({ x: Schema.String })), "written")
    assert.strictEqual(field(Vocabulary.Email), "written")
    assert.strictEqual(field(Vocabulary.atMost(2, "texts", Schema.Array(Schema.String))), "written")
  })

  it("is not written for a format or a bound that something else is put before or behind", () => {
    const because = (field: Schema.Top): string => {
      try {
        DecoderSource.decoder(Schema.Struct({ a: field as never }).ast, insides)
      } catch (error) {
        assert.instanceOf(error, DecoderSource.NotWritten)
        return (error as Error).message
      }
      return "written"
    }
    const readingOf = ({ ast }: Schema.Top) => {
      const [link] = ast.encoding ?? assert.fail("read by nothing")
      return link.transformation as never
    }
    const reading = readingOf(Vocabulary.Email)
    const same = { decode: SchemaGetter.passthrough(), encode: SchemaGetter.passthrough() } as never
    const text = Schema.String.check(Schema.isMinLength(1))
    assert.strictEqual(because(text.pipe(Schema.decodeTo(Schema.String, reading))), "written")
    for (const other of [...[Schema.String, text.check(Schema.isMaxLength(9))], text.pipe(Schema.decodeTo(text, same))])
      assert.strictEqual(
        because(other.pipe(Schema.decodeTo(Schema.String, reading))),
        "a transformation of checked text"
      )
    const bound = readingOf(Vocabulary.atMost(2, "texts", Schema.Array(Schema.String)))
    const list = Schema.Array(Schema.String)
    assert.strictEqual(because(list.pipe(Schema.decodeTo(list, bound))), "written")
    for (const other of [
      text.pipe(Schema.decodeTo(Vocabulary.Email, same)),
      list.pipe(Schema.decodeTo(Vocabulary.atMost(2, "texts", list), same)),
      text.pipe(Schema.decodeTo(Schema.Literal("a@example.com"), reading)),
      Schema.Literal("a@example.com").pipe(Schema.decodeTo(Schema.String, reading)),
      Vocabulary.Email.pipe(Schema.decodeTo(Schema.String, same)),
      Schema.Array(Schema.String).pipe(Schema.decodeTo(Schema.Array(Schema.String), same)),
      Vocabulary.atMost(2, "texts", Schema.Array(Schema.String)).pipe(
        Schema.decodeTo(Schema.Array(Schema.String), same)
      ),
      Schema.Union([Schema.Literal("a").pipe(Schema.decodeTo(Schema.Literal("a"), same)), Schema.Literal("b")])
    ])
      assert.strictEqual(because(other), "a transformation")
    const checkedBefore = Schema.flip(Schema.Struct({ x: Schema.String }).check(Schema.makeFilter(() => true)))
    assert.throws(() => DecoderSource.decoder(checkedBefore.ast as AST.Objects, insides), "a transformation")
    assert.throws(() => DecoderSource.wrong(checkedBefore.ast as AST.Objects, insides), "a transformation")
    const renamed = Schema.Struct({ x: Schema.String }).pipe(Schema.encodeKeys({ x: "y" }))
    assert.throws(() => DecoderSource.decoder(renamed.ast as AST.Objects, insides), "a transformation")
  })
})
