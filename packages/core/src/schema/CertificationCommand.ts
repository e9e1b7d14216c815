/**
 * Schemas of what happens to a certification after it was given.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import type * as AgentReport from "../AgentReport.ts"
import type * as CertificationDaily from "../CertificationDaily.ts"
import type * as Decertification from "../Decertification.ts"
import type { Input } from "../Input.ts"
import type * as LicenceCheck from "../LicenceCheck.ts"
import { proofs } from "../Policy.ts"
import type * as Recertification from "../Recertification.ts"
import { following, StatusReason } from "./Command.ts"
import * as V from "./Vocabulary.ts"

const agentStep = <T extends string>(name: T) => Schema.Struct({ _tag: Schema.Literal(name), agentId: V.AgentId })

/** Schema for the steps out of a certification, and back into it. @category schemas */
export const DecertificationCommand: Schema.Codec<
  Decertification.Command,
  Input<Decertification.Command>
> = /*#__PURE__*/ Schema.Union([
  Schema.Struct({
    _tag: Schema.Literal("SuspendAgent"),
    agentId: V.AgentId,
    reason: StatusReason,
    until: Schema.optionalKey(V.CalendarDate),
    ...following
  }),
  Schema.Struct({ _tag: Schema.Literal("ReinstateAgent"), agentId: V.AgentId, ...following }),
  agentStep("RequestReconsideration"),
  agentStep("UpholdSuspension"),
  Schema.Struct({
    _tag: Schema.Literal("TerminateAgent"),
    agentId: V.AgentId,
    forCause: Schema.Boolean,
    reason: StatusReason,
    finding: Schema.optionalKey(
      Schema.Struct({
        breached: Schema.Literals(["code-of-conduct", "agreement", "law"]),
        proof: Schema.Literals(proofs),
        documentId: V.DocumentId
      })
    ),
    barredUntil: Schema.optionalKey(V.CalendarDate),
    ...following
  }),
  Schema.Struct({
    _tag: Schema.Literal("RecordDeath"),
    agentId: V.AgentId,
    documentId: V.DocumentId,
    ...following
  })
])

/** Schema for the next term of a certification, and amendments of its agreement. @category schemas */
export const RecertificationCommand: Schema.Codec<
  Recertification.Command,
  Input<Recertification.Command>
> = /*#__PURE__*/ Schema.Union([
  Schema.Struct({ _tag: Schema.Literal("RecertifyAgent"), agentId: V.AgentId, until: V.CalendarDate }),
  Schema.Struct({ _tag: Schema.Literal("RequireAmendment"), agentId: V.AgentId, signBy: V.CalendarDate })
])

const Change: Schema.Codec<AgentReport.Change, Input<AgentReport.Change>> = /*#__PURE__*/ Schema.Union([
  Schema.Struct({ _tag: Schema.Literal("Name"), name: V.Name }),
  Schema.Struct({ _tag: Schema.Literal("Licence"), number: V.LicenceNumber }),
  Schema.Struct({ _tag: Schema.Literal("Address"), place: Schema.Struct({ city: V.Place, county: V.Place }) })
])

/** Schema for what an agent tells of a change, and its review. @category schemas */
export const AgentReportCommand: Schema.Codec<
  AgentReport.Command,
  Input<AgentReport.Command>
> = /*#__PURE__*/ Schema.Union([
  Schema.Struct({
    _tag: Schema.Literal("ReportAgentChange"),
    agentId: V.AgentId,
    change: Change,
    happenedOn: V.CalendarDate
  }),
  Schema.Struct({
    _tag: Schema.Literal("ReviewAgentChange"),
    agentId: V.AgentId,
    about: Schema.Literals(["name", "licence", "address"])
  })
])

/** Schema for an answer of the regulator. @category schemas */
export const LicenceCheckCommand: Schema.Codec<
  LicenceCheck.Command,
  Input<LicenceCheck.Command>
> = /*#__PURE__*/ Schema.Struct({
  _tag: Schema.Literal("RecordLicence"),
  agentId: V.AgentId,
  licence: V.Licence,
  npnCheck: Schema.optionalKey(Schema.Literals(["confirmed", "differs"])),
  npn: Schema.optionalKey(V.Npn),
  ...following
})

/** Schema for the daily run over certifications. @category schemas */
export const CertificationDailyCommand: Schema.Codec<
  CertificationDaily.Command,
  Input<CertificationDaily.Command>
> = /*#__PURE__*/ Schema.Struct({
  _tag: Schema.Literal("RunCertificationDaily"),
  agentId: V.AgentId,
  day: V.CalendarDate,
  only: Schema.optionalKey(/*#__PURE__*/ V.atMost(1_000, "clients", Schema.Array(V.DelegationId))),
  ...following
})
