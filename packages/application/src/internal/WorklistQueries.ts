/**
 * Worklists of an agency, or of the exchange: what waits for somebody, page by page.
 *
 * @since 0.1.0
 */
import type { Agency } from "@agencybook/core/Agency"
import * as AgencyCertification from "@agencybook/core/AgencyCertification"
import type { Agent } from "@agencybook/core/Agent"
import type * as Authority from "@agencybook/core/Authority"
import * as Book from "@agencybook/core/BookOfBusiness"
import type { CalendarDate } from "@agencybook/core/CalendarDate"
import * as Dates from "@agencybook/core/CalendarDate"
import * as Certification from "@agencybook/core/Certification"
import type { Delegation } from "@agencybook/core/Delegation"
import type * as DelegationList from "@agencybook/core/DelegationList"
import { isUnapproved } from "@agencybook/core/Employment"
import { memberOf, read } from "@agencybook/core/Facts"
import type { AgencyId, AgentId } from "@agencybook/core/Id"
import * as Page from "@agencybook/core/Page"
import type { Item } from "@agencybook/core/Requirement"
import type { Member } from "@agencybook/core/Standing"
import * as Worklist from "@agencybook/core/Worklist"
import * as Effect from "effect/Effect"
import * as Loading from "../Loading.ts"
import { only, type Range, type Reading, range } from "../Store.ts"
import { type BookScope, bookReads, entriesIn } from "./BookReads.ts"
import { linesOf, listRange } from "./ListQueries.ts"
import { membersOf } from "./MemberReads.ts"
import { each, type Rows, scanned } from "./Paging.ts"
import { casesOf as caseIdsOf, consult, disclose, isOwn, show, type Viewer } from "./QueryAsk.ts"

/** Whose worklist: an agency's, or the whole exchange's. @category models */
export interface WorkScope {
  readonly agencyId?: AgencyId
}

// Whoever an agency has only asked for is not its own yet. @rule AGT-03
const present = ({ employment }: Member): boolean => employment.state !== "Inactive" && !isUnapproved(employment)

/** Makes rows of agents, with the agency that each works for or is invited to. */
export const placed =
  <Row>(
    { load }: Pick<Reading, "load">,
    row: (agent: Agent, agencyId: AgencyId | undefined) => Row | undefined
  ): Rows<Row> =>
  (found) =>
    Effect.map(load([read("employment", "open", ...found.map(({ id }) => id))]), (open) => {
      const facts = Loading.factsOf(open)
      return found.map(({ record }) => {
        const agent = record as Agent
        return row(agent, facts.find("employment", "open", agent.agentId)[0]?.agencyId)
      })
    })

/** Makes rows of agents, with the agency that each works for or is invited to and with who manages it. */
const inOffices =
  <Row>(
    { load }: Pick<Reading, "load">,
    row: (agent: Agent, agency: Agency | undefined) => Row | undefined
  ): Rows<Row> =>
  (found) =>
    Effect.map(
      Loading.discover(load, (facts) => {
        const agencyIds = found.flatMap(({ id }) =>
          facts.find("employment", "open", id).map(({ agencyId }) => agencyId)
        )
        return [read("employment", "open", ...found.map(({ id }) => id)), read("agency", "id", ...new Set(agencyIds))]
      }),
      ({ facts }) =>
        found.map(({ record }) => {
          const agent = record as Agent
          const [place] = facts.find("employment", "open", agent.agentId)
          return row(agent, place && facts.get("agency", place.agencyId))
        })
    )

/** The first instant of the day from which less than some full days have passed. */
const youngerThan = (days: number, { day, policy }: Authority.Moment): Dates.Instant =>
  Dates.startOf(Dates.plusDays(day, 1 - days), policy.timeZone)

/** What stuck certifications are looked for by. @category models */
export interface StuckFilter {
  /** Only those that this item can be met for now. */
  readonly item?: Item
  /** Only those that have waited so many full days. */
  readonly atLeastDays?: number
}

/**
 * Certifications on their way, those that have waited longest first, with what is open and what comes next, and with which
 * curriculum and agreement is meant.
 *
 * **Rules**: AGT-05, AGT-18.
 *
 * @category queries
 */
