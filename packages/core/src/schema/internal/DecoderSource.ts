/**
 * Writes the decoder of a struct as a straight line of JavaScript: one read of each field, its checks in their order,
 * and one object literal.
 *
 * Only what is known to decode the same twice is written: texts, numbers, yes and no, literals, lists, structs, unions of
 * these, checks, and the formats of `Vocabulary`. A schema with anything else stays with the interpreter as a whole.
 *
 * @since 0.1.0
 */
import type * as AST from "effect/SchemaAST"
import * as PatternScan from "../../internal/PatternScan.ts"
import { boundOfTransformation, formatOfTransformation } from "../Vocabulary.ts"

/** Source of a function and what it refers to, as `C[0]`, `C[1]` and so on. @category models */
export interface Source {
  readonly text: string
  readonly constants: ReadonlyArray<unknown>
}

/** Among what a source refers to: the decoder of a struct inside. @category models */
export class Inside {
  readonly ast: AST.Objects
  constructor(ast: AST.Objects) {
    this.ast = ast
  }
}

/** The decoder of a struct inside; throws `NotWritten` where it has none. @category models */
export type Insides = (ast: AST.Objects) => Inside

/** Decodes, or answers the marker for what is invalid. @category models */
export type Decode = (input: unknown, options: AST.ParseOptions) => unknown

/** Tells the positions of the fields that are missing or wrong: all of them, or the first. @category models */
export type Wrong = (input: object, options: AST.ParseOptions, all: boolean) => ReadonlyArray<number>

/** A part of a schema for which no source is written. @category errors */
export class NotWritten extends Error {
  override readonly name = "NotWritten"
}

interface Writer {
  readonly insides: Insides
  readonly constants: Array<unknown>
  readonly helpers: Array<string>
  names: number
}

/** Where statements go, and what to do when a value is refused. */
interface Place {
  readonly writer: Writer
  readonly lines: Array<string>
  readonly refuse: string
}

const not = (what: string): never => {
  throw new NotWritten(what)
}

const constant = ({ constants }: Writer, value: unknown): string => {
  const known = constants.indexOf(value)
  return `C[${known >= 0 ? known : constants.push(value) - 1}]`
}

const name = (writer: Writer): string => `v${writer.names++}`

const say = (place: Place, wrong: string): void => {
  place.lines.push(`if(${wrong})${place.refuse}`)
}

const isSimple = (ast: AST.AST): boolean =>
  ast.checks === undefined && ast.encoding === undefined && !("encodingChecks" in ast && ast.encodingChecks)

const literalOf = (ast: AST.AST): { readonly value: unknown } | undefined => {
  if (!isSimple(ast)) return undefined
  if (ast._tag === "Literal") return { value: ast.literal }
  if (ast._tag === "Null") return { value: null }
  return ast._tag === "Undefined" ? { value: undefined } : undefined
}

const written = (writer: Writer, value: unknown): string => {
  if (value === undefined) return "void 0"
  const plain = value === null || typeof value === "string" || typeof value === "boolean"
  return plain ? JSON.stringify(value) : constant(writer, value)
}

interface Representation {
  readonly id?: unknown
  readonly payload?: Readonly<Record<string, unknown>> | null
}

const number = (value: unknown): string | undefined =>
  typeof value === "number" && Number.isFinite(value) ? String(value) : undefined

/** The condition under which a check of effect's own fails, where it is plain. */
const failing = (writer: Writer, { id, payload }: Representation, value: string): string | undefined => {
  switch (id) {
    case "effect/schema/isInt":
      return `!Number.isSafeInteger(${value})`
    case "effect/schema/isFinite":
      return `!Number.isFinite(${value})`
    case "effect/schema/isMinLength": {
      const least = number(payload?.minLength)
      return least && `!(${value}.length>=${least})`
    }
    case "effect/schema/isMaxLength": {
      const most = number(payload?.maxLength)
      return most && `!(${value}.length<=${most})`
    }
    case "effect/schema/isBetween": {
      const [least, most] = [number(payload?.minimum), number(payload?.maximum)]
      if (least === undefined || most === undefined) return undefined
      const above = payload?.exclusiveMinimum ? ">" : ">="
      const below = payload?.exclusiveMaximum ? "<" : "<="
      return `!(${value}${above}${least}&&${value}${below}${most})`
    }
    case "effect/schema/isPattern": {
      const { flags, source } = payload ?? {}
      if (typeof source !== "string" || flags !== "") return undefined
      const pattern = new RegExp(source)
      const scan = PatternScan.body(pattern)
      if (scan === undefined) return `!${constant(writer, pattern)}.test(${value})`
      const helper = name(writer)
      writer.helpers.push(`function ${helper}(s){${scan}}`)
      return `!${helper}(${value})`
    }
    default:
      return undefined
  }
}

