import { catalogue } from "@agencybook/application/Catalogue"
import * as CompiledDecoder from "@agencybook/core/schema/CompiledDecoder"
import * as PolicySchema from "@agencybook/core/schema/Policy"
import { assert, describe, it } from "@effect/vitest"
import * as Exit from "effect/Exit"
import type * as AST from "effect/SchemaAST"
import * as SchemaParser from "effect/SchemaParser"
import * as SchemaCompiler from "effect/schema/SchemaCompiler"
import * as fc from "fast-check"
import * as Shape from "../src/internal/SchemaShape.ts"
import * as NearMiss from "../src/NearMiss.ts"
import * as Seed from "../src/Seed.ts"
import * as Valid from "../src/Valid.ts"
import { Twins } from "./fixture/schema-twins.ts"

const twins = new Twins()
const everything = [...Object.values(catalogue).map(({ schema }) => schema as Shape.AnySchema), PolicySchema.Policy]
// The schemas themselves stay with the interpreter; their twins are compiled.
const installed = CompiledDecoder.install(
  SchemaCompiler,
  everything.map((schema) => Shape.schemaOf(twins.of(schema.ast)))
)

const ways: ReadonlyArray<AST.ParseOptions> = [
  {},
  { errors: "all" },
  { onExcessProperty: "error" },
  { errors: "all", onExcessProperty: "error" },
  { errors: "all", onExcessProperty: "error", reportInput: true },
  { disableChecks: true },
  { errors: "all", concurrency: 2 }
]

// An object that breaks while it is read ends a decoding: sometimes the interpreter throws what broke, sometimes it is
// the defect of the exit. A compiled decoder always answers with the defect, as the registry of effect does.
const ended = (schema: Shape.AnySchema, input: unknown, options: AST.ParseOptions) => {
  try {
    return SchemaParser.decodeUnknownExit(schema)(input, options)
  } catch (defect) {
    return Exit.die(defect)
  }
}

/** What comes out, as data that can be compared. */
const told = (schema: Shape.AnySchema, input: unknown, options: AST.ParseOptions): unknown => {
  const exit = ended(schema, input, options)
  if (exit._tag === "Success") return { value: exit.value, order: JSON.stringify(exit.value) }
  return exit.cause.reasons.map((reason) =>
    reason._tag === "Fail"
      ? twins.told(reason.error)
      : { tag: reason._tag, defect: "defect" in reason && reason.defect }
  )
}

/** Decodes both ways, with every option, and compares. */
const same = (schema: Shape.AnySchema, input: unknown): void => {
  const twin = Shape.schemaOf(twins.of(schema.ast))
  for (const options of ways) assert.deepStrictEqual(told(twin, input, options), told(schema, input, options))
}

