/**
 * The tables of what leaves a book as a file, and of what comes back.
 *
 * @since 0.1.0
 */
import { refers, there } from "./RecordExpressions.ts"

/** Exports of books. */
export const exportLog = {
  name: "export_log",
  columns: [
    ["agency_id", "text", "record->'order'->>'agencyId'"],
    ["agent_id", "text", "record->'order'->>'agentId'"],
    ["told_agent_id", "text", "record->>'agentId'"],
    ["taken", "text", "(record->'order'->>'agencyId') || ' ' || (record->>'acknowledgedAt')"],
    ["requested_by", "text", "record->>'requestedBy'"],
    ["row_count", "bigint", "(record->'file'->>'rowCount')::bigint"],
    ["sha256", "text", "record->'file'->>'sha256'"]
  ],
  constraints: [
    ...there("agency_id", "requested_by"),
    refers("agency_id", "agency"),
    refers("agent_id", "agent"),
    refers("told_agent_id", "agent"),
    "check (row_count >= 0)",
    "check (sha256 is null or length(sha256) = 64)"
  ],
  indexes: [
    "create index exportlog_agency on %s (exchange_id, agency_id)",
    "create index exportlog_taken on %s (exchange_id, taken, id)"
  ]
} as const

/** Lists of consumers whom agents miss; beside the rule, a closed one says when and has no claim without an answer. */
export const discrepancyList = {
  name: "discrepancy_list",
  columns: [
    ["agency_id", "text", "record->>'agencyId'"],
    ["agent_id", "text", "record->>'agentId'"],
    ["state", "text", "record->'state'->>'_tag'"],
    ["returned_at", "text", "record->>'returnedAt'"],
    ["returned", "text", "(record->>'agencyId') || ' ' || (record->>'returnedAt')"]
  ],
  constraints: [
    ...there("agency_id", "agent_id", "state", "returned_at"),
    "check (state in ('Open', 'Answered'))",
    "check ((state = 'Answered') = (record->'state'->'at' is not null))",
    "check ((state = 'Open') = jsonb_path_exists(record, '$.lines[*] ? (!exists (@.answer))'))",
    refers("agency_id", "agency"),
    refers("agent_id", "agent")
  ],
  indexes: [
    "create index discrepancylist_returned on %s (exchange_id, returned, id)",
    "create index discrepancylist_waiting on %s (exchange_id, returned_at, id) where state = 'Open'"
  ]
} as const
