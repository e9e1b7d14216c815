/**
 * Notices about the yearly window of small businesses.
 *
 * @since 0.1.0
 */
import type { Facts } from "../Facts.ts"
import type { Event } from "../Record.ts"
import { type Draft, draft, toAgent } from "./NoticeDraft.ts"

/** The window opens or closes: told to each agent who serves employers. @rule SHP-03 */
export const ofWindow = (
  { agentIds, news, startsOn, through }: Event & { readonly _tag: "SmallBusinessWindowTold" },
  facts: Facts
): ReadonlyArray<Draft> =>
  agentIds.flatMap((agentId) =>
    toAgent(facts.get("agent", agentId)).map((to) => draft("NTC-28", to, { news, lastDay: through, startsOn }))
  )
