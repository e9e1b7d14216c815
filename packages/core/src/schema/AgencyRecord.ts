/**
 * Schemas of the record of an agency: its account, its sites and papers, its certification.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import type { Agency } from "../Agency.ts"
import type { Agreement, Signature, Signing } from "../AgencyAgreement.ts"
import type * as Certification from "../AgencyCertification.ts"
import * as Change from "../AgencyChange.ts"
import * as Document from "../AgencyDocument.ts"
import * as Format from "../Format.ts"
import type { Input } from "../Input.ts"
import type { Site, Sites } from "../Site.ts"
import { business } from "./AgencyAccountCommand.ts"
import { ActorName } from "./CodeRecord.ts"
import { AgencyReason } from "./Command.ts"
import { DocumentFile } from "./File.ts"
import { Hours } from "./ServiceCalendar.ts"
import * as V from "./Vocabulary.ts"

const tag = <T extends string>(name: T) => Schema.Literal(name)
const list = <A, E>(schema: Schema.Codec<A, E>, what: string) => V.atMost(10_000, what, Schema.Array(schema))

/** Schema for a site as it stands in the record of its agency. @rule AGY-08 @category schemas */
export const SiteRecord: Schema.Codec<Site, Input<Site>> = /*#__PURE__*/ Schema.Struct({
  siteId: V.SiteId,
  name: V.BusinessName,
  address: V.PostalAddress,
  point: Schema.optionalKey(V.GeoPoint),
  phone: Schema.optionalKey(V.Phone),
  hours: Schema.optionalKey(/*#__PURE__*/ V.atMost(50, "entries of hours", Schema.Array(Hours)))
})

/** Schema for a document as it stands in the record of its agency. @rule AGY-08 @category schemas */
export const DocumentRecord: Schema.Codec<Document.Held, Input<Document.Held>> = /*#__PURE__*/ Schema.Struct({
  type: Schema.Literals(Document.types),
  expiresOn: Schema.optionalKey(V.CalendarDate),
  file: Schema.optionalKey(DocumentFile),
  paper: Schema.optionalKey(V.DocumentId),
  uploadedAt: V.Instant,
  uploadedOn: Schema.optionalKey(V.CalendarDate),
  uploadedBy: ActorName
})

const By: Schema.Codec<Signature, Input<Signature>> = /*#__PURE__*/ Schema.Struct({
  by: Schema.Union([
    Schema.Struct({ _tag: tag("Manager"), agentId: V.AgentId }),
    Schema.Struct({ _tag: tag("Signer") })
  ]),
  on: V.CalendarDate
})
const signing = { envelope: V.DocumentId, signatures: /*#__PURE__*/ list(By, "signatures") }
const SigningRecord: Schema.Codec<Signing, Input<Signing>> = /*#__PURE__*/ Schema.Struct(signing)
const AgreementRecord: Schema.Codec<Agreement, Input<Agreement>> = /*#__PURE__*/ Schema.Struct({
  ...signing,
  from: V.CalendarDate,
  expiresOn: V.CalendarDate
})

const state = <T extends string>(name: T) => ({ _tag: tag(name), since: V.Instant })

const CertificationState: Schema.Codec<
  Certification.AgencyCertification,
  Input<Certification.AgencyCertification>
> = /*#__PURE__*/ Schema.Union([
  Schema.Struct(state("Incomplete")),
  Schema.Struct(state("Pending")),
  Schema.Struct(state("Certified")),
  Schema.Struct({ ...state("Suspended"), reason: AgencyReason }),
  Schema.Struct({
    ...state("Terminated"),
    reason: AgencyReason,
    books: Schema.optionalKey(Schema.Literals(["moved", "end"]))
  })
])

// At most 200 letters, some of which take two units.
const Look = /*#__PURE__*/ V.fromFormat(/*#__PURE__*/ Format.line("look", 400))

const AllSites: Schema.Codec<Sites, Input<Sites>> = /*#__PURE__*/ V.atMost(
  10_000,
  "sites",
  Schema.NonEmptyArray(SiteRecord)
)

/** Schema for the record of an agency. @rule AGY-08 @category schemas */
export const AgencyRecord: Schema.Codec<Agency, Input<Agency>> = /*#__PURE__*/ Schema.Struct({
  agencyId: V.AgencyId,
  legalName: V.BusinessName,
  publicName: V.BusinessName,
  fein: V.Fein,
  licenceNumber: Schema.optionalKey(V.LicenceNumber),
  ...business,
  email: V.Email,
  phone: V.Phone,
  sites: AllSites,
  documents: /*#__PURE__*/ list(DocumentRecord, "documents"),
  certification: CertificationState,
  managers: /*#__PURE__*/ list(V.AgentId, "managers"),
  designated: Schema.optionalKey(list(Schema.Struct({ agentId: V.AgentId, at: V.Instant }), "managers")),
  withoutManager: Schema.optionalKey(Schema.Struct({ since: V.Instant, until: V.CalendarDate })),
  signer: Schema.optionalKey(
    Schema.Union([
      Schema.Struct({ _tag: tag("Manager"), agentId: V.AgentId }),
      Schema.Struct({ _tag: tag("Person"), name: V.Name, title: V.BusinessName, email: V.Email })
    ])
  ),
  signing: Schema.optionalKey(SigningRecord),
  agreement: Schema.optionalKey(AgreementRecord),
  spent: Schema.optionalKey(list(V.DocumentId, "envelopes")),
  change: Schema.optionalKey(
    Schema.Struct({
      changeId: V.AgencyChangeId,
      wanted: Schema.Struct({
        legalName: Schema.optionalKey(V.BusinessName),
        fein: Schema.optionalKey(V.Fein),
        licenceNumber: Schema.optionalKey(V.LicenceNumber)
      }),
      requestedAt: V.Instant,
      requestedBy: ActorName,
      items: list(Schema.Literals(["agreement", "payee-data", "licence"]), "items"),
      agreement: Schema.optionalKey(AgreementRecord),
      payeeData: Schema.optionalKey(DocumentRecord)
    })
  ),
  settled: Schema.optionalKey(
    Schema.Struct({
      changeId: V.AgencyChangeId,
      outcome: Schema.Literals(["approved", "rejected", "withdrawn"]),
      at: V.Instant,
      reason: Schema.optionalKey(Schema.Literals(Change.rejectReasons))
    })
  ),
  remindedOn: Schema.optionalKey(V.CalendarDate),
  dueOn: Schema.optionalKey(V.CalendarDate),
  looks: Schema.optionalKey(Schema.Struct({ legal: Look, public: Look })),
  agentsOfRecordReportedOn: Schema.optionalKey(V.CalendarDate),
  smallBusinessToldOn: Schema.optionalKey(V.CalendarDate)
})
