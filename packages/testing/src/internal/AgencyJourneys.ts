/**
 * What happens to the clients when an agent leaves or is ended, an agency is suspended, or a manager steps in.
 *
 * @since 0.1.0
 */
import * as Id from "@agencybook/core/Id"
import * as Sample from "../Sample.ts"
import {
  agencyId,
  anna,
  asAnna,
  asBen,
  asManager,
  at,
  ben,
  consumer,
  done,
  firstDelegation,
  journey,
  manager,
  office,
  refused,
  request,
  step
} from "./JourneyTelling.ts"

/** An agent leaves, and the clients stay with the agency. */
export const agentLeaves = journey(
  "agent-leaves",
  "an agent who leaves hands over the book first; every case has a new agent before the old one is inactive",
  ["EMP-01", "EMP-04", "EMP-05", "TRF-01", "TRF-02", "TRF-07"],
  [
    office,
    step(
      at(0, 1),
      asManager,
      "nobody leaves with open cases",
      { _tag: "SetAgentInactive", agencyId, agentId: anna, reason: "left-agency" },
      refused("DelegationsWithoutDisposition", "EMP-04")
    ),
    step(
      at(0, 2),
      asManager,
      "a book does not move to the agent who has it",
      {
        _tag: "TransferBook",
        transferId: Id.make("transfer-1"),
        agencyId,
        fromAgentId: anna,
        toAgentId: anna,
        reason: "left-agency"
      },
      refused("SameAgent", "TRF-02")
    ),
    step(
      at(0, 3),
      asManager,
      "the book moves to a colleague",
      {
        _tag: "TransferBook",
        transferId: Id.make("transfer-1"),
        agencyId,
        fromAgentId: anna,
        toAgentId: ben,
        reason: "left-agency"
      },
      done(
        { _tag: "DelegationMoved", delegationId: firstDelegation, to: { _tag: "Ended", reason: "transferred" } },
        { _tag: "DelegationOpened", delegation: { caseId: Sample.caseId(0), delegate: { agentId: ben } } },
        "TransferApplied"
      )
    ),
    step(
      at(0, 4),
      asManager,
      "now the agent is set inactive",
      { _tag: "SetAgentInactive", agencyId, agentId: anna, reason: "left-agency" },
      done({ _tag: "EmploymentMoved", to: { state: "Inactive", reason: "left-agency" } })
    ),
    step(
      at(0, 5),
      asManager,
      "the last manager cannot leave",
      { _tag: "SetAgentInactive", agencyId, agentId: manager, reason: "leave" },
      refused("LastManager", "AGY-12")
    ),
    step(
      at(30),
      asManager,
      "the agent comes back, without the old cases",
      { _tag: "SetAgentActive", agencyId, agentId: anna },
      done({ _tag: "EmploymentMoved", to: { state: "Active" } })
    ),
    step(
      at(30, 1),
      asAnna,
      "the old delegation stays ended",
      { _tag: "RelinquishDelegation", delegationId: firstDelegation },
      refused("NotAllowedFrom", "DEL-03")
    )
  ]
)

