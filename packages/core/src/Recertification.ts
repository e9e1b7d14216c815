/**
 * The next term of a certification, and amendments of the agreement it stands on.
 *
 * Renewal opens in the last days of a term and stays open for a grace after it, without authority meanwhile. It is open to
 * whoever is suspended too, who stays suspended: otherwise a suspension would end a certification by the passing of days.
 * What has to be met again is `Upkeep`; a certification that is not renewed ends by `CertificationDaily`.
 *
 * @since 0.1.0
 */
import type { CalendarDate } from "./CalendarDate.ts"
import * as Dates from "./CalendarDate.ts"
import * as Certification from "./Certification.ts"
import { accept, type Context, type Decision, firstRefusal } from "./Decider.ts"
import type { AgentId } from "./Id.ts"
import type { Licence } from "./Licence.ts"
import * as Machine from "./Machine.ts"
import { reason } from "./Refusal.ts"
import * as Upkeep from "./Upkeep.ts"

/** A step of a renewal. @category models */
export type Command =
  | {
      readonly _tag: "RecertifyAgent"
      readonly agentId: AgentId
      /** First day without certification of the new term; at most the years of an agreement after the present one. */
      readonly until: CalendarDate
    }
  | {
      readonly _tag: "RequireAmendment"
      readonly agentId: AgentId
      /** The last day for the signature, without which the certification ends with that day. */
      readonly signBy: CalendarDate
    }

/** What a decision looks at. @category models */
export interface Facts {
  readonly certification: Certification.Certification
  readonly licence: Licence
  /** The day on which a term that is over can be renewed no more, where somebody noticed. */
  readonly renewUntil?: CalendarDate
}

/** The new term is no longer than the present one. @category errors */
export const termNotLonger = /*#__PURE__*/ reason(
  "TermNotLonger",
  "AGT-08",
  (f: { readonly agentId: AgentId; readonly until: CalendarDate; readonly present: CalendarDate }) =>
    `the certification of agent \`${f.agentId}\` until \`${f.present}\` gets no longer until \`${f.until}\``,
  "choose a last day after that of the present term, and after today"
)
/** The new term is longer than an agreement lasts. @category errors */
export const termTooLong = /*#__PURE__*/ reason(
  "TermTooLong",
  "AGT-08",
  (f: { readonly agentId: AgentId; readonly until: CalendarDate; readonly latest: CalendarDate }) =>
    `\`until\`: the certification of agent \`${f.agentId}\` lasts at most until \`${f.latest}\`, and not until \`${f.until}\``,
  "choose an earlier last day; a certification is renewed again in its last days"
)
/** The grace in which the term could be renewed has passed. @category errors */
export const renewalOver = /*#__PURE__*/ reason(
  "RenewalOver",
  "AGT-08",
  (f: { readonly agentId: AgentId; readonly until: CalendarDate }) =>
    `the certification of agent \`${f.agentId}\` could be renewed before \`${f.until}\``,
  "run the certifications of that day, which end it, and have the agent apply again"
)
/** The renewal of the term is not open. @category errors */
export const renewalNotOpen = /*#__PURE__*/ reason(
  "RenewalNotOpen",
  "AGT-08",
  (f: { readonly agentId: AgentId; readonly from: CalendarDate }) =>
    `the certification of agent \`${f.agentId}\` can be renewed from \`${f.from}\``,
  "renew it once its last days have begun"
)
/** An amendment would have to be signed in the past. @category errors */
export const amendmentPast = /*#__PURE__*/ reason(
  "AmendmentPast",
  "AGT-09",
  (f: { readonly agentId: AgentId; readonly signBy: CalendarDate; readonly today: CalendarDate }) =>
    `agent \`${f.agentId}\` cannot sign by \`${f.signBy}\`, and today is \`${f.today}\``,
  "choose a day that has not come"
)

const recertify = (
  { agentId, until }: Command & { readonly _tag: "RecertifyAgent" },
  { certification, licence, renewUntil }: Facts,
  context: Context
): Decision<Certification.Event> => {
  const today = Dates.on(context.at, context.policy.timeZone)
  if (!Certification.isHeld(certification))
    return Machine.next(Certification.machine, certification._tag, "recertify") as Decision<Certification.Event>
  const { term, upkeep = Upkeep.takenOver } = certification
  const from = Dates.plusDays(term.until, -Upkeep.renewalDays)
  // What counts is what the new term begins with, or today when that has come.
  const first = term.until < today ? today : term.until
  const open = Upkeep.openOn(upkeep, first)
  const latest = Dates.plusYears(first, context.policy.agreementTermYears)
  return (
    firstRefusal(
      today < from && renewalNotOpen({ agentId, from }),
      renewUntil !== undefined && renewUntil <= today && renewalOver({ agentId, until: renewUntil }),
      !(term.until < until && today < until) && termNotLonger({ agentId, until, present: term.until }),
      latest < until && termTooLong({ agentId, until, latest }),
      open.length > 0 && Certification.checklistOpen({ agentId, open }),
      Certification.unlicensed(agentId, licence, today)
    ) ?? Certification.step(agentId, certification, "recertify", () => ({ ...certification, term: { ...term, until } }))
  )
}

const amend = (
  { agentId, signBy }: Command & { readonly _tag: "RequireAmendment" },
  { certification }: Facts,
  context: Context
): Decision<Certification.Event> => {
  const today = Dates.on(context.at, context.policy.timeZone)
  if (!Certification.isHeld(certification))
    return Machine.notAllowedFrom("AGT-09")("certification", certification._tag, "amend")
  if (signBy <= today) return amendmentPast({ agentId, signBy, today })
  const checklist = Upkeep.amended(certification.upkeep ?? Upkeep.takenOver, signBy)
  return accept({ _tag: "ChecklistRecorded", agentId, item: "agreement-signed", checklist })
}

/**
 * Decides a step of a renewal: the end of the term moves when everything is met for the new one, and an agreement asks
 * for another signature.
 *
 * **Rules**: AGT-07, AGT-08, AGT-09, AGT-10, AGT-11.
 *
 * @category machine
 */
export const decide = (command: Command, facts: Facts, context: Context): Decision<Certification.Event> =>
  command._tag === "RecertifyAgent" ? recertify(command, facts, context) : amend(command, facts, context)
