/**
 * An agent: the licensed person, with profile and certification.
 *
 * The person's place in an agency is `Employment`; the steps of certification are `Certification`.
 *
 * @since 0.1.0
 */
import type { File } from "./AgencyDocument.ts"
import { type About, type Days, dueOn } from "./AgentDiary.ts"
import type { CalendarDate, Instant } from "./CalendarDate.ts"
import * as Certification from "./Certification.ts"
import type { Email, Language, Name, Phone } from "./Contact.ts"
import * as Format from "./Format.ts"
import type { AgencyId, AgentId, Branded, SiteId } from "./Id.ts"
import type { Licence, LicenceNumber, Npn } from "./Licence.ts"
import { type Refusal, reason } from "./Refusal.ts"
import { type Site, unknownSite } from "./Site.ts"

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
  },
  Format.severalLines
)

/** Kinds of files that a photo may be. @category models */
export const photoTypes = ["image/jpeg", "image/png"] as const
/** Largest photo in bytes: 5 MB. @category models */
export const mostPhotoBytes = 5_000_000

/**
 * A photo of an agent, for everybody to see: a file that the host keeps, as it keeps documents, and shows on its own pages.
 *
 * **Gotchas**: a sender may name any file. The host hands out to the public only files that came to it as photos, and takes out
 * of them what nobody should see, such as where they were taken.
 *
 * @category models
 */
export interface Photo extends File {
  readonly mediaType: (typeof photoTypes)[number]
  /** Size, 1 to `mostPhotoBytes`. */
  readonly bytes: number
}

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
  /** What the agent helps with; an empty list says no more than none. */
  readonly expertise?: ReadonlyArray<Expertise>
  readonly bio?: Bio
  readonly photo?: Photo
  /** Whether the agent can be met in the evening or at weekends. */
  readonly eveningsAndWeekends?: boolean
  /** At which sites of the agency the agent can be met; absent, as an empty list, where it is at all of them. */
  readonly siteIds?: ReadonlyArray<SiteId>
}

/** How far the appointment of an agent by a carrier is. @category models */
export const appointmentStates = ["applied", "appointed", "ended"] as const
/** Most carriers that are kept for an agent. @category models */
export const mostAppointments = 200

/** That a carrier lets an agent sell its plans, or is asked to, or did. @category models */
export interface CarrierAppointment {
  readonly carrier: string
  readonly status: (typeof appointmentStates)[number]
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
  /** Each carrier once; absent, as an empty list, where nothing is known. */
  readonly carrierAppointments?: ReadonlyArray<CarrierAppointment>
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

/** Why an account is locked. @rule AGT-20 @category models */
export type LockReason = "sign-in-failed" | "credentials-at-risk" | "unusual-activity" | "shared-login"

/** Since when an account is open or locked, and if locked, why. @rule SEC-01 @category models */
export interface Access {
  readonly since: Instant
  readonly reason?: LockReason
}

/** A licensed person known to the exchange. @category models */
export interface Agent extends Profile, Days {
  readonly agentId: AgentId
  /** The agency whose sites `siteIds` names: another agency may have other sites of the same identifiers. */
  readonly sitesOf?: AgencyId
  /** Whether the registry of producers has the number for this person; absent while nobody has asked it. @rule AGT-14 */
  readonly npnCheck?: "confirmed" | "differs"
  /** What waits for the exchange to look at it. @rule AGT-21 */
  readonly reports?: { readonly [R in Reported]?: Report }
  /** Whether the person's account is locked. @rule EMP-02 */
  readonly locked: boolean
  /** Absent while the account was never locked by a command. @rule SEC-01 */
  readonly access?: Access
  /** The next day on which the daily run has something to do, as `AgentDiary.dueOn` tells it; kept so that a store can find it. */
  readonly dueOn?: CalendarDate
}

/** Something happened to an agent. @category models */
export type Event =
  | { readonly _tag: "AgentAdded"; readonly agent: Agent }
  | { readonly _tag: "AgentLocked"; readonly agentId: AgentId; readonly locked: boolean; readonly access?: Access }
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
  | {
      readonly _tag: "AgentProfileEdited"
      readonly agentId: AgentId
      readonly profile: Shown
      /** There where the profile names sites. */
      readonly sitesOf?: AgencyId
    }
  | {
      readonly _tag: "CarrierAppointmentsSet"
      readonly agentId: AgentId
      readonly appointments: ReadonlyArray<CarrierAppointment>
    }
  | {
      readonly _tag: "AgentLoginChanged"
      readonly agentId: AgentId
      /** Not `from`, which is a state wherever it stands and is shown on trails. */
      readonly formerEmail: Email
      readonly loginEmail: Email
    }
  | Certification.Event

const withoutAccess = ({ access: _, ...agent }: Agent): Agent => agent
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
      // Who is certified again keeps the clients who are still there; whom an agency keeps of somebody who was certified
      // all along waits for the day. @rule EMP-04
      const held = Certification.isHeld(agent.certification)
      const good = held ? withoutGrace(next) : withoutDisposition(withoutGrace(next))
      return isLonger(agent, certification) ? renewed(good) : good
    }
    case "Suspended":
      return isLonger(agent, certification) ? renewed(next) : next
    default:
      return renewed(withoutGrace(next))
  }
}

