/**
 * Claiming a case by search: an agent names a consumer, attests the consumer's wish, and has the case at once.
 *
 * The consumer is not asked but always told. Where only associated agents may search, somebody who is new to the case
 * is blocked, and so are a colleague of the agent who holds it and an agent whom the consumer has removed.
 *
 * @since 0.1.0
 */
import type { CalendarDate } from "./CalendarDate.ts"
import * as Dates from "./CalendarDate.ts"
import { type Case, npnOnRecord } from "./Case.ts"
import type { Terms } from "./Consent.ts"
import type { Name, Zip } from "./Contact.ts"
import { type Context, type Decision, firstRefusal } from "./Decider.ts"
import * as Delegation from "./Delegation.ts"
import type { AgentId, CaseId, DelegationId } from "./Id.ts"
import * as NewAgent from "./NewAgent.ts"
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
}

/** The exchange has no claims by search. @category errors */
export const claimsOff = /*#__PURE__*/ reason(
  "ClaimsNotOffered",
  "DEL-13",
  (_: { readonly agentId: AgentId }) => "a case cannot be claimed by search here",
  "have the consumer ask for you in the directory or through the service center"
)
/** The agent does not attest. @category errors */
export const notAttested = /*#__PURE__*/ reason(
  "NotAttested",
  "DEL-13",
  (f: { readonly agentId: AgentId }) => `agent \`${f.agentId}\` does not attest that the consumer asked for this`,
  "attest it only when the consumer has asked you to work the case"
)
/** Nobody, or more than one, fits what the agent was told. @category errors */
export const noMatch = /*#__PURE__*/ reason(
  "NoMatch",
  "DEL-14",
  (f: { readonly found: "none" | "several" }) =>
    f.found === "none" ? "no case fits name and birth date" : "several cases fit name and birth date",
  "check the spelling or add the ZIP code; when there is no case, start a new application with the consumer"
)
/** The agent is new to the case. @category errors */
export const notAssociated = /*#__PURE__*/ reason(
  "NotAssociated",
  "DEL-15",
  (f: { readonly agentId: AgentId }) => `agent \`${f.agentId}\` is not associated with the case that was found`,
  "call the service center together with the consumer, or have the consumer make the change"
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
  if (first === undefined) return noMatch({ found: "none" })
  return others.length > 0 ? noMatch({ found: "several" }) : first
}

const removals: ReadonlySet<Delegation.EndReason> = /*#__PURE__*/ new Set(["consumer-removed", "consent-rescinded"])

/**
 * How an agent's latest period with a case stands: it goes on, it ended, or the consumer ended it. Where two ended in
 * one instant, the consumer's word is the later one.
 */
const standingOf = (
  history: ReadonlyArray<Delegation.Delegation>,
  agentId: AgentId
): "none" | "holds" | "held" | "removed" => {
  let last = ""
  let standing: "none" | "held" | "removed" = "none"
  for (const one of history) {
    if (one.delegate.agentId !== agentId) continue
    if (Delegation.holdsCase(one)) return "holds"
    const { state } = one
    if (state._tag !== "Ended" || state.until < last) continue
    const isRemoved: boolean = removals.has(state.reason) || (standing === "removed" && state.until === last)
    standing = isRemoved ? "removed" : "held"
    last = state.until
  }
  return standing
}

/**
 * Whether an agent is associated with a case: as delegate now or before, or as agent of record on a day.
 *
 * **Details**: never an agent whom the consumer removed last, not even as agent of record, since that record follows a
 * removal late. Such an agent is new to the case until the consumer makes the change or speaks in a call.
 *
 * @rule DEL-05 DEL-15 DEL-20
 * @category predicates
 */
export const isAssociated = (
  value: Case,
  { agent }: Member,
  history: ReadonlyArray<Delegation.Delegation>,
  day: CalendarDate
): boolean => {
  const standing = standingOf(history, agent.agentId)
  return standing === "none" ? npnOnRecord(value, day) === agent.npn : standing !== "removed"
}

const blocked = (value: Case, member: Member, { history }: Facts, day: CalendarDate): Refusal | undefined => {
  const { agentId } = member.agent
  if (isAssociated(value, member, history, day)) return undefined
  const colleague = history.some((one) => Delegation.holdsCase(one) && one.delegate.agencyId === member.agency.agencyId)
  return colleague ? colleaguesCase({ agentId }) : notAssociated({ agentId })
}

/**
 * Decides a claim.
 *
 * **Rules**: DEL-13, DEL-14, DEL-15, DEL-16.
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
  const day = Dates.on(context.at, context.policy.timeZone)
  const stopped = claimBySearch === "associated" ? blocked(value, facts.delegate, facts, day) : undefined
  if (stopped) return stopped
  const reference = `${command.met}:${identity.type}:${identity.digest}`
  const opening: NewAgent.Opening = { delegationId, origin: "claim", reference, signedBy, terms: consent }
  return NewAgent.open(opening, value.caseId, agentId, { ...facts, case: value }, context)
}

/** The case that a claim is about, if exactly one fits. @category queries */
export const caseIdOf = (candidates: ReadonlyArray<Case>, sought: Sought): CaseId | undefined => {
  const value = found(candidates, sought)
  return "_tag" in value ? undefined : value.caseId
}
