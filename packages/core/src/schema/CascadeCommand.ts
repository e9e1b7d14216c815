/**
 * Schema of the steps whose consequences can be looked at before they are taken.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import type * as CascadePlan from "../CascadePlan.ts"
import type { Input } from "../Input.ts"
import { AgencyTerminationCommand } from "./AgencyTerminationCommand.ts"
import { DecertificationCommand } from "./CertificationCommand.ts"
import { AgencyReason } from "./Command.ts"
import * as V from "./Vocabulary.ts"

/** Schema for a step out of a certification, or back into it, of an agent or of an agency. @category schemas */
export const CascadeCommand: Schema.Codec<CascadePlan.Command, Input<CascadePlan.Command>> = /*#__PURE__*/ Schema.Union(
  [
    DecertificationCommand,
    AgencyTerminationCommand,
    Schema.Struct({ _tag: Schema.Literal("SuspendAgency"), agencyId: V.AgencyId, reason: AgencyReason }),
    Schema.Struct({ _tag: Schema.Literal("ReinstateAgency"), agencyId: V.AgencyId })
  ]
)
