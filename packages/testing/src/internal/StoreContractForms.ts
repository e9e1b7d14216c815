/**
 * Records with every field that their schemas know, in every form: what a store that gives each field a column of its own, or
 * lists what a field may be, has to have thought of.
 *
 * They are made by walking the schema itself, so that a new field is among them at once.
 *
 * @since 0.1.0
 */
import { type Change, type Unique, uniques } from "@agencybook/application/Store"
import { permissions } from "@agencybook/core/Capability"
import type { Disclosure } from "@agencybook/core/Disclosure"
import { whats } from "@agencybook/core/Disclosure"
import * as Id from "@agencybook/core/Id"
import type { Notice } from "@agencybook/core/Notice"
import type { Event, Kind, Records } from "@agencybook/core/Record"
import { NoticeRecord } from "@agencybook/core/schema/NoticeRecord"
import * as StoredRecord from "@agencybook/core/schema/StoredRecord"
import type * as AST from "effect/SchemaAST"
import * as Valid from "../Valid.ts"
import * as Shape from "./SchemaShape.ts"
import {
  agency,
  agent,
  at,
  change,
  consent,
  counselor,
  delegation,
  disclosure,
  entity,
  household,
  id,
  notice,
  staff,
  transfer
} from "./StoreContractRecords.ts"

type Fields = Readonly<Record<string, unknown>>

// Filters of a book hold filters: a few within each other, and beside each other, stand for all.
const deepest = 6
const longest = 8

const isInstant = (value: unknown): value is string => typeof value === "string" && /^\d{4}-\d\d-\d\dT/.test(value)

/** The value, or as much of it as its checks take together. */
const repaired = (ast: AST.AST, value: Fields, optional: ReadonlyArray<string>): unknown => {
  const without = (names: ReadonlyArray<string>): Fields =>
    Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)))
  const tries = [value, ...optional.map((one) => without([one])), without(optional)]
  const taken = tries.find((one) => Shape.takes(ast, one))
  if (taken !== undefined) return taken
  const others = Array.from({ length: 40 }, (_, n) => Valid.one(Shape.schemaOf(ast), n) as Fields)
  return others.toSorted((a, b) => Object.keys(b).length - Object.keys(a).length)[0]
}

// Each text and number is another one, so that what changes places is seen.
let drawn = 0

/** Values of a schema that have each of its fields and each of its forms between them. */
const formsOf = (ast: AST.AST, depth: number): ReadonlyArray<unknown> => {
  const node = Shape.wire(ast)
  const literals = Shape.literalsOf(node)
  if (literals !== undefined) return literals
  switch (node._tag) {
    case "Union":
      return node.types.flatMap((one) => formsOf(one, depth))
    case "Arrays": {
      const [of] = node.rest.length > 0 ? node.rest : node.elements
      const forms = of === undefined || depth <= 0 ? [] : formsOf(of, depth - 1)
      const most = Math.min(longest, Shape.boundOf(ast) ?? longest)
      const lists = Array.from({ length: Math.ceil(forms.length / most) }, (_, n) =>
        forms.slice(n * most, (n + 1) * most)
      )
      // Where one list may not hold several, each has a list of its own.
      return lists.length === 0
        ? [[]]
        : lists.flatMap((all) => (Shape.takes(ast, all) ? [all] : all.map((one) => [one])))
    }
    case "Objects": {
      const fields = node.propertySignatures.map(
        ({ name, type }) => [String(name), formsOf(type, depth - 1), Shape.isOptional(type)] as const
      )
      const optional = fields.flatMap(([name, , isOptional]) => (isOptional ? [name] : []))
      return Array.from({ length: Math.max(1, ...fields.map(([, forms]) => forms.length)) }, (_, n) =>
        repaired(ast, Object.fromEntries(fields.map(([name, forms]) => [name, forms[n % forms.length]])), optional)
      )
    }
    default:
      drawn += 1
      return [Valid.one(Shape.schemaOf(ast), drawn)]
  }
}

// As many as there are records of a kind that have a case or an agent to themselves.
const others = 80

/** The names of what a record refers to; what the checks have put there first. */
const named = (nth: number, n = nth % others): Fields => ({
  agencyId: id("agency", 1),
  toAgencyId: id("agency", 2),
  submittedBy: id("agency", 2),
  sitesOf: id("agency", 1),
  agentId: id("agent", 100 + n),
  managerId: id("agent", 1),
  fromAgentId: id("agent", 1),
  toAgentId: id("agent", 2),
  caseId: id("case", 100 + n),
  entityId: "entity-1",
  counselorId: "counselor-1",
  consentId: id("consent", 1),
  predecessorId: id("delegation", 1),
  transferId: id("transfer", 1)
})

