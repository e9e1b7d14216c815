/**
 * The tables of enrollment entities and counselors.
 *
 * @since 0.1.0
 */
import { refers, there } from "./RecordExpressions.ts"

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
