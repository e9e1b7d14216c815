/**
 * What a portal offers to hosts without Effect.
 *
 * @since 0.1.0
 */
import type * as AgencyAccount from "@agencybook/core/AgencyAccount"
import type { AgencyCertification } from "@agencybook/core/AgencyCertification"
import type * as AgencySummary from "@agencybook/core/AgencySummary"
import type { AgentAccount } from "@agencybook/core/AgentAccount"
import type { Ruling } from "@agencybook/core/Authority"
import type { Reach } from "@agencybook/core/AuthorityFilter"
import type * as BookExport from "@agencybook/core/BookExport"
import type * as Book from "@agencybook/core/BookOfBusiness"
import type * as BookPage from "@agencybook/core/BookPage"
import type { Capability } from "@agencybook/core/Capability"
import type * as CascadePlan from "@agencybook/core/CascadePlan"
import type * as Commission from "@agencybook/core/Commission"
import type * as CompletionList from "@agencybook/core/CompletionList"
import type * as CounselorDirectory from "@agencybook/core/CounselorDirectory"
import type * as CounselorList from "@agencybook/core/CounselorList"
import type * as CoverageExport from "@agencybook/core/CoverageExport"
import type * as DelegationList from "@agencybook/core/DelegationList"
import type * as Directory from "@agencybook/core/Directory"
import type * as Discrepancy from "@agencybook/core/Discrepancy"
import type * as DiscrepancyList from "@agencybook/core/DiscrepancyList"
import type * as ExchangeSummary from "@agencybook/core/ExchangeSummary"
import type { ConsentId, DelegationId } from "@agencybook/core/Id"
import type { Input } from "@agencybook/core/Input"
import type * as Page from "@agencybook/core/Page"
import type { Refusal } from "@agencybook/core/Refusal"
import type * as Roster from "@agencybook/core/Roster"
import type * as SmallBusiness from "@agencybook/core/SmallBusiness"
import type * as Transfer from "@agencybook/core/Transfer"
import type * as Trend from "@agencybook/core/Trend"
import type * as Worklist from "@agencybook/core/Worklist"
import type * as Layer from "effect/Layer"
import type * as Bulk from "../Bulk.ts"
import type { BookRequest, CommandEnvelope, CommandInput, DirectoryCriteria, UnreadEnvelope } from "../CommandInput.ts"
import type * as DailyRun from "../DailyRun.ts"
import type { Mailer } from "../Mailer.ts"
import type * as Outbox from "../Outbox.ts"
import type * as Queries from "../Queries.ts"
import type {
  About,
  Answer,
  CaseAndAgent,
  Malformed,
  Reply,
  Scope,
  TrailScope,
  Viewer,
  WorkScope
} from "./PortalRead.ts"

