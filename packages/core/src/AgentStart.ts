/**
 * An application that an agent starts with a consumer: the case and its delegation begin in one instant.
 *
 * @since 0.1.0
 */
import * as Dates from "./CalendarDate.ts"
import type { Case, Event as CaseEvent, CaseNumber, Eligibility, PrimaryContact } from "./Case.ts"
import * as Claim from "./Claim.ts"
import type { Terms } from "./Consent.ts"
import { accept, type Context, type Decision } from "./Decider.ts"
import * as ExchangeNumber from "./ExchangeNumber.ts"
import type { AgentId, CaseId, DelegationId } from "./Id.ts"
import * as NewAgent from "./NewAgent.ts"
import { type Refusal, reason } from "./Refusal.ts"
import type { Member } from "./Standing.ts"

/** Starts an application. @rule DEL-04 @category models */
export interface Command {
  readonly _tag: "StartApplication"
  readonly delegationId: DelegationId
  readonly caseId: CaseId
  readonly caseNumber: CaseNumber
  readonly agentId: AgentId
  readonly primaryContact: PrimaryContact
  readonly members: ReadonlyArray<Eligibility>
  readonly year: number
  readonly signedBy: string
  readonly consent: Pick<Terms, "channel" | "evidence" | "spoken" | "representativeName">
}

/** What follows from it. @category models */
export type Event = CaseEvent | NewAgent.Event

/** What a decision looks at. @category models */
export interface Facts {
  /** Cases that have the identifier, the number or the birth date of the new one. */
  readonly candidates: ReadonlyArray<Case>
  readonly same: NewAgent.Facts["same"]
  readonly delegate: Member | undefined
}

/** A case fits the consumer, who may be a namesake, or its identifier or number is taken. @category errors */
export const caseFound = /*#__PURE__*/ reason(
  "CaseFound",
  "DEL-04",
  (f: { readonly by: "identifier" | "number" | "person" }) =>
    f.by === "person"
      ? "there is a case already of somebody with this name and birth date"
      : `the ${f.by} of the case is taken`,
  // Whether it is the same person is for people to find out who can ask for more than name and birth date.
  "have the consumer ask for you on the case that is there; a namesake applies in an account of the own or with the service center; an identifier or number that is taken needs a new one"
)

/** What of an application tells whether its case is there already. @category models */
export type Sought = Pick<Command, "caseId" | "caseNumber" | "primaryContact">

const foundBy = ({ caseId, caseNumber, primaryContact }: Sought, { candidates }: Pick<Facts, "candidates">) => {
  if (candidates.some((one) => one.caseId === caseId)) return "identifier"
  if (candidates.some((one) => one.caseNumber === caseNumber)) return "number"
  const sought = { name: primaryContact.name, dob: primaryContact.dob }
  return candidates.some((one) => Claim.fits(one, sought)) ? "person" : undefined
}

/** The refusal of an application whose case is there already, or whose number the exchange does not give. @rule DEL-04 @rule CAS-01 @category queries */
export const alreadyThere = (
  sought: Sought,
  facts: Pick<Facts, "candidates">,
  { policy }: Pick<Context, "policy">
): Refusal | undefined => {
  const by = foundBy(sought, facts)
  return by === undefined ? ExchangeNumber.caseWrong(sought.caseId, sought.caseNumber, policy) : caseFound({ by })
}

/** The case of an application that begins. @rule DEL-04 @category constructors */
export const begun = (
  { caseId, caseNumber, members, primaryContact, year }: Sought & Pick<Command, "members" | "year">,
  { at, policy }: Pick<Context, "at" | "policy">
): Case => ({
  caseId,
  caseNumber,
  primaryContact,
  members,
  application: { year, state: "InProgress" },
  verifications: [],
  renewal: "NotDue",
  account: { _tag: "None" },
  lastActivityOn: Dates.on(at, policy.timeZone)
})

/**
 * Decides the start of an application: the agent has the case at once, with the consent that was recorded.
 *
 * **Rules**: DEL-04, CAS-01, CON-01, CON-04.
 *
 * @category machine
 */
export const decide = (command: Command, facts: Facts, context: Context): Decision<Event> => {
  const { agentId, caseId, consent, delegationId, signedBy } = command
  const refused = alreadyThere(command, facts, context)
  if (refused) return refused
  const value = begun(command, context)
  const opened = NewAgent.open(
    { delegationId, origin: "agent-started", reference: context.commandId, signedBy, brought: consent },
    caseId,
    agentId,
    { ...facts, case: value, open: [], consents: [] },
    context
  )
  return opened._tag === "Refused" ? opened : accept<Event>({ _tag: "CaseRecorded", case: value }, ...opened.events)
}
