/**
 * Schemas of the records of delegations, to agents and to counselors, and of whom counselors work for.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import type { Counselor } from "../Counselor.ts"
import type { CounselorDelegation } from "../CounselorDelegation.ts"
import type { Delegation } from "../Delegation.ts"
import type { Employment } from "../Employment.ts"
import { type EnrollmentEntity, reasons } from "../EnrollmentEntity.ts"
import * as Format from "../Format.ts"
import type * as Id from "../Id.ts"
import type { Input } from "../Input.ts"
import { SiteRecord } from "./AgencyRecord.ts"
import { CounselorListing } from "./EntityCommand.ts"
import * as V from "./Vocabulary.ts"

const tag = <T extends string>(name: T) => Schema.Literal(name)
const literals = <const L extends ReadonlyArray<string>>(...names: L) => Schema.Literals(names)

const Reference = /*#__PURE__*/ V.fromFormat(/*#__PURE__*/ Format.line("reference", 400))
const methods = ["agent-started", "service-center", "three-way-call", "claim", "otp", "access-code"] as const

const Asked = /*#__PURE__*/ Schema.Struct({ _tag: tag("Requested"), at: V.Instant })
const Active = /*#__PURE__*/ Schema.Struct({ _tag: tag("Active"), from: V.Instant })
const Answered = /*#__PURE__*/ Schema.Struct({ _tag: literals("Declined", "Cancelled", "Expired"), at: V.Instant })

const Reminders = /*#__PURE__*/ Schema.optionalKey(
  /*#__PURE__*/ V.whole(0, 1_000, "how often somebody was reminded, from 0 to 1,000")
)

/** Schema for the record of a delegation to an agent. @rule DEL-03 @category schemas */
export const DelegationRecord: Schema.Codec<Delegation, Input<Delegation>> = /*#__PURE__*/ Schema.Struct({
  delegationId: V.DelegationId,
  caseId: V.CaseId,
  kind: literals("producer", "assister"),
  delegate: Schema.Struct({ agentId: V.AgentId, agencyId: V.AgencyId }),
  origin: literals("directory", ...methods, "transfer", "migration"),
  verification: Schema.optionalKey(
    Schema.Struct({ method: Schema.Literals(methods), reference: Reference, at: V.Instant })
  ),
  signedBy: Schema.optionalKey(V.PersonName),
  consentId: Schema.optionalKey(V.ConsentId),
  awaitsConsent: Schema.optionalKey(Schema.Literal(true)),
  predecessorId: Schema.optionalKey(V.DelegationId),
  transferId: Schema.optionalKey(V.TransferId),
  requestedAt: Schema.optionalKey(V.Instant),
  reminders: Reminders,
  state: Schema.Union([
    Asked,
    Active,
    Schema.Struct({ _tag: tag("Frozen"), from: V.Instant, since: V.Instant }),
    Answered,
    Schema.Struct({
      _tag: tag("Ended"),
      from: V.Instant,
      until: V.Instant,
      reason: literals(
        ...(["consumer-removed", "exchange-ended", "relinquished", "replaced"] as const),
        ...(["transferred", "certification-ended", "consent-rescinded", "agency-ended"] as const)
      )
    })
  ])
})

/** Schema for the record of a delegation to a counselor. @rule ENT-01 @category schemas */
export const CounselorDelegationRecord: Schema.Codec<
  CounselorDelegation,
  Input<CounselorDelegation>
> = /*#__PURE__*/ Schema.Struct({
  delegationId: V.DelegationId,
  caseId: V.CaseId,
  delegate: Schema.Struct({ counselorId: V.UserId, entityId: V.EntityId }),
  origin: literals("directory", "counselor-started", "claim"),
  reference: Schema.optionalKey(Reference),
  signedBy: V.PersonName,
  consentId: V.ConsentId,
  requestedAt: Schema.optionalKey(V.Instant),
  reminders: Reminders,
  state: Schema.Union([
    Asked,
    Active,
    Answered,
    Schema.Struct({
      _tag: tag("Ended"),
      from: V.Instant,
      until: V.Instant,
      reason: literals(
        ...(["consumer-removed", "exchange-ended", "relinquished", "replaced"] as const),
        ...(["certification-ended", "consent-rescinded"] as const)
      )
    })
  ])
})

const Reason = /*#__PURE__*/ Schema.Literals(reasons)

/** Schema for the record of an enrollment entity. @rule ENT-01 @category schemas */
export const EnrollmentEntityRecord: Schema.Codec<
  EnrollmentEntity,
  Input<EnrollmentEntity>
> = /*#__PURE__*/ Schema.Struct({
  entityId: V.EntityId,
  name: V.BusinessName,
  certification: Schema.Union([
    Schema.Struct({ _tag: tag("Registered"), since: V.Instant }),
    Schema.Struct({ _tag: tag("Certified"), since: V.Instant, through: V.CalendarDate }),
    Schema.Struct({ _tag: tag("Suspended"), since: V.Instant, through: V.CalendarDate, reason: Reason }),
    Schema.Struct({ _tag: tag("Ended"), since: V.Instant, reason: Reason })
  ]),
  sites: Schema.optionalKey(/*#__PURE__*/ V.atMost(100, "sites", Schema.Array(SiteRecord)))
})

/** Schema for the record of a counselor. @rule ENT-01 @category schemas */
export const CounselorRecord: Schema.Codec<Counselor, Input<Counselor>> = /*#__PURE__*/ Schema.Struct({
  counselorId: V.UserId,
  entityId: V.EntityId,
  name: V.Name,
  email: Schema.optionalKey(V.Email),
  state: Schema.Union([
    Schema.Struct({ _tag: tag("Active"), since: V.Instant }),
    Schema.Struct({ _tag: tag("Ended"), since: V.Instant, reason: Reason })
  ]),
  listing: Schema.optionalKey(CounselorListing)
})

/** The identifier of a place is made of the agent's and the agency's. */
const EmploymentId = /*#__PURE__*/ V.fromFormat(
  /*#__PURE__*/ Format.pattern<Id.EmploymentId>(
    "identifier of an employment",
    /^[A-Za-z0-9][A-Za-z0-9_.:~-]{0,127}\/[A-Za-z0-9][A-Za-z0-9_.:~-]{0,127}$/,
    "the identifiers of agent and agency with a slash between them",
    "make it of the identifiers of the agent and the agency"
  )
)

/** Schema for the record of an agent's place in an agency. @rule EMP-01 @category schemas */
export const EmploymentRecord: Schema.Codec<Employment, Input<Employment>> = /*#__PURE__*/ Schema.Struct({
  employmentId: EmploymentId,
  agentId: V.AgentId,
  agencyId: V.AgencyId,
  state: literals("Invited", "Active", "Inactive"),
  since: V.Instant,
  reason: Schema.optionalKey(
    literals(
      ...(["leave", "left-agency", "application-ended", "association-declined"] as const),
      ...(["association-withdrawn", "agency-ended", "other"] as const)
    )
  ),
  review: Schema.optionalKey(Schema.Literal(true)),
  workedUntil: Schema.optionalKey(V.Instant)
})
