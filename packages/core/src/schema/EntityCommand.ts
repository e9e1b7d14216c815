/**
 * Schemas of the commands about enrollment entities and their counselors.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import type * as Counselor from "../Counselor.ts"
import type * as EnrollmentEntity from "../EnrollmentEntity.ts"
import { reasons } from "../EnrollmentEntity.ts"
import type { Input } from "../Input.ts"
import { AgencySite } from "./AgencyAccountCommand.ts"
import * as V from "./Vocabulary.ts"

const tag = <T extends string>(name: T) => Schema.Literal(name)
const Reason = /*#__PURE__*/ Schema.Literals(reasons)

/** Schema for the steps of the register of entities. @category schemas */
export const EntityCommand: Schema.Codec<
  EnrollmentEntity.Command,
  Input<EnrollmentEntity.Command>
> = /*#__PURE__*/ Schema.Union([
  Schema.Struct({ _tag: tag("RegisterEntity"), entityId: V.chosen(V.EntityId), name: V.BusinessName }),
  Schema.Struct({ _tag: tag("CertifyEntity"), entityId: V.EntityId, through: V.CalendarDate }),
  Schema.Struct({ _tag: tag("SuspendEntity"), entityId: V.EntityId, reason: Reason }),
  Schema.Struct({ _tag: tag("ReinstateEntity"), entityId: V.EntityId }),
  Schema.Struct({ _tag: tag("EndEntity"), entityId: V.EntityId, reason: Reason }),
  Schema.Struct({
    _tag: tag("SetEntitySites"),
    entityId: V.EntityId,
    sites: /*#__PURE__*/ V.atMost(100, "sites", Schema.Array(AgencySite))
  })
])

/** Schema for what the public may know of a counselor. @rule DEL-02 @category schemas */
export const CounselorListing: Schema.Codec<Counselor.Listing, Input<Counselor.Listing>> = /*#__PURE__*/ Schema.Struct({
  languages: /*#__PURE__*/ V.atMost(30, "languages", Schema.NonEmptyArray(V.Language)),
  acceptsNewClients: Schema.Boolean,
  listInDirectory: Schema.Boolean
})

/** Schema for the steps of a counselor. @category schemas */
export const CounselorCommand: Schema.Codec<Counselor.Command, Input<Counselor.Command>> = /*#__PURE__*/ Schema.Union([
  Schema.Struct({
    _tag: tag("AddCounselor"),
    counselorId: V.chosen(V.UserId),
    entityId: V.EntityId,
    name: V.Name,
    email: Schema.optionalKey(V.Email)
  }),
  Schema.Struct({ _tag: tag("EndCounselor"), counselorId: V.UserId, reason: Reason }),
  Schema.Struct({ _tag: tag("SetCounselorListing"), counselorId: V.UserId, listing: CounselorListing })
])