const broken = new Error("broken")
const brokenParent = new Proxy(
  {},
  {
    ownKeys: () => {
      throw broken
    }
  }
)
const endless: object = new Proxy({}, { getPrototypeOf: () => endless })
const strange: ReadonlyArray<(value: object) => unknown> = [
  (value) => Object.create(value),
  (value) => Object.assign(Object.create(null), value),
  (value) => Object.freeze({ ...value }),
  (value) => new Proxy(value, {}),
  (value) => Object.assign(Object.create({ inherited: 1, _tag: "inherited" }), value),
  (value) => Object.assign([], value),
  (value) => Object.defineProperties(() => undefined, Object.getOwnPropertyDescriptors({ ...value })),
  (value) => ({ ...value, [Symbol.for("more")]: 1 }),
  (value) => Object.defineProperty({ ...value }, Symbol.for("hidden"), { value: 1, enumerable: false }),
  (value) => Object.defineProperty({ ...value }, "hidden", { value: 1, enumerable: false }),
  (value) => Object.defineProperty({ ...value }, "__proto__", { value: { admin: true }, enumerable: true }),
  (value) => ({ ...value, 0: "zero", constructor: 1, toString: 2 }),
  (value) => Object.fromEntries(Object.entries(value).reverse()),
  (value) => Object.fromEntries(Object.entries(value).map(([key, one]) => [key.toUpperCase(), one])),
  (value) => Object.fromEntries(Object.keys(value).map((key) => [key, undefined])),
  (value) => Object.defineProperties({}, Object.getOwnPropertyDescriptors(value)),
  (value) =>
    Object.defineProperties(
      {},
      Object.fromEntries(Object.entries(value).map(([key, one]) => [key, { value: one, enumerable: false }]))
    ),
  (value) =>
    Object.defineProperties(
      { more: 1 },
      Object.fromEntries(Object.entries(value).map(([key, one], at) => [key, { value: one, enumerable: at > 0 }]))
    ),
  (value) =>
    Object.defineProperties(
      {},
      Object.fromEntries(Object.entries(value).map(([key, one]) => [key, { get: () => one, enumerable: true }]))
    ),
  (value) =>
    Object.defineProperty({ ...value }, Object.keys(value).at(-1) ?? "more", {
      get: () => {
        throw broken
      },
      enumerable: true
    }),
  (value) =>
    new Proxy(value, {
      ownKeys: () => {
        throw broken
      }
    }),
  (value) =>
    new Proxy(value, {
      getPrototypeOf: () => {
        throw broken
      }
    }),
  // What an object inherits from is nobody's business, whether it breaks or never ends.
  (value) => Object.setPrototypeOf({ ...value }, brokenParent),
  (value) => new Proxy(value, { getPrototypeOf: () => endless })
]

const others: ReadonlyArray<unknown> = [
  ...[undefined, null, 0, -0, Number.NaN, 1n, "", "text", true, Symbol.for("text"), () => "text", new Date(0)],
  ...[[], [[]], {}, { _tag: {} }, { length: 1 }, new Map([["_tag", "x"]]), new String("text"), new Array(3)],
  ...[SchemaCompiler.invalid, Object.create(null), { toString: () => "text" }, Promise.resolve("text")]
]

/** A value with something strange put somewhere into it. */
const disturbed = (value: unknown, seed: Seed.Seed): unknown => {
  if (typeof value !== "object" || value === null || seed.chance(15)) {
    return typeof value === "object" && value !== null && seed.chance(80)
      ? seed.pick(strange as readonly [(value: object) => unknown])(value)
      : seed.pick(others as readonly [unknown])
  }
  const keys = Object.keys(value)
  if (keys.length === 0) return seed.pick(strange as readonly [(value: object) => unknown])(value)
  const key = seed.pick(keys as [string, ...Array<string>])
  const changed = disturbed((value as Record<string, unknown>)[key], seed)
  return Array.isArray(value)
    ? value.map((one, at) => (String(at) === key ? changed : one))
    : { ...value, [key]: changed }
}

/** The same once more; `broken` for a value that cannot be copied. */
const twiceDisturbed = (once: unknown, seed: Seed.Seed): unknown => {
  try {
    return disturbed(once, seed)
  } catch (error) {
    assert.strictEqual(error, broken)
    return broken
  }
}

/** A list that notes which of its elements are looked at. */
const watched = (list: ReadonlyArray<unknown>, looked: Set<PropertyKey>): unknown => {
  const note = (name: PropertyKey): true => {
    if (typeof name === "string" && /^\d+$/.test(name)) looked.add(name)
    return true
  }
  return new Proxy(list, {
    get: (target, name, receiver) => note(name) && Reflect.get(target, name, receiver),
    has: (target, name) => note(name) && Reflect.has(target, name),
    getOwnPropertyDescriptor: (target, name) => note(name) && Reflect.getOwnPropertyDescriptor(target, name)
  })
}

const replaced = (whole: unknown, path: ReadonlyArray<string | number>, change: (one: unknown) => unknown): unknown => {
  const [first, ...rest] = path
  if (first === undefined) return change(whole)
  const inner = replaced((whole as Readonly<Record<string, unknown>>)[first], rest, change)
  return Array.isArray(whole) ? whole.with(Number(first), inner) : { ...(whole as object), [first]: inner }
}

