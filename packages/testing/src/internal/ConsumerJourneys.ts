/**
 * What consumers do about their agents, and what nobody does in their place.
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
  at,
  ben,
  consumer,
  done,
  firstDelegation,
  journey,
  manager,
  nothing,
  office,
  refused,
  request,
  step
} from "./JourneyTelling.ts"

/** A consumer asks another agent; the old one stays until the new one accepts. */
export const consumerFindsHelp = journey(
  "consumer-finds-help",
  "a consumer asks an agent in the directory; the old delegate stays until the new one accepts, and not an instant longer",
  ["DEL-03", "DEL-09", "DEL-10", "DEL-11", "DEL-22"],
  [
    office,
    step(
      at(0, 1),
      consumer,
      "the consumer asks another agent",
      {
        _tag: "RequestDelegation",
        delegationId: request(1),
        caseId: Sample.caseId(0),
        agentId: ben,
        signedBy: "Cora Quint"
      },
      done({ _tag: "DelegationOpened", delegation: { state: { _tag: "Requested" } } })
    ),
    step(
      at(0, 2),
      consumer,
      "a second request waits for the first to be answered",
      {
        _tag: "RequestDelegation",
        delegationId: request(2),
        caseId: Sample.caseId(0),
        agentId: manager,
        signedBy: "Cora Quint"
      },
      refused("RequestOpen", "DEL-22")
    ),
    step(
      at(0, 3),
      asAnna,
      "the present agent cannot answer for the other",
      { _tag: "DeclineRequest", delegationId: request(1) },
      refused("NotPermitted", "SEC-01")
    ),
    step(
      at(1),
      asBen,
      "the agent accepts, and the old delegation ends in the same instant",
      { _tag: "AcceptRequest", delegationId: request(1) },
      done(
        {
          _tag: "DelegationMoved",
          delegationId: firstDelegation,
          to: { _tag: "Ended", until: at(1), reason: "replaced" }
        },
        { _tag: "DelegationMoved", delegationId: request(1), to: { _tag: "Active", from: at(1) } }
      )
    ),
    step(
      at(2),
      consumer,
      "asking for the agent one has changes nothing",
      {
        _tag: "RequestDelegation",
        delegationId: request(3),
        caseId: Sample.caseId(0),
        agentId: ben,
        signedBy: "Cora Quint"
      },
      nothing
    ),
    step(
      at(3),
      consumer,
      "the consumer removes the agent, at any time",
      { _tag: "RemoveDelegation", delegationId: request(1) },
      done({ _tag: "DelegationMoved", to: { _tag: "Ended", reason: "consumer-removed" } })
    )
  ]
)

/** A request that is sent twice is there once, and expires after thirty days. */
export const brokenButton = journey(
  "request-sent-twice",
  "the Continue button of 2014 fails and is pressed again: the request is there once, and an old one expires after thirty days",
  ["DEL-22", "DEL-23"],
  [
    office,
    step(
      at(0, 1),
      Sample.asConsumer(1),
      "the consumer asks, and sees no answer",
      {
        _tag: "RequestDelegation",
        delegationId: request(1),
        caseId: Sample.caseId(1),
        agentId: anna,
        signedBy: "Cora Quint"
      },
      done("DelegationOpened"),
      { id: "first-click" }
    ),
    step(
      at(0, 2),
      Sample.asConsumer(1),
      "the button is pressed again",
      {
        _tag: "RequestDelegation",
        delegationId: request(1),
        caseId: Sample.caseId(1),
        agentId: anna,
        signedBy: "Cora Quint"
      },
      { _tag: "Repeated" },
      { id: "first-click" }
    ),
    step(
      at(0, 3),
      Sample.asConsumer(1),
      "the same click cannot mean another agent",
      {
        _tag: "RequestDelegation",
        delegationId: request(1),
        caseId: Sample.caseId(1),
        agentId: ben,
        signedBy: "Cora Quint"
      },
      { _tag: "Conflicting" },
      { id: "first-click" }
    ),
    step(
      at(0, 4),
      Sample.asConsumer(1),
      "a request without a signature is not read",
      { _tag: "RequestDelegation", delegationId: request(2), caseId: Sample.caseId(1), agentId: ben, signedBy: "" },
      { _tag: "Malformed", path: "command.signedBy" }
    ),
    step(
      at(29),
      Sample.system,
      "after 29 days the request still waits",
      { _tag: "ExpireRequest", delegationId: request(1) },
      refused("NotYetExpired", "DEL-23")
    ),
    step(
      at(31),
      asAnna,
      "after thirty it is too late to accept",
      { _tag: "AcceptRequest", delegationId: request(1) },
      refused("RequestExpired", "DEL-23")
    ),
    step(
      at(31, 1),
      Sample.system,
      "and the request is closed",
      { _tag: "ExpireRequest", delegationId: request(1) },
      done({ _tag: "DelegationMoved", to: { _tag: "Expired" } })
    )
  ]
)

/** Nobody takes a client who does not ask. */
export const takenClient = journey(
  "client-taken",
  "a stranger cannot take a client: every way that does not start with the consumer is closed",
  ["DEL-03", "SEC-01", "TRF-01"],
  [
    office,
    step(
      at(0, 1),
      asBen,
      "an agent cannot ask for a consumer",
      {
        _tag: "RequestDelegation",
        delegationId: request(1),
        caseId: Sample.caseId(0),
        agentId: ben,
        signedBy: "Cora Quint"
      },
      refused("NotPermitted", "SEC-01")
    ),
    step(
      at(0, 2),
      Sample.asConsumer(1),
      "another consumer cannot ask for this one",
      {
        _tag: "RequestDelegation",
        delegationId: request(1),
        caseId: Sample.caseId(0),
        agentId: ben,
        signedBy: "Cora Quint"
      },
      refused("NotPermitted", "SEC-01")
    ),
    step(
      at(0, 3),
      asBen,
      "an agent cannot move the book of a colleague",
      {
        _tag: "TransferBook",
        transferId: Id.make("transfer-1"),
        agencyId,
        fromAgentId: anna,
        toAgentId: ben,
        reason: "workload"
      },
      refused("NotPermitted", "SEC-01")
    ),
    step(
      at(0, 4),
      asBen,
      "nor end a colleague's delegation",
      { _tag: "RelinquishDelegation", delegationId: firstDelegation },
      refused("NotPermitted", "SEC-01")
    ),
    step(
      at(0, 5),
      { _tag: "Staff", userId: Id.make("helper-1"), agencyId: Sample.agencyId(7), level: 2 },
      "staff of another agency move nothing here",
      {
        _tag: "TransferBook",
        transferId: Id.make("transfer-1"),
        agencyId,
        fromAgentId: anna,
        toAgentId: ben,
        reason: "workload"
      },
      { _tag: "Refused", code: "NotPermitted", rule: "SEC-01" }
    ),
    step(
      at(0, 6),
      consumer,
      "the consumer still has the agent, and may leave",
      { _tag: "RemoveDelegation", delegationId: firstDelegation },
      done({ _tag: "DelegationMoved", from: "Active", to: { _tag: "Ended", reason: "consumer-removed" } })
    )
  ]
)
