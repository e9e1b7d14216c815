/**
 * The portal logic for hosts without Effect: promises and plain objects.
 *
 * A refusal is an answer, not an exception. What is thrown is a failure of the store, with `isRetryable`.
 *
 * @since 0.1.0
 */
import type * as AgencyAccount from "@agencybook/core/AgencyAccount"
import type { AgencyCertification } from "@agencybook/core/AgencyCertification"
import type * as AgencySummary from "@agencybook/core/AgencySummary"
import type { Ruling } from "@agencybook/core/Authority"
import type * as BookExport from "@agencybook/core/BookExport"
import type * as Book from "@agencybook/core/BookOfBusiness"
import type * as BookPage from "@agencybook/core/BookPage"
import type { Capability } from "@agencybook/core/Capability"
import type * as CompletionList from "@agencybook/core/CompletionList"
import type * as DelegationList from "@agencybook/core/DelegationList"
import type * as Directory from "@agencybook/core/Directory"
import type * as ExchangeSummary from "@agencybook/core/ExchangeSummary"
import type * as Page from "@agencybook/core/Page"
import * as Policy from "@agencybook/core/Policy"
import { isRefusal } from "@agencybook/core/Refusal"
import type * as Roster from "@agencybook/core/Roster"
import * as BookSchema from "@agencybook/core/schema/Book"
import { TransferCommand } from "@agencybook/core/schema/TransferCommand"
import * as Vocabulary from "@agencybook/core/schema/Vocabulary"
import type * as Transfer from "@agencybook/core/Transfer"
import type * as Worklist from "@agencybook/core/Worklist"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as ManagedRuntime from "effect/ManagedRuntime"
import * as Agencybook from "./Agencybook.ts"
import * as Bulk from "./Bulk.ts"
import type { BookRequest, CommandEnvelope, CommandInput, DirectoryCriteria, UnreadEnvelope } from "./CommandInput.ts"
import { CommandMalformed, type Envelope } from "./Envelope.ts"
import * as HostClock from "./HostClock.ts"
import * as Input from "./internal/PortalInput.ts"
import type { Answer, CaseAndAgent, Options, Reply, Scope, Viewer, WorkScope } from "./internal/PortalRead.ts"
import { both, forWork, inScope, paged, plain, read, told, wrongOption } from "./internal/PortalRead.ts"
import type { Mailer } from "./Mailer.ts"
import * as MemoryStore from "./MemoryStore.ts"
import * as NodeSecrets from "./NodeSecrets.ts"
import * as Outbox from "./Outbox.ts"
import * as Queries from "./Queries.ts"
import type { Secrets } from "./Secrets.ts"
import type { Store } from "./Store.ts"

