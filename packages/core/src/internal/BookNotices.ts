/**
 * Notices about books and exports.
 *
 * @since 0.1.0
 */
import type { Facts } from "../Facts.ts"
import * as Id from "../Id.ts"
import type { Event } from "../Record.ts"
import { type Draft, draft, managersOf, toAgent } from "./NoticeDraft.ts"

/** A file is ready: told to the agent who took it, with a number and a time, and nothing of what is in it. @rule BOB-12 */
export const ofExport = (event: Event & { readonly _tag: "ExportCompleted" }, facts: Facts): ReadonlyArray<Draft> => {
  const exportLog = facts.get("exportLog", event.exportId)
  if (exportLog?.agentId === undefined) return []
  const params = { rows: event.file.rowCount, until: exportLog.until }
  return toAgent(facts.get("agent", exportLog.agentId)).map((to) => draft("NTC-19", to, params))
}

/** How many cases or employers a notice names; of more it says the number. */
const mostNamed = 50

/** Those of a list whom a notice names. */
export const shown = <A>(all: ReadonlyArray<A>): ReadonlyArray<A> => all.slice(0, mostNamed)

const numbersOf = (caseIds: ReadonlyArray<Id.CaseId>, facts: Facts): Draft["params"] => ({
  cases: caseIds.length,
  numbers: shown(caseIds)
    .flatMap((caseId) => facts.get("case", caseId)?.caseNumber ?? [])
    .join(", ")
})

/**
 * Policies that name another agent: told to each agent who works for the agency still, and all of them together to the
 * managers; case numbers and nothing else of a consumer. @rule DEL-20
 */
export const ofDiffering = (
  event: Event & { readonly _tag: "AgentsOfRecordReported" },
  facts: Facts
): ReadonlyArray<Draft> => {
  const { agencyId, differing } = event
  const toAgents = differing.flatMap(({ agentId, caseIds }) => {
    const employment = facts.get("employment", Id.employment(agentId, agencyId))
    return employment === undefined || employment.state === "Inactive"
      ? []
      : toAgent(facts.get("agent", agentId)).map((to) => draft("NTC-27", to, numbersOf(caseIds, facts)))
  })
  const all = differing.flatMap(({ caseIds }) => caseIds)
  const summary = { ...numbersOf(all, facts), agents: differing.length }
  const managers = managersOf(facts, facts.get("agency", agencyId))
  return [...toAgents, ...managers.map((to) => draft("NTC-27", to, summary))]
}
