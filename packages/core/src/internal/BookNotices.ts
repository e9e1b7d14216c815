/**
 * Notices about books and exports.
 *
 * @since 0.1.0
 */
import type { Facts } from "../Facts.ts"
import type { Event } from "../Record.ts"
import { type Draft, draft, toAgent } from "./NoticeDraft.ts"

/** A file is ready: told to the agent who took it, with a number and a time, and nothing of what is in it. @rule BOB-12 */
export const ofExport = (event: Event & { readonly _tag: "ExportCompleted" }, facts: Facts): ReadonlyArray<Draft> => {
  const exportLog = facts.get("exportLog", event.exportId)
  const agent = exportLog?.agentId === undefined ? undefined : facts.get("agent", exportLog.agentId)
  if (exportLog === undefined || agent === undefined) return []
  return [draft("NTC-19", toAgent(agent), { rows: event.file.rowCount, until: exportLog.until })]
}
