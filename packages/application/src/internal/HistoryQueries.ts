/**
 * Who worked a case when, and what carriers are told of it.
 *
 * @since 0.1.0
 */
import * as AgentOfRecord from "@agencybook/core/AgentOfRecord"
import type * as Authority from "@agencybook/core/Authority"
import type { CalendarDate, Instant } from "@agencybook/core/CalendarDate"
import type { Case } from "@agencybook/core/Case"
import * as Delegation from "@agencybook/core/Delegation"
import * as DelegationHistory from "@agencybook/core/DelegationHistory"
import { type Facts, read, type Selection } from "@agencybook/core/Facts"
import type { CaseId, PolicyId } from "@agencybook/core/Id"
import * as Effect from "effect/Effect"
import { Agencybook } from "../Agencybook.ts"
import * as Loading from "../Loading.ts"
import { type JournalEntry, Store, type TrailEntry } from "../Store.ts"
import { type AsOf, ask, casesOf, disclose, type Viewer } from "./QueryAsk.ts"

/** What has to be known of a case before anybody can be judged: whose it is now. */
const holderReads = (caseId: CaseId): ReadonlyArray<Selection> => [read("delegation", "case", caseId)]

const heldBy =
  (caseId: CaseId) =>
  (facts: Facts): Authority.Target => {
    const holder = facts.find("delegation", "case", caseId).find(Delegation.holdsCase)
    return { caseId, ...holder?.delegate }
  }

/**
 * The history of a case: every delegation with the moment at which each step was recorded, and the agents of record of
 * each of its policies. Agents and managers see it of the cases that they have now.
 *
 * **Rules**: DEL-20, SEC-03.
 *
 * @category queries
 */
export const caseHistory = (viewer: Viewer, caseId: CaseId) =>
  disclose<CaseHistory>(
    viewer,
    { capability: "view-delegation-history", target: heldBy(caseId), first: holderReads(caseId) },
    { what: "history", cases: () => [caseId] },
    Effect.fnUntraced(function* ({ load, trail }) {
      const [found] = yield* load([read("case", "id", caseId)])
      const rows: Array<TrailEntry> = []
      for (;;) {
        const before = rows.at(-1)?.position
        const page = yield* trail(
          { _tag: "Case", caseId },
          { kind: "delegation", limit: trailPage, ...(before === undefined ? {} : { before }) }
        )
        rows.push(...page)
        if (page.length < trailPage) break
      }
      const known = found?.record as Case | undefined
      const mainPolicyId = known?.coverage?.policyId
      const answer: CaseHistory = {
        delegations: DelegationHistory.make(rows.reverse()),
        agentsOfRecord: known?.agentsOfRecord ?? [],
        policyAgentsOfRecord: known?.policyAgentsOfRecord ?? [],
        ...(mainPolicyId === undefined ? {} : { mainPolicyId })
      }
      return answer
    })
  )

/** What is known of a case's past. @category models */
export interface CaseHistory {
  readonly delegations: DelegationHistory.DelegationHistory
  /** Of the main policy, whichever it was. */
  readonly agentsOfRecord: AgentOfRecord.History
  /** Of the others, each statement with the policy that it is about. */
  readonly policyAgentsOfRecord: ReadonlyArray<AgentOfRecord.OfPolicy>
  /** The main policy now, where it has an identifier. */
  readonly mainPolicyId?: PolicyId
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
  /** Who was on record on the day for the main policy, or for the one that was named. */
  readonly agentOfRecord?: AgentOfRecord.Entry | AgentOfRecord.OfPolicy
}

/**
 * Whom a case had on a day: the delegate at its end and the agent of record, as they are known now, or as they were
 * believed at the end of another day.
 *
 * **Details**: On record for the main policy, or for the policy that is named. Naming the main one asks the same as naming none.
 *
 * **Rules**: DEL-10, DEL-20, DEL-30.
 *
 * @category queries
 */
export const agentsOn = (
  viewer: Viewer,
  caseId: CaseId,
  day: CalendarDate,
  believedOn?: CalendarDate,
  policyId?: PolicyId
) =>
  Effect.gen(function* () {
    const { policy } = yield* Agencybook
    const { asOf, value } = yield* caseHistory(viewer, caseId)
    const known = believedOn === undefined ? undefined : DelegationHistory.endOf(believedOn, policy.timeZone)
    const at = DelegationHistory.endOf(day, policy.timeZone)
    const delegate = DelegationHistory.holderAt(value.delegations, { caseId, kind: "producer" }, at, known)?.delegate
    const history =
      policyId === undefined || policyId === value.mainPolicyId
        ? value.agentsOfRecord
        : AgentOfRecord.about(value.policyAgentsOfRecord, policyId)
    const agentOfRecord = AgentOfRecord.on(history, day, known)
    const answer: AsOf<OnDay> = {
      asOf,
      value: {
        ...(delegate === undefined ? {} : { delegate }),
        ...(agentOfRecord?.npn === undefined ? {} : { agentOfRecord })
      }
    }
    return answer
  })

/** Changes of delegate, and the position to ask from next. @category models */
export interface CarrierChanges {
  readonly changes: ReadonlyArray<DelegationHistory.CarrierChange>
  readonly next: number
}

const journalPage = 1000
const trailPage = 500

/**
 * The changes of delegate after a position of the journal, for the records that carriers are sent; ask again from `next`
 * on. Changes of one command are never divided.
 *
 * **Rules**: DEL-19, SEC-03.
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
    // Rows may be written between the ruling and the reading of the journal: no answer is older than what it tells.
    const latest = lines.reduce((known, { at }) => (known < at ? at : known), asOf)
    const answer: AsOf<CarrierChanges> = {
      asOf: latest,
      value: { changes, next: lines.at(-1)?.position ?? after }
    }
    // Who asks again and again whether there is anything is shown nothing.
    if (changes.length > 0)
      yield* disclose(
        viewer,
        { capability: "read-carrier-changes", target: {} },
        { what: "carrier-changes", cases: () => casesOf(changes) },
        () => Effect.void
      )
    return answer
  })
