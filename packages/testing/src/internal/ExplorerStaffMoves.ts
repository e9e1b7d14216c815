/**
 * What may be tried with the helper of an agency, and by her.
 *
 * @since 0.1.0
 */
import type { Command } from "@agencybook/application/Catalogue"
import type { Actor } from "@agencybook/core/Actor"
import type * as Id from "@agencybook/core/Id"
import * as Sample from "../Sample.ts"
import { agent, by, type Group, ids, inSlot, type Move, move, placesOf, type Slot } from "./ExplorerMove.ts"
import type { Scope } from "./ExplorerSize.ts"

/** What happens to the helper of an agency. */
const toHer = (scope: Scope, a: number): ReadonlyArray<Move> => {
  const { userId } = Sample.staff(a)
  const manager = agent(placesOf(scope).managerOf(a))
  const name = (text: string) => `${text} ${userId}`
  const level = (to: 1 | 2): Command => ({ _tag: "SetStaffLevel", userId, level: to })
  const end = (forCause: boolean): Command => ({
    _tag: "TerminateStaff",
    userId,
    forCause,
    reason: forCause ? "breach" : "left-agency"
  })
  const approve: Command = { _tag: "ApproveStaff", userId }
  const train: Command = { _tag: "RecordStaffTraining", userId, on: Sample.today }
  const herself = Sample.asStaff(a, 2, a)
  const approval = [
    move(name("RecordStaffTraining"), by(Sample.exchange, train)),
    move(name("RecordStaffTraining by herself"), by(herself, train)),
    move(name("ApproveStaff"), by(Sample.exchange, approve)),
    move(name("ApproveStaff by the manager"), by(manager, approve)),
    move(name("ApproveStaff by herself"), by(herself, approve)),
    move(name("DenyStaff"), by(Sample.exchange, { _tag: "DenyStaff", userId, reason: "left-agency" }))
  ]
  return [
    ...(scope.features.approval ? approval : []),
    move(name("SetStaffLevel 1"), by(manager, level(1))),
    move(name("SetStaffLevel 2"), by(manager, level(2))),
    move(name("SetStaffLevel 2 by herself"), by(Sample.asStaff(a, 1, a), level(2))),
    move(name("SetStaffInactive"), by(manager, { _tag: "SetStaffInactive", userId })),
    move(name("SetStaffActive"), by(manager, { _tag: "SetStaffActive", userId })),
    move(name("SetStaffActive by herself"), by(Sample.asStaff(a, 2, a), { _tag: "SetStaffActive", userId })),
    move(name("TerminateStaff"), by(manager, end(false))),
    move(name("TerminateStaff for cause by the manager"), by(manager, end(true)))
  ]
}

/** What the helper of an agency does with the delegations of a case. */
const byHer = (a: number, c: number): ReadonlyArray<Group> => {
  const caseId = Sample.caseId(c)
  // What the host says of her level; the record counts.
  const [her, lower] = [Sample.asStaff(a, 2, a), Sample.asStaff(a, 1, a)]
  const on = (slot: Slot, text: string, actor: Actor, command: (id: Id.DelegationId) => Command): Move => ({
    name: `${text} by staff ${a} of the ${slot} of ${caseId}`,
    send: (facts) => {
      const one = inSlot(facts, caseId, slot)
      return one && by(actor, command(one.delegationId))
    }
  })
  const accept = (delegationId: Id.DelegationId): Command => ({ _tag: "AcceptRequest", delegationId })
  return [
    {
      part: caseId,
      when: /[rq]\d/,
      moves: [
        on("request", "AcceptRequest", her, accept),
        on("request", "AcceptRequest at the lower level", lower, accept),
        on("request", "DeclineRequest", her, (delegationId) => ({ _tag: "DeclineRequest", delegationId }))
      ]
    },
    {
      part: caseId,
      when: /[af]\d/,
      moves: [
        on("holder", "RelinquishDelegation", her, (delegationId) => ({ _tag: "RelinquishDelegation", delegationId })),
        on("holder", "RemoveDelegation", her, (delegationId) => ({ _tag: "RemoveDelegation", delegationId }))
      ]
    }
  ]
}

/** The moves of helpers. */
export const staffMoves = (scope: Scope): ReadonlyArray<Group> =>
  scope.features.staff
    ? ids(scope.agencies, (a) => [
        { moves: toHer(scope, a) },
        ...ids(scope.consumers, (c) => byHer(a, c)).flat()
      ]).flat()
    : []
