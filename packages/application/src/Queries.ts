/**
 * Questions to the portal: roster, book of business, directory, the preview of a transfer, and who was the agent when.
 *
 * Each is authorised like a command and says as of when it speaks.
 *
 * @since 0.1.0
 */
import type { Actor } from "@agencybook/core/Actor"
import * as AgencySummary from "@agencybook/core/AgencySummary"
import * as AgentOfRecord from "@agencybook/core/AgentOfRecord"
import * as ApplicationReview from "@agencybook/core/ApplicationReview"
import * as Authority from "@agencybook/core/Authority"
import * as BookExport from "@agencybook/core/BookExport"
import * as BookFilter from "@agencybook/core/BookFilter"
import * as Book from "@agencybook/core/BookOfBusiness"
import * as BookPage from "@agencybook/core/BookPage"
import * as BookSummary from "@agencybook/core/BookSummary"
import type { CalendarDate, Instant } from "@agencybook/core/CalendarDate"
import * as Dates from "@agencybook/core/CalendarDate"
import type { Capability } from "@agencybook/core/Capability"
import * as Consent from "@agencybook/core/Consent"
import { fullName } from "@agencybook/core/Contact"
import * as Delegation from "@agencybook/core/Delegation"
import * as DelegationHistory from "@agencybook/core/DelegationHistory"
import * as Directory from "@agencybook/core/Directory"
import { type Facts, member, memberOf, memberOfReads, memberReads, read, type Selection } from "@agencybook/core/Facts"
import type {
  ActingId,
  AgencyId,
  AgentId,
  CaseId,
  CommandId,
  DelegationId,
  ExportId,
  TransferId,
  UserId
} from "@agencybook/core/Id"
import * as Id from "@agencybook/core/Id"
import type { Refusal } from "@agencybook/core/Refusal"
import * as Roster from "@agencybook/core/Roster"
import * as Staff from "@agencybook/core/Staff"
import * as Transfer from "@agencybook/core/Transfer"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import { Agencybook, evidence, evidenceReads } from "./Agencybook.ts"
import { submissionFacts, submissionReads, transferFacts, transferReads } from "./Catalogue.ts"
import { type BookScope, bookReads, delegationsIn, entriesIn } from "./internal/BookReads.ts"
import * as Loading from "./Loading.ts"
import { type JournalEntry, Store } from "./Store.ts"

export type { BookScope } from "./internal/BookReads.ts"

/** Who asks. @category models */
export interface Viewer {
  readonly actor: Actor
  readonly acting?: ActingId
}

/** An answer with the moment it holds for. @rule BOB-08 @category models */
export interface AsOf<A> {
  readonly asOf: Instant
  readonly value: A
}

const ask = Effect.fnUntraced(function* <A>(
  viewer: Viewer,
  capability: Capability,
  target: Authority.Target | ((facts: Facts) => Authority.Target),
  reads: (facts: Facts, moment: Authority.Moment) => ReadonlyArray<Selection>,
  answer: (facts: Facts, moment: Authority.Moment, grant: Authority.Grant) => A | Refusal,
  /** What has to be known of the target before anybody can be judged. */
  first: ReadonlyArray<Selection> = []
) {
  const store = yield* Store
  const { policy } = yield* Agencybook
  const { acting, actor } = viewer
  const at = Dates.fromMillis(yield* Clock.currentTimeMillis)
  const moment: Authority.Moment = { at, day: Dates.on(at, policy.timeZone), policy }
  const value = yield* store.snapshot(
    Effect.fnUntraced(function* (load) {
      // Judged before anything else is read, so that a refused question cannot be timed by the size of its answer.
      const { facts } = yield* Loading.discover(load, (known) => [...evidenceReads(actor, acting, known), ...first])
      const about = typeof target === "function" ? target(facts) : target
      const ruling = Authority.judge(
        { capability, actor, target: about, ...(acting === undefined ? {} : { acting }) },
        evidence(actor, acting, facts),
        moment
      )
      if (ruling._tag === "Refused") return ruling
      return answer((yield* Loading.discover(load, (known) => reads(known, moment))).facts, moment, ruling)
    })
  )
  if (typeof value === "object" && value !== null && "_tag" in value && value._tag === "Refused")
    return yield* Effect.fail(value as Refusal)
  return { asOf: at, value: value as Exclude<A, Refusal> } satisfies AsOf<Exclude<A, Refusal>>
})

