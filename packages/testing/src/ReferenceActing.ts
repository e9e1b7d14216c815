/**
 * Acting sessions in the reference model; whether one can carry a command is asked in `ReferenceAuthority`.
 *
 * @since 0.1.0
 */
import type { Command } from "@agencybook/core/Acting"
import { placeOf } from "./ReferenceAuthority.ts"
import {
  accepted,
  change,
  type Entries,
  type Moment,
  one,
  put,
  reason,
  unless,
  type Verdict,
  type World
} from "./ReferenceWorld.ts"

const open = (
  world: World,
  { actingId, agencyId, agentId }: Extract<Command, { readonly _tag: "OpenActing" }>,
  { actor, at }: Moment
): Verdict => {
  const manager = actor._tag === "Agent" ? actor.agentId : ""
  const colleague = placeOf(world, agentId)?.agency === agencyId && agentId !== manager
  return unless(
    [
      !colleague && reason("NotAgentOfMyAgency", "ACT-01"),
      one(world, "session", (fact) => fact.session === actingId) !== undefined &&
        reason("ActingNotAllowed", "ACT-02", "closed")
    ],
    () =>
      accepted(
        put(world, {
          is: "session",
          session: actingId,
          manager,
          agent: agentId,
          agency: agencyId,
          opened: at,
          used: at,
          closed: undefined
        })
      )
  )
}

const close = (
  world: World,
  { actingId }: Extract<Command, { readonly _tag: "CloseActing" }>,
  { at }: Moment
): Verdict => {
  const session = one(world, "session", (fact) => fact.session === actingId)
  return unless(
    [
      session === undefined && reason("ActingNotAllowed", "ACT-02", "unknown"),
      session?.closed !== undefined && reason("NotAllowedFrom", "ACT-02")
    ],
    () =>
      accepted(
        change(
          world,
          "session",
          (fact) => fact.session === actingId,
          (fact) => ({ ...fact, closed: at })
        )
      )
  )
}

/** The world after a session was used; a clock that steps back does not shorten or lengthen it. @category transforms */
export const used = (world: World, acting: string, at: string): World =>
  change(
    world,
    "session",
    (fact) => fact.session === acting,
    (fact) => ({ ...fact, used: at > fact.used ? at : fact.used })
  )

/** The commands of this part. @category models */
export const entries: Entries<Command> = {
  OpenActing: {
    capability: "act-for-agent",
    target: (_, { agencyId }) => ({ agency: agencyId }),
    carryOut: open
  },
  CloseActing: {
    capability: "act-for-agent",
    target: (world, { actingId }) => ({ agency: one(world, "session", (fact) => fact.session === actingId)?.agency }),
    carryOut: close
  }
}
