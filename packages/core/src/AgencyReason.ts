/**
 * Why an agency was turned away, suspended or ended: a closed list, of which each step takes its own.
 *
 * @since 0.1.0
 */
import type { AgencyId } from "./Id.ts"
import { reason } from "./Refusal.ts"

/** The steps of an agency that are told with a reason. @category models */
export type Step = "reject" | "suspend" | "terminate"

const steps = {
  "application-incomplete": ["reject"],
  "not-theirs": ["reject"],
  "documents-false": ["reject", "terminate"],
  voluntary: ["reject", "terminate"],
  closed: ["reject", "terminate"],
  "licence-inactive": ["reject", "suspend", "terminate"],
  "under-investigation": ["reject", "suspend"],
  "e-and-o-lapsed": ["suspend", "terminate"],
  "agreement-lapsed": ["suspend", "terminate"],
  "no-certified-manager": ["suspend", "terminate"],
  breach: ["reject", "suspend", "terminate"]
} as const satisfies Readonly<Record<string, ReadonlyArray<Step>>>

/**
 * Why a step was taken; closed, so that statistics can be kept, and so that each reason has its words in notices. Insurance,
 * agreement and manager are what the daily run suspends for; who is not of the agency, and opened it, is turned away as
 * `not-theirs`.
 *
 * @rule AGT-20
 * @category models
 */
export type AgencyReason = keyof typeof steps

/** Every reason. @category constructors */
export const reasons = /*#__PURE__*/ Object.keys(steps) as ReadonlyArray<AgencyReason>

/** The reason is one of another step. @category errors */
export const agencyReasonNotForStep = /*#__PURE__*/ reason(
  "AgencyReasonNotForStep",
  "AGT-20",
  (f: { readonly agencyId: AgencyId; readonly reason: AgencyReason; readonly step: Step }) =>
    `\`${f.reason}\` is no reason to \`${f.step}\` agency \`${f.agencyId}\``,
  "choose a reason of this step, or the step that the reason belongs to"
)

/** The refusal of a reason that belongs to another step. @rule AGT-20 @category queries */
export const reasonOfAnother = (step: Step, agencyId: AgencyId, why: AgencyReason) =>
  !(steps[why] as ReadonlyArray<Step>).includes(step) && agencyReasonNotForStep({ agencyId, reason: why, step })
