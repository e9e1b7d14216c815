/**
 * Events of delegations to counselors with every notice that they call for, written by hand.
 *
 * These are a counselor with an address, one without and one who has left.
 *
 * @since 0.1.0
 */
import type { CounselorDelegation, EndReason, State, Trigger } from "@agencybook/core/CounselorDelegation"
import type { Event } from "@agencybook/core/Record"
import * as EntitySample from "../EntitySample.ts"
import * as Sample from "../Sample.ts"
import { nobody, type Params, row, type Told } from "./NoticePeople.ts"

const consumer = "Coraab Q."
const named = { counselorName: "Cleo Nash", entityName: "Open Door 0" }
const to = (n: number) => ({
  counselorId: EntitySample.counselor(n).counselorId,
  entityId: EntitySample.entity().entityId
})
const help = (n: number, over: Partial<CounselorDelegation> = {}) =>
  EntitySample.delegation(1, "Active", { caseId: Sample.caseId(1), delegate: to(n), ...over })
const opened = (state: "Requested" | "Active", n = 0, over: Partial<CounselorDelegation> = {}): Event => ({
  _tag: "CounselorDelegationOpened",
  counselorDelegation: help(n, { state: EntitySample.helping(state), ...over })
})
const ended = (reason: EndReason): State => ({ _tag: "Ended", from: Sample.now, until: Sample.now, reason })
const moved = (trigger: Trigger, to: State): Event => ({
  ...{ _tag: "CounselorDelegationMoved", delegationId: help(0).delegationId, trigger },
  ...{ from: trigger.endsWith("e") && "at" in to ? "Requested" : "Active", to }
})
const at = Sample.now
const from = (EntitySample.helping("Active") as State & { readonly _tag: "Active" }).from
const kept = (n = 0) => ({ counselorDelegation: [help(n)] })
const both = (params: Params): Told["lines"] => [
  ["NTC-15", "consumer 1", { ...named, ...params }],
  ["NTC-15", "counselor", { ...named, consumer, ...params }]
]

const over = (trigger: Trigger, reason: EndReason): Told =>
  row(`a counselor's ${trigger}`, moved(trigger, ended(reason)), both({ reason, by: "Exchange" }), kept())

/** What is told of counselors. */
export const table: ReadonlyArray<Told> = [
  row("a request to a counselor", opened("Requested"), [
    ["NTC-12", "counselor", { ...named, consumer, state: "Requested" }]
  ]),
  row(
    "a reminder of a request to a counselor",
    { _tag: "CounselorRequestReminded", delegationId: help(0).delegationId, reminders: 2 },
    [["NTC-12", "counselor", { ...named, consumer, state: "Requested", reminder: 2 }]],
    { counselorDelegation: [help(0, { state: EntitySample.helping("Requested") })] }
  ),
  row(
    "a reminder to a counselor without an address",
    { _tag: "CounselorRequestReminded", delegationId: help(1).delegationId, reminders: 1 },
    nobody,
    { counselorDelegation: [help(1, { state: EntitySample.helping("Requested") })] }
  ),
  row("a request to a counselor without an address", opened("Requested", 1), nobody),
  row("a counselor at once", opened("Active", 1, { origin: "counselor-started" }), [
    [
      "NTC-13",
      "consumer 1",
      { ...named, answer: "Active", origin: "counselor-started", caseNumber: Sample.household(1).caseNumber }
    ]
  ]),
  row("a counselor who claims", opened("Active", 0, { origin: "claim" }), [
    ["NTC-14", "consumer 1", { ...named, at: from }]
  ]),
  row(
    "a counselor with the consent",
    [
      opened("Active", 0, { origin: "claim" }),
      {
        _tag: "ConsentDrafted",
        consent: Sample.consent(1, "Draft", {
          caseId: Sample.caseId(1),
          grantee: { _tag: "Counselor", counselorId: to(0).counselorId }
        })
      }
    ],
    [["NTC-14", "consumer 1", { ...named, at: from }]]
  ),
  row(
    "a counselor's yes",
    moved("accept", { _tag: "Active", from: at }),
    [["NTC-13", "consumer 1", { ...named, answer: "Active" }]],
    kept()
  ),
  row(
    "a counselor's no",
    moved("decline", { _tag: "Declined", at }),
    [["NTC-13", "consumer 1", { ...named, answer: "Declined" }]],
    kept()
  ),
  row(
    "a request to a counselor that nobody answers",
    moved("expire", { _tag: "Expired", at }),
    [
      ["NTC-13", "consumer 1", { ...named, answer: "Expired" }],
      ["NTC-15", "counselor", { ...named, consumer, reason: "request-expired" }]
    ],
    kept()
  ),
  row(
    "a request to a counselor that the consumer takes back",
    moved("cancel", { _tag: "Cancelled", at }),
    [["NTC-15", "counselor", { ...named, consumer, reason: "request-cancelled", by: "Consumer" }]],
    { ...kept(), actor: Sample.asConsumer(1) }
  ),
  row(
    "a request to a counselor that is closed for the consumer",
    moved("cancel", { _tag: "Cancelled", at }),
    both({ reason: "request-cancelled", by: "ServiceCenter" }),
    { ...kept(), actor: Sample.serviceCenter }
  ),
  row(
    "a request to a counselor that came true",
    [moved("cancel", { _tag: "Cancelled", at }), opened("Active", 0, { origin: "claim" })],
    [["NTC-14", "consumer 1", { ...named, at: from }]],
    kept()
  ),
  row(
    "a request to a counselor beside another's beginning",
    [moved("cancel", { _tag: "Cancelled", at }), opened("Active", 1, { origin: "claim" })],
    [...both({ reason: "request-cancelled", by: "Exchange" }), ["NTC-14", "consumer 1", { ...named, at: from }]],
    kept()
  ),
  over("remove", "consumer-removed"),
  over("relinquish", "relinquished"),
  over("replace", "replaced"),
  over("end-certification", "certification-ended"),
  row(
    "the end of a counselor who has left",
    moved("end-certification", ended("certification-ended")),
    [["NTC-15", "consumer 1", { ...named, reason: "certification-ended", by: "Exchange" }]],
    kept(2)
  )
]
