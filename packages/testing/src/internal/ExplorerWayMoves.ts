/**
 * What may be tried by those who would have a case at once: by telephone, after a code, with a passcode, by search or by
 * a new application; and by whoever takes a consent back.
 *
 * @since 0.1.0
 */
import type { Command } from "@agencybook/application/Catalogue"
import type { Actor } from "@agencybook/core/Actor"
import * as Id from "@agencybook/core/Id"
import * as Sample from "../Sample.ts"
import { agent, by, type Group, ids, inSlot, type Move, type Slot } from "./ExplorerMove.ts"
import type { Scope } from "./ExplorerSize.ts"

const signedBy = "Cora Quint"
const consent = {
  channel: "electronic-signature",
  evidence: { type: "document", ref: "proof", sha256: Sample.digest }
} as const

/** The moves by which one agent would have a case. */
const towards = (scope: Scope, c: number, n: number): ReadonlyArray<Move> => {
  const [caseId, agentId] = [Sample.caseId(c), Sample.agentId(n)]
  const [own, colleague] = [agent(agentId), Sample.asAgent((n + 1) % (scope.agencies * scope.agents))]
  const [consumer, stranger] = [Sample.asConsumer(c), Sample.asConsumer(c + 1)]
  const { primaryContact } = Sample.household(c)
  const tried = (name: string, actor: Actor, command: (id: Id.DelegationId) => Command, matches?: boolean): Move => ({
    name: `${name} of ${caseId} to ${agentId}`,
    send: (_, { fresh }) => ({
      ...by(actor, command(fresh as Id.DelegationId)),
      ...(matches === undefined ? {} : { sealed: { matches } })
    })
  })
  const call = (contactPresent: boolean) => ({
    agent: { name: Sample.profile(n).name, number: { licence: Sample.licence(n).number } },
    contactPresent,
    reference: "call",
    signedBy
  })
  const byPhone =
    (contactPresent = true) =>
    (delegationId: Id.DelegationId): Command => ({
      _tag: "DelegateByServiceCenter",
      delegationId,
      caseId,
      agentId,
      call: call(contactPresent)
    })
  const together = (delegationId: Id.DelegationId): Command => ({
    _tag: "DelegateByThreeWayCall",
    delegationId,
    caseId,
    agentId,
    call: call(true)
  })
  const afterCode = (delegationId: Id.DelegationId): Command => ({
    _tag: "DelegateByAccessCode",
    delegationId,
    caseId,
    agentId,
    signedBy
  })
  const claim =
    (attested: boolean) =>
    (delegationId: Id.DelegationId): Command => ({
      _tag: "ClaimCase",
      delegationId,
      agentId,
      consumer: { name: primaryContact.name, dob: primaryContact.dob },
      identity: { type: "passport", digest: Sample.digest },
      met: "in-person",
      attested,
      signedBy,
      consent
    })
  const issue = (agentChangeCodeId: string): Command => ({
    _tag: "IssueAgentChangeCode",
    agentChangeCodeId: agentChangeCodeId as Id.AgentChangeCodeId,
    caseId,
    agentId
  })
  const confirm = (delegationId: Id.DelegationId): Command => ({
    _tag: "ConfirmAgentChange",
    delegationId,
    caseId,
    agentId,
    signedBy
  })
  const start = (delegationId: Id.DelegationId): Command => ({
    _tag: "StartApplication",
    delegationId,
    caseId: Id.make("another-case"),
    caseNumber: Sample.household(99).caseNumber,
    agentId,
    primaryContact,
    members: ["QhpAptc"],
    year: 2026,
    signedBy,
    consent
  })
  return [
    tried("DelegateByServiceCenter", Sample.serviceCenter, byPhone()),
    tried("DelegateByServiceCenter without the consumer", Sample.serviceCenter, byPhone(false)),
    tried("DelegateByServiceCenter by the agent", own, byPhone()),
    tried("DelegateByThreeWayCall", Sample.serviceCenter, together),
    tried("DelegateByAccessCode", consumer, afterCode),
    tried("DelegateByAccessCode by another consumer", stranger, afterCode),
    tried("ClaimCase", own, claim(true)),
    tried("ClaimCase without attesting", own, claim(false)),
    tried("ClaimCase by a colleague", colleague, claim(true)),
    tried("IssueAgentChangeCode", own, issue),
    tried("IssueAgentChangeCode by a colleague", colleague, issue),
    {
      name: `IssueAgentChangeCode under a used identifier of ${caseId} to ${agentId}`,
      send: (facts) => {
        const [live] = facts.find("agentChangeCode", "live", Id.agentChange(caseId, agentId))
        return live && by(own, issue(live.agentChangeCodeId))
      }
    },
    tried("ConfirmAgentChange", own, confirm, true),
    tried("ConfirmAgentChange with a wrong passcode", own, confirm, false),
    tried("ConfirmAgentChange by a colleague", colleague, confirm, true),
    // Whoever has a case is found, and nobody gets around the consumer by starting anew.
    tried("StartApplication", own, start),
    ...(scope.features.staff ? [tried("StartApplication by staff", Sample.asStaff(0, 2), start)] : [])
  ]
}

/** The moves of the ways to a new agent, and of the end of a consent. */
export const wayMoves = (scope: Scope, c: number): ReadonlyArray<Group> => {
  if (!scope.features.ways) return []
  const caseId = Sample.caseId(c)
  const rescind = (slot: Slot, text: string, actor: Actor): Move => ({
    name: `RescindConsent${text} of the ${slot} of ${caseId}`,
    send: (facts) => {
      const consentId = inSlot(facts, caseId, slot)?.consentId
      return consentId && by(actor, { _tag: "RescindConsent", consentId })
    }
  })
  const everybody = (slot: Slot): ReadonlyArray<Move> => [
    rescind(slot, "", Sample.asConsumer(c)),
    rescind(slot, " by the service center", Sample.serviceCenter),
    rescind(slot, " by another consumer", Sample.asConsumer(c + 1)),
    rescind(slot, " by an agent", Sample.asAgent(0))
  ]
  return [
    ...ids(scope.agencies * scope.agents, (n): Group => ({ moves: towards(scope, c, n) })),
    { part: caseId, when: /[rq]\d/, moves: everybody("request") },
    { part: caseId, when: /[af]\d/, moves: everybody("holder") }
  ]
}
