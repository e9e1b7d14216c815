/**
 * The daily run over the certifications: what the passing of days alone leads to, one agent at a time.
 *
 * A run names its day, so that a missed one can be made up for; doing it again changes nothing. Whom it concerns is found
 * by `Agent.dueOn`. It runs after the transfers that are due on the day, which may still move somebody's clients.
 *
 * @since 0.1.0
 */
import type { Agent } from "./Agent.ts"
import type { CalendarDate } from "./CalendarDate.ts"
import * as Dates from "./CalendarDate.ts"
import * as Certification from "./Certification.ts"
import type { Consent } from "./Consent.ts"
import * as Decertification from "./Decertification.ts"
import { acceptAll, type Context, type Decision } from "./Decider.ts"
import * as Delegation from "./Delegation.ts"
import * as Disposition from "./Disposition.ts"
import type { AgentId } from "./Id.ts"
import * as Licence from "./Licence.ts"
import * as LicenceCheck from "./LicenceCheck.ts"
import { reason } from "./Refusal.ts"

/** The run of a day for one agent. @category models */
export interface Command {
  readonly _tag: "RunCertificationDaily"
  readonly agentId: AgentId
  readonly day: CalendarDate
}

/** What a run leads to. @category models */
export type Event = Certification.Event | Disposition.Event

/** What a run looks at. @category models */
export interface Facts {
  readonly agent: Agent | undefined
  /** The open delegations of the agent, in whatever agency. */
  readonly open: ReadonlyArray<Delegation.Delegation>
  /** The consents that were signed for the requests among them. */
  readonly drafts: ReadonlyArray<Consent>
}

/** The run is for a day that has not come. @category errors */
export const dailyAhead = reason(
  "CertificationRunAhead",
  "DEL-25",
  (f: { readonly day: CalendarDate; readonly today: CalendarDate }) =>
    `the run over certifications is for \`${f.day}\`, and today is \`${f.today}\``,
  "start the run on its day or later"
)

type Held = Certification.Certification & { readonly _tag: "Certified" | "Suspended" }

const lapsed = (agentId: AgentId, certification: Held, { at: since }: Context): Certification.Event =>
  Certification.moved(agentId, certification, "terminate-vested", {
    _tag: "TerminatedVested",
    since,
    reason: "licence-inactive"
  })

/** What the licence of a certified or suspended agent leads to on a day. */
const ofLicence = (
  { agentId, licenceUntil }: Agent,
  certification: Held,
  day: CalendarDate,
  today: CalendarDate,
  context: Context
): ReadonlyArray<Certification.Event> => {
  // The regulator has the days of the grace from the day on which somebody noticed.
  const until = licenceUntil ?? LicenceCheck.graceFrom(today, context)
  if (until <= day) return [lapsed(agentId, certification, context)]
  return licenceUntil !== undefined
    ? []
    : [{ _tag: "LicenceLapsed", agentId, until }, ...LicenceCheck.suspended(agentId, certification, context)]
}

/** What a day means for a certification: at most one step of the machine, so that a second run finds nothing. */
const moves = (
  agent: Agent,
  day: CalendarDate,
  today: CalendarDate,
  context: Context
): ReadonlyArray<Certification.Event> => {
  const { agentId, certification, licence } = agent
  if (certification._tag !== "Certified" && certification._tag !== "Suspended") return []
  // What the regulator says is about today, also when the run makes up for another day.
  if (!Licence.isGoodOn(licence, today)) return ofLicence(agent, certification, day, today, context)
  const over = certification._tag === "Suspended" && certification.until !== undefined && certification.until <= day
  return over ? [Decertification.reinstated(agentId, certification, context)] : []
}

/**
 * Decides what a day brings for one agent: a licence that has run out suspends and, after its grace, ends the
 * certification; a suspension that was for a time is over; the clients of a certification that is over are free when the
 * window in which they could be moved has passed.
 *
 * **Rules**: AGT-12, AGT-15, DEL-25.
 *
 * @category machine
 */
export const decide = (
  { agentId, day }: Command,
  { agent, drafts, open }: Facts,
  context: Context
): Decision<Event> => {
  const today = Dates.on(context.at, context.policy.timeZone)
  if (agent === undefined) return Delegation.unknownAgent({ agentId })
  if (today < day) return dailyAhead({ day, today })
  return acceptAll<Event>([
    ...moves(agent, day, today, context),
    ...Disposition.closed(agent, open, drafts, day, context)
  ])
}
