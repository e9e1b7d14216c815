/**
 * What waits for somebody: certifications that are stuck, what runs out, requests that age, cases that nobody may work,
 * policies that pay another than who works them, and what the exchange has been asked or told and has not looked at.
 *
 * A worklist decides nothing; it shows records in the order in which they need somebody, oldest or soonest first.
 *
 * @since 0.1.0
 */
import type { Agency } from "./Agency.ts"
import * as AgencyChange from "./AgencyChange.ts"
import * as AgencyName from "./AgencyName.ts"
import type { Agent, Report, Reported } from "./Agent.ts"
import type { Row } from "./BookOfBusiness.ts"
import type { CalendarDate, Instant } from "./CalendarDate.ts"
import * as Dates from "./CalendarDate.ts"
import type { Case } from "./Case.ts"
import { isCertifiedOn } from "./Certification.ts"
import { fullName } from "./Contact.ts"
import type { Delegation } from "./Delegation.ts"
import { freeOn } from "./Disposition.ts"
import type { Employment } from "./Employment.ts"
import type { AgencyId, AgentId, CaseId, DelegationId, PolicyId } from "./Id.ts"
import * as PoliciesOnRecord from "./PoliciesOnRecord.ts"
import type { Policy } from "./Policy.ts"
import * as Requirement from "./Requirement.ts"
import * as Standing from "./Standing.ts"

/** Since when an agent has been on the way to a certification; absent for everybody else. @category queries */
export const applyingSince = ({ certification }: Agent): Instant | undefined =>
  certification._tag === "Pending" || certification._tag === "Eligible" ? certification.since : undefined

/**
 * The last day of the licence of an agent who works or is on the way to it; absent for whoever was turned away or is
 * over, and whose licence the exchange has no interest in any more.
 *
 * @category queries
 */
export const licenceEnds = ({ certification, licence }: Agent): CalendarDate | undefined => {
  switch (certification._tag) {
    case "Pending":
    case "Eligible":
    case "Certified":
    case "Suspended":
      return licence.expiresOn
    case "Incomplete":
    case "Denied":
    case "Withdrawn":
    case "Discarded":
    case "TerminatedVested":
    case "TerminatedForCause":
    case "Deceased":
      return undefined
  }
}

/** The first day on which a certification no longer holds; absent for whoever has none. @category queries */
export const termEnds = ({ certification }: Agent): CalendarDate | undefined =>
  certification._tag === "Certified" || certification._tag === "Suspended" ? certification.term.until : undefined

/** Marks agents whose login or licence, whatever its dates, keeps them from acting. @category queries */
export const barred = ({ licence, locked }: Agent): "yes" | undefined =>
  locked || licence.status !== "active" || !licence.health ? "yes" : undefined

/** The last day of the first document or the agreement of a live agency that runs out; absent when none does. @category queries */
export const documentsEnd = ({ agreement, certification, documents }: Agency): CalendarDate | undefined => {
  if (certification._tag === "Terminated") return undefined
  let first = agreement?.expiresOn
  for (const { expiresOn } of documents)
    if (expiresOn !== undefined && (first === undefined || expiresOn < first)) first = expiresOn
  return first
}

/** Since when an agency's change of name, FEIN or licence number has waited for the exchange. @rule AGY-13 @category queries */
export const changeWaitsSince = ({ change }: Agency): Instant | undefined => change?.requestedAt

/** Since when the exchange has been asked for an association; absent for every other place. @rule AGT-03 @category queries */
export const reviewWaitsSince = ({ review, since }: Employment): Instant | undefined =>
  review === true ? since : undefined

/** The day of the first report of an agent that waits for the exchange. @rule AGT-21 @category queries */
export const reportedOn = ({ reports = {} }: Agent): CalendarDate | undefined =>
  Object.values(reports)
    .map((report) => report.reportedOn)
    .sort()[0]

/** Since when none of the managers of a live agency is certified; absent while one is. @rule AGY-12 @category queries */
export const withoutManagerSince = ({ certification, withoutManager }: Agency): Instant | undefined =>
  certification._tag === "Terminated" ? undefined : withoutManager?.since

/** The moment for which a worklist is shown, on the calendar of the exchange. @category models */
export interface Moment {
  readonly day: CalendarDate
  readonly policy: Policy
}

