/**
 * The figures of a book from the records of a store.
 *
 * @since 0.1.0
 */
import * as AgencySummary from "@agencybook/core/AgencySummary"
import type { Moment } from "@agencybook/core/Authority"
import type { Row } from "@agencybook/core/BookOfBusiness"
import * as BookSummary from "@agencybook/core/BookSummary"
import * as Dates from "@agencybook/core/CalendarDate"
import * as Delegation from "@agencybook/core/Delegation"
import { type Facts, memberOf, memberOfReads, read, type Selection } from "@agencybook/core/Facts"
import type { AgencyId, AgentId } from "@agencybook/core/Id"
import { type BookScope, delegationsIn } from "./BookReads.ts"

/** The months in which a case can have been lost that counts as lost of late. */
const recentMonths = (agencyId: AgencyId, at: Dates.Instant): ReadonlyArray<string> => {
  const back = (days: number) => Delegation.lostIn(agencyId, Dates.plusHours(at, -24 * days))
  return Array.from(new Set([back(-1), back(0), back(BookSummary.recentDays / 2), back(BookSummary.recentDays + 1)]))
}

const agentIds = (facts: Facts, { agencyId, agentId }: BookScope): ReadonlyArray<AgentId> =>
  agentId === undefined ? facts.find("employment", "agency", agencyId).map((one) => one.agentId) : [agentId]

/** What figures read beside the book itself. */
export const figureReads =
  (scope: BookScope, at: Dates.Instant) =>
  (facts: Facts): ReadonlyArray<Selection> => {
    const { agencyId, agentId } = scope
    return [
      ...(agentId === undefined
        ? [read("employment", "agency", agencyId), read("agent", "id", ...agentIds(facts, scope))]
        : memberOfReads(agentId, agencyId)),
      read("delegation", "lost", ...recentMonths(agencyId, at))
    ]
  }

/** The figures of a scope: its rows counted, with what waits and what was lost of late. */
export const figuresIn = (
  facts: Facts,
  scope: BookScope,
  rows: ReadonlyArray<Row>,
  { at, day, policy }: Moment
): AgencySummary.AgencySummary => {
  const { agencyId, agentId } = scope
  const sums = new Map(BookSummary.byAgent(rows, day))
  const lost = recentMonths(agencyId, at).flatMap((key) => facts.find("delegation", "lost", key))
  for (const one of [...delegationsIn(facts, scope), ...lost]) {
    const holder = one.delegate.agentId
    if (agentId !== undefined && holder !== agentId) continue
    const more = BookSummary.ofDelegation(one, day, policy.timeZone)
    sums.set(holder, BookSummary.combine(sums.get(holder) ?? BookSummary.empty, more))
  }
  const members = agentIds(facts, scope).flatMap((id) => memberOf(facts, id, agencyId) ?? [])
  return AgencySummary.make(members, sums, day)
}
