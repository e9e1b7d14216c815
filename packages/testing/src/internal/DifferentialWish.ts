/**
 * A wish in a story, and what every wish chooses from.
 *
 * @since 0.1.0
 */
import type { Command } from "@agencybook/application/Catalogue"
import type { Actor } from "@agencybook/core/Actor"
import { type Instant, plusMillis } from "@agencybook/core/CalendarDate"
import type { Delegation } from "@agencybook/core/Delegation"
import type * as Id from "@agencybook/core/Id"
import * as World from "../World.ts"
import type { Choice } from "./CommandChoice.ts"

/** A command with who wants it; without an actor it is whoever usually does it. */
export interface Wish {
  readonly command: Command
  readonly actor?: Actor
  readonly acting?: Id.ActingId
}

/** One kind of wish; nothing when the world has no place for it. */
export type Wishing = (choice: Choice) => Wish | undefined

/** An agent who does something. */
export const agentAs = (agentId: Id.AgentId): Actor => ({ _tag: "Agent", agentId })

/** One of a list, if it has any. */
export const one = <A>({ seed }: Choice, list: ReadonlyArray<A>): A | undefined =>
  list.length === 0 ? undefined : seed.pick(list)

/** The delegations in one of some states. */
export const delegations = ({ world }: Choice, ...states: ReadonlyArray<string>): ReadonlyArray<Delegation> =>
  World.records(world, "delegation").filter(({ state }) => states.includes(state._tag))

/** One of what was issued and has not been used: mostly what is still good, or just no more. */
export const issued = <A extends { readonly state: string; readonly expiresAt: Instant }>(
  choice: Choice,
  list: ReadonlyArray<A>
): A | undefined => {
  const { at, seed } = choice
  const open = list.filter(({ state }) => state === "Issued")
  const good = at === undefined ? open : open.filter(({ expiresAt }) => at < plusMillis(expiresAt, 60_000))
  return one(choice, seed.chance(20) ? open : good)
}

/** Agents who look as if they could take a case. */
export const ready = ({ world }: Choice): ReadonlyArray<Id.AgentId> =>
  World.records(world, "employment").flatMap(({ agencyId, agentId, state }) => {
    const { certification, locked } = world.agent.get(agentId) ?? {}
    const able = certification?._tag === "Certified" && locked !== true
    return state === "Active" && able && world.agency.get(agencyId)?.certification._tag === "Certified" ? [agentId] : []
  })

/** A wish so many times, so that it is picked more often. */
export const times = (count: number, wishing: Wishing): ReadonlyArray<Wishing> =>
  Array.from({ length: count }, () => wishing)
