/**
 * Reading the policies on which the agents of an agency are on record, so much at once as somebody can use.
 *
 * A policy knows the number of its agent and nothing of agencies, so that an agency's policies are those of its people,
 * of whom some have thousands and many none. People are met some at a time and their policies counted; those that fit are
 * read together.
 *
 * @since 0.1.0
 */
import type { Agent } from "@agencybook/core/Agent"
import type { Case } from "@agencybook/core/Case"
import * as Commission from "@agencybook/core/Commission"
import type { Employment } from "@agencybook/core/Employment"
import { read } from "@agencybook/core/Facts"
import type { AgencyId, AgentId, CaseId } from "@agencybook/core/Id"
import * as Id from "@agencybook/core/Id"
import * as Page from "@agencybook/core/Page"
import * as Effect from "effect/Effect"
import * as Loading from "../Loading.ts"
import { only, type Reading, type StoreError } from "../Store.ts"
import type { BookScope } from "./BookReads.ts"

/** How many people are met at once. */
const together = 50

/** Behind whom reading goes on, or behind which policy of this agent. */
export interface From {
  readonly agentId: AgentId
  readonly caseId?: CaseId
}

/** How much is read, and what is done with it. */
export interface Use {
  /** How many more policies can be used, at least one to begin with; none ends the reading. */
  readonly room: () => number
  /** After how many people the reading ends. */
  readonly people: number
  /** Is given policies of which the last statement names an agent, by case; says how many of them it looked at. */
  readonly take: (agent: Agent, policies: ReadonlyArray<Case>) => number
}

/** Those among some agents who are paid through an agency. */
export const payeesAmong = (
  { load }: Pick<Reading, "load">,
  agencyId: AgencyId,
  agentIds: ReadonlyArray<AgentId>
): Effect.Effect<ReadonlyArray<Agent>, StoreError> =>
  Effect.map(load([read("employment", "agent", ...agentIds), read("agent", "id", ...agentIds)]), (loaded) => {
    const facts = Loading.factsOf(loaded)
    return agentIds.flatMap((agentId) => {
      const agent = facts.get("agent", agentId)
      const paid = Commission.payee(facts.find("employment", "agent", agentId)) === agencyId
      return agent !== undefined && paid && Commission.keepsCommission(agent) ? [agent] : []
    })
  })

const policiesOf = ({ npn }: Agent) => only("case", "onRecord", npn)

/** Reads the policies of one agent, and says behind which one it ended for want of room. */
const one = Effect.fnUntraced(function* ({ scan }: Reading, agent: Agent, after: CaseId | undefined, use: Use) {
  let last = after
  let room = use.room()
  for (let limit = room; ; ) {
    const place = last === undefined ? {} : { after: { key: agent.npn, id: last } }
    const found = yield* scan(policiesOf(agent), { limit, ...place })
    const policies = found.map(({ record }) => record as Case)
    const looked = use.take(agent, policies)
    if (looked < limit && looked === policies.length) return undefined
    last = policies[looked - 1]?.caseId
    const left = use.room()
    if (left === 0) return last
    // Where no room was used, as before the day of a large transfer, most of what follows may need none, either.
    limit = left < room ? left : Math.min(2 * limit, Page.mostRows)
    room = left
  }
})

/** Reads the policies of some agents, and says behind what it ended for want of room. */
const some = Effect.fnUntraced(function* (reading: Reading, agents: ReadonlyArray<Agent>, use: Use) {
  const counts = agents.length === 0 ? [] : yield* reading.tally(agents.map(policiesOf))
  for (let n = 0; n < agents.length; ) {
    const first = agents[n] as Agent
    if (use.room() === 0) return { agentId: (agents[n - 1] as Agent).agentId } satisfies From
    let end = n
    for (let size = 0; end < agents.length; end++) {
      size += counts[end] as number
      if (size > use.room()) break
    }
    if (end === n) {
      const caseId = yield* one(reading, first, undefined, use)
      if (caseId !== undefined) return { agentId: first.agentId, caseId } satisfies From
      n++
      continue
    }
    const fitting = agents.slice(n, end).filter((_, m) => counts[n + m] !== 0)
    if (fitting.length > 0) {
      const facts = Loading.factsOf(yield* reading.load([read("case", "onRecord", ...fitting.map(({ npn }) => npn))]))
      // In the order in which a range is read.
      for (const agent of fitting)
        use.take(
          agent,
          [...facts.find("case", "onRecord", agent.npn)].sort((a, b) => Page.byCharacter(a.caseId, b.caseId))
        )
    }
    n = end
  }
  return undefined
})

/** Some people of a scope behind one of them: those who are paid, and the last one when there may be others. */
const met = Effect.fnUntraced(function* (reading: Reading, { agencyId, agentId }: BookScope, after: From | undefined) {
  if (agentId !== undefined) {
    const payees = after === undefined ? yield* payeesAmong(reading, agencyId, [agentId]) : []
    return { payees, last: undefined }
  }
  const place = after && { after: { key: agencyId, id: Id.employment(after.agentId, agencyId) } }
  const found = yield* reading.scan(only("employment", "agency", agencyId), { limit: together, ...place })
  const agentIds = found.map(({ record }) => (record as Employment).agentId)
  const payees = yield* payeesAmong(reading, agencyId, agentIds)
  return { payees, last: found.length < together ? undefined : agentIds.at(-1) }
})

/**
 * Goes through the policies of whoever is paid through an agency, or of one agent who is, in the order of their identifiers;
 * says from where it goes on, and nothing when all of them were read.
 */
export const through = Effect.fnUntraced(function* (
  reading: Reading,
  scope: BookScope,
  from: From | undefined,
  use: Use
): Effect.fn.Return<From | undefined, StoreError> {
  // Whoever asks for one agent is not led to another by a place.
  if (from?.caseId !== undefined && (scope.agentId ?? from.agentId) === from.agentId) {
    const { agentId } = from
    for (const agent of yield* payeesAmong(reading, scope.agencyId, [agentId])) {
      const caseId = yield* one(reading, agent, from.caseId, use)
      if (caseId !== undefined) return { agentId, caseId }
    }
  }
  let after = from
  for (let people = 0; people < use.people; people += together) {
    if (after !== undefined && use.room() === 0) return { agentId: after.agentId }
    const part = yield* met(reading, scope, after)
    const ended = yield* some(reading, part.payees, use)
    if (ended !== undefined || part.last === undefined) return ended
    after = { agentId: part.last }
  }
  return after && { agentId: after.agentId }
})
