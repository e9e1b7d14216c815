/**
 * The daily run over the certifications: what the passing of days alone leads to, one agent at a time.
 *
 * A run names its day, so that a missed one can be made up for; doing it again changes nothing. Whom it concerns is found
 * by `AgentDiary.dueOn`. It runs after the transfers that are due on the day, which may still move somebody's clients.
 *
 * @since 0.1.0
 */
import { type Agent, type Event as AgentEvent, evolve } from "./Agent.ts"
import * as AgentDiary from "./AgentDiary.ts"
import type { CalendarDate } from "./CalendarDate.ts"
import * as Dates from "./CalendarDate.ts"
import * as Cascade from "./Cascade.ts"
import * as Certification from "./Certification.ts"
import * as Decertification from "./Decertification.ts"
import { acceptAll, type Context, type Decision } from "./Decider.ts"
import * as Delegation from "./Delegation.ts"
import * as Disposition from "./Disposition.ts"
import type { AgentId, DelegationId } from "./Id.ts"
import * as Licence from "./Licence.ts"
import * as LicenceCheck from "./LicenceCheck.ts"
import { reason } from "./Refusal.ts"
import type { StatusReason } from "./StatusReason.ts"
import * as Upkeep from "./Upkeep.ts"

/** The run of a day for one agent. @category models */
export interface Command extends Certification.Following {
  readonly _tag: "RunCertificationDaily"
  readonly agentId: AgentId
  readonly day: CalendarDate
  /** Only these clients follow the certification as far as it has come, and nothing else of the day is done, whatever is said of later. @rule DEL-25 */
  readonly only?: ReadonlyArray<DelegationId>
}

/** What a run leads to. @category models */
export type Event = AgentEvent | Certification.Event | Disposition.Event

/** What a run looks at; where clients are named, `open` is those of them that are open. @category models */
export interface Facts extends Disposition.Left {
  readonly agent: Agent | undefined
}

/** The run is for a day that has not come. @category errors */
export const dailyAhead = /*#__PURE__*/ reason(
  "CertificationRunAhead",
  "DEL-25",
  (f: { readonly day: CalendarDate; readonly today: CalendarDate }) =>
    `the run over certifications is for \`${f.day}\`, and today is \`${f.today}\``,
  "start the run on its day or later"
)

/** One thing that a day can bring: events for the agent as far as the things before it have come. */
type Bringing = (agent: Agent, day: CalendarDate, today: CalendarDate, context: Context) => ReadonlyArray<OwnEvent>

type OwnEvent = Extract<Event, { readonly agentId: AgentId }>

const lapsed = (
  { agentId, certification }: Agent,
  reason: StatusReason,
  { at: since }: Context
): ReadonlyArray<OwnEvent> => [
  Certification.moved(agentId, certification, "terminate-vested", { _tag: "TerminatedVested", since, reason })
]

/** An agreement that is over, or an amendment that nobody signed. @rule AGT-09 */
const agreement: Bringing = (agent, day, _, context) => {
  const { certification } = agent
  if (!Certification.isHeld(certification)) return []
  const end = certification.upkeep && Upkeep.endOf(certification.upkeep.items["agreement-signed"])
  return end !== undefined && end <= day ? lapsed(agent, "agreement-not-signed", context) : []
}

/** A term that is over can be renewed for a grace; the days of it are counted from when somebody noticed. @rule AGT-08 */
const term: Bringing = (agent, day, today, context) => {
  const { agentId, certification, renewUntil } = agent
  if (!Certification.isHeld(certification) || day < certification.term.until) return []
  const until = renewUntil ?? Dates.plusDays(today, context.policy.recertificationGraceDays)
  if (until <= day) return lapsed(agent, "recertification-lapsed", context)
  return renewUntil === undefined ? [{ _tag: "TermEnded", agentId, until }] : []
}

