/**
 * A consumer case, as far as a book of business needs it.
 *
 * Feeds of the eligibility system move a case; the portal only reads it, links an account to it and
 * delegates it.
 *
 * @since 0.1.0
 */
import * as AgentOfRecord from "./AgentOfRecord.ts"
import * as AgentOfRecordFeed from "./AgentOfRecordFeed.ts"
import type { CalendarDate, Instant } from "./CalendarDate.ts"
import * as Dates from "./CalendarDate.ts"
import * as CaseFacet from "./CaseFacet.ts"
import { isOver } from "./Certification.ts"
import type { Email, Language, Name, Phone, PostalAddress } from "./Contact.ts"
import { acceptAll, type Context, type Decision, firstRefusal } from "./Decider.ts"
import type { Event as DelegationEvent } from "./Delegation.ts"
import * as ExchangeNumber from "./ExchangeNumber.ts"
import type * as Format from "./Format.ts"
import type { AccountId, AgencyId, AgentId, Branded, CaseId, MemberId, PolicyId } from "./Id.ts"
import * as Id from "./Id.ts"
import type { Npn } from "./Licence.ts"
import * as Machine from "./Machine.ts"
import { type Cents, less } from "./Money.ts"
import type { Policy } from "./Policy.ts"
import { reason } from "./Refusal.ts"
import * as Standing from "./Standing.ts"

/** The number of a case as consumers know it: 8 to 12 digits. @category models */
export type CaseNumber = Branded<"CaseNumber">

/** What a member of a household may be eligible for. @category models */
export const eligibilities = [
  "QhpAptcCsr",
  "QhpAptc",
  "QhpUnsubsidised",
  "MediCal",
  "ChildProgram",
  "Ineligible",
  "Pending"
] as const
/** Eligibility of one member of a household. @category models */
export type Eligibility = (typeof eligibilities)[number]

/** What may have to be proven. @category models */
export const verificationKinds = [
  "income",
  "citizenship",
  "lawful-presence",
  "incarceration",
  "ssn",
  "other-coverage",
  "residency",
  "sep"
] as const

/** What still has to be proven, and by when. @category models */
export interface Verification {
  readonly kind: (typeof verificationKinds)[number]
  readonly dueOn: CalendarDate
  /** Whose it is, where the sending system tells the members apart. */
  readonly memberId?: MemberId
}

/** A verification as a feed tells of it: with the day on which it is due, or with the day on which it was asked for, or with none. @category models */
export interface Opened extends Omit<Verification, "dueOn"> {
  readonly dueOn?: CalendarDate
  /** Counts where no day is told on which it is due; absent, the day of the delivery. */
  readonly askedOn?: CalendarDate
}

/** What a member of a household is to the primary contact. @category models */
export const relations = [
  "self",
  "spouse",
  "domestic-partner",
  "child",
  "stepchild",
  "parent",
  "sibling",
  "other"
] as const

/** A member of a household by identifier; names and numbers of members stay with the eligibility system. @category models */
export interface Person {
  readonly memberId: MemberId
  readonly relation: (typeof relations)[number]
}

/** What may put the renewal of a household at risk. @category models */
export const renewalRisks = ["consent-expired", "no-tax-filing", "plan-ending", "documents-due"] as const
/** What puts the renewal of a household at risk. @category models */
export type RenewalRisk = (typeof renewalRisks)[number]

/** How far the renewal of a household is. @category models */
export type Renewal = CaseFacet.RenewalState

/** States of a policy, in the order of its life. @category models */
export const coverageStates = ["PlanSelected", "Effectuated", "Terminated", "Cancelled", "Reinstated"] as const
/** State of a policy; one that was over and runs again is `Reinstated`. @category models */
export type CoverageState = (typeof coverageStates)[number]

/** Checks whether a policy in a state is paid for and runs, for the first time or again. @category predicates */
export const isInForce = (state: string | undefined): boolean => state === "Effectuated" || state === "Reinstated"

