/**
 * Makes the schemas of this library, and others like them, decode several times faster, with the same answers.
 *
 * A decoder is written for each struct of a schema and given to the registry of effect, from which every decoding
 * function takes it. What is wrong is still said by effect's interpreter, which is asked about the wrong fields alone.
 * Schemas, types, messages and issue trees stay as they are.
 *
 * The registry is a part of effect that may change, so it is handed in by the host. Where it is not there, where code
 * must not be made at run time, and for schemas with parts that are not known to decode the same twice, the interpreter
 * decodes as before.
 *
 * @since 0.1.0
 */
import type * as AST from "effect/SchemaAST"
import * as SchemaParser from "effect/SchemaParser"
import * as DecoderSource from "./internal/DecoderSource.ts"
import * as StructIssues from "./internal/StructIssues.ts"

/** What of the module `effect/schema/SchemaCompiler` is needed. @category models */
export interface Registry {
  readonly set: (
    ast: AST.AST,
    decoder: { readonly decode: DecoderSource.Decode; readonly decodeEffect: StructIssues.Detailed }
  ) => void
  readonly invalid: symbol
  readonly missing: symbol
}

/** How many structs got a decoder, and why others did not. @category models */
export interface Installed {
  readonly compiled: number
  /** What no decoder is written for, in words, each once. */
  readonly interpreted: ReadonlyArray<string>
}

/** Structs that have their decoder, by registry. */
const known = /*#__PURE__*/ new WeakMap<Registry["set"], WeakSet<AST.AST>>()

const childrenOf = (ast: AST.AST): ReadonlyArray<AST.AST> => {
  const behind = (ast.encoding ?? []).map(({ to }) => to)
  if (ast._tag === "Objects") return [...behind, ...ast.propertySignatures.map(({ type }) => type)]
  if (ast._tag === "Arrays") return [...behind, ...ast.elements, ...ast.rest]
  return ast._tag === "Union" ? [...behind, ...ast.types] : behind
}

/** The structs of schemas, each once, those inside first. */
const structsOf = (schemas: ReadonlyArray<{ readonly ast: AST.AST }>): ReadonlyArray<AST.Objects> => {
  const seen = new Set<AST.AST>()
  const found: Array<AST.Objects> = []
  const walk = (ast: AST.AST): void => {
    if (seen.has(ast)) return
    seen.add(ast)
    for (const child of childrenOf(ast)) walk(child)
    if (ast._tag === "Objects") found.push(ast)
  }
  for (const { ast } of schemas) walk(ast)
  return found
}

interface Struct {
  readonly source: DecoderSource.Source
  readonly hasExcess: (input: object) => boolean
  decode: DecoderSource.Decode | undefined
}

// Going through an object with `in` asks all that it inherits from as well, which may break, or never end.
const inheritsNothing = (input: object): boolean => {
  try {
    const prototype = Object.getPrototypeOf(input)
    return prototype === Object.prototype || prototype === null
  } catch {
    // Only whoever asks for more than its fields sees it break.
    return false
  }
}

/** Whether an object has a field that is enumerable, its own, and not among the names. */
const excess = (names: ReadonlyArray<string>): ((input: object) => boolean) => {
  const places = new Map(names.map((name, at) => [name, at]))
  const counts = (input: object, key: PropertyKey) => Object.prototype.propertyIsEnumerable.call(input, key)
  return (input) => {
    if (!inheritsNothing(input))
      return Reflect.ownKeys(input).some((key) => !places.has(key as string) && counts(input, key))
    let next = 0
    for (const key in input) {
      // Fields mostly come in the order of the schema, so the next name is mostly the right one.
      if (key === names[next]) next++
      else {
        const at = places.get(key)
        if (at !== undefined) next = at + 1
        else if (counts(input, key)) return true
      }
    }
    const symbols = Object.getOwnPropertySymbols(input)
    return symbols.length > 0 && symbols.some((key) => counts(input, key))
  }
}

/** Whether this place allows to make functions of text. */
const mayMake = (): boolean => {
  try {
    return new Function("return true")() === true
  } catch {
    // A policy of the page or of the platform forbids it.
    return false
  }
}

const nothing = (why: string): Installed => ({ compiled: 0, interpreted: [why] })

/**
 * Gives every struct of these schemas a decoder.
 *
 * **When to use**: once, at the start of a process that decodes commands, feeds or requests in number, before anything is
 * decoded; functions that have decoded before keep their way.
 *
 * **Details**: takes a few milliseconds for all commands. Options of decoding keep their meaning. Schemas of the host are
 * welcome; transformations other than the formats of `Vocabulary`, classes, records of any keys and recursion are left
 * to the interpreter, together with the structs that contain them.
 *
 * **Example** (Before the first command)
 *
 * ```ts
 * import * as CompiledDecoder from "@agencybook/core/schema/CompiledDecoder"
 * import { CaseCommand } from "@agencybook/core/schema/Command"
 * import * as SchemaCompiler from "effect/schema/SchemaCompiler"
 *
 * const { interpreted } = CompiledDecoder.install(SchemaCompiler, [CaseCommand])
 * console.log(interpreted)
 * // => []
 * ```
 *
 * @category constructors
 */
export const install = (
  registry: Registry | undefined,
  schemas: ReadonlyArray<{ readonly ast: AST.AST }>
): Installed => {
  if (registry === undefined) return nothing("there is no registry")
  if (!mayMake()) return nothing("no code may be made at run time")
  const { invalid, missing } = registry
  const before = known.get(registry.set) ?? new WeakSet<AST.AST>()
  known.set(registry.set, before)
  const structs = new Map<AST.AST, Struct>()
  const why = new Map<AST.AST, string>()
  const insides = (ast: AST.Objects): DecoderSource.Inside => {
    if (structs.has(ast)) return new DecoderSource.Inside(ast)
    throw new DecoderSource.NotWritten(why.get(ast) ?? "recursion")
  }
  const make = ({ constants, text }: DecoderSource.Source, hasExcess: Struct["hasExcess"]): unknown =>
    new Function("C", "I", "E", text)(
      constants.map((value) => (value instanceof DecoderSource.Inside ? decoderOf(value.ast) : value)),
      invalid,
      hasExcess
    )
  const decoderOf = (ast: AST.Objects): DecoderSource.Decode => {
    const struct = structs.get(ast) as Struct
    struct.decode ??= make(struct.source, struct.hasExcess) as DecoderSource.Decode
    return struct.decode
  }
  for (const ast of structsOf(schemas)) {
    try {
      const source = DecoderSource.decoder(ast, insides)
      const hasExcess = excess(ast.propertySignatures.map(({ name }) => String(name)))
      structs.set(ast, { source, hasExcess, decode: undefined })
      if (before.has(ast)) continue
      let wrong: DecoderSource.Wrong | undefined
      const tell = () => {
        wrong ??= make(DecoderSource.wrong(ast, insides), hasExcess) as DecoderSource.Wrong
        return wrong
      }
      const interpreter = SchemaParser.decodeUnknownEffect(StructIssues.schemaOf(ast))
      // The first use binds it to the interpreter, before the registry has anything else.
      interpreter(undefined)
      registry.set(ast, {
        get decode() {
          return decoderOf(ast)
        },
        decodeEffect: StructIssues.detailed(ast, tell, interpreter, missing)
      })
      before.add(ast)
    } catch (error) {
      if (!(error instanceof DecoderSource.NotWritten)) throw error
      why.set(ast, error.message)
    }
  }
  return { compiled: structs.size, interpreted: [...new Set(why.values())].sort() }
}
