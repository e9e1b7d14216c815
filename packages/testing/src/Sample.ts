/**
 * Plain sample records with sensible defaults: one person, one agency, one household at a time.
 *
 * Every builder takes a number and what should differ. All samples belong to one moment, a Tuesday morning in
 * California, so that examples and laws speak about the same day.
 *
 * @since 0.1.0
 */
import type { AccessCode } from "@agencybook/core/AccessCode"
import type { Acting } from "@agencybook/core/Acting"
import type { Actor } from "@agencybook/core/Actor"
import { type Agency, type Details, make as makeAgency, scheduled } from "@agencybook/core/Agency"
import type { Agreement } from "@agencybook/core/AgencyAgreement"
import type { AgencyCertification } from "@agencybook/core/AgencyCertification"
import type { File, Held } from "@agencybook/core/AgencyDocument"
import type { Agent, Photo, Profile, Shown } from "@agencybook/core/Agent"
import type { AgentChangeCode } from "@agencybook/core/AgentChange"
import { dueOn } from "@agencybook/core/AgentDiary"
import type { ApplicationReview } from "@agencybook/core/ApplicationReview"
import type { ExportLog } from "@agencybook/core/BookExport"
import * as Dates from "@agencybook/core/CalendarDate"
import type { Case, Coverage } from "@agencybook/core/Case"
import type { Certification, State as CertificationState, Finding, Term } from "@agencybook/core/Certification"
import type { Consent, State as ConsentState, Terms } from "@agencybook/core/Consent"
import type { Context } from "@agencybook/core/Decider"
import type { Delegation, State as DelegationState } from "@agencybook/core/Delegation"
import type { Employment, State as EmploymentState } from "@agencybook/core/Employment"
import type { AccountState, ExtranetAccount, Password } from "@agencybook/core/Extranet"
import * as Id from "@agencybook/core/Id"
import type { Invitation } from "@agencybook/core/Invitation"
import type { Licence } from "@agencybook/core/Licence"
import * as Requirement from "@agencybook/core/Requirement"
import type { Approval, Staff } from "@agencybook/core/Staff"
import type { Member } from "@agencybook/core/Standing"
import { policyInForce } from "./internal/PolicyInForce.ts"

export { one } from "./Valid.ts"

/** The moment of every sample: Tuesday 3 March 2026, 10:00 in Los Angeles. @category models */
export const now: Dates.Instant = Dates.instant("2026-03-03T18:00:00.000Z")
/** The day of every sample. @category models */
export const today: Dates.CalendarDate = Dates.make("2026-03-03")

/** The identifier of the `n`-th agency. @category constructors */
export const agencyId = (n = 0): Id.AgencyId => Id.make(`agency-${n}`)
/** The identifier of the `n`-th agent. @category constructors */
export const agentId = (n = 0): Id.AgentId => Id.make(`agent-${n}`)
/** The identifier of the `n`-th case. @category constructors */
export const caseId = (n = 0): Id.CaseId => Id.make(`case-${n}`)
/** The identifier of the `n`-th delegation. @category constructors */
export const delegationId = (n = 0): Id.DelegationId => Id.make(`delegation-${n}`)

/** A user without a role of their own. @category constructors */
export const userId: Id.UserId = Id.make("user-0")

/** The exchange as an actor. @category constructors */
export const exchange: Actor = { _tag: "Exchange", userId: Id.make("examiner") }
/** The scheduler as an actor. @category constructors */
export const system: Actor = { _tag: "System", userId: Id.make("scheduler") }
/** The service center as an actor. @category constructors */
export const serviceCenter: Actor = { _tag: "ServiceCenter", userId: Id.make("representative") }
/** The `n`-th agent as an actor. @category constructors */
export const asAgent = (n = 0): Actor => ({ _tag: "Agent", agentId: agentId(n) })
/** The consumer of the `n`-th case as an actor. @category constructors */
export const asConsumer = (n = 0): Actor => ({ _tag: "Consumer", caseId: caseId(n) })

/** The policy under which a law is being checked; that of Covered California when none is. @category queries */
export const policy = policyInForce

/** The surroundings of a command: by default the exchange acts, now, under `policy()`. @category constructors */
export const context = (over: Partial<Context> = {}): Context => ({
  ...{ commandId: Id.make("command-0"), at: now, actor: exchange, policy: policy(), ...over }
})

/** A certification of the calendar year. @category constructors */
export const term: Term = { number: "5000000001", from: Dates.make("2026-01-01"), until: Dates.make("2027-01-01") }

