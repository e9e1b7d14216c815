/**
 * Questions about transfers: what one would do, which wait, and what a consumer is asked.
 *
 * @since 0.1.0
 */
import type { CalendarDate } from "@agencybook/core/CalendarDate"
import { read } from "@agencybook/core/Facts"
import type { AgencyId, AgentId, CaseId, CommandId, TransferId } from "@agencybook/core/Id"
import * as Id from "@agencybook/core/Id"
import type * as Page from "@agencybook/core/Page"
import * as Transfer from "@agencybook/core/Transfer"
import * as TransferProgress from "@agencybook/core/TransferProgress"
import * as Effect from "effect/Effect"
import { transferFacts, transferReads } from "../Catalogue.ts"
import { only, type Range, type Reading, type StoreError } from "../Store.ts"
import { each, scanned } from "./Paging.ts"
import { consult, disclose, show, type Viewer } from "./QueryAsk.ts"

const shownIn = ({ rows }: Pick<Transfer.Plan, "rows">) => rows.flatMap(({ caseId }) => caseId ?? [])

/**
 * What a transfer would do, row by row, without doing it; the command applies the same plan.
 *
 * **Rules**: TRF-07, SEC-03.
 *
 * @category queries
 */
export const previewTransfer = (viewer: Viewer, command: Transfer.Command) =>
  show<Transfer.Plan>(
    viewer,
    { capability: "transfer-book", target: { agencyId: command.agencyId, agentId: command.fromAgentId } },
    { what: "transfers", cases: shownIn },
    (facts) => transferReads(command, facts),
    (facts, { at, policy }) =>
      Transfer.plan(command, transferFacts(command, facts), {
        commandId: Id.make<CommandId>("preview"),
        at,
        actor: viewer.actor,
        policy
      })
  )

/** A page of the transfers in a range, as they are. */
const transfersIn =
  (range: Range, request: Page.Request) =>
  (reading: Reading): Effect.Effect<Page.Page<Transfer.Transfer>, StoreError> =>
    scanned(
      reading,
      range,
      request,
      each((transfer: Transfer.Transfer) => transfer)
    )

/**
 * A page of the transfers by which a book leaves an agency or an agent of it, and that wait: for consumers, for their day,
 * or for the exchange; by identifier.
 *
 * **Rules**: TRF-01, SEC-03.
 *
 * @category queries
 */
export const waitingTransfers = (viewer: Viewer, agencyId: AgencyId, request: Page.Request) =>
  disclose<Page.Page<Transfer.Transfer>>(
    viewer,
    { capability: "transfer-book", target: { agencyId } },
    { what: "transfers", cases: ({ rows }) => rows.flatMap(shownIn) },
    transfersIn(only("transfer", "waiting", agencyId), request)
  )

/**
 * A page of the transfers of all agencies whose papers the exchange has to look through.
 *
 * **Rules**: TRF-11, SEC-03.
 *
 * @category queries
 */
export const transfersUnderReview = (viewer: Viewer, request: Page.Request) =>
  disclose<Page.Page<Transfer.Transfer>>(
    viewer,
    { capability: "review-transfer", target: {} },
    { what: "transfers", cases: ({ rows }) => rows.flatMap(shownIn) },
    transfersIn(only("transfer", "state", "ExchangeReview"), request)
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
 * **Rules**: TRF-12, SEC-03.
 *
 * @category queries
 */
export const transferQuestions = (viewer: Viewer, caseId: CaseId) =>
  show<ReadonlyArray<TransferQuestion>>(
    viewer,
    { capability: "answer-transfer", target: { caseId } },
    { what: "transfers", cases: () => [caseId] },
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

/** A transfer to which a day brings something, and its own day. @category models */
export type TransferDue = Pick<Transfer.Transfer, "effectiveOn" | "transferId">

/**
 * A page of the transfers to which a day brings something: one `ApplyDueTransfers` for each of them, when all pages are
 * there and in the order of `TransferProgress.inTurn`, because one transfer may take what another one names. Pages go
 * by state and identifier. Nothing of the consumers is shown.
 *
 * **Rules**: TRF-08, TRF-12.
 *
 * @category queries
 */
export const transfersDue = (viewer: Viewer, day: CalendarDate, request: Page.Request) =>
  consult(viewer, { capability: "apply-due-transfers", target: {} }, (reading) => {
    // A transfer that waits for answers may come to wait for its day, never the other way: between two pages none is missed.
    const state = request.after?.key === "Scheduled" ? "Scheduled" : "AwaitingConsent"
    const rows = each((one: Transfer.Transfer): TransferDue | undefined => {
      const { effectiveOn, transferId } = one
      if (!TransferProgress.isDue(one, day)) return undefined
      return effectiveOn === undefined ? { transferId } : { transferId, effectiveOn }
    })
    return Effect.map(
      scanned(reading, only("transfer", "state", state), request, rows),
      (page): Page.Page<TransferDue> =>
        page.next === undefined && state === "AwaitingConsent" ? { ...page, next: { key: "Scheduled", id: "" } } : page
    )
  })
