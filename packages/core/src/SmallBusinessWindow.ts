/**
 * The yearly word to agents who serve employers: the window in which both tests are waived opens, and a week before its
 * end, that it closes.
 *
 * It is given agency by agency, once for each of the two in a year, and names the employers who failed a test where the host
 * says which. What the window means for an employer is `SmallBusiness.assess`. Days are those of the exchange's zone.
 *
 * @since 0.1.0
 */
import { type Agency, type Event, isCertified, unknownAgency } from "./Agency.ts"
import { sellsIn } from "./AgencyBusiness.ts"
import type { Agent } from "./Agent.ts"
import type { CalendarDate } from "./CalendarDate.ts"
import * as Dates from "./CalendarDate.ts"
import { accept, type Context, type Decision, nothing } from "./Decider.ts"
import { byAgent, type FailingEmployer } from "./FailingEmployer.ts"
import type { AgencyId, AgentId, EmployerId } from "./Id.ts"
import { reason } from "./Refusal.ts"
import { isInWindow, type Terms, windowStart } from "./SmallBusiness.ts"
import { isGood, type Member } from "./Standing.ts"

/** Tells the agents of an agency what is new about the window on a day. @category models */
export interface Command {
  readonly _tag: "TellSmallBusinessWindow"
  readonly agencyId: AgencyId
  readonly on: CalendarDate
  /** Employers of whom the host knows that they failed a test, 2,000 failed tests at most. */
  readonly employers?: ReadonlyArray<FailingEmployer>
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
/** An employer is said to be served by somebody who never was of the agency. @category errors */
export const employerOfOthers = /*#__PURE__*/ reason(
  "EmployerOfOthers",
  "SHP-03",
  (f: { readonly agencyId: AgencyId; readonly agentId: AgentId; readonly employerId: EmployerId }) =>
    `agent \`${f.agentId}\` of employer \`${f.employerId}\` is not on the roster of agency \`${f.agencyId}\``,
  "name the agent of this agency who serves the employer, or leave the employer to another agency"
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
 * the window hears of its end. Each is told of the own employers alone, as far as the host named them with the word itself;
 * those of an agent who is not told are told to nobody.
 *
 * **Rules**: SHP-01, SHP-02, SHP-03, SHP-07.
 *
 * @category machine
 */
export const decide = (
  { agencyId, employers = [], on }: Command,
  { agency, members }: Facts,
  { at, policy }: Context
): Decision<Event> => {
  if (agency === undefined) return unknownAgency({ agencyId })
  const today = Dates.on(at, policy.timeZone)
  if (today < on) return notYet({ agencyId, on, today })
  const stranger = employers.find(({ agentId }) => !members.some(({ agent }) => agent.agentId === agentId))
  if (stranger !== undefined)
    return employerOfOthers({ agencyId, agentId: stranger.agentId, employerId: stranger.employerId })
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
  if (agentIds.length === 0) return nothing
  const { news, startsOn, through } = stage
  const failing = byAgent(employers, agentIds)
  return accept({
    ...{ _tag: "SmallBusinessWindowTold", agencyId, on, news, through, startsOn, agentIds },
    ...(failing.length === 0 ? {} : { failing })
  })
}
