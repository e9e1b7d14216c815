/**
 * Locked accounts of agents, in the reference model.
 *
 * @since 0.1.0
 */
import type { Command } from "@agencybook/core/AgentLock"
import { refuse, targetOf } from "./ReferenceStanding.ts"
import {
  accepted,
  type Entries,
  type Moment,
  one,
  put,
  reason,
  some,
  unchanged,
  unless,
  type Verdict,
  type World,
  without
} from "./ReferenceWorld.ts"

type Of<N extends Command["_tag"]> = Extract<Command, { readonly _tag: N }>

/** What the person settles by proving at the host to be the one. */
const settled: ReadonlyArray<string | undefined> = ["sign-in-failed", "credentials-at-risk"]

/** The world in which the account changed in a moment. */
const changed = (world: World, agent: string, { at }: Moment): World =>
  put(
    without(
      without(world, "locked", (fact) => fact.agent === agent),
      "opened",
      (fact) => fact.agent === agent
    ),
    { is: "opened", agent, since: at }
  )

const lock = (world: World, { agentId: agent, reason: why }: Of<"LockAgent">, moment: Moment): Verdict => {
  const { actor } = moment
  if (!some(world, "agent", (fact) => fact.agent === agent)) return refuse(reason("UnknownAgent", "DEL-08"))
  const by =
    actor._tag === "Exchange" ||
    (actor._tag === "System" && why !== "shared-login") ||
    (actor._tag === "Agent" && why === "credentials-at-risk")
  return unless([!by && reason("LockReasonNotAllowed", "SEC-01")], () => {
    const held = one(world, "locked", (fact) => fact.agent === agent)
    const graver = held === undefined || (settled.includes(held.why) && !settled.includes(why))
    return graver ? accepted(put(changed(world, agent, moment), { is: "locked", agent, why })) : unchanged(world)
  })
}

const unlock = (world: World, { agentId: agent }: Of<"UnlockAgent">, moment: Moment): Verdict => {
  if (!some(world, "agent", (fact) => fact.agent === agent)) return refuse(reason("UnknownAgent", "DEL-08"))
  const held = one(world, "locked", (fact) => fact.agent === agent)
  if (held === undefined) return refuse(reason("NotAllowedFrom", "SEC-01"))
  return unless(
    [moment.actor._tag !== "Exchange" && !settled.includes(held.why) && reason("LockedByExchange", "SEC-01")],
    () => accepted(changed(world, agent, moment))
  )
}

/** The commands of this part. @category models */
export const entries: Entries<Command> = {
  LockAgent: { capability: "lock-agent", target: targetOf, carryOut: lock },
  UnlockAgent: { capability: "unlock-agent", target: targetOf, carryOut: unlock }
}
