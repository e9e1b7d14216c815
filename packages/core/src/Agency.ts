/**
 * An agency: the contracting business, its managers and its certification.
 *
 * @since 0.1.0
 */
import * as Actor from "./Actor.ts"
import * as AgencyAgreement from "./AgencyAgreement.ts"
import * as AgencyBusiness from "./AgencyBusiness.ts"
import * as AgencyCertification from "./AgencyCertification.ts"
import * as AgencyChange from "./AgencyChange.ts"
import * as AgencyDocument from "./AgencyDocument.ts"
import * as AgencyLapse from "./AgencyLapse.ts"
import * as AgencyManager from "./AgencyManager.ts"
import * as AgencyName from "./AgencyName.ts"
import { type AgencyReason, reasonOfAnother } from "./AgencyReason.ts"
import type { Agent, Event as AgentEvent, Profile } from "./Agent.ts"
import { make as makeAgent, misplaced, unreachable } from "./Agent.ts"
import type { Differing } from "./AgentOfRecord.ts"
import type { CalendarDate } from "./CalendarDate.ts"
import * as Dates from "./CalendarDate.ts"
import * as Certification from "./Certification.ts"
import { type BusinessName, callName, type Email, type Name, type Phone, type PostalAddress } from "./Contact.ts"
import { accept, type Context, type Decision, firstRefusal } from "./Decider.ts"
import * as Employment from "./Employment.ts"
import type * as FailingEmployer from "./FailingEmployer.ts"
import type { AgencyId, AgentId } from "./Id.ts"
import * as Licence from "./Licence.ts"
import * as Machine from "./Machine.ts"
import { reason } from "./Refusal.ts"
import * as Site from "./Site.ts"
import type { Staff } from "./Staff.ts"

/** How the public and the exchange reach an agency; the agency changes it by itself. @category models */
export interface Contact {
  /** Shown to the public. */
  readonly publicName: BusinessName
  readonly email: Email
  readonly phone: Phone
}

/** What an agency tells about itself when it is opened. @category models */
export interface Details extends Contact, AgencyChange.Identity, AgencyBusiness.Business {
  /** Address of the primary site. */
  readonly site: PostalAddress
}

/** Second half of the name that an independent agent's agency is given. @category models */
export const callings = ["Insurance", "Agency"] as const

/** What an agency tells when it is opened; an independent agent need not name it. @rule AGY-15 @category models */
export interface Opening extends Omit<Details, "legalName" | "publicName"> {
  readonly legalName?: BusinessName
  readonly publicName?: BusinessName
  /** How an agency without a name is called after its agent; by default `Insurance`. */
  readonly namedAs?: (typeof callings)[number]
}

/** A contracting agency. @category models */
export interface Agency
  extends Omit<Details, "site">,
    AgencyChange.Kept,
    AgencyLapse.Kept,
    AgencyManager.Kept,
    AgencyName.Kept {
  readonly agencyId: AgencyId
  readonly sites: Site.Sites
  readonly documents: ReadonlyArray<AgencyDocument.Held>
  readonly certification: AgencyCertification.AgencyCertification
  /** The agreement in force or the last one. */
  readonly agreement?: AgencyAgreement.Agreement
  /** The next day on which the daily run has something to do; kept so that a store can find it. */
  readonly dueOn?: CalendarDate
  /** The latest day for which the agency was told of agents of record who differ from the delegates. */
  readonly agentsOfRecordReportedOn?: CalendarDate
  /** The latest day on which the agents who serve employers were told of the yearly window. */
  readonly smallBusinessToldOn?: CalendarDate
}

/** A step in the life of an agency. @category models */
export type Command =
  | {
      readonly _tag: "OpenAgency"
      readonly agencyId: AgencyId
      readonly details: Opening
      readonly managerId: AgentId
      readonly manager: Profile
    }
  | { readonly _tag: "UploadAgencyDocument"; readonly agencyId: AgencyId; readonly document: AgencyDocument.Document }
  | { readonly _tag: "SubmitAgency"; readonly agencyId: AgencyId }
  | ({
      readonly _tag: "CertifyAgency"
      readonly agencyId: AgencyId
      /** Term of the primary manager, who is certified in the same step when only eligible. */
      readonly managerTerm?: Certification.Term
    } & Certification.Following)
  | { readonly _tag: "SuspendAgency"; readonly agencyId: AgencyId; readonly reason: AgencyReason }
  | { readonly _tag: "ReinstateAgency"; readonly agencyId: AgencyId }

