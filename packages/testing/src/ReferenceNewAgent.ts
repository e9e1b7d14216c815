/**
 * What the reference model says about the ways to a new agent without a request that waits: nothing yet.
 *
 * @since 0.1.0
 */
import type * as AgentChange from "@agencybook/core/AgentChange"
import type * as AgentStart from "@agencybook/core/AgentStart"
import type * as Claim from "@agencybook/core/Claim"
import type * as NewAgent from "@agencybook/core/NewAgent"
import type * as RequestReminder from "@agencybook/core/RequestReminder"
import type { Entries } from "./ReferenceWorld.ts"

type Command = NewAgent.Command | Claim.Command | AgentChange.Command | AgentStart.Command | RequestReminder.Command

const notCovered = "calls, documents, passcodes and reminders are not among the facts of the model"

/** The commands by which a case comes to a new agent at once, and the reminders. @category models */
export const entries: Entries<Command> = {
  DelegateByServiceCenter: { notCovered },
  DelegateByThreeWayCall: { notCovered },
  DelegateByAccessCode: { notCovered },
  ClaimCase: { notCovered },
  IssueAgentChangeCode: { notCovered },
  ConfirmAgentChange: { notCovered },
  StartApplication: { notCovered },
  RemindRequests: { notCovered }
}
