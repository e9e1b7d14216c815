/**
 * A book that leaves its agency in the reference model: papers, the exchange's word, and a day that the policy says.
 *
 * @since 0.1.0
 */
import type { Command } from "@agencybook/core/AgencyTransfer"
import * as Dates from "./ReferenceDates.ts"
import { holds } from "./ReferenceDelegation.ts"
import { askedFor, madeBefore, opened, stranger } from "./ReferenceTransfer.ts"
import { dayOf, rowsOf, setFor, told } from "./ReferenceTransferMove.ts"
import { find, unknown } from "./ReferenceTransferProgress.ts"
import {
  accepted,
  all,
  change,
  type Entries,
  type Entry,
  type Fact,
  type Moment,
  one,
  type Reason,
  reason,
  unless,
  type Verdict,
  type World
} from "./ReferenceWorld.ts"

type Of<N extends Command["_tag"]> = Extract<Command, { readonly _tag: N }>

/** So many days later, and where the policy says so not before the first of a month: day by day. @rule TRF-09 */
const effectiveAfter = (day: string, { policy: { crossAgencyEffective: rule } }: Moment): string => {
  let from = Dates.daysAfter(day, rule.days)
  while (rule.on === "first-of-month" && !from.endsWith("-01")) from = Dates.daysAfter(from, 1)
  return from
}

const plain = (text: string): string => text.trim().normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()

const isCalled = (
  world: World,
  agent: string,
  stated: { readonly first: string; readonly last: string } | undefined
): boolean => {
  const known = one(world, "agent", (fact) => fact.agent === agent)
  return (
    stated === undefined ||
    (known !== undefined && plain(stated.first) === plain(known.first) && plain(stated.last) === plain(known.last))
  )
}

const submit = (world: World, command: Of<"SubmitTransfer">, moment: Moment): Verdict => {
  const { agencyId: agency, fromAgentId: from, only, stated, toAgencyId: toAgency, toAgentId: to } = command
  // Who would get the book is not told what is in it.
  const asksBlindly = command.submittedBy === "arriving" && moment.actor._tag !== "Exchange"
  const submitter = command.submittedBy === "leaving" ? agency : toAgency
  const asked = askedFor(
    only,
    false,
    ...[command.reason, submitter, command.evidence.kind, command.evidence.documentId],
    ...[stated.fromNpn, stated.toNpn, stated.cases],
    ...[stated.fromName?.first, stated.fromName?.last, stated.toName?.first, stated.toName?.last]
  )
  const before = madeBefore(world, { transfer: command.transferId, agency, from, to, toAgency, asked })
  if (before !== undefined) return before
  const impossible = [
    agency === toAgency && reason("SameAgency", "TRF-11"),
    stranger(world, from, agency),
    stranger(world, to, toAgency)
  ]
  return unless(impossible, () => {
    // A wish was put to this agent in this agency, and does not go to another one.
    const going = all(
      world,
      "delegation",
      (fact) =>
        fact.agent === from &&
        fact.agency === agency &&
        holds(fact) &&
        (only === undefined || only.some((id) => id === fact.delegation))
    )
    const npnOf = (agent: string) => one(world, "agent", (fact) => fact.agent === agent)?.npn
    const differing = [
      ...(npnOf(from) === stated.fromNpn ? [] : ["fromNpn"]),
      ...(npnOf(to) === stated.toNpn ? [] : ["toNpn"]),
      ...(isCalled(world, from, stated.fromName) ? [] : ["fromName"]),
      ...(isCalled(world, to, stated.toName) ? [] : ["toName"]),
      ...(asksBlindly || going.length === stated.cases ? [] : ["cases"])
    ]
    return unless(
      [
        !asksBlindly && going.length === 0 && reason("NothingToMove", "TRF-06"),
        differing.length > 0 && reason("PapersDiffer", "TRF-10", differing.join(" "))
      ],
      () => {
        const fact: Fact<"transfer"> = {
          is: "transfer",
          stated: stated.cases,
          transfer: command.transferId,
          ...{ agency, from, to, toAgency },
          submitter,
          asked,
          mode:
            moment.policy.transferConsent === "consumer-confirm" &&
            moment.policy.expeditedBy.some((kind) => kind === command.evidence.kind)
              ? "notify"
              : moment.policy.transferConsent,
          state: "ExchangeReview",
          effective: effectiveAfter(moment.day, moment),
          answerBy: undefined,
          rejection: undefined
        }
        return accepted(opened(world, fact, going, only, "planned"))
      }
    )
  })
}

/** The exchange reviews what leaves an agency, once. @rule TRF-11 */
const review = <C extends Command>(
  go: (world: World, known: Fact<"transfer">, command: C, moment: Moment) => World,
  against: (world: World, known: Fact<"transfer">) => ReadonlyArray<Reason | false> = () => []
): Entry<C> => ({
  capability: "review-transfer",
  target: () => ({}),
  carryOut: (world, command, moment) => {
    const known = find(world, command.transferId)
    if (known === undefined) return unknown()
    if (known.state !== "ExchangeReview") return unless([reason("NotUnderReview", "TRF-11")], () => accepted(world))
    return unless(against(world, known), () => accepted(go(world, known, command, moment)))
  }
})

const made = (world: World, { transfer }: Fact<"transfer">, next: Partial<Fact<"transfer">>): World =>
  change(
    world,
    "transfer",
    (fact) => fact.transfer === transfer,
    (fact) => ({ ...fact, ...next })
  )

const planned = (world: World, { transfer }: Fact<"transfer">) =>
  rowsOf(world, transfer).filter(({ outcome }) => outcome === "planned")

/** The papers are compared with what was there when they came. @rule TRF-10 */
const differs = (world: World, known: Fact<"transfer">): ReadonlyArray<Reason | false> => {
  const going = planned(world, known).length
  return [
    going === 0 && reason("NothingToMove", "TRF-06"),
    going !== known.stated && reason("PapersDiffer", "TRF-10", "cases")
  ]
}

/** The commands of this part. @category models */
export const entries: Entries<Command> = {
  SubmitTransfer: {
    capability: "submit-transfer",
    target: (_, { agencyId, fromAgentId, submittedBy, toAgencyId, toAgentId }) =>
      submittedBy === "leaving" ? { agency: agencyId, agent: fromAgentId } : { agency: toAgencyId, agent: toAgentId },
    carryOut: submit
  },
  ApproveTransfer: review<Of<"ApproveTransfer">>((world, known, _, moment) => {
    const { day, policy } = moment
    const set = setFor(world, known, dayOf(known, moment))
    // What the policy asked of consumers when the papers came in is asked now. @rule TRF-12
    return known.mode === "consumer-confirm"
      ? made(told(set, planned(set, known), "asked"), known, {
          state: "AwaitingConsent",
          answerBy: Dates.daysAfter(day, policy.requestDays)
        })
      : made(set, known, { state: "Scheduled" })
  }, differs),
  RejectTransfer: review<Of<"RejectTransfer">>((world, known, { reason: rejection }) =>
    made(told(world, planned(world, known), "refused"), known, { state: "Rejected", rejection })
  )
}
