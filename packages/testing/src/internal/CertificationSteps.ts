/**
 * Every step of a certification that is allowed, and the facts of one, as its laws use them.
 *
 * @since 0.1.0
 */
import type { Certification, Command, Facts, State } from "@agencybook/core/Certification"
import * as Requirement from "@agencybook/core/Requirement"
import * as fc from "fast-check"
import type { Rules } from "../Rules.ts"
import * as Sample from "../Sample.ts"

export const agentId = Sample.agentId(1)
export const states: ReadonlyArray<State> = [
  ...(["Incomplete", "Pending", "Eligible", "Certified", "Suspended"] as const),
  ...(["Denied", "Withdrawn", "TerminatedVested", "TerminatedForCause", "Deceased"] as const)
]
export const met = fc.subarray([...Requirement.items])
export const facts = (certification: Certification, over: Partial<Facts> = {}): Facts => ({
  certification,
  licence: Sample.profile(1).licence,
  agencyCertified: true,
  ...over
})
export const certify: Command & { readonly _tag: "CertifyAgent" } = { _tag: "CertifyAgent", agentId, term: Sample.term }
export const decide = (rules: Rules, command: Command, given: Facts, actor = Sample.exchange) =>
  rules.certification.decide(command, given, Sample.context({ actor }))

export const stepCommand = (name: string): Command => {
  const reason = "voluntary"
  switch (name) {
    case "TerminateForCause":
      return { _tag: "TerminateAgent", agentId, forCause: true, reason }
    case "TerminateVested":
      return { _tag: "TerminateAgent", agentId, forCause: false, reason }
    case "DenyAgent":
    case "SuspendAgent":
      return { _tag: name, agentId, reason }
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
  SuspendAgent: { from: ["Certified"], to: "Suspended" },
  ReinstateAgent: { from: ["Suspended"], to: "Certified" },
  TerminateVested: { from: ["Certified", "Suspended"], to: "TerminatedVested" },
  TerminateForCause: { from: ["Certified", "Suspended"], to: "TerminatedForCause" },
  RecordDeath: { from: ["Incomplete", "Pending", "Eligible", "Certified", "Suspended"], to: "Deceased" },
  ReapplyAgent: { from: ["Denied", "Withdrawn", "TerminatedVested", "TerminatedForCause"], to: "Pending" }
}
export const ended: ReadonlyArray<State> = ["Denied", "Withdrawn", "TerminatedVested", "TerminatedForCause"]