/** A certification is ended for cause: the clients wait, and are handed on. */
export const decertified = journey(
  "decertified-colleague",
  "one agent's certification ends for cause; the colleague's client keeps the agent, and only the one agent's cases wait",
  ["DEL-26", "AGT-19", "TRF-03", "EXT-10"],
  [
    office,
    step(
      at(0, 1),
      Sample.asConsumer(1),
      "the second consumer asks the colleague",
      {
        _tag: "RequestDelegation",
        delegationId: request(1),
        caseId: Sample.caseId(1),
        agentId: ben,
        signedBy: "Cora Quint"
      },
      done("DelegationOpened")
    ),
    step(at(0, 2), asBen, "who accepts", { _tag: "AcceptRequest", delegationId: request(1) }, done("DelegationMoved")),
    step(
      at(7),
      Sample.exchange,
      "the first agent's certification is ended: one agent, one case, one account",
      { _tag: "TerminateAgent", agentId: anna, forCause: true, reason: "breach", finding: Sample.finding },
      done(
        { _tag: "CertificationMoved", agentId: anna, to: { _tag: "TerminatedForCause" } },
        { _tag: "DelegationMoved", delegationId: firstDelegation, to: { _tag: "Frozen" } },
        { _tag: "ExtranetAccountMoved", trigger: "disable", agentId: anna }
      )
    ),
    step(
      at(7, 1),
      asAnna,
      "who has no authority any more",
      { _tag: "RelinquishDelegation", delegationId: firstDelegation },
      refused("AgentWithoutAuthority", "DEL-08")
    ),
    step(
      at(7, 2),
      asManager,
      "nothing is transferred to somebody without authority",
      {
        _tag: "TransferBook",
        transferId: Id.make("transfer-1"),
        agencyId,
        fromAgentId: ben,
        toAgentId: anna,
        reason: "workload"
      },
      refused("TargetWithoutAuthority", "TRF-03")
    ),
    step(
      at(7, 3),
      asManager,
      "the waiting case goes to the colleague and is active again",
      {
        _tag: "TransferBook",
        transferId: Id.make("transfer-2"),
        agencyId,
        fromAgentId: anna,
        toAgentId: ben,
        reason: "suspension"
      },
      done("DelegationMoved", {
        _tag: "DelegationOpened",
        delegation: { delegate: { agentId: ben }, state: { _tag: "Active" } }
      })
    ),
    step(
      at(7, 4),
      asBen,
      "the colleague's own client was never touched",
      { _tag: "RelinquishDelegation", delegationId: request(1) },
      done({ _tag: "DelegationMoved", from: "Active", to: { _tag: "Ended", reason: "relinquished" } })
    )
  ]
)

/** An agent is suspended, and nobody of the agency can take the clients: the manager gives them back. */
export const clientsGivenBack = journey(
  "clients-given-back",
  "a manager gives the client of a suspended agent back to the consumer, which no helper, colleague or other agency does",
  ["DEL-24", "EMP-04", "AGT-19"],
  [
    office,
    step(
      at(0, 1),
      Sample.exchange,
      "the agent is suspended, and the client waits",
      { _tag: "SuspendAgent", agentId: anna, reason: "under-investigation" },
      done(
        { _tag: "CertificationMoved", agentId: anna, to: { _tag: "Suspended" } },
        { _tag: "DelegationMoved", delegationId: firstDelegation, to: { _tag: "Frozen" } }
      )
    ),
    step(
      at(0, 2),
      asBen,
      "a colleague gives nobody's clients back",
      { _tag: "RelinquishDelegation", delegationId: firstDelegation },
      refused("NotPermitted", "SEC-01")
    ),
    step(
      at(0, 3),
      Sample.asStaff(0, 2),
      "neither does a helper",
      { _tag: "RelinquishDelegation", delegationId: firstDelegation },
      refused("NotPermitted", "SEC-01")
    ),
    step(
      at(0, 4),
      asManager,
      "the manager does",
      { _tag: "RelinquishDelegation", delegationId: firstDelegation },
      done({ _tag: "DelegationMoved", from: "Frozen", to: { _tag: "Ended", reason: "relinquished" } })
    ),
    step(
      at(0, 5),
      asManager,
      "and nothing keeps the agent in the agency",
      { _tag: "SetAgentInactive", agencyId, agentId: anna, reason: "left-agency" },
      done({ _tag: "EmploymentMoved", to: { state: "Inactive", reason: "left-agency" } })
    )
  ]
)

const session = Id.make<Id.ActingId>("session-1")

