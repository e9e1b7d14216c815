/**
 * Values that are wrong in exactly one way: a valid value of a schema, changed in one place, with what is wrong and where.
 *
 * Fields are left out, added, and given values of other types; texts get what their format does not take, from lists
 * written by hand; numbers leave their bounds. Each has to be refused with an error that names its place.
 *
 * @since 0.1.0
 */
import type { CommandName } from "@agencybook/application/Catalogue"
import type * as Schema from "effect/Schema"
import type * as AST from "effect/SchemaAST"
import * as fc from "fast-check"
import * as FormatExamples from "./internal/FormatExamples.ts"
import * as FormatTexts from "./internal/FormatTexts.ts"
import * as Shape from "./internal/SchemaShape.ts"
import * as Seed from "./Seed.ts"
import * as Valid from "./Valid.ts"

/** A value with one fault. @category models */
export interface NearMiss {
  /** What is wrong, for example `a lone high surrogate inside`. */
  readonly label: string
  /** Where it is wrong. */
  readonly path: ReadonlyArray<string | number>
  readonly value: unknown
}

type Path = ReadonlyArray<string | number>
type Fault = readonly [label: string, path: Path, value: unknown]

const prototypeNames = ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty"] as const

// A key that is really there: written as a literal, `__proto__` would set the prototype instead.
const withKey = (value: object, key: string, added: unknown): object =>
  Object.defineProperty({ ...value }, key, { value: added, enumerable: true, configurable: true, writable: true })

const without = (value: object, key: string): object =>
  Object.fromEntries(Object.entries(value).filter(([name]) => name !== key))

const at = (whole: unknown, path: Path, value: unknown): unknown => {
  const [first, ...rest] = path
  if (first === undefined) return value
  if (Array.isArray(whole)) return whole.map((one, n) => (n === first ? at(one, rest, value) : one))
  const record = whole as Readonly<Record<string, unknown>>
  return { ...record, [first]: at(record[first], rest, value) }
}

const otherTypes = (taken: ReadonlyArray<string>): ReadonlyArray<readonly [string, unknown]> => {
  const values: ReadonlyArray<readonly [string, unknown, string]> = [
    ["nothing", null, "null"],
    ["a missing value", undefined, "undefined"],
    ["a text", "text", "string"],
    ["a number", 7, "number"],
    ["a yes", true, "boolean"],
    ["a list", [], "array"],
    ["an object", {}, "object"],
    ["an object with a text method", { toString: () => "text" }, "object"],
    ["a function", () => "text", "function"],
    ["a big integer", 7n, "bigint"],
    ["a symbol", Symbol.for("text"), "symbol"],
    ["a text object", new String("text"), "object"],
    ["a date", new Date(0), "object"]
  ]
  return values.flatMap(([label, value, type]) => (taken.includes(type) ? [] : [[`${label} instead`, value] as const]))
}

const ofText = (ast: AST.AST, value: string, path: Path): ReadonlyArray<Fault> => {
  const format = Shape.formatOf(ast)
  const known = format && FormatExamples.of(format)
  return [
    // Of a format that is not known here, only what no text may hold is wrong for sure.
    ...(known?.wrong ?? FormatTexts.hostile(value).filter(([, text]) => text.trim() !== "")).map(
      ([label, text]): Fault => [label, path, text]
    ),
    ...otherTypes(["string"]).map(([label, other]): Fault => [label, path, other])
  ]
}

const ofNumber = (ast: AST.AST, value: number, path: Path): ReadonlyArray<Fault> => {
  const faults: ReadonlyArray<readonly [string, unknown]> = [
    ["not a number", Number.NaN],
    ["infinity", Number.POSITIVE_INFINITY],
    ["minus infinity", Number.NEGATIVE_INFINITY],
    ["a number as text", String(value)],
    ...otherTypes(["number", "string"])
  ]
  // A number that may be a fraction is judged by its rule, not by its schema.
  const whole: ReadonlyArray<readonly [string, unknown]> =
    Shape.takes(ast, 1.5) || Shape.takes(ast, 50.5)
      ? []
      : [
          ["a fraction", value + 0.5],
          ["a negative number", -1],
          ["minus zero", -0],
          ["more than anybody has", 1e15],
          ["too large to be exact", 2 ** 53]
        ]
  return [...faults, ...whole].map(([label, other]): Fault => [label, path, other])
}

const ofLiteral = (literals: ReadonlyArray<unknown>, value: unknown, path: Path): ReadonlyArray<Fault> => {
  const near =
    typeof value === "string" ? [`${value} `, value.toUpperCase(), value.toLowerCase(), `${value}s`, ""] : [9_999, "1"]
  return [
    ...[...near, ...prototypeNames]
      .filter((other) => !literals.includes(other))
      .map((other): Fault => [`\`${String(other)}\`, which is none of the words`, path, other]),
    ...otherTypes([typeof value]).map(([label, other]): Fault => [label, path, other])
  ]
}

const ofObject = (node: AST.Objects, value: Readonly<Record<string, unknown>>, path: Path): ReadonlyArray<Fault> => {
  const open = node.indexSignatures.length > 0
  const names = new Set(node.propertySignatures.map(({ name }) => String(name)))
  return [
    ...node.propertySignatures.flatMap(({ name, type }): ReadonlyArray<Fault> => {
      const key = String(name)
      const inner = [...path, key]
      if (!Object.hasOwn(value, key)) return []
      return [
        ...(Shape.isOptional(type) ? [] : [["a field left out", inner, without(value, key)] as const]),
        ...faultsOf(type, value[key], inner)
      ]
    }),
    ...(open ? [] : ["unexpected", ...prototypeNames])
      .filter((key) => !names.has(key))
      .map((key): Fault => [`a field \`${key}\` too many`, [...path, key], withKey(value, key, { admin: true })]),
    ...otherTypes(["object", "function"]).map(([label, other]): Fault => [label, path, other])
  ]
}

