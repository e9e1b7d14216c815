/**
 * What aims at something need: who sends a command, and whom it is about.
 *
 * @since 0.1.0
 */
import type { Command } from "@agencybook/application/Catalogue"
import type { Agent } from "@agencybook/core/Agent"
import type * as Id from "@agencybook/core/Id"
import * as Sample from "../Sample.ts"
import * as World from "../World.ts"
import type { Choice } from "./CommandChoice.ts"
import { one, type Wish } from "./DifferentialWish.ts"

/** A command that the exchange sends. */
export const byTheExchange = (command: Command): Wish => ({ command, actor: Sample.exchange })
/** A command that the system sends. */
export const byTheSystem = (command: Command): Wish => ({ command, actor: Sample.system })
/** An identifier that nobody has. */
export const nobody = <I extends string>({ n }: Choice): I => `nobody-${n}` as I

/** An agent of whom something is so. */
export const agentOf = (choice: Choice, fits: (agent: Agent) => boolean): Agent | undefined =>
  one(choice, World.records(choice.world, "agent").filter(fits))
/** Some agency. */
export const agencyOf = (choice: Choice) => one(choice, World.records(choice.world, "agency"))
/** Two different agents. */
export const twoAgents = (choice: Choice): readonly [Agent, Agent] | undefined => {
  const first = agentOf(choice, () => true)
  const second = agentOf(choice, ({ agentId }) => agentId !== first?.agentId)
  return first === undefined || second === undefined ? undefined : [first, second]
}
/** Where somebody works. */
export const placeOf = ({ world }: Choice, agentId: Id.AgentId) =>
  World.records(world, "employment").find((place) => place.agentId === agentId && place.state !== "Inactive")