const checks = (place: Place, ast: AST.AST, some: ReadonlyArray<AST.Check<never>>, value: string): void => {
  for (const check of some) {
    if (check._tag === "FilterGroup") checks(place, ast, check.checks, value)
    else {
      const { writer } = place
      const known = failing(writer, (check.annotations?.representation ?? {}) as Representation, value)
      say(place, known ?? `${constant(writer, check)}.run(${value},${constant(writer, ast)},o)!==void 0`)
    }
  }
}

const list = (place: Place, { elements, rest }: AST.Arrays, value: string): string => {
  const { lines, writer } = place
  const [every] = rest
  if (rest.length > 1 || elements.some((element) => element.context?.isOptional)) return not("such a list")
  const least = elements.length
  say(place, `!Array.isArray(${value})`)
  if (every === undefined) say(place, `${value}.length!==${least}`)
  else if (least > 0) say(place, `${value}.length<${least}`)
  const output = name(writer)
  lines.push(`const ${output}=[]`)
  elements.forEach((element, i) => {
    const item = name(writer)
    lines.push(`const ${item}=${value}[${i}]`)
    lines.push(`${output}.push(${decoded(place, element, item)})`)
  })
  if (every !== undefined) {
    const [at, item] = [name(writer), name(writer)]
    const inner: Place = { ...place, lines: [`const ${item}=${value}[${at}]`] }
    inner.lines.push(`${output}.push(${decoded(inner, every, item)})`)
    lines.push(`for(let ${at}=${least};${at}<${value}.length;${at}++){${inner.lines.join(";")}}`)
  }
  return output
}

/** The member of each literal of the field by which the members of a union are told apart. */
const variants = (types: ReadonlyArray<AST.AST>): ReadonlyMap<unknown, AST.Objects> | undefined => {
  const found = new Map<unknown, AST.Objects>()
  for (const type of types) {
    if (type._tag !== "Objects" || !isSimple(type)) return undefined
    const tag = type.propertySignatures.find((property) => property.name === "_tag")?.type
    if (tag?._tag !== "Literal" || tag.context?.isOptional || typeof tag.literal !== "string") return undefined
    if (found.has(tag.literal)) return undefined
    found.set(tag.literal, type)
  }
  return found
}

const union = (place: Place, { options, types }: AST.Union, value: string): string => {
  const { lines, writer } = place
  if (options?.mode === "oneOf") return not("a union of which exactly one member may fit")
  const literals = types.flatMap((type) => literalOf(type) ?? [])
  const others = types.filter((type) => literalOf(type) === undefined)
  const isLiteral = () =>
    literals.length > 3
      ? `${constant(writer, new Set(literals.map((one) => one.value)))}.has(${value})`
      : literals.map((one) => `${value}===${written(writer, one.value)}`).join("||")
  const [other] = others
  if (other === undefined) {
    say(place, literals.length === 0 ? "true" : `!(${isLiteral()})`)
    return value
  }
  const output = name(writer)
  // A format may read the text of a literal otherwise; then the first member that takes it decides.
  const literalsFirst = types.slice(0, literals.length).every((type) => literalOf(type) !== undefined)
  if (others.length === 1 && (literalsFirst || other.encoding === undefined)) {
    const inner: Place = { ...place, lines: [] }
    const result = decoded(inner, other, value)
    lines.push(`let ${output}=${value}`)
    lines.push(`${literals.length === 0 ? "" : `if(!(${isLiteral()}))`}{${inner.lines.join(";")};${output}=${result}}`)
    return output
  }
  const byTag = literals.length === 0 ? variants(types) : undefined
  if (byTag !== undefined) {
    const cases = Array.from(
      byTag,
      ([tag, type]) => `case ${JSON.stringify(tag)}:${output}=${struct(writer, type)}(${value},o);break`
    )
    say(place, `typeof ${value}!=="object"||${value}===null`)
    lines.push(`let ${output}`, `switch(${value}._tag){${cases.join(";")};default:${output}=I}`)
  } else {
    const attempts = types.map((type) => `${attempt(writer, type)}(${value},o)`)
    lines.push(`let ${output}=${attempts[0]}`)
    for (const next of attempts.slice(1)) lines.push(`if(${output}===I)${output}=${next}`)
  }
  say(place, `${output}===I`)
  return output
}

