/**
 * Why a certification was refused, suspended or ended: a closed list, of which each step takes its own.
 *
 * @since 0.1.0
 */
import type { AgentId } from "./Id.ts"
import { reason } from "./Refusal.ts"

/** Why a certification was suspended or ended; closed, so that statistics can be kept. @rule AGT-20 @category models */
export type StatusReason =
  | "application-incomplete"
  | "licence-inactive"
  | "under-investigation"
  | "voluntary"
  | "retired"
  | "recertification-lapsed"
  | "agreement-not-signed"
  | "left-state"
  | "breach"
  | "death-recorded"

/** The reason is one of another step. @category errors */
export const reasonNotForStep = /*#__PURE__*/ reason(
  "ReasonNotForStep",
  "AGT-20",
  (f: { readonly agentId: AgentId; readonly reason: StatusReason; readonly step: "deny" | "suspend" }) =>
    `\`${f.reason}\` is no reason to \`${f.step}\` agent \`${f.agentId}\``,
  "choose a reason of this step, or the step that the reason belongs to"
)

const denials: ReadonlyArray<StatusReason> = [
  ...(["application-incomplete", "licence-inactive", "under-investigation"] as const),
  ...(["agreement-not-signed", "left-state", "breach"] as const)
]
const suspensions: ReadonlyArray<StatusReason> = ["licence-inactive", "under-investigation", "breach"]

/** The refusal of a reason that belongs to another step; those of an end are looked at with the finding. @rule AGT-20 @category queries */
export const reasonOfAnother = (step: "deny" | "suspend", agentId: AgentId, why: StatusReason) =>
  !(step === "deny" ? denials : suspensions).includes(why) && reasonNotForStep({ agentId, reason: why, step })