const rosterReads =
  (agencyId: AgencyId) =>
  (facts: Facts): ReadonlyArray<Selection> => [
    read("agency", "id", agencyId),
    read("employment", "agency", agencyId),
    read("delegation", "agency", agencyId),
    read("agent", "id", ...facts.find("employment", "agency", agencyId).map(({ agentId }) => agentId))
  ]

/**
 * The roster of an agency.
 *
 * **Rules**: BOB-05.
 *
 * @category queries
 */
export const roster = (viewer: Viewer, agencyId: AgencyId) =>
  ask(viewer, "view-roster", { agencyId }, rosterReads(agencyId), (facts, { day }) => {
    const members = facts
      .find("employment", "agency", agencyId)
      .flatMap(({ agentId }) => memberOf(facts, agentId, agencyId) ?? [])
    return Roster.lines(members, facts.find("delegation", "agency", agencyId), day)
  })

/** One line of the list of an agency's staff. @category models */
export interface StaffLine {
  readonly userId: UserId
  readonly name: string
  readonly level: Staff.Level
  readonly approval: Staff.Approval["_tag"]
  readonly activity: Staff.Staff["activity"]
  readonly trainedOn?: CalendarDate
  readonly staffNumber?: Staff.StaffNumber
  readonly mayAct: boolean
}

/**
 * The admin staff of an agency, present and former, by login.
 *
 * **Rules**: STF-01, STF-05.
 *
 * @category queries
 */
export const staff = (viewer: Viewer, agencyId: AgencyId) =>
  ask(
    viewer,
    "view-staff",
    { agencyId },
    () => [read("staff", "agency", agencyId)],
    (facts): ReadonlyArray<StaffLine> =>
      facts.find("staff", "agency", agencyId).map((one) => ({
        userId: one.userId,
        name: fullName(one.name),
        level: one.level,
        approval: one.approval._tag,
        activity: one.activity,
        ...(one.trainedOn === undefined ? {} : { trainedOn: one.trainedOn }),
        ...(one.staffNumber === undefined ? {} : { staffNumber: one.staffNumber }),
        mayAct: Staff.gaps(one, agencyId).length === 0
      }))
  )

const askBook = <A>(
  viewer: Viewer,
  scope: BookScope,
  more: (facts: Facts, moment: Authority.Moment) => ReadonlyArray<Selection>,
  answer: (rows: ReadonlyArray<Book.Row>, facts: Facts, moment: Authority.Moment) => A
) => {
  const own =
    scope.agentId !== undefined &&
    (viewer.acting !== undefined || (viewer.actor._tag === "Agent" && viewer.actor.agentId === scope.agentId))
  const reads = bookReads(scope)
  return ask(
    viewer,
    own ? "view-own-book" : "view-agency-book",
    scope,
    (facts, moment) => [...reads(facts), ...more(facts, moment)],
    (facts, moment, { role }) => {
      const rows = Book.rows(entriesIn(facts, scope), moment.at, moment.policy.timeZone)
      // Staff see the active list: what is frozen is not theirs to work on. @rule STF-06
      const active = role === "staff-1" || role === "staff-2"
      return answer(active ? rows.filter((row) => row.delegationState === "Active") : rows, facts, moment)
    }
  )
}

const nothingMore = () => []

/**
 * The book of business of an agency, of one of its agents, or the own one; filtered and sorted when that is asked for.
 *
 * **Rules**: BOB-01..04, STF-02, STF-06.
 *
 * @category queries
 */
export const book = (viewer: Viewer, scope: BookScope, choice: Pick<BookPage.Request, "filter" | "sort"> = {}) =>
  askBook(viewer, scope, nothingMore, (rows) =>
    BookPage.sorted(choice.filter === undefined ? rows : BookFilter.apply(rows, choice.filter), choice.sort ?? [])
  )

/**
 * One page of a book, with the number of rows that fit in all and the cursor of the next page.
 *
 * **Rules**: BOB-01..04, BOB-06.
 *
 * @category queries
 */
export const bookPage = (viewer: Viewer, scope: BookScope, request: BookPage.Request) =>
  askBook(viewer, scope, nothingMore, (rows) => BookPage.page(rows, request))

