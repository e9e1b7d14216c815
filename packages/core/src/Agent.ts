/**
 * An agent: the licensed person, with profile and certification.
 *
 * The person's place in an agency is `Employment`; the steps of certification are `Certification`.
 *
 * @since 0.1.0
 */
import { type About, type Days, dueOn } from "./AgentDiary.ts"
import type { CalendarDate } from "./CalendarDate.ts"
import * as Certification from "./Certification.ts"
import type { Email, Language, Name, Phone } from "./Contact.ts"
import * as Format from "./Format.ts"
import type { AgentId, Branded } from "./Id.ts"
import type { Licence, LicenceNumber, Npn } from "./Licence.ts"

/** What an agent helps with. @category models */
export const expertises = ["health", "dental", "vision", "life", "medicare", "medicaid", "chip"] as const
/** One thing an agent helps with. @category models */
export type Expertise = (typeof expertises)[number]

/** What an agent says of the own work: plain text of at most 1,000 characters. @category models */
export type Bio = Branded<"Bio">

/** Format of what an agent says of the own work; a line break is kept. @category decoding */
export const bio: Format.Format<Bio> = /*#__PURE__*/ Format.make(
  "bio",
  "plain text of 1 to 1,000 characters",
  "write a few sentences without markup and control characters",
  (text) => {
    const trimmed = text.trim()
    const flat = trimmed.replace(/\r?\n/g, " ")
    return flat.length > 0 && flat.length <= 1_000 && Format.isPlainText(flat) ? (trimmed as Bio) : undefined
  }
)

/** What an agent shows to consumers, and may change at any time. @category models */
export interface Shown {
  readonly publicEmail?: Email
  readonly publicPhone?: Phone
  /** Languages of the agent, at least one. */
  readonly languages: ReadonlyArray<Language>
  readonly acceptsNewClients: boolean
  /** Whom the agent works for; absent where nobody has said, and then everybody. */
  readonly clientsServed?: "individuals" | "employers" | "both"
  readonly listInDirectory: boolean
  readonly expertise?: ReadonlyArray<Expertise>
  readonly bio?: Bio
  /** Whether the agent can be met in the evening or at weekends. */
  readonly eveningsAndWeekends?: boolean
}

/** What an agency enters about an agent. @category models */
export interface Profile extends Shown {
  readonly name: Name
  readonly licence: Licence
  readonly npn: Npn
  /** Private address for login and notices; unique. */
  readonly loginEmail: Email
  /** County and city in which the agent is listed. */
  readonly place: { readonly city: string; readonly county: string }
}

/** What an agent reports when it changes. @rule AGT-21 @category models */
export type Reported = "name" | "licence" | "address"

/** What an agent has reported, until the exchange has looked at it. @rule AGT-21 @category models */
export interface Report {
  readonly happenedOn: CalendarDate
  readonly reportedOn: CalendarDate
  /** Whether it came after the days of the policy. */
  readonly late?: true
  /** The new licence number, which counts when the regulator confirms it. */
  readonly number?: LicenceNumber
  /** Whether the licence check stands open for it. */
  readonly reopened?: true
}

/** A licensed person known to the exchange. @category models */
export interface Agent extends Profile, Days {
  readonly agentId: AgentId
  /** Whether the registry of producers has the number for this person; absent while nobody has asked it. @rule AGT-14 */
  readonly npnCheck?: "confirmed" | "differs"
  /** What waits for the exchange to look at it. @rule AGT-21 */
  readonly reports?: { readonly [R in Reported]?: Report }
  /** Whether the host has locked the person's account. @rule EMP-02 */
  readonly locked: boolean
  /** The next day on which the daily run has something to do, as `AgentDiary.dueOn` tells it; kept so that a store can find it. */
  readonly dueOn?: CalendarDate
}

/** Something happened to an agent. @category models */
export type Event =
  | { readonly _tag: "AgentAdded"; readonly agent: Agent }
  | { readonly _tag: "AgentLocked"; readonly agentId: AgentId; readonly locked: boolean }
  | { readonly _tag: "DispositionOpened"; readonly agentId: AgentId; readonly until: CalendarDate }
  | { readonly _tag: "DispositionClosed"; readonly agentId: AgentId }
  | { readonly _tag: "TermEnded"; readonly agentId: AgentId; readonly until: CalendarDate }
  | {
      readonly _tag: "AgentReminded"
      readonly agentId: AgentId
      readonly about: About
      readonly on: CalendarDate
    }
  | {
      readonly _tag: "AgentChangeReported"
      readonly agentId: AgentId
      readonly about: Reported
      readonly report: Report
      /** What counts from now on. */
      readonly change?:
        | { readonly _tag: "Name"; readonly name: Name }
        | { readonly _tag: "Address"; readonly place: Profile["place"] }
    }
  | { readonly _tag: "AgentChangeReviewed"; readonly agentId: AgentId; readonly about: Reported }
  | { readonly _tag: "AgentProfileEdited"; readonly agentId: AgentId; readonly profile: Shown }
  | { readonly _tag: "AgentLoginChanged"; readonly agentId: AgentId; readonly from: Email; readonly loginEmail: Email }
  | Certification.Event

