/**
 * Small employers who failed a test, as the host names them.
 *
 * The exchange keeps no employers: of one it takes a reference, the agent who serves it and which test it failed, and nothing
 * else. The tests are those of `SmallBusiness`; whom the word about the window goes to is decided by `SmallBusinessWindow`.
 *
 * @since 0.1.0
 */
import type { CalendarDate } from "./CalendarDate.ts"
import type { AgencyId, AgentId, EmployerId } from "./Id.ts"

/** A test that an employer failed: too few employees took part, or the employer paid too little. @rule SHP-01 SHP-02 @category models */
export type FailedTest = "participation" | "contribution"

/** An employer who failed one test; one who failed both is named twice. @category models */
export interface FailingEmployer {
  readonly employerId: EmployerId
  /** Who serves the employer, in the agency that is told. */
  readonly agentId: AgentId
  readonly failed: FailedTest
}

/** The employers of one agent by the test that they failed, each once, in the order in which they were named. @category models */
export interface OfAgent extends Readonly<Record<FailedTest, ReadonlyArray<EmployerId>>> {
  readonly agentId: AgentId
}

/** What the agents of an agency were told about the window of small businesses. @rule SHP-03 @category models */
export interface Event {
  readonly _tag: "SmallBusinessWindowTold"
  readonly agencyId: AgencyId
  readonly on: CalendarDate
  readonly news: "opens" | "closes"
  /** Last day of the window, and first day of coverage of who enrolls by it. */
  readonly through: CalendarDate
  readonly startsOn: CalendarDate
  readonly agentIds: ReadonlyArray<AgentId>
  /** Whose employers failed a test; left out where nobody was named. */
  readonly failing?: ReadonlyArray<OfAgent>
}

/** How many failed tests one command names at most. @category models */
export const most = 2_000

/** The employers of those who are told, agent by agent in their order; who has none is left out. @rule SHP-03 @category queries */
export const byAgent = (
  employers: ReadonlyArray<FailingEmployer>,
  agentIds: ReadonlyArray<AgentId>
): ReadonlyArray<OfAgent> => {
  const of = new Map(
    agentIds.map((agentId) => [agentId, { participation: new Set<EmployerId>(), contribution: new Set<EmployerId>() }])
  )
  for (const { agentId, employerId, failed } of employers) of.get(agentId)?.[failed].add(employerId)
  return Array.from(of, ([agentId, { contribution, participation }]) => ({
    agentId,
    participation: Array.from(participation),
    contribution: Array.from(contribution)
  })).filter(({ contribution, participation }) => contribution.length + participation.length > 0)
}