const daysSince = (at: Instant, { day, policy }: Moment): number =>
  Dates.toEpochDay(day) - Dates.toEpochDay(Dates.on(at, policy.timeZone))

/** A certification on its way. @category models */
export interface Stuck {
  readonly agentId: AgentId
  readonly name: string
  /** The agency that the agent is to work for, if there is one. */
  readonly agencyId?: AgencyId
  readonly state: "Pending" | "Eligible"
  readonly since: Instant
  /** Full days on the calendar of the exchange. */
  readonly days: number
  /** Everything that is not met yet, in the order of the checklist; nothing when only the exchange is waited for. */
  readonly open: ReadonlyArray<Requirement.Item>
  /** What of it can be met now, and so is what the agent is stuck at. */
  readonly next: ReadonlyArray<Requirement.Item>
  /** Which training and exam it is, as far as the agency is known. */
  readonly curriculum?: Requirement.Curriculum
  /** Which agreement is signed, as far as the agency is known. */
  readonly agreement?: Requirement.AgreementKind
}

/**
 * The way of an agent to a certification, with what is still open; and, for whoever names the managers of the agency, with which
 * training, exam and agreement that is.
 *
 * **Rules**: AGT-05, AGT-18.
 *
 * @category queries
 */
export const stuck = (
  agent: Agent,
  agencyId: AgencyId | undefined,
  moment: Moment,
  managers?: ReadonlyArray<AgentId>
): Stuck | undefined => {
  const { agentId, certification, name } = agent
  if (certification._tag !== "Pending" && certification._tag !== "Eligible") return undefined
  const { checklist, since, _tag: state } = certification
  return {
    ...{ agentId, name: fullName(name), state, since, days: daysSince(since, moment) },
    ...(agencyId === undefined ? {} : { agencyId }),
    open: Requirement.openItems(checklist),
    next: Requirement.nextItems(checklist),
    ...(managers === undefined ? {} : Requirement.meant(agentId, managers))
  }
}

/** What can run out. @category models */
export type Expiry = "licence" | "term" | "document"

/** Something that runs out, or has run out. @category models */
export interface Expiring {
  readonly what: Expiry
  readonly agencyId?: AgencyId
  readonly agentId?: AgentId
  /** Name of the agent or of the agency. */
  readonly name: string
  /** The last day on which it is good; of documents, the first of them. */
  readonly lastDay: CalendarDate
  readonly over: boolean
  /** The documents of an agency that run out, soonest first. */
  readonly documents?: ReadonlyArray<Agency["documents"][number]>
  /** The last day of the agency's agreement, when it runs out as well. */
  readonly agreementEnds?: CalendarDate
}

/** The licence or the term of an agent, when its last day comes before a day. @category queries */
export const agentExpiry = (
  what: Exclude<Expiry, "document">,
  agent: Agent,
  agencyId: AgencyId | undefined,
  before: CalendarDate,
  { day }: Moment
): Expiring | undefined => {
  const end = termEnds(agent)
  const lastDay = what === "licence" ? licenceEnds(agent) : end && Dates.plusDays(end, -1)
  return lastDay === undefined || lastDay >= before
    ? undefined
    : {
        ...{ what, agentId: agent.agentId, name: fullName(agent.name), lastDay, over: lastDay < day },
        ...(agencyId === undefined ? {} : { agencyId })
      }
}

const ends = ({ expiresOn }: Agency["documents"][number]): CalendarDate => expiresOn as CalendarDate

/** The documents of a live agency whose last day comes before a day; absent when there are none. @category queries */
export const documentExpiry = (agency: Agency, before: CalendarDate, { day }: Moment): Expiring | undefined => {
  const { agencyId, agreement, documents, publicName: name } = agency
  const lastDay = documentsEnd(agency)
  if (lastDay === undefined || lastDay >= before) return undefined
  const ending = documents
    .filter(({ expiresOn }) => expiresOn !== undefined && expiresOn < before)
    .sort((a, b) => (ends(a) < ends(b) ? -1 : 1))
  return {
    ...{ what: "document", agencyId, name, lastDay, over: lastDay < day, documents: ending },
    ...(agreement !== undefined && agreement.expiresOn < before ? { agreementEnds: agreement.expiresOn } : {})
  }
}

