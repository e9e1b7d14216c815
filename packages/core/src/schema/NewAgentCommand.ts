/**
 * Schemas of the commands by which a case comes to a new agent without a request that waits.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import type * as AgentChange from "../AgentChange.ts"
import type * as AgentStart from "../AgentStart.ts"
import type * as Claim from "../Claim.ts"
import * as Consent from "../Consent.ts"
import type { Input } from "../Input.ts"
import type * as NewAgent from "../NewAgent.ts"
import type * as RequestReminder from "../RequestReminder.ts"
import { Members, PrimaryContact } from "./Command.ts"
import { distinct, Proof, Sha256 } from "./ConsentCommand.ts"
import * as V from "./Vocabulary.ts"

const tag = <T extends string>(name: T) => Schema.Literal(name)

const Reference = /*#__PURE__*/ V.fromFormat(Consent.reference)

const Call: Schema.Codec<NewAgent.Call, Input<NewAgent.Call>> = /*#__PURE__*/ Schema.Struct({
  agent: Schema.Struct({
    name: V.Name,
    number: Schema.Union([Schema.Struct({ licence: V.LicenceNumber }), Schema.Struct({ certification: Reference })])
  }),
  contactPresent: Schema.Boolean,
  reference: Reference,
  signedBy: V.PersonName,
  scopes: Schema.optionalKey(distinct(Consent.phoneScopes)),
  help: Schema.optionalKey(V.fromFormat(Consent.help))
})

const named = { delegationId: /*#__PURE__*/ V.chosen(V.DelegationId), caseId: V.CaseId, agentId: V.AgentId }

/** Schema for a delegation by telephone or after an access code. @category schemas */
export const NewAgentCommand: Schema.Codec<NewAgent.Command, Input<NewAgent.Command>> = /*#__PURE__*/ Schema.Union([
  Schema.Struct({ _tag: tag("DelegateByServiceCenter"), ...named, call: Call }),
  Schema.Struct({
    _tag: tag("DelegateByThreeWayCall"),
    ...named,
    call: Call,
    until: Schema.optionalKey(V.CalendarDate)
  }),
  Schema.Struct({ _tag: tag("DelegateByAccessCode"), ...named, signedBy: V.PersonName })
])

/** What a claim says of the consumer, whoever claims. @category schemas */
export const claiming = {
  delegationId: /*#__PURE__*/ V.chosen(V.DelegationId),
  consumer: /*#__PURE__*/ Schema.Struct({
    name: V.Name,
    dob: V.CalendarDate,
    zip: /*#__PURE__*/ Schema.optionalKey(V.Zip)
  }),
  identity: /*#__PURE__*/ Schema.Struct({
    type: /*#__PURE__*/ Schema.Literals(["driver-licence", "state-id", "passport", "permanent-resident-card", "other"]),
    digest: Sha256
  }),
  met: /*#__PURE__*/ Schema.Literals(["phone", "in-person"]),
  attested: Schema.Boolean,
  signedBy: V.PersonName,
  consent: Proof
}

/** Schema for a claim by search. @category schemas */
export const ClaimCommand: Schema.Codec<Claim.Command, Input<Claim.Command>> = /*#__PURE__*/ Schema.Struct({
  _tag: tag("ClaimCase"),
  agentId: V.AgentId,
  ...claiming
})

/** Schema for the steps of a passcode; what is typed comes beside the command, never in it. @category schemas */
export const AgentChangeCommand: Schema.Codec<
  AgentChange.Command,
  Input<AgentChange.Command>
> = /*#__PURE__*/ Schema.Union([
  Schema.Struct({
    _tag: tag("IssueAgentChangeCode"),
    agentChangeCodeId: V.chosen(V.AgentChangeCodeId),
    caseId: V.CaseId,
    agentId: V.AgentId
  }),
  Schema.Struct({ _tag: tag("ConfirmAgentChange"), ...named, signedBy: V.PersonName })
])

/** What is said of an application that begins, whoever starts it. @category schemas */
export const starting = {
  delegationId: /*#__PURE__*/ V.chosen(V.DelegationId),
  caseId: /*#__PURE__*/ V.chosen(V.CaseId),
  caseNumber: V.CaseNumber,
  primaryContact: PrimaryContact,
  members: Members,
  year: /*#__PURE__*/ V.whole(2000, 2199, "a year from 2000 to 2199"),
  signedBy: V.PersonName,
  consent: Proof
}

/** Schema for an application that an agent starts. @category schemas */
export const AgentStartCommand: Schema.Codec<
  AgentStart.Command,
  Input<AgentStart.Command>
> = /*#__PURE__*/ Schema.Struct({ _tag: tag("StartApplication"), agentId: V.AgentId, ...starting })

/** Schema for the daily reminders of requests. @category schemas */
export const RequestReminderCommand: Schema.Codec<
  RequestReminder.Command,
  Input<RequestReminder.Command>
> = /*#__PURE__*/ Schema.Struct({
  _tag: tag("RemindRequests"),
  on: V.CalendarDate,
  only: Schema.optionalKey(/*#__PURE__*/ V.atMost(1_000, "requests", Schema.Array(V.DelegationId)))
})
