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
import {
  type Case,
  type Coverage,
  type Eligibility,
  isMixed,
  netPremium,
  npnOnRecord,
  type Renewal,
  type RenewalRisk,
  type Verification
} from "./Case.ts"
import type { Certification } from "./Certification.ts"
import { fullName } from "./Contact.ts"
import type { Delegation } from "./Delegation.ts"
import type { Employment } from "./Employment.ts"
import type { AgencyId, AgentId, CaseId, DelegationId } from "./Id.ts"
import type { Cents } from "./Money.ts"
import { isGood } from "./Standing.ts"
import { lastFour } from "./TaxId.ts"

/** A delegation with its case, agent, employment and agency: what a row is made of. @category models */
export interface Entry {
  readonly delegation: Delegation
  readonly case: Case
  readonly agent: Agent
  readonly employment: Employment
  readonly agency: Agency
}

/** One row; money in cents, absent values left out. @rule BOB-04 @category models */
export interface Row {
  readonly asOf: Instant
  readonly agencyId: AgencyId
  readonly agencyName: string
  readonly agencyFeinLast4: string
  readonly agentId: AgentId
  readonly agentName: string
  readonly agentLicence: string
  readonly agentNpn: string
  readonly agentCertification: Certification["_tag"]
  readonly agentEmployment: Employment["state"]
  readonly delegationId: DelegationId
  readonly delegationKind: Delegation["kind"]
  /** `Active` only while the delegate may act; a licence can lapse without anybody freezing the delegation. @rule DEL-08 */
  readonly delegationState: "Active" | "Frozen"
  readonly delegatedOn: CalendarDate
  readonly delegationOrigin: Delegation["origin"]
  readonly caseId: CaseId
  readonly caseNumber: string
  readonly primaryFirstName: string
  readonly primaryLastName: string
  readonly phone?: string
  readonly email?: string
  /** There where the household has asked not to be contacted. */
  readonly doNotContact?: true
  readonly preferredLanguage: string
  readonly county: string
  readonly zip: string
  readonly householdSize: number
  readonly coveredMembers: number
  readonly mixedHousehold: boolean
  readonly coverageYear: number
  readonly applicationStatus: Case["application"]["state"]
  readonly eligibilitySummary: ReadonlyArray<Eligibility>
  readonly conditional: boolean
  readonly openVerifications: ReadonlyArray<Verification>
  readonly nextDueOn?: CalendarDate
  readonly enrollmentStatus?: Coverage["state"]
  readonly carrier?: string
  readonly planName?: string
  readonly metal?: Coverage["metal"]
  readonly effectiveOn?: CalendarDate
  readonly endOn?: CalendarDate
  readonly grossPremium?: Cents
  readonly aptc?: Cents
  readonly netPremium?: Cents
  readonly binderDueOn?: CalendarDate
  readonly binderPaid?: boolean
  readonly pastDue?: boolean
  readonly renewalStatus: Renewal
  readonly renewalRisks: ReadonlyArray<RenewalRisk>
  readonly aorNpn?: string
  /** Whether the agent of record is the delegate; `false` means that commission is at risk. @rule DEL-30 */
  readonly aorMatchesDelegate?: boolean
  readonly accountLinked: boolean
  readonly lastActivityOn: CalendarDate
}

type Open<T> = { -readonly [K in keyof T]: T[K] }

/** What all rows of an agent have in common. */
interface Holder {
  readonly name: string
  readonly feinLast4: string
  readonly mayAct: boolean
}

/** What the rows of one book have in common. */
interface Page {
  readonly asOf: Instant
  readonly day: CalendarDate
  readonly zone: string
  readonly holders: Map<Agent, Holder & { readonly agency: Agency; readonly employment: Employment }>
}

const pageOf = (asOf: Instant, zone: string): Page => ({
  asOf,
  day: Dates.on(asOf, zone),
  zone,
  holders: new Map()
})

const holderOf = ({ agency, agent, employment }: Entry, { day, holders }: Page): Holder => {
  const known = holders.get(agent)
  if (known !== undefined && known.agency === agency && known.employment === employment) return known
  const made = {
    agency,
    employment,
    name: fullName(agent.name),
    feinLast4: lastFour(agency.fein),
    mayAct: isGood({ agency, agent, employment }, day)
  }
  holders.set(agent, made)
  return made
}

const none: ReadonlyArray<never> = /*#__PURE__*/ Object.freeze([])
const eligibilities: ReadonlyArray<Eligibility> = [
  "ChildProgram",
  "Ineligible",
  "MediCal",
  "Pending",
  "QhpAptc",
  "QhpAptcCsr",
  "QhpUnsubsidised"
]
const firstQhp = /*#__PURE__*/ eligibilities.indexOf("QhpAptc")
const codesOf = () => new Map(eligibilities.map((one, code) => [one, code]))
const codes = /*#__PURE__*/ codesOf()
// A household's kinds of eligibility as bits; a book has few different sets, and each is one list for all its rows.
const kindSets: Array<ReadonlyArray<Eligibility> | undefined> = []
const kindsOf = (bits: number): ReadonlyArray<Eligibility> =>
  (kindSets[bits] ??= Object.freeze(eligibilities.filter((_, code) => (bits >> code) & 1)))

