/**
 * The book of business: one row for each case that is delegated, with what an agency works with.
 *
 * Three books exist: the agency's, one agent's and the own one. The agency's book is the disjoint union of
 * its agents' books. Writing rows to a file is the business of an adapter.
 *
 * @since 0.1.0
 */
import type { Agency } from "./Agency.ts"
import type { Agent } from "./Agent.ts"
import type { CalendarDate, Instant } from "./CalendarDate.ts"
import * as Dates from "./CalendarDate.ts"
import { type Case, isMixed, netPremium } from "./Case.ts"
import { fullName } from "./Contact.ts"
import { type Delegation, holdsCase } from "./Delegation.ts"
import type { Cents } from "./Money.ts"
import { lastFour } from "./TaxId.ts"

/** A delegation with its case, agent and agency: what a row is made of. @category models */
export interface Entry {
  readonly delegation: Delegation
  readonly case: Case
  readonly agent: Agent
  readonly agency: Agency
}

/** One row; money in cents, absent values left out. @rule BOB-04 @category models */
export interface Row {
  readonly asOf: Instant
  readonly agencyId: string
  readonly agencyName: string
  readonly agencyFeinLast4: string
  readonly agentId: string
  readonly agentName: string
  readonly agentLicence: string
  readonly agentNpn: string
  readonly delegationState: "Active" | "Frozen"
  readonly delegatedOn: CalendarDate
  readonly delegationOrigin: Delegation["origin"]
  readonly caseNumber: string
  readonly primaryFirstName: string
  readonly primaryLastName: string
  readonly phone?: string
  readonly email?: string
  readonly preferredLanguage: string
  readonly county: string
  readonly zip: string
  readonly householdSize: number
  readonly coveredMembers: number
  readonly mixedHousehold: boolean
  readonly coverageYear: number
  readonly applicationStatus: string
  readonly eligibilitySummary: ReadonlyArray<string>
  readonly conditional: boolean
  readonly openVerifications: ReadonlyArray<string>
  readonly nextDueOn?: CalendarDate
  readonly enrollmentStatus?: string
  readonly carrier?: string
  readonly planName?: string
  readonly metal?: string
  readonly effectiveOn?: CalendarDate
  readonly endOn?: CalendarDate
  readonly grossPremium?: Cents
  readonly aptc?: Cents
  readonly netPremium?: Cents
  readonly binderDueOn?: CalendarDate
  readonly binderPaid?: boolean
  readonly pastDue?: boolean
  readonly renewalStatus: string
  readonly aorNpn?: string
  /** Whether the agent of record is the delegate; `false` means that commission is at risk. @rule DEL-30 */
  readonly aorMatchesDelegate?: boolean
  readonly accountLinked: boolean
  readonly lastActivityOn: CalendarDate
}

const present = <T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never

/**
 * Makes the row of an entry, or `undefined` when the delegation does not hold its case.
 *
 * @rule BOB-04
 * @category constructors
 */
export const row = (entry: Entry, asOf: Instant, zone: string): Row | undefined => {
  const { agency, agent, delegation } = entry
  const { coverage, primaryContact, verifications } = entry.case
  const { state } = delegation
  if (state._tag !== "Active" && state._tag !== "Frozen") return undefined
  const due = verifications.map(({ dueOn }) => dueOn).sort()[0]
  const covered = entry.case.members.filter((eligibility) => eligibility.startsWith("Qhp")).length
  return present({
    asOf,
    agencyId: agency.agencyId,
    agencyName: agency.publicName,
    agencyFeinLast4: lastFour(agency.fein),
    agentId: agent.agentId,
    agentName: fullName(agent.name),
    agentLicence: agent.licence.number,
    agentNpn: agent.npn,
    delegationState: state._tag,
    delegatedOn: Dates.on(state.from, zone),
    delegationOrigin: delegation.origin,
    caseNumber: entry.case.caseNumber,
    primaryFirstName: primaryContact.name.first,
    primaryLastName: primaryContact.name.last,
    phone: primaryContact.phone,
    email: primaryContact.email,
    preferredLanguage: primaryContact.preferredLanguage,
    county: primaryContact.address.county,
    zip: primaryContact.address.zip,
    householdSize: entry.case.members.length,
    coveredMembers: covered,
    mixedHousehold: isMixed(entry.case),
    coverageYear: entry.case.application.year,
    applicationStatus: entry.case.application.state,
    eligibilitySummary: Array.from(new Set(entry.case.members)).sort(),
    conditional: verifications.length > 0,
    openVerifications: verifications.map(({ kind }) => kind),
    nextDueOn: due,
    enrollmentStatus: coverage?.state,
    carrier: coverage?.carrier,
    planName: coverage?.plan,
    metal: coverage?.metal,
    effectiveOn: coverage?.effectiveOn,
    endOn: coverage?.endOn,
    grossPremium: coverage?.grossPremium,
    aptc: coverage?.aptc,
    netPremium: coverage && netPremium(coverage),
    binderDueOn: coverage?.binderDueOn,
    binderPaid: coverage && coverage.binderPaidOn !== undefined,
    pastDue: coverage?.pastDue,
    renewalStatus: entry.case.renewal,
    aorNpn: coverage?.aorNpn,
    aorMatchesDelegate: coverage?.aorNpn === undefined ? undefined : coverage.aorNpn === agent.npn,
    accountLinked: entry.case.account._tag === "Linked",
    lastActivityOn: entry.case.lastActivityOn
  }) as Row
}

/** Order of a book: by agent, then by case number; total, so that a file is deterministic. @rule BOB-02 @category ordering */
export const compare = (a: Row, b: Row): number =>
  a.agentId < b.agentId
    ? -1
    : a.agentId > b.agentId
      ? 1
      : a.caseNumber < b.caseNumber
        ? -1
        : a.caseNumber > b.caseNumber
          ? 1
          : 0

/**
 * Makes a book from entries: the rows of the delegations that hold their case, in order.
 *
 * **Rules**: BOB-02, BOB-04.
 *
 * @category constructors
 */
export const rows = (entries: Iterable<Entry>, asOf: Instant, zone: string): ReadonlyArray<Row> => {
  const made: Array<Row> = []
  for (const entry of entries) {
    if (!holdsCase(entry.delegation)) continue
    const one = row(entry, asOf, zone)
    if (one !== undefined) made.push(one)
  }
  return made.sort(compare)
}
