/**
 * Schema of the record of a case: what a feed delivered, and who was on record for its policies, which is known here alone.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import type { Entry, OfPolicy } from "../AgentOfRecord.ts"
import type { Case } from "../Case.ts"
import type { Input } from "../Input.ts"
import { delivered, VerificationKind } from "./Command.ts"
import * as V from "./Vocabulary.ts"

const statement = {
  npn: Schema.optionalKey(V.Npn),
  agentId: Schema.optionalKey(V.AgentId),
  from: V.CalendarDate,
  recordedAt: V.Instant,
  reason: Schema.Literals(["enrollment", "agency-transfer", "correction", "retroactive-request", "consumer-request"])
}
const OnRecord: Schema.Codec<Entry, Input<Entry>> = /*#__PURE__*/ Schema.Struct(statement)
const OnRecordOfPolicy: Schema.Codec<OfPolicy, Input<OfPolicy>> = /*#__PURE__*/ Schema.Struct({
  ...statement,
  policyId: V.PolicyId
})

/** Schema for the record of a case. @rule DEL-20 @category schemas */
export const KnownCaseRecord: Schema.Codec<Case, Input<Case>> = /*#__PURE__*/ Schema.Struct({
  ...delivered,
  // What a feed may leave open is known once it is recorded.
  verifications: /*#__PURE__*/ V.atMost(
    300,
    "verifications",
    Schema.Array(
      Schema.Struct({ kind: VerificationKind, dueOn: V.CalendarDate, memberId: Schema.optionalKey(V.MemberId) })
    )
  ),
  agentsOfRecord: Schema.optionalKey(/*#__PURE__*/ V.atMost(10_000, "statements", Schema.Array(OnRecord))),
  policyAgentsOfRecord: Schema.optionalKey(/*#__PURE__*/ V.atMost(10_000, "statements", Schema.Array(OnRecordOfPolicy)))
})