/** What was found out about an agent, sure enough for every exchange. @category constructors */
export const finding: Finding = {
  breached: "code-of-conduct",
  proof: "clear-and-convincing",
  documentId: Id.make("finding-1")
}

/** A checklist with the given items met. @category constructors */
export const checklist = (met: ReadonlyArray<Requirement.Item> = []): Requirement.Checklist => ({
  ...Requirement.initial,
  items: {
    ...Requirement.initial.items,
    ...Object.fromEntries(met.map((item) => [item, { state: "Met", at: now }]))
  }
})

/** A certification in a state, since `since`. @category constructors */
export const certification = (state: CertificationState, since: Dates.Instant = now): Certification => {
  switch (state) {
    case "Incomplete":
    case "Withdrawn":
    case "Discarded":
    case "Deceased":
      return { _tag: state, since }
    case "Pending":
      return { _tag: state, since, checklist: checklist() }
    case "Eligible":
      return { _tag: state, since, checklist: checklist(Requirement.items) }
    case "Certified":
      return { _tag: state, since, term }
    case "Suspended":
      return { _tag: state, since, term, reason: "under-investigation" }
    case "Denied":
    case "TerminatedVested":
    case "TerminatedForCause":
      return { _tag: state, since, reason: "voluntary" }
  }
}

/** The certification of an agency in a state. @category constructors */
export const agencyCertification = (state: AgencyCertification["_tag"]): AgencyCertification =>
  state === "Suspended" || state === "Terminated"
    ? { _tag: state, since: now, reason: "agreement-lapsed" }
    : { _tag: state, since: now }

const letters = (n: number): string => String.fromCharCode(97 + (Math.floor(n / 26) % 26), 97 + (n % 26))

/** The licence of the `n`-th agent, good for another year. @category constructors */
export const licence = (n = 0, over: Partial<Licence> = {}): Licence => ({
  // Ninety thousand numbers for each letter.
  number: `1${String.fromCharCode(72 + Math.floor(n / 90_000))}${String(10_000 + (n % 90_000))}` as Licence["number"],
  expiresOn: Dates.make("2027-06-30"),
  status: "active",
  health: true,
  ...over
})

/** How consumers reach the `n`-th agent. */
const reached = (n: number) => ({
  publicEmail: `ann${n}@agency.example` as NonNullable<Shown["publicEmail"]>,
  publicPhone: `916555${String(n % 10_000).padStart(4, "0")}` as NonNullable<Shown["publicPhone"]>
})

/** What an agency enters about the `n`-th agent. @category constructors */
export const profile = (n = 0, over: Partial<Profile> = {}): Profile => ({
  name: { first: `Ann${letters(n)}`, last: `Reyes${letters(n)}` } as Profile["name"],
  licence: licence(n),
  npn: String(1_000_000 + n) as Profile["npn"],
  loginEmail: `agent${n}@login.example` as Profile["loginEmail"],
  languages: ["en"] as unknown as Profile["languages"],
  place: { city: "Sacramento", county: "Sacramento" },
  ...{ acceptsNewClients: true, listInDirectory: true, ...reached(n) },
  ...over
})

/** What the `n`-th agent shows, with every way to reach the agent. @category constructors */
export const shown = (n = 0): Required<Pick<Shown, "bio" | "publicEmail" | "publicPhone">> & Shown => ({
  languages: ["en", "es"] as unknown as Shown["languages"],
  ...{ acceptsNewClients: true, listInDirectory: true, ...reached(n) },
  bio: `Twenty years in county ${n}.` as NonNullable<Shown["bio"]>
})

/** The `n`-th agent, certified. @category constructors */
export const agent = (n = 0, over: Partial<Agent> = {}): Agent => {
  const made: Agent = {
    ...profile(n),
    agentId: agentId(n),
    certification: certification("Certified"),
    locked: false,
    ...over
  }
  const due = dueOn(made)
  return due === undefined || "dueOn" in over ? made : { ...made, dueOn: due }
}

/** What the `n`-th agency tells about itself. @category constructors */
export const details = (n = 0): Details => ({
  legalName: `Agency ${n} Incorporated` as Details["legalName"],
  publicName: `Agency ${n}` as Details["publicName"],
  fein: `94${String(1_000_000 + n)}` as Details["fein"],
  email: `office${n}@agency.example` as Details["email"],
  phone: "9165550142" as Details["phone"],
  ...{ entityKind: "llc", markets: ["individual", "smallBusiness"] },
  site: {
    ...{ street: "1 K Street", city: "Sacramento", county: "Sacramento", state: "CA" },
    zip: "95814" as Details["site"]["zip"]
  }
})

