/**
 * Locking an agent's account: the person signs in no more and can do nothing, here and at once, until it is opened again.
 *
 * A lock is about the account and not about the person: the certification, the place in the agency and the clients stay as
 * they are. Who asks locks for reasons of the own: the host's sign-in for what it has noticed, an agent for the own account
 * alone, the exchange for whatever it is. The agency does not lock: an agent whom it no longer wants to act is set inactive,
 * which asks for a place for every client first. What somebody has to look into, unusual activity or a shared login, the
 * exchange alone opens; the other reasons, whoever gave them, are over once the person has proved again at the host to be the one.
 *
 * @since 0.1.0
 */
import type { Actor } from "./Actor.ts"
import type { Agent, Event, LockReason } from "./Agent.ts"
import { accept, type Context, type Decision, nothing } from "./Decider.ts"
import type { AgentId } from "./Id.ts"
import * as Machine from "./Machine.ts"
import { reason } from "./Refusal.ts"

/** Why an account is locked, from what the host notices to what the exchange finds; closed, for statistics. @rule AGT-20 @category models */
export const reasons = [
  "sign-in-failed",
  "credentials-at-risk",
  "unusual-activity",
  "shared-login"
] as const satisfies [...ReadonlyArray<LockReason>]

/** A step of an account. @category models */
export type Command =
  | { readonly _tag: "LockAgent"; readonly agentId: AgentId; readonly reason: LockReason }
  | { readonly _tag: "UnlockAgent"; readonly agentId: AgentId }

/** The machine of an account: our own. @rule SEC-01 @category machine */
export const machine = /*#__PURE__*/ Machine.define({
  name: "account lock",
  states: ["Open", "Locked"],
  triggers: ["lock", "unlock"],
  edges: { Open: { lock: "Locked" }, Locked: { lock: "Locked", unlock: "Open" } },
  otherwise: "SEC-01"
})

/** The reason is not one of those for which the sender may lock. @category errors */
export const notYourReason = /*#__PURE__*/ reason(
  "LockReasonNotAllowed",
  "SEC-01",
  (f: { readonly agentId: AgentId; readonly reason: LockReason }) =>
    `account of agent \`${f.agentId}\` cannot be locked for \`${f.reason}\` by this sender`,
  "give a reason of your own, or tell the exchange what has happened"
)
/** The lock is one that the exchange alone opens. @category errors */
export const locksOfExchange = /*#__PURE__*/ reason(
  "LockedByExchange",
  "SEC-01",
  (f: { readonly agentId: AgentId }) =>
    `the lock on the account of agent \`${f.agentId}\` is opened by the exchange alone`,
  "ask the exchange to look at the account"
)

const ownReasons: { readonly [A in Actor["_tag"]]?: ReadonlyArray<LockReason> } = {
  Agent: ["credentials-at-risk"],
  System: ["sign-in-failed", "credentials-at-risk", "unusual-activity"],
  Exchange: reasons
}

/** Whether a new proof of identity at the host ends a lock; without a known reason nothing does. */
const endsByProof = (why: LockReason | undefined): boolean => why === "sign-in-failed" || why === "credentials-at-risk"

/**
 * Decides a step of an account. A lock never gets weaker by another one: who was locked for the exchange to look at stays so.
 *
 * **Rules**: SEC-01, EMP-02, AGT-20.
 *
 * @category machine
 */
export const decide = (command: Command, { agent }: { readonly agent: Agent }, context: Context): Decision<Event> => {
  const { agentId } = command
  const { actor, at: since } = context
  const state = agent.locked ? "Locked" : "Open"
  const held = agent.access?.reason
  if (command._tag === "LockAgent") {
    const { reason: why } = command
    if (ownReasons[actor._tag]?.includes(why) !== true) return notYourReason({ agentId, reason: why })
    if (agent.locked && (!endsByProof(held) || endsByProof(why))) return nothing
    return (
      Machine.refusal(machine, state, "lock") ??
      accept({ _tag: "AgentLocked", agentId, locked: true, access: { since, reason: why } })
    )
  }
  return (
    Machine.refusal(machine, state, "unlock") ??
    (actor._tag === "Exchange" || endsByProof(held)
      ? accept({ _tag: "AgentLocked", agentId, locked: false, access: { since } })
      : locksOfExchange({ agentId }))
  )
}
