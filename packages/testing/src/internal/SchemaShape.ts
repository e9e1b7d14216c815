/**
 * A schema as it is written on the wire: its fields, its texts and their formats, found by walking the schema itself.
 *
 * @since 0.1.0
 */
import type { Format } from "@agencybook/core/Format"
import { boundOfTransformation, formatAnnotation } from "@agencybook/core/schema/Vocabulary"
import * as Schema from "effect/Schema"
import type * as AST from "effect/SchemaAST"

/** A schema of which only the syntax tree is known. */
export type AnySchema = Schema.Codec<unknown, unknown>

/** The schema of a node. */
export const schemaOf = (ast: AST.AST): AnySchema => Schema.make<AnySchema>(ast as never)

/** The node that is read from the wire, behind all transformations; the bound of a list leaves it what it is. */
export const wire = (ast: AST.AST): AST.AST => {
  if (
    ast._tag === "Arrays" &&
    ast.encoding?.some(({ transformation }) => boundOfTransformation(transformation) !== undefined)
  )
    return ast
  const [first] = ast.encoding ?? []
  const last = ast.encoding?.at(-1) ?? first
  if (last !== undefined) return wire(last.to)
  return ast._tag === "Suspend" ? wire(ast.thunk()) : ast
}

const checksOf = (ast: AST.AST): ReadonlyArray<AST.Check<never>> => [
  ...((ast.checks ?? []) as ReadonlyArray<AST.Check<never>>),
  ...(ast.encoding ?? []).flatMap(({ to }) => checksOf(to))
]

/** Whether anything is demanded of the value beside the shape. */
export const isChecked = (ast: AST.AST): boolean => checksOf(ast).length > 0

const formatIn = (check: AST.Check<never>): Format<unknown> | undefined =>
  (check.annotations as Readonly<Record<string, unknown>> | undefined)?.[formatAnnotation] as
    | Format<unknown>
    | undefined

/** The format of a text, if the schema was built from one. */
export const formatOf = (ast: AST.AST): Format<unknown> | undefined =>
  checksOf(ast).reduce<Format<unknown> | undefined>((found, check) => found ?? formatIn(check), undefined)

const strict = { onExcessProperty: "error" } as const

type Decode = (value: unknown) => { readonly _tag: "Success"; readonly success: unknown } | { readonly _tag: "Failure" }

const decoders = new WeakMap<AST.AST, Decode>()

const decoderOf = (ast: AST.AST): Decode => {
  const known = decoders.get(ast)
  if (known !== undefined) return known
  const made = Schema.decodeUnknownResult(schemaOf(ast), strict) as Decode
  decoders.set(ast, made)
  return made
}

/** How long a list may be; `undefined` where nothing says it. */
export const boundOf = (ast: AST.AST): number | undefined =>
  ast.encoding?.map(({ transformation }) => boundOfTransformation(transformation)).find((most) => most !== undefined)

/** Reads a value on the wire; `undefined` when the schema refuses it. */
export const read = (ast: AST.AST, value: unknown): { readonly value: unknown } | undefined => {
  const result = decoderOf(ast)(value)
  return result._tag === "Success" ? { value: result.success } : undefined
}

/** Checks whether the schema takes a value. */
export const takes = (ast: AST.AST, value: unknown): boolean => read(ast, value) !== undefined

/** Whether a field may be left out. */
export const isOptional = (ast: AST.AST): boolean => ast.context?.isOptional === true

/** The literals of a union of literals, or of one literal; `undefined` for every other node. */
export const literalsOf = (ast: AST.AST): ReadonlyArray<unknown> | undefined => {
  if (ast._tag === "Literal") return [ast.literal]
  if (ast._tag !== "Union") return undefined
  const members = ast.types.map((one) => literalsOf(wire(one)))
  return members.every((one) => one !== undefined) ? members.flat() : undefined
}

/** The literals that a field of a struct may have. */
export const tagsOf = (ast: AST.AST, field = "_tag"): ReadonlyArray<unknown> => {
  const node = wire(ast)
  if (node._tag !== "Objects") return []
  const found = node.propertySignatures.find(({ name }) => name === field)
  return found === undefined ? [] : (literalsOf(wire(found.type)) ?? [])
}
