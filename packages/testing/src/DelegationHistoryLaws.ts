/**
 * Laws of periods and of the last word about a case: which stretches share an instant, when a day is over, and whom a
 * history names when two say that they have a case.
 *
 * @since 0.1.0
 */
import * as Dates from "@agencybook/core/CalendarDate"
import type { Recorded } from "@agencybook/core/DelegationHistory"
import * as Id from "@agencybook/core/Id"
import * as fc from "fast-check"
import { all, idle, type Law, make, same } from "./Law.ts"
import * as Sample from "./Sample.ts"

const at = (hours: number): Dates.Instant => Dates.plusHours(Sample.now, hours)
const stretch = fc
  .record({ from: fc.nat(6), length: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }) })
  .map(({ from, length }) => ({ from, ...(length === undefined ? {} : { until: from + length }) }))

/** The end does not belong to a period. @category laws */
export const halfOpen = make({
  id: "record-periods-are-half-open",
  sentence:
    "an instant lies in a period from its start until before its end, and two periods overlap when they share one",
  rules: ["DEL-10"],
  input: fc.record({ a: stretch, b: stretch }),
  holds: ({ a, b }, { period }) => {
    const hours = Array.from({ length: 12 }, (_, n) => n)
    const within = (one: typeof a) => (hour: number) =>
      one.from <= hour && (one.until === undefined || hour < one.until)
    const made = (one: typeof a) => ({
      from: at(one.from),
      ...(one.until === undefined ? {} : { until: at(one.until) })
    })
    return all(
      same(
        hours.filter((hour) => period.contains(made(a), at(hour))),
        hours.filter(within(a)),
        "the hours of a period"
      ),
      same(
        period.overlaps(made(a), made(b)),
        hours.some((hour) => within(a)(hour) && within(b)(hour)),
        "whether they share an instant"
      )
    )
  }
})

/** The end of a day is its last millisecond. @category laws */
export const endOfTheDay = make({
  id: "record-end-of-the-day",
  sentence: "a day ends with its last millisecond in the zone that is asked for, also when clocks change on it",
  rules: ["DEL-20"],
  input: fc.record({
    days: fc.integer({ min: -40, max: 300 }),
    zone: fc.constantFrom("America/Los_Angeles", "America/New_York", "UTC", "Pacific/Kiritimati")
  }),
  holds: ({ days, zone }, rules) => {
    const day = Dates.plusDays(Sample.today, days)
    // The date that the platform shows, apart from the arithmetic of core.
    const shown = (instant: Dates.Instant) =>
      new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short" }).format(Dates.toMillis(instant))
    const end = rules.delegationHistory.endOf(day, zone)
    return all(
      same(shown(end), day, "the day of its end"),
      same(shown(Dates.plusMillis(end, 1)), Dates.plusDays(day, 1), "the day of the next millisecond")
    )
  }
})

/** The last word counts. @category laws */
export const theLastWord = make({
  id: "record-the-last-word",
  sentence: "where the journal says of several agents that they have a case, the one of whom it spoke last has it",
  rules: ["DEL-09", "DEL-10"],
  input: fc.record({
    agents: fc.integer({ min: 2, max: 4 }),
    words: fc.array(fc.nat(3), { maxLength: 5 }),
    known: fc.integer({ min: 0, max: 9 })
  }),
  holds: ({ agents, known, words }, rules) => {
    const caseId = Sample.caseId(1)
    const opened = Array.from({ length: agents }, (_, n) =>
      Sample.delegation(n, "Active", {
        caseId,
        delegate: { agentId: Sample.agentId(n), agencyId: Sample.agencyId() },
        state: { _tag: "Active", from: at(-10) }
      })
    )
    const spoken = [...opened.map((_, n) => n), ...words.map((word) => word % agents)]
    const lines = spoken.flatMap((n, hour): ReadonlyArray<Recorded> => {
      const delegation = opened[n]
      if (delegation === undefined) return []
      const event: Recorded["event"] =
        hour < agents
          ? { _tag: "DelegationOpened", delegation }
          : {
              _tag: "DelegationMoved",
              delegationId: delegation.delegationId,
              trigger: "freeze",
              from: "Active",
              to: { _tag: "Frozen", from: at(-10), since: at(hour) }
            }
      return [{ commandId: Id.make(`c-${hour}`), at: at(hour), event }]
    })
    if (lines.length === agents) return idle
    const history = rules.delegationHistory.make(lines)
    const holder = (until?: Dates.Instant) =>
      rules.delegationHistory.holderAt(history, { caseId, kind: "producer" }, at(20), until)?.delegate.agentId
    const named = (n: number | undefined) => (n === undefined ? undefined : Sample.agentId(n))
    return all(
      same(holder(), named(spoken.at(-1)), "who has the case"),
      same(holder(at(known)), named(spoken.slice(0, known + 1).at(-1)), "who was believed to have it")
    )
  }
})

/** The laws of this module. @category laws */
export const laws = [halfOpen, endOfTheDay, theLastWord] as ReadonlyArray<Law>