const unchecked = ({ npnCheck: _, ...agent }: Agent): Agent => agent
const withoutDisposition = ({ dispositionUntil: _, ...agent }: Agent): Agent => agent
const withoutGrace = ({ licenceUntil: _, ...agent }: Agent): Agent => agent
const renewed = ({ renewUntil: _, ...agent }: Agent): Agent => agent

const isLonger = (
  { certification: before }: Agent,
  { term }: Certification.Certification & { readonly _tag: "Certified" | "Suspended" }
): boolean => !("term" in before) || before.term.until < term.until

const certified = (agent: Agent, certification: Certification.Certification): Agent => {
  const next = { ...agent, certification }
  switch (certification._tag) {
    case "Certified": {
      // Who is certified again keeps the clients who are still there.
      const good = withoutDisposition(withoutGrace(next))
      return isLonger(agent, certification) ? renewed(good) : good
    }
    case "Suspended":
      return isLonger(agent, certification) ? renewed(next) : next
    default:
      return renewed(withoutGrace(next))
  }
}

/** What is private, or known to the regulator, or comes from the exchange: everything but what is shown. */
const kept = ({
  acceptsNewClients: _clients,
  bio: _bio,
  clientsServed: _served,
  eveningsAndWeekends: _hours,
  expertise: _expertise,
  languages: _languages,
  listInDirectory: _listed,
  publicEmail: _email,
  publicPhone: _phone,
  ...others
}: Agent) => others

/** What an agent shows to consumers. @category queries */
export const shownOf = (agent: Agent): Shown => {
  const { bio: said, clientsServed, eveningsAndWeekends, expertise, publicEmail, publicPhone } = agent
  return {
    languages: agent.languages,
    acceptsNewClients: agent.acceptsNewClients,
    listInDirectory: agent.listInDirectory,
    ...(publicEmail === undefined ? {} : { publicEmail }),
    ...(publicPhone === undefined ? {} : { publicPhone }),
    ...(clientsServed === undefined ? {} : { clientsServed }),
    ...(expertise === undefined ? {} : { expertise }),
    ...(said === undefined ? {} : { bio: said }),
    ...(eveningsAndWeekends === undefined ? {} : { eveningsAndWeekends })
  }
}

const reviewed = ({ reports = {}, ...agent }: Agent, about: Reported): Agent => {
  const { [about]: _, ...others } = reports
  return Object.keys(others).length === 0 ? agent : { ...agent, reports: others }
}

const next = (agent: Agent | undefined, event: Event): Agent => {
  if (event._tag === "AgentAdded") return event.agent
  const known = agent as Agent
  switch (event._tag) {
    case "AgentLocked":
      return { ...known, locked: event.locked }
    case "LicenceRecorded": {
      const { licence, npn = known.npn, npnCheck, until } = event
      return {
        // What was found out about one number says nothing of another.
        ...withoutGrace(npn === known.npn ? known : unchecked(known)),
        licence,
        npn,
        ...(npnCheck === undefined ? {} : { npnCheck }),
        ...(until === undefined ? {} : { licenceUntil: until })
      }
    }
    case "LicenceLapsed":
      return { ...known, licenceUntil: event.until }
    case "DispositionOpened":
      return { ...known, dispositionUntil: event.until }
    case "DispositionClosed":
      return withoutDisposition(known)
    case "TermEnded":
      return { ...known, renewUntil: event.until }
    case "AgentReminded":
      return { ...known, reminded: { ...known.reminded, [event.about]: event.on } }
    case "AgentChangeReported": {
      const { about, change, report } = event
      const told = change === undefined ? {} : change._tag === "Name" ? { name: change.name } : { place: change.place }
      return { ...known, ...told, reports: { ...known.reports, [about]: report } }
    }
    case "AgentProfileEdited":
      return { ...kept(known), ...event.profile }
    case "AgentLoginChanged":
      return { ...known, loginEmail: event.loginEmail }
    case "AgentChangeReviewed":
      return reviewed(known, event.about)
    case "CertificationMoved":
    case "ChecklistRecorded":
    case "ReconsiderationRecorded":
      return certified(known, Certification.evolve(known.certification, event))
  }
}

/** Applies an event to an agent; never fails. @category machine */
export const evolve = (agent: Agent | undefined, event: Event): Agent => {
  const { dueOn: _, ...after } = next(agent, event)
  const due = dueOn(after)
  return due === undefined ? after : { ...after, dueOn: due }
}