/** The file of the `n`-th document that somebody handed in. @category constructors */
export const documentFile = (n = 0): File => ({
  ...{ documentId: Id.make(`document-${n}`), name: `Document ${n}.pdf` as File["name"] },
  ...{ mediaType: "application/pdf", bytes: 52_000 + n, sha256: n.toString(16).padStart(64, "0") }
})

/** A photo of the `n`-th agent. @category constructors */
export const photo = (n = 0): Photo => ({ ...documentFile(n), name: "Ann.png" as File["name"], mediaType: "image/png" })

/** A document that the manager of agency 0 handed in now. @category constructors */
export const document = (type: Held["type"], over: Partial<Held> = {}): Held => ({
  ...{ type, uploadedAt: now, uploadedBy: "agent/agent-0" },
  ...over
})

/** The agreement that the manager of the `n`-th agency signed at the beginning of the year, for five years. @category constructors */
export const agreement = (n = 0, over: Partial<Agreement> = {}): Agreement => ({
  envelope: Id.make(`envelope-${n}`),
  signatures: [{ by: { _tag: "Manager", agentId: agentId(n) }, on: Dates.make("2026-01-01") }],
  from: Dates.make("2026-01-01"),
  expiresOn: Dates.make("2030-12-31"),
  ...over
})

/** The `n`-th agency, certified, with its documents and its agreement; the agent of the same number is the manager. @category constructors */
export const agency = (n = 0, over: Partial<Agency> = {}): Agency =>
  scheduled({
    ...makeAgency(details(n), agencyId(n), [agentId(n)], agencyCertification("Certified")),
    documents: [document("e-and-o", { expiresOn: Dates.make("2026-12-31") }), document("payee-data")],
    signer: { _tag: "Manager", agentId: agentId(n) },
    agreement: agreement(n),
    ...over
  })

/** An approval of staff in a state. @category constructors */
export const approval = (state: Approval["_tag"]): Approval =>
  state === "Pending" || state === "Eligible" || state === "Approved"
    ? { _tag: state, since: now }
    : { _tag: state, since: now, reason: state === "TerminatedForCause" ? "breach" : "left-agency" }

/** The `n`-th helper of agency 0: approved at level 1. @category constructors */
export const staff = (n = 0, over: Partial<Staff> = {}): Staff => ({
  userId: Id.make(`staff-${n}`),
  agencyId: agencyId(0),
  name: { first: `Sam${letters(n)}`, last: `Ortiz${letters(n)}` } as Staff["name"],
  email: `staff${n}@login.example` as Staff["email"],
  level: 1,
  approval: { _tag: "Approved", since: now },
  activity: "Active",
  ...over
})
/** The `n`-th helper as an actor, with the level that the host names. @category constructors */
export const asStaff = (n = 0, level: 1 | 2 = 1, agency = 0): Actor => ({
  _tag: "Staff",
  userId: Id.make(`staff-${n}`),
  agencyId: agencyId(agency),
  level
})

/** The place of an agent in an agency. @category constructors */
export const employment = (agent = 0, agency = 0, state: EmploymentState = "Active"): Employment => ({
  employmentId: Id.employment(agentId(agent), agencyId(agency)),
  agentId: agentId(agent),
  agencyId: agencyId(agency),
  state,
  since: now
})

/** What decides about the authority of a sample member. @category models */
export interface MemberOptions {
  readonly agency?: number
  readonly certification?: Certification
  /** Whether the licence is good today; it is unless told otherwise. */
  readonly licensed?: boolean
  readonly agencyState?: AgencyCertification["_tag"]
  readonly employment?: EmploymentState
  readonly locked?: boolean
  readonly acceptsNewClients?: boolean
}

/** The `n`-th agent as a member of an agency; by default nothing is missing for authority. @category constructors */
export const member = (n = 0, options: MemberOptions = {}): Member => ({
  agent: agent(n, {
    certification: options.certification ?? certification("Certified"),
    licence: licence(n, options.licensed === false ? { expiresOn: Dates.plusDays(today, -1) } : {}),
    locked: options.locked ?? false,
    acceptsNewClients: options.acceptsNewClients ?? true
  }),
  employment: employment(n, options.agency ?? 0, options.employment ?? "Active"),
  agency: agency(options.agency ?? 0, { certification: agencyCertification(options.agencyState ?? "Certified") })
})

