/**
 * What a host hands over with a command, and what comes back when it cannot be read.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as SchemaAST from "effect/SchemaAST"
import * as SchemaIssue from "effect/SchemaIssue"

/**
 * A command as it arrives: not yet trusted, except that the host vouches for the actor.
 *
 * @category models
 */
export interface Envelope {
  /** Chosen by the sender; sending it again means the same command. */
  readonly id: string
  /** Who acts, as the host has authenticated them. */
  readonly actor: unknown
  /** An acting session, when a manager acts for an agent. */
  readonly acting?: string
  /**
   * Whether whoever acts has signed in with a second factor, which the host alone can say; see `Policy.secondFactor`. No
   * part of what makes a command the same: refused without it, a command is sent again with it.
   */
  readonly secondFactor?: true
  /** The command with its name in `_tag`. */
  readonly command: unknown
  /**
   * The code that a person typed, or the token of the link that was followed; never stored or logged, and therefore no
   * part of what makes a command the same: another code is another command with another `id`.
   */
  readonly secret?: string
}

/** One thing that is wrong with a command; the message names what was expected, never what was sent. @category models */
export interface Issue {
  readonly path: ReadonlyArray<string | number>
  readonly message: string
}

/** The command does not have the shape of its Schema. @category errors */
export class CommandMalformed extends Schema.TaggedError<CommandMalformed>()("CommandMalformed", {
  issues: Schema.Array(
    Schema.Struct({ path: Schema.Array(Schema.Union([Schema.String, Schema.Number])), message: Schema.String })
  )
}) {
  override get message(): string {
    return this.issues.map(({ message, path }) => `\`${path.join(".")}\`: ${message}`).join("; ")
  }
}

/** The identifier belongs to another command. @category errors */
export class CommandConflict extends Schema.TaggedError<CommandConflict>()("CommandConflict", {
  commandId: Schema.String
}) {
  override get message(): string {
    return `command \`${this.commandId}\` was carried out before with another body; choose a new identifier`
  }
}

/** The conflict of a command identifier. @category constructors */
export const conflict = (commandId: string): CommandConflict => new CommandConflict({ commandId })

const most = 50

const kinds: Readonly<Record<string, string>> = {
  String: "a text",
  Number: "a number",
  Boolean: "true or false",
  Arrays: "a list",
  Objects: "an object"
}

const quoted = (names: ReadonlyArray<string>): string => {
  const shown = names.slice(0, most).map((name) => `\`${name}\``)
  return shown.length < names.length ? `${shown.join(", ")}, …` : shown.join(", ")
}

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
      const kind = kinds[issue.ast._tag]
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

// A union that nothing fits is told by Effect in the words of types; people get their own words for it, too.
const inWords = (message: string): string => {
  if (!message.startsWith("Expected ")) return message
  const names = Array.from(message.matchAll(/"(?:_tag": ")?([^"]+)"/g), ([, name]) => name as string)
  if (literals.test(message)) return `is none of ${quoted(names)}`
  if (tagged.test(message)) return `has a \`_tag\` that is none of ${quoted(names)}`
  return "is none of the allowed values"
}

const format = SchemaIssue.makeFormatterStandardSchemaV1({ leafHook: words })

/** A part that was not handed over at all. @category constructors */
export const missing = (part: string): CommandMalformed =>
  new CommandMalformed({ issues: [{ path: [part], message: "is missing" }] })

/**
 * The error of a part of an envelope: at most fifty issues, and no key that the sender made up.
 *
 * @category constructors
 */
export const malformed = (part: string, issue: SchemaIssue.Issue): CommandMalformed => {
  const issues = new Map<string, Issue>()
  for (const { message, path = [] } of format(issue).issues) {
    const steps = path.map((step) => (typeof step === "number" ? step : String(step)))
    const known = message.startsWith("has a field that ") ? steps.slice(0, -1) : steps
    const one = { path: [part, ...known], message: inWords(message) }
    issues.set(JSON.stringify(one), one)
    if (issues.size === most) break
  }
  return new CommandMalformed({ issues: Array.from(issues.values()) })
}
