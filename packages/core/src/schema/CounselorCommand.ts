/**
 * Schemas of the commands about delegations to counselors of enrollment entities.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import type * as CounselorDelegation from "../CounselorDelegation.ts"
import type * as CounselorStart from "../CounselorStart.ts"
import type { Input } from "../Input.ts"
import { claiming, starting } from "./NewAgentCommand.ts"
import * as V from "./Vocabulary.ts"

const tag = <T extends string>(name: T) => Schema.Literal(name)

const step = <T extends string>(name: T) => Schema.Struct({ _tag: tag(name), delegationId: V.DelegationId })

/** Schema for the steps of a counselor's delegation. @category schemas */
export const CounselorDelegationCommand: Schema.Codec<
  CounselorDelegation.Command,
  Input<CounselorDelegation.Command>
> = /*#__PURE__*/ Schema.Union([
  Schema.Struct({
    _tag: tag("RequestCounselor"),
    delegationId: V.chosen(V.DelegationId),
    caseId: V.CaseId,
    counselorId: V.UserId,
    signedBy: V.PersonName
  }),
  step("AcceptCounselorRequest"),
  step("DeclineCounselorRequest"),
  step("CancelCounselorRequest"),
  step("ExpireCounselorRequest"),
  step("RemoveCounselor"),
  step("RelinquishAsCounselor")
])

/** Schema for an application that a counselor starts, and for a claim. @category schemas */
export const CounselorStartCommand: Schema.Codec<
  CounselorStart.Command,
  Input<CounselorStart.Command>
> = /*#__PURE__*/ Schema.Union([
  Schema.Struct({ _tag: tag("StartApplicationAsCounselor"), counselorId: V.UserId, ...starting }),
  Schema.Struct({ _tag: tag("ClaimCaseAsCounselor"), counselorId: V.UserId, ...claiming })
])
