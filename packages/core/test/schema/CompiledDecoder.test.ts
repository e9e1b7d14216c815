import { afterEach, assert, describe, it, vi } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type * as AST from "effect/SchemaAST"
import * as SchemaGetter from "effect/SchemaGetter"
import * as SchemaParser from "effect/SchemaParser"
import * as SchemaCompiler from "effect/schema/SchemaCompiler"
import * as CompiledDecoder from "../../src/schema/CompiledDecoder.ts"
import * as Vocabulary from "../../src/schema/Vocabulary.ts"

const all = { errors: "all", onExcessProperty: "error" } as const

const install = (...schemas: ReadonlyArray<{ readonly ast: AST.AST }>) =>
  CompiledDecoder.install(SchemaCompiler, schemas)

type Fields = Parameters<typeof Schema.Struct>[0]

/** Two schemas of the same fields: one is compiled, the other is not. */
const twins = (fields: () => Fields) => {
  const compiled = Schema.Struct(fields())
  const installed = install(compiled)
  return { compiled, installed, plain: Schema.Struct(fields()) }
}

/** What comes out of decoding, with messages and places. */
const told = (schema: Schema.Top, input: unknown, options: AST.ParseOptions) => {
  const exit = SchemaParser.decodeUnknownExit(schema as Schema.Codec<unknown, unknown>)(input, options)
  return exit._tag === "Success"
    ? { value: exit.value, order: Object.keys(exit.value as object) }
    : exit.cause.reasons.map((one) => (one._tag === "Fail" ? String(one.error) : one))
}

const same = (fields: () => Fields, inputs: ReadonlyArray<unknown>) => {
  const { compiled, installed, plain } = twins(fields)
  assert.deepStrictEqual(installed.interpreted, [])
  for (const input of inputs)
    for (const options of [{}, { errors: "all" }, all, { onExcessProperty: "error" }] as const)
      assert.deepStrictEqual(told(compiled, input, options), told(plain, input, options))
}

