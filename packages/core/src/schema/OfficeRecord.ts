/**
 * Schemas of what an office stores beside its agents: admin staff, exports, transfers.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import type * as BookExport from "../BookExport.ts"
import type { Input } from "../Input.ts"
import { transferPapers } from "../Policy.ts"
import type * as Staff from "../Staff.ts"
import * as Transfer from "../Transfer.ts"
import { ExportOrder } from "./Book.ts"
import { ActorName, Count } from "./CodeRecord.ts"
import { Sha256 } from "./ConsentCommand.ts"
import { StaffNumber, StaffReason } from "./StaffCommand.ts"
import * as V from "./Vocabulary.ts"

const since = <T extends string>(name: T) => Schema.Struct({ _tag: Schema.Literal(name), since: V.Instant })
const because = <T extends string>(name: T) =>
  Schema.Struct({ _tag: Schema.Literal(name), since: V.Instant, reason: StaffReason })

/** Schema for the record of a helper of an agency. @rule STF-05 @category schemas */
export const StaffRecord: Schema.Codec<Staff.Staff, Input<Staff.Staff>> = /*#__PURE__*/ Schema.Struct({
  userId: V.UserId,
  agencyId: V.AgencyId,
  name: V.Name,
  email: V.Email,
  phone: Schema.optionalKey(V.Phone),
  level: Schema.Literals([1, 2]),
  approval: Schema.Union([
    since("Pending"),
    since("Eligible"),
    since("Approved"),
    because("Denied"),
    because("Terminated"),
    because("TerminatedForCause")
  ]),
  activity: Schema.Literals(["Active", "Inactive"]),
  trainedOn: Schema.optionalKey(V.CalendarDate),
  staffNumber: Schema.optionalKey(StaffNumber),
  link: Schema.optionalKey(
    Schema.Struct({
      invitationId: V.InvitationId,
      issuedAt: V.Instant,
      expiresAt: V.Instant,
      wrongTries: Count,
      state: Schema.Literals(["Issued", "Claimed", "Expired", "Revoked"])
    })
  )
})

/** Schema for the record of an export. @rule BOB-07 @category schemas */
export const ExportLogRecord: Schema.Codec<
  BookExport.ExportLog,
  Input<BookExport.ExportLog>
> = /*#__PURE__*/ Schema.Struct({
  exportId: V.ExportId,
  order: ExportOrder,
  requestedBy: ActorName,
  agentId: Schema.optionalKey(V.AgentId),
  acknowledgedAt: V.Instant,
  until: V.Instant,
  file: Schema.optionalKey(Schema.Struct({ at: V.Instant, asOf: V.Instant, rowCount: Count, sha256: Sha256 }))
})

/** Schema for one delegation of a transfer. @rule TRF-06 @category schemas */
export const TransferRow: Schema.Codec<Transfer.Row, Input<Transfer.Row>> = /*#__PURE__*/ Schema.Struct({
  delegationId: V.DelegationId,
  caseId: Schema.optionalKey(V.CaseId),
  outcome: Schema.Literals([
    "moves",
    "planned",
    "asked",
    "confirmed",
    "declined",
    "expired",
    "not-held",
    "already-held",
    "cancelled",
    "refused"
  ]),
  successorId: Schema.optionalKey(V.DelegationId)
})

/** Schema for the record of a transfer. @rule TRF-13 @category schemas */
export const TransferRecord: Schema.Codec<Transfer.Transfer, Input<Transfer.Transfer>> = /*#__PURE__*/ Schema.Struct({
  transferId: V.TransferId,
  agencyId: V.AgencyId,
  fromAgentId: V.AgentId,
  toAgentId: V.AgentId,
  toAgencyId: Schema.optionalKey(V.AgencyId),
  submittedBy: Schema.optionalKey(V.AgencyId),
  evidence: Schema.optionalKey(Schema.Struct({ kind: Schema.Literals(transferPapers), documentId: V.DocumentId })),
  stated: Schema.optionalKey(
    Schema.Struct({
      ...{ fromNpn: V.Npn, toNpn: V.Npn, cases: Count },
      ...{ fromName: Schema.optionalKey(V.Name), toName: Schema.optionalKey(V.Name) }
    })
  ),
  chosen: Schema.optionalKey(Schema.Literal(true)),
  leaveRequests: Schema.optionalKey(Schema.Literal(true)),
  reason: Schema.Literals(Transfer.reasons),
  consentMode: Schema.Literals(["none", "notify", "consumer-confirm"]),
  state: Schema.Literals([
    "ExchangeReview",
    "AwaitingConsent",
    "Scheduled",
    "Applied",
    "PartiallyApplied",
    "Rejected",
    "Cancelled"
  ]),
  effectiveOn: Schema.optionalKey(V.CalendarDate),
  answerBy: Schema.optionalKey(V.CalendarDate),
  rejection: Schema.optionalKey(
    Schema.Literals([
      "nothing-moved",
      "target-without-authority",
      "evidence-insufficient",
      "disputed",
      "duplicate",
      "other"
    ])
  ),
  rows: /*#__PURE__*/ V.atMost(100_000, "rows", Schema.Array(TransferRow))
})
