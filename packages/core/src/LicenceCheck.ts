/**
 * What the regulator says about an agent's licence, and the registry of producers about the agent's number; and what an
 * inactive licence means for a certification: it is suspended at once, and ends when the licence is still not active after a grace; an active one brings back whoever was suspended
 * for it alone.
 *
 * The day on which the grace ends is written down when it begins, in calendar days of the exchange; time alone is
 * watched by `CertificationDaily`.
 *
 * @since 0.1.0
 */
import type { Agent } from "./Agent.ts"
import type { CalendarDate } from "./CalendarDate.ts"
import * as Dates from "./CalendarDate.ts"
import type { Certification, Event, Following } from "./Certification.ts"
import { kept, moved } from "./Certification.ts"
import { reinstated } from "./Decertification.ts"
import { acceptAll, type Context, type Decision } from "./Decider.ts"
import { npnInUse } from "./Employment.ts"
import type { AgentId } from "./Id.ts"
import * as Licence from "./Licence.ts"
import { reason } from "./Refusal.ts"

/** The regulator's answer about one agent. @category models */
export interface Command extends Following {
  readonly _tag: "RecordLicence"
  readonly agentId: AgentId
  readonly licence: Licence.Licence
  /** Whether the registry of producers has the agent's number for this person, where it was asked. @rule AGT-14 */
  readonly npnCheck?: "confirmed" | "differs"
  /** The number that the registry has for this person, where another one was entered by mistake. @rule AGT-01 */
  readonly npn?: Licence.Npn
}

/** What a decision looks at. @category models */
export interface Facts {
  readonly agent: Pick<Agent, "certification" | "licenceUntil">
  /** Another agent who has the licence number that is to be recorded, if there is one. */
  readonly holder: AgentId | undefined
  /** Another agent who has the national producer number that is to be recorded, if there is one. */
  readonly npnHolder: AgentId | undefined
}

/** The licence number belongs to another agent, who is named to nobody but the exchange. @category errors */
export const licenceInUse = /*#__PURE__*/ reason(
  "LicenceInUse",
  "AGT-01",
  (f: { readonly agentId: AgentId; readonly holder?: AgentId }) =>
    `the licence number for agent \`${f.agentId}\` belongs to ${f.holder === undefined ? "another agent" : `agent \`${f.holder}\``}`,
  "check the number with the regulator"
)

/** The event that suspends a certified agent for the licence; none for anybody else. @rule AGT-12 @category constructors */
export const suspended = (
  agentId: AgentId,
  certification: Certification,
  { at: since }: Context
): ReadonlyArray<Event> =>
  certification._tag === "Certified"
    ? [
        moved(agentId, certification, "suspend", {
          _tag: "Suspended",
          since,
          reason: "licence-inactive",
          ...kept(certification)
        })
      ]
    : []

/** The day on which a certification ends whose licence is inactive from `day` on. @rule AGT-12 @category queries */
export const graceFrom = (day: CalendarDate, { policy }: Context): CalendarDate =>
  Dates.plusDays(day, policy.licenceGraceDays)

/**
 * Decides about an answer of the regulator: it is recorded, unless one of the numbers belongs to somebody else, with what it
 * means for the certification.
 *
 * **Rules**: AGT-01, AGT-11, AGT-12, AGT-14.
 *
 * @category machine
 */
export const decide = (
  { agentId, licence, npn, npnCheck }: Command,
  facts: Facts,
  context: Context
): Decision<Event> => {
  const { agent, holder, npnHolder } = facts
  const wrong = Licence.misshapen(licence.number, context.policy)
  if (wrong) return wrong
  if (holder !== undefined) return licenceInUse({ agentId, holder })
  if (npnHolder !== undefined) return npnInUse({ agentId })
  const { certification, licenceUntil } = agent
  const today = Dates.on(context.at, context.policy.timeZone)
  const said = {
    ...{ agentId, licence },
    ...(npn === undefined ? {} : { npn }),
    ...(npnCheck === undefined ? {} : { npnCheck })
  }
  const held = certification._tag === "Certified" || certification._tag === "Suspended"
  if (!held || Licence.isGoodOn(licence, today)) {
    const back = certification._tag === "Suspended" && certification.reason === "licence-inactive"
    return acceptAll<Event>([
      { _tag: "LicenceRecorded", ...said },
      ...(back ? [reinstated(agentId, certification, context)] : [])
    ])
  }
  // A second bad answer gives no second grace.
  const until = licenceUntil ?? graceFrom(today, context)
  return acceptAll<Event>([{ _tag: "LicenceRecorded", ...said, until }, ...suspended(agentId, certification, context)])
}
