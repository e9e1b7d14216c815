/** Every question that a portal answers, about what may be there: what the fuzz of exchanges asks. */
import type * as Portal from "@agencybook/application/Portal"
import * as Dates from "@agencybook/core/CalendarDate"
import { type Capability, permissions } from "@agencybook/core/Capability"
import type { Kind } from "@agencybook/core/Record"
import * as Sample from "@agencybook/testing/Sample"
import type * as Seed from "@agencybook/testing/Seed"
import type * as World from "@agencybook/testing/World"

/** What of a portal is no question, with the reason. */
export const elsewhere = {
  execute: "the commands are sent by it",
  executeUnknown: "it is `execute` for what the compiler knows nothing of",
  inChunks: "it sends commands",
  decertifyInChunks: "it sends commands",
  runDay: "it asks what is due, which is asked here, and sends commands",
  deliver: "the notices are compared in the end, with whatever else an exchange has",
  claimLetters: "claims carry a token of chance; the notices are compared in the end",
  settleLetter: "it needs the token of a claim",
  close: "it ends the portal"
} as const satisfies { readonly [Name in keyof Portal.Portal]?: string }

/** Queries that a portal does not offer, with the question that reads the same for them. */
export const byAnother: Readonly<Record<string, Question>> = {
  bookStream: "eachOfBook",
  consentsPage: "consents"
}

/** The name of a question. */
export type Question = Exclude<keyof Portal.Portal, keyof typeof elsewhere>

/** Asks a question about something that is drawn, of the world as it is or of nothing that there is. */
export type Asking = (
  portal: Portal.Portal,
  viewer: Portal.Viewer,
  seed: Seed.Seed,
  world: World.World
) => Promise<unknown>

const limit = { limit: 20 }
const agency = (seed: Seed.Seed) => Sample.agencyId(seed.int(3))
const agent = (seed: Seed.Seed) => Sample.agentId(seed.int(4))
const household = (seed: Seed.Seed) => Sample.caseId(seed.int(5))
const scope = (seed: Seed.Seed) => ({
  agencyId: agency(seed),
  ...(seed.chance(50) ? { agentId: agent(seed) } : {})
})
const office = (seed: Seed.Seed) => (seed.chance(50) ? { agencyId: agency(seed) } : {})
const both = (seed: Seed.Seed) => ({ caseId: household(seed), agentId: agent(seed) })
const one = (world: World.World, kind: Kind, seed: Seed.Seed): string => seed.pick(["none", ...world[kind].keys()])
const page = (seed: Seed.Seed) => ({ limit: seed.pick([1, 3, 20]) })
const list = (seed: Seed.Seed) => seed.pick(["pending", "active", "inactive"] as const)
/** A day before the story, in it or long after it. */
const day = (seed: Seed.Seed) => seed.pick(["2026-01-31", "2026-03-03", "2026-03-31", "2026-07-01", "2030-01-01"])
const instant = (seed: Seed.Seed) => Dates.instant(`${day(seed)}T18:00:00.000Z`)
const capability = (seed: Seed.Seed) => seed.pick(Object.keys(permissions) as ReadonlyArray<Capability>)
const about = (seed: Seed.Seed) => ({ ...scope(seed), ...(seed.chance(50) ? { caseId: household(seed) } : {}) })
const trail = (seed: Seed.Seed, world: World.World) =>
  seed.pick([
    {},
    { agencyId: agency(seed) },
    { agentId: agent(seed) },
    { caseId: household(seed) },
    { counselorId: one(world, "counselor", seed) }
  ])
const firm = {
  ...{ eligible: 10, taking: [{ carrier: "Golden Health", employees: 6 }], otherCoverage: 0 },
  ...{ employerShare: 15_000, lowestPremium: 30_000 }
}

