/**
 * The daily run over the certifications: what the passing of days alone leads to, one agent at a time.
 *
 * A run names its day, so that a missed one can be made up for; doing it again changes nothing. Whom it concerns is found
 * by `Agent.dueOn`. It runs after the transfers that are due on the day, which may still move somebody's clients.
 *
 * @since 0.1.0
 */
import type { Agent } from "./Agent.ts"
import type { CalendarDate } from "./CalendarDate.ts"
import * as Dates from "./CalendarDate.ts"
import type { Consent } from "./Consent.ts"
import { acceptAll, type Context, type Decision } from "./Decider.ts"
import * as Delegation from "./Delegation.ts"
import * as Disposition from "./Disposition.ts"
import type { AgentId } from "./Id.ts"
import { reason } from "./Refusal.ts"

/** The run of a day for one agent. @category models */
export interface Command {
  readonly _tag: "RunCertificationDaily"
  readonly agentId: AgentId
  readonly day: CalendarDate
}

/** What a run looks at. @category models */
export interface Facts {
  readonly agent: Agent | undefined
  /** The open delegations of the agent, in whatever agency. */
  readonly open: ReadonlyArray<Delegation.Delegation>
  /** The consents that were signed for the requests among them. */
  readonly drafts: ReadonlyArray<Consent>
}

/** The run is for a day that has not come. @category errors */
export const dailyAhead = reason(
  "CertificationRunAhead",
  "DEL-25",
  (f: { readonly day: CalendarDate; readonly today: CalendarDate }) =>
    `the run over certifications is for \`${f.day}\`, and today is \`${f.today}\``,
  "start the run on its day or later"
)

/**
 * Decides what a day brings for one agent: the clients of a certification that is over are free when the window in which
 * they could be moved has passed.
 *
 * **Rules**: DEL-25.
 *
 * @category machine
 */
export const decide = (
  { agentId, day }: Command,
  { agent, drafts, open }: Facts,
  context: Context
): Decision<Disposition.Event> => {
  const today = Dates.on(context.at, context.policy.timeZone)
  if (agent === undefined) return Delegation.unknownAgent({ agentId })
  if (today < day) return dailyAhead({ day, today })
  return acceptAll(Disposition.closed(agent, open, drafts, day, context))
}
