/**
 * What hosts send, as the compiler sees it: commands, actors and questions with plain texts and numbers.
 *
 * Nothing here runs. Whatever the types say, everything that is sent is read by its Schema before anything is decided, so
 * a host in JavaScript loses completion and nothing else.
 *
 * @since 0.1.0
 */
import type { Actor } from "@agencybook/core/Actor"
import type * as BookPage from "@agencybook/core/BookPage"
import type { FeedEntry } from "@agencybook/core/Case"
import type { Criteria } from "@agencybook/core/Directory"
import type { Input } from "@agencybook/core/Input"
import type * as Migration from "@agencybook/core/Migration"
import type { Command, CommandName } from "./Catalogue.ts"
import type { Envelope } from "./Envelope.ts"

/** The shapes of all commands by their names. @category models */
export type CommandInputs = { readonly [C in Command as C["_tag"]]: Input<C> }

/** Any command as it is sent. @category models */
export type AnyCommandInput = CommandInputs[CommandName]

/**
 * The command of a name as it is sent, such as `CommandInput<"TransferBook">`; any command without a name.
 *
 * @category models
 */
export type CommandInput<Name extends CommandName = CommandName> = CommandInputs[Name]

/** Who acts or asks, as it is sent. @category models */
export type ActorInput = Input<Actor>

/** A case of a feed as it is sent, with the agent who has it. @category models */
export type CaseInput = Input<FeedEntry>

/** An agency of a roster as it is sent. @category models */
export type AgencyInput = Input<Migration.IncomingAgency>

/** An agent of a roster as it is sent. @category models */
export type AgentInput = Input<Migration.IncomingAgent>

/** What a consumer looks for in the directory. @category models */
export type DirectoryCriteria = Input<Criteria>

/** Which rows of a book, in which order, and which part of them. @category models */
export type BookRequest = Input<BookPage.Request>

/** A command, and who sends it. @category models */
export interface CommandEnvelope extends Envelope {
  readonly actor: ActorInput
  readonly command: AnyCommandInput
}

/**
 * A command that came over the wire, which nothing has read yet. Who sends it is what the host has authenticated, and
 * never a part of what came.
 *
 * @category models
 */
export interface UnreadEnvelope extends Envelope {
  readonly actor: ActorInput
}
