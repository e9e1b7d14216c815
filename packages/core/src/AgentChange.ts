/**
 * A change of agent by passcode: the consumer gets a code by e-mail and tells it to the agent who should have the case.
 *
 * Nothing of the passcode is stored: it is derived from the identifier of its record with the server's key, when the
 * message is rendered and when it is checked. The agent who asks for it never sees it.
 *
 * @since 0.1.0
 */
import type { Instant } from "./CalendarDate.ts"
import * as Dates from "./CalendarDate.ts"
import { type Answer, accept, type Context, firstRefusal, nothing } from "./Decider.ts"
import * as Delegation from "./Delegation.ts"
import type { AgencyId, AgentChangeCodeId, AgentId, Branded, CaseId, DelegationId } from "./Id.ts"
import * as NewAgent from "./NewAgent.ts"
import * as OneTimeText from "./OneTimeText.ts"
import { reason } from "./Refusal.ts"
import * as Standing from "./Standing.ts"

/** The eight symbols of a passcode, the last one a check symbol. @category models */
export type Passcode = Branded<"AgentChangePasscode">

/** How a passcode is spelled: two groups of four. @category decoding */
export const text: OneTimeText.OneTimeText<Passcode> = /*#__PURE__*/ OneTimeText.code<Passcode>({
  name: "agent-change-passcode",
  drawn: 7,
  group: 4,
  expected: "a passcode of eight letters and digits such as XXXX-XXXX"
})

/** The states of a passcode. @category models */
export type State = "Issued" | "Confirmed" | "Superseded" | "Locked"

/** A passcode that was sent, bound to one case and one agent. @rule DEL-17 @category models */
export interface AgentChangeCode {
  readonly agentChangeCodeId: AgentChangeCodeId
  readonly caseId: CaseId
  readonly agentId: AgentId
  readonly agencyId: AgencyId
  readonly issuedAt: Instant
  readonly expiresAt: Instant
  readonly wrongTries: number
  readonly state: State
}

/** A step of a passcode; what was typed comes beside the command, never in it. @category models */
export type Command =
  | {
      readonly _tag: "IssueAgentChangeCode"
      readonly agentChangeCodeId: AgentChangeCodeId
      readonly caseId: CaseId
      readonly agentId: AgentId
    }
  | {
      readonly _tag: "ConfirmAgentChange"
      readonly delegationId: DelegationId
      readonly caseId: CaseId
      readonly agentId: AgentId
      readonly signedBy: string
    }

/** Something happened to a passcode. @category models */
export type Event =
  | { readonly _tag: "AgentChangeCodeIssued"; readonly code: AgentChangeCode }
  | {
      readonly _tag: "AgentChangeCodeMoved"
      readonly agentChangeCodeId: AgentChangeCodeId
      readonly trigger: Trigger
      readonly from: State
      readonly to: State
      readonly wrongTries: number
    }

/** What a decision looks at. @category models */
export interface Facts extends NewAgent.Facts {
  /** The passcode of this case and this agent in state `Issued`, whether or not its time is over. */
  readonly live: AgentChangeCode | undefined
  /** Every passcode of this case and this agent so far, for sending another one. */
  readonly sent?: ReadonlyArray<AgentChangeCode>
  /** A passcode that has the identifier of the new one, if there is one. */
  readonly sameCode?: AgentChangeCode | undefined
  /** Whether what was typed is the live passcode. */
  readonly matches?: boolean
}

/** What moves a passcode; each from `Issued` alone, and a miss leaves it there. @category models */
export type Trigger = "confirm" | "supersede" | "miss" | "lock"

/** The identifier is taken. @category errors */
export const codeExists = /*#__PURE__*/ reason(
  "AgentChangeCodeExists",
  "DEL-17",
  (f: { readonly agentChangeCodeId: AgentChangeCodeId }) => `passcode \`${f.agentChangeCodeId}\` exists already`,
  "choose a new identifier for each passcode"
)
/** The consumer cannot be reached in time. @category errors */
export const notReachable = /*#__PURE__*/ reason(
  "ConsumerNotReachable",
  "DEL-17",
  (f: { readonly caseId: CaseId }) => `the contact of case \`${f.caseId}\` has no e-mail address for a passcode`,
  "call the service center together with the consumer"
)
/** The last passcode was sent a moment ago. @category errors */
export const tooSoon = /*#__PURE__*/ reason(
  "PasscodeTooSoon",
  "DEL-17",
  (f: { readonly caseId: CaseId; readonly at: Instant }) =>
    `the contact of case \`${f.caseId}\` was sent a passcode a moment ago, and another one can be sent at \`${f.at}\``,
  "have the consumer look for the message that was sent, or wait until that moment"
)
/** The consumer was sent as many as a day has. @category errors */
export const tooMany = /*#__PURE__*/ reason(
  "TooManyPasscodes",
  "DEL-17",
  (f: { readonly caseId: CaseId; readonly sent: number }) =>
    `the contact of case \`${f.caseId}\` was sent \`${f.sent}\` passcodes of this agent today`,
  "go on tomorrow, or call the service center together with the consumer"
)
/** The passcode changes nothing; the answer is the same whatever is wrong with it. @category errors */
export const notAccepted = /*#__PURE__*/ reason(
  "PasscodeNotAccepted",
  "DEL-17",
  () => "the passcode is not accepted for this case and this agent",
  "have the consumer read it out again; after its time or too many wrong tries, send a new one"
)