describe("compiled decoders", () => {
  afterEach(() => {
    vi.unstubAllGlobals()
  })

  it("keep the order of the schema, with any number of optional fields", () => {
    const optional = Schema.optionalKey(Schema.String)
    for (const names of ["", "b", "bd", "bde", "abcde"]) {
      const fields = () =>
        Object.fromEntries(
          ["a", "b", "c", "d", "e"].map((key) => [key, names.includes(key) ? optional : Schema.String])
        )
      const whole = { e: "5", d: "4", c: "3", b: "2", a: "1" }
      same(fields, [
        whole,
        ...[..."abcde"].map((key) => Object.fromEntries(Object.entries(whole).filter(([other]) => other !== key))),
        ...[..."abcde"].map((key) => ({ ...whole, [key]: undefined })),
        ...[..."abcde"].map((key) => ({ ...whole, [key]: 1 })),
        {}
      ])
    }
  })

  it("know what is missing from what is nothing", () => {
    const fields = () => ({
      nullable: Schema.NullOr(Schema.String),
      undefinable: Schema.UndefinedOr(Schema.Finite),
      optional: Schema.optional(Schema.String),
      nothing: Schema.Undefined
    })
    const whole = { nullable: null, undefinable: undefined, optional: undefined, nothing: undefined }
    same(fields, [
      whole,
      { nullable: null },
      { ...whole, undefinable: 1, optional: "x" },
      { ...whole, optional: null },
      {}
    ])
  })

  it("see every field too many, and only those", () => {
    same(
      () => ({ a: Schema.String, b: Schema.optionalKey(Schema.String) }),
      [
        { a: "1", c: 1, [Symbol.for("d")]: 2 },
        Object.create({ c: 1 }, { a: { value: "1" } }),
        Object.create({ a: "1" }, { c: { value: 1, enumerable: true } }),
        Object.create({ a: "1" }, { c: { value: 1, enumerable: false } }),
        Object.defineProperty({ a: "1" }, "__proto__", { value: 1, enumerable: true }),
        Object.defineProperty({ a: "1", [Symbol.for("said")]: 1 }, Symbol.for("hidden"), { value: 2 }),
        Object.defineProperty({ a: "1" }, Symbol.for("hidden"), { value: 2 })
      ]
    )
  })

  it("read lists, unions, checks and formats as the interpreter does", () => {
    const even = () => Schema.Finite.check(Schema.makeFilter((n: number) => n % 2 === 0))
    same(
      () => ({
        ids: Schema.NonEmptyArray(Vocabulary.AgencyId),
        pair: Schema.Tuple([Schema.String, Schema.Finite]),
        either: Schema.Union([even(), Schema.String.check(Schema.isPattern(/^\d+$/), Schema.isMaxLength(3))]),
        kind: Schema.Union([
          Schema.Struct({ _tag: Schema.Literal("A"), a: Schema.String }),
          Schema.Struct({ _tag: Schema.Literal("B"), b: Schema.Finite })
        ]),
        loose: Schema.Union([Schema.Struct({ x: Schema.String }), Schema.Struct({ y: Schema.String })]),
        word: Schema.Literals(["a", "b", "c", "d", 1, 2]),
        big: Schema.Literal(5n)
      }),
      [
        ...[{}, { _tag: "A", a: "1" }, { _tag: "B", b: 1 }, { _tag: "C" }, { _tag: "A" }, { _tag: "B", b: "1" }].map(
          (kind) => ({ ids: ["a"], pair: ["x", 1], either: 2, kind, loose: { x: "1" }, word: "c", big: 5n })
        ),
        { ids: [], pair: ["x"], either: 3, kind: null, loose: { y: "1", x: 1 }, word: "e", big: 5 },
        { ids: ["a", " "], pair: ["x", 1, 2], either: "1234", kind: [], loose: {}, word: 1, big: "5" },
        { ids: "a", pair: {}, either: "12", kind: "A", loose: [], word: "1", big: 5n }
      ]
    )
  })

  it("take the first member of a union that fits, be it a format or a text that the format reads too", () => {
    same(
      () => ({
        formatFirst: Schema.Union([Vocabulary.Email, Schema.Literal("A@EXAMPLE.com")]),
        literalFirst: Schema.Union([Schema.Literal("A@EXAMPLE.com"), Vocabulary.Email])
      }),
      [
        { formatFirst: "A@EXAMPLE.com", literalFirst: "A@EXAMPLE.com" },
        { formatFirst: "B@EXAMPLE.com", literalFirst: "B@EXAMPLE.com" },
        { formatFirst: "x", literalFirst: 1 }
      ]
    )
  })

  it("run checks of the whole after those of the parts", () => {
    const schema = (compiled: boolean) => {
      const made = Schema.Struct({ least: Schema.Finite, most: Schema.Finite }).check(
        Schema.makeFilter((range: { readonly least: number; readonly most: number }) =>
          range.least <= range.most ? undefined : { path: ["least"], issue: "expected no more than the most" }
        )
      )
      if (compiled) assert.deepStrictEqual(install(made), { compiled: 1, interpreted: [] })
      return made
    }
    const [compiled, plain] = [schema(true), schema(false)]
    for (const input of [{ least: 1, most: 2 }, { least: 2, most: 1 }, { least: 2 }, { least: 2, most: 1, more: 1 }])
      for (const options of [{}, all, { ...all, disableChecks: true }, { ...all, concurrency: 2 }])
        assert.deepStrictEqual(told(compiled, input, options), told(plain, input, options))
  })

  it("break where a check breaks", () => {
    const broken = new Error("broken")
    const breaks = () =>
      Schema.String.check(
        Schema.makeFilter(() => {
          throw broken
        })
      )
    same(
      () => ({ first: Schema.String, second: breaks() }),
      [
        { first: "a", second: "b" },
        { first: 1, second: "b" },
        { first: "a", second: 1 },
        { first: 1, second: 1, more: 1 }
      ]
    )
  })

  it("stay inside schemas that are not compiled, also when they are missing", () => {
    const inner = () => Schema.Struct({ a: Schema.String })
    const outer = (one: ReturnType<typeof inner>) =>
      Schema.Struct({ one, more: Schema.optionalKey(one), list: Schema.Record(Schema.String, one) })
    const schema = outer(inner())
    assert.deepStrictEqual(install(schema), { compiled: 2, interpreted: ["a record of any keys"] })
    const plain = outer(inner())
    for (const input of [
      { one: { a: "1" }, list: { x: { a: "2" } } },
      { one: { a: "1" }, more: { a: "1" }, list: {} },
      { more: { a: 1 }, list: { x: { a: 2 } } },
      {}
    ])
      for (const options of [{}, all]) assert.deepStrictEqual(told(schema, input, options), told(plain, input, options))
  })

  it("are not written for what may decode otherwise the second time", () => {
    const inside = (schema: Schema.Top) => install(Schema.Struct({ field: schema as never })).interpreted
    class Person extends Schema.Class<Person>("Person")({ name: Schema.String }) {}
    assert.deepStrictEqual(inside(Schema.FiniteFromString), ["a transformation"])
    assert.deepStrictEqual(inside(Person), ["a transformation"])
    assert.deepStrictEqual(inside(Schema.suspend(() => Schema.String)), ["`Suspend`"])
    assert.deepStrictEqual(inside(Schema.Union([Schema.String, Schema.Finite], { mode: "oneOf" })), [
      "a union of which exactly one member may fit"
    ])
    assert.deepStrictEqual(inside(Schema.Unknown), ["`Unknown`"])
    // What is checked as it was written is a check of its own.
    const written = Schema.flip(Schema.Tuple([Schema.String]).check(Schema.makeFilter(([text]) => text !== "")))
    assert.deepStrictEqual(inside(written), ["checks of what is encoded"])
    const defaulted = Schema.String.pipe(Schema.withDecodingDefaultKey(Effect.succeed("x")))
    assert.deepStrictEqual(inside(defaulted), ["a transformation"])
    const own = Schema.String.pipe(
      Schema.decodeTo(Schema.String, {
        decode: SchemaGetter.transform((text: string) => text.trim()),
        encode: SchemaGetter.transform((text: string) => text)
      })
    )
    assert.deepStrictEqual(inside(own), ["a transformation"])
    assert.deepStrictEqual(install(Schema.Struct({ ["__proto__"]: Schema.String })).interpreted, [
      "a field with such a name"
    ])
  })

  it("say each reason once, in order, for the structs that got none", () => {
    const [read, unknown] = [Schema.Struct({ a: Schema.FiniteFromString }), Schema.Struct({ b: Schema.Unknown })]
    assert.deepStrictEqual(install(read, unknown, Schema.Struct({ c: Schema.FiniteFromString })), {
      compiled: 0,
      interpreted: ["`Unknown`", "a transformation"]
    })
  })

  it("leave everything as it is without a registry, and where no code may be made", () => {
    const schema = Schema.Struct({ a: Schema.String })
    assert.deepStrictEqual(CompiledDecoder.install(undefined, [schema]), {
      compiled: 0,
      interpreted: ["there is no registry"]
    })
    vi.stubGlobal("Function", () => {
      throw new EvalError("not here")
    })
    assert.deepStrictEqual(install(schema), { compiled: 0, interpreted: ["no code may be made at run time"] })
    assert.deepStrictEqual(told(schema, { a: "1" }, {}), { value: { a: "1" }, order: ["a"] })
  })

  it("are given once to each registry", () => {
    const schema = Schema.Struct({ a: Schema.String })
    const given: Array<AST.AST> = []
    const decoders: Array<Parameters<CompiledDecoder.Registry["set"]>[1]> = []
    const registry: CompiledDecoder.Registry = {
      ...SchemaCompiler,
      set: (ast, decoder) => {
        given.push(ast)
        decoders.push(decoder)
      }
    }
    CompiledDecoder.install(registry, [schema, schema])
    CompiledDecoder.install(registry, [Schema.Struct({ schema })])
    assert.deepStrictEqual(given.length, 2)
    assert.strictEqual(given[0], schema.ast)
    // What the registry got decodes: an empty one would leave everything to the interpreter, unseen.
    assert.deepStrictEqual(decoders[0]?.decode({ a: "1", b: 2 }, {}), { a: "1" })
    assert.strictEqual(decoders[0]?.decode({ a: 1 }, {}), SchemaCompiler.invalid)
    assert.deepStrictEqual(decoders[1]?.decode({ schema: { a: "1" } }, {}), { schema: { a: "1" } })
  })
})
