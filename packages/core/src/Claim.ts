/**
 * Claiming a case by search: an agent names a consumer, attests the consumer's wish, and has the case at once.
 *
 * The consumer is not asked but always told. Where only associated agents may search, somebody who is new to the case
 * is blocked, and so are a colleague of the agent who holds it and everybody who was there before the present choice.
 * Whom the consumer has removed claims nowhere.
 *
 * @since 0.1.0
 */
import type { CalendarDate, Instant } from "./CalendarDate.ts"
import * as Dates from "./CalendarDate.ts"
import type { Case } from "./Case.ts"
import type { Terms } from "./Consent.ts"
import type { Name, Zip } from "./Contact.ts"
import { type Context, type Decision, firstRefusal } from "./Decider.ts"
import * as Delegation from "./Delegation.ts"
import type { AgentId, CaseId, DelegationId } from "./Id.ts"
import * as NewAgent from "./NewAgent.ts"
import * as PoliciesOnRecord from "./PoliciesOnRecord.ts"
import { type Refusal, reason } from "./Refusal.ts"
import type { Member } from "./Standing.ts"

/** What the consumer showed, with a keyed digest of its number that the host makes; never the number. @category models */
export interface IdentityDocument {
  readonly type: "driver-licence" | "state-id" | "passport" | "permanent-resident-card" | "other"
  readonly digest: string
}

/** The name and the birth date of a consumer, as the agent was told. @category models */
export interface Sought {
  readonly name: Name
  readonly dob: CalendarDate
  /** Narrows the search when several people have the name and the birth date. */
  readonly zip?: Zip
}

/** A claim. @rule DEL-13 @category models */
export interface Command {
  readonly _tag: "ClaimCase"
  readonly delegationId: DelegationId
  readonly agentId: AgentId
  readonly consumer: Sought
  readonly identity: IdentityDocument
  readonly met: "phone" | "in-person"
  /** Whether the agent attests that the consumer asked for this. */
  readonly attested: boolean
  readonly signedBy: string
  readonly consent: Pick<Terms, "channel" | "evidence" | "spoken" | "representativeName">
}

/** What a claim looks at. @category models */
export interface Facts extends Omit<NewAgent.Facts, "case" | "redeemed"> {
  /** The cases whose contact has the birth date. */
  readonly candidates: ReadonlyArray<Case>
  /** Every delegation of the case that was found, past ones included. */
  readonly history: ReadonlyArray<Delegation.Delegation>
  /** Every delegation of that case to a counselor, past ones included: they count where a case has one delegate in total. @rule DEL-09 */
  readonly counselors?: ReadonlyArray<Held>
}

/** A delegation by its state alone, whoever has it. @category models */
export interface Held {
  readonly state: { readonly _tag: string; readonly from?: Dates.Instant }
}