/** Whether a passcode can still be confirmed at an instant. @category predicates */
export const isLive = ({ expiresAt, state }: AgentChangeCode, at: Instant): boolean =>
  state === "Issued" && at < expiresAt

const moved = (code: AgentChangeCode, trigger: Trigger, to: State, wrongTries = code.wrongTries): Event => ({
  _tag: "AgentChangeCodeMoved",
  agentChangeCodeId: code.agentChangeCodeId,
  trigger,
  from: code.state,
  to,
  wrongTries
})

/**
 * The refusal of a passcode more: so many minutes after the last one, and so many on a day of the exchange.
 *
 * @rule DEL-17
 */
const oneMore = (caseId: CaseId, sent: ReadonlyArray<AgentChangeCode>, { at, policy }: Context) => {
  const { perDay, waitMinutes } = policy.agentChangeCode
  const today = Dates.on(at, policy.timeZone)
  const ofToday = sent.filter(({ issuedAt }) => Dates.on(issuedAt, policy.timeZone) === today).length
  const next = sent
    .map(({ issuedAt }) => Dates.plusMillis(issuedAt, waitMinutes * 60_000))
    .reduce<Instant | undefined>((last, one) => (last === undefined || last < one ? one : last), undefined)
  return firstRefusal(
    ofToday >= perDay && tooMany({ caseId, sent: ofToday }),
    next !== undefined && at < next && tooSoon({ caseId, at: next })
  )
}

const issue = (
  command: Command & { readonly _tag: "IssueAgentChangeCode" },
  facts: Facts,
  context: Context
): Answer<Event> => {
  const { agentChangeCodeId, agentId, caseId } = command
  const { at, policy } = context
  const { delegate, live } = facts
  if (!Delegation.accepts(policy, "one-time-passcode")) return Delegation.wayNotAccepted({ way: "one-time-passcode" })
  if (facts.case === undefined || facts.case.members.length === 0) return Delegation.unknownCase({ caseId })
  if (delegate === undefined) return Delegation.unknownAgent({ agentId })
  if (facts.sameCode !== undefined) return codeExists({ agentChangeCodeId })
  if (Delegation.isSettled(facts, delegate, context)) return nothing
  const gaps = Standing.gaps(delegate, Dates.on(at, policy.timeZone))
  const refused = firstRefusal(
    gaps.length > 0 && Standing.withoutAuthority({ agentId, gaps }),
    facts.case.primaryContact.email === undefined && notReachable({ caseId }),
    oneMore(caseId, facts.sent ?? [], context)
  )
  if (refused) return refused
  const { agencyId } = delegate.agency
  const code: AgentChangeCode = {
    agentChangeCodeId,
    caseId,
    agentId,
    agencyId,
    issuedAt: at,
    expiresAt: Dates.plusMillis(at, policy.agentChangeCode.minutes * 60_000),
    wrongTries: 0,
    state: "Issued"
  }
  return accept<Event>(...(live === undefined ? [] : [moved(live, "supersede", "Superseded")]), {
    _tag: "AgentChangeCodeIssued",
    code
  })
}

const confirm = (
  command: Command & { readonly _tag: "ConfirmAgentChange" },
  facts: Facts,
  context: Context
): Answer<Event | NewAgent.Event> => {
  const { agentId, caseId, delegationId, signedBy } = command
  const { at, policy } = context
  const { live } = facts
  const refusal = notAccepted({})
  if (live === undefined || !isLive(live, at)) return refusal
  if (facts.matches !== true) {
    const wrongTries = live.wrongTries + 1
    const locks = wrongTries >= policy.agentChangeCode.tries
    const event = locks ? moved(live, "lock", "Locked", wrongTries) : moved(live, "miss", "Issued", wrongTries)
    return { _tag: "Recorded", refusal, events: [event] }
  }
  if (!Delegation.accepts(policy, "one-time-passcode")) return Delegation.wayNotAccepted({ way: "one-time-passcode" })
  const opening: NewAgent.Opening = {
    delegationId,
    origin: "otp",
    reference: live.agentChangeCodeId,
    signedBy
  }
  const opened = NewAgent.open(opening, caseId, agentId, facts, context)
  return opened._tag === "Refused"
    ? opened
    : accept<Event | NewAgent.Event>(moved(live, "confirm", "Confirmed"), ...opened.events)
}

/**
 * Decides a step of a passcode. A wrong try is refused and counted; a right one works once.
 *
 * **Rules**: DEL-15, DEL-17.
 *
 * @category machine
 */
export const decide = (command: Command, facts: Facts, context: Context): Answer<Event | NewAgent.Event> =>
  command._tag === "IssueAgentChangeCode" ? issue(command, facts, context) : confirm(command, facts, context)

/** Applies an event to a passcode; never fails. @category machine */
export const evolve = (code: AgentChangeCode | undefined, event: Event): AgentChangeCode =>
  event._tag === "AgentChangeCodeIssued"
    ? event.code
    : { ...(code as AgentChangeCode), state: event.to, wrongTries: event.wrongTries }
