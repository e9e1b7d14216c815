/**
 * Transfer inside an agency in the reference model: what the source holds goes to the target, at once or later, and
 * nothing else moves.
 *
 * @since 0.1.0
 */
import type { Command } from "@agencybook/core/Transfer"
import * as Authority from "./ReferenceAuthority.ts"
import * as Dates from "./ReferenceDates.ts"
import { isOpen } from "./ReferenceDelegation.ts"
import { carriedOut, rowsOf, settled } from "./ReferenceTransferMove.ts"
import {
  accepted,
  all,
  type Entries,
  type Fact,
  type Moment,
  one,
  put,
  type Reason,
  reason,
  unchanged,
  unless,
  type Verdict,
  type World
} from "./ReferenceWorld.ts"

type Parties = Pick<Fact<"transfer">, "transfer" | "agency" | "from" | "to" | "toAgency" | "asked">

/** Everything that a request says, as one text: named delegations in the order of the alphabet, or the whole book. @rule TRF-13 @category constructors */
export const askedFor = (
  only: ReadonlyArray<string> | undefined,
  leaveRequests: boolean | undefined,
  ...rest: ReadonlyArray<string | number | undefined>
): string =>
  JSON.stringify([only === undefined ? "all" : Array.from(new Set(only)).sort(), leaveRequests === true, rest])

/** The answer to a transfer whose identifier is known: the same again changes nothing. @rule TRF-13 @category queries */
export const madeBefore = (
  world: World,
  { agency, asked, from, to, toAgency, transfer }: Parties
): Verdict | undefined => {
  const before = one(world, "transfer", (fact) => fact.transfer === transfer)
  if (before === undefined) return undefined
  const same =
    before.agency === agency &&
    before.toAgency === toAgency &&
    before.from === from &&
    before.to === to &&
    before.asked === asked
  return unless([!same && reason("TransferExists", "TRF-13")], () => unchanged(world))
}

/** The reason that an agent was never on the roster of an agency. @rule TRF-02 @category queries */
export const stranger = (world: World, agent: string, agency: string): Reason | false =>
  !Authority.onRoster(world, agent, agency) && reason("TransferOutsideRoster", "TRF-02")

/** The reason that the target cannot act today. @rule TRF-03 @category queries */
export const unable = (world: World, agent: string, agency: string, day: string): Reason | false => {
  const missing = Authority.gaps(world, agent, agency, day)
  return missing.length > 0 && reason("TargetWithoutAuthority", "TRF-03", missing.join(" "))
}

/** The world with a transfer: a row for each delegation that goes, and for each that was named and is not there. @category transforms */
export const opened = (
  world: World,
  transfer: Fact<"transfer">,
  going: ReadonlyArray<Fact<"delegation">>,
  only: ReadonlyArray<string> | undefined,
  outcome: string
): World => {
  const row = { is: "transfer row", transfer: transfer.transfer, successor: undefined } as const
  // What the source does not hold is reported, not moved. @rule TRF-06
  const missed = Array.from(new Set(only)).filter((id) => !going.some((old) => old.delegation === id))
  return put(
    world,
    transfer,
    ...going.map((old): Fact => ({ ...row, delegation: old.delegation, case: old.case, outcome })),
    ...missed.map((id): Fact => ({ ...row, delegation: id, case: undefined, outcome: "not-held" }))
  )
}

const transfer = (world: World, command: Command, moment: Moment): Verdict => {
  const { agencyId: agency, effectiveOn, fromAgentId: from, leaveRequests, only, toAgentId: to } = command
  const { day, policy } = moment
  const asked = askedFor(only, leaveRequests, command.reason, effectiveOn)
  const before = madeBefore(world, { transfer: command.transferId, agency, from, to, toAgency: undefined, asked })
  if (before !== undefined) return before
  const impossible = [
    from === to && reason("SameAgent", "TRF-02"),
    stranger(world, from, agency),
    stranger(world, to, agency)
  ]
  return unless(impossible, () => {
    const going = all(world, "delegation", (fact) => {
      const wanted =
        only === undefined
          ? !(leaveRequests === true && fact.state === "Requested")
          : only.some((id) => id === fact.delegation)
      return fact.agent === from && fact.agency === agency && isOpen(fact) && wanted
    })
    const later = effectiveOn !== undefined && effectiveOn > day
    return unless(
      [
        effectiveOn !== undefined && effectiveOn < day && reason("EffectiveInPast", "TRF-08"),
        !later && unable(world, to, agency, day),
        going.length === 0 && reason("NothingToMove", "TRF-06")
      ],
      () => {
        // Nothing moves before the consumer's yes, or before the day. @rule TRF-08 TRF-12
        const asks = policy.transferConsent === "consumer-confirm"
        const fact: Fact<"transfer"> = {
          is: "transfer",
          stated: undefined,
          transfer: command.transferId,
          ...{ agency, from, to, toAgency: undefined, submitter: undefined },
          mode: policy.transferConsent,
          asked,
          state: "",
          effective: effectiveOn,
          answerBy: asks ? Dates.daysAfter(day, policy.requestDays) : undefined,
          rejection: undefined
        }
        const next = opened(world, fact, going, only, asks ? "asked" : "planned")
        const rows = rowsOf(next, fact.transfer).filter(({ outcome }) => outcome === "planned")
        const moved = asks || later ? next : carriedOut(next, fact, rows, moment, 0)
        return accepted(settled(moved, fact.transfer))
      }
    )
  })
}

/** The commands of this part. @category models */
export const entries: Entries<Command> = {
  TransferBook: {
    capability: "transfer-book",
    target: (_, { agencyId, fromAgentId }) => ({ agency: agencyId, agent: fromAgentId }),
    carryOut: transfer
  }
}
