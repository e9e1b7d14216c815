/**
 * Transfers that wait in the reference model: consumers answer, the day comes, questions end, somebody calls it off.
 *
 * @since 0.1.0
 */
import type { Command } from "@agencybook/core/TransferProgress"
import * as Authority from "./ReferenceAuthority.ts"
import { unable } from "./ReferenceTransfer.ts"
import { carriedOut, dayOf, isUndecided, rowsOf, setFor, settled, stillHeld, told } from "./ReferenceTransferMove.ts"
import {
  accepted,
  all,
  change,
  type Entries,
  type Fact,
  type Moment,
  one,
  reason,
  unchanged,
  unless,
  type Verdict,
  type World
} from "./ReferenceWorld.ts"

type Of<N extends Command["_tag"]> = Extract<Command, { readonly _tag: N }>

/** The transfer of a name. @category queries */
export const find = (world: World, transfer: string): Fact<"transfer"> | undefined =>
  one(world, "transfer", (fact) => fact.transfer === transfer)

/** The answer to a step of a transfer that nobody knows. @category constructors */
export const unknown = (): Verdict => ({ _tag: "Refused", reasons: [reason("UnknownTransfer", "TRF-13")] })

const isUnderWay = ({ state }: Fact<"transfer">): boolean => state === "AwaitingConsent" || state === "Scheduled"

const answer =
  (confirms: boolean) =>
  (world: World, { caseId, transferId }: Of<"ConfirmTransfer" | "DeclineTransfer">, moment: Moment): Verdict => {
    const { day } = moment
    const known = find(world, transferId)
    if (known === undefined) return unknown()
    const { answerBy = "" } = known
    const effective = dayOf(known, moment)
    const set = setFor(world, known, effective)
    // Whoever has said yes may still say no until the day has come.
    const mine = rowsOf(world, transferId).filter(
      (row) => row.case === caseId && (row.outcome === "asked" || (!confirms && row.outcome === "confirmed"))
    )
    const late = mine.some(({ outcome }) => outcome === "asked") && answerBy <= day
    return unless(
      [
        !isUnderWay(known) && reason("NotAllowedFrom", "TRF-13"),
        mine.length === 0 && reason("NothingAsked", "TRF-12"),
        late && reason("AnsweredTooLate", "TRF-12")
      ],
      () => {
        if (!confirms) return accepted(settled(told(world, mine, "declined"), transferId))
        if (effective !== undefined && effective > day)
          return accepted(settled(told(set, mine, "confirmed"), transferId))
        return unless([unable(world, known.to, known.toAgency ?? known.agency, day)], () =>
          accepted(settled(carriedOut(set, known, mine, moment, 0), transferId))
        )
      }
    )
  }

const cancel = (world: World, { transferId }: Of<"CancelTransfer">, { actor }: Moment): Verdict => {
  const known = find(world, transferId)
  if (known === undefined) return unknown()
  const waits = isUnderWay(known) || known.state === "ExchangeReview"
  const papers = known.submitter !== undefined
  const against = [
    actor._tag === "Staff" && papers && reason("PapersOfManagers", "TRF-09"),
    !waits && reason("NotAllowedFrom", "TRF-13")
  ]
  return unless(against, () => {
    const rows = rowsOf(world, transferId)
    // What has moved stays moved, and the transfer says so.
    const state = rows.some(({ outcome }) => outcome === "moves") ? "PartiallyApplied" : "Cancelled"
    const called = told(world, rows.filter(isUndecided), "cancelled")
    return accepted(
      change(
        called,
        "transfer",
        (fact) => fact.transfer === transferId,
        (fact) => ({ ...fact, state })
      )
    )
  })
}

/** One transfer after another in the order of their days, each as the one before has left the world; or one that is named. */
const due = (world: World, { on, transferId }: Of<"ApplyDueTransfers">, moment: Moment): Verdict => {
  if (transferId !== undefined && find(world, transferId) === undefined) return unknown()
  const { day: today } = moment
  const until = on < today ? on : today
  let next = world
  let first = 0
  const waiting = [...all(world, "transfer", isUnderWay)].sort((a, b) => {
    const [one = "", other = ""] = [a.effective, b.effective]
    return one === other ? (a.transfer < b.transfer ? -1 : 1) : one < other ? -1 : 1
  })
  for (const known of waiting) {
    const { answerBy = "", effective = until, transfer } = known
    if (transferId !== undefined && transferId !== transfer) continue
    const rows = rowsOf(next, transfer)
    const ready = rows.filter(({ outcome }) => effective <= until && ["planned", "confirmed"].includes(outcome))
    const unanswered = rows.filter(({ outcome }) => outcome === "asked" && answerBy <= until)
    if (ready.length + unanswered.length === 0) continue
    // The target can act when the case arrives, which is now. @rule TRF-03
    if (ready.length > 0 && Authority.gaps(next, known.to, known.toAgency ?? known.agency, today).length > 0)
      next = settled(told(next, rows.filter(isUndecided), "refused"), transfer, "target-without-authority")
    else {
      const still = unanswered.filter((row) => stillHeld(next, known, row) !== undefined)
      next = told(carriedOut(next, known, ready, moment, first), still, "expired")
      next = told(
        next,
        unanswered.filter((row) => !still.includes(row)),
        "not-held"
      )
      next = settled(next, transfer)
    }
    first += rows.length
  }
  return next === world ? unchanged(world) : accepted(next)
}

const answering = {
  capability: "answer-transfer",
  target: (_: World, { caseId }: { readonly caseId: string }) => ({ case: caseId })
} as const

/** The commands of this part. @category models */
export const entries: Entries<Command> = {
  ConfirmTransfer: { ...answering, carryOut: answer(true) },
  DeclineTransfer: { ...answering, carryOut: answer(false) },
  CancelTransfer: {
    capability: "transfer-book",
    target: (world, { transferId }) => {
      const known = find(world, transferId)
      return { agency: known?.submitter ?? known?.agency, agent: known?.from }
    },
    carryOut: cancel
  },
  ApplyDueTransfers: { capability: "apply-due-transfers", target: () => ({}), carryOut: due }
}
