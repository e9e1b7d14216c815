/**
 * A delegation, its facts and the commands about it, as its laws use them.
 *
 * @since 0.1.0
 */
import type { Command, Delegation, Facts, State } from "@agencybook/core/Delegation"
import type { Rules } from "../Rules.ts"
import * as Sample from "../Sample.ts"

export const delegationId = Sample.delegationId(9)
export const caseId = Sample.caseId(0)
export const agentId = Sample.agentId(1)
export const to = (agent: number): Pick<Delegation, "delegate"> => ({
  delegate: { agentId: Sample.agentId(agent), agencyId: Sample.agencyId() }
})
export const states: ReadonlyArray<State["_tag"]> = [
  ...(["Requested", "Active", "Frozen", "Declined", "Cancelled", "Expired", "Ended"] as const)
]
export const mine = (state: State["_tag"] = "Requested"): Delegation =>
  Sample.delegation(9, state, { caseId, ...to(1) })
const facts = (over: Partial<Facts> = {}): Facts => ({
  case: Sample.household(),
  delegation: undefined,
  open: [],
  delegate: Sample.member(1),
  ...over
})
export const request: Command & { readonly _tag: "RequestDelegation" } = {
  _tag: "RequestDelegation",
  delegationId,
  caseId,
  agentId,
  signedBy: "Cora Quint"
}
export const accept: Command = { _tag: "AcceptRequest", delegationId }
export const decide = (rules: Rules, command: Command, over: Partial<Facts> = {}, at = Sample.now) =>
  rules.delegation.decide(command, facts(over), Sample.context({ at, actor: Sample.asConsumer() }))
export const opened: Delegation = {
  delegationId,
  caseId,
  kind: "producer",
  ...to(1),
  origin: "directory",
  signedBy: "Cora Quint",
  state: { _tag: "Requested", at: Sample.now }
}
