/**
 * What takes a certification away: suspension and the way back from it, termination, death.
 *
 * How long a suspension lasts and how long it may be asked about is written into it when it begins, in calendar days of
 * the exchange. What a step means for the agent's clients is `Cascade`.
 *
 * A book of any size follows at once, or in chunks of it (`clientsLater`): what an agent may do ends with the step itself, for
 * authority is derived from the certification and not from what was frozen.
 *
 * Nobody is suspended twice. Whoever comes under suspicion while suspended for the licence alone, which an active licence
 * would bring back, is kept from acting by a lock of the exchange (`AgentLock`) until it has decided.
 *
 * @since 0.1.0
 */
import type { CalendarDate } from "./CalendarDate.ts"
import * as Dates from "./CalendarDate.ts"
import type { Finding, Following } from "./Certification.ts"
import * as Certification from "./Certification.ts"
import { accept, type Context, type Decision, firstRefusal } from "./Decider.ts"
import type { AgentId, DocumentId } from "./Id.ts"
import { isGoodOn, type Licence } from "./Licence.ts"
import * as Machine from "./Machine.ts"
import { type Proof, proofs } from "./Policy.ts"
import { reason } from "./Refusal.ts"
import { reasonOfAnother, type StatusReason } from "./StatusReason.ts"

export type { Following } from "./Certification.ts"

/** A step out of a certification, or back into it. @category models */
export type Command =
  | ({
      readonly _tag: "SuspendAgent"
      readonly agentId: AgentId
      readonly reason: StatusReason
      /** First day without suspension; without it a suspension lasts as long as the exchange may suspend. */
      readonly until?: CalendarDate
    } & Following)
  | ({ readonly _tag: "ReinstateAgent"; readonly agentId: AgentId } & Following)
  | { readonly _tag: "RequestReconsideration"; readonly agentId: AgentId }
  | { readonly _tag: "UpholdSuspension"; readonly agentId: AgentId }
  | ({
      readonly _tag: "TerminateAgent"
      readonly agentId: AgentId
      readonly forCause: boolean
      readonly reason: StatusReason
      /** What was found out; for a termination for cause. */
      readonly finding?: Finding
      /** First day on which the exchange may take a new application; for a termination for cause. @rule AGT-17 */
      readonly barredUntil?: CalendarDate
    } & Following)
  | ({
      readonly _tag: "RecordDeath"
      readonly agentId: AgentId
      /** The document in which it stands, such as the certificate; the host keeps it. */
      readonly documentId: DocumentId
    } & Following)

/** What a decision looks at. @category models */
export interface Facts {
  readonly certification: Certification.Certification
  readonly licence: Licence
}

