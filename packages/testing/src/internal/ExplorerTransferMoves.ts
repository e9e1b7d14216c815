/**
 * What may be tried with a case whose transfer waits: for a day, for the consumer's yes, or for the exchange that looks at
 * papers of an agency.
 *
 * @since 0.1.0
 */
import type { Command } from "@agencybook/application/Catalogue"
import type { Actor } from "@agencybook/core/Actor"
import * as Dates from "@agencybook/core/CalendarDate"
import type { Facts } from "@agencybook/core/Facts"
import type * as Id from "@agencybook/core/Id"
import type { Transfer } from "@agencybook/core/Transfer"
import * as Sample from "../Sample.ts"
import { agent, by, type Group, ids, inSlot, type Move, placesOf, transfer } from "./ExplorerMove.ts"
import type { Scope } from "./ExplorerSize.ts"
import { laterBy, stated } from "./ExplorerTransfer.ts"

const numberOf = (id: string): number => Number(id.slice(id.lastIndexOf("-") + 1))

/** The moves of a transfer of one case that waits. */
export const transferMoves = (scope: Scope, c: number): ReadonlyArray<Group> => {
  if (!scope.features.waiting) return []
  const { agencies, agents, policy } = scope
  const { agencyOf, managerOf } = placesOf(scope)
  const caseId = Sample.caseId(c)
  const waiting = (facts: Facts): Transfer | undefined =>
    ids(agencies, (a) => facts.find("transfer", "waiting", Sample.agencyId(a))).flat()[0]

  /** Somebody makes a transfer of this case: from its agent, or from the one who is asked, for a later day. */
  const later = (slot: "request" | "holder", j: number, name: string, actorOf: (from: number, to: number) => Actor) =>
    ({
      name: `TransferBook of the ${slot} of ${caseId} to colleague ${j}, later${name}`,
      send: (facts, { at, fresh }) => {
        const one = inSlot(facts, caseId, slot)
        if (one === undefined || waiting(facts) !== undefined) return undefined
        const { agencyId, agentId } = one.delegate
        const to = agencyOf(numberOf(agentId)) * agents + j
        const made = transfer(fresh, agencyId, agentId, Sample.agentId(to), [one.delegationId])
        const effectiveOn = Dates.plusDays(Dates.on(at, policy.timeZone), laterBy)
        return by(actorOf(numberOf(agentId), to), { ...made, effectiveOn } as Command)
      }
    }) satisfies Move

  /** One of the two sides hands in papers of this case, or somebody else does. */
  const papers = (
    side: "leaving" | "arriving",
    n: number,
    name: string,
    actorOf: (from: number, to: number) => Actor
  ) =>
    ({
      name: `SubmitTransfer of ${caseId} to ${Sample.agentId(n)} by the ${side} side${name}`,
      send: (facts, { fresh }) => {
        const one = inSlot(facts, caseId, "holder")
        if (one === undefined || waiting(facts) !== undefined) return undefined
        const { agencyId, agentId: fromAgentId } = one.delegate
        const from = numberOf(fromAgentId)
        const command: Command = {
          _tag: "SubmitTransfer",
          transferId: fresh as Id.TransferId,
          submittedBy: side,
          ...{ agencyId, fromAgentId, toAgencyId: Sample.agencyId(agencyOf(n)), toAgentId: Sample.agentId(n) },
          only: [one.delegationId],
          reason: "workload",
          evidence: { kind: "release", documentId: Sample.finding.documentId },
          stated: stated(from, n)
        }
        return by(actorOf(from, n), command)
      }
    }) satisfies Move

  /** A step of the transfer that waits. */
  const step = (name: string, command: (one: Transfer) => Command, actorOf: (one: Transfer) => Actor): Move => ({
    name: `${name} of ${caseId}`,
    send: (facts) => {
      const one = waiting(facts)
      return one?.rows.some((row) => row.caseId === caseId) === true ? by(actorOf(one), command(one)) : undefined
    }
  })
  const confirm = ({ transferId }: Transfer): Command => ({ _tag: "ConfirmTransfer", transferId, caseId })
  const decline = ({ transferId }: Transfer): Command => ({ _tag: "DeclineTransfer", transferId, caseId })
  const cancel = ({ transferId }: Transfer): Command => ({ _tag: "CancelTransfer", transferId })
  const approve = ({ transferId }: Transfer): Command => ({ _tag: "ApproveTransfer", transferId })
  const reject = ({ transferId }: Transfer): Command => ({ _tag: "RejectTransfer", transferId, reason: "disputed" })
  const as = (actor: Actor) => () => actor
  const [consumer, stranger] = [Sample.asConsumer(c), Sample.asConsumer(c + 1)]
  const target = ({ toAgentId }: Transfer) => agent(toAgentId)
  const source = ({ fromAgentId }: Transfer) => agent(fromAgentId)
  const giving = ({ agencyId }: Transfer) => agent(managerOf(numberOf(agencyId)))
  const taking = ({ toAgentId }: Transfer) => agent(managerOf(agencyOf(numberOf(toAgentId))))
  const aside = ({ agencyId }: Transfer) => agent(managerOf(numberOf(agencyId) + 1))
  const due = (name: string, actor: Actor): Move => ({
    name: `ApplyDueTransfers${name}`,
    send: (_, { at }) => by(actor, { _tag: "ApplyDueTransfers", on: Dates.on(at, policy.timeZone) })
  })
  const manager = (from: number) => agent(managerOf(agencyOf(from)))
  const inside = ids(agents, (j) => [
    later("holder", j, "", manager),
    later("holder", j, " by the exchange", () => Sample.exchange),
    later("holder", j, " by the target", (_, to) => Sample.asAgent(to)),
    later("request", j, "", manager)
  ]).flat()
  const across = ids(agencies * agents, (n) => [
    papers("leaving", n, "", manager),
    papers("leaving", n, " by its agent", (from) => Sample.asAgent(from)),
    papers("leaving", n, " by the manager of the target", (_, to) => manager(to)),
    papers("arriving", n, "", (_, to) => manager(to)),
    papers("arriving", n, " by its agent", (_, to) => Sample.asAgent(to)),
    papers("arriving", n, " by the exchange", () => Sample.exchange)
  ]).flat()
  const answers = [
    step("ConfirmTransfer", confirm, as(consumer)),
    step("ConfirmTransfer by the service center", confirm, as(Sample.serviceCenter)),
    step("ConfirmTransfer by another consumer", confirm, as(stranger)),
    step("ConfirmTransfer by the target", confirm, target),
    step("DeclineTransfer", decline, as(consumer)),
    step("DeclineTransfer by the source", decline, source),
    step("CancelTransfer by the manager", cancel, giving),
    step("CancelTransfer by the manager of the target", cancel, taking),
    step("CancelTransfer by another agency", cancel, aside),
    step("CancelTransfer by the target", cancel, target),
    step("ApproveTransfer", approve, as(Sample.exchange)),
    step("ApproveTransfer by the manager", approve, giving),
    step("ApproveTransfer by the manager of the target", approve, taking),
    step("RejectTransfer", reject, as(Sample.exchange)),
    step("RejectTransfer by the manager", reject, giving)
  ]
  const part = caseId
  return [
    { part, when: /^[^;]*[arfq]\d/, moves: inside },
    ...(agencies > 1 ? [{ part, when: /^[^;]*[af]\d/, moves: across }] : []),
    { part, when: /[RPKY][.ld][.oe]/, moves: answers },
    ...(c === 0
      ? [
          {
            moves: [
              due("", Sample.system),
              due(" by the exchange", Sample.exchange),
              due(" by a manager", agent(managerOf(0)))
            ]
          }
        ]
      : [])
  ]
}
