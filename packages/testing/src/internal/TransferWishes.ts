/**
 * What people want next about transfers: inside an agency, across agencies, and while they wait.
 *
 * @since 0.1.0
 */
import type { Command } from "@agencybook/application/Catalogue"
import * as Dates from "@agencybook/core/CalendarDate"
import { holdsCase } from "@agencybook/core/Delegation"
import * as Id from "@agencybook/core/Id"
import { isWaiting } from "@agencybook/core/Transfer"
import * as Sample from "../Sample.ts"
import * as World from "../World.ts"
import { aCase, anAgency, anAgent, type Choice, colleagues } from "./CommandChoice.ts"
import { agentAs, delegations, one, ready, type Wish, type Wishing } from "./DifferentialWish.ts"

const target = (choice: Choice, agencyId: Id.AgencyId, from: Id.AgentId): Id.AgentId => {
  const near = colleagues(choice, agencyId).filter((agentId) => agentId !== from || choice.seed.chance(10))
  const able = near.filter((agentId) => ready(choice).includes(agentId))
  return one(choice, able.length > 0 && choice.seed.chance(80) ? able : near) ?? from
}

/** A book, or some of it, goes to a colleague: at once, or from a day on. */
export const transfer: Wishing = (choice) => {
  const { day = Sample.today, n, seed } = choice
  const from = one(choice, delegations(choice, "Requested", "Active", "Frozen"))?.delegate
  if (from === undefined) return undefined
  const { agencyId, agentId: fromAgentId } = from
  const toAgentId = seed.chance(90) ? target(choice, agencyId, fromAgentId) : anAgent(choice)
  const all = delegations(choice, "Requested", "Active", "Frozen", "Ended").map(({ delegationId }) => delegationId)
  const only = all.filter(() => seed.chance(40))
  const command: Command = {
    _tag: "TransferBook",
    transferId: Id.make(seed.chance(8) ? `transfer-${seed.int(20)}` : `transfer-${n % 20 < 4 ? n % 20 : n}`),
    agencyId,
    fromAgentId,
    toAgentId,
    ...(seed.chance(40) ? { only } : {}),
    ...(seed.chance(30) ? { effectiveOn: Dates.plusDays(day, seed.pick([-1, 0, 1, 1, 2, 3])) } : {}),
    ...(seed.chance(10) ? { leaveRequests: true } : {}),
    reason: "workload"
  }
  const helper = one(
    choice,
    World.records(choice.world, "staff").filter((staff) => staff.agencyId === agencyId)
  )
  if (seed.chance(20) && helper !== undefined)
    return { command, actor: { _tag: "Staff", userId: helper.userId, agencyId, level: 2 } }
  return seed.chance(30) ? { command, actor: Sample.exchange } : { command }
}