const command = fc.constantFrom(...Valid.commandNames).map(Valid.schemaOf)

describe("compiled decoders of all commands and of policies", () => {
  it("are written for every struct", () => {
    assert.deepStrictEqual(installed.interpreted, [])
    assert.isAtLeast(installed.compiled, 160)
  })

  it("give what the interpreter gives for valid values", () => {
    fc.assert(
      fc.property(
        command.chain((schema) => fc.tuple(fc.constant(schema), Valid.arbitrary(schema))),
        ([schema, value]) => same(schema, value)
      ),
      { numRuns: 400 }
    )
    fc.assert(fc.property(Valid.arbitrary(PolicySchema.Policy), (value) => same(PolicySchema.Policy, value)))
  })

  it("say what the interpreter says of near misses", () => {
    fc.assert(
      fc.property(
        command.chain((schema) => fc.tuple(fc.constant(schema), NearMiss.arbitrary(schema))),
        ([schema, { value }]) => same(schema, value)
      ),
      { numRuns: 600 }
    )
    fc.assert(
      fc.property(NearMiss.arbitrary(PolicySchema.Policy), ({ value }) => same(PolicySchema.Policy, value)),
      { numRuns: 100 }
    )
  }, 120_000)

  it("ask an object no more than the interpreter asks", () => {
    fc.assert(
      fc.property(command, fc.nat(), (schema, start) => {
        const value = Valid.one(schema, start) as object
        const asked = (twin: Shape.AnySchema) => {
          const names = new Set<PropertyKey>()
          const note = (_: object, name: PropertyKey) => names.add(name)
          const spy = new Proxy(value, {
            get: (target, name, receiver) => note(target, name) && Reflect.get(target, name, receiver),
            has: (target, name) => note(target, name) && Reflect.has(target, name)
          })
          SchemaParser.decodeUnknownExit(twin)(spy)
          return names
        }
        const names = asked(schema)
        for (const name of asked(Shape.schemaOf(twins.of(schema.ast)))) assert.isTrue(names.has(name), String(name))
      })
    )
  })

  it("look at no element of a list that is too long, and neither does the interpreter", () => {
    const lists = new Set<string>()
    for (const name of Valid.commandNames)
      for (let start = 0; start < 12; start++) {
        const schema = Valid.schemaOf(name)
        for (const { label, path, value } of NearMiss.of(schema, Valid.one(schema, start))) {
          const place = `${name}.${path.filter((step) => typeof step === "string").join(".")}`
          if (label !== "a list too long" || lists.has(place)) continue
          lists.add(place)
          const looked = new Set<PropertyKey>()
          const sent = replaced(value, path, (list) => watched(list as ReadonlyArray<unknown>, looked))
          for (const one of [schema, Shape.schemaOf(twins.of(schema.ast))])
            for (const options of ways) {
              if (options.disableChecks) continue
              assert.strictEqual(ended(one, sent, options)._tag, "Failure", place)
            }
          assert.deepStrictEqual([...looked], [], place)
        }
      }
    assert.isAtLeast(lists.size, 25)
  })

  it("ask nothing of what an object inherits from", () => {
    for (const name of Valid.commandNames)
      for (const change of strange) {
        const schema = Valid.schemaOf(name)
        same(schema, change(Valid.one(schema, 7) as object))
      }
  })

  it("break where the interpreter breaks, and nowhere else, whatever arrives", () => {
    fc.assert(
      fc.property(command, fc.nat(), (schema, start) => {
        const seed = Seed.from(start)
        const once = disturbed(Valid.one(schema, seed.int(2 ** 31)), seed)
        same(schema, once)
        const twice = twiceDisturbed(once, seed)
        if (twice !== broken) same(schema, twice)
      }),
      { numRuns: 1_500 }
    )
    fc.assert(
      fc.property(command, fc.anything({ withNullPrototype: true, withSparseArray: true, withBigInt: true }), same),
      { numRuns: 300 }
    )
  })
})