/** How long a request has waited, and when it expires. @category models */
export interface Ageing {
  readonly days: number
  /** The day on which nobody can answer it any more. */
  readonly expiresOn: CalendarDate
}

/** The age of a request; absent for what is no request. @rule DEL-23 @category queries */
export const ageOf = ({ state }: Delegation, moment: Moment): Ageing | undefined =>
  state._tag === "Requested"
    ? {
        days: daysSince(state.at, moment),
        expiresOn: Dates.plusDays(Dates.on(state.at, moment.policy.timeZone), moment.policy.requestDays)
      }
    : undefined

/** How an agent is found who may not act: by the state of the certification, its end, the licence, or a bar. @category models */
export type Cause = "certification" | "term" | "licence" | "barred"

/**
 * The first cause that keeps an agent from acting, as far as it lies in the agent; each agent is found under one.
 *
 * **Rules**: EMP-02.
 *
 * @category queries
 */
export const causeOf = (agent: Agent, day: CalendarDate): Cause | undefined => {
  if (agent.certification._tag !== "Certified") return "certification"
  if ((termEnds(agent) ?? day) <= day) return "term"
  if (agent.licence.expiresOn < day) return "licence"
  return barred(agent) === undefined ? undefined : "barred"
}

/** An agency that waits for a manager who is certified. @rule AGY-12 @category models */
export interface Forsaken {
  readonly agencyId: AgencyId
  readonly name: string
  readonly since: Instant
  /** The last day of the grace, after which the daily run suspends the agency. */
  readonly until: CalendarDate
  /** Full days that are left, the last one included; none once the grace is over. */
  readonly daysLeft: number
  readonly suspended: boolean
}

/** An agency none of whose managers is certified; absent while one is. @rule AGY-12 @category queries */
export const forsaken = (agency: Agency, { day }: Pick<Moment, "day">): Forsaken | undefined => {
  const { agencyId, certification, publicName, withoutManager } = agency
  if (withoutManager === undefined || certification._tag === "Terminated") return undefined
  const { since, until } = withoutManager
  const left = Dates.toEpochDay(until) - Dates.toEpochDay(day) + 1
  return {
    ...{ agencyId, name: publicName, since, until },
    daysLeft: Math.max(0, left),
    suspended: certification._tag === "Suspended"
  }
}

/** Cases whose agent, or whose whole agency, may not work them. @category models */
export interface Idle {
  readonly agencyId: AgencyId
  /** Absent when it is the agency that may not. */
  readonly agentId?: AgentId
  readonly name: string
  readonly gaps: ReadonlyArray<Standing.Gap>
  readonly cases: number
  /** First day on which they are free unless somebody moves them; absent where none is set. @rule DEL-25 EMP-04 */
  readonly clientsUntil?: CalendarDate
}

/** The cases of an agent who has no authority today; absent when there are none, or the agent may act. @rule EMP-02 @category queries */
export const idle = (member: Standing.Member, cases: number, day: CalendarDate): Idle | undefined => {
  const { agency, agent } = member
  const gaps = Standing.gaps(member, day)
  const clientsUntil = freeOn(member, cases)
  return cases === 0 || gaps.length === 0
    ? undefined
    : {
        ...{ agencyId: agency.agencyId, agentId: agent.agentId, name: fullName(agent.name), gaps, cases },
        ...(clientsUntil === undefined ? {} : { clientsUntil })
      }
}

/** The cases of an agency that is not certified. @rule AGY-11 @category queries */
export const idleAgency = ({ agencyId, certification, publicName }: Agency, cases: number): Idle | undefined =>
  cases === 0 || certification._tag === "Certified"
    ? undefined
    : { agencyId, name: publicName, gaps: ["agency-not-certified"], cases }

/** A policy that names another agent than the one who has the case. @category models */
export interface Mismatch {
  readonly delegationId: DelegationId
  readonly caseId: CaseId
  readonly caseNumber: string
  readonly agentId: AgentId
  readonly agentName: string
  /** Who is on record. */
  readonly aorNpn: string
  /** Which policy it is; absent for the main one. */
  readonly policyId?: PolicyId
}

/** The row of a book whose policy names another agent; absent when it names this one or nobody. @rule DEL-20 @category queries */
export const mismatch = (row: Row): Mismatch | undefined => {
  const { agentId, agentName, aorMatchesDelegate, aorNpn, caseId, caseNumber, delegationId } = row
  return aorMatchesDelegate === false && aorNpn !== undefined
    ? { delegationId, caseId, caseNumber, agentId, agentName, aorNpn }
    : undefined
}