/** A book leaves its agency; now and then the papers say something else. */
export const submission: Wishing = (choice) => {
  const { n, seed, world } = choice
  const from = one(choice, delegations(choice, "Active", "Frozen"))?.delegate
  if (from === undefined) return undefined
  const { agencyId, agentId: fromAgentId } = from
  const others = World.records(world, "agency").filter((agency) => agency.agencyId !== agencyId)
  const toAgencyId = (seed.chance(95) ? one(choice, others)?.agencyId : undefined) ?? anAgency(choice)
  const near = colleagues(choice, toAgencyId)
  const able = near.filter((agentId) => ready(choice).includes(agentId))
  const toAgentId = one(choice, able.length > 0 && seed.chance(80) ? able : near) ?? anAgent(choice)
  const held = World.records(world, "delegation").filter(
    (fact) => holdsCase(fact) && fact.delegate.agentId === fromAgentId && fact.delegate.agencyId === agencyId
  )
  const only = seed.chance(30)
    ? delegations(choice, "Requested", "Active", "Frozen", "Ended").flatMap(({ delegationId }) =>
        seed.chance(60) ? [delegationId] : []
      )
    : undefined
  const going = only === undefined ? held : held.filter(({ delegationId }) => only.includes(delegationId))
  const npnOf = (agentId: Id.AgentId) => world.agent.get(agentId)?.npn ?? Sample.profile(8_000).npn
  const nameOf = (agentId: Id.AgentId) => world.agent.get(agentId)?.name ?? Sample.profile(8_000).name
  const submittedBy = seed.pick(["leaving", "arriving"] as const)
  const command: Command = {
    _tag: "SubmitTransfer",
    transferId: Id.make(seed.chance(8) ? `transfer-${seed.int(20)}` : `submitted-${n}`),
    submittedBy,
    ...{ agencyId, fromAgentId, toAgencyId, toAgentId },
    ...(only === undefined ? {} : { only }),
    reason: "sale",
    evidence: { kind: "release", documentId: Id.make(`papers-${n}`) },
    stated: {
      fromNpn: npnOf(seed.chance(5) ? anAgent(choice) : fromAgentId),
      toNpn: npnOf(toAgentId),
      ...(seed.chance(70) ? {} : { toName: nameOf(seed.chance(20) ? fromAgentId : toAgentId) }),
      cases: going.length + (seed.chance(5) ? 1 : 0)
    }
  }
  const side = submittedBy === "leaving" ? agencyId : toAgencyId
  const agent = submittedBy === "leaving" ? fromAgentId : toAgentId
  const managerId = world.agency.get(side)?.managers[0]
  return { command, actor: agentAs(seed.chance(70) ? (managerId ?? agent) : agent) }
}

/** Something happens to a transfer that waits, now and then to one that is over. */
export const waiting: Wishing = (choice) => {
  const { day = Sample.today, seed, world } = choice
  const all = World.records(world, "transfer")
  const known = one(choice, seed.chance(92) ? all.filter(isWaiting) : all)
  if (known === undefined) return undefined
  const { answerBy, effectiveOn, rows, transferId } = known
  const wants = (command: Command): Wish => ({ command })
  if (seed.chance(8)) {
    const agencyId = known.submittedBy ?? known.agencyId
    const helper = one(
      choice,
      World.records(world, "staff").filter((her) => her.agencyId === agencyId && her.level === 2)
    )
    const command: Command = { _tag: "CancelTransfer", transferId }
    return helper === undefined || seed.chance(50)
      ? { command }
      : { command, actor: { _tag: "Staff", userId: helper.userId, agencyId, level: 2 } }
  }
  if (known.state === "ExchangeReview" || seed.chance(3))
    return wants(
      seed.chance(85)
        ? { _tag: "ApproveTransfer", transferId }
        : { _tag: "RejectTransfer", transferId, reason: seed.pick(["disputed", "duplicate"] as const) }
    )
  const asked = rows.filter(({ outcome }) => outcome === "asked")
  if (asked.length === 0 ? seed.chance(70) : seed.chance(20)) {
    const on = seed.pick([day, day, day, Dates.plusDays(day, -1), Dates.plusDays(day, 1), effectiveOn, answerBy])
    // One alone, mostly this one; others that are due wait.
    const named = seed.chance(40) ? { transferId: seed.chance(95) ? transferId : Id.make<Id.TransferId>("never") } : {}
    return { command: { _tag: "ApplyDueTransfers", on: on ?? day, ...named }, actor: Sample.system }
  }
  // The target may have lost what was there when the transfer was made.
  if (seed.chance(6)) return wants({ _tag: "SuspendAgent", agentId: known.toAgentId, reason: "under-investigation" })
  const caseId = one(choice, asked.length > 0 && seed.chance(80) ? asked : rows)?.caseId ?? aCase(choice)
  const actor = seed.chance(85) ? ({ _tag: "Consumer", caseId } as const) : Sample.serviceCenter
  return { command: { _tag: seed.chance(75) ? "ConfirmTransfer" : "DeclineTransfer", transferId, caseId }, actor }
}