/** The months in which a case can have been lost that counts as lost of late. */
const recentMonths = (agencyId: AgencyId, at: Instant): ReadonlyArray<string> => {
  const back = (days: number) => Delegation.lostIn(agencyId, Dates.plusHours(at, -24 * days))
  return Array.from(new Set([back(-1), back(0), back(BookSummary.recentDays / 2), back(BookSummary.recentDays + 1)]))
}

/**
 * The figures of a book: an agency's with those of its agents, or one agent's.
 *
 * **Rules**: BOB-02, BOB-05.
 *
 * @category queries
 */
export const summary = (viewer: Viewer, scope: BookScope) => {
  const { agencyId, agentId } = scope
  const agentIds = (facts: Facts): ReadonlyArray<AgentId> =>
    agentId === undefined ? facts.find("employment", "agency", agencyId).map((one) => one.agentId) : [agentId]
  return askBook(
    viewer,
    scope,
    (facts, { at }) => [
      ...(agentId === undefined
        ? [read("employment", "agency", agencyId), read("agent", "id", ...agentIds(facts))]
        : memberOfReads(agentId, agencyId)),
      read("delegation", "lost", ...recentMonths(agencyId, at))
    ],
    (rows, facts, { at, day, policy }) => {
      const sums = new Map(BookSummary.byAgent(rows, day))
      const lost = recentMonths(agencyId, at).flatMap((key) => facts.find("delegation", "lost", key))
      for (const one of [...delegationsIn(facts, scope), ...lost]) {
        const holder = one.delegate.agentId
        if (agentId !== undefined && holder !== agentId) continue
        const more = BookSummary.ofDelegation(one, day, policy.timeZone)
        sums.set(holder, BookSummary.combine(sums.get(holder) ?? BookSummary.empty, more))
      }
      const members = agentIds(facts).flatMap((id) => memberOf(facts, id, agencyId) ?? [])
      return AgencySummary.make(members, sums, day)
    }
  )
}

/**
 * The rows of an export that was recorded, to who recorded it, as long as it lives.
 *
 * **Rules**: BOB-06..09, BOB-12.
 *
 * @category queries
 */
export const exportRows = (viewer: Viewer, exportId: ExportId) =>
  ask(
    viewer,
    "complete-export",
    (facts) => {
      const order = facts.get("exportLog", exportId)?.order
      return order === undefined ? {} : BookExport.target(order)
    },
    (facts) => {
      const order = facts.get("exportLog", exportId)?.order
      return [read("exportLog", "id", exportId), ...(order === undefined ? [] : bookReads(order)(facts))]
    },
    (facts, { at, policy }) => {
      const exportLog = facts.get("exportLog", exportId)
      const obstructed = BookExport.obstacle(exportId, exportLog, viewer.actor, at)
      if (obstructed !== undefined || exportLog === undefined)
        return obstructed ?? BookExport.unknownExport({ exportId })
      const { order } = exportLog
      return { order, rows: BookExport.rows(order, entriesIn(facts, order), at, policy.timeZone) }
    },
    [read("exportLog", "id", exportId)]
  )

/**
 * Who took which book of an agency out of the portal, the latest first.
 *
 * **Rules**: BOB-07.
 *
 * @category queries
 */
export const exportLogs = (viewer: Viewer, scope: BookScope) =>
  ask(
    viewer,
    "view-exports",
    scope,
    () => [read("exportLog", "agency", scope.agencyId)],
    (facts): ReadonlyArray<BookExport.ExportLog> =>
      facts
        .find("exportLog", "agency", scope.agencyId)
        .filter(({ order }) => scope.agentId === undefined || order.agentId === scope.agentId)
        .sort((a, b) => (a.acknowledgedAt > b.acknowledgedAt ? -1 : 1))
  )

/**
 * Agents whom a consumer may choose.
 *
 * @category queries
 */
export const directory = (viewer: Viewer, criteria: Directory.Criteria) =>
  ask(
    viewer,
    "search-directory",
    {},
    (facts) => {
      const agents = facts.find("agent", "certification", "Certified").map(({ agentId }) => agentId)
      const employments = agents.flatMap((agentId) => facts.find("employment", "open", agentId))
      return [
        read("agent", "certification", "Certified"),
        read("employment", "open", ...agents),
        read("agency", "id", ...employments.map(({ agencyId }) => agencyId))
      ]
    },
    (facts, { day }) => {
      const members = facts
        .find("agent", "certification", "Certified")
        .flatMap(({ agentId }) => member(facts, agentId) ?? [])
      return Directory.search(members, criteria, day)
    }
  )

