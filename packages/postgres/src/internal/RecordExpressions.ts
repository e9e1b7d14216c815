/**
 * Expressions over a record from which the database generates its longer columns, and constraints that come often.
 *
 * @since 0.1.0
 */
import { plainRows } from "@agencybook/core/SearchText"

/** Whether login or licence keep an agent from acting, whatever the dates. */
export const barred =
  "case when (record->>'locked')::boolean or record->'licence'->>'status' <> 'active' or not (record->'licence'->>'health')::boolean then 'yes' end"

/** Whether an account has a password with a day on which to look at it. */
export const dated = "state in ('Active', 'Expiring', 'ResetPending')"

/** Whether a transfer waits. */
export const waiting = "state in ('ExchangeReview', 'AwaitingConsent', 'Scheduled')"

/** Whether an agent is in the public directory. */
export const listed = "state = 'Certified' and in_directory"

/** A reference to a record of the same exchange. */
export const refers = (column: string, table: string): string =>
  `foreign key (exchange_id, ${column}) references %schema.${table} (exchange_id, id)`

/** Checks that columns are there: one over a column that is not there is not false, and so it holds. */
export const there = (...columns: ReadonlyArray<string>): ReadonlyArray<string> =>
  columns.map((column) => `check (${column} is not null)`)

/** Text without marks, as the directory is sorted. */
export const plain = (text: string): string => `translate(${text}, '${plainRows[0]}', '${plainRows[1]}')`

/** Name of a person in the order of the directory. */
export const byName = `${plain("record->'name'->>'last'")} || '  ' || ${plain("record->'name'->>'first'")}`

// A document of each type at most; what a path finds first is it.
const documentEnd = (type: string): string =>
  `jsonb_path_query_first(record, '$.documents[*] ? (@.type == "${type}").expiresOn') #>> '{}'`

/** The first last day among the documents and the agreement of an agency. */
export const documentsEnd = `least(${["e-and-o", "payee-data", "other"].map(documentEnd).join(", ")}, record->'agreement'->>'expiresOn')`

/** The day of the first report of an agent that waits. */
export const reportedOn = `least(${["name", "licence", "address"].map((about) => `record->'reports'->'${about}'->>'reportedOn'`).join(", ")})`

/** Place of a delegation in the lists of an owner. */
export const inList = (owner: string): string =>
  `${owner} || ' ' || case when record->'state'->>'_tag' = 'Requested' then 'pending ' || (record->'state'->>'at') when record->'state'->>'_tag' in ('Active', 'Frozen') then 'active ' || (record->'state'->>'from') else 'inactive ' || coalesce(record->'state'->>'until', record->'state'->>'at') end`

/**
 * A key that records of one commit may exchange: it is looked at when a statement is done, and not row by row. Only a
 * constraint can wait, and a constraint knows no condition, so a column is there while the record holds the key.
 */
export const exchangeable = (name: string, column: string) =>
  `constraint ${name} unique (exchange_id, ${column}) deferrable initially immediate`
