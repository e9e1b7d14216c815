/**
 * What may be tried with a case: requests and their answers, endings, a transfer of this case alone, access codes.
 *
 * @since 0.1.0
 */
import type { Command } from "@agencybook/application/Catalogue"
import type { Actor } from "@agencybook/core/Actor"
import type { Delegation } from "@agencybook/core/Delegation"
import type { Facts } from "@agencybook/core/Facts"
import * as Id from "@agencybook/core/Id"
import * as Sample from "../Sample.ts"
import {
  agent,
  by,
  type Group,
  ids,
  inSlot,
  type Move,
  placesOf,
  type Slot,
  type Surroundings,
  transfer
} from "./ExplorerMove.ts"
import type { Scope } from "./ExplorerSize.ts"
import type { Sent } from "./ExplorerStep.ts"

type From = (delegation: Delegation, around: Surroundings, facts: Facts) => Pick<Sent, "acting" | "actor"> | undefined

/** The moves of one case. */
export const caseMoves = (scope: Scope, c: number): ReadonlyArray<Group> => {
  const { agencies, agents, features } = scope
  const { managerOf } = placesOf(scope)
  const delegate: From = (one) => ({ actor: agent(one.delegate.agentId) })
  const manager: From = (one, _, facts) => ({
    actor: agent(facts.get("agency", one.delegate.agencyId)?.managers[0] as Id.AgentId)
  })
  const otherManager: From = (one) => {
    const [, n] = one.delegate.agencyId.split("-")
    return { actor: agent(managerOf(Number(n) + 1)) }
  }
  const onBehalf: From = (_, { session }, facts) => {
    const known = facts.get("acting", session)
    return known && { actor: agent(known.managerId), acting: session }
  }
  const as =
    (actor: Actor): From =>
    () => ({ actor })

  const caseId = Sample.caseId(c)
  const consumer = Sample.asConsumer(c)
  const stranger = Sample.asConsumer(c + 1)
  const on = (slot: Slot, text: string, command: (id: Id.DelegationId) => Command, from: From): Move => ({
    name: `${text} of the ${slot} of ${caseId}`,
    send: (facts, around) => {
      const one = inSlot(facts, caseId, slot)
      const sender = one && from(one, around, facts)
      return sender && { ...sender, command: command(one.delegationId) }
    }
  })
  const accept = (delegationId: Id.DelegationId): Command => ({ _tag: "AcceptRequest", delegationId })
  const decline = (delegationId: Id.DelegationId): Command => ({ _tag: "DeclineRequest", delegationId })
  const cancel = (delegationId: Id.DelegationId): Command => ({ _tag: "CancelRequest", delegationId })
  const expire = (delegationId: Id.DelegationId): Command => ({ _tag: "ExpireRequest", delegationId })
  const remove = (delegationId: Id.DelegationId): Command => ({ _tag: "RemoveDelegation", delegationId })
  const relinquish = (delegationId: Id.DelegationId): Command => ({ _tag: "RelinquishDelegation", delegationId })
  const ask = (delegationId: string, n: number): Command => ({
    _tag: "RequestDelegation",
    delegationId: delegationId as Id.DelegationId,
    caseId,
    agentId: Sample.agentId(n),
    signedBy: "Cora Quint"
  })
  const asks = ids(
    agencies * agents,
    (n): Move => ({
      name: `RequestDelegation of ${caseId} to ${Sample.agentId(n)}`,
      send: (_, { fresh }) => by(consumer, ask(fresh, n))
    })
  )
  const part = caseId
  const behind: ReadonlyArray<readonly [string, From]> = features.acting ? [["on behalf", onBehalf]] : []
  const any = [
    {
      name: `RequestDelegation of ${caseId} by an agent`,
      send: (_, { fresh }) => by(Sample.asAgent(0), ask(fresh, 0))
    },
    { name: `RequestDelegation of ${caseId} by another`, send: (_, { fresh }) => by(stranger, ask(fresh, 0)) }
  ] satisfies ReadonlyArray<Move>
  const request = [
    on("request", "AcceptRequest", accept, delegate),
    on("request", "AcceptRequest by the manager", accept, manager),
    on("request", "AcceptRequest by another agency", accept, otherManager),
    on("request", "AcceptRequest by the consumer", accept, as(consumer)),
    on("request", "DeclineRequest", decline, delegate),
    on("request", "CancelRequest", cancel, as(consumer)),
    on("request", "CancelRequest by another consumer", cancel, as(stranger)),
    on("request", "ExpireRequest", expire, as(Sample.system)),
    on("request", "RemoveDelegation", remove, as(consumer)),
    ...behind.flatMap(([how, from]) => [
      on("request", `AcceptRequest ${how}`, accept, from),
      on("request", `DeclineRequest ${how}`, decline, from)
    ])
  ]
  const holder = [
    on("holder", "RemoveDelegation", remove, as(consumer)),
    on("holder", "RemoveDelegation by another consumer", remove, as(stranger)),
    on("holder", "RemoveDelegation by the agent", remove, delegate),
    on("holder", "RelinquishDelegation", relinquish, delegate),
    on("holder", "RelinquishDelegation by another agency", relinquish, otherManager),
    on("holder", "AcceptRequest", accept, delegate),
    on("holder", "a request under a used identifier", (id) => ask(id, 1), as(consumer)),
    ...behind.map(([how, from]) => on("holder", `RelinquishDelegation ${how}`, relinquish, from))
  ]
  const alone = (j: number): Move => ({
    name: `TransferBook of ${caseId} alone to colleague ${j}`,
    send: (facts, { fresh }) => {
      const one = inSlot(facts, caseId, "holder")
      if (one === undefined) return undefined
      const { agencyId, agentId } = one.delegate
      const toAgentId = Sample.agentId(Number(agencyId.split("-")[1]) * agents + j)
      return by(Sample.exchange, transfer(fresh, agencyId, agentId, toAgentId, [one.delegationId]))
    }
  })
  const over = [
    on("over", "AcceptRequest", accept, delegate),
    on("over", "RemoveDelegation", remove, as(consumer)),
    on("over", "RelinquishDelegation", relinquish, delegate),
    on("over", "a request under a used identifier", (id) => ask(id, 1), as(consumer))
  ]
  return [
    ...ids(agencies, (a): Group => ({ moves: asks.slice(a * agents, (a + 1) * agents) })),
    { moves: any },
    { part, when: /[rq]\d/, moves: request },
    { part, when: /[af]\d/, moves: holder },
    ...(features.transfer ? ids(agents, (j): Group => ({ part, when: /[af]\d/, moves: [alone(j)] })) : []),
    ...(features.memory ? [{ part, when: /^[^;]*[edcx]\d/, moves: over }] : []),
    ...(features.codes ? [{ moves: codeMoves(c) }] : [])
  ]
}

