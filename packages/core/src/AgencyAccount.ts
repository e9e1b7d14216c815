/**
 * The account of an agency: what it may change about itself at once, and what it is shown.
 *
 * Public name, address for letters, sites, hours and markets are the agency's own. What its agreement rests on is changed
 * with the exchange; certification is the exchange's alone.
 *
 * @since 0.1.0
 */
import type { Agency, Event as AgencyEvent, Contact } from "./Agency.ts"
import { agencyOver, unknownAgency } from "./Agency.ts"
import * as AgencyAgreement from "./AgencyAgreement.ts"
import * as AgencyBusiness from "./AgencyBusiness.ts"
import { type AgencyCertification, isLive } from "./AgencyCertification.ts"
import * as AgencyChange from "./AgencyChange.ts"
import * as AgencyDocument from "./AgencyDocument.ts"
import type { WithoutManager } from "./AgencyManager.ts"
import * as AgencyName from "./AgencyName.ts"
import type { CalendarDate, Instant } from "./CalendarDate.ts"
import type { BusinessName, Email, Phone } from "./Contact.ts"
import { accept, type Context, type Decision, firstRefusal, nothing } from "./Decider.ts"
import type { AgencyId, AgentId, DocumentId, SiteId } from "./Id.ts"
import type { LicenceNumber } from "./Licence.ts"
import { reason } from "./Refusal.ts"
import * as Site from "./Site.ts"
import { toText } from "./TaxId.ts"

/** A change that an agency makes by itself. @category models */
export type Command =
  | {
      readonly _tag: "SetAgencySite"
      readonly agencyId: AgencyId
      /** Added, or made anew when the agency has a site of this identifier. */
      readonly site: Site.Site
      /** Whether it becomes the primary site; the one before stays as another site. */
      readonly primary?: true
    }
  | { readonly _tag: "RemoveAgencySite"; readonly agencyId: AgencyId; readonly siteId: SiteId }
  | { readonly _tag: "ChangeAgencyContact"; readonly agencyId: AgencyId; readonly contact: Contact }
  | {
      readonly _tag: "DescribeAgency"
      readonly agencyId: AgencyId
      /** Both, as they are to be. */
      readonly business: AgencyBusiness.Told
    }

/** What a decision about an account looks at. @category models */
export interface Facts {
  readonly agency: Agency | undefined
  /** Another live agency whose name the public name that is to be shown imitates, if there is one. */
  readonly imitated?: AgencyName.Names | undefined
}

/** The primary site cannot be taken away. @category errors */
export const primarySiteStays = /*#__PURE__*/ reason(
  "PrimarySiteStays",
  "AGY-08",
  (f: { readonly agencyId: AgencyId; readonly siteId: SiteId }) =>
    `site \`${f.siteId}\` is the primary site of agency \`${f.agencyId}\``,
  "make another site the primary one first"
)
/** More sites than one agency may have. @category errors */
export const tooManySites = /*#__PURE__*/ reason(
  "TooManySites",
  "AGY-08",
  (f: { readonly agencyId: AgencyId; readonly most: number }) =>
    `agency \`${f.agencyId}\` has \`${f.most}\` sites, the most that are kept`,
  "remove a site that is closed first"
)
/** Hours of one weekday that cannot be meant together. @category errors */
export const hoursOverlap = /*#__PURE__*/ reason(
  "HoursOverlap",
  "AGY-08",
  (f: { readonly agencyId: AgencyId; readonly siteId: SiteId }) =>
    `hours of a weekday of site \`${f.siteId}\` of agency \`${f.agencyId}\` overlap or close before they open`,
  "give each weekday hours that follow each other"
)

const setSite = (command: Command & { readonly _tag: "SetAgencySite" }, { agencyId, sites }: Agency) => {
  const { primary = false, site } = command
  const { siteId } = site
  const isNew = !sites.some((one) => one.siteId === siteId)
  return (
    firstRefusal(
      isNew && sites.length >= Site.most && tooManySites({ agencyId, most: Site.most }),
      Site.overlaps(site.hours ?? []) && hoursOverlap({ agencyId, siteId })
    ) ?? accept({ _tag: "AgencySiteSet", agencyId, site, primary } as const)
  )
}

const removeSite = ({ siteId }: Command & { readonly _tag: "RemoveAgencySite" }, { agencyId, sites }: Agency) =>
  firstRefusal(
    !sites.some((one) => one.siteId === siteId) && Site.unknownSite({ agencyId, siteId }),
    sites[0].siteId === siteId && primarySiteStays({ agencyId, siteId })
  ) ?? accept({ _tag: "AgencySiteRemoved", agencyId, siteId } as const)

const changeContact = (
  { contact }: Command & { readonly _tag: "ChangeAgencyContact" },
  agency: Agency,
  imitated: AgencyName.Names | undefined
): Decision<AgencyEvent> => {
  const { agencyId, certification, publicName } = agency
  // A draft is looked at when it is submitted; who keeps the name may change the rest, whoever is called alike meanwhile.
  const isNew = isLive(certification) && contact.publicName !== publicName
  return (
    firstRefusal(isNew && imitated !== undefined && AgencyName.nameImitates({ agencyId })) ??
    accept({ _tag: "AgencyContactChanged", agencyId, contact })
  )
}

const describe = (
  { business: told }: Command & { readonly _tag: "DescribeAgency" },
  agency: Agency,
  { actor }: Pick<Context, "actor">
): Decision<AgencyEvent> => {
  const { agencyId, certification, entityKind } = agency
  const business = AgencyBusiness.businessOf(told)
  const stands = entityKind !== undefined && certification._tag !== "Incomplete" && actor._tag !== "Exchange"
  if (stands && told.entityKind !== entityKind) return AgencyBusiness.entityKindStands({ agencyId, entityKind })
  return JSON.stringify(business) === JSON.stringify(AgencyBusiness.businessOf(agency))
    ? nothing
    : accept({ _tag: "AgencyDescribed", agencyId, business })
}

