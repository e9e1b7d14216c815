/**
 * Schemas of transfers: inside an agency, to another one, and what happens while they wait.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import type * as AgencyTransfer from "../AgencyTransfer.ts"
import type { Input } from "../Input.ts"
import { transferPapers } from "../Policy.ts"
import * as Transfer from "../Transfer.ts"
import type * as TransferProgress from "../TransferProgress.ts"
import * as V from "./Vocabulary.ts"

const tag = <T extends string>(name: T) => Schema.Literal(name)
const transferStep = <T extends string>(name: T) => Schema.Struct({ _tag: tag(name), transferId: V.TransferId })
const answer = <T extends string>(name: T) =>
  Schema.Struct({ _tag: tag(name), transferId: V.TransferId, caseId: V.CaseId })

const Reason = /*#__PURE__*/ Schema.Literals(Transfer.reasons)
const Chosen = /*#__PURE__*/ Schema.optionalKey(
  /*#__PURE__*/ V.atMost(10_000, "delegations", Schema.Array(V.DelegationId))
)

/** Schema for a transfer inside an agency. @category schemas */
export const TransferCommand: Schema.Codec<Transfer.Command, Input<Transfer.Command>> = /*#__PURE__*/ Schema.Struct({
  _tag: tag("TransferBook"),
  transferId: V.chosen(V.TransferId),
  agencyId: V.AgencyId,
  fromAgentId: V.AgentId,
  toAgentId: V.AgentId,
  only: Chosen,
  leaveRequests: Schema.optionalKey(Schema.Boolean),
  reason: Reason,
  effectiveOn: Schema.optionalKey(V.CalendarDate)
})

/** Schema for the steps of a transfer that waits. @category schemas */
export const TransferProgressCommand: Schema.Codec<
  TransferProgress.Command,
  Input<TransferProgress.Command>
> = /*#__PURE__*/ Schema.Union([
  answer("ConfirmTransfer"),
  answer("DeclineTransfer"),
  transferStep("CancelTransfer"),
  Schema.Struct({
    _tag: tag("ApplyDueTransfers"),
    on: V.CalendarDate,
    transferId: Schema.optionalKey(V.TransferId)
  })
])

const Count = /*#__PURE__*/ Schema.Int.check(
  /*#__PURE__*/ Schema.makeFilter((n: number) =>
    n >= 1 && n <= 10_000 ? undefined : "expected a whole number from 1 to 10,000"
  )
)

/** Schema for the steps of a book that leaves its agency. @category schemas */
export const AgencyTransferCommand: Schema.Codec<
  AgencyTransfer.Command,
  Input<AgencyTransfer.Command>
> = /*#__PURE__*/ Schema.Union([
  Schema.Struct({
    _tag: tag("SubmitTransfer"),
    transferId: V.chosen(V.TransferId),
    submittedBy: Schema.Literals(["leaving", "arriving"]),
    agencyId: V.AgencyId,
    fromAgentId: V.AgentId,
    toAgencyId: V.AgencyId,
    toAgentId: V.AgentId,
    only: Chosen,
    reason: Reason,
    evidence: Schema.Struct({
      kind: Schema.Literals(transferPapers),
      documentId: V.DocumentId
    }),
    stated: Schema.Struct({
      ...{ fromNpn: V.Npn, toNpn: V.Npn, cases: Count },
      ...{ fromName: Schema.optionalKey(V.Name), toName: Schema.optionalKey(V.Name) }
    })
  }),
  transferStep("ApproveTransfer"),
  Schema.Struct({
    _tag: tag("RejectTransfer"),
    transferId: V.TransferId,
    reason: Schema.Literals(["evidence-insufficient", "disputed", "duplicate", "other"])
  })
])