/** A name in the place of each that is known, and what begins before what ends. */
const placed = (value: unknown, names: Fields, field = ""): unknown => {
  if (isInstant(value)) return /until|expires|closed/i.test(field) ? at(9) : at(1)
  if (typeof value === "string") return names[field] ?? value
  if (Array.isArray(value)) return value.map((one) => placed(one, names))
  if (typeof value !== "object" || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, placed(one, names, name)]))
}

/** What of a record is its own: its identifier, and what only one may have. */
const own: { readonly [K in Kind]: (n: number, record: Records[K]) => Partial<Records[K]> } = {
  agency: (n) => {
    const { agencyId, fein } = agency(500 + n)
    return { agencyId, fein, licenceNumber: `0D${String(n).padStart(5, "0")}` as never }
  },
  agent: (n, { licence }) => {
    const { agentId, licence: of, loginEmail, npn } = agent(500 + n)
    return { agentId, loginEmail, npn, licence: { ...licence, number: of.number } }
  },
  employment: (_, { agencyId, agentId }) => ({ employmentId: Id.employment(agentId, agencyId) }),
  staff: (n) => {
    const { email, userId } = staff(500 + n, 1)
    return { email, userId, staffNumber: `S${1000 + n}` as never }
  },
  case: (n) => {
    const { caseId, caseNumber } = household(500 + n)
    return { caseId, caseNumber }
  },
  consent: (n) => ({ consentId: id("consent", 500 + n) }),
  applicationReview: (n) => ({ reviewId: id("applicationReview", 500 + n) }),
  delegation: (n) => ({ delegationId: id("delegation", 500 + n) }),
  transfer: (n) => ({ transferId: id("transfer", 500 + n) }),
  exportLog: (n) => ({ exportId: id("exportLog", 500 + n) }),
  // A list is open as long as a line has no answer.
  discrepancyList: (n, { lines, state }) => ({
    listId: id("discrepancyList", 500 + n),
    lines: state._tag === "Open" ? lines.map(({ claim }) => ({ claim })) : lines
  }),
  acting: (n) => ({ actingId: id("acting", 500 + n) }),
  accessCode: (n) => ({ accessCodeId: id("accessCode", 500 + n) }),
  agentChangeCode: (n) => ({ agentChangeCodeId: id("agentChangeCode", 500 + n) }),
  invitation: (n, { claimedBy }) => ({
    invitationId: id("invitation", 500 + n),
    ...(claimedBy === undefined ? {} : { claimedBy: `user-${500 + n}` as Id.UserId })
  }),
  // The account of an agent goes by the name of the agent.
  extranetAccount: (n) => ({
    agentId: id("agent", 100 + (n % (others + 9))),
    username: `CC_0D${String(n).padStart(5, "0")}`
  }),
  enrollmentEntity: (n) => ({ entityId: `entity-${500 + n}` as Id.EntityId }),
  counselor: (n) => ({ counselorId: `counselor-${500 + n}` as Id.UserId }),
  counselorDelegation: (n) => ({ delegationId: id("counselorDelegation", 500 + n) })
}

/** The fields by which events name their records, and those in which they hold them. */
const identified = [
  ...["accessCodeId", "actingId", "agencyId", "agentChangeCodeId", "agentId", "caseId", "consentId", "counselorId"],
  ...[
    "delegationId",
    "employmentId",
    "entityId",
    "exportId",
    "invitationId",
    "listId",
    "reviewId",
    "transferId",
    "userId"
  ]
]
const held = [
  ...["accessCode", "account", "acting", "agency", "agent", "case", "code", "consent", "counselor"],
  ...["counselorDelegation", "delegation", "entity", "exportLog", "invitation", "list", "review", "staff", "transfer"]
]

