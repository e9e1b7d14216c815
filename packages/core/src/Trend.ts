/**
 * How books went from day to day: for each day the clients of each agent, those who came and those who went.
 *
 * Counts are made from the periods of delegations, which are never thrown away, so that every past day can be counted at
 * any time and no day is missed because nothing ran on it. A snapshot has identifiers of agents, days and counts, and
 * nothing of a consumer. Days are those of the exchange's zone; figures of one moment are `BookSummary`.
 *
 * @since 0.1.0
 */
import type { CalendarDate, Instant } from "./CalendarDate.ts"
import * as Dates from "./CalendarDate.ts"
import { type Delegation, isMovedRequest } from "./Delegation.ts"
import type { AgentId } from "./Id.ts"

/** Numbers of one day; a difference of two days may be negative. @category models */
export interface Counts {
  /** Cases held when the day was over, whether or not the agent could act; of a day that is not over, those held now. @rule BOB-05 */
  readonly clients: number
  /** Cases that came on the day. */
  readonly begun: number
  /** Cases that went on the day, on whatever ground. */
  readonly ended: number
}

/** The numbers of one agent on a day. @category models */
export interface OfAgent extends Counts {
  readonly agentId: AgentId
}

/** One day: the agents who held, won or lost a case, by identifier. @category models */
export interface Snapshot {
  readonly day: CalendarDate
  readonly agents: ReadonlyArray<OfAgent>
}

/** Days in their order, each once. @category models */
export type Trend = ReadonlyArray<Snapshot>

/** Who held a case from when until when; open without an end. It does not say which case. @category models */
export interface Holding {
  readonly agentId: AgentId
  readonly from: Instant
  readonly until?: Instant
}

/** Which days are counted: so many, the last of them `through`, in a zone. @category models */
export interface Span {
  readonly through: CalendarDate
  readonly days: number
  readonly timeZone: string
}

/** How many days and how many agents of a day a kept trend has at most: ten years. @category models */
export const most = { days: 3_660, agents: 10_000 } as const

const none: Counts = { clients: 0, begun: 0, ended: 0 }

const plus = (a: Counts, b: Counts): Counts => ({
  clients: a.clients + b.clients,
  begun: a.begun + b.begun,
  ended: a.ended + b.ended
})

const isNothing = ({ begun, clients, ended }: Counts): boolean => clients === 0 && begun === 0 && ended === 0

/** The first day of a span, whose beginning is the earliest end of a period that is of interest. @category queries */
export const firstDay = ({ days, through }: Span): CalendarDate => Dates.plusDays(through, 1 - days)

/** Who held the case of a delegation; nothing for a request, whatever became of it, and for one that a transfer moved on. @rule BOB-04 @category constructors */
export const holdingOf = ({ delegate: { agentId }, state }: Delegation): Holding | undefined => {
  if (!("from" in state) || isMovedRequest(state)) return undefined
  const { from } = state
  return state._tag === "Ended" ? { agentId, from, until: state.until } : { agentId, from }
}

const snapshot = (day: CalendarDate, agents: Iterable<OfAgent>): Snapshot => ({
  day,
  agents: Array.from(agents)
    .filter((one) => !isNothing(one))
    .sort((a, b) => (a.agentId < b.agentId ? -1 : 1))
})

/**
 * Counts the days of a span.
 *
 * **Details**: it makes no difference in which order the periods come, nor when it is done, as long as the records are the
 * same; a case that is recorded late, or corrected, changes the days on which it was held. Periods that ended before the
 * span are not needed.
 *
 * **Rules**: BOB-02, BOB-05.
 *
 * @category constructors
 */
