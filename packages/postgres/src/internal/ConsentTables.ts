/**
 * The tables of consents, and of the reviews of what they allow.
 *
 * @since 0.1.0
 */
import { refers, there } from "./RecordExpressions.ts"

/** Consents of consumers. The agency that one names need not be known here: no rule asks for it, only for its agent. */
export const consent = {
  name: "consent",
  columns: [
    ["case_id", "text", "record->>'caseId'"],
    ["agent_id", "text", "record->'grantee'->>'agentId'"],
    ["counselor_id", "text", "record->'grantee'->>'counselorId'"],
    ["state", "text", "record->'state'->>'_tag'"],
    ["expires_on", "text", "record->>'expiresOn'"],
    ["retain_until", "text", "record->>'retainUntil'"]
  ],
  constraints: [
    ...there("case_id", "state"),
    "check (state in ('Draft', 'Granted', 'Rescinded', 'Expired'))",
    "check (state in ('Draft', 'Granted') or retain_until is not null)",
    refers("case_id", "consumer_case"),
    refers("agent_id", "agent"),
    refers("counselor_id", "counselor")
  ],
  indexes: [
    "create index consent_case on %s (exchange_id, case_id)",
    "create index consent_ending on %s (exchange_id, expires_on, id) where state = 'Granted'"
  ]
} as const

/** Reviews of applications with an agent. */
export const applicationReview = {
  name: "application_review",
  columns: [
    ["case_id", "text", "record->>'caseId'"],
    ["agent_id", "text", "record->'assistedBy'->>'agentId'"],
    ["agency_id", "text", "record->'assistedBy'->>'agencyId'"],
    ["retain_until", "text", "record->>'retainUntil'"]
  ],
  constraints: [
    ...there("case_id", "agent_id", "agency_id"),
    "check (retain_until is not null)",
    refers("case_id", "consumer_case"),
    refers("agent_id", "agent"),
    refers("agency_id", "agency")
  ],
  indexes: ["create index applicationreview_case on %s (exchange_id, case_id)"]
} as const