/** A suspension would be over before it begins. @category errors */
export const suspensionPast = /*#__PURE__*/ reason(
  "SuspensionPast",
  "AGT-15",
  (f: { readonly agentId: AgentId; readonly until: CalendarDate; readonly today: CalendarDate }) =>
    `the suspension of agent \`${f.agentId}\` until \`${f.until}\` would be over on \`${f.today}\``,
  "choose a first day without suspension that has not come"
)
/** A suspension would last longer than the exchange may suspend. @category errors */
export const suspensionTooLong = /*#__PURE__*/ reason(
  "SuspensionTooLong",
  "AGT-15",
  (f: { readonly agentId: AgentId; readonly until: CalendarDate; readonly latest: CalendarDate }) =>
    `a suspension of agent \`${f.agentId}\` until \`${f.until}\` is longer than until \`${f.latest}\``,
  "suspend for a shorter time, or end the certification"
)
/** Nobody has looked at the case but a program. @category errors */
export const suspensionByExchange = /*#__PURE__*/ reason(
  "SuspensionByExchange",
  "AGT-12",
  (f: { readonly agentId: AgentId }) =>
    `agent \`${f.agentId}\` is suspended without the exchange only while the licence is not active`,
  "have the exchange suspend the agent, or record the licence first"
)
/** There is nothing to reconsider, or nobody may ask any more. @category errors */
export const reconsiderationNotOpen = /*#__PURE__*/ reason(
  "ReconsiderationNotOpen",
  "AGT-15",
  (f: {
    readonly agentId: AgentId
    readonly why: "not-suspended" | "not-offered" | "too-late" | "asked" | "not-asked" | "upheld"
  }) => `the suspension of agent \`${f.agentId}\` cannot be reconsidered: \`${f.why}\``,
  "ask once and in time, while the agent is suspended; otherwise write to the exchange"
)
/** The reason is none for this end. @category errors */
export const reasonNotFitting = /*#__PURE__*/ reason(
  "ReasonNotFitting",
  "AGT-13",
  (f: { readonly agentId: AgentId; readonly reason: StatusReason; readonly forCause: boolean }) =>
    `\`${f.reason}\` is no reason to end the certification of agent \`${f.agentId}\` ${f.forCause ? "for cause" : "without fault"}`,
  "end a certification for cause for a breach, and for a breach only"
)
/** Nothing was found out, or it is not said what. @category errors */
export const findingMissing = /*#__PURE__*/ reason(
  "FindingMissing",
  "AGT-16",
  (f: { readonly agentId: AgentId }) => `nothing was found against agent \`${f.agentId}\``,
  "record what was not kept, how sure it is, and the document in which it stands"
)
/** What was found out is not sure enough. @category errors */
export const proofTooWeak = /*#__PURE__*/ reason(
  "ProofTooWeak",
  "AGT-16",
  (f: { readonly agentId: AgentId; readonly proof: Proof; readonly least: Proof }) =>
    `the finding against agent \`${f.agentId}\` is proven by \`${f.proof}\`, and it takes \`${f.least}\``,
  "find out more, or suspend the agent meanwhile"
)

/** A bar that would keep nobody from applying. @category errors */
export const barWithoutEffect = /*#__PURE__*/ reason(
  "BarWithoutEffect",
  "AGT-17",
  (f: { readonly agentId: AgentId; readonly barredUntil: CalendarDate; readonly today: CalendarDate }) =>
    `a bar until \`${f.barredUntil}\` has no effect on agent \`${f.agentId}\` on \`${f.today}\``,
  "name a day that has not come, and only when the certification ends for cause"
)

type Certified = Certification.Certification & { readonly _tag: "Certified" }

// Whoever has no licence is not under suspicion: the suspension lasts as long as the licence is not active.
const termsOf = (reason: StatusReason, { suspension }: Context["policy"]) =>
  reason === "licence-inactive" || suspension._tag === "Unlimited" ? undefined : suspension

const suspend = (
  { agentId, reason, until }: Command & { readonly _tag: "SuspendAgent" },
  { certification, licence }: Facts,
  context: Context
): Decision<Certification.Event> => {
  const today = Dates.on(context.at, context.policy.timeZone)
  const lapsed = reason === "licence-inactive" && !isGoodOn(licence, today)
  const terms = termsOf(reason, context.policy)
  const latest = terms && Dates.plusDays(today, terms.days)
  const ends = until ?? latest
  return (
    firstRefusal(
      Machine.refusal(Certification.machine, certification._tag, "suspend"),
      reasonOfAnother("suspend", agentId, reason),
      context.actor._tag === "System" && !lapsed && suspensionByExchange({ agentId }),
      until !== undefined && until <= today && suspensionPast({ agentId, until, today }),
      latest !== undefined && until !== undefined && latest < until && suspensionTooLong({ agentId, until, latest })
    ) ??
    Certification.step(agentId, certification, "suspend", () => ({
      _tag: "Suspended",
      since: context.at,
      reason,
      ...Certification.kept(certification as Certified),
      ...(ends === undefined ? {} : { until: ends }),
      ...(terms === undefined ? {} : { reconsiderUntil: Dates.plusDays(today, terms.reconsiderationDays + 1) })
    }))
  )
}

const reinstate = (agentId: AgentId, { certification, licence }: Facts, context: Context) => {
  const today = Dates.on(context.at, context.policy.timeZone)
  if (certification._tag !== "Suspended")
    return Machine.next(Certification.machine, certification._tag, "reinstate") as Decision<Certification.Event>
  return Certification.unlicensed(agentId, licence, today) ?? accept(reinstated(agentId, certification, context))
}

