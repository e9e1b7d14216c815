/**
 * Questions about commissions: which policies are reported under the number of an agency, and how many.
 *
 * @since 0.1.0
 */
import type { Agency } from "@agencybook/core/Agency"
import type { Agent } from "@agencybook/core/Agent"
import * as Dates from "@agencybook/core/CalendarDate"
import { type Case, lastOnRecordFrom, npnOnRecord } from "@agencybook/core/Case"
import * as Commission from "@agencybook/core/Commission"
import { read } from "@agencybook/core/Facts"
import type { AgentId, CaseId } from "@agencybook/core/Id"
import * as Page from "@agencybook/core/Page"
import * as Effect from "effect/Effect"
import { type Range, type Reading, range } from "../Store.ts"
import type { BookScope } from "./BookReads.ts"
import { type From, payeesAmong, through } from "./CommissionReads.ts"
import { type Rows, scanned, throughout } from "./Paging.ts"
import { casesOf, consult, disclose, type Viewer } from "./QueryAsk.ts"

/** How many policies, and how many people, are looked at for one page. */
const mostPolicies = 5000
const mostPeople = 1000

/** How many policies are read at once where all are. */
const chunk = 200

const agencyIn = ({ load }: Reading, { agencyId }: BookScope) =>
  Effect.map(load([read("agency", "id", agencyId)]), ([found]) => found?.record as Agency | undefined)

/** The line of a policy of which the last statement names an agent, and has begun. */
const lineOf =
  (agency: Agency, day: Dates.CalendarDate) =>
  (agent: Agent, value: Case): Commission.Line | undefined =>
    (lastOnRecordFrom(value) ?? day) > day ? undefined : Commission.line(value, day, { agency, agent })

/** The policies of which the last statement is for a later day, so that somebody else may be on record until then. */
const changing = (day: Dates.CalendarDate): Range => range("case", "onRecordFrom", Dates.plusDays(day, 1), "9")

const linesOfChanging =
  (
    reading: Reading,
    { agencyId, agentId }: BookScope,
    agency: Agency,
    day: Dates.CalendarDate
  ): Rows<Commission.Line> =>
  (found) =>
    Effect.gen(function* () {
      const policies = found.map(({ record }) => record as Case)
      const npns = new Set(policies.flatMap((value) => npnOnRecord(value, day) ?? []))
      const known = npns.size === 0 ? [] : yield* reading.load([read("agent", "npn", ...npns)])
      const agentIds = known.map(({ id }) => id as AgentId).filter((id) => agentId === undefined || id === agentId)
      const payees = agentIds.length === 0 ? [] : yield* payeesAmong(reading, agencyId, agentIds)
      const agents = new Map(payees.map((agent) => [agent.npn, agent]))
      return policies.map((value) => {
        const npn = npnOnRecord(value, day)
        const agent = npn === undefined ? undefined : agents.get(npn)
        return agent && Commission.line(value, day, { agency, agent })
      })
    })

// Agents come first, each with the policies that are settled, and those that change come behind all of them.
const ofAgents = "agent "
const ofChanges = "change "
const placeOf = ({ agentId, caseId = "" as CaseId }: From): Page.Place => ({ key: `${ofAgents}${agentId}`, id: caseId })
const fromOf = ({ id, key }: Page.Place): From | undefined =>
  key.startsWith(ofAgents)
    ? { agentId: key.slice(ofAgents.length) as AgentId, ...(id === "" ? {} : { caseId: id as CaseId }) }
    : undefined

/**
 * A page of the policies whose commission is reported under the number of an agency on the day of asking, or of one agent
 * through it; by the agent on record. Which of them are paid for, and how much, is between carrier and agency: policies that
 * wait for their first payment, are over or cancelled are among them, and each line says in what state its policy is. It
 * names cases and nobody in them, to the manager, to the agent and to the exchange.
 *
 * **Details**: an agency sees what is reported under its number, whoever has the case by now, and of an agent who works
 * for another agency nothing any more. However many people an agency has, a page looks at no more than 1,000 of them; where
 * none of these has a policy it has no rows and says where the next one begins.
 *
 * **Rules**: AGY-14, DEL-20, STF-04, SEC-03.
 *
 * @category queries
 */
export const commissions = (viewer: Viewer, scope: BookScope, request: Page.Request) =>
  disclose<Page.Page<Commission.Line>>(
    viewer,
    { capability: "view-commissions", target: scope },
    { what: "commissions", cases: ({ rows }) => casesOf(rows) },
    Effect.fnUntraced(function* (reading, { day }) {
      const agency = yield* agencyIn(reading, scope)
      if (agency === undefined) return { rows: [] }
      const { after } = request
      const limit = Page.limitOf(request)
      const rows: Array<Commission.Line> = []
      const later = after?.key.startsWith(ofChanges) === true
      if (!later) {
        let seen = 0
        const line = lineOf(agency, day)
        const next = yield* through(reading, scope, after && fromOf(after), {
          room: () => (seen < mostPolicies ? limit - rows.length : 0),
          people: mostPeople,
          take: (agent, policies) => {
            const before = seen
            for (const value of policies) {
              if (rows.length === limit) break
              seen += 1
              const found = line(agent, value)
              if (found !== undefined) rows.push(found)
            }
            return seen - before
          }
        })
        if (next !== undefined) return { rows, next: placeOf(next) }
        // Whether any of them changes, the page after a full one finds out.
        if (rows.length === limit) return { rows, next: { key: ofChanges, id: "" } }
      }
      const part = later && after ? { after: { key: after.key.slice(ofChanges.length), id: after.id } } : {}
      const rest: Page.Page<Commission.Line> = yield* scanned(
        reading,
        changing(day),
        { limit: limit - rows.length, ...part },
        linesOfChanging(reading, scope, agency, day)
      )
      rows.push(...rest.rows)
      return rest.next === undefined
        ? { rows }
        : { rows, next: { key: `${ofChanges}${rest.next.key}`, id: rest.next.id } }
    })
  )

/**
 * The same policies added up: how many there are under the number of the agency, in all and in each state, and which
 * agents are on record.
 *
 * **Details**: it reads every policy of the scope, some at a time, and shows nothing of consumers.
 *
 * **Rules**: AGY-14, STF-04.
 *
 * @category queries
 */
export const commissionTotals = (viewer: Viewer, scope: BookScope) =>
  consult(
    viewer,
    { capability: "view-commissions", target: scope },
    Effect.fnUntraced(function* (reading, { day }) {
      const agency = yield* agencyIn(reading, scope)
      if (agency === undefined) return []
      const lines: Array<Commission.Line> = []
      const line = lineOf(agency, day)
      yield* through(reading, scope, undefined, {
        room: () => chunk,
        people: Number.POSITIVE_INFINITY,
        take: (agent, policies) => {
          lines.push(...policies.flatMap((value) => line(agent, value) ?? []))
          return policies.length
        }
      })
      const changed = linesOfChanging(reading, scope, agency, day)
      yield* throughout(reading, changing(day), (found) =>
        Effect.map(changed(found), (more) => {
          lines.push(...more.filter((line) => line !== undefined))
        })
      )
      return Commission.totals(lines)
    })
  )
