/**
 * Laws of what is told of transfers: to consumers, to both agents, to both offices, to carriers.
 *
 * @since 0.1.0
 */

import { make as factsOf } from "@agencybook/core/Facts"
import * as Id from "@agencybook/core/Id"
import type { Event } from "@agencybook/core/Record"
import type { Transfer } from "@agencybook/core/Transfer"
import * as fc from "fast-check"
import { delegation, facts, household } from "./internal/NoticeFacts.ts"
import { type Law, make, same } from "./Law.ts"
import * as Sample from "./Sample.ts"

/** A transfer is told to everybody concerned. @category laws */
export const transfersAreTold = make({
  id: "notice-transfers-are-told",
  sentence: "a transfer is told to the consumer of every case that moves, to both agents and to the manager, each once",
  rules: ["NOT-02"],
  input: fc.record({ reverse: fc.boolean(), moved: fc.boolean() }),
  holds: ({ moved, reverse }, rules) => {
    const [fromAgentId, toAgentId] = [Sample.agentId(reverse ? 2 : 1), Sample.agentId(reverse ? 1 : 2)]
    const rows = [
      { delegationId: delegation.delegationId, outcome: moved ? ("moves" as const) : ("not-held" as const) }
    ]
    const transferId = Id.make<Id.TransferId>("transfer-0")
    const agencyId = Sample.agencyId()
    const opened: Event = {
      _tag: "DelegationOpened",
      delegation: { ...delegation, origin: "transfer", state: Sample.delegationState("Active") }
    }
    const applied: Event = {
      _tag: "TransferApplied",
      transfer: {
        ...{ transferId, agencyId, fromAgentId, toAgentId, rows },
        ...{ reason: "leave", consentMode: "notify", state: "Applied" }
      }
    }
    const notices = rules.notice.fromEvents([...(moved ? [opened] : []), applied], facts, Sample.context())
    const login = (n: number) => Sample.profile(n).loginEmail
    const expected = [
      ...(moved ? [household.primaryContact.email] : []),
      login(reverse ? 2 : 1),
      login(reverse ? 1 : 2),
      login(0)
    ]
    return same(
      notices.map(({ to }) => to.email),
      expected,
      "who is told"
    )
  }
})

/** Both offices read of a transfer, and how many cases moved. @category laws */
export const officesHearOfTransfers = make({
  id: "notice-offices-hear-of-transfers",
  sentence:
    "both agents and the managers of both agencies read of a transfer, each once also when the agent is the manager, with the number of cases that moved; of papers under review no consumer hears",
  rules: ["TRF-12", "NOT-02"],
  input: fc.record({
    what: fc.constantFrom("moved", "submitted"),
    across: fc.boolean(),
    byManager: fc.boolean(),
    moves: fc.integer({ min: 1, max: 2 }),
    gone: fc.nat(2)
  }),
  holds: ({ across, byManager, gone, moves, what }, rules) => {
    const [leaving, arriving] = [Sample.agency(0), Sample.agency(1)]
    const offices = [leaving, { ...arriving, managers: [Sample.agentId(3)] }]
    const places = [Sample.employment(0), Sample.employment(3, 1)]
    const numbers = Array.from({ length: moves + gone }, (_, n) => n)
    const known = factsOf({
      agent: new Map([0, 1, 2, 3].map((n) => [Sample.agentId(n) as string, Sample.agent(n)])),
      agency: new Map(offices.map((one) => [one.agencyId as string, one])),
      employment: new Map(places.map((one) => [one.employmentId as string, one])),
      case: new Map(numbers.map((n) => [Sample.caseId(n) as string, Sample.household(n)]))
    })
    const submitted = what === "submitted"
    const transfer: Transfer = {
      ...{ transferId: Id.make<Id.TransferId>("transfer-0"), agencyId: leaving.agencyId, reason: "leave" },
      ...{ fromAgentId: Sample.agentId(byManager ? 0 : 1), toAgentId: Sample.agentId(2), consentMode: "notify" },
      ...(across ? { toAgencyId: arriving.agencyId } : {}),
      state: submitted ? "ExchangeReview" : gone > 0 ? "PartiallyApplied" : "Applied",
      rows: numbers.map((n) => ({
        ...{ delegationId: Sample.delegationId(n), caseId: Sample.caseId(n) },
        outcome: submitted ? "planned" : n < moves ? "moves" : "not-held"
      }))
    }
    const event: Event = { _tag: submitted ? "TransferOpened" : "TransferApplied", transfer }
    const cases = submitted ? numbers.length : moves
    const login = (n: number) => Sample.profile(n).loginEmail
    return same(
      rules.notice.fromEvents([event], known, Sample.context()).map(({ params, to }) => [to.email, params.cases]),
      [byManager ? 0 : 1, 2, ...(byManager ? [] : [0]), ...(across ? [3] : [])].map((n) => [login(n), cases]),
      "who reads what"
    )
  }
})

