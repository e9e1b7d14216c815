/**
 * The entries of the catalogue for delegations to counselors, and what other commands read of them.
 *
 * @since 0.1.0
 */
import * as Claim from "@agencybook/core/Claim"
import * as CounselorDelegation from "@agencybook/core/CounselorDelegation"
import type * as CounselorStart from "@agencybook/core/CounselorStart"
import { decide as begin } from "@agencybook/core/CounselorStart"
import { type Answer, acceptAll, type Context } from "@agencybook/core/Decider"
import type { Kind } from "@agencybook/core/Delegation"
import { counselorOf, counselorReads, type Facts, read, type Selection, write } from "@agencybook/core/Facts"
import type { CaseId, DelegationId, UserId } from "@agencybook/core/Id"
import type { Event } from "@agencybook/core/Record"
import * as Schemas from "@agencybook/core/schema/CounselorCommand"
import { defined, type Entry } from "./CatalogueEntry.ts"

const caseReads = (caseId: CaseId): ReadonlyArray<Selection> => [
  write("case", "id", caseId),
  write("counselorDelegation", "case", caseId),
  write("consent", "case", caseId)
]

// Only where a counselor becomes the delegate is asked whom that ends.
const agentReads = (caseId: CaseId): Selection => write("delegation", "case", caseId)

const factsOf = (
  caseId: CaseId | undefined,
  delegationId: DelegationId,
  counselorId: UserId | undefined,
  facts: Facts,
  begins: boolean
) => ({
  delegation: facts.get("counselorDelegation", delegationId),
  open: caseId === undefined ? [] : facts.find("counselorDelegation", "case", caseId),
  agents: caseId === undefined || !begins ? [] : facts.find("delegation", "case", caseId),
  consents: caseId === undefined ? [] : facts.find("consent", "case", caseId),
  counselor: counselorId === undefined ? { counselor: undefined, entity: undefined } : counselorOf(facts, counselorId)
})

const isTaken = (facts: Facts, delegationId: DelegationId) => ({
  taken: facts.get("delegation", delegationId) !== undefined
})

/** What a step is about, as far as it is known. */
const named = (command: CounselorDelegation.Command, facts: Facts) => {
  if (command._tag === "RequestCounselor") return command
  const known = facts.get("counselorDelegation", command.delegationId)
  return known && { caseId: known.caseId, counselorId: known.delegate.counselorId }
}

const delegation: Entry<CounselorDelegation.Command> = {
  schema: Schemas.CounselorDelegationCommand,
  capability: ({ _tag }) => {
    switch (_tag) {
      case "RequestCounselor":
        return "request-delegation"
      case "AcceptCounselorRequest":
      case "DeclineCounselorRequest":
        return "answer-request"
      case "CancelCounselorRequest":
      case "RemoveCounselor":
        return "remove-delegation"
      case "ExpireCounselorRequest":
        return "expire-request"
      case "RelinquishAsCounselor":
        return "relinquish-delegation"
    }
  },
  target: (command, facts) => {
    if (command._tag === "RequestCounselor") return { caseId: command.caseId }
    const { caseId, counselorId } = named(command, facts) ?? {}
    return caseId === undefined || counselorId === undefined ? {} : { caseId, counselorId }
  },
  reads: (command, facts) => {
    const about = named(command, facts)
    return [
      write("counselorDelegation", "id", command.delegationId),
      ...(command._tag === "RequestCounselor" ? [read("delegation", "id", command.delegationId)] : []),
      ...defined(about).flatMap(({ caseId, counselorId }) => [
        ...caseReads(caseId),
        ...counselorReads(facts, counselorId),
        ...(command._tag === "AcceptCounselorRequest" ? [agentReads(caseId)] : [])
      ])
    ]
  },
  decide: (command, facts, context) => {
    const about = named(command, facts)
    const { delegationId } = command
    const known = factsOf(
      about?.caseId,
      delegationId,
      about?.counselorId,
      facts,
      command._tag === "AcceptCounselorRequest"
    )
    return CounselorDelegation.decide(
      command,
      {
        ...known,
        case: about && facts.get("case", about.caseId),
        ...(command._tag === "RequestCounselor" ? isTaken(facts, delegationId) : {})
      },
      context
    )
  }
}

