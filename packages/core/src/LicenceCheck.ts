/**
 * What the regulator says about an agent's licence.
 *
 * @since 0.1.0
 */
import type { Event } from "./Certification.ts"
import { accept, type Decision } from "./Decider.ts"
import type { AgentId } from "./Id.ts"
import type { Licence } from "./Licence.ts"
import { reason } from "./Refusal.ts"

/** The regulator's answer about one agent. @category models */
export interface Command {
  readonly _tag: "RecordLicence"
  readonly agentId: AgentId
  readonly licence: Licence
}

/** What a decision looks at. @category models */
export interface Facts {
  /** Another agent who has the licence number that is to be recorded, if there is one. */
  readonly holder: AgentId | undefined
}

/** The licence number belongs to another agent. @category errors */
export const licenceInUse = reason(
  "LicenceInUse",
  "AGT-01",
  (f: { readonly agentId: AgentId; readonly holder: AgentId }) =>
    `the licence number for agent \`${f.agentId}\` belongs to agent \`${f.holder}\``,
  "check the number with the regulator"
)

/**
 * Decides about an answer of the regulator: it is recorded, unless the number belongs to somebody else.
 *
 * **Rules**: AGT-01, AGT-11.
 *
 * @category machine
 */
export const decide = ({ agentId, licence }: Command, { holder }: Facts): Decision<Event> =>
  holder === undefined ? accept({ _tag: "LicenceRecorded", agentId, licence }) : licenceInUse({ agentId, holder })
