/**
 * What the checks of the store contract put into a store first: a base, and for some a record in every state of every kind.
 *
 * @since 0.1.0
 */
import type { Change } from "@agencybook/application/Store"
import type { Agent } from "@agencybook/core/Agent"
import type { Entry } from "@agencybook/core/AgentOfRecord"
import * as Dates from "@agencybook/core/CalendarDate"
import type { Coverage } from "@agencybook/core/Case"
import type { Certification } from "@agencybook/core/Certification"
import type { Email, Language } from "@agencybook/core/Contact"
import type * as Id from "@agencybook/core/Id"
import type { Npn } from "@agencybook/core/Licence"
import * as Requirement from "@agencybook/core/Requirement"
import type { Staff } from "@agencybook/core/Staff"
import { furtherPolicy } from "../CoverageSample.ts"
import {
  accessCode,
  account,
  acting,
  agency,
  agent,
  agentChangeCode,
  applicationReview,
  at,
  change,
  consent,
  counselor,
  day,
  delegation,
  discrepancyList,
  employment,
  entity,
  exportLog,
  help,
  household,
  id,
  invitation,
  link,
  password,
  staff,
  term,
  through,
  transfer
} from "./StoreContractRecords.ts"

const checklist = Requirement.initial

const since = at()

const certifications: ReadonlyArray<Certification> = [
  { _tag: "Certified", since, term },
  { _tag: "Certified", since, term },
  { _tag: "Incomplete", since },
  { _tag: "Pending", since, checklist },
  { _tag: "Eligible", since, checklist: { ...checklist, exam: { attemptsUsed: 2, cycle: 1 } } },
  { _tag: "Suspended", since, term, reason: "under-investigation" },
  { _tag: "Denied", since, reason: "breach" },
  { _tag: "Withdrawn", since },
  { _tag: "Discarded", since },
  { _tag: "TerminatedVested", since, reason: "retired" },
  { _tag: "TerminatedForCause", since, reason: "breach" },
  { _tag: "Deceased", since }
]

const withoutManager = { since, until: Dates.make("2026-11-20") }

const looks = (n: number) => ({ legal: `agency-${n}`, public: `agency-${n}` })

/** Agencies, agents, employments and cases that other records refer to, all new. @category constructors */
export const base: ReadonlyArray<Change> = [
  change("agency", agency(1, { dueOn: Dates.make("2026-11-02"), looks: looks(1) })),
  change(
    "agency",
    agency(2, {
      certification: { _tag: "Suspended", since, reason: "no-certified-manager" },
      managers: [id("agent", 2), id("agent", 7)],
      designated: [{ agentId: id("agent", 7), at: at() }],
      licenceNumber: "0B00002" as never,
      looks: { ...looks(2), public: "harbor" },
      withoutManager
    })
  ),
  change("agency", agency(3, { certification: { _tag: "Terminated", since, reason: "closed" }, withoutManager })),
  change(
    "agency",
    agency(4, {
      licenceNumber: "0b00004" as never,
      looks: { ...looks(4), public: "harbor" },
      documents: [],
      change: {
        changeId: "change-1" as never,
        wanted: { legalName: "Agency Four Group" as never },
        requestedAt: at(),
        requestedBy: "agent/agent-4",
        items: ["agreement"]
      }
    })
  ),
  change(
    "agency",
    agency(5, {
      documents: [
        { type: "other", expiresOn: Dates.make("2026-11-30"), uploadedAt: at(), uploadedBy: "agent/agent-1" },
        { type: "payee-data", uploadedAt: at(), uploadedBy: "agent/agent-1" },
        { type: "e-and-o", expiresOn: Dates.make("2026-10-01"), uploadedAt: at(), uploadedBy: "agent/agent-1" }
      ],
      agreement: {
        envelope: "envelope-5" as never,
        signatures: [{ by: { _tag: "Signer" }, on: day }],
        from: day,
        expiresOn: Dates.make("2026-08-01")
      },
      dueOn: Dates.make("2026-06-02")
    })
  ),
  ...certifications.map((certification, n) =>
    change("agent", agent(n + 1, { certification, ...(n % 3 === 0 ? {} : { dueOn: Dates.plusDays(day, n % 3) }) }))
  ),
  change("agent", agent(31, { locked: true })),
  change(
    "agent",
    agent(34, {
      name: { first: "Íñigo", last: "Ñúñez-Öst" } as Agent["name"],
      place: { city: "Las Cruces", county: "Doña Ana" },
      listInDirectory: true
    })
  ),
  // Two characters that 16 bits order the other way round, and the beginning of a third that others share.
  ...["\u{20bb7}田", "Ａｄａ", "\u{20bb7}", "\ufffd"].map((last, n) =>
    change(
      "agent",
      agent(41 + n, {
        name: { first: "Ana", last } as Agent["name"],
        place: { city: "Las Cruces", county: last as never },
        listInDirectory: true
      })
    )
  ),
  change("agent", agent(32, { licence: { ...agent(32).licence, status: "suspended" } })),
  change("agent", agent(33, { licence: { ...agent(33).licence, health: false } })),
  change("employment", employment(1, 1)),
  change("employment", employment(2, 1)),
  change("employment", employment(3, 1, { state: "Invited" })),
  change("employment", employment(4, 1, { state: "Inactive", reason: "leave" })),
  change("employment", employment(4, 2)),
  change("employment", employment(5, 2, { state: "Inactive", reason: "other" })),
  ...Array.from({ length: 9 }, (_, n) => change("case", household(n + 1)))
]