/** A function that tries one member of a union. */
const attempt = (writer: Writer, ast: AST.AST): string => {
  if (ast._tag === "Objects" && ast.encoding === undefined) return struct(writer, ast)
  const helper = name(writer)
  const inner: Place = { writer, lines: [], refuse: "return I" }
  const result = decoded(inner, ast, "s")
  writer.helpers.push(`function ${helper}(s,o){${inner.lines.join(";")};return ${result}}`)
  return helper
}

const struct = (writer: Writer, ast: AST.Objects): string => constant(writer, writer.insides(ast))

/** The value behind a transformation, if it is the reading of a format. */
const read = (place: Place, ast: AST.AST, value: string): string => {
  const [link, ...more] = ast.encoding ?? []
  const format = link && formatOfTransformation(link.transformation)
  const source = link?.to
  if (format === undefined || more.length > 0 || ast._tag !== "String" || source?._tag !== "String")
    return not("a transformation")
  // The only check of the text is that it can be read, so that reading it once is enough.
  if (source.checks?.length !== 1 || source.encoding !== undefined) return not("a transformation of checked text")
  const output = name(place.writer)
  say(place, `typeof ${value}!=="string"`)
  place.lines.push(`const ${output}=${constant(place.writer, format)}.read(${value})`)
  say(place, `typeof ${output}!=="string"`)
  return output
}

/** The list behind its bound, which is looked at first. */
const bounded = (place: Place, ast: AST.Arrays, value: string): string => {
  const [link, ...more] = ast.encoding ?? []
  const most = link && boundOfTransformation(link.transformation)
  if (most === undefined || more.length > 0) return not("a transformation")
  say(place, `Array.isArray(${value})&&${value}.length>${most}`)
  return list(place, ast, value)
}

const base = (place: Place, ast: AST.AST, value: string): string => {
  switch (ast._tag) {
    case "String":
    case "Number":
    case "Boolean":
      say(place, `typeof ${value}!=="${ast._tag.toLowerCase()}"`)
      return value
    case "Null":
      say(place, `${value}!==null`)
      return value
    case "Undefined":
      say(place, `${value}!==void 0`)
      return value
    case "Literal":
      say(place, `${value}!==${written(place.writer, ast.literal)}`)
      return value
    case "Arrays":
      return list(place, ast, value)
    case "Union":
      return union(place, ast, value)
    default:
      return not(`\`${ast._tag}\``)
  }
}

/** Writes what decodes `value`, and gives the expression of what it is decoded to. */
const decoded = (place: Place, ast: AST.AST, value: string): string => {
  if ("encodingChecks" in ast && ast.encodingChecks) return not("checks of what is encoded")
  if (ast._tag === "Objects" && ast.encoding === undefined) {
    const output = name(place.writer)
    place.lines.push(`const ${output}=${struct(place.writer, ast)}(${value},o)`)
    say(place, `${output}===I`)
    return output
  }
  const behind = () => (ast._tag === "Arrays" ? bounded(place, ast, value) : read(place, ast, value))
  const output = ast.encoding === undefined ? base(place, ast, value) : behind()
  checks(place, ast, ast.checks ?? [], output)
  return output
}

const takesUndefined = (ast: AST.AST): boolean =>
  ast._tag === "Undefined" || (ast._tag === "Union" && ast.types.some(takesUndefined))

interface Field {
  readonly key: string
  readonly value: string
  /** Whether the field is there, for one that may be missing. */
  readonly there: string | undefined
  readonly output: string
}

