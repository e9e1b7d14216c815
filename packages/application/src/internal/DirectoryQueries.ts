/**
 * Questions to the public directory.
 *
 * @since 0.1.0
 */
import * as Directory from "@agencybook/core/Directory"
import { member, read } from "@agencybook/core/Facts"
import { ask, type Viewer } from "./QueryAsk.ts"

/**
 * Agents whom a consumer may choose.
 *
 * @category queries
 */
export const directory = (viewer: Viewer, criteria: Directory.Criteria) =>
  ask(
    viewer,
    "search-directory",
    {},
    (facts) => {
      const agents = facts.find("agent", "certification", "Certified").map(({ agentId }) => agentId)
      const employments = agents.flatMap((agentId) => facts.find("employment", "open", agentId))
      return [
        read("agent", "certification", "Certified"),
        read("employment", "open", ...agents),
        read("agency", "id", ...employments.map(({ agencyId }) => agencyId))
      ]
    },
    (facts, { day }) => {
      const members = facts
        .find("agent", "certification", "Certified")
        .flatMap(({ agentId }) => member(facts, agentId) ?? [])
      return Directory.search(members, criteria, day)
    }
  )
