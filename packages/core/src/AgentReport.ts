/**
 * What an agent tells the exchange of a new name, licence or address, and the exchange's review of it.
 *
 * A name and an address count when they are told; a licence number counts when the regulator has confirmed it, which is
 * `LicenceCheck`. Name and licence are what the regulator knows a person by, so that the licence check stands open again
 * until the exchange has looked; the state of the certification stays as it is.
 *
 * @since 0.1.0
 */
import type { Agent, Event as AgentEvent, Report, Reported } from "./Agent.ts"
import type { CalendarDate } from "./CalendarDate.ts"
import * as Dates from "./CalendarDate.ts"
import * as Certification from "./Certification.ts"
import { isSameName, type Name } from "./Contact.ts"
import { acceptAll, type Context, type Decision, firstRefusal, nothing } from "./Decider.ts"
import type { AgentId } from "./Id.ts"
import * as Licence from "./Licence.ts"
import { licenceInUse } from "./LicenceCheck.ts"
import * as Machine from "./Machine.ts"
import { reason } from "./Refusal.ts"
import * as Requirement from "./Requirement.ts"
import * as Upkeep from "./Upkeep.ts"

/** What is new. @category models */
export type Change =
  | { readonly _tag: "Name"; readonly name: Name }
  | { readonly _tag: "Licence"; readonly number: Licence.LicenceNumber }
  | { readonly _tag: "Address"; readonly place: Agent["place"] }

/** A report, or the review of one. @category models */
export type Command =
  | {
      readonly _tag: "ReportAgentChange"
      readonly agentId: AgentId
      readonly change: Change
      /** The day on which it changed, on the calendar of the exchange. */
      readonly happenedOn: CalendarDate
    }
  | { readonly _tag: "ReviewAgentChange"; readonly agentId: AgentId; readonly about: Reported }

/** What a decision looks at. @category models */
export interface Facts {
  readonly agent: Agent
  /** Another agent who has the licence number that is reported, if there is one. */
  readonly holder: AgentId | undefined
}

/** What a report leads to. @category models */
export type Event = AgentEvent

/** The change has not happened yet. @category errors */
export const changeAhead = /*#__PURE__*/ reason(
  "ChangeAhead",
  "AGT-21",
  (f: { readonly agentId: AgentId; readonly happenedOn: CalendarDate; readonly today: CalendarDate }) =>
    `the change of agent \`${f.agentId}\` is of \`${f.happenedOn}\`, and today is \`${f.today}\``,
  "report it on its day or later"
)
/** There is nothing to review. @category errors */
export const nothingReported = /*#__PURE__*/ reason(
  "NothingReported",
  "AGT-21",
  (f: { readonly agentId: AgentId; readonly about: Reported }) =>
    `agent \`${f.agentId}\` has reported no new \`${f.about}\` that waits for a review`,
  "look at the agent's open reports"
)
/** The regulator has not confirmed the new licence. @category errors */
export const licenceNotConfirmed = /*#__PURE__*/ reason(
  "LicenceNotConfirmed",
  "AGT-21",
  (f: { readonly agentId: AgentId; readonly reported: string }) =>
    `the regulator has not confirmed licence \`${f.reported}\` of agent \`${f.agentId}\``,
  "record the regulator's answer first"
)

const aboutOf = { Name: "name", Licence: "licence", Address: "address" } as const

const item = "licence-validated"

/** What an agent is known by at the regulator. */
const withRegulator: ReadonlyArray<Reported> = ["name", "licence"]

const known = (change: Change, { licence, name, place }: Agent): boolean => {
  switch (change._tag) {
    case "Name":
      return isSameName(change.name, name)
    case "Licence":
      return change.number === licence.number
    case "Address":
      return change.place.city === place.city && change.place.county === place.county
  }
}

/** How far the licence check is that somebody's application or certification stands on. */
const stateOfCheck = ({ certification }: Agent): Requirement.ItemState | undefined => {
  if (Certification.isHeld(certification)) return (certification.upkeep ?? Upkeep.takenOver).items[item].state
  return "checklist" in certification ? certification.checklist.items[item].state : undefined
}

const isReopened = ({ reports = {} }: Agent, except?: Reported): boolean =>
  withRegulator.some((about) => about !== except && reports[about]?.reopened === true)

