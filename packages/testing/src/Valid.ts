/**
 * Valid values of any schema, as they are sent: by construction from the schema itself.
 *
 * Texts come from the format that a field was built from, so that names, numbers and dates look like those of the field,
 * leap days and hours of clock changes among them. A command that is added to the catalogue is covered at once.
 *
 * @since 0.1.0
 */
import { type CommandName, catalogue } from "@agencybook/application/Catalogue"
import * as Preset from "@agencybook/core/PolicyPreset"
import * as PolicySchema from "@agencybook/core/schema/Policy"
import * as Schema from "effect/Schema"
import type * as AST from "effect/SchemaAST"
import * as fc from "fast-check"
import * as FormatExamples from "./internal/FormatExamples.ts"
import * as Shape from "./internal/SchemaShape.ts"
import * as Seed from "./Seed.ts"

/** How a value without parts is made: from a list, plainest first, or anew. */
interface Leaf {
  readonly pool: readonly [unknown, ...ReadonlyArray<unknown>]
  readonly make: (seed: Seed.Seed) => unknown
}

const loose: ReadonlyArray<string> = [
  ...[
    "other",
    "agreement-lapsed",
    "a",
    "1",
    "00",
    "123",
    "5000000001",
    "03-03",
    "11-15",
    "P-01",
    "DEL-10",
    "CC_",
    "X-1",
    "x y"
  ],
  ...["0".repeat(64), "abcdef0123456789", "https://example.org/a", "/a", "a/b", "true", "1.0", "0.00", "text/plain"]
]
const wholes: ReadonlyArray<number> = [
  ...[1, 0, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 15, 20, 24, 30, 31, 45, 50, 60, 72, 80, 90, 100, 365, 720, 1_000, 1_440],
  ...[2_026, 3_650, 5_000, 8_760, 10_000, 41_250, 1_000_000, 99_999_999_999, -1, 9_007_199_254_740_991]
]

/** No valid value was found for a part of a schema; give one in `also`. @category errors */
export class NoValidValue extends Error {
  override readonly name = "NoValidValue"
}

const unfound = (path: string, what: string): never => {
  throw new NoValidValue(`no valid value was found for \`${path === "" ? "the schema" : path.slice(1)}\` (${what})`)
}

const fromPattern = (pattern: RegExp | undefined): ReadonlyArray<string> => {
  if (pattern === undefined) return []
  try {
    return fc.sample(fc.stringMatching(pattern, { size: "xsmall" }), { seed: 1, numRuns: 60 })
  } catch {
    // Patterns with parts that cannot be made, such as looking ahead, are found by trying.
    return []
  }
}

const leaves = new WeakMap<AST.AST, Leaf>()

const makeLeaf = (ast: AST.AST, path: string, candidates: ReadonlyArray<unknown>, anew?: Leaf["make"]): Leaf => {
  // What is sent has to come back as it was sent: texts that are forgiven are left to `NearMiss`.
  const fits = (value: unknown) => {
    const read = Shape.read(ast, value)
    return read !== undefined && Object.is(read.value, value)
  }
  const [first, ...rest] = candidates.filter(fits)
  const pool = first === undefined ? unfound(path, ast._tag) : ([first, ...rest] as const)
  const make = (seed: Seed.Seed): unknown => {
    for (let n = 0; anew !== undefined && n < 8; n++) {
      const value = anew(seed)
      if (fits(value)) return value
    }
    return seed.pick(pool)
  }
  return { pool, make }
}

const textLeaf = (ast: AST.AST, path: string): Leaf => {
  const format = Shape.formatOf(ast)
  const known = format && FormatExamples.of(format)
  if (known !== undefined) return makeLeaf(ast, path, known.valid, known.make)
  const others = FormatExamples.all.flatMap(({ valid }) => valid)
  return makeLeaf(ast, path, [...fromPattern(format?.pattern), ...loose, ...others])
}

const leafOf = (ast: AST.AST, path: string): Leaf | undefined => {
  const known = leaves.get(ast)
  if (known !== undefined) return known
  const node = Shape.wire(ast)
  const literals = Shape.literalsOf(node)
  const made = (): Leaf | undefined => {
    if (literals !== undefined) return makeLeaf(ast, path, literals)
    switch (node._tag) {
      case "String":
        return textLeaf(ast, path)
      case "Number":
        return makeLeaf(ast, path, [...wholes, 0.5], (seed) => seed.int(seed.pick([10, 100, 10_000, 1_000_000])))
      case "Boolean":
        return makeLeaf(ast, path, [true, false])
      case "Objects":
      case "Arrays":
      case "Union":
        return undefined
      default:
        return makeLeaf(ast, path, [null, undefined, {}, "text", 1])
    }
  }
  const leaf = made()
  if (leaf !== undefined) leaves.set(ast, leaf)
  return leaf
}

// A policy has knobs that contradict each other; presets and what differs from them in a few knobs do not.
const also = new Map<unknown, ReadonlyArray<unknown>>([[PolicySchema.Policy.ast.checks?.at(-1), Preset.all]])
// An optional field is another node with the same checks.
const samplesOf = (ast: AST.AST) => (ast.checks === undefined ? undefined : also.get(ast.checks.at(-1)))

const nameOf = (name: PropertyKey): string => `.${String(name)}`