/** Metal levels of plans, the one that pays least first; a catastrophic plan is one of minimum coverage. @category models */
export const metalLevels = ["Minimum Coverage", "Bronze", "Silver", "Gold", "Platinum"] as const

/** The main health policy of a household for one year. @category models */
export interface Coverage {
  /** Tells policies of a household apart; without it carrier, plan and first day do. @rule CAS-01 */
  readonly policyId?: PolicyId
  readonly state: CoverageState
  readonly carrier: string
  readonly plan: string
  readonly metal: (typeof metalLevels)[number]
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

/** What a policy is for. @category models */
export const policyKinds = ["health", "dental"] as const

/** A policy beside the main one: for the teeth, of another year, or of a part of the household. @category models */
export interface FurtherPolicy extends Omit<Coverage, "metal" | "policyId"> {
  readonly policyId: PolicyId
  readonly kind: (typeof policyKinds)[number]
  readonly year: number
  /** Absent where plans have none, as those for the teeth. */
  readonly metal?: Coverage["metal"]
  /** Since when the agent of record is, as the sending system has it. */
  readonly aorSince?: CalendarDate
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

/** Whether an online account belongs to the case, which its consumer can then delegate. @rule ACC-06 @category models */
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
  /** Who the members are, in their order; absent where nobody has told. */
  readonly persons?: ReadonlyArray<Person>
  readonly application: {
    readonly year: number
    readonly state: CaseFacet.ApplicationState
    /** When it was handed in last, where the sending system says so. */
    readonly submittedAt?: Instant
  }
  /** The main health policy, which the row of the book shows. */
  readonly coverage?: Coverage
  /** All other policies; absent where nobody has told of any. */
  readonly policies?: ReadonlyArray<FurtherPolicy>
  readonly verifications: ReadonlyArray<Verification>
  readonly renewal: Renewal
  readonly renewalRisks?: ReadonlyArray<RenewalRisk>
  /** Whether the application came on paper; it is in the book like any other. @rule BOB-14 */
  readonly paperOrigin?: boolean
  /**
   * Whether the household has asked not to be contacted, as the sending system has it. Who works a book is shown it; notices
   * of what happens to the case are owed to the consumer, and go out all the same.
   */
  readonly doNotContact?: boolean
  readonly account: Account
  readonly lastActivityOn: CalendarDate
  /** Who was on record for the main policy, and who is; kept here, whatever a feed delivers. @rule DEL-20 */
  readonly agentsOfRecord?: AgentOfRecord.History
  /** The same for each of the other policies, in the order in which it was recorded. @rule DEL-20 */
  readonly policyAgentsOfRecord?: ReadonlyArray<AgentOfRecord.OfPolicy>
}

/** A case as a feed delivers it. @category models */
export interface Delivered extends Omit<Case, "verifications"> {
  readonly verifications: ReadonlyArray<Opened>
}

/** A case of a feed, with the delegate that the sending system knows. @category models */
export interface FeedEntry {
  readonly case: Delivered
  readonly delegate?: { readonly agentId: AgentId; readonly agencyId: AgencyId; readonly since: Instant }
}

/** Something happened to a case. @category models */
export type Event =
  | {
      readonly _tag: "CaseRecorded"
      readonly case: Case
      /** The steps that its facets took since it was known; absent when they took none. @rule CAS-01 */
      readonly steps?: ReadonlyArray<CaseFacet.Step>
    }
  | {
      readonly _tag: "CaseAccountMoved"
      readonly caseId: CaseId
      readonly account: Account
      /** What it was before, where a code or an account was taken away. */
      readonly from?: Account["_tag"]
      /** How whoever took an account away knew the consumer; by whom and when says the journal. @rule ACC-03 */
      readonly identityMethod?: "personal-data" | "document" | "call-back"
    }
  | {
      readonly _tag: "AgentOfRecordChanged"
      readonly caseId: CaseId
      readonly entry: AgentOfRecord.Entry | AgentOfRecord.OfPolicy
    }

/** A delivery of cases from the eligibility system. @category models */
export interface Command {
  readonly _tag: "RecordCases"
  readonly entries: ReadonlyArray<FeedEntry>
}

/** Format of a case number, whatever exchange gives it. @category decoding */
export const caseNumber: Format.Format<CaseNumber> = /*#__PURE__*/ ExchangeNumber.format(
  "case number",
  "the notice of the exchange"
)

/** The premium that the household pays itself. @category queries */
export const netPremium = (coverage: Coverage): Cents => less(coverage.grossPremium, coverage.aptc)

/** Members with Medi-Cal beside members with a plan. @category predicates */
export const isMixed = (value: Case): boolean =>
  value.members.includes("MediCal") && value.members.some((eligibility) => eligibility.startsWith("Qhp"))

/** What a decision about a delivery looks at. @category models */
export interface Facts {
  readonly case: (caseId: CaseId) => Case | undefined
  /** The case that has a number. */
  readonly byNumber: (caseNumber: CaseNumber) => Case | undefined
  /** The delegate as a member of the agency, whatever the state of the employment. */
  readonly member: (agentId: AgentId, agencyId: AgencyId) => Standing.Member | undefined
}

/** A case number belongs to another case. @category errors */
export const numberInUse = /*#__PURE__*/ reason(
  "CaseNumberInUse",
  "DEL-03",
  (f: { readonly caseId: CaseId; readonly holder: CaseId }) =>
    `the number of case \`${f.caseId}\` belongs to case \`${f.holder}\``,
  "correct the number, or deliver the case under the identifier it has here"
)
/** A delegate is not on the roster of the agency that is named. @category errors */
export const delegateUnknown = /*#__PURE__*/ reason(
  "DelegateNotOnRoster",
  "AGY-01",
  (f: { readonly caseId: CaseId; readonly agentId: AgentId; readonly agencyId: AgencyId }) =>
    `the delegate of case \`${f.caseId}\`, agent \`${f.agentId}\`, is not on the roster of agency \`${f.agencyId}\``,
  "deliver the roster first, or leave the delegate out"
)
/** A delegation would begin in the future. @category errors */
export const delegationInFuture = /*#__PURE__*/ reason(
  "DelegationInFuture",
  "DEL-10",
  (f: { readonly caseId: CaseId; readonly since: Instant }) =>
    `the delegation of case \`${f.caseId}\` begins only at \`${f.since}\``,
  "deliver the delegation once it has begun"
)

/** The persons of a case are others than its members. @category errors */
export const personsDiffer = /*#__PURE__*/ reason(
  "CasePersonsDiffer",
  "CAS-01",
  (f: { readonly caseId: CaseId }) => `case \`${f.caseId}\` has other \`persons\` than \`members\``,
  "deliver one person for each member, in the same order, each once, and verifications of these persons"
)
/** A policy stands in a case twice. @category errors */
export const policyTwice = /*#__PURE__*/ reason(
  "CasePolicyTwice",
  "CAS-01",
  (f: { readonly caseId: CaseId; readonly policyId: PolicyId }) =>
    `policy \`${f.policyId}\` of case \`${f.caseId}\` is there twice`,
  "deliver each policy once, the main one as `coverage` and the others in `policies`"
)

const hasOtherPersons = ({ members, persons, verifications }: Case): boolean => {
  const ids = new Set(persons?.map(({ memberId }) => memberId))
  return (
    (persons !== undefined && (persons.length !== members.length || ids.size !== persons.length)) ||
    verifications.some(({ memberId }) => memberId !== undefined && !ids.has(memberId))
  )
}

const twice = ({ coverage, policies = [] }: Case): PolicyId | undefined => {
  const seen = new Set<PolicyId | undefined>([coverage?.policyId])
  return policies.find(({ policyId }) => seen.size === seen.add(policyId).size)?.policyId
}

// What is told counts. What was open before stays due when it was, each of a kind for itself and also where a feed says whose
// it is only from now on; and what is new has the window of the policy.
const due = (
  told: ReadonlyArray<Opened>,
  before: ReadonlyArray<Verification>,
  day: CalendarDate,
  { documentWindowDays }: Policy
): ReadonlyArray<Verification> => {
  const left = [...before]
  const days = told.map(({ askedOn, dueOn }) => dueOn ?? (askedOn && Dates.plusDays(askedOn, documentWindowDays)))
  const stays = (one: Opened, fits: (other: Verification) => boolean): CalendarDate | undefined => {
    const at = left.findIndex((other) => other.kind === one.kind && fits(other))
    return at < 0 ? undefined : left.splice(at, 1)[0]?.dueOn
  }
  const maybe = (one: Opened) => (other: Verification) =>
    one.memberId === undefined || other.memberId === undefined || one.memberId === other.memberId
  // Whatever is told with its day takes no day away from another, and whoever is named has what is known of nobody last.
  for (const [n, one] of told.entries())
    if (days[n] !== undefined) stays(one, (other) => other.dueOn === days[n] && maybe(one)(other))
  for (const fits of [(one: Opened) => (other: Verification) => other.memberId === one.memberId, maybe])
    for (const [n, one] of told.entries()) days[n] ??= stays(one, fits(one))
  return told.map(({ askedOn: _, dueOn: _told, ...one }, n) => ({
    ...one,
    dueOn: days[n] ?? Dates.plusDays(day, documentWindowDays)
  }))
}

// What one feed tells as the main policy, without an identifier, and another one beside it, is one when it says all the same.
const once = (value: Case): Case => {
  const { coverage: main, policies } = value
  if (main === undefined || main.policyId !== undefined) return value
  const { aptc, endOn, grossPremium, state } = main
  const same = policies?.find(
    (one) =>
      one.kind === "health" &&
      CaseFacet.isSamePolicy(main, one) &&
      one.state === state &&
      one.endOn === endOn &&
      one.grossPremium === grossPremium &&
      one.aptc === aptc
  )
  if (policies === undefined || same === undefined) return value
  const { policyId } = same
  return { ...value, coverage: { ...main, policyId }, policies: policies.filter((one) => one !== same) }
}

// The other policies that stay where nothing is told of them: all but the one that is the main one now.
const left = (before: Case, incoming: Case): Case["policies"] => {
  const now = incoming.coverage
  const was = now && CaseFacet.knownAs(before, incoming).get(now)
  return before.policies?.filter((one) => one !== was)
}

// A feed that knows nothing of the people or of other policies does not take them away.
const told = (before: Case | undefined, told: Delivered, day: CalendarDate, policy: Policy): Case => {
  const open = before?.verifications ?? []
  const incoming = { ...told, verifications: due(told.verifications, open, day, policy) }
  if (before === undefined) return once(incoming)
  const { members, persons = before.persons, policies = left(before, incoming) } = incoming
  return once({
    ...incoming,
    ...(persons === undefined || (incoming.persons === undefined && persons.length !== members.length)
      ? {}
      : { persons }),
    ...(policies === undefined ? {} : { policies })
  })
}

const refused = (
  { delegate }: FeedEntry,
  incoming: Case,
  before: Case | undefined,
  facts: Facts,
  { at, policy }: Context
) => {
  const { caseId } = incoming
  const repeated = twice(incoming)
  const holder = facts.byNumber(incoming.caseNumber)
  return firstRefusal(
    before?.caseNumber !== incoming.caseNumber && ExchangeNumber.caseWrong(caseId, incoming.caseNumber, policy),
    hasOtherPersons(incoming) && personsDiffer({ caseId }),
    repeated !== undefined && policyTwice({ caseId, policyId: repeated }),
    holder !== undefined && holder.caseId !== caseId && numberInUse({ caseId, holder: holder.caseId }),
    delegate !== undefined && at < delegate.since && delegationInFuture({ caseId, since: delegate.since }),
    delegate !== undefined &&
      facts.member(delegate.agentId, delegate.agencyId) === undefined &&
      delegateUnknown({ caseId, agentId: delegate.agentId, agencyId: delegate.agencyId })
  )
}

// Who was on record is known here alone, and no delivery says it.
const onRecord = (
  before: Case | undefined,
  { agentsOfRecord: _, policyAgentsOfRecord: _others, ...now }: Case,
  day: CalendarDate,
  at: Instant
): Case => {
  const known = before ?? {}
  const was = before === undefined ? new Map<object, object>() : CaseFacet.knownAs(before, now)
  return { ...now, ...AgentOfRecordFeed.delivered(known, now, was, { day, at }) }
}

/**
 * Decides a delivery of cases: what the feed knows replaces what it said before; an account that was linked here
 * stays linked, and a delegate is taken over only with a case that is new here, so that a consumer's own choice
 * made in the meantime wins. A case whose delegate is not certified is taken over frozen, and without a delegate once
 * the clients of an agent whose certification is over are free, or the agent has left the agency that is named: a book
 * does not move with its agent, and nothing is left behind by whoever leaves. Persons and policies beside the main one stay
 * when a delivery says nothing of them, but for a policy that is the main one now, and so does the day on which a verification is due; one that is new and has none
 * is due after the window of the policy. Application, enrollment and renewal go by the steps of `CaseFacet`; a delivery in which one of them skips or undoes a step is refused as a whole.
 *
 * A case number that is new here has the form that the policy gives.
 *
 * **Rules**: AGY-01, CAS-01, DEL-04, DEL-08, DEL-20, DEL-25, EMP-04, EMP-07.
 *
 * @category machine
 */
export const decide = (command: Command, facts: Facts, context: Context): Decision<Event | DelegationEvent> => {
  const day = Dates.on(context.at, context.policy.timeZone)
  const events: Array<Event | DelegationEvent> = []
  const delivered = new Map<CaseId, Case>()
  const numbers = new Map<CaseNumber, CaseId>()
  const said = new Map<CaseId, Case>()
  const moves: Array<{ readonly now: Case; readonly steps: ReadonlyArray<CaseFacet.Step> }> = []
  for (const entry of command.entries) {
    const { caseId, caseNumber: number } = entry.case
    const holder = numbers.get(number) ?? caseId
    // Entries of one case follow each other, so that a delivery can tell several steps.
    const before = said.get(caseId) ?? facts.case(caseId)
    const now = told(before, entry.case, day, context.policy)
    const refusal = holder === caseId ? refused(entry, now, before, facts, context) : numberInUse({ caseId, holder })
    if (refusal !== undefined) return refusal
    numbers.set(number, caseId)
    const steps = CaseFacet.steps(caseId, before, now)
    if ("_tag" in steps) return steps
    moves.push({ now, steps })
    said.set(caseId, now)
  }
  command.entries.forEach(({ delegate }, index) => {
    const { now: incoming, steps: taken } = moves[index] as (typeof moves)[number]
    const before = delivered.get(incoming.caseId) ?? facts.case(incoming.caseId)
    const links =
      incoming.account._tag === "Linked" &&
      Machine.refusal(CaseFacet.account, before?.account._tag ?? "None", "link") === undefined
    const keeps = before !== undefined && !links
    const said = onRecord(before, incoming, day, context.at)
    const recorded: Case = keeps ? { ...said, account: before.account } : said
    delivered.set(incoming.caseId, recorded)
    const steps: ReadonlyArray<CaseFacet.Step> = [
      ...taken,
      ...(before !== undefined && links
        ? [{ machine: "account", trigger: "link", from: before.account._tag, to: "Linked" } as const]
        : [])
    ]
    events.push({ _tag: "CaseRecorded", case: recorded, ...(steps.length === 0 ? {} : { steps }) })
    if (before !== undefined || delegate === undefined) return
    const { agencyId, agentId, since } = delegate
    const member = facts.member(agentId, agencyId) as Standing.Member
    const { certification, dispositionUntil } = member.agent
    // Nobody is left to move this client, who is free like those before; and an agent who left was to leave no client.
    if ((isOver(certification) && dispositionUntil === undefined) || Standing.hasLeft(member)) return
    // Frozen is what a step of the agent's certification thaws, or of who is back for the clients that the agency keeps;
    // every other gap withholds authority by itself.
    const kept = member.employment.state === "Inactive" && dispositionUntil !== undefined
    const certified = certification._tag === "Certified" && !kept
    events.push({
      _tag: "DelegationOpened",
      delegation: {
        delegationId: Id.derive(context.commandId, index),
        caseId: incoming.caseId,
        kind: "producer",
        delegate: { agentId, agencyId },
        origin: "migration",
        state: certified ? { _tag: "Active", from: since } : { _tag: "Frozen", from: since, since: context.at }
      }
    })
  })
  return acceptAll(events)
}

/** Whom a policy has on record, and since which day. @category models */
export interface OnRecord {
  readonly npn: Npn | undefined
  readonly from: CalendarDate
}

/**
 * Who is on record for the policy of a case on a day, and since when; of a policy that has not begun, who is when it
 * begins. Nothing for a case without a policy.
 *
 * @rule DEL-20
 * @category queries
 */
export const recordOn = ({ agentsOfRecord, coverage }: Case, day: CalendarDate): OnRecord | undefined => {
  if (coverage === undefined) return undefined
  const { aorNpn, effectiveOn } = coverage
  const known = agentsOfRecord && AgentOfRecord.on(agentsOfRecord, effectiveOn > day ? effectiveOn : day)
  return known === undefined ? { npn: aorNpn, from: effectiveOn } : { npn: known.npn, from: known.from }
}

/**
 * Who is on record for the policy of a case on a day; of a policy that has not begun, who is when it begins.
 *
 * @rule DEL-20
 * @category queries
 */
export const npnOnRecord = (value: Case, day: CalendarDate): Npn | undefined => recordOn(value, day)?.npn

/**
 * Who the last statement about a policy puts on record; until its day has come, somebody else may be.
 *
 * @rule DEL-20
 * @category queries
 */
export const lastOnRecord = ({ agentsOfRecord, coverage }: Case): Npn | undefined => {
  if (coverage === undefined) return undefined
  const last = agentsOfRecord?.at(-1)
  return last === undefined ? coverage.aorNpn : last.npn
}

/**
 * The day from which the last statement about a policy counts, where somebody else may be on record until then; absent where
 * it counts from the beginning of the policy, as most do.
 *
 * @rule DEL-20
 * @category queries
 */
export const lastOnRecordFrom = ({ agentsOfRecord, coverage }: Case): CalendarDate | undefined => {
  const from = agentsOfRecord?.at(-1)?.from
  return coverage === undefined || from === undefined || from <= coverage.effectiveOn ? undefined : from
}

/** Applies an event to a case; never fails. @category machine */
export const evolve = (known: Case | undefined, event: Event): Case => {
  if (event._tag === "CaseRecorded") return event.case
  const before = known as Case
  if (event._tag === "CaseAccountMoved") return { ...before, account: event.account }
  const { entry } = event
  return "policyId" in entry
    ? { ...before, policyAgentsOfRecord: [...(before.policyAgentsOfRecord ?? []), entry] }
    : { ...before, agentsOfRecord: [...(before.agentsOfRecord ?? []), entry] }
}
