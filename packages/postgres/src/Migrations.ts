/**
 * Bringing a schema to the present version: numbered steps forward, under a lock, all in one transaction.
 *
 * @since 0.1.0
 */
import { StoreError, Unusable } from "@agencybook/application/Store"
import * as Effect from "effect/Effect"
import { SqlClient } from "effect/sql/SqlClient"
import * as Driver from "./internal/Driver.ts"
import * as SchemaName from "./internal/SchemaName.ts"
import * as Partitions from "./Partitions.ts"
import * as Periods from "./Periods.ts"
import * as RowSecurity from "./RowSecurity.ts"
import { asStoreError } from "./SqlFailure.ts"
import * as Tables from "./Tables.ts"

/** One step: its number and its statements for a schema. @category models */
export interface Migration {
  readonly number: number
  readonly name: string
  readonly statements: (schema: string) => ReadonlyArray<string>
}

/** All steps in order. @category models */
export const migrations: ReadonlyArray<Migration> = [
  { number: 1, name: "records, journal, outbox and command keys", statements: Tables.statements },
  { number: 2, name: "row security", statements: RowSecurity.statements },
  { number: 3, name: "the journal is appended to only", statements: Tables.appendOnly },
  { number: 4, name: "periods do not overlap", statements: (schema) => Periods.statements(schema) },
  {
    number: 5,
    name: "periods of counselors do not overlap",
    statements: (schema) => Periods.statements(schema, "counselor_delegation")
  }
]

/** Checks the name of a schema: lower-case letters, digits and underscores, and no word that SQL or PostgreSQL keeps for itself. @category predicates */
export const isSchemaName = (name: string): boolean => SchemaName.refusal(name) === undefined

/** What is said about any other name. @category errors */
export const refusalOfSchema = (name: string): StoreError | undefined => {
  const refusal = SchemaName.refusal(name)
  return refusal && new StoreError({ reason: new Unusable(refusal) })
}

/** What is said about a role of another name than PostgreSQL allows. @category errors */
export const roleRefused = new StoreError({
  reason: new Unusable({
    problem: "the name of the role is not allowed",
    remedy: "use 1 to 63 bytes, and not `none`"
  })
})

const ground = (schema: string): ReadonlyArray<string> => [
  `create schema if not exists ${schema}`,
  `create table if not exists ${schema}.migration (number int primary key, name text not null, at timestamptz not null default now())`
]

/** The number of the latest step. @category models */
export const latest = migrations.length

/** The statements of a step, for whole tables or for tables in parts. */
const ofStep = (schema: string, parts: number | undefined): ((step: Migration) => ReadonlyArray<string>) => {
  if (parts === undefined) return (step) => step.statements(schema)
  const tables = Partitions.tablesIn(migrations.flatMap((step) => step.statements(schema)))
  return (step) => step.statements(schema).flatMap(Partitions.partitioned(parts, tables))
}

/**
 * The statements of some steps in an empty database, in order, without the rows that remember them; with `parts`, those
 * that make tables in parts, see `Partitions`.
 *
 * @category encoding
 */
export const statements = (schema: string, steps: ReadonlyArray<number>, parts?: number): ReadonlyArray<string> => [
  ...ground(schema),
  ...migrations.filter(({ number }) => steps.includes(number)).flatMap(ofStep(schema, parts))
]

/**
 * The SQL of the steps after `from` up to `to`, as text to review and to run by hand in one transaction; from 0 it makes
 * the schema as well.
 *
 * @category encoding
 */
export const toSql = (schema: string, from = 0, to = latest, parts?: number): string => {
  const of = ofStep(schema, parts)
  return [
    ...(from === 0 && to > 0 ? ground(schema).map((statement) => `${statement};`) : []),
    ...migrations
      .filter(({ number }) => number > from && number <= to)
      .flatMap((step) => [
        `-- ${step.number}: ${step.name}`,
        ...of(step).map((statement) => `${statement};`),
        `insert into ${schema}.migration (number, name) values (${step.number}, '${step.name}');`
      ])
  ].join("\n")
}

// Text of our own, written by `Tables`: a column begins a line, a table constraint begins with one of four words.
const shapeOf = (statement: string): ReadonlyArray<string> => {
  const [, index] = /^create (?:unique )?index (\w+)/.exec(statement) ?? []
  if (index !== undefined) return [`index ${index}`]
  const [, table, body] = /^create table \w+\.(\w+) \(\n([\s\S]*)\n\)$/.exec(statement) ?? []
  if (body === undefined) return []
  return body.split("\n").flatMap((line) => {
    const [word] = line.trim().split(" ")
    return /^(?:primary|check|foreign|constraint)\b/.test(word ?? "") ? [] : [`column ${table}.${word}`]
  })
}

/** The columns and indexes that the steps make, by name. @category queries */
export const shape = (schema: string): ReadonlyArray<string> =>
  migrations.flatMap(({ statements }) => statements(schema).flatMap(shapeOf))

