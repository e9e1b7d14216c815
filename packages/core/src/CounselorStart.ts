/**
 * The ways by which a case comes to a counselor at once: an application that the counselor starts with the consumer, and a
 * claim by search. There is no step of acceptance, so that the consumer's consent is recorded with it, and the consumer of
 * a claim is told.
 *
 * @since 0.1.0
 */
import type * as AgentStart from "./AgentStart.ts"
import { alreadyThere, begun } from "./AgentStart.ts"
import type { Instant } from "./CalendarDate.ts"
import * as Dates from "./CalendarDate.ts"
import type { Case, Event as CaseEvent } from "./Case.ts"
import * as Claim from "./Claim.ts"
import * as Consent from "./Consent.ts"
import * as Counselor from "./Counselor.ts"
import * as CounselorDelegation from "./CounselorDelegation.ts"
import { accept, acceptAll, type Context, type Decision, firstRefusal, nothing } from "./Decider.ts"
import * as Delegation from "./Delegation.ts"
import type { ConsentId, UserId } from "./Id.ts"
import * as Id from "./Id.ts"
import { reason } from "./Refusal.ts"

/** Starts an application. @rule DEL-04 @category models */
export interface Start extends Omit<AgentStart.Command, "_tag" | "agentId"> {
  readonly _tag: "StartApplicationAsCounselor"
  readonly counselorId: UserId
}

/** Claims a case by search. @rule DEL-13 @category models */
export interface Claiming extends Omit<Claim.Command, "_tag" | "agentId"> {
  readonly _tag: "ClaimCaseAsCounselor"
  readonly counselorId: UserId
}

/** A beginning without a request. @category models */
export type Command = Start | Claiming

/** What follows from it. @category models */
export type Event = CaseEvent | CounselorDelegation.Consequence

/** What a decision looks at. @category models */
export interface Facts extends Omit<CounselorDelegation.Facts, "case"> {
  /** Cases that have the identifier or the number of a new one, or the birth date of who is sought. */
  readonly candidates: ReadonlyArray<Case>
  /** Every delegation to a counselor of the case that was found, past ones included. */
  readonly history: ReadonlyArray<CounselorDelegation.CounselorDelegation>
  /** Every delegation of that case to an agent, past ones included: they count where a case has one delegate in total. @rule DEL-09 */
  readonly agentHistory?: ReadonlyArray<Claim.Held>
}

/** What keeps a counselor from a claim. @category models */
export type ClaimGap = "not-offered" | "not-attested" | "removed-by-consumer" | "not-associated"

/** A counselor may not claim the case. @category errors */
export const counselorClaimStopped = /*#__PURE__*/ reason(
  "CounselorClaimStopped",
  "DEL-13",
  (f: { readonly counselorId: UserId; readonly missing: ClaimGap }) => {
    switch (f.missing) {
      case "not-offered":
        return "a case cannot be claimed by search here"
      case "not-attested":
        return `counselor \`${f.counselorId}\` does not attest that the consumer asked for this`
      case "removed-by-consumer":
        return `the consumer of the case that was found has removed counselor \`${f.counselorId}\``
      default:
        return `counselor \`${f.counselorId}\` is not associated with the case that was found`
    }
  },
  "have the consumer ask for you, or call the service center together with the consumer"
)

const open = (
  { consent: brought, counselorId, delegationId, signedBy }: Command,
  origin: Exclude<CounselorDelegation.Origin, "directory">,
  reference: string,
  value: Case,
  facts: Facts,
  context: Context
): Decision<CounselorDelegation.Consequence> => {
  const { consents, counselor } = facts
  if (value.members.length === 0) return Delegation.unknownCase({ caseId: value.caseId })
  if (facts.delegation !== undefined || facts.taken === true) return Delegation.delegationExists({ delegationId })
  if (counselor.counselor === undefined) return Counselor.unknownCounselor({ counselorId })
  if (CounselorDelegation.isSettled(facts, counselor, context)) return nothing
  const terms: Consent.Recorded = { ...CounselorDelegation.termsOf(counselorId, reference), ...brought }
  const refused = firstRefusal(
    Counselor.obstacle(counselorId, counselor, Dates.on(context.at, context.policy.timeZone)),
    Consent.obstacle(terms, { agent: undefined, counselor }, context),
    Consent.forged(brought.evidence, context)
  )
  if (refused) return refused
  const consentId = Id.derive<ConsentId>(context.commandId, 0)
  const given = Consent.given(Consent.draft(consentId, value, terms, signedBy, context), context)
  if (CounselorDelegation.isHeldBy(facts.open, counselor)) return acceptAll<CounselorDelegation.Consequence>(given)
  return acceptAll<CounselorDelegation.Consequence>([
    // The wish for this counselor is fulfilled, so that a request that still waits for the same one is over.
    ...facts.open.flatMap((one) =>
      one.state._tag === "Requested" && one.delegate.counselorId === counselorId
        ? [
            CounselorDelegation.moved(one, "cancel", { _tag: "Cancelled", at: context.at }),
            ...CounselorDelegation.draftEnds(one, consents, "expire", context)
          ]
        : []
    ),
    ...CounselorDelegation.replaced(facts, context),
    {
      _tag: "CounselorDelegationOpened",
      counselorDelegation: {
        delegationId,
        caseId: value.caseId,
        delegate: { counselorId, entityId: counselor.counselor.entityId },
        origin,
        reference,
        signedBy,
        consentId,
        state: { _tag: "Active", from: context.at }
      }
    },
    ...given
  ])
}