/** A policy in force. @category constructors */
export const coverage = (over: Partial<Coverage> = {}): Coverage => ({
  state: "Effectuated",
  carrier: "Golden Health",
  plan: "Silver 70",
  metal: "Silver",
  effectiveOn: Dates.make("2026-01-01"),
  grossPremium: 41_250 as Coverage["grossPremium"],
  aptc: 20_000 as Coverage["aptc"],
  pastDue: false,
  ...over
})

/** The household of the `n`-th case. @category constructors */
export const household = (n = 0, over: Partial<Case> = {}): Case => ({
  caseId: caseId(n),
  caseNumber: String(10_000_000 + n) as Case["caseNumber"],
  primaryContact: {
    name: { first: `Cora${letters(n)}`, last: `Quint${letters(n)}` } as Case["primaryContact"]["name"],
    dob: Dates.make("1980-05-17"),
    email: `consumer${n}@mail.example` as NonNullable<Case["primaryContact"]["email"]>,
    preferredLanguage: "en" as Case["primaryContact"]["preferredLanguage"],
    preferredChannel: "email",
    address: { ...details(n).site, street: "2 L Street" }
  },
  members: ["QhpAptc"],
  application: { year: 2026, state: "Determined" },
  verifications: [],
  renewal: "NotDue",
  account: { _tag: "None" },
  lastActivityOn: today,
  ...over
})

/** A state of a delegation by its name; it began the day before. @category constructors */
export const delegationState = (state: DelegationState["_tag"]): DelegationState => {
  const from = Dates.plusHours(now, -24)
  switch (state) {
    case "Requested":
    case "Declined":
    case "Cancelled":
    case "Expired":
      return { _tag: state, at: from }
    case "Active":
      return { _tag: state, from }
    case "Frozen":
      return { _tag: state, from, since: Dates.plusHours(now, -1) }
    case "Ended":
      return { _tag: state, from, until: Dates.plusHours(now, -1), reason: "relinquished" }
  }
}

/** The `n`-th delegation: by default the case of that number, active with agent 0 of agency 0. @category constructors */
export const delegation = (
  n = 0,
  state: DelegationState["_tag"] = "Active",
  over: Partial<Delegation> = {}
): Delegation => ({
  delegationId: delegationId(n),
  caseId: caseId(n),
  kind: "producer",
  delegate: { agentId: agentId(0), agencyId: agencyId(0) },
  origin: "directory",
  signedBy: "Cora Quint",
  state: delegationState(state),
  ...over
})

/** What a consent says that a consumer signed in the portal, for agent 0 of agency 0 and everybody there. @category constructors */
export const consentTerms = (over: Partial<Terms> = {}): Terms => ({
  grantee: { _tag: "Agency", agencyId: agencyId(0), agentId: agentId(0) },
  otherUsers: ["agent", "manager", "staff"],
  scopes: [
    ...(["search-application", "complete-application", "maintain-account"] as const),
    ...(["answer-inquiries", "submit-with-signature", "enter-payment"] as const)
  ],
  purpose: "apply-and-enroll",
  rescindHow: ["online", "phone", "mail"],
  channel: "electronic-signature",
  evidence: { type: "portal-record", ref: "command-0" },
  ...over
})

/** A state of a consent by its name; it was granted the day before. @category constructors */
export const consentState = (state: ConsentState["_tag"]): ConsentState => {
  const from = Dates.plusHours(now, -24)
  switch (state) {
    case "Draft":
      return { _tag: state, since: from }
    case "Granted":
      return { _tag: state, from }
    case "Rescinded":
    case "Expired":
      return { _tag: state, from, at: Dates.plusHours(now, -1) }
  }
}

/** The `n`-th consent: of the case of that number, granted. @category constructors */
export const consent = (n = 0, state: ConsentState["_tag"] = "Granted", over: Partial<Consent> = {}): Consent => ({
  ...consentTerms(),
  consentId: Id.make(`consent-${n}`),
  caseId: caseId(n),
  consumerName: household(n).primaryContact.name,
  signedBy: "Cora Quint",
  state: consentState(state),
  ...over
})