/** A manager works for an agent who is ill, under both names. */
export const actingFor = journey(
  "manager-acts-for-agent",
  "a manager works an agent's request: two names on everything, the agent stays the delegate; once the agent may not act, the manager only moves the clients, and idleness ends the session",
  ["ACT-01", "ACT-02", "DEL-30"],
  [
    office,
    step(
      at(0, 1),
      Sample.asConsumer(1),
      "a consumer asks the agent, who is ill",
      {
        _tag: "RequestDelegation",
        delegationId: request(1),
        caseId: Sample.caseId(1),
        agentId: anna,
        signedBy: "Cora Quint"
      },
      done("DelegationOpened")
    ),
    step(
      at(0, 2),
      asManager,
      "the manager cannot answer in the own name",
      { _tag: "AcceptRequest", delegationId: request(1) },
      refused("NotPermitted", "SEC-01")
    ),
    step(
      at(0, 3),
      asBen,
      "a colleague cannot act for the agent",
      { _tag: "OpenActing", actingId: session, agencyId, agentId: anna },
      refused("NotPermitted", "SEC-01")
    ),
    step(
      at(0, 4),
      asManager,
      "the manager begins to act for the agent",
      { _tag: "OpenActing", actingId: session, agencyId, agentId: anna },
      done("ActingOpened")
    ),
    step(
      at(0, 5),
      asManager,
      "and accepts for the agent, who becomes the delegate",
      { _tag: "AcceptRequest", delegationId: request(1) },
      done({ _tag: "DelegationMoved", to: { _tag: "Active" } }, "ActingUsed"),
      { acting: session }
    ),
    step(
      at(0, 6),
      asManager,
      "the session is no reason to move the clients of a colleague",
      {
        _tag: "TransferBook",
        transferId: Id.make("transfer-1"),
        agencyId,
        fromAgentId: ben,
        toAgentId: anna,
        reason: "leave"
      },
      refused("NotPermitted", "SEC-01"),
      { acting: session }
    ),
    step(
      at(0, 7),
      asBen,
      "nobody else uses the session",
      { _tag: "RelinquishDelegation", delegationId: request(1) },
      refused("ActingNotAllowed", "ACT-02"),
      { acting: session }
    ),
    step(
      at(0, 8),
      Sample.exchange,
      "the agent is suspended, and the session goes on",
      { _tag: "SuspendAgent", agentId: anna, reason: "under-investigation" },
      done({ _tag: "CertificationMoved", agentId: anna, to: { _tag: "Suspended" } })
    ),
    step(
      at(0, 9),
      asManager,
      "what the agent may not do now, nobody does in the agent's place",
      { _tag: "RelinquishDelegation", delegationId: request(1) },
      refused("ActingAgentFrozen", "ACT-02"),
      { acting: session }
    ),
    step(
      at(0, 10),
      asManager,
      "and the manager moves the clients to a colleague",
      {
        _tag: "TransferBook",
        transferId: Id.make("transfer-1"),
        agencyId,
        fromAgentId: anna,
        toAgentId: ben,
        reason: "suspension"
      },
      done(
        { _tag: "DelegationOpened", delegation: { caseId: Sample.caseId(1), delegate: { agentId: ben } } },
        { _tag: "DelegationOpened", delegation: { caseId: Sample.caseId(0), delegate: { agentId: ben } } },
        "ActingUsed"
      ),
      { acting: session }
    ),
    step(
      at(0, 45),
      asManager,
      "after thirty idle minutes the session is over",
      { _tag: "RelinquishDelegation", delegationId: request(1) },
      refused("ActingNotAllowed", "ACT-02"),
      { acting: session }
    )
  ]
)

/** A suspended agency takes authority from its members and nothing else. */
export const agencySuspended = journey(
  "agency-suspended",
  "a suspended agency takes authority from its members without touching their own status or their clients",
  ["AGY-10", "AGY-11"],
  [
    office,
    step(
      at(0, 1),
      Sample.exchange,
      "the agency is suspended, and nothing else happens",
      { _tag: "SuspendAgency", agencyId, reason: "agreement-lapsed" },
      done({ _tag: "AgencyCertificationMoved", to: { _tag: "Suspended" } })
    ),
    step(
      at(0, 2),
      consumer,
      "no delegation starts to its agents",
      {
        _tag: "RequestDelegation",
        delegationId: request(1),
        caseId: Sample.caseId(0),
        agentId: ben,
        signedBy: "Cora Quint"
      },
      refused("AgentWithoutAuthority", "DEL-08")
    ),
    step(
      at(0, 3),
      asAnna,
      "its agents have no authority",
      { _tag: "RelinquishDelegation", delegationId: firstDelegation },
      refused("AgentWithoutAuthority", "DEL-08")
    ),
    step(
      at(0, 4),
      consumer,
      "the consumer can always leave",
      { _tag: "RemoveDelegation", delegationId: firstDelegation },
      done("DelegationMoved")
    ),
    step(
      at(1),
      Sample.exchange,
      "the agency is reinstated",
      { _tag: "ReinstateAgency", agencyId },
      done({ _tag: "AgencyCertificationMoved", to: { _tag: "Certified" } })
    ),
    step(
      at(1, 1),
      consumer,
      "and its agents can be asked again",
      {
        _tag: "RequestDelegation",
        delegationId: request(2),
        caseId: Sample.caseId(0),
        agentId: ben,
        signedBy: "Cora Quint"
      },
      done("DelegationOpened")
    )
  ]
)
