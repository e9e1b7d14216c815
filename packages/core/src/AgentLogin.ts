/**
 * The address with which an agent signs in and gets notices, changed by the agent or, for whoever cannot sign in any more, by
 * the exchange; never by the agency, since whoever reads the address has the account.
 *
 * That the person reads the new address is proved by the host, which knows sign-ins. What was mailed to the old address and
 * not used opens nothing any more, because a mailed secret is derived for its address; both addresses are told.
 *
 * @since 0.1.0
 */
import type { Agent, Event } from "./Agent.ts"
import type { Email } from "./Contact.ts"
import { accept, type Decision, firstRefusal, nothing } from "./Decider.ts"
import { loginEmailInUse, staffRole } from "./Employment.ts"
import type { AgentId } from "./Id.ts"
import type { Staff } from "./Staff.ts"

/** A new address for login. @category models */
export interface Command {
  readonly _tag: "ChangeAgentLogin"
  readonly agentId: AgentId
  readonly loginEmail: Email
}

/** What a decision looks at. @category models */
export interface Facts {
  readonly agent: Agent
  /** Another agent who signs in with the new address, if there is one. */
  readonly sameEmail: Agent | undefined
  /** Whoever holds the new address as staff. */
  readonly staff: Staff | undefined
}

/**
 * Decides a change of the address for login: one that no other person has, as agent or in an open role as staff. The same
 * again changes nothing. The old address is free then.
 *
 * **Rules**: SEC-01, STF-07.
 *
 * @category machine
 */
export const decide = ({ agentId, loginEmail }: Command, { agent, sameEmail, staff }: Facts): Decision<Event> => {
  const formerEmail = agent.loginEmail
  if (formerEmail === loginEmail) return nothing
  return (
    firstRefusal(sameEmail !== undefined && loginEmailInUse({ agentId }), staffRole(agentId, staff)) ??
    accept({ _tag: "AgentLoginChanged", agentId, formerEmail, loginEmail })
  )
}
