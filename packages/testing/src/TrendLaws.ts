/**
 * Laws of trends: each day counted again from scratch, parts that make the whole, and days that are kept once.
 *
 * @since 0.1.0
 */
import * as Dates from "@agencybook/core/CalendarDate"
import type { Delegation, State } from "@agencybook/core/Delegation"
import type { Trend } from "@agencybook/core/Trend"
import * as fc from "fast-check"
import { all, type Law, make, same } from "./Law.ts"
import type { Rules } from "./Rules.ts"
import * as Sample from "./Sample.ts"

const drawn = fc.record({
  agent: fc.nat(3),
  state: fc.constantFrom(
    ...(["Active", "Active", "Frozen", "Ended", "Ended", "Ended", "Moved", "Requested", "Declined"] as const)
  ),
  // Half days around the span, a second before and after midnight among them.
  from: fc.tuple(fc.integer({ min: -16, max: 8 }), fc.integer({ min: -1, max: 1 })),
  hours: fc.constantFrom(0, 1, 11, 12, 24, 60)
})
type Drawn = typeof drawn extends fc.Arbitrary<infer A> ? A : never

const zones = ["America/Los_Angeles", "Pacific/Honolulu", "America/New_York", "UTC"] as const
const spans = fc.record({ days: fc.integer({ min: 1, max: 7 }), timeZone: fc.constantFrom(...zones) })

/** A Sunday on which the clocks go forward lies in the span. */
const through = Dates.make("2026-03-09")

const stateOf = ({ from: [halves, seconds], hours, state }: Drawn, zone: string): State => {
  const midnight = Dates.startOf(through, zone)
  const from = Dates.plusMillis(Dates.plusHours(midnight, 12 * halves), 1_000 * seconds)
  const until = Dates.plusHours(from, hours)
  switch (state) {
    case "Active":
      return { _tag: state, from }
    case "Frozen":
      return { _tag: state, from, since: until }
    case "Ended":
      return { _tag: state, from, until, reason: "relinquished" }
    case "Moved":
      return { _tag: "Ended", from, until: from, reason: "transferred" }
    default:
      return { _tag: state, at: from }
  }
}

const delegationsOf = (rows: ReadonlyArray<Drawn>, zone: string): ReadonlyArray<Delegation> =>
  rows.map((row, n) => {
    const delegate = { agentId: Sample.agentId(row.agent), agencyId: Sample.agencyId(row.agent % 2) }
    return Sample.delegation(n, "Active", { delegate, state: stateOf(row, zone) })
  })

interface Span {
  readonly days: number
  readonly timeZone: string
}
const trendOf = ({ trend }: Rules, delegations: ReadonlyArray<Delegation>, span: Span): Trend =>
  trend.make(
    delegations.flatMap((one) => trend.holdingOf(one) ?? []),
    { ...span, through }
  )

/** Each day is what the records say of it. @category laws */
export const countsEveryDay = make({
  id: "trend-counts-every-day",
  sentence:
    "for each day and agent a trend says how many cases were held when the day was over, frozen ones too, how many came on it and how many went, whatever the order of the records; requests are nobody's clients, the last day has what is open now, and neither a case nor a delegation is named",
  rules: ["BOB-04", "BOB-05"],
  input: fc.record({ rows: fc.array(drawn, { maxLength: 12 }), span: spans }),
  holds: ({ rows, span }, rules) => {
    const { timeZone } = span
    const delegations = delegationsOf(rows, timeZone)
    const trend = trendOf(rules, delegations, span)
    const again = trendOf(rules, delegations.toReversed(), span)
    const day = (at: Dates.Instant) => Dates.on(at, timeZone)
    const expected = Array.from({ length: span.days }, (_, n) => {
      const date = Dates.plusDays(through, n + 1 - span.days)
      const agents = [0, 1, 2, 3].flatMap((agent) => {
        const own = rows.flatMap((row) => {
          const state = stateOf(row, timeZone)
          const wasHeld = row.agent === agent && row.state !== "Moved" && "from" in state
          return wasHeld ? [{ from: day(state.from), until: "until" in state ? day(state.until) : "9999" }] : []
        })
        const counts = {
          agentId: Sample.agentId(agent),
          clients: own.filter(({ from, until }) => from <= date && until > date).length,
          begun: own.filter(({ from }) => from === date).length,
          ended: own.filter(({ until }) => until === date).length
        }
        return counts.clients + counts.begun + counts.ended === 0 ? [] : [counts]
      })
      return { day: date, agents }
    })
    const keys = trend.flatMap(({ agents }) => agents.flatMap((one) => Object.keys(one)))
    const fields = ["agentId", "begun", "clients", "ended"]
    return all(
      same(trend, expected, "the days"),
      same(again, trend, "the days of the records in another order"),
      same(
        keys.filter((key) => !fields.includes(key)),
        [],
        "what else a day says"
      )
    )
  }
})

