/**
 * What an entry of the catalogue of commands is.
 *
 * @since 0.1.0
 */
import type { Target } from "@agencybook/core/Authority"
import type { Capability } from "@agencybook/core/Capability"
import type { Answer, Context } from "@agencybook/core/Decider"
import type { Facts, Selection } from "@agencybook/core/Facts"
import type { Event } from "@agencybook/core/Record"
import type * as Schema from "effect/Schema"

/** What a command gets from the outside beside facts: digests of secrets. */
export interface Sealed {
  readonly digest?: string
  readonly matches?: boolean
}

/** Which secret work a command needs before it can be decided. */
export type SecretWork = "none" | "make-access-code" | "check-access-code"

/** One entry: everything the application has to know of a command. */
export interface Entry<C extends { readonly _tag: string }> {
  readonly schema: Schema.Codec<C, unknown>
  readonly capability: Capability | ((command: C) => Capability)
  /** What the command is about, for authorisation. */
  readonly target: (command: C, facts: Facts) => Target
  /** The records it reads; asked again with what was found until nothing new is named. */
  readonly reads: (command: C, facts: Facts) => ReadonlyArray<Selection>
  readonly decide: (command: C, facts: Facts, context: Context, sealed: Sealed) => Answer<Event>
  readonly secretWork?: SecretWork
}

/** The value as a list of one, or nothing. */
export const defined = <A>(value: A | undefined): ReadonlyArray<A> => (value === undefined ? [] : [value])
