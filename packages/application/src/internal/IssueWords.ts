/**
 * What is told of a value that cannot be read: what is wrong and what to send instead, never what was sent.
 *
 * Every message that leaves through the border goes through `withRemedy`, whatever it was made by: the words of a format
 * bring their own way out, and every other kind of issue gets one here.
 *
 * @since 0.1.0
 */
import * as SchemaAST from "effect/SchemaAST"
import * as SchemaIssue from "effect/SchemaIssue"

const most = 50

// Names between backticks, at most fifty of them.
const quoted = (names: ReadonlyArray<string>): string => {
  const shown = names.slice(0, most).map((name) => `\`${name}\``)
  return shown.length < names.length ? `${shown.join(", ")}, …` : shown.join(", ")
}

const kinds: Readonly<Record<string, string>> = {
  String: "a text",
  Number: "a number",
  Boolean: "true or false",
  Arrays: "a list",
  Objects: "an object",
  Null: "`null`",
  Undefined: "nothing"
}

const kindOf = (ast: SchemaAST.AST): string | undefined =>
  SchemaAST.isLiteral(ast) ? `\`${String(ast.literal)}\`` : kinds[ast._tag]

// The names of a Schema, never those that were sent.
const unexpected = (ast: SchemaAST.AST): string =>
  SchemaAST.isObjects(ast)
    ? `has a field that is none of ${quoted(ast.propertySignatures.map(({ name }) => String(name)))}`
    : "has a field that does not belong here"

// Own words at the leaves: a default message may repeat the input, and an input may be personal.
const words: SchemaIssue.LeafHook = (issue) => {
  switch (issue._tag) {
    case "MissingKey":
      return "is missing"
    case "UnexpectedKey":
      return unexpected(issue.ast)
    case "InvalidType": {
      const kind = kindOf(issue.ast)
      return kind === undefined ? "has the wrong type" : `has the wrong type: expected ${kind}`
    }
    case "OneOf":
    case "InvalidValue":
      return "is none of the allowed values"
    case "Forbidden":
      return "is not allowed here"
  }
}

const literals = /^Expected "[^"]+"(?: \| "[^"]+")*$/
const tagged = /^Expected \{ readonly "_tag": "\w+", \.\.\. \}(?: \| \{ readonly "_tag": "\w+", \.\.\. \})*$/

// A union that nothing fits, and a check of Effect's own, are told in the words of types; people get their own words for them.
const inWords = (message: string): string => {
  if (!message.startsWith("Expected ")) return message
  const names = Array.from(message.matchAll(/"(?:_tag": ")?([^"]+)"/g), ([, name]) => name as string)
  if (literals.test(message)) return `is none of ${quoted(names)}`
  if (tagged.test(message)) return `has a \`_tag\` that is none of ${quoted(names)}`
  if (/^Expected an integer\b/.test(message)) return "expected a whole number"
  if (/^Expected a finite number\b/.test(message)) return "expected a finite number"
  return "is none of the allowed values"
}

/** What to do by what is wrong; the first that fits counts. */
const ways: ReadonlyArray<readonly [wrong: RegExp, remedy: string]> = [
  [/^is missing$/, "add it"],
  [/^has a field that /, "leave that field out"],
  [/^is not allowed here$/, "leave it out"],
  [/expected a text$/, "send a text, in quotation marks"],
  [/expected a number$/, "send a number, without quotation marks"],
  [/expected true or false$/, "send `true` or `false`, without quotation marks"],
  [/expected a list$/, "send a list, also where it has one element"],
  [/expected an object$/, "send an object with its fields by name"],
  [/expected (?:`[^`]*`|nothing)$/, "send just that"],
  [/is none of `/, "send one of them, letter by letter"],
  [/^is none of the allowed values$|^has the wrong type$/, "send one of those that the Schema of this place names"],
  [/^expected at most /, "send fewer"],
  [/^expected .* once(?: at most)?$/, "leave out what stands there twice"],
  [/^expected an? /, "send one"]
]

/** What is wrong, with what to send instead: a message that says so already stays as it is. @category encoding */
export const withRemedy = (message: string): string => {
  if (message.includes("; ")) return message
  const [, remedy] = ways.find(([wrong]) => wrong.test(message)) ?? []
  return `${message}; ${remedy ?? `send ${message.replace(/^.*?expected /, "")}`}`
}

const format = SchemaIssue.makeFormatterStandardSchemaV1({ leafHook: words })

/** One thing that is wrong, and where. */
interface Told {
  readonly path: ReadonlyArray<string | number>
  readonly message: string
}

/** One thing that is wrong in a place, with what to send instead. @category constructors */
export const issue = (path: ReadonlyArray<string | number>, message: string): Told => ({
  path,
  message: withRemedy(message)
})

/** What is wrong with a part, each once: at most fifty issues, and no key that the sender made up. @category constructors */
export const issuesOf = (part: string, found: SchemaIssue.Issue): ReadonlyArray<Told> => {
  const issues = new Map<string, Told>()
  for (const { message, path = [] } of format(found).issues) {
    const steps = path.map((step) => (typeof step === "number" ? step : String(step)))
    const known = message.startsWith("has a field that ") ? steps.slice(0, -1) : steps
    const one = issue([part, ...known], inWords(message))
    issues.set(JSON.stringify(one), one)
    if (issues.size === most) break
  }
  return Array.from(issues.values())
}