/** Something happened to an agency. @category models */
export type Event =
  | { readonly _tag: "AgencyOpened"; readonly agency: Agency }
  | AgencyAgreement.Event
  | AgencyBusiness.Event
  | AgencyChange.Event
  | AgencyDocument.Event
  | AgencyLapse.Event
  | AgencyManager.Event
  | FailingEmployer.Event
  | Site.Event
  | {
      readonly _tag: "AgentsOfRecordReported"
      readonly agencyId: AgencyId
      readonly on: CalendarDate
      readonly differing: ReadonlyArray<Differing>
    }
  | { readonly _tag: "AgencyContactChanged"; readonly agencyId: AgencyId; readonly contact: Contact }
  | {
      readonly _tag: "AgencyCertificationMoved"
      readonly agencyId: AgencyId
      readonly trigger: (typeof AgencyCertification.machine)["triggers"][number]
      readonly from: AgencyCertification.AgencyCertification["_tag"]
      readonly to: AgencyCertification.AgencyCertification
    }

/** What a decision about an agency looks at. @category models */
export interface Facts {
  readonly agency: Agency | undefined
  /** Another agency with the same FEIN that is submitted and not over, if there is one. */
  readonly sameFein: Agency | undefined
  /** Another agency with the same licence number that is submitted and not over, if there is one. */
  readonly sameLicence?: Agency | undefined
  /** Another one of these whose name one of this agency imitates, if there is one. */
  readonly imitated?: AgencyName.Names | undefined
  /** The primary manager and the manager's place in the agency. */
  readonly manager: Agent | undefined
  /** Agents with a new manager's national producer number and with the manager's address for login, if there are any. */
  readonly sameNpn: Agent | undefined
  readonly sameEmail: Agent | undefined
  readonly managerEmployment: Employment.Employment | undefined
  /** An open employment of the manager elsewhere. */
  readonly openEmployment: Employment.Employment | undefined
  /** Whoever holds the new manager's e-mail address as staff. */
  readonly staff?: Staff | undefined
}

/** Another live agency has this FEIN. @category errors */
export const feinInUse = /*#__PURE__*/ reason(
  "FeinInUse",
  "AGY-07",
  (f: { readonly agencyId: AgencyId }) => `the FEIN of agency \`${f.agencyId}\` belongs to a live agency already`,
  "ask the exchange to add you to the existing agency"
)
/** Another live agency has this licence number. @category errors */
export const licenceTaken = /*#__PURE__*/ reason(
  "AgencyLicenceInUse",
  "AGY-16",
  (f: { readonly agencyId: AgencyId }) =>
    `the licence number of agency \`${f.agencyId}\` belongs to a live agency already`,
  "ask the exchange to add you to the existing agency"
)
/** The identifier is taken. @category errors */
export const agencyExists = /*#__PURE__*/ reason(
  "AgencyExists",
  "AGY-07",
  (f: { readonly agencyId: AgencyId }) => `agency \`${f.agencyId}\` exists already`,
  "choose another identifier"
)
/** There is no such agency. @category errors */
export const unknownAgency = /*#__PURE__*/ reason(
  "UnknownAgency",
  "AGY-01",
  (f: { readonly agencyId: AgencyId }) => `there is no agency \`${f.agencyId}\``,
  "look the agency up in the directory of agencies"
)
/** The agency has ended; nothing about it changes any more. @category errors */
export const agencyOver = /*#__PURE__*/ reason(
  "AgencyOver",
  "AGY-09",
  (f: { readonly agencyId: AgencyId }) => `agency \`${f.agencyId}\` has ended`,
  "open a new agency"
)
/** The agreement is not signed by somebody who may bind the agency, or is over. @category errors */
export const agreementNotSigned = /*#__PURE__*/ reason(
  "AgreementNotSigned",
  "AGY-05",
  (f: { readonly agencyId: AgencyId }) => `agency \`${f.agencyId}\` has no agreement that is signed and in force`,
  "have the agreement signed by whoever may bind the agency"
)
const required = ["e-and-o", "payee-data"] as const

/**
 * The names of an agency that is opened: as told, or after the independent agent; without a public name the legal one is
 * shown.
 *
 * @rule AGY-15
 * @category constructors
 */