/** A licence that is not active suspends, and ends the certification after its grace. @rule AGT-12 */
const licence: Bringing = (agent, day, today, context) => {
  const { agentId, certification, licenceUntil } = agent
  // What the regulator says is about today, also when the run makes up for another day.
  if (!Certification.isHeld(certification) || Licence.isGoodOn(agent.licence, today)) return []
  // The regulator has the days of the grace from the day on which somebody noticed.
  const until = licenceUntil ?? LicenceCheck.graceFrom(today, context)
  if (until <= day) return lapsed(agent, "licence-inactive", context)
  return licenceUntil === undefined
    ? [{ _tag: "LicenceLapsed", agentId, until }, ...LicenceCheck.suspended(agentId, certification, context)]
    : []
}

/** A suspension for a time is over on its day, while the licence is active. @rule AGT-15 */
const suspension: Bringing = ({ agentId, certification, licence }, day, today, context) => {
  if (certification._tag !== "Suspended" || certification.until === undefined || day < certification.until) return []
  return Licence.isGoodOn(licence, today) ? [Decertification.reinstated(agentId, certification, context)] : []
}

/** What counted for a year counts no longer. @rule AGT-10 */
const expiry: Bringing = ({ agentId, certification }, day, _, { at }) => {
  if (!Certification.isHeld(certification) || certification.upkeep === undefined) return []
  let checklist = certification.upkeep
  return Upkeep.expiredOn(checklist, day).map((item) => {
    checklist = Upkeep.expired(checklist, item, at)
    return { _tag: "ChecklistRecorded", agentId, item, checklist }
  })
}

/** Reminders of what is open and of what ends, one of each sort however many days have passed. @rule AGT-18 */
const reminders: Bringing = (agent, day) => {
  const { agentId, certification, reminded = {} } = agent
  const remind = (about: AgentDiary.About): OwnEvent => ({ _tag: "AgentReminded", agentId, about, on: day })
  if (certification._tag === "Pending")
    return AgentDiary.pendingOn(certification, reminded.pending) <= day ? [remind("pending")] : []
  return AgentDiary.deadlines(agent).flatMap((one) =>
    AgentDiary.isDue(one, reminded[one.about], day) ? [remind(one.about)] : []
  )
}

// What ends comes first, so that nobody is reminded of it on the same day.
const bringings: ReadonlyArray<Bringing> = [agreement, term, licence, suspension, expiry, reminders]

/**
 * Decides what a day brings for one agent. An agreement without a signature and a term without renewal end the
 * certification, the latter after a grace; so does a licence that has run out, which suspends before that; a suspension
 * for a time is over; what counted for a year counts no longer; of what is open or ends, agent and managers are
 * reminded; and the clients of a certification that is over, or of whoever was set inactive, are free when the window in
 * which they could be moved has passed, with the consents on which nothing rests any more. Where clients are named, they
 * alone follow, and the window stays open for the run that names none.
 *
 * **Rules**: AGT-08, AGT-09, AGT-10, AGT-12, AGT-15, AGT-18, CON-03, DEL-25, EMP-04.
 *
 * @category machine
 */
export const decide = (
  { agentId, day, only }: Command,
  { agent, ...left }: Facts,
  context: Context
): Decision<Event> => {
  const today = Dates.on(context.at, context.policy.timeZone)
  if (agent === undefined) return Delegation.unknownAgent({ agentId })
  if (today < day) return dailyAhead({ day, today })
  if (only !== undefined) return acceptAll<Event>(Cascade.caughtUp(agent, left, day, context))
  const own: Array<OwnEvent> = []
  let now = agent
  for (const bring of bringings) {
    const events = bring(now, day, today, context)
    now = events.reduce(evolve, now)
    own.push(...events)
  }
  // Whose certification is over with the same run is not told until when the term could be renewed.
  const news = Certification.isHeld(now.certification) ? own : own.filter(({ _tag }) => _tag !== "TermEnded")
  return acceptAll<Event>([...news, ...Disposition.closed(agent, left, day, context)])
}
