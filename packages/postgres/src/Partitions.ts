/**
 * The tables as partitions by exchange, for many exchanges in one database: each is a table in parts, and an exchange lies
 * in one part of each.
 *
 * The same migrations make them, statement by statement. Since `exchange_id` leads every key, keys, references and
 * statements of the store are the same; row security and triggers hold for each part as for the whole, so that nobody
 * comes past them who names a part. Needs PostgreSQL 17 or later, which gives a table in parts an identity.
 *
 * @since 0.1.0
 */

/** The largest number of parts. @category models */
export const most = 1024

/** Names of the parts of a table. @category queries */
export const partsOf = (table: string, parts: number): ReadonlyArray<string> =>
  Array.from({ length: parts }, (_, part) => `${table}_p${part}`)

const tableIn = (statement: string): string | undefined => /^create table (\w+\.\w+) \(\n/.exec(statement)?.[1]

// What a table in parts does not hand on to its parts by itself: row security, and triggers of whole statements.
const secured = (statement: string): string | undefined =>
  /^alter table (\w+\.\w+) (?:enable|force) row level security$/.exec(statement)?.[1] ??
  /^create policy \w+ on (\w+\.\w+) /.exec(statement)?.[1] ??
  /^create trigger .* on (\w+\.\w+) .*for each statement /.exec(statement)?.[1]

/** Statements of migrations for tables in parts. @category constructors */
export const partitioned =
  (parts: number, tables: ReadonlySet<string>) =>
  (statement: string): ReadonlyArray<string> => {
    const made = tableIn(statement)
    if (made !== undefined)
      return [
        `${statement} partition by hash (exchange_id)`,
        ...partsOf(made, parts).map(
          (name, part) =>
            `create table ${name} partition of ${made} for values with (modulus ${parts}, remainder ${part})`
        )
      ]
    const table = secured(statement)
    return table === undefined || !tables.has(table)
      ? [statement]
      : [statement, ...partsOf(table, parts).map((name) => statement.replace(` ${table} `, ` ${name} `))]
  }

/** The tables that statements make in parts. @category queries */
export const tablesIn = (statements: ReadonlyArray<string>): ReadonlySet<string> =>
  new Set(statements.flatMap((statement) => tableIn(statement) ?? []))

/** How many parts the tables of a schema have, by the names of them all; `undefined` where they are whole. @category queries */
export const partsAmong = (names: ReadonlyArray<string>): number | undefined => {
  const parts = names.filter((name) => /^journal_p\d+$/.test(name)).length
  return parts === 0 ? undefined : parts
}