export const named = ({ namedAs = "Insurance", ...opening }: Opening, agent: Name): Details => {
  // Two parts of at most 60 letters and a word: never longer than a business name.
  const legalName = opening.legalName ?? (`${callName(agent)} ${namedAs}` as BusinessName)
  return { ...opening, legalName, publicName: opening.publicName ?? legalName }
}

/** An agency as it begins: one site, no documents. @category constructors */
export const make = (
  { site, ...details }: Details,
  agencyId: AgencyId,
  managers: ReadonlyArray<AgentId>,
  certification: AgencyCertification.AgencyCertification
): Agency => ({
  ...details,
  ...AgencyBusiness.businessOf(details),
  agencyId,
  sites: [Site.first(details.publicName, site)],
  managers,
  documents: [],
  certification
})

/** The event of a step of an agency's certification. @category constructors */
export const moved = (
  agency: Agency,
  trigger: (typeof AgencyCertification.machine)["triggers"][number],
  to: AgencyCertification.AgencyCertification
): Event => ({
  _tag: "AgencyCertificationMoved",
  agencyId: agency.agencyId,
  trigger,
  from: agency.certification._tag,
  to
})

/**
 * The agent on record whom the exchange opens an agency for: named by identifier and by both numbers. Nobody else may, or
 * anybody could bind a stranger to an agency. @rule AGY-01 EMP-06
 */
const founderOf = (
  { manager, managerId }: Command & { readonly _tag: "OpenAgency" },
  facts: Facts,
  { actor }: Context
) =>
  actor._tag === "Exchange" &&
  facts.manager?.agentId === managerId &&
  facts.manager.licence.number === manager.licence.number &&
  facts.manager.npn === manager.npn
    ? facts.manager
    : undefined

const open = (
  command: Command & { readonly _tag: "OpenAgency" },
  facts: Facts,
  context: Context
): Decision<Event | AgentEvent | Employment.Event> => {
  const { agencyId, details, manager, managerId } = command
  const { at, policy } = context
  const founder = founderOf(command, facts, context)
  const certification = { _tag: "Incomplete", since: at } as const
  const { name } = founder ?? manager
  const opened = {
    _tag: "AgencyOpened",
    agency: make(named(details, name), agencyId, [managerId], certification)
  } as const
  const refused = firstRefusal(
    Licence.misshapen(details.licenceNumber, policy),
    Licence.misshapen(manager.licence.number, policy),
    // Whoever is on record keeps what is shown now; what is sent with the name counts for nothing.
    founder === undefined && (unreachable(managerId, manager) ?? misplaced(managerId, manager, opened.agency)),
    facts.agency !== undefined && agencyExists({ agencyId }),
    facts.sameFein !== undefined && feinInUse({ agencyId }),
    facts.sameLicence !== undefined && licenceTaken({ agencyId }),
    founder === undefined
      ? Employment.knownPerson(managerId, {
          person: facts.manager !== undefined,
          npn: facts.sameNpn !== undefined,
          email: facts.sameEmail !== undefined
        })
      : !Certification.isCertifiedOn(founder.certification, Dates.on(at, policy.timeZone)) &&
          Employment.nothingToTakeAlong({ agentId: managerId }),
    facts.openEmployment !== undefined && Employment.employedElsewhere({ agentId: managerId }),
    Employment.staffRole(managerId, facts.staff)
  )
  if (refused) return refused
  // Whoever is certified keeps certification and record; the exchange looks the place over with the agency.
  if (founder !== undefined)
    return accept<Event | AgentEvent | Employment.Event>(
      opened,
      Employment.associated(managerId, agencyId, at, undefined)
    )
  return accept<Event | AgentEvent | Employment.Event>(
    opened,
    { _tag: "AgentAdded", agent: makeAgent(manager, managerId, agencyId, certification) },
    Employment.invited(managerId, agencyId, at)
  )
}

// Whose place was declined or withdrawn may be certified still, and work elsewhere.
const withoutPlace = ({ managerEmployment }: Facts): boolean =>
  managerEmployment === undefined || managerEmployment.state === "Inactive"