/**
 * What a transfer would do, row by row, without doing it; the command applies the same plan.
 *
 * **Rules**: TRF-07.
 *
 * @category queries
 */
export const previewTransfer = (viewer: Viewer, command: Transfer.Command) =>
  ask(
    viewer,
    "transfer-book",
    { agencyId: command.agencyId },
    (facts) => transferReads(command, facts),
    (facts, { at, policy }) =>
      Transfer.plan(command, transferFacts(command, facts), {
        commandId: Id.make<CommandId>("preview"),
        at,
        actor: viewer.actor,
        policy
      })
  )

/** What has to be known of a case before anybody can be judged: whose it is now. */
const holderReads = (caseId: CaseId): ReadonlyArray<Selection> => [read("delegation", "case", caseId)]
const heldBy =
  (caseId: CaseId) =>
  (facts: Facts): Authority.Target => {
    const holder = facts.find("delegation", "case", caseId).find(Delegation.holdsCase)
    return { caseId, ...holder?.delegate }
  }

/**
 * The transfers of an agency that wait: for consumers, for their day, or for the exchange.
 *
 * @category queries
 */
export const waitingTransfers = (viewer: Viewer, agencyId: AgencyId) =>
  ask(
    viewer,
    "transfer-book",
    { agencyId },
    () => [read("transfer", "waiting", agencyId)],
    (facts) => facts.find("transfer", "waiting", agencyId)
  )

/** A transfer as the consumer of one of its cases sees it. @category models */
export interface TransferQuestion {
  readonly transferId: TransferId
  readonly outcome: "planned" | "asked" | "confirmed"
  readonly toAgentId: AgentId
  readonly toAgencyId: AgencyId
  readonly effectiveOn?: CalendarDate
  readonly answerBy?: CalendarDate
}

/**
 * What a consumer is asked or told about transfers of the own case that wait.
 *
 * **Rules**: TRF-12.
 *
 * @category queries
 */
export const transferQuestions = (viewer: Viewer, caseId: CaseId) =>
  ask(
    viewer,
    "answer-transfer",
    { caseId },
    (facts) => [
      read("delegation", "case", caseId),
      read("transfer", "waiting", ...facts.find("delegation", "case", caseId).map(({ delegate }) => delegate.agencyId))
    ],
    (facts) => {
      const agencies = new Set(facts.find("delegation", "case", caseId).map(({ delegate }) => delegate.agencyId))
      return Array.from(agencies)
        .flatMap((agencyId) => facts.find("transfer", "waiting", agencyId))
        .flatMap((transfer): ReadonlyArray<TransferQuestion> => {
          const { answerBy, effectiveOn, rows, toAgentId, transferId } = transfer
          // While the exchange reviews, and where nobody is told ahead, there is nothing to see yet.
          if (transfer.state === "ExchangeReview" || transfer.consentMode === "none") return []
          return rows.flatMap(({ caseId: of, outcome }) =>
            of === caseId && (outcome === "planned" || outcome === "asked" || outcome === "confirmed")
              ? [
                  {
                    ...{ transferId, outcome, toAgentId, toAgencyId: Transfer.arrivesAt(transfer) },
                    ...(effectiveOn === undefined ? {} : { effectiveOn }),
                    ...(answerBy === undefined ? {} : { answerBy })
                  }
                ]
              : []
          )
        })
    }
  )

/**
 * The history of a case: every delegation with the moment at which each step was recorded, and the agents of record of
 * its policy. Agents and managers see it of the cases that they have now.
 *
 * **Rules**: DEL-20.
 *
 * @category queries
 */
export const caseHistory = (viewer: Viewer, caseId: CaseId) =>
  Effect.gen(function* () {
    const store = yield* Store
    const { asOf, value } = yield* ask(
      viewer,
      "view-delegation-history",
      heldBy(caseId),
      () => [read("delegation", "history", caseId), read("case", "id", caseId)],
      (facts) => ({
        delegations: facts.find("delegation", "history", caseId).map(({ delegationId }) => delegationId),
        agentsOfRecord: facts.get("case", caseId)?.agentsOfRecord ?? []
      }),
      holderReads(caseId)
    )
    const trail = yield* store.trail("delegation", value.delegations)
    const answer: AsOf<CaseHistory> = {
      asOf,
      value: { delegations: DelegationHistory.make(trail), agentsOfRecord: value.agentsOfRecord }
    }
    return answer
  })

