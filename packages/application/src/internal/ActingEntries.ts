/**
 * The entries of the catalogue for acting sessions.
 *
 * @since 0.1.0
 */
import * as Acting from "@agencybook/core/Acting"
import type { Context } from "@agencybook/core/Decider"
import { type Facts, member, memberReads, write } from "@agencybook/core/Facts"
import * as Schemas from "@agencybook/core/schema/Command"
import type { Entry } from "./CatalogueEntry.ts"

const managerOf = (facts: Facts, { actor }: Pick<Context, "actor">) =>
  actor._tag === "Agent" ? member(facts, actor.agentId) : undefined

const acting: Entry<Acting.Command> = {
  schema: Schemas.ActingCommand,
  capability: "act-for-agent",
  target: (command, facts) => {
    const agencyId = command._tag === "OpenActing" ? command.agencyId : facts.get("acting", command.actingId)?.agencyId
    return agencyId === undefined ? {} : { agencyId }
  },
  reads: (command, facts) => [
    write("acting", "id", command.actingId),
    ...(command._tag === "OpenActing" ? memberReads(facts, command.agentId) : [])
  ],
  decide: (command, facts, context) =>
    Acting.decide(
      command,
      {
        acting: facts.get("acting", command.actingId),
        manager: managerOf(facts, context),
        agent: command._tag === "OpenActing" ? member(facts, command.agentId) : undefined
      },
      context
    )
}

/** The entries by command name. */
export const entries = {
  OpenActing: acting,
  CloseActing: acting
} as const
