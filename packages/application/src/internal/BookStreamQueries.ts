/**
 * A book of any size, agent by agent, all of one moment.
 *
 * @since 0.1.0
 */
import type { BookFilter } from "@agencybook/core/BookFilter"
import { compile } from "@agencybook/core/BookFilter"
import * as Book from "@agencybook/core/BookOfBusiness"
import type { Employment } from "@agencybook/core/Employment"
import { read } from "@agencybook/core/Facts"
import type { Refusal } from "@agencybook/core/Refusal"
import type * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Queue from "effect/Queue"
import * as Stream from "effect/Stream"
import type { Agencybook } from "../Agencybook.ts"
import * as Loading from "../Loading.ts"
import type { Store, StoreError } from "../Store.ts"
import { type BookScope, bookReads, entriesIn } from "./BookReads.ts"
import { listRange } from "./ListQueries.ts"
import { announce, consult, isOwn, type Question, type Viewer } from "./QueryAsk.ts"

/** Rows handed over at once, at most. */
const chunkRows = 500

/**
 * Hands over the rows of a book in their usual order, some at a time, and waits each time until they are taken; nothing
 * else of the book is held in memory than what one agent has. All rows are of one moment, for which the store is kept
 * reading: take them without delay. That the book is read is recorded before the first row is handed over.
 *
 * **Rules**: BOB-01..04, BOB-08, STF-06, SEC-03.
 *
 * @category queries
 */
export const eachOfBook = <E, R>(
  viewer: Viewer,
  scope: BookScope,
  filter: BookFilter | undefined,
  take: (rows: ReadonlyArray<Book.Row>) => Effect.Effect<unknown, E, R>
) =>
  Effect.contextWith((context: Context.Context<R>) => {
    const question: Question = {
      capability: isOwn(viewer, scope) ? "view-own-book" : "view-agency-book",
      target: scope
    }
    const announced = announce(viewer, question, "book", ({ tally }) =>
      Effect.map(tally([listRange(scope, "active")]), ([count = 0]) => count)
    )
    const given = consult<{ readonly count: number }, E>(
      viewer,
      question,
      Effect.fnUntraced(function* ({ load }, { at, policy }, { role }) {
        // Staff see the active list: what is frozen is not theirs to work on. @rule STF-06
        const staff = role === "staff-1" || role === "staff-2"
        const fits = filter === undefined ? () => true : compile(filter)
        const { agencyId, agentId } = scope
        const roster = agentId === undefined ? yield* load([read("employment", "agency", agencyId)]) : []
        const agents =
          agentId === undefined ? roster.map(({ record }) => (record as Employment).agentId).sort() : [agentId]
        let count = 0
        for (const one of agents) {
          const own: BookScope = { agencyId, agentId: one }
          const { facts } = yield* Loading.discover(load, bookReads(own))
          const rows = Book.rows(entriesIn(facts, own), at, policy.timeZone).filter(
            (row) => (!staff || row.delegationState === "Active") && fits(row)
          )
          for (let n = 0; n < rows.length; n += chunkRows)
            yield* Effect.provideContext(take(rows.slice(n, n + chunkRows)), context)
          count += rows.length
        }
        return { count }
      })
    )
    return Effect.andThen(announced, given)
  })

/**
 * The rows of a book as a stream, in their usual order; a refusal is its failure. Ending the stream early ends the
 * reading.
 *
 * **Rules**: BOB-01..04, BOB-08, STF-06, SEC-03.
 *
 * @category queries
 */
export const bookStream = (
  viewer: Viewer,
  scope: BookScope,
  filter?: BookFilter
): Stream.Stream<Book.Row, Refusal | StoreError, Agencybook | Store> =>
  Stream.callback(
    (queue) =>
      Effect.andThen(
        eachOfBook(viewer, scope, filter, (rows) => Queue.offerAll(queue, rows)),
        Queue.end(queue)
      ),
    { bufferSize: chunkRows, strategy: "suspend" }
  )
