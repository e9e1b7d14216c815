/**
 * Says what is wrong with a struct as effect's own interpreter does, by asking it about the wrong fields alone.
 *
 * @since 0.1.0
 */
import * as Exit from "effect/Exit"
import * as Schema from "effect/Schema"
import type * as AST from "effect/SchemaAST"
import * as SchemaIssue from "effect/SchemaIssue"
import * as SchemaParser from "effect/SchemaParser"
import { formatOfTransformation } from "../Vocabulary.ts"
import type { Wrong } from "./DecoderSource.ts"

type AnySchema = Schema.Codec<unknown, unknown>

/** Decodes in detail. @category models */
export type Detailed = ReturnType<typeof SchemaParser.decodeUnknownEffect<AnySchema>>

/** The schema of a node. @category constructors */
export const schemaOf = (ast: AST.AST): AnySchema => Schema.make<AnySchema>(ast as never)

/** The only issue of an exit that failed; `undefined` when it succeeded or ended with a defect. */
const issueOf = (exit: Exit.Exit<unknown, SchemaIssue.Issue>): SchemaIssue.Issue | undefined => {
  if (exit._tag === "Success") return undefined
  const [reason, ...more] = exit.cause.reasons
  return reason?._tag === "Fail" && more.length === 0 ? reason.error : undefined
}

/** What is wrong with a value; `undefined` when nothing is. */
type Explain = (value: unknown, options: AST.ParseOptions) => SchemaIssue.Issue | undefined

type Issues = [SchemaIssue.Issue, ...Array<SchemaIssue.Issue>]

/** The issues of checks in their order: the first, or all of them until one that ends the questions. */
const checked = (
  checks: ReadonlyArray<AST.Check<unknown>>,
  value: unknown,
  ast: AST.AST,
  options: AST.ParseOptions,
  before?: Issues
): Issues | undefined => {
  let issues = before
  for (const check of checks) {
    if (check._tag === "FilterGroup") {
      issues = checked(check.checks, value, ast, options, issues)
      const last = issues?.at(-1)
      if (issues !== undefined && (options.errors !== "all" || (last?._tag === "Filter" && last.filter.aborted)))
        return issues
    } else {
      const issue = check.run(value, ast, options)
      if (issue === undefined) continue
      const found = new SchemaIssue.Filter(check, issue, value, options)
      if (issues === undefined) issues = [found]
      else issues.push(found)
      if (options.errors !== "all" || check.aborted) return issues
    }
  }
  return issues
}

const ofChecks = (ast: AST.AST): Explain => {
  const { checks } = ast
  if (checks === undefined) return () => undefined
  return (value, options) => {
    const issues = checked(checks, value, ast, options)
    return issues && new SchemaIssue.Composite(ast, issues, value, options)
  }
}

/** Explains a text, number, literal and the like, of which the type is asked first. */
const ofLeaf = (ast: AST.AST, is: (value: unknown) => boolean): Explain => {
  const rest = ofChecks(ast)
  return (value, options) => (is(value) ? rest(value, options) : new SchemaIssue.InvalidType(ast, value, options))
}

/** Explains a text that is read by a format. */
const ofFormat = (ast: AST.AST, source: AST.AST, read: (text: string) => unknown): Explain => {
  const text = ofLeaf(source, (value) => typeof value === "string")
  const rest = ofChecks(ast)
  return (value, options) => {
    const issue = text(value, options)
    if (issue !== undefined) return new SchemaIssue.Encoding(ast, issue, value, options)
    return rest(read(value as string), options)
  }
}

const explainOf = (ast: AST.AST): Explain => {
  const { _tag: tag } = ast
  if ("encodingChecks" in ast && ast.encodingChecks) return byInterpreter(ast)
  if (ast.encoding !== undefined) {
    const [link, ...more] = ast.encoding
    const format = more.length === 0 ? formatOfTransformation(link.transformation) : undefined
    return format === undefined || link.to.encoding !== undefined
      ? byInterpreter(ast)
      : ofFormat(ast, link.to, format.read)
  }
  if (tag === "String" || tag === "Number" || tag === "Boolean") {
    const type = tag.toLowerCase()
    return ofLeaf(ast, (value) => typeof value === type)
  }
  if (tag === "Literal") return ofLeaf(ast, (value) => value === ast.literal)
  return byInterpreter(ast)
}

/** Asks the interpreter, or whatever the registry has for the value. */
const byInterpreter = (ast: AST.AST): Explain => {
  let decode: ReturnType<typeof SchemaParser.decodeUnknownExit<AnySchema>> | undefined
  return (value, options) => {
    decode ??= SchemaParser.decodeUnknownExit(schemaOf(ast))
    return issueOf(decode(value, options))
  }
}

/** The issues of fields too many, the first or all. */
const tooMany = (
  ast: AST.Objects,
  input: object,
  options: AST.ParseOptions,
  all: boolean
): Array<SchemaIssue.Issue> => {
  const issues: Array<SchemaIssue.Issue> = []
  if (options.onExcessProperty !== "error") return issues
  const names = new Set<PropertyKey>(ast.propertySignatures.map((property) => property.name))
  for (const key of Reflect.ownKeys(input)) {
    if (names.has(key) || !Object.prototype.propertyIsEnumerable.call(input, key)) continue
    const value = (input as Readonly<Record<PropertyKey, unknown>>)[key]
    issues.push(new SchemaIssue.Pointer([key], new SchemaIssue.UnexpectedKey(ast, value, options)))
    if (!all) break
  }
  return issues
}

/**
 * The detailed decoder of a struct; `wrong` finds the fields to ask about, and whatever is unusual is asked of
 * `interpreter`, which decodes the struct as a whole. `missing` stands for a field that is not there, and stays it.
 *
 * @category constructors
 */
export const detailed = (ast: AST.Objects, wrong: () => Wrong, interpreter: Detailed, missing: symbol): Detailed => {
  const fields = ast.propertySignatures.map(({ name, type }) => ({ name, type, explain: explainOf(type) }))
  const explain: Detailed = (input, options = {}) => {
    const whole = () => interpreter(input, options)
    if (typeof input !== "object" || input === null || Array.isArray(input)) return whole()
    if (options.disableChecks || options.concurrency !== undefined) return whole()
    const all = options.errors === "all"
    const issues: Array<SchemaIssue.Issue> = tooMany(ast, input, options, all)
    for (const at of all || issues.length === 0 ? wrong()(input, options, all) : []) {
      const { explain: explainField, name, type } = fields[at] as (typeof fields)[number]
      if (!(name in input)) {
        issues.push(new SchemaIssue.Pointer([name], new SchemaIssue.MissingKey(type.context?.annotations)))
        continue
      }
      const found = explainField((input as Readonly<Record<PropertyKey, unknown>>)[name], options)
      // What was wrong a moment ago is right, or something broke: the interpreter has the last word.
      if (found === undefined) return whole()
      issues.push(new SchemaIssue.Pointer([name], found))
    }
    return issues.length === 0 ? whole() : Exit.fail(new SchemaIssue.Composite(ast, issues as Issues, input, options))
  }
  return (input, options) => {
    if (input === missing) return Exit.succeed(missing)
    try {
      return explain(input, options)
    } catch (error) {
      // A check or an object that breaks is a defect, as it is to the interpreter.
      return Exit.die(error)
    }
  }
}
