/**
 * A story that can be told again: the world it starts from, the policy, and every step, as plain JSON.
 *
 * @since 0.1.0
 */
import type { Command } from "@agencybook/application/Catalogue"
import type { Actor } from "@agencybook/core/Actor"
import type { Target } from "@agencybook/core/Authority"
import type { Instant } from "@agencybook/core/CalendarDate"
import type { Capability } from "@agencybook/core/Capability"
import type { ActingId, AgentId, CommandId } from "@agencybook/core/Id"
import type { Policy } from "@agencybook/core/Policy"
import { idOf, type Kind, type Records } from "@agencybook/core/Record"
import * as World from "./World.ts"

/** A command as somebody sends it. @category models */
export interface Send {
  readonly _tag: "Send"
  readonly at: Instant
  readonly id: CommandId
  readonly actor: Actor
  readonly acting?: ActingId
  /** Whether the actor is said to have signed in with a second factor. */
  readonly secondFactor?: true
  readonly command: Command
  /** What was typed as a secret; the text of a secret is what `digestOf` says of the command that made it. */
  readonly secret?: string
}

/** The text of a secret that a command made, which stands for its digest as well. @category constructors */
export const digestOf = (id: string): string => `digest of ${id}`

/** A question of authority beside any command. @category models */
export interface Ask {
  readonly _tag: "Ask"
  readonly at: Instant
  readonly actor: Actor
  readonly acting?: ActingId
  /** Whether the actor is said to have signed in with a second factor. */
  readonly secondFactor?: true
  readonly capability: Capability
  readonly target: Target
}

/** The host locks an account, or opens it again. @category models */
export interface Lock {
  readonly _tag: "Lock"
  readonly at: Instant
  readonly agentId: AgentId
  readonly locked: boolean
}

/** One step of a story. @category models */
export type Step = Send | Ask | Lock

/** A story. @category models */
export interface Trace {
  readonly policy: Policy
  readonly world: { readonly [K in Kind]?: ReadonlyArray<Records[K]> }
  readonly steps: ReadonlyArray<Step>
}

/** The records of a world as lists; kinds without records are left out. @category encoding */
export const listsOf = (world: World.World): Trace["world"] =>
  Object.fromEntries(
    Object.entries(world).flatMap(([kind, records]) => (records.size === 0 ? [] : [[kind, [...records.values()]]]))
  )

/** The world of a trace. @category decoding */
export const worldOf = ({ world }: Pick<Trace, "world">): World.World => {
  const maps = Object.entries(world).map(([kind, records]) => [
    kind,
    new Map((records as ReadonlyArray<Records[Kind]>).map((record) => [idOf(kind as Kind, record as never), record]))
  ])
  return { ...World.empty, ...Object.fromEntries(maps) }
}

type Lists = Trace["world"]

const entriesOf = (world: Lists) => Object.entries(world) as ReadonlyArray<[Kind, ReadonlyArray<Records[Kind]>]>

/** The identifiers of all records of a world. @category queries */
export const namesOf = (world: Lists): ReadonlyArray<string> =>
  entriesOf(world).flatMap(([kind, records]) => records.map((record) => idOf(kind, record as never)))

/** The world without a record, and without everything that would then name somebody who is not there. @category transforms */
export const withoutRecord = (world: Lists, id: string): Lists => {
  const gone = new Set([id])
  const names = (record: object) => {
    const text = JSON.stringify(record)
    return Array.from(gone).some((one) => text.includes(`"${one}"`))
  }
  for (let before = 0; before !== gone.size; ) {
    before = gone.size
    for (const [kind, records] of entriesOf(world))
      for (const record of records) if (names(record)) gone.add(idOf(kind, record as never))
  }
  return Object.fromEntries(
    entriesOf(world).map(([kind, records]) => [kind, records.filter((record) => !names(record))])
  )
}

/** Writes a trace as JSON. @category encoding */
export const toJson = (trace: Trace): string => JSON.stringify(trace, undefined, 2)

/** Reads a trace that `toJson` wrote. @category decoding */
export const fromJson = (text: string): Trace => JSON.parse(text) as Trace
