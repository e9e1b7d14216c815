/**
 * The table of consumer cases.
 *
 * @since 0.1.0
 */
import { exchangeable, there } from "./RecordExpressions.ts"

const insured = "record->'coverage' is not null"
const last = "record->'agentsOfRecord'->-1"

// Whom the last statement about a policy puts on record: that it is nobody is said, too.
const onRecord = `case when ${insured} then case when jsonb_array_length(record->'agentsOfRecord') > 0 then ${last}->>'npn' else record->'coverage'->>'aorNpn' end end`

// From when it does, unless from the beginning: nobody else was on record before that. Days are compared as they are spelled.
const onRecordFrom = `case when ${insured} and (${last}->>'from') collate "C" > (record->'coverage'->>'effectiveOn') then ${last}->>'from' end`

/** Households with the exchange. */
export const consumerCase = {
  name: "consumer_case",
  columns: [
    ["case_number", "text", "record->>'caseNumber'"],
    ["dob", "text", "record->'primaryContact'->>'dob'"],
    ["gross_premium", "bigint", "(record->'coverage'->>'grossPremium')::bigint"],
    ["aptc", "bigint", "(record->'coverage'->>'aptc')::bigint"],
    ["on_record", "text", onRecord],
    ["on_record_from", "text", onRecordFrom]
  ],
  constraints: [
    ...there("case_number"),
    "check (gross_premium >= 0 and aptc >= 0 and aptc <= gross_premium)",
    "check (record->'coverage' is null or (gross_premium is not null and aptc is not null))",
    exchangeable("case_number", "case_number")
  ],
  indexes: [
    "create index case_dob on %s (exchange_id, dob)",
    "create index case_on_record on %s (exchange_id, on_record, id) where on_record is not null",
    "create index case_on_record_from on %s (exchange_id, on_record_from, id) where on_record_from is not null"
  ]
} as const
