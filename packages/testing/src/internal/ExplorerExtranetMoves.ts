/**
 * What may be tried with accounts of the agent extranet: the runs, logins, new passwords and links.
 *
 * @since 0.1.0
 */
import type { Command } from "@agencybook/application/Catalogue"
import type { Actor } from "@agencybook/core/Actor"
import * as Dates from "@agencybook/core/CalendarDate"
import * as Sample from "../Sample.ts"
import { agent, by, type Group, ids, type Move, move, placesOf } from "./ExplorerMove.ts"
import type { Scope } from "./ExplorerSize.ts"

/** The moves of extranet accounts. */
export const extranetMoves = (scope: Scope): ReadonlyArray<Group> => {
  const { agencies, agents, features, policy } = scope
  if (!features.extranet) return []
  const { agencyOf, managerOf } = placesOf(scope)
  const accounts = (n: number): ReadonlyArray<Move> => {
    const { agentId, loginEmail } = Sample.agent(n)
    const { username } = Sample.extranetAccount(n)
    const name = (text: string) => `${text} ${agentId}`
    const own = agent(agentId)
    const login: Command = { _tag: "RecordExtranetLogin", agentId }
    const change: Command = { _tag: "ChangeExtranetPassword", agentId }
    const ask = (email: typeof loginEmail): Command => ({ _tag: "RequestExtranetReset", username, email })
    const used = (text: string, actor: Actor, matches: boolean): Move => ({
      name: name(text),
      send: () => ({ actor, command: { _tag: "UseExtranetReset", username, with: "link" }, sealed: { matches } })
    })
    return [
      move(name("RecordExtranetLogin"), by(Sample.system, login)),
      move(name("ChangeExtranetPassword"), by(own, change)),
      move(name("ChangeExtranetPassword by the manager of"), by(agent(managerOf(agencyOf(n))), change)),
      move(name("RequestExtranetReset"), by(own, ask(loginEmail))),
      move(name("RequestExtranetReset from another address"), by(own, ask(Sample.agent(n + 1).loginEmail))),
      used("UseExtranetReset", own, true),
      used("UseExtranetReset with a wrong link", own, false)
    ]
  }
  const run = (_tag: "RunExtranetOnboarding" | "RunExtranetDaily", actor: Actor): Move => ({
    name: `${_tag} by the ${actor._tag}`,
    send: (_, { at }) => by(actor, { _tag, day: Dates.on(at, policy.timeZone) })
  })
  const runs = [
    run("RunExtranetOnboarding", Sample.system),
    run("RunExtranetDaily", Sample.system),
    run("RunExtranetDaily", agent(managerOf(0)))
  ]
  return [...ids(agencies * agents, (n): Group => ({ moves: accounts(n) })), { moves: runs }]
}