/** Writes what decodes one field of `i`. */
const field = (place: Place, property: AST.PropertySignature): Field => {
  const { lines, writer } = place
  if (typeof property.name !== "string" || property.name === "__proto__") return not("a field with such a name")
  const key = JSON.stringify(property.name)
  const value = name(writer)
  lines.push(`const ${value}=i[${key}]`)
  if (!property.type.context?.isOptional) {
    if (takesUndefined(property.type)) say(place, `${value}===void 0&&!(${key} in i)`)
    return { key, value, there: undefined, output: decoded(place, property.type, value) }
  }
  const [there, output] = [name(writer), name(writer)]
  const inner: Place = { ...place, lines: [] }
  const result = decoded(inner, property.type, value)
  inner.lines.push(`${output}=${result}`)
  lines.push(`const ${there}=${value}!==void 0||${key} in i`, `let ${output}`, `if(${there}){${inner.lines.join(";")}}`)
  return { key, value, there, output }
}

// So many optional fields are told apart by an object literal for each way; with more, fields are added one by one.
const mostWays = 2

/** The object of the decoded fields, in their order. */
const object = (lines: Array<string>, fields: ReadonlyArray<Field>): string => {
  const literal = (some: ReadonlyArray<Field>) => `{${some.map(({ key, output }) => `${key}:${output}`).join(",")}}`
  const optional = fields.filter(({ there }) => there !== undefined)
  if (optional.length <= mostWays) {
    const ways = (left: ReadonlyArray<Field>, without: ReadonlySet<Field>): string => {
      const [first, ...more] = left
      if (first === undefined) return literal(fields.filter((one) => !without.has(one)))
      return `${first.there}?${ways(more, without)}:${ways(more, new Set([...without, first]))}`
    }
    return `(${ways(optional, new Set())})`
  }
  const start = fields.findIndex(({ there }) => there !== undefined)
  lines.push(`const r=${literal(fields.slice(0, start))}`)
  for (const { key, output, there } of fields.slice(start))
    lines.push(`${there === undefined ? "" : `if(${there})`}r[${key}]=${output}`)
  return "r"
}

const source = (writer: Writer, parameters: string, lines: ReadonlyArray<string>): Source => ({
  text: `"use strict";${writer.helpers.join(";")};return function(${parameters}){${lines.join(";")}}`,
  constants: writer.constants
})

const begin = (ast: AST.Objects, insides: Insides): Writer => {
  if (ast.indexSignatures.length > 0 || ast.propertySignatures.length === 0) not("a record of any keys")
  if (ast.encoding !== undefined || ast.encodingChecks !== undefined) not("a transformation")
  return { insides, constants: [], helpers: [], names: 0 }
}

/**
 * The source of the decoder of a struct, of `C`, `I` (the marker for what is invalid) and `E`, which answers whether an
 * object has fields too many.
 *
 * @category encoding
 */
export const decoder = (ast: AST.Objects, insides: Insides): Source => {
  const writer = begin(ast, insides)
  const lines = [
    // Without checks or with several fields at once is asked for rarely: the interpreter answers.
    "if(o.disableChecks||o.concurrency!==void 0)return I",
    `if(typeof i!=="object"||i===null||Array.isArray(i))return I`,
    `if(o.onExcessProperty==="error"&&E(i))return I`
  ]
  const place: Place = { writer, lines, refuse: "return I" }
  const fields = ast.propertySignatures.map((property) => field(place, property))
  const output = object(lines, fields)
  lines.push(`const d=${output}`)
  checks(place, ast, ast.checks ?? [], "d")
  return source(writer, "i,o", [...lines, "return d"])
}

/** The source of what tells the wrong fields of a struct apart from the right ones. @category encoding */
export const wrong = (ast: AST.Objects, insides: Insides): Source => {
  const writer = begin(ast, insides)
  const lines = ["const w=[]"]
  ast.propertySignatures.forEach((property, at) => {
    const place: Place = { writer, lines: [], refuse: `{w.push(${at});break f${at}}` }
    field(place, property)
    lines.push(`f${at}:{${place.lines.join(";")}}`, "if(!a&&w.length>0)return w")
  })
  return source(writer, "i,o,a", [...lines, "return w"])
}
