/**
 * Transfer in the reference model: what the source holds goes to the target, and nothing else moves.
 *
 * @since 0.1.0
 */
import type { Command as Across } from "@agencybook/core/AgencyTransfer"
import type { Command } from "@agencybook/core/Transfer"
import type { Command as Progress } from "@agencybook/core/TransferProgress"
import * as Authority from "./ReferenceAuthority.ts"
import { begun, ended, holds, isOpen } from "./ReferenceDelegation.ts"
import {
  accepted,
  all,
  change,
  type Entries,
  type Fact,
  type Moment,
  one,
  put,
  reason,
  unchanged,
  unless,
  type Verdict,
  type World
} from "./ReferenceWorld.ts"

const byName = (a: Fact<"delegation">, b: Fact<"delegation">): number => (a.delegation < b.delegation ? -1 : 1)

const isLater = (effectiveOn: string | undefined, day: string): boolean =>
  effectiveOn !== undefined && effectiveOn > day

const apply = (
  world: World,
  { agencyId, effectiveOn, toAgentId, fromAgentId, only = [], transferId }: Command,
  moving: ReadonlyArray<Fact<"delegation">>,
  { at, commandId, day, policy }: Moment
): World => {
  let next = world
  const asks = policy.transferConsent === "consumer-confirm"
  // Successors are named after the command, in the order of the delegations that they follow.
  for (const [n, old] of moving.entries()) {
    if (asks || isLater(effectiveOn, day)) {
      // Nothing moves before the consumer's yes, or before the day. @rule TRF-08 TRF-12
      next = put(next, {
        ...{ is: "transfer row", transfer: transferId, delegation: old.delegation },
        ...{ outcome: asks ? "asked" : "planned", successor: undefined }
      })
      continue
    }
    const successor = `${commandId}~${n}`
    const about = (fact: Fact<"delegation">) => fact.case === old.case && fact.kind === old.kind
    const theirs = all(
      world,
      "delegation",
      (fact) => fact.agent === toAgentId && fact.agency === agencyId && about(fact) && isOpen(fact)
    )
    // A wish for the agent who has the case is over with it. @rule DEL-11
    const over = (fact: Fact<"delegation">): Fact<"delegation"> => ({ ...fact, state: "Cancelled", at })
    if (old.state === "Requested" && [...theirs, ...moving.filter(about)].some(holds)) {
      next = put(
        change(next, "delegation", (fact) => fact.delegation === old.delegation, over),
        {
          is: "transfer row",
          transfer: transferId,
          delegation: old.delegation,
          outcome: "already-held",
          successor: undefined
        }
      )
      continue
    }
    const wish = old.state === "Requested" ? undefined : theirs.find(({ state }) => state === "Requested")
    if (wish !== undefined) next = change(next, "delegation", (fact) => fact.delegation === wish.delegation, over)
    next = put(
      change(
        next,
        "delegation",
        (fact) => fact.delegation === old.delegation,
        (fact) => ended(fact, at, "transferred")
      ),
      begun({
        delegation: successor,
        case: old.case,
        kind: old.kind,
        agent: toAgentId,
        agency: agencyId,
        origin: "transfer",
        predecessor: old.delegation,
        transfer: transferId,
        // A request keeps its age; a frozen case is free with an agent who may act.
        ...(old.state === "Requested"
          ? { state: "Requested", at: old.at }
          : { state: "Active", from: (old.from ?? at) > at ? old.from : at })
      }),
      { is: "transfer row", transfer: transferId, delegation: old.delegation, outcome: "moves", successor }
    )
  }
  // What the source does not hold is reported, not moved. @rule TRF-06
  const missed = Array.from(new Set(only)).filter((id) => !moving.some((old) => old.delegation === id))
  return put(
    next,
    { is: "transfer", transfer: transferId, agency: agencyId, from: fromAgentId, to: toAgentId },
    ...missed.map((id): Fact<"transfer row"> => {
      return { is: "transfer row", transfer: transferId, delegation: id, outcome: "not-held", successor: undefined }
    })
  )
}

const transfer = (world: World, command: Command, moment: Moment): Verdict => {
  const { agencyId: agency, effectiveOn, fromAgentId: from, leaveRequests, only, toAgentId: to, transferId } = command
  const before = one(world, "transfer", (fact) => fact.transfer === transferId)
  if (before !== undefined) {
    const same = before.agency === agency && before.from === from && before.to === to
    return unless([!same && reason("TransferExists", "TRF-13")], () => unchanged(world))
  }
  const strangers = [from, to].filter((agent) => !Authority.onRoster(world, agent, agency))
  return unless(
    [from === to && reason("SameAgent", "TRF-02"), strangers.length > 0 && reason("TransferOutsideRoster", "TRF-02")],
    () => {
      const missing = Authority.gaps(world, to, agency, moment.day)
      const moving = all(world, "delegation", (fact) => {
        const wanted =
          only === undefined
            ? !(leaveRequests === true && fact.state === "Requested")
            : only.some((id) => id === fact.delegation)
        return fact.agent === from && fact.agency === agency && isOpen(fact) && wanted
      })
      return unless(
        [
          effectiveOn !== undefined && effectiveOn < moment.day && reason("EffectiveInPast", "TRF-08"),
          missing.length > 0 &&
            !isLater(effectiveOn, moment.day) &&
            reason("TargetWithoutAuthority", "TRF-03", missing.join(" ")),
          moving.length === 0 && reason("NothingToMove", "TRF-06")
        ],
        () => accepted(apply(world, command, [...moving].sort(byName), moment))
      )
    }
  )
}

const waits = "a transfer that waits is not among the facts of the model"
const notCovered = { notCovered: waits }

/** The commands of this part. @category models */
export const entries: Entries<Command | Progress | Across> = {
  TransferBook: {
    capability: "transfer-book",
    target: (_, { agencyId }) => ({ agency: agencyId }),
    carryOut: transfer
  },
  ConfirmTransfer: notCovered,
  DeclineTransfer: notCovered,
  CancelTransfer: notCovered,
  ApplyDueTransfers: notCovered,
  SubmitTransfer: notCovered,
  ApproveTransfer: notCovered,
  RejectTransfer: notCovered
}
