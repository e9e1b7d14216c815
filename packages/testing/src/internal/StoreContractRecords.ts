/**
 * The records, events and notices that the checks of the store contract write: small, and coherent enough for a store
 * that refuses a delegation of an unknown case.
 *
 * @since 0.1.0
 */
import type { Change, Commit, Provenance } from "@agencybook/application/Store"
import type { AccessCode } from "@agencybook/core/AccessCode"
import type { Acting } from "@agencybook/core/Acting"
import type { Agency } from "@agencybook/core/Agency"
import type { Agent } from "@agencybook/core/Agent"
import type { AgentChangeCode } from "@agencybook/core/AgentChange"
import type { ApplicationReview } from "@agencybook/core/ApplicationReview"
import type { ExportLog } from "@agencybook/core/BookExport"
import * as Dates from "@agencybook/core/CalendarDate"
import type { Case } from "@agencybook/core/Case"
import type { Consent } from "@agencybook/core/Consent"
import type { Counselor } from "@agencybook/core/Counselor"
import type { CounselorDelegation } from "@agencybook/core/CounselorDelegation"
import type { Delegation } from "@agencybook/core/Delegation"
import type { Disclosure } from "@agencybook/core/Disclosure"
import type { DiscrepancyList } from "@agencybook/core/DiscrepancyList"
import type { Employment } from "@agencybook/core/Employment"
import type { EnrollmentEntity } from "@agencybook/core/EnrollmentEntity"
import type { ExtranetAccount } from "@agencybook/core/Extranet"
import * as Id from "@agencybook/core/Id"
import type { Invitation } from "@agencybook/core/Invitation"
import type { Notice } from "@agencybook/core/Notice"
import { type Event, idOf, type Kind, type Records } from "@agencybook/core/Record"
import type { Staff } from "@agencybook/core/Staff"
import type { Transfer } from "@agencybook/core/Transfer"

/** The moment of the `second`-th second of a check. @category constructors */
export const at = (second = 0): Dates.Instant =>
  Dates.plusMillis(Dates.instant("2026-03-02T17:00:00.000Z"), second * 1000)

/** The day on which everything begins. */
export const day = Dates.make("2026-03-02")

/** A term of a certification, one year from that day. */
export const term = { number: "A-1", from: day, until: Dates.make("2027-03-02") }

const address = { street: "1 Main Street", city: "Fresno", county: "Fresno", state: "CA", zip: "93650" }

const digits = (n: number, width: number) => String(n).padStart(width, "0")

/** The identifier of the `n`-th record of a kind. @category constructors */
export const id = <I extends string>(kind: Kind, n: number): I => `${kind}-${n}` as I

/** An agency, certified unless told otherwise. @category constructors */
export const agency = (n: number, over: Partial<Agency> = {}): Agency =>
  ({
    agencyId: id("agency", n),
    legalName: `Agency ${n} Inc.`,
    publicName: `Agency ${n}`,
    fein: `94${digits(n, 7)}`,
    email: `office@agency${n}.example`,
    phone: "5595550142",
    sites: [{ siteId: "main", name: `Agency ${n}`, address }],
    managers: [id("agent", n)],
    documents: [
      { type: "payee-data", uploadedAt: at(), uploadedBy: "agent/agent-1" },
      { type: "e-and-o", expiresOn: Dates.make("2027-01-01"), uploadedAt: at(), uploadedBy: "agent/agent-1" }
    ],
    certification: { _tag: "Certified", since: at() },
    ...over
  }) as Agency

/** An agent, certified unless told otherwise. @category constructors */
export const agent = (n: number, over: Partial<Agent> = {}): Agent =>
  ({
    agentId: id("agent", n),
    name: { first: "Ana", last: `Agent ${n}` },
    licence: { number: `0A${digits(n, 5)}`, expiresOn: Dates.make("2028-01-31"), status: "active", health: true },
    npn: String(1000 + n),
    loginEmail: `agent${n}@mail.example`,
    languages: ["en", "es"],
    place: { city: "Fresno", county: "Fresno" },
    acceptsNewClients: true,
    listInDirectory: n % 2 === 0,
    certification: { _tag: "Certified", since: at(), term },
    locked: false,
    ...over
  }) as Agent

/** The employment of an agent in an agency. @category constructors */
export const employment = (agentNumber: number, agencyNumber: number, over: Partial<Employment> = {}): Employment => {
  const [agentId, agencyId] = [id<Id.AgentId>("agent", agentNumber), id<Id.AgencyId>("agency", agencyNumber)]
  return { employmentId: Id.employment(agentId, agencyId), agentId, agencyId, state: "Active", since: at(), ...over }
}

