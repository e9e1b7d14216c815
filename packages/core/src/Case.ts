/**
 * A consumer case, as far as a book of business needs it.
 *
 * Feeds of the eligibility system move a case; the portal only reads it, links an account to it and
 * delegates it.
 *
 * @since 0.1.0
 */
import type { CalendarDate, Instant } from "./CalendarDate.ts"
import type { Email, Language, Name, Phone, PostalAddress } from "./Contact.ts"
import { accept, type Context, type Decision } from "./Decider.ts"
import type { Event as DelegationEvent } from "./Delegation.ts"
import * as Format from "./Format.ts"
import type { AccountId, AgencyId, AgentId, Branded, CaseId } from "./Id.ts"
import * as Id from "./Id.ts"
import type { Npn } from "./Licence.ts"
import { type Cents, less } from "./Money.ts"

/** The number of a case as consumers know it: 8 to 12 digits. @category models */
export type CaseNumber = Branded<"CaseNumber">

/** Eligibility of one member of a household. @category models */
export type Eligibility =
  | "QhpAptcCsr"
  | "QhpAptc"
  | "QhpUnsubsidised"
  | "MediCal"
  | "ChildProgram"
  | "Ineligible"
  | "Pending"

/** What still has to be proven, and by when. @category models */
export interface Verification {
  readonly kind:
    | "income"
    | "citizenship"
    | "lawful-presence"
    | "incarceration"
    | "ssn"
    | "other-coverage"
    | "residency"
    | "sep"
  readonly dueOn: CalendarDate
}

/** The main health policy of a household for one year. @category models */
export interface Coverage {
  readonly state: "PlanSelected" | "Effectuated" | "Terminated" | "Cancelled"
  readonly carrier: string
  readonly plan: string
  readonly metal: "Bronze" | "Silver" | "Gold" | "Platinum"
  readonly effectiveOn: CalendarDate
  readonly endOn?: CalendarDate
  readonly grossPremium: Cents
  readonly aptc: Cents
  readonly binderDueOn?: CalendarDate
  readonly binderPaidOn?: CalendarDate
  readonly pastDue: boolean
  /** Agent of record on the policy; a third fact beside actor and delegate. @rule DEL-30 */
  readonly aorNpn?: Npn
}

/** The person who speaks for a household. @category models */
export interface PrimaryContact {
  readonly name: Name
  readonly dob: CalendarDate
  readonly phone?: Phone
  readonly email?: Email
  readonly preferredLanguage: Language
  readonly preferredChannel: "email" | "phone" | "mail"
  readonly address: PostalAddress
}

/** Whether an online account belongs to the case. @category models */
export type Account =
  | { readonly _tag: "None" }
  | { readonly _tag: "CodeIssued" }
  | { readonly _tag: "Linked"; readonly accountId?: AccountId }

/** A household with the exchange. @category models */
export interface Case {
  readonly caseId: CaseId
  readonly caseNumber: CaseNumber
  readonly primaryContact: PrimaryContact
  /** One entry for each member, the primary contact first; 1 to 30. */
  readonly members: ReadonlyArray<Eligibility>
  readonly application: {
    readonly year: number
    readonly state: "NotStarted" | "InProgress" | "Submitted" | "Determined" | "Closed" | "Withdrawn"
  }
  readonly coverage?: Coverage
  readonly verifications: ReadonlyArray<Verification>
  readonly renewal: "NotDue" | "AwaitingAction" | "AutoRenewed" | "ActivelyRenewed" | "OptedOut" | "AtRisk"
  readonly account: Account
  readonly lastActivityOn: CalendarDate
}

/** A case of a feed, with the delegate that the sending system knows. @category models */
export interface FeedEntry {
  readonly case: Case
  readonly delegate?: { readonly agentId: AgentId; readonly agencyId: AgencyId; readonly since: Instant }
}

/** Something happened to a case. @category models */
export type Event =
  | { readonly _tag: "CaseRecorded"; readonly case: Case }
  | { readonly _tag: "CaseAccountMoved"; readonly caseId: CaseId; readonly account: Account }

/** A delivery of cases from the eligibility system. @category models */
export interface Command {
  readonly _tag: "RecordCases"
  readonly entries: ReadonlyArray<FeedEntry>
}

/** Format of a case number. @category decoding */
export const caseNumber: Format.Format<CaseNumber> = Format.pattern(
  "case number",
  /^\d{8,12}$/,
  "a case number of 8 to 12 digits",
  "copy the case number from the notice of the exchange",
  (text) => text.trim()
)

/** The premium that the household pays itself. @category queries */
export const netPremium = (coverage: Coverage): Cents => less(coverage.grossPremium, coverage.aptc)

/** Members with Medi-Cal beside members with a plan. @category predicates */
export const isMixed = (value: Case): boolean =>
  value.members.includes("MediCal") && value.members.some((eligibility) => eligibility.startsWith("Qhp"))

/**
 * Decides a delivery of cases: what the feed knows replaces what it said before; an account that was linked here
 * stays linked, and a delegate is taken over only with a case that is new here, so that a consumer's own choice
 * made in the meantime wins.
 *
 * @category machine
 */
export const decide = (
  command: Command,
  known: (caseId: CaseId) => Case | undefined,
  context: Context
): Decision<Event | DelegationEvent> => {
  const events: Array<Event | DelegationEvent> = []
  const delivered = new Map<CaseId, Case>()
  command.entries.forEach(({ case: incoming, delegate }, index) => {
    const before = delivered.get(incoming.caseId) ?? known(incoming.caseId)
    const recorded =
      before === undefined || incoming.account._tag === "Linked" ? incoming : { ...incoming, account: before.account }
    delivered.set(incoming.caseId, recorded)
    events.push({ _tag: "CaseRecorded", case: recorded })
    if (before !== undefined || delegate === undefined) return
    events.push({
      _tag: "DelegationOpened",
      delegation: {
        delegationId: Id.derive(context.commandId, index),
        caseId: incoming.caseId,
        kind: "producer",
        delegate: { agentId: delegate.agentId, agencyId: delegate.agencyId },
        origin: "migration",
        state: { _tag: "Active", from: delegate.since }
      }
    })
  })
  return accept(...events)
}

/** Applies an event to a case; never fails. @category machine */
export const evolve = (known: Case | undefined, event: Event): Case =>
  event._tag === "CaseRecorded" ? event.case : { ...(known as Case), account: event.account }
