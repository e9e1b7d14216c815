/**
 * What an entry of the catalogue of commands is.
 *
 * @since 0.1.0
 */
import type { Target } from "@agencybook/core/Authority"
import type { Capability } from "@agencybook/core/Capability"
import type { Answer, Context } from "@agencybook/core/Decider"
import type { Facts, Selection } from "@agencybook/core/Facts"
import type { OneTimeText } from "@agencybook/core/OneTimeText"
import type { Policy } from "@agencybook/core/Policy"
import type { Event } from "@agencybook/core/Record"
import type * as Schema from "effect/Schema"

/** What a command gets from the outside beside facts: digests of secrets. */
export interface Sealed {
  readonly digest?: string
  readonly matches?: boolean
}

/** What is known of a secret that somebody may try: the sealed text, or what it was derived for. */
export interface Held {
  /** Names this one secret; a derived one is derived for it. */
  readonly id: string
  /** The sealed text of a secret made by chance; absent for a derived one, of which nothing is stored. */
  readonly digest?: string
}

/**
 * Which secret work a command needs.
 *
 * - `Make`: a secret by chance is sealed before the decision, which stores the digest, and is revealed to whoever gave
 *   the command, once. For what is told on the spot.
 * - `Derive`: the secret that the server's key gives for what the command made is revealed, once. For what a message may
 *   carry as well: only the identifier is stored, and whoever renders the message derives the same text.
 * - `Check`: the text that came with the command is compared with the one that is held, in constant time; nothing held
 *   costs as much as a wrong text.
 */
export type SecretWork<C> =
  | { readonly _tag: "Make"; readonly text: OneTimeText }
  | {
      readonly _tag: "Derive"
      readonly text: OneTimeText
      /** What the revealed secret is derived for; `undefined` when nothing is to be revealed. */
      readonly made: (events: ReadonlyArray<Event>) => string | undefined
    }
  | {
      readonly _tag: "Check"
      /** Whether the records keep a digest of the secret or only what it is derived for. */
      readonly kept: "sealed" | "derived"
      readonly text: (command: C) => OneTimeText
      readonly held: (command: C, facts: Facts) => Held | undefined
    }

/** One entry: everything the application has to know of a command. */
export interface Entry<C extends { readonly _tag: string }> {
  readonly schema: Schema.Codec<C, unknown>
  readonly capability: Capability | ((command: C) => Capability)
  /** What the command is about, for authorisation. */
  readonly target: (command: C, facts: Facts) => Target
  /** The records it reads; asked again with what was found until nothing new is named. */
  readonly reads: (command: C, facts: Facts, policy: Policy) => ReadonlyArray<Selection>
  readonly decide: (command: C, facts: Facts, context: Context, sealed: Sealed) => Answer<Event>
  readonly secretWork?: SecretWork<C> | undefined
}

/** The value as a list of one, or nothing. */
export const defined = <A>(value: A | undefined): ReadonlyArray<A> => (value === undefined ? [] : [value])
