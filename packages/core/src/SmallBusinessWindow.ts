/**
 * The yearly word to agents who serve employers: the window in which both tests are waived opens, and a week before its
 * end, that it closes.
 *
 * It is given agency by agency, once for each of the two in a year. What the window means for an employer is
 * `SmallBusiness.assess`. Days are those of the exchange's zone.
 *
 * @since 0.1.0
 */
import { type Agency, type Event, isCertified, unknownAgency } from "./Agency.ts"
import { sellsIn } from "./AgencyBusiness.ts"
import type { Agent } from "./Agent.ts"
import type { CalendarDate } from "./CalendarDate.ts"
import * as Dates from "./CalendarDate.ts"
import { accept, type Context, type Decision, nothing } from "./Decider.ts"
import type { AgencyId } from "./Id.ts"
import { reason } from "./Refusal.ts"
import { isInWindow, type Terms, windowStart } from "./SmallBusiness.ts"
import { isGood, type Member } from "./Standing.ts"

/** Tells the agents of an agency what is new about the window on a day. @category models */
export interface Command {
  readonly _tag: "TellSmallBusinessWindow"
  readonly agencyId: AgencyId
  readonly on: CalendarDate
}

/** What a decision looks at. @category models */
export interface Facts {
  readonly agency: Agency | undefined
  /** The roster of the agency, past members included. */
  readonly members: ReadonlyArray<Member>
}

/** What is news on a day of the window. @category models */
export interface Stage {
  readonly news: "opens" | "closes"
  /** The first day on which this is the news. */
  readonly since: CalendarDate
  /** The last day of the window. */
  readonly through: CalendarDate
  /** First day of coverage of who enrolls by the window. @rule SHP-07 */
  readonly startsOn: CalendarDate
}

/** So many days before its last day the window is said to close. @category models */
export const closingDays = 7

/** Nobody can be told on a day that has not come. @category errors */
export const notYet = /*#__PURE__*/ reason(
  "SmallBusinessWindowNotYet",
  "SHP-03",
  (f: { readonly agencyId: AgencyId; readonly on: CalendarDate; readonly today: CalendarDate }) =>
    `the window cannot be told to agency \`${f.agencyId}\` for \`${f.on}\` on \`${f.today}\``,
  "tell it of the present day at most"
)

/** What is news about the window on a day; nothing outside it. @rule SHP-03 @category queries */
export const stageOn = (day: CalendarDate, terms: Pick<Terms, "smallBusiness" | "timeZone">): Stage | undefined => {
  if (!isInWindow(day, terms)) return undefined
  const { window } = terms.smallBusiness
  const inYear = (monthDay: string) => `${day.slice(0, 5)}${monthDay}` as CalendarDate
  const [opens, through] = [inYear(window.from), inYear(window.through)]
  const closes = Dates.plusDays(through, -closingDays)
  const news = day < closes ? "opens" : "closes"
  // A window of a week or less closes as soon as it opens.
  const since = news === "opens" || closes < opens ? opens : closes
  return { news, since, through, startsOn: windowStart(day) }
}

/** Checks whether an agent serves employers; who does not say whom is taken for both, as in the directory. @category predicates */
export const servesEmployers = ({ clientsServed = "both" }: Pick<Agent, "clientsServed">): boolean =>
  clientsServed !== "individuals"

/**
 * Decides what an agency's agents are told on a day: once that the window opens, once that it closes, and nothing that is
 * not so any more on the day on which it would be told.
 *
 * **Details**: told are those who may act today, in a certified agency that sells to small businesses. Who comes later in
 * the window hears of its end.
 *
 * **Rules**: SHP-03, SHP-07.
 *
 * @category machine
 */
export const decide = (
  { agencyId, on }: Command,
  { agency, members }: Facts,
  { at, policy }: Context
): Decision<Event> => {
  if (agency === undefined) return unknownAgency({ agencyId })
  const today = Dates.on(at, policy.timeZone)
  if (today < on) return notYet({ agencyId, on, today })
  const stage = stageOn(on, policy)
  if (
    !isCertified(agency) ||
    !sellsIn(agency, "smallBusiness") ||
    stage === undefined ||
    stageOn(today, policy)?.since !== stage.since
  )
    return nothing
  const { smallBusinessToldOn: told } = agency
  if (told !== undefined && stage.since <= told) return nothing
  const agentIds = members.flatMap((one) =>
    isGood(one, today) && servesEmployers(one.agent) ? [one.agent.agentId] : []
  )
  const { news, startsOn, through } = stage
  return agentIds.length === 0
    ? nothing
    : accept({ _tag: "SmallBusinessWindowTold", agencyId, on, news, through, startsOn, agentIds })
}