/** How each question is asked; one that is left out does not compile. */
export const questions: { readonly [Name in Question]: Asking } = {
  roster: (portal, who, seed) => portal.roster(who, agency(seed)),
  book: (portal, who, seed) => portal.book(who, scope(seed)),
  bookPage: (portal, who, seed) => portal.bookPage(who, scope(seed), page(seed)),
  eachOfBook: async (portal, who, seed) => {
    const rows: Array<unknown> = []
    const answer = await portal.eachOfBook(who, scope(seed), {}, (some) => {
      rows.push(...some)
    })
    return { answer, rows }
  },
  missing: (portal, who, seed, world) =>
    portal.missing(
      who,
      scope(seed),
      [...world.case.values()].slice(0, 1 + seed.int(3)).map(({ caseNumber, primaryContact: { dob, name } }) => ({
        ...{ name: { first: name.first, last: name.last }, dob, applicationOn: "2026-02-02" },
        ...(seed.chance(50) ? { caseNumber } : {})
      }))
    ),
  returnedDiscrepancies: (portal, who, seed) => portal.returnedDiscrepancies(who, scope(seed), page(seed)),
  waitingDiscrepancies: (portal, who, seed) => portal.waitingDiscrepancies(who, page(seed)),
  discrepancyList: (portal, who, seed, world) => portal.discrepancyList(who, one(world, "discrepancyList", seed)),
  summary: (portal, who, seed) => portal.summary(who, scope(seed)),
  trend: (portal, who, seed) => portal.trend(who, scope(seed), 1 + seed.int(60)),
  exchangeSummary: (portal, who) => portal.exchangeSummary(who),
  agencies: (portal, who, seed) =>
    portal.agencies(who, seed.chance(50) ? {} : { certification: "Certified" }, page(seed)),
  exportRows: (portal, who, seed, world) => portal.exportRows(who, one(world, "exportLog", seed)),
  exportPolicies: (portal, who, seed, world) => portal.exportPolicies(who, one(world, "exportLog", seed)),
  agentsOn: (portal, who, seed) =>
    portal.agentsOn(who, {
      ...{ caseId: household(seed), day: day(seed) },
      ...(seed.chance(50) ? { believedOn: day(seed) } : {})
    }),
  caseHistory: (portal, who, seed) => portal.caseHistory(who, household(seed)),
  exportLogs: (portal, who, seed) => portal.exportLogs(who, scope(seed), page(seed)),
  commissions: (portal, who, seed) => portal.commissions(who, scope(seed), page(seed)),
  commissionTotals: (portal, who, seed) => portal.commissionTotals(who, scope(seed)),
  rosterPage: (portal, who, seed) =>
    portal.rosterPage(who, agency(seed), seed.chance(50) ? {} : { search: "a" }, page(seed)),
  agentAccount: (portal, who, seed) => portal.agentAccount(who, agency(seed), agent(seed)),
  delegations: (portal, who, seed) => portal.delegations(who, scope(seed), list(seed), limit),
  auditTrail: (portal, who, seed, world) => portal.auditTrail(who, trail(seed, world), limit),
  readings: (portal, who, seed, world) => portal.readings(who, trail(seed, world), limit),
  stuckCertifications: (portal, who, seed) =>
    portal.stuckCertifications(who, office(seed), seed.chance(50) ? {} : { atLeastDays: 1 }, page(seed)),
  expiring: (portal, who, seed) =>
    portal.expiring(
      who,
      office(seed),
      { what: seed.pick(["licence", "term", "document"]), before: "2030-01-01" },
      page(seed)
    ),
  ageingRequests: (portal, who, seed) => portal.ageingRequests(who, seed.chance(50) ? {} : scope(seed), {}, limit),
  idleCases: (portal, who, seed) => portal.idleCases(who, office(seed), limit),
  agenciesWithoutManager: (portal, who, seed) => portal.agenciesWithoutManager(who, page(seed)),
  agentOfRecordMismatches: (portal, who, seed) => portal.agentOfRecordMismatches(who, scope(seed), page(seed)),
  waitingAgencyChanges: (portal, who, seed) => portal.waitingAgencyChanges(who, page(seed)),
  waitingAssociations: (portal, who, seed) => portal.waitingAssociations(who, page(seed)),
  waitingReports: (portal, who, seed) =>
    portal.waitingReports(who, seed.chance(50) ? {} : { lateOnly: true }, page(seed)),
  completionList: (portal, who, seed) => portal.completionList(who, page(seed)),
  directory: (portal, who, seed) =>
    portal.directory(who, seed.pick([{ name: "a" }, { county: "Sacramento" }, { language: "en" }]), limit),
  counselorDirectory: (portal, who, seed) =>
    portal.counselorDirectory(who, seed.pick([{ name: "a" }, { county: "Sacramento" }, { language: "en" }]), limit),
  account: (portal, who, seed) => portal.account(who, agency(seed)),
  assessEmployer: (portal, who, seed) =>
    portal.assessEmployer(who, firm, seed.pick(["first-submission", "renewal", "change"])),
  employerAgentOfRecordOn: (portal, who, seed) => portal.employerAgentOfRecordOn(who, day(seed)),
  certificationsDue: (portal, who, seed) => portal.certificationsDue(who, { day: day(seed) }),
  agenciesDue: (portal, who, seed) => portal.agenciesDue(who, { day: day(seed) }),
  requestsDue: (portal, who, seed) => portal.requestsDue(who, { day: day(seed) }),
  transfersDue: (portal, who, seed) => portal.transfersDue(who, day(seed), page(seed)),
  remindersDue: (portal, who, seed) => portal.remindersDue(who, day(seed), page(seed)),
  consentsDue: (portal, who, seed) => portal.consentsDue(who, day(seed), page(seed)),
  entities: (portal, who, seed) =>
    portal.entities(who, seed.chance(50) ? {} : { certification: "Certified" }, page(seed)),
  counselorClients: (portal, who, seed, world) =>
    portal.counselorClients(who, one(world, "counselor", seed), list(seed), page(seed)),
  caseCounselors: (portal, who, seed) => portal.caseCounselors(who, household(seed)),
  counselorRemindersDue: (portal, who, seed) => portal.counselorRemindersDue(who, day(seed), page(seed)),
  counselorRequestsDue: (portal, who, seed) => portal.counselorRequestsDue(who, { day: day(seed) }),
  counselors: (portal, who, seed, world) => portal.counselors(who, one(world, "enrollmentEntity", seed), limit),
  staff: (portal, who, seed) => portal.staff(who, agency(seed), limit),
  may: (portal, who, seed) => portal.may(who, capability(seed), about(seed)),
  mayEach: (portal, who, seed) => portal.mayEach(who, capability(seed), [about(seed), about(seed), {}]),
  reach: (portal, who, seed) => portal.reach(who, capability(seed)),
  consents: (portal, who, seed) => portal.consents(who, household(seed)),
  maySubmit: (portal, who, seed) => portal.maySubmit(who, both(seed)),
  mayWorkWithCounty: (portal, who, seed) => portal.mayWorkWithCounty(who, both(seed)),
  previewTransfer: (portal, who, seed) =>
    portal.previewTransfer(who, {
      ...{ _tag: "TransferBook", transferId: "preview", agencyId: agency(seed) },
      ...{ fromAgentId: agent(seed), toAgentId: agent(seed), reason: "leave" }
    }),
  previewCascade: (portal, who, seed) =>
    portal.previewCascade(
      who,
      seed.chance(50)
        ? { _tag: "RecordDeath", agentId: agent(seed), documentId: "certificate" }
        : { _tag: "TerminateAgency", agencyId: agency(seed), reason: "breach", books: "end" }
    ),
  waitingTransfers: (portal, who, seed) => portal.waitingTransfers(who, agency(seed), page(seed)),
  transfersUnderReview: (portal, who, seed) => portal.transfersUnderReview(who, page(seed)),
  transferQuestions: (portal, who, seed) => portal.transferQuestions(who, household(seed)),
  agentAt: (portal, who, seed) =>
    portal.agentAt(who, {
      ...{ caseId: household(seed), at: instant(seed) },
      ...(seed.chance(50) ? { believedAt: instant(seed) } : {})
    }),
  carrierChanges: (portal, who, seed) => portal.carrierChanges(who, seed.int(20))
}

/** The names of all questions. */
export const names = Object.keys(questions) as ReadonlyArray<Question>