export const stuckCertifications = (viewer: Viewer, scope: WorkScope, filter: StuckFilter, request: Page.Request) =>
  consult(viewer, { capability: "view-roster", target: scope }, (reading, moment) => {
    const { atLeastDays = 0, item } = filter
    const row = (agent: Agent, agency: Agency | undefined): Worklist.Stuck | undefined => {
      const stuck = Worklist.stuck(agent, agency?.agencyId, moment, agency?.managers)
      const fits = stuck !== undefined && stuck.days >= atLeastDays && (item === undefined || stuck.next.includes(item))
      return fits ? stuck : undefined
    }
    const { agencyId } = scope
    if (agencyId === undefined) {
      const waiting = range("agent", "applying", "", youngerThan(atLeastDays, moment))
      return scanned(reading, waiting, request, inOffices(reading, row))
    }
    return Effect.map(membersOf(reading, agencyId), (members) =>
      Page.cut(
        members.filter(present).flatMap(({ agency, agent }) => row(agent, agency) ?? []),
        ({ agentId, since }) => ({ key: since, id: agentId }),
        request
      )
    )
  })

/** What runs out, and before which day its last day has to come. @category models */
export interface ExpiryFilter {
  readonly what: Worklist.Expiry
  readonly before: CalendarDate
}

const expiringAgents = (
  reading: Reading,
  moment: Authority.Moment,
  { agencyId }: WorkScope,
  { before, what }: ExpiryFilter & { readonly what: Exclude<Worklist.Expiry, "document"> },
  request: Page.Request
) => {
  if (agencyId === undefined) {
    // A term ends with the day before its end.
    const ending =
      what === "licence"
        ? range("agent", "licenceEnds", "", before)
        : range("agent", "termEnds", "", Dates.plusDays(before, 1))
    const row = (agent: Agent, of: AgencyId | undefined) => Worklist.agentExpiry(what, agent, of, before, moment)
    return scanned(reading, ending, request, placed(reading, row))
  }
  return Effect.map(membersOf(reading, agencyId), (members) =>
    Page.cut(
      members.filter(present).flatMap(({ agent }) => Worklist.agentExpiry(what, agent, agencyId, before, moment) ?? []),
      ({ agentId, lastDay }) => ({ key: lastDay, id: agentId ?? "" }),
      request
    )
  )
}

const expiringDocuments = (
  reading: Reading,
  moment: Authority.Moment,
  { agencyId }: WorkScope,
  { before }: ExpiryFilter,
  request: Page.Request
) => {
  const row = (agency: Agency) => Worklist.documentExpiry(agency, before, moment)
  return agencyId === undefined
    ? scanned(reading, range("agency", "documentsEnd", "", before), request, each(row))
    : Effect.map(reading.load([read("agency", "id", agencyId)]), (found) =>
        Page.cut(
          found.flatMap(({ record }) => row(record as Agency) ?? []),
          ({ lastDay }) => ({ key: lastDay, id: agencyId }),
          request
        )
      )
}

/**
 * Licences, terms of certification, or documents of agencies that run out before a day or have run out, soonest first.
 *
 * **Rules**: AGT-08, AGT-11.
 *
 * @category queries
 */
export const expiring = (viewer: Viewer, scope: WorkScope, filter: ExpiryFilter, request: Page.Request) => {
  const { before, what } = filter
  return what === "document"
    ? consult(viewer, { capability: "view-agency", target: scope }, (reading, moment) =>
        expiringDocuments(reading, moment, scope, filter, request)
      )
    : consult(viewer, { capability: "view-roster", target: scope }, (reading, moment) =>
        expiringAgents(reading, moment, scope, { before, what }, request)
      )
}

/**
 * Agencies of the exchange none of whose managers is certified, those first that have waited longest, with the last day
 * of the grace.
 *
 * **Rules**: AGY-12.
 *
 * @category queries
 */
export const agenciesWithoutManager = (viewer: Viewer, request: Page.Request) =>
  consult(viewer, { capability: "list-agencies", target: {} }, (reading, moment) =>
    scanned(
      reading,
      range("agency", "withoutManager", "", "9"),
      request,
      each((agency: Agency) => Worklist.forsaken(agency, moment))
    )
  )

