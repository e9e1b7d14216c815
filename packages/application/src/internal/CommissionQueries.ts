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
import { type Facts, read } from "@agencybook/core/Facts"
import type { Npn } from "@agencybook/core/Licence"
import * as Page from "@agencybook/core/Page"
import * as Effect from "effect/Effect"
import * as Loading from "../Loading.ts"
import { only, type Range, type Reading, range, type StoreError } from "../Store.ts"
import type { BookScope } from "./BookReads.ts"
import { each, scanned, throughout } from "./Paging.ts"
import { casesOf, consult, disclose, type Viewer } from "./QueryAsk.ts"

/** Who of a scope is paid through the agency. */
interface Paid {
  readonly agency: Agency | undefined
  /** By national producer number, in its order. */
  readonly agents: ReadonlyMap<Npn, Agent>
}

const employedIn = (facts: Facts, { agencyId, agentId }: BookScope) => [
  ...new Set(
    agentId === undefined
      ? facts.find("employment", "agency", agencyId).map((employment) => employment.agentId)
      : [agentId]
  )
]

const paidIn = ({ load }: Reading, scope: BookScope): Effect.Effect<Paid, StoreError> =>
  Loading.discover(load, (facts) => [
    read("agency", "id", scope.agencyId),
    read("employment", "agency", scope.agencyId),
    read("employment", "agent", ...employedIn(facts, scope)),
    read("agent", "id", ...employedIn(facts, scope))
  ]).pipe(
    Effect.map(({ facts }) => {
      const agents = employedIn(facts, scope)
        .filter((agentId) => Commission.payee(facts.find("employment", "agent", agentId)) === scope.agencyId)
        .flatMap((agentId) => facts.get("agent", agentId) ?? [])
        .sort((a, b) => Page.byCharacter(a.npn, b.npn))
      return { agency: facts.get("agency", scope.agencyId), agents: new Map(agents.map((one) => [one.npn, one])) }
    })
  )

interface Stage {
  readonly name: string
  readonly of: Range
  readonly row: (value: Case) => Commission.Line | undefined
}

/**
 * Where the policies of a scope are found: under each agent whom the last statement names, once its day has come; and
 * among those of which the last statement is for a later day, so that somebody else may be on record until then.
 */
const stagesOf = ({ agency, agents }: Paid, day: Dates.CalendarDate): ReadonlyArray<Stage> => {
  if (agency === undefined) return []
  const line = (value: Case, npn: Npn | undefined) => {
    const agent = npn === undefined ? undefined : agents.get(npn)
    return agent && Commission.line(value, day, { agency, agent })
  }
  return [
    ...Array.from(agents.keys(), (npn): Stage => {
      const row = (value: Case) => ((lastOnRecordFrom(value) ?? day) > day ? undefined : line(value, npn))
      return { name: npn, of: only("case", "onRecord", npn), row }
    }),
    // Comes after every number.
    {
      name: "~",
      of: range("case", "onRecordFrom", Dates.plusDays(day, 1), "9"),
      row: (value) => line(value, npnOnRecord(value, day))
    }
  ]
}

// The agent stands before the place, so that a page goes on after whoever has come or gone in the meantime.
const placeOf = ({ name }: Stage, { id, key }: Page.Place): Page.Place => ({ key: `${name} ${key}`, id })
const within = ({ name }: Stage, after: Page.Place | undefined): Page.Place | undefined =>
  after?.key.startsWith(`${name} `) ? { key: after.key.slice(name.length + 1), id: after.id } : undefined
const isPast = ({ name }: Stage, after: Page.Place | undefined): boolean =>
  after !== undefined && Page.byCharacter(name, after.key.split(" ", 1)[0] as string) < 0

/**
 * A page of the policies whose commission is reported under the number of an agency on the day of asking, or of one agent
 * through it; by the agent on record. Which of them are paid for, and how much, is between carrier and agency: policies that
 * wait for their first payment, are over or cancelled are among them. It names cases and nobody in them, to the manager, to the agent and to the exchange.
 *
 * **Details**: an agency sees what is reported under its number, whoever has the case by now, and of an agent who works
 * for another agency nothing any more.
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
      const limit = Page.limitOf(request)
      const rows: Array<Commission.Line> = []
      const stages = stagesOf(yield* paidIn(reading, scope), day).filter((stage) => !isPast(stage, request.after))
      for (const stage of stages) {
        // Every agent but the last may be followed by another: the page after a full one finds out.
        if (rows.length === limit) return { rows, next: placeOf(stage, { key: "", id: "" }) }
        const after = within(stage, request.after)
        const part = { limit: limit - rows.length, ...(after === undefined ? {} : { after }) }
        const page: Page.Page<Commission.Line> = yield* scanned(reading, stage.of, part, each(stage.row))
        rows.push(...page.rows)
        if (page.next !== undefined) return { rows, next: placeOf(stage, page.next) }
      }
      return { rows }
    })
  )

/**
 * The same policies added up: how many there are under the number of the agency, and which agents are on record.
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
      const lines: Array<Commission.Line> = []
      for (const { of, row } of stagesOf(yield* paidIn(reading, scope), day))
        yield* throughout(reading, of, (found) =>
          Effect.sync(() => {
            lines.push(...found.flatMap(({ record }) => row(record as Case) ?? []))
          })
        )
      return Commission.totals(lines)
    })
  )