const candidatesOf = (command: CounselorStart.Command, facts: Facts) =>
  command._tag === "ClaimCaseAsCounselor"
    ? facts.find("case", "dob", command.consumer.dob)
    : [
        ...defined(facts.get("case", command.caseId)),
        ...facts.find("case", "number", command.caseNumber),
        ...facts.find("case", "dob", command.primaryContact.dob)
      ]

/** The case that a claim finds; an application that is started has none yet. */
const foundBy = (command: CounselorStart.Command, facts: Facts): CaseId | undefined =>
  command._tag === "ClaimCaseAsCounselor"
    ? Claim.caseIdOf(facts.find("case", "dob", command.consumer.dob), command.consumer)
    : undefined

const start: Entry<CounselorStart.Command> = {
  schema: Schemas.CounselorStartCommand,
  capability: ({ _tag }) => (_tag === "ClaimCaseAsCounselor" ? "claim-case" : "start-application"),
  target: ({ counselorId }) => ({ counselorId }),
  reads: (command, facts) => [
    ...(command._tag === "ClaimCaseAsCounselor"
      ? [read("case", "dob", command.consumer.dob)]
      : [
          write("case", "id", command.caseId),
          read("case", "number", command.caseNumber),
          read("case", "dob", command.primaryContact.dob)
        ]),
    write("counselorDelegation", "id", command.delegationId),
    read("delegation", "id", command.delegationId),
    ...counselorReads(facts, command.counselorId),
    ...defined(foundBy(command, facts)).flatMap((caseId) => [
      ...caseReads(caseId),
      agentReads(caseId),
      read("delegation", "history", caseId),
      read("counselorDelegation", "history", caseId)
    ])
  ],
  decide: (command, facts, context) => {
    const caseId = foundBy(command, facts)
    return begin(
      command,
      {
        ...factsOf(caseId, command.delegationId, command.counselorId, facts, true),
        ...isTaken(facts, command.delegationId),
        candidates: candidatesOf(command, facts),
        history: caseId === undefined ? [] : facts.find("counselorDelegation", "history", caseId),
        agentHistory: caseId === undefined ? [] : facts.find("delegation", "history", caseId)
      },
      context
    )
  }
}

/** What a command reads by which an agent becomes the delegate of a case. @rule DEL-09 */
export const displacedReads = (caseId: CaseId): Selection => write("counselorDelegation", "case", caseId)

/** The decision by which an agent becomes the delegate, with the end of a counselor's where a case has one delegate in total. @rule DEL-09 */
export const displacing = <E extends Event>(
  kind: Kind,
  answer: Answer<E>,
  caseId: CaseId | undefined,
  facts: Facts,
  context: Context
): Answer<Event> => {
  if (answer._tag !== "Accepted" || caseId === undefined) return answer
  const [open, consents] = [facts.find("counselorDelegation", "case", caseId), facts.find("consent", "case", caseId)]
  const ended = CounselorDelegation.displaced(kind, answer.events, { open, consents }, context)
  return ended.length === 0 ? answer : acceptAll<Event>([...answer.events, ...ended])
}

/** The entries by command name. */
export const entries = {
  RequestCounselor: delegation,
  AcceptCounselorRequest: delegation,
  DeclineCounselorRequest: delegation,
  CancelCounselorRequest: delegation,
  ExpireCounselorRequest: delegation,
  RemoveCounselor: delegation,
  RelinquishAsCounselor: delegation,
  StartApplicationAsCounselor: start,
  ClaimCaseAsCounselor: start
} as const