/** What is known of a case's past. @category models */
export interface CaseHistory {
  readonly delegations: DelegationHistory.DelegationHistory
  readonly agentsOfRecord: AgentOfRecord.History
}

/**
 * The agent whose delegation held a case at an instant, if there was one, as it is known now or was believed at a moment.
 *
 * **Rules**: DEL-09, DEL-10.
 *
 * @category queries
 */
export const agentAt = (viewer: Viewer, caseId: CaseId, at: Instant, believedAt?: Instant) =>
  Effect.map(caseHistory(viewer, caseId), ({ asOf, value }) => ({
    asOf,
    value: {
      delegate: DelegationHistory.holderAt(value.delegations, { caseId, kind: "producer" }, at, believedAt)?.delegate
    }
  }))

/** Whom a case had on a day. @category models */
export interface OnDay {
  /** The delegate at the end of the day. */
  readonly delegate?: Delegation.Delegation["delegate"]
  /** Who was on record for the policy on the day. */
  readonly agentOfRecord?: AgentOfRecord.Entry
}

/**
 * Whom a case had on a day: the delegate at its end and the agent of record, as they are known now, or as they were
 * believed at the end of another day.
 *
 * **Rules**: DEL-10, DEL-20, DEL-30.
 *
 * @category queries
 */
export const agentsOn = (viewer: Viewer, caseId: CaseId, day: CalendarDate, believedOn?: CalendarDate) =>
  Effect.gen(function* () {
    const { policy } = yield* Agencybook
    const { asOf, value } = yield* caseHistory(viewer, caseId)
    const known = believedOn === undefined ? undefined : DelegationHistory.endOf(believedOn, policy.timeZone)
    const at = DelegationHistory.endOf(day, policy.timeZone)
    const delegate = DelegationHistory.holderAt(value.delegations, { caseId, kind: "producer" }, at, known)?.delegate
    const agentOfRecord = AgentOfRecord.on(value.agentsOfRecord, day, known)
    const answer: AsOf<OnDay> = {
      asOf,
      value: {
        ...(delegate === undefined ? {} : { delegate }),
        ...(agentOfRecord?.npn === undefined ? {} : { agentOfRecord })
      }
    }
    return answer
  })

const journalPage = 1000

/**
 * The changes of delegate after a position of the journal, for the records that carriers are sent; ask again from `next`
 * on. Changes of one command are never divided.
 *
 * **Rules**: DEL-19.
 *
 * @category queries
 */
export const carrierChanges = (viewer: Viewer, after: number) =>
  Effect.gen(function* () {
    const store = yield* Store
    const { asOf } = yield* ask(
      viewer,
      "read-carrier-changes",
      {},
      () => [],
      () => ({})
    )
    const lines: Array<JournalEntry> = []
    // A page ends where a command ends; a command larger than a page is read to its end.
    for (let last = after; ; last = lines.at(-1)?.position ?? last) {
      const page = yield* store.journal(last, journalPage)
      lines.push(...page)
      if (page.length < journalPage) break
      const whole = lines.findLastIndex(({ commandId }) => commandId !== lines.at(-1)?.commandId)
      if (whole === -1) continue
      lines.length = whole + 1
      break
    }
    const ids = lines.flatMap(({ event }) => (event._tag === "DelegationMoved" ? [event.delegationId] : []))
    const found = ids.length === 0 ? [] : yield* store.load([read("delegation", "id", ...new Set(ids))])
    const facts = Loading.factsOf(found)
    const changes = DelegationHistory.carrierChanges(lines, (id) => facts.get("delegation", id))
    const answer: AsOf<{ readonly changes: typeof changes; readonly next: number }> = {
      asOf,
      value: { changes, next: lines.at(-1)?.position ?? after }
    }
    return answer
  })

/** A consent as it is shown: whether it is in force, and which open delegations rest on it. @category models */
export interface ShownConsent {
  readonly consent: Consent.Consent
  readonly inForce: boolean
  readonly supports: ReadonlyArray<DelegationId>
}