/** A link on its way to a helper, or at its end. */
const staffLink = (n: number, state: NonNullable<Staff["link"]>["state"]): NonNullable<Staff["link"]> => ({
  ...{ invitationId: id("invitation", 700 + n), issuedAt: at(n), expiresAt: at(3 * 86_400), wrongTries: n, state }
})

/** A policy on which the feed has somebody, or nobody, on record. */
const coverage = (npn: string | undefined): Coverage => ({
  ...{ state: "Effectuated", carrier: "Golden Health", plan: "Silver 70", metal: "Silver" },
  ...{ effectiveOn: day, grossPremium: 41_250 as Coverage["grossPremium"], aptc: 20_000 as Coverage["aptc"] },
  pastDue: false,
  ...(npn === undefined ? {} : { aorNpn: npn as Npn })
})

const stated = (npn: string | undefined, from: string): Entry => ({
  ...(npn === undefined ? {} : { npn: npn as Npn }),
  ...{ from: Dates.make(from), recordedAt: at(), reason: "correction" }
})

/** The base and every other kind of record in every state, so that each index finds some and leaves some out. @category constructors */
export const population: ReadonlyArray<Change> = [
  ...base,
  change(
    "agent",
    agent(35, {
      reports: {
        address: { happenedOn: day, reportedOn: Dates.make("2026-03-09") },
        name: { happenedOn: day, reportedOn: Dates.make("2026-03-05"), late: true, reopened: true }
      }
    })
  ),
  change("agent", agent(36, { reports: { licence: { happenedOn: day, reportedOn: Dates.make("2026-03-01") } } })),
  // On record by the feed alone, by a statement against it, by one for a later day, and nobody by a statement.
  change("case", household(51, { coverage: coverage("1100051") })),
  change("case", household(52, { coverage: coverage("1100051"), agentsOfRecord: [stated("1100052", "2026-03-02")] })),
  change(
    "case",
    household(53, {
      coverage: coverage("1100051"),
      agentsOfRecord: [stated("1100052", "2026-01-01"), stated("1100053", "2026-12-01")]
    })
  ),
  change("case", household(54, { coverage: coverage("1100051"), agentsOfRecord: [stated(undefined, "2026-02-01")] })),
  change("case", household(55, { coverage: coverage(undefined), agentsOfRecord: [] })),
  change("case", household(56, { agentsOfRecord: [stated("1100052", "2026-03-02")] })),
  // What is said of another policy is found under nobody.
  change(
    "case",
    household(57, {
      coverage: coverage("1100051"),
      policies: [furtherPolicy(1, { aorNpn: "1100052" as Npn })],
      policyAgentsOfRecord: [{ ...stated("1100053", "2026-03-02"), policyId: furtherPolicy(1).policyId }]
    })
  ),
  change("employment", employment(35, 2, { state: "Invited", review: true })),
  change("employment", employment(36, 2, { state: "Invited", review: true, since: at(9) })),
  change("consent", consent(1, 1, { state: { _tag: "Draft", since } })),
  change("consent", consent(2, 1)),
  change("consent", consent(3, 2, { expiresOn: Dates.make("2026-12-31"), retainUntil: Dates.make("2036-12-31") })),
  change(
    "consent",
    consent(4, 2, {
      expiresOn: Dates.make("2026-12-01"),
      retainUntil: Dates.make("2036-12-01"),
      state: { _tag: "Expired", at: at(9) }
    })
  ),
  change(
    "consent",
    consent(5, 3, { retainUntil: Dates.make("2036-03-02"), state: { _tag: "Rescinded", from: since, at: at(9) } })
  ),
  // One that no delegation rests on.
  change("consent", consent(6, 3)),
  change("applicationReview", applicationReview(1, 1)),
  change("applicationReview", applicationReview(2, 1)),
  change("applicationReview", applicationReview(3, 2)),
  change("staff", staff(1, 1)),
  change("staff", staff(2, 1, { level: 2, trainedOn: day, staffNumber: "A1234" as Staff["staffNumber"] & string })),
  change("staff", staff(3, 2, { activity: "Inactive", approval: { _tag: "Pending", since } })),
  change("staff", staff(4, 2, { approval: { _tag: "Eligible", since } })),
  change("staff", staff(5, 2, { approval: { _tag: "Denied", since, reason: "application-incomplete" } })),
  change("staff", staff(6, 1, { approval: { _tag: "Terminated", since, reason: "left-agency" } })),
  ...(["Issued", "Claimed", "Expired", "Revoked"] as const).map((state, n) =>
    change("staff", staff(8 + n, 1, { link: staffLink(n, state) }))
  ),
  change("staff", staff(7, 1, { approval: { _tag: "TerminatedForCause", since, reason: "breach" } })),
  change("delegation", delegation(1, 1, 1)),
  change("delegation", delegation(2, 2, 1, { state: { _tag: "Frozen", from: since, since } })),
  change("delegation", delegation(3, 3, 1, { state: { _tag: "Requested", at: since }, signedBy: "Carla Case" })),
  change("delegation", delegation(4, 3, 2)),
  change("delegation", delegation(5, 3, 2, { kind: "assister" })),
  change(
    "delegation",
    delegation(6, 4, 2, { state: { _tag: "Ended", from: since, until: at(9), reason: "replaced" } })
  ),
  change("delegation", delegation(7, 4, 2, { state: { _tag: "Declined", at: since } })),
  change("delegation", delegation(8, 5, 5, { state: { _tag: "Cancelled", at: since } })),
  change("delegation", delegation(9, 1, 2, { state: { _tag: "Expired", at: since } })),
  change("delegation", delegation(10, 5, 4, { delegate: { agentId: id("agent", 4), agencyId: id("agency", 2) } })),
  change("transfer", transfer(1, 1)),
  change("transfer", transfer(2, 1)),
  change("transfer", transfer(3, 2)),
  change("exportLog", exportLog(1, 1)),
  change("exportLog", exportLog(2, 2, { file: { at: at(9), asOf: at(8), rowCount: 3, sha256: "0f".repeat(32) } })),
  change("discrepancyList", discrepancyList(1, 1)),
  change("discrepancyList", discrepancyList(2, 2)),
  change(
    "discrepancyList",
    discrepancyList(3, 1, {
      lines: discrepancyList(3, 1).lines.map((line) => ({ ...line, answer: { finding: "not-upheld" } })),
      state: { _tag: "Answered", at: at(9) }
    })
  ),
  ...(["Applied", "AwaitingConsent", "Scheduled", "Rejected", "Cancelled"] as const).map((state, n) =>
    change("transfer", transfer(n + 4, 1, { state }))
  ),
  change(
    "transfer",
    transfer(9, 1, {
      state: "ExchangeReview",
      toAgencyId: id("agency", 2),
      submittedBy: id("agency", 1),
      evidence: { kind: "release", documentId: "papers-1" as Id.DocumentId },
      effectiveOn: Dates.make("2026-05-01")
    })
  ),
  change("acting", acting(1)),
  change("acting", acting(2, { closedAt: at(60) })),
  ...(["Issued", "Redeemed", "Superseded", "Revoked", "Locked"] as const).map((state, n) =>
    change("accessCode", accessCode(n + 1, n + 1, { state }))
  ),
  change("accessCode", accessCode(6, 1, { state: "Superseded", wrongTries: 2 })),
  ...(["Issued", "Confirmed", "Superseded", "Locked"] as const).map((state, n) =>
    change("agentChangeCode", agentChangeCode(n + 1, n + 1, { state }))
  ),
  change("invitation", invitation(1, 1)),
  change("invitation", invitation(2, 1, { kind: "activation-link" })),
  change("invitation", invitation(3, 1, { state: "Revoked", wrongTries: 5 })),
  change("invitation", invitation(4, 2, { state: "Claimed", claimedBy: "user-1" as Id.UserId })),
  change("invitation", invitation(5, 2, { state: "Expired" })),
  change("extranetAccount", account(1, { _tag: "Active", since: at(), password })),
  change("extranetAccount", account(2, { _tag: "Provisioned", since: at(), link }, { epoch: 0 })),
  change("extranetAccount", account(3, { _tag: "ResetPending", since: at(), link, password })),
  change("extranetAccount", account(4, { _tag: "ResetPending", since: at(), link })),
  change("extranetAccount", account(5, { _tag: "LockedExpired", since: at(), password })),
  change("extranetAccount", account(6, { _tag: "Disabled", since: at() }, { takenOver: true })),
  change(
    "extranetAccount",
    account(7, { _tag: "Expiring", since: at(), password: { ...password, dueOn: password.expiresOn } })
  ),
  change("extranetAccount", account(8, { _tag: "Active", since: at(), password: { setAt: at() } })),
  change("enrollmentEntity", entity(1)),
  change("enrollmentEntity", entity(2, { _tag: "Suspended", since: at(), through, reason: "breach" })),
  change("enrollmentEntity", entity(3, { _tag: "Registered", since: at() })),
  change("enrollmentEntity", entity(4, { _tag: "Ended", since: at(), reason: "agreement-over" })),
  change("counselor", counselor(1, 1)),
  change("counselor", counselor(2, 1, { _tag: "Ended", since: at(), reason: "left" })),
  change("counselor", counselor(3, 2)),
  change("counselor", {
    ...counselor(4, 1),
    email: "Cleo.Nash@door.example" as Email,
    listing: { languages: ["es" as Language, "vi" as Language], acceptsNewClients: false, listInDirectory: true }
  }),
  change("counselorDelegation", help(1, 1, 2)),
  change("counselorDelegation", help(2, 1, 1, { _tag: "Requested", at: at() })),
  change("counselorDelegation", help(3, 2, 3, { _tag: "Ended", from: at(), until: at(9), reason: "relinquished" })),
  change("counselorDelegation", help(4, 2, 4, { _tag: "Declined", at: at(9) })),
  change("counselorDelegation", help(5, 3, 5, { _tag: "Cancelled", at: at(9) })),
  change("counselorDelegation", help(6, 3, 5, { _tag: "Expired", at: at(9) }))
]
