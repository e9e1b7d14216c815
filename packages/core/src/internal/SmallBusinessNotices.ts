/**
 * Notices about the yearly window of small businesses.
 *
 * @since 0.1.0
 */
import type { Facts } from "../Facts.ts"
import type { Event } from "../Record.ts"
import { shown } from "./BookNotices.ts"
import { type Draft, draft, toAgent } from "./NoticeDraft.ts"

/**
 * The window opens or closes: told to each agent who serves employers, with how many of the agent's own failed which test
 * and references of them, where the host named any. @rule SHP-03
 */
export const ofWindow = (
  { agentIds, failing = [], news, startsOn, through }: Event & { readonly _tag: "SmallBusinessWindowTold" },
  facts: Facts
): ReadonlyArray<Draft> =>
  agentIds.flatMap((agentId) => {
    const own = failing.find((one) => one.agentId === agentId)
    const employers = own && {
      participation: own.participation.length,
      participationOf: shown(own.participation).join(", "),
      contribution: own.contribution.length,
      contributionOf: shown(own.contribution).join(", ")
    }
    const params = { news, lastDay: through, startsOn, ...employers }
    return toAgent(facts.get("agent", agentId)).map((to) => draft("NTC-28", to, params))
  })