/** The kind of record to which each event belongs. */
const events: { readonly [T in Event["_tag"]]: Kind } = {
  AccessCodeIssued: "accessCode",
  AccessCodeMoved: "accessCode",
  ActingClosed: "acting",
  ActingOpened: "acting",
  ActingUsed: "acting",
  AgencyAgreementSigned: "agency",
  AgencyCertificationMoved: "agency",
  AgencyChangeRequested: "agency",
  AgencyChangeSettled: "agency",
  AgencyContactChanged: "agency",
  AgencyDescribed: "agency",
  AgencyDocumentUploaded: "agency",
  AgencyLeftWithoutManager: "agency",
  AgencyManagedAgain: "agency",
  AgencyManagerDesignated: "agency",
  AgencyManagerRemoved: "agency",
  AgencyOpened: "agency",
  AgencyPrimaryManagerChosen: "agency",
  AgencyReminded: "agency",
  AgencySignerNamed: "agency",
  AgencySiteRemoved: "agency",
  AgencySiteSet: "agency",
  AgentAdded: "agent",
  AgentChangeCodeIssued: "agentChangeCode",
  AgentChangeCodeMoved: "agentChangeCode",
  AgentChangeReported: "agent",
  AgentChangeReviewed: "agent",
  AgentLocked: "agent",
  AgentLoginChanged: "agent",
  AgentOfRecordChanged: "case",
  AgentProfileEdited: "agent",
  AgentReminded: "agent",
  AgentsOfRecordReported: "agency",
  ApplicationReviewed: "applicationReview",
  CarrierAppointmentsSet: "agent",
  CaseAccountMoved: "case",
  CaseRecorded: "case",
  CertificationMoved: "agent",
  ChecklistRecorded: "agent",
  ConsentDrafted: "consent",
  ConsentMoved: "consent",
  CounselorAdded: "counselor",
  CounselorDelegationMoved: "counselorDelegation",
  CounselorDelegationOpened: "counselorDelegation",
  CounselorListed: "counselor",
  CounselorMoved: "counselor",
  CounselorRequestReminded: "counselorDelegation",
  DelegationMoved: "delegation",
  DelegationOpened: "delegation",
  DiscrepancyListMoved: "discrepancyList",
  DiscrepancyListReturned: "discrepancyList",
  DispositionClosed: "agent",
  DispositionOpened: "agent",
  EmploymentMoved: "employment",
  EntityMoved: "enrollmentEntity",
  EntityRegistered: "enrollmentEntity",
  EntitySitesSet: "enrollmentEntity",
  ExportCompleted: "exportLog",
  ExportRecorded: "exportLog",
  ExtranetAccountMoved: "extranetAccount",
  ExtranetAccountProvisioned: "extranetAccount",
  ExtranetExtracted: "extranetAccount",
  InvitationIssued: "invitation",
  InvitationMoved: "invitation",
  LicenceLapsed: "agent",
  LicenceRecorded: "agent",
  ReconsiderationRecorded: "agent",
  RequestReminded: "delegation",
  SmallBusinessWindowTold: "agency",
  StaffActivitySet: "staff",
  StaffAdded: "staff",
  StaffLevelSet: "staff",
  StaffLinkIssued: "staff",
  StaffLinkMoved: "staff",
  StaffMoved: "staff",
  StaffTrained: "staff",
  TermEnded: "agent",
  TransferApplied: "transfer",
  TransferMoved: "transfer",
  TransferOpened: "transfer"
}

const kinds = Object.keys(own) as ReadonlyArray<Kind>

/** Places the `n`-th form of a kind among its neighbours, with what is its own as the `nth` record of the kind. */
const formed = (kind: Kind, form: unknown, n: number, nth = n): Records[Kind] => {
  const record = placed(form, named(n)) as Records[Kind]
  return { ...record, ...own[kind](nth, record as never) } as Records[Kind]
}

const changesOf = (kind: Kind): ReadonlyArray<Change> => {
  drawn = 0
  return formsOf(StoredRecord.schemas[kind].ast, deepest).map((form, n) => change(kind, formed(kind, form, n) as never))
}

/** The fields of which each unique key is made, where they are not those by which records refer to the same. */
const keyed: {
  readonly [K in keyof typeof uniques]: { readonly [N in keyof (typeof uniques)[K]]: ReadonlyArray<string> }
} = {
  agency: { fein: ["fein"], licence: ["licenceNumber"] },
  agent: { licence: ["licence"], npn: ["npn"], email: ["loginEmail"] },
  employment: { open: ["agentId"] },
  staff: { email: ["email"], number: ["staffNumber"] },
  case: { number: ["caseNumber"] },
  delegation: { holder: ["kind"], request: ["kind"] },
  counselorDelegation: { holder: [], request: [] },
  accessCode: { live: [] },
  agentChangeCode: { live: [] },
  invitation: { live: ["kind"], user: ["claimedBy"] },
  extranetAccount: { username: ["username"] }
}

// Where a record may be in one state of several, a key may be thought to count in some of them.
const stateOf = (record: Fields): string => {
  const nameOf = (one: unknown) =>
    typeof one === "object" && one !== null && "_tag" in one ? one._tag : typeof one === "object" ? "" : one
  const names = ["state", "certification", "approval", "activity", "kind", "account", "locked", "status"]
  const fields = { ...(record as { readonly licence?: object }).licence, ...record } as Fields
  return names.map((name) => nameOf(fields[name])).join(" ")
}

/** One who holds a unique key, and another who wants it. */
export interface Rivals {
  readonly key: string
  readonly holder: Change
  readonly rival: Change
}