/** The event by which a suspension is over. @category constructors */
export const reinstated = (
  agentId: AgentId,
  certification: Certification.Certification & { readonly _tag: "Suspended" },
  { at }: Context
): Certification.Event =>
  Certification.moved(agentId, certification, "reinstate", {
    _tag: "Certified",
    since: at,
    ...Certification.kept(certification)
  })

const reconsider = (
  { _tag, agentId }: Command & { readonly _tag: "RequestReconsideration" | "UpholdSuspension" },
  { certification }: Facts,
  context: Context
): Decision<Certification.Event> => {
  const refuse = (why: Parameters<typeof reconsiderationNotOpen>[0]["why"]) => reconsiderationNotOpen({ agentId, why })
  if (certification._tag !== "Suspended") return refuse("not-suspended")
  const { reconsideration, reconsiderUntil } = certification
  if (reconsiderUntil === undefined) return refuse("not-offered")
  if (reconsideration === "upheld") return refuse("upheld")
  if (_tag === "UpholdSuspension")
    return reconsideration === undefined
      ? refuse("not-asked")
      : accept({ _tag: "ReconsiderationRecorded", agentId, outcome: "upheld" })
  if (reconsideration === "requested") return refuse("asked")
  return Dates.on(context.at, context.policy.timeZone) < reconsiderUntil
    ? accept({ _tag: "ReconsiderationRecorded", agentId, outcome: "requested" })
    : refuse("too-late")
}

const withoutFault: ReadonlySet<StatusReason> = /*#__PURE__*/ new Set<StatusReason>([
  ...(["voluntary", "retired", "recertification-lapsed", "agreement-not-signed"] as const),
  ...(["licence-inactive", "left-state"] as const)
])

const terminate = (
  { agentId, barredUntil, finding, forCause, reason }: Command & { readonly _tag: "TerminateAgent" },
  { certification }: Facts,
  { at: since, policy }: Context
): Decision<Certification.Event> => {
  const today = Dates.on(since, policy.timeZone)
  const fits = forCause ? reason === "breach" : withoutFault.has(reason)
  const least = policy.proofForCause
  const trigger = forCause ? "terminate-for-cause" : "terminate-vested"
  return (
    firstRefusal(
      Machine.refusal(Certification.machine, certification._tag, trigger),
      !fits && reasonNotFitting({ agentId, reason, forCause }),
      forCause && finding === undefined && findingMissing({ agentId }),
      forCause &&
        finding !== undefined &&
        proofs.indexOf(finding.proof) < proofs.indexOf(least) &&
        proofTooWeak({ agentId, proof: finding.proof, least }),
      barredUntil !== undefined &&
        (!forCause || barredUntil <= today) &&
        barWithoutEffect({ agentId, barredUntil, today })
    ) ??
    Certification.step(agentId, certification, trigger, () =>
      forCause
        ? {
            _tag: "TerminatedForCause",
            since,
            reason,
            ...(finding === undefined ? {} : { finding }),
            ...(barredUntil === undefined ? {} : { barredUntil })
          }
        : { _tag: "TerminatedVested", since, reason }
    )
  )
}

/**
 * Decides a step out of a certification, or back into it.
 *
 * **Rules**: AGT-11, AGT-12, AGT-13, AGT-15, AGT-16, AGT-17, AGT-20.
 *
 * @category machine
 */
export const decide = (command: Command, facts: Facts, context: Context): Decision<Certification.Event> => {
  const { agentId } = command
  switch (command._tag) {
    case "SuspendAgent":
      return suspend(command, facts, context)
    case "ReinstateAgent":
      return reinstate(agentId, facts, context)
    case "RequestReconsideration":
    case "UpholdSuspension":
      return reconsider(command, facts, context)
    case "TerminateAgent":
      return terminate(command, facts, context)
    case "RecordDeath":
      return Certification.step(agentId, facts.certification, "record-death", () => ({
        _tag: "Deceased",
        since: context.at,
        documentId: command.documentId
      }))
  }
}
