/**
 * Questions about the exchange as a whole.
 *
 * @since 0.1.0
 */
import type { Agency } from "@agencybook/core/Agency"
import * as AgencyCertification from "@agencybook/core/AgencyCertification"
import type { Agent } from "@agencybook/core/Agent"
import type { Moment } from "@agencybook/core/Authority"
import * as Book from "@agencybook/core/BookOfBusiness"
import { recentDays } from "@agencybook/core/BookSummary"
import * as Dates from "@agencybook/core/CalendarDate"
import * as Certification from "@agencybook/core/Certification"
import type { Delegation } from "@agencybook/core/Delegation"
import * as ExchangeSummary from "@agencybook/core/ExchangeSummary"
import type { AgencyId } from "@agencybook/core/Id"
import type * as Page from "@agencybook/core/Page"
import * as Worklist from "@agencybook/core/Worklist"
import * as Effect from "effect/Effect"
import * as Loading from "../Loading.ts"
import { every, only, type Reading } from "../Store.ts"
import { figureReads, figuresIn } from "./BookFigures.ts"
import { bookReads, delegationsIn, entriesIn } from "./BookReads.ts"
import { listRange } from "./ListQueries.ts"
import { each, scanned, throughout } from "./Paging.ts"
import { consult, type Viewer } from "./QueryAsk.ts"

/** One agency of the list of agencies. @category models */
export interface AgencyLine {
  readonly agencyId: AgencyId
  readonly publicName: string
  readonly certification: AgencyCertification.AgencyCertification["_tag"]
}

/**
 * A page of the agencies of the exchange by identifier, of all or of those in a state: for whoever runs something for
 * each of them.
 *
 * @category queries
 */
export const agencies = (
  viewer: Viewer,
  { certification }: { readonly certification?: AgencyLine["certification"] },
  request: Page.Request
) =>
  consult(viewer, { capability: "list-agencies", target: {} }, (reading) => {
    const all = certification === undefined ? every("agency", "id") : only("agency", "certification", certification)
    const row = (agency: Agency): AgencyLine => ({
      agencyId: agency.agencyId,
      publicName: agency.publicName,
      certification: agency.certification._tag
    })
    return scanned(reading, all, request, each(row))
  })

const withAgency = Effect.fnUntraced(function* (
  reading: Reading,
  agencyId: AgencyId,
  sums: ExchangeSummary.Sums,
  since: Dates.Instant,
  moment: Moment
) {
  const scope = { agencyId }
  const [reads, more] = [bookReads(scope), figureReads(scope, moment.at)]
  const { facts } = yield* Loading.discover(reading.load, (known) => [...reads(known), ...more(known)])
  const rows = Book.rows(entriesIn(facts, scope), moment.at, moment.policy.timeZone)
  const past = listRange(scope, "inactive")
  const late: Array<Delegation> = []
  yield* throughout(reading, { ...past, from: `${past.from}${since}` }, (found) =>
    Effect.sync(() => {
      late.push(...found.map(({ record }) => record as Delegation))
    })
  )
  return ExchangeSummary.add(
    sums,
    figuresIn(facts, scope, rows, moment),
    [...delegationsIn(facts, scope), ...late],
    since
  )
})

const byState = <S extends string>(states: ReadonlyArray<S>, counts: ReadonlyArray<number>) =>
  Object.fromEntries(states.flatMap((state, n) => ((counts[n] ?? 0) > 0 ? [[state, counts[n]]] : []))) as {
    readonly [K in S]?: number
  }

/**
 * The figures of the whole exchange as of one moment.
 *
 * **Details**: it reads every agency's book, one after the other, and holds one of them at a time; ask for it once a day
 * and not for every page.
 *
 * **Rules**: BOB-02.
 *
 * @category queries
 */
export const exchangeSummary = (viewer: Viewer) =>
  consult(
    viewer,
    { capability: "view-exchange-figures", target: {} },
    Effect.fnUntraced(function* (reading, moment) {
      const { day, policy } = moment
      const since = Dates.startOf(Dates.plusDays(day, 1 - recentDays), policy.timeZone)
      let sums = ExchangeSummary.empty
      yield* throughout(reading, every("agency", "id"), (found) =>
        Effect.gen(function* () {
          for (const { id } of found) sums = yield* withAgency(reading, id as AgencyId, sums, since, moment)
        })
      )
      const stuck: Array<Worklist.Stuck> = []
      yield* throughout(reading, every("agent", "applying"), (found) =>
        Effect.sync(() => {
          for (const { record } of found) {
            const one = Worklist.stuck(record as Agent, undefined, moment)
            if (one !== undefined) stuck.push(one)
          }
        })
      )
      const [ofAgencies, ofAgents] = [AgencyCertification.machine.states, Certification.machine.states]
      const counts = yield* reading.tally([
        ...ofAgencies.map((state) => only("agency", "certification", state)),
        ...ofAgents.map((state) => only("agent", "certification", state))
      ])
      const answer: ExchangeSummary.ExchangeSummary = {
        ...sums,
        agencies: byState(ofAgencies, counts),
        agents: byState(ofAgents, counts.slice(ofAgencies.length)),
        waiting: ExchangeSummary.waiting(stuck)
      }
      return answer
    })
  )
