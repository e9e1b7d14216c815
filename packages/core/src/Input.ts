/**
 * What may be sent where the rules want a value: the same fields, with plain texts and numbers in place of checked ones.
 *
 * The rules tell an agent's identifier from an agency's by its type. Whoever sends a command has texts; the schemas read
 * them and give the checked values. This is the shape of what the schemas read, for the compiler alone.
 *
 * @since 0.1.0
 */

/** Text or a number that only a check can make, such as `Id.AgentId` or `Money.Cents`. */
interface Checked {
  readonly "~agencybook": string
}

/**
 * A value before it was checked. Names of fields, literals and which fields may be left out stay as they are.
 *
 * **Example**
 *
 * ```ts
 * import type { Actor } from "@agencybook/core/Actor"
 * import type { Input } from "@agencybook/core/Input"
 *
 * const ana: Input<Actor> = { _tag: "Agent", agentId: "ana" }
 * console.log(ana.agentId)
 * // => ana
 * ```
 *
 * @category models
 */
export type Input<A> = A extends Checked
  ? A extends string
    ? string
    : number
  : A extends object
    ? { readonly [K in keyof A]: Input<A[K]> }
    : A