/** Whose requests: an agent's in an agency, an agency's, or everybody's. @category models */
export interface RequestScope {
  readonly agencyId?: AgencyId
  /** Counts together with the agency only. */
  readonly agentId?: AgentId
}

/** A request with its age. @category models */
export type AgeingLine = DelegationList.Line & Worklist.Ageing

const bookOf = ({ agencyId, agentId }: RequestScope): BookScope | undefined =>
  agencyId === undefined ? undefined : { agencyId, ...(agentId === undefined ? {} : { agentId }) }

/**
 * Requests that nobody has answered, the oldest first, with their age and the day on which they expire.
 *
 * **Rules**: DEL-23, SEC-03.
 *
 * @category queries
 */
export const ageingRequests = (
  viewer: Viewer,
  scope: RequestScope,
  { atLeastDays = 0 }: { readonly atLeastDays?: number },
  request: Page.Request
) =>
  disclose<Page.Page<AgeingLine>>(
    viewer,
    { capability: "view-requests", target: bookOf(scope) ?? {} },
    { what: "requests", cases: ({ rows }) => caseIdsOf(rows) },
    (reading, moment) => {
      const book = bookOf(scope)
      const young = youngerThan(atLeastDays, moment)
      const age = (delegation: Delegation) => Worklist.ageOf(delegation, moment)
      const all = range("delegation", "requestedAt", "", young)
      const list = book === undefined ? all : listRange(book, "pending")
      const old = book === undefined ? all : { ...list, until: `${list.from}${young}` }
      return scanned(reading, old, request, linesOf(reading, age))
    }
  )

const casesOf = ({ tally }: Reading, scopes: ReadonlyArray<BookScope>) =>
  tally(scopes.map((scope) => listRange(scope, "active")))

const idleMembers = Effect.fnUntraced(function* (reading: Reading, members: ReadonlyArray<Member>, day: CalendarDate) {
  const without = members.filter((member) => Worklist.idle(member, 1, day) !== undefined)
  const cases = yield* casesOf(
    reading,
    without.map(({ agency: { agencyId }, agent: { agentId } }) => ({ agencyId, agentId }))
  )
  return without.map((member, n) => Worklist.idle(member, cases[n] ?? 0, day))
})

/** Makes rows of agents without authority, in the agency where they have most cases. */
const idleAgents =
  (reading: Reading, cause: Worklist.Cause, day: CalendarDate): Rows<Worklist.Idle> =>
  (found) => {
    const agents = found.map(({ record }) => record as Agent)
    const ids = agents.flatMap((agent) => (Worklist.causeOf(agent, day) === cause ? [agent.agentId] : []))
    const { load } = reading
    const reads = Loading.discover(load, (facts) => {
      const employments = ids.flatMap((agentId) => facts.find("employment", "agent", agentId))
      return [
        read("agent", "id", ...ids),
        read("employment", "agent", ...ids),
        read("agency", "id", ...new Set(employments.map(({ agencyId }) => agencyId)))
      ]
    })
    return Effect.gen(function* () {
      const { facts } = yield* reads
      const members = ids.flatMap((agentId) =>
        facts.find("employment", "agent", agentId).flatMap(({ agencyId }) => memberOf(facts, agentId, agencyId) ?? [])
      )
      const lines = yield* idleMembers(reading, members, day)
      return agents.map(({ agentId }) =>
        lines
          .filter((line) => line?.agentId === agentId)
          .reduce((most, line) => ((line?.cases ?? 0) > (most?.cases ?? 0) ? line : most), undefined)
      )
    })
  }

const idleAgencies =
  (reading: Reading): Rows<Worklist.Idle> =>
  (found) => {
    const agencies = found.map(({ record }) => record as Agency)
    return Effect.map(casesOf(reading, agencies), (cases) =>
      agencies.map((agency, n) => Worklist.idleAgency(agency, cases[n] ?? 0))
    )
  }

interface Stage {
  readonly range: Range
  readonly rows: Rows<Worklist.Idle>
}