/** The licence check, open or met, where somebody applies or holds a certification; nothing for anybody else. @rule AGT-21 */
const checked = (
  { agentId, certification }: Agent,
  state: "InProgress" | "Met",
  context: Context
): ReadonlyArray<Certification.Event> => {
  const { at } = context
  const set = (checklist: Requirement.Checklist): Requirement.Checklist => ({
    ...checklist,
    items: { ...checklist.items, [item]: { state, at } }
  })
  const recorded = (checklist: Requirement.Checklist): Certification.Event => ({
    ...{ _tag: "ChecklistRecorded", agentId, item, checklist }
  })
  if (Certification.isHeld(certification)) return [recorded(set(certification.upkeep ?? Upkeep.takenOver))]
  if (certification._tag !== "Pending" && certification._tag !== "Eligible") return []
  const checklist = set(certification.checklist)
  const complete = Requirement.isComplete(checklist)
  if (complete === (certification._tag === "Eligible")) return [recorded(checklist)]
  const to = complete
    ? ({ _tag: "Eligible", since: at, checklist } as const)
    : Certification.pending(checklist, context)
  return [recorded(checklist), Certification.moved(agentId, certification, complete ? "complete" : "reopen", to)]
}

const report = (
  { agentId, change, happenedOn }: Command & { readonly _tag: "ReportAgentChange" },
  { agent, holder }: Facts,
  context: Context
): Decision<Event> => {
  const { certification } = agent
  const today = Dates.on(context.at, context.policy.timeZone)
  if (Certification.isOver(certification))
    return Machine.notAllowedFrom("AGT-21")("certification", certification._tag, "report")
  const refused = firstRefusal(
    today < happenedOn && changeAhead({ agentId, happenedOn, today }),
    change._tag === "Licence" && Licence.misshapen(change.number, context.policy),
    holder !== undefined && licenceInUse({ agentId })
  )
  if (refused) return refused
  // A number that was told by mistake is put right by telling the one that is held.
  const told = agent.reports?.licence?.number
  const corrects = change._tag === "Licence" && told !== undefined && told !== change.number
  if (known(change, agent) && !corrects) return nothing
  const about = aboutOf[change._tag]
  const late = Dates.plusDays(happenedOn, context.policy.changeReportDays) < today
  // What nobody has looked at yet stands open anyway.
  const check = stateOfCheck(agent)
  const reopens = withRegulator.includes(about) && (check === "Met" || check === "Waived")
  const entry: Report = {
    happenedOn,
    reportedOn: today,
    // What came late once is looked at, whatever came after it.
    ...(late || agent.reports?.[about]?.late === true ? { late: true } : {}),
    ...(change._tag === "Licence" ? { number: change.number } : {}),
    ...(reopens || (withRegulator.includes(about) && isReopened(agent)) ? { reopened: true } : {})
  }
  return acceptAll<Event>([
    { _tag: "AgentChangeReported", agentId, about, report: entry, ...(change._tag === "Licence" ? {} : { change }) },
    ...(reopens ? checked(agent, "InProgress", context) : [])
  ])
}

const review = (
  { about, agentId }: Command & { readonly _tag: "ReviewAgentChange" },
  { agent }: Facts,
  context: Context
): Decision<Event> => {
  const { licence, reports = {} } = agent
  const entry = reports[about]
  if (entry === undefined) return nothingReported({ agentId, about })
  const today = Dates.on(context.at, context.policy.timeZone)
  if (entry.number !== undefined && !(licence.number === entry.number && Licence.isGoodOn(licence, today)))
    return licenceNotConfirmed({ agentId, reported: entry.number })
  const closes = entry.reopened === true && !isReopened(agent, about) && stateOfCheck(agent) === "InProgress"
  return acceptAll<Event>([
    { _tag: "AgentChangeReviewed", agentId, about },
    ...(closes ? checked(agent, "Met", context) : [])
  ])
}

/**
 * Decides about a report, which is late after the days of the policy and marked so, or about its review, which takes the
 * mark away and meets the licence check again when nothing else waits for it.
 *
 * **Rules**: AGT-01, AGT-21.
 *
 * @category machine
 */
export const decide = (command: Command, facts: Facts, context: Context): Decision<Event> =>
  command._tag === "ReportAgentChange" ? report(command, facts, context) : review(command, facts, context)
