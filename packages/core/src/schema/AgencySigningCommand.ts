/**
 * Schemas of the commands about an agency's agreement, and of what a day brings an agency.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import type * as AgencyAgreement from "../AgencyAgreement.ts"
import type * as AgencyDaily from "../AgencyDaily.ts"
import type * as AgencySigning from "../AgencySigning.ts"
import * as FailingEmployer from "../FailingEmployer.ts"
import type { Input } from "../Input.ts"
import type * as SmallBusinessWindow from "../SmallBusinessWindow.ts"
import * as V from "./Vocabulary.ts"

const tag = <T extends string>(name: T) => Schema.Literal(name)

/** Schema for who may bind an agency. @category schemas */
export const Signer: Schema.Codec<AgencyAgreement.Signer, Input<AgencyAgreement.Signer>> = /*#__PURE__*/ Schema.Union([
  Schema.Struct({ _tag: tag("Manager"), agentId: V.AgentId }),
  Schema.Struct({ _tag: tag("Person"), name: V.Name, title: V.BusinessName, email: V.Email })
])

const Party: Schema.Codec<AgencyAgreement.Party, Input<AgencyAgreement.Party>> = /*#__PURE__*/ Schema.Union([
  Schema.Struct({ _tag: tag("Manager"), agentId: V.AgentId }),
  Schema.Struct({ _tag: tag("Signer") })
])

/** Schema for the steps on the way to an agreement. @category schemas */
export const AgencySigningCommand: Schema.Codec<
  AgencySigning.Command,
  Input<AgencySigning.Command>
> = /*#__PURE__*/ Schema.Union([
  Schema.Struct({ _tag: tag("NameAgencySigner"), agencyId: V.AgencyId, signer: Signer }),
  Schema.Struct({
    _tag: tag("SignAgencyAgreement"),
    agencyId: V.AgencyId,
    envelope: V.DocumentId,
    by: Party,
    on: V.CalendarDate
  })
])

/** Schema for the daily run over one agency. @category schemas */
export const AgencyDailyCommand: Schema.Codec<
  AgencyDaily.Command,
  Input<AgencyDaily.Command>
> = /*#__PURE__*/ Schema.Struct({
  _tag: tag("RunAgencyDaily"),
  agencyId: V.AgencyId,
  day: V.CalendarDate
})

/** Schema for the yearly word about the window of small businesses. @category schemas */
export const SmallBusinessWindowCommand: Schema.Codec<
  SmallBusinessWindow.Command,
  Input<SmallBusinessWindow.Command>
> = /*#__PURE__*/ Schema.Struct({
  _tag: tag("TellSmallBusinessWindow"),
  agencyId: V.AgencyId,
  on: V.CalendarDate,
  employers: Schema.optionalKey(
    V.atMost(
      FailingEmployer.most,
      "failed tests",
      Schema.Array(
        Schema.Struct({
          employerId: V.EmployerId,
          agentId: V.AgentId,
          failed: Schema.Literals(["participation", "contribution"])
        })
      )
    )
  )
})
