/**
 * Notices about access codes, invitations, the address for login and locked accounts.
 *
 * @since 0.1.0
 */
import type { AccessCode } from "../AccessCode.ts"
import type { Facts } from "../Facts.ts"
import type { Event } from "../Record.ts"
import { agencyIdOf, agentAndManagers, agentParams, type Draft, draft, toAgent, toConsumer } from "./NoticeDraft.ts"

const steps: ReadonlyMap<AccessCode["state"], string> = /*#__PURE__*/ new Map([
  ["Redeemed", "redeemed"],
  ["Locked", "locked"],
  ["Revoked", "revoked"]
])

/** An account that was taken off a case is told to the consumer. @rule ACC-07 */
export const ofAccount = (
  { account, caseId, from }: Event & { readonly _tag: "CaseAccountMoved" },
  facts: Facts
): ReadonlyArray<Draft> => {
  if (account._tag !== "None" || from !== "Linked") return []
  const value = facts.get("case", caseId)
  return value === undefined ? [] : [draft("NTC-18", toConsumer(value), { what: "unlinked" })]
}

/** What happens to an access code is told to the consumer, and to nobody else. @rule ACC-04 */
export const ofCode = (
  event: Event & { readonly _tag: "AccessCodeIssued" | "AccessCodeMoved" },
  facts: Facts
): ReadonlyArray<Draft> => {
  const issued = event._tag === "AccessCodeIssued"
  const value = facts.get("case", issued ? event.accessCode.caseId : event.caseId)
  const what = issued ? "issued" : steps.get(event.to)
  if (value === undefined || what === undefined) return []
  const life = issued ? { expiresAt: event.accessCode.expiresAt, channel: event.accessCode.channel } : {}
  return [draft("NTC-18", toConsumer(value), { what, ...life })]
}

/** A new address for login is told to it and to the old one: whoever did not ask for it learns of it in time. @rule SEC-01 */
export const ofLogin = (
  { agentId, formerEmail }: Event & { readonly _tag: "AgentLoginChanged" },
  facts: Facts
): ReadonlyArray<Draft> => {
  return toAgent(facts.get("agent", agentId)).flatMap((to) => [
    draft("NTC-31", { ...to, email: formerEmail }, { address: "former" }),
    draft("NTC-31", to, { address: "present" })
  ])
}

/** That an account is locked or open again is told to the agent with why, and to the managers, whose clients wait. @rule SEC-01 */
export const ofLock = (
  { access, agentId, locked }: Event & { readonly _tag: "AgentLocked" },
  facts: Facts
): ReadonlyArray<Draft> =>
  agentAndManagers(facts, agentId, agencyIdOf(facts, agentId)).map((to) =>
    draft("NTC-32", to, {
      ...agentParams(facts, agentId),
      account: locked ? "locked" : "open",
      // What was noticed is between the person and the exchange.
      ...(to.role === "agent" && access?.reason !== undefined ? { reason: access.reason } : {})
    })
  )

/** The link of an invitation is mailed to the agent; a code is told to the agency by other ways. @rule INV-02 */
export const ofInvited = (
  { invitation }: Event & { readonly _tag: "InvitationIssued" },
  facts: Facts
): ReadonlyArray<Draft> => {
  if (invitation.kind !== "activation-link") return []
  const { expiresAt, invitationId } = invitation
  return toAgent(facts.get("agent", invitation.agentId)).map((to) => draft("NTC-11", to, { invitationId, expiresAt }))
}