export const make = (holdings: Iterable<Holding>, span: Span): Trend => {
  const first = firstDay(span)
  const days = Array.from({ length: span.days }, (_, n) => Dates.plusDays(first, n))
  const starts = days.map((day) => Dates.startOf(day, span.timeZone))
  const end = Dates.startOf(Dates.plusDays(span.through, 1), span.timeZone)
  /** The day of an instant: -1 before the span, and as many as it has days after it. */
  const dayOf = (at: Instant): number => {
    if (at >= end) return days.length
    let [low, high] = [0, starts.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((starts[middle] as Instant) <= at) low = middle + 1
      else high = middle
    }
    return low - 1
  }
  // What changes on each day: a day has as many clients as the day before, those who came and not those who went.
  const changes = days.map(() => new Map<AgentId, { came: number; begun: number; ended: number }>())
  const note = (n: number, agentId: AgentId) => {
    const day = changes[n]
    const known = day?.get(agentId) ?? { came: 0, begun: 0, ended: 0 }
    day?.set(agentId, known)
    return known
  }
  for (const { agentId, from, until } of holdings) {
    const [begins, ends] = [dayOf(from), until === undefined ? days.length : dayOf(until)]
    if (ends < 0 || begins >= days.length) continue
    note(Math.max(begins, 0), agentId).came += 1
    if (begins >= 0) note(begins, agentId).begun += 1
    if (ends < days.length) note(ends, agentId).ended += 1
  }
  const held = new Map<AgentId, number>()
  return days.map((day, n) => {
    const today = changes[n] ?? new Map()
    for (const [agentId, { came, ended }] of today) held.set(agentId, (held.get(agentId) ?? 0) + came - ended)
    return snapshot(
      day,
      Array.from(held, ([agentId, clients]) => {
        const { begun, ended } = today.get(agentId) ?? none
        return { agentId, clients, begun, ended }
      })
    )
  })
}

/** The agents of a day together: an agency's numbers out of those of its agents. @rule BOB-02 @category queries */
export const total = ({ agents }: Snapshot): Counts => agents.reduce<Counts>(plus, none)

/** The numbers of one agent on a day; nothing held, won or lost without a line. @category queries */
export const ofAgent = ({ agents }: Snapshot, agentId: AgentId): Counts => {
  const { begun, clients, ended } = agents.find((one) => one.agentId === agentId) ?? none
  return { clients, begun, ended }
}

const byDay = (trend: Iterable<Snapshot>): Trend => Array.from(trend).sort((a, b) => (a.day < b.day ? -1 : 1))

const added = (parts: Iterable<OfAgent>): ReadonlyArray<OfAgent> => {
  const all = new Map<AgentId, OfAgent>()
  for (const one of parts) all.set(one.agentId, { ...one, ...plus(all.get(one.agentId) ?? none, one) })
  return Array.from(all.values())
}

/**
 * Adds trends of parts that share no delegation, such as agencies, or the shards of an exchange; a day that one of them does
 * not have is that of the other.
 *
 * @rule BOB-02
 * @category transforms
 */
export const merge = (a: Trend, b: Trend): Trend => {
  const days = new Map<CalendarDate, Snapshot>(a.map((one) => [one.day, one]))
  for (const one of b)
    days.set(one.day, snapshot(one.day, added([...(days.get(one.day)?.agents ?? []), ...one.agents])))
  return byDay(days.values())
}

/**
 * What changed from one day to another, agent by agent; who has the same numbers on both is left out. Taken together the
 * differences are those of the totals.
 *
 * @category queries
 */
export const compare = (before: Snapshot, after: Snapshot): ReadonlyArray<OfAgent> => {
  const less = before.agents.map(({ agentId, begun, clients, ended }) => ({
    ...{ agentId, clients: 0 - clients },
    ...{ begun: 0 - begun, ended: 0 - ended }
  }))
  return snapshot(after.day, added([...after.agents, ...less])).agents
}

/**
 * Puts days to those that a host keeps: a day that is kept stays as it was, so that keeping it twice changes nothing and
 * what was said about it is not said otherwise later. Keep a day when it is over.
 *
 * @category transforms
 */
export const keep = (kept: Trend, days: Trend): Trend => {
  const known = new Set(kept.map(({ day }) => day))
  return byDay([...kept, ...days.filter(({ day }) => !known.has(day))])
}