/** The `n`-th review of the application of the case of that number, with agent 0, today. @category constructors */
export const applicationReview = (n = 0, over: Partial<ApplicationReview> = {}): ApplicationReview => ({
  reviewId: Id.make(`review-${n}`),
  caseId: caseId(n),
  year: 2026,
  on: today,
  consumerName: household(n).primaryContact.name,
  reviewedBy: "Cora Quint",
  assistedBy: { agentId: agentId(0), agencyId: agencyId(0) },
  channel: "electronic-signature",
  evidence: { type: "portal-record", ref: "command-0" },
  retainUntil: Dates.make("2036-03-03"),
  ...over
})

/** The digest of some file. @category models */
export const digest = "ab".repeat(32)

/** An export of the whole book of agency 0 that its manager has confirmed now. @category constructors */
export const exportLog = (over: Partial<ExportLog> = {}): ExportLog => ({
  exportId: Id.make("export-0"),
  order: { agencyId: agencyId(0), columns: "full" },
  requestedBy: "agent/agent-0",
  agentId: agentId(0),
  acknowledgedAt: now,
  until: Dates.plusHours(now, 24),
  ...over
})

/** A live access code of the `n`-th case, issued by telephone now. @category constructors */
export const accessCode = (n = 0, over: Partial<AccessCode> = {}): AccessCode => ({
  accessCodeId: Id.make(`code-${n}`),
  caseId: caseId(n),
  ...{ channel: "phone", requestedBy: { _tag: "Consumer" }, digest: `digest-${n}` },
  identityCheck: { by: "servicecenter/representative", method: "personal-data", at: now },
  issuedBy: "servicecenter/representative",
  issuedAt: now,
  expiresAt: Dates.plusHours(now, 72),
  wrongTries: 0,
  state: "Issued",
  ...over
})

/** A live passcode that gives the `n`-th case to agent 1, sent now. @category constructors */
export const agentChangeCode = (n = 0, over: Partial<AgentChangeCode> = {}): AgentChangeCode => ({
  agentChangeCodeId: Id.make(`passcode-${n}`),
  caseId: caseId(n),
  agentId: agentId(1),
  agencyId: agencyId(0),
  issuedAt: now,
  expiresAt: Dates.plusMillis(now, 600_000),
  wrongTries: 0,
  state: "Issued",
  ...over
})

/** A live delegation code of the `n`-th agent for agency 0, issued now. @category constructors */
export const invitation = (n = 0, over: Partial<Invitation> = {}): Invitation => ({
  invitationId: Id.make(`invitation-${n}`),
  kind: "delegation-code",
  agentId: agentId(n),
  agencyId: agencyId(0),
  issuedAt: now,
  expiresAt: Dates.plusHours(now, 720),
  wrongTries: 0,
  state: "Issued",
  ...over
})

const extranetLink = {
  linkId: Id.make<Id.LinkId>("link-0"),
  with: "link",
  expiresAt: Dates.plusHours(now, 24)
} as const
/** A password of the extranet that was set now: warned of on 22 April, over on 2 May. @category constructors */
export const extranetPassword: Password = {
  setAt: now,
  expiresOn: Dates.make("2026-05-02"),
  dueOn: Dates.make("2026-04-22")
}

/** A state of an extranet account by its name, since now. @category constructors */
export const accountState = (state: AccountState["_tag"]): AccountState => {
  const password = extranetPassword
  switch (state) {
    case "Provisioned":
      return { _tag: state, since: now, link: extranetLink }
    case "Active":
    case "LockedExpired":
      return { _tag: state, since: now, password }
    case "Expiring":
      return { _tag: state, since: now, password: { ...password, dueOn: Dates.make("2026-05-02"), warnedAt: now } }
    case "ResetPending":
      return { _tag: state, since: now, link: extranetLink, password }
    case "Disabled":
      return { _tag: state, since: now }
  }
}

/** The extranet account of the `n`-th agent, with its second password. @category constructors */
export const extranetAccount = (
  n = 0,
  state: AccountState["_tag"] = "Active",
  over: Partial<ExtranetAccount> = {}
): ExtranetAccount => ({
  agentId: agentId(n),
  username: `${policy().extranet.usernamePrefix}${licence(n).number}`,
  provisionedAt: now,
  epoch: 2,
  state: accountState(state),
  ...over
})

/** A session in which agent 0 acts for agent 1 of agency 0, opened now. @category constructors */
export const session = (over: Partial<Acting> = {}): Acting => ({
  actingId: Id.make("session-0"),
  managerId: agentId(0),
  agentId: agentId(1),
  agencyId: agencyId(0),
  openedAt: now,
  usedAt: now,
  ...over
})
