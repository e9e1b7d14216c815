/**
 * What takes a certification away: suspension and the way back from it, termination, death.
 *
 * What it means for the agent's clients is `Cascade`.
 *
 * @since 0.1.0
 */
import * as Dates from "./CalendarDate.ts"
import type { StatusReason } from "./Certification.ts"
import * as Certification from "./Certification.ts"
import type { Context, Decision } from "./Decider.ts"
import type { AgentId } from "./Id.ts"
import type { Licence } from "./Licence.ts"
import * as Machine from "./Machine.ts"

/** A step out of a certification, or back into it. @category models */
export type Command =
  | { readonly _tag: "SuspendAgent"; readonly agentId: AgentId; readonly reason: StatusReason }
  | { readonly _tag: "ReinstateAgent"; readonly agentId: AgentId }
  | {
      readonly _tag: "TerminateAgent"
      readonly agentId: AgentId
      readonly forCause: boolean
      readonly reason: StatusReason
    }
  | { readonly _tag: "RecordDeath"; readonly agentId: AgentId }

/** What a decision looks at. @category models */
export interface Facts {
  readonly certification: Certification.Certification
  readonly licence: Licence
}

type Certified = Certification.Certification & { readonly _tag: "Certified" }

const reinstate = (agentId: AgentId, { certification, licence }: Facts, context: Context) => {
  const today = Dates.on(context.at, context.policy.timeZone)
  if (certification._tag !== "Suspended")
    return Machine.next(Certification.machine, certification._tag, "reinstate") as Decision<Certification.Event>
  const { term } = certification
  return (
    Certification.unlicensed(agentId, licence, today) ??
    Certification.step(agentId, certification, "reinstate", () => ({ _tag: "Certified", since: context.at, term }))
  )
}

/**
 * Decides a step out of a certification, or back into it.
 *
 * **Rules**: AGT-11, AGT-20.
 *
 * @category machine
 */
export const decide = (command: Command, facts: Facts, context: Context): Decision<Certification.Event> => {
  const { agentId } = command
  const { certification } = facts
  const { at: since } = context
  const step = (trigger: Certification.Trigger, to: () => Certification.Certification) =>
    Certification.step(agentId, certification, trigger, to)
  switch (command._tag) {
    case "SuspendAgent": {
      const { reason } = command
      return step("suspend", () => ({ _tag: "Suspended", since, reason, term: (certification as Certified).term }))
    }
    case "ReinstateAgent":
      return reinstate(agentId, facts, context)
    case "TerminateAgent": {
      const { reason } = command
      return command.forCause
        ? step("terminate-for-cause", () => ({ _tag: "TerminatedForCause", since, reason }))
        : step("terminate-vested", () => ({ _tag: "TerminatedVested", since, reason }))
    }
    case "RecordDeath":
      return step("record-death", () => ({ _tag: "Deceased", since }))
  }
}
