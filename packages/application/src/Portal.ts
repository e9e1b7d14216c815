/**
 * The portal logic for hosts without Effect: promises and plain objects.
 *
 * A refusal is an answer, not an exception. What is thrown is a failure of the store, with `isRetryable`.
 *
 * @since 0.1.0
 */
import type * as Page from "@agencybook/core/Page"
import * as Policy from "@agencybook/core/Policy"
import { isRefusal } from "@agencybook/core/Refusal"
import * as BookSchema from "@agencybook/core/schema/Book"
import { CascadeCommand } from "@agencybook/core/schema/CascadeCommand"
import { TransferCommand } from "@agencybook/core/schema/TransferCommand"
import * as Vocabulary from "@agencybook/core/schema/Vocabulary"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as ManagedRuntime from "effect/ManagedRuntime"
import * as Agencybook from "./Agencybook.ts"
import * as Bulk from "./Bulk.ts"
import type { UnreadEnvelope } from "./CommandInput.ts"
import * as DailyRun from "./DailyRun.ts"
import { CommandMalformed } from "./Envelope.ts"
import * as HostClock from "./HostClock.ts"
import * as Input from "./internal/PortalInput.ts"
import type { Answer, Options, Reply, Viewer } from "./internal/PortalRead.ts"
import { both, forWork, inScope, paged, plain, read, told, wrongOption } from "./internal/PortalRead.ts"
import type { Portal } from "./internal/PortalService.ts"
import * as MemoryStore from "./MemoryStore.ts"
import * as NodeSecrets from "./NodeSecrets.ts"
import * as Outbox from "./Outbox.ts"
import * as Queries from "./Queries.ts"
import type { Secrets } from "./Secrets.ts"
import type { Store } from "./Store.ts"

export type { Decertification, Job, Progress } from "./Bulk.ts"
export type * from "./CommandInput.ts"
export type {
  Count as DayCount,
  Options as DayOptions,
  Progress as DayProgress,
  Refused as DayRefused,
  Report as DayReport,
  Work as DayWork
} from "./DailyRun.ts"
export type {
  About,
  Answer,
  CaseAndAgent,
  Conflicting,
  Malformed,
  Options,
  Reply,
  Scope,
  TrailScope,
  Viewer,
  WorkScope
} from "./internal/PortalRead.ts"
export type { Portal } from "./internal/PortalService.ts"
export type { Letter, LetterOptions, LetterSettled } from "./Outbox.ts"

/** A day, and a page of what is due on it. */
const onDay = (day: string, request: Page.Request) => both(read("day", Vocabulary.CalendarDate, day), paged(request))