const withCoverage = (row: Open<Row>, coverage: Coverage, npn: string, aorNpn: string | undefined): void => {
  row.enrollmentStatus = coverage.state
  row.carrier = coverage.carrier
  row.planName = coverage.plan
  row.metal = coverage.metal
  row.effectiveOn = coverage.effectiveOn
  row.grossPremium = coverage.grossPremium
  row.aptc = coverage.aptc
  row.netPremium = netPremium(coverage)
  row.binderPaid = coverage.binderPaidOn !== undefined
  row.pastDue = coverage.pastDue
  if (coverage.endOn !== undefined) row.endOn = coverage.endOn
  if (coverage.binderDueOn !== undefined) row.binderDueOn = coverage.binderDueOn
  if (aorNpn !== undefined) {
    row.aorNpn = aorNpn
    row.aorMatchesDelegate = aorNpn === npn
  }
}

const earliest = (verifications: ReadonlyArray<Verification>): CalendarDate | undefined => {
  let due = verifications[0]?.dueOn
  for (const { dueOn } of verifications) if (due !== undefined && dueOn < due) due = dueOn
  return due
}

const rowOn = (entry: Entry, page: Page): Row | undefined => {
  const { agency, agent, delegation } = entry
  const { state } = delegation
  if (state._tag !== "Active" && state._tag !== "Frozen") return undefined
  const { application, coverage, members, primaryContact, verifications } = entry.case
  const holder = holderOf(entry, page)
  let covered = 0
  let bits = 0
  for (const eligibility of members) {
    const code = codes.get(eligibility) ?? 0
    bits |= 1 << code
    if (code >= firstQhp) covered += 1
  }
  const row: Open<Row> = {
    asOf: page.asOf,
    agencyId: agency.agencyId,
    agencyName: agency.publicName,
    agencyFeinLast4: holder.feinLast4,
    agentId: agent.agentId,
    agentName: holder.name,
    agentLicence: agent.licence.number,
    agentNpn: agent.npn,
    agentCertification: agent.certification._tag,
    agentEmployment: entry.employment.state,
    delegationId: delegation.delegationId,
    delegationKind: delegation.kind,
    delegationState: state._tag === "Active" && holder.mayAct ? "Active" : "Frozen",
    delegatedOn: Dates.on(state.from, page.zone),
    delegationOrigin: delegation.origin,
    caseId: entry.case.caseId,
    caseNumber: entry.case.caseNumber,
    primaryFirstName: primaryContact.name.first,
    primaryLastName: primaryContact.name.last,
    preferredLanguage: primaryContact.preferredLanguage,
    county: primaryContact.address.county,
    zip: primaryContact.address.zip,
    householdSize: members.length,
    coveredMembers: covered,
    mixedHousehold: isMixed(entry.case),
    coverageYear: application.year,
    applicationStatus: application.state,
    eligibilitySummary: kindsOf(bits),
    conditional: verifications.length > 0,
    openVerifications: verifications,
    renewalStatus: entry.case.renewal,
    renewalRisks: entry.case.renewalRisks ?? none,
    accountLinked: entry.case.account._tag === "Linked",
    lastActivityOn: entry.case.lastActivityOn
  }
  if (primaryContact.phone !== undefined) row.phone = primaryContact.phone
  if (primaryContact.email !== undefined) row.email = primaryContact.email
  if (entry.case.doNotContact === true) row.doNotContact = true
  const due = earliest(verifications)
  if (due !== undefined) row.nextDueOn = due
  if (coverage !== undefined) withCoverage(row, coverage, agent.npn, npnOnRecord(entry.case, page.day))
  return row
}

/**
 * Makes the row of an entry, or `undefined` when the delegation does not hold its case.
 *
 * @rule BOB-04
 * @category constructors
 */
export const row = (entry: Entry, asOf: Instant, zone: string): Row | undefined => rowOn(entry, pageOf(asOf, zone))

/** Order of a book: by agent, then by case number; total, so that a file is deterministic. @rule BOB-02 @category ordering */
export const compare = (a: Row, b: Row): number => {
  if (a.agentId !== b.agentId) return a.agentId < b.agentId ? -1 : 1
  if (a.caseNumber !== b.caseNumber) return a.caseNumber < b.caseNumber ? -1 : 1
  return a.delegationId < b.delegationId ? -1 : a.delegationId > b.delegationId ? 1 : 0
}

/**
 * Makes a book from entries: the rows of the delegations that hold their case, in order.
 *
 * **Rules**: BOB-02, BOB-04, BOB-14.
 *
 * @category constructors
 */
export const rows = (entries: Iterable<Entry>, asOf: Instant, zone: string): ReadonlyArray<Row> => {
  const page = pageOf(asOf, zone)
  const made: Array<Row> = []
  for (const entry of entries) {
    const one = rowOn(entry, page)
    if (one !== undefined) made.push(one)
  }
  return made.sort(compare)
}