export type { Job, Progress } from "./Bulk.ts"
export type * from "./CommandInput.ts"
export type {
  Answer,
  CaseAndAgent,
  Conflicting,
  Malformed,
  Options,
  Reply,
  Scope,
  Viewer,
  WorkScope
} from "./internal/PortalRead.ts"

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
  readonly roster: (viewer: Viewer, agencyId: string) => Promise<Answer<ReadonlyArray<Roster.RosterLine>>>
  readonly book: (
    viewer: Viewer,
    scope: Scope,
    choice?: Pick<BookRequest, "filter" | "sort">
  ) => Promise<Answer<ReadonlyArray<Book.Row>>>
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
  readonly summary: (viewer: Viewer, scope: Scope) => Promise<Answer<AgencySummary.AgencySummary>>
  /** The figures of the whole exchange; reads every book. */
  readonly exchangeSummary: (viewer: Viewer) => Promise<Answer<ExchangeSummary.ExchangeSummary>>
  /** A page of the agencies of the exchange, of all or of those in a state. */
  readonly agencies: (
    viewer: Viewer,
    filter: { readonly certification?: AgencyCertification["_tag"] },
    request: Page.Request
  ) => Promise<Answer<Page.Page<Queries.AgencyLine>>>
  /** The rows of an export that the command `RecordExport` has recorded. */
  readonly exportRows: (
    viewer: Viewer,
    exportId: string
  ) => Promise<Answer<{ readonly order: BookExport.Order; readonly rows: ReadonlyArray<BookExport.Row> }>>
  /** Whom a case had on a day, as known now or as believed at the end of another day. */
  readonly agentsOn: (
    viewer: Viewer,
    question: { readonly caseId: string; readonly day: string; readonly believedOn?: string }
  ) => Promise<Answer<Queries.OnDay>>
  readonly caseHistory: (viewer: Viewer, caseId: string) => Promise<Answer<Queries.CaseHistory>>
  readonly exportLogs: (
    viewer: Viewer,
    scope: Scope,
    request: Page.Request
  ) => Promise<Answer<Page.Page<BookExport.ExportLog>>>
  readonly rosterPage: (
    viewer: Viewer,
    agencyId: string,
    filter: Roster.RosterFilter,
    request: Page.Request
  ) => Promise<Answer<Page.Page<Roster.RosterLine>>>
  readonly agentAccount: (viewer: Viewer, agencyId: string, agentId: string) => Promise<Answer<Queries.AgentAccount>>
  /** Pending, active or inactive delegations of an agency, or of an agent in it. */
  readonly delegations: (
    viewer: Viewer,
    scope: Scope,
    list: DelegationList.List,
    request: Page.Request
  ) => Promise<Answer<Page.Page<DelegationList.Line>>>
  /** What happened to a case, to an agent, in an agency, or (of nobody in particular) at all. */
  readonly auditTrail: (
    viewer: Viewer,
    of: { readonly caseId?: string; readonly agentId?: string; readonly agencyId?: string },
    request: Queries.TrailRequest
  ) => Promise<Answer<Queries.TrailPage>>
  /** Who read of a consumer, what an agent read, what the people of an agency read, or (of nobody in particular) all of it. */
  readonly readings: (
    viewer: Viewer,
    of: { readonly caseId?: string; readonly agentId?: string; readonly agencyId?: string },
    request: Queries.TrailRequest
  ) => Promise<Answer<Queries.ReadingsPage>>
  /** A worklist of an agency, or without one of the exchange; so are those that follow. */
  readonly stuckCertifications: (
    viewer: Viewer,
    scope: WorkScope,
    filter: Queries.StuckFilter,
    request: Page.Request
  ) => Promise<Answer<Page.Page<Worklist.Stuck>>>
  readonly expiring: (
    viewer: Viewer,
    scope: WorkScope,
    filter: { readonly what: Worklist.Expiry; readonly before: string },
    request: Page.Request
  ) => Promise<Answer<Page.Page<Worklist.Expiring>>>
  readonly ageingRequests: (
    viewer: Viewer,
    scope: Partial<Scope>,
    filter: { readonly atLeastDays?: number },
    request: Page.Request
  ) => Promise<Answer<Page.Page<DelegationList.Line & Worklist.Ageing>>>
  readonly idleCases: (
    viewer: Viewer,
    scope: WorkScope,
    request: Page.Request
  ) => Promise<Answer<Page.Page<Worklist.Idle>>>
  /** Agencies of the exchange that wait for a certified manager, with the last day of the grace. */
  readonly agenciesWithoutManager: (who: Viewer, part: Page.Request) => Promise<Answer<Page.Page<Worklist.Forsaken>>>
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
  readonly account: (viewer: Viewer, agencyId: string) => Promise<Answer<AgencyAccount.Account>>
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
  readonly staff: (viewer: Viewer, agencyId: string) => Promise<Answer<ReadonlyArray<Queries.StaffLine>>>
  /** Whether the viewer may use a capability; a refusal by the rules is the value of the answer. */
  readonly may: (
    viewer: Viewer,
    capability: Capability,
    about: { readonly agencyId?: string; readonly agentId?: string; readonly caseId?: string }
  ) => Promise<Answer<Ruling>>
  /** Consents and reviews of a case: to the consumer and the exchange all, to an agent his own. */
  readonly consents: (viewer: Viewer, caseId: string) => Promise<Answer<Queries.ShownConsents>>
  /** Whether an agent may submit the application of a case now; otherwise the refusal that says what is missing. */
  readonly maySubmit: (viewer: Viewer, about: CaseAndAgent) => Promise<Answer<CaseAndAgent>>
  /** Whether an agent may speak for the consumer of a case with the county; otherwise the refusal that says why not. */
  readonly mayWorkWithCounty: (viewer: Viewer, about: CaseAndAgent) => Promise<Answer<CaseAndAgent>>
  /** What the command `TransferBook` would do, row by row; nothing is written. */
  readonly previewTransfer: (viewer: Viewer, command: CommandInput<"TransferBook">) => Promise<Answer<Transfer.Plan>>
  /** The transfers of an agency that wait for consumers, for their day or for the exchange. */
  readonly waitingTransfers: (viewer: Viewer, agencyId: string) => Promise<Answer<ReadonlyArray<Transfer.Transfer>>>
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
  readonly close: () => Promise<void>
}

