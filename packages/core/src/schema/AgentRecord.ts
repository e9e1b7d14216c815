/**
 * Schemas of the record of an agent: the profile, the certification, and what is kept between daily runs.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import type { Agent, Report } from "../Agent.ts"
import type * as Certification from "../Certification.ts"
import type { Input } from "../Input.ts"
import { proofs } from "../Policy.ts"
import * as Requirement from "../Requirement.ts"
import { Count } from "./CodeRecord.ts"
import { CarrierAppointments, StatusReason, shown, Term } from "./Command.ts"
import * as V from "./Vocabulary.ts"

const Item: Schema.Codec<Requirement.ItemRecord, Input<Requirement.ItemRecord>> = /*#__PURE__*/ Schema.Struct({
  state: Schema.Literals(Requirement.machine.states),
  at: Schema.optionalKey(V.Instant),
  until: Schema.optionalKey(V.CalendarDate),
  signBy: Schema.optionalKey(V.CalendarDate)
})

/** Schema for the checklist of an application, or of what a certification stands on. @rule AGT-07 @category schemas */
export const Checklist: Schema.Codec<Requirement.Checklist, Input<Requirement.Checklist>> = /*#__PURE__*/ Schema.Struct(
  {
    items: Schema.Struct({
      "licence-validated": Item,
      "lms-invited": Item,
      "training-complete": Item,
      "exam-passed": Item,
      "fee-paid": Item,
      "agreement-signed": Item,
      "voter-registration-training": Item
    }),
    exam: Schema.Struct({
      attemptsUsed: Count,
      cycle: Count,
      trainingWaived: Schema.optionalKey(Schema.Literal(true))
    })
  }
)

const state = <T extends string>(name: T) => ({ _tag: Schema.Literal(name), since: V.Instant })

/** Schema for a certification in one of its states. @rule AGT-20 @category schemas */
export const CertificationState: Schema.Codec<
  Certification.Certification,
  Input<Certification.Certification>
> = /*#__PURE__*/ Schema.Union([
  Schema.Struct(state("Incomplete")),
  Schema.Struct({ ...state("Pending"), sinceOn: Schema.optionalKey(V.CalendarDate), checklist: Checklist }),
  Schema.Struct({ ...state("Eligible"), checklist: Checklist }),
  Schema.Struct({ ...state("Certified"), term: Term, upkeep: Schema.optionalKey(Checklist) }),
  Schema.Struct({
    ...state("Suspended"),
    term: Term,
    upkeep: Schema.optionalKey(Checklist),
    reason: StatusReason,
    until: Schema.optionalKey(V.CalendarDate),
    reconsiderUntil: Schema.optionalKey(V.CalendarDate),
    reconsideration: Schema.optionalKey(Schema.Literals(["requested", "upheld"]))
  }),
  Schema.Struct({ ...state("Denied"), reason: StatusReason }),
  Schema.Struct(state("Withdrawn")),
  Schema.Struct(state("Discarded")),
  Schema.Struct({ ...state("TerminatedVested"), reason: StatusReason }),
  Schema.Struct({
    ...state("TerminatedForCause"),
    reason: StatusReason,
    finding: Schema.optionalKey(
      Schema.Struct({
        breached: Schema.Literals(["code-of-conduct", "agreement", "law"]),
        proof: Schema.Literals(proofs),
        documentId: V.DocumentId
      })
    ),
    barredUntil: Schema.optionalKey(V.CalendarDate)
  }),
  Schema.Struct({ ...state("Deceased"), documentId: Schema.optionalKey(V.DocumentId) })
])

const ReportOfChange: Schema.Codec<Report, Input<Report>> = /*#__PURE__*/ Schema.Struct({
  happenedOn: V.CalendarDate,
  reportedOn: V.CalendarDate,
  late: Schema.optionalKey(Schema.Literal(true)),
  number: Schema.optionalKey(V.LicenceNumber),
  reopened: Schema.optionalKey(Schema.Literal(true))
})

/** Schema for the record of an agent. @rule AGT-01 @category schemas */
export const AgentRecord: Schema.Codec<Agent, Input<Agent>> = /*#__PURE__*/ Schema.Struct({
  agentId: V.AgentId,
  name: V.Name,
  licence: V.Licence,
  npn: V.Npn,
  loginEmail: V.Email,
  place: Schema.Struct({ city: V.Place, county: V.Place }),
  carrierAppointments: Schema.optionalKey(CarrierAppointments),
  ...shown,
  sitesOf: Schema.optionalKey(V.AgencyId),
  npnCheck: Schema.optionalKey(Schema.Literals(["confirmed", "differs"])),
  reports: Schema.optionalKey(
    Schema.Struct({
      name: Schema.optionalKey(ReportOfChange),
      licence: Schema.optionalKey(ReportOfChange),
      address: Schema.optionalKey(ReportOfChange)
    })
  ),
  locked: Schema.Boolean,
  access: Schema.optionalKey(
    Schema.Struct({
      since: V.Instant,
      reason: Schema.optionalKey(
        Schema.Literals(["sign-in-failed", "credentials-at-risk", "unusual-activity", "shared-login"])
      )
    })
  ),
  certification: CertificationState,
  dispositionUntil: Schema.optionalKey(V.CalendarDate),
  licenceUntil: Schema.optionalKey(V.CalendarDate),
  renewUntil: Schema.optionalKey(V.CalendarDate),
  reminded: Schema.optionalKey(
    Schema.Struct({
      pending: Schema.optionalKey(V.CalendarDate),
      renewal: Schema.optionalKey(V.CalendarDate),
      licence: Schema.optionalKey(V.CalendarDate),
      agreement: Schema.optionalKey(V.CalendarDate),
      yearly: Schema.optionalKey(V.CalendarDate)
    })
  ),
  dueOn: Schema.optionalKey(V.CalendarDate)
})