/**
 * Decides a change that an agency makes by itself; an agency that has ended changes nothing any more. The legal form that an
 * agency has applied with is corrected by the exchange alone, and told by whoever was taken over without one.
 *
 * **Rules**: AGY-01, AGY-08, AGY-09, AGY-13, AGY-16.
 *
 * @category machine
 */
export const decide = (
  command: Command,
  { agency, imitated }: Facts,
  context: Pick<Context, "actor">
): Decision<AgencyEvent> => {
  const { agencyId } = command
  if (agency === undefined) return unknownAgency({ agencyId })
  if (agency.certification._tag === "Terminated") return agencyOver({ agencyId })
  switch (command._tag) {
    case "SetAgencySite":
      return setSite(command, agency)
    case "RemoveAgencySite":
      return removeSite(command, agency)
    case "ChangeAgencyContact":
      return changeContact(command, agency, imitated)
    case "DescribeAgency":
      return describe(command, agency, context)
  }
}

/** A document as the account shows it. @category models */
export type DocumentLine =
  | { readonly type: AgencyDocument.Type; readonly state: "missing" }
  | {
      readonly type: AgencyDocument.Type
      readonly state: "current" | "expired"
      readonly expiresOn?: CalendarDate
      readonly uploadedAt: Instant
      readonly uploadedBy: string
      readonly file?: AgencyDocument.File
      readonly paper?: DocumentId
    }

/** The agreement as the account shows it, with who may sign. @rule AGY-05 @category models */
export interface AgreementLine {
  readonly state: "missing" | "in-force" | "expired"
  readonly signer?: AgencyAgreement.Signer
  /** The one in force or the last one. */
  readonly agreement?: AgencyAgreement.Agreement
  /** A new one that waits for signatures. */
  readonly signing?: AgencyAgreement.Signing
}

/** An agency as its managers, its staff, the service center and the exchange see it. @rule AGY-08 @category models */
export interface Account extends AgencyBusiness.Business {
  readonly agencyId: AgencyId
  readonly legalName: BusinessName
  readonly publicName: BusinessName
  /** With its hyphen. */
  readonly fein: string
  readonly licenceNumber?: LicenceNumber
  readonly email: Email
  readonly phone: Phone
  /** The primary site first. */
  readonly sites: Site.Sites
  /** The managers, the primary one first. */
  readonly managers: ReadonlyArray<AgentId>
  /** There while none of them is certified, with the last day on which that is borne. @rule AGY-12 */
  readonly withoutManager?: WithoutManager
  /** Every document that an agency needs, and the others that it has handed in. */
  readonly documents: ReadonlyArray<DocumentLine>
  readonly agreement: AgreementLine
  /** A change of name, FEIN or licence that waits for the exchange, with what is still open for it. */
  readonly change?: AgencyChange.Change & { readonly open: ReadonlyArray<AgencyChange.Item> }
  /** What became of the last change. */
  readonly settled?: AgencyChange.Settled
  readonly certification: AgencyCertification
  /** Other live agencies that are called alike, for the exchange alone; absent when there are none. @rule AGY-16 */
  readonly namesakes?: ReadonlyArray<AgencyName.Namesake>
}

const lineOf = (document: AgencyDocument.Held, day: CalendarDate): DocumentLine => {
  const { expiresOn, file, paper, type, uploadedAt, uploadedBy } = document
  return {
    type,
    state: AgencyDocument.isCurrentOn(document, day) ? "current" : "expired",
    ...(expiresOn === undefined ? {} : { expiresOn }),
    uploadedAt,
    uploadedBy,
    ...(file === undefined ? {} : { file }),
    ...(paper === undefined ? {} : { paper })
  }
}

const agreementOf = ({ agreement, signer, signing }: AgencyAgreement.Kept, day: CalendarDate): AgreementLine => ({
  state: agreement === undefined ? "missing" : AgencyAgreement.isInForceOn(agreement, day) ? "in-force" : "expired",
  ...(signer === undefined ? {} : { signer }),
  ...(agreement === undefined ? {} : { agreement }),
  ...(signing === undefined ? {} : { signing })
})

/** Makes the account of an agency as it is on a day, for the exchange with who is called alike. @rule AGY-08 @category constructors */
export const make = (agency: Agency, day: CalendarDate, namesakes: ReadonlyArray<Agency> = []): Account => {
  const { certification, change, documents, licenceNumber, settled, withoutManager } = agency
  return {
    agencyId: agency.agencyId,
    legalName: agency.legalName,
    publicName: agency.publicName,
    fein: toText(agency.fein),
    ...(licenceNumber === undefined ? {} : { licenceNumber }),
    ...AgencyBusiness.businessOf(agency),
    email: agency.email,
    phone: agency.phone,
    sites: agency.sites,
    managers: agency.managers,
    ...(withoutManager === undefined ? {} : { withoutManager }),
    documents: AgencyDocument.types.flatMap((type): ReadonlyArray<DocumentLine> => {
      const held = documents.find((document) => document.type === type)
      if (held !== undefined) return [lineOf(held, day)]
      return type === "other" ? [] : [{ type, state: "missing" }]
    }),
    agreement: agreementOf(agency, day),
    ...(change === undefined ? {} : { change: { ...change, open: AgencyChange.openItems(change, day) } }),
    ...(settled === undefined ? {} : { settled }),
    certification,
    ...(namesakes.length === 0 ? {} : { namesakes: namesakes.map(AgencyName.namesake) })
  }
}
