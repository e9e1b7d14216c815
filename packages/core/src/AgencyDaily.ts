/**
 * The daily run over agencies: what the passing of days alone leads to, one agency at a time.
 *
 * A run names its day, so that a missed one can be made up for; doing it again changes nothing. Which agencies it concerns
 * is found by `Agency.dueOn`.
 *
 * @since 0.1.0
 */
import type { Agency, Event } from "./Agency.ts"
import { moved, unknownAgency } from "./Agency.ts"
import * as AgencyLapse from "./AgencyLapse.ts"
import type { CalendarDate } from "./CalendarDate.ts"
import * as Dates from "./CalendarDate.ts"
import { accept, type Context, type Decision, nothing } from "./Decider.ts"
import type { AgencyId } from "./Id.ts"
import { reason } from "./Refusal.ts"

/** The run of a day for one agency. @category models */
export interface Command {
  readonly _tag: "RunAgencyDaily"
  readonly agencyId: AgencyId
  readonly day: CalendarDate
}

/** What a run looks at. @category models */
export interface Facts {
  readonly agency: Agency | undefined
}

/** The run is for a day that has not come. @category errors */
export const dailyAhead = /*#__PURE__*/ reason(
  "AgencyRunAhead",
  "AGY-05",
  (f: { readonly day: CalendarDate; readonly today: CalendarDate }) =>
    `the run over agencies is for \`${f.day}\`, and today is \`${f.today}\``,
  "start the run on its day or later"
)

/**
 * Decides what a day brings for one agency: managers are reminded 60, 30 and 7 days before insurance or agreement end, and
 * an agency without either is suspended, as is one that has had no certified manager for longer than the policy's grace.
 *
 * **Rules**: AGY-01, AGY-05, AGY-11, AGY-12.
 *
 * @category machine
 */
export const decide = ({ agencyId, day }: Command, { agency }: Facts, context: Context): Decision<Event> => {
  const today = Dates.on(context.at, context.policy.timeZone)
  if (agency === undefined) return unknownAgency({ agencyId })
  if (today < day) return dailyAhead({ day, today })
  if (agency.certification._tag !== "Certified") return nothing
  const over = AgencyLapse.over(agency, day)
  if (over !== undefined)
    return accept(moved(agency, "suspend", { _tag: "Suspended", since: context.at, reason: `${over}-lapsed` }))
  if (AgencyLapse.isForsaken(agency, day))
    return accept(moved(agency, "suspend", { _tag: "Suspended", since: context.at, reason: "no-certified-manager" }))
  const ending = AgencyLapse.ending(agency, day)
  return ending.length === 0 ? nothing : accept({ _tag: "AgencyReminded", agencyId, day, ending })
}
