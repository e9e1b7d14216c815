/**
 * Who acts: the second half of "two identities on everything".
 *
 * A manager is an agent whom the agency lists as manager, so that losing certification or employment ends
 * the manager's powers in the same moment; there is no separate login kind to forget. Staff are looked up in their
 * record at every command, for the same reason.
 *
 * @since 0.1.0
 */
import type { AgencyId, AgentId, CaseId, UserId } from "./Id.ts"

/** A person or process that was authenticated by the host application. @category models */
export type Actor =
  | { readonly _tag: "Consumer"; readonly caseId: CaseId }
  | { readonly _tag: "Applicant"; readonly userId: UserId }
  | { readonly _tag: "Agent"; readonly agentId: AgentId }
  /** The level is the highest at which the host lets the person work; the staff record may only lower it. */
  | { readonly _tag: "Staff"; readonly userId: UserId; readonly agencyId: AgencyId; readonly level: 1 | 2 }
  | { readonly _tag: "Counselor"; readonly userId: UserId }
  | { readonly _tag: "ServiceCenter"; readonly userId: UserId }
  | { readonly _tag: "Exchange"; readonly userId: UserId }
  | { readonly _tag: "System"; readonly userId: UserId }

/** The identifier under which an actor is written into journals; never a name. @category encoding */
export const key = (actor: Actor): string => {
  switch (actor._tag) {
    case "Consumer":
      return `consumer/${actor.caseId}`
    case "Agent":
      return `agent/${actor.agentId}`
    case "Applicant":
    case "Staff":
    case "Counselor":
    case "ServiceCenter":
    case "Exchange":
    case "System":
      return `${actor._tag.toLowerCase()}/${actor.userId}`
  }
}
