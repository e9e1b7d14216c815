/**
 * The entries of the catalogue for delegations.
 *
 * @since 0.1.0
 */
import * as Delegation from "@agencybook/core/Delegation"
import { type Facts, member, memberOf, memberOfReads, memberReads, write } from "@agencybook/core/Facts"
import type { CaseId } from "@agencybook/core/Id"
import * as Schemas from "@agencybook/core/schema/Command"
import { defined, type Entry } from "./CatalogueEntry.ts"
import { displacedReads, displacing } from "./CounselorEntries.ts"

/** The consent that a step may move: that of the delegation, or of the request whose place a new one may take. */
const consentOf = (command: Delegation.Command, facts: Facts) =>
  (command._tag === "RequestDelegation"
    ? Delegation.waiting(facts.find("delegation", "case", command.caseId))
    : facts.get("delegation", command.delegationId)
  )?.consentId

/**
 * The case of which all consents count: an accepted request ends what the agents before had to rest on, and who is asked and
 * has the case may have none left.
 *
 * @rule CON-01 CON-03
 */
const consentsOf = (command: Delegation.Command, facts: Facts): CaseId | undefined => {
  if (command._tag === "AcceptRequest") return facts.get("delegation", command.delegationId)?.caseId
  if (command._tag !== "RequestDelegation") return undefined
  const asked = member(facts, command.agentId)
  const isHeld = asked !== undefined && Delegation.isHeldBy(facts.find("delegation", "case", command.caseId), asked)
  return isHeld ? command.caseId : undefined
}

const delegation: Entry<Delegation.Command> = {
  schema: Schemas.DelegationCommand,
  capability: ({ _tag }) => {
    switch (_tag) {
      case "RequestDelegation":
        return "request-delegation"
      case "AcceptRequest":
      case "DeclineRequest":
        return "answer-request"
      case "CancelRequest":
      case "RemoveDelegation":
        return "remove-delegation"
      case "ExpireRequest":
        return "expire-request"
      case "RelinquishDelegation":
        return "relinquish-delegation"
    }
  },
  target: (command, facts) => {
    if (command._tag === "RequestDelegation") return { caseId: command.caseId }
    const known = facts.get("delegation", command.delegationId)
    return known === undefined ? {} : { caseId: known.caseId, ...known.delegate }
  },
  reads: (command, facts) => {
    const known = facts.get("delegation", command.delegationId)
    const caseId = command._tag === "RequestDelegation" ? command.caseId : known?.caseId
    return [
      write("delegation", "id", command.delegationId),
      ...defined(caseId).flatMap((id) => [write("case", "id", id), write("delegation", "case", id)]),
      ...(command._tag === "RequestDelegation" ? memberReads(facts, command.agentId) : []),
      ...defined(consentOf(command, facts)).map((consentId) => write("consent", "id", consentId)),
      ...defined(consentsOf(command, facts)).map((id) => write("consent", "case", id)),
      ...(command._tag === "AcceptRequest" ? defined(caseId).map(displacedReads) : []),
      ...defined(known?.delegate).flatMap((to) => memberOfReads(to.agentId, to.agencyId))
    ]
  },
  decide: (command, facts, context) => {
    const known = facts.get("delegation", command.delegationId)
    const caseId = command._tag === "RequestDelegation" ? command.caseId : known?.caseId
    const consentId = consentOf(command, facts)
    const consentsCase = consentsOf(command, facts)
    const answer = Delegation.decide(
      command,
      {
        case: caseId === undefined ? undefined : facts.get("case", caseId),
        delegation: known,
        consent: consentId === undefined ? undefined : facts.get("consent", consentId),
        open: caseId === undefined ? [] : facts.find("delegation", "case", caseId),
        ...(consentsCase === undefined ? {} : { consents: facts.find("consent", "case", consentsCase) }),
        delegate:
          command._tag === "RequestDelegation"
            ? member(facts, command.agentId)
            : known && memberOf(facts, known.delegate.agentId, known.delegate.agencyId)
      },
      context
    )
    return command._tag === "AcceptRequest"
      ? displacing(known?.kind ?? "producer", answer, caseId, facts, context)
      : answer
  }
}

/** The entries by command name. */
export const entries = {
  RequestDelegation: delegation,
  AcceptRequest: delegation,
  DeclineRequest: delegation,
  CancelRequest: delegation,
  ExpireRequest: delegation,
  RemoveDelegation: delegation,
  RelinquishDelegation: delegation
} as const