// A list that is full has its hole at the end: one more would be a list too long.
const withHole = (value: ReadonlyArray<unknown>, path: Path): Fault => [
  "a list with a hole",
  [...path, value.length],
  [...value, undefined]
]

const ofArray = (node: AST.Arrays, value: ReadonlyArray<unknown>, path: Path, most = 10_000): ReadonlyArray<Fault> => [
  ...(node.elements.length > 0 ? [["an empty list", [...path, 0], []] as Fault] : []),
  // One element stands for all of them.
  ...value.slice(0, 1).flatMap((one, n) => faultsOf(node.elements[n] ?? (node.rest[0] as AST.AST), one, [...path, n])),
  ...(value.length > 0 ? [["a list too long", path, Array.from({ length: most + 1 }, () => value[0])] as Fault] : []),
  ...(value.length > 0 ? [withHole(value.slice(0, most - 1), path)] : []),
  ...otherTypes(["array"]).map(([label, other]): Fault => [label, path, other])
]

const ofUnion = (node: AST.Union, value: unknown, path: Path): ReadonlyArray<Fault> => {
  const member = node.types.find((type) => Shape.takes(type, value))
  if (member === undefined) return []
  const tags = node.types.flatMap((type) => Shape.tagsOf(type))
  const tag = (value as { readonly _tag?: unknown } | null)?._tag
  // A wrong tag is told once, for the union; the members themselves have no other.
  const inside = faultsOf(member, value, path).filter(
    ([, where]) => !(tags.length > 0 && where.length === path.length + 1 && where.at(-1) === "_tag")
  )
  if (tags.length === 0 || typeof tag !== "string") return inside
  const others = [`${tag} `, tag.toLowerCase(), "", ...prototypeNames].filter((other) => !tags.includes(other))
  return [
    ...inside,
    ...others.map(
      (other): Fault => [
        `the name \`${other}\`, which nothing has`,
        [...path, "_tag"],
        { ...(value as object), _tag: other }
      ]
    ),
    ["no name", [...path, "_tag"], without(value as object, "_tag")]
  ]
}

/** Faults as the value at a path, so that they can be put into the whole. */
const faultsOf = (ast: AST.AST, value: unknown, path: Path): ReadonlyArray<Fault> => {
  const node = Shape.wire(ast)
  const literals = Shape.literalsOf(node)
  if (literals !== undefined) return ofLiteral(literals, value, path)
  switch (node._tag) {
    case "String":
      return ofText(ast, value as string, path)
    case "Number":
      return ofNumber(ast, value as number, path)
    case "Boolean":
      return [
        ["yes as text", path, "true"],
        ["one for yes", path, 1],
        ...otherTypes(["boolean", "number", "string"]).map(([label, other]): Fault => [label, path, other])
      ]
    case "Objects":
      return ofObject(node, value as Readonly<Record<string, unknown>>, path)
    case "Arrays":
      return ofArray(node, value as ReadonlyArray<unknown>, path, Shape.boundOf(ast))
    case "Union":
      return ofUnion(node, value, path)
    default:
      return []
  }
}

// Faults of fields left out or added carry the object, those of elements the list.
const isOfParent = (label: string): boolean =>
  /^(a field |the name |no name$|an empty list$|a list with a hole$)/.test(label)

/**
 * Every fault of a valid value, one at a time.
 *
 * @category generators
 */
export const of = <A, I>(schema: Schema.Codec<A, I>, valid: I): ReadonlyArray<NearMiss> =>
  faultsOf(schema.ast, valid, []).map(([label, path, value]) => ({
    label,
    path,
    value: at(valid, isOfParent(label) ? path.slice(0, -1) : path, value)
  }))

/** Arbitrary near misses of a schema. @category generators */
export const arbitrary = <A, I>(schema: Schema.Codec<A, I>): fc.Arbitrary<NearMiss> =>
  Valid.arbitrary(schema).chain((valid) => fc.constantFrom(...of(schema, valid)))

/** One near miss of a schema; the same number gives the same one. @category generators */
export const one = <A, I>(schema: Schema.Codec<A, I>, start: number): NearMiss => {
  const seed = Seed.from(start)
  return seed.pick(of(schema, Valid.one(schema, seed.int(2 ** 31))))
}

/** Arbitrary near misses of commands, of one name or of all. @category generators */
export const command = (name?: CommandName): fc.Arbitrary<NearMiss> =>
  name === undefined
    ? fc.constantFrom(...Valid.commandNames).chain((any) => arbitrary(Valid.schemaOf(any)))
    : arbitrary(Valid.schemaOf(name))

/** Texts that a format does not take, each with what is wrong with it. @category generators */
export const texts = (format: object): ReadonlyArray<readonly [label: string, text: string]> =>
  FormatExamples.all.find((known) => known.format === format)?.wrong ?? []

/** Texts that a format forgives, each with what it is read as. @category generators */
export const forgiven = (format: object): ReadonlyArray<readonly [text: string, read: string]> =>
  FormatExamples.all.find((known) => known.format === format)?.forgiven ?? []
