/**
 * How a case comes to a new agent at once, when somebody has made sure that the consumer wants it.
 *
 * The service center knows the agent and has the consumer on the line, the three of them speak, or the consumer has
 * just linked an account with a code, which is good for one choice within a day. Claims, passcodes and applications that an agent starts end here, too. What waits
 * for an answer is `Delegation`.
 *
 * @since 0.1.0
 */
import * as AccessCode from "./AccessCode.ts"
import type { CalendarDate } from "./CalendarDate.ts"
import * as Dates from "./CalendarDate.ts"
import type { Case } from "./Case.ts"
import * as Consent from "./Consent.ts"
import { callName, type Name } from "./Contact.ts"
import { acceptAll, type Context, type Decision, firstRefusal, nothing } from "./Decider.ts"
import * as Delegation from "./Delegation.ts"
import type { AgentId, CaseId, ConsentId, DelegationId } from "./Id.ts"
import * as Id from "./Id.ts"
import { reason } from "./Refusal.ts"
import * as Standing from "./Standing.ts"

/** How an agent is known on the telephone: the name with a number that only the agent and the exchange know together. */
interface Spoken {
  readonly name: Name
  readonly number: { readonly licence: string } | { readonly certification: string }
}

/** What the service center takes down about a call. @rule DEL-06 @category models */
export interface Call {
  readonly agent: Spoken
  /** Whether the primary contact of the case is on the line. */
  readonly contactPresent: boolean
  /** Number of the call in the records of the service center. */
  readonly reference: string
  /** Who of the household spoke, as the speaker says it. */
  readonly signedBy: string
  /** What the consumer allows, read out one by one; without it everything but payment. @rule CON-04 */
  readonly scopes?: ReadonlyArray<Consent.PhoneScope>
  /** The help that was described, in one line; without it the names of what is allowed. @rule CON-04 */
  readonly help?: string
}

interface Named {
  readonly delegationId: DelegationId
  readonly caseId: CaseId
  readonly agentId: AgentId
}

/** A way to a new agent without a request that waits. @category models */
export type Command =
  | (Named & { readonly _tag: "DelegateByServiceCenter"; readonly call: Call })
  | (Named & {
      readonly _tag: "DelegateByThreeWayCall"
      readonly call: Call
      /** The last day that the consumer agreed on; without one `Policy.callConsent` says how long it holds. @rule DEL-18 */
      readonly until?: CalendarDate
    })
  | (Named & { readonly _tag: "DelegateByAccessCode"; readonly signedBy: string })

/** What follows from it. @category models */
export type Event = Delegation.Event | Consent.Event | AccessCode.Event

/** What a decision looks at. @category models */
export interface Facts {
  readonly case: Case | undefined
  /** A delegation that has the identifier of the new one, if there is one. */
  readonly same: Delegation.Delegation | undefined
  /** The requested, active and frozen delegations of the case. */
  readonly open: ReadonlyArray<Delegation.Delegation>
  /** The consents of the case. */
  readonly consents: ReadonlyArray<Consent.Consent>
  readonly delegate: Standing.Member | undefined
  /** The code by which the consumer linked an account to the case, if there is one. */
  readonly redeemed?: AccessCode.AccessCode | undefined
}

