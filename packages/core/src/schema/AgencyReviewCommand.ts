/**
 * Schemas of the commands about a change of an agency's legal name, FEIN or licence number.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as AgencyChange from "../AgencyChange.ts"
import type * as AgencyReview from "../AgencyReview.ts"
import type { Input } from "../Input.ts"
import * as V from "./Vocabulary.ts"

const tag = <T extends string>(name: T) => Schema.Literal(name)
const ids = { agencyId: V.AgencyId, changeId: V.AgencyChangeId }

/** Schema for what an agency wants to be different. @category schemas */
export const AgencyWanted: Schema.Codec<AgencyChange.Wanted, Input<AgencyChange.Wanted>> = /*#__PURE__*/ Schema.Struct({
  legalName: Schema.optionalKey(V.AgencyName),
  fein: Schema.optionalKey(V.Fein),
  licenceNumber: Schema.optionalKey(V.LicenceNumber)
})

/** Schema for the steps of a change. @category schemas */
export const AgencyReviewCommand: Schema.Codec<
  AgencyReview.Command,
  Input<AgencyReview.Command>
> = /*#__PURE__*/ Schema.Union([
  Schema.Struct({
    _tag: tag("RequestAgencyChange"),
    agencyId: V.AgencyId,
    changeId: /*#__PURE__*/ V.chosen(V.AgencyChangeId),
    wanted: AgencyWanted
  }),
  Schema.Struct({ _tag: tag("WithdrawAgencyChange"), ...ids }),
  Schema.Struct({
    _tag: tag("ApproveAgencyChange"),
    ...ids,
    licenceValidated: Schema.optionalKey(Schema.Literal(true))
  }),
  Schema.Struct({ _tag: tag("RejectAgencyChange"), ...ids, reason: Schema.Literals(AgencyChange.rejectReasons) })
])
