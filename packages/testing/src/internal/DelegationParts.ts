/**
 * A delegation, its facts and the commands about it, as its laws use them.
 *
 * @since 0.1.0
 */
import type { Event as ConsentEvent } from "@agencybook/core/Consent"
import type { Answer } from "@agencybook/core/Decider"
import type { Command, Delegation, Event, Facts, State } from "@agencybook/core/Delegation"
import * as Id from "@agencybook/core/Id"
import type { Rules } from "../Rules.ts"
import * as Sample from "../Sample.ts"

/** The delegation that the laws are about. @category models */
export const delegationId = Sample.delegationId(9)
/** Its case. @category models */
export const caseId = Sample.caseId(0)
/** Its delegate. @category models */
export const agentId = Sample.agentId(1)
/** The delegate as a part of a record. @category constructors */
export const to = (agent: number): Pick<Delegation, "delegate"> => ({
  delegate: { agentId: Sample.agentId(agent), agencyId: Sample.agencyId() }
})
/** Every state of a delegation. @category models */
export const states: ReadonlyArray<State["_tag"]> = [
  ...(["Requested", "Active", "Frozen", "Declined", "Cancelled", "Expired", "Ended"] as const)
]
/** The delegation in a state. @category constructors */
export const mine = (state: State["_tag"] = "Requested"): Delegation =>
  Sample.delegation(9, state, { caseId, ...to(1) })
const facts = (over: Partial<Facts> = {}): Facts => ({
  case: Sample.household(),
  delegation: undefined,
  open: [],
  delegate: Sample.member(1),
  ...over
})
/** The command that asks for the delegation. @category models */
export const request: Command & { readonly _tag: "RequestDelegation" } = {
  _tag: "RequestDelegation",
  delegationId,
  caseId,
  agentId,
  signedBy: "Cora Quint"
}
/** The command that accepts it. @category models */
export const accept: Command = { _tag: "AcceptRequest", delegationId }
/** Asks the rules for a decision. @category queries */
export const decide = (
  rules: Rules,
  command: Command,
  over: Partial<Facts> = {},
  at = Sample.now,
  actor = Sample.asConsumer()
): Answer<Event | ConsentEvent> => rules.delegation.decide(command, facts(over), Sample.context({ at, actor }))
/** The record that a request opens. */
const opened: Delegation = {
  delegationId,
  caseId,
  kind: "producer",
  ...to(1),
  origin: "directory",
  signedBy: "Cora Quint",
  consentId: Id.make("command-0~0"),
  state: { _tag: "Requested", at: Sample.now }
}
/** The events of a request: the delegation that waits and the draft of the consent that it rests on. @category models */
export const openedBy = (signedBy: string): ReadonlyArray<unknown> => {
  const { agencyId } = opened.delegate
  const confirms = Sample.policy().transferConsent === "consumer-confirm"
  const terms = Sample.consentTerms({
    grantee: { _tag: "Agency", agencyId, agentId },
    // Where a transfer waits for the consumer, the word to one agent is none to colleagues.
    ...(confirms ? { otherUsers: ["manager", "staff"] } : {})
  })
  const consent = Sample.consent(0, "Draft", {
    ...terms,
    consentId: Id.make("command-0~0"),
    signedBy,
    state: { _tag: "Draft", since: Sample.now }
  })
  return [
    { _tag: "DelegationOpened", delegation: { ...opened, signedBy, requestedAt: Sample.now } },
    { _tag: "ConsentDrafted", consent }
  ]
}
/** The delegation after what an answer says about it. @category queries */
export const afterwards = (
  rules: Rules,
  delegation: Delegation,
  events: ReadonlyArray<Event | ConsentEvent>
): Delegation =>
  events.reduce(
    (one, event) =>
      event._tag === "DelegationOpened" || event._tag === "DelegationMoved" ? rules.delegation.evolve(one, event) : one,
    delegation
  )