/** The exchange has no claims by search. @category errors */
export const claimsOff = /*#__PURE__*/ reason(
  "ClaimsNotOffered",
  "DEL-13",
  (f: { readonly agentId: AgentId }) => `agent \`${f.agentId}\` cannot claim a case by search here`,
  "have the consumer ask for you in the directory or through the service center"
)
/** The agent does not attest. @category errors */
export const notAttested = /*#__PURE__*/ reason(
  "NotAttested",
  "DEL-13",
  (f: { readonly agentId: AgentId }) => `agent \`${f.agentId}\` does not attest that the consumer asked for this`,
  "attest it only when the consumer has asked you to work the case"
)
/** Nobody fits what the agent was told. @category errors */
export const noMatch = /*#__PURE__*/ reason(
  "NoMatch",
  "DEL-14",
  (f: { readonly narrowed: boolean }) =>
    f.narrowed ? "no case fits name, birth date and ZIP code" : "no case fits name and birth date",
  "check the spelling and leave an old ZIP code out; when there is no case, start a new application with the consumer"
)
/** Namesakes who were born on one day: nobody guesses whose case is meant. @category errors */
export const severalMatch = /*#__PURE__*/ reason(
  "SeveralMatch",
  "DEL-14",
  (f: { readonly narrowed: boolean }) =>
    f.narrowed ? "several cases fit name, birth date and ZIP code" : "several cases fit name and birth date",
  "add the ZIP code; where it does not tell them apart, call the service center together with the consumer or have the consumer ask for you, and start no new application"
)
/** The agent is new to the case. @category errors */
export const notAssociated = /*#__PURE__*/ reason(
  "NotAssociated",
  "DEL-15",
  (f: { readonly agentId: AgentId }) => `agent \`${f.agentId}\` is not associated with the case that was found`,
  "call the service center together with the consumer, or have the consumer make the change"
)
/** The consumer has sent the agent away. @category errors */
export const removedByConsumer = /*#__PURE__*/ reason(
  "RemovedByConsumer",
  "DEL-05",
  (f: { readonly agentId: AgentId }) => `the consumer of the case that was found has removed agent \`${f.agentId}\``,
  "have the consumer ask for you again, or call the service center together with the consumer"
)
/** A colleague holds the case. @category errors */
export const colleaguesCase = /*#__PURE__*/ reason(
  "ColleaguesCase",
  "DEL-16",
  (f: { readonly agentId: AgentId }) => `the case that was found belongs to a colleague of agent \`${f.agentId}\``,
  "call the service center together with the consumer; being of the same agency is not enough"
)

const plain = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/[^\p{L}\p{N}]/gu, "")
    .toLowerCase()

/** Whether a case's contact is the person who is sought; accents, case and punctuation do not matter. @category predicates */
export const fits = ({ primaryContact }: Case, { dob, name, zip }: Sought): boolean =>
  primaryContact.dob === dob &&
  plain(primaryContact.name.first) === plain(name.first) &&
  plain(primaryContact.name.last) === plain(name.last) &&
  (zip === undefined || primaryContact.address.zip.slice(0, 5) === zip.slice(0, 5))

/** The one case that fits, or how many do not make one. @rule DEL-14 @category queries */
export const found = (candidates: ReadonlyArray<Case>, sought: Sought): Case | Refusal => {
  const [first, ...others] = candidates.filter((one) => fits(one, sought))
  const narrowed = sought.zip !== undefined
  if (first === undefined) return noMatch({ narrowed })
  return others.length > 0 ? severalMatch({ narrowed }) : first
}

const removals: ReadonlySet<Delegation.EndReason> = /*#__PURE__*/ new Set(["consumer-removed", "consent-rescinded"])
/** The ends by which a case went to somebody else, or left its agent by the word of the consumer or the exchange. */
const choices: ReadonlySet<Delegation.EndReason> = /*#__PURE__*/ new Set([
  "consumer-removed",
  "consent-rescinded",
  "replaced",
  "transferred",
  "exchange-ended"
])

/** How the last period of an agent with a case ended: when, and why; several reasons where more ended in one instant. */
interface Leaving {
  readonly until: Instant
  readonly why: ReadonlyArray<Delegation.EndReason>
}

const isOf =
  (agentId: AgentId) =>
  ({ delegate }: Delegation.Delegation): boolean =>
    delegate.agentId === agentId

/** The last leaving of an agent who has left a case and does not hold it now. */
const leavingOf = (history: ReadonlyArray<Delegation.Delegation>, agentId: AgentId): Leaving | undefined => {
  const own = history.filter(isOf(agentId))
  if (own.some(Delegation.holdsCase)) return undefined
  return own.reduce<Leaving | undefined>((last, { state }) => {
    if (state._tag !== "Ended" || (last !== undefined && state.until < last.until)) return last
    const why = state.until === last?.until ? last.why : []
    return { until: state.until, why: [...why, state.reason] }
  }, undefined)
}

/**
 * Whether the consumer has removed an agent, or taken the consent back, and the agent has not had the case since.
 *
 * @rule DEL-05
 * @category predicates
 */
export const isRemoved = (history: ReadonlyArray<Delegation.Delegation>, agentId: AgentId): boolean =>
  leavingOf(history, agentId)?.why.some((reason) => removals.has(reason)) ?? false