/** The portal logic as promises. @category services */
export interface Portal {
  /** Carries out a command; see `Agencybook.execute`. */
  readonly execute: (envelope: CommandEnvelope) => Promise<Reply>
  /**
   * The same for a command that came over the wire, of which the compiler knows nothing; one that cannot be read is
   * answered with what is wrong with it.
   */
  readonly executeUnknown: (envelope: UnreadEnvelope) => Promise<Reply>
  /**
   * Carries out a long list in chunks, each of them one command; see `Bulk`. Sent again, it goes on where it stopped;
   * `from` is the position of the first item that is not done.
   */
  readonly inChunks: <Item>(
    job: Bulk.Job<Item>,
    onProgress?: (progress: Bulk.Progress) => void
  ) => Promise<
    ({ readonly ok: true } & Bulk.Progress) | (Extract<Reply, { readonly ok: false }> & { readonly from: number })
  >
  /**
   * Takes a step out of a certification, or back into it, of an agent with many clients, who follow in chunks; see `Bulk`.
   * Sent again, it goes on where it stopped.
   */
  readonly decertifyInChunks: (
    job: Bulk.Decertification,
    onProgress?: (progress: Bulk.Progress) => void
  ) => Promise<
    ({ readonly ok: true } & Bulk.Progress) | (Extract<Reply, { readonly ok: false }> & { readonly from: number })
  >
  /**
   * Does everything that a day asks for; see `DailyRun`. Sent again, it does what is left; a second run of a day changes
   * nothing. What was refused is in the answer; the answer itself is a refusal when the options cannot be meant.
   */
  readonly runDay: (
    options?: DailyRun.Options
  ) => Promise<({ readonly ok: true } & DailyRun.Report) | Extract<Reply, { readonly ok: false }>>
  /** The agents of an agency, each with how the person stands, with the clients and requests held, and whether the person may act now. */
  readonly roster: (viewer: Viewer, agencyId: string) => Promise<Answer<ReadonlyArray<Roster.RosterLine>>>
  /** The open cases of an agency, or of one agent in it, filtered and sorted; a book that may be large is read with `bookPage` or `eachOfBook`. */
  readonly book: (
    viewer: Viewer,
    scope: Scope,
    choice?: Pick<BookRequest, "filter" | "sort">
  ) => Promise<Answer<ReadonlyArray<Book.Row>>>
  /** A page of the same rows, with how many there are in all. */
  readonly bookPage: (viewer: Viewer, scope: Scope, request: BookRequest) => Promise<Answer<BookPage.BookPage>>
  /**
   * Hands over a book of any size, some rows at a time, and waits for what `take` does with them; all rows are of one
   * moment, for which the store is kept reading.
   */
  readonly eachOfBook: (
    viewer: Viewer,
    scope: Scope,
    choice: Pick<BookRequest, "filter">,
    take: (rows: ReadonlyArray<Book.Row>) => void | Promise<void>
  ) => Promise<Answer<{ readonly count: number }>>
  /** What a book says to a list of cases that somebody misses in it, at most 5,000; see `Discrepancy.compare`. */
  readonly missing: (
    viewer: Viewer,
    scope: Scope,
    discrepancies: ReadonlyArray<Input<Discrepancy.Discrepancy>>
  ) => Promise<Answer<ReadonlyArray<Discrepancy.Finding>>>
  /** A page of the lists that the command `ReturnDiscrepancies` left for a book, the latest first, in figures. */
  readonly returnedDiscrepancies: (
    viewer: Viewer,
    scope: Scope,
    request: Page.Request
  ) => Promise<Answer<Page.Page<DiscrepancyList.Summary>>>
  /** A page of the lists that wait for `AnswerDiscrepancies`, of the whole exchange, the oldest first. */
  readonly waitingDiscrepancies: (
    viewer: Viewer,
    request: Page.Request
  ) => Promise<Answer<Page.Page<DiscrepancyList.Summary>>>
  /** One list with its claims and what was found about each. */
  readonly discrepancyList: (viewer: Viewer, listId: string) => Promise<Answer<DiscrepancyList.DiscrepancyList>>
  /** The figures of an agency, or of one agent in it: clients, requests, policies in force, premiums in cents, what is due. */
  readonly summary: (viewer: Viewer, scope: Scope) => Promise<Answer<AgencySummary.AgencySummary>>
  /** Clients held, won and lost on each of the last `days`, from 1 to 400 and 90 when absent, the last of them today. */
  readonly trend: (viewer: Viewer, scope: Scope, days?: number) => Promise<Answer<Trend.Trend>>
  /** The figures of the whole exchange; reads every book. */
  readonly exchangeSummary: (viewer: Viewer) => Promise<Answer<ExchangeSummary.ExchangeSummary>>
  /** A page of the agencies of the exchange, of all or of those in a state. */
  readonly agencies: (
    viewer: Viewer,
    filter: { readonly certification?: AgencyCertification["_tag"] },
    request: Page.Request
  ) => Promise<Answer<Page.Page<Queries.AgencyLine>>>
  /** The rows of an export that the command `RecordExport` has recorded. */
  readonly exportRows: (viewer: Viewer, exportId: string) => Promise<Answer<Queries.ExportedRows>>
  /** The rows of an export that was recorded for policies: one for each policy of each case. */
  readonly exportPolicies: (
    viewer: Viewer,
    exportId: string
  ) => Promise<Answer<Queries.ExportedRows<CoverageExport.Row>>>
  /**
   * Whom a case had on a day, as known now or as believed at the end of another day; on record for the main policy, or for
   * the one that is named.
   */
  readonly agentsOn: (
    viewer: Viewer,
    question: {
      readonly caseId: string
      readonly day: string
      readonly believedOn?: string
      readonly policyId?: string
    }
  ) => Promise<Answer<Queries.OnDay>>
  /** Every agent whom a case had or was asked for, with since when, until when and why it ended. */
  readonly caseHistory: (viewer: Viewer, caseId: string) => Promise<Answer<Queries.CaseHistory>>
  /** Who took which file out of a book, and when. */
  readonly exportLogs: (
    viewer: Viewer,
    scope: Scope,
    request: Page.Request
  ) => Promise<Answer<Page.Page<BookExport.ExportLog>>>
  /**
   * A page of the policies whose commission goes to an agency, or to an agent for it, by who is on record today: in any
   * state, which each line says; staff see none of it.
   */
  readonly commissions: (
    viewer: Viewer,
    scope: Scope,
    request: Page.Request
  ) => Promise<Answer<Page.Page<Commission.Line>>>
  /** The same added up by the number under which it is reported, in all and by state; reads every policy of the scope. */
  readonly commissionTotals: (viewer: Viewer, scope: Scope) => Promise<Answer<ReadonlyArray<Commission.Total>>>
  /** A page of the roster, of all or of those whom a filter names. */
  readonly rosterPage: (
    viewer: Viewer,
    agencyId: string,
    filter: Roster.RosterFilter,
    request: Page.Request
  ) => Promise<Answer<Page.Page<Roster.RosterLine>>>
  /** Profile, certification and checklist of one agent in an agency. */
  readonly agentAccount: (viewer: Viewer, agencyId: string, agentId: string) => Promise<Answer<AgentAccount>>
  /** Pending, active or inactive delegations of an agency, or of an agent in it. */
  readonly delegations: (
    viewer: Viewer,
    scope: Scope,
    list: DelegationList.List,
    request: Page.Request
  ) => Promise<Answer<Page.Page<DelegationList.Line>>>
  /** What happened to a case, to an agent, in an agency, with a counselor, or (of nobody in particular) at all. */
  readonly auditTrail: (
    viewer: Viewer,
    of: TrailScope,
    request: Queries.TrailRequest
  ) => Promise<Answer<Queries.TrailPage>>
  /** Who read of a consumer, what an agent or a counselor read, what the people of an agency read, or (of nobody in particular) all of it. */
  readonly readings: (
    viewer: Viewer,
    of: TrailScope,
    request: Queries.TrailRequest
  ) => Promise<Answer<Queries.ReadingsPage>>
  /** A worklist of an agency, or without one of the exchange; so are those that follow. */
  readonly stuckCertifications: (
    viewer: Viewer,
    scope: WorkScope,
    filter: Queries.StuckFilter,
    request: Page.Request
  ) => Promise<Answer<Page.Page<Worklist.Stuck>>>
  /** Licences, terms or documents whose last day lies before a day. */
  readonly expiring: (
    viewer: Viewer,
    scope: WorkScope,
    filter: { readonly what: Worklist.Expiry; readonly before: string },
    request: Page.Request
  ) => Promise<Answer<Page.Page<Worklist.Expiring>>>
  /** Requests that nobody has answered, the oldest first. */
  readonly ageingRequests: (
    viewer: Viewer,
    scope: Partial<Scope>,
    filter: { readonly atLeastDays?: number },
    request: Page.Request
  ) => Promise<Answer<Page.Page<DelegationList.Line & Worklist.Ageing>>>
  /** Cases on which nothing has happened for a time. */
  readonly idleCases: (
    viewer: Viewer,
    scope: WorkScope,
    request: Page.Request
  ) => Promise<Answer<Page.Page<Worklist.Idle>>>
  /** Agencies of the exchange that wait for a certified manager, with the last day of the grace. */
  readonly agenciesWithoutManager: (who: Viewer, part: Page.Request) => Promise<Answer<Page.Page<Worklist.Forsaken>>>
  /** Cases whose policy names another agent than the one who has the case. */
  readonly agentOfRecordMismatches: (
    viewer: Viewer,
    scope: Scope,
    request: Page.Request
  ) => Promise<Answer<Page.Page<Worklist.Mismatch>>>
  /** What waits for the exchange: changes of agencies, associations, and reports of agents, all or the late ones. */
  readonly waitingAgencyChanges: (
    viewer: Viewer,
    request: Page.Request
  ) => Promise<Answer<Page.Page<Worklist.WaitingChange>>>
  readonly waitingAssociations: (
    viewer: Viewer,
    request: Page.Request
  ) => Promise<Answer<Page.Page<Worklist.WaitingAssociation>>>
  readonly waitingReports: (
    viewer: Viewer,
    filter: { readonly lateOnly?: boolean },
    request: Page.Request
  ) => Promise<Answer<Page.Page<Worklist.WaitingReports>>>
  /** The public list of who is done for the plan year, where the exchange publishes one. */
  readonly completionList: (viewer: Viewer, request: Page.Request) => Promise<Answer<Page.Page<CompletionList.Line>>>
  /** A page of the agents whom a consumer may choose. */
  readonly directory: (
    viewer: Viewer,
    criteria: DirectoryCriteria,
    request: Page.Request
  ) => Promise<Answer<Page.Page<Directory.Listing>>>
  /** A page of the counselors of enrollment entities whom a consumer may ask. */
  readonly counselorDirectory: (
    viewer: Viewer,
    criteria: Omit<DirectoryCriteria, "clients">,
    request: Page.Request
  ) => Promise<Answer<Page.Page<CounselorDirectory.Listing>>>
  /** Names, sites, managers, papers and certification of an agency. */
  readonly account: (viewer: Viewer, agencyId: string) => Promise<Answer<AgencyAccount.Account>>
  /** Whether a small employer may enroll now; see `SmallBusiness.assess`. Amounts are cents of a month. */
  readonly assessEmployer: (
    viewer: Viewer,
    employer: Input<SmallBusiness.Employer>,
    occasion: SmallBusiness.Occasion
  ) => Promise<Answer<Exclude<SmallBusiness.Answer, Refusal>>>
  /** From which day a small business has its new agent of record, when the form arrives on a day; today when absent. */
  readonly employerAgentOfRecordOn: (viewer: Viewer, submittedOn?: string) => Promise<Answer<Queries.EffectiveOn>>
  /** Agents for whom the daily run of a day gives `RunCertificationDaily`; at most 1,000 at once. */
  readonly certificationsDue: (
    viewer: Viewer,
    question: {
      readonly day: string
      readonly after?: { readonly agentId: string; readonly dueOn: string }
      readonly limit?: number
    }
  ) => Promise<Answer<ReadonlyArray<Queries.CertificationDue>>>
  /** Agencies for which the daily run of a day gives `RunAgencyDaily`; at most 1,000 at once. */
  readonly agenciesDue: (
    viewer: Viewer,
    question: {
      readonly day: string
      readonly after?: { readonly agencyId: string; readonly dueOn: string }
      readonly limit?: number
    }
  ) => Promise<Answer<ReadonlyArray<Queries.AgencyDue>>>
  /** Requests for which the daily run of a day gives `ExpireRequest`; at most 1,000 at once. */
  readonly requestsDue: (
    viewer: Viewer,
    question: {
      readonly day: string
      readonly after?: { readonly delegationId: string; readonly requestedAt: string }
      readonly limit?: number
    }
  ) => Promise<Answer<ReadonlyArray<Queries.RequestDue>>>
  /** A page of the transfers for which the daily run of a day gives `ApplyDueTransfers`, with their days; see `inTurn`. */
  readonly transfersDue: (
    viewer: Viewer,
    day: string,
    request: Page.Request
  ) => Promise<Answer<Page.Page<Queries.TransferDue>>>
  /** A page of the requests that the daily run of a day names in `RemindRequests`. */
  readonly remindersDue: (
    viewer: Viewer,
    day: string,
    request: Page.Request
  ) => Promise<Answer<Page.Page<DelegationId>>>
  /** A page of the consents whose last day lies before a day, which the daily run of that day names in `ExpireConsents`. */
  readonly consentsDue: (viewer: Viewer, day: string, request: Page.Request) => Promise<Answer<Page.Page<ConsentId>>>
  /** A page of the enrollment entities, of all or of those in a state; to the exchange and the service center. */
  readonly entities: (
    viewer: Viewer,
    filter: { readonly certification?: Queries.EntityLine["certification"] },
    request: Page.Request
  ) => Promise<Answer<Page.Page<Queries.EntityLine>>>
  /** Pending, active or inactive delegations of consumers to a counselor. */
  readonly counselorClients: (
    viewer: Viewer,
    counselorId: string,
    list: DelegationList.List,
    request: Page.Request
  ) => Promise<Answer<Page.Page<CounselorList.Line>>>
  /** The counselors of a case, present and past. */
  readonly caseCounselors: (viewer: Viewer, caseId: string) => Promise<Answer<ReadonlyArray<Queries.CaseCounselor>>>
  /** A page of the requests to counselors that the daily run of a day names in `RemindRequests`. */
  readonly counselorRemindersDue: (
    viewer: Viewer,
    day: string,
    request: Page.Request
  ) => Promise<Answer<Page.Page<DelegationId>>>
  /** Requests to counselors for which the daily run of a day gives `ExpireCounselorRequest`; at most 1,000 at once. */
  readonly counselorRequestsDue: (
    viewer: Viewer,
    question: {
      readonly day: string
      readonly after?: { readonly delegationId: string; readonly requestedAt: string }
      readonly limit?: number
    }
  ) => Promise<Answer<ReadonlyArray<Queries.RequestDue>>>
  /** An enrollment entity with a page of its counselors, past ones included. */
  readonly counselors: (
    viewer: Viewer,
    entityId: string,
    request: Page.Request
  ) => Promise<Answer<Queries.EntityWithCounselors>>
  /** A page of the staff of an agency, present and former, with level, approval and activity. */
  readonly staff: (
    viewer: Viewer,
    agencyId: string,
    request: Page.Request
  ) => Promise<Answer<Page.Page<Queries.StaffLine>>>
  /** Whether the viewer may use a capability; a refusal by the rules is the value of the answer. */
  readonly may: (viewer: Viewer, capability: Capability, about: About) => Promise<Answer<Ruling>>
  /** The same of as many as 1,000 targets, in their order and as of one moment: for a page of a list of the host's own. */
  readonly mayEach: (
    viewer: Viewer,
    capability: Capability,
    about: ReadonlyArray<About>
  ) => Promise<Answer<ReadonlyArray<Ruling>>>
  /**
   * How far a capability of the viewer reaches, as data for a query of the host's own: nothing outside of it is granted.
   * Where it reaches nothing, the refusal that says why.
   */
  readonly reach: (viewer: Viewer, capability: Capability) => Promise<Answer<ReadonlyArray<Reach>>>
  /** Consents and reviews of a case: to the consumer and the exchange all, to an agent his own. */
  readonly consents: (viewer: Viewer, caseId: string) => Promise<Answer<Queries.ShownConsents>>
  /** Whether an agent may submit the application of a case now; otherwise the refusal that says what is missing. */
  readonly maySubmit: (viewer: Viewer, about: CaseAndAgent) => Promise<Answer<CaseAndAgent>>
  /** Whether an agent may speak for the consumer of a case with the county; otherwise the refusal that says why not. */
  readonly mayWorkWithCounty: (viewer: Viewer, about: CaseAndAgent) => Promise<Answer<CaseAndAgent>>
  /** What the command `TransferBook` would do, row by row; nothing is written. */
  readonly previewTransfer: (viewer: Viewer, command: CommandInput<"TransferBook">) => Promise<Answer<Transfer.Plan>>
  /**
   * What a step out of a certification, or back into it, would do, of an agent or of an agency: record by record, and who
   * is told; nothing is written.
   */
  readonly previewCascade: (
    viewer: Viewer,
    command: CommandInput<CascadePlan.Command["_tag"]>
  ) => Promise<Answer<CascadePlan.Plan>>
  /** A page of the transfers of an agency that wait for consumers, for their day or for the exchange. */
  readonly waitingTransfers: (
    viewer: Viewer,
    agencyId: string,
    request: Page.Request
  ) => Promise<Answer<Page.Page<Transfer.Transfer>>>
  /** A page of the transfers of all agencies whose papers the exchange has to look through. */
  readonly transfersUnderReview: (
    viewer: Viewer,
    request: Page.Request
  ) => Promise<Answer<Page.Page<Transfer.Transfer>>>
  /** What a consumer is asked or told about transfers of the own case that wait. */
  readonly transferQuestions: (
    viewer: Viewer,
    caseId: string
  ) => Promise<Answer<ReadonlyArray<Queries.TransferQuestion>>>
  /** The agent who held a case at an instant, as known now or as believed at another; `2026-03-03T18:00:00.000Z`. */
  readonly agentAt: (
    viewer: Viewer,
    question: { readonly caseId: string; readonly at: string; readonly believedAt?: string }
  ) => Promise<Answer<{ readonly delegate: Queries.OnDay["delegate"] | undefined }>>
  /** The changes of delegate after a position of the journal, for carriers; ask again from `next` on. */
  readonly carrierChanges: (viewer: Viewer, after: number) => Promise<Answer<Queries.CarrierChanges>>
  /**
   * Delivers the notices for e-mail that are due now, over a mailer that is opened for it and closed again: `Smtp.layer`
   * and `MailFolder.layer` of the email package, or `Mailer.fromPromise`; see `Outbox.drain`.
   */
  readonly deliver: (
    mailer: Layer.Layer<Mailer, unknown>,
    render: Outbox.Render,
    options?: Outbox.DrainOptions
  ) => Promise<Outbox.Drained>
  /**
   * Claims notices for letter post, the oldest first, each with the address of now; see `Outbox.claimLetters`. What is not
   * settled is given out again when its lease is over.
   */
  readonly claimLetters: (
    options?: Outbox.LetterOptions
  ) => Promise<
    | { readonly ok: true; readonly letters: ReadonlyArray<Outbox.Letter> }
    | { readonly ok: false; readonly refusal: Malformed }
  >
  /**
   * Acknowledges a letter (`sent`), gives it up (`failed`) or gives it back (`retry`). `settled` is false when its lease
   * was over and somebody else has it, or when it was settled before.
   */
  readonly settleLetter: (
    settled: Outbox.LetterSettled
  ) => Promise<{ readonly ok: true; readonly settled: boolean } | { readonly ok: false; readonly refusal: Malformed }>
  /** Lets go of what the portal holds, such as the connections of its store. */
  readonly close: () => Promise<void>
}