const start = (command: Start, facts: Facts, context: Context): Decision<Event> => {
  const refused = alreadyThere(command, facts, context)
  if (refused) return refused
  const value = begun(command, context)
  const opened = open(command, "counselor-started", context.commandId, value, facts, context)
  return opened._tag === "Refused" ? opened : accept<Event>({ _tag: "CaseRecorded", case: value }, ...opened.events)
}

/** When the last period of a counselor with a case ended, and why; several reasons where more ended in one instant. */
const leavingOf = (history: Facts["history"], counselorId: UserId) =>
  history.reduce<{ readonly until: Instant; readonly why: ReadonlyArray<CounselorDelegation.EndReason> } | undefined>(
    (last, { delegate, state }) => {
      if (delegate.counselorId !== counselorId || state._tag !== "Ended") return last
      if (last !== undefined && state.until < last.until) return last
      const why = state.until === last?.until ? last.why : []
      return { until: state.until, why: [...why, state.reason] }
    },
    undefined
  )

const removals: ReadonlySet<CounselorDelegation.EndReason> = /*#__PURE__*/ new Set([
  "consumer-removed",
  "consent-rescinded"
])
const ownSteps: ReadonlySet<CounselorDelegation.EndReason> = /*#__PURE__*/ new Set([
  "relinquished",
  "certification-ended"
])

const stopped = (counselorId: UserId, facts: Facts, { policy }: Context) => {
  const { agentHistory = [], counselor, history, open: now } = facts
  if (CounselorDelegation.isHeldBy(now, counselor)) return undefined
  const leaving = leavingOf(history, counselorId)
  if (policy.claimBySearch === "any")
    return leaving?.why.some((reason) => removals.has(reason))
      ? counselorClaimStopped({ counselorId, missing: "removed-by-consumer" })
      : undefined
  const left = leaving?.why.every((reason) => ownSteps.has(reason)) ? leaving.until : undefined
  // Whoever became the delegate in the meantime was chosen by the consumer.
  const others: ReadonlyArray<Claim.Held> = [
    ...history.filter(({ delegate }) => delegate.counselorId !== counselorId),
    ...(policy.delegationExclusivity === "one-total" ? agentHistory : [])
  ]
  const isAssociated = left !== undefined && others.every(({ state: { from } }) => from === undefined || from < left)
  return isAssociated ? undefined : counselorClaimStopped({ counselorId, missing: "not-associated" })
}

const claim = (command: Claiming, facts: Facts, context: Context): Decision<Event> => {
  const { consumer, counselorId, identity, met } = command
  const { claimBySearch } = context.policy
  const refused = firstRefusal(
    claimBySearch === "off" && counselorClaimStopped({ counselorId, missing: "not-offered" }),
    claimBySearch === "any" &&
      !Delegation.accepts(context.policy, "attestation") &&
      Delegation.wayNotAccepted({ way: "attestation" }),
    !command.attested && counselorClaimStopped({ counselorId, missing: "not-attested" })
  )
  if (refused) return refused
  if (facts.counselor.counselor === undefined) return Counselor.unknownCounselor({ counselorId })
  const value = Claim.found(facts.candidates, consumer)
  if ("_tag" in value) return value
  const reference = `${met}:${identity.type}:${identity.digest}`
  return stopped(counselorId, facts, context) ?? open(command, "claim", reference, value, facts, context)
}

/**
 * Decides the beginning of a counselor's delegation that needs no answer: the one before ends in the same instant and the
 * consent is granted with it. Who claims is associated with the case, or may be anybody whom the consumer has not removed,
 * as the policy has it for agents.
 *
 * **Rules**: DEL-04, DEL-05, DEL-09..11, DEL-13..15, DEL-28, ENT-01, CON-01, CON-04.
 *
 * @category machine
 */
export const decide = (command: Command, facts: Facts, context: Context): Decision<Event> =>
  command._tag === "StartApplicationAsCounselor" ? start(command, facts, context) : claim(command, facts, context)