const codeMoves = (c: number): ReadonlyArray<Move> => {
  const caseId = Sample.caseId(c)
  const issue = (accessCodeId: string): Command => ({
    _tag: "IssueAccessCode",
    accessCodeId: accessCodeId as Id.AccessCodeId,
    caseId,
    channel: "phone",
    requestedBy: { _tag: "Consumer" },
    identityMethod: "document"
  })
  const redeem: Command = {
    _tag: "RedeemAccessCode",
    caseId,
    accountId: Id.make("account"),
    fact: { dob: Sample.household(c).primaryContact.dob }
  }
  const typed = (name: string, actor: Actor, matches: boolean): Move => ({
    name: `${name} of ${caseId}`,
    send: () => ({ actor, command: redeem, sealed: { matches } })
  })
  return [
    { name: `IssueAccessCode for ${caseId}`, send: (_, { fresh }) => by(Sample.serviceCenter, issue(fresh)) },
    {
      name: `IssueAccessCode by the consumer of ${caseId}`,
      send: (_, { fresh }) => by(Sample.asConsumer(c), issue(fresh))
    },
    {
      name: `IssueAccessCode under a used identifier for ${caseId}`,
      send: (facts) => {
        const [live] = facts.find("accessCode", "live", caseId)
        return live && by(Sample.serviceCenter, issue(live.accessCodeId))
      }
    },
    typed("RedeemAccessCode", Sample.asConsumer(c), true),
    typed("RedeemAccessCode with a wrong code", Sample.asConsumer(c), false),
    typed("RedeemAccessCode by another consumer", Sample.asConsumer(c + 1), true)
  ]
}