/**
 * The consents of a case and the reviews of its application, past ones included, as they are produced on request. An
 * agent is shown those that reach the agent.
 *
 * **Rules**: CON-03.
 *
 * @category queries
 */
export const consents = (viewer: Viewer, caseId: CaseId) => {
  const agentId = viewer.actor._tag === "Agent" ? viewer.actor.agentId : undefined
  return ask(
    viewer,
    "view-consents",
    { caseId, ...(agentId === undefined ? {} : { agentId }) },
    (facts) => [...submissionReads(caseId), ...(agentId === undefined ? [] : memberReads(facts, agentId))],
    (facts, { day }) => {
      const { consents: all, open, reviews } = submissionFacts(caseId, facts)
      const agencyId = agentId === undefined ? undefined : member(facts, agentId)?.agency.agencyId
      const shown = all.filter(
        (one) => agentId === undefined || (agencyId !== undefined && Consent.reaches(one, agencyId, agentId))
      )
      return {
        consents: shown.map(
          (consent): ShownConsent => ({
            consent,
            inForce: Consent.isInForce(consent, day),
            supports: open.flatMap((one) => (one.consentId === consent.consentId ? [one.delegationId] : []))
          })
        ),
        reviews: reviews.filter(({ assistedBy }) => agentId === undefined || assistedBy.agentId === agentId)
      }
    }
  )
}

/**
 * Whether an agent may speak with the county about the Medi-Cal part of a case now.
 *
 * **Rules**: DEL-27.
 *
 * @category queries
 */
export const mayWorkWithCounty = (viewer: Viewer, caseId: CaseId, agentId: AgentId) =>
  ask(
    viewer,
    "submit-application",
    { caseId, agentId },
    () => submissionReads(caseId),
    (facts, { day }) =>
      ApplicationReview.countyObstacle(caseId, agentId, submissionFacts(caseId, facts), day) ?? { caseId, agentId }
  )

/**
 * Whether an agent may submit the application of a case now: as the delegate, with a consent in force, and after the
 * consumer has looked it over; otherwise the refusal that says what is missing.
 *
 * **Rules**: CON-01, CON-02.
 *
 * @category queries
 */
export const maySubmit = (viewer: Viewer, caseId: CaseId, agentId: AgentId) =>
  ask(
    viewer,
    "submit-application",
    { caseId, agentId },
    () => submissionReads(caseId),
    (facts, { day }) =>
      ApplicationReview.obstacle(caseId, agentId, submissionFacts(caseId, facts), day) ?? { caseId, agentId }
  )
// The case itself says who holds it; what the asker says about its agent counts only where there is no case yet.
const aboutOf = (facts: Facts, { caseId, ...rest }: Authority.Target): Authority.Target => {
  if (caseId === undefined) return rest
  const held = facts
    .find("delegation", "case", caseId)
    .find(({ kind, state }) => kind === "producer" && state._tag === "Active")
  return { caseId, ...held?.delegate }
}

/**
 * Whether the viewer may use a capability now, with what grants or refuses it: for a host that keeps applications,
 * plans and documents itself and asks here before each step.
 *
 * **Details**: a refusal is the answer, not a failure. For a case, its present delegate is looked up; to start an
 * application without a case, name the agent in whose name it is started. Consent and review of an application are
 * not asked for here; `maySubmit` does.
 *
 * **Rules**: SEC-01, STF-02..06, DEL-08.
 *
 * @category queries
 */
export const may = Effect.fnUntraced(function* (viewer: Viewer, capability: Capability, about: Authority.Target) {
  const store = yield* Store
  const { policy } = yield* Agencybook
  const { acting, actor } = viewer
  const at = Dates.fromMillis(yield* Clock.currentTimeMillis)
  const value = yield* store.snapshot(
    Effect.fnUntraced(function* (load) {
      const { facts } = yield* Loading.discover(load, (known) => [
        ...evidenceReads(actor, acting, known, aboutOf(known, about)),
        ...(about.caseId === undefined ? [] : [read("delegation", "case", about.caseId)])
      ])
      const target = aboutOf(facts, about)
      return Authority.judge(
        { capability, actor, target, ...(acting === undefined ? {} : { acting }) },
        evidence(actor, acting, facts, target),
        { at, day: Dates.on(at, policy.timeZone), policy }
      )
    })
  )
  return { asOf: at, value } satisfies AsOf<Authority.Ruling>
})
