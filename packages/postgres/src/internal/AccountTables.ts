/**
 * The table of the accounts of the agent extranet.
 *
 * @since 0.1.0
 */
import { dated, exchangeable, refers, there } from "./RecordExpressions.ts"

/** Accounts of the extranet, one for an agent. */
export const extranetAccount = {
  name: "extranet_account",
  columns: [
    ["agent_id", "text", "record->>'agentId'"],
    ["username", "text", "record->>'username'"],
    ["state", "text", "record->'state'->>'_tag'"],
    ["epoch", "int", "(record->>'epoch')::int"],
    ["due_on", "text", "record->'state'->'password'->>'dueOn'"]
  ],
  constraints: [
    ...there("agent_id", "username", "state"),
    "check (state in ('Provisioned', 'Active', 'Expiring', 'LockedExpired', 'ResetPending', 'Disabled'))",
    "check (epoch >= 0)",
    exchangeable("extranetaccount_username", "username"),
    refers("agent_id", "agent")
  ],
  indexes: [
    "create index extranetaccount_state on %s (exchange_id, state)",
    `create index extranetaccount_due on %s (exchange_id, due_on) where ${dated}`
  ]
} as const
