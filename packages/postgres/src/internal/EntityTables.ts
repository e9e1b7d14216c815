/**
 * The tables of enrollment entities and counselors.
 *
 * @since 0.1.0
 */
import { inList, refers, there } from "./RecordExpressions.ts"

/** Whether a delegation to a counselor still binds the case. */
export const openToCounselor = "state in ('Requested', 'Active')"

/** The register of entities. */
export const enrollmentEntity = {
  name: "enrollment_entity",
  columns: [
    ["state", "text", "record->'certification'->>'_tag'"],
    ["through", "text", "record->'certification'->>'through'"]
  ],
  constraints: [
    ...there("state"),
    "check (state in ('Registered', 'Certified', 'Suspended', 'Ended'))",
    "check ((state in ('Certified', 'Suspended')) = (through is not null))"
  ],
  indexes: ["create index enrollmententity_state on %s (exchange_id, state, id)"]
} as const

/** The counselors of the entities. */
export const counselor = {
  name: "counselor",
  columns: [
    ["entity_id", "text", "record->>'entityId'"],
    ["state", "text", "record->'state'->>'_tag'"]
  ],
  constraints: [
    ...there("entity_id", "state"),
    "check (state in ('Active', 'Ended'))",
    refers("entity_id", "enrollment_entity")
  ],
  indexes: ["create index counselor_entity on %s (exchange_id, entity_id, id)"]
} as const

/** The delegations of cases to counselors: one active and one request of a case, each with the consent that it began with. */
export const counselorDelegation = {
  name: "counselor_delegation",
  columns: [
    ["case_id", "text", "record->>'caseId'"],
    ["consent_id", "text", "record->>'consentId'"],
    ["counselor_id", "text", "record->'delegate'->>'counselorId'"],
    ["entity_id", "text", "record->'delegate'->>'entityId'"],
    ["state", "text", "record->'state'->>'_tag'"],
    ["requested_in", "text", "left(record->'state'->>'at', 7)"],
    ["requested_at", "text", "record->'state'->>'at'"],
    ["active_from", "text", "record->'state'->>'from'"],
    ["active_until", "text", "record->'state'->>'until'"],
    ["list", "text", inList("(record->'delegate'->>'counselorId')")]
  ],
  constraints: [
    ...there("case_id", "consent_id", "counselor_id", "entity_id", "state"),
    "check (state in ('Requested', 'Active', 'Declined', 'Cancelled', 'Expired', 'Ended'))",
    "check (active_until is null or active_from <= active_until)",
    "check ((state in ('Active', 'Ended')) = (active_from is not null))",
    "check ((state = 'Ended') = (active_until is not null))",
    refers("case_id", "consumer_case"),
    refers("consent_id", "consent"),
    refers("counselor_id", "counselor"),
    refers("entity_id", "enrollment_entity")
  ],
  indexes: [
    "create unique index counselordelegation_holder on %s (exchange_id, case_id) where state = 'Active'",
    "create unique index counselordelegation_request on %s (exchange_id, case_id) where state = 'Requested'",
    "create index counselordelegation_requested on %s (exchange_id, requested_in) where state = 'Requested'",
    "create index counselordelegation_requested_at on %s (exchange_id, requested_at, id) where state = 'Requested'",
    "create index counselordelegation_case on %s (exchange_id, case_id)",
    `create index counselordelegation_counselor on %s (exchange_id, counselor_id) where ${openToCounselor}`,
    `create index counselordelegation_entity on %s (exchange_id, entity_id) where ${openToCounselor}`,
    "create index counselordelegation_list on %s (exchange_id, list, id)"
  ]
} as const
