/**
 * Schema of the record of a consent.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as Consent from "../Consent.ts"
import type { Input } from "../Input.ts"
import { distinct, Evidence, Spoken } from "./ConsentCommand.ts"
import * as V from "./Vocabulary.ts"

const tag = <T extends string>(name: T) => Schema.Literal(name)

/** Schema for the record of a consent. @rule CON-01 @category schemas */
export const ConsentRecord: Schema.Codec<Consent.Consent, Input<Consent.Consent>> = /*#__PURE__*/ Schema.Struct({
  consentId: V.ConsentId,
  caseId: V.CaseId,
  consumerName: V.Name,
  representativeName: Schema.optionalKey(V.Name),
  signedBy: V.PersonName,
  grantee: Schema.Union([
    Schema.Struct({ _tag: tag("Agency"), agencyId: V.AgencyId, agentId: Schema.optionalKey(V.AgentId) }),
    Schema.Struct({ _tag: tag("Counselor"), counselorId: V.UserId })
  ]),
  otherUsers: distinct(Consent.otherUsers),
  scopes: distinct(Consent.scopes),
  purpose: Schema.Literals(Consent.purposes),
  expiresOn: Schema.optionalKey(V.CalendarDate),
  rescindHow: distinct(Consent.rescindWays),
  channel: Schema.Literals([...Consent.channels, "service-center-call"]),
  evidence: Schema.Union([
    Evidence,
    Schema.Struct({ type: tag("call"), ref: /*#__PURE__*/ V.fromFormat(Consent.reference) })
  ]),
  spoken: Schema.optionalKey(Spoken),
  retainUntil: Schema.optionalKey(V.CalendarDate),
  state: Schema.Union([
    Schema.Struct({ _tag: tag("Draft"), since: V.Instant }),
    Schema.Struct({ _tag: tag("Granted"), from: V.Instant }),
    Schema.Struct({ _tag: tag("Rescinded"), from: Schema.optionalKey(V.Instant), at: V.Instant }),
    Schema.Struct({ _tag: tag("Expired"), from: Schema.optionalKey(V.Instant), at: V.Instant })
  ])
})