/** Where those are found who may not act, one index after the other. */
const stages = (reading: Reading, day: CalendarDate): ReadonlyArray<Stage> => {
  const agents = (cause: Worklist.Cause, of: Range): Stage => ({ range: of, rows: idleAgents(reading, cause, day) })
  return [
    ...AgencyCertification.machine.states
      .filter((state) => state !== "Certified")
      .map((state) => ({ range: only("agency", "certification", state), rows: idleAgencies(reading) })),
    ...Certification.machine.states
      .filter((state) => state !== "Certified")
      .map((state) => agents("certification", only("agent", "certification", state))),
    agents("term", range("agent", "termEnds", "", Dates.plusDays(day, 1))),
    agents("licence", range("agent", "licenceEnds", "", day)),
    agents("barred", only("agent", "barred", "yes"))
  ]
}

// The stage stands before the key, so that a page goes on in the index in which the one before ended.
const placeOf = (stage: number, { id, key }: Page.Place): Page.Place => ({ key: `${stage} ${key}`, id })
const stageOf = (place: Page.Place | undefined): readonly [stage: number, after: Page.Place | undefined] => {
  const [, stage, key] = /^(\d{1,3}) ([\s\S]*)$/.exec(place?.key ?? "") ?? []
  return place === undefined || stage === undefined || key === undefined
    ? [0, undefined]
    : [Number(stage), key === "" && place.id === "" ? undefined : { key, id: place.id }]
}

const idleEverywhere = Effect.fnUntraced(function* (reading: Reading, day: CalendarDate, request: Page.Request) {
  const all = stages(reading, day)
  const limit = Page.limitOf(request)
  const rows: Array<Worklist.Idle> = []
  let [stage, after] = stageOf(request.after)
  for (; stage < all.length; stage++, after = undefined) {
    const { range: of, rows: rowsOf } = all[stage] as Stage
    const page = yield* scanned(
      reading,
      of,
      { limit: limit - rows.length, ...(after === undefined ? {} : { after }) },
      rowsOf
    )
    rows.push(...page.rows)
    if (page.next !== undefined) return { rows, next: placeOf(stage, page.next) }
    if (rows.length === limit && stage + 1 < all.length) return { rows, next: placeOf(stage + 1, { key: "", id: "" }) }
  }
  return { rows }
})

/**
 * Cases that nobody may work: of an agency by its agents, or of the exchange by agencies that are not certified and by
 * agents who may not act. Who may transfer them sees them.
 *
 * **Rules**: EMP-02, AGY-11, AGT-19.
 *
 * @category queries
 */
export const idleCases = (viewer: Viewer, scope: WorkScope, request: Page.Request) =>
  consult(
    viewer,
    { capability: "transfer-book", target: scope },
    Effect.fnUntraced(function* (reading, { day }) {
      const { agencyId } = scope
      if (agencyId === undefined) return (yield* idleEverywhere(reading, day, request)) as Page.Page<Worklist.Idle>
      const lines = yield* idleMembers(reading, yield* membersOf(reading, agencyId), day)
      return Page.cut(
        lines.flatMap((line) => line ?? []),
        ({ agentId, name }) => ({ key: name, id: agentId ?? "" }),
        request
      )
    })
  )

/**
 * Policies of a book that name another agent than the one who has the case, by case number: of each household the main one,
 * and those beside it with their identifiers.
 *
 * **Rules**: DEL-20, SEC-03.
 *
 * @category queries
 */
export const agentOfRecordMismatches = (viewer: Viewer, scope: BookScope, request: Page.Request) =>
  show<Page.Page<Worklist.Mismatch>>(
    viewer,
    { capability: isOwn(viewer, scope) ? "view-own-book" : "view-agency-book", target: scope },
    { what: "book", cases: ({ rows }) => caseIdsOf(rows) },
    bookReads(scope),
    (facts, { at, day, policy }, { role }) => {
      // Staff have the active list only. @rule STF-06
      const staff = role === "staff-1" || role === "staff-2"
      const rows = Book.rows(entriesIn(facts, scope), at, policy.timeZone)
      const shown = staff ? rows.filter(({ delegationState }) => delegationState === "Active") : rows
      return Page.cut(
        shown.flatMap((row) => Worklist.mismatches(row, facts.get("case", row.caseId), day)),
        ({ caseNumber, delegationId, policyId }) => ({
          // Several policies of one delegation are one place behind the other.
          key: policyId === undefined ? caseNumber : `${caseNumber} ${policyId}`,
          id: delegationId
        }),
        request
      )
    }
  )
