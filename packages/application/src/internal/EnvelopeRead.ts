/**
 * How an envelope is read.
 *
 * @since 0.1.0
 */
import type { Actor } from "@agencybook/core/Actor"
import type { ActingId, CommandId } from "@agencybook/core/Id"
import * as Vocabulary from "@agencybook/core/schema/Vocabulary"
import * as Schema from "effect/Schema"
import { type Command, catalogue } from "../Catalogue.ts"
import { CommandMalformed, type Envelope, malformed, missing } from "../Envelope.ts"
import { issue } from "./IssueWords.ts"

/** An envelope that could be read. */
export interface Decoded {
  readonly commandId: CommandId
  readonly actor: Actor
  readonly acting: ActingId | undefined
  readonly secondFactor: true | undefined
  readonly command: Command
}

const decodeActor = Schema.decodeUnknownResult(Vocabulary.Actor)
const decodeCommandId = Schema.decodeUnknownResult(Vocabulary.CommandId)
const decodeActing = Schema.decodeUnknownResult(Schema.UndefinedOr(Vocabulary.ActingId))
// A field with another name would be a wish that is not heard, such as a session that nobody opens.
const parts: ReadonlySet<string> = new Set<keyof Envelope>([
  ...(["id", "actor", "acting", "secondFactor", "command", "secret"] as const)
])
const strict = { errors: "all", onExcessProperty: "error" } as const

const nameOf = (command: unknown): string | undefined => {
  const tag = typeof command === "object" && command !== null ? (command as { _tag?: unknown })._tag : undefined
  return typeof tag === "string" && Object.hasOwn(catalogue, tag) ? tag : undefined
}

/** Reads an envelope, part by part; the first part that cannot be read is told. */
export const decode = (envelope: Envelope): Decoded | CommandMalformed => {
  if (typeof envelope !== "object" || envelope === null)
    return new CommandMalformed({
      issues: [issue([], "expected a command with `id`, `actor` and `command`")]
    })
  const foreign = Object.keys(envelope).some((key) => !parts.has(key))
  if (foreign) {
    return new CommandMalformed({
      issues: [issue([], `has a field that is none of ${Array.from(parts, (one) => `\`${one}\``).join(", ")}`)]
    })
  }
  if (envelope.secret !== undefined && typeof envelope.secret !== "string")
    return new CommandMalformed({ issues: [issue(["secret"], "has the wrong type: expected a text")] })
  if (envelope.secondFactor !== undefined && envelope.secondFactor !== true)
    return new CommandMalformed({ issues: [issue(["secondFactor"], "expected `true`, or nothing")] })
  for (const part of ["id", "actor", "command"] as const) if (envelope[part] === undefined) return missing(part)
  const name = nameOf(envelope.command)
  const commandId = decodeCommandId(envelope.id, strict)
  if (commandId._tag === "Failure") return malformed("id", commandId.failure.issue)
  const actor = decodeActor(envelope.actor, strict)
  if (actor._tag === "Failure") return malformed("actor", actor.failure.issue)
  const acting = decodeActing(envelope.acting, strict)
  if (acting._tag === "Failure") return malformed("acting", acting.failure.issue)
  if (name === undefined) {
    return new CommandMalformed({
      issues: [
        issue(
          ["command", "_tag"],
          "expected the name of a command of the catalogue; send one of its names, letter by letter"
        )
      ]
    })
  }
  const schema: Schema.Codec<Command, unknown> = catalogue[name as Command["_tag"]].schema
  const command = Schema.decodeUnknownResult(schema)(envelope.command, strict)
  if (command._tag === "Failure") return malformed("command", command.failure.issue)
  return {
    ...{ commandId: commandId.success, actor: actor.success, acting: acting.success, command: command.success },
    secondFactor: envelope.secondFactor
  }
}
