/**
 * Who may try what in a scope: rightful steps, and for each the ones who must not.
 *
 * A move names roles ("the delegate of this case's request", "the manager of that agent's agency"); who that is it
 * looks up in the facts, so that the same move works on a state of the explorer and on real records.
 *
 * @since 0.1.0
 */
import type { Command } from "@agencybook/application/Catalogue"
import type { Actor } from "@agencybook/core/Actor"
import type { Delegation } from "@agencybook/core/Delegation"
import type { Facts } from "@agencybook/core/Facts"
import * as Id from "@agencybook/core/Id"
import type { Event } from "@agencybook/core/Record"
import * as Requirement from "@agencybook/core/Requirement"
import type { Scope } from "../ExplorerScope.ts"
import * as Sample from "../Sample.ts"
import type { Sent } from "./ExplorerStep.ts"

/** What a move needs beside facts: a new identifier, and the session in sight. */
export interface Surroundings {
  readonly fresh: string
  readonly session: Id.ActingId
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

type Slot = "request" | "holder" | "over"
type From = (delegation: Delegation, around: Surroundings, facts: Facts) => Pick<Sent, "acting" | "actor"> | undefined

const inSlot = (facts: Facts, caseId: Id.CaseId, slot: Slot): Delegation | undefined => {
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

const ids = <A>(count: number, make: (n: number) => A): ReadonlyArray<A> =>
  Array.from({ length: count }, (_, n) => make(n))
const by = (actor: Actor, command: Command): Sent => ({ actor, command })
const move = (name: string, sent: Sent): Move => ({ name, send: () => sent })
const agent = (agentId: Id.AgentId): Actor => ({ _tag: "Agent", agentId })

/** The moves of a scope. */
export const movesOf = (scope: Scope): ReadonlyArray<Group> => {
  const { agencies, agents, consumers, features } = scope
  const managerOf = (agency: number) => Sample.agentId((agency % agencies) * agents)
  const agencyOf = (n: number) => Math.floor(n / agents)
  const groups: Array<Group> = []

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

  const certification = (n: number): ReadonlyArray<Move> => {
    const agentId = Sample.agentId(n)
    const own = agent(managerOf(agencyOf(n)))
    const name = (text: string) => `${text} ${agentId}`
    const exchange = (command: Command) => move(name(command._tag), by(Sample.exchange, command))
    const basic = [
      exchange({ _tag: "SuspendAgent", agentId, reason: "breach" }),
      exchange({ _tag: "ReinstateAgent", agentId }),
      exchange({ _tag: "TerminateAgent", agentId, forCause: true, reason: "breach" }),
      move(name("ReinstateAgent by the agent"), by(agent(agentId), { _tag: "ReinstateAgent", agentId })),
      move(name("ReinstateAgent by the manager"), by(own, { _tag: "ReinstateAgent", agentId }))
    ]
    if (!features.career) return basic
    const record = (facts: Facts): Sent | undefined => {
      const certification = facts.get("agent", agentId)?.certification
      const item =
        certification && "checklist" in certification ? Requirement.openItems(certification.checklist)[0] : undefined
      if (item === undefined) return undefined
      const exam = item === "exam-passed"
      return by(
        Sample.exchange,
        exam ? { _tag: "RecordExam", agentId, score: 95 } : { _tag: "RecordRequirement", agentId, item, outcome: "Met" }
      )
    }
    return [
      ...basic,
      exchange({ _tag: "TerminateAgent", agentId, forCause: false, reason: "retired" }),
      exchange({ _tag: "RecordDeath", agentId }),
      exchange({ _tag: "DenyAgent", agentId, reason: "application-incomplete" }),
      exchange({ _tag: "CertifyAgent", agentId, term: Sample.term }),
      exchange({ _tag: "ReapplyAgent", agentId }),
      move(name("CertifyAgent by the agent"), by(agent(agentId), { _tag: "CertifyAgent", agentId, term: Sample.term })),
      move(name("ReapplyAgent by the manager"), by(own, { _tag: "ReapplyAgent", agentId })),
      move(name("SubmitAgent"), by(own, { _tag: "SubmitAgent", agentId })),
      move(name("WithdrawAgent"), by(own, { _tag: "WithdrawAgent", agentId })),
      { name: name("next item of"), send: record }
    ]
  }

  const employment = (n: number): ReadonlyArray<Move> => {
    const [agentId, agencyId] = [Sample.agentId(n), Sample.agencyId(agencyOf(n))]
    const leave: Command = { _tag: "SetAgentInactive", agencyId, agentId, reason: "leave" }
    const back: Command = { _tag: "SetAgentActive", agencyId, agentId }
    const own = agent(managerOf(agencyOf(n)))
    const other = agent(managerOf(agencyOf(n) + 1))
    return [
      move(`SetAgentInactive ${agentId}`, by(own, leave)),
      move(`SetAgentActive ${agentId}`, by(own, back)),
      move(`SetAgentInactive ${agentId} by the exchange`, by(Sample.exchange, leave)),
      move(`SetAgentActive ${agentId} by the exchange`, by(Sample.exchange, back)),
      move(`SetAgentInactive ${agentId} by another agency`, by(other, leave)),
      move(`SetAgentActive ${agentId} by the agent`, by(agent(agentId), back))
    ]
  }

  const locks = (n: number): ReadonlyArray<Move> =>
    [true, false].map((locked) => ({
      name: `the host ${locked ? "locks" : "unlocks"} ${Sample.agentId(n)}`,
      send: (facts) =>
        facts.get("agent", Sample.agentId(n))?.locked === locked
          ? undefined
          : { host: { _tag: "AgentLocked", agentId: Sample.agentId(n), locked } }
    }))

  const agencyMoves = (a: number): ReadonlyArray<Move> => {
    const agencyId = Sample.agencyId(a)
    return [
      move(`SuspendAgency ${agencyId}`, by(Sample.exchange, { _tag: "SuspendAgency", agencyId, reason: "lapsed" })),
      move(`ReinstateAgency ${agencyId}`, by(Sample.exchange, { _tag: "ReinstateAgency", agencyId })),
      move(`ReinstateAgency ${agencyId} by its manager`, by(agent(managerOf(a)), { _tag: "ReinstateAgency", agencyId }))
    ]
  }

  const caseMoves = (c: number): ReadonlyArray<Group> => {
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
      ...asks,
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
      ...behind.map(([how, from]) => on("holder", `RelinquishDelegation ${how}`, relinquish, from)),
      ...(features.transfer
        ? ids(
            agents,
            (j): Move => ({
              name: `TransferBook of ${caseId} alone to colleague ${j}`,
              send: (facts, { fresh }) => {
                const one = inSlot(facts, caseId, "holder")
                if (one === undefined) return undefined
                const { agencyId, agentId } = one.delegate
                const toAgentId = Sample.agentId(Number(agencyId.split("-")[1]) * agents + j)
                return by(Sample.exchange, transfer(fresh, agencyId, agentId, toAgentId, [one.delegationId]))
              }
            })
          )
        : [])
    ]
    const over = [
      on("over", "AcceptRequest", accept, delegate),
      on("over", "RemoveDelegation", remove, as(consumer)),
      on("over", "RelinquishDelegation", relinquish, delegate),
      on("over", "a request under a used identifier", (id) => ask(id, 1), as(consumer))
    ]
    return [
      ...any.map((one): Group => ({ moves: [one] })),
      { part, when: /[rq]\d/, moves: request },
      { part, when: /[af]\d/, moves: holder },
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
      identityVerified: true
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
      typed("RedeemAccessCode", Sample.asConsumer(c), true),
      typed("RedeemAccessCode with a wrong code", Sample.asConsumer(c), false),
      typed("RedeemAccessCode by another consumer", Sample.asConsumer(c + 1), true)
    ]
  }

  const transfer = (
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

  const transfers = (a: number): ReadonlyArray<Group> =>
    ids(agents, (i) => a * agents + i).flatMap((from) => {
      const [source, agencyId] = [Sample.agentId(from), Sample.agencyId(a)]
      const targets = [...ids(agents, (j) => a * agents + j), ((a + 1) % agencies) * agents]
      const others = targets.filter((to, n) => to !== from && targets.indexOf(to) === n)
      return others.map((to): Group => {
        const target = Sample.agentId(to)
        const whole = (name: string, actor: Actor): Move => ({
          name: `TransferBook from ${source} to ${target}${name}`,
          send: (_, { fresh }) => by(actor, transfer(fresh, agencyId, source, target))
        })
        const own = managerOf(a)
        const moves = [
          whole("", agent(own)),
          whole(" by the exchange", Sample.exchange),
          whole(" by another agency", agent(managerOf(a + 1))),
          ...(target === own ? [] : [whole(" by the target", agent(target))])
        ]
        return { moves }
      })
    })

  const sessions = (n: number): ReadonlyArray<Move> => {
    const [agentId, agencyId] = [Sample.agentId(n), Sample.agencyId(agencyOf(n))]
    const opening = (name: string, actor: Actor, nested: boolean): Move => ({
      name: `OpenActing for ${agentId}${name}`,
      send: (_, { fresh, session }) => ({
        actor,
        ...(nested ? { acting: session } : {}),
        command: { _tag: "OpenActing", actingId: fresh as Id.ActingId, agencyId, agentId }
      })
    })
    return [
      ...ids(scope.managers, (j) => opening(` by manager ${j}`, Sample.asAgent(agencyOf(n) * agents + j), false)),
      opening(" by a colleague", Sample.asAgent(agencyOf(n) * agents + agents - 1), false),
      opening(" by another agency", agent(managerOf(agencyOf(n) + 1)), false),
      opening(" inside a session", agent(managerOf(agencyOf(n))), true)
    ]
  }

  const closing = (name: string, from: (facts: Facts, session: Id.ActingId) => Id.AgentId | undefined): Move => ({
    name: `CloseActing by ${name}`,
    send: (facts, { session }) => {
      const agentId = from(facts, session)
      return agentId && by(agent(agentId), { _tag: "CloseActing", actingId: session })
    }
  })

  for (let n = 0; n < agencies * agents; n++) {
    groups.push({ moves: [...certification(n), ...(features.locks ? locks(n) : [])] }, { moves: employment(n) })
    if (features.acting) groups.push({ moves: sessions(n) })
  }
  for (let a = 0; a < agencies; a++) {
    if (features.agency) groups.push({ moves: agencyMoves(a) })
    if (features.transfer) groups.push(...transfers(a))
  }
  for (let c = 0; c < consumers; c++) groups.push(...caseMoves(c))
  if (features.acting) {
    const moves = [
      closing("the manager", (facts, session) => facts.get("acting", session)?.managerId),
      closing("the agent", (facts, session) => facts.get("acting", session)?.agentId)
    ]
    groups.push({ part: "session", when: /./, moves })
  }
  // Where there is one agency only, nobody comes from another one.
  const there = ({ name }: Move) => agencies > 1 || !name.includes("by another agency")
  return groups.map((group) => ({ ...group, moves: group.moves.filter(there) }))
}
