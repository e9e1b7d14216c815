/**
 * Schemas of what is kept of notices and of the audit trail.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import type * as Audit from "../Audit.ts"
import * as Format from "../Format.ts"
import type { Input } from "../Input.ts"
import type { Notice, Recipient, Template } from "../Notice.ts"
import { kinds } from "../Record.ts"
import { ActorName, Count } from "./CodeRecord.ts"
import * as V from "./Vocabulary.ts"

const Text = /*#__PURE__*/ V.fromFormat(/*#__PURE__*/ Format.line<string>("text", 500))

const To: Schema.Codec<Recipient, Input<Recipient>> = /*#__PURE__*/ Schema.Struct({
  role: Schema.Literals(["consumer", "agent", "manager", "staff", "counselor", "signer"]),
  name: Text,
  email: Schema.optionalKey(V.Email),
  caseId: Schema.optionalKey(V.CaseId),
  language: Schema.optionalKey(V.Language)
})

const template = /*#__PURE__*/ Format.pattern<Template>(
  "template",
  /^NTC-(?:0[1-9]|[12]\d|3[0-2])$/,
  "a row of the notice table, `NTC-01` to `NTC-32`",
  "write the template as the notice table names it"
)

/** Schema for a notice as the outbox keeps it; its facts are texts and numbers. @rule NOT-03 @category schemas */
export const NoticeRecord: Schema.Codec<Notice, Input<Notice>> = /*#__PURE__*/ Schema.Struct({
  noticeId: Text,
  template: /*#__PURE__*/ V.fromFormat(template) as Schema.Codec<Template, Template>,
  to: To,
  channel: Schema.Literals(["email", "letter"]),
  secure: Schema.Boolean,
  params: Schema.Record(Schema.String, Schema.Union([Schema.String, Schema.Finite]))
})

type What = Audit.Line["what"]
type Kind = Audit.Line["record"]["kind"]

/** Schema for one line of an audit trail. @rule DEL-30 @category schemas */
export const AuditRecord: Schema.Codec<Audit.Line, Input<Audit.Line>> = /*#__PURE__*/ Schema.Struct({
  position: Count,
  at: V.Instant,
  commandId: V.CommandId,
  command: Text,
  actor: Text,
  onBehalfOf: Schema.optionalKey(ActorName),
  permission: Text,
  what: Text as unknown as Schema.Codec<What, What>,
  record: Schema.Struct({ kind: Schema.Literals(Object.keys(kinds) as ReadonlyArray<Kind>), id: Text }),
  concerns: Schema.Struct({
    caseId: Schema.optionalKey(V.CaseId),
    agentId: Schema.optionalKey(V.AgentId),
    agencyId: Schema.optionalKey(V.AgencyId),
    counselorId: Schema.optionalKey(V.UserId)
  }),
  from: Schema.optionalKey(Text),
  to: Schema.optionalKey(Text)
})
