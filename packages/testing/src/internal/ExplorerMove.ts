/**
 * What all moves of the explorer are made of.
 *
 * A move names roles ("the delegate of this case's request", "the manager of that agent's agency"); who that is it
 * looks up in the facts, so that the same move works on a state of the explorer and on real records.
 *
 * @since 0.1.0
 */
import type { Command } from "@agencybook/application/Catalogue"
import type { Actor } from "@agencybook/core/Actor"
import type { Instant } from "@agencybook/core/CalendarDate"
import type { Delegation } from "@agencybook/core/Delegation"
import type { Facts } from "@agencybook/core/Facts"
import type * as Id from "@agencybook/core/Id"
import type { Event } from "@agencybook/core/Record"
import * as Sample from "../Sample.ts"
import type { Scope } from "./ExplorerSize.ts"
import type { Sent } from "./ExplorerStep.ts"

/** What a move needs beside facts: a new identifier, the session in sight, and the time. */
export interface Surroundings {
  readonly fresh: string
  readonly session: Id.ActingId
  readonly at: Instant
}

/** Something that somebody may try, or that the host does by itself. */
export interface Move {
  readonly name: string
  readonly send: (facts: Facts, around: Surroundings) => Sent | { readonly host: Event } | undefined
}

/** Moves that only make sense when the text of a part matches. */
export interface Group {
  readonly part?: string
  readonly when?: RegExp
  readonly moves: ReadonlyArray<Move>
}

/** One thing for each number below `count`. */
export const ids = <A>(count: number, make: (n: number) => A): ReadonlyArray<A> =>
  Array.from({ length: count }, (_, n) => make(n))
/** A command by somebody. */
export const by = (actor: Actor, command: Command): Sent => ({ actor, command })
/** A move that is the same whatever the facts. */
export const move = (name: string, sent: Sent): Move => ({ name, send: () => sent })
/** An agent as an actor. */
export const agent = (agentId: Id.AgentId): Actor => ({ _tag: "Agent", agentId })

/** Numbers of a scope that moves ask for. */
export const placesOf = ({ agencies, agents }: Scope) => ({
  /** The first manager of an agency; agencies are counted in a circle. */
  managerOf: (agency: number) => Sample.agentId((agency % agencies) * agents),
  agencyOf: (n: number) => Math.floor(n / agents)
})

/** A transfer of a book, or of some of its delegations. */
export const transfer = (
  fresh: string,
  agencyId: Id.AgencyId,
  fromAgentId: Id.AgentId,
  toAgentId: Id.AgentId,
  only?: ReadonlyArray<Id.DelegationId>
): Command => ({
  _tag: "TransferBook",
  transferId: fresh as Id.TransferId,
  agencyId,
  fromAgentId,
  toAgentId,
  reason: "workload",
  ...(only === undefined ? {} : { only })
})

/** What moves find of the delegations of a case. */
export type Slot = "request" | "holder" | "over"

/** The delegation of a case that is in a slot: the request, the one that holds it, or the latest that is over. */
export const inSlot = (facts: Facts, caseId: Id.CaseId, slot: Slot): Delegation | undefined => {
  const all = facts.find("delegation", slot === "over" ? "history" : "case", caseId)
  switch (slot) {
    case "request":
      return all.find(({ state }) => state._tag === "Requested")
    case "holder":
      return all.find(({ state }) => state._tag === "Active" || state._tag === "Frozen")
    case "over": {
      const stamp = ({ state }: Delegation) => (state._tag === "Ended" ? state.until : "at" in state ? state.at : "")
      const over = all.filter(({ state }) => !["Requested", "Active", "Frozen"].includes(state._tag))
      return over.sort((a, b) => (stamp(a) < stamp(b) ? 1 : -1))[0]
    }
  }
}