/**
 * The statement that waits until nobody else changes a schema; one number for all schemas of a database, since that is rare
 * and short.
 *
 * @category encoding
 */
export const lock = "select pg_advisory_xact_lock(727374211)"

/**
 * Waits until nobody else changes a schema, as long as a statement may last: who waits here stands in nobody's way, so
 * that the limit for other locks, which is shorter, would only fail the second of two that begin at once.
 *
 * @category constructors
 */
export const alone = Effect.fnUntraced(function* (sql: SqlClient) {
  const limit = (value: string) => sql.unsafe("select set_config('lock_timeout', $1, true)", [value])
  const [found] = yield* sql.unsafe<{ before: string }>("select current_setting('lock_timeout') as before")
  yield* limit("0")
  yield* sql.unsafe(lock)
  yield* limit(found?.before ?? "0")
})

/** For whom the schema is. @category models */
export interface Options {
  /**
   * The role that the application works as; it gets the grants it needs. Absent, none gets any, except in the embedded
   * database, where `agencybook_application` is made and gets them.
   */
  readonly role?: string
}

const noRole = (role: string) =>
  new StoreError({
    reason: new Unusable({
      problem: `the database has no role \`${role}\``,
      remedy: `create it with \`create role ${RowSecurity.quoted(role)} nologin\` and grant it to the role of the connection`
    })
  })

/** Whether the role of the connection may make the schema and what is in it; the database asks for both even where all is there. */
const rights = Effect.fnUntraced(function* (sql: SqlClient, schema: string) {
  const [found] = yield* sql.unsafe<{ role: string; database: string; makes: boolean; fills: boolean }>(
    `select current_user::text as role, current_database()::text as database, has_database_privilege(current_database(), 'create') as makes, coalesce((select has_schema_privilege(oid, 'create') from pg_namespace where nspname = $1), true) as fills`,
    [schema]
  )
  if (found === undefined || (found.makes && found.fills)) return
  const { database, makes, role } = found
  const right = makes ? `create on schema ${schema}` : `create on database ${RowSecurity.quoted(database)}`
  return yield* new StoreError({
    reason: new Unusable({
      problem: `the role \`${role}\` may not migrate the schema \`${schema}\`: it has no \`${right}\``,
      remedy: `let the owner of the ${makes ? "schema" : "database"} or a superuser run \`grant ${right} to ${RowSecurity.quoted(role)}\`, or run what \`agencybook-postgres sql\` prints and leave \`migrate\` out`
    })
  })
})

/**
 * Brings a schema to the present version; running it again changes nothing, and two runners wait for each other, see `alone`. A
 * schema whose steps are done but made something else, as one of a version before the first release, is refused: to
 * write into it would fail halfway through the first command.
 *
 * @category queries
 */
export const run = Effect.fnUntraced(function* (schema: string, options: Options = {}) {
  const refusal = refusalOfSchema(schema)
  if (refusal !== undefined) return yield* refusal
  const sql = yield* SqlClient
  const embedded = sql.driver === Driver.embedded
  const role = options.role ?? (embedded ? RowSecurity.applicationRole : undefined)
  if (role !== undefined && !RowSecurity.isRoleName(role)) return yield* roleRefused
  const statement = (text: string) => sql.unsafe(text)
  yield* sql
    .withTransaction(
      Effect.gen(function* () {
        yield* alone(sql)
        yield* rights(sql, schema)
        // Nobody else can make roles in the embedded database.
        if (embedded && role !== undefined) yield* statement(RowSecurity.createRole(role))
        if (role !== undefined && (yield* sql.unsafe("select 1 from pg_roles where rolname = $1", [role])).length === 0)
          return yield* noRole(role)
        for (const text of ground(schema)) yield* statement(text)
        const done = yield* sql.unsafe<{ number: number }>(`select number from ${schema}.migration`)
        const known = new Set(done.map(({ number }) => number))
        for (const { name, number, statements } of migrations) {
          if (known.has(number)) continue
          for (const text of statements(schema)) yield* statement(text)
          yield* sql.unsafe(`insert into ${schema}.migration (number, name) values ($1, $2)`, [number, name])
        }
        const there = yield* sql.unsafe<{ name: string }>(
          `select 'column ' || table_name || '.' || column_name as name from information_schema.columns where table_schema = $1 union all select 'index ' || indexname from pg_indexes where schemaname = $1`,
          [schema]
        )
        const names = new Set(there.map(({ name }) => name))
        const missing = shape(schema).filter((name) => !names.has(name))
        if (missing.length > 0)
          return yield* new StoreError({
            reason: new Unusable({
              problem: `the schema \`${schema}\` was made by another version: it has no ${missing[0]}`,
              remedy: "let this version make a schema of its own and deliver the records again"
            })
          })
        if (role === undefined) return
        for (const text of RowSecurity.grants(schema, role)) yield* statement(text)
      })
    )
    .pipe(asStoreError)
})
