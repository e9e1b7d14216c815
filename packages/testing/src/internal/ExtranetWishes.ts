/**
 * What people want next about the extranet: the runs of Monday, of every day and of the week or month, and what agents do with
 * their passwords.
 *
 * @since 0.1.0
 */
import type { Command } from "@agencybook/application/Catalogue"
import type { Actor } from "@agencybook/core/Actor"
import * as Dates from "@agencybook/core/CalendarDate"
import { dueOn } from "@agencybook/core/Extranet"
import * as Sample from "../Sample.ts"
import * as World from "../World.ts"
import { anAgent, type Choice } from "./CommandChoice.ts"
import { agentAs, delegations, one, type Wish, type Wishing } from "./DifferentialWish.ts"

const byTheSystem = (command: Command): Wish => ({ command, actor: Sample.system })

/** The day itself, rarely an earlier one that was missed, and now and then one that has not come. */
const aDay = ({ day = Sample.today, seed }: Choice): Dates.CalendarDate =>
  Dates.plusDays(day, seed.pick([0, 0, 0, 0, 0, -1, -7, seed.chance(30) ? 1 : 0]))

/** Accounts that are open, or all of them now and then. */
const anAccount = (choice: Choice) => {
  const all = World.records(choice.world, "extranetAccount")
  const open = all.filter(({ state }) => state._tag !== "Disabled")
  return one(choice, open.length > 0 && choice.seed.chance(92) ? open : all)
}

/** Runs of the extranet: accounts on Monday, passwords every day, and the files of the week or month. */
export const run: Wishing = (choice) => {
  const { day = Sample.today, seed, world } = choice
  // Files are made for whoever has an account; cases that wait with a suspension are where they go wrong.
  const frozen = delegations(choice, "Frozen").filter(({ delegate }) => {
    const account = world.extranetAccount.get(delegate.agentId)
    return account !== undefined && account.state._tag !== "Disabled"
  })
  const waiting = one(choice, frozen)
  if (waiting !== undefined && seed.chance(40))
    return byTheSystem({ _tag: "RecordExtranetExtract", agentId: waiting.delegate.agentId, day: aDay(choice) })
  switch (seed.int(4)) {
    case 0:
      return byTheSystem({ _tag: "RunExtranetOnboarding", day: aDay(choice) })
    case 1: {
      const agentId = (seed.chance(92) ? anAccount(choice)?.agentId : undefined) ?? anAgent(choice)
      return byTheSystem({ _tag: "RecordExtranetExtract", agentId, day: aDay(choice) })
    }
    default: {
      // A run that was missed is made up for.
      const due = one(
        choice,
        World.records(world, "extranetAccount").flatMap((account) => dueOn(account) ?? [])
      )
      return byTheSystem({
        _tag: "RunExtranetDaily",
        day: due !== undefined && due < day && seed.chance(20) ? due : aDay(choice)
      })
    }
  }
}

/** An agent signs in to the extranet, changes the password, has a link sent, or uses it. */
export const extranet: Wishing = (choice) => {
  const { seed, world } = choice
  const account = anAccount(choice)
  if (account === undefined) return byTheSystem({ _tag: "RunExtranetOnboarding", day: aDay(choice) })
  const { agentId, state, username } = account
  const actor: Actor = seed.chance(50) ? agentAs(agentId) : { _tag: "Applicant", userId: Sample.userId }
  const name = seed.chance(95) ? username : "CC_0X00000"
  if ("link" in state && seed.chance(55)) {
    const way = seed.chance(92) ? state.link.with : seed.pick(["link", "password"] as const)
    return { command: { _tag: "UseExtranetReset", username: name, with: way }, actor }
  }
  switch (seed.int(4)) {
    case 0: {
      const onFile = world.agent.get(seed.chance(90) ? agentId : anAgent(choice))?.loginEmail
      const email = onFile ?? Sample.profile(9_200).loginEmail
      return { command: { _tag: "RequestExtranetReset", username: name, email }, actor }
    }
    case 1:
      return { command: { _tag: "ChangeExtranetPassword", agentId }, actor: agentAs(agentId) }
    default:
      return byTheSystem({ _tag: "RecordExtranetLogin", agentId })
  }
}
