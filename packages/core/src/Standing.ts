/**
 * Whether an agent may act at all: certified, licensed, active, in a certified agency, not locked.
 *
 * This is the one definition of an agent's authority; requests, acceptances, transfers, actions and books
 * all ask here.
 *
 * @since 0.1.0
 */
import type { Agency } from "./Agency.ts"
import type { Agent } from "./Agent.ts"
import type { CalendarDate } from "./CalendarDate.ts"
import { isCertifiedOn } from "./Certification.ts"
import type { Employment } from "./Employment.ts"
import type { AgentId } from "./Id.ts"
import { isGoodOn } from "./Licence.ts"
import { reason } from "./Refusal.ts"

/** What is missing for authority. @category models */
export type Gap = "not-certified" | "not-licensed" | "not-active" | "agency-not-certified" | "account-locked"

/** An agent with everything that decides about authority. @category models */
export interface Member {
  readonly agent: Agent
  readonly employment: Employment
  readonly agency: Agency
}

/** Names gaps in a sentence. @category encoding */
export const named = (list: ReadonlyArray<Gap>): string => {
  let text = ""
  for (const gap of list) text += text === "" ? `\`${gap}\`` : `, \`${gap}\``
  return text
}

/** An agent has no authority; the gaps say why. @category errors */
export const withoutAuthority = /*#__PURE__*/ reason(
  "AgentWithoutAuthority",
  "DEL-08",
  (f: { readonly agentId: AgentId; readonly gaps: ReadonlyArray<Gap> }) =>
    `agent \`${f.agentId}\` has no authority: ${named(f.gaps)}`,
  "choose an agent who is certified and active in a certified agency, or wait until the exchange has certified agent and agency"
)

/**
 * What an agent lacks for authority on a day; nothing means that the agent may act.
 *
 * **Rules**: EMP-02, AGT-08, AGT-11, AGT-19, AGY-10, AGY-11.
 *
 * @category queries
 */
export const gaps = (member: Member, day: CalendarDate): ReadonlyArray<Gap> => {
  const missing: Array<Gap> = []
  if (!isCertifiedOn(member.agent.certification, day)) missing.push("not-certified")
  if (!isGoodOn(member.agent.licence, day)) missing.push("not-licensed")
  if (member.employment.state !== "Active") missing.push("not-active")
  if (member.agency.certification._tag !== "Certified") missing.push("agency-not-certified")
  if (member.agent.locked) missing.push("account-locked")
  return missing
}

const endings: ReadonlySet<Employment["reason"]> = /*#__PURE__*/ new Set([
  ...(["left-agency", "agency-ended", "application-ended"] as const),
  ...(["association-declined", "association-withdrawn"] as const)
])

/**
 * Checks whether a place in an agency is over and not merely at rest: the agent has left or never came, or the agency is
 * no more. Who is on leave comes back to the clients.
 *
 * @rule EMP-04 EMP-05
 * @category predicates
 */
export const hasLeft = ({ agency, employment }: Member): boolean =>
  agency.certification._tag === "Terminated" || (employment.state === "Inactive" && endings.has(employment.reason))

/** Checks whether an agent may act on a day, without building the list of gaps. @rule EMP-02 @category predicates */
export const isGood = (member: Member, day: CalendarDate): boolean =>
  member.employment.state === "Active" &&
  member.agency.certification._tag === "Certified" &&
  !member.agent.locked &&
  isCertifiedOn(member.agent.certification, day) &&
  isGoodOn(member.agent.licence, day)