/** Of each unique key, holders in every state, each with a rival in another state where there is one. @category constructors */
export const rivals = (): ReadonlyArray<Rivals> =>
  (Object.keys(keyed) as ReadonlyArray<keyof typeof keyed>).flatMap((kind) =>
    Object.entries<ReadonlyArray<string>>(keyed[kind]).flatMap(([name, fields]) => {
      const keyIn = ((uniques as { readonly [K in Kind]?: Unique })[kind]?.[name] ?? (() => undefined)) as (
        record: unknown
      ) => string | undefined
      const all = (forms().find(([of]) => of === kind)?.[1] ?? []).filter(({ record }) => keyIn(record) !== undefined)
      const states = new Map(all.map((one) => [stateOf(one.record as never), one]))
      const holders = Array.from(states.values())
      return holders.map((holder, n): Rivals => {
        const known = holder.record as unknown as Fields
        const other = (holders[(n + 1) % holders.length] as Change).record as unknown as Fields
        const { agencyId, agentId, caseId } = known
        const shared = Object.fromEntries(fields.map((field) => [field, known[field]]))
        const place = kind === "employment" ? { agentId, agencyId: id("agency", 3) } : { agentId, agencyId, caseId }
        const refers = Object.fromEntries(Object.entries(place).filter(([field]) => field in other && field in known))
        const wanted = { ...other, ...(kind === "extranetAccount" ? {} : refers), ...shared } as never
        const mine = own[kind](900 + n, wanted)
        return {
          key: `${kind}_${name}`,
          holder,
          rival: change(kind, { ...(wanted as object), ...mine, ...shared } as never)
        }
      })
    })
  )

let made: ReadonlyArray<readonly [kind: Kind, changes: ReadonlyArray<Change>]> | undefined

/** Of each kind, new records that have every field in every form between them. @category constructors */
export const forms = (): NonNullable<typeof made> => {
  // Made when it is asked for: half a second is much for whoever only lists the checks.
  made ??= kinds.map((kind) => [kind, changesOf(kind)])
  return made
}

/** Every event under its name alone, with all that an event can be named after, and the kind that it belongs to. @category constructors */
export const told = (): ReadonlyArray<readonly [event: Event, kind: Kind]> =>
  Object.entries(events).map(([_tag, kind], n) => {
    const names = Object.fromEntries(identified.map((name) => [name, `${kind}-${n}`]))
    const within = Object.fromEntries(held.map((name) => [name, names]))
    return [{ ...within, ...names, _tag, trigger: `step ${n}`, at: at(n) } as unknown as Event, kind]
  })

const templates = Array.from({ length: 32 }, (_, n) => `NTC-${String(n + 1).padStart(2, "0")}`)

/** Notices of every template, to whoever gets some, by every channel. @category constructors */
export const notices = (name: string): ReadonlyArray<Notice> => {
  const all = formsOf(NoticeRecord.ast, deepest) as ReadonlyArray<Notice>
  return templates.map((template, n) => ({
    ...notice(name, n),
    ...all[n % all.length],
    ...{ noticeId: `${name}~n${n}`, template: template as Notice["template"] },
    ...{ secure: n % 3 === 0, params: { place: n, of: template } }
  }))
}

const capabilities = Object.keys(permissions)
const roles = [
  ...(["consumer", "applicant", "agent", "manager", "staff-1", "staff-2"] as const),
  ...(["counselor", "service-center", "exchange", "system"] as const)
]
const abouts = ["counselorId", "agencyId", "agentId", "caseId"]
const purposes = ["own", "acting", "agency", "support", "oversight", "operation"] as const

/** Entries of the log of readings that show everything, to everybody, for every purpose. @category constructors */
export const readings = (): ReadonlyArray<Disclosure> =>
  [...whats, ...whats].map((what, n) =>
    disclosure(n, {
      what,
      about: Object.fromEntries(abouts.slice(0, 1 + (n % abouts.length)).map((name) => [name, `${name}-${n}`])),
      role: roles[n % roles.length] as Disclosure["role"],
      purpose: purposes[n % purposes.length] as Disclosure["purpose"],
      capability: capabilities[n % capabilities.length] as Disclosure["capability"]
    })
  )

/** What those records refer to. @category constructors */
export const referred = (): ReadonlyArray<Change> => [
  ...Array.from({ length: others }, (_, n) => [
    change("agent", agent(100 + n)),
    change("case", household(100 + n))
  ]).flat(),
  change("consent", consent(1, 1)),
  change("delegation", delegation(1, 1, 1)),
  change("transfer", transfer(1, 1)),
  change("enrollmentEntity", entity(1)),
  change("counselor", counselor(1, 1))
]