/** The agent on the telephone is not the one who was named. @category errors */
export const agentNotKnown = /*#__PURE__*/ reason(
  "AgentNotAuthenticated",
  "DEL-06",
  (f: { readonly agentId: AgentId }) => `the caller did not give name and number of agent \`${f.agentId}\``,
  "ask for the name and for the licence or certification number; staff cannot answer for the agent"
)
/** The consumer is not on the line. @category errors */
export const contactNotOnTheLine = /*#__PURE__*/ reason(
  "ContactNotOnTheLine",
  "DEL-06",
  (f: { readonly caseId: CaseId }) => `the primary contact of case \`${f.caseId}\` is not on the line`,
  "call again together with the primary contact"
)
/** A consumer agreed to more than a year, or to a time that is over. @category errors */
export const tooLong = /*#__PURE__*/ reason(
  "AuthorizationTooLong",
  "DEL-18",
  (f: { readonly until: CalendarDate; readonly latest: CalendarDate }) =>
    `an agreement by telephone until \`${f.until}\` does not end between today and \`${f.latest}\``,
  "agree on a last day within a year, or on this call alone"
)
/** No account was linked with a code lately, or the code was used already. @category errors */
export const noCodeRedeemed = /*#__PURE__*/ reason(
  "NoCodeRedeemed",
  "ACC-06",
  (f: { readonly caseId: CaseId }) =>
    `no access code has linked an account to case \`${f.caseId}\` within a day, or the consumer has chosen an agent by it`,
  "ask for an agent in the directory, or call the service center together with the agent"
)

/** Everything that a new delegation needs beside the facts. @category models */
export interface Opening {
  readonly delegationId: DelegationId
  readonly origin: Delegation.Verification["method"]
  readonly reference: string
  readonly signedBy: string
  /** How the consent was given where somebody else brings its proof along. */
  readonly brought?: Pick<Consent.Terms, "channel" | "evidence" | "spoken" | "representativeName">
  /** What the consumer said, where a representative of the service center heard it. */
  readonly heard?: Consent.SaidByPhone
  /** The last day of the consent; without one it holds until it is taken back. */
  readonly until?: CalendarDate | undefined
}

// The wish for this agent is fulfilled, so that a request that still waits for the same one is over.
const withdrawn = ({ consents, open }: Facts, agentId: AgentId, context: Context): ReadonlyArray<Event> =>
  open.flatMap((one): ReadonlyArray<Event> => {
    if (one.state._tag !== "Requested" || one.kind !== "producer" || one.delegate.agentId !== agentId) return []
    const drafts = consents.filter(({ consentId }) => consentId === one.consentId)
    return [Delegation.moved(one, "cancel", { _tag: "Cancelled", at: context.at }), ...Consent.dropped(drafts, context)]
  })

const gapsOf = (member: Standing.Member, { at, policy }: Context) => {
  const gaps = Standing.gaps(member, Dates.on(at, policy.timeZone))
  return gaps.length > 0 && Standing.withoutAuthority({ agentId: member.agent.agentId, gaps })
}

/**
 * Decides the beginning of a delegation that needs no answer: the one before ends in the same instant, the consent is
 * granted with it, and the present delegate changes nothing, except that the consent is granted where none is in force.
 *
 * **Rules**: DEL-01, DEL-07..11, CON-01.
 *
 * @category machine
 */
export const open = (
  opening: Opening,
  caseId: CaseId,
  agentId: AgentId,
  facts: Facts,
  context: Context
): Decision<Event> => {
  const { brought, delegationId, heard, origin, reference, signedBy, until } = opening
  const { delegate } = facts
  if (facts.case === undefined || facts.case.members.length === 0) return Delegation.unknownCase({ caseId })
  if (facts.same !== undefined) return Delegation.delegationExists({ delegationId })
  if (delegate === undefined) return Delegation.unknownAgent({ agentId })
  if (Delegation.isSettled(facts, delegate, context)) return nothing
  const { agencyId } = delegate.agency
  const said: Consent.Recorded = {
    ...(heard === undefined
      ? { ...Consent.ofRequest(agencyId, agentId, reference, context), ...brought }
      : Consent.ofCall(agencyId, delegate.agent, heard, context)),
    ...(until === undefined ? {} : { expiresOn: until })
  }
  const refused = firstRefusal(
    gapsOf(delegate, context),
    Consent.obstacle(said, delegate, context),
    // Where the command brings no proof, somebody has made sure of the consumer's word: the journal proves that.
    brought && Consent.forged(brought.evidence, context)
  )
  if (refused) return refused
  const consentId = Id.derive<ConsentId>(context.commandId, 0)
  const { at } = context
  const consent = Consent.given(Consent.draft(consentId, facts.case, said, signedBy, context), context)
  if (Delegation.isHeldBy(facts.open, delegate)) return acceptAll<Event>(consent)
  return acceptAll<Event>([
    ...withdrawn(facts, agentId, context),
    ...Delegation.replaced("producer", facts, context),
    {
      _tag: "DelegationOpened",
      delegation: {
        delegationId,
        caseId: facts.case.caseId,
        kind: "producer",
        delegate: { agentId, agencyId },
        origin,
        verification: { method: origin, reference, at },
        signedBy,
        consentId,
        state: { _tag: "Active", from: at }
      }
    },
    ...consent
  ])
}

