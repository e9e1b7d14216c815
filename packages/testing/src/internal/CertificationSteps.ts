/**
 * Every step of a certification that is allowed, and the facts of one, as its laws use them.
 *
 * @since 0.1.0
 */
import type { Command as Application, Certification, Event, Facts, State } from "@agencybook/core/Certification"
import type { Command as Decertification } from "@agencybook/core/Decertification"
import type { Answer } from "@agencybook/core/Decider"
import * as Requirement from "@agencybook/core/Requirement"
import * as fc from "fast-check"
import type { Rules } from "../Rules.ts"
import * as Sample from "../Sample.ts"

/** Any step of a certification. @category models */
export type Command = Application | Decertification

/** The agent whom the laws of certification are about. @category models */
export const agentId = Sample.agentId(1)
/** Every state of a certification. @category models */
export const states: ReadonlyArray<State> = [
  ...(["Incomplete", "Pending", "Eligible", "Certified", "Suspended"] as const),
  ...(["Denied", "Withdrawn", "Discarded", "TerminatedVested", "TerminatedForCause", "Deceased"] as const)
]
/** Any part of the checklist. @category generators */
export const met = fc.subarray([...Requirement.items])
/** What a decision about a certification looks at. @category constructors */
export const facts = (certification: Certification, over: Partial<Facts> = {}): Facts => ({
  certification,
  licence: Sample.profile(1).licence,
  agencyCertified: true,
  ...over
})
/** The command that certifies the agent. @category models */
export const certify: Application & { readonly _tag: "CertifyAgent" } = {
  _tag: "CertifyAgent",
  agentId,
  term: Sample.term
}
/** Asks the rules for a decision. @category queries */
export const decide = (rules: Rules, command: Command, given: Facts, actor = Sample.exchange): Answer<Event> => {
  const context = Sample.context({ actor })
  switch (command._tag) {
    case "SuspendAgent":
    case "ReinstateAgent":
    case "RequestReconsideration":
    case "UpholdSuspension":
    case "TerminateAgent":
    case "RecordDeath":
      return rules.decertification.decide(command, given, context)
    default:
      return rules.certification.decide(command, given, context)
  }
}

/** The command of a step by its name. @category constructors */
export const stepCommand = (name: string): Command => {
  const reason = "voluntary"
  switch (name) {
    case "TerminateForCause":
      return { _tag: "TerminateAgent", agentId, forCause: true, reason: "breach", finding: Sample.finding }
    case "TerminateVested":
      return { _tag: "TerminateAgent", agentId, forCause: false, reason }
    case "DiscardDraft":
      return { _tag: "WithdrawAgent", agentId }
    case "RecordDeath":
      return { _tag: name, agentId, documentId: Sample.finding.documentId }
    case "DenyAgent":
    case "SuspendAgent":
      return { _tag: name, agentId, reason: "under-investigation" }
    default:
      return name === "CertifyAgent" ? certify : ({ _tag: name, agentId } as Command)
  }
}

/** Every step that is allowed, with where it leads; what is not here is refused. */
export const steps: Readonly<Record<string, { readonly from: ReadonlyArray<State>; readonly to: State }>> = {
  SubmitAgent: { from: ["Incomplete"], to: "Pending" },
  CertifyAgent: { from: ["Eligible"], to: "Certified" },
  DenyAgent: { from: ["Pending", "Eligible"], to: "Denied" },
  WithdrawAgent: { from: ["Pending", "Eligible"], to: "Withdrawn" },
  DiscardDraft: { from: ["Incomplete"], to: "Discarded" },
  SuspendAgent: { from: ["Certified"], to: "Suspended" },
  ReinstateAgent: { from: ["Suspended"], to: "Certified" },
  TerminateVested: { from: ["Certified", "Suspended"], to: "TerminatedVested" },
  TerminateForCause: { from: ["Certified", "Suspended"], to: "TerminatedForCause" },
  RecordDeath: { from: ["Incomplete", "Pending", "Eligible", "Certified", "Suspended"], to: "Deceased" },
  ReapplyAgent: { from: ["Denied", "Withdrawn", "TerminatedVested", "TerminatedForCause"], to: "Pending" }
}
/** States that a new application leads out of. @category models */
export const ended: ReadonlyArray<State> = ["Denied", "Withdrawn", "TerminatedVested", "TerminatedForCause"]