/** Agents make an agency, parts make the whole, and days follow each other. @category laws */
export const partsMakeTheWhole = make({
  id: "trend-parts-make-the-whole",
  sentence:
    "the agents of a day make the agency, trends of parts make that of the whole in whatever order, each day has the clients of the day before, those who came and not those who went, and the differences of two days are those of their totals",
  rules: ["BOB-02"],
  input: fc.record({ rows: fc.array(drawn, { maxLength: 12 }), span: spans }),
  holds: ({ rows, span }, rules) => {
    const { compare, merge, ofAgent, total } = rules.trend
    const delegations = delegationsOf(rows, span.timeZone)
    const whole = trendOf(rules, delegations, span)
    const [some, others] = [0, 1].map((part) =>
      trendOf(
        rules,
        delegations.filter((_, n) => n % 2 === part),
        span
      )
    ) as [Trend, Trend]
    const sumOf = (counts: ReadonlyArray<ReturnType<typeof total>>) => ({
      clients: counts.reduce((sum, { clients }) => sum + clients, 0),
      begun: counts.reduce((sum, { begun }) => sum + begun, 0),
      ended: counts.reduce((sum, { ended }) => sum + ended, 0)
    })
    return all(
      same(merge(some, others), whole, "the parts"),
      same(merge(others, some), whole, "the parts the other way round"),
      ...whole.map((one) =>
        same(total(one), sumOf([0, 1, 2, 3].map((n) => ofAgent(one, Sample.agentId(n)))), "the agents of a day")
      ),
      ...whole.slice(1).map((one, n) => {
        const before = whole[n] ?? one
        const [now, then] = [total(one), total(before)]
        return all(
          same(now.clients, then.clients + now.begun - now.ended, "the clients after the day before"),
          same(
            sumOf(compare(before, one)),
            {
              ...{ clients: now.clients - then.clients },
              ...{ begun: now.begun - then.begun, ended: now.ended - then.ended }
            },
            "the difference"
          )
        )
      })
    )
  }
})

/** What is kept of a day stays. @category laws */
export const keptOnce = make({
  id: "trend-keeps-a-day-once",
  sentence:
    "a host that keeps days has each once and in order, however often and in which parts it keeps them, and a day that was kept stays as it was when the records say otherwise later",
  rules: ["BOB-08"],
  input: fc.record({
    rows: fc.array(drawn, { maxLength: 8 }),
    late: fc.array(drawn, { maxLength: 4 }),
    span: spans,
    first: fc.nat(7)
  }),
  holds: ({ first, late, rows, span }, rules) => {
    const { keep } = rules.trend
    const before = trendOf(rules, delegationsOf(rows, span.timeZone), span)
    const after = trendOf(rules, delegationsOf([...rows, ...late], span.timeZone), span)
    const kept = keep([], before.slice(first))
    const later = keep(kept, after)
    return all(
      same(later, [...after.slice(0, first), ...before.slice(first)], "the days that are kept"),
      same(keep(later, after), later, "the days that are kept twice")
    )
  }
})

/** The laws of this module. @category laws */
export const laws = [countsEveryDay, partsMakeTheWhole, keptOnce] as ReadonlyArray<Law>
