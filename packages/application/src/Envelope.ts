/**
 * What a host hands over with a command, and what comes back when it cannot be read.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import type * as SchemaIssue from "effect/SchemaIssue"
import { issue, issuesOf } from "./internal/IssueWords.ts"

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

/** One thing that is wrong with a command; the message names what is wrong and what to send instead, never what was sent. @category models */
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

/** A part that was not handed over at all. @category constructors */
export const missing = (part: string): CommandMalformed =>
  new CommandMalformed({ issues: [issue([part], "is missing")] })

/**
 * The error of a part of an envelope: at most fifty issues, and no key that the sender made up.
 *
 * @category constructors
 */
export const malformed = (part: string, found: SchemaIssue.Issue): CommandMalformed =>
  new CommandMalformed({ issues: issuesOf(part, found) })