/**
 * Builds a portal; throws a `TypeError` that names the option when one cannot be meant.
 *
 * @category constructors
 */
export const make = (options: Options = {}): Portal => {
  const wrong = wrongOption(options)
  if (wrong !== undefined) throw new TypeError(`the portal cannot be built: ${wrong}`)
  const { deadlineMillis, now, policy = Policy.calheers, secrets = NodeSecrets.layer() } = options
  const { store = MemoryStore.layer } = options
  const runtime = ManagedRuntime.make(
    Agencybook.layer({ policy, ...(deadlineMillis === undefined ? {} : { deadlineMillis }) }).pipe(
      Layer.provideMerge(store),
      Layer.provideMerge(secrets)
    )
  )
  const run = <A, E>(effect: Effect.Effect<A, E, Agencybook.Agencybook | Store | Secrets>): Promise<A> =>
    runtime.runPromise(now === undefined ? effect : Effect.provideService(effect, Clock.Clock, HostClock.make(now)))

  const answer = <In, A, E>(
    viewer: Viewer,
    input: Effect.Effect<In, CommandMalformed>,
    query: (viewer: Queries.Viewer, input: In) => Effect.Effect<Queries.AsOf<A>, E, Agencybook.Agencybook | Store>
  ): Promise<Answer<A>> =>
    run(
      Effect.gen(function* () {
        const value = yield* query(yield* read("viewer", Input.viewer, viewer), yield* input)
        return { ok: true, ...value } as Answer<A>
      }).pipe(
        Effect.catch((error): Effect.Effect<Answer<A>, E> => {
          if (isRefusal(error)) return Effect.succeed({ ok: false, refusal: error })
          if (error instanceof CommandMalformed) return Effect.succeed({ ok: false, refusal: plain(error) })
          return Effect.fail(error as E)
        })
      )
    )

  const execute = (envelope: Envelope): Promise<Reply> =>
    run(
      Agencybook.Agencybook.use((book) => book.execute(envelope)).pipe(
        Effect.map(({ _tag: _, ...done }): Reply => ({ ok: true, ...done })),
        Effect.catch(told)
      )
    )

  return {
    execute,
    executeUnknown: execute,
    inChunks: (job, onProgress) =>
      run(
        Bulk.run(job, onProgress).pipe(
          Effect.map((progress) => ({ ok: true, ...progress }) as const),
          Effect.catch(({ from, reason }) => Effect.map(told(reason), (reply) => ({ ...reply, from })))
        )
      ),
    roster: (viewer, agencyId) =>
      answer(viewer, read("agencyId", Vocabulary.AgencyId, agencyId), (who, id) => Queries.roster(who, id)),
    book: (viewer, scope, choice = {}) =>
      answer(viewer, both(inScope(scope), read("choice", BookSchema.Choice, choice)), (who, [where, what]) =>
        Queries.book(who, where, what)
      ),
    bookPage: (viewer, scope, request) =>
      answer(viewer, both(inScope(scope), read("request", BookSchema.PageRequest, request)), (who, [where, what]) =>
        Queries.bookPage(who, where, what)
      ),
    eachOfBook: (viewer, scope, choice, take) =>
      answer(viewer, both(inScope(scope), read("choice", BookSchema.Choice, choice)), (who, [where, what]) =>
        Queries.eachOfBook(who, where, what.filter, (rows) => Effect.promise(async () => take(rows)))
      ),
    summary: (viewer, scope) => answer(viewer, inScope(scope), Queries.summary),
    exchangeSummary: (viewer) => answer(viewer, Effect.void, (who) => Queries.exchangeSummary(who)),
    agencies: (viewer, filter, request) =>
      answer(viewer, both(read("filter", Input.agencyFilter, filter), paged(request)), (who, [what, part]) =>
        Queries.agencies(who, what, part)
      ),
    exportRows: (viewer, exportId) =>
      answer(viewer, read("exportId", Vocabulary.ExportId, exportId), Queries.exportRows),
    agentsOn: (viewer, question) =>
      answer(viewer, read("question", Input.onDay, question), (who, { believedOn, caseId, day }) =>
        Queries.agentsOn(who, caseId, day, believedOn)
      ),
    caseHistory: (viewer, caseId) => answer(viewer, read("caseId", Vocabulary.CaseId, caseId), Queries.caseHistory),
    account: (viewer, agencyId) =>
      answer(viewer, read("agencyId", Vocabulary.AgencyId, agencyId), (who, id) => Queries.account(who, id)),
    certificationsDue: (viewer, question) =>
      answer(viewer, read("question", Input.due, question), (who, { day, ...part }) =>
        Queries.certificationsDue(who, day, part)
      ),
    exportLogs: (viewer, scope, request) =>
      answer(viewer, both(inScope(scope), paged(request)), (who, [where, part]) =>
        Queries.exportLogs(who, where, part)
      ),
    rosterPage: (viewer, agencyId, filter, request) =>
      answer(
        viewer,
        Effect.all([
          read("agencyId", Vocabulary.AgencyId, agencyId),
          read("filter", Input.rosterFilter, filter),
          paged(request)
        ]),
        (who, [id, what, part]) => Queries.rosterPage(who, id, what, part)
      ),
    agentAccount: (viewer, agencyId, agentId) =>
      answer(
        viewer,
        both(read("agencyId", Vocabulary.AgencyId, agencyId), read("agentId", Vocabulary.AgentId, agentId)),
        (who, [agency, agent]) => Queries.agentAccount(who, agency, agent)
      ),
    delegations: (viewer, scope, list, request) =>
      answer(
        viewer,
        Effect.all([inScope(scope), read("list", Input.list, list), paged(request)]),
        (who, [where, which, part]) => Queries.delegations(who, where, which, part)
      ),
    auditTrail: (viewer, of, request) =>
      answer(
        viewer,
        both(read("of", Input.trail, of), read("request", Input.trailPage, request)),
        (who, [whose, part]) => Queries.auditTrail(who, whose, part)
      ),
    readings: (viewer, of, request) =>
      answer(
        viewer,
        both(read("of", Input.trail, of), read("request", Input.trailPage, request)),
        (who, [whose, part]) => Queries.readings(who, whose, part)
      ),
    stuckCertifications: (viewer, scope, filter, request) =>
      answer(
        viewer,
        Effect.all([forWork(scope), read("filter", Input.stuckFilter, filter), paged(request)]),
        (who, [where, what, part]) => Queries.stuckCertifications(who, where, what, part)
      ),
    expiring: (viewer, scope, filter, request) =>
      answer(
        viewer,
        Effect.all([forWork(scope), read("filter", Input.expiryFilter, filter), paged(request)]),
        (who, [where, what, part]) => Queries.expiring(who, where, what, part)
      ),
    ageingRequests: (viewer, scope, filter, request) =>
      answer(
        viewer,
        Effect.all([read("scope", Input.requestScope, scope), read("filter", Input.age, filter), paged(request)]),
        (who, [where, what, part]) => Queries.ageingRequests(who, where, what, part)
      ),
    idleCases: (viewer, scope, request) =>
      answer(viewer, both(forWork(scope), paged(request)), (who, [where, part]) => Queries.idleCases(who, where, part)),
    agenciesWithoutManager: (who, part) => answer(who, paged(part), Queries.agenciesWithoutManager),
    agentOfRecordMismatches: (viewer, scope, request) =>
      answer(viewer, both(inScope(scope), paged(request)), (who, of) => Queries.agentOfRecordMismatches(who, ...of)),
    waitingAgencyChanges: (viewer, request) => answer(viewer, paged(request), Queries.waitingAgencyChanges),
    waitingAssociations: (viewer, request) => answer(viewer, paged(request), Queries.waitingAssociations),
    waitingReports: (viewer, filter, request) =>
      answer(viewer, both(read("filter", Input.reportFilter, filter), paged(request)), (who, [what, part]) =>
        Queries.waitingReports(who, what, part)
      ),
    completionList: (viewer, request) =>
      answer(viewer, paged(request), (who, part) => Queries.completionList(who, part)),
    directory: (viewer, criteria, request) =>
      answer(viewer, both(read("criteria", Input.criteria, criteria), paged(request)), (who, [what, part]) =>
        Queries.directory(who, what, part)
      ),
    agenciesDue: (viewer, question) =>
      answer(viewer, read("question", Input.agencyDue, question), (who, { day, ...part }) =>
        Queries.agenciesDue(who, day, part)
      ),
    staff: (viewer, agencyId) =>
      answer(viewer, read("agencyId", Vocabulary.AgencyId, agencyId), (who, id) => Queries.staff(who, id)),
    may: (viewer, capability, about) =>
      answer(viewer, read("question", Input.question, { capability, about }), (who, question) =>
        Queries.may(who, question.capability, question.about)
      ),
    consents: (viewer, caseId) => answer(viewer, read("caseId", Vocabulary.CaseId, caseId), Queries.consents),
    maySubmit: (viewer, about) =>
      answer(viewer, read("about", Input.caseAndAgent, about), (who, { agentId, caseId }) =>
        Queries.maySubmit(who, caseId, agentId)
      ),
    mayWorkWithCounty: (viewer, about) =>
      answer(viewer, read("about", Input.caseAndAgent, about), (who, { agentId, caseId }) =>
        Queries.mayWorkWithCounty(who, caseId, agentId)
      ),
    previewTransfer: (viewer, command) =>
      answer(viewer, read("command", TransferCommand, command), Queries.previewTransfer),
    waitingTransfers: (viewer, agencyId) =>
      answer(viewer, read("agencyId", Vocabulary.AgencyId, agencyId), Queries.waitingTransfers),
    transferQuestions: (viewer, caseId) =>
      answer(viewer, read("caseId", Vocabulary.CaseId, caseId), Queries.transferQuestions),
    agentAt: (viewer, question) =>
      answer(viewer, read("question", Input.atInstant, question), (who, { at, believedAt, caseId }) =>
        Queries.agentAt(who, caseId, at, believedAt)
      ),
    carrierChanges: (viewer, after) => answer(viewer, read("after", Input.position, after), Queries.carrierChanges),
    deliver: (mailer, render, options) => run(Effect.provide(Outbox.drain(render, options), mailer)),
    close: () => runtime.dispose()
  }
}