/** A consumer hears of a transfer in every mode. @category laws */
export const consumersHearOfTransfers = make({
  id: "notice-consumers-hear-of-transfers",
  sentence:
    "a consumer is asked before a transfer, told ahead of a later day, and told when the agent stays after all; only in the mode without notice is nothing said ahead",
  rules: ["TRF-12"],
  input: fc.record({
    consentMode: fc.constantFrom(...(["none", "notify", "consumer-confirm"] as const)),
    outcome: fc.constantFrom(
      ...(["planned", "asked", "confirmed", "declined", "expired", "not-held", "cancelled", "refused"] as const)
    ),
    reviewed: fc.boolean()
  }),
  holds: ({ consentMode, outcome, reviewed }, rules) => {
    const row = { delegationId: delegation.delegationId, caseId: household.caseId, outcome }
    const waits = outcome === "planned" || outcome === "asked" || outcome === "confirmed"
    const transfer: Transfer = {
      ...{ transferId: Id.make<Id.TransferId>("transfer-0"), agencyId: Sample.agencyId(), consentMode, rows: [row] },
      ...{ fromAgentId: Sample.agentId(1), toAgentId: Sample.agentId(2), reason: "leave" },
      state: outcome === "planned" ? "Scheduled" : waits ? "AwaitingConsent" : "Rejected"
    }
    const known = factsOf({
      agent: new Map([0, 1, 2].map((n) => [Sample.agentId(n) as string, Sample.agent(n)])),
      case: new Map([[household.caseId as string, household]]),
      transfer: new Map([[transfer.transferId as string, transfer]])
    })
    const moved: Event = {
      ...{ _tag: "TransferMoved", transferId: transfer.transferId, rows: reviewed ? [] : [row] },
      ...{ trigger: "answer", from: reviewed ? "ExchangeReview" : "AwaitingConsent", to: transfer.state }
    }
    const heard = rules.notice
      .fromEvents([moved], known, Sample.context())
      .flatMap(({ params, to }) => (to.role === "consumer" ? [params.what] : []))
    const kept = outcome === "declined" || outcome === "expired" || outcome === "cancelled" || outcome === "refused"
    const what =
      outcome === "asked"
        ? "asked"
        : outcome === "planned"
          ? consentMode === "notify" && "planned"
          : kept && !reviewed && (consentMode !== "none" || outcome === "declined" || outcome === "expired") && "kept"
    return same(heard, what === false ? [] : [what], "what the consumer hears")
  }
})

/** A delegate is an agent in an agency. @category laws */
export const carriersHearOfTheAgency = make({
  id: "record-carriers-hear-of-the-agency",
  sentence:
    "a case that goes to another agent, or with its agent to another agency, is one change for carriers; a new grant to the same agent in the same agency is none",
  rules: ["DEL-19", "DEL-10"],
  input: fc.record({ agent: fc.nat(1), agency: fc.nat(1) }),
  holds: ({ agency, agent }, rules) => {
    const old = Sample.delegation(1)
    const delegate = { agentId: Sample.agentId(agent), agencyId: Sample.agencyId(agency) }
    const was = { agentId: Sample.agentId(0), agencyId: Sample.agencyId(0) }
    const before = { ...old, delegate: was }
    const next = { ...old, delegationId: Sample.delegationId(2), delegate }
    const to = { _tag: "Ended", from: Sample.now, until: Sample.now, reason: "transferred" } as const
    const { delegationId } = before
    const moved = { _tag: "DelegationMoved", delegationId, trigger: "transfer", from: "Active", to } as const
    const opened = { _tag: "DelegationOpened", delegation: next } as const
    const lines = [moved, opened].map((event) => ({ commandId: Sample.context().commandId, at: Sample.now, event }))
    const told = rules.delegationHistory.carrierChanges(lines, () => before)
    const again = agent === 0 && agency === 0
    return same(
      told.map(({ gained, lost }) => [lost, gained]),
      again ? [] : [[was, delegate]],
      "what carriers are told"
    )
  }
})

/** The laws of this module. @category laws */
export const laws = [
  transfersAreTold,
  officesHearOfTransfers,
  consumersHearOfTransfers,
  carriersHearOfTheAgency
] as ReadonlyArray<Law>