/** A value by seed; of a checked part, tries again with plainer and plainer parts until it fits. */
const build = (ast: AST.AST, seed: Seed.Seed, plain: number, path: string): unknown => {
  const leaf = leafOf(ast, path)
  if (leaf !== undefined)
    return seed.chance(plain) ? leaf.pool[0] : seed.chance(30) ? seed.pick(leaf.pool) : leaf.make(seed)
  const node = Shape.wire(ast)
  const once = (how: number): unknown => {
    switch (node._tag) {
      case "Union":
        return build(seed.pick(node.types), seed, how, path)
      case "Arrays": {
        const [rest] = node.rest
        const first = node.elements.map((one, n) => build(one, seed, how, `${path}.${n}`))
        const more = rest === undefined || seed.chance(how) ? 0 : seed.int(3)
        return [
          ...first,
          ...Array.from({ length: more }, (_, n) => build(rest as AST.AST, seed, how, `${path}.${first.length + n}`))
        ]
      }
      case "Objects":
        return Object.fromEntries(
          node.propertySignatures.flatMap(({ name, type }) =>
            Shape.isOptional(type) && seed.chance(Math.max(40, how))
              ? []
              : [[name, build(type, seed, how, path + nameOf(name))]]
          )
        )
      default:
        return unfound(path, node._tag)
    }
  }
  const samples = samplesOf(ast)
  if (!Shape.isChecked(ast)) return once(plain)
  // Plainer each time, and from the beginning again: two plain parts may contradict each other for ever.
  for (let n = 0; n < 400; n++) {
    const value = once(Math.min(100, plain + (n % 21) * 5))
    if (Shape.takes(ast, value)) return value
  }
  return samples === undefined ? unfound(path, "its checks") : seed.pick(samples)
}

const arbitraryOf = (ast: AST.AST, path: string): fc.Arbitrary<unknown> => {
  const leaf = leafOf(ast, path)
  if (leaf !== undefined)
    // Numbers below the size of the pool are its values, so that a failing value shrinks to the plainest.
    return fc
      .nat(leaf.pool.length * 3)
      .chain((n) =>
        n < leaf.pool.length ? fc.constant(leaf.pool[n]) : fc.nat().map((start) => leaf.make(Seed.from(start)))
      )
  const samples = samplesOf(ast)
  if (samples !== undefined)
    return fc.oneof(
      fc.constantFrom(...samples),
      fc.nat().map((n) => build(ast, Seed.from(n), 90, path))
    )
  const node = Shape.wire(ast)
  const made = (): fc.Arbitrary<unknown> => {
    switch (node._tag) {
      case "Union":
        return fc.oneof(...node.types.map((one) => arbitraryOf(one, path)))
      case "Arrays": {
        const [rest] = node.rest
        const first = fc.tuple(...node.elements.map((one, n) => arbitraryOf(one, `${path}.${n}`)))
        if (rest === undefined) return first
        const more = fc.array(arbitraryOf(rest, `${path}.n`), { maxLength: 4 })
        return fc.tuple(first, more).map(([a, b]) => [...a, ...b])
      }
      case "Objects": {
        const fields = node.propertySignatures
        const required = fields.flatMap(({ name, type }) => (Shape.isOptional(type) ? [] : [String(name)]))
        return fc.record(
          Object.fromEntries(fields.map(({ name, type }) => [name, arbitraryOf(type, path + nameOf(name))])),
          { requiredKeys: required, noNullPrototype: true } as never
        )
      }
      default:
        return unfound(path, node._tag)
    }
  }
  return Shape.isChecked(ast) ? made().filter((value) => Shape.takes(ast, value)) : made()
}

/**
 * Arbitrary valid values of a schema, as they are sent; a failing one shrinks to plain parts.
 *
 * @category generators
 */
export const arbitrary = <A, I>(schema: Schema.Codec<A, I>): fc.Arbitrary<I> =>
  arbitraryOf(schema.ast, "") as fc.Arbitrary<I>

/**
 * One valid value of a schema, as it is sent; the same number gives the same value.
 *
 * **When to use**: where fast-check is not at hand: examples, load tests, other languages' fixtures.
 *
 * @category generators
 */
export const one = <A, I>(schema: Schema.Codec<A, I>, start: number): I =>
  build(schema.ast, Seed.from(start), 0, "") as I

/** One valid value of a schema, read. @category generators */
export const oneRead = <A, I>(schema: Schema.Codec<A, I>, start: number): A =>
  Schema.decodeUnknownSync(schema)(one(schema, start))

/** The schema of one command by its name; the catalogue keeps one for each area. @category queries */
export const schemaOf = (name: CommandName): Schema.Codec<{ readonly _tag: CommandName }, unknown> => {
  const whole = catalogue[name].schema.ast
  const node = Shape.wire(whole)
  const member = node._tag === "Union" ? node.types.find((type) => Shape.tagsOf(type).includes(name)) : undefined
  return Shape.schemaOf(member ?? whole) as Schema.Codec<{ readonly _tag: CommandName }, unknown>
}

/** Every command of the catalogue by name. @category models */
export const commandNames: ReadonlyArray<CommandName> = Object.keys(catalogue) as ReadonlyArray<CommandName>

/** Arbitrary valid commands as they are sent, of one name or of all. @category generators */
export const command = (name?: CommandName): fc.Arbitrary<unknown> =>
  name === undefined
    ? fc.constantFrom(...commandNames).chain((any) => arbitrary(schemaOf(any)))
    : arbitrary(schemaOf(name))

/** Right texts of a format: those that are kept as they are, the plainest first. @category generators */
export const texts = (format: object): ReadonlyArray<string> =>
  FormatExamples.all.find((known) => known.format === format)?.valid ?? []
