/**
 * Row-level security: the database itself shows an exchange its own rows and no others, whatever a statement asks for.
 *
 * The policy compares `exchange_id` with a setting that every transaction of the store sets for itself; without the
 * setting no row is seen and none can be written. Security is forced, so that it binds the owner of the tables too. It
 * binds no superuser and no role with BYPASSRLS, which is why the application has a role of its own that owns nothing.
 *
 * @since 0.1.0
 */
import * as RecordTables from "./RecordTables.ts"

/** The setting that holds the exchange of a transaction. @category models */
export const setting = "agencybook.exchange_id"

/**
 * The role under which the store works on a connection that row security would not bind, such as that of the embedded
 * database.
 *
 * @category models
 */
export const applicationRole = "agencybook_application"

/** What the application may do with a table beside reading it. @category models */
export interface Privileges {
  readonly insert: boolean
  /** Columns that may be written again; locking a row needs one at least. */
  readonly update: ReadonlyArray<string>
}

const written: Privileges = { insert: true, update: ["version", "record"] }
const appended: Privileges = { insert: true, update: [] }

/** What the application may do, by table; nothing is ever deleted. @category models */
export const privileges: Readonly<Record<string, Privileges>> = {
  ...Object.fromEntries(RecordTables.order.map((kind) => [RecordTables.tables[kind].name, written])),
  command: appended,
  journal: appended,
  reading: appended,
  reading_case: appended,
  journal_head: { insert: true, update: ["position", "hash"] },
  outbox: { insert: true, update: ["state", "attempts", "token", "leased_until"] },
  migration: { insert: false, update: [] }
}

/** Checks the name of a role: any text that PostgreSQL keeps whole, and no word that it reads otherwise. @category predicates */
export const isRoleName = (name: string): boolean =>
  name !== "" && name !== "none" && !name.includes("\0") && new TextEncoder().encode(name).length <= 63

/** The name of a role as SQL. @category encoding */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** The statements that secure the tables of a schema. @category constructors */
export const statements = (schema: string): ReadonlyArray<string> =>
  Object.keys(privileges).flatMap((table) => {
    const full = `${schema}.${table}`
    return [
      `alter table ${full} enable row level security`,
      `alter table ${full} force row level security`,
      // The steps that were done are nobody's secret; who may write them is a matter of grants.
      table === "migration"
        ? `create policy everyone on ${full} using (true)`
        : // After a transaction that set it, a setting is not absent but empty: both have to mean nobody.
          `create policy exchange on ${full} using (exchange_id = nullif(current_setting('${setting}', true), ''))`
    ]
  })

/** The statements that let a role work with the tables of a schema and do no more than it has to. @category constructors */
export const grants = (schema: string, role: string): ReadonlyArray<string> => [
  `grant usage on schema ${schema} to ${quoted(role)}`,
  ...Object.entries(privileges).flatMap(([table, { insert, update }]) => {
    const what = [
      "select",
      ...(insert ? ["insert"] : []),
      ...(update.length > 0 ? [`update (${update.join(", ")})`] : [])
    ]
    return [`grant ${what.join(", ")} on ${schema}.${table} to ${quoted(role)}`]
  })
]

/** The statement that makes a role without a login, if there is none of that name. @category constructors */
export const createRole = (role: string): string =>
  `do $$ begin create role ${quoted(role)} nologin; exception when duplicate_object or unique_violation then null; end $$`