/**
 * Every policy of a household whose row is given that names another agent: the main one as the row has it, and those beside it
 * as they are on a day.
 *
 * @rule DEL-20
 * @category queries
 */
export const mismatches = (row: Row, household: Case | undefined, day: CalendarDate): ReadonlyArray<Mismatch> => {
  const { agentId, agentName, agentNpn, caseId, caseNumber, delegationId } = row
  const main = mismatch(row)
  const others = household === undefined ? [] : PoliciesOnRecord.on(household, day)
  return [
    ...(main === undefined ? [] : [main]),
    ...others.flatMap(({ npn, policyId }) =>
      policyId === undefined || npn === undefined || npn === agentNpn
        ? []
        : [{ ...{ delegationId, caseId, caseNumber, agentId, agentName }, aorNpn: npn, policyId }]
    )
  ]
}

/** A change of an agency that waits for the exchange. @category models */
export interface WaitingChange {
  readonly agencyId: AgencyId
  readonly publicName: string
  readonly changeId: AgencyChange.Change["changeId"]
  readonly wanted: AgencyChange.Wanted
  readonly requestedAt: Instant
  readonly days: number
  /** What has to be there before it can be approved. */
  readonly open: ReadonlyArray<AgencyChange.Item>
  /** Other live agencies with a name that looks like the one that is wanted; absent when there are none. @rule AGY-16 */
  readonly namesakes?: ReadonlyArray<AgencyName.Namesake>
}

/** The change of an agency that waits, with who is called alike; absent when none does. @rule AGY-13 @category queries */
export const waitingChange = (
  agency: Agency,
  moment: Moment,
  namesakes: ReadonlyArray<Agency> = []
): WaitingChange | undefined => {
  const { agencyId, change, publicName } = agency
  if (change === undefined) return undefined
  const { changeId, requestedAt, wanted } = change
  return {
    ...{ agencyId, publicName, changeId, wanted, requestedAt, days: daysSince(requestedAt, moment) },
    open: AgencyChange.openItems(change, moment.day),
    ...(namesakes.length === 0 ? {} : { namesakes: namesakes.map(AgencyName.namesake) })
  }
}

/** An association that waits for the exchange. @category models */
export interface WaitingAssociation {
  readonly agencyId: AgencyId
  readonly agentId: AgentId
  readonly name: string
  readonly since: Instant
  readonly days: number
  /** Whether the certification holds today, without which the place cannot be approved. */
  readonly certified: boolean
}

/** The association of an agent that waits; absent for a place that is under no review. @rule AGT-03 @category queries */
export const waitingAssociation = (
  employment: Employment,
  agent: Agent,
  moment: Moment
): WaitingAssociation | undefined => {
  const { agencyId, agentId, since } = employment
  return reviewWaitsSince(employment) === undefined
    ? undefined
    : {
        ...{ agencyId, agentId, name: fullName(agent.name), since, days: daysSince(since, moment) },
        certified: isCertifiedOn(agent.certification, moment.day)
      }
}

/** What an agent has reported and nobody has looked at. @category models */
export interface WaitingReports {
  readonly agentId: AgentId
  readonly agencyId?: AgencyId
  readonly name: string
  /** The day of the first of them. */
  readonly reportedOn: CalendarDate
  readonly reports: ReadonlyArray<Report & { readonly about: Reported }>
}

/** The reports of an agent that wait, all or the late ones; absent when there are none. @rule AGT-21 @category queries */
export const waitingReports = (
  agent: Agent,
  agencyId: AgencyId | undefined,
  lateOnly: boolean
): WaitingReports | undefined => {
  const first = reportedOn(agent)
  const reports = (Object.entries(agent.reports ?? {}) as ReadonlyArray<[Reported, Report]>)
    .filter(([, { late }]) => !lateOnly || late === true)
    .map(([about, report]) => ({ about, ...report }))
  return first === undefined || reports.length === 0
    ? undefined
    : {
        ...{ agentId: agent.agentId, name: fullName(agent.name), reportedOn: first, reports },
        ...(agencyId === undefined ? {} : { agencyId })
      }
}
