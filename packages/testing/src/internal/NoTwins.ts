/**
 * What no world has twice.
 *
 * @since 0.1.0
 */
import { all, same, type Verdict } from "../Law.ts"
import * as World from "../World.ts"

const duplicates = (keys: ReadonlyArray<string>) => keys.filter((key, n) => keys.indexOf(key) !== n)

/** Held when a world has one of each: delegate, request and code of a case, employment of an agent, and number. */
export const noTwins = (after: World.World): Verdict => {
  const delegations = World.records(after, "delegation")
  const of = (...tags: ReadonlyArray<string>) =>
    delegations.flatMap(({ caseId, kind, state }) => (tags.includes(state._tag) ? [`${caseId} ${kind}`] : []))
  const live = World.records(after, "accessCode").flatMap(({ caseId, state }) => (state === "Issued" ? [caseId] : []))
  // Whoever was taken back as a draft has no number any more.
  const agents = World.records(after, "agent").filter(({ certification }) => certification._tag !== "Discarded")
  const employed = World.records(after, "employment").flatMap((one) => (one.state === "Inactive" ? [] : [one.agentId]))
  return all(
    same(duplicates(of("Active", "Frozen")), [], "cases with two delegates"),
    same(duplicates(of("Requested")), [], "cases with two requests"),
    same(duplicates(live), [], "cases with two codes"),
    same(duplicates(employed), [], "agents with two agencies"),
    same(duplicates(World.records(after, "case").map(({ caseNumber }) => caseNumber)), [], "cases with one number"),
    same(duplicates(agents.map(({ licence }) => licence.number)), [], "agents with one licence"),
    same(duplicates(agents.map(({ npn }) => npn)), [], "agents with one national producer number"),
    same(duplicates(agents.map(({ loginEmail }) => loginEmail)), [], "agents with one address for login")
  )
}