const unread = (error: CommandMalformed) => Effect.succeed({ ok: false, refusal: plain(error) } as const)

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

  const execute = (envelope: UnreadEnvelope): Promise<Reply> =>
    run(
      Agencybook.Agencybook.use((book) => book.executeUnknown(envelope)).pipe(
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
    decertifyInChunks: (job, onProgress) =>
      run(
        Bulk.decertify(job, onProgress).pipe(
          Effect.map((progress) => ({ ok: true, ...progress }) as const),
          Effect.catch(({ from, reason }) => Effect.map(told(reason), (reply) => ({ ...reply, from })))
        )
      ),
    runDay: (options) =>
      run(
        DailyRun.run(options).pipe(
          Effect.map((report) => ({ ok: true, ...report }) as const),
          Effect.catch(told)
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
    missing: (viewer, scope, discrepancies) =>
      answer(
        viewer,
        both(inScope(scope), read("discrepancies", Input.discrepancies, discrepancies)),
        (who, [where, what]) => Queries.missing(who, where, what)
      ),
    summary: (viewer, scope) => answer(viewer, inScope(scope), Queries.summary),
    trend: (viewer, scope, days = 90) =>
      answer(viewer, both(inScope(scope), read("days", Input.trendDays, days)), (who, of) => Queries.trend(who, ...of)),
    exchangeSummary: (viewer) => answer(viewer, Effect.void, (who) => Queries.exchangeSummary(who)),
    agencies: (viewer, filter, request) =>
      answer(viewer, both(read("filter", Input.agencyFilter, filter), paged(request)), (who, [what, part]) =>
        Queries.agencies(who, what, part)
      ),
    exportRows: (viewer, exportId) =>
      answer(viewer, read("exportId", Vocabulary.ExportId, exportId), Queries.exportRows),
    exportPolicies: (viewer, exportId) =>
      answer(viewer, read("exportId", Vocabulary.ExportId, exportId), Queries.exportPolicies),
    agentsOn: (viewer, question) =>
      answer(viewer, read("question", Input.onDay, question), (who, { believedOn, caseId, day, policyId }) =>
        Queries.agentsOn(who, caseId, day, believedOn, policyId)
      ),
    caseHistory: (viewer, caseId) => answer(viewer, read("caseId", Vocabulary.CaseId, caseId), Queries.caseHistory),
    account: (viewer, agencyId) =>
      answer(viewer, read("agencyId", Vocabulary.AgencyId, agencyId), (who, id) => Queries.account(who, id)),
    assessEmployer: (viewer, employer, occasion) =>
      answer(
        viewer,
        both(read("employer", Input.employer, employer), read("occasion", Input.occasion, occasion)),
        (who, of) => Queries.assessEmployer(who, ...of)
      ),
    employerAgentOfRecordOn: (viewer, submittedOn) =>
      answer(
        viewer,
        submittedOn === undefined
          ? Effect.succeed(undefined)
          : read("submittedOn", Vocabulary.CalendarDate, submittedOn),
        Queries.employerAgentOfRecordOn
      ),
    certificationsDue: (viewer, question) =>
      answer(viewer, read("question", Input.due, question), (who, { day, ...part }) =>
        Queries.certificationsDue(who, day, part)
      ),
    exportLogs: (viewer, scope, request) =>
      answer(viewer, both(inScope(scope), paged(request)), (who, [where, part]) =>
        Queries.exportLogs(who, where, part)
      ),
    returnedDiscrepancies: (viewer, scope, request) =>
      answer(viewer, both(inScope(scope), paged(request)), (who, of) => Queries.returnedDiscrepancies(who, ...of)),
    waitingDiscrepancies: (viewer, request) => answer(viewer, paged(request), Queries.waitingDiscrepancies),
    discrepancyList: (viewer, listId) =>
      answer(viewer, read("listId", Vocabulary.DiscrepancyListId, listId), Queries.discrepancyList),
    commissions: (viewer, scope, request) =>
      answer(viewer, both(inScope(scope), paged(request)), (who, of) => Queries.commissions(who, ...of)),
    commissionTotals: (viewer, scope) => answer(viewer, inScope(scope), Queries.commissionTotals),
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
    counselorDirectory: (viewer, criteria, request) =>
      answer(viewer, both(read("criteria", Input.counselorCriteria, criteria), paged(request)), (who, [what, part]) =>
        Queries.counselorDirectory(who, what, part)
      ),
    agenciesDue: (viewer, question) =>
      answer(viewer, read("question", Input.agencyDue, question), (who, { day, ...part }) =>
        Queries.agenciesDue(who, day, part)
      ),
    requestsDue: (viewer, question) =>
      answer(viewer, read("question", Input.requestDue, question), (who, { day, ...part }) =>
        Queries.requestsDue(who, day, part)
      ),
    transfersDue: (viewer, day, request) =>
      answer(viewer, onDay(day, request), (who, of) => Queries.transfersDue(who, ...of)),
    remindersDue: (viewer, day, request) =>
      answer(viewer, onDay(day, request), (who, of) => Queries.remindersDue(who, ...of)),
    consentsDue: (viewer, day, request) =>
      answer(viewer, onDay(day, request), (who, of) => Queries.consentsDue(who, ...of)),
    entities: (viewer, filter, request) =>
      answer(viewer, both(read("filter", Input.entityFilter, filter), paged(request)), (who, [what, part]) =>
        Queries.entities(who, what, part)
      ),
    counselorClients: (viewer, counselorId, list, request) =>
      answer(
        viewer,
        Effect.all([
          read("counselorId", Vocabulary.UserId, counselorId),
          read("list", Input.list, list),
          paged(request)
        ]),
        (who, [id, which, part]) => Queries.counselorClients(who, id, which, part)
      ),
    caseCounselors: (viewer, caseId) =>
      answer(viewer, read("caseId", Vocabulary.CaseId, caseId), Queries.caseCounselors),
    counselorRequestsDue: (viewer, question) =>
      answer(viewer, read("question", Input.requestDue, question), (who, { day, ...part }) =>
        Queries.counselorRequestsDue(who, day, part)
      ),
    counselorRemindersDue: (viewer, day, request) =>
      answer(viewer, onDay(day, request), (who, of) => Queries.counselorRemindersDue(who, ...of)),
    counselors: (viewer, entityId, request) =>
      answer(viewer, both(read("entityId", Vocabulary.EntityId, entityId), paged(request)), (who, [id, part]) =>
        Queries.counselors(who, id, part)
      ),
    staff: (viewer, agencyId, request) =>
      answer(viewer, both(read("agencyId", Vocabulary.AgencyId, agencyId), paged(request)), (who, of) =>
        Queries.staff(who, ...of)
      ),
    may: (viewer, capability, about) =>
      answer(viewer, read("question", Input.question, { capability, about }), (who, question) =>
        Queries.may(who, question.capability, question.about)
      ),
    mayEach: (viewer, capability, about) =>
      answer(viewer, read("question", Input.questions, { capability, about }), (who, questions) =>
        Queries.mayEach(who, questions.capability, questions.about)
      ),
    reach: (viewer, capability) => answer(viewer, read("capability", Input.capability, capability), Queries.reach),
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
    previewCascade: (viewer, command) =>
      answer(viewer, read("command", CascadeCommand, command), Queries.previewCascade),
    waitingTransfers: (viewer, agencyId, request) =>
      answer(viewer, both(read("agencyId", Vocabulary.AgencyId, agencyId), paged(request)), (who, of) =>
        Queries.waitingTransfers(who, ...of)
      ),
    transfersUnderReview: (viewer, request) => answer(viewer, paged(request), Queries.transfersUnderReview),
    transferQuestions: (viewer, caseId) =>
      answer(viewer, read("caseId", Vocabulary.CaseId, caseId), Queries.transferQuestions),
    agentAt: (viewer, question) =>
      answer(viewer, read("question", Input.atInstant, question), (who, { at, believedAt, caseId }) =>
        Queries.agentAt(who, caseId, at, believedAt)
      ),
    carrierChanges: (viewer, after) => answer(viewer, read("after", Input.position, after), Queries.carrierChanges),
    deliver: (mailer, render, options) => run(Effect.provide(Outbox.drain(render, options), mailer)),
    claimLetters: (options = {}) =>
      run(
        Outbox.claimLetters(options).pipe(
          Effect.map((letters) => ({ ok: true, letters }) as const),
          Effect.catchTag("CommandMalformed", unread)
        )
      ),
    settleLetter: (settled) =>
      run(
        read("settled", Input.settled, settled).pipe(
          Effect.flatMap(Outbox.settleLetter),
          Effect.map((settled) => ({ ok: true, settled }) as const),
          Effect.catchTag("CommandMalformed", unread)
        )
      ),
    close: () => runtime.dispose()
  }
}
