/**
 * The figures of one agency: its agents' summaries added, its roster counted, and what stands out.
 *
 * @since 0.1.0
 */
import * as BookSummary from "./BookSummary.ts"
import type { CalendarDate } from "./CalendarDate.ts"
import type { Certification } from "./Certification.ts"
import type { Employment } from "./Employment.ts"
import type { AgentId } from "./Id.ts"
import type { Member } from "./Standing.ts"
import * as Standing from "./Standing.ts"

/** The figures of an agency. @category models */
export interface AgencySummary {
  /** All agents together. */
  readonly book: BookSummary.BookSummary
  readonly agents: ReadonlyArray<{ readonly agentId: AgentId; readonly summary: BookSummary.BookSummary }>
  /** Agents of the roster by state; a state that nobody has is left out. */
  readonly certification: { readonly [S in Certification["_tag"]]?: number }
  readonly employment: { readonly [S in Employment["state"]]?: number }
  /** Agents who work for the agency and hold no case. */
  readonly withoutCases: number
  /** Cases whose agent has no authority today. */
  readonly casesWithoutAuthority: number
  /** The agent with most cases, and how many of the agency's cases that are; absent in an empty book. */
  readonly top?: { readonly agentId: AgentId; readonly cases: number; readonly of: number }
}

const counted = <K extends string>(keys: ReadonlyArray<K>): { readonly [S in K]?: number } => {
  const counts: { [S in K]?: number } = {}
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1
  return counts
}

const casesOf = ({ active, frozen }: BookSummary.BookSummary): number => active + frozen

/**
 * Makes the figures of an agency from its members and the summaries of its agents.
 *
 * **Rules**: BOB-02, EMP-02.
 *
 * @category constructors
 */
export const make = (
  members: ReadonlyArray<Member>,
  summaries: ReadonlyMap<string, BookSummary.BookSummary>,
  day: CalendarDate
): AgencySummary => {
  const agents = members
    .map(({ agent: { agentId } }) => ({ agentId, summary: summaries.get(agentId) ?? BookSummary.empty }))
    .sort((a, b) => (a.agentId < b.agentId ? -1 : 1))
  let book = BookSummary.empty
  let top: AgencySummary["top"]
  for (const { agentId, summary } of agents) {
    book = BookSummary.combine(book, summary)
    const cases = casesOf(summary)
    if (cases > (top?.cases ?? 0)) top = { agentId, cases, of: 0 }
  }
  const held = (agentId: AgentId) => casesOf(summaries.get(agentId) ?? BookSummary.empty)
  return {
    book,
    agents,
    certification: counted(members.map(({ agent }) => agent.certification._tag)),
    employment: counted(members.map(({ employment }) => employment.state)),
    withoutCases: members.filter(
      ({ agent, employment }) => employment.state !== "Inactive" && held(agent.agentId) === 0
    ).length,
    casesWithoutAuthority: members.reduce(
      (sum, member) => sum + (Standing.isGood(member, day) ? 0 : held(member.agent.agentId)),
      0
    ),
    ...(top === undefined ? {} : { top: { ...top, of: casesOf(book) } })
  }
}