const plain = (text: string): string => text.normalize("NFC").trim().toLowerCase()

/** Whether somebody gave an agent's name and number. @rule DEL-06 @category predicates */
export const isKnown = ({ agent }: Standing.Member, { name, number }: Spoken): boolean => {
  if (plain(callName(agent.name)) !== plain(callName(name))) return false
  if ("licence" in number) return agent.licence.number === number.licence.trim().toUpperCase()
  const { certification } = agent
  return certification._tag === "Certified" && certification.term.number === number.certification.trim()
}

const byCall = (
  { agentId, call, caseId, ...command }: Exclude<Command, { readonly _tag: "DelegateByAccessCode" }>,
  facts: Facts,
  context: Context
): Decision<Event> => {
  const { delegate } = facts
  if (delegate === undefined) return Delegation.unknownAgent({ agentId })
  const today = Dates.on(context.at, context.policy.timeZone)
  const latest = Dates.plusYears(today, 1)
  const until = command._tag === "DelegateByThreeWayCall" ? command.until : undefined
  const refused = firstRefusal(
    !Delegation.accepts(context.policy, "three-way-call") && Delegation.wayNotAccepted({ way: "three-way-call" }),
    !isKnown(delegate, call.agent) && agentNotKnown({ agentId }),
    !call.contactPresent && contactNotOnTheLine({ caseId }),
    until !== undefined && (until < today || latest < until) && tooLong({ until, latest })
  )
  if (refused) return refused
  const three = command._tag === "DelegateByThreeWayCall"
  const opening: Opening = {
    delegationId: command.delegationId,
    origin: three ? "three-way-call" : "service-center",
    reference: call.reference,
    signedBy: call.signedBy,
    // The representative heard it; there is no other recording that the portal knows of.
    heard: call,
    until: three && context.policy.callConsent === "one-call" ? (until ?? today) : until
  }
  return open(opening, caseId, agentId, facts, context)
}

const byCode = (
  command: Command & { readonly _tag: "DelegateByAccessCode" },
  facts: Facts,
  context: Context
): Decision<Event> => {
  const { agentId, caseId, delegationId, signedBy } = command
  const { delegate, redeemed } = facts
  if (redeemed === undefined || !AccessCode.mayChoose(redeemed, context.at)) return noCodeRedeemed({ caseId })
  const refused = firstRefusal(
    !Delegation.accepts(context.policy, "consumer") && Delegation.wayNotAccepted({ way: "consumer" }),
    delegate !== undefined && !delegate.agent.acceptsNewClients && Delegation.notAccepting({ agentId })
  )
  if (refused) return refused
  const reference = redeemed.accessCodeId
  const opening: Opening = { delegationId, origin: "access-code", reference, signedBy }
  const answer = open(opening, caseId, agentId, facts, context)
  return answer._tag === "Refused" || answer.events.length === 0
    ? answer
    : acceptAll<Event>([...answer.events, AccessCode.spent(redeemed)])
}

/**
 * Decides the beginning of a delegation by telephone or after an access code.
 *
 * **Rules**: DEL-06, DEL-07, DEL-15, DEL-18, ACC-06.
 *
 * @category machine
 */
export const decide = (command: Command, facts: Facts, context: Context): Decision<Event> =>
  command._tag === "DelegateByAccessCode" ? byCode(command, facts, context) : byCall(command, facts, context)
