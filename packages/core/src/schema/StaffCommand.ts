/**
 * Schemas of the commands about admin staff.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import type { Input } from "../Input.ts"
import * as Staff from "../Staff.ts"
import type * as StaffLink from "../StaffLink.ts"
import * as V from "./Vocabulary.ts"

/** Schema for the number by which staff are known on the telephone. @category schemas */
export const StaffNumber = /*#__PURE__*/ V.fromFormat(Staff.numberFormat)

/** Schema for what a manager enters about a helper. @category schemas */
export const StaffDetails: Schema.Codec<Staff.Details, Input<Staff.Details>> = /*#__PURE__*/ Schema.Struct({
  name: V.Name,
  email: V.Email,
  phone: Schema.optionalKey(V.Phone)
})

const Level = /*#__PURE__*/ Schema.Literals([1, 2])
/** Schema for why staff were turned away or let go. @category schemas */
export const StaffReason = /*#__PURE__*/ Schema.Literals([
  "application-incomplete",
  "training-missing",
  "left-agency",
  "agency-terminated",
  "breach"
])
const step = <T extends string>(name: T) => Schema.Struct({ _tag: Schema.Literal(name), userId: V.UserId })

/** Schema for the steps of the link to a helper's login. @category schemas */
export const StaffLinkCommand: Schema.Codec<StaffLink.Command, Input<StaffLink.Command>> = /*#__PURE__*/ Schema.Union([
  step("SendStaffLink"),
  Schema.Struct({ _tag: Schema.Literal("ClaimStaffLink"), userId: V.UserId, name: V.Name })
])

/** Schema for the steps of a staff member. @category schemas */
export const StaffCommand: Schema.Codec<Staff.Command, Input<Staff.Command>> = /*#__PURE__*/ Schema.Union([
  Schema.Struct({
    _tag: Schema.Literal("AddStaff"),
    agencyId: V.AgencyId,
    userId: V.chosen(V.UserId),
    details: StaffDetails,
    level: Level
  }),
  Schema.Struct({ _tag: Schema.Literal("RecordStaffTraining"), userId: V.UserId, on: V.CalendarDate }),
  Schema.Struct({
    _tag: Schema.Literal("ApproveStaff"),
    userId: V.UserId,
    staffNumber: Schema.optionalKey(StaffNumber)
  }),
  Schema.Struct({ _tag: Schema.Literal("DenyStaff"), userId: V.UserId, reason: StaffReason }),
  Schema.Struct({ _tag: Schema.Literal("SetStaffLevel"), userId: V.UserId, level: Level }),
  step("SetStaffInactive"),
  step("SetStaffActive"),
  Schema.Struct({
    _tag: Schema.Literal("TerminateStaff"),
    userId: V.UserId,
    forCause: Schema.Boolean,
    reason: StaffReason
  })
])