/** Somebody is to be listed whom nobody could reach. @category errors */
export const listedWithoutContact = /*#__PURE__*/ reason(
  "ListedWithoutContact",
  "DEL-02",
  (f: { readonly agentId: AgentId; readonly missing: ReadonlyArray<"publicEmail" | "publicPhone"> }) =>
    `agent \`${f.agentId}\` is to be in the directory without ${f.missing.map((field) => `\`${field}\``).join(" and ")}`,
  "give a public e-mail address and telephone number, or set `listInDirectory` to false until there are both"
)

/**
 * The refusal of whoever is to be in the directory and could not be reached, however the profile comes.
 *
 * @rule DEL-02
 * @category queries
 */
export const unreachable = (
  agentId: AgentId,
  shown: Pick<Shown, "listInDirectory" | "publicEmail" | "publicPhone">
): Refusal | undefined => {
  const missing = (["publicEmail", "publicPhone"] as const).filter((field) => shown[field] === undefined)
  return shown.listInDirectory && missing.length > 0 ? listedWithoutContact({ agentId, missing }) : undefined
}

/** Sites are named for somebody who works for no agency. @category errors */
export const sitesWithoutAgency = /*#__PURE__*/ reason(
  "SitesWithoutAgency",
  "AGY-08",
  (f: { readonly agentId: AgentId; readonly siteId: SiteId }) =>
    `agent \`${f.agentId}\` works for no agency that could have the site \`${f.siteId}\``,
  "leave `siteIds` out until the agent works for an agency"
)

/**
 * The refusal of whoever is to be met at a site that the agency does not have, however the profile comes.
 *
 * @rule AGY-08
 * @category queries
 */
export const misplaced = (
  agentId: AgentId,
  { siteIds = [] }: Pick<Shown, "siteIds">,
  agency: { readonly agencyId: AgencyId; readonly sites: ReadonlyArray<Pick<Site, "siteId">> } | undefined
): Refusal | undefined => {
  const siteId = siteIds.find((named) => agency?.sites.some((site) => site.siteId === named) !== true)
  if (siteId === undefined) return undefined
  return agency === undefined
    ? sitesWithoutAgency({ agentId, siteId })
    : unknownSite({ agencyId: agency.agencyId, siteId })
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
  photo: _photo,
  publicEmail: _email,
  publicPhone: _phone,
  siteIds: _sites,
  sitesOf: _sitesOf,
  ...others
}: Agent) => others

// A store may give back the fields of a file in another order.
const photoOf = ({ bytes, documentId, mediaType, name, sha256 }: Photo): Photo => ({
  ...{ documentId, name, mediaType, bytes, sha256 }
})

/** What an agent shows to consumers, in one form for what means the same: an empty list is none. @category queries */
export const shownOf = (agent: Shown): Shown => {
  const {
    bio: said,
    clientsServed,
    eveningsAndWeekends,
    expertise = [],
    photo,
    publicEmail,
    publicPhone,
    siteIds = []
  } = agent
  return {
    languages: agent.languages,
    acceptsNewClients: agent.acceptsNewClients,
    listInDirectory: agent.listInDirectory,
    ...(publicEmail === undefined ? {} : { publicEmail }),
    ...(publicPhone === undefined ? {} : { publicPhone }),
    ...(clientsServed === undefined ? {} : { clientsServed }),
    ...(expertise.length === 0 ? {} : { expertise }),
    ...(said === undefined ? {} : { bio: said }),
    ...(photo === undefined ? {} : { photo: photoOf(photo) }),
    ...(eveningsAndWeekends === undefined ? {} : { eveningsAndWeekends }),
    ...(siteIds.length === 0 ? {} : { siteIds })
  }
}

/** A new agent of an agency. @category constructors */
export const make = (
  { siteIds = [], ...profile }: Profile,
  agentId: AgentId,
  agencyId: AgencyId,
  certification: Certification.Certification
): Agent => ({
  ...profile,
  ...(siteIds.length === 0 ? {} : { siteIds, sitesOf: agencyId }),
  agentId,
  certification,
  locked: false
})

/** The agent as an agency knows the agent: without the sites at which the agent could be met in another one. @category transforms */
export const asOf = (agent: Agent, agencyId: AgencyId): Agent => {
  if (agent.sitesOf === agencyId) return agent
  const { siteIds: _, sitesOf: _of, ...others } = agent
  return others
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
      return { ...withoutAccess(known), locked: event.locked, ...(event.access && { access: event.access }) }
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
      return { ...kept(known), ...event.profile, ...(event.sitesOf && { sitesOf: event.sitesOf }) }
    case "CarrierAppointmentsSet":
      return { ...known, carrierAppointments: event.appointments }
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