/** A helper of an agency, approved unless told otherwise. @category constructors */
export const staff = (n: number, agencyNumber: number, over: Partial<Staff> = {}): Staff =>
  ({
    userId: id("staff", n),
    agencyId: id("agency", agencyNumber),
    name: { first: "Sam", last: `Staff ${n}` },
    email: `staff${n}@mail.example`,
    level: 1,
    approval: { _tag: "Approved", since: at() },
    activity: "Active",
    ...over
  }) as Staff

/** A household without coverage. @category constructors */
export const household = (n: number, over: Partial<Case> = {}): Case =>
  ({
    caseId: id("case", n),
    caseNumber: digits(n, 10),
    primaryContact: {
      name: { first: "Carla", last: `Case ${n}` },
      dob: Dates.make(`1980-05-${digits(1 + (n % 28), 2)}`),
      preferredLanguage: "es",
      preferredChannel: "phone",
      address
    },
    members: ["QhpAptc", "MediCal"],
    application: { year: 2026, state: "Determined" },
    verifications: [{ kind: "income", dueOn: Dates.make("2026-06-01") }],
    renewal: "NotDue",
    account: { _tag: "None" },
    lastActivityOn: day,
    ...over
  }) as Case

/** A delegation of a case to an agent of the first agency, active unless told otherwise. @category constructors */
export const delegation = (
  n: number,
  caseNumber: number,
  agentNumber: number,
  over: Partial<Delegation> = {}
): Delegation => ({
  delegationId: id("delegation", n),
  caseId: id("case", caseNumber),
  kind: "producer",
  delegate: { agentId: id("agent", agentNumber), agencyId: id("agency", 1) },
  origin: "directory",
  state: { _tag: "Active", from: at() },
  ...over
})

/** A consent of a case to the first agency, granted unless told otherwise. */
export const consent = (n: number, caseNumber: number, over: Partial<Consent> = {}): Consent =>
  ({
    consentId: id("consent", n),
    caseId: id("case", caseNumber),
    consumerName: { first: "Carla", last: `Case ${caseNumber}` },
    signedBy: "Carla Case",
    grantee: { _tag: "Agency", agencyId: id("agency", 1), agentId: id("agent", 1) },
    otherUsers: ["manager"],
    scopes: ["complete-application"],
    purpose: "apply-and-enroll",
    rescindHow: ["online", "phone"],
    channel: "recorded-call",
    evidence: { type: "recording", ref: `call-${n}`, sha256: "0".repeat(64) },
    state: { _tag: "Granted", from: at() },
    ...over
  }) as Consent

/** A review of the application of a case. */
export const applicationReview = (n: number, caseNumber: number): ApplicationReview =>
  ({
    reviewId: id("applicationReview", n),
    caseId: id("case", caseNumber),
    year: 2026,
    on: day,
    consumerName: { first: "Carla", last: `Case ${caseNumber}` },
    reviewedBy: "Carla Case",
    assistedBy: { agentId: id("agent", 1), agencyId: id("agency", 1) },
    channel: "text",
    evidence: { type: "message", ref: `message-${n}`, sha256: "f".repeat(64) },
    retainUntil: Dates.make("2036-03-02")
  }) as ApplicationReview

/** A transfer inside an agency, applied unless told otherwise. @category constructors */
export const transfer = (n: number, agencyNumber: number, over: Partial<Transfer> = {}): Transfer => ({
  transferId: id("transfer", n),
  agencyId: id("agency", agencyNumber),
  fromAgentId: id("agent", 1),
  toAgentId: id("agent", 2),
  reason: "leave",
  consentMode: "notify",
  state: "PartiallyApplied",
  rows: [
    { delegationId: id("delegation", 1), caseId: id("case", 1), outcome: "moves", successorId: id("delegation", 2) },
    { delegationId: id("delegation", 3), outcome: "not-held" }
  ],
  ...over
})

/** An export of an agency's book. @category constructors */
export const exportLog = (n: number, agencyNumber: number, over: Partial<ExportLog> = {}): ExportLog => ({
  exportId: id("exportLog", n),
  order: { agencyId: id("agency", agencyNumber), columns: "full", filter: { _tag: "And", filters: [] } },
  requestedBy: "agent/agent-1",
  agentId: id("agent", 1),
  acknowledgedAt: at(),
  until: at(86_400),
  ...over
})