const submit = (agency: Agency, facts: Facts, context: Context): Decision<Event | AgentEvent> => {
  const { agencyId } = agency
  const today = Dates.on(context.at, context.policy.timeZone)
  const missing = AgencyDocument.missing(agency.documents, required, today)
  const untold = AgencyBusiness.missing(agency)
  const manager = facts.manager as Agent
  const state = manager.certification._tag
  const refused = firstRefusal(
    Machine.refusal(AgencyCertification.machine, agency.certification._tag, "submit"),
    untold.length > 0 && AgencyBusiness.notDescribed({ agencyId, missing: untold }),
    // A draft holds no number: whoever submits first is the agency that has it.
    facts.sameFein !== undefined && feinInUse({ agencyId }),
    facts.sameLicence !== undefined && licenceTaken({ agencyId }),
    facts.imitated !== undefined && AgencyName.nameImitates({ agencyId }),
    missing.length > 0 && AgencyDocument.documentsMissing({ agencyId, missing }),
    state === "Discarded" && AgencyManager.managerNotReady({ agencyId, state }),
    withoutPlace(facts) && AgencyManager.managerNotThere({ agencyId })
  )
  if (refused) return refused
  const event = moved(agency, "submit", { _tag: "Pending", since: context.at })
  if (state !== "Incomplete") return accept(event)
  const submitted = Certification.submit(manager.agentId, manager.certification, context)
  return submitted._tag === "Refused" ? submitted : accept<Event | AgentEvent>(event, ...submitted.events)
}

const certify = (
  command: Command & { readonly _tag: "CertifyAgency" },
  agency: Agency,
  facts: Facts,
  context: Context
): Decision<Event | AgentEvent | Employment.Event> => {
  const { agencyId } = agency
  const manager = facts.manager as Agent
  const today = Dates.on(context.at, context.policy.timeZone)
  const missing = AgencyDocument.missing(agency.documents, required, today)
  const state = manager.certification._tag
  const refused = firstRefusal(
    Machine.refusal(AgencyCertification.machine, agency.certification._tag, "certify"),
    // Two that were submitted at the same moment have not seen each other.
    facts.imitated !== undefined && AgencyName.nameImitates({ agencyId }),
    missing.length > 0 && AgencyDocument.documentsMissing({ agencyId, missing }),
    !AgencyAgreement.isInForceOn(agency.agreement, today) && agreementNotSigned({ agencyId }),
    !(
      Certification.isCertifiedOn(manager.certification, today) ||
      (state === "Eligible" && command.managerTerm !== undefined)
    ) && AgencyManager.managerNotReady({ agencyId, state }),
    withoutPlace(facts) && AgencyManager.managerNotThere({ agencyId }),
    Certification.unlicensed(manager.agentId, manager.licence, today)
  )
  if (refused) return refused
  const event = moved(agency, "certify", { _tag: "Certified", since: context.at })
  const place = facts.managerEmployment
  if (state === "Certified")
    return place?.review === true
      ? accept<Event | AgentEvent | Employment.Event>(event, Employment.reviewed(place, "approve", context))
      : accept(event)
  const certified = Certification.certify(
    { _tag: "CertifyAgent", agentId: manager.agentId, term: command.managerTerm as Certification.Term },
    { certification: manager.certification, licence: manager.licence, agencyCertified: true },
    context
  )
  if (certified._tag === "Refused") return certified
  const activated = Employment.activated(facts.managerEmployment as Employment.Employment, context)
  return accept<Event | AgentEvent | Employment.Event>(event, ...certified.events, ...activated)
}

const reinstate = (agency: Agency, context: Context): Decision<Event> => {
  const { agencyId, agreement, withoutManager } = agency
  const today = Dates.on(context.at, context.policy.timeZone)
  const missing = AgencyDocument.missing(agency.documents, required, today)
  // A roster that was taken over comes without documents; what was handed in here must be current.
  const lapsed = missing.filter((type) => agency.documents.some((document) => document.type === type))
  return (
    firstRefusal(
      Machine.refusal(AgencyCertification.machine, agency.certification._tag, "reinstate"),
      withoutManager !== undefined && AgencyManager.noCertifiedManager({ agencyId }),
      lapsed.length > 0 && AgencyDocument.documentsMissing({ agencyId, missing: lapsed }),
      agreement !== undefined && !AgencyAgreement.isInForceOn(agreement, today) && agreementNotSigned({ agencyId })
    ) ?? accept(moved(agency, "reinstate", { _tag: "Certified", since: context.at }))
  )
}