/**
 * Whether an agent is associated with a case: as its delegate, as the last one, who left it by an own step or with the
 * certification, or as agent of record since then.
 *
 * **Details**: never an agent from whom the case went to another, or whom the consumer removed, not even as agent of
 * record, since that record follows late; and nobody while another agent has the case, or after one had it, or a counselor
 * where a case has one delegate in total. Such an agent is new to the case until the consumer makes the change or speaks in a call.
 *
 * @rule DEL-05 DEL-15 DEL-20
 * @category predicates
 */
export const isAssociated = (
  value: Case,
  { agent }: Member,
  history: ReadonlyArray<Delegation.Delegation>,
  { at, policy }: Pick<Context, "at" | "policy">,
  counselors: ReadonlyArray<Held> = []
): boolean => {
  const isOwn = isOf(agent.agentId)
  if (history.some((one) => isOwn(one) && Delegation.holdsCase(one))) return true
  const leaving = leavingOf(history, agent.agentId)
  if (leaving?.why.some((reason) => choices.has(reason))) return false
  const others: ReadonlyArray<Held> = [
    ...history.filter((one) => !isOwn(one)),
    ...(policy.delegationExclusivity === "one-total" ? counselors : [])
  ]
  if (others.some(Delegation.holdsCase)) return false
  const records = PoliciesOnRecord.on(value, Dates.on(at, policy.timeZone))
  const own = records.filter(({ npn }) => npn === agent.npn)
  const since = [leaving?.until, ...own.map(({ from }) => Dates.startOf(from, policy.timeZone))]
  // Whoever became the delegate in the meantime was chosen by the consumer.
  return since.some(
    (one) => one !== undefined && others.every(({ state: { from } }) => from === undefined || from < one)
  )
}

const blocked = (
  value: Case,
  member: Member,
  { counselors, history }: Facts,
  context: Context
): Refusal | undefined => {
  const { agentId } = member.agent
  if (context.policy.claimBySearch === "any")
    return isRemoved(history, agentId) ? removedByConsumer({ agentId }) : undefined
  if (isAssociated(value, member, history, context, counselors)) return undefined
  const colleague = history.some((one) => Delegation.holdsCase(one) && one.delegate.agencyId === member.agency.agencyId)
  return colleague ? colleaguesCase({ agentId }) : notAssociated({ agentId })
}

/**
 * Decides a claim.
 *
 * **Rules**: DEL-05, DEL-13, DEL-14, DEL-15, DEL-16.
 *
 * @category machine
 */
export const decide = (command: Command, facts: Facts, context: Context): Decision<NewAgent.Event> => {
  const { agentId, consent, consumer, delegationId, identity, signedBy } = command
  const { claimBySearch } = context.policy
  const refused = firstRefusal(
    claimBySearch === "off" && claimsOff({ agentId }),
    // An associated agent is not a new one; whoever else may claim does so by attestation.
    claimBySearch === "any" &&
      !Delegation.accepts(context.policy, "attestation") &&
      Delegation.wayNotAccepted({ way: "attestation" }),
    !command.attested && notAttested({ agentId })
  )
  if (refused) return refused
  if (facts.delegate === undefined) return Delegation.unknownAgent({ agentId })
  const value = found(facts.candidates, consumer)
  if ("_tag" in value) return value
  const stopped = blocked(value, facts.delegate, facts, context)
  if (stopped) return stopped
  const reference = `${command.met}:${identity.type}:${identity.digest}`
  const opening: NewAgent.Opening = { delegationId, origin: "claim", reference, signedBy, brought: consent }
  return NewAgent.open(opening, value.caseId, agentId, { ...facts, case: value }, context)
}

/** The case that a claim is about, if exactly one fits. @category queries */
export const caseIdOf = (candidates: ReadonlyArray<Case>, sought: Sought): CaseId | undefined => {
  const value = found(candidates, sought)
  return "_tag" in value ? undefined : value.caseId
}