/** A list of one whom an agent misses, open unless told otherwise. @category constructors */
export const discrepancyList = (n: number, agencyNumber: number, over: Partial<DiscrepancyList> = {}) =>
  ({
    listId: id("discrepancyList", n),
    agencyId: id("agency", agencyNumber),
    agentId: id("agent", 1),
    returnedAt: at(n),
    lines: [{ claim: { name: { first: "Carla", last: `Missed ${n}` }, dob: day, applicationOn: day } }],
    state: { _tag: "Open" },
    ...over
  }) as DiscrepancyList

/** A session of the first agent for the second. @category constructors */
export const acting = (n: number, over: Partial<Acting> = {}): Acting => ({
  actingId: id("acting", n),
  managerId: id("agent", 1),
  agentId: id("agent", 2),
  agencyId: id("agency", 1),
  openedAt: at(),
  usedAt: at(),
  ...over
})

/** An access code of a case. @category constructors */
export const accessCode = (n: number, caseNumber: number, over: Partial<AccessCode> = {}): AccessCode => ({
  accessCodeId: id("accessCode", n),
  caseId: id("case", caseNumber),
  channel: "phone",
  requestedBy: { _tag: "Consumer" },
  issuedBy: "servicecenter/rep-1",
  digest: `scrypt$${n}`,
  issuedAt: at(),
  expiresAt: at(3600),
  wrongTries: 0,
  state: "Issued",
  ...over
})

/** A passcode for a change of agent. @category constructors */
export const agentChangeCode = (
  n: number,
  caseNumber: number,
  over: Partial<AgentChangeCode> = {}
): AgentChangeCode => ({
  agentChangeCodeId: id("agentChangeCode", n),
  caseId: id("case", caseNumber),
  agentId: id("agent", 2),
  agencyId: id("agency", 1),
  issuedAt: at(),
  expiresAt: at(600),
  wrongTries: 0,
  state: "Issued",
  ...over
})

/** The `n`-th invitation: of an agent of agency 1, live unless told otherwise. @category constructors */
export const invitation = (n: number, agentNumber: number, over: Partial<Invitation> = {}): Invitation => ({
  invitationId: `invitation-${n}` as Id.InvitationId,
  kind: "delegation-code",
  agentId: id("agent", agentNumber),
  agencyId: id("agency", 1),
  issuedAt: at(),
  expiresAt: at(86_400),
  wrongTries: 0,
  state: "Issued",
  ...over
})

/** The extranet account of the `n`-th agent in a state. @category constructors */
export const account = (n: number, state: ExtranetAccount["state"], over: Partial<ExtranetAccount> = {}) =>
  ({
    agentId: id("agent", n),
    username: `CC_0A${digits(n, 5)}`,
    provisionedAt: at(),
    epoch: 1,
    state,
    ...over
  }) satisfies ExtranetAccount

/** The last day of a certification of an enrollment entity. */
export const through = "2026-12-31" as Dates.CalendarDate

/** A certification of an enrollment entity since a moment. @category constructors */
export const certified = (since: Dates.Instant) => ({ _tag: "Certified", since, through }) as const

/**
 * The `n`-th enrollment entity, certified unless told otherwise: what the checks write where any record will do, since it
 * names no other record and has no key that another could take.
 *
 * @category constructors
 */
export const entity = (
  n: number,
  certification: EnrollmentEntity["certification"] = certified(at())
): EnrollmentEntity => ({
  entityId: `entity-${n}` as Id.EntityId,
  name: `Open Door ${n}` as EnrollmentEntity["name"],
  certification
})

/** The `n`-th counselor of an entity, at work unless told otherwise. @category constructors */
export const counselor = (
  n: number,
  entityNumber: number,
  state: Counselor["state"] = { _tag: "Active", since: at() }
): Counselor => ({
  counselorId: `counselor-${n}` as Id.UserId,
  entityId: `entity-${entityNumber}` as Id.EntityId,
  name: { first: "Cleo", last: "Nash" } as Counselor["name"],
  state
})

/** The `n`-th delegation of a case to the first counselor, by a consent. @category constructors */
export const help = (
  n: number,
  caseNumber: number,
  consentNumber: number,
  state: CounselorDelegation["state"] = { _tag: "Active", from: at() }
): CounselorDelegation => ({
  delegationId: id("counselorDelegation", n),
  caseId: id("case", caseNumber),
  delegate: { counselorId: "counselor-1" as Id.UserId, entityId: "entity-1" as Id.EntityId },
  origin: "directory",
  signedBy: "Carla Case",
  consentId: id("consent", consentNumber),
  state
})

