/**
 * Whose certification has moved a short while ago, so that some of the clients may not have followed.
 *
 * @since 0.1.0
 */
import type { Agent } from "@agencybook/core/Agent"
import type { CalendarDate } from "@agencybook/core/CalendarDate"
import * as Dates from "@agencybook/core/CalendarDate"
import * as Cascade from "@agencybook/core/Cascade"
import type { Delegation } from "@agencybook/core/Delegation"
import type { AgentId, DelegationId } from "@agencybook/core/Id"
import type * as Page from "@agencybook/core/Page"
import * as Effect from "effect/Effect"
import { only, placeIn, type Range, type Reading, Store } from "../Store.ts"

/** More clients than these are led in chunks: whom one command sets free, agent and managers read of together. */
export const mostClients = 1_000

/** A run that was stopped is made up for by those of the following week. */
const days = 7

/** Agents by identifier, of those the ones who have more than so many clients. */
export const withMoreThan = (clients: number, { tally }: Pick<Reading, "tally">, agentIds: ReadonlyArray<AgentId>) =>
  Effect.map(
    tally(agentIds.map((agentId) => only("delegation", "agent", agentId))),
    (open) => new Set<string | undefined>(agentIds.filter((_, n) => (open[n] ?? 0) > clients))
  )

/** Where the run of a day leads a certification to, and where it may have been led since some days before. */
const placesOf = (day: CalendarDate, today: CalendarDate): ReadonlyArray<Range> => {
  const places: Array<Range> = [
    only("agent", "certification", "Suspended"),
    only("agent", "certification", "TerminatedVested")
  ]
  // The index goes by days of UTC, which may be one ahead.
  for (let on = Dates.plusDays(day, -days); on <= Dates.plusDays(today, 1); on = Dates.plusDays(on, 1))
    places.push(only("agent", "certifiedOn", on))
  return places
}

/** The agents with clients whose certification has moved since a week before the day; a chunk may have left few of many. */
export const movedLately = (day: CalendarDate, today: CalendarDate, zone: string, size: number) =>
  Store.use((store) =>
    store.snapshot((_, reading) =>
      Effect.gen(function* () {
        const since = Dates.startOf(Dates.plusDays(day, -days), zone)
        const moved = new Set<AgentId>()
        for (const place of placesOf(day, today)) {
          let after: Page.Place | undefined
          for (;;) {
            const part = { limit: size, ...(after === undefined ? {} : { after }) }
            const found = yield* reading.scan(place, part)
            for (const { record } of found) {
              const { agentId, certification } = record as Agent
              if (since <= certification.since) moved.add(agentId)
            }
            const last = found.at(-1)
            if (last === undefined || found.length < size) break
            after = placeIn(place, last)
          }
        }
        const agentIds = Array.from(moved)
        const some = yield* withMoreThan(0, reading, agentIds)
        return agentIds.filter((agentId) => some.has(agentId))
      })
    )
  )

/** Some clients of an agent who have not followed, and where to go on. */
interface Behind {
  readonly clients: ReadonlyArray<DelegationId>
  readonly after?: Page.Place
}

/** A part of an agent's clients, of those the ones who have not followed. @rule DEL-25 */
export const behind = (agentId: AgentId, after: Page.Place | undefined) =>
  Store.use((store) =>
    store.snapshot((_, reading) =>
      Effect.gen(function* () {
        const open = only("delegation", "agent", agentId)
        const [known] = yield* reading.scan(only("agent", "id", agentId), { limit: 1 })
        const found = yield* reading.scan(open, { limit: mostClients, ...(after === undefined ? {} : { after }) })
        const last = found.length < mostClients ? undefined : found.at(-1)
        const clients = found.flatMap(({ id, record }) =>
          known !== undefined && Cascade.isBehind(known.record as Agent, record as Delegation)
            ? [id as DelegationId]
            : []
        )
        return { clients, ...(last === undefined ? {} : { after: placeIn(open, last) }) } satisfies Behind
      })
    )
  )
