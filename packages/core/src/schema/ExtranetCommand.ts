/**
 * Schemas of the commands of extranet accounts and their files.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import type * as Extranet from "../Extranet.ts"
import type * as ExtranetExtract from "../ExtranetExtract.ts"
import * as Format from "../Format.ts"
import type { Input } from "../Input.ts"
import * as V from "./Vocabulary.ts"

const tag = <T extends string>(name: T) => Schema.Literal(name)

const ofDay = <T extends string>(name: T) => Schema.Struct({ _tag: tag(name), day: V.CalendarDate })
const ofAgent = <T extends string>(name: T) => Schema.Struct({ _tag: tag(name), agentId: V.AgentId })

// As wide as a licence number with its prefix can be: what does not fit is no user name of anybody.
const Username = /*#__PURE__*/ V.fromFormat(
  /*#__PURE__*/ Format.pattern<string>(
    "user name",
    /^\w{1,40}$/,
    "a user name of letters, digits and underscores",
    "type the user name as the message about it has it"
  )
)

/** Schema for the steps of extranet accounts. @category schemas */
export const ExtranetCommand: Schema.Codec<Extranet.Command, Input<Extranet.Command>> = /*#__PURE__*/ Schema.Union([
  ofDay("RunExtranetOnboarding"),
  ofDay("RunExtranetDaily"),
  ofAgent("RecordExtranetLogin"),
  ofAgent("ChangeExtranetPassword"),
  Schema.Struct({ _tag: tag("RequestExtranetReset"), username: Username, email: V.Email }),
  Schema.Struct({ _tag: tag("UseExtranetReset"), username: Username, with: Schema.Literals(["link", "password"]) })
])

/** Schema for the note that files were made. @category schemas */
export const ExtranetExtractCommand: Schema.Codec<
  ExtranetExtract.Command,
  Input<ExtranetExtract.Command>
> = /*#__PURE__*/ Schema.Struct({
  _tag: tag("RecordExtranetExtract"),
  agentId: V.AgentId,
  day: V.CalendarDate
})