/**
 * Decides a step in the life of an agency. Agency and manager are opened, submitted and certified together. For somebody on
 * record who is certified and works nowhere the exchange opens it, naming the person by identifier and both numbers; the
 * record stays as it is, and the place is approved with the agency.
 *
 * **Rules**: AGT-03, AGT-20, AGY-01, AGY-03, AGY-06..09, AGY-15, AGY-16, EMP-03, EMP-06.
 *
 * @category machine
 */
export const decide = (
  command: Command,
  facts: Facts,
  context: Context
): Decision<Event | AgentEvent | Employment.Event> => {
  if (command._tag === "OpenAgency") return open(command, facts, context)
  const { agency } = facts
  if (agency === undefined) return unknownAgency({ agencyId: command.agencyId })
  const { at } = context
  const state = agency.certification._tag
  switch (command._tag) {
    case "UploadAgencyDocument": {
      const { agencyId } = agency
      const today = Dates.on(at, context.policy.timeZone)
      const uploadedBy = Actor.key(context.actor)
      const document = { ...command.document, uploadedAt: at, uploadedOn: today, uploadedBy }
      const { expiresOn, file, paper, type } = document
      const byExchange = context.actor._tag === "Exchange"
      return (
        firstRefusal(
          state === "Terminated" && agencyOver({ agencyId }),
          paper !== undefined && !byExchange && AgencyDocument.paperOfExchange({ agencyId, type }),
          file === undefined && paper === undefined && AgencyDocument.documentWithoutFile({ agencyId, type }),
          expiresOn !== undefined && expiresOn < today && AgencyDocument.documentOver({ agencyId, type, expiresOn })
        ) ?? accept({ _tag: "AgencyDocumentUploaded", agencyId, document })
      )
    }
    case "SubmitAgency":
      return submit(agency, facts, context)
    case "CertifyAgency":
      return certify(command, agency, facts, context)
    case "SuspendAgency":
      return (
        firstRefusal(
          Machine.refusal(AgencyCertification.machine, state, "suspend"),
          reasonOfAnother("suspend", command.agencyId, command.reason)
        ) ?? accept(moved(agency, "suspend", { _tag: "Suspended", since: at, reason: command.reason }))
      )
    case "ReinstateAgency":
      return reinstate(agency, context)
  }
}

/** An agency with what stores find it by: the next day of the daily run, and the looks of its names. @category transforms */
export const scheduled = ({ dueOn: _, looks: __, ...agency }: Agency): Agency => {
  const dueOn = AgencyLapse.dueOn(agency)
  return { ...agency, ...(dueOn === undefined ? {} : { dueOn }), ...AgencyName.keptOf(agency) }
}

const next = (agency: Agency | undefined, event: Event): Agency => {
  if (event._tag === "AgencyOpened") return event.agency
  const known = agency as Agency
  switch (event._tag) {
    case "AgencyDocumentUploaded":
      return { ...known, ...AgencyChange.withDocument(known, event.document) }
    case "AgencySiteSet":
      return { ...known, sites: Site.placed(known.sites, event.site, event.primary) }
    case "AgencySiteRemoved":
      return { ...known, sites: Site.without(known.sites, event.siteId) }
    case "AgentsOfRecordReported":
      return { ...known, agentsOfRecordReportedOn: event.on }
    case "SmallBusinessWindowTold":
      return { ...known, smallBusinessToldOn: event.on }
    case "AgencyDescribed": {
      const { npn: _, ...others } = known
      return { ...others, ...event.business }
    }
    case "AgencyContactChanged":
      return { ...known, ...event.contact }
    case "AgencySignerNamed":
    case "AgencyAgreementSigned": {
      const { signing: _, ...others } = known
      const { agreement, ...left } = AgencyAgreement.after(event)
      return { ...others, ...left, ...(agreement && AgencyChange.withAgreement(known, agreement)) }
    }
    case "AgencyChangeRequested":
    case "AgencyChangeSettled":
      return AgencyChange.evolve(known, event)
    case "AgencyReminded":
      return { ...known, remindedOn: event.day }
    case "AgencyCertificationMoved":
      return { ...known, certification: event.to }
    // All that is left is of managers, which the compiler holds.
    default:
      return AgencyManager.evolve(known, event)
  }
}

/** Applies an event to an agency; never fails. @category machine */
export const evolve = (agency: Agency | undefined, event: Event): Agency => scheduled(next(agency, event))

/** Checks whether an agency is certified; a suspended one is not. @rule AGY-10 AGY-11 @category predicates */
export const isCertified = (agency: Agency): boolean => agency.certification._tag === "Certified"
