/**
 * Random commands about books that move: at once, on a day, with the word of consumers or of the exchange.
 *
 * @since 0.1.0
 */
import type { Command } from "@agencybook/application/Catalogue"
import type { Command as AgencyTransfer } from "@agencybook/core/AgencyTransfer"
import * as Dates from "@agencybook/core/CalendarDate"
import { holdsCase } from "@agencybook/core/Delegation"
import * as Id from "@agencybook/core/Id"
import type { Transfer } from "@agencybook/core/Transfer"
import type { Command as TransferProgress } from "@agencybook/core/TransferProgress"
import * as Sample from "../Sample.ts"
import * as World from "../World.ts"
import { aCase, aDelegation, anAgency, anAgent, type Choice, colleagues } from "./CommandChoice.ts"

type TransferStep = TransferProgress | AgencyTransfer

/** A book moves within an agency, now or on a day. */
export const aTransfer = (choice: Choice): Command => {
  const agencyId = anAgency(choice)
  const near = colleagues(choice, agencyId)
  const agent = () => (near.length > 0 && !choice.seed.chance(10) ? choice.seed.pick(near) : anAgent(choice))
  const command = {
    _tag: "TransferBook",
    transferId: Id.make<Id.TransferId>(`transfer-${choice.seed.chance(10) ? 0 : choice.n}`),
    agencyId,
    fromAgentId: agent(),
    toAgentId: agent(),
    reason: "workload"
  } as const
  if (choice.seed.chance(15)) return { ...command, effectiveOn: Dates.plusDays(Sample.today, choice.seed.int(3) + 1) }
  return choice.seed.chance(60)
    ? { ...command, leaveRequests: choice.seed.chance(20) }
    : { ...command, only: [aDelegation(choice, "Active"), aDelegation(choice, "Frozen")] }
}

const aWaiting = (choice: Choice, state: Transfer["state"]): Transfer | undefined => {
  const waiting = World.records(choice.world, "transfer").filter((one) => one.state === state)
  return waiting.length > 0 && !choice.seed.chance(10) ? choice.seed.pick(waiting) : undefined
}

const aSubmission = (choice: Choice): Command => {
  const { n, seed, world } = choice
  const holders = World.records(world, "delegation").filter(({ state }) => state._tag === "Active")
  const from = holders.length === 0 ? undefined : seed.pick(holders).delegate
  const others = World.records(world, "agency").filter(({ agencyId }) => agencyId !== from?.agencyId)
  const toAgencyId = others.length === 0 || seed.chance(5) ? anAgency(choice) : seed.pick(others).agencyId
  const near = colleagues(choice, toAgencyId)
  const toAgentId = near.length === 0 ? anAgent(choice) : seed.pick(near)
  const fromAgentId = from?.agentId ?? anAgent(choice)
  const agencyId = from?.agencyId ?? anAgency(choice)
  const held = World.records(world, "delegation").filter(
    (one) => holdsCase(one) && one.delegate.agentId === fromAgentId && one.delegate.agencyId === agencyId
  )
  const npnOf = (agentId: Id.AgentId) => world.agent.get(agentId)?.npn ?? Sample.profile(8_000).npn
  return {
    _tag: "SubmitTransfer",
    transferId: Id.make(`submitted-${n}`),
    submittedBy: seed.pick(["leaving", "leaving", "arriving"] as const),
    ...{ agencyId, fromAgentId, toAgencyId, toAgentId },
    reason: "sale",
    evidence: { kind: "release", documentId: Id.make(`papers-${n}`) },
    stated: { fromNpn: npnOf(fromAgentId), toNpn: npnOf(toAgentId), cases: seed.chance(10) ? 99 : held.length || 1 }
  }
}

/** A command about a transfer that waits. */
export const ofWaiting = (choice: Choice, name: TransferStep["_tag"]): Command => {
  const { n, seed } = choice
  const unknown = `nobody-${n}` as Id.TransferId
  switch (name) {
    case "ConfirmTransfer":
    case "DeclineTransfer": {
      const one = aWaiting(choice, "AwaitingConsent")
      const asked = one?.rows.flatMap(({ caseId, outcome }) => (outcome === "asked" ? (caseId ?? []) : [])) ?? []
      const caseId = asked.length > 0 && !seed.chance(10) ? seed.pick(asked) : aCase(choice)
      return { _tag: name, transferId: one?.transferId ?? unknown, caseId }
    }
    case "CancelTransfer":
      return { _tag: name, transferId: aWaiting(choice, "Scheduled")?.transferId ?? unknown }
    case "ApproveTransfer":
      return { _tag: name, transferId: aWaiting(choice, "ExchangeReview")?.transferId ?? unknown }
    case "RejectTransfer":
      return { _tag: name, transferId: aWaiting(choice, "ExchangeReview")?.transferId ?? unknown, reason: "disputed" }
    case "ApplyDueTransfers":
      return {
        ...{ _tag: name, on: Dates.plusDays(Sample.today, seed.int(40)) },
        ...(seed.chance(30) ? { transferId: aWaiting(choice, "Scheduled")?.transferId ?? unknown } : {})
      }
    case "SubmitTransfer":
      return aSubmission(choice)
  }
}