/** A password of the extranet that was typed once. */
export const password = {
  setAt: at(),
  expiresOn: "2026-05-02" as Dates.CalendarDate,
  dueOn: "2026-04-22" as Dates.CalendarDate
}

/** A link on its way to a user of the extranet. */
export const link = { linkId: "run-1~0" as Id.LinkId, with: "link", expiresAt: at(86_400) } as const

/** A notice to a person with an address. @category constructors */
export const notice = (commandId: string, n: number, over: Partial<Notice> = {}): Notice =>
  ({
    noticeId: `${commandId}~n${n}`,
    template: "NTC-01",
    to: { role: "agent", name: "Ana Agent", email: "agent1@mail.example" },
    channel: "email",
    secure: false,
    params: { agentName: "Ana Agent", cases: 3 },
    ...over
  }) as Notice

/** An entry of the log of readings: an agent looks at the own book, which is empty. @category constructors */
export const disclosure = (second = 0, over: Partial<Disclosure> = {}): Disclosure => ({
  at: at(second),
  actor: "agent/agent-1",
  capability: "view-own-book",
  role: "agent",
  purpose: "own",
  what: "book",
  about: {},
  cases: [],
  count: 0,
  ...over
})

/** The writing of a record that was read with the version `expected`. @category constructors */
export const change = <K extends Kind>(kind: K, record: Records[K], expected = 0): Change =>
  ({ kind, id: idOf(kind, record), record, expected, version: expected + 1 }) as unknown as Change

/** An event that carries the whole record. @category constructors */
const eventOf = ({ kind, record }: Change): Event => {
  switch (kind) {
    case "agency":
      return { _tag: "AgencyOpened", agency: record }
    case "agent":
      return { _tag: "AgentAdded", agent: record }
    case "employment":
      return { _tag: "EmploymentMoved", employmentId: record.employmentId, trigger: "invite", to: record }
    case "staff":
      return { _tag: "StaffAdded", staff: record }
    case "case":
      return { _tag: "CaseRecorded", case: record }
    case "consent":
      return { _tag: "ConsentDrafted", consent: record }
    case "applicationReview":
      return { _tag: "ApplicationReviewed", review: record }
    case "delegation":
      return { _tag: "DelegationOpened", delegation: record }
    case "transfer":
      return { _tag: "TransferApplied", transfer: record }
    case "exportLog":
      return { _tag: "ExportRecorded", exportLog: record }
    case "discrepancyList":
      return { _tag: "DiscrepancyListReturned", list: record }
    case "acting":
      return { _tag: "ActingOpened", acting: record }
    case "accessCode":
      return { _tag: "AccessCodeIssued", accessCode: record }
    case "agentChangeCode":
      return { _tag: "AgentChangeCodeIssued", code: record }
    case "invitation":
      return { _tag: "InvitationIssued", invitation: record }
    case "extranetAccount":
      return { _tag: "ExtranetAccountProvisioned", trigger: "provision", from: "NotProvisioned", account: record }
    case "enrollmentEntity":
      return { _tag: "EntityRegistered", entity: record }
    case "counselor":
      return { _tag: "CounselorAdded", counselor: record }
    case "counselorDelegation":
      return { _tag: "CounselorDelegationOpened", counselorDelegation: record }
  }
}

/** What a command leaves behind: its changes, an event for each, one notice for each of `notices`. @category constructors */
export const commit = (
  name: string,
  changes: ReadonlyArray<Change>,
  more: {
    readonly second?: number
    readonly events?: ReadonlyArray<Event>
    readonly notices?: ReadonlyArray<Notice>
    readonly provenance?: Partial<Provenance>
    readonly command?: Partial<Commit["command"]>
  } = {}
): Commit => {
  const commandId = name as Id.CommandId
  const when = at(more.second ?? 0)
  return {
    command: { commandId, fingerprint: `print of ${name}`, at: when, outcome: "{}", ...more.command },
    provenance: {
      commandId,
      commandName: "ContractCheck",
      at: when,
      actor: "exchange/contract",
      permission: "P-01 exchange",
      policy: "calheers",
      ...more.provenance
    },
    events: more.events ?? changes.map(eventOf),
    changes,
    notices: more.notices ?? []
  }
}
