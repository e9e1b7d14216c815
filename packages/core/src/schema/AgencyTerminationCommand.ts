/**
 * Schema of the end of an agency.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import type * as AgencyTermination from "../AgencyTermination.ts"
import type { Input } from "../Input.ts"
import { AgencyReason } from "./Command.ts"
import * as V from "./Vocabulary.ts"

/** Schema for turning an agency away, and for ending one. @category schemas */
export const AgencyTerminationCommand: Schema.Codec<
  AgencyTermination.Command,
  Input<AgencyTermination.Command>
> = /*#__PURE__*/ Schema.Union([
  Schema.Struct({ _tag: Schema.Literal("RejectAgency"), agencyId: V.AgencyId, reason: AgencyReason }),
  Schema.Struct({
    _tag: Schema.Literal("TerminateAgency"),
    agencyId: V.AgencyId,
    reason: AgencyReason,
    books: Schema.Literals(["moved", "end"])
  })
])
