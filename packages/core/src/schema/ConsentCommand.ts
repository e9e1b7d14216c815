/**
 * Schemas of the commands about consents and reviews of applications.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import type * as ApplicationReview from "../ApplicationReview.ts"
import * as Consent from "../Consent.ts"
import type { Input } from "../Input.ts"
import type * as Rescission from "../Rescission.ts"
import * as V from "./Vocabulary.ts"

const tag = <T extends string>(name: T) => Schema.Literal(name)

/** Schema for a list of some values, each once at most. @category schemas */
export const distinct = <A extends string>(values: ReadonlyArray<A>) =>
  V.atMost(values.length, "values", Schema.Array(Schema.Literals(values))).check(
    Schema.makeFilter((list: ReadonlyArray<A>) =>
      new Set(list).size === list.length ? undefined : "expected each value once at most"
    )
  )

/** Schema for the SHA-256 of something that is kept elsewhere. @category schemas */
export const Sha256 = /*#__PURE__*/ V.fromFormat(Consent.sha256)

const Reference = /*#__PURE__*/ V.fromFormat(Consent.reference)

/** Schema for what proves a consent. @category schemas */
export const Evidence: Schema.Codec<Consent.Evidence, Input<Consent.Evidence>> = /*#__PURE__*/ Schema.Union([
  Schema.Struct({ type: Schema.Literal("portal-record"), ref: Reference }),
  Schema.Struct({ type: Schema.Literals(["recording", "document", "message"]), ref: Reference, sha256: Sha256 })
])

const help = /*#__PURE__*/ V.fromFormat(Consent.help)

/** Schema for what is written down of a spoken consent, for an agent or for a counselor. @rule CON-04 @category schemas */
export const Spoken: Schema.Codec<Consent.Spoken, Input<Consent.Spoken>> = /*#__PURE__*/ Schema.Union([
  Schema.Struct({ agentName: V.Name, agentNpn: V.Npn, help }),
  Schema.Struct({ counselorName: V.Name, counselorId: V.UserId, help })
])

type Proof = Pick<Consent.Terms, "channel" | "evidence" | "spoken" | "representativeName">

/** Schema for how a consent was given and what proves it. @category schemas */
export const Proof: Schema.Codec<Proof, Input<Proof>> = /*#__PURE__*/ Schema.Struct({
  representativeName: Schema.optionalKey(V.Name),
  channel: Schema.Literals(Consent.channels),
  evidence: Evidence,
  spoken: Schema.optionalKey(Spoken)
})

/** Schema for what a consent says. @category schemas */
export const Terms: Schema.Codec<Consent.Terms, Input<Consent.Terms>> = /*#__PURE__*/ Schema.Struct({
  grantee: Schema.Union([
    Schema.Struct({ _tag: tag("Agency"), agencyId: V.AgencyId, agentId: Schema.optionalKey(V.AgentId) }),
    Schema.Struct({ _tag: tag("Counselor"), counselorId: V.UserId })
  ]),
  otherUsers: distinct(Consent.otherUsers),
  scopes: distinct(Consent.scopes),
  purpose: Schema.Literals(Consent.purposes),
  expiresOn: Schema.optionalKey(V.CalendarDate),
  rescindHow: distinct(Consent.rescindWays),
  representativeName: Schema.optionalKey(V.Name),
  channel: Schema.Literals(Consent.channels),
  evidence: Evidence,
  spoken: Schema.optionalKey(Spoken)
})

/** Schema for the steps of a consent. @category schemas */
export const ConsentCommand: Schema.Codec<Consent.Command, Input<Consent.Command>> = /*#__PURE__*/ Schema.Union([
  Schema.Struct({
    _tag: tag("GrantConsent"),
    consentId: V.chosen(V.ConsentId),
    caseId: V.CaseId,
    terms: Terms,
    signedBy: V.PersonName
  }),
  Schema.Struct({
    _tag: tag("ExpireConsents"),
    before: V.CalendarDate,
    only: Schema.optionalKey(V.atMost(1_000, "consents", Schema.Array(V.ConsentId)))
  })
])

/** Schema for taking a consent back. @category schemas */
export const RescissionCommand: Schema.Codec<
  Rescission.Command,
  Input<Rescission.Command>
> = /*#__PURE__*/ Schema.Struct({
  _tag: tag("RescindConsent"),
  consentId: V.ConsentId
})

/** Schema for recording a review of an application. @category schemas */
export const ApplicationReviewCommand: Schema.Codec<
  ApplicationReview.Command,
  Input<ApplicationReview.Command>
> = /*#__PURE__*/ Schema.Struct({
  _tag: tag("ReviewApplication"),
  reviewId: V.chosen(V.ReviewId),
  caseId: V.CaseId,
  agentId: V.AgentId,
  reviewedBy: V.PersonName,
  explained: Schema.Boolean,
  channel: Schema.Literals(Consent.channels),
  evidence: Evidence
})
